"""What the layers could not do as a scenario asks, as warnings at the place in its file."""

from __future__ import annotations

from collections.abc import Iterable

from wespace_desktop.errors import Problem
from wespace_desktop.model.plan import Plan
from wespace_desktop.scene.part import Scene


def notes_of(plan: Plan) -> tuple[Problem, ...]:
    """Builds the layers of a plan (or takes what was built before) for what they have to say."""
    from wespace_desktop.scene.build import layers_of

    return _problems(plan, (sentence for built in layers_of(plan) for sentence in built.warnings))


def notes_in(scene: Scene, plan: Plan) -> tuple[Problem, ...]:
    """The same of a scene that is built."""
    return _problems(plan, (sentence for of, _, sentence in scene.notes if of == plan.id))


def _problems(plan: Plan, sentences: Iterable[str]) -> tuple[Problem, ...]:
    """A sentence begins with the intervention it speaks of: `id: what is the matter`."""
    found = []
    for sentence in dict.fromkeys(sentences):
        head, _, rest = sentence.partition(": ")
        path = f"interventions.{head}" if rest and plan.scenario.intervention(head) else ""
        found.append(plan.scenario.problem(path, rest if path else sentence, severity="warning"))
    return tuple(found)
