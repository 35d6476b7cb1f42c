"""New trees and their shadows as parts: crowns scatter light, so they are lit apart from the rest."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely

from wespace_desktop.scene import style
from wespace_desktop.scene.chance import chance, pick
from wespace_desktop.scene.layers.park_forms import VARIANTS, crown, trunk
from wespace_desktop.scene.light import AMBIENT_TREES, SUN_AZIMUTH_DEG, SUN_ELEVATION_DEG
from wespace_desktop.scene.paint import painted, plain
from wespace_desktop.scene.part import Part
from wespace_desktop.scene.shapes import flat, merge, place

SHADOW_Z = 0.26


def tree_parts(name: str, trees: np.ndarray, ids: np.ndarray, ground_z: float, **options: Any) -> list[Part]:
    """`trees` (n, 3) x, y, crown width m; `ids` (n,). Crowns, trunks, and one shadow for all of them."""
    if not len(trees):
        return []
    xyz = np.c_[trees[:, :2], np.full(len(trees), ground_z)]
    turn = 2 * np.pi * chance(trees[:, :2], 21)
    tall = trees[:, 2] * (0.98 + 0.3 * chance(trees[:, :2], 22))
    scale = np.c_[trees[:, 2], trees[:, 2], tall]
    kind, hue = pick(trees[:, :2], VARIANTS, 23), pick(trees[:, :2], len(style.NEW_TREES), 24)
    meshes, colours, owners = [], [], []
    for k in range(VARIANTS):
        row = np.flatnonzero(kind == k)
        mesh, copy = place(crown(k), xyz[row], turn[row], scale[row])
        meshes.append(mesh)
        colours.append(style.NEW_TREES[hue[row]][copy])
        owners.append(ids[row][copy])
    stems, copy = place(trunk(), xyz, turn, scale)
    return [
        painted(
            f"{name}:crowns", merge(meshes), np.concatenate(colours), np.concatenate(owners), AMBIENT_TREES, **options
        ),
        painted(f"{name}:trunks", stems, style.TRUNK, ids[copy], detail=True, **options),
        *shadow_part(f"{name}:tree shadows", crowns_shadow(trees), style.SHADOW_TREE, **options),
    ]


def crowns_shadow(trees: np.ndarray) -> np.ndarray:
    """Each crown's shadow on flat ground, (n,) polygons."""
    az, el = np.radians(SUN_AZIMUTH_DEG), np.radians(SUN_ELEVATION_DEG)
    way = -np.array([np.sin(az), np.cos(az)]) / np.tan(el)
    at = trees[:, :2] + way * (0.8 * trees[:, 2:])
    return np.asarray(shapely.buffer(shapely.points(at), 0.46 * trees[:, 2], quad_segs=4))


def shadow_part(name: str, shapes: np.ndarray, alpha: float, **options: Any) -> list[Part]:
    """One flat shadow, put together first so that no alpha piles up."""
    mesh, _ = flat(shapely.union_all(shapes, grid_size=0.01), SHADOW_Z) if len(shapes) else (merge([]), None)
    if not len(mesh.points):
        return []
    return [plain(name, mesh.points, mesh.cells, style.SHADOW, 0, opacity=alpha, order=5, **options)]
