"""A folder of pictures, one for each slide: 01-title.en.png, 02-today.en.png ..."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from wespace_desktop.errors import Cancelled
from wespace_desktop.model.words import Words
from wespace_desktop.picture.compose import Drawer, Progress
from wespace_desktop.picture.deck import pages
from wespace_desktop.picture.export import part, staged
from wespace_desktop.picture.formats import Order
from wespace_desktop.picture.png import write_png
from wespace_desktop.picture.presets import safe_stem
from wespace_desktop.picture.saving import make_folder, unwritable
from wespace_desktop.picture.slide_paint import page_image
from wespace_desktop.picture.slide_parts import SlidePage
from wespace_desktop.scene.part import Scene

_DRAWN = 0.97


def write_set(
    scene: Scene,
    order: Order,
    stage: Drawer | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> tuple[Path, ...]:
    """The writer of folders (see picture.formats). All pictures are drawn beside the folder before one is put there."""
    part_folder = order.out.with_name(f".{order.out.name}.{os.getpid()}.part")
    make_folder(part_folder)
    try:
        names = []
        with staged(scene, stage) as drawer:
            for page in pages(drawer, scene, order, part(progress, 0.0, _DRAWN), cancelled):
                names.append(f"{page.number:02d}-{safe_stem(page.id)}.{order.wish.lang}.png")
                image = page_image(page, order.wish.size)
                write_png(image, part_folder / names[-1], _words(page), order.wish.dpi, cancelled)
        if cancelled is not None and cancelled():
            raise Cancelled
        made = _moved(part_folder, order.out, names)
    finally:
        shutil.rmtree(part_folder, ignore_errors=True)
    if progress is not None:
        progress(1.0, Words("图片已写好", "Pictures written"))
    return made


def _words(page: SlidePage) -> dict[str, str]:
    """What the first picture of the slide says of itself, for the slide as a whole."""
    return dict(page.words)


def _moved(source: Path, out: Path, names: list[str]) -> tuple[Path, ...]:
    """Put the pictures into the folder, each in one step; what else lies there stays."""
    existed = out.is_dir()
    if not existed:
        make_folder(out)
    try:
        return tuple((source / name).replace(out / name) for name in names)
    except OSError as error:
        if not existed:
            with suppress(OSError):
                out.rmdir()
        raise unwritable(out, error) from error
