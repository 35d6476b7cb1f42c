"""What a change lets one look into: divided by the one rule of visibility, and without the change as it was."""

from __future__ import annotations

import layer_town as lt
import numpy as np
import pytest
import shapely

from wespace_desktop.scene.buildings import building_parts
from wespace_desktop.scene.ground import ground_parts
from wespace_desktop.scene.part import IdTable, LayerBuild, Part, is_shown
from wespace_desktop.scene.see_through import GROUND, SHELL, seen_through
from wespace_desktop.scene.site import Site


@pytest.fixture(scope="module")
def context() -> tuple[list[Part], IdTable]:
    district = lt.town()
    site, ids = Site(district), IdTable(district)
    return [*building_parts(site, ids), *ground_parts(site, ids)], ids


def _shown(parts: list[Part], *standing: str) -> list[Part]:
    return [p for p in parts if is_shown(p.needs, p.hidden_by, frozenset(standing))]


def _cells(parts: list[Part], solid: bool) -> set[bytes]:
    chosen = [p for p in parts if (p.opacity == 1) == solid]
    return {np.c_[p.points, p.rgb, p.ids][c].tobytes() for p in chosen if not p.is_lines for c in p.cells}


def test_only_the_opened_building_is_divided_off(context: tuple[list[Part], IdTable]) -> None:
    parts, ids = context
    made = seen_through(parts, [LayerBuild(opens={"next/a": ("bldg-1",), "next/b": ("bldg-1", "bldg-2")})], ids)
    assert _cells(_shown(made), True) == _cells(parts, True)
    assert not _cells(_shown(made), False)
    glass = {int(i) for p in _shown(made, "next/a") if p.opacity == SHELL for i in np.unique(p.ids)}
    assert glass == {ids.of("bldg-1")}
    both = {int(i) for p in _shown(made, "next/b") if p.opacity == SHELL for i in np.unique(p.ids)}
    assert both == {ids.of("bldg-1"), ids.of("bldg-2")}
    solid = {int(i) for p in _shown(made, "next/b") if p.opacity == 1 and not p.is_lines for i in np.unique(p.ids)}
    assert not solid & both
    assert _cells(_shown(made, "next/b"), False) | _cells(_shown(made, "next/b"), True) == _cells(parts, True)


def test_the_ground_is_glass_from_above_only(context: tuple[list[Part], IdTable]) -> None:
    parts, ids = context
    made = seen_through(parts, [LayerBuild(under={"next/t": shapely.Polygon()})], ids)
    above = [p for p in _shown(made, "next/t") if p.seen_from in ("any", "bird") and p.name.startswith("ground")]
    above = [p for p in above if not p.is_lines]
    street = [p for p in _shown(made, "next/t") if p.seen_from in ("any", "street") and p.name.startswith("ground")]
    assert above
    assert {p.opacity for p in above} == {GROUND}
    assert {p.opacity for p in street} == {1.0}
    assert _cells(street, True) == _cells([p for p in parts if p.name.startswith("ground")], True)
    assert _cells(_shown(made), True) == _cells(parts, True)


def test_without_anything_to_open_the_parts_are_the_same_objects(context: tuple[list[Part], IdTable]) -> None:
    parts, ids = context
    assert all(a is b for a, b in zip(parts, seen_through(parts, [LayerBuild()], ids), strict=True))


def test_in_the_street_only_the_ground_floor_of_a_front_is_opened(context: tuple[list[Part], IdTable]) -> None:
    parts, ids = context
    layer = LayerBuild(opens={"next/low": ("bldg-1",), "next/all": ("bldg-1",)}, fronts=frozenset({"next/low"}))
    made = seen_through(parts, [layer], ids)

    def glass(place: str, *standing: str) -> set[str]:
        seen = [p for p in _shown(made, *standing) if p.seen_from in ("any", place)]
        return {p.name.split()[0] for p in seen if p.opacity == SHELL}

    above = glass("bird", "next/low")
    assert "buildings/facade_ground" in above
    assert len(above) > 2
    assert glass("bird", "next/low", "next/all") == glass("bird", "next/all") == above
    assert glass("street", "next/low") == {"buildings/facade_ground"}
    assert glass("street", "next/all") == glass("street", "next/low", "next/all") == above
    for standing in ((), ("next/low",), ("next/all",), ("next/low", "next/all")):
        for place in ("bird", "street"):
            seen = [p for p in _shown(made, *standing) if p.seen_from in ("any", place)]
            assert _cells(seen, True) | _cells(seen, False) == _cells(parts, True)
            assert not _cells(seen, True) & _cells(seen, False)
