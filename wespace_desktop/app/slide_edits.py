"""Gestures on the strip become steps of the session's edits: kept, moved, removed, written, each undone again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wespace_desktop.app.pane_state import PRESETS
from wespace_desktop.model.storyboard import Slide
from wespace_desktop.model.words import Words

if TYPE_CHECKING:
    from wespace_desktop.app.session import Session


class SlideEdits:
    """Rows of the strip are slides of the scenario they belong to."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @property
    def are_possible(self) -> bool:
        """Whether there is a scenario whose slides they would be."""
        return bool(self._session.storyboard.scenario)

    def do(self, what: str, row: int) -> None:
        """remove, duplicate, earlier, later or update."""
        board = self._session.storyboard
        slides = board.slides
        if not 0 <= row < len(slides):
            return
        slide = slides[row]
        if what == "remove":
            self._session.edits.remove_slide(slide.id, board.scenario)
            board.go(min(row, len(board.slides) - 1))
        elif what == "duplicate":
            board.stand_at(self._session.edits.duplicate_slide(slide.id, board.scenario))
        elif what in ("earlier", "later"):
            self.move(row, row + (1 if what == "later" else -1))
        elif what == "update":
            self._update(slide)

    def move(self, row: int, to: int) -> None:
        """Another place in the order; ends are ends. The slide that moves is the one on screen then."""
        board = self._session.storyboard
        slides = board.slides
        if 0 <= row < len(slides) and 0 <= to < len(slides):
            # The file may hold slides whose view is gone: places are counted among all of them.
            names = [s.id for s in self._session.edits.slides(board.scenario)]
            self._session.edits.move_slide(slides[row].id, names.index(slides[to].id), board.scenario)
            board.stand_at(slides[row].id)

    def add(self) -> None:
        """What is on screen becomes a slide behind the one that is marked, else the last."""
        board = self._session.storyboard
        if not self.are_possible:
            return
        names = [s.id for s in self._session.edits.slides(board.scenario)]
        at = names.index(board.current) + 1 if board.current in names else None
        board.stand_at(self._session.edits.add_slide_here(self._title(), at, board.scenario))

    def write(self, slide_id: str, title: Words, caption: Words, notes: Words) -> None:
        """New words, each a step of its own; the same words are no step."""
        edits, scenario = self._session.edits, self._session.storyboard.scenario
        for change, words in ((edits.set_title, title), (edits.set_caption, caption), (edits.set_notes, notes)):
            change(slide_id, words, scenario)

    def _update(self, slide: Slide) -> None:
        """The slide shows what is on screen: a view that only it shows is updated, a shared one is left alone."""
        board, edits = self._session.storyboard, self._session.edits
        step = Words("按当前画面更新幻灯片", "Update slide from the screen")
        edits.stack.beginMacro(step.en)
        try:
            view = slide.view
            if edits.slides_of(slide.view, board.scenario) > 1:
                view = edits.save_view(slide.title or self._title(), board.scenario)
            else:
                edits.update_view(slide.view, board.scenario)
            own = {"year": None, "hour": None, "layers": None, "mode": None, "compare": "", "swipe": None}
            if view:
                edits.change_slide(slide.id, step, board.scenario, view=view, **own)
        finally:
            edits.stack.endMacro()
        board.stand_at(slide.id)

    def _title(self) -> Words:
        """The name of the view one stands at, else one with a number."""
        session = self._session
        board = session.storyboard
        view = session.edits.view(session.view_id, board.scenario)
        named = view.title if view is not None else PRESETS.get(session.view_id, Words())
        n = len(board.slides) + 1
        return named or Words(f"第 {n} 页", f"Slide {n}")
