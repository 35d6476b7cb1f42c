"""PowerPoint: pictures without words, and everything else as text boxes, lines and tables that can be edited."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.util import Pt

from wespace_desktop import __version__
from wespace_desktop.errors import Cancelled
from wespace_desktop.model.scenario import Scenario
from wespace_desktop.model.words import NOT_A_PREDICTION, Words
from wespace_desktop.picture.asking import plan_of
from wespace_desktop.picture.compose import Drawer, Progress
from wespace_desktop.picture.deck import pages
from wespace_desktop.picture.export import part, staged
from wespace_desktop.picture.formats import Order
from wespace_desktop.picture.saving import save_whole
from wespace_desktop.picture.slide_master import clean_master, title_layout
from wespace_desktop.picture.slide_parts import SLIDE, SlidePage
from wespace_desktop.picture.slide_shapes import add_part
from wespace_desktop.scene.part import Scene

_DRAWN = 0.95
#: A zip knows no dates before 1980; a file without a date of its own gets this one.
_FIRST = (1980, 1, 1, 0, 0, 0)


def write_slides(
    scene: Scene,
    order: Order,
    stage: Drawer | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> tuple[Path, ...]:
    """The writer of PPTX files (see picture.formats): the slides of a storyboard, or one view as a slide."""
    with staged(scene, stage) as drawer:
        made = pages(drawer, scene, order, part(progress, 0.0, _DRAWN), cancelled)
        data = deck_bytes(made, plan_of(scene, order.wish.file).scenario, order.wish.lang)
    if cancelled is not None and cancelled():
        raise Cancelled
    save_whole(order.out, _pieces(data, cancelled))
    if progress is not None:
        progress(1.0, Words("演示文稿已写好", "Slides written"))
    return (order.out,)


def _pieces(data: bytes, cancelled: Callable[[], bool] | None) -> Iterator[bytes]:
    for start in range(0, len(data), 1 << 22):
        if cancelled is not None and cancelled():
            raise Cancelled
        yield data[start : start + (1 << 22)]


def deck_bytes(made: Iterable[SlidePage], scenario: Scenario, lang: str) -> bytes:
    """The file. Same slides, same bytes, whatever the clock says."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(SLIDE[0]), Pt(SLIDE[1])
    clean_master(deck)
    for page in made:
        _add(deck, page)
    _properties(deck, scenario, lang)
    file = io.BytesIO()
    deck.save(file)
    return _without_clock(file.getvalue(), created(scenario))


def _add(deck: Any, page: SlidePage) -> None:
    slide = deck.slides.add_slide(title_layout(deck))
    slide.name = page.id
    for one in page.parts:
        add_part(one, slide)
    for empty in [p for p in slide.placeholders if not p.has_text_frame or not p.text_frame.text]:
        empty._element.getparent().remove(empty._element)
    slide.notes_slide.notes_text_frame.text = page.notes


def created(scenario: Scenario) -> datetime:
    """The day the scenario says it was written: the only date that a file made of it may carry."""
    try:
        day = datetime.fromisoformat(scenario.created)
    except ValueError:
        return datetime(*_FIRST)  # noqa: DTZ001
    return day.replace(tzinfo=None) if day.year >= 1980 else datetime(*_FIRST)  # noqa: DTZ001


def _properties(deck: Any, scenario: Scenario, lang: str) -> None:
    core = deck.core_properties
    core.title = scenario.title.in_("zh") if lang == "zh" else scenario.title.in_("en")
    core.subject = NOT_A_PREDICTION.both()
    core.author = scenario.author or "WeSpace Desktop"
    core.last_modified_by = f"WeSpace Desktop {__version__}"
    core.keywords = f"{scenario.id} sha256:{scenario.hash}"
    core.comments = "; ".join(w.both() for w in scenario.not_modelled)
    core.language = {"zh": "zh-CN", "en": "en"}.get(lang, "en, zh-CN")
    core.created = core.modified = created(scenario)
    core.last_printed = created(scenario)
    core.revision = 1
    core.identifier = scenario.id
    core.category = ""


def _without_clock(data: bytes, when: datetime) -> bytes:
    """The same zip with one date on everything in it."""
    out = io.BytesIO()
    date = (when.year, when.month, when.day, when.hour, when.minute, when.second)
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, date)
            entry.external_attr = 0o644 << 16
            # Pictures are packed already.
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return out.getvalue()
