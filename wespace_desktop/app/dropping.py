"""Files dropped on the window: the whole window takes a dashed edge and says what will happen."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QMainWindow, QWidget

from wespace_desktop.app import theme
from wespace_desktop.app.pane_state import Told
from wespace_desktop.app.reopening import Reopening, is_picture
from wespace_desktop.app.session import Session
from wespace_desktop.model.words import Words

SUFFIXES = (".yaml", ".yml", ".json")
_ONLY = Words(
    "只能放下情景文件（.yaml）和导出的图片（.png、.pdf、.pptx）",
    "Only scenario files (.yaml) and exported pictures (.png, .pdf, .pptx) can be dropped here",
)


class Dropping(QWidget):
    """A cover that shows while something is held over the window."""

    def __init__(self, session: Session, window: QMainWindow, recent: Callable[[], Iterable[Path]] = tuple) -> None:
        super().__init__(window)
        self.reopening = Reopening(session, recent)
        self._session = session
        self._window = window
        self._words = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        window.setAcceptDrops(True)
        window.installEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DragEnter and isinstance(event, QDragEnterEvent):
            if event.mimeData().hasUrls():
                self._cover(event.mimeData())
                event.acceptProposedAction()
            return True
        if event.type() == QEvent.Type.DragLeave:
            self.hide()
        if event.type() == QEvent.Type.Drop and isinstance(event, QDropEvent):
            self.hide()
            self.take(files_in(event.mimeData()))
            event.acceptProposedAction()
            return True
        return False

    def take(self, files: list[Path]) -> None:
        """Opens the scenario files among them, else the view of the first picture; says so when there is neither."""
        good = [f for f in files if f.suffix.lower() in SUFFIXES]
        if good:
            self._session.open_files(good)
        elif pictures := [f for f in files if is_picture(f)]:
            self.reopening.take(pictures[0])
        else:
            self._session.tell(Told("note", _ONLY))

    def _cover(self, data: QMimeData) -> None:
        good = [f for f in files_in(data) if f.suffix.lower() in SUFFIXES]
        beside = len(self._session.documents)
        pictures = [f for f in files_in(data) if is_picture(f)]
        if not good and pictures:
            self._words = self.tr("Open the view of {file}").format(file=pictures[0].name)
        elif not good:
            self._words = _ONLY.in_(self._session.language)
        elif beside:
            self._words = self.tr("Open {file} beside the {n} that are open").format(file=good[0].name, n=beside)
        else:
            self._words = self.tr("Open {file}").format(file=good[0].name)
        self.setGeometry(self._window.rect())
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QColor(theme.tokens().win)
        ground.setAlpha(225)
        painter.fillRect(self.rect(), ground)
        pen = QPen(theme.colour("acc"), 3, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(12, 12, -12, -12), 12, 12)
        painter.setFont(theme.font(theme.WELCOME_PX, bold=True))
        painter.setPen(theme.colour("ink"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._words)


def files_in(data: QMimeData) -> list[Path]:
    """Local files only: nothing is fetched."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
