"""Mobile spaces at the kerb (L05): an office, a cafe or an AR play room on wheels, on real metered spaces."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from shapely.geometry.base import BaseGeometry

from wespace_desktop.model.plan import Change, Plan
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.model.words import Words
from wespace_desktop.scene import style
from wespace_desktop.scene.layers import settings
from wespace_desktop.scene.layers import vehicle_forms as forms
from wespace_desktop.scene.layers.installed import Form, Look, Standing, Stood, layer_of
from wespace_desktop.scene.layers.kerb_slots import Slot, along_kerb, kerb_facts, shares_of
from wespace_desktop.scene.part import Fact, IdTable, LayerBuild
from wespace_desktop.scene.site import ROAD_Z, Site

LAYER = "mobile_spaces"
LOOK = Look(LAYER, style.rgb("BFD3E0"), style.rgb("28587A"))
SIZE = (forms.LENGTH_M, forms.WIDTH_M, forms.HEIGHT_M)
#: What a vehicle needs of a slot beside its own length.
ENDS_M, KERB_GAP_M = 0.5, 0.12
_FACTS = (
    Fact(Words("载客", "Carries"), Quantity.exact(17, "person", "S40"), Words(), "S40"),
    Fact(Words("电池", "Battery"), Quantity.exact(72.8, "kWh", "S40"), Words(), "S40"),
    Fact(Words("续航", "Range"), Quantity.exact(250, "km", "S40"), Words(), "S40"),
)
FORMS = {
    "office": Form("mobile_office", Words("移动办公室", "Mobile office"), forms.office, SIZE, _FACTS, "S40", bird=1.2),
    "cafe": Form("mobile_cafe", Words("移动咖啡车", "Mobile cafe"), forms.cafe, SIZE, _FACTS, "S40", bird=1.2),
    "play": Form("mobile_play", Words("AR 游戏车", "AR play vehicle"), forms.play, SIZE, _FACTS, "S40", bird=1.2),
}
_SEATS = Form(
    "mobile_seats", Words("车旁座位", "Seats beside a vehicle"), forms.seats, (1.6, 1.4, 0.8), (), "A", casts=False
)


def build(site: Site, plan: Plan, ids: IdTable) -> LayerBuild:
    """The vehicles of the plan, each in its kerb slot."""
    return layer_of(LOOK, plan, ids, list(_standing(site, plan)))


def footprints(site: Site, plan: Plan) -> list[BaseGeometry]:
    """Their kerb slots."""
    return [t.pad for s in _standing(site, plan) for t in s.things]


def _standing(site: Site, plan: Plan) -> Iterator[Standing]:
    for change in settings.changes_of(plan, LAYER):
        share = shares_of(site, plan)[change.id]
        kinds = _kinds(change, len(share.slots))
        things = tuple(_vehicle(s, k, change.intervention.hours) for s, k in zip(share.slots, kinds, strict=True))
        metres = sum(s.length_m for s in share.slots)
        yield Standing(change, things, share.asked, _label(kinds, metres), share.fault)


def _kinds(change: Change, count: int) -> list[str]:
    """The same for all, or office, cafe and play in turn."""
    kind = str(change.intervention.set.get("kind", "mixed"))
    names = list(FORMS) if kind not in FORMS else [kind]
    return [names[k % len(names)] for k in range(count)]


def _vehicle(slot: Slot, kind: str, hours: tuple[int, int] | None) -> Stood:
    """At the kerb's side of the slot, its open side to the sidewalk, seats at the free end."""
    heading = along_kerb(slot)
    if slot.turns_with:
        return by_turns(slot, FORMS[kind], hours)
    ahead = np.array([np.cos(heading), np.sin(heading)])
    back = max(0.0, (slot.length_m - forms.LENGTH_M) / 2 - ENDS_M)
    to_kerb = max(0.0, slot.depth_m / 2 - forms.WIDTH_M / 2 - KERB_GAP_M)
    at = slot.middle - ahead * back + slot.kerb * to_kerb
    extras: tuple[tuple[Form, np.ndarray], ...] = ()
    if kind == "cafe" and back > 0.8:
        extras = ((_SEATS, slot.middle + ahead * (slot.length_m / 2 - 1.3)),)
    return Stood(FORMS[kind], at, heading, ROAD_Z, slot.ground, kerb_facts(slot, hours), (), extras)


def by_turns(slot: Slot, form: Form, hours: tuple[int, int] | None) -> Stood:
    """What has the kerb at other hours than the thing that is drawn there: a sign with a clock at the slot's end."""
    heading = along_kerb(slot)
    ahead = np.array([np.cos(heading), np.sin(heading)])
    size = (0.6, 0.6, 2.4)
    sign = replace(form, model=forms.turn_sign, size_m=size, bird=1.6, casts=False)
    at = slot.middle - ahead * (slot.length_m / 2 - 0.4) + slot.kerb * (slot.depth_m / 2 - 0.4)
    return Stood(sign, at, heading, ROAD_Z, slot.ground, kerb_facts(slot, hours))


def _label(kinds: list[str], metres: float) -> Words:
    n = len(kinds)
    chinese = {"office": "办公", "cafe": "咖啡", "play": "游戏"}
    what = [k for k in FORMS if k in kinds]
    told_zh = "、".join(f"{chinese[k]} {kinds.count(k)}" for k in what)
    told_en = ", ".join(f"{kinds.count(k)} {k}" for k in what)
    return Words(
        f"移动空间 {n} 辆（{told_zh}）· {metres:.0f} 米路边", f"{n} mobile spaces ({told_en}) · {metres:.0f} m of kerb"
    )
