"""Pods have real sizes, keep clear of everything, and look at the walkway."""

from __future__ import annotations

import layer_town as lt
import numpy as np
import pytest
import shapely

from wespace_desktop.model.quantity import Quantity
from wespace_desktop.scene.layers import cowork_pods
from wespace_desktop.scene.layers.park_design import design_lot
from wespace_desktop.scene.layers.pod_clusters import WALKWAY_M, Cluster, place_clusters
from wespace_desktop.scene.layers.pod_forms import TYPES, pod, pod_types
from wespace_desktop.scene.layers.pod_grounds import grounds_of
from wespace_desktop.scene.site import Site

PARK = lt.change("park", "parking", ["lot-1"], {"function": "park"})


def clusters(site: Site, features: list[str], count: int, seats: float = 2) -> list[Cluster]:
    made = lt.change("pods", "cowork_pods", features, count=count)
    return place_clusters(grounds_of(site, lt.plan(site.district, PARK, made), made, ()), pod_types(count, seats, 0))


@pytest.mark.parametrize("feature", ["lot-1", "plaza-1"])
def test_pods_keep_clear_of_buildings_roads_and_each_other(feature: str) -> None:
    site = Site(lt.town())
    found = clusters(site, [feature], 16)
    pods = [p.outline for c in found for p in c.pods]
    assert len(pods) == 16
    tree = shapely.STRtree(pods)
    assert len(tree.query(pods, predicate="dwithin", distance=0.2)[0]) == len(pods), "each is near itself only"
    decks = [c.deck for c in found]
    assert shapely.distance(site.built, decks).min() >= 2.0 - 1e-6
    assert shapely.distance(site.roads, decks).min() >= 0.5 - 1e-6
    theme, row = site.district.find(feature) or pytest.fail("the town has it")
    assert shapely.covers(theme.geometry[row].buffer(1e-6), decks).all()
    for k, deck in enumerate(decks):
        assert all(deck.distance(other) >= WALKWAY_M - 1e-6 for other in decks[k + 1 :])


def test_pods_in_a_park_leave_its_paths_and_trunks_free() -> None:
    site = Site(lt.town())
    decks = [c.deck for c in clusters(site, ["lot-1"], 16)]
    design = design_lot(site, "lot-1", "park")
    assert shapely.intersection(shapely.union_all(decks), design.paving).area < 1e-6
    trunks = shapely.multipoints(design.trees[:, :2])
    assert shapely.distance(trunks, decks).min() > 1.5


def test_glass_fronts_look_at_the_path() -> None:
    site = Site(lt.town())
    paving = design_lot(site, "lot-1", "park").paving
    for cluster in clusters(site, ["lot-1"], 16):
        for one in cluster.pods:
            to = shapely.get_coordinates(shapely.shortest_line(shapely.Point(one.at), paving))[1] - one.at
            away = abs((np.arctan2(to[1], to[0]) - one.heading + np.pi) % (2 * np.pi) - np.pi)
            assert np.degrees(away) < 100


def test_groups_are_two_to_six_and_not_all_alike() -> None:
    found = clusters(Site(lt.town()), ["lot-1", "plaza-1"], 30)
    sizes = [len(c.pods) for c in found]
    assert min(sizes[:-1]) >= 2, "one alone only when it is the last"
    assert max(sizes) <= 6
    assert len({p.kind for c in found for p in c.pods}) >= 3
    assert len({round(p.heading, 2) for c in found for p in c.pods}) > len(found)


@pytest.mark.parametrize("seats", [1, 2, 4])
def test_seats_come_out_as_asked(seats: int) -> None:
    assert sum(k.seats for k in pod_types(24, seats, 3)) == 24 * seats


def test_sizes_are_those_of_real_booths() -> None:
    assert all(2.0 <= k.footprint_m2 <= 4.0 for k in TYPES[1])
    assert all(a.footprint_m2 < b.footprint_m2 for a, b in zip(TYPES[1], TYPES[2], strict=False))
    for kind in (k for kinds in TYPES.values() for k in kinds):
        low, high = pod(kind).mesh.points.min(axis=0), pod(kind).mesh.points.max(axis=0)
        assert high[1] - low[1] == pytest.approx(kind.width_m + 0.56, abs=0.2)
        assert 2.5 < high[2] < 4.2


def test_fewer_than_asked_is_said() -> None:
    district = lt.town(lots=[shapely.box(30, -52, 74, -14)])
    made = lt.change("pods", "cowork_pods", ["lot-1"], count=60)
    built = lt.build(cowork_pods, district, PARK, made)
    stands = int(built.tally["next/pods"].central)
    assert 0 < stands < 60
    assert built.warnings == (f"pods: room for {stands} of 60 pods; the rest would stand in the way",)


def test_items_tell_seats_and_hours() -> None:
    district = lt.town()
    made = lt.change("pods", "cowork_pods", ["lot-1"], {"seats": Quantity.exact(1, "seat/pod", "S20")}, count=8)
    built = lt.build(cowork_pods, district, PARK, made)
    pods = [i for i in built.items if i.kind == "pod"]
    assert [i.id for i in pods] == [f"pods-{k + 1}" for k in range(8)]
    facts = {f.label.en: f.value for f in pods[0].facts}
    assert facts["Seats"] == Quantity.exact(1, "seat", "S20")
    assert facts["Open"].en == "7:00 to 23:00"  # type: ignore[union-attr]
    assert {p.needs for p in built.parts} == {frozenset({"next/pods"})}
    assert lt.same(built, lt.build(cowork_pods, district, PARK, made))
