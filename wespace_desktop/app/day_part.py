"""The inspector's part about the day: the ring of a space, the hour in words, or why there is none."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wespace_desktop.app import controls, theme
from wespace_desktop.app.day_ring import DayRing
from wespace_desktop.app.inspector_parts import Note
from wespace_desktop.app.session import Session
from wespace_desktop.model.hours import NO_USE
from wespace_desktop.scene.day import SPACES, Day, day_of_space
from wespace_desktop.scene.part import Item


class DayPart(QWidget):
    """Follows the session's hour without building anew."""

    def __init__(self, session: Session, day: Day) -> None:
        super().__init__()
        self._session, self._day = session, day
        lang = session.language
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(controls.SectionHead(self.tr("Use through the day")))
        self.ring = DayRing(session, day)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.ring)
        row.addStretch(1)
        column.addLayout(row)
        self.now = controls.Text("", theme.SMALL_PX).wrapped()
        column.addWidget(self.now)
        basis = "；".join(w.zh for w in day.basis) if lang == "zh" else "; ".join(w.en for w in day.basis)
        column.addWidget(controls.Text(basis, theme.SMALL_PX, "mut").wrapped())
        self._tell()
        session.panes_changed.connect(self._tell)

    def _tell(self) -> None:
        hour = self._session.hours.hour
        self.now.setText(self.ring.said(hour) if hour is not None else self.tr("Press an hour to see who is there"))
        self.ring.update()


def day_part(session: Session, item: Item, pane: int) -> QWidget | None:
    """The part for a thing as it stands in a pane; None where nobody asks who is there."""
    if session.scene is None:
        return None
    day = day_of_space(session.scene, item, session.standing_of(pane) if session.panes else frozenset())
    if day is not None:
        return DayPart(session, day)
    if not item.change and item.kind in SPACES:
        words = NO_USE.in_(session.language)
        return Note(words[:1].upper() + words[1:])
    return None
