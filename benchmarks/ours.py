"""What WeSpace Desktop needs for the same work, one measurement per process."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tell import peak_mib, say, stamp

if TYPE_CHECKING:
    from wespace_desktop.render.stage import Stage
    from wespace_desktop.scene.part import Scene

ROOT = Path(__file__).parents[1]
PAIR = ROOT / "scenarios" / "kendall-2035.yaml"
WINDOW = (1920, 1080)


def start(picture: str) -> None:
    """`wespace export` of the pair, as while moving: process start to the picture on disk."""
    from wespace_desktop.picture.asking import Wish, sheet_for
    from wespace_desktop.picture.export import ExportRequest, export_picture
    from wespace_desktop.scene.opening import open_scenarios

    scene = open_scenarios([PAIR])
    stamp("scene")
    wish = Wish(PAIR, mode="side-by-side", size=(1280, 720), quality="draft")
    export_picture(scene, ExportRequest(sheet_for(scene, wish), Path(picture), True))
    stamp("start")
    say("peak_mib", peak_mib())


def window() -> None:
    """The window with the pair: process start to the first frame drawn in a pane."""
    from PySide6.QtCore import QTimer

    from wespace_desktop.app import main
    from wespace_desktop.app.render_thread import RenderThread

    app = main.application()
    _, shown = main.open_window(app)
    shown.resize(1440, 900)
    shown.show()
    stamp("window")
    QTimer.singleShot(0, lambda: shown.open_files([PAIR]))
    drawn: list[Any] = []

    def frame(result: Any) -> None:
        drawn.append(result)
        if {d.pane for d in drawn} >= {0, 1}:
            stamp("start")
            sys.stdout.flush()
            os._exit(0)  # what comes after the first picture is not measured

    def listen() -> None:
        for thread in shown.findChildren(RenderThread) or app.findChildren(RenderThread):
            thread.drawn.connect(frame)
            return
        QTimer.singleShot(1, listen)

    listen()
    app.exec()


def opened() -> None:
    """A scenario from its file to the first frame of one pane, without the window."""
    from wespace_desktop.scene.opening import open_scenarios

    scene = open_scenarios([PAIR])
    stamp("scene")
    stage, shoot = _stage(scene)
    stage.draw(shoot(WINDOW))
    stamp("open")
    say("peak_mib", peak_mib())


def own() -> None:
    """The same as for a district of one's own, which nobody built beforehand."""
    from wespace_desktop.scene import prebuilt

    prebuilt.kept = lambda name: None  # type: ignore[assignment]
    opened()


def package(path: str) -> None:
    """A district package to its shapely objects."""
    from wespace_desktop.readers.package import load_district

    begin = time.perf_counter()
    district = load_district(Path(path))
    say("load", time.perf_counter() - begin)
    for theme in district.themes.values():
        _ = theme.geometry
    say("load_all", time.perf_counter() - begin)


def frames(triangles: str, picture: str) -> None:
    """Frames, ticks and pictures of the pair; its triangles go to a file for the limit line."""
    import numpy as np

    from wespace_desktop.scene.opening import open_scenarios
    from wespace_desktop.scene.part import is_shown

    scene = open_scenarios([PAIR])
    stage, shoot = _stage(scene)
    on = shoot(WINDOW).standing
    seen = [
        p for p in scene.parts
        if p.cells.shape[1] == 3 and p.seen_from != "street" and is_shown(p.needs, p.hidden_by, on)
    ]
    starts = np.cumsum([0, *(len(p.points) for p in seen)])
    camera = shoot(WINDOW).camera
    np.savez(
        triangles,
        xyz=np.concatenate([p.points for p in seen]).astype(np.float32), rgb=np.concatenate([p.rgb for p in seen]),
        cells=np.concatenate([p.cells + s for p, s in zip(seen, starts, strict=False)]).astype(np.int32),
        camera=np.array([camera.position, camera.target, (camera.view_angle_deg,) * 3]),
    )
    say("triangles", sum(len(p.cells) for p in seen))
    _frames(stage, shoot)
    _pictures(scene, stage, picture)
    say("peak_mib", peak_mib())


