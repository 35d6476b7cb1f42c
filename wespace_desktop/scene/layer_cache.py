"""Keeps what a layer built for a plan on disk, so that the second opening of a scenario costs no geometry."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from wespace_desktop import paths
from wespace_desktop.model.plan import Plan
from wespace_desktop.scene import coding, prebuilt, store
from wespace_desktop.scene.cache import code_version
from wespace_desktop.scene.part import IdTable, LayerBuild

#: So many stay on disk, a layer of a plan each: twenty layers of half a dozen plans. Most are far below a megabyte.
_KEPT = 160


def cached_layer(plan: Plan, layer: str, ids: IdTable, build: Callable[[], LayerBuild]) -> LayerBuild:
    """What the layer builds for this plan, from the cache when the district, the changes and the code are the same."""
    if not plan.district.hash:
        return build()
    file = paths.cache_dir() / name_of(plan, layer)
    shipped = prebuilt.kept(file.name)
    try:
        return load(file if shipped is None else shipped, ids)
    except (OSError, ValueError, KeyError, TypeError):
        built = build()
    with suppress(OSError):  # a full or read-only disk costs time at the next start, nothing else
        save(built, file, ids)
        store.prune(file.parent, "layer-*.bin", _KEPT)
    return built


def name_of(plan: Plan, layer: str) -> str:
    """Of the file. A layer is made of the changes alone: a view saved in the scenario's file does not age it."""
    changes = [replace(c, intervention=replace(c.intervention, line=0, column=0)) for c in plan.changes]
    words = json.dumps(coding.plain(tuple(changes), store.Arrays()))
    whole = f"{plan.district.hash} {plan.id} {layer} {code_version()} {_layers_version()} {coding.FORM} {words}"
    return f"layer-{layer}-{hashlib.sha256(whole.encode()).hexdigest()[:24]}.bin"


#: Files of this floor that layers import besides those of a context (proved by a test).
_ALSO = ("change", "describe", "fact_words", "labels")


@cache
def _layers_version() -> str:
    digest = hashlib.sha256()
    here = Path(__file__).parent
    for file in [*sorted((here / "layers").glob("*.py")), *(here / f"{name}.py" for name in _ALSO)]:
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def save(built: LayerBuild, file: Path, ids: IdTable) -> None:
    """Written beside its place and moved there whole."""
    store.write(file, *told(built, ids))


def told(built: LayerBuild, ids: IdTable) -> tuple[dict[str, Any], store.Arrays]:
    """Head and arrays. Part.ids hold indices of this run; they are kept as names."""
    arrays = store.Arrays()
    names = ids.names()
    tables = []
    parts = []
    for part in built.parts:
        used, local = np.unique(part.ids, return_inverse=True)
        tables.append([names[k] for k in used])
        parts.append(replace(part, ids=local.astype(np.int32)))
    head = {"names": tables, "built": coding.plain(replace(built, parts=tuple(parts)), arrays)}
    return head, arrays


def load(file: Path | store.Kept, ids: IdTable) -> LayerBuild:
    """ValueError, KeyError or TypeError when the file is not what save wrote."""
    kept = store.Kept(file) if isinstance(file, Path) else file
    kept.check()
    head = kept.head
    built = coding.value(head["built"], kept.arrays)
    if not isinstance(built, LayerBuild):
        raise TypeError(f"this holds {type(built).__name__}, not what a layer built")
    parts = []
    for part, table in zip(built.parts, head["names"], strict=True):
        index = np.array([ids.of(name) for name in table], np.int32)
        parts.append(replace(part, ids=index[part.ids]))
    for item in built.items:
        ids.of(item.id)
    return replace(built, parts=tuple(parts))
