"""The limit lines: what numpy, earcut and one merged VTK actor need for the same work, in the fewest lines."""

from __future__ import annotations

import sys
import time
from typing import Any

from tell import peak_mib, say, stamp

WINDOW = (1920, 1080)


def imports() -> None:
    """The libraries without which nothing can start."""
    import numpy  # noqa: F401
    import PySide6.QtWidgets  # noqa: F401
    import vtkmodules.vtkRenderingCore
    import vtkmodules.vtkRenderingOpenGL2  # noqa: F401

    stamp("imports")


def open_footprints(footprints: str, picture: str) -> None:
    """A file of footprints with `height_m`, extruded, one actor, first picture as PNG."""
    import mapbox_earcut
    import numpy as np
    import pyogrio
    import shapely

    meta, _, blobs, fields = pyogrio.raw.read(footprints)
    height = dict(zip(meta["fields"], fields, strict=True))["height_m"]
    parts, owner = shapely.get_parts(shapely.from_wkb(blobs), return_index=True)
    height = height[owner]
    points, cells, start = [], [], 0
    for part, top in zip(parts, height, strict=True):
        rings = [np.asarray(r.coords)[:-1] for r in (part.exterior, *part.interiors)]
        flat = np.concatenate(rings)
        ends = np.cumsum([len(r) for r in rings]).astype(np.uint32)
        count = len(flat)
        roof = mapbox_earcut.triangulate_float64(flat, ends).reshape(-1, 3) + start
        firsts = [(int(e) - len(r), int(e)) for r, e in zip(rings, ends, strict=True)]
        after = np.concatenate([np.r_[first + 1 : end, first] for first, end in firsts])
        here = np.arange(count) + start
        there = after + start
        points += [np.c_[flat, np.full(count, top)], np.c_[flat, np.zeros(count)]]
        cells += [roof, np.c_[here, there, there + count], np.c_[here, there + count, here + count]]
        start += 2 * count
    xyz = np.concatenate(points)
    xyz[:, :2] -= xyz[:, :2].mean(axis=0)
    window, _ = scene(xyz.astype(np.float32), np.concatenate(cells).astype(np.int32), None)
    window.Render()
    write(read_back(window), picture)
    stamp("open")
    say("peak_mib", peak_mib())


def scene(xyz: Any, cells: Any, rgb: Any, camera: Any = None) -> tuple[Any, Any]:
    """One off-screen window with one actor; lit by VTK's headlight without colours, unlit with them."""
    import numpy as np
    import vtkmodules.vtkRenderingOpenGL2  # noqa: F401  the factory that makes windows real
    from vtkmodules.util.numpy_support import numpy_to_vtk
    from vtkmodules.vtkCommonCore import vtkPoints
    from vtkmodules.vtkCommonDataModel import vtkCellArray, vtkPolyData
    from vtkmodules.vtkRenderingCore import vtkActor, vtkPolyDataMapper, vtkRenderer, vtkRenderWindow

    points, polys, data = vtkPoints(), vtkCellArray(), vtkPolyData()
    points.SetData(numpy_to_vtk(xyz))
    polys.SetData(numpy_to_vtk(np.arange(0, 3 * len(cells) + 1, 3, dtype=np.int32)), numpy_to_vtk(cells.ravel()))
    data.SetPoints(points)
    data.SetPolys(polys)
    mapper, actor, renderer, window = vtkPolyDataMapper(), vtkActor(), vtkRenderer(), vtkRenderWindow()
    if rgb is not None:
        data.GetPointData().SetScalars(numpy_to_vtk(rgb))
        actor.GetProperty().LightingOff()
    mapper.SetInputData(data)
    actor.SetMapper(mapper)
    renderer.AddActor(actor)
    renderer.SetBackground(1, 1, 1)
    window.SetOffScreenRendering(1)
    window.SetSwapBuffers(0)
    window.SetMultiSamples(0)
    window.AddRenderer(renderer)
    window.SetSize(*WINDOW)
    aim(renderer, camera)
    data.kept = (xyz, cells, rgb)
    return window, renderer


def aim(renderer: Any, camera: Any) -> None:
    eye = renderer.GetActiveCamera()
    if camera is None:
        eye.SetPosition(1, -1, 0.8)
        eye.SetViewUp(0, 0, 1)
        renderer.ResetCamera()
        return
    eye.SetPosition(*camera[0])
    eye.SetFocalPoint(*camera[1])
    eye.SetViewUp(0, 0, 1)
    eye.SetViewAngle(float(camera[2][0]))
    renderer.ResetCameraClippingRange()


def read_back(window: Any) -> Any:
    import numpy as np
    from vtkmodules.util.numpy_support import vtk_to_numpy
    from vtkmodules.vtkCommonCore import vtkUnsignedCharArray

    width, height = window.GetSize()
    held = vtkUnsignedCharArray()
    window.GetRGBACharPixelData(0, 0, width - 1, height - 1, 0, held, 0)
    return np.ascontiguousarray(vtk_to_numpy(held).reshape(height, width, 4)[::-1, :, :3])


def write(pixels: Any, path: str) -> None:
    from PIL import Image

    Image.fromarray(pixels).save(path, compress_level=1)


def frames(triangles: str, picture: str, turns: int = 6) -> None:
    """The same triangles as the product draws, in one actor: one pane, then a picture of each size."""
    import numpy as np

    held = np.load(triangles)
    window, renderer = scene(held["xyz"], held["cells"], held["rgb"], held["camera"])
    window.Render()
    read_back(window)
    times = []
    for _ in range(turns):
        start = time.perf_counter()
        renderer.GetActiveCamera().Azimuth(5)
        renderer.ResetCameraClippingRange()
        window.Render()
        read_back(window)
        times.append(time.perf_counter() - start)
    say("frame", min(times))
    for name, size in (("1080p", (1920, 1080)), ("4K", (3840, 2160))):
        start = time.perf_counter()
        window.SetSize(*size)
        aim(renderer, held["camera"])
        window.Render()
        write(read_back(window), picture)
        say(name, time.perf_counter() - start)
    say("peak_mib", peak_mib())


def shots(folder: str, picture: str) -> None:
    """What a deck or a film draws: each state one actor, already there; each picture drawn, read back and written.

    Without a `picture` nothing is written: frames that a hand sees.
    """
    import numpy as np

    rows = np.load(f"{folder}/shots.npy")
    window = None
    actors: list[Any] = []
    for k in range(int(rows[:, 0].max()) + 1):
        held = np.load(f"{folder}/state{k}.npz")
        made, renderer_of = scene(held["xyz"], held["cells"], held["rgb"])
        actor = renderer_of.GetActors().GetLastActor()
        if window is None:
            window, renderer = made, renderer_of
        else:
            renderer.AddActor(actor)
        actors.append(actor)
        _only(actors, k)
        window.Render()
    begin = time.perf_counter()
    for state, width, height, angle, *eye in rows:
        _only(actors, int(state))
        window.SetSize(int(width), int(height))
        aim(renderer, (eye[:3], eye[3:], (angle,)))
        window.Render()
        pixels = read_back(window)
        if picture:
            write(pixels, picture)
    say("pictures" if picture else "frames", time.perf_counter() - begin)
    say("peak_mib", peak_mib())


def _only(actors: list[Any], seen: int) -> None:
    for k, actor in enumerate(actors):
        actor.SetVisibility(k == seen)


if __name__ == "__main__":
    {"imports": imports, "open": open_footprints, "frames": frames, "shots": shots}[sys.argv[1]](*sys.argv[2:])
