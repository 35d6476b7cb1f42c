"""What is said of a change in a year: how far it is, when it comes on each line of the fan, and why in this order."""

from __future__ import annotations

from wespace_desktop.model.plan import NEVER, Change
from wespace_desktop.model.state import phase
from wespace_desktop.model.suitability import weights_of, weights_words
from wespace_desktop.model.timeline import progress
from wespace_desktop.model.view import LINES, Line
from wespace_desktop.model.words import Words

LINE_WORDS: dict[Line, Words] = {
    "low": Words("低线", "low line"), "central": Words("中线", "central line"), "high": Words("高线", "high line"),
}  # fmt: skip
#: The model's last year (model/course.py).
NOT_YET = Words("2035 年前不会出现", "not by 2035")


def stands_words(change: Change) -> Words:
    """The first year in which it is drawn: `2034`, or on each line `2031 (low: not by 2035; high: 2029)`."""
    if not change.by_demand:
        return Words(str(change.stands_from), str(change.stands_from))
    low, central, high = (_year(change.on(line).stands) for line in LINES)
    if low == central == high:
        return central
    return Words(f"{central.zh}（低线：{low.zh}；高线：{high.zh}）", f"{central.en} (low: {low.en}; high: {high.en})")


def since_words(change: Change) -> Words:
    """The same as a phrase behind a name: `from 2034`."""
    told = stands_words(change)
    if change.stands_from == NEVER:
        return told
    if change.by_demand:
        return Words(f"按需求，{told.zh} 年起" if told.zh.isdigit() else f"按需求，{told.zh}", f"by demand, {told.en}")
    return Words(f"{told.zh} 年起", f"from {told.en}")


def phase_words(change: Change, year: int, line: Line = "central") -> Words:
    """How far it is in a year, with how much of it is built and when the next step comes."""
    steps, now = change.on(line), phase(change, year, line)
    if change.by_demand:
        return _of_demand(now, steps.stands)
    built = _percent(progress(year, change.intervention.start, change.intervention.lag))
    if now == "none":
        return Words(f"尚未开始（{steps.asked} 年开始）", f"not begun (starts in {steps.asked})")
    if now == "planned":
        return Words(f"已计划，{steps.begun} 年起进行中", f"planned; under way from {steps.begun}")
    if now == "done":
        return Words("已建成", "done")
    drawn = year >= steps.stands
    zh = f"进行中，已建 {built}%；{f'{steps.done} 年建成' if drawn else f'{steps.stands} 年起画出'}"
    en = f"under way, {built}% built; {f'done in {steps.done}' if drawn else f'drawn from {steps.stands}'}"
    return Words(zh, en)


def rank_words(change: Change) -> tuple[Words, Words]:
    """Where its places stand among all candidates, and by which weights; empty for what is decided."""
    ranks = change.ranks
    if ranks is None:
        return Words(), Words()
    place = f"{ranks.first}–{ranks.last}" if ranks.last > ranks.first else f"{ranks.first}"
    worth = f"{ranks.least:.2f}–{ranks.most:.2f}" if ranks.last > ranks.first else f"{ranks.most:.2f}"
    order = Words(
        f"{ranks.candidates} 处候选中第 {place} 位，适宜度 {worth}",
        f"{place} of {ranks.candidates} candidates, suitability {worth}",
    )
    weights = weights_words(weights_of(change.layer, change.intervention.suitability))
    return order, Words(f"权重（假定）：{weights.zh}", f"weights (assumed): {weights.en}")


def _of_demand(now: str, stands: int) -> Words:
    later = _year(stands)
    never = stands == NEVER
    zh, en = later.zh if never else f"{later.zh} 年出现", later.en if never else f"comes in {later.en}"
    if now == "none":
        return Words(f"尚无需求；{zh}", f"nothing asks for it yet; {en}")
    if now == "planned":
        return Words(f"技术已有需求，空间尚未动工；{zh}", f"technology asks for it, space has not begun; {en}")
    if now == "under_way":
        return Words(f"进行中；{zh}", f"under way; {en}")
    return Words("已改变", "changed")


def _year(year: int) -> Words:
    return NOT_YET if year == NEVER else Words(str(year), str(year))


def _percent(share: float) -> str:
    return f"{100 * share:.0f}"
