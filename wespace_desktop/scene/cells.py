"""A part with only some of its cells, and only the points they use."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from wespace_desktop.scene.part import Part


def with_cells(part: Part, chosen: np.ndarray) -> Part:
    """`chosen` is (m,) bool over the cells, or indices of cells; all of them by bool is the part itself."""
    if chosen.dtype == bool and chosen.all():
        return part
    cells = part.cells[chosen]
    keep, place = np.unique(cells, return_inverse=True)
    return replace(
        part,
        points=part.points[keep],
        cells=place.reshape(cells.shape).astype(np.int32),
        rgb=part.rgb[keep],
        ids=part.ids[keep],
        uv=None if part.uv is None else part.uv[keep],
    )
