"""Kendall as a model, a web page and a film: written, and read again by somebody else's program."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import trimesh
from browser import Browser, find
from PIL import Image, ImageChops

from wespace_desktop.errors import Cancelled
from wespace_desktop.picture.asking import Wish, sheet_for
from wespace_desktop.picture.formats import Order, What, Writer
from wespace_desktop.picture.model_file import write_model
from wespace_desktop.picture.web_about import HAZE_BIRD, HAZE_STREET
from wespace_desktop.picture.web_page import write_page
from wespace_desktop.render.finish import haze_of
from wespace_desktop.render.shot import Shot
from wespace_desktop.render.stage import Stage
from wespace_desktop.scene.batches import batches
from wespace_desktop.scene.opening import open_scenarios
from wespace_desktop.scene.packing import Packed, unpack
from wespace_desktop.scene.part import Scene, is_shown

FILE = Path(__file__).parents[2] / "scenarios" / "kendall-2035.yaml"
needs_browser = pytest.mark.skipif(find() is None, reason="no browser here to open the page in")
DRAWN = "document.body?.dataset.drawn >= '1'"


@pytest.fixture(scope="module")
def pair() -> Scene:
    return open_scenarios([FILE])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("model")


@pytest.fixture(scope="module")
def page(pair: Scene, folder: Path) -> Path:
    (out,) = write_page(pair, order(folder / "page.html"))
    return out


@pytest.fixture(scope="module")
def browser(page: Path) -> Iterator[Browser]:
    with Browser((1000, 640)) as found:
        found.open(page)
        found.wait(DRAWN)
        yield found


def order(out: Path, what: What = "view", **wish: object) -> Order:
    return Order(replace(Wish(FILE, lang="en"), **wish), out, what)


def between(text: str, start: str) -> str:
    return text.split(start, 1)[1].split("</script>", 1)[0]


# GLB ------------------------------------------------------------------------------------------------------------------


def test_the_model_has_the_triangles_and_the_bounds_of_the_scene(pair: Scene, folder: Path) -> None:
    (out,) = write_model(pair, order(folder / "model.glb", mode="single"))
    model = trimesh.load(out)
    standing = frozenset(pair.plans[-1].key(c) for c in pair.plans[-1].changes)
    shown = [p for p in pair.parts if p.seen_from != "street" and is_shown(p.needs, p.hidden_by, standing)]
    triangles = sum(len(g.faces) for g in model.geometry.values() if isinstance(g, trimesh.Trimesh))
    # trimesh counts what is in the file; a sliver whose corners coincide is not written.
    assert 0.999 < triangles / sum(len(p.cells) for p in shown if not p.is_lines) <= 1
    points = np.concatenate([p.points for p in shown if len(p.cells)])
    low, high = points.min(axis=0), points.max(axis=0)
    assert np.allclose(model.bounds, [[low[0], low[2], -high[1]], [high[0], high[2], -low[1]]])
    names = set(model.graph.nodes)
    assert {"建筑 Buildings", "汽车 Cars", "停车空间转换 Converted parking"} <= names
    assert out.stat().st_size < 45_000_000


def test_layers_that_are_left_out_are_not_in_the_model(pair: Scene, folder: Path) -> None:
    (out,) = write_model(pair, order(folder / "bare.glb", mode="single", without=("sensors", "av_lanes")))
    names = " ".join(trimesh.load(out).graph.nodes)
    assert "Converted parking" in names
    assert "Sensor network" not in names
    assert "Autonomous" not in names


# Web page -------------------------------------------------------------------------------------------------------------


def test_the_page_holds_every_triangle_of_both_states(pair: Scene, page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    told = json.loads(between(text, 'id="about">'))
    packed = Packed(tuple(told["meshes"]), base64.b64decode(between(text, 'id="model">')))
    meshes = unpack(packed)
    made = batches(pair.parts, ())
    assert sum(len(cells) for _, cells, _ in meshes) == sum(len(b.cells) for b in made)
    for (points, cells, rgb), mesh in zip(meshes, packed.meshes, strict=True):
        assert len(points) == len(rgb) == mesh["points"]
        assert 0 <= cells.min() <= cells.max() < len(points)
        assert sum(mesh["squares"]) == len(cells)
    low, high = (
        np.min([p.min(axis=0) for p, _, _ in meshes], axis=0),
        np.max([p.max(axis=0) for p, _, _ in meshes], axis=0),
    )
    points = np.concatenate([b.points for b in made])
    assert np.allclose([low, high], [points.min(axis=0), points.max(axis=0)], atol=0.006)


def test_the_page_fetches_nothing_and_is_light_enough_to_send(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert not re.findall(r"""(?:src|href|url|import|fetch)\W{1,3}(?:https?:)?//""", text)
    assert "default-src 'none'" in text
    assert page.stat().st_size < 15_000_000


