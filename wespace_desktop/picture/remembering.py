"""Reading back where a PNG, PDF or PPTX came from, out of files that anyone may have made."""

from __future__ import annotations

import json
import re
import zipfile
from html import unescape
from pathlib import Path

from wespace_desktop.errors import EXIT_MISSING_DATA, Problem, WeSpaceError, missing_file
from wespace_desktop.picture.png import metadata_in, read_metadata
from wespace_desktop.picture.provenance import KEY, Provenance, provenance_in

#: What a picture file may hold at most before nobody looks into it.
_MOST_FILE, _MOST_PART, _MOST_PARTS = 1 << 30, 1 << 28, 4000
_MOST_ORIGIN = 1 << 22
_ORIGIN = re.compile(rb"<wespace:origin>([^<]*)</wespace:origin>")
_PICTURE = re.compile(r"ppt/media/[^/]+\.png")
_SLIDE = re.compile(r"ppt/slides/_rels/slide(\d+)\.xml\.rels")
_TARGET = re.compile(rb'Target="\.\./media/([^"/]+\.png)"')
SUFFIXES = (".png", ".pdf", ".pptx")


def read_provenance(path: Path) -> tuple[Provenance, ...]:
    """Where a picture came from; one for each page or slide that knows, in their order. Empty when the file does not
    say. WeSpaceError when it cannot be read at all.
    """
    if not path.is_file():
        raise missing_file(path, "picture")
    try:
        if path.stat().st_size > _MOST_FILE:
            raise _broken(path, "this file is too large to look into")
        kind = path.suffix.lower()
        if kind == ".png":
            return _known([read_metadata(path).get(KEY, "")])
        if kind == ".pdf":
            return _of_pdf(path)
        if kind == ".pptx":
            return _of_slides(path)
    except (OSError, zipfile.BadZipFile, EOFError, RuntimeError, NotImplementedError) as error:
        raise _broken(path, "this file is damaged or cut short") from error
    raise _broken(path, "only PNG, PDF and PowerPoint files remember their view")


def _known(texts: list[str]) -> tuple[Provenance, ...]:
    """Those that are whole, each once."""
    found: list[Provenance] = []
    for text in texts:
        made = provenance_in(_plain(text))
        if made is not None and made not in found:
            found.append(made)
    return tuple(found)


def _plain(text: str) -> object:
    try:
        return json.loads(text) if 0 < len(text) <= _MOST_ORIGIN else None
    except (ValueError, RecursionError):
        return None


def _of_pdf(path: Path) -> tuple[Provenance, ...]:
    data = path.read_bytes()
    if not data.startswith(b"%PDF"):
        raise _broken(path, "this is no PDF file")
    found = _ORIGIN.search(data)
    told = _plain(unescape(found[1].decode("utf-8", "replace"))) if found else None
    return _known([json.dumps(one) for one in told]) if isinstance(told, list) else ()


def _of_slides(path: Path) -> tuple[Provenance, ...]:
    """Each picture in the file carries its own origin, wherever it was copied from; slides in their order."""
    with zipfile.ZipFile(path) as deck:
        entries = {i.filename: i for i in deck.infolist()[:_MOST_PARTS] if i.file_size <= _MOST_PART}
        slides = sorted((int(m[1]), name) for name in entries if (m := _SLIDE.fullmatch(name)))
        names: list[str] = []
        for _, name in slides:
            names += [f"ppt/media/{target.decode()}" for target in _TARGET.findall(deck.read(name))]
        names += sorted(n for n in entries if _PICTURE.fullmatch(n))
        there = [name for name in dict.fromkeys(names) if name in entries]
        texts = [_text_in(path, deck.read(name)) for name in there]
    return _known(texts)


def _text_in(path: Path, data: bytes) -> str:
    try:
        return metadata_in(path, data).get(KEY, "")
    except WeSpaceError:
        return ""  # one broken picture does not hide what the others know


def _broken(path: Path, what: str) -> WeSpaceError:
    return WeSpaceError(Problem(str(path), 0, 0, "", what), EXIT_MISSING_DATA)
