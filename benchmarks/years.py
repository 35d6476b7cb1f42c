"""What dragging the year needs: 26 years with every layer on, one frame for each; its shots go to a folder."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from ours import ROOT, WINDOW, _stage
from talks import write_shots
from tell import peak_mib, say

if TYPE_CHECKING:
    from wespace_desktop.render.shot import Shot
    from wespace_desktop.scene.part import Scene

#: The scenario with most layers: it ships, so the same is measured everywhere.
MOST = ROOT / "scenarios" / "kendall-2035-layers.yaml"
FIRST, LAST = 2010, 2035


def drag(folder: str) -> None:
    """From the first year to the last one as a hand does it, and once more: what a year shows is then made."""
    from wespace_desktop.scene.opening import open_scenarios

    scene = open_scenarios([MOST])
    stage, _ = _stage(scene)
    shots = shots_of(scene)
    stage.draw(shots[-1])       # the scene goes to the driver once, however the year is moved
    for name in ("first", "again"):
        begin = time.perf_counter()
        for shot in shots:
            stage.draw(shot)
        say(name, time.perf_counter() - begin)
    say("layers", len(scene.plans[-1].scenario.layers_on))
    write_shots(scene, shots, Path(folder) / "years")
    say("peak_mib", peak_mib())


def shots_of(scene: Scene) -> list[Shot]:
    """One frame for each year, from the bird's place."""
    from wespace_desktop.model.state import moment
    from wespace_desktop.render.camera import presets
    from wespace_desktop.render.shot import Shot

    plan = scene.plans[-1]
    bird = presets(scene.district.extent, WINDOW)["bird"]
    found = []
    for year in range(FIRST, LAST + 1):
        now = moment(plan, year, plan.scenario.layers_on)
        found.append(
            Shot(bird, now.standing, WINDOW, "moving", planned=now.planned, under_way=now.under_way)
        )
    return found


if __name__ == "__main__":
    {"drag": drag}[sys.argv[1]](*sys.argv[2:])
