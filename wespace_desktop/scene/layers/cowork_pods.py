"""Co-working pods: gabled cabins on decks, on former parking and plazas, their glass fronts to the walkway."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from wespace_desktop.model.plan import Change, Plan
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.model.words import Words
from wespace_desktop.scene import style
from wespace_desktop.scene.layers import settings
from wespace_desktop.scene.layers.assembly import as_part, gather, joined, stand
from wespace_desktop.scene.layers.greenery import shadow_part
from wespace_desktop.scene.layers.pod_clusters import Cluster, Pod, place_clusters
from wespace_desktop.scene.layers.pod_forms import pod, pod_types
from wespace_desktop.scene.layers.pod_grounds import grounds_of
from wespace_desktop.scene.layers.standing_room import stood
from wespace_desktop.scene.light import SUN_AZIMUTH_DEG, SUN_ELEVATION_DEG
from wespace_desktop.scene.paint import painted, plain
from wespace_desktop.scene.part import Fact, IdTable, Item, Label, LayerBuild, Part
from wespace_desktop.scene.shapes import extrude, outline3d, segments
from wespace_desktop.scene.site import LAND_Z, Site

LAYER = "cowork_pods"
DECK_TOP_Z = LAND_Z + 0.18
SEATS = Quantity(1, 2, 4, "seat/pod", "S20")
COUNT = Quantity(4, 8, 12, "pod", "A6")
HOURS = (7, 23)
ILLUSTRATIVE = Words("位置与样式为示意", "place and form are illustrative")


@dataclass(frozen=True, eq=False)
class _Placed:
    """The pods of one change."""

    change: Change
    key: str
    clusters: list[Cluster]
    items: list[str]

    @property
    def pods(self) -> list[Pod]:
        return [p for c in self.clusters for p in c.pods]

    @property
    def groups(self) -> list[str]:
        return [f"{self.change.id}-group-{k + 1}" for k in range(len(self.clusters))]


def build(site: Site, plan: Plan, ids: IdTable) -> LayerBuild:
    """Every pod of the plan; a later change keeps clear of the pods of an earlier one."""
    parts: list[Part] = []
    items: list[Item] = []
    labels: list[Label] = []
    warnings: list[str] = []
    tally: dict[str, Quantity] = {}
    clears: dict[str, BaseGeometry] = {}
    for change, placed in _all(site, plan):
        asked = _count(change)
        if len(placed.pods) < asked:
            warnings.append(
                f"{change.id}: room for {len(placed.pods)} of {asked} pods; the rest would stand in the way"
            )
        tally[placed.key] = _counted(change, len(placed.pods))
        if placed.clusters:
            parts += _parts(placed, ids)
            items += _items(placed)
            labels.append(_label(placed))
            clears[placed.key] = shapely.union_all([shapely.buffer(c.deck, 0.8) for c in placed.clusters])
    return LayerBuild(joined(parts), tuple(items), tuple(labels), tally=tally, warnings=tuple(warnings), clears=clears)


def footprints(site: Site, plan: Plan) -> list[BaseGeometry]:
    """The decks of all pods of the plan: what other layers keep clear of."""
    return [c.deck for _, placed in _all(site, plan) for c in placed.clusters]


def _all(site: Site, plan: Plan) -> tuple[tuple[Change, _Placed], ...]:
    return stood(plan, LAYER, lambda: _one_after_the_other(site, plan))


def _one_after_the_other(site: Site, plan: Plan) -> Iterator[tuple[Change, _Placed]]:
    taken: list[BaseGeometry] = []
    for change in settings.changes_of(plan, LAYER):
        placed = _placed(site, plan, change, taken)
        taken += [c.deck for c in placed.clusters]
        yield change, placed


def _count(change: Change) -> int:
    count = change.intervention.target.count or settings.quantity(change, "count", COUNT)
    return max(0, round(count.central))


def _counted(change: Change, placed: int) -> Quantity:
    """What stands, between the least and the most that the scenario asks for."""
    asked = change.intervention.target.count
    if asked is None or asked.is_exact:
        return Quantity.exact(placed, "pod", "calc")
    return Quantity(min(asked.low, placed), placed, max(asked.high, placed), "pod", asked.source)


def _placed(site: Site, plan: Plan, change: Change, taken: Sequence[BaseGeometry]) -> _Placed:
    seats = settings.quantity(change, "seats", SEATS).central
    types = pod_types(_count(change), seats, sum(map(ord, change.id)))
    clusters = place_clusters(grounds_of(site, plan, change, taken), types)
    count = sum(len(c.pods) for c in clusters)
    return _Placed(change, plan.key(change), clusters, [f"{change.id}-{k + 1}" for k in range(count)])


# ---------------------------------------------------------------- what is drawn


def _parts(placed: _Placed, ids: IdTable) -> list[Part]:
    common: dict[str, Any] = {"needs": frozenset({placed.key}), "layer": LAYER}
    pod_ids = np.array([ids.of(i) for i in placed.items], np.int32)
    group_ids = np.array([ids.of(g) for g in placed.groups], np.int32)
    decks = np.array([c.deck for c in placed.clusters], object)
    deck, owner = extrude(decks, LAND_Z, DECK_TOP_Z)
    points, cells, of = segments(decks, DECK_TOP_Z + 0.02)
    name = placed.key
    return [
        painted(f"{name}:decks", deck, style.POD_DECK, group_ids[owner], **common),
        plain(f"{name}:deck edges", points, cells, style.POD_TIMBER, group_ids[of], line_width=1.2, **common),
        *_cabins(placed, pod_ids, common),
        *shadow_part(f"{name}:shadows", _shadows(placed), style.SHADOW_TREE, **common),
    ]


def _cabins(placed: _Placed, ids: np.ndarray, common: dict[str, Any]) -> tuple[Part, ...]:
    pods = placed.pods
    groups = []
    for kind in dict.fromkeys(p.kind for p in pods):
        row = [k for k, p in enumerate(pods) if p.kind == kind]
        xyz = np.array([(*pods[k].at, DECK_TOP_Z) for k in row])
        groups.append((stand(pod(kind), xyz, np.array([pods[k].heading for k in row])), ids[row]))
    return as_part(f"{placed.key}:cabins", gather(groups), **common)


def _shadows(placed: _Placed) -> np.ndarray:
    """Each cabin's outline drawn along the sun for the height of its eaves."""
    az, el = np.radians(SUN_AZIMUTH_DEG), np.radians(SUN_ELEVATION_DEG)
    way = -np.array([np.sin(az), np.cos(az)]) / np.tan(el)
    found = []
    for p in placed.pods:
        reach = way * (p.kind.eaves_m + 0.4)
        far = shapely.transform(p.outline, lambda c, r=reach: c + r)
        found.append(shapely.convex_hull(shapely.union(p.outline, far)))
    return np.array(found, object)


