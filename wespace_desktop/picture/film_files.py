"""Films as files, frame by frame: MP4 through PyAV, animated WebP and GIF put together from single pictures.

Pillow would hold every frame of an animation in memory; a container is small enough to be written by hand.
WebP: RFC 9649, section 2.7. GIF: version 89a, sections 17 to 27.
"""

from __future__ import annotations

import io
import struct
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from wespace_desktop.errors import EXIT_USAGE, WeSpaceError

_WEBP_QUALITY, _CRF = 84, "19"
_PIECE = 1 << 20
NO_VIDEO = (
    "an MP4 needs one more package, which does not come with the program: "
    'type pip install "wespace-desktop[video]", or write film.webp'
)


@dataclass(frozen=True)
class Reel:
    """Size in pixels, frames a second, and what the file says about itself."""

    size: tuple[int, int]
    fps: int
    about: Mapping[str, str] = field(default_factory=dict)


@dataclass
class _Changed:
    """The part of a frame that differs from the one before it, and for how many frames it stands."""

    picture: np.ndarray
    left: int
    top: int
    frames: int = 1


def webp_pieces(frames: Iterable[np.ndarray], reel: Reel) -> Iterator[bytes]:
    """An animated WebP of frames (h, w, 3) uint8; only what changes is written again."""
    shown = 0
    with tempfile.TemporaryFile() as body:
        for changed in _changes(frames):
            start, stop = (round(1000 * n / reel.fps) for n in (shown, shown + changed.frames))
            body.write(_webp_frame(changed, stop - start))
            shown += changed.frames
        xmp = _chunk(b"XMP ", _xmp(reel.about))
        width, height = (struct.pack("<I", n - 1)[:3] for n in reel.size)
        head = _chunk(b"VP8X", bytes([0b0000_0110, 0, 0, 0]) + width + height)
        head += _chunk(b"ANIM", struct.pack("<IH", 0xFFFFFFFF, 0))
        yield b"RIFF" + struct.pack("<I", 4 + len(head) + body.tell() + len(xmp)) + b"WEBP" + head
        yield from _again(body)
        yield xmp


