"""One off-screen OpenGL window: draws a set of actors through a pair of matrices and reads colour and depth back."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np

from wespace_desktop.errors import EXIT_NO_OPENGL, WeSpaceError
from wespace_desktop.model.view import Camera
from wespace_desktop.render import _vtk as vtk
from wespace_desktop.render import camera as cam
from wespace_desktop.render.actors import Model
from wespace_desktop.render.bands import in_bands

NO_OPENGL = "OpenGL does not draw on this machine. Type `wespace doctor` to see what is missing and what to install"
#: A square of this many pixels is drawn at once; larger pictures are drawn in tiles.
TILE = 4096
#: Lines and points that start outside a tile still reach into it.
_MARGIN = 8
#: With somebody to ask in between, so many cells are drawn at once.
_CELLS_AT_ONCE = 90_000
#: A window of up to so many pixels is kept for smaller drawings.
_KEEP_PX = 2_500_000


Clip = tuple[float, float]
Box = tuple[int, ...]
Drawing = tuple[np.ndarray, np.ndarray]
View = tuple[Camera, cam.Size, Clip]
Turn = Callable[[np.ndarray], list[vtk.vtkActor]]


class Canvas:
    """Owns the window and two renderers: one for what is seen, one for ids. Made, used and closed in one thread.

    `between` is called now and then during a long drawing; what it raises ends the drawing.
    """

    def __init__(self, between: Callable[[], None] | None = None) -> None:
        vtk.listen()
        self._between = between
        self._held: list[vtk.vtkActor] = []
        self._window = vtk.vtkRenderWindow()
        self._window.SetOffScreenRendering(1)
        self._window.SetMultiSamples(0)
        self._window.SetAlphaBitPlanes(1)
        self._window.SetSwapBuffers(0)
        self._seen = _renderer()
        self._ids = _renderer()
        self._in_use: vtk.vtkRenderer | None = None
        self._colour = vtk.vtkUnsignedCharArray()
        self._depth = vtk.vtkFloatArray()

    def prove(self) -> None:
        """Draw an empty picture and look at it; WeSpaceError(exit 5) where nothing comes back."""
        self._seen.SetBackground(1.0, 0.5, 0.0)
        self._use(self._seen)
        self._make_room(8, 8)
        self._window.Render()
        rgba = self._read((8, 8))[0]
        self._seen.SetBackground(0.0, 0.0, 0.0)
        if rgba.shape != (8, 8, 4) or abs(int(rgba[4, 4, 0]) - 255) > 2 or abs(int(rgba[4, 4, 1]) - 128) > 2:
            raise WeSpaceError(NO_OPENGL, EXIT_NO_OPENGL)

    def hold(self, ids: bool, actors: Iterable[vtk.vtkActor]) -> None:
        """What the next drawings show, in this order. Straight into VTK's list: its own way would upload all again."""
        self._held = list(actors)
        _put(self._ids if ids else self._seen, self._held)

    def release(self, models: Iterable[Model]) -> None:
        """Give back what the driver holds of these."""
        for model in models:
            model.release(self._window)

    def let_go(self, actors: Iterable[vtk.vtkActor]) -> None:
        """The same for actors that belong to no model."""
        for actor in actors:
            actor.ReleaseGraphicsResources(self._window)

    def close(self) -> None:
        self._window.Finalize()

    @property
    def is_software(self) -> bool:
        """Whether the pixels are made by the processor."""
        text = str(self._window.ReportCapabilities()).lower()
        return any(name in text for name in ("llvmpipe", "softpipe", "swiftshader", "swrast"))

    def draw(self, camera: Camera, size: cam.Size, clip: Clip, finer: int = 1) -> Drawing:
        """(h, w, 4) uint8 colours times alpha, (h, w) float32 z buffer 0..1; each pixel the mean of `finer` squared.

        What is too large for one drawing comes in tiles, so a large picture needs little memory and no large driver.
        """
        drawing = empty(size)
        for _ in self.tiles((camera, size, clip), finer, drawing, lambda _: None, TILE):
            pass
        return drawing

    def tiles(
        self, view: View, finer: int, drawing: Drawing, choose: Callable[[np.ndarray], None], side: int
    ) -> Iterator[None]:
        """The same tile by tile, `side` pixels of the driver's each, other things drawn in between; `choose` holds what
        a tile shows: it is told the matrix (4, 4) that spreads the tile over the whole clip square.
        """
        camera, size, clip = view
        width, height = size
        whole = width * finer <= side and height * finer <= side
        margin = 0 if whole else _MARGIN
        step = side // finer - 2 * margin
        fine = (width * finer, height * finer)
        for y in range(0, height, step):
            for x in range(0, width, step):
                across, down = min(step, width - x), min(step, height - y)
                box = (x - margin, y - margin, across + 2 * margin, down + 2 * margin)
                choose(crop(size, box))
                part, z = self._draw_part(self._seen, camera, fine, clip, tuple(n * finer for n in box))
                inner = np.s_[margin * finer : (margin + down) * finer, margin * finer : (margin + across) * finer]
                here = np.s_[y : y + down, x : x + across]
                shrink(part[inner], z[inner], finer, drawing[0][here], drawing[1][here])
                yield

    def draw_by_turns(self, camera: Camera, size: cam.Size, clip: Clip, turns: Iterable[Turn]) -> Drawing:
        """What `draw` gives, each turn drawn over the ones before; it is chosen by the z buffer that they have left."""
        self._use(self._seen)
        self._make_room(*size)
        aim(self._seen.GetActiveCamera(), camera, cam.projection(camera, size, *clip), clip)
        z: np.ndarray | None = np.ones(size[::-1], np.float32)
        try:
            for turn in turns:
                _put(self._seen, turn(self._read_depth(size) if z is None else z))
                self._window.Render()
                self._seen.SetErase(False)
                z = None
        finally:
            self._seen.SetErase(True)
            _put(self._seen, [])
            self._held = []
        rgba, z = self._read(size)
        return rgba.copy(), z.copy()

    def draw_ids(self, camera: Camera, size: cam.Size, clip: Clip, box: Box) -> np.ndarray:
        """(h, w) int32 of the pixels of box; it may reach over the picture's edge."""
        rgba, _ = self._draw_part(self._ids, camera, size, clip, box)
        colours = rgba.astype(np.int32)
        indices: np.ndarray = colours[..., 0] | colours[..., 1] << 8 | colours[..., 2] << 16
        return indices

    def _draw_part(self, renderer: vtk.vtkRenderer, camera: Camera, size: cam.Size, clip: Clip, box: Box) -> Drawing:
        """A view of VTK's own memory, good until the next drawing."""
        self._use(renderer)
        self._make_room(box[2], box[3])
        aim(renderer.GetActiveCamera(), camera, crop(size, box) @ cam.projection(camera, size, *clip), clip)
        self._render(renderer)
        return self._read((box[2], box[3]))

    def _render(self, renderer: vtk.vtkRenderer) -> None:
        """All that is held; a few actors over the other, in the same order, where somebody may want to end it."""
        batches = _batches(self._held) if self._between is not None else []
        if self._between is None or len(batches) < 2:
            self._window.Render()
            return
        try:
            for batch in batches:
                self._between()
                _put(renderer, batch)
                self._window.Render()
                self._window.WaitForCompletion()
                renderer.SetErase(False)
        finally:
            renderer.SetErase(True)
            _put(renderer, self._held)

    def _make_room(self, width: int, height: int) -> None:
        """Draw into a corner of the window if it is large enough: a new size costs as much as a frame."""
        wide, tall = self._window.GetSize()
        too_large = wide * tall > max(_KEEP_PX, 4 * width * height)
        if wide < width or tall < height or too_large:
            wide, tall = (width, height) if too_large else (max(wide, width), max(tall, height))
            self._window.SetSize(wide, tall)
        for renderer in (self._seen, self._ids):
            renderer.SetViewport(0.0, 0.0, width / wide, height / tall)

    def _use(self, renderer: vtk.vtkRenderer) -> None:
        if renderer is self._in_use:
            return
        if self._in_use is not None:
            _put(self._in_use, [])     # VTK takes from the driver whatever a renderer holds when it leaves
            self._window.RemoveRenderer(self._in_use)
        self._window.AddRenderer(renderer)
        self._in_use = renderer

    def _read(self, size: cam.Size) -> tuple[np.ndarray, np.ndarray]:
        width, height = size
        self._window.GetRGBACharPixelData(0, 0, width - 1, height - 1, 0, self._colour, 0)
        rgba = vtk.from_vtk(self._colour).reshape(height, width, 4)[::-1]
        return rgba, self._read_depth(size)

    def _read_depth(self, size: cam.Size) -> np.ndarray:
        width, height = size
        self._window.GetZbufferData(0, 0, width - 1, height - 1, self._depth)
        depth: np.ndarray = vtk.from_vtk(self._depth).reshape(height, width)[::-1]
        return depth


