"""A sheet becomes a picture: panes drawn by the stage, names and furniture painted over and around them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from wespace_desktop.errors import EXIT_USAGE, Cancelled, WeSpaceError
from wespace_desktop.model.words import Words
from wespace_desktop.picture.audit_words import hidden_losses
from wespace_desktop.picture.compare import PairLook, paint_pair, pair_shots
from wespace_desktop.picture.content import content_of
from wespace_desktop.picture.fonts import load_fonts
from wespace_desktop.picture.hour_key import hour_key, hours_of
from wespace_desktop.picture.ink import PAPER, colour
from wespace_desktop.picture.labels import Placement
from wespace_desktop.picture.lens import key_of_lens
from wespace_desktop.picture.looking import look_at, pane_moment, tag_of
from wespace_desktop.picture.page import Page, lay_out
from wespace_desktop.picture.pane import PaneLook, paint_pane
from wespace_desktop.picture.sheet import PaneSpec, Sheet
from wespace_desktop.render.shot import Frame, Shot
from wespace_desktop.scene.part import Scene

Progress = Callable[[float, Words], None]
MOST_PANES = 4
#: Without paper nobody knows what the words will lie on; a white rim makes them read on a dark slide too.
_HALO = 2.6
_INCH_M = 0.0254


class Drawer(Protocol):
    """What compose asks of a stage: take a scene, draw a shot."""

    def show(self, scene: Scene) -> None: ...

    def draw(self, shot: Shot) -> Frame: ...


def compose(
    stage: Drawer,
    scene: Scene,
    sheet: Sheet,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> QImage:
    """The picture of a sheet. The stage must already show the scene. Raises Cancelled between two panes."""
    image = _blank(sheet)
    painter = QPainter(image)
    try:
        paint_sheet(painter, (stage, scene, sheet), progress, cancelled)
    finally:
        painter.end()
    if progress is not None:
        progress(1.0, Words("画面完成", "Picture composed"))
    return image


def paint_sheet(
    painter: QPainter,
    what: tuple[Drawer, Scene, Sheet],
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> None:
    """Paint a sheet onto anything, in the sheet's pixels from where the painter is. Raises Cancelled between panes."""
    load_fonts()
    stage, scene, sheet = what
    sheet = replace(sheet, unseen=losses_hidden(scene, sheet, stage))
    page = page_of(scene, sheet)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    frames = _frames(stage, _shots(scene, sheet, page), _Watch(progress, cancelled))
    if sheet.is_pair:
        paint_pair(painter, _place(page, 0), list(frames), pair_look(scene, sheet, page.unit))
    else:
        before = Placement()
        for i, frame in enumerate(frames):
            look = replace(pane_look(scene, sheet, i, before), unit=page.unit)
            before = paint_pane(painter, _place(page, i), frame, look)
    _paint_page(painter, page, _HALO if sheet.transparent else 0.0)


def losses_hidden(scene: Scene, sheet: Sheet, stage: Drawer | None = None) -> Words:
    """Which losses the picture of a sheet hides; without a stage only what an earlier picture has found."""
    return hidden_losses(stage, scene, sheet, page_of(scene, sheet).pane_pixels()[0][2:])


def page_of(scene: Scene, sheet: Sheet) -> Page:
    """The layout of a sheet, without drawing anything."""
    if not 1 <= len(sheet.panes) <= MOST_PANES:
        raise WeSpaceError(f"a picture has 1 to {MOST_PANES} panes, not {len(sheet.panes)}", EXIT_USAGE)
    return lay_out(content_of(scene, sheet), sheet)


def pane_shot(scene: Scene, sheet: Sheet, spec: PaneSpec, size: tuple[int, int]) -> Shot:
    """What the stage is asked for one pane."""
    now = pane_moment(scene, spec)
    shot = Shot(spec.camera, now.standing, size, sheet.quality, sheet.transparent, hour=spec.hour, clock=sheet.clock)
    return replace(shot, planned=now.planned, under_way=now.under_way)


@dataclass(frozen=True)
class _Watch:
    """Who is told how far the drawing is, and who may stop it."""

    progress: Progress | None
    cancelled: Callable[[], bool] | None


def _shots(scene: Scene, sheet: Sheet, page: Page) -> list[Shot]:
    """One for each pane; a pair looks through one camera, and a lens is a single shot."""
    if sheet.is_pair:
        shots = [pane_shot(scene, sheet, spec, page.pane_pixels()[0][2:]) for spec in sheet.panes]
        return pair_shots(shots, sheet.mode)
    return [
        pane_shot(scene, sheet, spec, at[2:]) for spec, at in zip(sheet.panes, page.pane_pixels(), strict=True)
    ]


def _frames(stage: Drawer, shots: list[Shot], watch: _Watch) -> Iterator[Frame]:
    """Drawn one after the other, as they are asked for."""
    for i, shot in enumerate(shots):
        if watch.cancelled is not None and watch.cancelled():
            raise Cancelled
        if watch.progress is not None:
            words = Words(f"绘制第 {i + 1} 幅，共 {len(shots)} 幅", f"Drawing pane {i + 1} of {len(shots)}")
            watch.progress(i / len(shots), words)
        yield stage.draw(shot)


def _blank(sheet: Sheet) -> QImage:
    form = QImage.Format.Format_RGBA8888_Premultiplied if sheet.transparent else QImage.Format.Format_RGBX8888
    image = QImage(*sheet.size, form)
    if image.isNull():
        raise WeSpaceError(
            f"a picture of {sheet.size[0]} x {sheet.size[1]} pixels does not fit into memory", EXIT_USAGE
        )
    image.fill(Qt.GlobalColor.transparent if sheet.transparent else colour(PAPER))
    image.setDotsPerMeterX(round(sheet.dpi / _INCH_M))
    image.setDotsPerMeterY(round(sheet.dpi / _INCH_M))
    return image


def pane_look(scene: Scene, sheet: Sheet, i: int, before: Placement | None = None) -> PaneLook:
    """How pane `i` of a sheet looks. Names that panes share stand in the same places (`before`)."""
    spec = sheet.panes[i]
    others = [p for p in sheet.panes if p is not spec]
    seen = spec if spec.hour in hours_of(sheet) else replace(spec, hour=None)
    look = look_at(scene, seen, sheet.furniture, sheet.lang, before)
    # One key speaks for all panes of an hour; a pair of two hours has both in one.
    hours = (p.hour for p in sheet.panes) if sheet.is_pair else (spec.hour,)
    is_told = not sheet.is_pair and spec.hour in {p.hour for p in sheet.panes[:i]}
    key = None if look.hour is None or is_told else hour_key(scene, *hours)
    return replace(look, tag=tag_of(scene, seen, sheet.lang, others), hour=key)


def pair_look(scene: Scene, sheet: Sheet, unit: float) -> PairLook:
    """How two scenarios in one frame look."""
    left, right = (replace(pane_look(scene, sheet, i), unit=unit) for i in (0, 1))
    key = key_of_lens(scene, sheet.panes[0], sheet.panes[1]) if sheet.mode == "lens" else ()
    return PairLook(left, right, sheet.mode, sheet.swipe, key)


def _place(page: Page, i: int) -> QRectF:
    return QRectF(*page.pane_pixels()[i])


def _paint_page(painter: QPainter, page: Page, halo: float) -> None:
    painter.save()
    painter.scale(page.unit, page.unit)
    page.header.draw(painter, halo)
    page.footer.draw(painter, halo)
    painter.restore()
