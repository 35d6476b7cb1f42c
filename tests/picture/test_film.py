"""Films: what each frame shows, and that the files hold those frames when another library reads them."""

from __future__ import annotations

import builtins
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up import PaintedStage, make_sheet
from PIL import Image

from wespace_desktop.errors import EXIT_USAGE, Cancelled, WeSpaceError
from wespace_desktop.model.words import Words
from wespace_desktop.picture.asking import Wish
from wespace_desktop.picture.film import film_sheet, write_film
from wespace_desktop.picture.film_files import NO_VIDEO, Reel, gif_pieces, mp4_pieces, webp_pieces
from wespace_desktop.picture.film_frames import FilmPainter, as_rgb
from wespace_desktop.picture.film_legend import cast_of, line, standing_in
from wespace_desktop.picture.film_wish import FilmWish, Moment, checked, moments
from wespace_desktop.picture.formats import Order
from wespace_desktop.render import camera as cam
from wespace_desktop.scene.part import Scene

SIZE = (320, 180)
LATER = Path("later.yaml")


def order(out: Path, film: FilmWish, **wish: Any) -> Order:
    return Order(replace(Wish(LATER, size=SIZE, lang="en"), **wish), out, film=film)


def read(path: Path) -> list[np.ndarray]:
    if path.suffix == ".mp4":
        with av.open(str(path)) as film:
            return [f.to_ndarray(format="rgb24") for f in film.decode(video=0)]
    with Image.open(path) as film:
        return [np.asarray(_at(film, k).convert("RGB")) for k in range(film.n_frames)]


def _at(film: Any, k: int) -> Any:
    film.seek(k)
    return film


def painted(scene: Scene, moment: Moment, steady: Any) -> np.ndarray:
    return as_rgb(FilmPainter(PaintedStage(), scene, steady).image(moment))


def pictures(count: int) -> Iterator[np.ndarray]:
    """Frames of a square that wanders over a gradient."""
    ground = np.zeros((60, 80, 3), np.uint8)
    ground[..., 0] = np.linspace(90, 220, 80).astype(np.uint8)
    ground[..., 1] = np.linspace(60, 240, 60).astype(np.uint8)[:, None]
    for k in range(count):
        frame = ground.copy()
        frame[10:30, 5 + 6 * k : 25 + 6 * k] = (20, 90, 200)
        yield frame


# What is in the frames ------------------------------------------------------------------------------------------------


def test_a_turntable_goes_once_around_and_meets_its_start() -> None:
    sheet = make_sheet(SIZE)
    steps = moments(sheet, FilmWish("turntable", 1.0, 12), (), 2026)
    headings = [cam.heading(m.sheet.panes[0].camera)[0] for m in steps]
    turns = [(b - a) % 360 for a, b in zip(headings, headings[1:] + headings[:1], strict=True)]
    assert np.allclose(turns, 30.0)
    assert {m.sheet.panes[0].camera.target for m in steps} == {sheet.panes[0].camera.target}
    assert all(p.camera == m.sheet.panes[0].camera for m in steps for p in m.sheet.panes)


@given(st.floats(0.5, 20.0), st.integers(4, 60))
def test_a_swipe_goes_all_the_way_and_never_back(seconds: float, fps: int) -> None:
    steps = moments(make_sheet(SIZE), FilmWish("swipe", seconds, fps), (), 2026)
    shares = [m.sheet.swipe for m in steps]
    assert (shares[0], shares[-1]) == (1.0, 0.0)
    assert shares == sorted(shares, reverse=True)
    assert all(m.sheet.mode == "swipe" for m in steps)


@given(st.floats(1.0, 30.0), st.integers(2, 60), st.integers(2020, 2035))
def test_the_years_pass_one_by_one_and_end_with_the_asked_one(seconds: float, fps: int, first: int) -> None:
    sheet = make_sheet(SIZE, panes=1)
    years = [m.sheet.panes[-1].year for m in moments(sheet, FilmWish("years", seconds, fps), (), first)]
    assert years == sorted(years)
    assert (years[0], years[-1]) == (first, 2035)


