"""Soft contact shade (ambient occlusion) worked out from the depth of a picture: the same on every driver.

Planes are straight lines in 1/depth, so normals and neighbours are compared there: no stripes on roofs or roads.
Method: M. McGuire et al., "The Alchemy Screen-Space Ambient Obscurance Algorithm", High-Performance Graphics 2011,
with the range fall-off of "Scalable Ambient Obscurance" (2012), on a coarser grid, smoothed and refined along edges.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from wespace_desktop.model.view import Camera
from wespace_desktop.render import camera as cam
from wespace_desktop.render.bands import in_bands, in_threads

#: The grid on which shade is worked out holds about so many points; it is refined to the picture afterwards.
_GRID_POINTS = 420_000
_TURNS = 7
_NO_THING = 1e-9


@dataclass(frozen=True)
class Reach:
    """`radius_m` of the shade, how far a surface must bend before it counts (sine), strength, samples per point.

    `step_m`: what rises no higher over a surface lies on it, like paint on a road, and throws no shade.
    """

    radius_m: float
    bias: float
    strength: float
    samples: int
    step_m: float = 0.0


BIRD = Reach(22.0, 0.10, 2.6, 14)
PLAN = Reach(14.0, 0.16, 1.5, 14)
STREET = Reach(4.5, 0.10, 3.3, 18, 0.07)


@dataclass(frozen=True, eq=False)
class _Grid:
    """Every `step`-th pixel: `q` (h, w) inverse depth (0 = sky), its slopes per picture pixel, sight slopes x and y."""

    q: np.ndarray
    by_x: np.ndarray
    by_y: np.ndarray
    x: np.ndarray
    y: np.ndarray
    step: int
    pixel: float
    parallel: bool


def shade(
    depth: np.ndarray, camera: Camera, between: Callable[[], None] | None = None, share: float = 1.0
) -> np.ndarray:
    """(h, w) metres, inf = sky -> (h, w) uint8 shade: 0 open, 255 closed in. What `between` raises ends it. `share` of
    the usual grid is less work and a softer shade.
    """
    reach = STREET if cam.is_street(camera) else PLAN if camera.parallel_height_m > 0 else BIRD
    q, pixel, parallel = _inverse(depth, camera)
    step = max(1, round(math.sqrt(depth.size / (share * _GRID_POINTS))))
    grid = _grid(q, camera, step, pixel, parallel)
    raw = np.empty_like(grid.q)

    def band(rows: slice) -> None:
        if between is not None:
            between()
        _gather(grid, reach, rows, raw)

    in_bands(range(len(raw)), band)
    return _refine(_smooth(raw, grid), grid, q)


def _inverse(depth: np.ndarray, camera: Camera) -> tuple[np.ndarray, float, bool]:
    """A quantity that is affine over every plane in the picture, and the size of a pixel in its sight slopes."""
    height, width = depth.shape
    pixel = 2 * cam.half_height(camera, (width, height)) / height
    if camera.parallel_height_m > 0:
        return np.where(np.isfinite(depth), depth, np.float32(1e7)), pixel, True
    return 1.0 / depth, pixel, False


def _grid(q: np.ndarray, camera: Camera, step: int, pixel: float, parallel: bool) -> _Grid:
    height, width = q.shape
    start = step // 2
    by_x = _slope(q, 1)[start::step, start::step]
    by_y = _slope(q, 0)[start::step, start::step]
    x = (np.arange(start, width, step, dtype=np.float32) + 0.5 - width / 2) * pixel
    y = (height / 2 - 0.5 - np.arange(start, height, step, dtype=np.float32) + 2 * camera.shift * height / 2) * pixel
    coarse = np.ascontiguousarray(q[start::step, start::step])
    return _Grid(coarse, by_x, by_y, x.astype(np.float32), y.astype(np.float32), step, pixel, parallel)


def _slope(q: np.ndarray, axis: int) -> np.ndarray:
    """The smaller of the steps to both neighbours: at an edge it is the one that stays on the surface."""
    step = np.diff(q, axis=axis)
    first, last = (step[:, :1], step[:, -1:]) if axis else (step[:1], step[-1:])
    after, before = np.concatenate([step, last], axis), np.concatenate([first, step], axis)
    return np.where(np.abs(after) < np.abs(before), after, before)


def _normals(grid: _Grid, rows: slice) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Unit normals towards the eye in eye space (x right, y up, z away)."""
    a, b = grid.by_x[rows] / grid.pixel, -grid.by_y[rows] / grid.pixel
    if grid.parallel:
        c = np.full_like(a, -1.0)
    else:
        c = a * grid.x + b * grid.y[rows, None] - grid.q[rows]
        a, b = -a, -b
    length = np.sqrt(a * a + b * b + c * c) + np.float32(1e-20)
    return a / length, b / length, c / length


