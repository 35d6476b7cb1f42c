"""What a person may ask of `wespace indicators` on the command line."""

from __future__ import annotations

import argparse


def grammar(command: argparse.ArgumentParser) -> None:
    """File, year, which of them, language, and the form of the answer."""
    add = command.add_argument
    add("file", metavar="FILE", help="scenario file; the one that it extends stands beside it")
    add("--year", type=int, help="another year of the scenario than its own")
    add("--id", type=_ids, default=(), metavar="I11,I13", help="only these; told in full when it is one")
    add("--lang", choices=("zh", "en"), default="en")
    add("--full", action="store_true", help="parts, formula, what it takes in, sources of each")
    add("--alone", action="store_true", help="without the scenario that it extends")
    form = command.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="numbers, parts, formulas, sources, places as JSON on stdout")
    form.add_argument("--csv", action="store_true", help="a line for each number, with a header row")


def _ids(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())
