"""How one looks: camera, year, hour, layers, mode, line of the fan. Data of the scenario file, never of a window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from wespace_desktop.model.words import Words

#: How two scenarios stand against each other in one picture. swipe: one picture cut at a handle. lens: what is the same
#: fades to grey, what differs keeps its colours.
Mode = Literal["single", "side-by-side", "swipe", "lens"]
MODES: tuple[Mode, ...] = ("single", "side-by-side", "swipe", "lens")
#: Modes that show exactly two scenarios through one camera in one frame.
PAIR_MODES: tuple[Mode, ...] = ("swipe", "lens")
#: Which line of the fan of the future is drawn: what comes by demand comes later on the low line, sooner on the high.
Line = Literal["low", "central", "high"]
LINES: tuple[Line, ...] = ("low", "central", "high")
Vec3 = tuple[float, float, float]


@dataclass(frozen=True)
class Camera:
    """A pose in the district's local metres. `shift` moves the picture up by a share of its height without tilting
    (two-point perspective for street views); `parallel_height_m` > 0 means a parallel projection of that height. `cut`:
    two points of an upright plane; what lies before it, on the camera's side, is not shown (an architect's section).
    """

    position: Vec3
    target: Vec3
    view_angle_deg: float = 22.5
    shift: float = 0.0
    parallel_height_m: float = 0.0
    up: Vec3 = (0.0, 0.0, 1.0)
    cut: tuple[tuple[float, float], tuple[float, float]] | None = None


@dataclass(frozen=True)
class View:
    """A named way of looking. `layers` None means every layer the scenario has on. `compare` is the id of the scenario
    on the left, the baseline when empty; `swipe` is where its part ends, as a share of the width.
    """

    id: str
    title: Words
    camera: Camera
    caption: Words = Words()
    year: int | None = None
    hour: int | None = None
    layers: frozenset[str] | None = None
    mode: Mode = "side-by-side"
    highlight: tuple[str, ...] = ()
    compare: str = ""
    swipe: float = 0.5
    line: Line = "central"
