"""Brings two changes of the same views and slides together: what one hand changed, and what another wrote meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any, TypeVar

from wespace_desktop.model.lookbook import Looks
from wespace_desktop.model.merge import merge_order
from wespace_desktop.model.storyboard import Slide
from wespace_desktop.model.view import View

Row = TypeVar("Row", View, Slide)


def reconciled(base: Looks, mine: Looks, theirs: Looks) -> tuple[Looks, tuple[str, ...]]:
    """`theirs` with what changed from `base` to `mine`, and the ids that both changed in different ways.

    Where both changed the same thing mine holds; what one deleted and the other changed stays.
    """
    views, torn = _rows(base.views, mine.views, theirs.views)
    slides, more = _rows(base.slides, mine.slides, theirs.slides)
    named = {view.id for view in views}
    wanted = {slide.view for slide in slides} - named
    known = {view.id: view for view in (*theirs.views, *mine.views)}
    views += tuple(known[name] for name in known if name in wanted)     # a slide that stays keeps its view
    return Looks(views, slides), tuple(dict.fromkeys((*torn, *more)))


def _rows(base: Sequence[Row], mine: Sequence[Row], theirs: Sequence[Row]) -> tuple[tuple[Row, ...], tuple[str, ...]]:
    if mine == base:
        return tuple(theirs), ()
    if theirs == base:
        return tuple(mine), ()
    old: dict[str, Row] = {row.id: row for row in base}
    own: dict[str, Row] = {row.id: row for row in mine}
    other: dict[str, Row] = {row.id: row for row in theirs}
    kept: dict[str, Row] = {}
    torn: list[str] = []
    for name in dict.fromkeys([*own, *other]):
        row, clash = _row(old.get(name), own.get(name), other.get(name))
        if clash:
            torn.append(name)
        if row is not None:
            kept[name] = row
    names = _order([r.id for r in base], [r.id for r in mine], [r.id for r in theirs])
    return tuple(kept[name] for name in names if name in kept), tuple(torn)


def _row(base: Row | None, mine: Row | None, theirs: Row | None) -> tuple[Row | None, bool]:
    if mine in (base, theirs):
        return theirs, False
    if theirs == base:
        return mine, False
    if mine is None or theirs is None:
        return mine or theirs, True
    found: dict[str, Any] = {}
    clash = False
    for name in (field.name for field in fields(mine)):
        values = [getattr(row, name) if row is not None else None for row in (base, mine, theirs)]
        found[name] = values[2] if values[0] == values[1] else values[1]
        clash = clash or (values[1] not in (values[0], values[2]) and values[2] != values[0])
    return replace(mine, **found), clash


def _order(base: list[str], mine: list[str], theirs: list[str]) -> list[str]:
    shared = [name for name in base if name in mine]
    if [name for name in mine if name in shared] == shared:
        return merge_order(mine, theirs)
    return merge_order(theirs, mine)
