"""The street door: reads the command line, loads Qt and VTK late, turns errors into sentences and exit codes."""

from __future__ import annotations

import argparse
import difflib
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from wespace_desktop import __version__
from wespace_desktop.errors import (
    EXIT_INTERNAL,
    EXIT_INTERRUPTED,
    EXIT_INVALID_SCENARIO,
    EXIT_OK,
    EXIT_USAGE,
    Cancelled,
    Problem,
    WeSpaceError,
)
from wespace_desktop.indicators.asking import grammar as _indicators_grammar
from wespace_desktop.model.words import Words
from wespace_desktop.paths import default_scenario


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code.

    0 ok, 1 internal, 2 usage, 3 invalid scenario, 4 missing data, 5 no OpenGL,
    130 interrupted.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    if words and words[0] not in COMMANDS and words[0].isalpha() and not Path(words[0]).exists():
        near = difflib.get_close_matches(words[0], COMMANDS, 1)
        _say(f"{words[0]} is neither a command nor a file. " + (f"Did you mean {near[0]}?" if near else _COMMANDS_ARE))
        return EXIT_USAGE
    if not words or (words[0] not in COMMANDS and not words[0].startswith("-")):
        words.insert(0, "open")
    try:
        arguments = _parser().parse_args(words)
        return int(arguments.run(arguments))
    except WeSpaceError as error:
        _say("\n".join(p.sentence() for p in error.problems))
        return error.exit_code
    except (KeyboardInterrupt, Cancelled):
        _say("Interrupted; nothing was written.")
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_OK


def console() -> None:
    """The installed `wespace` command."""
    sys.exit(main())


def _say(text: str) -> None:
    print(text, file=sys.stderr)


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))


def has_display() -> bool:
    """Windows and macOS always have one; elsewhere X or Wayland says so, or Qt was told which platform to use."""
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _progress() -> Callable[[float, Words], None] | None:
    """A one-line bar on stderr when a person watches, nothing in a pipe."""
    if not sys.stderr.isatty():
        return None

    def show(share: float, what: Words) -> None:
        end = "\n" if share >= 1 else ""
        print(f"\r\033[K{share:4.0%}  {what.en}", end=end, file=sys.stderr, flush=True)

    return show


# The commands ---------------------------------------------------------------------------------------------------------


def _open(arguments: argparse.Namespace) -> int:
    files = [Path(f) for f in arguments.files] or [default_scenario()]
    if has_display():
        from wespace_desktop.app.main import run

        return run(files)
    from wespace_desktop.picture.export import draw_without_display

    _say("No display here, so the picture goes to a file instead of a window.")
    out = draw_without_display(files, _progress())
    print(out)
    return EXIT_OK


def _check(arguments: argparse.Namespace) -> int:
    from wespace_desktop.model.reading import find_problems
    from wespace_desktop.scene.opening import find_plan_problems

    problems: list[Problem] = []
    for name in arguments.files:
        scenario, found = find_problems(Path(name))
        problems += found
        if scenario is not None:
            problems += find_plan_problems(scenario)
    problems = list(dict.fromkeys(problems))
    if arguments.json:
        _print_json({"problems": [p.as_json() for p in problems]})
    else:
        for problem in problems:
            print(f"{problem.severity}: {problem.sentence()}")
    errors = sum(p.severity == "error" for p in problems)
    if not arguments.json:
        counts = ((len(arguments.files), "file"), (errors, "error"), (len(problems) - errors, "warning"))
        _say(", ".join(f"{count} {word}{'' if count == 1 else 's'}" for count, word in counts))
    return EXIT_INVALID_SCENARIO if errors else EXIT_OK


def _diff(arguments: argparse.Namespace) -> int:
    from wespace_desktop.scene.ledger import ledger, state_of
    from wespace_desktop.scene.ledger_text import as_csv, as_json, as_text
    from wespace_desktop.scene.opening import open_pair

    scene = open_pair(Path(arguments.before), Path(arguments.after), _progress())
    before, after = state_of(scene.plans[0]), state_of(scene.plans[-1])
    if arguments.json:
        _print_json(as_json(ledger(scene, before, after)))
    elif arguments.csv:
        print(as_csv(ledger(scene, before, after)), end="")
    else:
        print(as_text(scene, before, after))
    return EXIT_OK


def _audit(arguments: argparse.Namespace) -> int:
    from wespace_desktop.picture.audit_report import report

    return _told(arguments, *report(arguments, _progress()))


def _indicators(arguments: argparse.Namespace) -> int:
    from wespace_desktop.scene.counted import report

    return _told(arguments, *report(arguments, _progress()))


def _told(arguments: argparse.Namespace, text: str, plain: object) -> int:
    if arguments.json:
        _print_json(plain)
    else:
        print(text)
    return EXIT_OK


