"""A picture file from a scene: one function for the window, the command line and machines without a display."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from wespace_desktop import __version__
from wespace_desktop.errors import EXIT_USAGE, Cancelled, Problem, WeSpaceError
from wespace_desktop.model.words import NOT_A_PREDICTION, Words
from wespace_desktop.paths import default_scenario, pictures_dir
from wespace_desktop.picture.asking import Wish, sheet_for
from wespace_desktop.picture.compose import Drawer, Progress, compose
from wespace_desktop.picture.film_wish import FILM_SIZE, SUFFIXES, FilmWish
from wespace_desktop.picture.formats import Order, What, format_of
from wespace_desktop.picture.png import as_text, write_png
from wespace_desktop.picture.presets import file_name
from wespace_desktop.picture.provenance import KEY, camera_json, provenance_of
from wespace_desktop.picture.sheet import Sheet
from wespace_desktop.scene.part import Scene

#: Shares of the bar: reading and building, then drawing, then packing and writing.
_BUILT, _DRAWN = 0.35, 0.92
#: Pixels of what is asked for without a size. A slide's pictures are as fine as a large screen shows them.
_LARGE = (3840, 2160)
_USUAL_SIZE: dict[What, tuple[int, int]] = {"view": _LARGE, "storyboard": (2560, 1440), "curves": (2560, 1440)}


@dataclass(frozen=True)
class ExportRequest:
    """A sheet, where it goes, and whether a file that is there may be replaced."""

    sheet: Sheet
    out: Path
    overwrite: bool = False


def export_picture(
    scene: Scene,
    request: ExportRequest,
    stage: Drawer | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Path:
    """Draw the sheet and write it as PNG. A stage that is handed in must show the scene already; else one is made for
    this picture and closed after it. Raises Cancelled, and then leaves no file.
    """
    check_place(request.out, request.overwrite)
    try:
        with staged(scene, stage) as drawer:
            image = compose(drawer, scene, request.sheet, part(progress, 0.0, _DRAWN), cancelled)
    except MemoryError:
        what = "a picture of {} x {} pixels does not fit into memory".format(*request.sheet.size)
        raise _usage(request.out, what, "Make it smaller: 8192 x 4608 needs about 1.5 GB") from None
    if cancelled is not None and cancelled():
        raise Cancelled
    if progress is not None:
        progress(_DRAWN, Words("写入文件", "Writing the file"))
    write_png(image, request.out, metadata_of(scene, request.sheet), request.sheet.dpi, cancelled)
    if progress is not None:
        progress(1.0, Words("图片已写好", "Picture written"))
    return request.out


def write_picture(
    scene: Scene,
    order: Order,
    stage: Drawer | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> tuple[Path, ...]:
    """The writer of PNG files (see picture.formats)."""
    request = ExportRequest(order.picture(scene), order.out, order.overwrite)
    return (export_picture(scene, request, stage, progress, cancelled),)


def check_place(out: Path, overwrite: bool, what: What = "view") -> None:
    """Say what is wrong with a place before an hour is spent on drawing. WeSpaceError with exit code 2."""
    folder = not format_of(out, what).suffix
    if out.is_dir() and not folder:
        raise _usage(out, "a folder has this name", "Choose another file name")
    if folder and out.is_file():
        raise _usage(out, "a file has this name", "Choose another folder name")
    if not out.parent.is_dir():
        raise _usage(out, f"there is no folder {out.parent}", "Make the folder first or choose another")
    if not overwrite and (any(out.iterdir()) if out.is_dir() else out.exists()):
        there = "there is something in this folder already" if folder else "there is a file of this name already"
        raise _usage(out, there, "Add --force to replace it")
    place = out if out.is_dir() else out.parent
    if not os.access(place, os.W_OK):
        raise _usage(out, f"the folder {place} cannot be written to", "Choose another folder")


def metadata_of(scene: Scene, sheet: Sheet) -> dict[str, str]:
    """What the file says about itself: enough to draw the same picture again. No time of day, so equal stays equal."""
    plan = scene.plan(sheet.panes[-1].scenario)
    panes = [
        {
            "scenario": p.scenario,
            "hash": scene.plan(p.scenario).scenario.hash,
            "year": p.year,
            **({} if p.hour is None else {"hour": p.hour}),
            **({} if p.line == "central" else {"line": p.line}),
            "layers": sorted(p.layers),
            "camera": camera_json(p.camera),
        }
        for p in sheet.panes
    ]
    licences = dict.fromkeys(s.licence for s in scene.district.sources if s.licence)
    return {
        "Title": sheet.title.both(),
        "Description": NOT_A_PREDICTION.both(),
        "Source": scene.district.credit.both(),
        "Copyright": ", ".join(licences),
        "Software": f"WeSpace Desktop {__version__}",
        "wespace:scenario": plan.scenario.id,
        "wespace:hash": plan.scenario.hash,
        "wespace:view": sheet.view,
        "wespace:year": str(sheet.panes[-1].year),
        "wespace:layers": ",".join(sorted(sheet.panes[-1].layers)),
        "wespace:camera": as_text(panes[-1]["camera"]),
        "wespace:panes": as_text(panes),
        "wespace:version": __version__,
        "wespace:district": f"{scene.district.id} {scene.district.hash}".strip(),
        "wespace:quality": sheet.quality,
        "wespace:lang": sheet.lang,
        KEY: as_text(provenance_of(scene, sheet)),
    }


def export_from_command_line(arguments: Namespace, progress: Progress | None = None) -> tuple[Path, ...]:
    """`wespace export`: the paths of what was written."""
    from wespace_desktop.scene.opening import open_scenarios

    order = _order(arguments)
    check_place(order.out, order.overwrite, order.what)
    write = format_of(order.out, order.what).load()
    files = [Path(f) for f in (arguments.with_file, arguments.file) if f]
    scene = open_scenarios(files, part(progress, 0.0, _BUILT))
    return write(scene, order, None, part(progress, _BUILT, 1.0), None)


def draw_without_display(files: Sequence[Path] = (), progress: Progress | None = None) -> Path:
    """The side-by-side picture of the files (the Kendall pair when none is named), in the working folder."""
    chosen = list(files) or [default_scenario()]
    folder = next((f for f in (Path.cwd(), pictures_dir()) if os.access(f, os.W_OK)), Path.cwd())
    return _draw(chosen, folder, progress)


def _draw(files: list[Path], out: Path, progress: Progress | None) -> Path:
    """The pair's picture at 1920 x 1080; in a folder it is called after its scenario and view."""
    from wespace_desktop.scene.opening import open_scenarios

    scene = open_scenarios(files, part(progress, 0.0, _BUILT))
    sheet = sheet_for(scene, Wish(files[-1], size=(1920, 1080), dpi=96))
    if out.is_dir():
        out = out / file_name("{scenario}_{view}", name_values(files[-1], sheet))
    return export_picture(scene, ExportRequest(sheet, out, True), None, part(progress, _BUILT, 1.0))