def gif_pieces(frames: Iterable[np.ndarray], reel: Reel) -> Iterator[bytes]:
    """An animated GIF that repeats; every change brings its own 256 colours, for later ones are not in the first."""
    width, height = reel.size
    yield b"GIF89a" + struct.pack("<HHBBB", width, height, 0x70, 0, 0)
    yield b"\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0"
    yield _gif_comment(reel.about)
    shown = 0
    for changed in _changes(frames):
        picture = Image.fromarray(changed.picture)
        palette = picture.quantize(256, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        flat = picture.quantize(palette=palette, dither=Image.Dither.FLOYDSTEINBERG)
        # Times are hundredths of a second: rounding each from the start keeps the film's length.
        start, stop = (round(100 * n / reel.fps) for n in (shown, shown + changed.frames))
        shown += changed.frames
        yield struct.pack("<3sBHBB", b"\x21\xf9\x04", 0x04, max(stop - start, 2), 0, 0)
        yield struct.pack("<BHHHHB", 0x2C, changed.left, changed.top, *flat.size, 0x87)
        yield bytes(palette.getpalette() or []).ljust(768, b"\0") + _gif_data(flat)
    yield b"\x3b"


def mp4_pieces(frames: Iterable[np.ndarray], reel: Reel) -> Iterator[bytes]:
    """An H.264 film in an MP4 that starts to play before it is all there; needs the extra `video`."""
    try:
        import av
    except ImportError:
        raise WeSpaceError(NO_VIDEO, EXIT_USAGE) from None
    width, height = (n - n % 2 for n in reel.size)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "film.mp4"
        # bitexact keeps versions and the time of day out of the file: the same film is the same bytes.
        options = {"movflags": "+faststart", "fflags": "+bitexact"}
        with av.open(str(path), "w", format="mp4", container_options=options) as film:
            film.metadata.update({k: v for k, v in reel.about.items() if v})
            settings = {"crf": _CRF, "preset": "veryfast", "threads": "1", "flags": "+bitexact", "tune": "animation"}
            stream: Any = film.add_stream("libx264", rate=reel.fps, options=settings)
            stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
            stream.color_range, stream.colorspace, stream.color_primaries, stream.color_trc = 1, 1, 1, 1
            for frame in frames:
                picture = av.VideoFrame.from_ndarray(_planar(frame[:height, :width]), format="yuv420p")
                for packet in stream.encode(picture):
                    film.mux(packet)
            for packet in stream.encode():
                film.mux(packet)
        with path.open("rb") as body:
            yield from _again(body)


#: Red, green and blue to luma and the two colour differences, ITU-R BT.709, in shares of their ranges.
_BT709 = np.array(
    [[0.2126, 0.7152, 0.0722], [-0.2126 / 1.8556, -0.7152 / 1.8556, 0.5], [0.5, -0.7152 / 1.5748, -0.0722 / 1.5748]],
    np.float32,
)


def _planar(frame: np.ndarray) -> np.ndarray:
    """(h, w, 3) uint8 -> (1.5 h, w) uint8: luma, then both differences at half the size, as BT.709 wants it.

    Done here and not by the library, whose own way differs by a bit from run to run and knows only BT.601.
    """
    height, width = frame.shape[:2]
    luma = frame.astype(np.float32) @ (_BT709[0] * np.float32(219 / 255)) + np.float32(16.5)
    corners = (frame[i::2, k::2].astype(np.uint16) for i in (0, 1) for k in (0, 1))
    quarter = sum(corners, start=np.zeros((1, 1, 3), np.uint16)) * np.float32(0.25)
    chroma = quarter @ (_BT709[1:].T * np.float32(224 / 255)) + np.float32(128.5)
    planes = [luma.ravel(), chroma[..., 0].ravel(), chroma[..., 1].ravel()]
    return np.concatenate(planes).astype(np.uint8).reshape(height * 3 // 2, width)


def _changes(frames: Iterable[np.ndarray]) -> Iterator[_Changed]:
    """What differs from frame to frame, cut to its box at even pixels; a frame like the last one lets that stand."""
    last: np.ndarray | None = None
    waiting: _Changed | None = None
    for frame in frames:
        box = (0, 0, frame.shape[1], frame.shape[0]) if last is None else _differing(last, frame)
        last = frame
        if box is None and waiting is not None:
            waiting.frames += 1
            continue
        if waiting is not None:
            yield waiting
        left, top, right, bottom = box or (0, 0, 2, 2)
        waiting = _Changed(np.ascontiguousarray(frame[top:bottom, left:right]), left, top)
    if waiting is not None:
        yield waiting


def _differing(a: np.ndarray, b: np.ndarray) -> tuple[int, int, int, int] | None:
    """The least box that holds every pixel that differs, its corner at even pixels; None when none does."""
    differs = (a != b).any(axis=2)
    rows, columns = np.flatnonzero(differs.any(axis=1)), np.flatnonzero(differs.any(axis=0))
    if not len(rows):
        return None
    return int(columns[0]) & ~1, int(rows[0]) & ~1, int(columns[-1]) + 1, int(rows[-1]) + 1


def _webp_frame(changed: _Changed, milliseconds: int) -> bytes:
    out = io.BytesIO()
    Image.fromarray(changed.picture).save(out, "WEBP", quality=_WEBP_QUALITY, method=4)
    data = out.getvalue()[12:]
    height, width = changed.picture.shape[:2]
    numbers = (changed.left // 2, changed.top // 2, width - 1, height - 1, milliseconds)
    head = b"".join(struct.pack("<I", n)[:3] for n in numbers)
    return _chunk(b"ANMF", head + b"\x02" + data)


def _chunk(name: bytes, data: bytes) -> bytes:
    return name + struct.pack("<I", len(data)) + data + bytes(len(data) % 2)


def _xmp(about: Mapping[str, str]) -> bytes:
    from xml.sax.saxutils import escape

    lines = "".join(f'<rdf:li xml:lang="x-default">{escape(f"{k}: {v}")}</rdf:li>' for k, v in about.items() if v)
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:description><rdf:Alt>'
        f"{lines}</rdf:Alt></dc:description></rdf:Description></rdf:RDF></x:xmpmeta>"
    ).encode()


def _gif_comment(about: Mapping[str, str]) -> bytes:
    text = "\n".join(f"{k}: {v}" for k, v in about.items() if v).encode()
    blocks = b"".join(bytes([len(text[i : i + 255])]) + text[i : i + 255] for i in range(0, len(text), 255))
    return b"\x21\xfe" + blocks + b"\0"


def _gif_data(flat: Image.Image) -> bytes:
    """The packed pixels of a picture, cut out of a GIF that holds nothing else."""
    out = io.BytesIO()
    flat.save(out, "GIF", optimize=False, interlace=False)
    data = out.getvalue()
    at = 13 + (3 << (data[10] & 7) + 1 if data[10] & 0x80 else 0)
    while data[at] == 0x21:
        at += 2
        while data[at]:
            at += data[at] + 1
        at += 1
    local = data[at + 9]
    return data[at + 10 + (3 << (local & 7) + 1 if local & 0x80 else 0) : -1]


def _again(body: Any) -> Iterator[bytes]:
    body.seek(0)
    while piece := body.read(_PIECE):
        yield piece
