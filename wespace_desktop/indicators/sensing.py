"""What reaches public space: 5G, sensing and interaction together (I03), and who is identified there (I08)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
import shapely

from wespace_desktop.indicators.public_space import building_tree, covered, once, public_space
from wespace_desktop.indicators.reading import Inputs, Part, Reading, not_computable, with_range
from wespace_desktop.indicators.sight import RAYS, visible
from wespace_desktop.indicators.state import State, Thing, ids_of
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.model.words import Words

_SIDES = ("low", "central", "high")
KINDS = {
    "cells": Words("5G 微站", "5G small cells"),
    "sensing": Words("传感", "Sensors"),
    "interaction": Words("互动装置", "Installations"),
}
_NO_PUBLIC = not_computable("片区没有公共空间数据", "the district has no data on public space")


def coverage(state: State) -> Reading:
    """Public space that all three reach, at low, central and high reach; each alone, any, and how often twice."""
    public = public_space(state)
    if not len(public):
        return Reading("I03", None, _NO_PUBLIC)
    things = _by_kind(state)
    seen = {kind: [covered(public, _seen(state, found, side)) for side in _SIDES] for kind, found in things.items()}
    cells, sensing, interaction = (seen[kind] for kind in KINDS)
    every = [_meet(_meet(a, b), c) for a, b, c in zip(cells, sensing, interaction, strict=True)]
    any_ = [shapely.union(shapely.union(a, b), c) for a, b, c in zip(cells, sensing, interaction, strict=True)]
    parts = [Part(words, _share(public, seen[kind]), places=ids_of(things[kind])) for kind, words in KINDS.items()]
    parts.append(Part(Words("任一种", "Any of them"), _share(public, any_)))
    lacking = [words for kind, words in KINDS.items() if not things[kind]]
    note = Words()
    if lacking:
        zh, en = "、".join(w.zh for w in lacking), ", ".join(w.en.lower().replace("5g", "5G") for w in lacking)
        note = Words(f"这一状态没有{zh}，所以三者不重合", f"no {en} in this state, so nothing meets")
    return Reading("I03", _share(public, every), note=note, parts=tuple(parts),
                   places=tuple(i for k in KINDS for i in ids_of(things[k])))  # fmt: skip


def exposure(state: State) -> Reading:
    """Public space in view of identifying sensors; who runs the sensors; what platforms run."""
    public = public_space(state)
    if not len(public):
        return Reading("I08", None, _NO_PUBLIC)
    sensors = [t for t in state.of(layer="sensors") if t.at]
    identifying = [t for t in sensors if t.identifying]
    share = _share(public, [covered(public, _seen(state, identifying, side)) for side in _SIDES])
    inputs = Inputs(state)
    platform = inputs.ask("platform_share")
    parts = [
        Part(Words("任何传感器视野内", "In view of any sensor"),
             _share(public, [covered(public, _seen(state, sensors, side)) for side in _SIDES]), places=ids_of(sensors)),
        _concentration(sensors),
        Part(Words("ADR 平台派出的占比", "ADR, share that platforms run"), platform,
             Words() if platform else inputs.why_not()),
    ]  # fmt: skip
    note = Words() if identifying else Words("这一状态没有识别型传感器", "no identifying sensor stands in this state")
    return Reading("I08", share, note=note, used=tuple(inputs.used), parts=tuple(parts), places=ids_of(identifying))


def _concentration(sensors: Sequence[Thing]) -> Part:
    """HHI: 1 when one operator runs all sensors."""
    label = Words("HHI 传感器运营商集中度", "HHI, operators of the sensors")
    named = Counter(t.operator for t in sensors if t.operator)
    if not named:
        return Part(label, None, not_computable("传感器没有写明运营商", "no sensor names its operator"))
    whole = sum(named.values())
    index = sum((n / whole) ** 2 for n in named.values())
    return Part(label, Quantity.exact(index, "1", "calc"), places=ids_of(sensors))


def _by_kind(state: State) -> dict[str, tuple[Thing, ...]]:
    cells, installations = state.of("small_cell"), state.of(layer="interactive")
    found = {"cells": cells, "sensing": state.of(layer="sensors"), "interaction": installations}
    return {kind: tuple(t for t in things if t.at) for kind, things in found.items()}


def _seen(state: State, things: Sequence[Thing], side: str) -> np.ndarray:
    """(n,) what each of them reaches, cut by buildings. Installations reach the ground they take."""
    found: np.ndarray = np.array([_from(state, t, side) for t in things], object)
    return found


def _from(state: State, thing: Thing, side: str) -> shapely.Geometry:
    """Kept for the district: the same pole with the same reach sees the same; a shorter reach is a part of it."""
    at, most = thing.at or (0.0, 0.0), _reach_m(thing, "high")
    tree = building_tree(state.district)
    name = f"seen {at[0]:.2f} {at[1]:.2f} {most:.2f}"
    whole: shapely.Geometry = once(
        state.district, name, lambda: shapely.simplify(visible(np.array([at], float), np.array([most]), tree)[0], 0.02)
    )
    reach = _reach_m(thing, side)
    return whole if reach >= most else shapely.intersection(whole, shapely.Point(at).buffer(reach, RAYS // 4))


def _reach_m(thing: Thing, side: str) -> float:
    reach = thing.amount("reach")
    if reach is not None:
        return float(getattr(reach, side))
    ground = thing.amount("footprint")
    return float((getattr(ground, side) / np.pi) ** 0.5) if ground is not None else 0.5


def _meet(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Piece by piece; what only touches leaves lines behind, which no further step may meet."""
    return np.asarray(shapely.buffer(shapely.intersection(first, second), 0), object)


def _share(public: np.ndarray, seen: Sequence[np.ndarray]) -> Quantity:
    """Percent of public space, for low, central and high reach."""
    whole = float(shapely.area(public).sum())
    parts = [float(shapely.area(s).sum()) / whole * 100 for s in seen]
    return with_range((min(100.0, p) for p in parts), "%", "calc")


SENSING: dict[str, Callable[[State], Reading]] = {"I03": coverage, "I08": exposure}