def name_values(file: Path, sheet: Sheet) -> dict[str, str]:
    """What the fields of a file-name pattern stand for."""
    last = sheet.panes[-1]
    size = f"{sheet.size[0]}x{sheet.size[1]}"
    values = {"file": file.stem, "view": sheet.view or "view", "scenario": last.scenario, "year": str(last.year)}
    return values | {"lang": sheet.lang, "size": size}


def _order(arguments: Namespace) -> Order:
    kinds: tuple[What, ...] = ("storyboard", "contact", "plate", "curves")
    what: What = next((kind for kind in kinds if getattr(arguments, kind)), "view")
    return Order(
        wish=_wish(arguments, what),
        out=Path(arguments.output),
        what=what,
        slides=arguments.slides or "",
        layer=arguments.curves or "",
        views=tuple(arguments.views or ()),
        years=tuple(arguments.years or ()),
        overwrite=arguments.force,
        film=FilmWish(arguments.film or "", arguments.seconds, arguments.fps),
    )


def _is_film(arguments: Namespace) -> bool:
    return Path(arguments.output).suffix.lower() in SUFFIXES


def _wish(arguments: Namespace, what: What) -> Wish:
    return Wish(
        file=Path(arguments.file),
        view=arguments.view or "",
        mode=arguments.mode,
        layers=None if arguments.layers is None else tuple(arguments.layers),
        without=tuple(arguments.without),
        year=arguments.year,
        hour=arguments.hour,
        lines=arguments.lines,
        audience=arguments.audience or "",
        size=tuple(arguments.size or (FILM_SIZE if _is_film(arguments) else _USUAL_SIZE.get(what, _LARGE))),
        dpi=arguments.dpi,
        transparent=arguments.transparent,
        quality=arguments.quality,
        lang=arguments.lang,
        with_file=Path(arguments.with_file) if arguments.with_file else None,
        swipe=arguments.swipe,
    )


@contextmanager
def staged(scene: Scene, stage: Drawer | None) -> Iterator[Drawer]:
    """The stage that was handed in, which must show the scene already; else one of our own, closed afterwards."""
    if stage is not None:
        yield stage
        return
    from wespace_desktop.render.stage import Stage

    own = Stage()
    try:
        own.show(scene)
        yield own
    finally:
        own.close()


def part(progress: Progress | None, start: float, stop: float) -> Progress | None:
    """The same bar for a part of the work."""
    if progress is None:
        return None
    return lambda share, what: progress(start + share * (stop - start), what)


def _usage(out: Path, what: str, hint: str) -> WeSpaceError:
    return WeSpaceError(Problem(str(out), 0, 0, "", what, hint), EXIT_USAGE)
