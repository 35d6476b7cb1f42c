"""From a district and its plans to a Scene: the cached context, then one file per technology layer."""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np
import shapely

from wespace_desktop.model.district import District
from wespace_desktop.model.plan import Plan
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.model.words import Words
from wespace_desktop.scene import buildings, cars, furniture, ground, markings, people, shadows, trees
from wespace_desktop.scene.cache import cached_context
from wespace_desktop.scene.context import Context, Loose, parts_of
from wespace_desktop.scene.labels import context_labels
from wespace_desktop.scene.layer_cache import cached_layer
from wespace_desktop.scene.layers import LAYERS
from wespace_desktop.scene.part import IdTable, Item, Label, LayerBuild, Part, Scene
from wespace_desktop.scene.prebuilt import steps_of
from wespace_desktop.scene.see_through import seen_through
from wespace_desktop.scene.site import Site

Progress = Callable[[float, Words], None]


@dataclass(eq=False)
class _Gathered:
    """What the layer builders returned, before it becomes a Scene."""

    parts: list[Part] = field(default_factory=list)
    items: dict[str, Item] = field(default_factory=dict)
    labels: list[Label] = field(default_factory=list)
    tallies: dict[tuple[str, str], dict[str, Quantity]] = field(default_factory=dict)
    clears: dict[str, shapely.Geometry] = field(default_factory=dict)
    notes: list[tuple[str, str, str]] = field(default_factory=list)
    tracks: dict[str, tuple[np.ndarray, ...]] = field(default_factory=dict)
    layers: list[LayerBuild] = field(default_factory=list)


def build_scene(district: District, plans: tuple[Plan, ...], progress: Progress | None = None) -> Scene:
    """Everything these plans can show; the same input gives the same arrays. `progress` may raise Cancelled."""
    tell = progress or _quiet
    tell(0.0, Words("准备场地", "Preparing the site"))
    site, ids = Site(district), IdTable(district)
    layers = _Layers(site, plans)
    try:
        context = cached_context(district.hash, lambda: build_context(site, lambda s, w: tell(s * 0.7, w)))
        for name in context.names:
            ids.of(name)
        found = layers.found(ids, lambda share: tell(0.7 + 0.25 * share, _LAYERING))
    finally:
        layers.stop()
    tell(0.95, Words("整理画面", "Putting the picture together"))
    loose = _loosened(context, plans, ids, found.clears)
    parts = (*seen_through([*context.parts, *loose], found.layers, ids), *found.parts)
    tell(1.0, Words("完成", "Done"))
    labels = (*context_labels(site), *found.labels)
    notes = tuple(found.notes)
    return Scene(
        district, plans, parts, ids.names(), found.items, labels, found.tallies, notes, tracks=found.tracks
    )


def layers_of(plan: Plan) -> list[LayerBuild]:
    """What each layer makes of a plan, without the district around it."""
    site, ids = Site(plan.district), IdTable(plan.district)
    return [_kept_layer(site, plan, layer, ids) for _, layer in _steps((plan,))]


def build_context(site: Site, progress: Progress) -> Context:
    """The district as it stands, with its illustrative trees, cars and people: the slow part, kept by scene/cache.py.

    The tasks run side by side: nearly all of the time is spent in shapely, which lets other threads go on.
    """
    site.steps |= steps_of(site.district)
    ids = IdTable(site.district)
    known = len(ids.names())
    _ = site.roads, site.building_tree, site.heights  # made once here, so that no two threads make them
    pool = ThreadPoolExecutor(min(len(_TASKS), os.cpu_count() or 1))
    try:
        started = [pool.submit(task, site, ids) for _, _, task in _TASKS]
        _watch(started, progress)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)  # a Cancel is answered at once
    made = [thing for future in started for thing in future.result()]
    parts = tuple(thing for thing in made if isinstance(thing, Part) and len(thing.cells))
    loose = tuple(thing for thing in made if isinstance(thing, Loose) and len(thing.part.cells))
    return Context(parts, loose, ids.names()[known:])


def _watch(started: list[Future[Sequence[Part | Loose]]], progress: Progress) -> None:
    """Tells how much of the work is done, five times a second, until all of it is; raises what a task raised."""
    pending = set(started)
    while pending:
        done, pending = wait(pending, timeout=0.2, return_when=FIRST_COMPLETED)
        for future in done:
            future.result()
        share = sum(work for (_, work, _), f in zip(_TASKS, started, strict=True) if f not in pending)
        what = next((words for (words, _, _), f in zip(_TASKS, started, strict=True) if f in pending), _TASKS[-1][0])
        progress(share, what)