def test_the_page_says_what_the_picture_says(page: Path) -> None:
    told = json.loads(between(page.read_text(encoding="utf-8"), 'id="about">'))
    assert told["statement"] == {"zh": "情景推演，不是预测", "en": "Scenario, not a prediction"}
    assert "PDDL" in told["print"]["en"]
    assert "illustrative" in told["print"]["en"]
    assert "heights estimated" in told["print"]["en"]
    for layer in told["layers"]:
        assert layer["gains"], layer["id"]
        assert layer["harms"], layer["id"]
        assert set(layer["figures"]) == {str(y) for y in range(2026, 2036)}


def test_the_same_page_is_the_same_bytes(pair: Scene, page: Path, folder: Path) -> None:
    (again,) = write_page(pair, order(folder / "again.html"))
    assert again.read_bytes() == page.read_bytes()


def test_a_storyboard_becomes_the_slides_of_the_page(pair: Scene, folder: Path) -> None:
    (out,) = write_page(pair, order(folder / "board.html", "storyboard"))
    told = json.loads(between(out.read_text(encoding="utf-8"), 'id="about">'))
    storyboard = pair.plans[-1].scenario.storyboard
    assert [s["id"] for s in told["slides"]] == [s.id for s in storyboard]
    assert [s["title"]["zh"] for s in told["slides"]] == [s.title.zh for s in storyboard]


def test_the_page_has_the_haze_of_the_program(pair: Scene) -> None:
    bird = pair.plans[-1].scenario.views[0].camera
    for factor in (0.3, 1.0, 3.0):
        target, away = np.array(bird.target), (np.array(bird.position) - bird.target) * factor
        shot = Shot(replace(bird, position=tuple(target + away)), frozenset(), (64, 64))
        haze, length = haze_of(shot), float(np.linalg.norm(away))
        start, over, least, most = HAZE_BIRD
        assert (haze.start, haze.over, haze.most) == pytest.approx(
            (max(start * length, least), max(over * length, least), most)
        )
    street = replace(bird, position=(0.0, 0.0, 3.0))
    haze = haze_of(Shot(street, frozenset(), (64, 64)))
    assert (haze.start, haze.over, haze.most) == HAZE_STREET


@pytest.mark.parametrize(("write", "name"), [(write_model, "a.glb"), (write_page, "a.html")])
def test_cancel_leaves_no_file_and_keeps_the_old_one(write: Writer, name: str, pair: Scene, tmp_path: Path) -> None:
    shares: list[float] = []
    old = tmp_path / f"old-{name}"
    old.write_bytes(b"old")
    for out in (tmp_path / name, old):
        shares.clear()
        with pytest.raises(Cancelled):
            write(pair, order(out), None, lambda share, _: shares.append(share), lambda: len(shares) > 1)
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [(old.name, b"old")]


@needs_browser
def test_the_page_opens_offline_without_a_word_of_complaint(browser: Browser) -> None:
    picture = np.asarray(browser.look())
    assert len(np.unique(picture[60:600, :600].reshape(-1, 3), axis=0)) > 500
    assert browser.said == []
    assert all(a.startswith(("file:", "data:")) for a in browser.asked)


