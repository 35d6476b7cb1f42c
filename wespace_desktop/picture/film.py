"""`-o film.mp4`, `.webp` or `.gif`: once around, from slide to slide, the swipe, or the years going by."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from wespace_desktop.errors import EXIT_USAGE, Cancelled, Problem, WeSpaceError
from wespace_desktop.model.view import Mode
from wespace_desktop.model.words import Words
from wespace_desktop.picture.asking import sheet_for
from wespace_desktop.picture.compose import Drawer, Progress
from wespace_desktop.picture.export import metadata_of, staged
from wespace_desktop.picture.film_files import Reel, gif_pieces, mp4_pieces, webp_pieces
from wespace_desktop.picture.film_frames import FilmPainter, as_rgb
from wespace_desktop.picture.film_legend import cast_of
from wespace_desktop.picture.film_unseen import never_seen
from wespace_desktop.picture.film_wish import (
    ALIVE,
    FilmWish,
    Moment,
    begins_at,
    checked,
    moments,
    usual_kind,
    watched,
)
from wespace_desktop.picture.formats import Cancelled as Asked
from wespace_desktop.picture.formats import Order
from wespace_desktop.picture.saving import save_whole
from wespace_desktop.picture.sheet import Sheet
from wespace_desktop.picture.web_page import paired, slides_of
from wespace_desktop.scene.part import Scene

_PIECES: dict[str, Callable[[Iterator[np.ndarray], Reel], Iterator[bytes]]] = {
    ".mp4": mp4_pieces,
    ".webp": webp_pieces,
    ".gif": gif_pieces,
}
_TOLD = ("Title", "Description", "Source", "Copyright", "wespace:scenario", "wespace:hash", "wespace:view")


def write_film(
    scene: Scene,
    order: Order,
    stage: Drawer | None = None,
    progress: Progress | None = None,
    cancelled: Asked | None = None,
) -> tuple[Path, ...]:
    """The film of an order. Raises Cancelled between two frames, and then leaves no file."""
    wish = _film_of(order)
    sheet = film_sheet(scene, order, wish)
    slides = slides_of(scene, sheet, order)
    first = scene.plan(sheet.panes[-1].scenario).scenario.observed_until
    steps = moments(sheet, wish, slides, first)
    reel = Reel(sheet.size, wish.fps, told_about(metadata_of(scene, sheet)))
    with staged(scene, stage) as drawer:
        painter = FilmPainter(drawer, scene, sheet, cast_of(scene, steps))
        painter.say_unseen(never_seen(drawer, scene, steps, painter.size))
        frames = _told(painter, steps, progress, cancelled)
        save_whole(order.out, _PIECES[order.out.suffix.lower()](frames, reel))
    if progress is not None:
        progress(1.0, Words("影片已写好", "Film written"))
    return (order.out,)


def film_sheet(scene: Scene, order: Order, wish: FilmWish) -> Sheet:
    """The sheet that all frames are made of: one frame that fills the page, unless panes were asked for."""
    asked = order.wish
    pair: Mode = "swipe" if len(scene.plans) > 1 else "single"
    usual: dict[str, Mode | None] = {"years": "single", "path": pair}
    mode = "swipe" if wish.kind == "swipe" else asked.mode or usual.get(wish.kind)
    sheet = _from_window(scene, order, mode) if order.sheet else sheet_for(scene, replace(asked, mode=mode, swipe=None))
    if wish.kind == "swipe" and len(sheet.panes) < 2:
        what = "there is nothing to compare it with"
        raise WeSpaceError(
            Problem(str(asked.file), 0, 0, "--film", what, "Name the other file: --with FILE"), EXIT_USAGE
        )
    # What moves is drawn nearly as at rest; what stands still is drawn once, so it may be the best there is.
    quality = asked.quality if asked.quality == "draft" or wish.kind in ("swipe", "years") else "film"
    if wish.kind == "clock" and quality != "draft":
        quality = "still"   # the ground is drawn once, what moves for every frame
    width, height = (n - n % 2 for n in sheet.size)
    clock = begins_at(sheet) if wish.kind in ALIVE else None
    return replace(sheet, size=(width, height), quality=quality, transparent=False, clock=clock)


def _from_window(scene: Scene, order: Order, mode: Mode | None) -> Sheet:
    """What a window shows, in the mode that the film needs, no larger than a film is watched."""
    sheet = order.picture(scene)
    sheet = replace(sheet, size=watched(sheet.size))
    if mode == "single":
        return replace(sheet, panes=sheet.panes[-1:], mode="single")
    return sheet if mode is None else replace(paired(scene, order, sheet), mode=mode)


def _film_of(order: Order) -> FilmWish:
    return checked(replace(order.film, kind=usual_kind(order.film, order.what == "storyboard")))


def _told(
    painter: FilmPainter, steps: Sequence[Moment], progress: Progress | None, cancelled: Asked | None
) -> Iterator[np.ndarray]:
    """The frames (h, w, 3) uint8, one after the other as they are asked for."""
    for k, moment in enumerate(steps):
        if cancelled is not None and cancelled():
            raise Cancelled
        if progress is not None:
            words = Words(f"第 {k + 1} 帧，共 {len(steps)} 帧", f"Frame {k + 1} of {len(steps)}")
            progress(k / len(steps), words)
        yield as_rgb(painter.image(moment))


def told_about(metadata: Mapping[str, str]) -> dict[str, str]:
    """What a film says about itself."""
    return {k: v for k, v in metadata.items() if k in _TOLD}
