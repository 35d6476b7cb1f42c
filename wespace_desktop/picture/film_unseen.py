"""Which losses a film never shows, so that no film keeps silent about them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from wespace_desktop.model.view import Camera
from wespace_desktop.model.words import Words
from wespace_desktop.picture.audit import Audit, Looker, Pair, Sight, audit, size_like, spec_pairs
from wespace_desktop.picture.audit_words import hidden_losses, hidden_words, of_panes
from wespace_desktop.picture.film_wish import Moment
from wespace_desktop.picture.sheet import Sheet
from wespace_desktop.scene.part import Scene

#: A camera that moves is asked at so many places at most, in pictures of so many pixels: about 1/50 of a film's time.
_PLACES, _PIXELS = 16, 640 * 360
NEVER = Words("整部影片都看不到", "Never in view in this film")


def never_seen(stage: object, scene: Scene, steps: Sequence[Moment], size: tuple[int, int]) -> Words:
    """The line a film must carry: from a camera that stands, what it hides at the end; from one that moves, what none
    of its places shows. `size` is that of the panes. Empty when nothing is hidden; a stage that does not name what it
    draws cannot say.
    """
    places: dict[Camera, Sheet] = {}
    for moment in steps:
        places.setdefault(moment.sheet.panes[0].camera, moment.sheet)
    if len(places) == 1:
        return hidden_losses(stage, scene, steps[-1].sheet, size)
    if not isinstance(stage, Looker):
        return Words()
    asked = _spread(list(places.values()))
    told = []
    for k, pair in enumerate(_pairs(scene, asked[0])):
        found = _best(stage, scene, (_pairs(scene, s)[k : k + 1] for s in asked), size_like(size, _PIXELS))
        words = hidden_words(found, where=NEVER) if found is not None else Words()
        if words:
            told.append((pair[1].tag, words))
    return of_panes(told, len(asked[0].panes))


def _spread(sheets: list[Sheet]) -> list[Sheet]:
    """At most so many of them, evenly apart, the first and the last too."""
    if len(sheets) <= _PLACES:
        return sheets
    return [sheets[round(k * (len(sheets) - 1) / (_PLACES - 1))] for k in range(_PLACES)]


def _pairs(scene: Scene, sheet: Sheet) -> tuple[Pair, ...]:
    panes = sheet.panes
    if sheet.is_pair:
        panes = tuple(replace(p, camera=panes[0].camera) for p in panes)
    return spec_pairs(scene, panes)


def _best(stage: Looker, scene: Scene, asked: Iterator[tuple[Pair, ...]], size: tuple[int, int]) -> Audit | None:
    """Each loss as it is seen best; no more places are asked for than it takes to have seen them all."""
    best: dict[str, Sight] = {}
    whole: Audit | None = None
    for pair in (p for pairs in asked for p in pairs):
        for sight in (found := audit(stage, scene, pair, size)).losses:
            if sight.name not in best or best[sight.name].pixels < sight.pixels:
                best[sight.name] = sight
        whole = Audit(found.size, None, tuple(best.values()))
        if not whole.hidden(whole.losses):
            break
    return whole
