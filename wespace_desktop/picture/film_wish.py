"""What film is asked for, and where the camera, the handle or the year is at each moment of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from wespace_desktop.errors import EXIT_USAGE, WeSpaceError
from wespace_desktop.model.view import Camera, Mode, View
from wespace_desktop.model.words import Words
from wespace_desktop.picture.sheet import Sheet
from wespace_desktop.render import camera as cam

#: turntable: once around what one looks at. path: from slide to slide. swipe: the handle goes across. years: time goes.
#: clock: the camera rests and the street lives.
FilmKind = Literal["turntable", "path", "swipe", "years", "clock"]
KINDS: dict[FilmKind, Words] = {
    "turntable": Words("环绕一周", "Once around"),
    "path": Words("沿幻灯片移动", "From slide to slide"),
    "swipe": Words("滑动对比", "Swipe across"),
    "years": Words("逐年", "Year by year"),
    "clock": Words("街上的活动", "Life on the street"),
}
FILM_SIZE = (1280, 720)
#: A film from the window: its sizes are made for boards, and nine times the pixels are nine times the wait.
LARGEST = (1920, 1080)
SUFFIXES = (".mp4", ".webp", ".gif")
LONGEST_S, MOST_FPS = 600.0, 60
#: Shares of a film during which the swipe and the last year rest, so that an eye can read them.
_REST, _LAST_YEAR = 0.12, 0.25
#: The share of its time that a slide stands still before the camera leaves for the next.
_STANDS = 0.55
#: The way of comparing that needs only one frame, so that a film's picture keeps its place.
_IN_ONE: dict[Mode, Mode] = {"single": "single", "side-by-side": "swipe", "swipe": "swipe", "lens": "lens"}


#: In these what moves goes on while the film runs; a swipe and the years hold one moment, so that states compare.
ALIVE: frozenset[str] = frozenset({"turntable", "path", "clock"})
#: Nobody has said what o'clock it is.
_NOON_S, _HOUR_S = 43_200.0, 3600.0


@dataclass(frozen=True)
class FilmWish:
    """How long, how many frames a second, and what moves. '' is from slide to slide for a storyboard, else around."""

    kind: FilmKind | Literal[""] = ""
    seconds: float = 10.0
    fps: int = 24

    @property
    def count(self) -> int:
        """How many frames the film has."""
        return max(2, round(self.seconds * self.fps))


@dataclass(frozen=True)
class Moment:
    """One frame: the sheet as it is then, and how much of the next moment's picture already shines through."""

    sheet: Sheet
    next: Sheet | None = None
    share: float = 0.0


def usual_kind(wish: FilmWish, storyboard: bool) -> FilmKind:
    """What was asked for, else from slide to slide for a storyboard and once around for a view."""
    return wish.kind or ("path" if storyboard else "turntable")


def watched(size: tuple[int, int]) -> tuple[int, int]:
    """The same shape, no larger than a film is watched, its sides even as the codec wants them."""
    scale = min(LARGEST[0] / size[0], LARGEST[1] / size[1], 1.0)
    width, height = (max(64, int(n * scale)) for n in size)
    return width - width % 2, height - height % 2


def checked(wish: FilmWish) -> FilmWish:
    """The wish, or WeSpaceError (exit 2) saying which number cannot be."""
    if not 0.2 <= wish.seconds <= LONGEST_S:
        raise WeSpaceError(f"--seconds: a film lasts 0.2 to {LONGEST_S:g} seconds, not {wish.seconds:g}", EXIT_USAGE)
    if not 1 <= wish.fps <= MOST_FPS:
        raise WeSpaceError(f"--fps: a film has 1 to {MOST_FPS} frames a second, not {wish.fps}", EXIT_USAGE)
    return wish


def begins_at(sheet: Sheet) -> float:
    """The second of the day at which a film of living streets begins: the hour that the picture shows, else noon."""
    hour = sheet.panes[-1].hour
    return _NOON_S if hour is None else hour * _HOUR_S


