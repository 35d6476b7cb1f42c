"""Writes the curves of a layer: as a picture (PNG, SVG, PDF) with its sources and statement, or as a table (CSV)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize
from PySide6.QtGui import QImage, QPainter

from wespace_desktop import __version__
from wespace_desktop.errors import EXIT_USAGE, Problem, WeSpaceError
from wespace_desktop.model.catalogue import load_catalogue
from wespace_desktop.model.course import Course, course_of
from wespace_desktop.model.course_table import as_csv
from wespace_desktop.model.plan import Plan
from wespace_desktop.model.words import NOT_A_PREDICTION, Words
from wespace_desktop.picture.asking import plan_of
from wespace_desktop.picture.compose import Drawer, Progress
from wespace_desktop.picture.curve_page import CurvePage, paint_page
from wespace_desktop.picture.fonts import load_fonts
from wespace_desktop.picture.formats import Order
from wespace_desktop.picture.pdf import Book
from wespace_desktop.picture.png import write_png
from wespace_desktop.picture.presets import did_you_mean
from wespace_desktop.picture.saving import save_whole
from wespace_desktop.scene.part import Scene


def write_curves(
    scene: Scene,
    order: Order,
    stage: Drawer | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> tuple[Path, ...]:
    """The writer of curves (see picture.formats); the kind of file is the path's suffix."""
    plan = plan_of(scene, order.wish.file)
    line = order.wish.lines[0] if order.wish.lines else "central"
    course = _course(plan, order)
    page = CurvePage(course, plan, order.wish.year or plan.scenario.year, line, order.wish.lang)
    write_page(page, order.out, order.wish.size, order.wish.dpi)
    if progress is not None:
        progress(1.0, Words("曲线已写好", "Curves written"))
    return (order.out,)


def write_page(page: CurvePage, out: Path, size: tuple[int, int], dpi: int = 192) -> None:
    """One file; `size` in pixels. The old file stays until the new one is whole."""
    load_fonts()
    kind = out.suffix.lower()
    if kind == ".csv":
        save_whole(out, [as_csv(page.course, page.plan, page.line).encode("utf-8-sig")])
    elif kind == ".png":
        write_png(_image(page, size), out, _told(page), dpi)
    else:
        save_whole(out, [_svg(page, size) if kind == ".svg" else _pdf(page, size, dpi)])


def _course(plan: Plan, order: Order) -> Course:
    known = load_catalogue().ids
    if order.layer not in known:
        there = f"there is no layer {order.layer}; the layers are {', '.join(known)}"
        raise WeSpaceError(Problem(str(order.wish.file), 0, 0, "--curves", there, did_you_mean(order.layer, known)),
                           EXIT_USAGE)  # fmt: skip
    lags = {c.intervention.lag for c in plan.changes if c.layer == order.layer and c.by_demand}
    found = course_of(order.layer, lags.pop() if len(lags) == 1 else None)
    if not isinstance(found, Course):
        message = f"{order.layer} has no curves: {found.why.en}"
        raise WeSpaceError(Problem(str(order.wish.file), 0, 0, "--curves", message, "Name another layer"), EXIT_USAGE)
    return found


def _told(page: CurvePage) -> dict[str, str]:
    """What the file says of itself; no time of day, so that equal stays equal."""
    scenario = page.plan.scenario
    return {
        "Title": page.course.following.title.both(),
        "Description": NOT_A_PREDICTION.both(),
        "Software": f"WeSpace Desktop {__version__}",
        "wespace:scenario": scenario.id,
        "wespace:hash": scenario.hash,
        "wespace:curves": page.course.following.layer,
    }


def _image(page: CurvePage, size: tuple[int, int]) -> QImage:
    image = QImage(*size, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    try:
        paint_page(painter, size, page)
    finally:
        painter.end()
    return image


def _svg(page: CurvePage, size: tuple[int, int]) -> bytes:
    from PySide6.QtSvg import QSvgGenerator  # late: few ask for it

    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    made = QSvgGenerator()
    made.setOutputDevice(buffer)
    made.setSize(QSize(*size))
    made.setViewBox(QRect(0, 0, *size))
    made.setTitle(page.course.following.title.both())
    made.setDescription(f"{NOT_A_PREDICTION.both()} · {page.plan.scenario.id} · {page.plan.scenario.hash}")
    painter = QPainter(made)
    try:
        paint_page(painter, size, page)
    finally:
        painter.end()
    buffer.close()
    return bytes(data.data())


def _pdf(page: CurvePage, size: tuple[int, int], dpi: int) -> bytes:
    points = size[0] * 72.0 / dpi, size[1] * 72.0 / dpi
    book = Book(page.plan.scenario, page.lang, [_told(page)])
    try:
        book.add(points, lambda painter: paint_page(painter, points, page))
        return book.bytes()
    finally:
        book.close()
