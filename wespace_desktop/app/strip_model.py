"""The slides as rows of a list: their words, their small pictures, and where a dragged one is let go."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QByteArray, QMimeData, QModelIndex, QPersistentModelIndex, Qt, Signal

from wespace_desktop.app.session import Session
from wespace_desktop.model.storyboard import Slide

SLIDE_ROLE = Qt.ItemDataRole.UserRole + 1
_MIME = "application/x-wespace-slide"
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class StripModel(QAbstractListModel):
    """One row a slide, in the order of the talk."""

    dropped = Signal(int, int)      # row taken, row it should have

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._slides: tuple[Slide, ...] = ()
        session.storyboard.changed.connect(self.read)
        session.language_changed.connect(self.say)
        self.read()

    def read(self) -> None:
        """The slides as they are now. Only words: the rows stay, and with them what is marked."""
        slides = self._session.storyboard.slides
        if [s.id for s in slides] == [s.id for s in self._slides]:
            self._slides = slides
            self.say()
            return
        self.beginResetModel()
        self._slides = slides
        self.endResetModel()

    def say(self) -> None:
        """Words or pictures are others."""
        if self._slides:
            self.dataChanged.emit(self.index(0), self.index(len(self._slides) - 1))

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._slides)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._slides):
            return None
        slide = self._slides[index.row()]
        if role == SLIDE_ROLE:
            return slide
        title = self.title(slide)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{index.row() + 1} {title}"
        if role == Qt.ItemDataRole.ToolTipRole:
            seen = self._session.storyboard.view_of(slide)
            caption = seen.caption.in_(self._session.language) if seen is not None else ""
            return "\n".join(t for t in (f"{index.row() + 1} {title}", caption) if t)
        return None

    def title(self, slide: Slide) -> str:
        """The slide's own title, else its view's, else its name."""
        seen = self._session.storyboard.view_of(slide)
        words = slide.title or (seen.title if seen is not None else slide.title)
        return words.in_(self._session.language) or slide.id

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        on = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return on | Qt.ItemFlag.ItemIsDragEnabled

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        carried = QMimeData()
        carried.setData(_MIME, QByteArray(str(indexes[0].row()).encode()))
        return carried

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """Tells where the slide should go. False: the order changes by an edit, the view must remove nothing."""
        if data.hasFormat(_MIME):
            taken = int(data.data(_MIME).data())
            to = row if row >= 0 else len(self._slides)
            to -= taken < to
            if to != taken:
                self.dropped.emit(taken, to)
        return False