# ---------------------------------------------------------------- what is said


def _items(placed: _Placed) -> list[Item]:
    hours = placed.change.intervention.hours or HOURS
    open_ = Words(f"{hours[0]}–{hours[1]} 时", f"{hours[0]}:00 to {hours[1]}:00")
    found = []
    number = 0
    for cluster, group in zip(placed.clusters, placed.groups, strict=True):
        found.append(_group_item(placed, group, cluster, open_))
        for one in cluster.pods:
            found.append(_pod_item(placed, placed.items[number], one, open_))
            number += 1
    return found


def _group_item(placed: _Placed, name: str, cluster: Cluster, open_: Words) -> Item:
    seats = Quantity.exact(sum(p.kind.seats for p in cluster.pods), "seat", "calc")
    deck = Quantity.exact(cluster.deck.area, "m2", "calc")
    count = Quantity.exact(len(cluster.pods), "pod", "calc")
    facts = (
        Fact(Words("舱数", "Pods"), count, Words("平台上的舱数", "pods on this deck, counted"), "calc"),
        Fact(Words("座位", "Seats"), seats, Words("各舱座位之和", "sum over its pods"), "calc"),
        Fact(Words("平台面积", "Deck"), deck, Words("木平台轮廓面积", "area of the deck's outline"), "calc"),
        Fact(Words("开放时间", "Open"), open_),
    )
    at = cluster.deck.representative_point()
    outline = outline3d(cluster.deck, DECK_TOP_Z + 0.03)
    title = Words("共享办公舱组", "Co-working pod group")
    anchor = (at.x, at.y, DECK_TOP_Z)
    return Item(name, "pod_group", title, anchor, outline, facts, LAYER, placed.key, illustrative=ILLUSTRATIVE)


def _pod_item(placed: _Placed, name: str, one: Pod, open_: Words) -> Item:
    kind = one.kind
    facts = (
        Fact(Words("座位", "Seats"), Quantity.exact(kind.seats, "seat", "S20"), source="S20"),
        Fact(
            Words("占地", "Footprint"),
            Quantity.exact(kind.footprint_m2, "m2", "S20"),
            Words("宽 × 深，不含平台与屋檐", "width x depth, without deck and eaves"),
            "S20",
        ),
        Fact(Words("高度", "Height"), Quantity.exact(kind.ridge_m, "m", ""), Words("至屋脊", "to the ridge")),
        Fact(Words("开放时间", "Open"), open_),
    )
    title = Words(f"{kind.seats} 座共享办公舱", f"Co-working pod, {kind.seats} seat{'s' if kind.seats > 1 else ''}")
    return Item(
        name,
        "pod",
        title,
        (float(one.at[0]), float(one.at[1]), DECK_TOP_Z + kind.ridge_m),
        outline3d(one.outline, DECK_TOP_Z + 0.03),
        facts,
        LAYER,
        placed.key,
        illustrative=ILLUSTRATIVE,
    )


def _label(placed: _Placed) -> Label:
    largest = max(range(len(placed.clusters)), key=lambda k: len(placed.clusters[k].pods))
    at = placed.clusters[largest].deck.representative_point()
    n, seats = len(placed.pods), sum(p.kind.seats for p in placed.pods)
    text = Words(f"共享办公舱 {n} 个 · {seats} 座", f"{n} co-working pods · {seats} seats")
    return Label(
        text,
        (at.x, at.y, 3.5),
        4.0 + n / 10,
        "layer",
        needs=frozenset({placed.key}),
        layer=LAYER,
        item=placed.groups[largest],
    )
