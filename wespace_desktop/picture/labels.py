"""Where the names on a pane stand: chips with leaders, then street names along their streets; no overlap."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from wespace_desktop.picture.boxes import Box, Segment, Taken, grown, turned_boxes
from wespace_desktop.picture.fonts import text_width
from wespace_desktop.picture.ink import INK
from wespace_desktop.picture.sheet import SheetLang, first_lang
from wespace_desktop.picture.sight import depth_of, polylines, resampled, seen
from wespace_desktop.render.camera import is_street
from wespace_desktop.render.shot import Frame
from wespace_desktop.scene.part import Label

CHIP_PX, CHIP_SMALL_PX, STREET_PX = 17.0, 14.0, 15.0
_PAD_X, _PAD_Y, _LINE = 9.0, 6.0, 1.32
_GAP = 7.0
_DOT = 6.0
_STREET_STEP_M = 5.0
#: One chip, one street name per so many square units of pane: a board with more names is read by nobody.
_CHIP_AREA, _STREET_AREA = 185_000.0, 125_000.0
#: How much nearer than a free place the old place counts, so that names stay while the camera moves a little.
_STICKY = 70.0

Key = tuple[str, tuple[float, float, float]]


@dataclass(frozen=True)
class PlacedChip:
    """A chip: its lines of text, its box, and the dot that its leader leads to."""

    key: Key
    lines: tuple[str, ...]
    box: Box
    dot: tuple[float, float]
    layer: str = ""

    @property
    def leader(self) -> Segment:
        """From the dot to the nearest place on the chip's lower (or upper) edge."""
        x = min(max(self.dot[0], self.box[0] + _PAD_X), self.box[2] - _PAD_X)
        return *self.dot, x, self.box[3] if self.dot[1] > self.box[3] else self.box[1]


@dataclass(frozen=True)
class PlacedStreet:
    """A street name: middle, turn in degrees (clockwise, readable from the left), and the boxes its ink takes."""

    key: Key
    text: str
    x: float
    y: float
    degrees: float
    boxes: tuple[Box, ...]
    share: float = 0.5


@dataclass(frozen=True)
class Placement:
    """All names of one pane. Given to the next frame, it keeps them where they are as long as they fit."""

    chips: tuple[PlacedChip, ...] = ()
    streets: tuple[PlacedStreet, ...] = ()

    def offsets(self) -> Mapping[Key, tuple[float, float]]:
        return {c.key: (c.box[0] - c.dot[0], c.box[1] - c.dot[1]) for c in self.chips}

    def shares(self) -> Mapping[Key, float]:
        return {s.key: s.share for s in self.streets}


@dataclass(frozen=True)
class Names:
    """What is to be placed: labels in any order, language, the pane's size in units, boxes that are taken already."""

    labels: Sequence[Label]
    lang: SheetLang
    size: tuple[float, float]
    blocked: Sequence[Box] = ()
    before: Placement = field(default_factory=Placement)


def place_names(frame: Frame, names: Names) -> Placement:
    """The most important names that fit without touching each other, the furniture or the pane's edge."""
    taken = Taken(grown((0.0, 0.0, *names.size), -8.0), list(names.blocked))
    area = names.size[0] * names.size[1]
    street_view = is_street(frame.shot.camera)
    ordered = sorted(names.labels, key=lambda n: (-n.rank, n.text.en, n.anchor))
    chips = _place_chips(frame, [n for n in ordered if n.kind != "street"], names, taken)
    streets: list[PlacedStreet] = []
    for label in (n for n in ordered if n.kind == "street" and not street_view):
        if len(streets) >= max(2, round(area / _STREET_AREA)):
            break
        street = _place_street(frame, label, names, taken)
        if street is not None:
            streets.append(street)
    return Placement(tuple(chips), tuple(streets))


