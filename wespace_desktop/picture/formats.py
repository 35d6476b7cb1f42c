"""Which writer makes which kind of file: the one table that the command line and the window read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Literal

from wespace_desktop.errors import EXIT_USAGE, Problem, WeSpaceError
from wespace_desktop.model.words import Words
from wespace_desktop.picture.asking import Wish, sheet_for
from wespace_desktop.picture.compose import Drawer, Progress
from wespace_desktop.picture.film_wish import FilmWish
from wespace_desktop.picture.sheet import Sheet
from wespace_desktop.scene.part import Scene

#: One view, the slides of the storyboard, every view of every scenario and year in one grid, every layer by itself, or
#: the curves of one layer.
What = Literal["view", "storyboard", "contact", "plate", "curves"]
Cancelled = Callable[[], bool]
_PACKAGE = "wespace_desktop.picture"


@dataclass(frozen=True)
class Order:
    """What is to be written where. `slides` picks from the storyboard (`1,3-5`, or ids; '' is all of them); `views` and
    `years` pick the rows and columns of a contact sheet (() is all). The rest of the picture is in the wish,
    or, where a window knows it better, in `sheet`. `layer` is whose curves are wanted.
    """

    wish: Wish
    out: Path
    what: What = "view"
    slides: str = ""
    views: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    overwrite: bool = False
    film: FilmWish = FilmWish()
    sheet: Sheet | None = None
    layer: str = ""

    def picture(self, scene: Scene) -> Sheet:
        """The sheet of one view: what a window shows just now, else what the wish says."""
        return self.sheet if self.sheet is not None else sheet_for(scene, self.wish)


#: What a writer is called with: scene, order, a stage that shows the scene or None, progress, cancelled. It returns the
#: paths it wrote, and leaves none of them behind when it raises.
Writer = Callable[[Scene, Order, Drawer | None, Progress | None, Cancelled | None], tuple[Path, ...]]


@dataclass(frozen=True)
class Format:
    """A kind of file. `suffix` '' is a folder; `writer` is `module:function` of this floor, loaded when it is used."""

    suffix: str
    title: Words
    what: tuple[What, ...]
    writer: str

    def load(self) -> Writer:
        module, _, name = self.writer.partition(":")
        made: Writer = getattr(import_module(f"{_PACKAGE}.{module}"), name)
        return made


FORMATS: tuple[Format, ...] = (
    Format(".png", Words("图片", "Picture"), ("view",), "export:write_picture"),
    Format(".pptx", Words("PowerPoint", "PowerPoint"), ("storyboard",), "slides:write_slides"),
    Format(".pdf", Words("PDF", "PDF"), ("view", "storyboard"), "pdf:write_pdf"),
    Format("", Words("一组图片", "Set of pictures"), ("storyboard",), "picture_set:write_set"),
    Format(".png", Words("对照表", "Contact sheet"), ("contact",), "contact:write_contact"),
    Format(".pdf", Words("对照表 PDF", "Contact sheet, PDF"), ("contact",), "contact:write_contact"),
    Format(".png", Words("图层一览", "Plate of layers"), ("plate",), "plate:write_plate"),
    Format(".pdf", Words("图层一览 PDF", "Plate of layers, PDF"), ("plate",), "plate:write_plate"),
    Format(".png", Words("曲线图", "Curves"), ("curves",), "curve_file:write_curves"),
    Format(".svg", Words("曲线图 SVG", "Curves, SVG"), ("curves",), "curve_file:write_curves"),
    Format(".pdf", Words("曲线图 PDF", "Curves, PDF"), ("curves",), "curve_file:write_curves"),
    Format(".csv", Words("曲线数据", "Curves as a table"), ("curves",), "curve_file:write_curves"),
    Format(".html", Words("网页", "Web page"), ("view", "storyboard"), "web_page:write_page"),
    Format(".glb", Words("三维模型", "3D model"), ("view",), "model_file:write_model"),
    Format(".mp4", Words("影片 MP4", "Film, MP4"), ("view", "storyboard"), "film:write_film"),
    Format(".webp", Words("影片 WebP", "Film, animated WebP"), ("view", "storyboard"), "film:write_film"),
    Format(".gif", Words("影片 GIF", "Film, GIF"), ("view", "storyboard"), "film:write_film"),
)
_WHAT: dict[What, str] = {
    "view": "a view", "storyboard": "a storyboard", "contact": "a contact sheet", "plate": "a plate of layers",
    "curves": "a page of curves",
}  # fmt: skip


def formats_for(what: What) -> tuple[Format, ...]:
    """The kinds of file in which something can be written, the usual one first."""
    return tuple(f for f in FORMATS if what in f.what)


def format_of(out: Path, what: What) -> Format:
    """The kind of file that a path asks for by its suffix. WeSpaceError (exit 2) names those there are."""
    suffix = "" if out.is_dir() and out.suffix not in {f.suffix for f in FORMATS if f.suffix} else out.suffix.lower()
    for known in formats_for(what):
        if known.suffix == suffix:
            return known
    named = _either([f.suffix or "a folder" for f in formats_for(what)])
    first = formats_for(what)[0].suffix
    message = f"{_WHAT[what]} is written as {named}"
    raise WeSpaceError(Problem(str(out), 0, 0, "", message, f"Write {out.stem or 'picture'}{first}"), EXIT_USAGE)


def _either(words: Iterable[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last
