"""`-o page.html`: one file with the model, its layers and slides in it, that any browser opens without a network."""

from __future__ import annotations

import base64
import html
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import orjson

from wespace_desktop import __version__
from wespace_desktop.errors import Cancelled
from wespace_desktop.model.plan import Plan
from wespace_desktop.model.view import View
from wespace_desktop.model.words import Words
from wespace_desktop.paths import assets_dir
from wespace_desktop.picture.asking import sheet_for
from wespace_desktop.picture.compose import Drawer, Progress
from wespace_desktop.picture.deck import slides_for
from wespace_desktop.picture.formats import Cancelled as Asked
from wespace_desktop.picture.formats import Order
from wespace_desktop.picture.saving import save_whole
from wespace_desktop.picture.sheet import Sheet
from wespace_desktop.picture.web_about import about
from wespace_desktop.scene import textures
from wespace_desktop.scene.batches import batches
from wespace_desktop.scene.packing import Packed, pack
from wespace_desktop.scene.part import Part, Scene

_SCRIPTS = ("camera.js", "model.js", "shaders.js", "drawing.js", "marks.js", "names.js", "hands.js", "page.js")
_BLANK = re.compile(r"\{\{(\w+)\}\}")


def write_page(
    scene: Scene,
    order: Order,
    stage: Drawer | None = None,
    progress: Progress | None = None,
    cancelled: Asked | None = None,
) -> tuple[Path, ...]:
    """The page of the order's views or storyboard. No stage is needed: the browser draws."""

    def tell(share: float, what: Words) -> None:
        if cancelled is not None and cancelled():
            raise Cancelled
        if progress is not None:
            progress(share, what)

    tell(0.0, Words("汇集模型", "Gathering the model"))
    sheet = _pair(scene, order)
    made = batches(_of(scene.parts, sheet), ())
    tell(0.3, Words("压缩模型", "Packing the model"))
    packed = pack(made)
    tell(0.8, Words("写入网页", "Writing the page"))
    save_whole(order.out, page(scene, sheet, slides_of(scene, sheet, order), packed))
    tell(1.0, Words("网页已写好", "Page written"))
    return (order.out,)


def page(scene: Scene, sheet: Sheet, slides: tuple[View, ...], packed: Packed) -> Iterator[bytes]:
    """The page in pieces; the same input gives the same bytes."""
    told = about(scene, sheet, slides) | {"meshes": packed.meshes, "tiles": _tiles(packed)}
    folder = assets_dir() / "web"
    lang = "zh-CN" if sheet.lang == "zh" else "en"
    values = {
        "lang": lang,
        "generator": f"WeSpace Desktop {__version__}",
        "title": html.escape(sheet.title.in_("zh" if sheet.lang == "zh" else "en")),
        "style": (folder / "page.css").read_text(encoding="utf-8"),
        # Inside a script element nothing may look like its end, whatever a scenario's words hold.
        "about": orjson.dumps(told).decode().replace("<", "\\u003c"),
        "model": base64.b64encode(packed.data).decode(),
        "script": "\n".join((folder / name).read_text(encoding="utf-8") for name in _SCRIPTS),
    }
    yield from _filled((folder / "page.html").read_text(encoding="utf-8"), values)


def slides_of(scene: Scene, sheet: Sheet, order: Order) -> tuple[View, ...]:
    """The storyboard's slides as views, else every view of the file, the asked one first."""
    plan = scene.plan(sheet.panes[-1].scenario)
    slides = _storyboard(scene, plan, order) if order.what == "storyboard" else ()
    views = slides or plan.scenario.views or tuple(v for p in scene.plans for v in p.scenario.views)
    if not views:
        views = (View(sheet.view, plan.scenario.title, sheet.panes[-1].camera, plan.scenario.summary, mode=sheet.mode),)
    if order.what != "storyboard" and order.sheet is not None:
        views = (_on_screen(order.sheet), *(v for v in views if v.id != order.sheet.view))
    elif order.what != "storyboard" and order.wish.view:
        views = tuple(sorted(views, key=lambda v: v.id != order.wish.view))
    if order.wish.mode is not None:
        views = tuple(replace(v, mode=order.wish.mode) for v in views)
    return views


def _on_screen(sheet: Sheet) -> View:
    """What a window shows, as the first view of the page."""
    last = sheet.panes[-1]
    title = sheet.caption if sheet.view else Words("当前画面", "This view")
    mode = sheet.mode if len(sheet.panes) > 1 else "single"
    return View(
        sheet.view or "screen", title, last.camera, Words(), last.year, None, last.layers, mode, swipe=sheet.swipe,
        line=last.line,
    )


def _storyboard(scene: Scene, plan: Plan, order: Order) -> tuple[View, ...]:
    """The picked slides; WeSpaceError when there are none or one of them is not there."""
    found = ((asked.slide, plan.scenario.view(asked.slide.view)) for asked in slides_for(scene, order))
    return tuple(replace(slide.seen(view), id=slide.id) for slide, view in found if view is not None)


def _pair(scene: Scene, order: Order) -> Sheet:
    """Both states whenever there are two: the page itself can show one alone."""
    return paired(scene, order, order.picture(scene))


def paired(scene: Scene, order: Order, sheet: Sheet) -> Sheet:
    """The sheet with exactly its first and its last state, the wish's own first state where it shows only one."""
    if len(scene.plans) < 2 and len(sheet.panes) < 2:
        return sheet
    last = sheet.panes[-1]
    if len(sheet.panes) > 1:
        first = sheet.panes[0]
    else:
        wish = replace(order.wish, mode="side-by-side", swipe=None)
        first = replace(sheet_for(scene, wish).panes[0], camera=last.camera)
    if (first.scenario, first.year, first.layers, first.line) == (last.scenario, last.year, last.layers, last.line):
        return sheet
    return replace(sheet, panes=(first, replace(last, tag="B")), mode=sheet.mode if sheet.is_pair else "side-by-side")


def _of(parts: tuple[Part, ...], sheet: Sheet) -> list[Part]:
    """The parts that one of the page's scenarios can show; a third open scenario's changes stay out."""
    names = {spec.scenario for spec in sheet.panes}
    return [p for p in parts if not p.needs or any(key.split("/")[0] in names for key in p.needs)]


def _tiles(packed: Packed) -> Mapping[str, str]:
    """Every picture tile that a mesh names, as an address that holds it."""
    names = sorted({mesh["texture"] for mesh in packed.meshes if mesh["texture"]})
    return {name: f"data:image/png;base64,{base64.b64encode(_png(name)).decode()}" for name in names}


def _png(name: str) -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(textures.tile(name)[::-1])).save(out, "PNG", compress_level=9)
    return out.getvalue()


def _filled(template: str, values: Mapping[str, str]) -> Iterator[bytes]:
    at = 0
    for blank in _BLANK.finditer(template):
        yield template[at : blank.start()].encode()
        yield values[blank.group(1)].encode()
        at = blank.end()
    yield template[at:].encode()