def empty(size: cam.Size) -> Drawing:
    """Room for a drawing."""
    return np.empty((size[1], size[0], 4), np.uint8), np.empty((size[1], size[0]), np.float32)


def _put(renderer: vtk.vtkRenderer, actors: list[vtk.vtkActor]) -> None:
    props = renderer.GetViewProps()
    props.RemoveAllItems()
    for actor in actors:
        props.AddItem(actor)


def _batches(actors: list[vtk.vtkActor]) -> list[list[vtk.vtkActor]]:
    batches: list[list[vtk.vtkActor]] = [[]]
    cells = 0
    for actor in actors:
        if cells > _CELLS_AT_ONCE:
            batches.append([])
            cells = 0
        batches[-1].append(actor)
        cells += actor.GetMapper().GetInput().GetNumberOfCells()
    return batches


def _renderer() -> vtk.vtkRenderer:
    renderer = vtk.vtkRenderer()
    renderer.SetBackground(0.0, 0.0, 0.0)
    renderer.SetBackgroundAlpha(0.0)
    renderer.SetAutomaticLightCreation(0)
    renderer.SetUseOIT(False)  # translucent sheets lie over each other in an order we know; this is exact and cheaper
    renderer.GetCullers().RemoveAllItems()  # the stage has already left out what the picture does not hold
    return renderer


