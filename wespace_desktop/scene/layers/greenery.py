"""New trees and their shadows as parts: crowns scatter light, so they are lit apart from the rest."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely

from wespace_desktop.scene import style
from wespace_desktop.scene.chance import chance, pick
from wespace_desktop.scene.light import AMBIENT_TREES, SUN_AZIMUTH_DEG, SUN_ELEVATION_DEG
from wespace_desktop.scene.paint import painted, plain
from wespace_desktop.scene.part import Part, SeenFrom
from wespace_desktop.scene.shapes import cylinder, flat, merge, place
from wespace_desktop.scene.trees import crown

SHADOW_Z = 0.26
#: Width of the model tree of scene/trees.py.
CROWN_M = 4.8


def tree_parts(name: str, trees: np.ndarray, ids: np.ndarray, ground_z: float, **options: Any) -> list[Part]:
    """`trees` (n, 3) x, y, crown width m; `ids` (n,). Crowns, trunks, and one shadow for all of them."""
    if not len(trees):
        return []
    xyz = np.c_[trees[:, :2], np.full(len(trees), ground_z)]
    turn = 2 * np.pi * chance(trees[:, :2], 21)
    wide = trees[:, 2] / CROWN_M
    scale = np.c_[wide, wide, wide * (0.9 + 0.25 * chance(trees[:, :2], 22))]
    stems, copy = place(cylinder(0.17, 3.4, 6, 0.11), xyz, turn, scale)
    return [
        *(_crowns(f"{name}:crowns", (xyz, turn, scale), ids, near, **options) for near in (False, True)),
        painted(f"{name}:trunks", stems, style.TRUNK, ids[copy], **options),
        *shadow_part(f"{name}:tree shadows", crowns_shadow(trees), style.SHADOW_TREE, **options),
    ]


def _crowns(name: str, stand: tuple[np.ndarray, ...], ids: np.ndarray, near: bool, **options: Any) -> Part:
    """The crowns as the bird view needs them, or finer for the street."""
    xyz, turn, scale = stand
    sides, rings = (11, 7) if near else (7, 3)
    kind, hue = pick(xyz[:, :2], 3, 23), pick(xyz[:, :2], len(style.NEW_TREES), 24)
    meshes, colours, owners = [], [], []
    for k in range(3):
        row = np.flatnonzero(kind == k)
        mesh, copy = place(crown(k, sides, rings), xyz[row], turn[row], scale[row])
        meshes.append(mesh)
        colours.append(style.NEW_TREES[hue[row]][copy])
        owners.append(ids[row][copy])
    seen: SeenFrom = "street" if near else "bird"
    rgb, owner = np.concatenate(colours), np.concatenate(owners)
    return painted(name, merge(meshes), rgb, owner, AMBIENT_TREES, seen_from=seen, **options)


def crowns_shadow(trees: np.ndarray) -> np.ndarray:
    """Each crown's shadow on flat ground, (n,) polygons."""
    az, el = np.radians(SUN_AZIMUTH_DEG), np.radians(SUN_ELEVATION_DEG)
    way = -np.array([np.sin(az), np.cos(az)]) / np.tan(el)
    at = trees[:, :2] + way * trees[:, 2:]
    return np.asarray(shapely.buffer(shapely.points(at), 0.46 * trees[:, 2], quad_segs=4))


def shadow_part(name: str, shapes: np.ndarray, alpha: float, **options: Any) -> list[Part]:
    """One flat shadow, put together first so that no alpha piles up."""
    mesh, _ = flat(shapely.union_all(shapes, grid_size=0.01), SHADOW_Z) if len(shapes) else (merge([]), None)
    if not len(mesh.points):
        return []
    return [plain(name, mesh.points, mesh.cells, style.SHADOW, 0, opacity=alpha, order=5, **options)]
