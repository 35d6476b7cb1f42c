"""Roofs that two layers want: said with the place, never settled silently."""

from __future__ import annotations

from wespace_desktop.model.plan import Change, Plan
from wespace_desktop.model.quantity import Quantity, figures
from wespace_desktop.scene.layers.roofs import roofs_of, share_asked
from wespace_desktop.scene.site import Site

#: What each layer takes of a usable roof when the scenario does not say.
USUAL = {"green": Quantity(40, 60, 80, "%", "A"), "energy": Quantity(25, 45, 80, "%", "A")}
_NAMED = 3


def rival_warnings(site: Site, plan: Plan, change: Change) -> list[str]:
    """One sentence for each change of the other layer that asks for more of the same roofs than there is."""
    own = share_asked(change, USUAL[change.layer])
    told = []
    for other in plan.changes:
        if other.layer not in USUAL or other.layer == change.layer or other.intervention.action == "remove":
            continue
        theirs = share_asked(other, USUAL[other.layer])
        both = [f for f in change.features if f in set(other.features)]
        if both and own + theirs > 1.0:
            places = [roof.place for roof in roofs_of(site, both)]
            more = f" and {len(places) - _NAMED} more" if len(places) > _NAMED else ""
            told.append(
                f"{change.id}: wants {figures(100 * own)} % and {other.id} {figures(100 * theirs)} % of the same "
                f"roofs, more than there is: {', '.join(places[:_NAMED])}{more}"
            )
    return told
