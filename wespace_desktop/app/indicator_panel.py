"""Indicators beside the panes: all open scenarios with their ranges, by group, and quietly what cannot be computed."""

from __future__ import annotations

from html import escape
from pathlib import Path

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from wespace_desktop.app import controls, theme
from wespace_desktop.app.counting import Asked, Counting
from wespace_desktop.app.flying import fly_to_all
from wespace_desktop.app.indicator_rows import IndicatorRow, Side
from wespace_desktop.app.ledger_parts import Empty
from wespace_desktop.app.session import Session
from wespace_desktop.app.table_file import write_table
from wespace_desktop.indicators.reading import not_computable
from wespace_desktop.indicators.table import Column, as_csv
from wespace_desktop.model.indicator import load_indicators
from wespace_desktop.paths import pictures_dir

# More outlines than this say nothing on a picture, and cost a hand its frame.
MOST_PLACES = 300
_SOON_MS = 60


class IndicatorPanel(QWidget):
    """Counts while it is seen; hidden it costs nothing."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._stale = True
        self.counting = Counting(session)
        self.marked: tuple[str, ...] = ()
        self.rows: list[IndicatorRow] = []
        self._key = QVBoxLayout()
        self._state = controls.Text(px=theme.SMALL_PX, tone="mut").wrapped()
        self.csv = controls.button(icon="file-down")
        self.csv.clicked.connect(self.ask_csv)
        self._list = QVBoxLayout()
        self._quiet = controls.Text(px=theme.SMALL_PX, tone="mut").wrapped()
        self._quiet.setTextFormat(Qt.TextFormat.RichText)
        self._quiet_head = controls.SectionHead()
        self._note = controls.Text(px=theme.SMALL_PX, tone="mut").wrapped()
        self._empty = Empty()
        self.pages = QStackedWidget()
        # Readings come one after the other: the list is laid out once for several.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self._show)
        self.counting.changed.connect(self._soon.start)
        self._lay()
        for signal in (session.scene_changed, session.panes_changed, session.layers_changed, session.language_changed,
                       session.for_whom.changed):  # fmt: skip
            signal.connect(lambda *_: self.renew())
        self.retranslate()

    # layout -----------------------------------------------------------------------------------------------------
    def _lay(self) -> None:
        page = QWidget()
        page.setProperty("look", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(8, 8, 8, 16)
        column.setSpacing(4)
        self._list.setSpacing(2)
        column.addLayout(self._list)
        for part in (self._quiet_head, self._quiet, self._note):
            part.setContentsMargins(8, 8, 8, 0)
            column.addWidget(part)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(page)
        self.pages.addWidget(area)
        self.pages.addWidget(self._empty)
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 16, 0)
        words = QVBoxLayout()
        words.setSpacing(2)
        self._key.setSpacing(2)
        words.addLayout(self._key)
        words.addWidget(self._state)
        head.addLayout(words, 1)
        head.addWidget(self.csv)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addLayout(head)
        whole.addWidget(self.pages, 1)

    # content ----------------------------------------------------------------------------------------------------
    def renew(self) -> None:
        """Anew for what is on screen; when nobody sees it, as soon as somebody does."""
        self._stale = True
        if self.isVisible():
            self._renew()

    def showEvent(self, event: QEvent) -> None:
        if self._stale:
            self._renew()

    def hideEvent(self, event: QEvent) -> None:
        self.counting.stop()
        self._stale = True

    def _renew(self) -> None:
        self._stale = False
        self.counting.start()
        self._show()

    def _show(self) -> None:
        asked, columns = self.counting.asked(), self.counting.columns()
        self.pages.setCurrentIndex(0 if asked else 1)
        self._empty.tell(
            self.tr("Nothing is open"), self.tr("Open a scenario: what it comes to is counted here, with its range.")
        )
        self.csv.setEnabled(self.counting.share == 1.0 and bool(asked))
        share = self.counting.share
        self._state.setText("" if share == 1.0 else self.tr("Counting… {share} %").format(share=round(share * 100)))
        self._state.setVisible(share < 1.0)
        self._show_key(asked, columns)
        _clear(self._list)
        self.rows, quiet = [], []
        catalogue = load_indicators()
        for name in self._session.for_whom.in_order(catalogue):
            sides = [Side(a.number, c.reading(name), a.tag) for a, c in zip(asked, columns, strict=True)]
            known = [s.reading for s in sides if s.reading is not None]
            if known and all(r.quantity is None for r in known):
                lang = self._session.language
                why = known[-1].why_not.in_(lang).removeprefix(not_computable("", "").in_(lang))
                quiet.append(f"<b>{escape(catalogue[name].title.in_(lang))}</b> · {name}<br>{escape(why)}")
            elif known:
                self._add_row(IndicatorRow(sides, self._session.language))
        self._quiet_head.setVisible(bool(quiet))
        self._quiet.setVisible(bool(quiet))
        self._quiet.setText("".join(f"<p style='margin: 0 0 6px 0'>{text}</p>" for text in quiet))

    def _add_row(self, row: IndicatorRow) -> None:
        self.rows.append(row)
        self._list.addWidget(row)
        row.pointed.connect(lambda on, r=row: self._session.findings.light(r.places[:MOST_PLACES] if on else ()))
        row.clicked.connect(lambda _=False, r=row: self.go_to(r))

    def go_to(self, row: IndicatorRow) -> None:
        """Marks the places a number comes from in every pane and flies there."""
        names = row.places[:MOST_PLACES]
        if names:
            self.marked = names
            self._session.select(*names)
            fly_to_all(self._session, names)

    def _show_key(self, asked: tuple[Asked, ...], columns: tuple[Column, ...]) -> None:
        """Which mark is which scenario, in which year."""
        _clear(self._key)
        for a, c in zip(asked, columns, strict=True):
            name = c.title.in_(self._session.language)
            words = name if str(c.year) in name else f"{name} {c.year}"
            self._key.addWidget(_Mark(a.number, f"{a.tag}  {words}" if a.tag else words))

    # CSV --------------------------------------------------------------------------------------------------------
    def ask_csv(self) -> None:
        """Asks where, then writes."""
        name = "-".join(dict.fromkeys(a.scenario for a in self.counting.asked()))
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.tr("Write the indicators"), str(pictures_dir() / f"{name}-indicators.csv"),
            self.tr("Table (*.csv)"),
        )  # fmt: skip
        if chosen:
            self.write_csv(Path(chosen))

    def write_csv(self, place: Path) -> None:
        """Every number with its parts, groups, formula and sources, and every reason why there is none."""
        write_table(self._session, place, as_csv(self.counting.columns()))

    # words ------------------------------------------------------------------------------------------------------
    def retranslate(self) -> None:
        self.csv.setText(self.tr("CSV…"))
        self.csv.setToolTip(self.tr("Write every number as a table"))
        self._quiet_head.setText(self.tr("Not computable"))
        self._note.setText(
            self.tr("Two significant figures; ranges from assumptions, not forecasts. "
                    "A hand over a row shows formula and sources, a click its places.")
        )  # fmt: skip
        self.renew()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self.retranslate()
        super().changeEvent(event)


class _Mark(QWidget):
    """A scenario's mark and its name."""

    def __init__(self, number: int, words: str) -> None:
        super().__init__()
        self._number, self._words = number, words
        self.setFixedHeight(20)
        self.setAccessibleName(words)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        controls.paint_scenario_mark(painter, QPointF(6, self.height() / 2), self._number)
        painter.setFont(theme.font())
        painter.setPen(theme.colour("ink"))
        area = QRectF(18, 0, self.width() - 18, self.height())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._words)


def _clear(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if item.widget() is not None:
            item.widget().hide()
            item.widget().deleteLater()
