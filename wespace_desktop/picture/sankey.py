"""Freed space as a Sankey: from which parking, by demand or by decision, to what use. On screen, on a slide, in a file.

One function lays out, one paints; heights are areas at one scale in all three columns.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen

from wespace_desktop.indicators.land import FORMS
from wespace_desktop.model.quantity import Quantity, figures
from wespace_desktop.model.words import Lang, Words
from wespace_desktop.picture.fonts import ASCENT, text_width
from wespace_desktop.picture.ink import INK, MUTED, Text, colour, draw_text
from wespace_desktop.picture.sheet import SheetLang, first_lang, said
from wespace_desktop.scene.freed import USES, Flow, Freed
from wespace_desktop.scene.ledger import sum_stalls

FORM_WORDS = {
    "surface": Words("地面停车场", "Car parks"),
    "kerb": Words("路边车位", "Kerb spaces"),
    "structure": Words("停车楼", "Structures"),
    "underground": Words("地下", "Underground"),
}
BY_WORDS = {"demand": Words("因需求", "By demand"), "decision": Words("因决策", "By decision")}
USE_WORDS = {
    "green": Words("绿地", "Green"),
    "plaza": Words("广场", "Plaza"),
    "pods": Words("办公舱", "Pods"),
    "bicycle": Words("自行车站", "Bicycle hub"),
    "logistics": Words("配送站", "Logistics"),
    "drop_off": Words("上下客", "Drop-off"),
    "other": Words("其他", "Other"),
    "nothing": Words("尚无用途", "Nothing yet"),
}
#: The layers' hues: the lawn of converted parking in its shades, the timber of pods, grey for what has no use yet.
HUES = {
    "green": "#6FC49B", "plaza": "#A9D8BF", "pods": "#D98A12", "bicycle": "#3C9C86", "logistics": "#2E8F68",
    "drop_off": "#8DB6C9", "other": "#B9B4A8", "nothing": "#C9C4B9",
}  # fmt: skip
_NODE, _GAP_PX, _HECTARE_M2 = 0.75, 0.6, 10_000.0


@dataclass(frozen=True)
class Look:
    """Colours and the size of the words (px of the painter). `marked`: indices of flows that stand out."""

    px: float = 13.0
    ink: str = INK
    muted: str = MUTED
    marked: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Node:
    """A box of a column with its words; `flows` are the indices of the flows through it."""

    box: QRectF
    slot: QRectF
    column: int
    key: str
    title: str
    amounts: tuple[str, ...]
    flows: tuple[int, ...]


@dataclass(frozen=True)
class Sankey:
    """Where everything stands. `bands` run parallel to Freed.flows: two ribbons each, none without an area."""

    nodes: tuple[Node, ...]
    bands: tuple[tuple[QPainterPath, ...], ...]
    notes: tuple[tuple[str, QRectF], ...] = field(default_factory=tuple)

    def flow_at(self, at: QPointF) -> tuple[int, ...]:
        """Indices of the flows under a point: one for a ribbon, all of its flows for a box and its words."""
        for i, paths in enumerate(self.bands):
            if any(path.contains(at) for path in paths):
                return (i,)
        return next((n.flows for n in self.nodes if n.slot.contains(at)), ())


def area_words(area_m2: float | None, lang: Lang) -> str:
    """Two significant figures; from a hectare on in hectares; what is not known is said."""
    if area_m2 is None:
        return Words("无数据", "no data").in_(lang)
    return f"{figures(area_m2 / _HECTARE_M2)} ha" if area_m2 >= _HECTARE_M2 else f"{figures(_two(area_m2))} m²"


def headline(freed: Freed) -> Words:
    """`2.7 ha set free, 950 stalls removed`."""
    stalls = freed.stalls
    told = []
    for lang in ("zh", "en"):
        amount = area_words(freed.area_m2, "zh" if lang == "zh" else "en")
        gone = Quantity.exact(_two(stalls.central), "stall").text(lang) if stalls is not None else ""
        if lang == "zh":
            told.append(f"释放 {amount}" + (f"，减少 {gone}" if gone else ""))
        else:
            told.append(f"{amount} set free" + (f", {gone} removed" if gone else ""))
    return Words(told[0], told[1])


def paint_sankey(painter: QPainter, rect: QRectF, freed: Freed, lang: Lang, look: Look | None = None) -> Sankey:
    """Paints the whole into a rectangle, and says where everything stands."""
    look = look or Look(px=max(11.0, rect.height() / 26))
    made = lay_out(rect, freed, lang, look.px)
    paint(painter, made, freed, look)
    return made


def lay_out(rect: QRectF, freed: Freed, lang: SheetLang, px: float, tight: bool = False) -> Sankey:
    """Three columns at one scale; each box has room for its own words. `tight`: a use and its area on one line."""
    one = first_lang(lang)
    colon = "：" if lang == "zh" else ": "
    notes = [FORM_WORDS[form].in_(one) + colon + words.in_(one) for form, words in freed.silent]
    low = rect.bottom() - len(notes) * px * 1.5
    placed = tuple(
        (note, QRectF(rect.left(), low + i * px * 1.5, rect.width(), px * 1.5)) for i, note in enumerate(notes)
    )
    body = QRectF(rect.left(), rect.top(), rect.width(), max(10.0, low - rect.top() - px))
    if not any(f.area_m2 for f in freed.flows):
        return Sankey((), tuple(() for _ in freed.flows), placed)
    columns = [_column(freed, which, lang) for which in range(3)]
    if tight:
        columns[2] = [(key, " ".join((title, *amounts)), (), mine, m2) for key, title, amounts, mine, m2 in columns[2]]
    if tight and lang == "both":
        columns = [*(_stacked(c, w) for c, w in zip(columns, (FORM_WORDS, BY_WORDS), strict=False)), _bare(columns[2])]
    xs, rooms = _across(body, columns, px)
    scale = min(_scale(column, body.height(), px) for column in columns)
    nodes: list[Node] = []
    for which, column in enumerate(columns):
        nodes += _stack(column, body, (which, xs[which], rooms[which], px), scale)
    return Sankey(tuple(nodes), _bands(nodes, freed.flows, scale), placed)


def paint(painter: QPainter, made: Sankey, freed: Freed, look: Look) -> None:
    """Ribbons, boxes, words, then what the data keeps silent about."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for i, (flow, paths) in enumerate(zip(freed.flows, made.bands, strict=True)):
        for path in paths:
            painter.fillPath(path, colour(HUES[flow.use], _strength(i, look.marked)))
            if flow.by == "demand":     # a second sign beside the word: what nobody had to decide is hatched
                painter.fillPath(path, QBrush(colour(look.ink, 0.35), Qt.BrushStyle.BDiagPattern))
    for node in made.nodes:
        faded = bool(look.marked) and look.marked.isdisjoint(node.flows)
        hue = HUES.get(node.key, look.muted)
        painter.fillRect(node.box, colour(hue, 0.35 if faded else 1.0))
        _write_node(painter, node, look)
    for note, box in made.notes:
        _write_note(painter, note, box, look)
    painter.restore()


