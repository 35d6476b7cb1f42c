"""Short words to the user at the bottom left of the picture: at most three, six seconds, a fault until it is read."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from wespace_desktop.app import controls, icons, language, theme
from wespace_desktop.app.pane_state import Told, Weight
from wespace_desktop.app.session import Session
from wespace_desktop.app.work import Work

WIDTH_PX = 440
MOST = 3
STAYS_MS = 6000
_MARGIN = 16
#: Weight -> icon, its role, the ground.
_LOOKS: dict[Weight, tuple[str, str, str]] = {
    "done": ("check", "gain", "raise_"),
    "note": ("info", "mut", "raise_"),
    "warning": ("triangle-alert", "warn", "warn_ground"),
    "fault": ("circle-x", "err", "err_ground"),
}


class Toast(QWidget):
    """One word with one action; goes by itself unless it tells of a fault or the pointer rests on it."""

    gone = Signal(object)
    faults_wanted = Signal()

    def __init__(self, told: Told) -> None:
        super().__init__()
        self.told = told
        self.setFixedWidth(WIDTH_PX)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(STAYS_MS)
        self._timer.timeout.connect(self.leave)
        self._icon = controls.Text()
        self._words = controls.Text(bold=True).wrapped()
        self._more = controls.Text(px=theme.SMALL_PX, tone="mut").wrapped()
        self._action = controls.button(look="link")
        self._action.clicked.connect(self._act)
        self._close = controls.icon_button("x", "")
        self._close.clicked.connect(self.leave)
        self._grid = self._lay()
        self.retranslate()
        if told.weight != "fault":
            self._timer.start()

    def _lay(self) -> QGridLayout:
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 10, 8, 10)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(0)
        grid.addWidget(self._icon, 0, 0, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self._words, 0, 1, 1 if self.told.more else 2, 1)
        grid.addWidget(self._more, 1, 1)
        grid.addWidget(self._action, 0, 2, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self._close, 0, 3, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.setColumnStretch(1, 1)
        return grid

    def retranslate(self) -> None:
        lang = language.current()
        icon, role, _ = _LOOKS[self.told.weight]
        self._icon.setPixmap(icons.pixmap(icon, role, ratio=self.devicePixelRatioF()))
        self._words.setText(self.told.words.in_(lang))
        self._more.setText(self.told.more.in_(lang))
        self._more.setHidden(not self.told.more)
        if self.told.action is not None:
            self._action.setText(self.told.action[0].in_(lang))
        elif self.told.weight == "fault":
            self._action.setText(self.tr("Faults"))
        self._action.setHidden(not self._action.text())
        controls.name_button(self._close, self.tr("Close"))
        self.setAccessibleName(self._words.text())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self.retranslate()
        super().changeEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        if self.told.weight != "fault":
            self._timer.start()

    def height_at(self, width: int) -> int:
        """What the words need at a width."""
        self.setFixedWidth(width)
        self.ensurePolished()
        self._grid.activate()
        return self._grid.totalHeightForWidth(width)

    def leave(self) -> None:
        self._timer.stop()
        self.gone.emit(self)

    def _act(self) -> None:
        if self.told.action is not None:
            self.told.action[1]()
        else:
            self.faults_wanted.emit()
        self.leave()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("line2"), 1))
        painter.setBrush(theme.colour(_LOOKS[self.told.weight][2]))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)


class Toasts(QWidget):
    """The stack over an area. `faults_wanted` asks for the faults sheet."""

    faults_wanted = Signal()

    def __init__(self, work: Work, area: QWidget) -> None:
        super().__init__(area)
        self._area = area
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._shown: list[Toast] = []
        area.installEventFilter(self)
        work.told.connect(self.show_told)
        if isinstance(work, Session):
            work.documents_changed.connect(lambda: self._mended(work))
        self.hide()

    @property
    def shown(self) -> tuple[Toast, ...]:
        return tuple(self._shown)

    def show_told(self, told: Told) -> None:
        """Adds one; the same words again replace the older; over three, the oldest that is no fault goes."""
        for old in [t for t in self._shown if t.told.words == told.words]:
            self._drop(old)
        toast = Toast(told)
        toast.gone.connect(self._drop)
        toast.faults_wanted.connect(self.faults_wanted)
        self._shown.append(toast)
        self._column.addWidget(toast)
        while len(self._shown) > MOST:
            self._drop(next((t for t in self._shown if t.told.weight != "fault"), self._shown[0]))
        self._place()

    def drop_faults(self) -> None:
        """What leads to the faults sheet has been read once the sheet is open."""
        for toast in [t for t in self._shown if t.told.weight == "fault" and t.told.action is None]:
            self._drop(toast)

    def _mended(self, session: Session) -> None:
        if not any(d.faults for d in session.documents):
            self.drop_faults()

    def _drop(self, toast: Toast) -> None:
        if toast in self._shown:
            self._shown.remove(toast)
            self._column.removeWidget(toast)
            toast.hide()
            toast.deleteLater()
            self._place()

    def _place(self) -> None:
        self.setVisible(bool(self._shown))
        wide = min(WIDTH_PX, max(200, self._area.width() - 2 * _MARGIN))
        high = [max(48, toast.height_at(wide)) for toast in self._shown]
        for toast, height in zip(self._shown, high, strict=True):
            toast.setFixedSize(wide, height)
        self.setFixedSize(wide, sum(high) + 8 * max(0, len(high) - 1))
        self.move(_MARGIN, self._area.height() - self.height() - _MARGIN - _SCALE_BAR_PX)
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False


#: Toasts stand above the scale bar of the picture, never over it.
_SCALE_BAR_PX = 40
