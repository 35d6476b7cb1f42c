"""The report's rows section by section, searched and filtered, as a two-level Qt model."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from wespace_desktop.model.compass import STATES, Bearing, State
from wespace_desktop.model.report import SCALES, Section, load_report
from wespace_desktop.model.words import Lang

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1


@dataclass(frozen=True)
class Wanted:
    """What is looked for: words in either language or an id; a scale (D, C, N) or ''; states, all when empty."""

    text: str = ""
    scale: str = ""
    states: frozenset[State] = frozenset()


@dataclass(frozen=True)
class Chapter:
    """A section with the rows of it that are wanted; `lit` of `whole` are illustrated, wanted or not."""

    section: Section
    bearings: tuple[Bearing, ...]
    lit: int
    whole: int


@dataclass
class _Found:
    chapters: tuple[Chapter, ...] = ()
    places: dict[str, tuple[int, int]] = field(default_factory=dict)


class CompassModel(QAbstractItemModel):
    """Sections at the first level, their rows at the second."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.wanted = Wanted()
        self.lang: Lang = "en"
        self._all: tuple[Bearing, ...] = ()
        self._found = _Found()

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        return self._found.chapters

    def take(self, bearings: tuple[Bearing, ...], lang: Lang) -> None:
        """Another scenario, year, layer or language. Where the rows are the same nothing is folded or moved."""
        same = [b.row.id for b in bearings] == [b.row.id for b in self._all]
        self._all, self.lang = bearings, lang
        before = [[b.row.id for b in c.bearings] for c in self.chapters]
        found = self._look()
        if same and [[b.row.id for b in c.bearings] for c in found.chapters] == before:
            self._found = found
            last = len(found.chapters) - 1
            if last >= 0:
                self.dataChanged.emit(self.index(0, 0), self.index(last, 0))
                self.layoutChanged.emit()
            return
        self.beginResetModel()
        self._found = found
        self.endResetModel()

    def want(self, **what: Any) -> None:
        self.wanted = replace(self.wanted, **what)
        self.beginResetModel()
        self._found = self._look()
        self.endResetModel()

    def find(self, row_id: str) -> QModelIndex:
        """Where a row of the report is listed; an invalid index when it is not."""
        at = self._found.places.get(row_id)
        return self.index(at[1], 0, self.index(at[0], 0)) if at is not None else QModelIndex()

    def row(self, index: Index) -> Chapter | Bearing:
        if index.internalId() == 0:
            return self.chapters[index.row()]
        return self.chapters[index.internalId() - 1].bearings[index.row()]

    def _look(self) -> _Found:
        chapters: list[Chapter] = []
        for section in load_report().sections.values():
            of = [b for b in self._all if b.row.section == section.id]
            wanted = tuple(b for b in of if matches(b, self.wanted))
            if wanted:
                chapters.append(Chapter(section, wanted, sum(b.illustrated for b in of), len(of)))
        places = {b.row.id: (c, i) for c, chapter in enumerate(chapters) for i, b in enumerate(chapter.bearings)}
        return _Found(tuple(chapters), places)

    # Qt's own questions -----------------------------------------------------------------------------------------
    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        if not index.isValid() or index.internalId() == 0:
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, 0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        if not parent.isValid():
            return len(self.chapters)
        return len(self.chapters[parent.row()].bearings) if parent.internalId() == 0 else 0

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.row(index)
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return (row.section.title if isinstance(row, Chapter) else row.row.text).in_(self.lang)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row)
        return None

    def _spoken(self, row: Chapter | Bearing) -> str:
        if isinstance(row, Chapter):
            return f"{row.section.title.in_(self.lang)} {row.lit} / {row.whole}"
        scales = ", ".join(SCALES[s].in_(self.lang) for s in row.row.scales)
        return f"{row.row.id}, {row.row.text.in_(self.lang)}, {STATES[row.state].in_(self.lang)}, {scales}"


def matches(bearing: Bearing, wanted: Wanted) -> bool:
    """Every word that is looked for stands somewhere in the row, in either language."""
    row = bearing.row
    if wanted.scale and wanted.scale not in row.scales:
        return False
    if wanted.states and bearing.state not in wanted.states:
        return False
    told = [text for words in (row.text, row.shows, row.caption) for text in (words.zh, words.en)]
    whole = " ".join((row.id, *told, *row.indicators, *row.layers)).casefold()
    return all(word in whole for word in wanted.text.casefold().split())
