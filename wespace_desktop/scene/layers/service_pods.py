"""Service pods (L14): cabins for a talk with a doctor and kiosks for public services, on plazas, parks and lots."""

from __future__ import annotations

from collections.abc import Iterator

from shapely.geometry.base import BaseGeometry

from wespace_desktop.model.plan import Change, Plan
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.model.words import Words
from wespace_desktop.scene.layers import service_forms as forms
from wespace_desktop.scene.layers import settings
from wespace_desktop.scene.layers.installed import Form, Look, Standing, Stood, asked_of, layer_of
from wespace_desktop.scene.layers.omo_logistics import beside, in_turn
from wespace_desktop.scene.layers.open_ground import OpenGround, Place, Room, ahead_of
from wespace_desktop.scene.layers.standing_room import stood, taken_before
from wespace_desktop.scene.part import Fact, IdTable, LayerBuild
from wespace_desktop.scene.site import LAND_Z, Site

LAYER = "service_pods"
LOOK = Look(LAYER, forms.PALE, forms.DEEP, sides=8)
USUAL = Quantity.exact(4, "pod", "A")
HOURS = (8, 20)
_VISITS = Fact(
    Words("每日接待", "Visitors a day"),
    Quantity(0, 50, 100, "person", "S41"),
    Words("至多 100 人", "at most 100"),
    "S41",
)
_ELDERLY = Fact(
    Words("能自己用的老年人", "Older people who can use it alone"),
    Quantity.exact(22.5, "%", "S34"),
    Words("上网 43.2% × 能独自完成 52.1%", "online 43.2% x on their own 52.1%"),
    "S34",
)
FORMS = {
    "health": Form(
        "health_pod", Words("远程问诊舱", "Tele-health pod"), forms.health, forms.HEALTH_M, (_VISITS, _ELDERLY), "S41",
        bird=1.3, ring_m=4.5,
    ),
    "government": Form(
        "service_kiosk", Words("自助政务亭", "Public-service kiosk"), forms.counter, forms.COUNTER_M, (_ELDERLY,), "A",
        bird=1.3, ring_m=4.5,
    ),
}  # fmt: skip
#: With the metre in front of the door in which a wheelchair turns.
_ROOM = Room(3.4, 2.8, gap_m=2.0, wall_m=0.6, reach_m=30.0)


def build(site: Site, plan: Plan, ids: IdTable) -> LayerBuild:
    """The pods of the plan."""
    return layer_of(LOOK, plan, ids, _all(site, plan))


def footprints(site: Site, plan: Plan) -> list[BaseGeometry]:
    """Ground of the pods with the room in front of them."""
    return [t.pad for s in _all(site, plan) for t in s.things]


def _all(site: Site, plan: Plan) -> tuple[Standing, ...]:
    return stood(plan, LAYER, lambda: _standing(site, plan))


def _standing(site: Site, plan: Plan) -> Iterator[Standing]:
    ground = OpenGround(site, taken_before(site, plan, LAYER))
    for change in settings.changes_of(plan, LAYER):
        asked = asked_of(change, USUAL)
        wanted = max(0, round(asked.central))
        places = in_turn(ground, change.features, _ROOM, wanted)
        kinds = _kinds(change, len(places))
        things = tuple(_pod(site, change, p, k) for p, k in zip(places, kinds, strict=True))
        fault = f"{change.id}: room for {len(things)} of {wanted} service pods; the rest would stand in the way"
        yield Standing(change, things, asked, _label(kinds), fault if len(things) < wanted else "")


def _kinds(change: Change, count: int) -> list[str]:
    """The same for all, or two for health and one for papers in turn."""
    kind = str(change.intervention.set.get("kind", "mixed"))
    turn = [kind] if kind in FORMS else ["health", "government", "health"]
    return [turn[k % len(turn)] for k in range(count)]


def _pod(site: Site, change: Change, place: Place, kind: str) -> Stood:
    """At the back of its ground, the door to the walking route."""
    form = FORMS[kind]
    back = (_ROOM.depth_m - form.size_m[0]) / 2 - 0.15
    at = place.at - back * ahead_of(place)
    open_, close = change.intervention.hours or HOURS
    hours = Fact(Words("开放时间", "Open"), Words(f"{open_}–{close} 时", f"{open_}:00 to {close}:00"))
    return Stood(form, at, place.heading, LAND_Z, place.outline, (*beside(site, place.feature), hours))


def _label(kinds: list[str]) -> Words:
    health, papers = kinds.count("health"), kinds.count("government")
    both = [(health, "问诊舱", "health"), (papers, "政务亭", "public service")]
    zh = " · ".join(f"{name} {n} 个" for n, name, _ in both if n)
    en = ", ".join(f"{n} {name}" for n, _, name in both if n)
    return Words(zh, f"{len(kinds)} service pods ({en})")
