"""From the choice in the export dialog to the order that a writer of files takes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from wespace_desktop.app.export_choice import PREVIEW_PX, Choice, place_of, sheet_of
from wespace_desktop.app.session import Session
from wespace_desktop.errors import EXIT_USAGE, WeSpaceError
from wespace_desktop.model.plan import Plan
from wespace_desktop.model.storyboard import Slide
from wespace_desktop.picture.asking import Wish
from wespace_desktop.picture.film_wish import watched
from wespace_desktop.picture.formats import Order

_NO_SLIDES = "none of the open scenarios has a storyboard. Save views as slides first"
_NONE_TICKED = "no slide is ticked. Tick at least one"


def plan_with_slides(session: Session) -> Plan | None:
    """Whose slides are meant: the storyboard on screen, else the newest scenario that has one."""
    held = session.plan(session.storyboard.scenario)
    plans = [held] if held is not None else []
    plans += reversed(session.scene.plans if session.scene else ())
    return next((p for p in plans if p.scenario.storyboard), None)


def slides_of(session: Session) -> tuple[Slide, ...]:
    plan = plan_with_slides(session)
    return plan.scenario.storyboard if plan is not None else ()


def ticked_slides(session: Session, choice: Choice) -> list[str]:
    """Ids of the slides that are not left out, in their order."""
    return [s.id for s in slides_of(session) if s.id not in choice.slides_off]


def order_of(session: Session, choice: Choice) -> Order:
    """What is to be written where. WeSpaceError when there are no slides or none is ticked."""
    sheet = sheet_of(session, choice)
    plan = session.plan(sheet.panes[-1].scenario)
    if choice.what == "storyboard":
        plan = plan_with_slides(session)
        if plan is None:
            raise WeSpaceError(_NO_SLIDES, EXIT_USAGE)
    file = plan.scenario.file if plan is not None else Path("picture")
    wish = Wish(
        file,
        size=watched(choice.size) if choice.is_film else choice.size,
        dpi=choice.dpi,
        transparent=choice.transparent and choice.what == "view",
        lang=choice.lang,
        furniture=choice.furniture,
        audience=session.for_whom.id,
    )
    order = Order(wish, place_of(session, choice, sheet), choice.what, overwrite=True, film=choice.film)
    if choice.what == "view":
        return replace(order, sheet=sheet)
    if choice.what == "storyboard":
        ticked = ticked_slides(session, choice)
        if not ticked:
            raise WeSpaceError(_NONE_TICKED, EXIT_USAGE)
        return replace(order, slides="" if len(ticked) == len(slides_of(session)) else ",".join(ticked))
    return order


def preview_order(order: Order) -> Order:
    """The same, small and quick: the first of the slides stands for all."""
    scale = min(PREVIEW_PX[0] / order.wish.size[0], PREVIEW_PX[1] / order.wish.size[1], 1.0)
    small = (max(64, round(order.wish.size[0] * scale)), max(64, round(order.wish.size[1] * scale)))
    return replace(order, wish=replace(order.wish, size=small, quality="still" if order.what != "contact" else "draft"))
