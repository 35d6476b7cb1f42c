"""Decides what the panes show when a scene comes in: pure answers that the session takes over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import numpy as np

from wespace_desktop.app.opening import Opened, is_same_file
from wespace_desktop.app.pane_state import PRESETS, Document, PaneState
from wespace_desktop.errors import Problem
from wespace_desktop.model.plan import Plan
from wespace_desktop.model.view import Camera, Mode, View
from wespace_desktop.scene.noting import notes_in
from wespace_desktop.scene.part import Item, Scene

#: How much of the neighbourhood is seen around a place one flies to.
NEAR_M = 45.0
#: Lower than this one looks along the ground; flying somewhere, the eye then rises to the bird's angle.
LOW_DEG, RAISED_DEG = 20.0, 38.0


@dataclass(frozen=True)
class FirstLook:
    """Panes, camera and mode for a scene nobody has looked at yet."""

    panes: tuple[PaneState, ...]
    camera: Camera
    mode: Mode
    view_id: str


def of(scene: Scene) -> FirstLook:
    """The first saved view of the newest scenario that has one, else the bird; baseline left, the scenario right."""
    panes = enough_panes((), scene, min(2, len(scene.plans)))
    viewed = [(p, p.scenario.views[0]) for p in reversed(scene.plans) if p.scenario.views]
    if viewed:
        plan, view = viewed[0]
        camera, view_id = view.camera, view.id
        panes = tuple(_as_viewed(p, plan, view) for p in panes)
    else:
        found = preset(scene, "bird")
        assert found is not None
        camera, view_id = found, "bird"
    return FirstLook(panes, camera, "side-by-side" if len(panes) > 1 else "single", view_id)


def _as_viewed(pane: PaneState, plan: Plan, view: View) -> PaneState:
    pane = replace(pane, hour=view.hour, line=view.line)    # both sides show one moment of the day, one future
    if pane.scenario != plan.id:
        return pane
    return replace(pane, year=view.year or pane.year, layers=pane.layers if view.layers is None else view.layers)


def pane_for(plan: Plan) -> PaneState:
    """A scenario as its file says."""
    return PaneState(plan.id, plan.scenario.year, plan.scenario.layers_on)


def enough_panes(panes: tuple[PaneState, ...], scene: Scene, n: int) -> tuple[PaneState, ...]:
    """The first `n` panes; new ones show scenarios that no pane shows yet, then the last one again."""
    panes = panes[:n]
    while len(panes) < n:
        taken = {p.scenario for p in panes}
        free = [p for p in scene.plans if p.id not in taken]
        panes = (*panes, pane_for(free[0] if free else scene.plans[-1]))
    return panes


def keep(panes: tuple[PaneState, ...], scene: Scene) -> tuple[PaneState, ...]:
    """The same panes on a new scene: ticks, years, cameras stay; a scenario that is gone gives way to another."""
    there = {p.id for p in scene.plans}
    kept = tuple(p for p in panes if p.scenario in there)
    if len(kept) == len(panes) and (len(panes) > 1 or len(scene.plans) == 1):
        return panes
    return enough_panes(kept, scene, max(len(kept), min(2, len(scene.plans))))


def documents(before: Sequence[Document], result: Opened, now: datetime) -> tuple[Document, ...]:
    """The open files after a reading, baselines that came along too; faulty ones keep their last good plan."""
    old = {d.path: d for d in before}
    plans = {p.scenario.file: p for p in (result.scene.plans if result.scene else ())}
    paths = list(plans) + [p for p in result.paths if not any(is_same_file(str(p), q) for q in plans)]
    order = {p: i for i, p in enumerate(dict.fromkeys([*old, *paths]))} if old else {p: i for i, p in enumerate(paths)}
    made = [_document(p, plans.get(p), old.get(p), result, now) for p in sorted(paths, key=lambda p: order.get(p, 99))]
    lost = any(d.stale_since for d in made)
    return tuple(replace(d, plan=old[d.path].plan) if lost and d.path in old else d for d in made)


def _document(path: Path, plan: Plan | None, old: Document | None, result: Opened, now: datetime) -> Document:
    faults = next((v for k, v in result.problems.items() if is_same_file(str(k), path)), ())
    if plan is not None and not faults:
        notes = notes_in(result.scene, plan) if result.scene else ()
        told = (*plan.scenario.problems, *plan.problems, *notes, *_missing(plan, result.scene))
        return Document(path, plan, tuple(dict.fromkeys(told)), now)
    if old is not None and not faults:
        return old      # nothing is wrong with it: another file kept the scene from being built
    last = old.plan if old else None
    since = (old.stale_since or old.read_at or now) if old and last else None
    return Document(path, last, faults, old.read_at if old else None, since)


def _missing(plan: Plan, scene: Scene | None) -> tuple[Problem, ...]:
    """Scenarios that its views and slides compare with and that are not open."""
    from wespace_desktop.model.looks_rules import unknown_compares

    return tuple(unknown_compares(plan.scenario, (p.id for p in scene.plans))) if scene else ()


def preset(scene: Scene | None, name: str, size: tuple[int, int] = (800, 900)) -> Camera | None:
    """The pose of fit, bird, street or plan; None for any other name."""
    if scene is None or name not in PRESETS:
        return None
    from wespace_desktop.render.camera import presets

    return presets(scene.district.extent, size)[name]


def find_view(scene: Scene | None, view_id: str, prefer: str) -> tuple[Plan, View] | None:
    """A saved view by name: first in the preferred scenario, then in the newest that has it."""
    plans = scene.plans if scene else ()
    newest_first = list(reversed(plans))
    for plan in sorted(newest_first, key=lambda p: p.id != prefer):
        view = plan.scenario.view(view_id)
        if view is not None:
            return plan, view
    return None


def towards(scene: Scene, item_id: str, camera: Camera, size: tuple[int, int]) -> Camera | None:
    """A pose that sees the feature whole from the side one already looks from; None when it has no place."""
    item = described(scene, item_id)
    if item is None:
        return None
    seen = item.outline[~np.isnan(item.outline).any(axis=1)] if len(item.outline) else np.array([item.anchor])
    return overlooking(scene, seen, camera, size)


def overlooking(scene: Scene, points: np.ndarray, camera: Camera, size: tuple[int, int]) -> Camera:
    """A pose that sees (n, 3) points from the side one already looks from. From a street it rises: stepping back far
    enough on the ground would end behind the next building, or at the horizon.
    """
    from wespace_desktop.render import camera as cam

    around = np.vstack([points + np.array([x, y, 0.0]) for x in (-NEAR_M, NEAR_M) for y in (-NEAR_M, NEAR_M)])
    level = replace(camera, shift=0.0)
    elevation = cam.heading(level)[1]
    if elevation < LOW_DEG:
        level = replace(cam.orbit(level, 0.0, RAISED_DEG - elevation), view_angle_deg=Camera.view_angle_deg)
    return cam.fit(scene.district.extent, size, level, around)


def described(scene: Scene, item_id: str) -> Item | None:
    """What a feature or an item is; None for a name the scene does not know."""
    from wespace_desktop.scene.describe import describe

    try:
        return describe(scene, item_id)
    except KeyError:
        return None
