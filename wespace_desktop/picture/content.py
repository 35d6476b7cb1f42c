"""What a picture says in words and numbers: gathered from the scene for the layers that are visible, nothing else."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from wespace_desktop.model.audience import load_audiences
from wespace_desktop.model.catalogue import load_catalogue
from wespace_desktop.model.district import District
from wespace_desktop.model.footing import footings
from wespace_desktop.model.layer import Catalogue
from wespace_desktop.model.plan import Change, Plan
from wespace_desktop.model.quantity import Quantity, figures
from wespace_desktop.model.state import standing
from wespace_desktop.model.words import NOT_A_PREDICTION, Lang, Words
from wespace_desktop.picture.hour_key import hours_of, print_of
from wespace_desktop.picture.one_sided import BENEFITS_ONLY as BENEFITS_ONLY
from wespace_desktop.picture.sheet import PaneSpec, Sheet
from wespace_desktop.scene.movers import NOT_A_SIMULATION
from wespace_desktop.scene.part import Scene

WHITE_MODEL = Words("白模 = 现有建筑，不变", "White model = existing buildings, unchanged")
GAINS, HARMS = Words("得", "Gains"), Words("失", "Harms")
_FLAT = Words("地面按平坦处理", "flat ground")
_SOME = Words("部分建筑高度为估算", "some building heights estimated")
_MOST = Words("多数建筑高度为估算", "most building heights estimated")
_ROADS = Words("路面宽度为推算", "road widths worked out from tags")
_SHORT_HASH = 7
_HECTARE_M2 = 10_000.0


@dataclass(frozen=True)
class Entry:
    """One visible layer: its mark and words, its numbers pane by pane, and a warning line when it needs one. `sides`:
    whether it stands left and right of a swipe's handle.
    """

    layer: str
    mark: str
    hue: str
    title: Words
    short: Words
    figure: Words = Words()
    spread: Words = Words()
    note: Words = Words()
    sides: tuple[bool, ...] = ()


@dataclass(frozen=True)
class Content:
    """All words of a page. `gains` and `harms` are of the visible layers; `benefits_only` when there are no harms."""

    title: Words
    caption: Words
    statement: Words
    stamp: str
    entries: tuple[Entry, ...]
    gains: tuple[Words, ...]
    harms: tuple[Words, ...]
    print_: Words
    unseen: Words = Words()

    @property
    def benefits_only(self) -> bool:
        return bool(self.gains) and not self.harms


def content_of(scene: Scene, sheet: Sheet) -> Content:
    """The words of a sheet."""
    catalogue = load_catalogue()
    shown = [_standing_changes(scene, spec) for spec in sheet.panes]
    visible = [layer for layer in catalogue.ids if any(c.layer == layer for changes in shown for c in changes)]
    gains, harms = _effects(catalogue, [c for changes in shown for c in changes])
    return Content(
        title=sheet.title,
        caption=sheet.caption,
        statement=NOT_A_PREDICTION,
        stamp=stamp(scene, sheet),
        entries=_told(tuple(_entry(scene, sheet, catalogue, layer) for layer in visible), sheet.audience),
        gains=gains,
        harms=harms,
        print_=_small_print(scene, hours_of(sheet), sheet.clock is not None),
        unseen=sheet.unseen,
    )


def _told(entries: tuple[Entry, ...], audience: str) -> tuple[Entry, ...]:
    """In the order, and for residents in the words, of those whom the picture is for."""
    reader = load_audiences().get(audience)
    if reader is None:
        return entries
    plain = [replace(e, title=w, short=w) if (w := reader.plain.get(e.layer)) else e for e in entries]
    return tuple(sorted(plain, key=lambda entry: reader.place(entry.layer)))


def stamp(scene: Scene, sheet: Sheet) -> str:
    """`kendall-2035 · 3f9a2c1 · bird`: what reopens this picture."""
    plan = _last_plan(scene, sheet)
    words = [plan.scenario.id, plan.scenario.hash[:_SHORT_HASH], sheet.view]
    return " · ".join(w for w in words if w)


def _last_plan(scene: Scene, sheet: Sheet) -> Plan:
    return scene.plan(sheet.panes[-1].scenario)


def _standing_changes(scene: Scene, spec: PaneSpec) -> list[Change]:
    plan = scene.plan(spec.scenario)
    keys = standing(plan, spec.year, spec.layers, spec.line)
    return [c for c in plan.changes if plan.key(c) in keys]


def _effects(catalogue: Catalogue, changes: list[Change]) -> tuple[tuple[Words, ...], tuple[Words, ...]]:
    """What the changes say of themselves; a change that says nothing has what the catalogue says of its layer."""
    plus: set[str] = set()
    minus: set[str] = set()
    for change in changes:
        own = change.intervention
        if own.plus or own.minus:
            plus.update(own.plus)
            minus.update(own.minus)
        else:
            plus.update(e.code for e in catalogue[change.layer].gains)
            minus.update(e.code for e in catalogue[change.layer].harms)
    known = catalogue.effects
    said = dict.fromkeys(w for c in changes if not c.intervention.minus for w in c.intervention.harms)
    return tuple(known[c] for c in known if c in plus), (*(known[c] for c in known if c in minus), *said)


def _entry(scene: Scene, sheet: Sheet, catalogue: Catalogue, layer_id: str) -> Entry:
    layer = catalogue[layer_id]
    entry = Entry(layer_id, layer.mark, layer.hue, layer.title, layer.short)
    sums = _readable([_tally(scene, spec, layer_id) for spec in sheet.panes])
    unit = next((q.unit for q in reversed(sums) if q is not None), None)
    if unit is not None:
        nothing = [None if _is_hidden(scene, s, layer_id) else Quantity.exact(0, unit) for s in sheet.panes]
        amounts = [q if q is not None and q.unit == unit else none for q, none in zip(sums, nothing, strict=True)]
        entry = replace(entry, figure=_by_lang(amounts), spread=_spread(amounts))
    notes = (_identifying(scene, sheet, layer_id), _unsupported(scene, sheet, layer_id))
    return replace(entry, note=_joined([n for n in notes if n]), sides=_sides(scene, sheet, layer_id))


def _sides(scene: Scene, sheet: Sheet, layer: str) -> tuple[bool, ...]:
    """Only a swipe has sides that a reader must be told: panes have their own edges."""
    if not sheet.is_pair or sheet.mode != "swipe":
        return ()
    return tuple(any(c.layer == layer for c in _standing_changes(scene, spec)) for spec in sheet.panes)


def _is_hidden(scene: Scene, spec: PaneSpec, layer: str) -> bool:
    """The scenario has the layer, but this pane does not show it: that is not the same as having none of it."""
    return layer not in spec.layers and bool(scene.tallies.get((spec.scenario, layer)))


def _tally(scene: Scene, spec: PaneSpec, layer: str) -> Quantity | None:
    """The layer's one number in a pane: the sum over the changes that stand there."""
    keys = standing(scene.plan(spec.scenario), spec.year, spec.layers, spec.line)
    amounts = [q for key, q in scene.tallies.get((spec.scenario, layer), {}).items() if key in keys]
    return sum_of(amounts)


