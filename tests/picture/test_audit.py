"""The audit of a view: a lot behind a house is hidden from the street and seen from above; every pixel is counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import shapely

from wespace_desktop.model.district import District, Theme
from wespace_desktop.model.plan import Change, Plan
from wespace_desktop.model.scenario import Action, Intervention, LayerState, Scenario, Target
from wespace_desktop.model.view import Camera
from wespace_desktop.model.words import Words
from wespace_desktop.picture.audit import Audit, Sight, audit, judged, size_like, spec_pairs
from wespace_desktop.picture.audit_words import hidden_losses, hidden_words, seen_words, share_words, tallies
from wespace_desktop.picture.film_unseen import never_seen
from wespace_desktop.picture.film_wish import Moment
from wespace_desktop.picture.sheet import PaneSpec, Sheet
from wespace_desktop.render.shot import Shot
from wespace_desktop.render.stage import Stage
from wespace_desktop.scene import answers
from wespace_desktop.scene.ledger import ledger
from wespace_desktop.scene.part import IdTable, Part, Scene

#: Low in front of the house, and high above it.
STREET = Camera((100.0, -150.0, 4.0), (100.0, 100.0, 4.0), 40.0)
ABOVE = Camera((100.0, 100.0, 600.0), (100.0, 100.1, 0.0), 30.0)
LAYERS = frozenset({"parking"})
NAMES = ("lot-behind", "lot-before")


def _box(name: str, bounds: tuple[float, ...], z: tuple[float, float], index: int, **where: object) -> Part:
    x0, y0, x1, y1 = bounds
    points = np.array([(x, y, h) for h in z for x, y in ((x0, y0), (x1, y0), (x1, y1), (x0, y1))], np.float32)
    quads = [(4, 5, 6, 7), (0, 1, 5, 4), (1, 2, 6, 5), (2, 3, 7, 6), (3, 0, 4, 7)]
    cells = np.array([t for a, b, c, d in quads for t in ((a, b, c), (a, c, d))], np.int32)
    ids = np.full(8, index, np.int32)
    return Part(name, points, cells, np.full((8, 3), 200, np.uint8), ids, **where)  # type: ignore[arg-type]


def _plan(district: District, name: str, actions: tuple[tuple[str, Action], ...]) -> Plan:
    changes = []
    for lot, action in actions:
        made = Intervention(f"{action}-{lot}", "parking", action, Target(), 2028, Words("变", "Change"))
        changes.append(Change(made, (lot,), (lot,), 2030))
    kind = "scenario" if actions else "baseline"
    title = Words(name, name)
    on = {"parking": LayerState(True)}
    told = tuple(c.intervention for c in changes)
    scenario = Scenario(name, kind, title, 2035, "toy", on, told, (), Path(f"{name}.yaml"), name)
    return Plan(scenario, district, tuple(changes))


@pytest.fixture(scope="module")
def scene() -> Scene:
    """A house 40 m wide and 30 m high; one lot behind it, one before it; 2035 removes both."""
    lots = Theme(
        "parking_lots",
        np.array(NAMES),
        np.array([shapely.box(85, 130, 115, 160), shapely.box(85, 40, 115, 70)], object),
        {"capacity": np.array([30.0, 30.0])},
    )
    title = Words("玩具", "Toy")
    district = District("toy", title, "EPSG:26986", (0, 0), (0, 0, 200, 200), {"parking_lots": lots}, (), title, "2026")
    plans = (
        _plan(district, "today", ()),
        _plan(district, "later", (("lot-behind", "remove"), ("lot-before", "remove"))),
    )
    ids = IdTable(district)
    house = ids.of("house")
    parts = [
        _box("ground", (-400, -400, 600, 600), (-1, 0), 0),
        _box("house", (80, 90, 120, 120), (0, 30), house),
    ]
    for name, shape in zip(NAMES, lots.geometry, strict=True):
        key = frozenset({f"later/remove-{name}"})
        parts.append(_box(name, shape.bounds, (0, 0.2), ids.of(name), hidden_by=key))
    return Scene(district, plans, tuple(parts), ids.names(), {}, ())


@pytest.fixture(scope="module")
def stage(scene: Scene) -> Iterator[Stage]:
    made = Stage()
    made.show(scene)
    yield made
    made.close()


def pair(camera: Camera) -> tuple[PaneSpec, PaneSpec]:
    return PaneSpec("today", 2035, LAYERS, camera), PaneSpec("later", 2035, LAYERS, camera)


def test_a_lot_behind_a_house_is_hidden_from_the_street(stage: Stage, scene: Scene) -> None:
    found = audit(stage, scene, pair(STREET))
    assert [s.name for s in found.hidden(found.losses)] == ["lot-behind"]
    assert hidden_words(found) == Words(
        "本视角看不到：2 处取消的停车场中的 1 处", "Hidden here: 1 of 2 removed car parks"
    )
    assert seen_words(found).en == "Seen here: 1 of 2 losses, 0 of 0 gains"
    assert found.score == 0.5


def test_from_above_it_is_seen_and_nothing_is_said(stage: Stage, scene: Scene) -> None:
    found = audit(stage, scene, pair(ABOVE))
    assert found.hidden(found.losses) == ()
    assert not hidden_words(found)
    assert found.score == 1.0


def test_counts_and_shares_add_up(stage: Stage, scene: Scene) -> None:
    found = audit(stage, scene, pair(ABOVE))
    assert found.changed == sum(s.pixels for s in found.losses), "ground takes the place of both lots, pixel by pixel"
    assert found.share == found.changed / (960 * 540)
    sizes = [s.pixels for s in found.losses]
    assert sizes[0] == pytest.approx(sizes[1], rel=0.02), "both lots are 30 x 30 m"
    half_m = 600 * np.tan(np.radians(15)) * 2 / 540
    assert sizes[0] == pytest.approx((30 / half_m) ** 2, rel=0.02)


def test_another_thing_of_the_same_name_counts_where_its_settings_differ(scene: Scene) -> None:
    entries = ledger(scene, *pair(ABOVE))
    before = np.array([[1, 1, 0, 3]], np.int32)
    after = np.array([[1, 0, 0, 3]], np.int32)
    altered = replace(entries[0], kind="retagged", gone=("house",), come=("house",))
    assert judged(scene, entries, (before, after), True).changed == 1
    assert judged(scene, (altered,), (before, after), True).changed == 2
    assert judged(scene, entries, (before, after), False).share is None


def test_what_is_drawn_nowhere_is_in_no_count(scene: Scene) -> None:
    bare = replace(scene, parts=tuple(p for p in scene.parts if p.name != "lot-behind"))
    empty = np.zeros((4, 4), np.int32)
    found = judged(bare, ledger(bare, *pair(ABOVE)), (empty, empty), True)
    assert (found.undrawn, [s.name for s in found.losses]) == (("lot-behind",), ["lot-before"])


def test_twelve_pixels_of_full_hd_make_a_thing_seen() -> None:
    assert Audit((1920, 1080), 0, ()).least == 12
    assert Audit((960, 540), 0, ()).least == 3
    assert Audit((160, 90), 0, ()).least == 1


def test_losses_weigh_what_gains_weigh() -> None:
    gains = tuple(Sight(f"pod-{i}", "pod", False, 9, "e") for i in range(99))
    losses = (Sight("lot", "parking_lots", True, 0, "e"),)
    found = Audit((960, 540), 518, gains + losses)
    assert found.score == 0.5
    assert share_words(found) == Words("画面的 < 1% 有变化", "< 1% of this picture changes")
    assert [t.words.en for t in tallies(found)] == ["1 of 1 removed car park", "0 of 99 added pods"]


def test_a_picture_that_hides_a_loss_says_so(stage: Stage, scene: Scene) -> None:
    sheet = Sheet((1600, 900), pair(STREET))
    assert hidden_losses(stage, scene, sheet, (800, 450)).en == "Hidden here: 1 of 2 removed car parks"
    assert not hidden_losses(stage, scene, replace(sheet, panes=pair(ABOVE)), (800, 450))
    assert hidden_losses(None, scene, sheet, (800, 450)).en, "without a stage: what was found before"
    assert not hidden_losses(None, replace(scene), sheet, (800, 450)), "nobody has looked yet"


def test_a_pane_alone_is_held_against_the_baseline(scene: Scene) -> None:
    alone = pair(STREET)[1]
    ((before, after),) = spec_pairs(scene, (alone,))
    assert (before.scenario, before.camera, after) == ("today", STREET, alone)
    assert spec_pairs(scene, (pair(STREET)[0],)) == ()


def test_the_small_picture_has_the_shape_of_the_pane() -> None:
    assert size_like((1920, 1080)) == (960, 540)
    wide, high = size_like((600, 1200))
    assert high == pytest.approx(2 * wide, abs=1)
    assert wide * high == pytest.approx(960 * 540, rel=0.01)


def film(*cameras: Camera) -> list[Moment]:
    return [Moment(Sheet((320, 180), pair(camera), mode="swipe")) for camera in cameras]


def test_a_film_says_what_none_of_its_places_shows(stage: Stage, scene: Scene) -> None:
    lower = replace(STREET, position=(100.0, -160.0, 4.0))
    assert never_seen(stage, scene, film(STREET, lower), (320, 180)) == Words(
        "整部影片都看不到：2 处取消的停车场中的 1 处", "Never in view in this film: 1 of 2 removed car parks"
    )


def test_what_one_place_of_a_film_shows_is_not_hidden_in_it(stage: Stage, scene: Scene) -> None:
    assert never_seen(stage, scene, film(STREET, ABOVE), (320, 180)) == Words()


def test_a_camera_that_stands_says_what_it_hides(stage: Stage, scene: Scene) -> None:
    said = never_seen(stage, scene, film(STREET, STREET), (320, 180))
    assert said.en == "Hidden here: 1 of 2 removed car parks"


def test_a_long_film_is_asked_at_few_places(stage: Stage, scene: Scene) -> None:
    class Counting:
        asked = 0

        def names(self, shot: Shot) -> np.ndarray:
            self.asked += 1
            return np.zeros(shot.size[::-1], np.int32)

    counting = Counting()
    cameras = [replace(STREET, position=(100.0, -170.0 - k, 4.0)) for k in range(200)]
    said = never_seen(counting, scene, film(*cameras), (320, 180))
    assert said.en == "Never in view in this film: 2 of 2 removed car parks"
    assert counting.asked == 32


class _Told:
    """Counts how often it is asked to draw; it says who it is, as a stage does."""

    def __init__(self, stage: Stage, maker: str) -> None:
        self._stage, self.maker, self.asked = stage, maker, 0

    def names(self, shot: Shot) -> np.ndarray:
        self.asked += 1
        return self._stage.names(shot)


def test_what_an_earlier_start_found_is_not_looked_for_again(
    scene: Scene, stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WESPACE_CACHE_DIR", str(tmp_path))
    pair = (PaneSpec("today", 2035, LAYERS, ABOVE), PaneSpec("later", 2035, LAYERS, ABOVE))

    def started(maker: str) -> tuple[Audit, int]:
        again = replace(scene)
        answers.remember(again, "the same files")
        told = _Told(stage, maker)
        return audit(told, again, pair, (64, 36)), told.asked

    first, drawn = started("one")
    assert drawn == 2
    assert started("one") == (first, 0)
    assert started("another") == (first, 2)
    assert started("") == (first, 2)
