"""The first page: open a file, start from an example, go on with a recent one. No wizard, nothing is fetched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from wespace_desktop import paths
from wespace_desktop.app import controls, icons, theme
from wespace_desktop.app.session import Session
from wespace_desktop.app.welcome_parts import ExampleCard, RecentRow

_LEFT_PX, _WIDEST_PX, _STACK_UNDER_PX = 340, 1360, 1170
#: File, picture in assets/welcome.
EXAMPLES = (
    ("kendall-2035.yaml", "kendall-2035.png"),
    ("kendall-2030-kerb.yaml", "kendall-2030-kerb.png"),
    ("helsinki-2035.yaml", "helsinki-2035.png"),
)


class DropZone(QWidget):
    """The dashed place; the whole window takes drops, this one says so."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("ctl"), 1.5, Qt.PenStyle.DashLine))
        painter.setBrush(theme.colour("panel"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 10, 10)


class Welcome(QScrollArea):
    """`open_wanted` asks for the file dialog; files that are chosen here go to the session."""

    open_wanted = Signal()

    def __init__(self, session: Session, recent: Callable[[], Sequence[Path]] = tuple) -> None:
        super().__init__()
        self._session = session
        self._recent = recent
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setProperty("ground", "win")
        self._title = controls.Text(px=theme.WELCOME_PX, bold=True).wrapped()
        self._line = controls.Text(tone="mut").wrapped()
        self._heads = [controls.SectionHead() for _ in range(4)]
        self._drop_sign = controls.Text()
        self._drop_words = controls.Text(bold=True).wrapped()
        self._drop_kinds = controls.Text(px=theme.SMALL_PX, tone="mut").wrapped()
        self.open_button = controls.button(look="filled", icon="folder-open")
        self.open_button.clicked.connect(self.open_wanted)
        self._recent_rows = QVBoxLayout()
        self._recent_rows.setSpacing(4)
        self.examples = [ExampleCard(file, picture) for file, picture in EXAMPLES if (_scenario(file)).is_file()]
        self._gestures: list[tuple[controls.Text, controls.Text]] = []
        self._lay()
        self.retranslate()

    # layout -----------------------------------------------------------------------------------------------------
    def _lay(self) -> None:
        page = QWidget()
        page.setProperty("ground", "win")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inner = QWidget()
        inner.setMaximumWidth(_WIDEST_PX)
        column = QVBoxLayout(inner)
        column.setContentsMargins(56, 56, 56, 40)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._line)
        column.addSpacing(32)
        self._sides = QHBoxLayout()
        self._sides.setSpacing(56)
        self._left = self._left_side()
        self._sides.addWidget(self._left, 0, Qt.AlignmentFlag.AlignTop)
        self._sides.addWidget(self._right_side(), 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(self._sides)
        column.addStretch(1)
        outer = QHBoxLayout(page)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addStretch(1)
        outer.addWidget(inner, 100)
        outer.addStretch(1)
        self.setWidget(page)

    def _left_side(self) -> QWidget:
        zone = DropZone()
        drop = QVBoxLayout(zone)
        drop.setContentsMargins(24, 32, 24, 32)
        drop.setSpacing(8)
        middle = Qt.AlignmentFlag.AlignHCenter
        for part in (self._drop_sign, self._drop_words, self._drop_kinds):
            part.setAlignment(middle)
            drop.addWidget(part)
        drop.addSpacing(8)
        drop.addWidget(self.open_button, 0, middle)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._heads[0])
        column.addWidget(zone)
        column.addSpacing(20)
        column.addWidget(self._heads[1])
        column.addLayout(self._recent_rows)
        return side

    def _right_side(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._heads[2])
        cards = QHBoxLayout()
        cards.setSpacing(24)
        for card in self.examples:
            card.chosen.connect(lambda file: self._session.open_files([_scenario(file)]))
            cards.addWidget(card, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(cards)
        column.addSpacing(24)
        column.addWidget(controls.hairline())
        column.addSpacing(4)
        column.addWidget(self._heads[3])
        column.addLayout(self._learn())
        return side

    def _learn(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(12)
        for i, key in enumerate(("1", "B", "M", "Ctrl+E")):
            row = QHBoxLayout()
            row.setSpacing(12)
            row.addWidget(controls.KeyCap(key), 0, Qt.AlignmentFlag.AlignTop)
            words = (controls.Text(bold=True).wrapped(), controls.Text(px=theme.SMALL_PX, tone="mut").wrapped())
            self._gestures.append(words)
            column = QVBoxLayout()
            column.setSpacing(0)
            for part in words:
                column.addWidget(part)
            row.addLayout(column, 1)
            grid.addLayout(row, i // 2, i % 2)
            grid.setColumnStretch(i % 2, 1)
        return grid

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        stacked = self.width() < _STACK_UNDER_PX
        self._sides.setDirection(QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight)
        self._left.setFixedWidth(_LEFT_PX if not stacked else max(_LEFT_PX, self.width() - 124))

    # words ------------------------------------------------------------------------------------------------------
    def retranslate(self) -> None:
        self._title.setText(self.tr("See a district today and in the near future"))
        self._line.setText(self.tr("Open a scenario file or start from an example. Nothing is fetched from a network."))
        for head, text in zip(
            self._heads,
            (self.tr("Open"), self.tr("Recent"), self.tr("Examples"), self.tr("Learn in four gestures")),
            strict=True,
        ):
            head.setText(text)
        self._drop_sign.setPixmap(icons.pixmap("file-down", "mut", 28, self.devicePixelRatioF()))
        self._drop_words.setText(self.tr("Drop scenario files here"))
        self._drop_kinds.setText(self.tr("one or several .yaml files of one district"))
        self.open_button.setText(self.tr("Open…"))
        for (first, second), (one, two) in zip(
            self._gestures,
            (
                (self.tr("Tick a layer"), self.tr("in the left panel, or keys 1 to 4")),
                (self.tr("Hold for today"), self.tr("release to come back")),
                (self.tr("Single or side by side"), self.tr("the same camera in every pane")),
                (self.tr("Export"), self.tr("what you see is what is written")),
            ),
            strict=True,
        ):
            first.setText(one)
            second.setText(two)
        for card in self.examples:
            card.retranslate(self._session.language)
        self.renew_recent()

    def renew_recent(self) -> None:
        """Reads the list of recent files again; those that are gone say so."""
        while (taken := self._recent_rows.takeAt(0)) is not None:
            old = taken.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        files = list(self._recent())
        for file in files:
            row = RecentRow(file)
            row.chosen.connect(lambda path: self._session.open_files([path]))
            self._recent_rows.addWidget(row)
        if not files:
            words = self.tr("Files you open appear here")
            self._recent_rows.addWidget(controls.Text(words, theme.SMALL_PX, "mut").wrapped())

    def showEvent(self, event: QShowEvent) -> None:
        self.renew_recent()
        super().showEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self.retranslate()
        super().changeEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(1200, 800)


def _scenario(file: str) -> Path:
    return paths.scenarios_dir() / file
