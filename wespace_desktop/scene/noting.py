"""What the layers could not do as a scenario asks, and what they lack to stand on: warnings at a place in its file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from wespace_desktop.errors import Problem
from wespace_desktop.model.footing import footings
from wespace_desktop.model.plan import Plan
from wespace_desktop.model.quantity import figures
from wespace_desktop.model.state import standing
from wespace_desktop.scene.part import Item, Scene


def notes_of(plan: Plan) -> tuple[Problem, ...]:
    """Builds the layers of a plan (or takes what was built before) for what they have to say."""
    from wespace_desktop.scene.build import layers_of

    built = layers_of(plan)
    told = (sentence for one in built for sentence in one.warnings)
    items = {item.id: item for one in built for item in one.items}
    return (*_problems(plan, (*told, *_kerb(plan, items))), *_footings(plan))


def notes_in(scene: Scene, plan: Plan) -> tuple[Problem, ...]:
    """The same of a scene that is built."""
    told = (sentence for of, _, sentence in scene.notes if of == plan.id)
    return (*_problems(plan, (*told, *_kerb(plan, scene.items))), *_footings(plan))


def _kerb(plan: Plan, items: Mapping[str, Item]) -> tuple[str, ...]:
    """Streets whose kerb is asked for twice at some hour; a plan that wants nothing there is not looked at."""
    if not any(c.layer in ("mobile_spaces", "omo_logistics", "shared_mobility") for c in plan.changes):
        return ()
    from wespace_desktop.scene.kerb_rule import kerb_sentences  # late: it knows the layers at the kerb

    return tuple(kerb_sentences(plan, items))


def _problems(plan: Plan, sentences: Iterable[str]) -> tuple[Problem, ...]:
    """A sentence begins with the intervention it speaks of: `id: what is the matter`, or `id#part: ...` by demand.

    What demand brings after the scenario's year only is no matter of this scenario.
    """
    stands = standing(plan, plan.scenario.year, plan.scenario.layers_on)
    later = {c.id for c in plan.changes if c.steps and plan.key(c) not in stands}
    found = []
    for sentence in dict.fromkeys(sentences):
        head, _, rest = sentence.partition(": ")
        if head in later:
            continue
        name = head.partition("#")[0]
        path = f"interventions.{name}" if rest and plan.scenario.intervention(name) else ""
        found.append(plan.scenario.problem(path, rest if path else sentence, severity="warning"))
    return tuple(found)


def _footings(plan: Plan) -> tuple[Problem, ...]:
    """In the scenario's own year, with the layers it has on. (A parent that is off is found without a district.)"""
    scenario = plan.scenario
    stands = standing(plan, scenario.year, scenario.layers_on)
    there = {c.layer for c in plan.changes if plan.key(c) in stands}
    found = []
    for footing in footings(plan, scenario.year, scenario.layers_on, there):
        if footing.cause == "absent":
            message = f"stands on {footing.parent}, of which nothing stands in {scenario.year}"
            hint = f"Add interventions of {footing.parent}, or say why not in summary"
        elif footing.cause == "behind":
            own, other = (figures(100 * (n or 0.0)) for n in (footing.reach, footing.parent_reach))
            message = f"has come {own} % of its way in {scenario.year}, {footing.parent}, which it stands on, {other} %"
            hint = f"Raise the level of {footing.parent}, or say why not in summary"
        else:
            continue
        found.append(scenario.problem(f"layers.{footing.layer}", message, hint, "warning"))
    return tuple(found)
