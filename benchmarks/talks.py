"""What a board, a deck and a film need, one measurement per process; their shots go to a folder for the limit line."""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ours import PAIR
from tell import peak_mib, say

if TYPE_CHECKING:
    from wespace_desktop.picture.formats import Order, Writer
    from wespace_desktop.render.shot import Shot
    from wespace_desktop.scene.part import Scene

SLIDES = 12
#: Frames a second, and how many of them are told to the limit line: all.
FPS, SECONDS, FILM_SIZE = 12, 10.0, (1280, 720)


def board(folder: str) -> None:
    """Today and 2035 side by side on one page of 3840 x 2160, as PNG."""
    from wespace_desktop.picture.asking import Wish
    from wespace_desktop.picture.export import write_picture
    from wespace_desktop.picture.formats import Order
    from wespace_desktop.scene.opening import open_scenarios

    scene = open_scenarios([PAIR])
    for quality in ("draft", "print"):
        wish = Wish(PAIR, mode="side-by-side", size=(3840, 2160), quality=quality)  # type: ignore[arg-type]
        order = Order(wish, Path(folder) / "board.png", overwrite=True)
        shots = _measured(scene, order, write_picture, f"board_{quality}")
    say("pictures", len(shots))
    write_shots(scene, shots, Path(folder) / "board")
    say("peak_mib", peak_mib())


def deck(folder: str) -> None:
    """The storyboard of Kendall as a PowerPoint file, with slides of its further views up to twelve."""
    from wespace_desktop.picture.asking import Wish
    from wespace_desktop.picture.formats import Order
    from wespace_desktop.picture.slides import write_slides
    from wespace_desktop.scene.opening import open_scenarios

    scene = _of_twelve(open_scenarios([PAIR]))
    for quality in ("draft", "print"):
        wish = Wish(PAIR, size=(2560, 1440), quality=quality)  # type: ignore[arg-type]
        order = Order(wish, Path(folder) / "deck.pptx", "storyboard", overwrite=True)
        shots = _measured(scene, order, write_slides, f"deck_{quality}")
    say("slides", SLIDES)
    say("pictures", len(shots))
    write_shots(scene, shots, Path(folder) / "deck")
    say("peak_mib", peak_mib())


def film(kind: str, folder: str) -> None:
    """Ten seconds once around what one looks at, or ten seconds of the swipe: an MP4 of 1280 x 720."""
    from wespace_desktop.picture.asking import Wish
    from wespace_desktop.picture.film import write_film
    from wespace_desktop.picture.film_wish import FilmWish
    from wespace_desktop.picture.formats import Order
    from wespace_desktop.scene.opening import open_scenarios

    scene = open_scenarios([PAIR])
    mode = "single" if kind == "turntable" else "swipe"
    wish = Wish(PAIR, mode=mode, size=FILM_SIZE, quality="draft")  # type: ignore[arg-type]
    moving = FilmWish(kind, SECONDS, FPS)  # type: ignore[arg-type]
    order = Order(wish, Path(folder) / f"{kind}.mp4", "view", overwrite=True, film=moving)
    shots = _measured(scene, order, write_film, "film_draft")
    if kind == "turntable":
        _measured(scene, replace(order, wish=replace(wish, quality="print")), write_film, "film_print")
    else:  # the handle moves over two frames: the limit line draws the later one for each picture of the film
        shots = [shots[-1]] * moving.count
    say("pictures", moving.count)
    write_shots(scene, shots, Path(folder) / kind)
    say("peak_mib", peak_mib())


def _of_twelve(scene: Scene) -> Scene:
    from wespace_desktop.model.storyboard import Slide

    plan = scene.plan("kendall-2035")
    board = plan.scenario.storyboard
    views = [v for v in plan.scenario.views if v.id not in {s.id for s in board}]
    more = tuple(Slide(f"view-{v.id}", v.id, v.title, v.caption, mode="side-by-side") for v in views)
    told = replace(plan, scenario=replace(plan.scenario, storyboard=(*board, *more)[:SLIDES]))
    return replace(scene, plans=tuple(told if p is plan else p for p in scene.plans))


def _measured(scene: Scene, order: Order, write: Writer, name: str) -> list[Shot]:
    """Seconds from the opened scene to the file, with the upload to the stage; returns what was drawn for it."""
    from wespace_desktop.render.stage import Stage

    drawn: list[Shot] = []

    class Telling(Stage):
        def draw(self, shot: Shot) -> Any:
            drawn.append(shot)
            return super().draw(shot)

    stage = Telling()
    stage.show(scene)
    begin = time.perf_counter()
    write(scene, order, stage, None, None)
    say(name, time.perf_counter() - begin)
    stage.close()
    return drawn


def write_shots(scene: Scene, shots: list[Shot], folder: Path) -> None:
    """For the limit line: the triangles of each state once, then for every shot its state, camera and size."""
    import numpy as np

    from wespace_desktop.render.choosing import standing
    from wespace_desktop.scene.part import Part

    class Held:
        def __init__(self, part: Part) -> None:
            self.part = part

    folder.mkdir(parents=True, exist_ok=True)
    held = [Held(p) for p in scene.parts if p.cells.shape[1] == 3]
    states: dict[tuple[int, ...], int] = {}
    rows = []
    for shot in shots:
        seen = [h.part for h in standing(held, shot)]  # type: ignore[type-var]
        key = tuple(map(id, seen))
        if key not in states:
            states[key] = len(states)
            starts = np.cumsum([0, *(len(p.points) for p in seen)])
            np.savez(
                folder / f"state{states[key]}.npz",
                xyz=np.concatenate([p.points for p in seen]).astype(np.float32),
                rgb=np.concatenate([p.rgb for p in seen]),
                cells=np.concatenate([p.cells + s for p, s in zip(seen, starts, strict=False)]).astype(np.int32),
            )
        eye = shot.camera
        rows.append([states[key], *shot.size, eye.view_angle_deg, *eye.position, *eye.target])
    np.save(folder / "shots.npy", np.array(rows, float))


if __name__ == "__main__":
    {"board": board, "deck": deck, "film": film}[sys.argv[1]](*sys.argv[2:])
