"""The plate of layers: each technology by itself, near and far, in one grid, with its code and names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

import numpy as np
from PySide6.QtGui import QImage, QPainter

from wespace_desktop.errors import EXIT_USAGE, Cancelled, Problem, WeSpaceError
from wespace_desktop.model.catalogue import load_catalogue
from wespace_desktop.model.layer import Layer
from wespace_desktop.model.plan import Plan
from wespace_desktop.model.state import standing
from wespace_desktop.model.view import Camera
from wespace_desktop.model.words import NOT_A_PREDICTION, Words
from wespace_desktop.picture.asking import plan_of, sheet_for
from wespace_desktop.picture.boxes import Box
from wespace_desktop.picture.compose import Progress, pane_shot
from wespace_desktop.picture.export import part, staged
from wespace_desktop.picture.fonts import load_fonts
from wespace_desktop.picture.formats import Order
from wespace_desktop.picture.framing import far_view, near_view
from wespace_desktop.picture.ink import INK, MUTED, PAPER
from wespace_desktop.picture.page_file import write_page
from wespace_desktop.picture.pane import frame_image
from wespace_desktop.picture.sheet import PaneSpec, Sheet
from wespace_desktop.picture.slide_parts import Panel, Para, Part, Picture, SlidePage, TextBox, fitted, wrapped
from wespace_desktop.picture.slide_words import in_langs
from wespace_desktop.picture.symbols import Things, draw_signs, signs_on, things_of
from wespace_desktop.render.shot import Frame, Shot
from wespace_desktop.scene.part import Scene

#: Points. A cell is a near picture with a far one beside it.
_MARGIN, _GAP, _HEAD, _FOOT, _WORDS = 30.0, 16.0, 52.0, 26.0, 38.0
_NEAR, _FAR, _HIGH, _BETWEEN = 250.0, 164.0, 164.0, 3.0
_CELL = (_NEAR + _BETWEEN + _FAR, _HIGH)
_ACROSS = 4
#: Points that a page unit of a far picture's signs has.
_SIGN_UNIT = 0.5
_TITLE = Words("技术图层一览", "The technology layers")


class LookingDrawer(Protocol):
    """What a plate asks of a stage: to draw, and to say what is seen."""

    def show(self, scene: Scene) -> None: ...

    def draw(self, shot: Shot) -> Frame: ...

    def names(self, shot: Shot) -> np.ndarray: ...


@dataclass(frozen=True)
class Plate:
    """The layers of a plan that stand in a year, and the size of the page in points."""

    plan: Plan
    year: int
    layers: tuple[Layer, ...]

    @property
    def size(self) -> tuple[float, float]:
        across = min(_ACROSS, len(self.layers))
        rows = -(-len(self.layers) // across)
        high = rows * (_CELL[1] + _WORDS + _GAP) - _GAP
        return 2 * _MARGIN + across * (_CELL[0] + _GAP) - _GAP, 2 * _MARGIN + _HEAD + high + _FOOT

    def box(self, k: int) -> Box:
        row, column = divmod(k, min(_ACROSS, len(self.layers)))
        left = _MARGIN + column * (_CELL[0] + _GAP)
        top = _MARGIN + _HEAD + row * (_CELL[1] + _WORDS + _GAP)
        return left, top, left + _CELL[0], top + _CELL[1]

    def shown_with(self, layer: Layer) -> frozenset[str]:
        """The layer, and those on whose ground its changes stand."""
        named = {n for c in self.plan.changes if c.layer == layer.id for n in c.intervention.target.on}
        return frozenset({layer.id, *(c.layer for c in self.plan.changes if c.id in named)})


def write_plate(
    scene: Scene,
    order: Order,
    stage: LookingDrawer | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> tuple[Path, ...]:
    """The writer of plates, as PNG or PDF (see picture.formats)."""
    load_fonts()
    plan = plan_of(scene, order.wish.file)
    plate = plate_of(plan, order.wish.year or plan.scenario.year)
    sheet = _sheet(scene, order, plate)
    with staged(scene, stage) as drawer:
        page = _page((drawer, scene, sheet), plate, part(progress, 0.0, 0.95), cancelled)  # type: ignore[arg-type]
    write_page((page, plate.size), scene, sheet, order, cancelled)
    if progress is not None:
        progress(1.0, Words("图层一览已写好", "Plate of layers written"))
    return (order.out,)


def plate_of(plan: Plan, year: int) -> Plate:
    """Every layer of which something stands in that year, by its code. WeSpaceError (exit 2) when there is none."""
    stands = standing(plan, year, {c.layer for c in plan.changes})
    there = {c.layer for c in plan.changes if plan.key(c) in stands}
    layers = sorted((layer for layer in load_catalogue().layers if layer.id in there), key=lambda one: one.code)
    if not layers:
        what = f"nothing of any layer stands in {year}"
        raise WeSpaceError(Problem(str(plan.scenario.file), 0, 0, "--plate", what, "Choose a later --year"), EXIT_USAGE)
    return Plate(plan, year, tuple(layers))


def _sheet(scene: Scene, order: Order, plate: Plate) -> Sheet:
    """What the file says of its origin: the first layer's picture stands for all."""
    sheet = sheet_for(scene, replace(order.wish, swipe=None, mode="single"))
    wide = sheet.size[0]
    size = (wide, round(wide * plate.size[1] / plate.size[0]))
    spec = PaneSpec(plate.plan.id, plate.year, plate.shown_with(plate.layers[0]), sheet.panes[0].camera)
    return replace(sheet, panes=(spec,), mode="single", size=size)


