"""Parts of the export dialog: the preview, the cards of sizes, the switches of what is on the picture."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from wespace_desktop.app import controls, icons, theme
from wespace_desktop.app.job_bar import BusyRing
from wespace_desktop.picture.sheet import Furniture

_CHECKER_PX = 8


class Preview(QWidget):
    """The picture as it will be written, small; the old one stays, paler, while a new one is drawn."""

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        self._fault = ""
        self._shape = (16, 9)
        self._ring = BusyRing(24)
        self._ring.setParent(self)
        self._ring.hide()
        self.setMinimumSize(320, 240)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def image(self) -> QImage:
        return self._image

    def expect(self, shape: tuple[int, int]) -> None:
        """A new picture of this shape is on its way."""
        self._shape = shape
        self._ring.show()
        self.update()

    def show_image(self, image: QImage) -> None:
        self._image, self._fault = image, ""
        self._shape = (image.width(), image.height())
        self._ring.hide()
        self.update()

    def show_fault(self, sentence: str) -> None:
        self._fault = sentence
        self._ring.hide()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._ring.move(self.rect().center().x() - 12, self.rect().center().y() - 12)

    def picture_area(self) -> QRect:
        """The largest rectangle of the picture's shape, in the middle."""
        wide, high = self._shape
        size = QSize(wide, high).scaled(self.size() - QSize(2, 2), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (self.width() - size.width()) // 2, (self.height() - size.height()) // 2
        return QRect(left, top, size.width(), size.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        area = self.picture_area()
        painter.fillRect(area, theme.colour("panel"))
        if not self._image.isNull():
            if self._image.hasAlphaChannel():
                _checkers(painter, area)
            painter.setOpacity(0.45 if self._ring.isVisible() or self._fault else 1.0)
            fitted = QRectF(area) if self._fits() else _inside(area, self._image.size())
            painter.drawImage(fitted, self._image)
            painter.setOpacity(1.0)
        painter.setPen(QPen(theme.colour("line2"), 1))
        painter.drawRect(area.adjusted(-1, -1, 0, 0))
        if self._fault:
            painter.setFont(theme.font(bold=True))
            painter.setPen(theme.colour("err"))
            words = area.adjusted(24, 24, -24, -24)
            painter.drawText(words, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), self._fault)

    def _fits(self) -> bool:
        wide, high = self._shape
        return abs(self._image.width() * high - self._image.height() * wide) <= max(wide, high) * 2


def _inside(area: QRect, size: QSize) -> QRectF:
    fitted = size.scaled(area.size(), Qt.AspectRatioMode.KeepAspectRatio)
    left, top = area.center().x() - fitted.width() / 2, area.center().y() - fitted.height() / 2
    return QRectF(left, top, fitted.width(), fitted.height())


def _checkers(painter: QPainter, area: QRect) -> None:
    """What is transparent shows the squares that every picture program shows."""
    painter.save()
    painter.setClipRect(area)
    painter.fillRect(area, QColor("#FFFFFF"))
    for row, y in enumerate(range(area.top(), area.bottom() + 1, _CHECKER_PX)):
        for x in range(area.left() + (row % 2) * _CHECKER_PX, area.right() + 1, 2 * _CHECKER_PX):
            painter.fillRect(x, y, _CHECKER_PX, _CHECKER_PX, QColor("#E4E4E4"))
    painter.restore()


class SizeCard(QAbstractButton):
    """One preset: its name over its pixels."""

    def __init__(self, size: tuple[int, int]) -> None:
        super().__init__()
        self.size_px = size
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(104, 50)

    minimumSizeHint = sizeHint

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        painter.setPen(QPen(theme.colour("acc" if on else "line2"), 2 if on else 1))
        painter.setBrush(theme.colour("sel" if on else "hover" if self.underMouse() else "raise_"))
        inset = 1.0 if on else 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 6, 6)
        painter.setFont(theme.font(bold=on))
        painter.setPen(theme.colour("ink" if self.isEnabled() else "faint"))
        painter.drawText(self.rect().adjusted(10, 6, -4, -24), int(Qt.AlignmentFlag.AlignVCenter), self.text())
        painter.setFont(theme.font(theme.SMALL_PX))
        painter.setPen(theme.colour("mut"))
        pixels = f"{self.size_px[0]} × {self.size_px[1]}"
        painter.drawText(self.rect().adjusted(10, 26, -4, -6), int(Qt.AlignmentFlag.AlignVCenter), pixels)
        if on:
            painter.drawPixmap(self.width() - 22, 8, icons.pixmap("check", "ink", 14, self.devicePixelRatioF()))


class Switches(QWidget):
    """What is on the picture: a tick each; the two that keep a picture honest are locked on."""

    changed = Signal()

    #: Field of Furniture for each tick, in reading order; '' are the two locked ones, 'transparent' is the sheet's.
    ORDER = ("title", "legend", "scale_bar", "north_arrow", "labels", "tags", "effects", "figures", "stamp")

    def __init__(self) -> None:
        super().__init__()
        self._ticks = {name: QCheckBox() for name in self.ORDER}
        self.transparent = QCheckBox()
        self.locked = (QCheckBox(), QCheckBox())
        self._locks: list[controls.Text] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(0)
        for i, tick in enumerate([*self._ticks.values(), self.transparent]):
            grid.addWidget(tick, i // 2, i % 2)
            tick.toggled.connect(lambda _: self.changed.emit())
        for i, tick in enumerate(self.locked):
            tick.setChecked(True)
            tick.setEnabled(False)
            grid.addWidget(self._with_lock(tick), 5, i)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.retranslate()

    def _with_lock(self, tick: QCheckBox) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        sign = controls.Text()
        self._locks.append(sign)
        row.addWidget(tick)
        row.addWidget(sign)
        row.addStretch(1)
        return made

    def tick(self, name: str) -> QCheckBox:
        return self._ticks[name]

    def show_furniture(self, furniture: Furniture, transparent: bool) -> None:
        for name, tick in self._ticks.items():
            tick.blockSignals(True)
            tick.setChecked(getattr(furniture, name))
            tick.blockSignals(False)
        self.transparent.blockSignals(True)
        self.transparent.setChecked(transparent)
        self.transparent.blockSignals(False)

    @property
    def furniture(self) -> Furniture:
        return Furniture(**{name: tick.isChecked() for name, tick in self._ticks.items()})

    def retranslate(self) -> None:
        words = {
            "title": self.tr("Title and caption"),
            "legend": self.tr("Legend, visible layers"),
            "scale_bar": self.tr("Scale bar"),
            "north_arrow": self.tr("North arrow"),
            "labels": self.tr("Names in the picture"),
            "tags": self.tr("Pane letters and years"),
            "effects": self.tr("Gains and harms"),
            "figures": self.tr("Numbers in the legend"),
            "stamp": self.tr("View stamp, reopens it"),
        }
        for name, text in words.items():
            self._ticks[name].setText(text)
        for sign in self._locks:
            sign.setPixmap(icons.pixmap("lock", "mut", 12))
        self.transparent.setText(self.tr("Transparent ground"))
        why = self.tr("Always on the picture: without it a scenario looks like a promise.")
        for tick, text in zip(self.locked, (self.tr("Source and licence"), self.tr("Not a prediction")), strict=True):
            tick.setText(text)
            tick.setToolTip(why)
