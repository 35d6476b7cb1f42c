"""One row of the report in full: why it is illustrated or ignored, how it becomes visible, its diagram, where to go."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from wespace_desktop.app import controls, theme
from wespace_desktop.app.diagram_view import DiagramView
from wespace_desktop.model.compass import STATES, Bearing
from wespace_desktop.model.indicator import load_indicators
from wespace_desktop.model.report import SCALES, load_report
from wespace_desktop.model.words import Lang
from wespace_desktop.picture.diagrams import Ask

_LINES = ("state", "why", "shows", "lacks", "caption", "counts")


class CompassCard(QScrollArea):
    """`opened`: a panel of the window by its chart id; `slide_chosen`: a slide's id; `flown`: to the row's places;
    `enlarged`: its diagram is wanted in a window of its own.
    """

    opened = Signal(str)
    slide_chosen = Signal(str)
    flown = Signal(str)
    enlarged = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.bearing: Bearing | None = None
        self._head = controls.Text(bold=True).wrapped()
        self._lines = {name: controls.Text(px=theme.SMALL_PX, tone="mut").wrapped() for name in _LINES}
        self._chart_head = controls.SectionHead()
        self.diagram = DiagramView()
        self.fly = controls.button(icon="locate-fixed")
        self.open = controls.button(icon="arrow-right")
        self.larger = controls.icon_button("maximize-2", "")
        self.larger.clicked.connect(lambda: self.diagram.chart and self.enlarged.emit(self.diagram.chart))
        self._slides = QHBoxLayout()
        self.fly.clicked.connect(lambda: self.bearing and self.flown.emit(self.bearing.row.id))
        self.open.clicked.connect(lambda: self.bearing and self.opened.emit(self.bearing.row.opens))
        self._lay()

    def _lay(self) -> None:
        page = QWidget()
        page.setProperty("look", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 10, 16, 14)
        column.setSpacing(6)
        column.addWidget(self._head)
        for line in self._lines.values():
            column.addWidget(line)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.fly, self.open):
            row.addWidget(button)
        row.addLayout(self._slides)
        row.addStretch(1)
        column.addLayout(row)
        head = QHBoxLayout()
        head.addWidget(self._chart_head, 1)
        head.addWidget(self.larger)
        column.addLayout(head)
        column.addWidget(self.diagram)
        column.addStretch(1)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidget(page)

    def take(self, bearing: Bearing | None, ask: Ask) -> None:
        """Another row, or the same one under another scenario, year, layer or language."""
        turned = bearing is None or self.bearing is None or bearing.row.id != self.bearing.row.id
        self.bearing = bearing
        self.setVisible(bearing is not None)
        if bearing is None:
            self.diagram.take("", ask)
            return
        lang, row = ask.lang, bearing.row
        self._head.setText(f"{row.id}  {row.text.in_(lang)}")
        for name, text in self._told(bearing, lang).items():
            self._lines[name].setText(text)
            self._lines[name].setVisible(bool(text))
        self._lines["state"].set_tone("ink")
        self._lines["lacks"].set_tone("warn")
        chart = load_report().charts.get(row.opens)
        drawn = chart is not None and chart.kind != "panel"
        self.diagram.take(row.opens if drawn else "", ask)
        self._chart_head.setText(chart.title.in_(lang) if chart is not None and drawn else "")
        self._chart_head.setVisible(drawn)
        self.larger.setVisible(drawn)
        self.fly.setVisible(bool(bearing.changes))
        self.open.setVisible(chart is not None and not drawn)
        self.open.setText(chart.title.in_(lang) if chart is not None else "")
        self._show_slides(bearing, ask)
        if turned:
            self.verticalScrollBar().setValue(0)

    def _told(self, bearing: Bearing, lang: Lang) -> dict[str, str]:
        row = bearing.row
        scales = ", ".join(SCALES[s].in_(lang) for s in row.scales)
        section = load_report().sections[row.section].title.in_(lang)
        known = load_indicators()
        counts = [f"{name} {known[name].title.in_(lang)}" if name in known else name for name in row.indicators]
        why = bearing.why.in_(lang) if bearing.state != "context" else ""
        colon, comma = ("：", "、") if lang == "zh" else (": ", ", ")
        return {
            "state": f"{STATES[bearing.state].in_(lang)} · {section} · {scales}",
            "why": why,
            "shows": row.shows.in_(lang),
            "lacks": f"{self.tr('Not shown yet')}{colon}{row.lacks.in_(lang)}" if row.lacks else "",
            "caption": row.caption.in_(lang),
            "counts": self.tr("Indicators") + colon + comma.join(counts) if counts else "",
        }

    def _show_slides(self, bearing: Bearing, ask: Ask) -> None:
        """A button for each of the first slides that name the row, by its number."""
        while (item := self._slides.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().deleteLater()
        board = [s.id for s in ask.plans[-1][0].scenario.storyboard] if ask.plans else []
        for name in [n for n in bearing.slides if n in board][:2]:
            words = self.tr("Slide {number}").format(number=board.index(name) + 1)
            made: QPushButton = controls.button(words, icon="presentation")
            made.clicked.connect(lambda _=False, n=name: self.slide_chosen.emit(n))
            self._slides.addWidget(made)

    def retranslate(self) -> None:
        self.fly.setText(self.tr("Go there"))
        controls.name_button(self.larger, self.tr("Show larger"))
        self.setAccessibleName(self.tr("Row of the report"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
