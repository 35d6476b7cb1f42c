"""What moves is drawn over a picture that rests: only the movers are drawn anew, behind and before what is there."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace

import numpy as np

from wespace_desktop.render import _vtk as vtk
from wespace_desktop.render import choosing
from wespace_desktop.render.actors import unlit
from wespace_desktop.render.canvas import Canvas, Clip, linear_depth
from wespace_desktop.render.finish import hazed
from wespace_desktop.render.shot import Frame, Shot
from wespace_desktop.scene.fleet import Fleet, Moment, share_at
from wespace_desktop.scene.mover_forms import Cast, cast, form
from wespace_desktop.scene.movers import Movers
from wespace_desktop.scene.part import Scene

#: Pictures without movers that are kept: several panes rest at once.
_KEPT, _KEPT_PX = 8, 12_000_000
#: Metres that a pixel covers where a kind is no longer told from the ground.
_FINEST_M = {"car": 4.0, "shuttle": 4.0, "robot": 2.0, "bicycle": 1.2, "walk": 1.0}
#: Where a pixel covers less, it has all its faces and its true size.
_NEAR_M = 0.12
_REACH_M = 4.0
#: What stands on the ground is not hidden by it, though both are found only to a pixel: a share of the depth, metres.
_LENIENT, _LENIENT_M = 0.004, 0.12

Still = Callable[[Shot], Frame]


class Moving:
    """Belongs to one stage. Holds nothing that cannot be made again."""

    def __init__(self) -> None:
        self._movers: tuple[Scene, Movers] | None = None
        self._fleets: dict[frozenset[str], Future[tuple[Fleet, ...]]] = {}
        self._beside = ThreadPoolExecutor(1)
        self._bases: OrderedDict[Shot, Frame] = OrderedDict()
        self._made: dict[str, _Changing] = {}

    def forget(self, window: Canvas | None = None) -> None:
        """Another scene, or another window."""
        if self._movers is not None:
            self._movers[1].stop()
        self._movers = None
        self._fleets.clear()
        self._bases.clear()
        if window is not None:
            window.let_go([c.actor for c in self._made.values()])
            self._made.clear()

    def draw(self, canvas: Canvas, scene: Scene, shot: Shot, how: tuple[Still, Clip, int]) -> Frame:
        """`how`: what draws a shot without its movers, the range of its depth, how much finer its pixels are drawn."""
        still, clip, finer = how
        base = self._base(shot, still)
        actors = self._actors(scene, shot, base.matrix)
        if not actors:
            return replace(base, shot=shot)
        canvas.hold(False, actors)
        rgba, z = canvas.draw(shot.camera, shot.size, clip, finer)
        return replace(base, rgba=_over(base, rgba, linear_depth(z, shot.camera, clip)), shot=shot)

    def is_settled(self, shot: Shot) -> bool:
        """Whether the picture that rests under this one is there as fine as at rest."""
        return _finest(shot) in self._bases

    def settle(self, shot: Shot, frame: Frame) -> None:
        """From now on this rests under it."""
        self._keep(_finest(shot), frame)

    def beside(self, work: Callable[[], Frame]) -> Future[Frame]:
        """Done while pictures go on."""
        return self._beside.submit(work)

    def _base(self, shot: Shot, still: Still) -> Frame:
        """The picture without what moves: the same for every second, the finest there is while a hand may come."""
        key = _finest(shot) if shot.quality == "moving" and self.is_settled(shot) else shot.timeless
        if key not in self._bases:
            self._keep(key, still(shot))
        self._bases.move_to_end(key)
        return self._bases[key]

    def _keep(self, key: Shot, frame: Frame) -> None:
        self._bases[key] = frame
        while len(self._bases) > _KEPT or (len(self._bases) > 1 and self._pixels() > _KEPT_PX):
            self._bases.popitem(last=False)

    def _pixels(self) -> int:
        return sum(frame.depth.size for frame in self._bases.values())

    def _actors(self, scene: Scene, shot: Shot, matrix: np.ndarray) -> list[vtk.vtkActor]:
        assert shot.clock is not None
        found = []
        for fleet in self._fleets_of(scene, shot):
            moment = fleet.where(shot.clock, share_at(fleet.kind, shot.hour))
            for near, some in _seen(fleet.kind, moment, shot, matrix):
                changing = self._made.setdefault(f"{fleet.kind}/{near}", _Changing())
                changing.take(cast(form(fleet.kind, near), some))
                found.append(changing.actor)
        return found

    def _fleets_of(self, scene: Scene, shot: Shot) -> tuple[Fleet, ...]:
        """Worked out beside, a few seconds the first time: a hand that moves does not wait for it, a picture does."""
        if self._movers is None or self._movers[0] is not scene:
            self._movers = scene, Movers(scene)
            self._fleets.clear()
        movers = self._movers[1]
        key = movers.key(shot.standing)
        if key not in self._fleets:
            self._fleets[key] = self._beside.submit(movers.fleets, key)
        ready = self._fleets[key]
        return () if shot.quality == "moving" and not ready.done() else ready.result()


def _finest(shot: Shot) -> Shot:
    return replace(shot.timeless, quality="still")


def _seen(kind: str, moment: Moment, shot: Shot, matrix: np.ndarray) -> list[tuple[bool, Moment]]:
    """What lies inside the picture and is large enough in it, near ones and far ones apart."""
    middle = np.c_[moment.at, moment.z]
    low, high = middle - _REACH_M, middle + _REACH_M
    inside = np.flatnonzero(choosing.is_inside(low, high, matrix))
    pixel = choosing.pixel_m(middle[inside], middle[inside], shot)
    near, far = inside[pixel <= _NEAR_M], inside[(pixel > _NEAR_M) & (pixel <= _FINEST_M[kind])]
    return [(is_near, moment.some(rows)) for is_near, rows in ((True, near), (False, far)) if len(rows)]


class _Changing:
    """One actor whose mesh is another one in every picture."""

    def __init__(self) -> None:
        self._points, self._cells, self._mesh = vtk.vtkPoints(), vtk.vtkCellArray(), vtk.vtkPolyData()
        self._mesh.SetPoints(self._points)
        self._mesh.SetPolys(self._cells)
        self.actor = unlit(self._mesh, "rgb", changes=True)
        self.actor.ForceOpaqueOn()

    def take(self, mesh: Cast) -> None:
        self._points.SetData(vtk.to_vtk(mesh.points))
        self._cells.SetData(3, vtk.to_vtk(np.ascontiguousarray(mesh.cells).ravel()))
        self._mesh.GetPointData().AddArray(vtk.to_vtk(np.ascontiguousarray(mesh.rgba), "rgb"))
        self._points.Modified()
        self._cells.Modified()
        self._mesh.Modified()


def _over(base: Frame, rgba: np.ndarray, depth: np.ndarray) -> np.ndarray:
    """(h, w, 4) the base with the movers (colours times alpha) over it where nothing of the base is nearer."""
    rows, columns = np.nonzero(rgba[..., 3])
    away, ground = _depth_at(depth, rows, columns), base.depth[rows, columns]
    free = away <= ground * np.float32(1 + _LENIENT) + np.float32(_LENIENT_M)
    rows, columns, away = rows[free], columns[free], away[free]
    mine = rgba[rows, columns]
    hazed(mine, away, base.shot)
    picture = base.rgba.copy()
    there = picture[rows, columns].astype(np.uint16)
    left = 255 - mine[:, 3:].astype(np.uint16)
    picture[rows, columns] = np.minimum(mine + (there * left + 127) // 255, 255)
    return picture


def _depth_at(depth: np.ndarray, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """Depth of pixels; at an edge whose middle is empty that of the nearest neighbour."""
    found: np.ndarray = depth[rows, columns]
    empty = np.flatnonzero(~np.isfinite(found))
    tall, wide = depth.shape
    for down in (-1, 0, 1):
        for right in (-1, 0, 1):
            r, c = np.clip(rows[empty] + down, 0, tall - 1), np.clip(columns[empty] + right, 0, wide - 1)
            found[empty] = np.minimum(found[empty], depth[r, c])
    return found
