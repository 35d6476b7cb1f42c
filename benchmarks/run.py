"""Measures the product against the plain limit lines in one run: `make bench`, or `python benchmarks/run.py --runs N`.

Every figure is the median of fresh processes that run in turn, ours and the limit's after each other, so that a busy
machine slows both. Seconds are of this machine on this day; only the ratios mean something. Results go to RESULTS.md.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tell import MARK

HERE = Path(__file__).parent
PACKAGE = HERE.parent / "assets" / "districts" / "kendall" / "district.npz"
Found = dict[str, float]
Table = dict[str, dict[str, list[float]]]


@dataclass(frozen=True)
class Line:
    """One row of the report: `ours` over `limit`, and the ratio it should stay under (0: only told)."""

    what: str
    ours: tuple[str, str]
    limit: tuple[str, str]
    against: str
    goal: float = 0.0


LINES = (
    Line("Start to first picture, command line", ("start", "@start"), ("imports", "@imports"), "bare imports", 2.7),
    Line("Start to first picture, window", ("window", "@start"), ("imports", "@imports"), "bare imports", 2.7),
    Line("Start to window", ("window", "@window"), ("imports", "@imports"), "bare imports"),
    Line("Open, first time", ("first", "@open"), ("plain_open", "@open"), "footprints, earcut, one actor", 0.8),
    Line("Open, second time", ("second", "@open"), ("plain_open", "@open"), "footprints, earcut, one actor", 0.8),
    Line("Open, not prebuilt", ("own", "@open"), ("plain_open", "@open"), "footprints, earcut, one actor", 0.8),
    Line("Open, second over first", ("second", "@open"), ("own", "@open"), "our first opening, not prebuilt", 0.3),
    Line("Frame, one pane 1920x1080", ("frames", "frame"), ("plain_frames", "frame"), "same triangles, plain", 1.1),
    Line("Frame, two panes of 960x1080", ("frames", "two_panes"), ("frames", "frame"), "our one pane", 1.6),
    Line("Frame, two panes at half size", ("frames", "moving_two_panes"), ("frames", "frame"), "our one pane"),
    Line("The same before it is made ready, one pane", ("frames", "full"), ("plain_frames", "frame"),
         "same triangles, plain"),
    Line("The same, two panes", ("frames", "full_two_panes"), ("frames", "full"), "one pane before"),
    Line("Making both states ready, in short steps", ("frames", "prepare"), ("frames", "full"), "one pane before"),
    Line("The longest of these steps", ("frames", "longest_step"), ("frames", "full"), "one pane before"),
    Line("Layer tick to new picture", ("frames", "tick"), ("frames", "full"), "one pane before", 1.1),
    Line("Dragging 26 years, every layer on", ("years", "first"), ("plain_years", "frames"), "same triangles, plain"),
    Line("The same once more", ("years", "again"), ("plain_years", "frames"), "same triangles, plain", 1.3),
    Line("Frame at rest (still)", ("frames", "still"), ("frames", "full"), "one pane before"),
    *(
        Line(f"Picture {size}, {quality}", ("frames", f"{size}_{quality}"), ("plain_frames", size),
             "plain render, read-back, fast PNG", 1.2 if (size, quality) == ("4K", "draft") else 0.0)
        for size in ("1080p", "4K") for quality in ("draft", "still", "print")
    ),
    *(
        Line(f"{what}, {quality}", (name, value), (f"plain_{name}", "pictures"), "the same pictures, plain")
        for what, name, value, quality in (
            ("Picture 4K, side by side", "board", "board_draft", "draft"),
            ("Picture 4K, side by side", "board", "board_print", "print"),
            ("Twelve slides, PPTX", "deck", "deck_draft", "draft"),
            ("Twelve slides, PPTX", "deck", "deck_print", "print"),
            ("Film once around, 10 s", "turntable", "film_draft", "draft"),
            ("Film once around, 10 s", "turntable", "film_print", "still"),
            ("Film of the swipe, 10 s", "swipe", "film_draft", "draft"),
        )
    ),
)  # fmt: skip


EXPLAINED = """
Every figure is the median of fresh processes run in turn with its limit line; a frame is the fastest of six in its
process; memory is measured once. Read the ratios: seconds belong to one machine on one day. The limit lines are in
benchmarks/plain.py:

- bare imports of PySide6.QtWidgets, numpy and the needed vtkmodules;
- footprints, earcut, one actor: the same buildings through pyogrio, earcut and one VTK actor to a PNG. It draws
  buildings only; ours opens the whole district with its two scenarios;
