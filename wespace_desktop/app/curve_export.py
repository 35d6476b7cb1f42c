"""Keeps the curves on screen: asks for a place, then writes a picture or a table."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from wespace_desktop.app.pane_state import Told
from wespace_desktop.app.session import Session
from wespace_desktop.errors import WeSpaceError
from wespace_desktop.model.course import Course, course_of
from wespace_desktop.model.words import Words
from wespace_desktop.paths import pictures_dir

_KINDS = ("png", "svg", "pdf", "csv")
_SIZE = (2560, 1440)


def ask_where(parent: QWidget, session: Session) -> None:
    """Asks where; the name's ending is the kind of file."""
    plan, layer = session.years.plan, session.years.chosen
    if plan is None:
        return
    kinds = [
        QCoreApplication.translate("Curves", "Picture (*.png)"),
        QCoreApplication.translate("Curves", "Drawing (*.svg)"),
        QCoreApplication.translate("Curves", "PDF (*.pdf)"),
        QCoreApplication.translate("Curves", "Table (*.csv)"),
    ]
    title = QCoreApplication.translate("Curves", "Keep the curves")
    name = str(pictures_dir() / f"{plan.id}_{layer}.png")
    chosen, kind = QFileDialog.getSaveFileName(parent, title, name, ";;".join(kinds))
    if chosen:
        place = Path(chosen)
        if place.suffix.lower().lstrip(".") not in _KINDS:
            place = place.with_name(f"{place.name}.{_KINDS[kinds.index(kind)] if kind in kinds else 'png'}")
        write_curves(session, place)


def write_curves(session: Session, place: Path) -> None:
    """The curves of the chosen layer with the focused pane's scenario, year and line; what fails is said."""
    from wespace_desktop.picture.curve_file import write_page  # late: few ask for it
    from wespace_desktop.picture.curve_page import CurvePage

    years = session.years
    course = course_of(years.chosen) if years.chosen else None
    if years.plan is None or not isinstance(course, Course):
        return
    try:
        write_page(CurvePage(course, years.plan, years.year, years.line, session.language), place, _SIZE)
    except WeSpaceError as error:
        session.tell(Told("fault", Words("曲线未写出", "The curves were not written"), Words(en=str(error))))
        return
    session.tell(Told("done", Words(f"已写出 {place.name}", f"{place.name} written"), Words(en=str(place.parent))))
