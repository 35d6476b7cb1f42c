"""A Part becomes VTK actors: checked first, cut into pieces of ground, unlit, nothing copied that need not be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import overload

import numpy as np

from wespace_desktop.errors import WeSpaceError
from wespace_desktop.render import _vtk as vtk
from wespace_desktop.scene.part import Part

#: Farther than this from the local origin a coordinate is a mistake, and VTK would blank the whole scene.
FARTHEST_M = 1e6
_MAX_ID = (1 << 24) - 1


#: A part is cut into squares of about so many cells, so that what lies outside the picture is not drawn.
_CELLS_PER_PIECE = 6000
#: So many points are compared at once.
_ABREAST = 64
#: Before the name of a tile: without its colours.
GREY = "grey/"


@dataclass(eq=False)
class Drawn:
    """One piece of a part inside VTK: the actor that is seen and, once asked for, the one whose colours are ids."""

    part: Part
    mesh: vtk.vtkPolyData
    actor: vtk.vtkActor

    @cached_property
    def id_actor(self) -> vtk.vtkActor:
        """The feature's index, 24 bits in red, green and blue."""
        ids = np.ascontiguousarray(self.part.ids, "<u4")
        _add_array(self.mesh, "ids", np.ascontiguousarray(ids.view(np.uint8).reshape(-1, 4)[:, :3]))
        actor = _actor(self.mesh, "ids", self.part)
        actor.ForceOpaqueOn()
        return actor


class Pieces(Sequence[Drawn]):
    """The pieces of a part; what VTK needs of each is made when somebody takes it."""

    def __init__(self, parts: list[Part]) -> None:
        self.parts = parts
        self._made: dict[int, Drawn] = {}

    @overload
    def __getitem__(self, row: int) -> Drawn: ...

    @overload
    def __getitem__(self, row: slice) -> Sequence[Drawn]: ...

    def __getitem__(self, row: int | slice) -> Drawn | Sequence[Drawn]:
        if isinstance(row, slice):
            return [self[k] for k in range(len(self))[row]]
        at = range(len(self.parts))[row]
        if at not in self._made:
            self._made[at] = _drawn(self.parts[at])
        return self._made[at]

    def __len__(self) -> int:
        return len(self.parts)

    @property
    def made(self) -> list[Drawn]:
        """Those that somebody took."""
        return list(self._made.values())


class Model:
    """A checked part. Its actors, one for each piece of ground, are made when a picture first needs them."""

    def __init__(self, part: Part) -> None:
        check(part)
        self.part = part
        self.low, self.high = bounds(part.points)

    @cached_property
    def pieces(self) -> Sequence[Drawn]:
        return Pieces(pieces(self.part))

    @cached_property
    def boxes(self) -> tuple[np.ndarray, np.ndarray]:
        """(n, 3) lowest and (n, 3) highest corner of each piece."""
        cut = self.pieces.parts if isinstance(self.pieces, Pieces) else [d.part for d in self.pieces]
        both = [bounds(part.points) for part in cut]
        return np.array([b[0] for b in both]).reshape(-1, 3), np.array([b[1] for b in both]).reshape(-1, 3)

    @cached_property
    def pickable(self) -> bool:
        """Whether any id in it names something; shadows have none."""
        return bool(self.part.ids.any())

    def release(self, window: vtk.vtkRenderWindow) -> None:
        """Give back what the driver holds of it."""
        if "pieces" not in vars(self):
            return
        for drawn in self.pieces.made if isinstance(self.pieces, Pieces) else self.pieces:
            drawn.actor.ReleaseGraphicsResources(window)
            if "id_actor" in vars(drawn):
                drawn.id_actor.ReleaseGraphicsResources(window)


class Whole(Model):
    """A model in one piece, for what has been cut already. Four colour channels make it sheer."""

    @cached_property
    def pieces(self) -> Sequence[Drawn]:
        drawn = _drawn(self.part)
        if self.part.rgb.shape[1] == 4:
            drawn.actor.GetProperty().SetOpacity(1.0)
            drawn.actor.ForceOpaqueOff()
            drawn.actor.ForceTranslucentOn()
        else:
            drawn.actor.GetProperty().SetBackfaceCulling(not self.part.is_lines)
        return (drawn,)


