"""The only door to VTK: the few classes the render floor needs, a window off screen, VTK's complaints in the log."""

from __future__ import annotations

import ctypes
import logging
import os
import sys

import numpy as np

_ENV = "VTK_DEFAULT_OPENGL_WINDOW"


def _choose_window() -> None:
    """On Linux draw through EGL even under X (it lives in any thread, without a display); GLX where EGL is missing."""
    if not sys.platform.startswith("linux") or os.environ.get(_ENV):
        return
    try:
        ctypes.CDLL("libEGL.so.1")
    except OSError:
        os.environ[_ENV] = "vtkXOpenGLRenderWindow" if os.environ.get("DISPLAY") else "vtkOSOpenGLRenderWindow"
    else:
        os.environ[_ENV] = "vtkEGLRenderWindow"


_choose_window()

import vtkmodules.vtkRenderingOpenGL2  # noqa: E402, F401  the factory that makes windows and mappers real
from vtkmodules.util import numpy_support  # noqa: E402
from vtkmodules.vtkCommonCore import (  # noqa: E402
    vtkDataArray,
    vtkFloatArray,
    vtkOutputWindow,
    vtkPoints,
    vtkUnsignedCharArray,
    vtkVersion,
)
from vtkmodules.vtkCommonDataModel import vtkCellArray, vtkImageData, vtkPolyData  # noqa: E402
from vtkmodules.vtkCommonMath import vtkMatrix4x4  # noqa: E402
from vtkmodules.vtkRenderingCore import (  # noqa: E402
    vtkActor,
    vtkCamera,
    vtkPolyDataMapper,
    vtkRenderer,
    vtkRenderWindow,
    vtkTexture,
)

__all__ = [
    "from_vtk",
    "listen",
    "to_vtk",
    "version",
    "vtkActor",
    "vtkCamera",
    "vtkCellArray",
    "vtkFloatArray",
    "vtkImageData",
    "vtkMatrix4x4",
    "vtkPoints",
    "vtkPolyData",
    "vtkPolyDataMapper",
    "vtkRenderWindow",
    "vtkRenderer",
    "vtkTexture",
    "vtkUnsignedCharArray",
]


def version() -> str:
    return str(vtkVersion.GetVTKSourceVersion())


def to_vtk(values: np.ndarray, name: str = "") -> vtkDataArray:
    """A C-contiguous array as VTK sees it; the memory is shared and kept alive. int32 stays 32 bits wide."""
    array: vtkDataArray = numpy_support.numpy_to_vtk(values)  # type: ignore[no-untyped-call]
    if name:
        array.SetName(name)
    return array


def from_vtk(values: vtkDataArray) -> np.ndarray:
    """A view of VTK's own memory."""
    array: np.ndarray = numpy_support.vtk_to_numpy(values)  # type: ignore[no-untyped-call]
    return array


_log = logging.getLogger("wespace.vtk")
_listening: list[vtkOutputWindow] = []


def listen() -> None:
    """Send VTK's own messages to the log instead of the terminal (or, on Windows, a message box). Once is enough."""
    if _listening:
        return
    window = vtkOutputWindow()
    window.SetDisplayModeToNever()
    for event, level in (("ErrorEvent", logging.ERROR), ("WarningEvent", logging.WARNING)):
        window.AddObserver(event, _Observer(level))  # type: ignore[arg-type]
    vtkOutputWindow.SetInstance(window)
    _listening.append(window)


class _Observer:
    """VTK hands the text over only to an observer that names its type."""

    CallDataType = "string0"

    def __init__(self, level: int) -> None:
        self.level = level

    def __call__(self, _caller: object, _event: str, text: str = "") -> None:
        _log.log(self.level, "%s", " ".join(text.split()))
