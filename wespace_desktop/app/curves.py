"""The curves of the chosen layer over the timeline: technology, space, the gap between them and what was decided."""

from __future__ import annotations

from html import escape
from math import ceil

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from wespace_desktop.app import theme
from wespace_desktop.app.controls import Text, icon_button, name_button
from wespace_desktop.app.curve_export import ask_where
from wespace_desktop.app.curve_plot import (
    DECISION,
    DEMAND,
    SPACE,
    TECHNOLOGY,
    Gap,
    YearPlot,
    draw_built,
    draw_course,
    draw_gap,
)
from wespace_desktop.app.session import Session
from wespace_desktop.app.timeline import HEAD_PX
from wespace_desktop.model.catalogue import load_catalogue
from wespace_desktop.model.course import DEBT_FORMULA, LAG_FORMULA, Course, Unknown, course_of, debt, source_text
from wespace_desktop.model.milestones import built
from wespace_desktop.model.quantity import Quantity, figures
from wespace_desktop.model.words import Words

CURVES_PX, LOW_PX = 252, 208
_BUILT_PX = 76
#: The share at the top of the plot is one of these, so that dragging never rescales it.
_TOPS = (1, 2, 4, 6, 10, 20, 30, 40, 60, 80, 100)
_LAG_WORDS = {
    "immediate": Words("即时", "immediate"), "fast": Words("快", "fast"), "medium": Words("中", "medium"),
    "slow": Words("慢", "slow"), "very_slow": Words("很慢", "very slow"),
}  # fmt: skip


