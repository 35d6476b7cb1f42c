"""What the nodes of a model file say about themselves: ids, rules, words, sources, and what is not survey."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wespace_desktop.model.catalogue import load_catalogue
from wespace_desktop.model.plan import Change
from wespace_desktop.model.report import limits
from wespace_desktop.model.state import standing
from wespace_desktop.model.words import NOT_A_PREDICTION, Words
from wespace_desktop.scene.batches import CONTEXT, ILLUSTRATIVE
from wespace_desktop.scene.change import change_of
from wespace_desktop.scene.ledger import State
from wespace_desktop.scene.part import CLOCK, Scene

Json = dict[str, Any]
_TODAY = Words("现状", "Today")
_SHOWN = Words("示意，非实测", "illustrative, not survey")
_FUTURE = Words("未来物体为示意", "future objects are illustrative")
_LIT = Words(
    "光照已烘焙在顶点颜色中；材质不受光。细节取鸟瞰级别。",
    "Light is baked into the vertex colours, so materials are unlit. Detail is that of a view from above.",
)


def said(words: Words) -> Json:
    """Both languages, as a node holds them."""
    return {"zh": words.in_("zh"), "en": words.in_("en")}


def credit_of(scene: Scene) -> Words:
    """Who made the data, and under which licences."""
    licences = ", ".join(dict.fromkeys(s.licence for s in scene.district.sources if s.licence))
    credit = scene.district.credit
    return Words(*(f"{credit.in_(k)} ({licences})" if licences else credit.in_(k) for k in ("zh", "en")))


def whole_extras(scene: Scene) -> Json:
    """What holds for the whole file: statement, sources, coordinates."""
    district = scene.district
    x0, y0, x1, y1 = district.extent
    return {
        "statement": said(NOT_A_PREDICTION),
        "district": {"id": district.id, "hash": district.hash, "title": said(district.title), "date": district.date},
        "credit": said(credit_of(scene)),
        "sources": [
            {"id": s.id, "title": said(s.title), "author": s.author, "licence": s.licence, "date": s.date}
            for s in district.sources
        ],
        "crs": district.crs,
        "origin": {"easting": district.origin[0], "northing": district.origin[1]},
        "extent_m": [x0, y0, x1, y1],
        "axes": "x east, y up, z south; metres from the origin in the crs; easting = origin + x, northing = origin - z",
        "look": said(_LIT),
        "illustrative": said(_FUTURE),
    }


def state_extras(scene: Scene, state: State) -> Json:
    """A scenario in a year with layers: what a scene or a branch of the file shows."""
    plan = scene.plan(state.scenario)
    scenario = plan.scenario
    today = scenario.kind == "baseline" and state.year == scenario.year
    title = _TODAY if today else Words(str(state.year), str(state.year))
    return {
        "title": said(title),
        "scenario": {"id": scenario.id, "hash": scenario.hash, "title": said(scenario.title), "kind": scenario.kind},
        "year": state.year,
        "layers": sorted(state.layers),
        "changes": sorted(standing(plan, state.year, state.layers, state.line)),
        "not_modelled": [said(w) for w in scenario.not_modelled],
        "limits_of_the_report": [said(w) for w in limits()],
    }


def group_extras(scene: Scene, group: str, words: Words) -> Json:
    """A layer with its gains and harms, or a part of the district and whether it is survey."""
    extras: Json = {"title": said(words)}
    if group in CONTEXT:
        extras["group"] = group
        if group in ILLUSTRATIVE:
            extras["illustrative"] = said(_SHOWN)
        if group == "buildings":
            extras |= _estimated(scene)
        return extras
    layer = load_catalogue()[group]
    return extras | {
        "layer": group,
        "code": layer.code,
        "summary": said(layer.summary),
        "gains": [said(e.text) for e in layer.gains],
        "harms": [said(e.text) for e in layer.harms],
        "illustrative": said(_FUTURE),
    }


def change_extras(scene: Scene, needs: frozenset[str], hidden_by: frozenset[str]) -> Json:
    """A mesh's rule of visibility by change keys, and in words the changes that it stands or goes with."""
    extras: Json = {}
    hidden_by = hidden_by - {CLOCK}     # nothing moves in a file
    if needs:
        changes = [_change(scene, key) for key in sorted(needs)]
        extras = {"title": _titles(changes), "needs": sorted(needs), "changes": [c for c in changes if c]}
    if hidden_by:
        gone = [_change(scene, key) for key in sorted(hidden_by)]
        title = _titles(gone)
        extras.setdefault("title", {"zh": f"直到：{title['zh']}", "en": f"until {title['en']}"})
        extras["hidden_by"] = sorted(hidden_by)
    return extras


def _titles(changes: Iterable[Json]) -> Json:
    found = [c["title"] for c in changes if c]
    zh, en = (dict.fromkeys(t[side] for t in found) for side in ("zh", "en"))
    return {"zh": "、".join(zh), "en": ", ".join(en)}


def _change(scene: Scene, key: str) -> Json:
    """One intervention as the scenario's file has it, with the objects that it draws."""
    found = change_of(scene, key)
    if found is None:
        return {}
    change = found[1]
    own = change.intervention
    things = [i for i in scene.items.values() if i.change == key]
    notes = dict.fromkeys(i.illustrative for i in things if i.illustrative)
    return {
        "key": key,
        "title": said(own.title),
        "layer": own.layer,
        "action": own.action,
        "start": own.start,
        "stands_from": change.stands_from,
        "decision": own.decision,
        "decided_by": said(own.decided_by),
        "operator": said(own.operator),
        "reason": said(own.reason),
        "replaces": list(change.replaces),
        "objects": [i.id for i in things],
        "gains": [said(w) for w in (*own.gains, *_effects(change, own.plus, "gains"))],
        "harms": [said(w) for w in (*own.harms, *_effects(change, own.minus, "harms"))],
        "illustrative": [said(w) for w in notes],
    }


def _effects(change: Change, codes: tuple[str, ...], side: str) -> list[Words]:
    """The named effects; a change that names none has those of its layer."""
    catalogue = load_catalogue()
    if change.intervention.plus or change.intervention.minus:
        return [catalogue.effects[c] for c in codes if c in catalogue.effects]
    return [e.text for e in getattr(catalogue[change.layer], side)]


def _estimated(scene: Scene) -> Json:
    estimated = scene.district.theme("buildings").attributes.get("estimated")
    count = 0 if estimated is None else int(estimated.astype(bool).sum())
    if not count:
        return {}
    return {"estimated": said(Words(f"{count} 栋建筑高度为估算", f"{count} building heights are estimated"))}