- the same triangles, with the same colours, in one unlit actor, read back;
- the same triangles, for the years: those of each year in one actor of their own, already there, shown and read back;
- the same pictures, plain: for each picture of a board, a deck or a film the same triangles through the same camera at
  the same size, read back and written as a fast PNG. No words, no slides, no film; opening counts for neither.
  A film has 12 frames a second of 1280 x 720.

The slow steps of the shipped district come built beforehand (scene/prebuilding.py). "Not prebuilt" opens it as if it
were a district of one's own.

A frame is what a hand sees while moving: from above, the ground as one picture and light meshes for what rises from
it, made ready while nothing else is asked. Until then, and near the ground, all parts are drawn as in a draft. Still
and print add contact shade and anti-aliasing, which no limit line draws.
"""


def main() -> int:
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--runs", type=int, default=3, help="fresh processes per figure (default 3)")
    wanted.add_argument("--only", default="", metavar="deck,film", help="only these; leaves RESULTS.md as it is")
    wanted.add_argument("--no-report", action="store_true", help="print only, leave RESULTS.md as it is")
    arguments = wanted.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        table = measure(Path(folder), arguments.runs, tuple(w for w in arguments.only.split(",") if w))
    report = "\n".join([*lines_of(table), *([] if arguments.only else sizes_of(table)), *memory_of(table)])
    print(report)
    if not arguments.no_report and not arguments.only:
        (HERE / "RESULTS.md").write_text(heading(arguments.runs) + report + "\n", encoding="utf-8")
    return 0


def measure(folder: Path, runs: int, only: tuple[str, ...] = ()) -> Table:
    """All figures, name of the measurement -> name of the value -> one number per run. `only`: names, or `film`."""
    footprints = write_footprints(folder / "buildings.geojson")
    table: Table = {}
    for run in range(runs):
        fresh = folder / f"cache{run}"
        for name, script, options in jobs(folder, footprints, run == 0):
            if only and not _is_wanted(name, only):
                continue
            print(f"run {run + 1}/{runs}: {name}", file=sys.stderr, flush=True)
            cache = fresh / "own" if name == "own" else fresh
            for value, number in one(script, options, cache).items():
                table.setdefault(name, {}).setdefault(value, []).append(number)
    return table


def jobs(folder: Path, footprints: Path, is_first: bool) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Name, script and options of each measurement, ours and its limit after each other."""
    picture, triangles, drawn = str(folder / "picture.png"), str(folder / "triangles.npz"), str(folder)
    growing = tuple((f"memory{n}", "ours.py", ("memory", str(n))) for n in (1, 2, 3))
    return (
        ("imports", "plain.py", ("imports",)),
        ("first", "ours.py", ("open",)),
        ("plain_open", "plain.py", ("open", str(footprints), picture)),
        ("second", "ours.py", ("open",)),
        ("own", "ours.py", ("own",)),
        ("start", "ours.py", ("start", picture)),
        ("window", "ours.py", ("window",)),
        ("package", "ours.py", ("package", str(PACKAGE))),
        ("frames", "ours.py", ("frames", triangles, picture)),
        ("plain_frames", "plain.py", ("frames", triangles, picture)),
        ("years", "years.py", ("drag", drawn)),
        ("plain_years", "plain.py", ("shots", str(folder / "years"), "")),
        ("board", "talks.py", ("board", drawn)),
        ("plain_board", "plain.py", ("shots", str(folder / "board"), picture)),
        ("deck", "talks.py", ("deck", drawn)),
        ("plain_deck", "plain.py", ("shots", str(folder / "deck"), picture)),
        ("turntable", "talks.py", ("film", "turntable", drawn)),
        ("plain_turntable", "plain.py", ("shots", str(folder / "turntable"), picture)),
        ("swipe", "talks.py", ("film", "swipe", drawn)),
        ("plain_swipe", "plain.py", ("shots", str(folder / "swipe"), picture)),
        *(growing if is_first else ()),
    )


def _is_wanted(name: str, only: tuple[str, ...]) -> bool:
    name = name.removeprefix("plain_")
    return name in only or ("film" in only and name in ("turntable", "swipe"))