class Curves(QWidget):
    """Holds nothing but what it has drawn; drawn anew for another layer, scenario, theme or language."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._drawn: object = None
        self._gap: list[object] = []
        self._low = False
        self._told: list[str] = []      # formula in words, notes, sources
        self.setObjectName("curves")
        self.setFixedHeight(CURVES_PX)
        self.setProperty("ground", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = Text("", theme.BODY_PX, bold=True).wrapped()
        self.behind = Text("", theme.BODY_PX, bold=True).wrapped()
        self._class = Text("", theme.SMALL_PX, "mut").wrapped()
        self._keys = [Key(*TECHNOLOGY[:2]), Key(*SPACE[:2]), Key(*DECISION), Key(*DEMAND)]
        self._how = Text("", theme.AXIS_PX, "mut").wrapped()
        self.export = icon_button("image-down", "")
        self.export.clicked.connect(lambda: ask_where(self, session))
        self.plot, self.built_plot = YearPlot(), YearPlot(head=0.5)
        self.empty = Text("", theme.BODY_PX, "mut").wrapped()
        self.pages = QStackedWidget()
        self._lay_out()
        for plot in (self.plot, self.built_plot):
            plot.year_wanted.connect(session.years.go)
        for signal in (session.scene_changed, session.language_changed, session.theme_changed, session.panes_changed,
                       session.years.chosen_changed):  # fmt: skip
            signal.connect(self.renew)
        self.renew()

    def _lay_out(self) -> None:
        head = QWidget()
        head.setFixedWidth(HEAD_PX)
        column = QVBoxLayout(head)
        column.setContentsMargins(16, 10, 8, 8)
        column.setSpacing(4)
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self.export, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        for widget in (self.behind, self._class):
            column.addWidget(widget)
        column.addStretch(1)
        for key in self._keys:
            column.addWidget(key)
        column.addWidget(self._how)
        empty = QWidget()
        inside = QVBoxLayout(empty)
        inside.setContentsMargins(16, 0, 16, 0)
        inside.addWidget(self.empty, alignment=Qt.AlignmentFlag.AlignVCenter)
        self.pages.addWidget(self.plot)
        self.pages.addWidget(empty)
        self.built_plot.setFixedHeight(_BUILT_PX)
        plots = QVBoxLayout()
        plots.setSpacing(0)
        plots.addWidget(self.pages, 1)
        plots.addWidget(self.built_plot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(head)
        row.addLayout(plots, 1)

    def be_low(self, on: bool) -> None:
        """In a low window the picture needs the room: what the lines mean is then told on hover only."""
        self.setFixedHeight(LOW_PX if on else CURVES_PX)
        self.built_plot.setFixedHeight(_BUILT_PX - (16 if on else 0))
        self._low = on
        self._show_keys()

    @property
    def course(self) -> Course | Unknown | None:
        """Of the chosen layer; None before anything is open."""
        chosen = self._session.years.chosen
        return course_of(chosen) if chosen else None

    def renew(self) -> None:
        """Draws the curves when something about them is new, and moves the line of the year in any case."""
        if self.isHidden() and self._drawn is not None:
            self._drawn = ()
            return
        session, years = self._session, self._session.years
        state = (years.chosen, id(years.plan), session.language, theme.name(), years.horizon)
        if state != self._drawn:
            self._drawn = state
            self._draw()
        self._show_year()

    def _draw(self) -> None:
        years, course = self._session.years, self.course
        self._gap = []
        self.pages.setCurrentIndex(0 if isinstance(course, Course) else 1)
        if isinstance(course, Course):
            self.plot.begin(years.horizon, _top(100 * float(course.technology[2].max())), years.observed_until)
            draw_course(self.plot, course, years.observed_until)
        elif course is not None:
            self.empty.setText(self.tr("No data on demand: {why}").format(why=course.why.in_(self._session.language)))
        self.built_plot.begin(years.horizon, 100.0, years.observed_until)
        self._draw_built()
        self._say(course)

    def _draw_built(self) -> None:
        from wespace_desktop.model.lag import grid

        changes = self._session.years.changes(self._session.years.chosen)
        years = grid(*self._session.years.horizon)[::4]
        line = self._session.years.line
        found = {by: built(changes, years, by, line) for by in ("demand", "decision")}  # type: ignore[arg-type]
        for by, shares in found.items():
            if shares is not None:
                draw_built(self.built_plot, years, shares, by == "decision")
        words = self.tr("Built share of what this scenario changes")
        if not changes:
            words = self.tr("This scenario changes nothing with this layer")
        self.built_plot.words(words, (years[0] + 1.2, 124), (0, 0.5), "mut")
        self._keys[2].setVisible(found["decision"] is not None)
        self._keys[3].setVisible(found["demand"] is not None)

    def _say(self, course: Course | Unknown | None) -> None:
        """The words that do not change with the year."""
        lang, chosen = self._session.language, self._session.years.chosen
        if not chosen:
            return
        known = isinstance(course, Course)
        self.export.setVisible(known)
        name_button(self.export, self.tr("Keep the curves as a picture or a table…"))
        self._title.setText(course.following.title.in_(lang) if isinstance(course, Course)
                            else load_catalogue()[chosen].title.in_(lang))
        for key, words in zip(self._keys, (
            self.tr("Technology"), self.tr("Space, by demand"), self.tr("Built, by decision"),
            self.tr("Built, by demand"),
        ), strict=True):  # fmt: skip
            key.set_text(words)
        self._show_keys()
        self._how.setText(self.tr("Whole: measured. Dashed: reconstructed. Fan: low to high"))
        self.behind.setVisible(known)
        if isinstance(course, Course):
            self._class.setText(self.tr("lag class: {name} (assumed)").format(name=_LAG_WORDS[course.lag].in_(lang)))
            self._told = [self._how.text(), *self._origin(course)]
            for widget in (self._title, self._class, self.plot):
                widget.setToolTip(_rich(self._told))

    def _show_keys(self) -> None:
        known = isinstance(self.course, Course)
        for key in self._keys[:2]:
            key.setVisible(known)
        self._class.setVisible(known and not self._low)
        self._how.setVisible(known and not self._low)

    def _origin(self, course: Course) -> list[str]:
        """Formula in words and sources of both curves and of the delay."""
        lang = self._session.language
        notes = [driver.note.in_(lang) for driver, _ in course.following.drivers]
        sources = [source_text(name) for name in course.sources()]
        return [
            self.tr("Technology: {formula}").format(formula=course.following.formula.in_(lang)),
            *notes,
            self.tr("Space: follows with a planning delay and a second-order lag; reconstructed, never measured"),
            self.tr("Years behind: {formula}").format(formula=LAG_FORMULA.in_(lang)),
            self.tr("Sources: {sources}").format(sources="; ".join(sources)),
        ]

    def _say_year(self, course: Course, year: int) -> None:
        """The sentence, and the numbers behind it on hover and for a screen reader."""
        lang = self._session.language
        self.behind.setText(self._lags(course, year))
        values = [
            self.tr("{year}, technology: {share}").format(year=year, share=course.technology_in(year).text(lang)),
            self.tr("{year}, space by demand: {share}").format(year=year, share=course.space_in(year).text(lang)),
        ]
        for key, value in zip(self._keys, values, strict=False):
            key.setToolTip(_rich([value, *self._told]))
        owed = self._debt(year)
        debt_words = owed.why.in_(lang) if isinstance(owed, Unknown) else owed.text(lang)
        debt_line = self.tr("Lag debt of this scenario: {share}; {formula}").format(
            share=debt_words, formula=DEBT_FORMULA.in_(lang)
        )
        self.behind.setToolTip(_rich([*values, debt_line, *self._told]))
        self.setAccessibleName(self._title.text())
        self.setAccessibleDescription("; ".join([self.behind.text(), *values]))

    def _debt(self, year: int) -> Quantity | Unknown:
        """Over the layers that this scenario changes something with, each weighed by its places."""
        years = self._session.years
        courses = {name: c for name in years.layers if isinstance(c := course_of(name), Course)}
        places = {name: float(sum(max(1, len(c.features)) for c in years.changes(name))) for name in courses}
        return debt(courses, places, year)

    def _show_year(self) -> None:
        year, course = self._session.years.year, self.course
        for plot in (self.plot, self.built_plot):
            plot.show_year(year)
        for item in self._gap:
            self.plot.removeItem(item)
        self._gap = []
        if not isinstance(course, Course):
            return
        found = course.lag_in(year)
        self._say_year(course, year)
        words = "" if isinstance(found, Unknown) else self.tr("{n} years").format(n=figures(found.central))
        then = None if isinstance(found, Unknown) else year - found.central
        self._gap = list(draw_gap(self.plot, Gap(
            year, course.technology_in(year).central, course.space_in(year).central, then, words
        )))  # fmt: skip

    def _lags(self, course: Course, year: int) -> str:
        """`2030: space lags 4.4 years (4.4–4.5) behind`, or why that cannot be said."""
        lang, found = self._session.language, course.lag_in(year)
        if isinstance(found, Unknown):
            return self.tr("{year}: {why}").format(year=year, why=found.why.in_(lang))
        low, central, high = (figures(v) for v in (found.low, found.central, found.high))
        if low == high:
            return self.tr("{year}: space lags {n} years behind").format(year=year, n=central)
        return self.tr("{year}: space lags {n} years behind ({low}–{high})").format(
            year=year, n=central, low=low, high=high
        )

    def showEvent(self, event: QEvent) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self.renew()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self.renew()
        super().changeEvent(event)


class Key(QWidget):
    """A sample of a line with its words."""

    def __init__(self, role: str, wide: float) -> None:
        super().__init__()
        self._look = (role, wide)
        self._words = ""
        self.setFixedHeight(18)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_text(self, words: str) -> None:
        self._words = words
        self.setAccessibleName(words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        role, wide = self._look
        painter.setPen(QPen(theme.colour(role), wide))
        painter.drawLine(0, self.height() // 2, 22, self.height() // 2)
        painter.setPen(theme.colour("ink"))
        painter.setFont(theme.font(theme.SMALL_PX))
        painter.drawText(QRectF(30, 0, self.width() - 30, self.height()), Qt.AlignmentFlag.AlignVCenter, self._words)
        painter.end()


def _rich(lines: list[str]) -> str:
    """A tooltip breaks its lines only when it is rich text."""
    return "".join(f"<p style='margin: 0 0 4px 0'>{escape(line)}</p>" for line in lines)


def _top(share: float) -> float:
    """The first round share that holds the whole fan."""
    return float(next((top for top in _TOPS if top >= share), ceil(share)))
