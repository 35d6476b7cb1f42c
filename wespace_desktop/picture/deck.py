"""A storyboard becomes slides: pictures, words and tables in their places, the same for every kind of file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from wespace_desktop.errors import EXIT_USAGE, Cancelled, Problem, WeSpaceError
from wespace_desktop.model.plan import Plan
from wespace_desktop.model.storyboard import Slide
from wespace_desktop.model.words import Words
from wespace_desktop.picture.asking import plan_of, sheet_for
from wespace_desktop.picture.compose import Drawer, Progress, losses_hidden
from wespace_desktop.picture.export import metadata_of
from wespace_desktop.picture.fonts import load_fonts
from wespace_desktop.picture.formats import Order
from wespace_desktop.picture.png import as_text
from wespace_desktop.picture.presets import did_you_mean
from wespace_desktop.picture.provenance import KEY, provenance_of
from wespace_desktop.picture.sheet import Sheet
from wespace_desktop.picture.slide_counts import count_notes
from wespace_desktop.picture.slide_flow import flow_notes
from wespace_desktop.picture.slide_layout import Slot, boxes_for, parts_for
from wespace_desktop.picture.slide_panes import draw_panes
from wespace_desktop.picture.slide_parts import Part, SlidePage, TextBox
from wespace_desktop.picture.slide_words import notes
from wespace_desktop.scene.freed import freed
from wespace_desktop.scene.part import Scene


@dataclass(frozen=True, eq=False)
class Asked:
    """A slide with the sheet that its picture is, and its number in the whole storyboard, from 1."""

    number: int
    slide: Slide
    sheet: Sheet


def pages(
    stage: Drawer,
    scene: Scene,
    order: Order,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Iterator[SlidePage]:
    """The slides of an order one after the other, drawn as they are asked for. Raises Cancelled between two."""
    load_fonts()
    asked = slides_for(scene, order)
    for i, one in enumerate(asked):
        if cancelled is not None and cancelled():
            raise Cancelled
        if progress is not None:
            words = Words(f"绘制第 {i + 1} 页，共 {len(asked)} 页", f"Drawing slide {i + 1} of {len(asked)}")
            progress(i / len(asked), words)
        yield page_for(stage, scene, one, cancelled)


def page_for(stage: Drawer, scene: Scene, asked: Asked, cancelled: Callable[[], bool] | None = None) -> SlidePage:
    """One slide, drawn."""
    sheet, slide = asked.sheet, asked.slide
    origin = provenance_of(scene, sheet, slide.id)
    boxes = boxes_for(scene, slide.layout, sheet)
    if slide.layout != "title" and len(sheet.panes) > 1:
        sheet = replace(sheet, unseen=losses_hidden(scene, sheet, stage))
    panes = draw_panes(stage, scene, sheet, boxes, cancelled) if boxes else ()
    words = metadata_of(scene, sheet) | {KEY: as_text(origin)}
    slot = Slot(asked.number, slide, sheet, boxes, panes, words)
    parts = parts_for(scene, slot)
    return SlidePage(
        number=asked.number,
        id=slide.id,
        title=sheet.title.in_("zh" if sheet.lang == "zh" else "en"),
        parts=parts,
        notes="\n\n".join([notes(scene, sheet, slide, sheet.lang), *_in_full(scene, sheet, slide, parts)]),
        words=words,
        came_from=origin,
    )


def _in_full(scene: Scene, sheet: Sheet, slide: Slide, parts: tuple[Part, ...]) -> list[str]:
    """What has no room on the slide: the words that are cut short there, and the flows of freed space."""
    cut = {p.name for p in parts if isinstance(p, TextBox) and any("…" in line for q in p.paras for line in q.lines)}
    told = [sheet.title.both("\n")] if cut & {"Title", "Title, other language"} else []
    told += [sheet.caption.both("\n")] if "Caption" in cut else []
    told.append(count_notes(scene, sheet, slide))
    if slide.layout == "figures" and len(sheet.panes) > 1:
        told.append("\n".join(flow_notes(freed(scene, sheet.panes[0], sheet.panes[-1]), sheet.lang)))
    return [words for words in told if words]


def slides_for(scene: Scene, order: Order) -> tuple[Asked, ...]:
    """The slides that an order picks, each with its sheet. WeSpaceError (exit 2) when there is no such slide."""
    plan = plan_of(scene, order.wish.file)
    board = plan.scenario.storyboard
    if not board:
        what = f"{plan.id} has no storyboard"
        raise _fault(order.wish.file, "--storyboard", what, "Write one: storyboard: [{id:, view:, title:}, …]")
    chosen = picked(order, board)
    return tuple(Asked(board.index(s) + 1, s, sheet_of(scene, plan, s, order)) for s in chosen)


def sheet_of(scene: Scene, plan: Plan, slide: Slide, order: Order) -> Sheet:
    """What a slide's picture is: its view with what the slide says over it, then the order's options."""
    views = {v.id: v for p in (*scene.plans, plan) for v in p.scenario.views}
    name = slide.view or next(iter(views), "")
    wish = replace(order.wish, view=name)
    view = views.get(name)
    seen = slide.seen(view) if view is not None else None
    sheet = sheet_for(scene, wish, seen)
    caption = slide.caption or (view.caption if view is not None else Words())
    return replace(sheet, title=slide.title or sheet.caption, caption=caption)


def picked(order: Order, board: tuple[Slide, ...]) -> tuple[Slide, ...]:
    """`1,3-5` or ids, in the storyboard's order; all of them for ''."""
    if not order.slides:
        return board
    wanted: set[int] = set()
    for word in (w.strip() for w in order.slides.split(",")):
        wanted |= _numbers(word, board, order)
    return tuple(s for i, s in enumerate(board) if i in wanted)


def _numbers(word: str, board: tuple[Slide, ...], order: Order) -> set[int]:
    ids = tuple(s.id for s in board)
    if word in ids:
        return {ids.index(word)}
    first, dash, last = word.partition("-")
    if first.isdecimal() and (not dash or last.isdecimal()):
        low, high = int(first), int(last) if dash else int(first)
        if 1 <= low <= high <= len(board):
            return set(range(low - 1, high))
        what = f"there is no slide {word}; the storyboard has {len(board)}"
        raise _fault(order.wish.file, "--slides", what, f"Write numbers from 1 to {len(board)}")
    what = f"there is no slide {word}; the slides are {', '.join(ids)}"
    raise _fault(order.wish.file, "--slides", what, did_you_mean(word, ids) or "Write for example 1,3-5")


def _fault(file: Path, option: str, what: str, hint: str) -> WeSpaceError:
    return WeSpaceError(Problem(str(file), 0, 0, option, what, hint), EXIT_USAGE)
