"""What a change lets one look into: a building's walls and roof, or the ground, drawn see-through while it stands.

Nothing new is drawn for that. A part is divided into what stays, what is hidden by the change, and its see-through twin
that needs the change: the one rule of visibility decides, in every picture and in every file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from wespace_desktop.scene.cells import with_cells
from wespace_desktop.scene.part import IdTable, LayerBuild, Part

#: How much is left of a wall, of the ground, and of what lies on it.
SHELL, GROUND, ON_GROUND = 0.26, 0.35, 0.5
#: The shell is drawn over all that stands inside; the ground under every mark and shadow on it.
_SHELL_ORDER, _GROUND_ORDER = 40, -10
_GROUNDS = ("ground", "markings", "stalls", "parking")

Keys = frozenset[str]


def seen_through(parts: Sequence[Part], layers: Sequence[LayerBuild], ids: IdTable) -> list[Part]:
    """The parts of the context with all that the layers let one look into."""
    opened: dict[int, Keys] = {}
    for built in layers:
        for key, features in built.opens.items():
            for name in features:
                opened[ids.of(name)] = opened.get(ids.of(name), frozenset()) | {key}
    under = frozenset(key for built in layers for key in built.under)
    found = opened_buildings(parts, opened, len(ids.names())) if opened else list(parts)
    return opened_ground(found, under) if under else found


def opened_ground(parts: Sequence[Part], under: Keys) -> list[Part]:
    """From above the ground and what is painted on it is seen through; from a street it is as it was."""
    found: list[Part] = []
    for part in parts:
        if part.name.split("/")[0] not in _GROUNDS or part.seen_from == "street" or part.opacity < ON_GROUND:
            found.append(part)
            continue
        opacity, order = (GROUND, _GROUND_ORDER) if part.name.startswith("ground") else (ON_GROUND, _GROUND_ORDER + 1)
        solid, sheer = veiled(part, under, opacity, order)
        found += [solid, replace(sheer, seen_from="bird")]
        if part.seen_from == "any":
            found.append(replace(part, name=f"{part.name} from the street", needs=under, seen_from="street"))
    return found


def opened_buildings(parts: Sequence[Part], opened: Mapping[int, Keys], count: int) -> list[Part]:
    """Walls and roofs of these buildings (id index -> change keys) divided off; `count` is the number of ids."""
    groups: dict[Keys, list[int]] = {}
    for index, keys in opened.items():
        groups.setdefault(keys, []).append(index)
    group = np.zeros(count, np.int32)
    for k, indices in enumerate(groups.values()):
        group[indices] = k + 1
    return [piece for part in parts for piece in _divided(part, group, list(groups))]


def _divided(part: Part, group: np.ndarray, keys: list[Keys]) -> list[Part]:
    if not part.name.startswith("buildings/") or part.is_lines:
        return [part]
    of_cell = group[part.ids[part.cells[:, 0]]]
    found = np.unique(of_cell[of_cell > 0]).tolist()
    if not found:
        return [part]
    pieces = [with_cells(part, of_cell == 0)]
    for k in found:
        solid = with_cells(part, of_cell == k)
        pieces += veiled(solid, keys[k - 1], SHELL, _SHELL_ORDER, f" {k}")
    return [p for p in pieces if len(p.cells)]


def veiled(part: Part, keys: Keys, opacity: float, order: int, name: str = "") -> list[Part]:
    """The part as it is without the changes, and see-through with any of them."""
    solid = replace(part, name=f"{part.name}{name}", hidden_by=part.hidden_by | keys)
    sheer = replace(part, name=f"{part.name}{name} seen through", needs=keys, opacity=opacity, order=order)
    sheer = replace(sheer, texture="", uv=None)
    return [solid, sheer]