def sum_of(amounts: list[Quantity]) -> Quantity | None:
    """Low with low, high with high: the widest range the parts allow. Other units than the first's are left out."""
    if not amounts:
        return None
    same = [q for q in amounts if q.unit == amounts[0].unit]
    low, central, high = (sum(getattr(q, side) for q in same) for side in ("low", "central", "high"))
    return Quantity(low, central, high, amounts[0].unit)


def _readable(amounts: list[Quantity | None]) -> list[Quantity | None]:
    """Square metres by the ten thousand are hectares to a planner."""
    if max((q.high for q in amounts if q is not None and q.unit == "m2"), default=0.0) < _HECTARE_M2:
        return amounts
    return [q if q is None or q.unit != "m2" else _in_hectares(q) for q in amounts]


def _in_hectares(q: Quantity) -> Quantity:
    return Quantity(q.low / _HECTARE_M2, q.central / _HECTARE_M2, q.high / _HECTARE_M2, "ha", q.source)


def _by_lang(amounts: list[Quantity | None]) -> Words:
    return Words(_figure(amounts, "zh"), _figure(amounts, "en"))


def _figure(amounts: list[Quantity | None], lang: Lang) -> str:
    """`0 → 5.0 km`, the last with its unit; one number where nothing differs. More than two panes are a list.

    A pane that hides the layer says so instead of a number.
    """
    off = Words("未显示", "not shown").in_(lang)
    shown = [q for q in amounts if q is not None]
    if len(shown) == len(amounts) and all(q.central == shown[0].central for q in shown):
        return Quantity.exact(shown[0].central, shown[0].unit).text(lang)
    last = max((k for k, q in enumerate(amounts) if q is not None), default=-1)
    told = [off if q is None else figures(q.central) for q in amounts]
    if last >= 0 and (q := amounts[last]) is not None:
        told[last] = Quantity.exact(q.central, q.unit).text(lang)
    return (" → " if len(amounts) == 2 else " / ").join(told)


