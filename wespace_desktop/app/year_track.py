"""The slider of years: ticks, measured and deduced, flags of what starts and stands, the fan of a layer."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QSlider, QToolTip

from wespace_desktop.app import theme, year_paint
from wespace_desktop.app.session import Session
from wespace_desktop.app.year_paint import FLAG_PX, Scale
from wespace_desktop.model.course import Course, course_of
from wespace_desktop.model.milestones import Milestone
from wespace_desktop.model.policies import load_policies

SIDE_PX = 16
_STEPS = {
    Qt.Key.Key_Left: -1, Qt.Key.Key_Down: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 1, Qt.Key.Key_PageUp: -5,
    Qt.Key.Key_PageDown: 5,
}  # fmt: skip
_OWN = (*_STEPS, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Space)
_MOST_TITLES = 8
#: What a tooltip has around its lines, and how far under the point asked for Qt puts it.
_TIP_EDGES_PX, _TIP_OFFSET_PX = 36, 20


class YearTrack(QSlider):
    """A QSlider for its value, its keys and what a screen reader says; everything seen is painted here."""

    flag_pressed = Signal(object)   # Milestone

    def __init__(self, session: Session) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._session = session
        self._years = session.years
        self._hovered: Milestone | None = None
        self._policy: int | None = None
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumWidth(320)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setPageStep(5)

    def refresh(self) -> None:
        """The year and all that depends on the focused pane."""
        first, last = self._years.horizon
        self.blockSignals(True)
        self.setRange(first, last)
        self.setValue(self._years.year)
        self.blockSignals(False)
        self.setAccessibleDescription(self.word(self._years.year))
        self.update()

    def word(self, year: int) -> str:
        """`measured` or `deduced`."""
        return self.tr("measured") if year <= self._years.observed_until else self.tr("deduced")

    @property
    def scale(self) -> Scale:
        return Scale(QRectF(self.rect()).adjusted(SIDE_PX, 0, -SIDE_PX, 0), *self._years.horizon)

    # hand -------------------------------------------------------------------------------------------------------
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        flag = self.flag_at(event.position())
        if flag is not None:
            self.flag_pressed.emit(flag)
            return
        self._years.pause()
        self._years.drag(True)
        self.setSliderDown(True)
        self._drag_to(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self._drag_to(event)
            return
        hovered, policy = self.flag_at(event.position()), self.policy_at(event.position())
        if (hovered, policy) != (self._hovered, self._policy):
            self._hovered, self._policy = hovered, policy
            self.update()
            words = self.told(hovered) if hovered is not None else self.told_of(policy) if policy is not None else ""
            if words:
                self._tip(event.position().x(), words)
            else:
                QToolTip.hideText()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self.setSliderDown(False)
            self._years.drag(False)
            self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        steps = event.angleDelta().y() or event.angleDelta().x()
        if steps:
            self._go(self._years.year + (1 if steps > 0 else -1), event.modifiers())
        event.accept()

    def _drag_to(self, event: QMouseEvent) -> None:
        self._go(self.scale.year_at(event.position().x()), event.modifiers())

    def _go(self, year: int, keys: Qt.KeyboardModifier) -> None:
        self._years.go(year, everywhere=bool(keys & Qt.KeyboardModifier.ShiftModifier))

    def event(self, event: QEvent) -> bool:
        """Page keys turn slides elsewhere; here they move the year. A tooltip belongs to a flag."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in _OWN:
            event.accept()
            return True
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            flag = self.flag_at(QPointF(event.pos()))
            policy = self.policy_at(QPointF(event.pos()))
            other = self.said_at(event.pos()) if policy is None else self.told_of(policy)
            self._tip(event.pos().x(), self.told(flag) if flag else other)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        first, last = self._years.horizon
        if key in _STEPS:
            self._go(self._years.year + _STEPS[key], event.modifiers())
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go(first if key == Qt.Key.Key_Home else last, event.modifiers())
        elif key == Qt.Key.Key_Space:
            self._years.toggle(bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        else:
            super().keyPressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = self._policy = None
        self.update()

    # flags ------------------------------------------------------------------------------------------------------
    def flags(self) -> list[tuple[Milestone, QRectF]]:
        """Each flag with the place it takes; those of one year stand side by side."""
        found: list[tuple[Milestone, QRectF]] = []
        years: dict[int, list[Milestone]] = {}
        for told in self._years.milestones():
            years.setdefault(told.year, []).append(told)
        for year, of_year in years.items():
            step = min(FLAG_PX, self.scale.step / len(of_year))
            left = self.scale.x(year) - step * len(of_year) / 2
            for i, told in enumerate(of_year):
                found.append((told, QRectF(left + i * step, year_paint.FLAG_TOP, FLAG_PX, year_paint.FLAG_HIGH)))
        return found

    def flag_at(self, at: QPointF) -> Milestone | None:
        if not year_paint.FLAG_TOP - 4 <= at.y() <= year_paint.FLAG_TOP + year_paint.FLAG_HIGH + 2:
            return None
        near = [(abs(area.center().x() - at.x()), i) for i, (_, area) in enumerate(self.flags())]
        if not near or min(near)[0] > FLAG_PX:
            return None
        return self.flags()[min(near)[1]][0]

    def told(self, flag: Milestone) -> str:
        """Year, what happens, by whose doing, and what: one line each."""
        lang = self._session.language
        words = {
            ("starts", "decision"): self.tr("{year}: begins, by decision"),
            ("starts", "demand"): self.tr("{year}: begins, by demand"),
            ("stands", "decision"): self.tr("{year}: stands, by decision"),
            ("stands", "demand"): self.tr("{year}: stands, by demand"),
        }[flag.event, flag.decision]
        counted = Counter(c.intervention.title.in_(lang) for c in flag.changes)
        titles = [title if n == 1 else f"{title} × {n}" for title, n in counted.items()]
        more = len(titles) - _MOST_TITLES
        lines = [words.format(year=flag.year), *titles[:_MOST_TITLES]]
        return "\n".join(lines + ([self.tr("and {n} more").format(n=more)] if more > 0 else []))

    def policy_at(self, at: QPointF) -> int | None:
        """The year of the policies under the hand."""
        if abs(at.y() - year_paint.POLICY_Y) > 6:
            return None
        return next((y for y in self._policies() if abs(self.scale.x(y) - at.x()) <= 6), None)

    def told_of(self, year: int) -> str:
        """The policies of a year, with where they stand written."""
        lang = self._session.language
        lines = [f"{p.title.in_(lang)} ({p.source.in_(lang)})" for p in load_policies()[year]]
        return "\n".join([self.tr("{year}: policy of China").format(year=year), *lines])

    def _policies(self) -> list[int]:
        first, last = self._years.horizon
        return [year for year in load_policies() if first <= year <= last]

    def said_at(self, at: QPoint) -> str:
        """What demand alone has changed by the year under the hand."""
        year = self.scale.year_at(at.x())
        course = course_of(self._years.chosen) if self._years.chosen else None
        head = f"{year}, {self.word(year)}"
        if not isinstance(course, Course):
            return head
        lang = self._session.language
        said = self.tr("space by demand: {share}").format(share=course.space_in(year).text(lang))
        return f"{head}\n{course.following.title.in_(lang)}\n{said}"

    def _tip(self, x: float, words: str) -> None:
        """Over the slider: under the hand it would take the next press."""
        tall = QFontMetrics(theme.font()).lineSpacing() * (words.count("\n") + 1) + _TIP_EDGES_PX
        QToolTip.showText(self.mapToGlobal(QPoint(round(x), -tall - _TIP_OFFSET_PX)), words, self)

    # painting ---------------------------------------------------------------------------------------------------
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        try:
            self._paint(painter)
        finally:
            painter.end()

    def _paint(self, painter: QPainter) -> None:
        scale, years = self.scale, self._years
        year_paint.ground(painter, scale, years.observed_until, (self.tr("measured"), self.tr("deduced")))
        course = course_of(years.chosen) if years.chosen else None
        if isinstance(course, Course):
            year_paint.fan(painter, scale, course, years.observed_until)
        elif course is not None:
            why = course.why.in_(self._session.language)
            year_paint.no_data(painter, scale, self.tr("no data on demand: {why}").format(why=why))
        year_paint.axis(painter, scale, years.observed_until, years.year)
        for told, area in self.flags():
            year_paint.flag(painter, area, told, told == self._hovered)
        for year in self._policies():
            year_paint.policy(painter, scale.x(year), year == self._policy)
        year_paint.others(painter, scale, self._other_years())
        year_paint.thumb(painter, scale, years.year, self.hasFocus() or self.isSliderDown())

    def _other_years(self) -> list[tuple[int, int]]:
        """Pane and year of the panes that are not in focus."""
        session = self._session
        return [(i, session.panes[i].year) for i in session.visible if i != session.focus]