def _strength(i: int, marked: Collection[int]) -> float:
    return (0.85 if i in marked else 0.16) if marked else 0.6


# ---------------------------------------------------------------- layout

Part = tuple[str, str, tuple[str, ...], tuple[int, ...], float]     # key, title, amounts, flows, m2


def _column(freed: Freed, which: int, lang: SheetLang) -> list[Part]:
    one = first_lang(lang)
    keys: tuple[Sequence[str], ...] = (FORMS, ("decision", "demand"), USES)
    words = (FORM_WORDS, BY_WORDS, USE_WORDS)[which]
    key_of: Callable[[Flow], str] = (lambda f: f.form, lambda f: f.by, lambda f: f.use)[which]
    parts = []
    for key in keys[which]:
        mine = tuple(i for i, f in enumerate(freed.flows) if key_of(f) == key)
        area = sum(freed.flows[i].area_m2 or 0.0 for i in mine)
        if mine and area:
            amounts = (area_words(area, one), *_stall_words(freed, mine if which == 0 else (), one))
            parts.append((key, said(words[key], lang), amounts, mine, area))
    return parts


def _stacked(column: list[Part], words: Mapping[str, Words]) -> list[Part]:
    """Both languages under each other."""
    return [(key, words[key].en, (words[key].zh, *amounts), mine, m2) for key, _, amounts, mine, m2 in column]


def _bare(column: list[Part]) -> list[Part]:
    """Two names side by side leave no room for a number."""
    return [(key, said(USE_WORDS[key], "both"), (), mine, m2) for key, _, _, mine, m2 in column]


def _stall_words(freed: Freed, flows: Collection[int], lang: Lang) -> tuple[str, ...]:
    stalls = sum_stalls(freed.flows[i].stalls for i in flows)
    return () if stalls is None else (Quantity.exact(_two(stalls.central), "stall").text(lang),)


def _across(body: QRectF, columns: Sequence[list[Part]], px: float) -> tuple[list[float], list[float]]:
    """Left edge of each column's boxes, and the width of the words beside them; the middle has them on its right."""
    rooms = [max(text_width(w, px, not i) for p in c for i, w in enumerate((p[1], *p[2]))) for c in columns]
    node = _NODE * px
    left = body.left() + rooms[0] + px * 0.5
    right = body.right() - rooms[2] - px * 0.5 - node
    # The words of the middle column end before the right one's boxes, but ribbons need some way on its left too.
    middle = max(left + 3 * px, min(left + (right - left) * 0.46, right - rooms[1] - 1.75 * px))
    return [left, middle, right], rooms


