"""5G and the edge: masts on real roofs, small cells on real poles, rooms for computers, the ways data takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from wespace_desktop.model.plan import Change, Plan
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.model.words import Words
from wespace_desktop.scene.layers import cell_forms as forms
from wespace_desktop.scene.layers import settings
from wespace_desktop.scene.layers.assembly import as_part, gather, joined, stand
from wespace_desktop.scene.layers.coverage import visible
from wespace_desktop.scene.layers.roofs import roofs_of
from wespace_desktop.scene.layers.yards import yard_at
from wespace_desktop.scene.paint import plain
from wespace_desktop.scene.part import Fact, IdTable, Item, Label, LayerBuild, Part
from wespace_desktop.scene.shapes import outline3d, segments
from wespace_desktop.scene.site import LAND_Z, Site

LAYER = "digital_core"
REACH = Quantity(100, 150, 200, "m", "S44")
POWER = Quantity.exact(3.5, "kW", "S45")
MOUNT_M = {"street_lights": 7.6, "utility_poles": 8.6, "traffic_signals": 6.2}
_MOUNT_ELSE_M, _BIRD_SCALE, _BIRD_MAST, RIM_Z = 6.5, 3.6, 2.0, 0.345
ILLUSTRATIVE = Words(
    "位置依附真实屋顶和灯杆，数量与样式为示意，鸟瞰时放大绘制",
    "on real roofs and poles; number and form are illustrative, larger from above",
)
_WAVES = Words("毫米波；取中间值绘制", "millimetre waves; drawn at the central value")
_HIDDEN = Words("作用圆减去建筑遮挡部分", "disc of the reach less what buildings hide")
WORDS = {
    "macro": ("macro_site", Words("屋顶宏基站", "5G macro site"), Words("宏站", "macro sites")),
    "small": ("small_cell", Words("微基站", "5G small cell"), Words("微站", "small cells")),
    "edge": ("edge_room", Words("边缘机房", "Edge computing room"), Words("边缘机房", "edge rooms")),
}


@dataclass(frozen=True, eq=False)
class _Sites:
    """The sites of one change: where each is fixed (n, 3), how it is turned (n,), and what it hangs on."""

    change: Change
    key: str
    role: str
    features: list[str]
    places: list[str]
    xyz: np.ndarray
    heading: np.ndarray
    feet: np.ndarray
    seen: np.ndarray

    @property
    def items(self) -> list[str]:
        return [f"{self.change.id}-{f}" for f in self.features]

    @property
    def top(self) -> np.ndarray:
        """(n, 3) where data leaves it."""
        rise = {"macro": forms.MAST_M * _BIRD_MAST, "small": 0.8, "edge": forms.ROOM_M[2]}[self.role]
        return np.asarray(self.xyz + np.array([0.0, 0.0, rise]))


def build(site: Site, plan: Plan, ids: IdTable) -> LayerBuild:
    """Cells and rooms of the plan, then an arc from each cell to the nearest room of a change that stands with it."""
    parts: list[Part] = []
    items: list[Item] = []
    labels: list[Label] = []
    warnings: list[str] = []
    tally: dict[str, Quantity] = {}
    clears: dict[str, shapely.Geometry] = {}
    made = [_sites(site, plan, change) for change in settings.changes_of(plan, LAYER)]
    for sites in made:
        if not sites.features:
            warnings.append(f"{sites.change.id}: none of its targets has a place for {WORDS[sites.role][2].en}")
        if len(sites.features) < len(sites.change.features) and sites.features and sites.role == "edge":
            left = len(sites.change.features) - len(sites.features)
            warnings.append(f"{sites.change.id}: {left} of its buildings have no ground beside them for an edge room")
        if sites.role != "edge":
            tally[sites.key] = Quantity.exact(len(sites.features), "cell", "calc")
        if not sites.features:
            continue
        index = np.array([ids.of(name) for name in sites.items], np.int32)
        parts += _site_parts(sites, index) + _cover_parts(sites) + _arc_parts(sites, made, index)
        items += [_item(sites, k) for k in range(len(sites.items))]
        labels.append(_label(sites))
        if sites.role == "edge":
            clears[sites.key] = shapely.union_all(shapely.buffer(shapely.points(sites.xyz[:, :2]), 6.0))
    return LayerBuild(joined(parts), tuple(items), tuple(labels), tally=tally, warnings=tuple(warnings), clears=clears)


def _sites(site: Site, plan: Plan, change: Change) -> _Sites:
    role = str(change.intervention.set.get("role", "small"))
    role = role if role in WORDS else "small"
    found = {"macro": _on_roofs, "edge": _beside_walls, "small": _on_poles}[role](site, change)
    features, places, xyz, heading = found
    reach = settings.quantity(change, "reach", REACH).central
    at = xyz[:, :2]
    seen = np.empty(0, object)
    if role == "small" and len(at):
        seen = shapely.intersection(visible(at, np.full(len(at), reach), site.building_tree), site.extent)
    feet = site.feet(at) if role == "small" and len(at) else at
    return _Sites(change, plan.key(change), role, features, places, xyz, heading, feet, seen)


Found = tuple[list[str], list[str], np.ndarray, np.ndarray]


def _on_roofs(site: Site, change: Change) -> Found:
    """The point of each roof's free area that is farthest inside it."""
    roofs = [roof for roof in roofs_of(site, change.features) if not roof.free.is_empty]
    middle = [roof.free.representative_point() for roof in roofs]
    xyz = np.array([(p.x, p.y, roof.z) for p, roof in zip(middle, roofs, strict=True)]).reshape(-1, 3)
    return [r.feature for r in roofs], [r.place for r in roofs], xyz, np.array([r.axis_rad for r in roofs])


