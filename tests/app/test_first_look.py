"""What one looks at first, and where a flight to a place ends."""

from __future__ import annotations

import numpy as np
import pytest

from wespace_desktop.app import first_look
from wespace_desktop.app.session import Session
from wespace_desktop.model.view import Camera
from wespace_desktop.render.camera import heading


def test_flying_somewhere_from_a_street_rises_above_the_roofs(town: Session) -> None:
    assert town.scene is not None
    standing = Camera((0.0, -200.0, 3.2), (0.0, 0.0, 3.2), 60.0, shift=0.17)
    points = np.array([[-300.0, 0.0, 0.0], [300.0, 200.0, 0.0]])
    found = first_look.overlooking(town.scene, points, standing, (1200, 900))
    assert heading(found) == pytest.approx((heading(standing)[0], first_look.RAISED_DEG), abs=0.01)
    assert found.view_angle_deg == Camera.view_angle_deg
    high = Camera((0.0, -200.0, 300.0), (0.0, 0.0, 0.0), 30.0)
    stayed = first_look.overlooking(town.scene, points, high, (1200, 900))
    assert heading(stayed) == pytest.approx(heading(high), abs=0.01)
