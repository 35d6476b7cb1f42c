"""What a sensor sees from its pole, in pieces that do not overlap; the floor below says what it sees."""

from __future__ import annotations

import numpy as np
import shapely

from wespace_desktop.indicators.sight import visible

__all__ = ["share_out", "visible"]


def share_out(seen: np.ndarray, taken: shapely.Geometry) -> np.ndarray:
    """(n,) pieces that do not overlap and together cover what `seen` covers, without `taken`: one alpha everywhere."""
    tree = shapely.STRtree(seen)
    pieces = shapely.difference(seen, taken) if not taken.is_empty else seen.copy()
    for k, piece in enumerate(pieces):
        earlier = [j for j in tree.query(piece, predicate="intersects") if j < k]
        if earlier:
            pieces[k] = shapely.difference(piece, shapely.union_all(seen[np.sort(earlier)]))
    return pieces
