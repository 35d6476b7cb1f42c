"""Camera mathematics on model.view.Camera: matrices, rays, and the moves of a hand. Pure numpy, no VTK."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from wespace_desktop.model.view import Camera, Vec3

Size = tuple[int, int]
Pixel = tuple[float, float]
Extent = tuple[float, float, float, float]

#: Below this eye height a pose is a street view: true sizes, blue sky, small-radius occlusion.
STREET_BELOW_M = 60.0
EYE_M = 3.2
MIN_EYE_M = 1.5
MIN_DISTANCE_M = 6.0
MIN_ELEVATION_DEG = 3.0
BIRD_AZIMUTH_DEG, BIRD_ELEVATION_DEG, BIRD_ANGLE_DEG = 152.0, 40.0, 22.5
STREET_ANGLE_DEG = 55.0
STREET_SHIFT = 0.085
#: A view frames at least this much width for its height, whatever the pane's shape.
FRAME_ASPECT = 1.2
_TALLEST_M = 250.0


def is_street(camera: Camera) -> bool:
    """Whether the pose is near the ground, where the street view's rules hold."""
    return camera.cut is None and camera.parallel_height_m <= 0 and camera.position[2] < STREET_BELOW_M


def distance(camera: Camera) -> float:
    return float(np.linalg.norm(np.subtract(camera.target, camera.position)))


def basis(camera: Camera) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Right, up and forward unit vectors; looking straight down with z up, the picture's top is north."""
    forward = np.subtract(camera.target, camera.position).astype(float)
    length = np.linalg.norm(forward)
    forward = forward / length if length > 0 else np.array([0.0, 1.0, 0.0])
    right = np.cross(forward, camera.up)
    if np.linalg.norm(right) < 1e-6:
        right = np.cross(forward, (0.0, 1.0, 0.0))
    right /= np.linalg.norm(right)
    return right, np.cross(right, forward), forward


def view_matrix(camera: Camera) -> np.ndarray:
    """(4, 4) district metres -> eye space (x right, y up, z towards the viewer)."""
    right, up, forward = basis(camera)
    matrix = np.eye(4)
    matrix[:3, :3] = right, up, -forward
    matrix[:3, 3] = -matrix[:3, :3] @ np.asarray(camera.position, float)
    return matrix


def half_height(camera: Camera, size: Size) -> float:
    """Half the picture's height: metres in a parallel projection, a slope (tangent) in a perspective.

    A picture narrower than FRAME_ASPECT opens the lens, so that what a view frames is never cut off at its sides.
    """
    half = camera.parallel_height_m / 2 or math.tan(math.radians(camera.view_angle_deg) / 2)
    return half * max(1.0, FRAME_ASPECT * size[1] / size[0])


def projection(camera: Camera, size: Size, near: float, far: float) -> np.ndarray:
    """(4, 4) eye space -> clip space; the depth runs from -1 (near) to 1 (far)."""
    aspect = size[0] / size[1]
    matrix = np.zeros((4, 4))
    half = half_height(camera, size)
    if camera.parallel_height_m > 0:
        matrix[0, 0], matrix[1, 1] = 1 / (half * aspect), 1 / half
        matrix[1, 3] = -2 * camera.shift
        matrix[2, 2], matrix[2, 3] = -2 / (far - near), -(far + near) / (far - near)
        matrix[3, 3] = 1
        return matrix
    matrix[0, 0], matrix[1, 1] = 1 / (half * aspect), 1 / half
    matrix[1, 2] = 2 * camera.shift
    matrix[2, 2], matrix[2, 3] = -(far + near) / (far - near), -2 * far * near / (far - near)
    matrix[3, 2] = -1
    return matrix


def matrix(camera: Camera, size: Size, near: float, far: float) -> np.ndarray:
    """(4, 4) district metres -> clip space."""
    both: np.ndarray = projection(camera, size, near, far) @ view_matrix(camera)
    return both