def _beside_walls(site: Site, change: Change) -> Found:
    taken: list[shapely.Geometry] = []
    roofs, placed = [], []
    for roof in roofs_of(site, change.features):
        at = yard_at(site, roof.footprint, forms.ROOM_M[:2], taken)
        if at is not None:
            taken.append(shapely.buffer(shapely.Point(at[:2]), forms.ROOM_M[0] / 2))
            roofs.append(roof)
            placed.append(at)
    rows = np.array(placed).reshape(-1, 3)
    xyz = np.c_[rows[:, :2], np.full(len(rows), LAND_Z)]
    return [r.feature for r in roofs], [r.place for r in roofs], xyz, rows[:, 2]


def _on_poles(site: Site, change: Change) -> Found:
    found = [(f, *place) for f in change.features if (place := site.district.find(f)) is not None]
    poles = [(f, theme, row) for f, theme, row in found if theme.name != "buildings"]
    at = np.array([t.geometry[row].representative_point().coords[0] for _, t, row in poles], float).reshape(-1, 2)
    mount = np.array([MOUNT_M.get(t.name, _MOUNT_ELSE_M) for _, t, _ in poles])
    names = [f for f, _, _ in poles]
    level = site.ground_z(at) + mount if len(at) else mount
    return names, names, np.c_[at, level], np.zeros(len(at))


# ---------------------------------------------------------------- what is drawn


def _site_parts(sites: _Sites, index: np.ndarray) -> list[Part]:
    common: dict[str, Any] = {"needs": frozenset({sites.key}), "layer": LAYER}
    parts: list[Part] = []
    if sites.role == "edge":
        group = gather([(stand(forms.room(), sites.xyz, sites.heading), index)])
        return list(as_part(f"{sites.key}:rooms", group, **common))
    if sites.role == "macro":
        for seen, scale in (("bird", _BIRD_MAST), ("street", 1.0)):  # larger from above, or nobody would see them
            group = gather([(stand(forms.mast(), sites.xyz, sites.heading, scale), index)])
            parts += as_part(f"{sites.key}:masts", group, seen_from=seen, **common)
        return parts
    ground = np.c_[sites.feet, np.full(len(index), 0.0)]
    for seen, scale, pole in (("bird", _BIRD_SCALE, 0.55), ("street", forms.RADOME_M, 0.24)):
        cells = stand(forms.radome(), np.c_[sites.feet, sites.xyz[:, 2]], 0.0, scale)
        posts = stand(forms.sleeve(), ground, 0.0, np.c_[np.full((len(index), 2), pole), sites.xyz[:, 2]])
        parts += as_part(f"{sites.key}:cells", gather([(cells, index), (posts, index)]), seen_from=seen, **common)
    return parts


