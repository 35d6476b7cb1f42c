"""The changes as a Qt model: interventions, and under each the objects that it changes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import (
    QT_TRANSLATE_NOOP,
    QAbstractItemModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from wespace_desktop.app.findings import names_of
from wespace_desktop.app.ledger_rows import Group, SortKey, Wanted, grouped, short_words, size_of, stall_words
from wespace_desktop.app.session import Session
from wespace_desktop.model.catalogue import load_catalogue
from wespace_desktop.model.words import Words
from wespace_desktop.scene.ledger import Entry, sum_stalls

_t = QT_TRANSLATE_NOOP
Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole
#: Columns by the order they sort by.
COLUMNS: tuple[SortKey, ...] = ("change", "count", "size", "start")
HEADS = {
    "change": _t("Ledger", "Change"),
    "count": _t("Ledger", "Count"),
    "size": _t("Ledger", "Size"),
    "start": _t("Ledger", "Start"),
}
KIND_WORDS = {
    "added": Words("新增", "Added"),
    "removed": Words("移除", "Removed"),
    "converted": Words("转换", "Converted"),
    "moved": Words("移动", "Moved"),
    "retagged": Words("改变用途", "New use"),
}
BY_WORDS = {"demand": Words("需求", "by demand"), "decision": Words("决策", "by decision")}


class LedgerModel(QAbstractItemModel):
    """Follows the findings; `wanted` chooses and orders. A row is a Group or an Entry."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.wanted = Wanted()
        self.groups: tuple[Group, ...] = ()
        self._places: dict[str, tuple[int, int]] = {}

    def want(self, **what: Any) -> None:
        """Another choice or order; the rows are made again."""
        self.wanted = replace(self.wanted, **what)
        self.renew()

    def renew(self) -> None:
        """Takes what the findings say now."""
        session = self._session
        entries = session.findings.entries
        self.beginResetModel()
        self.groups = grouped(session.scene, entries, self.wanted, session.language) if session.scene else ()
        self._places = {
            name: (g, i)
            for g, group in enumerate(self.groups)
            for i, entry in enumerate(group.entries)
            for name in names_of(entry)
        }
        self.endResetModel()

    def find(self, name: str) -> QModelIndex:
        """The row of the object with that name, in either state; an invalid index when it has none."""
        at = self._places.get(name)
        return self.index(at[1], 0, self.index(at[0], 0)) if at is not None else QModelIndex()

    def row(self, index: Index) -> Group | Entry:
        if index.internalId() == 0:
            return self.groups[index.row()]
        return self.groups[index.internalId() - 1].entries[index.row()]

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
            return len(self.groups)
        return len(self.groups[parent.row()].entries) if parent.internalId() == 0 and parent.column() == 0 else 0

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return QCoreApplication.translate("Ledger", HEADS[COLUMNS[section]])
        if role == Qt.ItemDataRole.TextAlignmentRole and section:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.row(index)
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, COLUMNS[index.column()])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            column = COLUMNS[index.column()]
            return self._text(row, column) if index.column() else self._tip(row).replace("\n", ", ")
        return self._tip(row) if role == Qt.ItemDataRole.ToolTipRole else None

    def _text(self, row: Group | Entry, column: SortKey) -> str:
        lang = self._session.language
        entries = row.entries if isinstance(row, Group) else (row,)
        if column == "count":
            return f"{row.count:,}"
        if column == "size":
            return size_of(entries)
        if column == "start":
            return str(entries[0].start)
        if isinstance(row, Group):
            return row.title.in_(lang)
        return " → ".join(w for w in short_words(row, lang) if w)

    def _tip(self, row: Group | Entry) -> str:
        """Everything a row knows, one thing a line."""
        lang = self._session.language
        first = row.first if isinstance(row, Group) else row
        entries = row.entries if isinstance(row, Group) else (row,)
        known = load_catalogue()
        layer = known[first.layer].title.in_(lang) if first.layer in known.ids else first.layer
        if isinstance(row, Group):
            head = row.title.in_(lang)
        else:
            head = f"{KIND_WORDS[row.kind].in_(lang)}: {row.from_.in_(lang)} → {row.to.in_(lang)}"
        stalls = sum_stalls(e.stalls for e in entries)
        gone = self.tr("{stalls} removed").format(stalls=stalls.text(lang)) if stalls and stalls.central > 0 else ""
        since = self.tr("start {start}, there from {year}").format(start=first.start, year=first.stands_from)
        place = "" if isinstance(row, Group) else row.place.in_(lang)
        hidden = isinstance(row, Entry) and self._session.findings.hides(row)
        unseen = self.tr("not seen from here") if hidden else ""
        amounts = (size_of(entries), gone or stall_words(stalls, lang))
        lines = (head, unseen, *amounts, place, layer, BY_WORDS[first.by].in_(lang), since)
        return "\n".join(line for line in lines if line)
