"""The one error that leaves a loader: every fault at once, each with its place and its remedy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

Severity = Literal["error", "warning"]

EXIT_OK = 0
EXIT_INTERNAL = 1
EXIT_USAGE = 2
EXIT_INVALID_SCENARIO = 3
EXIT_MISSING_DATA = 4
EXIT_NO_OPENGL = 5
EXIT_PICTURE_DIFFERS = 6
EXIT_INTERRUPTED = 130


@dataclass(frozen=True, order=True)
class Problem:
    """One fault. `line` and `column` count from 1; 0 means the place is the file as a whole."""

    file: str
    line: int
    column: int
    path: str
    message: str
    hint: str = ""
    severity: Severity = "error"

    def sentence(self) -> str:
        """`file:line:column: path: message. hint`, leaving out what is not known."""
        place = self.file + (f":{self.line}:{self.column}" if self.line else "")
        words = [place] if place else []
        if self.path:
            words.append(self.path)
        words.append(self.message)
        text = ": ".join(words)
        return f"{text}. {self.hint}" if self.hint else text

    def as_json(self) -> dict[str, object]:
        """The keys that `wespace check --json` promises."""
        return asdict(self)


class WeSpaceError(Exception):
    """What went wrong, in the user's words; `exit_code` is what the command line returns."""

    def __init__(self, problems: Problem | str | Iterable[Problem], exit_code: int = EXIT_INTERNAL) -> None:
        if isinstance(problems, str):
            problems = Problem("", 0, 0, "", problems)
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        self.exit_code = exit_code
        super().__init__("\n".join(p.sentence() for p in self.problems))


class Cancelled(Exception):
    """A hand pressed Cancel; nothing half-made was left behind."""


def missing_file(path: Path | str, what: str, hint: str = "") -> WeSpaceError:
    """The error for a file that should be there and is not."""
    return WeSpaceError(Problem(str(path), 0, 0, "", f"no such {what}", hint), EXIT_MISSING_DATA)