def _frames(stage: Stage, shoot: Callable[..., Any]) -> None:
    half = (WINDOW[0] // 2, WINDOW[1])

    def panes(size: tuple[int, int], k: int) -> None:
        for on in (False, True):
            stage.draw(shoot(size, turn=k, layers=on, quality="moving"))

    stage.draw(shoot(WINDOW))
    say("full", _best(lambda k: stage.draw(shoot(WINDOW, turn=k))))
    say("full_two_panes", _best(lambda k: [stage.draw(shoot(half, turn=k, layers=on)) for on in (False, True)]))
    steps = [time.perf_counter()]
    for on in (False, True):
        steps += [time.perf_counter() for _ in stage.prepare(shoot(WINDOW, layers=on))]
    say("prepare", time.perf_counter() - steps[0])
    say("longest_step", max(b - a for a, b in pairwise(steps)))
    say("frame", _best(lambda k: stage.draw(shoot(WINDOW, turn=k, quality="moving"))))
    panes(half, 0)
    say("two_panes", _best(lambda k: panes(half, k)))
    say("moving_two_panes", _best(lambda k: panes((half[0] // 2, half[1] // 2), k)))
    stage.draw(shoot(WINDOW))
    say("tick", _best(lambda k: stage.draw(shoot(WINDOW, layers=bool(k % 2)))))
    say("still", _best(lambda k: stage.draw(shoot(WINDOW, turn=k, quality="still")), 2))


def _pictures(scene: Scene, stage: Stage, picture: str) -> None:
    from wespace_desktop.picture.asking import Wish, sheet_for
    from wespace_desktop.picture.export import ExportRequest, export_picture

    for quality in ("draft", "still", "print"):
        for name, size in (("1080p", (1920, 1080)), ("4K", (3840, 2160))):
            sheet = sheet_for(scene, Wish(PAIR, mode="single", size=size, quality=quality))
            begin = time.perf_counter()
            export_picture(scene, ExportRequest(sheet, Path(picture), True), stage)
            say(f"{name}_{quality}", time.perf_counter() - begin)


def memory(tiles: str) -> None:
    """Kendall's buildings laid out `tiles` by `tiles` times: peak memory and time to the first frame."""
    import numpy as np
    import shapely

    from wespace_desktop.model.district import District, Theme
    from wespace_desktop.model.words import Words
    from wespace_desktop.paths import districts_dir
    from wespace_desktop.readers.package import load_district
    from wespace_desktop.scene.build import build_scene

    count = int(tiles)
    kendall = load_district(districts_dir() / "kendall" / "district.npz")
    one = kendall.theme("buildings")
    x0, y0, x1, y1 = kendall.extent
    moved, ids = [], []
    for i in range(count * count):
        shift = ((x1 - x0) * (i % count), (y1 - y0) * (i // count))
        moved.append(shapely.transform(one.geometry, lambda xy, shift=shift: xy + shift))
        ids.append(np.char.add(one.ids, f".{i}"))
    columns = {n: np.tile(c, count * count) for n, c in one.attributes.items()}
    theme = Theme("buildings", np.concatenate(ids), np.concatenate(moved), columns)
    extent = (x0, y0, x0 + (x1 - x0) * count, y0 + (y1 - y0) * count)
    named = ("tiles", Words("", "Tiles"), kendall.crs, kendall.origin, extent)
    district = District(*named, {"buildings": theme}, (), Words(), "")
    before = peak_mib()
    begin = time.perf_counter()
    stage, shoot = _stage(build_scene(district, ()))
    stage.draw(shoot((1280, 720)))
    say("seconds", time.perf_counter() - begin)
    say("buildings", len(theme))
    say("peak_mib", peak_mib())
    say("grown_mib", peak_mib() - before)


def _stage(scene: Scene) -> tuple[Stage, Callable[..., Any]]:
    """A stage that shows the scene, and shots of its last plan from the bird's place, turned by `turn` steps."""
    from wespace_desktop.model.state import NOTHING, standing
    from wespace_desktop.render.camera import orbit, presets
    from wespace_desktop.render.shot import Shot
    from wespace_desktop.render.stage import Stage

    stage = Stage()
    stage.show(scene)
    plan = scene.plans[-1] if scene.plans else None
    full = standing(plan, plan.scenario.year, plan.scenario.layers_on) if plan else NOTHING
    bird = presets(scene.district.extent, WINDOW)["bird"]

    def shoot(size: tuple[int, int], turn: int = 0, layers: bool = True, quality: str = "draft") -> Shot:
        return Shot(orbit(bird, 5.0 * turn, 0.0), full if layers else NOTHING, size, quality)  # type: ignore[arg-type]

    return stage, shoot


def _best(work: Callable[[int], object], turns: int = 6) -> float:
    """The fastest of several: what else the machine does can only add."""
    times = []
    for k in range(turns):
        begin = time.perf_counter()
        work(k)
        times.append(time.perf_counter() - begin)
    return min(times)


if __name__ == "__main__":
    measurements = {
        "start": start, "window": window, "open": opened, "own": own, "package": package, "frames": frames,
        "memory": memory,
    }
    measurements[sys.argv[1]](*sys.argv[2:])
