"""From a pane's description to how it looks: which labels stand, what is selected, its tag and its colours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from wespace_desktop.model.catalogue import load_catalogue
from wespace_desktop.model.hours import hour_words
from wespace_desktop.model.phase_words import LINE_WORDS
from wespace_desktop.model.plan import Plan
from wespace_desktop.model.state import Moment, Standing, moment, standing
from wespace_desktop.model.words import Words
from wespace_desktop.picture.coming import coming_in
from wespace_desktop.picture.demand_labels import gathered
from wespace_desktop.picture.gauges import Tag
from wespace_desktop.picture.hour_key import hour_key
from wespace_desktop.picture.ink import TAG_COLOURS, word_colour
from wespace_desktop.picture.labels import Key, Placement, key_of
from wespace_desktop.picture.one_sided import is_one_sided
from wespace_desktop.picture.pane import PaneLook
from wespace_desktop.picture.sheet import Furniture, PaneSpec, SheetLang, first_lang, said
from wespace_desktop.picture.symbols import things_of
from wespace_desktop.scene.change import items_in_place_of
from wespace_desktop.scene.describe import describe
from wespace_desktop.scene.part import Label, Scene, is_shown

_TODAY = Words("现状", "TODAY")
_SCENARIO = Words("情景", "Scenario")
#: A name that stands at the edge of its park or lane stands this far inside it, m.
_INSIDE_M = 4.0
_NO_LAYERS = Words("不显示图层", "no layers")


def pane_standing(scene: Scene, spec: PaneSpec) -> Standing:
    """What stands in a pane: the key to Shot.standing and to which labels are shown."""
    return standing(scene.plan(spec.scenario), spec.year, spec.layers, spec.line)


def pane_moment(scene: Scene, spec: PaneSpec) -> Moment:
    """What stands in a pane, and what is planned or under way there."""
    return moment(scene.plan(spec.scenario), spec.year, spec.layers, spec.line)


def look_at(
    scene: Scene, spec: PaneSpec, furniture: Furniture, lang: SheetLang, before: Placement | None = None
) -> PaneLook:
    """The look of a pane, still without its unit (`dataclasses.replace(look, unit=...)`), names as in `before`."""
    stands = pane_standing(scene, spec)
    labels = gathered(scene, [n for n in scene.labels if is_shown(n.needs, n.hidden_by, stands)], stands)
    return PaneLook(
        labels=labels,
        selected=tuple(o for o in (outline_of(scene, name, stands) for name in spec.selected) if len(o)),
        hovered=tuple(o for o in (outline_of(scene, spec.hovered, stands),) if len(o)) if spec.hovered else (),
        tag=tag_of(scene, spec, lang),
        lang=lang,
        furniture=furniture,
        hues=layer_word_colours(),
        before=before or Placement(),
        elsewhere=elsewhere(scene, labels),
        one_sided=is_one_sided(scene, spec),
        things=things_of(scene, stands),
        hour=hour_key(scene, spec.hour),
        coming=coming_in(pane_moment(scene, spec)),
    )


def elsewhere(scene: Scene, labels: Sequence[Label]) -> dict[Key, np.ndarray]:
    """Where else a layer's label may stand. The only label of a change speaks of all its objects (`44 pods`): any of
    them may carry it; any other may stand just inside the outline of its own object.
    """
    told = Counter(n.needs for n in labels if n.layer)
    alone = {key: key_of(n) for n in labels if n.layer and told[n.needs] == 1 for key in n.needs}
    places: dict[Key, list[tuple[float, float, float]]] = {}
    for item in scene.items.values():
        key = alone.get(item.change)
        if key is not None:
            places.setdefault(key, []).append(item.anchor)
    found = {key: np.array(anchors) for key, anchors in places.items()}
    for label in labels:
        own = scene.items.get(label.item)
        if label.layer and own is not None and key_of(label) not in found and len(own.outline):
            found[key_of(label)] = _inside(own.outline, label.anchor)
    return found


def _inside(outline: np.ndarray, anchor: tuple[float, float, float]) -> np.ndarray:
    """(n, 3) points of an outline, drawn a little towards the anchor, at its height."""
    points = outline[~np.isnan(outline).any(axis=1)].astype(float)
    points[:, 2] = anchor[2]
    towards = np.array(anchor) - points
    away = np.maximum(np.linalg.norm(towards, axis=1, keepdims=True), 1e-6)
    inside: np.ndarray = points + towards * np.minimum(_INSIDE_M / away, 0.5)
    return inside


def outline_of(scene: Scene, name: str, stands: Standing) -> np.ndarray:
    """(n, 3) outline of what stands at the place of a feature or an item: itself, what took its place, or what it took
    the place of. Empty when there is no such thing.
    """
    item = scene.items.get(name)
    if item is not None and item.change and item.change not in stands:
        name = item.replaces[0] if item.replaces else ""
    elif item is None:
        later = items_in_place_of(scene, name, stands)
        name = later[0].id if later else name
    try:
        return describe(scene, name).outline
    except KeyError:
        return np.empty((0, 3), np.float32)


def tag_of(scene: Scene, spec: PaneSpec, lang: SheetLang, beside: Sequence[PaneSpec] = ()) -> Tag:
    """TODAY for a baseline in its own time, else the year; then the scenario's short name, or, where another pane shows
    the same scenario in the same year, the layers that make the difference; on another line of the fan, the line.
    """
    scenario = scene.plan(spec.scenario).scenario
    ground = TAG_COLOURS[min(_place(scene, scene.plan(spec.scenario)), len(TAG_COLOURS) - 1)]
    is_today = scenario.kind == "baseline" and spec.year == scenario.year
    big = _TODAY.in_(first_lang(lang)) if is_today else str(spec.year)
    big += f"  {hour_words(spec.hour).in_(first_lang(lang))}" if spec.hour is not None else ""
    if spec.line != "central" or any(p.scenario == spec.scenario and p.line != spec.line for p in beside):
        return Tag(big, said(LINE_WORDS[spec.line], lang, "  "), ground)
    if any((p.scenario, p.year) == (spec.scenario, spec.year) and p.layers != spec.layers for p in beside):
        return Tag(big, said(_layers_shown(spec), lang, "  "), ground)
    if is_today:
        return Tag(big, _TODAY.zh if lang == "both" else "", ground)
    name = said(scenario.short or scenario.title, lang, "  ").replace(str(spec.year), "").strip(" ·,，")
    # A scenario that is called after its year says nothing beside another year.
    return Tag(big, said(_SCENARIO, lang) if not name or name.isdigit() else name, ground)


def _layers_shown(spec: PaneSpec) -> Words:
    shorts = [layer.short for layer in load_catalogue().layers if layer.id in spec.layers]
    if not shorts:
        return _NO_LAYERS
    return Words("、".join(s.zh for s in shorts), ", ".join(s.en for s in shorts))


def _place(scene: Scene, plan: Plan) -> int:
    """0 for a baseline, 1, 2, 3 for the scenarios in the order they were opened."""
    if plan.scenario.kind == "baseline":
        return 0
    scenarios = [p.id for p in scene.plans if p.scenario.kind != "baseline"]
    return 1 + scenarios.index(plan.id)


@lru_cache(maxsize=1)
def layer_word_colours() -> dict[str, str]:
    """Layer id -> the deep tone of its hue in which words about it are set."""
    return {layer.id: word_colour(layer.hue) for layer in load_catalogue().layers}
