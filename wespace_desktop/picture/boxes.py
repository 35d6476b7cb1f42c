"""Where ink already lies on a pane: boxes, turned words and leader lines, and whether a new box would touch them."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import ceil, cos, radians, sin

#: (left, top, right, bottom) in page units.
Box = tuple[float, float, float, float]
Segment = tuple[float, float, float, float]


def grown(box: Box, by: float) -> Box:
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def touch(a: Box, b: Box) -> bool:
    """Whether two boxes share area."""
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def inside(box: Box, frame: Box) -> bool:
    return box[0] >= frame[0] and box[1] >= frame[1] and box[2] <= frame[2] and box[3] <= frame[3]


def crosses(box: Box, segment: Segment) -> bool:
    """Whether a straight line runs through a box (Liang-Barsky)."""
    x0, y0, x1, y1 = segment
    low, high = 0.0, 1.0
    for start, step, least, most in ((x0, x1 - x0, box[0], box[2]), (y0, y1 - y0, box[1], box[3])):
        if step == 0:
            if not least <= start <= most:
                return False
            continue
        a, b = sorted(((least - start) / step, (most - start) / step))
        low, high = max(low, a), min(high, b)
    return low <= high


def turned_boxes(x: float, y: float, width: float, height: float, degrees: float) -> tuple[Box, ...]:
    """A turned line of text as a row of upright squares, each as wide as the line is high."""
    n = max(1, ceil(width / height))
    ux, uy = cos(radians(degrees)), sin(radians(degrees))
    half = height / 2 * (abs(ux) + abs(uy)) if n == 1 else height * 0.62
    out = []
    for i in range(n):
        along = (i + 0.5) / n * width - width / 2
        cx, cy = x + ux * along, y + uy * along
        out.append((cx - half, cy - half, cx + half, cy + half))
    return tuple(out)


@dataclass
class Taken:
    """The ink of one pane while names are being placed on it. Lives only inside one call."""

    frame: Box
    boxes: list[Box] = field(default_factory=list)
    dots: list[Box] = field(default_factory=list)
    lines: list[Segment] = field(default_factory=list)

    def free(self, box: Box, gap: float) -> bool:
        """Whether a box lies inside the pane and at least `gap` away from everything placed so far."""
        if not inside(box, self.frame):
            return False
        wide = grown(box, gap)
        if any(touch(wide, other) for other in self.boxes) or any(touch(box, dot) for dot in self.dots):
            return False
        return not any(crosses(box, line) for line in self.lines)

    def line_free(self, line: Segment) -> bool:
        """Whether a leader would run through no box."""
        return not any(crosses(box, line) for box in self.boxes)
