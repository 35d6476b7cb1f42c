"""`wespace audit`: for a view of a file, how much of the frame changes and what of the change it hides."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from wespace_desktop.errors import EXIT_USAGE, Problem, WeSpaceError
from wespace_desktop.model.words import NOT_A_PREDICTION, Words
from wespace_desktop.picture.asking import Wish, sheet_for
from wespace_desktop.picture.audit import Audit, audit, size_like, spec_pairs
from wespace_desktop.picture.audit_words import seen_words, share_words, tallies
from wespace_desktop.picture.sheet import PaneSpec
from wespace_desktop.scene.part import Scene

Progress = Callable[[float, Words], None]
#: Full pictures are wider than they are high; a pane of a pair is nearer to a square.
_SHAPE = (1250, 1000)


def report(arguments: Namespace, progress: Progress | None = None) -> tuple[str, dict[str, object]]:
    """As a person reads it, and as a program does. WeSpaceError when there is nothing to compare the file with."""
    from wespace_desktop.render.stage import Stage
    from wespace_desktop.scene.opening import open_scenarios

    file = Path(arguments.file)
    files = [Path(f) for f in (arguments.with_file, arguments.file) if f]
    scene = open_scenarios(files, progress)
    sheet = sheet_for(scene, Wish(file, arguments.view or "", with_file=Path(files[0]) if len(files) > 1 else None))
    pairs = spec_pairs(scene, sheet.panes)
    if not pairs:
        what = "there is nothing to compare this file with"
        raise WeSpaceError(Problem(str(file), 0, 0, "", what, "Name the other file: --with FILE"), EXIT_USAGE)
    stage = Stage()
    try:
        stage.show(scene)
        found = audit(stage, scene, pairs[0], size_like(_SHAPE))
    finally:
        stage.close()
    return _text(scene, sheet.view, pairs[0], found), _plain(sheet.view, pairs[0], found)


def _text(scene: Scene, view: str, pair: tuple[PaneSpec, PaneSpec], found: Audit) -> str:
    heads = [
        f"{side}  {scene.plan(p.scenario).scenario.title.in_('en')} ({p.scenario}), {p.year}"
        for side, p in zip(("from", "to  "), pair, strict=True)
    ]
    lines = [*heads, f"view  {view}", "", share_words(found).en, seen_words(found).en, ""]
    lines += [f"  hidden here: {tally.words.en}" for tally in tallies(found) if tally.hidden]
    names = [s.name for s in found.hidden(found.losses)]
    if names:
        lines += ["", "Losses that are hidden: " + ", ".join(names)]
    if found.undrawn:
        lines += ["", "Drawn nowhere, so in no count: " + ", ".join(found.undrawn)]
    how = f"A thing is seen from {found.least} of {found.size[0]} x {found.size[1]} pixels on (12 of 1920 x 1080)."
    return "\n".join([*lines, "", how, NOT_A_PREDICTION.en])


def _plain(view: str, pair: tuple[PaneSpec, PaneSpec], found: Audit) -> dict[str, object]:
    """The keys that `wespace audit --json` promises."""
    return {
        "view": view,
        "before": {"scenario": pair[0].scenario, "year": pair[0].year, "layers": sorted(pair[0].layers)},
        "after": {"scenario": pair[1].scenario, "year": pair[1].year, "layers": sorted(pair[1].layers)},
        "size": list(found.size),
        "least_pixels": found.least,
        "changed_pixels": found.changed,
        "changed_share": found.share,
        "tallies": [
            {"thing": t.thing, "loss": t.is_loss, "hidden": t.hidden, "all": t.all} for t in tallies(found)
        ],
        "objects": [
            {"id": s.name, "thing": s.thing, "loss": s.is_loss, "pixels": s.pixels, "seen": found.is_seen(s)}
            for s in found.sights
        ],
        "undrawn": list(found.undrawn),
    }