def _cover_parts(sites: _Sites) -> list[Part]:
    """The edge of what the small cells see together: walls stop their short waves."""
    if not len(sites.seen):
        return []
    points, cells, _ = segments(
        shapely.simplify(shapely.boundary(shapely.union_all(sites.seen, grid_size=0.05)), 0.6), RIM_Z
    )
    look: dict[str, Any] = {"line_width": 1.1, "opacity": 0.55, "order": 9, "seen_from": "bird"}
    return [plain(f"{sites.key}:cover", points, cells, forms.HUE, 0, needs=frozenset({sites.key}), layer=LAYER, **look)]


def _arc_parts(sites: _Sites, made: list[_Sites], index: np.ndarray) -> list[Part]:
    """To the nearest room; a room that comes later than the cell brings no arc before it stands."""
    rooms = [m for m in made if m.role == "edge" and m.features and m.change.stands_from <= sites.change.stands_from]
    if sites.role == "edge" or not rooms:
        return []
    ends = np.concatenate([m.top for m in rooms])
    nearest = shapely.STRtree(shapely.points(ends[:, :2])).nearest(shapely.points(sites.xyz[:, :2]))
    points, cells, owner = forms.arcs(sites.top, ends[nearest])
    look: dict[str, Any] = {"line_width": 2.2, "opacity": 0.85, "order": 11, "seen_from": "bird"}
    common: dict[str, Any] = {"needs": frozenset({sites.key}), "layer": LAYER}
    return [plain(f"{sites.key}:arcs", points, cells, forms.HUE, index[owner], **look, **common)]


# ---------------------------------------------------------------- what is said


def _item(sites: _Sites, k: int) -> Item:
    kind, title, _ = WORDS[sites.role]
    x, y, z = (float(v) for v in sites.top[k])
    size = 2.0 if sites.role == "small" else 4.0
    base = float(sites.xyz[k, 2]) if sites.role == "macro" else 0.2
    ring = outline3d(shapely.Point(sites.feet[k]).buffer(size), base + 0.1)
    return Item(
        sites.items[k], kind, title, (x, y, z), ring, _facts(sites, k), LAYER, sites.key, illustrative=ILLUSTRATIVE
    )


def _facts(sites: _Sites, k: int) -> tuple[Fact, ...]:
    where = Fact(Words("位于", "Stands on"), Words(sites.places[k], sites.places[k]), ILLUSTRATIVE, estimated=True)
    if sites.role == "edge":
        area = Quantity.exact(forms.ROOM_M[0] * forms.ROOM_M[1], "m2", "calc")
        note = Words("机房轮廓，目录范围 20–100 m²", "outline of the room; the catalogue says 20 to 100 m²")
        return (Fact(Words("占地", "Footprint"), area, note, "A", estimated=True), where)
    power = settings.quantity(sites.change, "power", POWER)
    drawn = Fact(
        Words("用电功率", "Power drawn"),
        power,
        Words("每站满载；全年不停", "one site at full load, all year"),
        power.source,
    )
    if sites.role == "macro":
        return (drawn, where)
    reach = settings.quantity(sites.change, "reach", REACH)
    seen = Quantity.exact(float(sites.seen[k].area), "m2", "calc")
    return (
        Fact(Words("作用半径", "Reach"), reach, _WAVES, reach.source),
        Fact(Words("覆盖地面", "Ground seen"), seen, _HIDDEN, "calc"),
        drawn,
        where,
    )  # fmt: skip


def _label(sites: _Sites) -> Label:
    middle = int(np.argmin(np.hypot(*(sites.xyz[:, :2] - sites.xyz[:, :2].mean(axis=0)).T)))
    words, n = WORDS[sites.role][2], len(sites.items)
    text = Words(f"{words.zh} {n} 处", f"{n} {words.en}")
    x, y, z = (float(v) for v in sites.top[middle])
    needs = frozenset({sites.key})
    return Label(text, (x, y, z + 0.8), 2.0, "layer", needs=needs, layer=LAYER, item=sites.items[middle])
