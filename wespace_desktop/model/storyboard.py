"""The slides of a presentation: each names a view and may say more than it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from wespace_desktop.model.view import Mode, View
from wespace_desktop.model.words import Words

#: How a slide is laid out. title: opening slide. picture: picture with the legend under it. effects: gains and harms
#: beside it. figures: table of what changes beside it. closing: sources, what is not modelled, no picture needed.
SlideLayout = Literal["picture", "title", "effects", "figures", "closing"]
SLIDE_LAYOUTS: tuple[SlideLayout, ...] = ("picture", "title", "effects", "figures", "closing")


@dataclass(frozen=True)
class Slide:
    """One slide. `view` is the id of a view of the same file; what is None or empty here is the view's own.

    `indicators` are ids of numbers to show, `notes` is for the speaker.
    """

    id: str
    view: str
    title: Words = Words()
    caption: Words = Words()
    notes: Words = Words()
    year: int | None = None
    hour: int | None = None
    layers: frozenset[str] | None = None
    mode: Mode | None = None
    compare: str = ""
    swipe: float | None = None
    indicators: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    layout: SlideLayout = "picture"

    def seen(self, view: View) -> View:
        """The view as this slide shows it: its own words, year, hour, layers and mode over the view's."""
        return replace(
            view,
            title=self.title or view.title,
            caption=self.caption or view.caption,
            year=view.year if self.year is None else self.year,
            hour=view.hour if self.hour is None else self.hour,
            layers=view.layers if self.layers is None else self.layers,
            mode=self.mode or view.mode,
            compare=self.compare or view.compare,
            swipe=view.swipe if self.swipe is None else self.swipe,
        )
