"""What of a change a view shows, and what it hides: counted from the names of what is drawn at each pixel, not guessed.

Changed share of the frame = pixels that show another thing before and after, or a thing whose settings differ, divided
by all pixels. A thing is seen when it covers at least the share LEAST of the frame: 12 pixels of 1920 x 1080.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cache
from math import ceil, sqrt
from pathlib import Path
from typing import Protocol, runtime_checkable
from weakref import WeakKeyDictionary

import numpy as np

from wespace_desktop.model.state import standing
from wespace_desktop.picture.sheet import PaneSpec
from wespace_desktop.render.shot import Shot
from wespace_desktop.scene import answers
from wespace_desktop.scene.ledger import Entry, ledger
from wespace_desktop.scene.part import Scene

#: So many pixels of a picture of so many make a thing seen.
LEAST = (12, 1920 * 1080)
#: Pixels of a picture that is looked at for an audit; its shape is that of the pane.
AUDIT_PX = 960 * 540
_MOST_KEPT = 64
#: Kinds that take something away, and kinds that put something there.
LOSING, GAINING = frozenset({"removed", "converted"}), frozenset({"added", "converted"})

Pair = tuple[PaneSpec, PaneSpec]


@runtime_checkable
class Looker(Protocol):
    """What an audit asks of a stage: (h, w) int32, the index into Scene.ids of what is drawn at each pixel."""

    def names(self, shot: Shot) -> np.ndarray: ...


@dataclass(frozen=True)
class Sight:
    """One object that goes or comes, and how many pixels of the picture of its own time show it. `thing` is what it is:
    a theme of the district or an item's kind.
    """

    name: str
    thing: str
    is_loss: bool
    pixels: int
    entry: str


@dataclass(frozen=True)
class Audit:
    """What one view shows of a pair. `changed` is None when the two panes look through different cameras. Objects that
    are not drawn at all, from anywhere, are `undrawn` and in no count.
    """

    size: tuple[int, int]
    changed: int | None
    sights: tuple[Sight, ...]
    undrawn: tuple[str, ...] = ()

    @property
    def least(self) -> int:
        """So many pixels make a thing seen in a picture of this size."""
        return max(1, ceil(LEAST[0] * self.size[0] * self.size[1] / LEAST[1]))

    @property
    def share(self) -> float | None:
        """Of the frame, 0 to 1, that changes."""
        return None if self.changed is None else self.changed / (self.size[0] * self.size[1])

    @property
    def losses(self) -> tuple[Sight, ...]:
        return tuple(s for s in self.sights if s.is_loss)

    @property
    def gains(self) -> tuple[Sight, ...]:
        return tuple(s for s in self.sights if not s.is_loss)

    def is_seen(self, sight: Sight) -> bool:
        return sight.pixels >= self.least

    def hidden(self, sights: Iterable[Sight]) -> tuple[Sight, ...]:
        """Those of them that this view does not show."""
        return tuple(s for s in sights if not self.is_seen(s))

    @property
    def score(self) -> float:
        """The mean of the shares of the losses and of the gains that are seen: the ones weigh what the others weigh."""
        sides = [1 - len(self.hidden(side)) / len(side) for side in (self.losses, self.gains) if side]
        return sum(sides) / len(sides) if sides else 0.0


_KEPT: WeakKeyDictionary[Scene, dict[object, Audit]] = WeakKeyDictionary()
_DRAWN: WeakKeyDictionary[Scene, np.ndarray] = WeakKeyDictionary()


def audit(stage: Looker, scene: Scene, pair: Pair, size: tuple[int, int] = (960, 540)) -> Audit:
    """Two pictures of names, or none when the same was asked before. The stage must show the scene already."""
    kept, key = _KEPT.setdefault(scene, {}), _key(pair, size)
    if key not in kept:
        while len(kept) >= _MOST_KEPT:
            kept.pop(next(iter(kept)), None)   # the window and an export may ask at once
        kept[key] = _found_before(stage, scene, pair, size) or _looked(stage, scene, pair, size)
    return kept[key]


def _looked(stage: Looker, scene: Scene, pair: Pair, size: tuple[int, int]) -> Audit:
    before, after = (stage.names(_shot(scene, spec, size)) for spec in pair)
    found = judged(scene, ledger(scene, *pair), (before, after), pair[0].camera == pair[1].camera)
    if question := _question(stage, pair, size):
        answers.keep_answer(scene, question, asdict(found))
    return found


def _found_before(stage: Looker, scene: Scene, pair: Pair, size: tuple[int, int]) -> Audit | None:
    """The answer of an earlier start; only of a stage that says who it is, so never of a stand-in for one."""
    question = _question(stage, pair, size)
    found = answers.answer(scene, question) if question else None
    try:
        if found is None or tuple(found["size"]) != size:
            return None
        sights = tuple(Sight(**s) for s in found["sights"])
        return Audit(size, found["changed"], sights, tuple(found["undrawn"]))
    except (TypeError, KeyError):
        return None


def _question(stage: Looker, pair: Pair, size: tuple[int, int]) -> str:
    maker = getattr(stage, "maker", "")
    told = [(p.scenario, p.year, sorted(p.layers), asdict(p.camera), p.line) for p in pair]
    return json.dumps(["audit", _judge(), maker, told, size]) if maker else ""


@cache
def _judge() -> str:
    """Changes with every line of this file."""
    return hashlib.sha256(Path(__file__).read_bytes()).hexdigest()


def kept_audit(scene: Scene, pair: Pair, size: tuple[int, int]) -> Audit | None:
    """The answer if it was asked for before."""
    return _KEPT.get(scene, {}).get(_key(pair, size))


def judged(scene: Scene, entries: tuple[Entry, ...], names: tuple[np.ndarray, np.ndarray], same: bool) -> Audit:
    """The audit of two pictures of names; `same`: they were taken through one camera."""
    index = {name: i for i, name in enumerate(scene.ids)}
    counts = [np.bincount(n.ravel(), minlength=len(scene.ids)) for n in names]
    drawn = _drawn(scene)
    sights, undrawn = [], []
    for entry in entries:
        for is_loss, kinds, thing, objects in (
            (True, LOSING, entry.was, entry.gone),
            (False, GAINING, entry.becomes, entry.come),
        ):
            if entry.kind not in kinds or not thing:
                continue
            for name in objects:
                at = index.get(name, 0)
                if not drawn[at]:
                    undrawn.append(name)
                    continue
                sights.append(Sight(name, thing, is_loss, int(counts[not is_loss][at]), entry.id))
    height, width = names[0].shape
    changed = int(_changed(index, entries, names).sum()) if same else None
    return Audit((width, height), changed, tuple(sights), tuple(undrawn))


def size_like(size: tuple[int, int], pixels: int = AUDIT_PX) -> tuple[int, int]:
    """The shape of a pane with so many pixels."""
    scale = sqrt(pixels / (size[0] * size[1]))
    return max(16, round(size[0] * scale)), max(16, round(size[1] * scale))


def spec_pairs(scene: Scene, panes: tuple[PaneSpec, ...]) -> tuple[Pair, ...]:
    """The first pane with each of the others; a pane alone with the baseline through its own camera."""
    if len(panes) > 1:
        return tuple((panes[0], other) for other in panes[1:])
    base = next((p.scenario for p in scene.plans if p.scenario.kind == "baseline"), None)
    if base is None or not panes or panes[0].scenario == base.id:
        return ()
    return ((PaneSpec(base.id, base.year, base.layers_on, panes[0].camera), panes[0]),)


def _key(pair: Pair, size: tuple[int, int]) -> object:
    return (*((p.scenario, p.year, p.layers, p.camera, p.line) for p in pair), size)


def _shot(scene: Scene, spec: PaneSpec, size: tuple[int, int]) -> Shot:
    stands = standing(scene.plan(spec.scenario), spec.year, spec.layers, spec.line)
    return Shot(spec.camera, stands, size, "print")


def _changed(
    index: dict[str, int], entries: tuple[Entry, ...], names: tuple[np.ndarray, np.ndarray]
) -> np.ndarray:
    """(h, w) bool: another thing, or the same thing with other settings."""
    before, after = names
    altered = [index[n] for e in entries if e.kind == "retagged" for n in e.gone if n in e.come and n in index]
    found: np.ndarray = before != after
    return found | np.isin(after, altered) if altered else found


def _drawn(scene: Scene) -> np.ndarray:
    """(ids,) bool: whether any part shows the thing at all."""
    if scene not in _DRAWN:
        found = np.zeros(len(scene.ids), bool)
        for part in scene.parts:
            found[part.ids] = True
        found[0] = False
        _DRAWN[scene] = found
    return _DRAWN[scene]