def _spread(amounts: list[Quantity | None]) -> Words:
    last = amounts[-1]
    if last is None or last.is_exact or len(amounts) > 2:
        return Words()
    return Words(en=f"({figures(last.low)}–{figures(last.high)})")


def _identifying(scene: Scene, sheet: Sheet, layer: str) -> Words:
    """How many objects of a layer can identify a person, in the pane that has most; empty when none can."""
    most = max(_identifying_in(scene, spec, layer) for spec in sheet.panes)
    if not most:
        return Words()
    return Words(f"其中 {figures(most)} 个能识别个人", f"{figures(most)} can identify people")


def _identifying_in(scene: Scene, spec: PaneSpec, layer: str) -> float:
    tallies = scene.tallies.get((spec.scenario, layer), {})
    plan = scene.plan(spec.scenario)
    counted = 0.0
    for change in _standing_changes(scene, spec):
        if change.layer == layer and change.intervention.set.get("identifying") is True:
            amount = tallies.get(plan.key(change))
            counted += amount.central if amount is not None else len(change.features)
    return counted


def _unsupported(scene: Scene, sheet: Sheet, layer_id: str) -> Words:
    """Any layer may be shown at any time; one that stands in a pane above its weakest parent says so."""
    found: dict[tuple[str, str], Words] = {}
    hidden: list[str] = []
    for spec in sheet.panes:
        there = {c.layer for c in _standing_changes(scene, spec)}
        for footing in footings(scene.plan(spec.scenario), spec.year, spec.layers, there):
            if footing.layer != layer_id:
                continue
            if footing.cause == "hidden":
                hidden.append(footing.parent)
            else:
                found[footing.cause, footing.parent] = footing.words
    shorts = [load_catalogue()[p].short for p in dict.fromkeys(hidden)]
    if shorts:
        zh, en = "、".join(s.zh for s in shorts), ", ".join(s.en for s in shorts)
        lacking = Words(f"其前提未显示：{zh}", f"builds on {en}, not shown")
        return _joined([*(w for (cause, _), w in found.items() if cause == "unlikely"), lacking])
    return _joined(list(found.values()))


def _joined(notes: list[Words]) -> Words:
    return Words(" · ".join(n.zh for n in notes), " · ".join(n.en for n in notes))


def _small_print(scene: Scene, hours: tuple[int, ...], moves: bool) -> Words:
    """Source with licence and date, what is unchanged, what is illustrative or estimated."""
    unchanged = print_of(hours) if hours else WHITE_MODEL
    told = [*_print_parts(scene, unchanged, "zh")], [*_print_parts(scene, unchanged, "en")]
    if moves:
        told[0].append(NOT_A_SIMULATION.zh)
        told[1].append(NOT_A_SIMULATION.en)
    return Words(*(" · ".join(parts) for parts in told))


def _print_parts(scene: Scene, unchanged: Words, lang: Lang) -> list[str]:
    district = scene.district
    licences = dict.fromkeys(s.licence for s in district.sources if s.licence)
    credit = district.credit.in_(lang).removeprefix("Data:").removeprefix("数据：").strip()
    missing = [x for x in licences if not _mentions(credit, x)]
    source = credit + (f" ({', '.join(missing)})" if missing else "")
    if district.date and district.date not in source:
        source += f"，{district.date}" if lang == "zh" else f", {district.date}"
    parts = [("数据：" if lang == "zh" else "Data: ") + source, unchanged.in_(lang)]
    parts.append(_illustrative(scene).in_(lang))
    return [*parts, *(words.in_(lang) for words in _estimated(district)), _FLAT.in_(lang)]


def _estimated(district: District) -> list[Words]:
    """What of the district itself is no survey."""
    heights = district.theme("buildings").attributes.get("estimated", np.zeros(1, bool))
    roads = district.theme("roads").attributes.get("estimated", np.zeros(1, bool))
    found = [_MOST if heights.mean() > 0.5 else _SOME] if heights.any() else []
    return [*found, _ROADS] if roads.any() else found


def _mentions(credit: str, licence: str) -> bool:
    """Whether a credit line names the licence, if only by its short name (`PDDL` of `ODC PDDL 1.0`)."""
    return any(word in credit for word in licence.split() if len(word) > 3 or word == licence)


def _illustrative(scene: Scene) -> Words:
    trees = len(scene.district.theme("trees")) == 0
    return Words(
        f"示意：{'树木、' if trees else ''}汽车、行人、未来物体",
        f"illustrative: {'trees, ' if trees else ''}cars, people, future objects",
    )