def _gather(grid: _Grid, reach: Reach, rows: slice, out: np.ndarray) -> None:
    """Fill rows of `out` with the raw shade, sampled along a spiral that is turned from point to point."""
    height, width = grid.q.shape
    depth_of = np.maximum(grid.q, _NO_THING) if not grid.parallel else grid.q
    flat = depth_of.ravel()
    here = flat.reshape(height, width)[rows]
    depth = here if grid.parallel else 1 / here
    nx, ny, nz = _normals(grid, rows)
    gx, gy = np.arange(width, dtype=np.float32), np.arange(rows.start, rows.stop, dtype=np.float32)[:, None]
    scale = 1.0 if grid.parallel else depth
    px, py = grid.x * scale, grid.y[rows, None] * scale
    radius = np.clip(reach.radius_m / (scale * grid.pixel * grid.step), 2.0, 0.14 * height)
    turn = _turns(rows, width)
    total = np.zeros_like(here)
    for i in range(reach.samples):
        far = radius * np.float32(((i + 0.5) / reach.samples) ** 1.4)
        angle = turn + np.float32(2 * math.pi * _TURNS * (i + 0.5) / reach.samples)
        ix = np.clip(gx + far * np.cos(angle) + np.float32(0.5), 0, width - 1).astype(np.int32)
        iy = np.clip(gy + far * np.sin(angle) + np.float32(0.5), 0, height - 1).astype(np.int32)
        q = flat[iy * np.int32(width) + ix]
        there = q if grid.parallel else 1 / q
        reach_to = 1.0 if grid.parallel else there
        vx = grid.x[ix] * reach_to - px
        vy = grid.y[iy] * reach_to - py
        vz = there - depth
        square = vx * vx + vy * vy + vz * vz + np.float32(1e-6)
        over = vx * nx + vy * ny + vz * nz - np.float32(reach.step_m)
        bent = over / np.sqrt(square) - np.float32(reach.bias)
        near = np.maximum(1 - square / np.float32(reach.radius_m**2), 0)
        total += np.maximum(bent, 0) * near
    shade = np.minimum(total * np.float32(reach.strength / reach.samples), 1)
    shade[here >= 9e6 if grid.parallel else here <= 2 * _NO_THING] = 0
    out[rows] = shade


def _turns(rows: slice, width: int) -> np.ndarray:
    """The sixteen turns of a 4 x 4 square, ordered so that neighbours differ most: smoothing uses them all."""
    order = np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]], np.float32)
    sixteenth = order[np.arange(rows.start, rows.stop)[:, None] % 4, np.arange(width) % 4]
    turns: np.ndarray = sixteenth * np.float32(2 * math.pi / 16)
    return turns


def _smooth(raw: np.ndarray, grid: _Grid) -> np.ndarray:
    """Mean over 4 points along each axis, counting only those that lie on the same surface."""
    for axis, slope in ((1, grid.by_x), (0, grid.by_y)):
        raw = _smooth_along(raw, grid, slope * grid.step, axis)
    return raw


def _smooth_along(raw: np.ndarray, grid: _Grid, slope: np.ndarray, axis: int) -> np.ndarray:
    count = raw.shape[axis]
    total, weights = raw.copy(), np.ones_like(raw)
    for offset, weight in ((-2, 0.5), (-1, 1.0), (1, 1.0), (2, 0.5)):
        before = (slice(None),) * axis
        to = (*before, slice(max(0, -offset), count - max(0, offset)))
        of = (*before, slice(max(0, offset), count + min(0, offset)))
        miss = np.abs(grid.q[of] - grid.q[to] - offset * slope[to])
        same = np.float32(weight) * (miss < _tolerance(grid, to))
        total[to] += raw[of] * same
        weights[to] += same
    smooth: np.ndarray = total / weights
    return smooth


def _tolerance(grid: _Grid, where: tuple[slice, ...]) -> np.ndarray | np.float32:
    """How far from its plane (in inverse depth) a neighbour may lie: about 0.4 % of the depth, or 1 m in a plan."""
    if grid.parallel:
        return np.float32(1.0)
    tolerance: np.ndarray = grid.q[where] * np.float32(0.004)
    return tolerance


def _refine(coarse: np.ndarray, grid: _Grid, q: np.ndarray) -> np.ndarray:
    """The grid's shade at every pixel: of the four grid points around it, those on the pixel's own surface count."""
    step = grid.step
    if step == 1:
        return (coarse * 255 + 0.5).astype(np.uint8)
    out = np.empty(q.shape, np.uint8)
    padded = [np.pad(a, 1, mode="edge") for a in (coarse, grid.q, grid.by_x, grid.by_y)]
    work = [(row, column) for row in range(step) for column in range(step)]
    in_threads(work, lambda phase: _refine_phase(padded, grid, q, out, phase))
    return out


def _refine_phase(
    padded: list[np.ndarray], grid: _Grid, q: np.ndarray, out: np.ndarray, phase: tuple[int, int]
) -> None:
    step, start = grid.step, grid.step // 2
    own = q[phase[0] :: step, phase[1] :: step]
    rows, columns = own.shape
    away_y, away_x = phase[0] - start, phase[1] - start
    total, weights = np.zeros_like(own), np.full_like(own, 1e-6)
    for row in (0, 1) if away_y >= 0 else (0, -1):
        for column in (0, 1) if away_x >= 0 else (0, -1):
            dy, dx = away_y - row * step, away_x - column * step
            share = (1 - abs(dy) / step) * (1 - abs(dx) / step)
            if share <= 0:
                continue
            at = np.s_[1 + row : 1 + row + rows, 1 + column : 1 + column + columns]
            value, there, by_x, by_y = (a[at] for a in padded)
            miss = np.abs(own - there - by_x * np.float32(dx) - by_y * np.float32(dy))
            scale = np.float32(0.5) if grid.parallel else own * np.float32(0.002) + np.float32(1e-9)
            weight = np.float32(share) / (1 + (miss / scale) ** 2)
            total += value * weight
            weights += weight
    out[phase[0] :: step, phase[1] :: step] = np.minimum(total / weights * 255 + 0.5, 255)
