"""`-o model.glb`: the model of what a wish shows, written whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from wespace_desktop.errors import EXIT_USAGE, Cancelled, Problem, WeSpaceError
from wespace_desktop.model.words import Words
from wespace_desktop.picture.compose import Drawer, Progress
from wespace_desktop.picture.formats import Cancelled as Asked
from wespace_desktop.picture.formats import Order
from wespace_desktop.picture.saving import save_whole
from wespace_desktop.picture.sheet import PaneSpec
from wespace_desktop.scene.glb import glb_pieces
from wespace_desktop.scene.part import Scene


def write_model(
    scene: Scene,
    order: Order,
    stage: Drawer | None = None,
    progress: Progress | None = None,
    cancelled: Asked | None = None,
) -> tuple[Path, ...]:
    """The GLB of the order's wish: one state in the mode single, else both that it compares. No stage is needed."""
    states = distinct(order.picture(scene).panes)

    def tell(share: float, what: Words) -> None:
        if cancelled is not None and cancelled():
            raise Cancelled
        if progress is not None:
            progress(share, what)

    try:
        save_whole(order.out, watched(glb_pieces(scene, states, tell), cancelled))
    except OverflowError as error:
        what = f"the model is larger than a GLB file may be ({error})"
        raise WeSpaceError(
            Problem(str(order.out), 0, 0, "", what, "Leave layers out with --without"), EXIT_USAGE
        ) from None
    tell(1.0, Words("模型已写好", "Model written"))
    return (order.out,)


def distinct(panes: tuple[PaneSpec, ...]) -> list[PaneSpec]:
    """Panes that show different states; a second camera on the same one makes no other model."""
    found = {(p.scenario, p.year, p.layers, p.line): p for p in panes}
    return list(found.values())


def watched(pieces: Iterable[bytes], cancelled: Asked | None) -> Iterator[bytes]:
    """The pieces, as long as nobody cancels; raises Cancelled between two of them."""
    for piece in pieces:
        if cancelled is not None and cancelled():
            raise Cancelled
        yield piece
