"""Reads one layer of a GIS vector file: geometry and columns, in whatever format GDAL knows."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely

from wespace_desktop.errors import EXIT_MISSING_DATA, Problem, WeSpaceError


@dataclass(frozen=True, eq=False)
class Layer:
    """`geometry` (n,) shapely objects or None in `crs` ('' = the file does not say); `columns` name -> (n,) as read."""

    path: Path
    crs: str
    geometry: np.ndarray
    columns: dict[str, np.ndarray]

    def __len__(self) -> int:
        return len(self.geometry)


def read_layer(path: Path, layer: str | None = None) -> Layer:
    """WeSpaceError (exit 4) with one sentence whatever the file holds."""
    import pyogrio  # late: 1.5 s cold

    if not path.exists():
        raise _fault(path, "no such source file")
    try:
        names = [str(name) for name in pyogrio.list_layers(path)[:, 0]]
        if layer is not None and layer not in names:
            raise _fault(path, f'has no layer "{layer}"', f"Its layers are: {', '.join(names)}")
        with warnings.catch_warnings():  # GDAL's remarks on single broken shapes: those come back empty and are named
            warnings.simplefilter("ignore", RuntimeWarning)
            meta, _, blobs, fields = pyogrio.raw.read(path, layer=layer or names[0], force_2d=True, encoding=None)
        geometry = shapely.from_wkb(blobs, on_invalid="ignore") if blobs is not None else np.empty(0, object)
    except WeSpaceError:
        raise
    except Exception as error:  # GDAL's drivers raise many types on a torn file
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise _fault(path, f"cannot be read: {reason}") from error
    columns = {str(name): column for name, column in zip(meta["fields"], fields, strict=True)}
    return Layer(path, str(meta["crs"] or ""), np.asarray(geometry, object), columns)


def _fault(path: Path, message: str, hint: str = "") -> WeSpaceError:
    return WeSpaceError(Problem(str(path), 0, 0, "", message, hint), EXIT_MISSING_DATA)
