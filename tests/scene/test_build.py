"""Building a scene: sound arrays, the same every time, and loose things that make room for changes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import shapely
from scene_town import plan, town

from wespace_desktop.errors import Cancelled
from wespace_desktop.model.district import District
from wespace_desktop.model.words import Words
from wespace_desktop.scene import cache, textures
from wespace_desktop.scene.build import build_context, build_scene
from wespace_desktop.scene.context import Context, hidden_groups, parts_of
from wespace_desktop.scene.part import IdTable, Part, Scene, is_shown
from wespace_desktop.scene.site import Site
from wespace_desktop.scene.stalls import IN_SERVICE, lot_stalls, metered_stalls


def silent(share: float, what: Words) -> None:
    assert 0 <= share <= 1
    assert what.zh
    assert what.en


@pytest.fixture(scope="module")
def district() -> District:
    return town()


@pytest.fixture(scope="module")
def context(district: District) -> Context:
    return build_context(Site(district), silent)


@pytest.fixture(scope="module")
def scene(district: District) -> Scene:
    lots = {"lot-to-park": ("parking_lots-0",), "kerb": ("parking_spaces-0",)}
    return build_scene(
        district, (plan(district, "a", lots), plan(district, "b", {"all": ("parking_lots-0", "parking_lots-1")}))
    )


def same(a: Part, b: Part) -> bool:
    return a.name == b.name and all(
        np.array_equal(x, y) for x, y in ((a.points, b.points), (a.cells, b.cells), (a.rgb, b.rgb), (a.ids, b.ids))
    )


def test_every_array_can_be_drawn(scene: Scene) -> None:
    for part in scene.parts:
        n = len(part.points)
        assert part.points.dtype == np.float32, part.name
        assert part.cells.dtype == np.int32, part.name
        assert part.rgb.dtype == np.uint8, part.name
        assert part.rgb.shape == (n, 3), part.name
        assert part.ids.shape == (n,), part.name
        assert np.isfinite(part.points).all(), part.name
        assert len(part.cells), part.name
        assert part.cells.min() >= 0, part.name
        assert part.cells.max() < n, part.name
        assert part.ids.max(initial=0) < len(scene.ids), part.name
        assert not part.texture or (part.uv is not None and part.uv.shape == (n, 2)), part.name


def test_every_texture_named_exists(scene: Scene) -> None:
    for part in scene.parts:
        if part.texture:
            picture = textures.tile(part.texture)
            assert picture.ndim == 3
            assert picture.mean() > 225, "facades and ground keep a very low contrast"


def test_the_same_district_gives_the_same_arrays(district: District, context: Context) -> None:
    again = build_context(Site(town()), silent)
    assert again.names == context.names
    assert all(same(a, b) for a, b in zip(again.parts, context.parts, strict=True))
    assert all(same(a.part, b.part) for a, b in zip(again.loose, context.loose, strict=True))


def test_cars_stand_only_on_lots_and_on_spaces_in_service(district: District, context: Context) -> None:
    site, ids = Site(district), IdTable(district)
    allowed = shapely.buffer(shapely.union_all(district.theme("parking_lots").geometry), 0.3)
    metered = metered_stalls(site, ids, (IN_SERVICE,))
    assert {ids.names()[k] for k in metered.feature} == {"parking_spaces-0", "parking_spaces-2"}
    cars = next(x for x in context.loose if x.part.name == "cars/body")
    names = {ids.names()[k] for k in cars.feature}
    assert names <= {"parking_lots-0", "parking_lots-1", "parking_spaces-0", "parking_spaces-2"}
    on_lot = np.isin(cars.feature, [ids.of("parking_lots-0"), ids.of("parking_lots-1")])
    assert on_lot.sum() > 20
    assert shapely.contains_xy(allowed, *cars.xy[on_lot].T).all()


def test_a_lot_never_gets_more_stalls_than_it_holds(district: District) -> None:
    ids = IdTable(district)
    stalls = lot_stalls(Site(district), ids)
    count = {ids.names()[k]: int((stalls.feature == k).sum()) for k in np.unique(stalls.feature)}
    assert 20 < count["parking_lots-0"] <= 60
    assert 6 < count["parking_lots-1"] <= 12
    rectangles = shapely.polygons(stalls.corners(0.05))
    a, b = shapely.STRtree(rectangles).query(rectangles, predicate="intersects")
    assert (a == b).all(), "no two stalls overlap"


def test_trees_keep_off_roads_and_buildings_and_fill_the_real_wells(district: District, context: Context) -> None:
    site, ids = Site(district), IdTable(district)
    trunks = next(x for x in context.loose if x.part.name == "trees/trunks")
    assert not site.on_road(trunks.xy).any()
    assert site.clear_of_buildings(shapely.points(trunks.xy), 2.0).all()
    assert ids.of("tree_wells-0") in trunks.feature
    assert all(name.startswith("tree-") for name in context.names)


def shown(scene: Scene, prefix: str, standing: frozenset[str]) -> int:
    parts = [p for p in scene.parts if p.name.startswith(prefix) and is_shown(p.needs, p.hidden_by, standing)]
    return sum(len(p.cells) for p in parts)


def test_switching_a_change_on_takes_its_cars_away_and_off_brings_them_back(scene: Scene) -> None:
    full = shown(scene, "cars/body", frozenset())
    without = shown(scene, "cars/body", frozenset({"a/lot-to-park"}))
    assert 0 < without < full
    assert shown(scene, "parking/stalls/lines", frozenset({"a/lot-to-park"})) < shown(
        scene, "parking/stalls/lines", frozenset()
    )
    assert shown(scene, "parking/spaces/lines", frozenset({"a/kerb"})) < shown(
        scene, "parking/spaces/lines", frozenset()
    )
    assert shown(scene, "cars/body", frozenset({"b/all"})) < without
    assert shown(scene, "buildings", frozenset({"b/all"})) == shown(scene, "buildings", frozenset())


def test_each_replaced_feature_belongs_to_exactly_one_group(scene: Scene) -> None:
    cars = [p for p in scene.parts if p.name.startswith("cars/body")]
    for name, keys in (
        ("parking_lots-0", {"a/lot-to-park", "b/all"}),
        ("parking_lots-1", {"b/all"}),
        ("parking_spaces-2", set()),
    ):
        index = scene.ids.index(name)
        having = {p.hidden_by for p in cars if (p.ids == index).any()}
        assert having <= {frozenset(keys)}, name


def test_what_no_plan_touches_stays_the_cached_part_itself(context: Context) -> None:
    loose = next(x for x in context.loose if x.part.name == "parking/stalls/lines")
    assert parts_of(loose, {}, {}) == [loose.part]
    nowhere = {"a/x": shapely.box(900, 900, 901, 901)}
    assert parts_of(loose, {999999: frozenset({"a/y"})}, nowhere)[0] is loose.part


def test_dividing_loose_things_loses_and_moves_no_triangle(context: Context) -> None:
    cars = next(x for x in context.loose if x.part.name == "cars/body")
    some = {int(cars.feature[0]): frozenset({"a/one"}), int(cars.feature[-1]): frozenset({"a/two", "b/two"})}
    parts = parts_of(cars, some, {})
    assert len(parts) == 3
    corners = np.concatenate([p.points[p.cells].reshape(-1, 9) for p in parts])
    before = cars.part.points[cars.part.cells].reshape(-1, 9)
    assert np.array_equal(np.unique(corners, axis=0), np.unique(before, axis=0))
    assert len(corners) == len(before)


def test_an_area_that_is_cleared_hides_the_trees_in_it(context: Context) -> None:
    trunks = next(x for x in context.loose if x.part.name == "trees/trunks")
    x, y = trunks.xy[0]
    group, keys = hidden_groups(trunks, {}, {"a/bay": shapely.Point(x, y).buffer(1.0)})
    assert keys[group[0]] == frozenset({"a/bay"})
    split = parts_of(trunks, {}, {"a/bay": shapely.Point(x, y).buffer(1.0)})
    assert sum(len(p.cells) for p in split) == len(trunks.part.cells)


def test_lights_do_not_give_way(context: Context) -> None:
    lights = next(x for x in context.loose if x.part.name == "furniture/street_lights")
    assert parts_of(lights, {}, {"a/bay": shapely.box(0, 0, 240, 200)})[0] is lights.part


def test_a_district_without_anything_still_builds() -> None:
    empty = District("empty", Words("空", "Empty"), "EPSG:26986", (0, 0), (0, 0, 50, 50), {}, (), Words(), "2026")
    scene = build_scene(empty, ())
    assert {p.name for p in scene.parts} == {"ground/plain", "ground/board"}


def test_a_cancelled_build_raises_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WESPACE_CACHE_DIR", str(tmp_path))
    hashed = District(**{**vars(town()), "hash": "f" * 64})

    def stop(share: float, what: Words) -> None:
        if share > 0.1:
            raise Cancelled

    with pytest.raises(Cancelled):
        build_scene(hashed, (), stop)
    assert list(tmp_path.iterdir()) == []


def test_the_cache_gives_back_what_was_built(context: Context, tmp_path: Path) -> None:
    file = tmp_path / "context.bin"
    cache.save(context, file)
    back = cache.load(file)
    assert back.names == context.names
    assert all(same(a, b) and a.texture == b.texture for a, b in zip(back.parts, context.parts, strict=True))
    assert all(np.array_equal(a.thing, b.thing) for a, b in zip(back.loose, context.loose, strict=True))
    assert [x.yields for x in back.loose] == [x.yields for x in context.loose]


@pytest.mark.parametrize("damage", [b"", b"not a context", "cut", "flip"])
def test_a_damaged_cache_is_built_again_silently(
    damage: bytes | str, context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WESPACE_CACHE_DIR", str(tmp_path))
    made = []

    def build() -> Context:
        made.append(1)
        return context

    cache.cached_context("a" * 64, build)
    cache.cached_context("a" * 64, build)
    assert len(made) == 1
    file = next(tmp_path.glob("context-*.bin"))
    whole = bytearray(file.read_bytes())
    if damage == "flip":
        whole[len(whole) // 2] ^= 255
    file.write_bytes(whole[:-100] if damage == "cut" else bytes(whole) if damage == "flip" else bytes(damage))  # type: ignore[arg-type]
    assert cache.cached_context("a" * 64, build).names == context.names
    assert len(made) == 2


def test_only_a_few_contexts_stay_on_disk(context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WESPACE_CACHE_DIR", str(tmp_path))
    small = Context((), (), ())
    for k in range(7):
        cache.cached_context(str(k) * 64, lambda: small)
    assert len(list(tmp_path.iterdir())) == 3
