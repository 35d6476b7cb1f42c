"""The model file, read again by another library and by hand."""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import trimesh
from block_scene import KEY, LATER, TODAY, block, part, square
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from wespace_desktop.errors import Cancelled
from wespace_desktop.model.words import Words
from wespace_desktop.scene.batches import as_seen_from_above, batches
from wespace_desktop.scene.glb import glb_pieces
from wespace_desktop.scene.ledger import PlanState
from wespace_desktop.scene.part import Scene


@pytest.fixture(scope="module")
def scene() -> Scene:
    return block()


def written(scene: Scene, *states: PlanState) -> bytes:
    return b"".join(glb_pieces(scene, states))


def chunk(data: bytes) -> dict[str, Any]:
    """The JSON of a GLB, after checking the frame around it."""
    magic, version, length = struct.unpack_from("<4sII", data)
    assert (magic, version, length) == (b"glTF", 2, len(data))
    size, kind = struct.unpack_from("<I4s", data, 12)
    assert kind == b"JSON"
    assert size % 4 == 0
    made: dict[str, Any] = json.loads(data[20 : 20 + size])
    rest, kind = struct.unpack_from("<I4s", data, 20 + size)
    assert (kind, rest, made["buffers"][0]["byteLength"]) == (b"BIN\0", len(data) - 28 - size, rest)
    return made


def read(data: bytes, path: Path) -> Any:
    path.write_bytes(data)
    return trimesh.load(path)


def children(made: dict[str, Any], node: dict[str, Any]) -> list[dict[str, Any]]:
    return [made["nodes"][k] for k in node.get("children", ())]


def under(made: dict[str, Any], k: int) -> list[dict[str, Any]]:
    """A node and everything below it."""
    node = made["nodes"][k]
    return [node, *(found for child in node.get("children", ()) for found in under(made, child))]


def test_another_library_reads_the_same_triangles_in_the_same_place(scene: Scene, tmp_path: Path) -> None:
    model = read(written(scene, LATER), tmp_path / "one.glb")
    triangles = sum(len(g.faces) for g in model.geometry.values() if isinstance(g, trimesh.Trimesh))
    assert triangles == 8  # ground, roof, shadow and park, two each; the car is gone, the near park is left out
    assert np.allclose(model.bounds, [[0, 0, -100], [100, 30, 0]])
    assert "停车空间转换 Converted parking" in model.graph.nodes
    assert "建筑 Buildings: always there" in model.graph.nodes


def test_a_node_for_each_group_and_layer_names_its_changes(scene: Scene) -> None:
    made = chunk(written(scene, LATER))
    (root,) = made["scenes"][0]["nodes"]
    groups = {n["name"]: n for n in children(made, made["nodes"][root])}
    assert list(groups) == [
        "地面 Ground",
        "阴影 Shadows",
        "建筑 Buildings",
        "停车空间转换 Converted parking",
    ]
    layer = groups["停车空间转换 Converted parking"]
    assert layer["extras"]["layer"] == "parking"
    assert layer["extras"]["harms"]
    (park,) = children(made, layer)
    assert park["name"] == "停车空间转换 Converted parking: A car park becomes a park"
    assert park["extras"]["needs"] == [KEY]
    (change,) = park["extras"]["changes"]
    assert (change["key"], change["objects"], change["replaces"]) == (KEY, ["park-1"], ["parking_lots-0"])
    assert change["harms"]
    assert change["illustrative"] == [{"zh": "示意", "en": "illustrative"}]
    assert groups["建筑 Buildings"]["extras"]["estimated"]["en"] == "1 building heights are estimated"


def test_the_file_says_where_it_comes_from(scene: Scene) -> None:
    made = chunk(written(scene, LATER))
    extras = made["nodes"][made["scenes"][0]["nodes"][0]]["extras"]
    assert extras["statement"] == {"zh": "情景推演，不是预测", "en": "Scenario, not a prediction"}
    assert extras["scenario"]["id"] == "later"
    assert extras["scenario"]["hash"] == "cafe" * 16
    assert extras["year"] == 2035
    assert extras["changes"] == [KEY]
    assert extras["crs"] == "EPSG:26986"
    assert "PDDL" in made["asset"]["copyright"]


def test_a_pair_is_two_scenes_that_share_what_both_show(scene: Scene, tmp_path: Path) -> None:
    data = written(scene, TODAY, LATER)
    made = chunk(data)
    assert [s["name"] for s in made["scenes"]] == ["2035", "现状 Today"]
    assert made["scene"] == 0
    shared = {n["name"] for n in under(made, made["scenes"][0]["nodes"][0])}
    assert made["scenes"][0]["nodes"][0] == made["scenes"][1]["nodes"][0]
    assert not any("Cars" in n or "parking" in n for n in shared)
    later, today = (under(made, s["nodes"][1]) for s in made["scenes"])
    assert [n["name"] for n in later if "mesh" in n] == [
        "停车空间转换 Converted parking (Only 2035): A car park becomes a park"
    ]
    (car,) = (n for n in today if "mesh" in n)
    assert car["name"] == "汽车 Cars (Only Today): until A car park becomes a park"
    assert car["extras"]["hidden_by"] == [KEY]
    model = read(data, tmp_path / "pair.glb")
    assert not any("Cars" in name for name in model.graph.nodes)