def one(script: str, options: tuple[str, ...], cache: Path) -> Found:
    """Runs one measurement in its own process; values that begin with @ become seconds since its start."""
    headless = {"QT_QPA_PLATFORM": "offscreen", "WESPACE_CACHE_DIR": str(cache / "cache")}
    if sys.platform.startswith("linux"):
        headless["VTK_DEFAULT_OPENGL_WINDOW"] = "vtkEGLRenderWindow"
    folders = {f"WESPACE_{n}_DIR": str(cache / n.lower()) for n in ("STATE", "CONFIG")}
    # A program that is installed keeps its compiled files; a shell that forbids it would measure the compiler.
    inherited = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    begin = time.monotonic()
    done = subprocess.run(
        [sys.executable, str(HERE / script), *options], capture_output=True, text=True, check=False, cwd=HERE,
        env={**inherited, **headless, **folders}, timeout=900,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"{script} {' '.join(options)} ended with {done.returncode}\n{done.stderr}")
    found = (json.loads(line.removeprefix(MARK)) for line in done.stdout.splitlines() if line.startswith(MARK))
    return {name: value - begin if name.startswith("@") else value for name, value in found}


def write_footprints(path: Path) -> Path:
    """The same buildings as a GeoJSON file, which is what the limit line starts from."""
    import pyogrio
    import shapely

    from wespace_desktop.readers.package import load_district

    buildings = load_district(PACKAGE).theme("buildings")
    pyogrio.raw.write(
        path, shapely.to_wkb(buildings.geometry), [buildings.attributes["height_m"]], ["height_m"],
        crs="EPSG:26986", geometry_type="Polygon", driver="GeoJSON",
    )  # fmt: skip
    return path


def lines_of(table: Table) -> Iterator[str]:
    """The report as Markdown."""
    yield "| what | ours (s) | limit (s) | limit line | ratio | goal |"
    yield "|---|---:|---:|---|---:|---|"
    for line in LINES:
        if line.ours[0] not in table or line.limit[0] not in table:
            continue
        ours, limit = (statistics.median(table[name][value]) for name, value in (line.ours, line.limit))
        ratio = ours / limit
        goal = f"at most {line.goal:g}: {'met' if ratio <= line.goal else '**not met**'}" if line.goal else ""
        yield f"| {line.what} | {ours:.3f} | {limit:.3f} | {line.against} | {ratio:.2f} | {goal} |"


def sizes_of(table: Table) -> Iterator[str]:
    """How large what was measured is, and the memory that a growing district takes."""
    yield ""
    load, every = (statistics.median(table["package"][n]) for n in ("load", "load_all"))
    yield f"Kendall's package: {load * 1000:.0f} ms to read and check, {every * 1000:.0f} ms with all geometry."
    yield f"The pair draws {table['frames']['triangles'][0]:,.0f} triangles from the bird's view."
    yield ""
    yield "| memory | buildings | peak (MiB) | open and first frame (s) |"
    yield "|---|---:|---:|---:|"
    for n in (1, 2, 3):
        found = {k: v[0] for k, v in table[f"memory{n}"].items()}
        label = f"Kendall's buildings, {n} x {n}"
        yield f"| {label} | {found['buildings']:,.0f} | {found['peak_mib']:,.0f} | {found['seconds']:.2f} |"
    least, most = table["memory1"], table["memory3"]
    per = (most["peak_mib"][0] - least["peak_mib"][0]) / (most["buildings"][0] - least["buildings"][0]) * 1024
    yield f"| each further building | | {per:.0f} KiB | |"
    yield f"| the pair, whole scene | 2,166 | {table['start']['peak_mib'][0]:,.0f} | |"


def memory_of(table: Table) -> Iterator[str]:
    """The most that a board, a deck and a film hold, beside their limit lines."""
    names = [n for n in ("board", "deck", "turntable", "swipe") if n in table and f"plain_{n}" in table]
    if not names:
        return
    yield ""
    yield "| memory | pictures | peak (MiB) | limit (MiB) | ratio |"
    yield "|---|---:|---:|---:|---:|"
    for name in names:
        ours, limit = table[name]["peak_mib"][0], table[f"plain_{name}"]["peak_mib"][0]
        count = table[name]["pictures"][0]
        yield f"| {_MEMORY[name]} | {count:,.0f} | {ours:,.0f} | {limit:,.0f} | {ours / limit:.2f} |"


_MEMORY = {
    "board": "4K side by side, with opening the pair",
    "deck": "twelve slides, PPTX, with opening the pair",
    "turntable": "film once around, with opening the pair",
    "swipe": "film of the swipe, with opening the pair",
}



def heading(runs: int) -> str:
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors"
    if hasattr(os, "getloadavg"):
        machine += f", load {os.getloadavg()[2]:.1f} (this run alone makes about 1)"
    command = f"`python benchmarks/run.py --runs {runs}` (or `make bench`)"
    return f"# Speed and memory\n\n{command}, {today}, {machine}, Python {platform.python_version()}.\n{EXPLAINED}\n"


if __name__ == "__main__":
    sys.exit(main())
