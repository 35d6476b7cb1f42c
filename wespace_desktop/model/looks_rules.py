"""Rules for views and slides: what a slide needs, and what it can be compared with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wespace_desktop.errors import Problem
from wespace_desktop.model.faults import did_you_mean
from wespace_desktop.model.scenario import Scenario
from wespace_desktop.model.tree import Tree, joined

_LANGUAGES = {"zh": "Chinese", "en": "English"}


def looks_problems(tree: Tree) -> Iterator[Problem]:
    """Slides that show nothing or speak one language only, and what is compared with itself."""
    views = _entries(tree, "views")
    for path, slide in _entries(tree, "storyboard").items():
        if slide.get("view") is None and slide.get("camera") is None:
            yield slide.at.problem(path, "shows no view", "Write view: and the id of a view")
        yield from _one_language(path, slide, views)
        yield from _unknown_rows(path, slide)
    for path, view in _entries(tree, "views").items():
        yield from _cut_nowhere(joined(path, "camera"), view.get("camera"))
    for name in ("views", "storyboard"):
        for path, entry in _entries(tree, name).items():
            compare, own = entry.get("compare"), tree.get("id")
            if compare is not None and own is not None and compare.value == own.value:
                yield compare.place.problem(
                    joined(path, "compare"), "is compared with itself",
                    "Name another scenario, or delete the line for the baseline", "warning",
                )  # fmt: skip


def _cut_nowhere(path: str, camera: Tree | None) -> Iterator[Problem]:
    """Two points make a plane only when they are not one."""
    cut = camera.get("cut") if camera else None
    if cut is None or not isinstance(cut.value, list) or len(cut.value) != 2:
        return
    a, b = ([n.value for n in p.value] if isinstance(p.value, list) else p.value for p in cut.value)
    if a == b:
        yield cut.place.problem(joined(path, "cut"), "both points of the cut are the same", "Move one of them")


def _unknown_rows(path: str, slide: Tree) -> Iterator[Problem]:
    """A slide may only name claims that the report makes."""
    rows = slide.get("rows")
    if rows is None or not isinstance(rows.value, list):
        return
    from wespace_desktop.model.report import load_report  # late: few files name a row

    known = load_report().ids
    for key, row in rows.entries():
        if isinstance(row.value, str) and row.value not in known:
            hint = did_you_mean(row.value, known)
            place = joined(joined(path, "rows"), key)
            yield row.at.problem(place, f"the report has no row {row.value}", hint, "warning")


def unknown_compares(scenario: Scenario, open_ids: Iterable[str]) -> Iterator[Problem]:
    """Views and slides that want a scenario on the left which is not open: the file is right, this window lacks it."""
    known = [name for name in open_ids if name != scenario.id]
    rows = [(f"views.{v.id}", v.compare) for v in scenario.views]
    rows += [(f"storyboard.{s.id}", s.compare) for s in scenario.storyboard]
    for path, name in rows:
        if name and name != scenario.id and name not in known:
            yield scenario.problem(
                f"{path}.compare", f"no open scenario is called {name}",
                "Open its file too; until then the baseline stands on the left", "warning",
            )  # fmt: skip


def _one_language(path: str, slide: Tree, views: dict[str, Tree]) -> Iterator[Problem]:
    """A slide is shown in both languages; what it does not say itself is its view's."""
    shown = slide.get("view") or slide.get("camera")
    view = views.get(joined("views", str(shown.value))) if shown is not None else None
    for key in ("title", "caption", "notes"):
        own = slide.get(key)
        words = own or (view.get(key) if view is not None and key == "title" else None)
        for lang in _missing(words) if words is not None else ():
            place = own if own is not None else slide
            yield place.at.problem(
                joined(path, key), f"has no {_LANGUAGES[lang]} text", f"Write {key}: {{zh: ..., en: ...}}", "warning"
            )


def _missing(words: Tree) -> list[str]:
    if isinstance(words.value, dict):
        return [lang for lang in _LANGUAGES if not getattr(words.get(lang), "value", "")]
    if not isinstance(words.value, str):
        return []
    return ["en" if any("\u3400" <= letter <= "\u9fff" for letter in words.value) else "zh"]


def _entries(tree: Tree, name: str) -> dict[str, Tree]:
    found = tree.get(name)
    if found is None or not isinstance(found.value, list):
        return {}
    return {joined(name, key): entry for key, entry in found.entries() if isinstance(entry.value, dict)}