def shrink(rgba: np.ndarray, z: np.ndarray, finer: int, to_rgba: np.ndarray, to_z: np.ndarray) -> None:
    """Each pixel the mean of finer x finer; its depth is that of the middle one."""
    middle = finer // 2
    to_z[:] = z[middle::finer, middle::finer]
    if finer == 1:
        to_rgba[:] = rgba
        return

    def band(rows: slice) -> None:
        tall = rgba[rows.start * finer : rows.stop * finer]
        total = np.zeros(to_rgba[rows].shape, np.uint16)
        for y in range(finer):
            for x in range(finer):
                total += tall[y::finer, x::finer]
        to_rgba[rows] = (total + finer * finer // 2) // (finer * finer)

    in_bands(range(len(to_rgba)), band)


def crop(size: cam.Size, box: Sequence[int]) -> np.ndarray:
    """(4, 4) that stretches the box (x, y from the top left, width, height) of a picture over the whole clip square."""
    x, y, width, height = box
    scale_x, scale_y = size[0] / width, size[1] / height
    centre_x = (2 * x + width) / size[0] - 1
    centre_y = 1 - (2 * y + height) / size[1]
    matrix = np.diag([scale_x, scale_y, 1.0, 1.0])
    matrix[0, 3], matrix[1, 3] = -centre_x * scale_x, -centre_y * scale_y
    return matrix


def aim(lens: vtk.vtkCamera, camera: Camera, projection: np.ndarray, clip: tuple[float, float]) -> None:
    """Give VTK's camera our pose and our own projection matrix."""
    _, up, _ = cam.basis(camera)
    lens.SetPosition(*camera.position)
    lens.SetFocalPoint(*camera.target)
    lens.SetViewUp(*up)
    lens.SetClippingRange(*clip)
    held = vtk.vtkMatrix4x4()
    held.DeepCopy(projection.ravel().tolist())
    lens.SetExplicitProjectionTransformMatrix(held)
    lens.SetUseExplicitProjectionTransformMatrix(True)


def linear_depth(z: np.ndarray, camera: Camera, clip: tuple[float, float]) -> np.ndarray:
    """(h, w) z buffer 0..1 -> float32 metres from the eye plane, inf where nothing was drawn."""
    near, far = clip
    with np.errstate(divide="ignore"):
        if camera.parallel_height_m > 0:
            metres = np.float32(near) + z * np.float32(far - near)
        else:
            metres = np.float32(far * near) / (np.float32(far) - z * np.float32(far - near))
    metres[z >= 1.0] = math.inf
    return metres.astype(np.float32, copy=False)
