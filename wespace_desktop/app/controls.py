"""Small widgets that the whole window shares: buttons, segments, key caps, tags, labels, the focus ring."""

from __future__ import annotations

from collections.abc import Sequence

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetrics, QIcon, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from wespace_desktop.app import icons, theme

CONTROL_PX = 32


class Text(QLabel):
    """A label in one of the type sizes; `tone` is ink, mut, faint, gain, harm, warn or err."""

    def __init__(self, text: str = "", px: int = theme.BODY_PX, tone: str = "ink", bold: bool = False) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(px, bold))
        self.setProperty("tone", tone)

    def wrapped(self) -> Text:
        """The same label, breaking its lines."""
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        return self

    def set_tone(self, tone: str) -> None:
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            self.style().polish(self)


class SectionHead(Text):
    """The small bold muted words over a group."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text, theme.SMALL_PX, "mut", bold=True)


class PathLabel(Text):
    """A file place that loses its middle when there is no room; the whole is in the tooltip."""

    def __init__(self, text: str = "", px: int = theme.SMALL_PX, tone: str = "mut", fixed: bool = False) -> None:
        super().__init__("", px, tone)
        self._whole = ""
        if fixed:
            self.setFont(theme.fixed_font(px))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.set_path(text)

    def set_path(self, text: str) -> None:
        self._whole = text
        self.setToolTip(text)
        self.setAccessibleName(text)
        self._fit()

    @property
    def path(self) -> str:
        return self._whole

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 2, super().sizeHint().height())

    def resizeEvent(self, event: object) -> None:
        self._fit()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideMiddle, max(self.width(), 24))
        self.setText(shown)


def hairline(vertical: bool = False) -> QFrame:
    """The one pixel between two regions."""
    line = QFrame()
    line.setProperty("look", "hairline")
    if vertical:
        line.setFixedWidth(1)
    else:
        line.setFixedHeight(1)
    return line


class Button(QPushButton):
    """A push button whose icon stands a little off its words; Qt has no measure for that gap, a space makes it."""

    def setText(self, text: str) -> None:
        super().setText(f" {text}" if text and not self.icon().isNull() else text)
        self.setAccessibleName(text)

    def text(self) -> str:
        return super().text().strip()


def button(text: str = "", look: str = "plain", icon: str = "") -> Button:
    """A push button 32 px high; `look` is filled (one on a page), plain, ghost or link."""
    made = Button()
    made.setProperty("look", look)
    made.setMinimumHeight(CONTROL_PX)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    if icon:
        icons.put(made, icon, "on_filled" if look == "filled" else "ink")
    made.setText(text)
    return made


def icon_button(icon: str, words: str, role: str = "mut") -> QToolButton:
    """A square button with an icon; its words are the tooltip and the accessible name."""
    made = QToolButton()
    made.setFixedSize(28, 28)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    name_button(made, words)
    icons.put(made, icon, role, "ink")
    return made


def name_button(target: QAbstractButton, words: str) -> None:
    """Tooltip and accessible name of a button without words on it."""
    target.setToolTip(words)
    target.setAccessibleName(words)


class Segment(QAbstractButton):
    """One choice of a segmented control. `pad_px`: what it wants beside its words, both sides together."""

    pad_px = 24

    def __init__(self, text: str, icon: str = "") -> None:
        super().__init__()
        self.setText(text)
        self.setCheckable(True)
        self.setFont(theme.font())
        self.setSizePolicy(QSizePolicy.Policy.MinimumExpanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        if icon:
            icons.put(self, icon, "mut", "ink")

    def sizeHint(self) -> QSize:
        words = QFontMetrics(theme.font(bold=True)).horizontalAdvance(self.text())
        beside = (icons.SIZE_PX + (8 if words else 0)) if not self.icon().isNull() else 0
        return QSize(words + beside + self.pad_px, CONTROL_PX - 4)

    minimumSizeHint = sizeHint

    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked():
            painter.setPen(QPen(QColor(t.line2), 1))
            painter.setBrush(QColor(t.raise_))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        font = theme.font(bold=self.isChecked())
        ink = t.ink if self.isChecked() or self.underMouse() else t.mut
        words = QFontMetrics(font).horizontalAdvance(self.text())
        beside = (icons.SIZE_PX + (8 if words else 0)) if not self.icon().isNull() else 0
        x = (self.width() - words - beside) // 2
        if beside:
            state = QIcon.State.On if self.isChecked() else QIcon.State.Off
            self.icon().paint(painter, x, (self.height() - 16) // 2, 16, 16, state=state)
        painter.setFont(font)
        painter.setPen(QColor(ink if self.isEnabled() else t.faint))
        area = self.rect().adjusted(x + beside, 0, 0, 0)
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(area, left | Qt.TextFlag.TextDontClip, self.text())    # a stem may begin a pixel before


class Segmented(QWidget):
    """A few choices of which one holds; `choices` are (key, words, icon or '')."""

    chosen = Signal(str)

    def __init__(self, choices: Sequence[tuple[str, str, str]] = (), name: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._keys: list[str] = []
        self._group = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(2, 2, 2, 2)
        self._row.setSpacing(2)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        for key, words, icon in choices:
            self.add(key, words, icon)
        self._group.idClicked.connect(lambda i: self.chosen.emit(self._keys[i]))

    def add(self, key: str, words: str, icon: str = "") -> Segment:
        made = Segment(words, icon)
        self._group.addButton(made, len(self._keys))
        self._keys.append(key)
        self._row.addWidget(made)
        return made

    def set_words(self, words: Sequence[str]) -> None:
        """New words in the order of the choices, after a change of language."""
        for segment, text in zip(self._group.buttons(), words, strict=True):
            segment.setText(text)
            segment.updateGeometry()

    def choose(self, key: str) -> None:
        """Shows a choice without telling it as a hand's."""
        if key in self._keys:
            self._group.button(self._keys.index(key)).setChecked(True)

    @property
    def choice(self) -> str:
        return self._keys[self._group.checkedId()] if self._group.checkedId() >= 0 else ""

    def segment(self, key: str) -> Segment:
        found = self._group.button(self._keys.index(key))
        assert isinstance(found, Segment)
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("well"))
        painter.drawRoundedRect(self.rect(), 7, 7)


