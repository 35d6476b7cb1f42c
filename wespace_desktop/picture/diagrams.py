"""The report's diagrams by name: what each is asked, what it answers, and the line that says what it rests on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter

from wespace_desktop.model.catalogue import load_catalogue
from wespace_desktop.model.plan import Plan
from wespace_desktop.model.report import SCHEMATIC, load_report
from wespace_desktop.model.scenario import Intervention
from wespace_desktop.model.state import standing
from wespace_desktop.model.words import Lang, Words
from wespace_desktop.picture.drawing import Drawing, Tones, height_of, paint_drawing, words_at
from wespace_desktop.picture.ink import colour


@dataclass(frozen=True, eq=False)
class Ask:
    """What a diagram is drawn for: so many pixels wide, in a language; `plans` with (year, layers) as they are seen,
    the one that counts last. `marked` is the layer that a hand is over.
    """

    width: float = 380.0
    lang: Lang = "en"
    plans: tuple[tuple[Plan, int, frozenset[str]], ...] = ()
    marked: str = ""
    px: float = 12.0

    @property
    def there(self) -> tuple[Intervention, ...]:
        """What stands in the state that counts."""
        return stands_in(*self.plans[-1]) if self.plans else ()

    @property
    def layers_there(self) -> frozenset[str]:
        return frozenset(i.layer for i in self.there)

    def say(self, zh: str, en: str) -> str:
        return Words(zh, en).in_(self.lang)


def stands_in(plan: Plan, year: int, layers: frozenset[str]) -> tuple[Intervention, ...]:
    keys = standing(plan, year, layers)
    return tuple(c.intervention for c in plan.changes if plan.key(c) in keys)


Maker = Callable[[Ask], Drawing]


def draw_chart(chart: str, ask: Ask) -> Drawing:
    """A diagram of the report and, under it, whether it is data or schematic. KeyError for an unknown name."""
    made = makers()[chart](ask)
    kind = load_report().charts[chart].kind
    note = SCHEMATIC.in_(ask.lang) if kind == "schematic" else _RESTS_ON[chart].in_(ask.lang)
    texts = words_at(note, (0.0, made.size[1] + 8.0), ask.width, ask.px - 1, tone="mut")
    return replace(made, size=(ask.width, height_of(texts) + 4.0), texts=(*made.texts, *texts))


def chart_image(chart: str, ask: Ask, scale: float = 2.0, tones: Tones | None = None) -> QImage:
    """The diagram as a picture, for a slide or a file; transparent without a ground."""
    drawing = draw_chart(chart, ask)
    image = QImage(round(drawing.size[0] * scale), round(drawing.size[1] * scale), QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent if tones is None else colour(tones.ground))
    painter = QPainter(image)
    painter.scale(scale, scale)
    paint_drawing(painter, drawing, tones)
    painter.end()
    return image


def layer_hue(layer: str) -> str:
    return f"#{load_catalogue()[layer].hue}"


def makers() -> dict[str, Maker]:
    """Chart id -> who draws it. Panels of the window are not among them."""
    import wespace_desktop.picture.diagram_charts as charts
    import wespace_desktop.picture.diagram_flow as flow
    import wespace_desktop.picture.diagram_frames as frames
    import wespace_desktop.picture.diagram_sketches as sketches
    import wespace_desktop.picture.diagram_webs as webs

    return {
        "depends": webs.depends,
        "operators": webs.operators,
        "chain": flow.chain,
        "effects": charts.effects,
        "policy": charts.policy,
        "adoption": charts.adoption,
        "sources": charts.sources,
        "rings": frames.rings,
        "region": sketches.region,
        "ranks": sketches.ranks,
        "balance": sketches.balance,
        "clusters": sketches.clusters,
        "logistics": sketches.logistics,
        "scales": frames.scales,
        "data_cycle": frames.data_cycle,
    }


_RESTS_ON = {
    "depends": Words(
        "依据图层目录；实心为当前成立，空心为未成立，琥珀色边为缺少前提。",
        "From the catalogue; filled stands, hollow does not, an amber edge lacks what it builds on.",
    ),
    "effects": Words(
        "依据图层目录；加粗的行当前成立。", "From the catalogue; rows in full colour stand in what is shown."
    ),
    "operators": Words(
        "运营者与空间来自情景中成立的变化；人群来自图层目录。绿为受益，橙为承担。",
        "Operators and spaces: the scenario's changes that stand; people: the catalogue. Green gains, orange bears.",
    ),
    "policy": Words(
        "位置由文件计数：横轴为成立的图层数占目录的比例，纵轴为由决策推动的变化占比；四格的话据报告文字。",
        "Places are counted: across, layers that stand of all in the catalogue; up, changes that come by decision. "
        "The words of the four fields follow the report's text.",
    ),
    "adoption": Words(
        "点为发布的数据，实线为拟合或假设的中值，带为低到高；出处见各图。",
        "Dots are published data, the line is fitted or assumed (central), the band runs from low to high.",
    ),
    "sources": Words(
        "目录中每个数字按出处等级计数；a 标准、官方或同行评议，b 行业或新闻，c 弱，A 本程序假设，M 由其他数字算出。",
        "Numbers of the catalogue by grade of source: a standard, official or peer-reviewed, b industry or press, "
        "c weak, A our assumption, M computed from others.",
    ),
}
