"""An audit in words: how much of the frame changes, and what is hidden, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from wespace_desktop.model.catalogue import load_catalogue
from wespace_desktop.model.layer import LayerObject
from wespace_desktop.model.quantity import figures
from wespace_desktop.model.words import Words
from wespace_desktop.picture.audit import Audit, Looker, Sight, audit, kept_audit, size_like, spec_pairs
from wespace_desktop.picture.sheet import Sheet
from wespace_desktop.scene.part import Scene

#: What of the district a view may hide; what a layer draws has its words in the catalogue.
_NOUNS = {
    "parking_lots": LayerObject("处", "停车场", "car park", "car parks"),
    "parking_spaces": LayerObject("个", "路边车位", "kerb space", "kerb spaces"),
    "parking_garages": LayerObject("处", "停车楼", "garage", "garages"),
}
#: Where it is that a thing is not seen.
HERE = Words("本视角看不到", "Hidden here")
_OTHER = LayerObject("个", "物体", "object", "objects")


@dataclass(frozen=True)
class Tally:
    """How many things of one sort a view hides, of how many there are."""

    thing: str
    is_loss: bool
    hidden: int
    all: int

    @property
    def words(self) -> Words:
        """`3 of 12 removed car parks`."""
        noun = _NOUNS.get(self.thing) or load_catalogue().object(self.thing) or _OTHER
        done = ("取消的", "removed") if self.is_loss else ("新增的", "added")
        zh = f"{self.all} {noun.measure}{done[0]}{noun.zh}中的 {self.hidden} {noun.measure}"
        return Words(zh, f"{self.hidden} of {self.all} {done[1]} {noun.one if self.all == 1 else noun.several}")


def tallies(found: Audit) -> tuple[Tally, ...]:
    """Losses first, then gains, each sort of thing once, parking before all else."""
    told: list[Tally] = []
    for sights in (found.losses, found.gains):
        order = [*_NOUNS, *(kind for layer in load_catalogue().layers for kind in layer.objects)]
        there = sorted({s.thing for s in sights}, key=lambda t: (order.index(t) if t in order else len(order), t))
        for thing in there:
            same: Sequence[Sight] = [s for s in sights if s.thing == thing]
            told.append(Tally(thing, same[0].is_loss, len(found.hidden(same)), len(same)))
    return tuple(told)


def share_words(found: Audit) -> Words:
    """`31 % of this picture changes`; empty when the panes look through different cameras."""
    if found.share is None:
        return Words()
    percent = 100 * found.share
    told = figures(percent) if percent >= 1 or not percent else "< 1"
    return Words(f"画面的 {told}% 有变化", f"{told}% of this picture changes")


def hidden_words(found: Audit, losses: bool = True, where: Words = HERE) -> Words:
    """`Hidden here: 3 of 12 removed car parks`; empty when nothing of that side is hidden."""
    told = [t.words for t in tallies(found) if t.hidden and t.is_loss == losses]
    if not told:
        return Words()
    return Words(f"{where.zh}：" + "、".join(w.zh for w in told), f"{where.en}: " + ", ".join(w.en for w in told))


def seen_words(found: Audit) -> Words:
    """How many losses and how many gains are seen: `Seen here: 11 of 14 losses, 190 of 231 gains`."""
    lost, come = ((len(side) - len(found.hidden(side)), len(side)) for side in (found.losses, found.gains))
    return Words(
        f"可见：{lost[1]} 处失去中的 {lost[0]} 处，{come[1]} 处新增中的 {come[0]} 处",
        f"Seen here: {lost[0]} of {lost[1]} losses, {come[0]} of {come[1]} gains",
    )


def hidden_losses(stage: object, scene: Scene, sheet: Sheet, size: tuple[int, int]) -> Words:
    """The line that a picture must carry when it hides losses; `size` is that of its panes. Empty when it hides none,
    when there is nothing to compare, or when the stage cannot say what it draws: without one, when nobody asked before.
    """
    panes = sheet.panes
    if sheet.is_pair:   # one frame, through the first camera
        panes = tuple(replace(p, camera=panes[0].camera) for p in panes)
    told = []
    for pair in spec_pairs(scene, panes):
        small = size_like(size)
        found = audit(stage, scene, pair, small) if isinstance(stage, Looker) else kept_audit(scene, pair, small)
        words = hidden_words(found) if found is not None else Words()
        if words:
            told.append((pair[1].tag, words))
    return of_panes(told, len(panes))


def of_panes(told: Sequence[tuple[str, Words]], panes: int) -> Words:
    """One line of what is said of several panes (tag, words): the tag only where there is more than one to tell of."""
    if panes <= 2:
        return told[0][1] if told else Words()
    return Words("；".join(f"{tag} {w.zh}" for tag, w in told), "; ".join(f"{tag}: {w.en}" for tag, w in told))
