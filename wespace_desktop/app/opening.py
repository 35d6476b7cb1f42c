"""Reads scenario files and builds their scene away from the hands' thread, with progress and Cancel."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QThread, Signal

from wespace_desktop.errors import Cancelled, Problem, WeSpaceError
from wespace_desktop.model.words import Words
from wespace_desktop.scene.part import Scene

log = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class Opened:
    """The scene of every file that reads well (None when none does), and the faults by file."""

    paths: tuple[Path, ...]
    scene: Scene | None
    problems: dict[Path, tuple[Problem, ...]]
    cancelled: bool = False


class Opening(QThread):
    """One reading. Emits `progressed(share, Words)` and, last, `opened(Opened)`, in the receiver's thread."""

    progressed = Signal(float, object)
    opened = Signal(object)

    def __init__(self, paths: Sequence[Path], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.paths = tuple(paths)
        self._stop = False

    def cancel(self) -> None:
        """Stops at the next step; safe from any thread."""
        self._stop = True

    def run(self) -> None:
        try:
            result = read_and_build(self.paths, self._step)
        except Cancelled:
            result = Opened(self.paths, None, {}, cancelled=True)
        except Exception as error:  # the thread's edge: a fault in the program must reach the window as words
            log.exception("opening %s failed", ", ".join(map(str, self.paths)))
            said = Problem(str(self.paths[-1]), 0, 0, "", f"the program failed while reading this file: {error}",
                           "The log has the details")
            result = Opened(self.paths, None, {self.paths[-1]: (said,)})
        self.opened.emit(result)

    def _step(self, share: float, what: Words) -> None:
        if self._stop:
            raise Cancelled
        self.progressed.emit(share, what)


def read_and_build(paths: Sequence[Path], progress: object = None) -> Opened:
    """Every file that can be shown together, and the faults of those that cannot. Leaves out a file with faults."""
    from wespace_desktop.scene.opening import open_scenarios  # late: shapely and the readers cost start time

    good = with_baseline(paths)
    problems: dict[Path, tuple[Problem, ...]] = {}
    while good:
        try:
            return Opened(tuple(paths), open_scenarios(good, progress), problems)  # type: ignore[arg-type]
        except WeSpaceError as error:
            blamed = _blame(good, error.problems)
            problems.update(blamed)
            good = [p for p in good if p not in blamed]
    return Opened(tuple(paths), None, problems)


def with_baseline(paths: Sequence[Path]) -> list[Path]:
    """The files, and before them the baseline of the first, when none is one: today belongs to every comparison."""
    if len(paths) < 2:
        return list(paths)  # `open_scenarios` brings the baseline of a file alone, and may know it without reading it
    from wespace_desktop.model.reading import find_problems
    from wespace_desktop.scene.opening import today_of

    read = [scenario for scenario, _ in map(find_problems, paths) if scenario is not None]
    if any(s.kind == "baseline" for s in read):
        return list(paths)
    today = next((found for s in read if (found := today_of(s)) is not None), None)
    there = {p.resolve() for p in paths}
    return list(paths) if today is None or today.file.resolve() in there else [today.file, *paths]


def _blame(paths: Sequence[Path], problems: Sequence[Problem]) -> dict[Path, tuple[Problem, ...]]:
    """Which of the files each fault belongs to; a fault of a file nobody asked for (an `extends`) falls on the last."""
    blamed: dict[Path, list[Problem]] = {}
    for problem in problems:
        owner = next((p for p in paths if is_same_file(problem.file, p)), paths[-1])
        blamed.setdefault(owner, []).append(problem)
    return {path: tuple(found) for path, found in blamed.items()} or {paths[-1]: tuple(problems)}


def is_same_file(name: str, path: Path) -> bool:
    """A problem names its file as the user wrote it: compare whole places first, then the bare name."""
    if not name:
        return False
    return Path(name).resolve() == path.resolve() or name == path.name
