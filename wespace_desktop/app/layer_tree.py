"""What may be switched on, as a Qt model: groups by the report's scenes, layers under them, one tick a pane."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from wespace_desktop.app.fault_words import fault_words
from wespace_desktop.app.pane_state import TAGS
from wespace_desktop.app.session import Session
from wespace_desktop.model.catalogue import load_catalogue
from wespace_desktop.model.footing import Footing, footings
from wespace_desktop.model.layer import Layer
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.model.words import Words

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole
#: The last group: layers of the report that no open scenario has, folded away.
ELSEWHERE = "elsewhere"


@dataclass(frozen=True)
class Row:
    """A group (`layer` None) or a layer. `number` is its digit key, 0 for none."""

    group: str
    layer: Layer | None
    title: Words
    number: int = 0


def ticked_panes(session: Session) -> tuple[int, ...]:
    """The panes whose ticks are seen, in the order of their letters: of a pair its two, else all."""
    return tuple(sorted(session.comparing.pair or range(len(session.panes))))


class LayerModel(QAbstractItemModel):
    """Column 0 is the name, columns 1.. are the ticks of panes A, B, ...; the state is the session's."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._of = _arranged(session)
        self._groups = list(self._of)
        self._numbers = {layer.id: i + 1 for i, layer in enumerate(self.in_order())}
        self._columns = len(session.panes)
        for signal in (session.scene_changed, session.panes_changed, session.language_changed):
            signal.connect(self._renew)
        session.layers_changed.connect(lambda _: self._renew())

    def in_order(self) -> list[Layer]:
        """Layers of the open scenarios as a person sees them: the order of the digit keys."""
        return [layer for g in self._groups if g != ELSEWHERE for layer in self._of[g]]

    def row(self, index: Index) -> Row:
        group = self._groups[index.row() if index.internalId() == 0 else index.internalId() - 1]
        if index.internalId() == 0:
            return Row(group, None, self._group_words(group))
        layer = self._of[group][index.row()]
        return Row(group, layer, layer.short or layer.title, self._numbers.get(layer.id, 0))

    def _group_words(self, group: str) -> Words:
        if group != ELSEWHERE:
            return load_catalogue().groups[group]
        said = self.tr("Not in these scenarios ({n})").format(n=len(self._of[group]))
        return Words(said, said)

    def can_show(self, pane: int, layer: Layer) -> bool:
        """Whether the pane's scenario has anything to show for a layer, in any year."""
        plan = self._session.plan(self._session.panes[pane].scenario)
        return plan is not None and any(c.layer == layer.id for c in plan.changes)

    def state(self, pane: int, row: Row) -> Qt.CheckState | None:
        """The tick; None where there is nothing to show in this pane."""
        on = self._session.panes[pane].layers
        layers = [row.layer] if row.layer else [x for x in self._of[row.group] if self.can_show(pane, x)]
        if not layers or (row.layer and not self.can_show(pane, row.layer)):
            return None
        ticked = sum(layer.id in on for layer in layers)
        if ticked == len(layers):
            return Qt.CheckState.Checked
        return Qt.CheckState.PartiallyChecked if ticked else Qt.CheckState.Unchecked

    def set_state(self, pane: int, row: Row, on: bool) -> None:
        for layer in [row.layer] if row.layer else self._of[row.group]:
            if self.can_show(pane, layer):
                self._session.set_layer(pane, layer.id, on)

    def tally(self, layer: Layer) -> Quantity | None:
        """The layer's one number in the focused pane, in its year; None when it is off or shows nothing."""
        session = self._session
        if session.scene is None or not session.panes:
            return None
        told = session.scene.tallies.get((session.shown(session.focus).scenario, layer.id), {})
        standing = session.standing_of(session.focus)
        found = [q for key, q in told.items() if key in standing]
        return _sum(found) if found else None

    def effects(self, layer: Layer) -> tuple[int, int]:
        """How many gains and how many harms the catalogue names: as plainly the one as the other."""
        return len(layer.gains), len(layer.harms)

    def footings(self, layer: Layer) -> list[Footing]:
        """What the layer stands on and the focused pane does not show, or shows less far on than the layer itself."""
        session = self._session
        plan = session.plan(session.panes[session.focus].scenario) if session.panes else None
        if session.scene is None or plan is None or not self.can_show(session.focus, layer):
            return []
        pane, stands = session.panes[session.focus], session.standing_of(session.focus)
        there = {c.layer for c in plan.changes if plan.key(c) in stands}
        return [f for f in footings(plan, pane.year, pane.layers, there) if f.layer == layer.id]

    def _renew(self) -> None:
        arranged = _arranged(self._session)
        if self._columns != len(self._session.panes) or arranged != self._of:
            self.beginResetModel()
            self._columns = len(self._session.panes)
            self._of, self._groups = arranged, list(arranged)
            self._numbers = {layer.id: i + 1 for i, layer in enumerate(self.in_order())}
            self.endResetModel()
            return
        for g in range(len(self._groups)):
            parent = self.index(g, 0)
            self.dataChanged.emit(parent, self.index(g, self._columns))
            rows = len(self._of[self._groups[g]])
            self.dataChanged.emit(self.index(0, 0, parent), self.index(rows - 1, self._columns, parent))

    # Qt's own questions -----------------------------------------------------------------------------------------
    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        if not parent.isValid():
            return self.createIndex(row, column, 0)
        return self.createIndex(row, column, parent.row() + 1)

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        if not index.isValid() or index.internalId() == 0:
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, 0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        if not parent.isValid():
            return len(self._groups)
        return len(self._of[self._groups[parent.row()]]) if parent.internalId() == 0 and parent.column() == 0 else 0

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 1 + self._columns

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | (
            Qt.ItemFlag.ItemIsUserCheckable if index.column() else Qt.ItemFlag.NoItemFlags
        )

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.row(index)
        name = row.title.in_(self._session.language)
        if role == ROW_ROLE:
            return row
        if index.column() == 0:
            if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
                return name
            return self._tip(row) if role == Qt.ItemDataRole.ToolTipRole else None
        pane = index.column() - 1
        if role == Qt.ItemDataRole.CheckStateRole:
            return self.state(pane, row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.tr("{layer} in pane {tag}").format(layer=name, tag=TAGS[pane])
        return None

    def _tip(self, row: Row) -> str:
        if row.layer is None:
            return ""
        lang = self._session.language
        key = f"  [{row.number}]" if 0 < row.number < 10 else ""
        gains, harms = self.effects(row.layer)
        counted = self.tr("{gains} gains, {harms} harms").format(gains=gains, harms=harms)
        notes = "".join(f"\n{sentence}" for sentence in self._notes(row.layer))
        said = [f.words.in_(lang) for f in self.footings(row.layer)]
        notes = "".join(f"\n{text[:1].upper()}{text[1:]}" for text in said) + notes
        return f"{row.layer.title.in_(lang)}{key}\n{row.layer.summary.in_(lang)}\n{counted}{notes}"

    def _notes(self, layer: Layer) -> list[str]:
        """What the layer could not do as asked, in the scenarios on screen."""
        session = self._session
        notes = session.scene.notes if session.scene else ()
        shown = {session.panes[i].scenario for i in session.visible}
        found = [sentence.partition(": ") for plan, of, sentence in notes if of == layer.id and plan in shown]
        colon = "：" if session.language == "zh" else ": "
        return [f"{head}{colon}{fault_words(rest, session.language)}" if rest else head for head, _, rest in found]


def _sum(quantities: Sequence[Quantity]) -> Quantity:
    """Several changes of one layer in one number; they share a unit."""
    first = quantities[0]
    same = [q for q in quantities if q.unit == first.unit]
    low, central, high = (sum(getattr(q, k) for q in same) for k in ("low", "central", "high"))
    return Quantity(low, central, high, first.unit, first.source)


def numbered(session: Session, number: int) -> Layer | None:
    """The layer of a digit key: the order a person sees them in."""
    order = [layer for group, layers in _arranged(session).items() if group != ELSEWHERE for layer in layers]
    return order[number - 1] if 1 <= number <= len(order) else None


def _arranged(session: Session) -> dict[str, list[Layer]]:
    """Group -> its layers that an open scenario has; the others last, in one group. Nothing before there is a scene."""
    if session.scene is None:
        return {}
    there = {c.layer for plan in session.scene.plans for c in plan.changes}
    found: dict[str, list[Layer]] = {}
    for layer in load_catalogue().in_scenes:
        if layer.id in there:
            found.setdefault(layer.group, []).append(layer)
    others = [layer for layer in load_catalogue().in_scenes if layer.id not in there]
    return found | ({ELSEWHERE: others} if others else {})
