"""The search for the view that shows most: it finds what the street hides, can be stopped, and proposes no twins."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from test_audit import STREET, pair, scene, stage

from wespace_desktop.errors import Cancelled
from wespace_desktop.picture.audit import audit
from wespace_desktop.picture.viewpoints import Watch, best_views, viewpoints
from wespace_desktop.render import camera as cam
from wespace_desktop.render.stage import Stage
from wespace_desktop.scene.part import Scene

__all__ = ["scene", "stage"]     # the fixtures of the same little town


def test_the_best_view_shows_what_the_street_hides(stage: Stage, scene: Scene) -> None:
    here = audit(stage, scene, pair(STREET))
    assert here.score == 0.5
    shares: list[float] = []
    found = best_views(stage, scene, pair(STREET), (800, 450), Watch(shares.append))
    assert 1 <= len(found) <= 3
    assert found[0].found.score == 1.0
    assert found[0].found.hidden(found[0].found.losses) == ()
    assert [p.found.score for p in found] == sorted((p.found.score for p in found), reverse=True)
    assert shares == sorted(shares)
    assert 0 <= shares[0] < shares[-1] < 1


def test_proposals_look_from_different_sides(stage: Stage, scene: Scene) -> None:
    found = best_views(stage, scene, pair(STREET), (800, 450))
    forward = [cam.basis(p.viewpoint.camera)[2] for p in found]
    for i, one in enumerate(forward):
        for other in forward[i + 1 :]:
            assert np.degrees(np.arccos(np.clip(one @ other, -1, 1))) >= 50


def test_candidates_ring_the_changed_places_and_are_all_different(scene: Scene) -> None:
    found = viewpoints(scene, pair(STREET), {"lot-behind"}, (800, 450))
    cameras = [v.camera for v in found]
    assert len(cameras) == len(set(cameras))
    words = [v.title.en for v in found]
    assert "Plan of what changes" in words
    assert "Bird, from the south-east" in words
    assert all(v.title.zh for v in found)
    south = next(v for v in found if v.title.en == "Bird, from the south")
    assert south.camera.position[1] < south.camera.target[1]
    assert all(np.isfinite([*c.position, *c.target]).all() for c in cameras)


def test_a_hand_stops_the_search(stage: Stage, scene: Scene) -> None:
    fresh = replace(scene)
    stage.show(fresh)
    asked: list[float] = []
    with pytest.raises(Cancelled):
        best_views(stage, fresh, pair(STREET), (800, 450), Watch(asked.append, lambda: len(asked) > 2))
    assert len(asked) == 3
    stage.show(scene)
