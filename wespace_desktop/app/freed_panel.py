"""Freed space beside the panes: the Sankey, each flow in words, and their places lit in every pane."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from wespace_desktop.app import controls, theme
from wespace_desktop.app.findings import names_of
from wespace_desktop.app.flying import fly_to_all
from wespace_desktop.app.ledger_parts import Empty
from wespace_desktop.app.session import Session
from wespace_desktop.model.quantity import figures
from wespace_desktop.model.words import Lang, Words
from wespace_desktop.picture import sankey
from wespace_desktop.scene.freed import Flow, Freed

_LOW_PX, _HIGH_PX = 300, 440


class FreedPanel(QWidget):
    """Renews itself while it is seen; hidden it costs nothing."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._stale = True
        self._title = controls.Text(px=theme.TITLE_PX, bold=True).wrapped()
        self._under = controls.Text(px=theme.SMALL_PX, tone="mut").wrapped()
        self.diagram = SankeyView(session)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._note = controls.Text(px=theme.SMALL_PX, tone="mut").wrapped()
        self._empty = Empty()
        self.pages = QStackedWidget()
        self._lay()
        session.findings.changed.connect(self.renew)
        session.language_changed.connect(self.renew)
        self.retranslate()

    def _lay(self) -> None:
        page = QWidget()
        page.setProperty("look", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 8, 16, 16)
        column.setSpacing(8)
        for part in (self._title, self._under, self.diagram):
            column.addWidget(part)
        column.addWidget(controls.hairline())
        column.addLayout(self._rows)
        column.addWidget(self._note)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(page)
        self.pages.addWidget(area)
        self.pages.addWidget(self._empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.pages)

    def renew(self) -> None:
        """Anew for the pair on screen; when nobody sees it, as soon as somebody does."""
        self._stale = True
        if self.isVisible():
            self._renew()

    def showEvent(self, event: QEvent) -> None:
        if self._stale:
            self._renew()

    def _renew(self) -> None:
        self._stale = False
        lang = self._session.language
        found = self._session.findings.freed
        there = found is not None and bool(found.flows)
        self.pages.setCurrentIndex(0 if there else 1)
        self._empty.tell(
            self.tr("No parking is set free"),
            self.tr("What becomes of converted car parks and kerb spaces is drawn here. "
                    "Tick the layer Parking, or move the year on with ]."),
        )  # fmt: skip
        if found is None:
            return
        self._title.setText(sankey.headline(found).in_(lang))
        under = [_of_all(found).in_(lang)]
        if found.returned_m2:
            area = sankey.area_words(found.returned_m2, lang)
            under.append(self.tr("{area} becomes parking again").format(area=area))
        self._under.setText("\n".join(under))
        self.diagram.take(found)
        while (item := self._rows.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().deleteLater()
        for i, flow in enumerate(found.flows):
            row = FlowRow(self._session, flow, self._flow_words(flow, lang))
            row.pointed.connect(lambda on, n=i: self.diagram.point(n if on else None))
            row.clicked.connect(lambda _=False, n=i: self.diagram.go_to((n,)))
            self._rows.addWidget(row)
        self._note.setText(
            self.tr("The decks of pods are taken off the ground they stand on. Stalls of car parks are estimated "
                    "from their area.")
        )  # fmt: skip

    def _flow_words(self, flow: Flow, lang: Lang) -> tuple[str, str]:
        head = f"{sankey.FORM_WORDS[flow.form].in_(lang)} → {sankey.USE_WORDS[flow.use].in_(lang)}"
        n = len(flow.places)
        places = self.tr("1 place") if n == 1 else self.tr("{n} places").format(n=n)
        stalls = _rounded_stalls(flow, lang)
        return head, " · ".join(w for w in (sankey.BY_WORDS[flow.by].in_(lang), stalls, places) if w)

    def retranslate(self) -> None:
        self.diagram.setAccessibleName(self.tr("Freed space"))
        self.renew()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self.retranslate()
        super().changeEvent(event)


class SankeyView(QWidget):
    """A hand over a flow lights its places; a click marks them and goes there; a marked place marks its flow."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._freed: Freed | None = None
        self._made: sankey.Sankey | None = None
        self._pointed: tuple[int, ...] = ()
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for signal in (session.selection_changed, session.hover_changed):
            signal.connect(self.update)

    def take(self, found: Freed) -> None:
        """Another pair, year, layer or language."""
        self._freed, self._made, self._pointed = found, None, ()
        uses = len({f.use for f in found.flows})
        self.setFixedHeight(min(_HIGH_PX, max(_LOW_PX, 90 + 52 * uses)))
        self.update()

    def point(self, flow: int | None) -> None:
        """A hand is over a flow, here or in the list."""
        self._point(() if flow is None else (flow,))

    def marked(self) -> frozenset[int]:
        """Flows under the hand, else those of what is selected or pointed at anywhere."""
        if self._pointed or self._freed is None:
            return frozenset(self._pointed)
        names = {*self._session.selected, self._session.hovered}
        return frozenset(i for i in range(len(self._freed.flows)) if not names.isdisjoint(self.places((i,))))

    def places(self, flows: tuple[int, ...]) -> tuple[str, ...]:
        """Every name under which a pane knows the ground of these flows."""
        if self._freed is None:
            return ()
        rows = {e for i in flows for e in self._freed.flows[i].entries}
        told = [names_of(e) for e in self._session.findings.entries if e.id in rows]
        return tuple(dict.fromkeys(n for names in told for n in names))

    def go_to(self, flows: tuple[int, ...]) -> None:
        """Marks the places of the flows in every pane and flies there."""
        names = self.places(flows)
        if names:
            self._session.select(*names)
            fly_to_all(self._session, names)

    def _point(self, flows: tuple[int, ...]) -> None:
        if flows != self._pointed:
            self._pointed = flows
            self._session.findings.light(self.places(flows))
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(self._made.flow_at(event.position()) if self._made is not None else ())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._pointed:
            self.go_to(self._pointed)

    def leaveEvent(self, event: QEvent) -> None:
        self._point(())

    def resizeEvent(self, event: object) -> None:
        self._made = None

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._freed is None:
            return
        t = theme.tokens()
        look = sankey.Look(theme.SMALL_PX, t.ink, t.mut, self.marked())
        if self._made is None:
            area = QRectF(self.rect()).adjusted(0, 2, 0, -2)
            self._made = sankey.lay_out(area, self._freed, self._session.language, look.px)
        painter = QPainter(self)
        sankey.paint(painter, self._made, self._freed, look)


class FlowRow(QAbstractButton):
    """One flow: its colour (hatched by demand), from what to what, how much, by whose doing."""

    pointed = Signal(bool)

    def __init__(self, session: Session, flow: Flow, words: tuple[str, str]) -> None:
        super().__init__()
        self._flow, self._words = flow, words
        self._amount = sankey.area_words(flow.area_m2, session.language)
        self.setAccessibleName(", ".join((words[0], self._amount, words[1])))
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(200, 42)

    def enterEvent(self, event: QEvent) -> None:
        self.pointed.emit(True)

    def leaveEvent(self, event: QEvent) -> None:
        self.pointed.emit(False)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.hasFocus():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("hover"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(-8, 1, 8, -1), 6, 6)
        chip = QRectF(0, 8, 14, 14)
        painter.fillRect(chip, theme.colour(sankey.HUES[self._flow.use]))
        if self._flow.by == "demand":
            painter.fillRect(chip, QBrush(theme.colour("ink"), Qt.BrushStyle.BDiagPattern))
        painter.setFont(theme.font(bold=True))
        wide = QFontMetrics(painter.font()).horizontalAdvance(self._amount)
        painter.setPen(theme.colour("ink"))
        painter.drawText(QPointF(self.width() - wide, 19), self._amount)
        painter.setFont(theme.font())
        head = QFontMetrics(painter.font()).elidedText(
            self._words[0], Qt.TextElideMode.ElideRight, self.width() - wide - 32
        )
        painter.drawText(QPointF(22, 19), head)
        painter.setFont(theme.font(theme.SMALL_PX))
        painter.setPen(theme.colour("mut"))
        painter.drawText(QPointF(22, 36), self._words[1])


def _rounded_stalls(flow: Flow, lang: Lang) -> str:
    """A share of a lot's stalls is no whole number: two significant figures say what is known."""
    q = flow.stalls
    if q is None:
        return ""
    low, central, high = (float(f"{v:.2g}") for v in (q.low, q.central, q.high))
    words = Words("车位", "stalls").in_(lang)
    return f"{figures(central)} {words}" + ("" if low == high else f" ({figures(low)}–{figures(high)})")


def _of_all(found: Freed) -> Words:
    """`2.5 of 14 ha of car parks, 0.17 of 1.5 ha of kerb spaces`."""
    zh, en = [], []
    for form, whole in found.parking_m2:
        part = sum(f.area_m2 or 0.0 for f in found.flows if f.form == form)
        name = sankey.FORM_WORDS[form]
        zh.append(f"{name.zh} {figures(whole / 10_000)} ha 中的 {figures(part / 10_000)} ha")
        en.append(f"{figures(part / 10_000)} of {figures(whole / 10_000)} ha of {name.en.lower()}")
    return Words("，".join(zh), ", ".join(en))
