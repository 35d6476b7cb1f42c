"""Where else to look from: saved views, presets, a ring around what changes, and the street beside what hides."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np
import shapely

from wespace_desktop.errors import Cancelled
from wespace_desktop.model.view import Camera
from wespace_desktop.model.words import Words
from wespace_desktop.picture.audit import Audit, Looker, Pair, audit, size_like
from wespace_desktop.render import camera as cam
from wespace_desktop.scene.ledger import Entry, ledger
from wespace_desktop.scene.part import Scene

#: Pixels of the small pictures that are compared; what is proposed is looked at again in the size of an audit.
_TRIAL_PX = 480 * 270
MOST = 3
#: Directions that one looks from, clockwise from north.
_SIDES = (
    Words("北", "the north"), Words("东北", "the north-east"), Words("东", "the east"), Words("东南", "the south-east"),
    Words("南", "the south"), Words("西南", "the south-west"), Words("西", "the west"), Words("西北", "the north-west"),
)  # fmt: skip
_HEIGHTS = ((35.0, Words("从{zh}面鸟瞰", "Bird, from {en}")), (58.0, Words("从{zh}面高处俯瞰", "High up, from {en}")))
_AROUND_M = 30.0
_STREETS = 3
_STANDS_OFF_M = 18.0
_ALIKE_DEG = 50.0


@dataclass(frozen=True)
class Viewpoint:
    """A pose with its words; `view` is the id of a saved view."""

    title: Words
    camera: Camera
    view: str = ""


@dataclass(frozen=True)
class Proposal:
    """A viewpoint, and what it shows."""

    viewpoint: Viewpoint
    found: Audit


@dataclass(frozen=True)
class Watch:
    """Who is told how far the looking is (0 to 1), and who may stop it."""

    progress: Callable[[float], None] = lambda share: None
    cancelled: Callable[[], bool] = lambda: False


def best_views(
    stage: Looker, scene: Scene, pair: Pair, size: tuple[int, int], watch: Watch | None = None
) -> tuple[Proposal, ...]:
    """Up to three different viewpoints, best first: by how much of the losses and of the gains they show, the one
    weighing what the other weighs, then by the share of the frame that changes. Cancelled between two pictures.
    """
    watch = watch or Watch()
    trial, final = size_like(size, _TRIAL_PX), size_like(size)
    here = audit(stage, scene, pair, final)
    tried = []
    candidates = viewpoints(scene, pair, {s.entry for s in here.hidden(here.losses)}, size)
    for i, point in enumerate(candidates):
        if watch.cancelled():
            raise Cancelled
        watch.progress(i / (len(candidates) + MOST))
        tried.append(Proposal(point, audit(stage, scene, _through(pair, point.camera), trial)))
    chosen = []
    for i, proposal in enumerate(_different(sorted(tried, key=_rank))):
        if watch.cancelled():
            raise Cancelled
        watch.progress((len(candidates) + i) / (len(candidates) + MOST))
        again = audit(stage, scene, _through(pair, proposal.viewpoint.camera), final)
        chosen.append(Proposal(proposal.viewpoint, again))
    return tuple(sorted(chosen, key=_rank))


def viewpoints(scene: Scene, pair: Pair, hidden: Iterable[str], size: tuple[int, int]) -> tuple[Viewpoint, ...]:
    """Every pose that is tried; `hidden` names the entries whose losses are not seen now."""
    entries = ledger(scene, *pair)
    wanted = set(hidden)
    all_places = _places(scene, entries)
    hidden_places = _places(scene, [e for e in entries if e.id in wanted])
    found = [Viewpoint(v.title, v.camera, v.id) for p in scene.plans for v in p.scenario.views]
    presets = cam.presets(scene.district.extent, size)
    found += [Viewpoint(Words("全貌", "Whole district"), presets["fit"])]
    flat = cam.fit(scene.district.extent, size, presets["plan"], _around(all_places)) if len(all_places) else None
    found += [Viewpoint(Words("变化处的平面", "Plan of what changes"), flat)] if flat is not None else []
    like = replace(presets["bird"], shift=0.0)
    for places, heights in ((all_places, _HEIGHTS), (hidden_places, _HEIGHTS[1:])):
        if len(places):
            found += _ring(scene, places, heights, (like, size))
    found += _streets(scene, hidden_places, presets["street"])
    return tuple({v.camera: v for v in reversed(found)}.values())


def _ring(
    scene: Scene, places: np.ndarray, heights: Iterable[tuple[float, Words]], how: tuple[Camera, tuple[int, int]]
) -> list[Viewpoint]:
    like, size = how
    around = _around(places)
    found = []
    for elevation, words in heights:
        for i, side in enumerate(_SIDES):
            pose = cam.look(places.mean(axis=0), (45.0 * i + 180.0) % 360.0, elevation, 1000.0, like)
            title = Words(words.zh.format(zh=side.zh), words.en.format(en=side.en))
            found.append(Viewpoint(title, cam.fit(scene.district.extent, size, pose, around)))
    return found


def _around(places: np.ndarray) -> np.ndarray:
    """The places with some of their neighbourhood."""
    corners = [(x, y, 0.0) for x in (-_AROUND_M, _AROUND_M) for y in (-_AROUND_M, _AROUND_M)]
    return np.vstack([places + np.array(corner) for corner in corners])


def _streets(scene: Scene, places: np.ndarray, like: Camera) -> list[Viewpoint]:
    """Eye height, from the nearest street, towards the hidden places that lie farthest apart."""
    streets = scene.district.themes.get("streets")
    if streets is None or not len(streets) or not len(places):
        return []
    found = []
    for place in _apart(places, _STREETS):
        row = int(streets.tree.nearest(shapely.Point(place[:2])))
        line = streets.geometry[row]
        near = line.interpolate(line.project(shapely.Point(place[:2])))
        eye = np.array([near.x, near.y, cam.EYE_M])
        away = np.append(place[:2] - eye[:2], 0.0)
        far = float(np.linalg.norm(away))
        if far < 1.0:
            continue
        eye -= away / far * max(0.0, _STANDS_OFF_M - far)
        name = str(streets.attributes["name"][row]) if "name" in streets.attributes else ""
        pose = replace(like, position=_vec(eye), target=_vec(eye + away))
        found.append(Viewpoint(Words(f"街道视角：{name}", f"Street, from {name}" if name else "Street"), pose))
    return found


def _apart(places: np.ndarray, most: int) -> list[np.ndarray]:
    """The place nearest to the middle, then always the one farthest from those chosen."""
    chosen = [places[int(np.argmin(np.linalg.norm(places - places.mean(axis=0), axis=1)))]]
    while len(chosen) < min(most, len(places)):
        gap = np.min([np.linalg.norm(places - c, axis=1) for c in chosen], axis=0)
        chosen.append(places[int(np.argmax(gap))])
    return chosen


def _places(scene: Scene, entries: Iterable[Entry]) -> np.ndarray:
    """(n, 3) the middle of everything that goes or comes."""
    found = []
    for name in dict.fromkeys(n for e in entries for n in (*e.gone, *e.come)):
        item, feature = scene.items.get(name), scene.district.find(name)
        if item is not None:
            found.append(np.array(item.anchor, float))
        elif feature is not None:
            middle = shapely.centroid(feature[0].geometry[feature[1]])
            found.append(np.array([middle.x, middle.y, 0.0]))
    return np.array(found).reshape(-1, 3)


def _through(pair: Pair, camera: Camera) -> Pair:
    return replace(pair[0], camera=camera), replace(pair[1], camera=camera)


def _rank(proposal: Proposal) -> tuple[float, float]:
    """Hundredths of the score are a tie: then what fills the frame more."""
    return -round(proposal.found.score, 2), -(proposal.found.share or 0.0)


def _different(ranked: list[Proposal]) -> list[Proposal]:
    """The best, then those that look from elsewhere."""
    chosen: list[Proposal] = []
    for proposal in ranked:
        if all(_apart_by(proposal, other) >= _ALIKE_DEG for other in chosen):
            chosen.append(proposal)
        if len(chosen) == MOST:
            break
    return chosen


def _apart_by(one: Proposal, other: Proposal) -> float:
    """Degrees between two directions of view."""
    a, b = (cam.basis(p.viewpoint.camera)[2] for p in (one, other))
    return float(np.degrees(np.arccos(np.clip(a @ b, -1.0, 1.0))))


def _vec(values: np.ndarray) -> tuple[float, float, float]:
    return float(values[0]), float(values[1]), float(values[2])
