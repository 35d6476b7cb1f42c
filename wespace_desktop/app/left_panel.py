"""The left side: the open scenarios over the layers that can be switched."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wespace_desktop.app import theme
from wespace_desktop.app.controls import SectionHead, Text, hairline, icon_button, name_button, paint_tag
from wespace_desktop.app.layer_tree import LayerModel, ticked_panes
from wespace_desktop.app.layer_view import MOST_WITH_EFFECTS, TICK_PX, LayerView
from wespace_desktop.app.pane_state import TAGS
from wespace_desktop.app.scenario_list import ScenarioList
from wespace_desktop.app.session import Session

WIDTH_PX = 304


class LeftPanel(QWidget):
    """Scenarios and layers. `open_wanted`: the plus was pressed."""

    open_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setProperty("ground", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(240)
        self._scenarios_head = SectionHead()
        self._count = Text("", theme.SMALL_PX, "mut")
        self.plus = icon_button("plus", "")
        self.plus.clicked.connect(self.open_wanted)
        self.scenarios = ScenarioList(session)
        self._layers_head = SectionHead()
        self._columns = ColumnHeads(session)
        self.layers = LayerView(session)
        self._hint = Text("", theme.SMALL_PX, "mut").wrapped()
        self._lay_out()
        for signal in (session.documents_changed, session.panes_changed, session.language_changed):
            signal.connect(self.retranslate)
        self.retranslate()

    @property
    def model(self) -> LayerModel:
        return self.layers.model_

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 10)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 0, 10, 0)
        head.addWidget(self._scenarios_head)
        head.addStretch(1)
        head.addWidget(self._count)
        head.addWidget(self.plus)
        column.addLayout(head)
        column.addWidget(self.scenarios)
        column.addSpacing(8)
        column.addWidget(hairline())
        layers = QHBoxLayout()
        layers.setContentsMargins(16, 6, 8, 2)
        layers.addWidget(self._layers_head)
        layers.addWidget(self._columns, 1)
        column.addLayout(layers)
        tree = QHBoxLayout()
        tree.setContentsMargins(0, 0, 8, 0)
        tree.addWidget(self.layers)
        column.addLayout(tree, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 4, 16, 0)
        foot.addWidget(self._hint)
        column.addLayout(foot)

    def retranslate(self) -> None:
        n = len(self._session.documents)
        self._scenarios_head.setText(self.tr("Scenarios"))
        self._count.setText(self.tr("{n} open").format(n=n) if n else "")
        self._layers_head.setText(self.tr("Layers"))
        name_button(self.plus, self.tr("Open a scenario beside these…"))
        self._hint.setText(self.tr("Keys 1–9 tick a layer, Shift in all panes, Alt-click shows it alone"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


class ColumnHeads(QWidget):
    """Over the columns of the tree: the year of the numbers, gains and harms, the pane letters."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setFixedHeight(28)
        session.panes_changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        session = self._session
        painter = QPainter(self)
        panes = ticked_panes(session)
        n = len(panes)
        for i, pane in enumerate(panes):
            left = self.width() - (n - i) * TICK_PX
            paint_tag(painter, self.rect().toRectF().adjusted(left + 3, 4, left + 23 - self.width(), -4), TAGS[pane])
        if not n:
            return
        painter.setFont(theme.font(theme.SMALL_PX))
        painter.setPen(theme.colour("mut"))
        right = self.width() - n * TICK_PX - 4
        for text in ("–", "+") if n <= MOST_WITH_EFFECTS else ():
            area = self.rect().adjusted(0, 0, right - self.width(), 0)
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text)
            right -= 22
        area = self.rect().adjusted(0, 0, right - 6 - self.width(), 0)
        year = str(session.shown(session.focus).year)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, year)
