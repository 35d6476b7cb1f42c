"""A read district as one fast file: a plain .npz of seven arrays that numpy alone can open, checked on the way in."""

from __future__ import annotations

import hashlib
import io
import os
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from wespace_desktop.errors import EXIT_MISSING_DATA, Problem, WeSpaceError, missing_file
from wespace_desktop.model.district import THEMES, District, Repair, Source
from wespace_desktop.model.words import Words
from wespace_desktop.paths import districts_dir
from wespace_desktop.readers.columns import POOLS, LazyThemes, Pools, Reel, pack_theme, plan_themes
from wespace_desktop.readers.summary import summary

__all__ = ["FORMAT_VERSION", "find_district", "load_district", "save_district", "shipped_districts", "summary"]

FORMAT_VERSION = 1
PACKAGE_NAME = "district.npz"
#: A package that claims to unpack to more than this is refused before a byte of it is unpacked.
MAX_BYTES = 2 * 1024**3
MAX_RATIO = 200
_SMALL = 16 * 1024**2


class _Broken(Exception):
    """The bytes do not hold what they promise; the sentence says what."""


def save_district(district: District, path: Path) -> District:
    """Writes the package (temporary file, then replace) and returns the district with its content hash."""
    pools = Pools()
    themes = [pack_theme(theme, pools) for theme in district.themes.values()]
    arrays = pools.arrays()
    meta = _meta(district, themes)
    meta["sha256"] = _content_hash(meta, arrays)
    arrays["meta"] = np.frombuffer(orjson.dumps(meta), np.uint8)
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        _write_npz(temporary, arrays)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    return replace(district, hash=meta["sha256"])


def load_district(path: Path) -> District:
    """The district of a package. WeSpaceError (exit 4) with one sentence when the file is missing, torn or too new."""
    if not path.is_file():
        raise missing_file(path, "district package")
    try:
        arrays = _read_npz(path)
        meta = orjson.loads(arrays.pop("meta").tobytes())
        _check_version(meta, path)
        promised = str(meta.pop("sha256"))
        if promised != _content_hash(meta, arrays):
            raise _Broken("its content does not match its checksum")
        return _district(meta, arrays, promised)
    except WeSpaceError:
        raise
    except _Broken as broken:
        raise _not_a_package(path, str(broken)) from broken
    except Exception as error:  # zipfile, zlib, numpy and orjson raise a dozen types on torn bytes
        raise _not_a_package(path, "it is not a whole package file") from error


def find_district(name: str, scenario_file: Path) -> Path:
    """The package a scenario's `district:` means: a shipped name, or a relative path inside the scenario's folder."""
    shipped = shipped_districts()
    if name in shipped:
        return shipped[name]
    home = scenario_file.resolve().parent
    here = (home / name).resolve() if _is_plain_relative(name) else None
    roots = (home, districts_dir().resolve())
    if here is None or not any(here.is_relative_to(root) for root in roots):
        raise _unfound(name, "leads outside the scenario's folder", shipped)
    for candidate in (here, here / PACKAGE_NAME):
        if candidate.is_file():
            return candidate
    raise _unfound(name, "is not a shipped district and not a package beside the scenario", shipped)


def shipped_districts() -> dict[str, Path]:
    """Name -> package of the districts that come with the program."""
    found = sorted(districts_dir().glob(f"*/{PACKAGE_NAME}"))
    return {path.parent.name: path for path in found}


def _is_plain_relative(name: str) -> bool:
    """No drive letter, UNC, URL, NUL or Windows device, on any system: a file means the same everywhere."""
    parts = name.replace("\\", "/").split("/")
    devices = {"con", "prn", "aux", "nul", *(f"{d}{i}" for d in ("com", "lpt") for i in range(1, 10))}
    return bool(
        name.strip() and "\0" not in name and ":" not in name and parts[0]
        and not any(part.split(".")[0].lower() in devices for part in parts)
    )


def _unfound(name: str, why: str, shipped: Mapping[str, Path]) -> WeSpaceError:
    hint = f"Shipped districts: {', '.join(shipped)}" if shipped else "No district is shipped with this program"
    return WeSpaceError(Problem("", 0, 0, "district", f'"{name}" {why}', hint), EXIT_MISSING_DATA)


def _not_a_package(path: Path, why: str) -> WeSpaceError:
    return WeSpaceError(
        Problem(str(path), 0, 0, "", f"this district package cannot be opened: {why}",
                "Make it again with wespace import, or fetch it again"),
        EXIT_MISSING_DATA,
    )


