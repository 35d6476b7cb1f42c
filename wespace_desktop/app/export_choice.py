"""What a hand chose in the export dialog, and the sheet and the file place that follow from it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from wespace_desktop.app import first_look
from wespace_desktop.app.session import Session
from wespace_desktop.model.plan import Plan
from wespace_desktop.model.view import PAIR_MODES, View
from wespace_desktop.model.words import Words
from wespace_desktop.picture.export import name_values
from wespace_desktop.picture.film_wish import SUFFIXES, FilmKind, FilmWish, usual_kind
from wespace_desktop.picture.formats import What, formats_for
from wespace_desktop.picture.presets import PRESETS, file_name, sheet_words
from wespace_desktop.picture.sheet import Furniture, PaneSpec, Sheet, SheetLang

ModeChoice = Literal["screen", "single", "side-by-side", "swipe", "lens"]
SMALLEST_PX, LARGEST_PX = 200, 16_384
#: 120 million pixels are 480 MB in memory, and a print of 1.1 m at 300 dpi: more is a slip of a digit.
MOST_PIXELS = 120_000_000
#: As fine as a large screen shows; at 4K a deck of ten slides would be too heavy to send.
SLIDE_PX = (2560, 1440)
PREVIEW_PX = (760, 480)
#: Shorter than the command line's: the scenario is most often called as its file is.
PATTERN = "{file}_{view}_{year}_{lang}"


@dataclass(frozen=True)
class Choice:
    """Everything in the dialog. `view` '' is the view on the screen; `preset` '' is a size of one's own; `slides_off`
    are ids of slides that are left out.
    """

    preset: str = "4k"
    size: tuple[int, int] = (3840, 2160)
    dpi: int = 192
    transparent: bool = False
    furniture: Furniture = field(default_factory=Furniture)
    lang: SheetLang = "both"
    view: str = ""
    mode: ModeChoice = "screen"
    pattern: str = PATTERN
    what: What = "view"
    suffix: str = ".png"
    slides_off: frozenset[str] = frozenset()
    folder: Path = field(default_factory=Path)
    film: FilmWish = FilmWish()

    def with_preset(self, name: str) -> Choice:
        """Size, density and transparency of a preset."""
        preset = next(p for p in PRESETS if p.id == name)
        return replace(self, preset=name, size=preset.size, dpi=preset.dpi, transparent=preset.transparent)

    def with_what(self, what: What) -> Choice:
        """Another thing to write, as its usual kind of file where it cannot be of this kind."""
        kinds = [f.suffix for f in formats_for(what)]
        if what == "storyboard":
            return replace(self, what=what, suffix=".pptx").with_size(SLIDE_PX, self.dpi)
        return replace(self, what=what, suffix=self.suffix if self.suffix in kinds else kinds[0])

    def with_size(self, size: tuple[int, int], dpi: int) -> Choice:
        """A size of one's own; it is a preset again when it equals one."""
        same = [p.id for p in PRESETS if (p.size, p.dpi, p.transparent) == (size, dpi, self.transparent)]
        return replace(self, preset=same[0] if same else "", size=size, dpi=dpi)

    @property
    def is_film(self) -> bool:
        return self.suffix in SUFFIXES

    @property
    def film_kind(self) -> FilmKind:
        """What moves in the film."""
        return usual_kind(self.film, self.what == "storyboard")

    @property
    def is_too_large(self) -> bool:
        return self.size[0] * self.size[1] > MOST_PIXELS


def views_of(session: Session) -> list[tuple[str, Words]]:
    """Saved views of the open scenarios, newest scenario first, each name once."""
    plans = session.scene.plans if session.scene else ()
    found: dict[str, Words] = {}
    for plan in reversed(plans):
        for view in plan.scenario.views:
            found.setdefault(view.id, view.title)
    return list(found.items())


def sheet_of(session: Session, choice: Choice) -> Sheet:
    """The sheet that the choice and the session together say. ValueError before there is anything to draw."""
    panes = _panes(session, choice.mode)
    sheet = replace(session.sheet(choice.size), panes=panes)
    if choice.mode != "screen":
        sheet = replace(sheet, mode=choice.mode)
    found = first_look.find_view(session.scene, choice.view or session.view_id, panes[-1].scenario)
    if found is not None and not choice.view and found[1].camera != panes[-1].camera:
        found = None  # a hand has moved on since: the picture must not claim to be that view
    if found is not None and choice.view:
        sheet = _as_viewed(session, sheet, found, choice.mode)
    plan = session.plan(sheet.panes[-1].scenario)
    title, caption = sheet_words(plan, found[1] if found else None) if plan else (sheet.title, sheet.caption)
    return replace(
        sheet,
        title=title,
        caption=caption,
        furniture=choice.furniture,
        lang=choice.lang,
        transparent=choice.transparent,
        dpi=choice.dpi,
        view=found[1].id if found else "",
        quality="print",
    )


def _panes(session: Session, mode: ModeChoice) -> tuple[PaneSpec, ...]:
    """Panes as chosen; nothing that a hand points at is marked on a picture unless it is selected."""
    chosen = session.visible
    if mode in PAIR_MODES:
        chosen = session.comparing.sides or chosen
    elif mode == "single":
        chosen = (session.focus,)
    elif mode == "side-by-side":
        chosen = tuple(range(len(session.panes)))
    return tuple(replace(session.pane_spec(i), hovered="") for i in chosen)


def _as_viewed(session: Session, sheet: Sheet, found: tuple[Plan, View], mode: ModeChoice) -> Sheet:
    """The saved view with its camera, year, layers and, where nothing else was chosen, its way to compare."""
    view, made = found[1], []
    panes = sheet.panes
    if mode == "screen" and view.mode in PAIR_MODES:
        panes = _panes(session, view.mode)
        sheet = replace(sheet, mode=view.mode, swipe=view.swipe)
    for pane in panes:
        own = pane.scenario == found[0].id
        year = view.year if own and view.year else pane.year
        layers = view.layers if own and view.layers is not None else pane.layers
        made.append(replace(pane, camera=view.camera, year=year, layers=layers))
    alone = mode == "screen" and view.mode == "single"
    return replace(sheet, panes=tuple(made[-1:] if alone else made))


def preview_of(sheet: Sheet) -> Sheet:
    """The same sheet, small: text and lines are shares of the picture, so it is the same picture."""
    scale = min(PREVIEW_PX[0] / sheet.size[0], PREVIEW_PX[1] / sheet.size[1], 1.0)
    small = (max(16, round(sheet.size[0] * scale)), max(16, round(sheet.size[1] * scale)))
    return replace(sheet, size=small)


def place_of(session: Session, choice: Choice, sheet: Sheet) -> Path:
    """Where the file goes. WeSpaceError when the pattern names a field that does not exist."""
    plan = session.plan(sheet.panes[-1].scenario)
    file = plan.scenario.file if plan else Path("picture")
    values = name_values(file, sheet)
    if choice.what != "view":
        values["view"] = choice.what
    return choice.folder / file_name(choice.pattern, values, choice.suffix)


def paper_cm(choice: Choice) -> tuple[float, float]:
    """Width and height in print."""
    return choice.size[0] / choice.dpi * 2.54, choice.size[1] / choice.dpi * 2.54
