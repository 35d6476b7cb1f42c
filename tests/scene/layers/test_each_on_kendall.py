"""Every layer on the real district, as the scenario that has all of them asks: in place, light, gone when it is off."""

from __future__ import annotations

import pytest
import real_kendall

from wespace_desktop.model.catalogue import load_catalogue
from wespace_desktop.model.state import standing
from wespace_desktop.scene.layers import LAYERS
from wespace_desktop.scene.part import is_shown

#: Triangles from above: no layer is a reason for a slow picture. The heroes are drawn in more detail.
MOST, HEROES = 60_000, {"av_lanes", "parking", "sensors", "cowork_pods"}
EACH = tuple(LAYERS)


@pytest.mark.parametrize("name", EACH)
def test_it_stands_inside_the_district_and_is_light(name: str) -> None:
    west, south, east, north = real_kendall.district().extent
    found = real_kendall.built(name)
    assert found.parts
    for part in found.parts:
        x, y = part.points[:, 0], part.points[:, 1]
        assert ((x > west - 1) & (x < east + 1) & (y > south - 1) & (y < north + 1)).all()
        assert part.layer == name
    cells = sum(len(p.cells) for p in found.parts if not p.is_lines and p.seen_from != "street")
    assert cells < (10 * MOST if name in HEROES else MOST)
    assert found.labels
    assert len({i.id for i in found.items}) == len(found.items) > 0
    assert {i.kind for i in found.items} <= set(load_catalogue()[name].objects)


@pytest.mark.parametrize("name", EACH)
def test_on_changes_the_state_and_off_restores_it(name: str) -> None:
    plan, found = real_kendall.plan(), real_kendall.built(name)
    parts = [p for layer in EACH for p in real_kendall.built(layer).parts]
    every = plan.scenario.layers_on | {name}    # shock and tunnel are off when the file opens

    def seen(layers: frozenset[str]) -> list[bytes]:
        keys = standing(plan, 2035, layers)
        return [p.points.tobytes() + p.rgb.tobytes() for p in parts if is_shown(p.needs, p.hidden_by, keys)]

    whole, without = seen(every), seen(every - {name})
    assert len(whole) > len(without)
    assert set(without) <= set(whole)
    assert seen(every) == whole
    keys = {plan.key(c) for c in plan.changes if c.layer == name}
    assert keys >= set(found.tally)
    drawn = {k for p in found.parts for k in p.needs}
    assert drawn <= keys
    # what finds no room is said, never left out in silence
    silent = [k for k in keys - drawn if not any(w.startswith(f"{k.partition('/')[2]}: ") for w in found.warnings)]
    assert silent == []
