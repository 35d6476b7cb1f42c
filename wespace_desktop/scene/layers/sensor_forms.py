"""The forms of sensor hubs by kind; a hub that can identify a person is a diamond with an eye, whatever its kind."""

from __future__ import annotations

from functools import cache

import numpy as np

from wespace_desktop.model.words import Words
from wespace_desktop.scene import style
from wespace_desktop.scene.layers.assembly import Assembly, assemble
from wespace_desktop.scene.shapes import Mesh, ball, box, cylinder, merge, prism

KINDS: dict[str, Words] = {
    "air": Words("空气", "Air quality"),
    "noise": Words("噪声", "Noise"),
    "traffic": Words("交通", "Traffic"),
    "light": Words("光照", "Light"),
    "people": Words("人流", "People counting"),
    "parking": Words("停车", "Parking occupancy"),
    "camera": Words("监控", "Surveillance"),
}
#: Width of a hub as built, m; in the bird view it is drawn 1.5 m wide so that it can be seen.
HUB_M, BIRD_HUB_M = 0.45, 1.5
DARK = style.rgb("7E2560")


@cache
def hub(kind: str, identifying: bool) -> Assembly:
    """About one unit wide, middle of the base on (0, 0, 0): to be scaled to HUB_M or BIRD_HUB_M."""
    if identifying:
        return _identifying()
    makers = {
        "air": _air,
        "noise": _noise,
        "traffic": _traffic,
        "light": _light,
        "people": _people,
        "parking": _parking,
        "camera": _camera,
    }
    return assemble([*makers.get(kind, _traffic)(), (_collar(0.62, -0.12), style.SENSOR)])


def _identifying() -> Assembly:
    """Two pyramids foot to foot, an eye to each side, and two collars instead of one."""
    upper = cylinder(0.72, 0.85, 4, 0.0).moved(z=0.75)
    lower = cylinder(0.12, 0.75, 4, 0.72)
    eyes = merge(
        [ball(0.16, 1).moved(0.52 * np.cos(a), 0.52 * np.sin(a), 0.72) for a in np.radians([45, 135, 225, 315])]
    )
    return assemble(
        [
            (upper, DARK),
            (lower, style.SENSOR),
            (eyes, style.SHUTTLE_BODY),
            (_collar(0.62, -0.12), DARK),
            (_collar(0.62, -0.42), DARK),
        ]
    )


def _air() -> list[tuple[Mesh, np.ndarray]]:
    """A stack of louvres."""
    plates = merge([cylinder(0.55, 0.1, 10, 0.42).moved(z=0.05 + 0.24 * k) for k in range(5)])
    return [(plates, style.SENSOR), (cylinder(0.3, 1.1, 8), DARK)]


def _noise() -> list[tuple[Mesh, np.ndarray]]:
    """A ball in a wind shield on a stem."""
    return [(ball(0.5, 1).moved(z=0.8), style.SENSOR), (cylinder(0.12, 0.4, 6), DARK)]


def _traffic() -> list[tuple[Mesh, np.ndarray]]:
    """A long housing looking along the road, with a hood."""
    return [
        (box(1.3, 0.6, 0.6).moved(z=0.25), style.SENSOR),
        (box(1.5, 0.75, 0.1).moved(0.1, z=0.85), DARK),
        (box(0.06, 0.4, 0.4).moved(0.66, z=0.35), style.SHUTTLE_BODY),
    ]


def _camera() -> list[tuple[Mesh, np.ndarray]]:
    """A bullet camera on a bracket, its lens in front."""
    return [
        (box(1.1, 0.42, 0.42).moved(0.1, z=0.5), style.SENSOR),
        (box(0.5, 0.16, 0.5).moved(-0.3, z=0.05), DARK),
        (ball(0.24, 1).moved(0.68, z=0.71), DARK),
    ]


def _light() -> list[tuple[Mesh, np.ndarray]]:
    """A dome on a plate."""
    return [(cylinder(0.6, 0.15, 12), DARK), (ball(0.45, 1).scaled(z=0.9).moved(z=0.25), style.SENSOR)]


def _people() -> list[tuple[Mesh, np.ndarray]]:
    """A drum with a dome hanging under it."""
    return [(cylinder(0.58, 0.5, 12).moved(z=0.4), style.SENSOR), (ball(0.42, 1).moved(z=0.4), DARK)]


def _parking() -> list[tuple[Mesh, np.ndarray]]:
    """A flat panel tilted to the kerb."""
    wedge = prism([(-0.55, 0.1), (0.55, 0.1), (0.55, 0.5), (-0.55, 0.95)], 0.9)
    return [(wedge, style.SENSOR), (cylinder(0.12, 0.3, 6), DARK)]


def _collar(radius: float, z: float) -> Mesh:
    return cylinder(radius, 0.16, 12).moved(z=z)


@cache
def pole_sleeve() -> Assembly:
    """The tinted pole, one metre tall and one metre wide, to be scaled."""
    return assemble([(cylinder(0.5, 1.0, 8), style.rgb("8C5A7C"))])
