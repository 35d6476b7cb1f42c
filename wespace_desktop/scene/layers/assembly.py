"""Small objects made of coloured pieces: put together once, then placed many times with the light baked in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from wespace_desktop.scene.paint import painted
from wespace_desktop.scene.part import Part
from wespace_desktop.scene.shapes import Mesh, merge, place


@dataclass(frozen=True, eq=False)
class Assembly:
    """A mesh and the asked colour of each of its points, (n, 3) uint8."""

    mesh: Mesh
    rgb: np.ndarray


@dataclass(frozen=True, eq=False)
class Placed:
    """Copies of assemblies standing in the district; `owner` (n,) says which copy a point belongs to."""

    mesh: Mesh
    rgb: np.ndarray
    owner: np.ndarray


def assemble(pieces: Iterable[tuple[Mesh, Any]]) -> Assembly:
    """One object out of (mesh, colour) pieces; a colour is (3,) or one per point."""
    kept = [(m, c) for m, c in pieces if len(m.points)]
    colours = [np.broadcast_to(np.asarray(c, np.uint8), (len(m.points), 3)) for m, c in kept]
    return Assembly(merge([m for m, _ in kept]), np.concatenate(colours))


def stand(assembly: Assembly, xyz: Any, heading_rad: Any = 0.0, scale: Any = 1.0) -> Placed:
    """Copies at `xyz` (n, 3), x of the assembly turned to `heading_rad`."""
    mesh, owner = place(assembly.mesh, xyz, heading_rad, scale)
    copies = len(mesh.points) // max(1, len(assembly.mesh.points))
    return Placed(mesh, np.tile(assembly.rgb, (copies, 1)), owner)


def gather(groups: Iterable[tuple[Placed, np.ndarray]]) -> Placed:
    """Many groups as one; each comes with the ids (copies,) its owners index."""
    kept = [(g, np.asarray(ids, np.int32)) for g, ids in groups if len(g.mesh.points)]
    if not kept:
        return Placed(merge([]), np.empty((0, 3), np.uint8), np.empty(0, np.int32))
    owner = np.concatenate([ids[g.owner] for g, ids in kept])
    return Placed(merge([g.mesh for g, _ in kept]), np.concatenate([g.rgb for g, _ in kept]), owner)


def as_part(name: str, placed: Placed, **options: Any) -> tuple[Part, ...]:
    """The lit part of gathered copies (owner = id), or nothing when there are none."""
    if not len(placed.mesh.points):
        return ()
    return (painted(name, placed.mesh, placed.rgb, placed.owner, **options),)


def joined(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Parts that are shown together and drawn alike become one: fewer draws, the same picture. Names join with '+'."""
    alike: dict[tuple[Any, ...], list[Part]] = {}
    for part in parts:
        look = (part.opacity, part.order, part.needs, part.hidden_by, part.seen_from, part.detail, part.is_lines)
        alike.setdefault((*look, part.line_width if part.is_lines else 0.0), []).append(part)
    return tuple(_one(group) for group in alike.values())


def _one(group: list[Part]) -> Part:
    first = group[0]
    if len(group) == 1:
        return first
    offsets = np.cumsum([0] + [len(p.points) for p in group[:-1]])
    names = [first.name, *(p.name.rsplit(":", 1)[-1] for p in group[1:])]
    return replace(
        first,
        name="+".join(dict.fromkeys(names)),
        points=np.concatenate([p.points for p in group]),
        cells=np.concatenate([p.cells + np.int32(o) for p, o in zip(group, offsets, strict=True)]),
        rgb=np.concatenate([p.rgb for p in group]),
        ids=np.concatenate([p.ids for p in group]),
    )
