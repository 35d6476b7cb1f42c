"""Interactive public space (L13): the report's seven installations on real plazas and parks, by open middle ground."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from shapely.geometry.base import BaseGeometry

from wespace_desktop.model.plan import Change, Plan
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.model.words import Words
from wespace_desktop.scene.layers import installation_forms as forms
from wespace_desktop.scene.layers import settings
from wespace_desktop.scene.layers.assembly import Assembly
from wespace_desktop.scene.layers.installed import Form, Look, Standing, Stood, asked_of, layer_of
from wespace_desktop.scene.layers.omo_logistics import beside
from wespace_desktop.scene.layers.open_ground import OpenGround, Room
from wespace_desktop.scene.layers.standing_room import stood, taken_before
from wespace_desktop.scene.part import Fact, IdTable, LayerBuild
from wespace_desktop.scene.site import LAND_Z, Site

LAYER = "interactive"
LOOK = Look(LAYER, forms.PALE, forms.DEEP, sides=3)
USUAL = Quantity.exact(3, "place", "A")
HOURS = (18, 22)
_REPORT = Words("报告中的实例；此处为示意", "an example of the report; illustrative here")


def _form(
    kind: str, words: tuple[str, str], model: Callable[[], Assembly], size: tuple[float, float, float], by: str
) -> Form:
    """One of the seven, with the author whom the report names."""
    fact = Fact(Words("作者", "Author"), Words(by, by), _REPORT)
    solid = kind in ("water_tree", "bubbles", "screen")
    return Form(kind, Words(*words), model, size, (fact,), "A", casts=solid)


FORMS: dict[str, Form] = {
    "water_tree": _form(
        "water_tree", ("数字水树", "Digital water tree"), forms.water_tree, (6.0, 6.0, 4.5), "Carlo Ratti Associati"
    ),
    "bubbles": _form("bubbles", ("互动式泡泡", "Interactive bubbles"), forms.bubbles, (7.6, 6.4, 2.7), "UNSENSE"),
    "swings": _form("swings", ("互动秋千", "Interactive swings"), forms.swings, (9.0, 2.4, 3.2), "DreamDeck"),
    "light_pool": _form("light_pool", ("灯光水景", "Light on water"), forms.light_pool, (8.0, 5.0, 2.1), "DreamDeck"),
    "screen": _form(
        "screen", ("沉浸式显示墙", "Immersive display"), forms.screen, (3.4, 9.0, 3.2), "MIT Senseable City Lab"
    ),
    "jets": _form("jets", ("重力喷泉", "Gravity fountain"), forms.jets, (8.0, 8.0, 3.0), "DreamDeck"),
    "beam": _form("beam", ("互动投影", "Interactive projection"), forms.beam, (10.0, 10.0, 5.2), "DreamDeck"),
}
#: Ground round each on which people stand, m.
MARGIN_M = 1.0


def build(site: Site, plan: Plan, ids: IdTable) -> LayerBuild:
    """The installations of the plan."""
    return layer_of(LOOK, plan, ids, _all(site, plan))


def footprints(site: Site, plan: Plan) -> list[BaseGeometry]:
    """Their ground."""
    return [t.pad for s in _all(site, plan) for t in s.things]


def _all(site: Site, plan: Plan) -> tuple[Standing, ...]:
    return stood(plan, LAYER, lambda: _standing(site, plan))


def _standing(site: Site, plan: Plan) -> Iterator[Standing]:
    ground = OpenGround(site, taken_before(site, plan, LAYER))
    used: Counter[str] = Counter()
    for change in settings.changes_of(plan, LAYER):
        asked = asked_of(change, USUAL)
        wanted = max(0, round(asked.central))
        things = _placed(site, change, ground, (wanted, used))
        fault = f"{change.id}: room for {len(things)} of {wanted} installations; the rest would stand in the way"
        yield Standing(change, tuple(things), asked, _label(things), fault if len(things) < wanted else "")


def _placed(site: Site, change: Change, ground: OpenGround, want: tuple[int, Counter[str]]) -> list[Stood]:
    """One place after the other takes the rarest of the seven that fits there, until there are enough."""
    wanted, used = want
    kind = str(change.intervention.set.get("kind", "mixed"))
    names = [kind] if kind in FORMS else list(FORMS)
    found: list[Stood] = []
    open_ = list(dict.fromkeys(change.features))
    while open_ and len(found) < wanted:
        feature = open_.pop(0)
        for name in sorted(names, key=lambda n: (used[n], names.index(n))):
            thing = _thing(site, change, ground, (feature, FORMS[name]))
            if thing is not None:
                used[name] += 1
                found.append(thing)
                open_.append(feature)
                break
    return found


def _thing(site: Site, change: Change, ground: OpenGround, what: tuple[str, Form]) -> Stood | None:
    feature, form = what
    room = Room(
        form.size_m[0] + 2 * MARGIN_M,
        form.size_m[1] + 2 * MARGIN_M,
        gap_m=4.0,
        wall_m=2.0,
        reach_m=30.0,
        prefer="middle",
    )
    place = ground.place(feature, room)
    if place is None:
        return None
    open_, close = change.intervention.hours or HOURS
    active = Fact(Words("活跃时段", "Active"), Words(f"{open_}–{close} 时", f"{open_}:00 to {close}:00"))
    return Stood(form, place.at, place.heading, LAND_Z, place.outline, (*beside(site, feature), active))


def _label(things: list[Stood]) -> Words:
    names = list(dict.fromkeys(t.form.title for t in things))
    n = len(things)
    if n == 1:
        return things[0].form.title
    return Words(f"互动装置 {n} 处 · {len(names)} 种", f"{n} interactive installations · {len(names)} kinds")
