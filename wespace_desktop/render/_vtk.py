"""The only door to VTK: the few classes the render floor needs, an off-screen window, and VTK's complaints in the log."""

from __future__ import annotations

import ctypes
import logging
import os
import sys

_ENV = "VTK_DEFAULT_OPENGL_WINDOW"


def _choose_window() -> None:
    """On Linux draw through EGL even under X (it lives in any thread and needs no display); GLX where EGL is missing."""
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
from vtkmodules.util.numpy_support import numpy_to_vtk, vtk_to_numpy  # noqa: E402
from vtkmodules.vtkCommonCore import (  # noqa: E402
    vtkFloatArray,
    vtkOutputWindow,
    vtkPoints,
    vtkUnsignedCharArray,
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
    "listen",
    "numpy_to_vtk",
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
    "vtk_to_numpy",
]

_log = logging.getLogger("wespace.vtk")
_listening: list[vtkOutputWindow] = []


def listen() -> None:
    """Send VTK's own messages to the log instead of the terminal (or, on Windows, a message box). Once is enough."""
    if _listening:
        return
    window = vtkOutputWindow()
    window.SetDisplayModeToNever()
    for event, level in (("ErrorEvent", logging.ERROR), ("WarningEvent", logging.WARNING)):
        window.AddObserver(event, _Observer(level))
    vtkOutputWindow.SetInstance(window)
    _listening.append(window)


class _Observer:
    """VTK hands the text over only to an observer that names its type."""

    CallDataType = "string0"

    def __init__(self, level: int) -> None:
        self.level = level

    def __call__(self, _caller: object, _event: str, text: str = "") -> None:
        _log.log(self.level, "%s", " ".join(text.split()))