def test_colours_are_linear_and_materials_unlit(scene: Scene, tmp_path: Path) -> None:
    made = chunk(written(scene, LATER))
    assert made["extensionsUsed"] == ["KHR_materials_unlit"]
    assert "extensionsRequired" not in made
    assert all("KHR_materials_unlit" in m["extensions"] and m["doubleSided"] for m in made["materials"])
    shadow = next(m for m in made["materials"] if m.get("alphaMode") == "BLEND")
    # 0.09 over the pale ground as stored colours is as dark as 0.14 in light.
    assert 0.12 < shadow["pbrMetallicRoughness"]["baseColorFactor"][3] < 0.18
    model = read(written(scene, LATER), tmp_path / "one.glb")
    park = next(g for n, g in model.geometry.items() if "park" in n)
    assert np.asarray(park.visual.vertex_attributes["color"])[0].tolist() == [41, 141, 84, 255]


def test_lines_textures_and_bounds_are_as_the_format_wants_them(scene: Scene) -> None:
    made = chunk(written(scene, LATER))
    primitives = [p for m in made["meshes"] for p in m["primitives"]]
    assert sorted(p["mode"] for p in primitives) == [1, 4, 4, 4, 4]
    (image,) = made["images"]
    assert image["mimeType"] == "image/png"
    assert all(v["byteOffset"] % 4 == 0 for v in made["bufferViews"])
    for primitive in primitives:
        position = made["accessors"][primitive["attributes"]["POSITION"]]
        assert len(position["min"]) == len(position["max"]) == 3


def test_the_same_scene_is_the_same_bytes(scene: Scene) -> None:
    assert written(scene, TODAY, LATER) == written(block(), TODAY, LATER)


def test_cancel_stops_between_two_meshes(scene: Scene) -> None:
    def stop(share: float, what: Words) -> None:
        if share > 0.4:
            raise Cancelled

    with pytest.raises(Cancelled):
        b"".join(glb_pieces(scene, (LATER,), stop))


def test_what_two_scenarios_share_is_one_mesh_that_needs_either() -> None:
    twins = [
        part(f"{name}/count:disc", square(0, 0, 0, 1), (9, 9, 9), needs=frozenset({f"{name}/count"}), layer="sensors")
        for name in ("now", "later")
    ]
    (batch,) = batches(twins, [frozenset({"now/count"}), frozenset({"later/count"})])
    assert batch.needs == {"now/count", "later/count"}
    assert batch.shown == (True, True)
    assert len(batch.cells) == 2


def test_detail_for_the_street_is_left_out_from_above(scene: Scene) -> None:
    assert {p.name for p in scene.parts} - {p.name for p in as_seen_from_above(scene.parts)} == {"later/park:near"}


@given(
    hnp.arrays(np.float32, st.tuples(st.integers(3, 30), st.just(3)), elements=st.sampled_from([0.0, 1.0, 2.5])),
    st.data(),
)
def test_welding_keeps_every_triangle_where_it_was(points: np.ndarray, data: st.DataObject) -> None:
    corners = st.lists(st.integers(0, len(points) - 1), min_size=3, max_size=3, unique=True)
    cells = np.array(data.draw(st.lists(corners, min_size=1, max_size=9)), np.int32)
    rgb = (points * 100).astype(np.uint8)
    thing = part("ground/plain", points, (0, 0, 0), cells=cells)
    (batch,) = batches([type(thing)(**{**thing.__dict__, "rgb": rgb})], [frozenset()])
    corner = points[cells]
    whole = [t for t in corner if all((t[k] != t[k - 1]).any() for k in range(3))]
    assert np.array_equal(batch.points[batch.cells], np.array(whole).reshape(-1, 3, 3))
    assert len(np.unique(np.c_[batch.points, batch.rgb], axis=0)) == len(batch.points)


def test_three_states_share_what_some_of_them_show(scene: Scene) -> None:
    early = PlanState("later", 2026, frozenset({"parking"}))
    made = chunk(written(scene, TODAY, early, LATER))
    names = [[n["name"] for k in s["nodes"][1:] for n in under(made, k) if "mesh" in n] for s in made["scenes"]]
    assert names[1] == names[2] == ["汽车 Cars (Only Today, 2026): until A car park becomes a park"]
    assert len(names[0]) == 1
    assert "parking" in names[0][0]
    assert all(len(shown) == 1 for shown in names)
