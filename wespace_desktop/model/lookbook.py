"""The views and slides of one scenario as one value, and a pose as short as a person writes it."""

from __future__ import annotations

from dataclasses import dataclass

from wespace_desktop.model.scenario import Scenario
from wespace_desktop.model.storyboard import Slide
from wespace_desktop.model.view import Camera, View


@dataclass(frozen=True)
class Looks:
    """In the order of the file."""

    views: tuple[View, ...] = ()
    slides: tuple[Slide, ...] = ()


def looks_of(scenario: Scenario | None) -> Looks:
    return Looks(scenario.views, scenario.storyboard) if scenario else Looks()


def short_camera(camera: Camera) -> Camera:
    """Decimetres, tenths of a degree, hundredths of the picture's height."""
    x, y, z = (round(v, 1) for v in camera.position)
    a, b, c = (round(v, 1) for v in camera.target)
    right, ahead, over = (round(v, 4) for v in camera.up)
    return Camera(
        (x, y, z), (a, b, c), round(camera.view_angle_deg, 1), round(camera.shift, 2),
        round(camera.parallel_height_m, 1), (right, ahead, over), camera.cut,
    )  # fmt: skip
