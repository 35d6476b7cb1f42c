"""Arrays are checked before VTK sees them, and cutting a part changes nothing that is seen."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import small_city as city

from wespace_desktop.errors import WeSpaceError
from wespace_desktop.render import actors

GOOD = city.sheet("roof", (0, 0, 10, 10), 5.0, city.BLUE, city.BLOCK)


def spoiled(where: str, index: tuple[int, ...], value: Any) -> Any:
    array = getattr(GOOD, where).copy()
    array[index] = value
    return replace(GOOD, **{where: array})


@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        (spoiled("points", (1, 2), np.nan), "part roof cannot be drawn: a coordinate is not a number"),
        (spoiled("points", (1, 2), np.inf), "part roof cannot be drawn: a coordinate is not a number"),
        (spoiled("points", (0, 0), 4.4e7), "part roof cannot be drawn: a coordinate lies 44000000 m from the district"),
        (spoiled("points", (0, 0), -2e6), "part roof cannot be drawn: a coordinate lies 2000000 m from the district"),
        (spoiled("cells", (1, 1), 4), "part roof cannot be drawn: a cell names point 4 of 4"),
        (spoiled("cells", (1, 1), -1), "part roof cannot be drawn: a cell names point -1 of 4"),
        (spoiled("ids", (2,), -7), "part roof cannot be drawn: an id is -7"),
        (replace(GOOD, rgb=GOOD.rgb[:3]), "part roof cannot be drawn: 3 colours for 4 points"),
        (replace(GOOD, ids=GOOD.ids[:3]), "part roof cannot be drawn: 3 ids for 4 points"),
        (replace(GOOD, uv=np.zeros((3, 2))), "part roof cannot be drawn: not one uv for each of 4 points"),
        (
            replace(GOOD, cells=np.zeros((1, 4), int)),
            "part roof cannot be drawn: cells are neither segments nor triangles",
        ),
    ],
)
def test_bad_arrays_are_refused_by_name(part: Any, sentence: str) -> None:
    with pytest.raises(WeSpaceError) as caught:
        actors.check(part)
    assert str(caught.value) == sentence


def test_pieces_hold_every_cell_once_with_its_own_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actors, "_CELLS_PER_PIECE", 50)
    rng = np.random.default_rng(4)
    points = rng.uniform(-100, 100, (300, 3))
    cells = rng.integers(0, 300, (700, 3))
    part = replace(
        city.mesh("mess", points, cells, (0, 0, 0)),
        rgb=rng.integers(0, 255, (300, 3)).astype(np.uint8),
        ids=rng.integers(0, 9, 300).astype(np.int32),
    )
    found = actors.pieces(part)
    assert len(found) > 5

    def triangles(of: Any) -> list[tuple[float, ...]]:
        corners = [of.points[of.cells].reshape(-1, 9), of.rgb[of.cells].reshape(-1, 9), of.ids[of.cells]]
        rows = np.concatenate(corners, axis=1)
        return [tuple(row) for row in rows.tolist()]

    assert sorted(t for p in found for t in triangles(p)) == sorted(triangles(part))


def test_a_flat_row_of_cells_is_cut_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actors, "_CELLS_PER_PIECE", 10)
    x = np.repeat(np.arange(100.0), 3)
    points = np.c_[x, np.zeros(300), np.tile([0.0, 1.0, 2.0], 100)]
    row = city.mesh("row", points, np.arange(300).reshape(-1, 3), (0, 0, 0))
    found = actors.pieces(row)
    assert 5 <= len(found) <= 20
    assert sum(len(p.cells) for p in found) == 100


def test_only_the_pieces_that_somebody_takes_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actors, "_CELLS_PER_PIECE", 10)
    x = np.repeat(np.arange(100.0), 3)
    points = np.c_[x, np.zeros(300), np.tile([0.0, 1.0, 2.0], 100)]
    model = actors.Model(city.mesh("row", points, np.arange(300).reshape(-1, 3), (0, 0, 0)))
    low, high = model.boxes
    assert isinstance(model.pieces, actors.Pieces)
    assert len(low) == len(high) == len(model.pieces) > 3
    assert model.pieces.made == []
    last = model.pieces[-1]
    assert model.pieces.made == [last]
    assert model.pieces[len(low) - 1] is last
    assert [*model.pieces][-1] is last


@pytest.mark.parametrize("count", [1, 63, 64, 65, 1000])
def test_bounds_are_those_of_every_point(count: int) -> None:
    points = np.random.default_rng(count).normal(size=(count, 3)).astype(np.float32)
    low, high = actors.bounds(points)
    assert low.tolist() == points.astype(float).min(axis=0).tolist()
    assert high.tolist() == points.astype(float).max(axis=0).tolist()
    points[-1, 1] = np.nan
    assert np.isnan(actors.bounds(points)[0][1])
