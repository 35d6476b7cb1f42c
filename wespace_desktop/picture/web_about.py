"""What a page in the browser knows besides its meshes: words, states, layers with their numbers, slides, names."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from wespace_desktop.model.catalogue import load_catalogue
from wespace_desktop.model.plan import Plan
from wespace_desktop.model.view import Camera, View
from wespace_desktop.model.words import LANGS, Words
from wespace_desktop.picture.content import Content, content_of
from wespace_desktop.picture.looking import layer_word_colours, tag_of
from wespace_desktop.picture.sheet import PaneSpec, Sheet
from wespace_desktop.picture.web_words import WORDS
from wespace_desktop.render import finish, occlusion
from wespace_desktop.scene import style
from wespace_desktop.scene.batches import ILLUSTRATIVE
from wespace_desktop.scene.part import Label, Scene

Json = dict[str, Any]
#: Where haze begins, grows and ends (render.finish.haze_of): for a street in metres, above it in shares of the distance
#: to what one looks at, with its least metres.
HAZE_STREET, HAZE_BIRD = (120.0, 900.0, 0.70), (1.18, 0.95, 700.0, 0.75)


def about(scene: Scene, sheet: Sheet, slides: tuple[View, ...]) -> Json:
    """Everything of a page but meshes and tiles: the sheet names the states, the slides what is shown in turn."""
    sheet = replace(sheet, panes=tuple(replace(p, hour=None) for p in sheet.panes))     # a page shows no hour
    later = sheet.panes[-1]
    before = sheet.panes[0] if len(sheet.panes) > 1 else None
    plan = scene.plan(later.scenario)
    content = content_of(scene, sheet)
    return {
        "lang": "zh" if sheet.lang == "zh" else "en",
        "title": said(plan.scenario.title),
        "statement": said(content.statement),
        "stamp": content.stamp,
        "print": said(content.print_),
        "before": None if before is None else _state(scene, sheet, before),
        "later": _state(scene, sheet, later),
        "slides": [_slide(plan, sheet, view) for view in slides],
        "layers": _layers(scene, sheet),
        "years": list(years_of(scene, sheet)),
        "extent": list(scene.district.extent),
        "labels": [_label(label) for label in scene.labels],
        "look": look(),
        "illustrative": sorted(ILLUSTRATIVE),
        "words": {name: said(words) for name, words in WORDS.items()},
    }


def said(words: Words) -> Json:
    return {lang: words.in_(lang) for lang in LANGS}


def years_of(scene: Scene, sheet: Sheet) -> tuple[int, int]:
    """From the year that is known to the end of the scenario; one year only when nothing changes."""
    scenario = scene.plan(sheet.panes[-1].scenario).scenario
    if scenario.kind == "baseline":
        return sheet.panes[-1].year, sheet.panes[-1].year
    return min(scenario.observed_until, scenario.year), max(scenario.horizon[1], scenario.year)


def look() -> Json:
    """Colours and rules of the finished picture, taken from the renderer."""
    reaches = {"bird": occlusion.BIRD, "plan": occlusion.PLAN, "street": occlusion.STREET}
    return {
        "paper": style.PAPER.tolist(),
        "haze": [int(v) for v in finish.HAZE],
        "sky": [float(v) for v in finish.SKY_TOP],
        "leaves": [float(v) for v in finish.SHADE_LEAVES],
        "haze_street": list(HAZE_STREET),
        "haze_bird": list(HAZE_BIRD),
        "shade": {
            name: {"radius": r.radius_m, "bias": r.bias, "strength": r.strength, "samples": r.samples, "rise": r.step_m}
            for name, r in reaches.items()
        },
    }


def _state(scene: Scene, sheet: Sheet, spec: PaneSpec) -> Json:
    plan = scene.plan(spec.scenario)
    tags = {lang: tag_of(scene, spec, lang, [p for p in sheet.panes if p is not spec]) for lang in LANGS}
    return {
        "id": spec.scenario,
        "kind": plan.scenario.kind,
        "year": spec.year,
        "layers": sorted(spec.layers),
        "short": {lang: tags[lang].small for lang in LANGS},
        "colour": tags["en"].ground,
        "changes": [{"key": plan.key(c), "layer": c.layer, "from": c.on(spec.line).stands} for c in plan.changes],
    }


def _slide(plan: Plan, sheet: Sheet, view: View) -> Json:
    first, last = plan.scenario.horizon
    year = view.year if view.year is not None else sheet.panes[-1].year
    return {
        "id": view.id,
        "name": said(view.title),
        "title": said(view.title),
        "caption": said(view.caption),
        "camera": camera(view.camera),
        "mode": view.mode,
        "swipe": view.swipe,
        "year": min(max(year, first), last),
        "layers": sorted(sheet.panes[-1].layers if view.layers is None else view.layers),
    }


def camera(pose: Camera) -> Json:
    """A pose as assets/web/camera.js has it."""
    return {
        "position": list(pose.position),
        "target": list(pose.target),
        "up": list(pose.up),
        "angle": pose.view_angle_deg,
        "shift": pose.shift,
        "parallel": pose.parallel_height_m,
    }


def _layers(scene: Scene, sheet: Sheet) -> list[Json]:
    """Every layer that one of the states has changes of, with its numbers year by year and what they bring and cost."""
    catalogue = load_catalogue()
    there = {c.layer for spec in sheet.panes for c in scene.plan(spec.scenario).changes}
    by_year = {year: _content(scene, sheet, year, catalogue.ids) for year in _each_year(scene, sheet)}
    out = []
    for layer in (catalogue[name] for name in catalogue.ids if name in there):
        own = _content(scene, sheet, max(by_year), (layer.id,))
        figures = {str(year): _figure(content, layer.id) for year, content in by_year.items()}
        texts = {"id": layer.id, "title": said(layer.title), "hue": f"#{layer.hue.lstrip('#')}", "mark": layer.mark}
        out.append(
            texts | {"figures": figures, "gains": [said(w) for w in own.gains], "harms": [said(w) for w in own.harms]}
        )
    return out


def _each_year(scene: Scene, sheet: Sheet) -> range:
    first, last = years_of(scene, sheet)
    return range(first, last + 1)


def _content(scene: Scene, sheet: Sheet, year: int, layers: tuple[str, ...]) -> Content:
    *first, last = sheet.panes
    shown = frozenset(layers)
    panes = (*(replace(p, layers=p.layers & shown) for p in first), replace(last, year=year, layers=shown))
    return content_of(scene, replace(sheet, panes=panes))


def _figure(content: Content, layer: str) -> Json:
    entry = next((e for e in content.entries if e.layer == layer), None)
    if entry is None:
        return {"figure": dict.fromkeys(LANGS, "0")}
    return {"figure": said(entry.figure), "spread": said(entry.spread), "note": said(entry.note)}


def _label(label: Label) -> Json:
    return {
        "text": said(label.text),
        "at": [round(float(v), 2) for v in label.anchor],
        "rank": label.rank,
        "kind": label.kind,
        "line": [[round(float(v), 1) for v in p] for p in label.line],
        "needs": sorted(label.needs),
        "hidden": sorted(label.hidden_by),
        "colour": layer_word_colours().get(label.layer, ""),
    }