@needs_browser
def test_a_switch_in_the_page_takes_a_layer_off_the_picture(browser: Browser) -> None:
    before = browser.look()
    click(browser, "document.getElementById('layer-parking').click()")
    without = browser.look()
    assert ImageChops.difference(before, without).crop((0, 60, 640, 560)).getbbox() is not None
    click(browser, "document.getElementById('layer-parking').click()")
    stage = (0, 100, 640, 540)
    assert ImageChops.difference(before.crop(stage), browser.look().crop(stage)).getbbox() is None


@needs_browser
def test_the_handle_of_the_page_divides_today_from_the_scenario(browser: Browser) -> None:
    click(browser, "document.querySelectorAll('#modes button')[2].click()")
    assert browser.run("document.getElementById('handle').hidden") is False
    middle = browser.look()
    press = "document.getElementById('handle').dispatchEvent(new KeyboardEvent('keydown', {key: '%s'}))"
    click(browser, press % "End")
    today = browser.look()
    assert browser.run("document.getElementById('handle').getAttribute('aria-valuenow')") == "100"
    click(browser, press % "Home")
    later = browser.look()
    left = (20, 200, 150, 500)
    assert ImageChops.difference(today.crop(left), later.crop(left)).getbbox() is not None
    assert ImageChops.difference(today.crop(left), middle.crop(left)).getbbox() is None
    click(browser, "document.querySelectorAll('#modes button')[1].click()")


@needs_browser
def test_the_page_shows_the_colours_of_the_program(pair: Scene, browser: Browser) -> None:
    """One pane without names, drawn by the program and by the page at the same size: nearly every pixel agrees."""
    click(browser, "document.getElementById('show-names').click()")
    click(browser, "document.querySelectorAll('#modes button')[0].click()")
    box = browser.run(
        "(({x, y, width, height}) => [x, y, width, height])(document.getElementById('stage').getBoundingClientRect())"
    )
    left, top, width, height = (int(n) for n in box)
    seen = np.asarray(browser.look().crop((left, top, left + width, top + height)), int)
    drawn = np.asarray(program_pane(pair, (width, height)), int)
    inner = np.s_[60 : height - 70, 70 : width - 70]  # without tag, scale bar and compass
    miss = np.abs(seen[inner] - drawn[inner]).max(axis=2)
    assert np.median(miss) <= 2
    assert (miss > 24).mean() < 0.05  # edges, which each driver smooths in its own way


def program_pane(pair: Scene, size: tuple[int, int]) -> Image.Image:
    from wespace_desktop.picture.compose import pane_shot

    sheet = replace(sheet_for(pair, Wish(FILE, mode="single")), quality="still")
    stage = Stage()
    stage.show(pair)
    frame = stage.draw(pane_shot(pair, sheet, sheet.panes[0], size))
    stage.close()
    return Image.fromarray(frame.rgba[..., :3].copy())


def click(browser: Browser, script: str) -> None:
    """Do something in the page and wait until it has been drawn at rest."""
    before = browser.run("document.body.dataset.drawn")
    browser.run(script)
    browser.wait(f"document.body.dataset.drawn !== '' && document.body.dataset.drawn !== '{before}'")


def test_a_page_from_the_window_begins_with_what_is_on_screen(pair: Scene, folder: Path) -> None:
    sheet = sheet_for(pair, Wish(FILE, mode="single"))
    shown = replace(sheet, view="", panes=(replace(sheet.panes[0], year=2031, layers=frozenset({"parking"})),))
    (out,) = write_page(pair, replace(order(folder / "window.html"), sheet=shown))
    told = json.loads(between(out.read_text(encoding="utf-8"), 'id="about">'))
    first = told["slides"][0]
    assert (first["name"]["en"], first["year"], first["layers"]) == ("This view", 2031, ["parking"])
    assert first["mode"] == "single"
    assert told["before"]["id"] == "kendall-today"
    assert [s["id"] for s in told["slides"][1:]] == [v.id for v in pair.plans[-1].scenario.views]
