"""People (illustrative): a few on the walking routes and plazas, so that the eye can tell how large things are."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely

from wespace_desktop.scene import style
from wespace_desktop.scene.chance import chance, patches, pick
from wespace_desktop.scene.context import Loose
from wespace_desktop.scene.paint import painted, plain
from wespace_desktop.scene.part import CLOCK
from wespace_desktop.scene.shapes import Mesh, ball, box, cylinder, merge, place, plate
from wespace_desktop.scene.site import LAND_Z, Site

#: One place to stand per so many metres of walking route, taken by about one in four.
STEP_M = 9.0


def people(site: Site) -> list[Loose]:
    """Standing or walking figures with a small shade; they belong to no feature and give way to changes."""
    xy, heading = _places(site)
    if not len(xy):
        return []
    xyz = np.c_[xy, np.full(len(xy), LAND_Z)]
    size = 0.92 + 0.16 * chance(xy, 45)
    mesh, owner = place(figure(), xyz, heading, size)
    tone = style.PEOPLE[pick(xy, len(style.PEOPLE), 46)][owner]
    gone: dict[str, Any] = {"hidden_by": frozenset({CLOCK})}     # people walk while the clock runs
    nobody = np.zeros(len(xy), np.int32)
    shade, shade_owner = place(
        plate(1.5, 0.5).moved(x=0.8), xyz + np.array([0, 0, 0.05]), np.full(len(xy), np.radians(32.0))
    )
    dark = plain("people/shade", shade.points, shade.cells, style.SHADOW, opacity=0.16, order=4, detail=True, **gone)
    return [
        Loose(painted("people/figures", mesh, tone, detail=True, **gone), owner, nobody, xy),
        Loose(dark, shade_owner, nobody, xy),
    ]


def figure() -> Mesh:
    """A person 1.72 m tall: two legs, a tapered coat, a head."""
    leg = box(0.15, 0.14, 0.82)
    coat = cylinder(0.17, 0.68, 6, 0.22).moved(z=0.78)
    return merge([leg.moved(x=0.11, y=0.09), leg.moved(x=-0.11, y=-0.09), coat, ball(0.13, 0).moved(z=1.60)])


def _places(site: Site) -> tuple[np.ndarray, np.ndarray]:
    """Points beside the walking routes (n, 2) with the heading of the route (n,)."""
    found, turned = [np.empty((0, 2))], [np.empty(0)]
    for line in shapely.get_parts(site.district.theme("walkways").geometry):
        reach = np.arange(STEP_M / 2, line.length, STEP_M)
        if not len(reach):
            continue
        xy = shapely.get_coordinates(shapely.line_interpolate_point(line, reach))
        step = shapely.get_coordinates(shapely.line_interpolate_point(line, np.minimum(reach + 1, line.length))) - xy
        found.append(xy)
        turned.append(np.arctan2(step[:, 1], step[:, 0]))
    xy, heading = np.concatenate(found), np.concatenate(turned)
    xy = xy + (np.c_[chance(xy, 41), chance(xy, 42)] - 0.5) * 2.4
    here = chance(xy, 43) < 0.32 * patches(xy, 120.0, 44) ** 1.5
    here &= ~site.on_road(xy) & site.clear_of_buildings(shapely.points(xy), 0.7)
    back = np.where(chance(xy, 47) < 0.5, np.pi, 0.0)
    return xy[here], (heading + back)[here]
