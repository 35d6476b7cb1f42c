"""How far space is behind technology (I20), over the layers that a scenario changes something with."""

from __future__ import annotations

from collections.abc import Callable

from wespace_desktop.indicators.reading import Part, Reading, not_computable
from wespace_desktop.indicators.state import State
from wespace_desktop.model.catalogue import load_catalogue
from wespace_desktop.model.course import Course, Unknown, course_of, debt
from wespace_desktop.model.words import Words


def lag_debt(state: State) -> Reading:
    """Gaps between technology and space weighed by each layer's places, and the years each is behind."""
    shown = {c.layer for c in state.plan.changes if c.layer in state.layers}
    layers = [layer for layer in load_catalogue().in_scenes if layer.id in shown]
    if not layers:
        why = not_computable("没有打开任何有改动的图层", "no layer that changes something is on")
        return Reading("I20", None, why)
    courses = {layer.id: c for layer in layers if isinstance(c := course_of(layer.id), Course)}
    places = {
        name: float(sum(max(1, len(c.features)) for c in state.plan.changes if c.layer == name)) for name in courses
    }
    owed = debt(courses, places, state.year)
    parts = []
    for layer in layers:
        course = courses.get(layer.id)
        label = Words(f"{layer.short.zh}，落后年数", f"{layer.short.en}, years behind")
        late = course.lag_in(state.year) if course is not None else None
        if late is None:
            unknown = course_of(layer.id)
            parts.append(Part(label, None, _why(unknown.why if isinstance(unknown, Unknown) else Words())))
        else:
            parts.append(Part(label, None, _why(late.why)) if isinstance(late, Unknown) else Part(label, late))
    if isinstance(owed, Unknown):
        return Reading("I20", None, _why(owed.why), parts=tuple(parts))
    found = tuple(dict.fromkeys(f for c in state.plan.changes if c.layer in courses for f in c.features))
    return Reading("I20", owed, parts=tuple(parts), places=found)


def _why(words: Words) -> Words:
    return not_computable(words.in_("zh"), words.in_("en"))


SPACE_LAG: dict[str, Callable[[State], Reading]] = {"I20": lag_debt}