def clip_range(camera: Camera, low: Vec3, high: Vec3) -> tuple[float, float]:
    """Near and far in metres that cut nothing in the box low..high and keep overlays of 3 cm apart in 24-bit depth."""
    corners = np.array([[x, y, z] for x in (low[0], high[0]) for y in (low[1], high[1]) for z in (low[2], high[2])])
    depth = -(corners @ view_matrix(camera)[2, :3] + view_matrix(camera)[2, 3])
    if camera.parallel_height_m > 0:
        return float(depth.min()) - 1.0, float(depth.max()) + 1.0
    far = max(float(depth.max()) * 1.01, 10.0)
    finest = far * max(camera.position[2], 1.0) * 4e-6
    return max(float(depth.min()) * 0.99, finest, 0.3), far


def ray(camera: Camera, size: Size, at: Pixel) -> tuple[np.ndarray, np.ndarray]:
    """Origin and unit direction of the sight line through a pixel (x from left, y from top)."""
    right, up, forward = basis(camera)
    x = (2 * at[0] / size[0] - 1) * size[0] / size[1]
    y = 1 - 2 * at[1] / size[1] + 2 * camera.shift
    origin = np.asarray(camera.position, float)
    half = half_height(camera, size)
    if camera.parallel_height_m > 0:
        return origin + right * x * half + up * y * half, forward
    direction = forward + right * x * half + up * y * half
    return origin, direction / np.linalg.norm(direction)


def ground_point(camera: Camera, size: Size, at: Pixel, z: float = 0.0) -> np.ndarray | None:
    """Where the sight line through a pixel meets the plane at height z, or None at and above the horizon."""
    origin, direction = ray(camera, size, at)
    if direction[2] > -1e-6:
        return None
    point: np.ndarray = origin + direction * (z - origin[2]) / direction[2]
    return point


def metres_per_pixel(camera: Camera, size: Size) -> float:
    """Scale at the picture centre, at the target's distance (the only place where a perspective's scale holds)."""
    height = 2 * half_height(camera, size) * (1.0 if camera.parallel_height_m > 0 else distance(camera))
    return height / size[1]


def north_angle(camera: Camera) -> float:
    """Degrees clockwise from the picture's top to north, on the ground at the picture centre."""
    right, up, forward = basis(camera)
    ahead = forward + up if abs(forward[2]) < 0.999 else up
    return math.degrees(math.atan2(right[1], ahead[1]))


def heading(camera: Camera) -> tuple[float, float]:
    """Azimuth of the sight line (degrees clockwise from north) and elevation of the eye above the target (degrees)."""
    right, _, forward = basis(camera)
    azimuth = math.degrees(math.atan2(-right[1], right[0]))
    return azimuth % 360.0, math.degrees(math.asin(float(np.clip(-forward[2], -1, 1))))


def _directions(azimuth: float, elevation: float) -> tuple[np.ndarray, np.ndarray]:
    """Forward unit vector and a safe up for a heading in degrees."""
    a, e = math.radians(azimuth), math.radians(elevation)
    flat = np.array([math.sin(a), math.cos(a), 0.0])
    forward = flat * math.cos(e) - np.array([0.0, 0.0, math.sin(e)])
    return forward, (flat if elevation > 88.0 else np.array([0.0, 0.0, 1.0]))


def look(target: np.ndarray | Vec3, azimuth: float, elevation: float, away: float, like: Camera) -> Camera:
    """A pose that looks at the target from a distance (m) along a heading (degrees), else like another camera."""
    forward, up = _directions(azimuth, elevation)
    target = np.asarray(target, float)
    return replace(like, position=_vec(target - forward * away), target=_vec(target), up=_vec(up))


def orbit(camera: Camera, turn_deg: float, tilt_deg: float, pivot: np.ndarray | Vec3 | None = None) -> Camera:
    """Turn around the vertical through the pivot (default: the target) and tilt; the pivot keeps its pixel."""
    azimuth, elevation = heading(camera)
    lowest = min(MIN_ELEVATION_DEG, elevation)
    tilted = min(max(elevation + tilt_deg, lowest), 90.0)
    old = np.column_stack(basis(camera))
    forward, up = _directions(azimuth + turn_deg, tilted)
    turned = replace(camera, position=(0.0, 0.0, 0.0), target=_vec(forward), up=_vec(up))
    rotation = np.column_stack(basis(turned)) @ old.T
    centre = np.asarray(camera.target if pivot is None else pivot, float)
    position = centre + rotation @ (np.asarray(camera.position) - centre)
    target = centre + rotation @ (np.asarray(camera.target) - centre)
    return replace(camera, position=_vec(position), target=_vec(target), up=_vec(up))