def _check_version(meta: dict[str, Any], path: Path) -> None:
    version = meta.get("format")
    if not isinstance(version, int) or version < 1:
        raise _Broken("it does not say which format it has")
    if version > FORMAT_VERSION:
        problem = Problem(str(path), 0, 0, "", f"this district package has format {version}, made by a newer program; "
                          f"this program reads up to {FORMAT_VERSION}", "Update WeSpace Desktop")
        raise WeSpaceError(problem, EXIT_MISSING_DATA)


def _meta(district: District, themes: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "format": FORMAT_VERSION, "id": district.id, "title": asdict(district.title), "crs": district.crs,
        "origin": list(district.origin), "extent": list(district.extent), "date": district.date,
        "credit": asdict(district.credit), "sources": [asdict(source) for source in district.sources],
        "repairs": [[r.theme, r.feature, r.what, r.why] for r in district.repairs],
        "notes": [asdict(note) for note in district.notes], "themes": themes,
    }


def _district(meta: dict[str, Any], arrays: dict[str, np.ndarray], content: str) -> District:
    unknown = [theme["name"] for theme in meta["themes"] if theme["name"] not in THEMES]
    if unknown:
        raise _Broken(f"it holds themes that this program does not know: {', '.join(unknown)}")
    reels = plan_themes(meta["themes"], Reel(arrays))
    return District(
        id=str(meta["id"]), title=Words(**meta["title"]), crs=str(meta["crs"]),
        origin=(float(meta["origin"][0]), float(meta["origin"][1])),
        extent=_four(meta["extent"]), themes=LazyThemes(reels),
        sources=tuple(_source(source) for source in meta["sources"]), credit=Words(**meta["credit"]),
        date=str(meta["date"]), repairs=tuple(Repair(*map(str, repair)) for repair in meta["repairs"]),
        notes=tuple(Words(**note) for note in meta["notes"]), hash=content,
    )


def _four(values: list[float]) -> tuple[float, float, float, float]:
    xmin, ymin, xmax, ymax = map(float, values)
    return xmin, ymin, xmax, ymax


def _source(entry: dict[str, Any]) -> Source:
    words = {key: Words(**entry[key]) for key in ("title", "note")}
    return Source(id=entry["id"], author=entry["author"], licence=entry["licence"], date=entry["date"], **words)


def _content_hash(meta: dict[str, Any], arrays: Mapping[str, np.ndarray]) -> str:
    digest = hashlib.sha256(orjson.dumps(meta, option=orjson.OPT_SORT_KEYS))
    for name in POOLS:
        digest.update(np.ascontiguousarray(arrays[name]).view(np.uint8).data)
    return digest.hexdigest()


def _write_npz(path: Path, arrays: Mapping[str, np.ndarray]) -> None:
    """A fixed date in every entry: the same district gives the same bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, array in arrays.items():
            entry = zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(entry, "w", force_zip64=True) as stream:
                np.lib.format.write_array(stream, array, allow_pickle=False)
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def _read_npz(path: Path) -> dict[str, np.ndarray]:
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
        total = sum(entry.file_size for entry in entries)
        if total > MAX_BYTES or total > max(_SMALL, MAX_RATIO * path.stat().st_size):
            raise _Broken(f"it would unpack to {total / 1024**2:,.0f} MiB")
        names = {entry.filename for entry in entries}
        missing = [name for name in ("meta", *POOLS) if f"{name}.npy" not in names]
        if missing:
            raise _Broken(f"it lacks {', '.join(missing)}")
        return {name: _array(archive.read(f"{name}.npy"), POOLS.get(name, np.uint8)) for name in ("meta", *POOLS)}


def _array(blob: bytes, dtype: type[np.generic]) -> np.ndarray:
    """One .npy entry; the header is not believed further than the bytes that follow it."""
    stream = io.BytesIO(blob)
    if np.lib.format.read_magic(stream) != (1, 0):
        raise _Broken("an array has an unknown form")
    shape, _, found = np.lib.format.read_array_header_1_0(stream)
    if found != np.dtype(dtype) or len(shape) != 1 or shape[0] * found.itemsize != len(blob) - stream.tell():
        raise _Broken("an array has an unexpected shape")
    return np.frombuffer(blob, found, offset=stream.tell())
