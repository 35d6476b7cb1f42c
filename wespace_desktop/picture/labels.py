"""Where the names on a pane stand: chips with leaders, then street names along their streets; no overlap."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

import numpy as np

from wespace_desktop.model.words import Words
from wespace_desktop.picture.boxes import Box, Segment, Taken, grown, turned_boxes
from wespace_desktop.picture.fonts import text_width
from wespace_desktop.picture.ink import INK
from wespace_desktop.picture.sheet import SheetLang, first_lang
from wespace_desktop.picture.sight import resampled, seen
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
#: Places tried for one street before its name is given up.
_TRIES = 40
#: Street signs in a street view stand this far from the eye, m, and are this many.
_SIGN_M = (18.0, 160.0)
_MOST_SIGNS = 2

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
    """All names of one pane. Given to the next frame, it keeps them where they are as long as they fit.

    `made_for` lets a repaint of the same pose take them over without placing them again.
    """

    chips: tuple[PlacedChip, ...] = ()
    streets: tuple[PlacedStreet, ...] = ()
    made_for: object = field(default=None, compare=False, repr=False)

    def offsets(self) -> Mapping[Key, tuple[float, float]]:
        return {c.key: (c.box[0] - c.dot[0], c.box[1] - c.dot[1]) for c in self.chips}

    def shares(self) -> Mapping[Key, float]:
        return {s.key: s.share for s in self.streets}


@dataclass(frozen=True)
class Names:
    """What is to be placed: labels in any order, language, the pane's size in units, boxes that are taken already.

    `elsewhere`: other places (n, 3) that say the same as a label, by its key, for when its own place is hidden.
    `within`: the part of the pane in which they stand, the whole when None.
    """

    labels: Sequence[Label]
    lang: SheetLang
    size: tuple[float, float]
    blocked: Sequence[Box] = ()
    before: Placement = field(default_factory=Placement)
    elsewhere: Mapping[Key, np.ndarray] = field(default_factory=dict)
    within: Box | None = None

    @property
    def ground(self) -> Box:
        """Where they may stand."""
        return self.within or (0.0, 0.0, *self.size)

    @property
    def area(self) -> float:
        """Square units of that."""
        left, top, right, bottom = self.ground
        return max(0.0, right - left) * max(0.0, bottom - top)


def place_names(frame: Frame, names: Names) -> Placement:
    """The most important names that fit without touching each other, the furniture or the pane's edge."""
    taken = Taken(grown(names.ground, -8.0), list(names.blocked))
    ordered = sorted(names.labels, key=lambda n: (-n.rank, n.text.en, n.anchor))
    chips = _place_chips(frame, [n for n in ordered if n.kind != "street"], names, taken)
    streets = [n for n in ordered if n.kind == "street" and n.line]
    if is_street(frame.shot.camera):
        # Seen from the street, a name lying on the asphalt would be a smear: it goes on a sign instead.
        return Placement((*chips, *_place_signs(frame, streets, names, taken)))
    return Placement(tuple(chips), tuple(_place_streets(frame, streets, names, taken)))


