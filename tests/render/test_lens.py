"""The change lens: what stays is grey, what comes keeps its colour, what goes stands as a ghost, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import small_city as city

from wespace_desktop.render.stage import Stage
from wespace_desktop.scene import ghosts

PARK = frozenset({"s/park"})
NOTHING: frozenset[str] = frozenset()


def seen(stage: Stage, before: frozenset[str], after: frozenset[str], quality: str = "still") -> np.ndarray:
    shot = city.shot(quality=quality, standing=tuple(after))
    return stage.draw(replace(shot, lens=before)).rgba[..., :3].astype(int)


def colourfulness(rgb: np.ndarray) -> np.ndarray:
    """(h, w): how far apart the strongest and the weakest channel are; the shade of our own is up to 20."""
    return rgb.max(axis=-1) - rgb.min(axis=-1)


def test_a_state_against_itself_is_grey_all_over(stage: Stage) -> None:
    stage.show(city.scene())
    for state in (NOTHING, PARK):
        assert colourfulness(seen(stage, state, state)).max() <= 20


def test_what_comes_keeps_its_colour_and_what_goes_is_a_ghost(stage: Stage) -> None:
    plaza = city.sheet("plaza", (40, -20, 80, 20), 0.16, (111, 196, 155), needs=PARK)
    stage.show(city.scene(*city.parts()[:3], plaza))
    plain = stage.draw(city.shot(standing=("s/park",))).rgba[..., :3].astype(int)
    came = seen(stage, NOTHING, PARK, "draft")
    right = np.s_[:, 170:]
    green = (plain[right][..., 1] - plain[right][..., 0]) > 40
    assert green.sum() > 200
    assert (came[right][green] == plain[right][green]).all()
    red = (came[..., 0] - came[..., 2]) > 60
    assert red[:, :150].sum() > 200      # the block that stood there
    assert not red[right].any()


def test_the_other_way_round_park_is_the_ghost_and_the_block_is_new(stage: Stage) -> None:
    stage.show(city.scene())
    back = seen(stage, PARK, NOTHING, "draft")
    plain = stage.draw(city.shot(quality="draft")).rgba[..., :3].astype(int)
    block = (plain == np.array([250, 248, 240])).all(axis=-1)
    same = (back[block] == plain[block]).all(axis=-1)
    assert block.sum() > 1000
    assert same.mean() > 0.97       # but for the outline of the park along its foot
    assert ((back[..., 0] - back[..., 2]) > 60).any()


def test_the_same_lens_twice_is_the_same_bytes(stage: Stage) -> None:
    stage.show(city.scene())
    assert (seen(stage, NOTHING, PARK) == seen(stage, NOTHING, PARK)).all()
    other = Stage()
    try:
        other.show(city.scene())
        seen(other, PARK, NOTHING)
        assert (seen(other, NOTHING, PARK) == seen(stage, NOTHING, PARK)).all()
    finally:
        other.close()


def test_a_lens_leaves_plain_pictures_as_they_were(stage: Stage) -> None:
    stage.show(city.scene())
    before = stage.draw(city.shot(standing=("s/park",))).rgba
    seen(stage, NOTHING, PARK)
    assert (stage.draw(city.shot(standing=("s/park",))).rgba == before).all()


def test_the_same_thing_put_there_by_another_change_has_not_changed(stage: Stage) -> None:
    """Two files that share an intervention each build it: what stands in both is neither new nor gone."""
    box = (-60, -20, -20, 20)
    twice = [
        city.sheet(f"{who}/park", box, 0.16, (111, 196, 155), city.PARK, needs=frozenset({f"{who}/park"}))
        for who in ("a", "b")
    ]
    stage.show(city.scene(city.parts()[0], *twice))
    assert colourfulness(seen(stage, frozenset({"a/park"}), frozenset({"b/park"}))).max() <= 20


def test_only_what_differs_inside_a_part_is_marked(stage: Stage) -> None:
    small = city.sheet("a/park", (-60, -20, -20, 20), 0.16, (111, 196, 155), needs=frozenset({"a/park"}))
    more = city.sheet("more", (40, -20, 80, 20), 0.16, (111, 196, 155))
    both = replace(
        small, name="b/park", needs=frozenset({"b/park"}), points=np.concatenate([small.points, more.points]),
        cells=np.concatenate([small.cells, more.cells + 4]), rgb=np.concatenate([small.rgb, more.rgb]),
        ids=np.concatenate([small.ids, more.ids]),
    )  # fmt: skip
    stage.show(city.scene(city.parts()[0], small, both))
    marked = colourfulness(seen(stage, frozenset({"a/park"}), frozenset({"b/park"}), "draft")) > 40
    assert marked[:, :160].sum() == 0
    assert marked[:, 160:].sum() > 200


def test_a_lens_lets_go_of_a_scene_that_is_gone(stage: Stage) -> None:
    stage.show(city.scene())
    seen(stage, NOTHING, PARK)
    stage.show(city.scene(city.parts()[0], city.block("new", (0, 0, 40, 40), 30, city.BLUE, city.BLOCK)))
    assert colourfulness(seen(stage, NOTHING, NOTHING)).max() <= 20


def test_grey_keeps_light_and_dark_apart() -> None:
    rgb = np.array([[0, 0, 0], [90, 120, 60], [200, 40, 40], [255, 255, 255]], np.uint8)
    grey = ghosts.grey(rgb)
    assert (grey == grey[:, :1]).all()
    assert grey.min() > 110
    light = rgb @ np.array([0.299, 0.587, 0.114])
    assert (np.argsort(light) == np.argsort(grey[:, 0])).all()


def test_shadows_leave_no_ghost_and_a_ground_mark_leaves_its_outline() -> None:
    shadow = city.sheet("shadow", (0, 0, 9, 9), 0.2, (0, 0, 0), opacity=0.2)
    assert ghosts.of([shadow]) == []
    outline, fill = ghosts.of([city.sheet("lot", (0, 0, 9, 9), 0.2, (0, 0, 0))])
    assert (outline.name, len(outline.cells), outline.is_lines) == ("ghost/outlines", 4, True)
    assert (fill.name, len(fill.cells)) == ("ghost/ground", 2)
    assert fill.opacity < 0.5 < outline.opacity


def test_a_box_has_twelve_edges_and_no_diagonals() -> None:
    closed = city.block("box", (0, 0, 9, 9), 5, (0, 0, 0), 0)
    bottom = np.array([[0, 2, 1], [0, 3, 2]], np.int32)
    made = ghosts.of([replace(closed, cells=np.concatenate([closed.cells, bottom]))])
    assert [(p.name, len(p.cells)) for p in made] == [("ghost/edges", 12), ("ghost/bodies", 12)]
