"""The real district: its ground is a partition, its heights are known, its names are on the model."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from wespace_desktop.model.district import District
from wespace_desktop.paths import districts_dir
from wespace_desktop.readers.package import load_district
from wespace_desktop.scene import buildings, ground
from wespace_desktop.scene.labels import context_labels
from wespace_desktop.scene.part import IdTable
from wespace_desktop.scene.shapes import extrude
from wespace_desktop.scene.site import Site


@pytest.fixture(scope="module")
def district() -> District:
    return load_district(districts_dir() / "kendall" / "district.npz")


def test_the_real_ground_is_a_partition(district: District) -> None:
    site = Site(district)
    pieces = ground.partition(site)
    laid = np.concatenate(pieces[:-1])
    assert shapely.area(laid).sum() == pytest.approx(shapely.union_all(laid).area, rel=1e-4)
    low = [k for s, kind in zip(ground.SURFACES, pieces, strict=False) if s.z < ground.PARCEL_Z for k in kind]
    assert shapely.area(np.concatenate([low, pieces[-1]])).sum() == pytest.approx(site.extent.area, rel=1e-4)


def test_every_real_building_stands_and_none_is_lost(district: District) -> None:
    site = Site(district)
    mesh, owner = extrude(site.buildings, 0.0, site.heights)
    assert len(np.unique(owner)) == len(district.theme("buildings")) > 2000
    assert mesh.points[:, 2].max() == pytest.approx(
        float(np.nanmax(district.theme("buildings").attributes["height_m"])), abs=0.01
    )
    parts = {p.name: p for p in buildings.building_parts(site, IdTable(district))}
    drawn = np.unique(parts["buildings/roofs"].ids)
    assert len(drawn) == len(district.theme("buildings"))


def test_main_street_and_the_station_are_named(district: District) -> None:
    names = {label.text.en for label in context_labels(Site(district))}
    assert {"Main St", "Broadway", "Third St", "Binney St", "T Kendall/MIT"} <= names


def test_a_name_over_a_building_stands_on_its_roof(district: District) -> None:
    site = Site(district)
    over = []
    for label in (n for n in context_labels(site) if n.kind == "landmark"):
        rows = site.building_tree.query(shapely.Point(label.anchor[:2]), "intersects")
        if len(rows):
            over.append((label.anchor[2], float(site.heights[rows].max())))
    assert len(over) > 5
    assert all(z > roof for z, roof in over)
