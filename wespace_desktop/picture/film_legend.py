"""The line under a film's picture: which layers stand at this moment, each in a place that it keeps all film long."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from wespace_desktop.model.catalogue import load_catalogue
from wespace_desktop.model.words import Words
from wespace_desktop.picture.block import Block, Fill, Mark, together
from wespace_desktop.picture.content import Entry, content_of
from wespace_desktop.picture.film_wish import Moment
from wespace_desktop.picture.fonts import text_width
from wespace_desktop.picture.ink import HAIRLINE, INK, MUTED, Text
from wespace_desktop.picture.sheet import Sheet, SheetLang, said
from wespace_desktop.scene.part import Scene

_MARK_W, _MARK_H, _GAP, _BETWEEN, _ROW = 34.0, 21.0, 9.0, 28.0, 34.0
_NAME_PX, _SINCE_PX = 18.0, 15.0
_HALF = (_MARK_W - 3.0) / 2


@dataclass(frozen=True)
class Cast:
    """Every layer that stands at some moment of a film, in the catalogue's order. `since`: the year in which it
    comes, where years pass. `sheets` are the film's different states, with one camera each.
    """

    entries: tuple[Entry, ...] = ()
    since: Mapping[str, int] = field(default_factory=dict)
    sheets: tuple[Sheet, ...] = ()


def cast_of(scene: Scene, steps: Iterable[Moment]) -> Cast:
    """Who appears in a film of these moments."""
    sheets: dict[object, Sheet] = {}
    for moment in steps:
        for sheet in (moment.sheet, moment.next):
            if sheet is not None:
                sheets.setdefault(_state(sheet), sheet)
    found: dict[str, Entry] = {}
    since: dict[str, int] = {}
    for sheet in sheets.values():
        for entry in content_of(scene, sheet).entries:
            found.setdefault(entry.layer, entry)
            year = sheet.panes[-1].year
            since[entry.layer] = min(year, since.get(entry.layer, year))
    entries = tuple(found[layer] for layer in load_catalogue().ids if layer in found)
    one_view = len({s.view for s in sheets.values()}) == 1
    first = min((s.panes[-1].year for s in sheets.values()), default=0)
    # What stands from the first frame on may be older than the film.
    later = {layer: year for layer, year in since.items() if year > first}
    return Cast(entries, later if one_view else {}, tuple(sheets.values()))


def standing_in(scene: Scene, sheet: Sheet) -> dict[str, tuple[bool, ...]]:
    """The layers that stand in a sheet, each with the sides of the handle on which it does."""
    return {entry.layer: entry.sides for entry in content_of(scene, sheet).entries}


def line(cast: Cast, stands: Mapping[str, tuple[bool, ...]], width: float, lang: SheetLang) -> Block:
    """Mark and short name of each layer that stands, one after the other; the others leave their places empty."""
    blocks, x, row = [], 0.0, 0
    for entry in cast.entries:
        block, wide = _slot(entry, cast.since.get(entry.layer), stands.get(entry.layer, ()), lang)
        if x and x + wide > width:
            x, row = 0.0, row + 1
        if entry.layer in stands:
            blocks.append(block.moved(x, row * _ROW))
        x += wide + _BETWEEN
    return together(blocks, (row + 1) * _ROW if cast.entries else 0.0)


def _slot(entry: Entry, since: int | None, sides: tuple[bool, ...], lang: SheetLang) -> tuple[Block, float]:
    """A layer's piece of the line and how wide it is."""
    x = _MARK_W + _GAP
    name = Text(said(entry.short, lang), x, 18.0, _NAME_PX, True, role="legend")
    texts = [name]
    wide = x + name.width
    if since is not None:
        told = said(Words(f"{since} 年起", f"from {since}"), "en" if lang == "both" else lang)
        texts.append(Text(told, wide + 8, 18.0, _SINCE_PX, False, MUTED, role="legend"))
        wide += 8 + text_width(told, _SINCE_PX)
    halves = tuple(
        Fill((i * (_HALF + 3), 26.0, i * (_HALF + 3) + _HALF, 30.0), INK if there else HAIRLINE, 1.5)
        for i, there in enumerate(sides)
    )
    mark = Mark((0.0, 1.0, _MARK_W, 1.0 + _MARK_H), entry.mark, entry.hue, "legend")
    return Block(_ROW, tuple(texts), halves, (mark,)), wide


def _state(sheet: Sheet) -> object:
    """All that a film's words depend on, which is not where the camera or the handle is."""
    panes = tuple((p.scenario, p.year, p.layers, p.line) for p in sheet.panes)
    return panes, sheet.mode, sheet.title, sheet.caption, sheet.view