def _compass(arguments: argparse.Namespace) -> int:
    from wespace_desktop.scene.compass_report import report

    text, plain = report(Path(arguments.file))
    if arguments.json:
        _print_json(plain)
    else:
        print(text)
    return EXIT_OK


def _schema(arguments: argparse.Namespace) -> int:
    from wespace_desktop.model.schema import json_schema

    _print_json(json_schema())
    return EXIT_OK


def _export(arguments: argparse.Namespace) -> int:
    from wespace_desktop.picture.export import export_from_command_line

    for path in export_from_command_line(arguments, _progress()):
        print(path)
    return EXIT_OK


def _import(arguments: argparse.Namespace) -> int:
    from wespace_desktop.readers.package import summary
    from wespace_desktop.readers.recipe import import_district

    folder = Path(arguments.folder) if arguments.folder else None
    district = import_district(Path(arguments.recipe), Path(arguments.output), _progress(), folder)
    _tell_district(summary(district), arguments.json)
    return EXIT_OK


def _info(arguments: argparse.Namespace) -> int:
    from wespace_desktop.readers.package import find_district, load_district, summary

    path = Path(arguments.district)
    if not path.is_file():
        path = find_district(arguments.district, Path.cwd() / "scenario.yaml")
    _tell_district(summary(load_district(path)), arguments.json)
    return EXIT_OK


def _tell_district(facts: dict[str, object], as_json: bool) -> None:
    if as_json:
        _print_json(facts)
        return
    from wespace_desktop.readers.summary import as_text

    print(as_text(facts))


def _doctor(arguments: argparse.Namespace) -> int:
    from wespace_desktop.doctor import run_doctor

    checks = run_doctor()
    if arguments.json:
        _print_json([{"check": c.name.en, "ok": c.ok, "found": c.what.en, "remedy": c.remedy} for c in checks])
    else:
        for check in checks:
            print(f"{'ok  ' if check.ok else 'BAD '} {check.name.en}: {check.what.en}")
            if check.remedy and not check.ok:
                print(f"     type: {check.remedy}")
    return EXIT_OK if all(c.ok for c in checks) else EXIT_INTERNAL


# The grammar ----------------------------------------------------------------------------------------------------------


def _size(text: str) -> tuple[int, int]:
    try:
        width, height = (int(n) for n in text.lower().replace("×", "x").split("x"))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not a size; write WIDTHxHEIGHT, for example 3840x2160") from None
    if not (64 <= width <= 32768 and 64 <= height <= 32768):
        raise argparse.ArgumentTypeError(f"{text} is out of range; each side is 64 to 32768 pixels")
    return width, height


def _names(text: str) -> tuple[str, ...]:
    return () if text == "none" else tuple(n.strip() for n in text.split(",") if n.strip())


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0.0 <= share <= 1.0:
        what = f"{text} is no share of the width; write a number from 0 to 1, for example 0.4"
        raise argparse.ArgumentTypeError(what)
    return share


def _hour(text: str) -> int:
    hour = int(text) if text.isdigit() else -1
    if not 0 <= hour <= 23:
        raise argparse.ArgumentTypeError(f"{text} is no hour of a day; write a whole number from 0 to 23")
    return hour


def _years(text: str) -> tuple[int, ...]:
    try:
        return tuple(int(y) for y in text.split(","))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is no list of years; write for example 2026,2035") from None


def _open_grammar(command: argparse.ArgumentParser) -> None:
    command.add_argument("files", nargs="*", help="scenario files; the Kendall pair when none is named")


def _check_grammar(command: argparse.ArgumentParser) -> None:
    command.add_argument("files", nargs="+", metavar="FILE")
    command.add_argument("--json", action="store_true", help="problems as JSON on stdout")


def _diff_grammar(command: argparse.ArgumentParser) -> None:
    command.add_argument("before", metavar="A", help="scenario file, in its own year with its own layers")
    command.add_argument("after", metavar="B", help="another one of the same district")
    form = command.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="changes and totals as JSON on stdout")
    form.add_argument("--csv", action="store_true", help="one line for each object, with a header row")


