"""Keeps what a layer built for a plan on disk, so that the second opening of a scenario costs no geometry."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np

from wespace_desktop import paths
from wespace_desktop.model.plan import Plan
from wespace_desktop.scene import coding, store
from wespace_desktop.scene.cache import code_version
from wespace_desktop.scene.part import IdTable, LayerBuild

#: So many stay on disk; each is a few megabytes.
_KEPT = 24


def cached_layer(plan: Plan, layer: str, ids: IdTable, build: Callable[[], LayerBuild]) -> LayerBuild:
    """What the layer builds for this plan, from the cache when the district, the scenario and the code are the same."""
    if not plan.district.hash:
        return build()
    code = f"{code_version()} {_layers_version()} {coding.FORM}"
    whole = f"{plan.district.hash} {plan.scenario.hash} {plan.id} {layer} {code}"
    file = paths.cache_dir() / f"layer-{layer}-{hashlib.sha256(whole.encode()).hexdigest()[:24]}.bin"
    try:
        return load(file, ids)
    except (OSError, ValueError, KeyError, TypeError):
        built = build()
    with suppress(OSError):  # a full or read-only disk costs time at the next start, nothing else
        save(built, file, ids)
        store.prune(file.parent, "layer-*.bin", _KEPT)
    return built


@cache
def _layers_version() -> str:
    digest = hashlib.sha256()
    for file in sorted((Path(__file__).parent / "layers").glob("*.py")):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def save(built: LayerBuild, file: Path, ids: IdTable) -> None:
    """Part.ids hold indices of this run; they are kept as names."""
    arrays = store.Arrays()
    names = ids.names()
    tables = []
    parts = []
    for part in built.parts:
        used, local = np.unique(part.ids, return_inverse=True)
        tables.append([names[k] for k in used])
        parts.append(replace(part, ids=local.astype(np.int32)))
    head = {"names": tables, "built": coding.plain(replace(built, parts=tuple(parts)), arrays)}
    store.write(file, head, arrays)


def load(file: Path, ids: IdTable) -> LayerBuild:
    """ValueError, KeyError or TypeError when the file is not what save wrote."""
    head, arrays = store.read(file)
    built = coding.value(head["built"], arrays)
    if not isinstance(built, LayerBuild):
        raise TypeError(f"{file} holds {type(built).__name__}")
    parts = []
    for part, table in zip(built.parts, head["names"], strict=True):
        index = np.array([ids.of(name) for name in table], np.int32)
        parts.append(replace(part, ids=index[part.ids]))
    for item in built.items:
        ids.of(item.id)
    return replace(built, parts=tuple(parts))
