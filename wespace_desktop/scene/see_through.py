"""What a change lets one look into: a building's walls and roof, or the ground, drawn see-through while it stands.

Nothing new is drawn for that. A part is divided into what stays, what is hidden by the change, and its see-through twin
that needs the change: the one rule of visibility decides, in every picture and in every file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import shapely

from wespace_desktop.scene.cells import with_cells
from wespace_desktop.scene.holes import cut_out
from wespace_desktop.scene.part import IdTable, LayerBuild, Part

#: How much is left of a wall, of the ground, and of what lies on it.
SHELL, GROUND, ON_GROUND = 0.26, 0.38, 0.7
#: The shell is drawn over all that stands inside; the ground under every mark and shadow on it.
_SHELL_ORDER, _GROUND_ORDER = 40, -10
#: Walls of the ground floor; a small house has one wall from top to bottom.
_LOW = ("buildings/facade_ground", "buildings/facade_house")
_GROUNDS = ("ground", "markings")

Keys = frozenset[str]


def seen_through(parts: Sequence[Part], layers: Sequence[LayerBuild], ids: IdTable) -> list[Part]:
    """The parts of the context with all that the layers let one look into."""
    opened: dict[int, Keys] = {}
    for built in layers:
        for key, features in built.opens.items():
            for name in features:
                opened[ids.of(name)] = opened.get(ids.of(name), frozenset()) | {key}
    fronts = frozenset(key for built in layers for key in built.fronts)
    found = opened_buildings(parts, opened, fronts, len(ids.names())) if opened else list(parts)
    under = {key: hole for built in layers for key, hole in built.under.items()}
    return opened_ground(found, under) if under else found


def opened_ground(parts: Sequence[Part], under: Mapping[str, shapely.Geometry]) -> list[Part]:
    """From above the ground and what is painted on it is seen through, from a street it is as it was but for the holes.

    A change with the same hole as another opens it with it.
    """
    whole, found = frozenset(under), list[Part]()
    for part in parts:
        if part.name.split("/")[0] not in _GROUNDS or part.seen_from == "street" or part.opacity < 0.5:
            found.append(part)
            continue
        for piece in _with_holes(part, under):
            found += [piece] if piece.hidden_by & whole else _ground(piece, whole)
    return found


def _with_holes(part: Part, under: Mapping[str, shapely.Geometry]) -> list[Part]:
    """The part itself, or what no hole touches with what each hole leaves of the rest."""
    holes: dict[bytes, tuple[shapely.Geometry, set[str]]] = {}
    for key, hole in under.items():
        if not hole.is_empty:
            holes.setdefault(hole.wkb, (hole, set()))[1].add(key)
    found: list[Part] = []
    for hole, keys in holes.values():
        part, cut = cut_out(part, hole, frozenset(keys))
        found += cut
    return [p for p in (part, *found) if len(p.cells)]


def _ground(part: Part, under: Keys) -> list[Part]:
    """Whole without the changes, see-through from above and whole from the street with them."""
    fill = part.name.startswith("ground") and not part.is_lines
    opacity, order = (GROUND, _GROUND_ORDER) if fill else (ON_GROUND, _GROUND_ORDER + 1)
    keys = part.needs or under
    solid, sheer = veiled(part, keys, opacity, order)
    found = [replace(sheer, seen_from="bird")]
    if part.seen_from == "any":
        found.append(replace(part, name=f"{part.name} from the street", needs=keys, seen_from="street"))
    return found if part.needs else [solid, *found]


def opened_buildings(parts: Sequence[Part], opened: Mapping[int, Keys], fronts: Keys, count: int) -> list[Part]:
    """Walls and roofs of these buildings (id index -> change keys) divided off; `count` is the number of ids."""
    groups: dict[Keys, list[int]] = {}
    for index, keys in opened.items():
        groups.setdefault(keys, []).append(index)
    group = np.zeros(count, np.int32)
    for k, indices in enumerate(groups.values()):
        group[indices] = k + 1
    return [piece for part in parts for piece in _divided(part, group, list(groups), fronts)]


def _divided(part: Part, group: np.ndarray, keys: list[Keys], fronts: Keys) -> list[Part]:
    if not part.name.startswith("buildings/") or part.is_lines:
        return [part]
    of_cell = group[part.ids[part.cells[:, 0]]]
    found = np.unique(of_cell[of_cell > 0]).tolist()
    if not found:
        return [part]
    pieces = [with_cells(part, of_cell == 0)]
    for k in found:
        solid = with_cells(part, of_cell == k)
        shell = veiled(solid, keys[k - 1], SHELL, _SHELL_ORDER, f" {k}")
        pieces += shell if part.name in _LOW else _above(shell, solid, keys[k - 1] & fronts)
    return [p for p in pieces if len(p.cells)]


def _above(shell: list[Part], solid: Part, low: Keys) -> list[Part]:
    """What lies over the ground floor: in the street it stays as it is for changes that open that floor only."""
    if not low:
        return shell
    whole, sheer = shell
    full = sheer.needs - low
    found = [whole, replace(sheer, seen_from="bird")]
    found.append(replace(solid, name=f"{whole.name} in the street", needs=low, hidden_by=full, seen_from="street"))
    if full:
        found.append(replace(sheer, name=f"{sheer.name} in the street", needs=full, seen_from="street"))
    return found


def veiled(part: Part, keys: Keys, opacity: float, order: int, name: str = "") -> list[Part]:
    """The part as it is without the changes, and see-through with any of them."""
    solid = replace(part, name=f"{part.name}{name}", hidden_by=part.hidden_by | keys)
    sheer = replace(part, name=f"{part.name}{name} seen through", needs=keys, opacity=opacity, order=order)
    sheer = replace(sheer, texture="", uv=None)
    return [solid, sheer]
