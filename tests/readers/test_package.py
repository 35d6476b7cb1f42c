"""A district survives the package unchanged, and torn bytes give one sentence."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import numpy as np
import orjson
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wespace_desktop.errors import EXIT_MISSING_DATA, WeSpaceError
from wespace_desktop.model.district import THEMES, District, Repair, Source, Theme
from wespace_desktop.model.words import Words
from wespace_desktop.readers.package import find_district, load_district, save_district

metre = st.integers(-900_000, 900_000).map(lambda mm: mm / 1000)
points = st.builds(shapely.Point, metre, metre)
lines = st.lists(st.tuples(metre, metre), min_size=2, max_size=6, unique=True).map(shapely.LineString)
boxes = st.tuples(metre, metre, st.integers(1, 9000), st.integers(1, 9000)).map(
    lambda b: shapely.box(b[0], b[1], round(b[0] + b[2] / 1000, 3), round(b[1] + b[3] / 1000, 3))
)
holed = boxes.map(lambda b: shapely.Polygon(b.exterior.coords, [_shrunk(b)]))
texts = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=8)
columns = {"number": st.floats(allow_infinity=False), "flag": st.booleans(), "word": texts}
dtypes = {"number": float, "flag": bool, "word": str}

SHIPPED = "Shipped districts: helsinki, kendall"


def _shrunk(box: shapely.Polygon) -> list[tuple[float, float]]:
    x0, y0, x1, y1 = box.bounds
    ring = shapely.box(x0 + (x1 - x0) / 3, y0 + (y1 - y0) / 3, x1 - (x1 - x0) / 3, y1 - (y1 - y0) / 3).exterior
    return [(round(x, 3), round(y, 3)) for x, y in ring.coords]


@st.composite
def themes(draw: st.DrawFn) -> Theme:
    name = draw(st.sampled_from(sorted(THEMES)))
    single = {"point": points, "line": lines, "polygon": boxes | holed}[THEMES[name][0]]
    several = {
        "point": points,
        "line": st.lists(lines, min_size=2, max_size=3).map(shapely.MultiLineString),
        "polygon": st.lists(boxes, min_size=2, max_size=3).map(shapely.MultiPolygon),
    }[THEMES[name][0]]
    geometry = np.array(draw(st.lists(single | several, max_size=5)), object)
    ids = np.array([f"{name}-{i}" for i in range(len(geometry))], str)
    attributes = {
        kind: np.array(draw(st.lists(values, min_size=len(ids), max_size=len(ids))), dtypes[kind])
        for kind, values in columns.items()
    }
    return Theme(name, ids, geometry, attributes)


def district_of(*found: Theme) -> District:
    return District(
        "place", Words("地方", "Place"), "EPSG:26986", (100.0, 200.0), (-9.0, -9.0, 9.0, 9.0),
        {t.name: t for t in found},
        (Source("s", Words("来源", "Source"), "someone", "PDDL", "2026"),), Words("", "someone"), "2026",
        (Repair("roads", "road-1", "repaired", "self-intersection"),), (Words("注", "note"),),
    )  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(themes(), max_size=3, unique_by=lambda t: t.name))
def test_what_is_saved_is_loaded(tmp_path: Path, found: list[Theme]) -> None:
    path = tmp_path / "district.npz"
    district = save_district(district_of(*found), path)
    again = load_district(path)
    assert (again.id, again.title, again.crs, again.origin, again.extent) == (
        district.id, district.title, district.crs, district.origin, district.extent,
    )  # fmt: skip
    assert (again.sources, again.credit, again.repairs, again.notes) == (
        district.sources, district.credit, district.repairs, district.notes,
    )  # fmt: skip
    assert again.hash == district.hash != ""
    assert list(again.themes) == list(district.themes)
    for name, theme in district.themes.items():
        other = again.theme(name)
        assert list(other.ids) == list(theme.ids)
        assert [g.wkt for g in other.geometry] == [g.wkt for g in theme.geometry]
        for kind, column in theme.attributes.items():
            np.testing.assert_array_equal(other.attributes[kind], column)
    first = path.read_bytes()
    save_district(again, path)
    assert path.read_bytes() == first


@pytest.fixture
def package(tmp_path: Path) -> Path:
    path = tmp_path / "district.npz"
    boxes = np.array([shapely.box(i * 10, 0, i * 10 + 5, 8) for i in range(30)], object)
    ids = np.array([f"bldg-{i}" for i in range(30)])
    save_district(district_of(Theme("buildings", ids, boxes, {"height_m": np.linspace(3, 90, 30)})), path)
    return path


def sentence(path: Path) -> str:
    with pytest.raises(WeSpaceError) as caught:
        load_district(path)
    assert caught.value.exit_code == EXIT_MISSING_DATA
    assert len(caught.value.problems) == 1
    return str(caught.value).replace(str(path), "district.npz")


def load_or_problem(path: Path) -> District | WeSpaceError:
    try:
        return load_district(path)
    except WeSpaceError as error:
        return error


def wkt(district: District) -> list[str]:
    return [geometry.wkt for geometry in district.theme("buildings").geometry]


TORN = "district.npz: this district package cannot be opened: "
AGAIN = ". Make it again with wespace import, or fetch it again"


def test_two_hundred_mutations_never_crash_and_never_lie(package: Path) -> None:
    whole = package.read_bytes()
    truth = load_district(package)
    rng = np.random.default_rng(20)
    for _ in range(200):
        torn = bytearray(whole)
        for _ in range(rng.integers(1, 4)):
            how, at = rng.integers(4), int(rng.integers(len(torn)))
            if how == 0:
                torn[at] ^= 1 << int(rng.integers(8))
            elif how == 1:
                del torn[at:]
            elif how == 2:
                torn[at : at + 40] = rng.bytes(40)
            else:
                torn[at:at] = torn[max(0, at - 60) : at]
            torn = torn or bytearray(b"x")
        package.write_bytes(torn)
        again = load_or_problem(package)
        if isinstance(again, District):
            assert again.hash == truth.hash
            assert wkt(again) == wkt(truth)
        else:
            assert len(again.problems) == 1


def test_a_missing_a_torn_and_an_alien_file(package: Path) -> None:
    assert sentence(package.with_name("none.npz")) == "district.npz: no such district package"
    package.write_bytes(package.read_bytes()[:-30])
    assert sentence(package) == TORN + "it is not a whole package file" + AGAIN
    np.savez(package, steps=np.zeros(3))
    assert sentence(package) == TORN + "it lacks meta, counts, numbers, flags, codes, text" + AGAIN


def rewritten(package: Path, change: str, value: object) -> None:
    with zipfile.ZipFile(package) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    meta = orjson.loads(np.load(io.BytesIO(parts["meta.npy"])).tobytes())
    meta[change] = value
    stream = io.BytesIO()
    np.save(stream, np.frombuffer(orjson.dumps(meta), np.uint8))
    parts["meta.npy"] = stream.getvalue()
    with zipfile.ZipFile(package, "w") as archive:
        for name, blob in parts.items():
            archive.writestr(name, blob)


def test_a_newer_format_and_a_changed_content(package: Path) -> None:
    shutil.copy(package, package.with_name("whole.npz"))
    rewritten(package, "format", 2)
    assert sentence(package) == (
        "district.npz: this district package has format 2, made by a newer program; this program reads up to 1. "
        "Update WeSpace Desktop"
    )
    shutil.copy(package.with_name("whole.npz"), package)
    rewritten(package, "credit", {"zh": "", "en": "me"})
    assert sentence(package) == TORN + "its content does not match its checksum" + AGAIN


def test_objects_are_never_unpickled(package: Path) -> None:
    with zipfile.ZipFile(package) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    stream = io.BytesIO()
    np.save(stream, np.array([print], object), allow_pickle=True)
    parts["steps.npy"] = stream.getvalue()
    with zipfile.ZipFile(package, "w") as archive:
        for name, blob in parts.items():
            archive.writestr(name, blob)
    assert sentence(package) == TORN + "an array has an unexpected shape" + AGAIN


def test_a_bomb_is_refused_before_it_is_unpacked(package: Path) -> None:
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("steps.npy", bytes(64 * 1024**2))
    assert sentence(package) == TORN + "it would unpack to 64 MiB" + AGAIN


def test_a_far_coordinate_is_not_saved(tmp_path: Path) -> None:
    far = Theme("trees", np.array(["tree-1"]), np.array([shapely.Point(1e30, 0)], object), {})
    with pytest.raises(ValueError, match="trees: a coordinate is not finite or farther than 1,000 km from the origin"):
        save_district(district_of(far), tmp_path / "district.npz")
    assert list(tmp_path.iterdir()) == []


def test_find_by_name_and_beside_the_scenario(package: Path) -> None:
    scenario = package.with_name("plan.yaml")
    assert find_district("kendall", scenario).parts[-2:] == ("kendall", "district.npz")
    assert find_district("district.npz", scenario) == package
    folder = package.parent / "mine"
    folder.mkdir()
    shutil.copy(package, folder)
    assert find_district("mine", scenario) == folder / "district.npz"
    assert find_district("./mine/district.npz", scenario) == folder / "district.npz"


@pytest.mark.parametrize(
    "name",
    [
        "../district.npz", "/etc/passwd", r"C:\x.npz", r"\\host\share\x", "a/../../b", "http://x/y", "nul", "a\0b",
        "", "C:x",
    ],
)
def test_paths_out_of_the_folder_are_refused(package: Path, name: str) -> None:
    home = package.parent / "inner"
    home.mkdir()
    with pytest.raises(WeSpaceError) as caught:
        find_district(name, home / "plan.yaml")
    said = f'district: "{name}" leads outside the scenario\'s folder. {SHIPPED}'
    assert str(caught.value) == said


def test_a_link_out_of_the_folder_is_refused(package: Path) -> None:
    home = package.parent / "inner"
    home.mkdir()
    try:
        (home / "link.npz").symlink_to(package)
    except OSError:
        pytest.skip("this system makes no symbolic links")
    with pytest.raises(WeSpaceError, match="leads outside the scenario's folder"):
        find_district("link.npz", home / "plan.yaml")


def test_an_unknown_district_lists_the_shipped_ones(tmp_path: Path) -> None:
    with pytest.raises(WeSpaceError) as caught:
        find_district("kendal", tmp_path / "plan.yaml")
    assert str(caught.value) == (
        f'district: "kendal" is not a shipped district and not a package beside the scenario. {SHIPPED}'
    )
