"""A storyboard for the made-up scene: one slide of each layout, with what is not modelled and a date."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from made_up import make_scene

from wespace_desktop.model.storyboard import Slide
from wespace_desktop.model.words import Words
from wespace_desktop.picture.asking import Wish
from wespace_desktop.picture.formats import Order, What
from wespace_desktop.scene.part import Scene

FILE = Path("later.yaml")
SLIDES = (
    Slide("title", "bird", Words("停好的车开走以后", "When the parked cars are gone"), layout="title", mode="single"),
    Slide(
        "pair",
        "bird",
        Words("2035：停车场换了用途", "2035: car parks change their use"),
        Words("同一视角、同一光线。", "Same view, same light."),
        Words("白色建筑没有变。", "The white buildings have not changed."),
        mode="side-by-side",
    ),
    Slide("swipe", "bird", Words("左边今天，右边 2035", "Today left, 2035 right"), mode="swipe", swipe=0.4),
    Slide("gains", "bird", Words("得与失", "Gains and harms"), layout="effects", mode="single"),
    Slide("closing", "bird", Words("没有算什么", "What it leaves out"), layout="closing", mode="single"),
)


def slide_scene(slides: tuple[Slide, ...] = SLIDES, harmless: bool = False) -> Scene:
    """The made-up scene whose later scenario has these slides."""
    scene = make_scene(harmless)
    today, later = scene.plans
    told = replace(
        later.scenario,
        storyboard=slides,
        created="2026-11-22",
        author="Planning office",
        not_modelled=(Words("交通分配、地价", "Traffic assignment, land price"),),
    )
    return replace(scene, plans=(today, replace(later, scenario=told)))


def order(out: Path, lang: str = "en", what: What = "storyboard", slides: str = "") -> Order:
    """A small order, quickly painted."""
    wish = Wish(FILE, size=(640, 360), lang=lang, dpi=96, quality="draft")  # type: ignore[arg-type]
    return Order(wish, out, what, slides, overwrite=True)