def test_a_year_fades_only_into_the_next_one() -> None:
    steps = moments(make_sheet(SIZE, panes=1), FilmWish("years", 10.0, 24), (), 2030)
    assert {m.sheet.panes[-1].year for m in steps} == set(range(2030, 2036))
    fading = [m for m in steps if m.next is not None]
    assert fading
    assert all(m.next is not None and m.next.panes[-1].year == m.sheet.panes[-1].year + 1 for m in fading)
    assert steps[-1].next is None


def test_a_path_stands_at_every_slide_in_turn(scene: Scene) -> None:
    far = replace(scene.plans[1].scenario.views[0], id="far", camera=cam.orbit(make_sheet().panes[0].camera, 90, 0))
    views = (scene.plans[1].scenario.views[0], far)
    steps = moments(make_sheet(SIZE), FilmWish("path", 4.0, 20), views, 2026)
    cameras = [m.sheet.panes[0].camera for m in steps]
    assert cameras[0] == views[0].camera
    assert cameras[-1] == far.camera
    assert sum(c == views[0].camera for c in cameras) > 20
    assert sum(c == far.camera for c in cameras) > 20
    assert [m.sheet.view for m in steps][0::79] == ["bird", "far"]


def test_frames_of_a_swipe_are_drawn_from_two_pictures(scene: Scene) -> None:
    stage = PaintedStage()
    sheet = make_sheet(SIZE)
    painter = FilmPainter(stage, scene, sheet)
    for moment in moments(sheet, FilmWish("swipe", 1.0, 10), (), 2026):
        painter.image(moment)
    assert len(stage.shots) == 2


def test_the_picture_keeps_its_place_while_words_change(scene: Scene) -> None:
    stage = PaintedStage()
    sheet = make_sheet(SIZE, panes=1)
    painter = FilmPainter(stage, scene, sheet)
    for moment in moments(sheet, FilmWish("years", 1.0, 10), (), 2026):
        painter.image(moment)
    assert len({shot.size for shot in stage.shots}) == 1


def test_a_fade_is_between_its_two_years(scene: Scene) -> None:
    sheet = make_sheet(SIZE, panes=1)
    early = replace(sheet, panes=(replace(sheet.panes[0], year=2026),))
    first, last = (painted(scene, Moment(s), sheet).astype(int) for s in (early, sheet))
    middle = painted(scene, Moment(early, sheet, 0.5), sheet).astype(int)
    assert np.abs(middle - (first + last) / 2).max() <= 2


def test_a_layer_keeps_its_place_in_the_line_and_says_when_it_came(scene: Scene) -> None:
    sheet = make_sheet(SIZE, panes=1)
    steps = moments(sheet, FilmWish("years", 2.0, 10), (), 2026)
    cast = cast_of(scene, steps)
    assert [e.layer for e in cast.entries] == ["av_lanes", "cowork_pods", "sensors", "parking"]
    assert set(cast.since.values()) == {2031}
    end = line(cast, standing_in(scene, steps[-1].sheet), 1700.0, "en")
    assert [t.text for t in end.texts][1::2] == ["from 2031"] * 4
    alone = line(cast, {"sensors": ()}, 1700.0, "en")
    assert alone.texts == end.texts[4:6]
    assert alone.height == end.height
    assert line(cast, standing_in(scene, steps[0].sheet), 1700.0, "en").texts == ()


def test_a_swipe_says_on_which_side_a_layer_stands(scene: Scene) -> None:
    steps = moments(make_sheet(SIZE), FilmWish("swipe", 1.0, 10), (), 2026)
    cast = cast_of(scene, steps)
    assert cast.since == {}
    assert set(standing_in(scene, steps[0].sheet).values()) == {(False, True)}
    block = line(cast, standing_in(scene, steps[0].sheet), 1700.0, "en")
    assert len(block.fills) == 2 * len(cast.entries)


