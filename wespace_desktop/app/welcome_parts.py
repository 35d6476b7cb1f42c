"""Cards of the first page: an example with its picture, a recent file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from wespace_desktop import paths
from wespace_desktop.app import icons, theme
from wespace_desktop.model.words import Lang, Words

#: What the examples show, by file name.
WORDS: dict[str, tuple[Words, Words]] = {
    "kendall-2035.yaml": (
        Words("剑桥市肯德尔广场", "Kendall Square, Cambridge"),
        Words("现状与 2035 并排：停车场和路缘让位给公园、办公舱和自动驾驶道",
              "Today and 2035, side by side: parking and kerbs give way to parks, pods and AV lanes"),
    ),
    "kendall-2030-kerb.yaml": (
        Words("路缘优先，2030", "Kerb first, 2030"),
        Words("同一街区，只动路缘车位", "The same district, only the kerb changes"),
    ),
    "helsinki-2035.yaml": (
        Words("赫尔辛基市中心", "Central Helsinki"),
        Words("另一座城市，数据来自 OpenStreetMap", "Another city, from OpenStreetMap"),
    ),
}  # fmt: skip


class ExampleCard(QAbstractButton):
    """A picture with a name and a line; a click opens the pair."""

    chosen = Signal(str)

    def __init__(self, file: str, picture: str) -> None:
        super().__init__()
        self._file = file
        self._picture = QPixmap(str(paths.assets_dir() / "welcome" / picture))
        self._line = ""
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.clicked.connect(lambda: self.chosen.emit(self._file))

    def retranslate(self, lang: Lang) -> None:
        title, line = WORDS[self._file]
        self.setText(title.in_(lang))
        self._line = line.in_(lang)
        self.setToolTip(self._file)
        self.setAccessibleName(self.text())
        self.setAccessibleDescription(self._line)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(380, self.heightForWidth(380))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(200))

    def heightForWidth(self, width: int) -> int:
        metrics = QFontMetrics(theme.font(theme.SMALL_PX))
        line = metrics.boundingRect(QRect(0, 0, width, 400), int(Qt.TextFlag.TextWordWrap), self._line).height()
        return width * 9 // 16 + 34 + line

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        area = QRectF(0, 0, self.width(), self.width() * 9 // 16).adjusted(1, 1, -1, -1)
        shape = QPainterPath()
        shape.addRoundedRect(area, 8, 8)
        painter.fillPath(shape, theme.colour("well"))
        if not self._picture.isNull():
            painter.save()
            painter.setClipPath(shape)
            painter.drawPixmap(area, self._picture, QRectF(self._picture.rect()))
            painter.restore()
        strong = self.underMouse()
        painter.setPen(QPen(theme.colour("acc" if strong else "line2"), 2 if strong else 1))
        painter.drawPath(shape)
        painter.setPen(theme.colour("ink"))
        painter.setFont(theme.font(theme.BODY_PX, bold=True))
        top = int(area.bottom()) + 10
        painter.drawText(QRect(0, top, self.width(), 20), int(Qt.AlignmentFlag.AlignVCenter), self.text())
        painter.setPen(theme.colour("mut"))
        painter.setFont(theme.font(theme.SMALL_PX))
        painter.drawText(QRect(0, top + 21, self.width(), 100), int(Qt.TextFlag.TextWordWrap), self._line)


class RecentRow(QAbstractButton):
    """A file and its folder; a file that is gone says so and cannot be clicked."""

    chosen = Signal(object)

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._file = file
        self._there = file.is_file()
        self.setText(file.name)
        self.setEnabled(self._there)
        self.setToolTip(str(file))
        self.setAccessibleName(file.name)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: self.chosen.emit(self._file))

    def sizeHint(self) -> QSize:
        return QSize(260, 48)

    minimumSizeHint = sizeHint

    @property
    def second_line(self) -> str:
        """The folder, with `~` for the home; or that the file is gone."""
        if not self._there:
            return self.tr("moved or deleted")
        try:
            return (Path("~") / self._file.parent.relative_to(Path.home())).as_posix()
        except ValueError:
            return str(self._file.parent)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() and self._there:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("well"))
            painter.drawRoundedRect(self.rect(), 6, 6)
        sign = icons.pixmap("file-text" if self._there else "file-x", "mut", 16, self.devicePixelRatioF())
        painter.drawPixmap(8, 16, 16, 16, sign)
        painter.setFont(theme.font(bold=self._there))
        painter.setPen(theme.colour("ink" if self._there else "mut"))
        words = self.rect().adjusted(36, 5, -8, -24)
        elide = Qt.TextElideMode.ElideMiddle
        painter.drawText(words, 0, QFontMetrics(painter.font()).elidedText(self.text(), elide, words.width()))
        painter.setFont(theme.font(theme.SMALL_PX))
        painter.setPen(theme.colour("mut" if self._there else "err"))
        words = self.rect().adjusted(36, 25, -8, -4)
        painter.drawText(words, 0, QFontMetrics(painter.font()).elidedText(self.second_line, elide, words.width()))
