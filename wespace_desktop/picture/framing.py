"""Where to stand to see one layer by itself: tried from all round, and the pose that shows most of it is taken."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from wespace_desktop.model.state import Standing
from wespace_desktop.model.view import Camera
from wespace_desktop.picture.audit import Looker
from wespace_desktop.render import camera as cam
from wespace_desktop.render.shot import Shot
from wespace_desktop.scene.part import Item, Scene

_TRIAL = (240, 150)
_AZIMUTHS = range(0, 360, 45)
_NEAR_HEIGHTS, _FAR_HEIGHTS = (18.0, 34.0), (42.0,)
#: A thing is looked at with so much around it, m: no nearer than a street's width, no farther than a quarter.
_LEAST_M, _MOST_M = 16.0, 330.0
#: A lane or a road fills little of the box around it: one looks at a piece of it, not at the whole.
_THIN, _LANE_M = 0.2, 42.0
_NEIGHBOURS_M = 45.0
#: From afar one looks at so much to each side of where most of a layer stands, m.
_QUARTER_M = 340.0
#: A picture that shows more of the layer than this is not better for it: the place should be seen too.
_ENOUGH = 0.3
_PLACES, _LARGE = 3, 2
#: What lies at the edge of a picture counts so much less than its middle.
_EDGE = 0.25


def near_view(stage: Looker, scene: Scene, layer: str, standing: Standing) -> Camera | None:
    """The pose that shows most of a layer's things where they stand closest together; None when none stands."""
    items = _standing(scene, layer, standing)
    poses = [
        pose
        for item in dict.fromkeys([*_crowded(items), *_large(items)])
        for elevation in _NEAR_HEIGHTS
        for azimuth in _AZIMUTHS
        for pose in (_around(scene, item, float(azimuth), elevation),)
    ]
    return _best(stage, scene, layer, standing, poses)


def far_view(stage: Looker, scene: Scene, layer: str, standing: Standing) -> Camera | None:
    """The quarter in which most of a layer stands, from the side that shows most of it; None when nothing stands."""
    items = _standing(scene, layer, standing)
    if not items:
        return None
    places = np.array([i.anchor for i in items], float)
    away = np.abs(places[:, :2] - np.median(places[:, :2], axis=0)).max(axis=1)
    places = places[away <= max(_QUARTER_M, float(away.min()))]
    around = np.vstack([places + np.array([x, y, 0.0]) for x in (-60.0, 60.0) for y in (-60.0, 60.0)])
    like = replace(cam.presets(scene.district.extent, _TRIAL)["bird"], shift=0.0)
    poses = [
        cam.fit(scene.district.extent, _TRIAL, cam.look(places.mean(axis=0), float(a), e, 1000.0, like), around)
        for e in _FAR_HEIGHTS
        for a in _AZIMUTHS
    ]
    return _best(stage, scene, layer, standing, poses)


def _standing(scene: Scene, layer: str, standing: Standing) -> list[Item]:
    """A thing that several scenarios of a family put there is an item once: its change counts under any of them."""
    changes = {key.partition("/")[2] for key in standing}
    found = [i for i in scene.items.values() if i.layer == layer and len(i.outline)]
    return [i for i in found if i.change.partition("/")[2] in changes]


def _crowded(items: list[Item]) -> list[Item]:
    """The things with most of their kind around them, in different places; then by id."""
    if not items:
        return []
    at = np.array([i.anchor[:2] for i in items], float)
    near = (np.linalg.norm(at[:, None] - at[None], axis=2) < _NEIGHBOURS_M).sum(axis=1)
    chosen: list[int] = []
    for k in sorted(range(len(items)), key=lambda k: (-int(near[k]), items[k].id)):
        if all(np.linalg.norm(at[k] - at[c]) > 2 * _NEIGHBOURS_M for c in chosen):
            chosen.append(k)
        if len(chosen) == _PLACES:
            break
    return [items[k] for k in chosen]


def _large(items: list[Item]) -> list[Item]:
    """The things that take most ground, without what is too wide for one picture; then by id."""

    def reach(item: Item) -> float:
        return float(np.ptp(item.outline[~np.isnan(item.outline).any(axis=1)][:, :2], axis=0).max())

    fitting = [(reach(i), i.id, i) for i in items if reach(i) < _MOST_M / 2]
    return [i for _, _, i in sorted(fitting, key=lambda f: (-f[0], f[1]))[:_LARGE]]


def _around(scene: Scene, item: Item, azimuth: float, elevation: float) -> Camera:
    """The item fills the picture, with what lies around it."""
    points = item.outline[~np.isnan(item.outline).any(axis=1)].astype(float)
    low, high = points.min(axis=0), points.max(axis=0)
    reach = float(max(high[:2] - low[:2])) / 2
    middle = (low + high) / 2
    if reach > _LANE_M and _is_thin(points):
        reach, middle = _LANE_M, np.array(item.anchor, float)
    reach = min(max(reach * 1.15, _LEAST_M), _MOST_M)
    top = max(float(high[2]), 4.0)
    corners = np.array([[x, y, z] for x in (-reach, reach) for y in (-reach, reach) for z in (0.0, top)])
    corners[:, :2] += middle[:2]
    like = replace(cam.presets(scene.district.extent, _TRIAL)["bird"], shift=0.0, view_angle_deg=32.0)
    return cam.fit(scene.district.extent, _TRIAL, cam.look(middle, azimuth, elevation, 100.0, like), corners)


def _is_thin(points: np.ndarray) -> bool:
    """Whether an outline encloses little of the box around it."""
    x, y = points[:, 0], points[:, 1]
    area = 0.5 * abs(float(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1))))
    return area < _THIN * float(np.ptp(x)) * float(np.ptp(y))


def _best(stage: Looker, scene: Scene, layer: str, standing: Standing, poses: Iterable[Camera]) -> Camera | None:
    own = np.array([name in scene.items and scene.items[name].layer == layer for name in scene.ids])
    down, across = (np.linspace(-1.0, 1.0, n) for n in _TRIAL[::-1])
    weight = np.clip(1.0 - (down[:, None] ** 2 + across[None, :] ** 2), _EDGE, 1.0)
    weight /= weight.sum()

    def shown(pose: Camera) -> float:
        return min(float(weight[own[stage.names(Shot(pose, standing, _TRIAL))]].sum()), _ENOUGH)

    tried = [(shown(pose), -k, pose) for k, pose in enumerate(poses)]
    return max(tried, key=lambda t: t[:2])[2] if tried else None