def _audit_grammar(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", metavar="FILE", help="scenario file")
    command.add_argument("--view", help="a view of the file by its id (the first view when not given)")
    command.add_argument("--with", dest="with_file", metavar="FILE", help="what it is compared with (its baseline)")
    command.add_argument("--json", action="store_true", help="every object with its pixels as JSON on stdout")


def _compass_grammar(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", metavar="FILE", help="scenario file, in its own year with its own layers")
    command.add_argument("--json", action="store_true", help="every row with its reason as JSON on stdout")


def _export_grammar(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add("file", metavar="FILE", help="scenario file")
    add("--view", help="a view of the file by its id (the first view when not given)")
    what = command.add_mutually_exclusive_group()
    what.add_argument("--storyboard", action="store_true", help="the slides of the file's storyboard")
    what.add_argument("--contact", action="store_true", help="all views of all scenarios and years in one grid")
    what.add_argument("--curves", metavar="LAYER", help="a layer's technology and space by year (.csv: a table)")
    what.add_argument("--plate", action="store_true", help="every layer by itself, near and far, in one grid")
    add("--slides", metavar="1,3-5", help="only these slides, by number or id")
    add("--views", type=_names, metavar="A,B", help="rows of the contact sheet (all views)")
    add("--years", type=_years, metavar="Y,Y", help="years of the contact sheet (each scenario's own)")
    add("--mode", choices=("single", "side-by-side", "swipe", "lens"), help="the view's own mode when not given")
    add("--swipe", type=_share, metavar="0..1", help="with --mode swipe: the share of the left side")
    add("--with", dest="with_file", metavar="FILE", help="the left pane; the file's baseline when not given")
    add("--layers", type=_names, metavar="A,B|none", help="only these layers")
    add("--without", type=_names, default=(), metavar="A,B", help="all but these layers")
    add("--year", type=int, help="year of the right pane")
    add("--lines", type=_names, default=(), metavar="A,B", help="lines of the fan: low, central, high; a pane for each")
    add("--hour", type=_hour, metavar="0..23", help="colour spaces by who uses them at that hour")
    add("--size", type=_size, metavar="WxH", help="pixels (3840x2160; slides 2560x1440, films 1280x720)")
    add("--dpi", type=int, default=300, help="dots per inch written into the file (300)")
    add("--transparent", action="store_true", help="no paper and no sky behind the model")
    add(
        "--quality",
        choices=("draft", "still", "print"),
        default="print",
        help="draft: as while moving; still: as at rest",
    )
    add("--film", choices=("turntable", "path", "swipe", "years", "clock"), help="what moves in x.mp4, x.webp or x.gif")
    add("--seconds", type=float, default=10.0, help="length of a film (10)")
    add("--fps", type=int, default=24, help="frames a second of a film (24)")
    add("--audience", metavar="WHO", help="government, planners, developers, firms, residents: layers, order, words")
    add("--lang", choices=("zh", "en", "both"), default="both")
    add("--force", action="store_true", help="overwrite OUT if it is there")
    add("-o", "--output", required=True, metavar="OUT", help=".png .pdf .pptx .html .glb .mp4 .webp .gif, or a folder")


def _import_grammar(command: argparse.ArgumentParser) -> None:
    command.add_argument("recipe", metavar="RECIPE.yaml", help="theme -> file, attribute -> meaning")
    command.add_argument("--from", dest="folder", metavar="DIR", help="where the source files lie (beside the recipe)")
    command.add_argument("-o", "--output", required=True, metavar="DISTRICT.npz")
    command.add_argument("--json", action="store_true", help="what was read and repaired, as JSON")


def _info_grammar(command: argparse.ArgumentParser) -> None:
    command.add_argument("district", metavar="DISTRICT", help="a shipped district's name or a package file")
    command.add_argument("--json", action="store_true")


def _json_grammar(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true")


def _no_grammar(command: argparse.ArgumentParser) -> None:
    """A command without arguments."""


Run = Callable[[argparse.Namespace], int]
Grammar = Callable[[argparse.ArgumentParser], None]

COMMANDS: dict[str, tuple[Run, Grammar, str]] = {
    "open": (_open, _open_grammar, "open the window (the default command)"),
    "check": (_check, _check_grammar, "say everything that is wrong with scenario files"),
    "audit": (_audit, _audit_grammar, "say what of the change a view shows, and what it hides"),
    "compass": (_compass, _compass_grammar, "say which claims of the report a scenario illustrates, and which not"),
    "diff": (_diff, _diff_grammar, "say what changes from one scenario to another, object by object"),
    "export": (_export, _export_grammar, "write a picture, slides or a contact sheet; needs no display"),
    "import": (_import, _import_grammar, "turn GIS files and a recipe into a district package"),
    "indicators": (_indicators, _indicators_grammar, "count what a scenario comes to, with ranges, or say why not"),
    "info": (_info, _info_grammar, "what a district holds, from where, what was repaired or estimated"),
    "schema": (_schema, _no_grammar, "print the JSON Schema of a scenario file, for editors"),
    "doctor": (_doctor, _json_grammar, "say what is wrong with this machine and what to type"),
}


_COMMANDS_ARE = f"The commands are {', '.join(COMMANDS)}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="wespace",
        description="Compare a real district today with its near future, side by side in 3D.",
        epilog="`wespace [FILES]` opens the window. Exit codes: 0 ok, 1 internal, 2 usage, 3 invalid scenario, "
        "4 missing data, 5 no OpenGL, 130 interrupted.",
    )
    parser.add_argument("--version", action="version", version=f"wespace {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, (run, grammar, words) in COMMANDS.items():
        command = commands.add_parser(name, help=words, description=words.capitalize() + ".")
        grammar(command)
        command.set_defaults(run=run)
    return parser
