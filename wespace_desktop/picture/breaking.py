"""Where a line of text may end: Chinese by sense and by its punctuation rules, English by words, never an orphan."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from wespace_desktop.picture.fonts import is_wide, text_width

#: Marks that may not begin a line, and marks that may not end one (GB/T 15834, W3C Chinese layout requirements).
NO_START = frozenset("，。、；：？！）】》〉」』”’％%,.;:?!)]}…·～—–/")
NO_END = frozenset("（【《〈「『“‘([{")
#: A Chinese line reads better when it ends after these or before those (clause ends; words that open a phrase).
_GOOD_END = frozenset("，。、；：！？）》”的了")
_GOOD_START = frozenset("和与或并由在从把为到按被对及")
#: Words of the subject that should stay whole; Chinese has no spaces to show where a word ends.
_WORDS = (  # noqa: SIM905
    "自动驾驶 专用道 车道 停车场 停车位 计时车位 共享 办公舱 传感 感知 网络 公园 广场 街道 "
    "建筑 道路 情景 推演 预测 实测 树木 汽车 行人 估算 示意 数据 地面 现状 "
    "未来 城市 空间 肯德尔 白模 现有 不变 高度 地图 许可 公共领域 来源 决策 需求 "
    "效率 提升 隐私 居民 公众 交通 就业 购物 休闲 设施 居住 服务 技术 信息 "
    "社会 利用 传统 隔离 数字 鸿沟 监控 平台 运营 韧性 弹性 环境 绿地 步行 "
    "自行车 配送 接驳 停靠 "
).split()
_INSIDE_WORD = 25.0
_QUOTES = str.maketrans("", "", "“”‘’")
_ELLIPSIS = "…"
_ORPHAN_EMS = 3.0


@dataclass(frozen=True)
class _Atom:
    """What stays together on a line. `penalty` is the price of ending a line after it; None forbids it."""

    text: str
    penalty: float | None


@lru_cache(maxsize=1024)     # a page is laid out again when a line of it changes
def break_lines(text: str, width: float, px: float, bold: bool = False, most: int = 99) -> tuple[str, ...]:
    """The lines of a text, each at most `width` wide; when more than `most` would be needed the last one is elided."""
    atoms = _fitting(_atoms(" ".join(text.split())), width, px, bold)
    if not atoms:
        return ()
    ends = _best_ends(atoms, width, px, bold)
    starts = [0, *ends]
    if len(ends) > most:
        ends = [*ends[: most - 1], len(atoms)]
    lines = tuple(_clean("".join(a.text for a in atoms[i:j])) for i, j in zip(starts, ends, strict=False))
    return (*lines[:-1], elide(lines[-1], width, px, bold))


def elide(text: str, width: float, px: float, bold: bool = False) -> str:
    """The text, or as much of its beginning as fits with an ellipsis after it."""
    if text_width(text, px, bold) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if text_width(text[:middle].rstrip(" ·，、") + _ELLIPSIS, px, bold) <= width:
            low = middle
        else:
            high = middle - 1
    # Half a Latin word says nothing; a few letters fewer cost nothing.
    word = text.rfind(" ", 0, low)
    if low < len(text) and low - word < 10 and word > low / 2 and not is_wide(text[low - 1]) and text[low] != " ":
        low = word
    return text[:low].rstrip(" ·，、") + _ELLIPSIS


def _clean(line: str) -> str:
    """A separator that comes to stand at the end of a line has done its work."""
    return line.strip().removesuffix("·").rstrip()


def _atoms(text: str) -> list[_Atom]:
    pieces: list[str] = []
    for c in text:
        if pieces and c != " " and not is_wide(c) and not is_wide(pieces[-1][-1]) and pieces[-1] != " ":
            pieces[-1] += c
        else:
            pieces.append(c)
    inside = _inside_words(text)
    atoms, at = [], 0
    for i, piece in enumerate(pieces):
        at += len(piece)
        penalty = _penalty(pieces, i)
        atoms.append(_Atom(piece, penalty + _INSIDE_WORD if penalty is not None and at in inside else penalty))
    return atoms


def _inside_words(text: str) -> set[int]:
    """Places in a text at which a break would cut a known word."""
    cuts: set[int] = set()
    for word in _WORDS:
        at = text.find(word)
        while at >= 0:
            cuts.update(range(at + 1, at + len(word)))
            at = text.find(word, at + 1)
    return cuts


def _penalty(pieces: list[str], i: int) -> float | None:
    this, after = pieces[i], pieces[i + 1] if i + 1 < len(pieces) else ""
    if not after:
        return 0.0
    if this == " ":
        before = pieces[i - 1] if i else ""
        if after[0] in NO_START:
            return None
        unit = before[-1:].isdigit() and after.isalpha() and len(after) <= 3 and not is_wide(after[0])
        if before == "·":
            return -6.0
        return None if unit else (-2.0 if before[-1:] in ",;:.，；。" else 0.0)
    if after == " " or after[0] in NO_START or this[-1] in NO_END:
        return None
    if this[-1] in _GOOD_END:
        return -4.0
    if after[0] in _GOOD_START:
        return 0.0
    # Two Han characters side by side may be one word; a Latin word or a number beside Han usually belongs to it.
    return 5.0 if is_wide(this[-1]) and is_wide(after[0]) else 7.0


def _fitting(atoms: list[_Atom], width: float, px: float, bold: bool) -> list[_Atom]:
    """Atoms that alone are wider than a line (a long file name) are cut where they must be."""
    out: list[_Atom] = []
    for atom in atoms:
        rest = atom.text
        while len(rest) > 1 and text_width(rest, px, bold) > width:
            n = next((k for k in range(len(rest) - 1, 1, -1) if text_width(rest[:k], px, bold) <= width), 1)
            out.append(_Atom(rest[:n], 50.0))
            rest = rest[n:]
        out.append(_Atom(rest, atom.penalty))
    return out


def _best_ends(atoms: list[_Atom], width: float, px: float, bold: bool) -> list[int]:
    """Line ends with the least total cost: few lines first, then even ones that end by sense, no orphan at last."""
    n = len(atoms)
    chinese = any(is_wide(a.text[0]) for a in atoms)
    widths = [_atom_width(a.text, px, bold) if chinese else text_width(a.text, px, bold) for a in atoms]
    best: list[float] = [0.0] + [float("inf")] * n
    came = [0] * (n + 1)
    for i in range(n):
        if best[i] == float("inf"):
            continue
        used = 0.0
        for j in range(i + 1, n + 1):
            used += widths[j - 1]
            ink = used - (widths[j - 1] if atoms[j - 1].text == " " else 0.0)
            if ink > width and j > i + 1:
                break
            price = atoms[j - 1].penalty if j < n else 0.0
            # A mark that may not begin a line is let go only where nothing else fits the width.
            price = 400.0 if price is None else price
            cost = best[i] + 100.0 + price + _slack_cost(ink, width, px, last=j == n, first=i == 0)
            if cost < best[j]:
                best[j], came[j] = cost, i
    ends, j = [], n
    while j > 0:
        ends.append(j)
        j = came[j]
    return ends[::-1]


def _atom_width(text: str, px: float, bold: bool) -> float:
    """Curly quotes beside Chinese are full squares (see fonts), which an atom without Chinese cannot know."""
    bare = text.translate(_QUOTES)
    return text_width(bare, px, bold) + px * (len(text) - len(bare))


def _slack_cost(ink: float, width: float, px: float, last: bool, first: bool) -> float:
    slack = max(0.0, width - ink) / width
    if not last:
        return 60.0 * slack * slack
    if first:
        return 0.0
    return 80.0 if ink < min(_ORPHAN_EMS * px, 0.5 * width) else 12.0 * slack * slack
