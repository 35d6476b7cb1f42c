"""Sensor network: hubs on the real poles, lights and signals, and the ground they see between the buildings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from wespace_desktop.model.plan import Change, Plan
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.model.words import Words
from wespace_desktop.scene import style
from wespace_desktop.scene.layers import settings
from wespace_desktop.scene.layers.assembly import as_part, gather, joined, stand
from wespace_desktop.scene.layers.coverage import share_out, visible
from wespace_desktop.scene.layers.sensor_forms import BIRD_HUB_M, DARK, HUB_M, KINDS, hub, pole_sleeve
from wespace_desktop.scene.paint import painted, plain
from wespace_desktop.scene.part import Fact, IdTable, Item, Label, LayerBuild, Part
from wespace_desktop.scene.shapes import flat, outline3d, segments
from wespace_desktop.scene.site import Site

LAYER = "sensors"
REACH = Quantity(25, 35, 50, "m", "A7")
DISC_Z, RING_Z, LINE_Z = 0.32, 0.33, 0.335
BIRD_ALPHA, STREET_ALPHA = style.SENSOR_DISC_ALPHA, 0.045
#: Height of the hub above the ground by what it hangs on, m: the data has no pole heights.
MOUNT_M = {"street_lights": 6.4, "park_lights": 3.6, "traffic_signals": 4.4, "utility_poles": 7.0, "cameras": 4.0}
_MOUNT_ELSE_M = 4.0
_MOUNT_NOTE = Words("杆高为估计值", "the pole's height is assumed")


@dataclass(frozen=True, eq=False)
class _Network:
    """The sensors of one change: `at` and `feet` of their poles (n, 2), `mount_m` (n,), `seen`, `shown` (n,) polygons.

    `whole` is what they see together, `earlier` what networks that stand already see.
    """

    change: Change
    key: str
    features: list[str]
    items: list[str]
    at: np.ndarray
    mount_m: np.ndarray
    ground_z: np.ndarray
    seen: np.ndarray
    whole: shapely.Geometry
    earlier: shapely.Geometry
    shown: np.ndarray
    reach: Quantity
    kind: str
    identifying: bool
    feet: np.ndarray


def build(site: Site, plan: Plan, ids: IdTable) -> LayerBuild:
    """Every sensor of the plan; `taken` keeps a later network's disc off an earlier one's."""
    parts: list[Part] = []
    items: list[Item] = []
    labels: list[Label] = []
    tally: dict[str, Quantity] = {}
    warnings: list[str] = []
    taken: shapely.Geometry = shapely.Polygon()
    for change in settings.changes_of(plan, LAYER):
        network = _network(site, plan, change, taken)
        tally[plan.key(change)] = Quantity.exact(len(network.features), "1", "calc")
        if not network.features:
            warnings.append(f"{change.id}: none of its targets is a pole, light or signal with a place")
            continue
        taken = shapely.union(taken, network.whole)
        parts += _parts(network, ids)
        items += _items(network)
        labels.append(_label(network))
    return LayerBuild(joined(parts), tuple(items), tuple(labels), tally=tally, warnings=tuple(warnings))


def _network(site: Site, plan: Plan, change: Change, taken: shapely.Geometry) -> _Network:
    features, at, mount = [], [], []
    for feature in change.features:
        found = site.district.find(feature)
        if found is not None and found[0].geometry[found[1]] is not None:
            theme, row = found
            point = theme.geometry[row].representative_point()
            features.append(feature)
            at.append((point.x, point.y))
            mount.append(MOUNT_M.get(theme.name, _MOUNT_ELSE_M))
    xy = np.array(at, float).reshape(-1, 2)
    reach = settings.quantity(change, "reach", REACH)
    seen = visible(xy, np.full(len(xy), reach.central), site.building_tree)
    return _Network(
        change,
        plan.key(change),
        features,
        [f"{change.id}-{f}" for f in features],
        xy,
        np.array(mount, float),
        site.ground_z(xy) if len(xy) else np.empty(0),
        seen,
        shapely.union_all(seen),
        taken,
        share_out(seen, taken),
        reach,
        str(change.intervention.set.get("kind", "traffic")),
        bool(change.intervention.set.get("identifying", False)),
        site.feet(xy) if len(xy) else xy,
    )


# ---------------------------------------------------------------- what is drawn


def _parts(network: _Network, ids: IdTable) -> list[Part]:
    index = np.array([ids.of(i) for i in network.items], np.int32)
    common: dict[str, Any] = {"needs": frozenset({network.key}), "layer": LAYER}
    name = network.key
    mesh, owner = flat(network.shown, DISC_Z)
    parts: list[Part] = []
    for seen, alpha in (("bird", BIRD_ALPHA), ("street", STREET_ALPHA)):
        if len(mesh.points):
            parts.append(
                painted(
                    f"{name}:disc", mesh, style.SENSOR, index[owner], opacity=alpha, order=8, seen_from=seen, **common
                )
            )
    parts += _rim_parts(network, index, common)
    return parts + _hub_parts(network, index, common)


def _rim_parts(network: _Network, index: np.ndarray, common: dict[str, Any]) -> list[Part]:
    """The edge of what the network sees as a whole; dashed and dark for sensors that can identify a person."""
    edge = shapely.difference(shapely.boundary(network.whole), shapely.buffer(network.earlier, 0.05))
    if network.identifying:
        edge = _dashed(edge, 3.0, 2.2)
    colour = DARK if network.identifying else style.SENSOR
    points, cells, _ = segments(edge, LINE_Z)
    parts: list[Part] = []
    for seen, width, alpha in (("bird", 1.3, 0.6), ("street", 1.0, 0.35)) if len(cells) else ():
        look = {"line_width": width, "opacity": alpha, "order": 9, "seen_from": seen, **common}
        parts.append(plain(f"{network.key}:rim", points, cells, colour, 0, **look))
    rings, owner = flat(_foot_rings(network), RING_Z)
    look = {"opacity": style.SENSOR_RING_ALPHA, "order": 9, "seen_from": "bird", **common}
    return [*parts, painted(f"{network.key}:ring", rings, colour, index[owner], **look)]


def _foot_rings(network: _Network) -> np.ndarray:
    """The ring on the ground round each pole: whole, or in four pieces for identifying sensors."""
    feet = shapely.points(network.at)
    ring = shapely.difference(shapely.buffer(feet, 3.0, quad_segs=10), shapely.buffer(feet, 2.35, quad_segs=10))
    if not network.identifying:
        return np.asarray(ring)
    arms = [shapely.box(-4, -0.45, 4, 0.45), shapely.box(-0.45, -4, 0.45, 4)]
    cross = shapely.union_all(arms)
    return np.array(
        [
            shapely.difference(r, shapely.transform(cross, lambda c, p=p: c + p))
            for r, p in zip(np.atleast_1d(ring), network.at, strict=True)
        ],
        object,
    )


def _dashed(edge: shapely.Geometry, dash_m: float, gap_m: float) -> shapely.Geometry:
    """Straight dashes: each is short enough to stand for its piece of the line."""
    dashes = []
    for line in shapely.get_parts(edge):
        start = np.arange(0.0, line.length - 0.5, dash_m + gap_m)
        end = np.minimum(start + dash_m, line.length)
        ends = [shapely.get_coordinates(shapely.line_interpolate_point(line, at)) for at in (start, end)]
        dashes.append(np.stack(ends, axis=1))
    return shapely.multilinestrings(list(np.concatenate(dashes))) if dashes else shapely.LineString()


def _hub_parts(network: _Network, index: np.ndarray, common: dict[str, Any]) -> list[Part]:
    form = hub(network.kind, network.identifying)
    turn = 2.399963 * np.arange(len(index))
    parts: list[Part] = []
    for seen, width, sleeve in (("bird", BIRD_HUB_M, 0.42), ("street", HUB_M, 0.24)):
        top = network.ground_z + network.mount_m
        hubs = stand(form, np.c_[network.at, top], turn, width)
        poles = stand(
            pole_sleeve(),
            np.c_[network.feet, network.ground_z],
            0.0,
            np.c_[np.full((len(index), 2), sleeve), network.mount_m],
        )
        parts += as_part(f"{network.key}:hubs", gather([(hubs, index), (poles, index)]), seen_from=seen, **common)
    return parts


# ---------------------------------------------------------------- what is said


def _items(network: _Network) -> list[Item]:
    kind = KINDS.get(network.kind, KINDS["traffic"])
    found = []
    for k, item in enumerate(network.items):
        x, y = network.at[k]
        title = Words(f"{kind.zh}传感器", f"{kind.en} sensor")
        height = float(network.ground_z[k] + network.mount_m[k])
        found.append(
            Item(
                item,
                "sensor",
                title,
                (float(x), float(y), height),
                outline3d(network.seen[k], LINE_Z),
                _facts(network, k),
                LAYER,
                network.key,
                illustrative=_MOUNT_NOTE,
            )
        )
    return found


def _facts(network: _Network, k: int) -> tuple[Fact, ...]:
    kind = KINDS.get(network.kind, KINDS["traffic"])
    disc = np.pi * network.reach.central**2
    area = float(network.seen[k].area)
    yes, no = Words("是：可识别个人", "yes: can identify a person"), Words("否", "no")
    return (
        Fact(Words("类别", "Kind"), kind),
        Fact(Words("能识别个人", "Identifying"), yes if network.identifying else no),
        Fact(
            Words("作用半径", "Reach"),
            network.reach,
            Words("取中间值绘制", "drawn at the central value"),
            network.reach.source,
        ),
        Fact(
            Words("覆盖地面", "Ground seen"),
            Quantity.exact(area, "m2", "calc"),
            Words("作用圆减去建筑遮挡部分", "disc of the reach less what buildings hide"),
            "calc",
        ),
        Fact(
            Words("被建筑遮挡", "Hidden by buildings"),
            Quantity.exact(100 * (1 - min(1.0, area / disc)), "%", "calc"),
            Words("1 - 可见面积 ÷ 作用圆面积", "1 - ground seen / disc of the reach"),
            "calc",
        ),
        Fact(
            Words("安装于", "Mounted on"), Words(network.features[k], network.features[k]), _MOUNT_NOTE, estimated=True
        ),
    )


def _label(network: _Network) -> Label:
    kind = KINDS.get(network.kind, KINDS["traffic"])
    middle = int(np.argmin(np.hypot(*(network.at - network.at.mean(axis=0)).T)))
    x, y = network.at[middle]
    text = Words(f"{kind.zh}传感 · {len(network.items)} 处", f"{kind.en} · {len(network.items)} sensors")
    height = float(network.ground_z[middle] + network.mount_m[middle])
    return Label(
        text,
        (float(x), float(y), height),
        1.5,
        "layer",
        needs=frozenset({network.key}),
        layer=LAYER,
        item=network.items[middle],
    )
