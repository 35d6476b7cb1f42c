"""A sheet becomes a picture: panes drawn by the stage, names and furniture painted over and around them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from wespace_desktop.errors import EXIT_USAGE, Cancelled, WeSpaceError
from wespace_desktop.model.words import Words
from wespace_desktop.picture.content import content_of
from wespace_desktop.picture.fonts import load_fonts
from wespace_desktop.picture.ink import PAPER, colour
from wespace_desktop.picture.labels import Placement
from wespace_desktop.picture.looking import look_at, pane_standing, tag_of
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
    load_fonts()
    page = page_of(scene, sheet)
    image = _blank(sheet)
    painter = QPainter(image)
    try:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        before = Placement()
        for i, spec in enumerate(sheet.panes):
            if cancelled is not None and cancelled():
                raise Cancelled
            if progress is not None:
                words = Words(
                    f"绘制第 {i + 1} 幅，共 {len(sheet.panes)} 幅", f"Drawing pane {i + 1} of {len(sheet.panes)}"
                )
                progress(i / len(sheet.panes), words)
            frame = stage.draw(pane_shot(scene, sheet, spec, page.pane_pixels()[i][2:]))
            before = _paint(painter, frame, pane_look(scene, sheet, i, before), (page, i))
        _paint_page(painter, page, _HALO if sheet.transparent else 0.0)
    finally:
        painter.end()
    if progress is not None:
        progress(1.0, Words("画面完成", "Picture composed"))
    return image


def page_of(scene: Scene, sheet: Sheet) -> Page:
    """The layout of a sheet, without drawing anything."""
    if not 1 <= len(sheet.panes) <= MOST_PANES:
        raise WeSpaceError(f"a picture has 1 to {MOST_PANES} panes, not {len(sheet.panes)}", EXIT_USAGE)
    return lay_out(content_of(scene, sheet), sheet)


def pane_shot(scene: Scene, sheet: Sheet, spec: PaneSpec, size: tuple[int, int]) -> Shot:
    """What the stage is asked for one pane."""
    return Shot(spec.camera, pane_standing(scene, spec), size, sheet.quality, sheet.transparent)


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
    tag = tag_of(scene, spec, sheet.lang, [p for p in sheet.panes if p is not spec])
    return replace(look_at(scene, spec, sheet.furniture, sheet.lang, before), tag=tag)


def _paint(painter: QPainter, frame: Frame, look: PaneLook, where: tuple[Page, int]) -> Placement:
    page, i = where
    x, y, width, height = page.pane_pixels()[i]
    return paint_pane(painter, QRectF(x, y, width, height), frame, replace(look, unit=page.unit))


def _paint_page(painter: QPainter, page: Page, halo: float) -> None:
    painter.save()
    painter.scale(page.unit, page.unit)
    page.header.draw(painter, halo)
    page.footer.draw(painter, halo)
    painter.restore()