def _scale(column: list[Part], height: float, px: float) -> float:
    """Pixels for a square metre at which a column with its gaps and words is as high as there is room."""
    least, gaps = _least(column, px), _GAP_PX * px * (len(column) - 1)
    low, high = 0.0, height / sum(p[4] for p in column)
    for _ in range(40):
        middle = (low + high) / 2
        fits = sum(max(p[4] * middle, least) for p in column) + gaps <= height
        low, high = (middle, high) if fits else (low, middle)
    return low


def _least(column: list[Part], px: float) -> float:
    """As high as the words of a box."""
    return 1.25 * px * (1 + max(len(p[2]) for p in column))


def _stack(column: list[Part], body: QRectF, at: tuple[int, float, float, float], scale: float) -> list[Node]:
    which, x, room, px = at
    slots = [max(p[4] * scale, _least(column, px)) for p in column]
    gap = _GAP_PX * px
    y = body.top() + (body.height() - sum(slots) - gap * (len(slots) - 1)) / 2
    nodes = []
    for (key, title, amounts, flows, area), slot in zip(column, slots, strict=True):
        high = max(area * scale, 1.0)
        box = QRectF(x, y + (slot - high) / 2, _NODE * px, high)
        side = QRectF(x - room - px, y, room + px * 2, slot) if which == 0 else QRectF(x, y, room + px * 2, slot)
        nodes.append(Node(box, side, which, key, title, amounts, flows))
        y += slot + gap
    return nodes


def _bands(nodes: Iterable[Node], flows: Sequence[Flow], scale: float) -> tuple[tuple[QPainterPath, ...], ...]:
    """Flows leave and enter a box in the order of the boxes that they come from and go to."""
    by_key = {(n.column, n.key): n for n in nodes}
    level = {key: n.box.center().y() for key, n in by_key.items()}
    spent: dict[tuple[int, str, str], float] = {}
    made: dict[int, list[QPainterPath]] = {i: [] for i in range(len(flows))}
    for left in (0, 1):
        ends = {i: (_key(flows[i], left), _key(flows[i], left + 1)) for i in made if flows[i].area_m2}
        starts: dict[int, float] = {}
        for side, other in ((0, 1), (1, 0)):
            order = sorted(ends, key=lambda i: (level[left + other, ends[i][other]], USES.index(flows[i].use)))
            for i in order:
                node = by_key[left + side, ends[i][side]]
                slot = (left, node.key, "out" if side == 0 else "in")
                y = node.box.top() + spent.get(slot, 0.0)
                high = (flows[i].area_m2 or 0.0) * scale
                spent[slot] = spent.get(slot, 0.0) + high
                if side == 0:
                    starts[i] = y
                else:
                    a = by_key[left, ends[i][0]].box
                    made[i].append(_ribbon(QPointF(a.right(), starts[i]), QPointF(node.box.left(), y), high))
    return tuple(tuple(made[i]) for i in range(len(flows)))


def _key(flow: Flow, column: int) -> str:
    return (flow.form, flow.by, flow.use)[column]


def _ribbon(start: QPointF, end: QPointF, high: float) -> QPainterPath:
    middle = (start.x() + end.x()) / 2
    path = QPainterPath(start)
    path.cubicTo(QPointF(middle, start.y()), QPointF(middle, end.y()), end)
    path.lineTo(end.x(), end.y() + high)
    low = high + start.y()
    path.cubicTo(QPointF(middle, end.y() + high), QPointF(middle, low), QPointF(start.x(), low))
    path.closeSubpath()
    return path


# ---------------------------------------------------------------- words


def _write_node(painter: QPainter, node: Node, look: Look) -> None:
    """Lines beside the box; those of the middle stand on a light ground, for ribbons run under them."""
    px = look.px
    x, align = (node.box.left() - px * 0.5, "right") if node.column == 0 else (node.box.right() + px * 0.5, "left")
    lines = (node.title, *node.amounts)
    top = node.box.center().y() - px * 1.25 * len(lines) / 2
    for i, words in enumerate(lines):
        bold, ink = i == 0, look.muted if i else look.ink
        y = top + (ASCENT + i * 1.25) * px
        if node.column == 1:
            wide = text_width(words, px, bold)
            ground = QColor("#FFFFFF" if colour(look.ink).lightness() < 128 else "#1B1E22")
            ground.setAlphaF(0.72)
            painter.fillRect(QRectF(x - 2, y - ASCENT * px, wide + 4, px * 1.25), ground)
        draw_text(painter, Text(words, x, y, px, bold, ink, align), 0.0)


def _write_note(painter: QPainter, note: str, box: QRectF, look: Look) -> None:
    """An empty, dashed box: not a zero, a gap in the data."""
    px = look.px
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour(look.muted), 1.0, Qt.PenStyle.DashLine))
    painter.drawRect(QRectF(box.left() + 0.5, box.top() + px * 0.3, _NODE * px, _NODE * px))
    y = box.top() + (0.2 + ASCENT) * px
    draw_text(painter, Text(note, box.left() + px * 1.4, y, px * 0.95, False, look.muted))


def _two(value: float) -> float:
    """Two significant figures, as a number."""
    return float(f"{value:.2g}")
