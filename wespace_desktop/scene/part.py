"""What can be drawn: flat numpy arrays with their colours already lit, and when each is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import shapely

from wespace_desktop.model.district import District
from wespace_desktop.model.plan import Plan
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.model.words import Words

SeenFrom = Literal["any", "bird", "street"]


@dataclass(frozen=True, eq=False)
class Part:
    """One mesh or line set.

    `points` (n, 3) float32 local metres. `cells` (m, 3) int32 triangles, or (m, 2) int32 segments. `rgb` (n, 3) uint8,
    light already in it (scene/light.py): the renderer draws unlit. `ids` (n,) int32 index into Scene.ids, 0 = nothing.
    `uv` (n, 2) float32 with `texture` names a tile in scene/textures.py. `needs`: drawn only while one of these change
    keys stands (empty: always). `hidden_by`: not drawn while any of these stands. `opacity` < 1 is drawn after the
    opaque parts, by `order`. `seen_from`: 'bird' above about 60 m camera height, 'street' below. `detail`: may be left
    out while the camera moves. `casts`: takes part in ambient occlusion.
    """

    name: str
    points: np.ndarray
    cells: np.ndarray
    rgb: np.ndarray
    ids: np.ndarray
    uv: np.ndarray | None = None
    texture: str = ""
    opacity: float = 1.0
    line_width: float = 1.0
    order: int = 0
    needs: frozenset[str] = frozenset()
    hidden_by: frozenset[str] = frozenset()
    layer: str = ""
    seen_from: SeenFrom = "any"
    detail: bool = False

    @property
    def is_lines(self) -> bool:
        return bool(self.cells.shape[1] == 2)


@dataclass(frozen=True)
class Fact:
    """One line of the inspector: a number or a word, with its formula or note and its source."""

    label: Words
    value: Quantity | Words
    note: Words = Words()
    source: str = ""
    estimated: bool = False


@dataclass(frozen=True, eq=False)
class Item:
    """Something a hand can point at.

    `kind` is a theme name or a layer's object kind. `outline` (n, 3) float32: closed or open polylines separated by a
    row of NaN. `replaces` are the ids of the features it took the place of; `change` is the key of its change.
    `illustrative` says so in words when the object is not survey.
    """

    id: str
    kind: str
    title: Words
    anchor: tuple[float, float, float]
    outline: np.ndarray
    facts: tuple[Fact, ...] = ()
    layer: str = ""
    change: str = ""
    replaces: tuple[str, ...] = ()
    illustrative: Words = Words()


@dataclass(frozen=True)
class Label:
    """A name on the picture. `line` (n, 3) gives a street its direction; without it: a chip with a leader."""

    text: Words
    anchor: tuple[float, float, float]
    rank: float
    kind: Literal["street", "landmark", "layer"]
    line: tuple[tuple[float, float, float], ...] = ()
    needs: frozenset[str] = frozenset()
    hidden_by: frozenset[str] = frozenset()
    layer: str = ""
    item: str = ""


@dataclass(frozen=True, eq=False)
class LayerBuild:
    """What one layer file returns for one plan. `tally` is the layer's one number in the tree, by change key.

    `clears`: change key -> shapely polygon in which the illustrative trees, cars and people of the context make room
    for what the change puts there. `tracks`: change key -> lines (n, 2) along which vehicles of the layer drive.
    `opens`: change key -> buildings that are seen through while it stands; of those in `fronts` only the ground floor,
    when one stands in the street. `under`: change key -> holes in the ground
    (may be empty) of a change that puts something below it; from above the ground is then seen through.
    """

    parts: tuple[Part, ...] = ()
    items: tuple[Item, ...] = ()
    labels: tuple[Label, ...] = ()
    tally: Mapping[str, Quantity] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    clears: Mapping[str, shapely.Geometry] = field(default_factory=dict)
    opens: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    fronts: frozenset[str] = frozenset()
    under: Mapping[str, shapely.Geometry] = field(default_factory=dict)
    tracks: Mapping[str, tuple[np.ndarray, ...]] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Scene:
    """All that the open scenarios of one district can show; `standing` decides per frame what is seen.

    `notes` is what the layers could not do as asked: plan id, layer id, a sentence. `tracks` as in LayerBuild, of all.
    """

    district: District
    plans: tuple[Plan, ...]
    parts: tuple[Part, ...]
    ids: tuple[str, ...]
    items: Mapping[str, Item]
    labels: tuple[Label, ...]
    tallies: Mapping[tuple[str, str], Mapping[str, Quantity]] = field(default_factory=dict)
    notes: tuple[tuple[str, str, str], ...] = ()
    tracks: Mapping[str, tuple[np.ndarray, ...]] = field(default_factory=dict)

    def plan(self, scenario_id: str) -> Plan:
        for plan in self.plans:
            if plan.id == scenario_id:
                return plan
        raise KeyError(scenario_id)


class IdTable:
    """Gives every pickable name its index; index 0 is nothing. District features come first, in its order."""

    def __init__(self, district: District) -> None:
        self._index: dict[str, int] = {"": 0}
        for name in district.feature_ids():
            self.of(name)

    def of(self, name: str) -> int:
        """The index of a name, new names get the next one."""
        return self._index.setdefault(name, len(self._index))

    def names(self) -> tuple[str, ...]:
        return tuple(self._index)


#: Stands while the clock runs: what has been drawn standing makes way for what moves.
CLOCK = "clock"


def is_shown(needs: frozenset[str], hidden_by: frozenset[str], standing: frozenset[str]) -> bool:
    """The one rule of visibility, for parts and labels alike."""
    wanted: bool = not needs or not needs.isdisjoint(standing)
    return wanted and hidden_by.isdisjoint(standing)