def bounds(points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Lowest and highest x, y, z; many points abreast, which is ten times faster than over rows of three."""
    if not len(points):
        return np.zeros(3), np.zeros(3)
    whole = len(points) // _ABREAST * _ABREAST
    low = high = points[whole:]
    if whole:
        wide = points[:whole].reshape(-1, 3 * _ABREAST)
        low = np.concatenate([low, wide.min(axis=0).reshape(-1, 3)])
        high = np.concatenate([high, wide.max(axis=0).reshape(-1, 3)])
    return low.min(axis=0).astype(float), high.max(axis=0).astype(float)


def pieces(part: Part) -> list[Part]:
    """The part cut along a square grid, whole cells at a time; what it shows is the same. Small parts stay whole."""
    wanted = round(len(part.cells) / _CELLS_PER_PIECE)
    if wanted < 2:
        return [part] if len(part.cells) else []
    low, high = (corner[:2] for corner in bounds(part.points))
    side = max(float(np.sqrt(np.prod(high - low) / wanted)), float((high - low).max()) / wanted, 1.0)
    first = part.points[part.cells[:, 0]]
    column, row = (((first[:, k] - low[k]) / side).astype(np.int32) for k in (0, 1))
    square = column * (int(row.max()) + 1) + row
    few = int(square.max()) < 1 << 16      # sixteen bits are sorted by counting, which is many times faster
    order = np.argsort(square.astype(np.uint16) if few else square, kind="stable")
    ends = np.flatnonzero(np.diff(square[order])) + 1
    place = np.empty(len(part.points), np.int32)
    return [_piece(part, part.cells[chosen], place) for chosen in np.split(order, ends)]


def _piece(part: Part, cells: np.ndarray, place: np.ndarray) -> Part:
    """Only these cells of a part and the points they use; `place` is room for one number per point."""
    low = int(cells.min())
    used = np.zeros(int(cells.max()) - low + 1, bool)
    used[cells.ravel() - low] = True
    keep = np.flatnonzero(used) + low
    place[keep] = np.arange(len(keep), dtype=np.int32)
    return replace(
        part,
        points=part.points[keep],
        cells=place[cells],
        rgb=part.rgb[keep],
        ids=part.ids[keep],
        uv=None if part.uv is None else part.uv[keep],
    )


def check(part: Part) -> None:
    """Refuse arrays that VTK would draw wrong or not survive; the sentence names the part."""
    count = len(part.points)
    _require(part.points.ndim == 2 and part.points.shape[1] == 3, part, "points are not (n, 3)")
    _require(part.cells.ndim == 2 and part.cells.shape[1] in (2, 3), part, "cells are neither segments nor triangles")
    _require(len(part.rgb) == count, part, f"{len(part.rgb)} colours for {count} points")
    _require(len(part.ids) == count, part, f"{len(part.ids)} ids for {count} points")
    _require(part.uv is None or len(part.uv) == count, part, f"not one uv for each of {count} points")
    if count:
        low, high = float(part.points.min()), float(part.points.max())
        _require(np.isfinite(low) and np.isfinite(high), part, "a coordinate is not a number")
        _require(max(-low, high) < FARTHEST_M, part, f"a coordinate lies {max(-low, high):.0f} m from the district")
        lowest, highest = int(part.ids.min()), int(part.ids.max())
        _require(lowest >= 0 and highest <= _MAX_ID, part, f"an id is {lowest if lowest < 0 else highest}")
    if len(part.cells):
        first, last = int(part.cells.min()), int(part.cells.max())
        _require(first >= 0 and last < count, part, f"a cell names point {first if first < 0 else last} of {count}")


def _require(holds: bool, part: Part, what: str) -> None:
    if not holds:
        raise WeSpaceError(f"part {part.name} cannot be drawn: {what}")


def _drawn(part: Part) -> Drawn:
    """The numpy arrays are shared with VTK, which keeps them alive."""
    points = vtk.vtkPoints()
    points.SetData(vtk.to_vtk(np.ascontiguousarray(part.points, np.float32)))
    cells = vtk.vtkCellArray()
    flat = np.ascontiguousarray(part.cells, np.int32).ravel()
    cells.SetData(part.cells.shape[1], vtk.to_vtk(flat))
    mesh = vtk.vtkPolyData()
    mesh.SetPoints(points)
    (mesh.SetLines if part.is_lines else mesh.SetPolys)(cells)
    _add_array(mesh, "rgb", np.ascontiguousarray(part.rgb, np.uint8))
    actor = _veiled(_actor(mesh, "rgb", part), part)
    if part.uv is not None and part.texture:
        _texture(mesh, actor, part, _tile(part.texture)).RepeatOn()
    return Drawn(part, mesh, actor)


def _tile(name: str) -> np.ndarray:
    from wespace_desktop.scene import ghosts, textures

    plain = name.removeprefix(GREY)
    return textures.tile(name) if plain == name else ghosts.grey_tile(plain)


def coloured(drawn: Drawn, name: str, rgb: np.ndarray, picture: np.ndarray | None = None) -> vtk.vtkActor:
    """Another actor of the same mesh in other colours (n, 3) uint8, with another tile (h, w, 3) if it has one."""
    _add_array(drawn.mesh, name, np.ascontiguousarray(rgb, np.uint8))
    actor = _veiled(_actor(drawn.mesh, name, drawn.part), drawn.part)
    if picture is not None:
        _texture(drawn.mesh, actor, drawn.part, picture).RepeatOn()
    return actor


def _veiled(actor: vtk.vtkActor, part: Part) -> vtk.vtkActor:
    if part.opacity < 1:
        actor.GetProperty().SetOpacity(part.opacity)
        actor.ForceTranslucentOn()
    else:
        actor.ForceOpaqueOn()
    return actor


def _add_array(mesh: vtk.vtkPolyData, name: str, values: np.ndarray) -> None:
    mesh.GetPointData().AddArray(vtk.to_vtk(values, name))


def _actor(mesh: vtk.vtkPolyData, colours: str, part: Part) -> vtk.vtkActor:
    actor = unlit(mesh, colours)
    actor.GetProperty().SetLineWidth(part.line_width)
    return actor


def unlit(mesh: vtk.vtkPolyData, colours: str, changes: bool = False) -> vtk.vtkActor:
    """Flat colours as they are: with lighting off VTK adds ambient and diffuse, so ambient is 0 and diffuse 1."""
    mapper = vtk.vtkPolyDataMapper()
    mapper.SetInputData(mesh)
    mapper.SetStatic(not changes)
    mapper.SetScalarModeToUsePointFieldData()
    mapper.SetColorModeToDirectScalars()
    mapper.SelectColorArray(colours)
    mapper.ScalarVisibilityOn()
    actor = vtk.vtkActor()
    actor.SetMapper(mapper)
    look = actor.GetProperty()
    look.LightingOff()
    look.SetAmbient(0.0)
    look.SetDiffuse(1.0)
    look.SetSpecular(0.0)
    return actor


def textured(drawn: Drawn, picture: np.ndarray) -> None:
    """Lay a picture (h, w, 3 or 4), bottom row first, once over a piece that has `uv` but names no tile."""
    _texture(drawn.mesh, drawn.actor, drawn.part, picture).RepeatOff()


def _texture(mesh: vtk.vtkPolyData, actor: vtk.vtkActor, part: Part, picture: np.ndarray) -> vtk.vtkTexture:
    """A picture over the part's colours; mip maps keep far walls calm."""
    tile = np.ascontiguousarray(picture, np.uint8)
    image = vtk.vtkImageData()
    image.SetDimensions(tile.shape[1], tile.shape[0], 1)
    image.GetPointData().SetScalars(vtk.to_vtk(tile.reshape(-1, tile.shape[2])))
    texture = vtk.vtkTexture()
    texture.SetInputData(image)
    texture.InterpolateOn()
    texture.MipmapOn()
    # Software OpenGL pays four times for anisotropy (3.4 against 0.8 s in a street); supersampling does its work.
    texture.SetMaximumAnisotropicFiltering(1.0)
    mesh.GetPointData().SetTCoords(vtk.to_vtk(np.ascontiguousarray(part.uv, np.float32), "uv"))
    actor.SetTexture(texture)
    return texture