def pan(camera: Camera, size: Size, start: Pixel, end: Pixel) -> Camera:
    """Move the district under the hand: the ground point at `start` comes to lie at `end`."""
    here, there = ground_point(camera, size, start), ground_point(camera, size, end)
    reach = 4 * distance(camera)
    if here is None or there is None or max(_away(camera, here), _away(camera, there)) > reach:
        right, up, _ = basis(camera)
        step = metres_per_pixel(camera, size)
        flat = np.array([up[0], up[1], 0.0]) if abs(up[2]) < 0.99 else np.array([-right[1], right[0], 0.0])
        flat /= max(float(np.linalg.norm(flat)), 1e-9)
        return moved(camera, (right * (start[0] - end[0]) + flat * (end[1] - start[1])) * step)
    return moved(camera, (here - there) * (1.0, 1.0, 0.0))


def moved(camera: Camera, by: np.ndarray) -> Camera:
    """The same look from another place."""
    return replace(camera, position=_vec(np.add(camera.position, by)), target=_vec(np.add(camera.target, by)))


def zoom_to(camera: Camera, size: Size, at: Pixel, factor: float, anchor: np.ndarray | None = None) -> Camera:
    """Come nearer (factor < 1) or go away; what is under the cursor (`anchor`, default: the ground) keeps its pixel."""
    origin, direction = ray(camera, size, at)
    if anchor is None:
        anchor = ground_point(camera, size, at)
    if anchor is None or _away(camera, anchor) > 4 * distance(camera):
        anchor = origin + direction * distance(camera)
    if camera.parallel_height_m > 0:
        height = max(camera.parallel_height_m * factor, MIN_DISTANCE_M)
        shift = (anchor - np.asarray(camera.position)) * (1 - height / camera.parallel_height_m)
        _, _, forward = basis(camera)
        return replace(moved(camera, shift - forward * (shift @ forward)), parallel_height_m=height)
    factor = max(factor, MIN_DISTANCE_M / max(distance(camera), 1e-6)) if factor < 1 else factor
    position = anchor + (np.asarray(camera.position) - anchor) * factor
    target = anchor + (np.asarray(camera.target) - anchor) * factor
    return replace(camera, position=_vec(position), target=_vec(target))


def go_to(camera: Camera, point: np.ndarray | Vec3, factor: float = 0.5) -> Camera:
    """Where a double click leads: the point comes to the centre, at `factor` of the distance, same heading."""
    azimuth, elevation = heading(camera)
    away = max(distance(camera) * factor, MIN_DISTANCE_M)
    gone = look(point, azimuth, elevation, away, camera)
    return replace(gone, parallel_height_m=camera.parallel_height_m * factor)


def fit(extent: Extent, size: Size, like: Camera, points: np.ndarray | None = None) -> Camera:
    """The same heading, so near that the extent, or the given (n, 3) points, just fill the picture."""
    if points is None:
        x0, y0, x1, y1 = extent
        points = np.array([[x, y, 0.0] for x in (x0, x1) for y in (y0, y1)])
    points = points[np.isfinite(points).all(axis=1)]
    right, up, forward = basis(like)
    centre = (points.min(axis=0) + points.max(axis=0)) / 2
    rel = points - centre
    u, v, w = rel @ right, rel @ up, rel @ forward
    centre = centre + right * (u.max() + u.min()) / 2 + up * (v.max() + v.min()) / 2
    u, v = u - (u.max() + u.min()) / 2, v - (v.max() + v.min()) / 2
    aspect, margin, opened = size[0] / size[1], 1.06, max(1.0, FRAME_ASPECT * size[1] / size[0])
    azimuth, elevation = heading(like)
    if like.parallel_height_m > 0:
        height = max(float(np.ptp(v)), float(np.ptp(u)) / aspect, MIN_DISTANCE_M) * margin / opened
        flat = look(centre, azimuth, elevation, max(distance(like), _TALLEST_M), like)
        return replace(flat, parallel_height_m=height)
    half = half_height(replace(like, parallel_height_m=0.0), size)
    away = max(float((np.abs(v) / half - w).max()), float((np.abs(u) / (half * aspect) - w).max()))
    return replace(look(centre, azimuth, elevation, max(away * margin, MIN_DISTANCE_M * 4), like), shift=0.0)