def _place_chips(frame: Frame, labels: list[Label], names: Names, taken: Taken) -> list[PlacedChip]:
    """Each layer and the landmarks in turn, by rank within their own kind: many parks must not silence the pods."""
    if not labels:
        return []
    most = max(2, round(names.area / _CHIP_AREA))
    old = names.before.offsets()
    anchors = np.array([n.anchor for n in labels])
    visible = seen(frame, anchors, np.array([6.0 if key_of(n) in old else 2.5 for n in labels]))
    for i in np.flatnonzero(~visible):
        others = names.elsewhere.get(key_of(labels[i]))
        found = np.flatnonzero(seen(frame, others, 2.5)) if others is not None else np.empty(0, int)
        if others is not None and len(found):
            anchors[i], visible[i] = _best_place(frame, others[found], anchors[i]), True
    dots = _to_units(frame, frame.project(anchors)[:, :2], names.size)
    waiting = [(n, (float(x), float(y))) for n, (x, y), is_seen in zip(labels, dots, visible, strict=True) if is_seen]
    highest = {n.layer: max(1e-9, *(m.rank for m in labels if m.layer == n.layer), 0.0) for n in labels}
    chips: list[PlacedChip] = []
    while waiting and len(chips) < most:
        said = Counter(c.layer for c in chips)
        # Landmarks help to find one's way; they may not take more than half of the places from what is new.
        waiting = [w for w in waiting if w[0].layer or said[""] < max(1, most // 2)]
        if not waiting:
            break
        chosen = max(waiting, key=lambda w: w[0].rank / highest[w[0].layer] / (1 + said[w[0].layer]))
        waiting.remove(chosen)
        chip = _place_chip(chosen[0], chosen[1], names, taken)
        if chip is not None:
            chips.append(chip)
    return chips


def _best_place(frame: Frame, places: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """The place nearest to where the name belongs, of those well inside the picture, where a chip finds room."""
    height, width = frame.rgba.shape[:2]
    xy = frame.project(places)[:, :2] / (width, height)
    inner = ((xy > 0.12) & (xy < 0.88)).all(axis=1)
    places = places[inner] if inner.any() else places
    best: np.ndarray = places[np.linalg.norm(places - wanted, axis=1).argmin()]
    return best


def key_of(label: Label) -> Key:
    """What a name is known by from frame to frame."""
    return label.text.en or label.text.zh, label.anchor


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


def _place_chip(label: Label, dot: tuple[float, float], names: Names, taken: Taken) -> PlacedChip | None:
    x, y = dot
    around: Box = (x - _DOT, y - _DOT, x + _DOT, y + _DOT)
    if not taken.free(around, 0.0):
        return None
    lines = chip_lines(label, names.lang)
    width, height = chip_size(lines)
    for _, dx, dy in _chip_offsets(width, height, names.before.offsets().get(key_of(label))):
        box = (x + dx, y + dy, x + dx + width, y + dy + height)
        chip = PlacedChip(key_of(label), lines, box, dot, label.layer)
        if taken.free(box, _GAP) and taken.line_free(chip.leader):
            taken.boxes.append(box)
            taken.dots.append(around)
            taken.lines.append(chip.leader)
            return chip
    return None


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


def _place_streets(frame: Frame, labels: list[Label], names: Names, taken: Taken) -> list[PlacedStreet]:
    """All streets are projected and looked for in one go: a hundred calls of numpy would cost more than the work."""
    if not labels:
        return []
    most = max(2, round(names.area / _STREET_AREA))
    lines = [_street_points(n.line) for n in labels]
    points = np.concatenate(lines)
    xy = _to_units(frame, frame.project(points)[:, :2], names.size)
    visible = seen(frame, points, 4.0)
    ends = np.cumsum([len(line) for line in lines])[:-1]
    out: list[PlacedStreet] = []
    for label, at, is_seen in zip(labels, np.split(xy, ends), np.split(visible, ends), strict=True):
        if len(out) >= most:
            break
        street = _place_street(label, _Course(at, is_seen), names, taken) if is_seen.any() else None
        if street is not None:
            out.append(street)
    return out


def _place_signs(frame: Frame, labels: list[Label], names: Names, taken: Taken) -> list[PlacedChip]:
    """The nearest streets in sight, each named once by a chip over the place where it is first seen."""
    eye = np.array(frame.shot.camera.position)[:2]
    found: list[tuple[float, Label, np.ndarray]] = []
    for label in {n.text.en or n.text.zh: n for n in reversed(labels)}.values():
        points = _street_points(label.line)
        away = np.linalg.norm(points[:, :2] - eye, axis=1)
        near = points[(away > _SIGN_M[0]) & (away < _SIGN_M[1])]
        there = near[seen(frame, near, 2.0)] if len(near) else near
        if len(there):
            gone = np.linalg.norm(there[:, :2] - eye, axis=1)
            found.append((float(gone.min()), label, there[gone.argmin()]))
    chips: list[PlacedChip] = []
    for _, label, at in sorted(found, key=lambda f: f[0])[: _MOST_SIGNS * 2]:
        x, y = _to_units(frame, frame.project(at)[:, :2], names.size)[0].tolist()
        # One line only, so that a sign is not taken for a landmark.
        one = replace(label, text=Words(en=street_text(label, names.lang)))
        chip = _place_chip(one, (x, y), names, taken) if len(chips) < _MOST_SIGNS else None
        if chip is not None:
            chips.append(chip)
    return chips


@lru_cache(maxsize=4096)
def _street_points(line: tuple[tuple[float, float, float], ...]) -> np.ndarray:
    return resampled(np.array(line, float), _STREET_STEP_M)


@dataclass(frozen=True, eq=False)
class _Course:
    """A street on the pane: (n, 2) places in units, and (n,) whether each is seen."""

    xy: np.ndarray
    visible: np.ndarray


def _place_street(label: Label, course: _Course, names: Names, taken: Taken) -> PlacedStreet | None:
    text = street_text(label, names.lang)
    width = text_width(text, STREET_PX, True)
    first, last = _windows(course, width + 2 * STREET_PX)
    if not len(first):
        return None
    chord = course.xy[last] - course.xy[first]
    share = (first + last) / 2 / len(course.xy)
    order = np.argsort(_window_costs(course, (first, last), names, share, names.before.shares().get(key_of(label))))
    for k in order[:_TRIES]:
        run = course.xy[first[k] : last[k] + 1] - course.xy[first[k]]
        across = np.array([-chord[k, 1], chord[k, 0]]) / np.hypot(*chord[k])
        off = run @ across
        if np.ptp(off) > STREET_PX * 0.8:
            continue
        x, y = (course.xy[first[k]] + chord[k] / 2 + across * float(np.median(off))).tolist()
        degrees = _readable(float(np.degrees(np.arctan2(chord[k, 1], chord[k, 0]))))
        boxes = turned_boxes(x, y, width + 6, STREET_PX * 1.05, degrees)
        if all(taken.free(b, 1.0) for b in boxes):
            taken.boxes.extend(boxes)
            return PlacedStreet(key_of(label), text, x, y, degrees, boxes, float(share[k]))
    return None


def _readable(degrees: float) -> float:
    """Turned so that it reads from the left: in (-90, 90]."""
    return degrees - 180 if degrees > 90 else degrees + 180 if degrees <= -90 else degrees


def _windows(course: _Course, width: float) -> tuple[np.ndarray, np.ndarray]:
    """First and last points of the seen stretches that the name fits on and that are straight enough end to end."""
    visible, n = course.visible, len(course.xy)
    legs = np.linalg.norm(np.diff(course.xy, axis=0), axis=1)
    along = np.r_[0.0, np.cumsum(np.where(visible[1:] & visible[:-1], legs, 0.0))]
    hidden = np.r_[0, np.cumsum(~visible)]
    first = np.flatnonzero(visible)
    last = np.searchsorted(along, along[first] + width)
    first, last = first[last < n], last[last < n]
    keep = visible[last] & (hidden[last + 1] - hidden[first] <= 0.15 * (last - first))
    keep &= np.linalg.norm(course.xy[last] - course.xy[first], axis=1) >= 0.94 * width
    return first[keep], last[keep]


def _window_costs(
    course: _Course, ends: tuple[np.ndarray, np.ndarray], names: Names, share: np.ndarray, old: float | None
) -> np.ndarray:
    """Near the middle, level, unhidden, and where the name stood before: cheap."""
    first, last = ends
    start, chord = course.xy[first], course.xy[last] - course.xy[first]
    size = np.array(names.size)
    cost: np.ndarray = 90 * np.linalg.norm((start + chord / 2 - size / 2) / size, axis=1)
    level = np.abs(np.degrees(np.arctan2(chord[:, 1], chord[:, 0])))
    cost += 0.5 * np.minimum(level, 180 - level)
    hidden = np.r_[0, np.cumsum(~course.visible)]
    cost += 300.0 * (hidden[last + 1] - hidden[first]) / np.maximum(last - first, 1)
    if old is not None:
        cost -= np.where(np.abs(share - old) < 0.04, 2 * _STICKY, 0.0)
    return cost


def _to_units(frame: Frame, pixels: np.ndarray, size: tuple[float, float]) -> np.ndarray:
    height, width = frame.rgba.shape[:2]
    scaled: np.ndarray = pixels * np.array([size[0] / width, size[1] / height])
    return scaled


def chip_colour(layer: str, hues: Mapping[str, str]) -> str:
    """Layer chips speak in their layer's deep tone, landmarks in ink."""
    return hues.get(layer, INK)