def test_a_film_keeps_its_frame_while_titles_and_layers_change(scene: Scene) -> None:
    view = scene.plans[1].scenario.views[0]
    long = Words("长", "A caption that is so long that it needs more than a single line of a small picture " * 2)
    views = (view, replace(view, id="b", caption=long, layers=frozenset({"parking"})), replace(view, id="c"))
    sheet = replace(make_sheet(SIZE), mode="swipe")
    steps = moments(sheet, FilmWish("path", 2.0, 10), views, 2026)
    stage = PaintedStage()
    painter = FilmPainter(stage, scene, sheet, cast_of(scene, steps))
    for moment in steps:
        painter.image(moment)
    assert len({shot.size for shot in stage.shots}) == 1


# Files ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", [".mp4", ".webp", ".gif"])
def test_a_film_is_read_again_with_its_size_and_its_ends(suffix: str, scene: Scene, tmp_path: Path) -> None:
    wish = FilmWish("swipe", 1.0, 10)
    asked = order(tmp_path / f"film{suffix}", wish)
    write_film(scene, asked, PaintedStage())
    frames = read(asked.out)
    assert frames[0].shape == (180, 320, 3)
    assert suffix != ".mp4" or len(frames) == 10
    assert np.abs(frames[0].astype(int) - frames[-1]).max() > 20
    sheet = film_sheet(scene, asked, wish)
    painter = FilmPainter(PaintedStage(), scene, sheet)
    composed = [as_rgb(painter.image(m)).astype(int) for m in moments(sheet, wish, (), 2026)]
    for k in (0, -1):
        assert np.abs(frames[k].astype(int) - composed[k]).mean() < 4


@pytest.mark.parametrize(("suffix", "pieces"), [(".webp", webp_pieces), (".gif", gif_pieces), (".mp4", mp4_pieces)])
def test_every_frame_comes_back_in_its_place(suffix: str, pieces: Any, tmp_path: Path) -> None:
    out = tmp_path / f"film{suffix}"
    out.write_bytes(b"".join(pieces(pictures(8), Reel((80, 60), 10))))
    for got, sent in zip(read(out), pictures(8), strict=True):
        assert np.abs(got.astype(int) - sent).mean() < 8


@pytest.mark.parametrize(("suffix", "pieces"), [(".webp", webp_pieces), (".gif", gif_pieces)])
def test_a_frame_that_stands_is_written_once_and_lasts(suffix: str, pieces: Any, tmp_path: Path) -> None:
    out = tmp_path / f"film{suffix}"
    two = list(pictures(2))
    out.write_bytes(b"".join(pieces([two[0]] * 7 + [two[1]] * 3, Reel((80, 60), 10))))
    with Image.open(out) as film:
        assert film.n_frames == 2
        times = []
        for k in range(2):
            film.seek(k)
            film.load()
            times.append(film.info["duration"])
    assert times == [700, 300]


@pytest.mark.parametrize("pieces", [webp_pieces, gif_pieces, mp4_pieces])
def test_the_same_film_is_the_same_bytes(pieces: Any) -> None:
    reel = Reel((320, 240), 12, {"Title": "Kendall"})
    large = [np.kron(picture, np.ones((4, 4, 1), np.uint8)) for picture in pictures(5)]
    assert b"".join(pieces(large, reel)) == b"".join(pieces(large, reel))


def test_a_film_says_where_it_comes_from(scene: Scene, tmp_path: Path) -> None:
    write_film(scene, order(tmp_path / "a.gif", FilmWish("swipe", 0.5, 4)), PaintedStage())
    with Image.open(tmp_path / "a.gif") as film:
        said = film.info["comment"].decode()
    assert "Scenario, not a prediction" in said
    assert "wespace:scenario: k-2035" in said
    assert "PDDL" in said