def presets(extent: Extent, size: Size = (1400, 900)) -> dict[str, Camera]:
    """bird, plan, street and fit for a district's extent."""
    x0, y0, x1, y1 = extent
    centre = ((x0 + x1) / 2, (y0 + y1) / 2, 0.0)
    seed = Camera((0.0, 0.0, 1.0), (0.0, 1.0, 0.0), BIRD_ANGLE_DEG)
    towards = BIRD_AZIMUTH_DEG - 180.0
    whole = fit(extent, size, look(centre, towards, BIRD_ELEVATION_DEG, 1000.0, seed))
    bird = look(centre, towards, BIRD_ELEVATION_DEG, distance(whole) * 0.55, seed)
    plan = fit(extent, size, look(centre, 0.0, 90.0, 1000.0, replace(seed, parallel_height_m=1000.0)))
    eye = (centre[0], centre[1], EYE_M)
    street = Camera(eye, (centre[0], centre[1] + 60.0, EYE_M), STREET_ANGLE_DEG, STREET_SHIFT)
    return {"bird": bird, "plan": plan, "street": street, "fit": whole}


def glide(a: Camera, b: Camera, t: float) -> Camera:
    """The pose a share t (0..1) of the way: the shorter turn, distance in proportion, slow at both ends."""
    if t <= 0:
        return a
    if t >= 1:
        return b
    s = t * t * (3 - 2 * t)
    (az_a, el_a), (az_b, el_b) = heading(a), heading(b)
    turn = (az_b - az_a + 180.0) % 360.0 - 180.0
    far_a, far_b = max(distance(a), 1e-3), max(distance(b), 1e-3)
    like = replace(
        b if s > 0.5 else a,
        view_angle_deg=a.view_angle_deg + (b.view_angle_deg - a.view_angle_deg) * s,
        shift=a.shift + (b.shift - a.shift) * s,
    )
    if a.parallel_height_m > 0 and b.parallel_height_m > 0:
        height = a.parallel_height_m ** (1 - s) * b.parallel_height_m**s
        like = replace(like, parallel_height_m=height)
    target = np.asarray(a.target) * (1 - s) + np.asarray(b.target) * s
    return look(target, az_a + turn * s, el_a + (el_b - el_a) * s, far_a ** (1 - s) * far_b**s, like)


def keep_sane(camera: Camera, extent: Extent) -> Camera:
    """The nearest pose that is not under the ground, not lost in the distance and not without numbers."""
    if not np.isfinite([*camera.position, *camera.target, *camera.up, camera.view_angle_deg]).all():
        return presets(extent)["bird"]
    x0, y0, x1, y1 = extent
    wide = math.hypot(x1 - x0, y1 - y0)
    target = np.clip(camera.target, (x0, y0, 0.0), (x1, y1, _TALLEST_M))
    camera = moved(camera, target - np.asarray(camera.target))
    away = distance(camera)
    limited = min(max(away, 1.0), 3.0 * wide)
    if limited != away:
        _, _, forward = basis(camera)
        camera = replace(camera, position=_vec(target - forward * limited))
    if camera.parallel_height_m > 0:
        return replace(camera, parallel_height_m=min(max(camera.parallel_height_m, MIN_DISTANCE_M), 3.0 * wide))
    lift = MIN_EYE_M - camera.position[2]
    return moved(camera, np.array([0.0, 0.0, lift])) if lift > 0 else camera


def _away(camera: Camera, point: np.ndarray) -> float:
    return float(np.linalg.norm(point - np.asarray(camera.position)))


def _vec(values: np.ndarray) -> Vec3:
    return float(values[0]), float(values[1]), float(values[2])