def _page(
    what: tuple[LookingDrawer, Scene, Sheet],
    plate: Plate,
    progress: Progress | None,
    cancelled: Callable[[], bool] | None,
) -> SlidePage:
    """The grid as parts of a page. Raises Cancelled between two layers."""
    drawer, scene, sheet = what
    drawer.show(scene)
    parts: list[Part] = [Panel((0, 0, *plate.size), PAPER, name="Paper"), *_words(scene, sheet, plate)]
    for k, layer in enumerate(plate.layers):
        if cancelled is not None and cancelled():
            raise Cancelled
        if progress is not None:
            n = len(plate.layers)
            told = Words(f"绘制第 {k + 1} 个图层，共 {n} 个", f"Drawing layer {k + 1} of {n}")
            progress(k / n, told)
        parts += _cell(what, plate, k, layer)
    return SlidePage(1, "plate", _TITLE.both(), tuple(parts), "")


def _cell(what: tuple[LookingDrawer, Scene, Sheet], plate: Plate, k: int, layer: Layer) -> list[Part]:
    """Near, and far in its corner."""
    drawer, scene, sheet = what
    shown = plate.shown_with(layer)
    stands = standing(plate.plan, plate.year, shown)
    fine = sheet.size[0] / plate.size[0]
    left, top, right, bottom = plate.box(k)
    near, far = (left, top, left + _NEAR, bottom), (left + _NEAR + _BETWEEN, top, right, bottom)
    parts: list[Part] = []
    for box, find in ((near, near_view), (far, far_view)):
        camera: Camera | None = find(drawer, scene, layer.id, stands)
        if camera is None:
            continue
        size = (max(8, round((box[2] - box[0]) * fine)), max(8, round((box[3] - box[1]) * fine)))
        frame = drawer.draw(pane_shot(scene, sheet, PaneSpec(plate.plan.id, plate.year, shown, camera), size))
        image = frame_image(frame).copy()
        if box is far:
            _signed(image, frame, tuple(t for t in things_of(scene, stands) if t.layer == layer.id), fine)
        parts.append(Picture(box, image, layer.title.both()))
    return parts


def _signed(image: QImage, frame: Frame, things: tuple[Things, ...], fine: float) -> None:
    """The signs of what is too small to be seen from there, at so many pixels a point."""
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    unit = _SIGN_UNIT * fine
    painter.scale(unit, unit)
    draw_signs(painter, signs_on(frame, things, (image.width() / unit, image.height() / unit)))
    painter.end()


def _words(scene: Scene, sheet: Sheet, plate: Plate) -> list[Part]:
    """Title, what it is of, the name under each picture, and the small print."""
    lang, (wide, high) = sheet.lang, plate.size
    scenario = plate.plan.scenario
    title = " / ".join(t for _, t in in_langs(_TITLE, lang))
    whose = " / ".join(t for _, t in in_langs(scenario.title, lang)) + f" · {plate.year}"
    credit = scene.district.credit.in_("zh" if lang == "zh" else "en")
    said = f"{NOT_A_PREDICTION.both()} · {credit}"
    head = fitted(title, wide * 0.5, (24.0, 18.0), 1, True)
    right = replace(fitted(whose, wide * 0.46, (13.0, 12.0), 1), colour=MUTED, align="right")
    parts: list[Part] = [
        TextBox((_MARGIN, _MARGIN - 4, wide * 0.52, _MARGIN + 32), (head,)),
        TextBox((wide * 0.52, _MARGIN + 8, wide - _MARGIN, _MARGIN + 32), (right,)),
        TextBox((_MARGIN, high - 34, wide - _MARGIN, high - 16), (Para(wrapped(said, wide, 12.0, most=1), 12.0),)),
    ]
    for k, layer in enumerate(plate.layers):
        left, _, end, bottom = plate.box(k)
        names = [t for _, t in in_langs(layer.title, lang)]
        first = fitted(f"{layer.code}  {names[0]}", _CELL[0], (13.0, 12.0), 1, True)
        others = (replace(fitted(t, _CELL[0], (12.0, 12.0), 1), colour=MUTED) for t in names[1:])
        paras = (replace(first, colour=INK), *others)
        parts.append(TextBox((left, bottom + 3, end, bottom + _WORDS), paras))
    return parts

