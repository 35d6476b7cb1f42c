"""What moves, as it looks: a few points each, painted, lit for every direction they may head in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from wespace_desktop.scene import cars, style
from wespace_desktop.scene.fleet import Moment
from wespace_desktop.scene.layers import bike_forms, locker_forms, shuttle
from wespace_desktop.scene.layers.assembly import Assembly, assemble
from wespace_desktop.scene.light import strength
from wespace_desktop.scene.shapes import Mesh, ball, box, cylinder, merge, plate

#: Directions for which the light is worked out, all round.
_BEARINGS = 48
_SHADE_Z, _SHADE_ALPHA = 0.05, 72


@dataclass(frozen=True, eq=False)
class Form:
    """Front towards +x, wheels on z = 0. `points` (k, 3), `cells` (m, 3), `lit` (paints, bearings, k, 4) uint8: colours
    with the light in them, alpha below 255 for the darkness under a thing.
    """

    points: np.ndarray
    cells: np.ndarray
    lit: np.ndarray


@dataclass(frozen=True, eq=False)
class Cast:
    """All of one kind as one mesh: `points` (n, 3) float32, `cells` (m, 3) int32, `rgba` (n, 4) uint8."""

    points: np.ndarray
    cells: np.ndarray
    rgba: np.ndarray


def cast(form: Form, moment: Moment) -> Cast:
    """Copies of a form where everything of its kind is."""
    n, k = len(moment.at), len(form.points)
    x, y, z = form.points.T
    c, s = moment.along[:, :1].astype(np.float32), moment.along[:, 1:].astype(np.float32)
    size = moment.size[:, None].astype(np.float32)
    points = np.empty((n, k, 3), np.float32)
    points[..., 0] = (x * c - y * s) * size + moment.at[:, :1].astype(np.float32)
    points[..., 1] = (x * s + y * c) * size + moment.at[:, 1:].astype(np.float32)
    points[..., 2] = z * size + moment.z[:, None].astype(np.float32)
    bearing = np.rint(np.arctan2(moment.along[:, 1], moment.along[:, 0]) * (_BEARINGS / (2 * np.pi))).astype(int)
    rgba = form.lit[moment.number % len(form.lit), bearing % _BEARINGS]
    cells = (form.cells[None] + (np.arange(n, dtype=np.int32) * k)[:, None, None]).reshape(-1, 3)
    return Cast(points.reshape(-1, 3), cells, rgba.reshape(-1, 4))


@cache
def form(kind: str, near: bool) -> Form:
    """A kind as it is seen from the street, or with fewer faces, vehicles larger, from above."""
    assembly, paints, shade = _MADE[kind](near)
    fixed = (assembly.rgb != _PAINT).any(axis=1)
    angle = np.arange(_BEARINGS) * 2 * np.pi / _BEARINGS
    c, s = np.cos(angle)[:, None], np.sin(angle)[:, None]
    nx, ny, nz = assembly.mesh.normals.T
    turned = np.stack([nx * c - ny * s, nx * s + ny * c, np.broadcast_to(nz, (len(angle), len(nz)))], axis=-1)
    light = strength(turned.reshape(-1, 3)).reshape(turned.shape)
    colours = np.where(fixed[None, :, None], assembly.rgb[None], paints[:, None])
    rgb = np.clip(np.rint(colours[:, None] * light[None]), 0, 255).astype(np.uint8)
    under = plate(*shade).moved(z=_SHADE_Z)
    dark = np.broadcast_to(np.r_[style.SHADOW, _SHADE_ALPHA].astype(np.uint8), (*rgb.shape[:2], len(under), 4))
    body = np.concatenate([rgb, np.full((*rgb.shape[:3], 1), 255, np.uint8)], axis=-1)
    cells = np.concatenate([assembly.mesh.cells, under.cells + np.int32(len(assembly.mesh))])
    points = np.concatenate([assembly.mesh.points, under.points])
    return Form(points, cells, np.concatenate([body, dark], axis=2))


#: Stands for the colour that differs from one to the next.
_PAINT = np.array([1, 2, 3], np.uint8)
_FACE, _LEGS = style.rgb("C8A88F"), style.rgb("5A5F66")
_Made = tuple[Assembly, np.ndarray, tuple[float, float]]


def _car(near: bool) -> _Made:
    seen = "street" if near else "bird"
    pieces = [(mesh, _PAINT if fixed is None else fixed) for _, mesh, fixed, where in cars.models() if where == seen]
    if near:
        pieces += [
            (merge([box(0.05, 0.3, 0.12).moved(2.25, y, 0.56) for y in (-0.6, 0.6)]), style.rgb("FFFFFF")),
            (merge([box(0.05, 0.3, 0.12).moved(-2.24, y, 0.60) for y in (-0.6, 0.6)]), style.rgb("B4534A")),
        ]
    return assemble(pieces), style.CARS, (4.75, 2.0)


def _shuttle(near: bool) -> _Made:
    made = shuttle.shuttle()
    if not near:
        made = Assembly(made.mesh.scaled(*(shuttle.BIRD_SCALE,) * 3), made.rgb)
    return made, style.CARS[:1], (5.0, 2.4)


def _walk(near: bool) -> _Made:
    if near:
        leg = box(0.15, 0.14, 0.82)
        legs = merge([leg.moved(x=0.16, y=0.09), leg.moved(x=-0.16, y=-0.09)])
        coat = cylinder(0.17, 0.68, 6, 0.22).moved(z=0.78)
        pieces = [(legs, _LEGS), (coat, _PAINT), (ball(0.13, 0).moved(z=1.60), _FACE)]
        return assemble(pieces), _COATS, (0.7, 0.5)
    coat = cylinder(0.22, 1.45, 5, 0.24)
    return assemble([(coat, _PAINT), (box(0.24, 0.24, 0.26).moved(z=1.45), _FACE)]), _COATS, (0.8, 0.6)


def _bicycle(near: bool) -> _Made:
    turned = _back_to_front(bike_forms.bicycle())
    rider = merge([cylinder(0.16, 0.62, 6, 0.20).moved(x=-0.12, z=0.92), box(0.18, 0.30, 0.5).moved(x=0.05, z=0.45)])
    pieces = [(turned, style.DARK_METAL), (rider, _PAINT), (ball(0.13, 0).moved(x=-0.05, z=1.68), _FACE)]
    return assemble(pieces), _COATS, (1.7, 0.5)


def _robot(near: bool) -> _Made:
    made, larger = locker_forms.robot(), 1.0 if near else _ROBOT_BIRD
    scaled = Assembly(made.mesh.scaled(larger, larger, larger), made.rgb)
    return scaled, style.CARS[:1], (0.8 * larger, 0.6 * larger)


def _back_to_front(mesh: Mesh) -> Mesh:
    round_ = np.array([-1, -1, 1], np.float32)
    return Mesh(mesh.points * round_, mesh.cells, mesh.normals * round_)


#: As in the layer, so that one finds it from high up.
_ROBOT_BIRD = 2.4
_COATS = np.concatenate([style.PEOPLE, style.colours("5F6E86 8C6A5D 6B7F76 B3A58F 4F5661")])
_MADE = {"robot": _robot, "car": _car, "shuttle": _shuttle, "walk": _walk, "bicycle": _bicycle}