def _place_chips(frame: Frame, labels: list[Label], names: Names, taken: Taken) -> list[PlacedChip]:
    """Each layer and the landmarks in turn, by rank within their own kind: many parks must not silence the pods."""
    most = max(2, round(names.size[0] * names.size[1] / _CHIP_AREA))
    highest = {n.layer: max(1e-9, *(m.rank for m in labels if m.layer == n.layer), 0.0) for n in labels}
    chips: list[PlacedChip] = []
    waiting = list(labels)
    while waiting and len(chips) < most:
        said = Counter(c.layer for c in chips)
        # Landmarks help to find one's way; they may not take more than half of the places from what is new.
        waiting = [n for n in waiting if n.layer or said[""] < max(1, most // 2)]
        if not waiting:
            break
        label = max(waiting, key=lambda n: n.rank / highest[n.layer] / (1 + said[n.layer]))
        waiting.remove(label)
        chip = _place_chip(frame, label, names, taken)
        if chip is not None:
            chips.append(chip)
    return chips


def chip_lines(label: Label, lang: SheetLang) -> tuple[str, ...]:
    """English over Chinese on a bilingual sheet, one line otherwise."""
    if lang != "both":
        return (label.text.in_(lang),)
    return tuple(dict.fromkeys(t for t in (label.text.en, label.text.zh) if t))


def street_text(label: Label, lang: SheetLang) -> str:
    """A street carries one name; a bilingual sheet shows the one on its sign, the English first."""
    return label.text.in_(first_lang(lang))


def chip_size(lines: tuple[str, ...]) -> tuple[float, float]:
    """Width and height of a chip in units."""
    widths = [text_width(t, CHIP_SMALL_PX if i else CHIP_PX, not i) for i, t in enumerate(lines)]
    height = CHIP_PX * _LINE + (len(lines) - 1) * CHIP_SMALL_PX * _LINE
    return max(widths) + 2 * _PAD_X, height + 2 * _PAD_Y - 3.0


def chip_baselines(chip: PlacedChip) -> tuple[tuple[str, float, float, float, bool], ...]:
    """(text, x of the middle, baseline, px, bold) of each line."""
    middle = (chip.box[0] + chip.box[2]) / 2
    first = chip.box[1] + _PAD_Y + CHIP_PX * 0.9
    out = []
    for i, text in enumerate(chip.lines):
        out.append((text, middle, first + i * CHIP_SMALL_PX * _LINE, CHIP_SMALL_PX if i else CHIP_PX, not i))
    return tuple(out)


def _place_chip(frame: Frame, label: Label, names: Names, taken: Taken) -> PlacedChip | None:
    key = (label.text.en or label.text.zh, label.anchor)
    old = names.before.offsets().get(key)
    anchor = np.array([label.anchor])
    if not seen(frame, anchor, 9.0 if old else 4.0)[0]:
        return None
    x, y = _to_units(frame, frame.project(anchor)[:, :2], names.size)[0]
    dot: Box = (x - _DOT, y - _DOT, x + _DOT, y + _DOT)
    if not taken.free(dot, 0.0):
        return None
    lines = chip_lines(label, names.lang)
    width, height = chip_size(lines)
    best: tuple[float, PlacedChip] | None = None
    for cost, dx, dy in _chip_offsets(width, height, old):
        box = (x + dx, y + dy, x + dx + width, y + dy + height)
        if (best is not None and cost >= best[0]) or not taken.free(box, _GAP):
            continue
        chip = PlacedChip(key, lines, box, (float(x), float(y)), label.layer)
        if taken.line_free(chip.leader):
            best = (cost, chip)
    if best is None:
        return None
    taken.boxes.append(best[1].box)
    taken.dots.append(dot)
    taken.lines.append(best[1].leader)
    return best[1]


def _chip_offsets(width: float, height: float, old: tuple[float, float] | None) -> list[tuple[float, float, float]]:
    """(cost, dx, dy) of places for a chip's upper left corner from its dot: short and upright leaders are cheap."""
    places = []
    for rise in (40.0, 62.0, 92.0, 130.0, 176.0):
        for lean in (0.0, -0.34, 0.34, -0.75, 0.75):
            dx, cost = lean * width - width / 2, rise + abs(lean) * 55
            places.append((cost, dx, -rise - height))
            places.append((cost + 90, dx, rise))
    if old is not None:
        places.append((min(p[0] for p in places) - _STICKY, *old))
    return sorted(places)


def _place_street(frame: Frame, label: Label, names: Names, taken: Taken) -> PlacedStreet | None:
    key = (label.text.en or label.text.zh, label.anchor)
    text = street_text(label, names.lang)
    width = text_width(text, STREET_PX, True)
    points = resampled(np.array(label.line, float), _STREET_STEP_M)
    if len(points) < 2 or not polylines(frame, points):
        return None
    xy = _to_units(frame, frame.project(points)[:, :2], names.size)
    visible = seen(frame, points, 4.0) & (depth_of(frame, points) > 1.0)
    old = names.before.shares().get(key)
    best: tuple[float, PlacedStreet] | None = None
    for cost, middle, degrees, share in _windows(xy, visible, width + 2 * STREET_PX, names.size):
        cost -= _STICKY * 2 if old is not None and abs(share - old) < 0.04 else 0.0
        if best is not None and cost >= best[0]:
            continue
        boxes = turned_boxes(*middle, width + 6, STREET_PX * 1.05, degrees)
        if all(taken.free(b, 1.0) for b in boxes):
            best = (cost, PlacedStreet(key, text, *middle, degrees, boxes, share))
    if best is not None:
        taken.boxes.extend(best[1].boxes)
        return best[1]
    return None


_Window = tuple[float, tuple[float, float], float, float]


def _windows(xy: np.ndarray, visible: np.ndarray, width: float, size: tuple[float, float]) -> list[_Window]:
    """(cost, middle, degrees, share of the street) of straight seen stretches that the name fits on, cheapest first."""
    steps = np.where(visible[1:] & visible[:-1], np.linalg.norm(np.diff(xy, axis=0), axis=1), 0.0)
    along = np.r_[0.0, np.cumsum(steps)]
    breaks = np.r_[0, np.cumsum(~visible)]
    out: list[_Window] = []
    for i in np.flatnonzero(visible):
        j = int(np.searchsorted(along, along[i] + width))
        if j >= len(xy) or breaks[j + 1] - breaks[i] > 0.15 * (j - i) or not visible[j]:
            continue
        chord = xy[j] - xy[i]
        length = float(np.hypot(*chord))
        if length < 0.94 * width:
            continue
        off = (xy[i : j + 1] - xy[i]) @ np.array([-chord[1], chord[0]]) / length
        if np.ptp(off) > STREET_PX * 0.8:
            continue
        middle = xy[i] + chord / 2 + np.array([-chord[1], chord[0]]) / length * float(np.median(off))
        degrees = float(np.degrees(np.arctan2(chord[1], chord[0])))
        degrees = degrees - 180 if degrees > 90 else degrees + 180 if degrees <= -90 else degrees
        away = float(np.hypot(*((middle - np.array(size) / 2) / np.array(size))))
        cost = 90 * away + 0.5 * abs(degrees) + 4.0 * float(np.ptp(off)) + 300.0 * (breaks[j + 1] - breaks[i]) / (j - i)
        out.append((cost, (float(middle[0]), float(middle[1])), degrees, (i + j) / 2 / len(xy)))
    return sorted(out)


def _to_units(frame: Frame, pixels: np.ndarray, size: tuple[float, float]) -> np.ndarray:
    height, width = frame.rgba.shape[:2]
    scaled: np.ndarray = pixels * np.array([size[0] / width, size[1] / height])
    return scaled


def chip_colour(layer: str, hues: Mapping[str, str]) -> str:
    """Layer chips speak in their layer's deep tone, landmarks in ink."""
    return hues.get(layer, INK)
