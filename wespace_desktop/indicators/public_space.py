"""Public space of a district, and how much floor its buildings have: worked out once for each district."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

import numpy as np
import shapely

from wespace_desktop.indicators.state import State
from wespace_desktop.model.district import District

#: What anybody may walk on, beside the roads.
PUBLIC = ("sidewalks", "footpaths", "plazas", "open_spaces")
#: What parking becomes when people may stay there.
STAY = ("park", "plaza")
#: Metres from floor to floor where a building only tells its height: assumed.
STOREY_M = 3.6
#: Corners of a piece of ground at most.
_CORNERS = 64

T = TypeVar("T")
_KEPT: WeakKeyDictionary[District, dict[str, Any]] = WeakKeyDictionary()


def once(district: District, name: str, make: Callable[[], T]) -> T:
    """What a district says does not change: made at the first asking."""
    kept = _KEPT.setdefault(district, {})
    if name not in kept:
        kept[name] = make()
    found: T = kept[name]
    return found


def public_space(state: State) -> np.ndarray:
    """(n,) small pieces that do not overlap: public ground of the data, and parking that became park or plaza."""
    base = once(state.district, "public", lambda: _small(_public(state.district)))
    new = np.array([shape(state.district, f) for t in state.of(*STAY) for f in t.replaced], object)
    if not len(new):
        return base
    tree = once(state.district, "public tree", lambda: shapely.STRtree(base))
    for k, ground in enumerate(new):
        near = tree.query(ground, predicate="intersects")
        new[k] = shapely.difference(ground, shapely.union_all(base[near])) if len(near) else ground
    return np.concatenate([base, new])


def covered(pieces: np.ndarray, shapes: np.ndarray) -> np.ndarray:
    """(n,) what the shapes cover of each piece."""
    found = np.full(len(pieces), shapely.Polygon(), object)
    if not len(shapes) or not len(pieces):
        return found
    piece, near = shapely.STRtree(shapes).query(pieces, predicate="intersects")
    clips = shapely.buffer(shapely.intersection(pieces[piece], shapes[near]), 0)
    rows, starts = np.unique(piece, return_index=True)
    for k, mine in zip(rows, np.split(clips, starts[1:]), strict=True):
        found[k] = mine[0] if len(mine) == 1 else shapely.union_all(mine)
    return found


def building_tree(district: District) -> shapely.STRtree:
    """What blocks a view."""
    return once(district, "buildings", lambda: shapely.STRtree(_valid(district, "buildings")))


def floor_areas(district: District) -> np.ndarray:
    """(n,) m² of each building: outline times storeys of 3.6 m, at least one."""
    return once(district, "floors", lambda: _floors(district))


def shape(district: District, feature: str) -> shapely.Geometry:
    """The outline of a feature; an empty polygon for one that has none."""
    found = district.find(feature)
    if found is None or found[0].kind != "polygon":
        return shapely.Polygon()
    return shapely.make_valid(found[0].geometry[found[1]])


def area_of(district: District, features: Iterable[str]) -> float:
    return float(sum(shapely.area(shape(district, f)) for f in features))


def _small(ground: shapely.Geometry) -> np.ndarray:
    """(n,) pieces of few corners each, halved again and again: what is asked of one place looks at little."""
    waiting, found = [p for p in shapely.get_parts(ground) if p.area > 0], []
    while waiting:
        piece = waiting.pop()
        if shapely.get_num_coordinates(piece) <= _CORNERS:
            found.append(piece)
            continue
        x0, y0, x1, y1 = piece.bounds
        across = x1 - x0 > y1 - y0
        middle = (x0 + x1) / 2 if across else (y0 + y1) / 2
        halves = (
            (shapely.box(x0, y0, middle, y1), shapely.box(middle, y0, x1, y1)) if across
            else (shapely.box(x0, y0, x1, middle), shapely.box(x0, middle, x1, y1))
        )  # fmt: skip
        for half in halves:
            waiting += [p for p in shapely.get_parts(shapely.intersection(piece, half)) if p.area > 0]
    pieces: np.ndarray = np.array(found, object)
    return pieces


def _public(district: District) -> shapely.Geometry:
    whole = shapely.union_all(np.concatenate([_valid(district, name) for name in PUBLIC]), grid_size=0.01)
    inside = shapely.intersection(whole, shapely.box(*district.extent))
    built = _valid(district, "buildings")
    near = built[building_tree(district).query(inside, predicate="intersects")] if len(built) else built
    return shapely.difference(inside, shapely.union_all(near, grid_size=0.01)) if len(near) else inside


def _valid(district: District, theme: str) -> np.ndarray:
    return np.asarray(shapely.make_valid(district.theme(theme).geometry), object)


def _floors(district: District) -> np.ndarray:
    theme = district.theme("buildings")
    height = theme.attributes.get("height_m", np.full(len(theme), np.nan))
    storeys = np.maximum(1.0, np.floor(np.nan_to_num(height, nan=STOREY_M) / STOREY_M + 1e-9))
    return np.asarray(shapely.area(theme.geometry) * storeys) if len(theme) else np.empty(0)