def test_cancel_leaves_no_film_and_counts_the_frames(scene: Scene, tmp_path: Path) -> None:
    told: list[Words] = []
    with pytest.raises(Cancelled):
        write_film(
            scene,
            order(tmp_path / "a.mp4", FilmWish("turntable", 1.0, 10)),
            PaintedStage(),
            lambda share, what: told.append(what),
            lambda: len(told) > 3,
        )
    assert told[2] == Words("第 3 帧，共 10 帧", "Frame 3 of 10")
    assert list(tmp_path.iterdir()) == []


def test_without_the_extra_an_mp4_is_one_sentence(
    scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name == "av":
            raise ImportError(name)
        return there(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(WeSpaceError) as caught:
        write_film(scene, order(tmp_path / "a.mp4", FilmWish("swipe", 1.0, 4)), PaintedStage())
    assert str(caught.value) == NO_VIDEO
    assert caught.value.exit_code == EXIT_USAGE
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("wish", "sentence"),
    [
        (FilmWish(seconds=0.0), "--seconds: a film lasts 0.2 to 600 seconds, not 0"),
        (FilmWish(seconds=float("nan")), "--seconds: a film lasts 0.2 to 600 seconds, not nan"),
        (FilmWish(fps=0), "--fps: a film has 1 to 60 frames a second, not 0"),
        (FilmWish(fps=200), "--fps: a film has 1 to 60 frames a second, not 200"),
    ],
)
def test_a_film_that_cannot_be_says_why(wish: FilmWish, sentence: str) -> None:
    with pytest.raises(WeSpaceError, match=sentence) as caught:
        checked(wish)
    assert caught.value.exit_code == EXIT_USAGE


def test_a_swipe_needs_something_to_compare_with(scene: Scene, tmp_path: Path) -> None:
    alone = replace(scene, plans=scene.plans[1:])
    with pytest.raises(WeSpaceError, match="there is nothing to compare it with"):
        write_film(alone, order(tmp_path / "a.gif", FilmWish("swipe", 1.0, 4)), PaintedStage())


def test_a_film_has_even_sides_as_the_codec_wants_them(scene: Scene, tmp_path: Path) -> None:
    wish = FilmWish("swipe", 0.5, 4)
    sheet = film_sheet(scene, order(tmp_path / "a.mp4", wish, size=(321, 181)), wish)
    assert sheet.size == (320, 180)


def test_a_path_compares_as_each_slide_says_in_one_frame(scene: Scene) -> None:
    view = scene.plans[1].scenario.views[0]
    views = tuple(replace(view, id=m, mode=m) for m in ("single", "side-by-side", "lens"))
    pair = replace(make_sheet(SIZE), mode="swipe")
    steps = moments(pair, FilmWish("path", 3.0, 10), views, 2026)
    assert {m.sheet.view: (m.sheet.mode, len(m.sheet.panes)) for m in steps} == {
        "single": ("single", 1),
        "side-by-side": ("swipe", 2),
        "lens": ("lens", 2),
    }
    assert all(m.sheet.frames == 1 for m in steps)


def test_a_film_from_the_window_shows_what_is_on_screen_and_no_more_pixels_than_a_film(scene: Scene) -> None:
    shown = make_sheet((3840, 2160), panes=2, view="")
    asked = replace(order(Path("a.mp4"), FilmWish("turntable")), sheet=shown)
    found = film_sheet(scene, asked, FilmWish("turntable"))
    assert (found.size, found.panes) == ((1920, 1080), shown.panes)
    swipe = film_sheet(scene, asked, FilmWish("swipe"))
    assert (swipe.mode, swipe.is_pair) == ("swipe", True)
    years = film_sheet(scene, asked, FilmWish("years"))
    assert years.panes == shown.panes[-1:]


def test_one_pane_of_the_window_is_compared_with_the_scenario_before_it(scene: Scene) -> None:
    asked = replace(order(Path("a.mp4"), FilmWish("swipe")), sheet=make_sheet(SIZE, panes=1))
    found = film_sheet(scene, asked, FilmWish("swipe"))
    assert [p.scenario for p in found.panes] == ["today", "k-2035"]