def moments(sheet: Sheet, wish: FilmWish, views: tuple[View, ...], first_year: int) -> list[Moment]:
    """Every frame of the film; the same input gives the same frames."""
    found = _moments(sheet, wish, views, first_year)
    if wish.kind not in ALIVE:
        return found
    clock = [begins_at(sheet) + k / wish.fps for k in range(len(found))]
    return [replace(m, sheet=replace(m.sheet, clock=at)) for m, at in zip(found, clock, strict=True)]


def _moments(sheet: Sheet, wish: FilmWish, views: tuple[View, ...], first_year: int) -> list[Moment]:
    count = wish.count
    if wish.kind == "clock":
        return [Moment(sheet) for _ in range(count)]
    if wish.kind == "swipe":
        return [Moment(replace(sheet, mode="swipe", swipe=_across(k / (count - 1)))) for k in range(count)]
    if wish.kind == "years":
        return _years(sheet, count, first_year)
    if wish.kind == "path":
        return [_on_path(sheet, views, k / (count - 1)) for k in range(count)]
    camera = sheet.panes[0].camera
    return [Moment(seen_through(sheet, cam.orbit(camera, 360.0 * k / count, 0.0))) for k in range(count)]


def seen_through(sheet: Sheet, camera: Camera) -> Sheet:
    """The same sheet through another camera, in every pane."""
    return replace(sheet, panes=tuple(replace(p, camera=camera) for p in sheet.panes))


def _across(t: float) -> float:
    """The handle: rests at the right (all of the first state), goes to the left, rests, slow at both ends."""
    s = min(max((t - _REST) / (1 - 2 * _REST), 0.0), 1.0)
    return round(1.0 - s * s * (3 - 2 * s), 6)


def _years(sheet: Sheet, count: int, first: int) -> list[Moment]:
    """Each year for the same time, the last one longer; at its end a year fades into the next."""
    last = sheet.panes[-1].year
    years = list(range(min(first, last), last + 1))
    # Where there are more years than frames, the last frame still shows the last year.
    each = count if len(years) == 1 else min(count * (1 - _LAST_YEAR), count - 1) / (len(years) - 1)
    out = []
    for k in range(count):
        at = min(int(k / each), len(years) - 1)
        inside = k / each - at
        fade = min(max((inside - 0.7) / 0.3, 0.0), 1.0) if at < len(years) - 1 else 0.0
        nearer = _in_year(sheet, years[min(at + 1, len(years) - 1)]) if fade else None
        out.append(Moment(_in_year(sheet, years[at]), nearer, round(fade, 3)))
    return out


def _in_year(sheet: Sheet, year: int) -> Sheet:
    return replace(sheet, panes=(*sheet.panes[:-1], replace(sheet.panes[-1], year=year)))


def _on_path(sheet: Sheet, views: tuple[View, ...], t: float) -> Moment:
    """A slide stands, then the camera glides to the next; words, year and layers change half way."""
    legs = len(views)
    # The last slide has no way to go: its time is only its standing.
    place = t * (legs - 1 + _STANDS)
    at = min(int(place), legs - 1)
    gone = max(0.0, (place - at - _STANDS) / (1 - _STANDS)) if at < legs - 1 else 0.0
    here, there = views[at], views[min(at + 1, legs - 1)]
    camera = cam.glide(here.camera, there.camera, gone)
    return Moment(seen_through(_as_view(sheet, there if gone > 0.5 else here), camera))


def _as_view(sheet: Sheet, view: View) -> Sheet:
    """A slide compares as it says, but in one frame: what would stand side by side is divided by the handle."""
    last = sheet.panes[-1]
    sheet = replace(sheet, mode=_IN_ONE[view.mode], swipe=view.swipe) if sheet.is_pair else sheet
    if view.mode == "single" and sheet.mode == "single":
        sheet = replace(sheet, panes=sheet.panes[-1:])
    shown = replace(
        last,
        year=last.year if view.year is None else view.year,
        layers=last.layers if view.layers is None else view.layers,
    )
    title = view.title or sheet.title
    panes = tuple(replace(p, hour=view.hour, line=view.line) for p in (*sheet.panes[:-1], shown))
    return replace(sheet, panes=panes, title=title, caption=view.caption, view=view.id)
