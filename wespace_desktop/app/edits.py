"""Gestures on views and slides: save, name, update, move, delete, each one step that can be undone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from wespace_desktop.app.edited import Edited
from wespace_desktop.model.lookbook import Looks, short_camera
from wespace_desktop.model.storyboard import Slide
from wespace_desktop.model.view import Camera, View
from wespace_desktop.model.words import Words

Row = TypeVar("Row", View, Slide)
ID_LONGEST = 40
_NOWHERE = Camera((0.0, 0.0, 1.0), (0.0, 1.0, 0.0))


class Edits(Edited):
    """`scenario` is the id of an open scenario; the focused pane's when it is left out.

    Every gesture answers with the id it made or False/"" when there was nothing to do; `changed` and `state_changed`
    follow. A view or slide of a file that this one extends can be changed like any other: only what differs is written.
    """

    def views(self, scenario: str = "") -> tuple[View, ...]:
        return self.looks(self._of(scenario)).views

    def slides(self, scenario: str = "") -> tuple[Slide, ...]:
        return self.looks(self._of(scenario)).slides

    def view(self, view_id: str, scenario: str = "") -> View | None:
        return next((v for v in self.views(scenario) if v.id == view_id), None)

    def slide(self, slide_id: str, scenario: str = "") -> Slide | None:
        return next((s for s in self.slides(scenario) if s.id == slide_id), None)

    # views --------------------------------------------------------------------------------------------------------
    def save_view(self, title: Words, scenario: str = "") -> str:
        """A new view of what is on screen now; its id is made of its title."""
        scenario = self._of(scenario)
        looks = self.looks(scenario)
        made = self._seen(scenario, View(_free_id(title, (v.id for v in looks.views), "view"), title, _NOWHERE))
        if made is None:
            return ""
        words = Words(f"保存视图“{title.in_('zh')}”", f'Save view "{title.in_("en")}"')
        self.do(scenario, words, replace(looks, views=(*looks.views, made)))
        self._session.stand_at(made.id)
        return made.id

    def update_view(self, view_id: str, scenario: str = "") -> bool:
        """The view takes over what is on screen now: camera, year, layers, mode, pair and selection."""
        scenario = self._of(scenario)
        view = self.view(view_id, scenario)
        seen = self._seen(scenario, view) if view else None
        if view is None or seen is None:
            return False
        done = self._set_view(scenario, Words("按当前画面更新视图", "Update view from the camera"), seen)
        self._session.stand_at(view_id)
        return done

    def rename_view(self, view_id: str, title: Words, scenario: str = "") -> bool:
        """Another name; the id stays, so that slides and links still find it. An empty name changes nothing."""
        return bool(title) and self.change_view(view_id, Words("重命名视图", "Rename view"), scenario, title=title)

    def set_view_caption(self, view_id: str, caption: Words, scenario: str = "") -> bool:
        words = Words("修改视图说明", "Change the caption of a view")
        return self.change_view(view_id, words, scenario, caption=caption)

    def change_view(self, view_id: str, words: Words, scenario: str = "", **what: object) -> bool:
        """Any fields of model.view.View; `words` name the step."""
        view = self.view(view_id, scenario)
        return view is not None and self._set_view(self._of(scenario), words, replace(view, **what))  # type: ignore[arg-type]

    def move_view(self, view_id: str, to: int, scenario: str = "") -> bool:
        """To another place in the list, counted from 0 without the view itself."""
        looks = self.looks(self._of(scenario))
        views = _moved(looks.views, view_id, to)
        self.do(self._of(scenario), Words("移动视图", "Move view"), replace(looks, views=views))
        return views != looks.views

    def remove_view(self, view_id: str, scenario: str = "") -> bool:
        """The view, and the slides that show it, as one step."""
        looks = self.looks(self._of(scenario))
        wanted = Looks(
            tuple(v for v in looks.views if v.id != view_id), tuple(s for s in looks.slides if s.view != view_id)
        )
        self.do(self._of(scenario), Words("删除视图", "Delete view"), wanted)
        return wanted != looks

    def slides_of(self, view_id: str, scenario: str = "") -> int:
        """How many slides would go with a view."""
        return sum(slide.view == view_id for slide in self.slides(scenario))

    # slides -------------------------------------------------------------------------------------------------------
    def add_slide(self, view_id: str, at: int | None = None, scenario: str = "") -> str:
        """A slide that shows a view as it is; at the end when no place is named."""
        scenario = self._of(scenario)
        looks, view = self.looks(scenario), self.view(view_id, scenario)
        if view is None:
            return ""
        made = Slide(_free_id(Words(en=view_id), (s.id for s in looks.slides), "slide"), view_id)
        return self._insert(scenario, Words("添加幻灯片", "Add slide"), made, at)

    def add_slide_here(self, title: Words, at: int | None = None, scenario: str = "") -> str:
        """Saves what is on screen as a view and adds a slide of it: two gestures, one step."""
        with self.together(Words("添加幻灯片", "Add slide")):
            view_id = self.save_view(title, scenario)
            return self.add_slide(view_id, at, scenario) if view_id else ""

    def duplicate_slide(self, slide_id: str, scenario: str = "") -> str:
        """The same slide once more, behind itself."""
        scenario = self._of(scenario)
        slides = self.slides(scenario)
        for at, slide in enumerate(slides):
            if slide.id == slide_id:
                copy = replace(slide, id=_free_id(Words(en=slide_id), (s.id for s in slides), "slide"))
                return self._insert(scenario, Words("复制幻灯片", "Duplicate slide"), copy, at + 1)
        return ""

    def move_slide(self, slide_id: str, to: int, scenario: str = "") -> bool:
        """To another place in the row, counted from 0 without the slide itself."""
        looks = self.looks(self._of(scenario))
        slides = _moved(looks.slides, slide_id, to)
        self.do(self._of(scenario), Words("移动幻灯片", "Move slide"), replace(looks, slides=slides))
        return slides != looks.slides

    def remove_slide(self, slide_id: str, scenario: str = "") -> bool:
        looks = self.looks(self._of(scenario))
        wanted = replace(looks, slides=tuple(s for s in looks.slides if s.id != slide_id))
        self.do(self._of(scenario), Words("删除幻灯片", "Delete slide"), wanted)
        return wanted != looks

    def set_title(self, slide_id: str, title: Words, scenario: str = "") -> bool:
        return self.change_slide(slide_id, Words("修改标题", "Change title"), scenario, title=title)

    def set_caption(self, slide_id: str, caption: Words, scenario: str = "") -> bool:
        return self.change_slide(slide_id, Words("修改说明", "Change caption"), scenario, caption=caption)

    def set_notes(self, slide_id: str, notes: Words, scenario: str = "") -> bool:
        return self.change_slide(slide_id, Words("修改备注", "Change notes"), scenario, notes=notes)

    def change_slide(self, slide_id: str, words: Words, scenario: str = "", **what: object) -> bool:
        """Any fields of model.storyboard.Slide; `words` name the step."""
        looks = self.looks(self._of(scenario))
        slides = tuple(replace(s, **what) if s.id == slide_id else s for s in looks.slides)  # type: ignore[arg-type]
        self.do(self._of(scenario), words, replace(looks, slides=slides))
        return slides != looks.slides

    # inside -------------------------------------------------------------------------------------------------------
    def _of(self, scenario: str) -> str:
        panes, focus = self._session.panes, self._session.focus
        return scenario or (panes[focus].scenario if panes else "")

    def _set_view(self, scenario: str, words: Words, view: View) -> bool:
        looks = self.looks(scenario)
        views = tuple(view if v.id == view.id else v for v in looks.views)
        self.do(scenario, words, replace(looks, views=views))
        return views != looks.views

    def _insert(self, scenario: str, words: Words, slide: Slide, at: int | None) -> str:
        looks = self.looks(scenario)
        place = len(looks.slides) if at is None else max(0, min(at, len(looks.slides)))
        self.do(scenario, words, replace(looks, slides=(*looks.slides[:place], slide, *looks.slides[place:])))
        return slide.id

    def _seen(self, scenario: str, view: View) -> View | None:
        """The view as the panes show the scenario now; None before there is a camera."""
        session = self._session
        plan = session.plan(scenario)
        pane = next((i for i in _focused_first(session.panes, session.focus) if session.panes[i].scenario == scenario),
                    session.focus)  # fmt: skip
        camera = session.camera_of(pane) if session.panes else None
        if plan is None or camera is None:
            return None
        state = session.panes[pane]
        own = state.scenario == scenario
        return replace(
            view,
            camera=short_camera(camera),
            year=state.year if own and state.year != plan.scenario.year else None,
            hour=state.hour,
            line=state.line,
            layers=state.layers if own and state.layers != plan.scenario.layers_on else None,
            mode=session.mode,
            highlight=session.selected,
            compare=self._compared(scenario),
            swipe=round(session.comparing.share, 2) if session.mode == "swipe" else view.swipe,
        )

    def _compared(self, scenario: str) -> str:
        """The scenario on the left, nothing when it is the baseline: that is what a view compares with by itself."""
        session = self._session
        sides = session.comparing.sides
        left = session.panes[sides[0]].scenario if sides else scenario
        base = session.baseline.id if session.baseline else ""
        return "" if left in (scenario, base) else left


def _focused_first(panes: Sequence[object], focus: int) -> list[int]:
    return sorted(range(len(panes)), key=lambda i: i != focus)


def _moved(rows: tuple[Row, ...], name: str, to: int) -> tuple[Row, ...]:
    row = [r for r in rows if r.id == name]
    rest = [r for r in rows if r.id != name]
    to = max(0, min(to, len(rest)))
    return (*rest[:to], *row, *rest[to:])


def _free_id(title: Words, taken: Iterable[str], stem: str) -> str:
    """Small letters, digits and hyphens out of the English title; a number behind it while the name is taken."""
    used = set(taken)
    base = re.sub(r"[^a-z0-9]+", "-", title.en.lower()).strip("-")[:ID_LONGEST].strip("-") or stem
    number = 1
    name = base if base != stem else f"{stem}-1"
    while name in used:
        number += 1
        name = f"{base}-{number}"
    return name