class KeyCap(QWidget):
    """A key as it is written on a keyboard, in the words of the platform."""

    def __init__(self, sequence: str) -> None:
        super().__init__()
        self._keys = QKeySequence(sequence).toString(QKeySequence.SequenceFormat.NativeText).replace("+", " ")
        self.setAccessibleName(self._keys)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        words = QFontMetrics(theme.font(theme.AXIS_PX, bold=True)).horizontalAdvance(self._keys)
        return QSize(max(words + 12, 20), 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("ctl"), 1))
        painter.setBrush(theme.colour("raise_"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setFont(theme.font(theme.AXIS_PX, bold=True))
        painter.setPen(theme.colour("ink"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._keys)


class PaneTag(QWidget):
    """The letter of a pane on its ground: the same in both themes."""

    def __init__(self, letter: str, side: int = 20) -> None:
        super().__init__()
        self._letter = letter
        self.setFixedSize(side, side)
        self.setAccessibleName(letter)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_tag(painter, QRectF(self.rect()), self._letter)


def paint_tag(painter: QPainter, area: QRectF, letter: str) -> None:
    """The pane's letter, white on its ground, for delegates and headers alike."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.TAG_GROUND.get(letter, theme.TAG_GROUND["A"])))
    painter.drawRoundedRect(area, 4, 4)
    painter.setPen(QColor("#FFFFFF"))
    painter.setFont(theme.font(theme.SMALL_PX, bold=True))
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, letter)
    painter.restore()


def paint_scenario_mark(painter: QPainter, centre: QPointF, number: int) -> None:
    """Ring, disc, diamond, square, 10 px: shape first, then colour."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ink = QColor(theme.tokens().scenarios[number % 4])
    painter.setPen(QPen(ink, 2) if number % 4 == 0 else Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("panel") if number % 4 == 0 else ink)
    if number % 4 < 2:
        radius = 4.0 if number % 4 == 0 else 5.0
        painter.drawEllipse(centre, radius, radius)
    else:
        painter.translate(centre)
        painter.rotate(45 if number % 4 == 2 else 0)
        painter.drawRect(QRectF(-4.2, -4.2, 8.4, 8.4))
    painter.restore()


class FocusRing(QWidget):
    """Two pixels of accent, two pixels outside the button that the keyboard is on."""

    def __init__(self, window: QWidget) -> None:
        """Follows the focus everywhere in the application for as long as the window lives."""
        super().__init__(window)
        self._window = window
        self._target: QWidget | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.hide()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._moved)

    def _moved(self, old: QWidget | None, now: QWidget | None) -> None:
        if not (shiboken6.isValid(self) and shiboken6.isValid(self._window)):
            return
        if self._target is not None and shiboken6.isValid(self._target):
            self._target.removeEventFilter(self)
        self._target = now if isinstance(now, QAbstractButton) else None
        if self._target is not None:
            self._target.installEventFilter(self)
        # A hand on the mouse knows where it is, and a window that just opened was not asked: the ring is for Tab.
        self._place(old is not None and QApplication.mouseButtons() == Qt.MouseButton.NoButton)
        # Hiding the button that had the focus moves the focus before the layout moves the buttons.
        QTimer.singleShot(0, self, self._follow)

    def _follow(self) -> None:
        if self.isVisible():
            self._place(True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            self._place(self.isVisible())
        elif event.type() in (QEvent.Type.Hide, QEvent.Type.MouseButtonPress):
            self._place(False)
        return False

    def _place(self, shown: bool) -> None:
        target = self._target
        if target is None or not shiboken6.isValid(target) or target.parentWidget() is None or not shown:
            # In the window it outlives the page that held the button.
            self.setParent(self._window)
            self.hide()
            return
        self.setParent(target.parentWidget())
        self.setGeometry(target.geometry().adjusted(-4, -4, 4, 4))
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("acc"), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