def _shadow(site: Site, ids: IdTable, k: int) -> list[Part]:
    return [shadows.ground_layer(site, k)]


_LAYERING = Words("搭建技术层", "Building the technology layers")
_SHADOWS = Words("计算阴影", "Casting the shadows")

#: The tasks of a context with their share of the work, longest first; only the trees give new names.
_TASKS: tuple[tuple[Words, float, Callable[[Site, IdTable], Sequence[Part | Loose]]], ...] = (
    (Words("铺设地面", "Laying out the ground"), 0.38, ground.ground_parts),
    *((_SHADOWS, 0.08, partial(_shadow, k=k)) for k in range(len(shadows.SUN_DISC))),
    (_SHADOWS, 0.05, lambda site, ids: [shadows.roof_shadows(site)]),
    (Words("种植树木", "Planting the trees"), 0.10, trees.trees),
    (Words("布置停车", "Parking the cars"), 0.09, cars.parking),
    (Words("画路面标线", "Painting the roads"), 0.06, markings.marking_parts),
    (Words("建造建筑", "Raising the buildings"), 0.05, buildings.building_parts),
    (Words("布置街道", "Furnishing the streets"), 0.03, lambda site, ids: _street_things(site, ids)),
)


def _street_things(site: Site, ids: IdTable) -> list[Part | Loose]:
    return [*furniture.shelters(site, ids), *furniture.furniture(site, ids), *people.people(site)]


class _Layers:
    """Builds the layers one after the other beside the context, with names of their own that `found` renumbers."""

    def __init__(self, site: Site, plans: tuple[Plan, ...]) -> None:
        self._ids = IdTable(site.district)
        self._known = len(self._ids.names())
        self._pool = ThreadPoolExecutor(1)
        self._made = [
            (plan, layer, self._pool.submit(_kept_layer, site, plan, layer, self._ids)) for plan, layer in _steps(plans)
        ]

    def found(self, ids: IdTable, tell: Callable[[float], None]) -> _Gathered:
        """What all of them returned, in the order of the steps, its ids in the numbers of `ids`."""
        pending = {future for _, _, future in self._made}
        while pending:
            tell(1 - len(pending) / len(self._made))
            _, pending = wait(pending, timeout=0.2, return_when=FIRST_COMPLETED)
        found = _Gathered()
        built = [(plan, layer, future.result()) for plan, layer, future in self._made]
        new = [ids.of(name) for name in self._ids.names()[self._known :]]
        number = np.r_[np.arange(self._known), new].astype(np.int32)
        for plan, layer, made in built:
            parts = tuple(replace(part, ids=number[part.ids]) for part in made.parts)
            _gather(found, plan, layer, replace(made, parts=parts))
        return found

    def stop(self) -> None:
        """A Cancel is answered at once: what has not begun never will."""
        self._pool.shutdown(wait=False, cancel_futures=True)


def _steps(plans: tuple[Plan, ...]) -> Iterator[tuple[Plan, str]]:
    for plan in plans:
        used = {c.layer for c in plan.changes}
        yield from ((plan, layer) for layer in LAYERS if layer in used)


def _kept_layer(site: Site, plan: Plan, layer: str, ids: IdTable) -> LayerBuild:
    return cached_layer(plan, layer, ids, partial(_build_layer, site, plan, layer, ids))


def _build_layer(site: Site, plan: Plan, layer: str, ids: IdTable) -> LayerBuild:
    built = importlib.import_module(LAYERS[layer]).build(site, plan, ids)
    if not isinstance(built, LayerBuild):
        raise TypeError(f"{LAYERS[layer]}.build gave back {type(built).__name__}, not LayerBuild")
    return built


def _gather(found: _Gathered, plan: Plan, layer: str, built: LayerBuild) -> None:
    found.layers.append(built)
    found.parts += built.parts
    for item in built.items:
        found.items.setdefault(item.id, item)
    found.labels += built.labels
    found.tallies[plan.id, layer] = dict(built.tally)
    found.clears.update(built.clears)
    found.tracks.update(built.tracks)
    found.notes += [(plan.id, layer, sentence) for sentence in built.warnings]


def _loosened(
    context: Context, plans: tuple[Plan, ...], ids: IdTable, clears: dict[str, shapely.Geometry]
) -> list[Part]:
    replaced: dict[int, frozenset[str]] = {}
    for plan in plans:
        for change in (c for c in plan.changes if c.ever_stands):
            for name in change.replaces:
                index = ids.of(name)
                replaced[index] = replaced.get(index, frozenset()) | {plan.key(change)}
    return [part for loose in context.loose for part in parts_of(loose, replaced, clears)]


def _quiet(share: float, what: Words) -> None:
    """Nobody is watching."""
