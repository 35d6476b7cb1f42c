"""The objects of a PDF in one order: Qt writes fonts as a hash with a random seed gives them, never twice the same."""

from __future__ import annotations

import itertools
import re

_REFERENCE = re.compile(rb"(?<![\w.])(\d+) 0 R\b")
#: The six letters before an embedded typeface's name; Qt makes them out of the object's number.
_SUBSET = re.compile(rb"/([A-Z]{6})\+")
_ENTRY = re.compile(rb"(\d{10}) (\d{5}) ([nf]) ?\r?\n")


def in_one_order(data: bytes) -> bytes:
    """The same document with its objects numbered as they are met from the trailer on. Anything that is not as plain as
    what Qt writes comes back unchanged.
    """
    start = data.rfind(b"\nxref\n") + 1
    if start <= 0 or b"/ObjStm" in data:
        return data
    trailer = data[data.index(b"trailer", start) : data.rindex(b"startxref")]
    objects = _objects(data, start)
    order = _met(objects, trailer)
    number = {old: new for new, old in enumerate(order, 1)}
    tags = dict.fromkeys(t for old in order for t in _SUBSET.findall(_dictionary(objects[old][1])))
    named = {tag: b"WESPA" + bytes([65 + i % 26]) for i, tag in enumerate(tags)}
    head = data[: min(at for at, _ in objects.values())]
    out, places = bytearray(head), []
    for old in order:
        places.append(len(out))
        body = objects[old][1]
        out += b"%d 0 obj" % number[old] + _renumbered(body[body.index(b"obj") + 3 :], number, named)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(order) + 1)
    out += b"".join(b"%010d 00000 n \n" % at for at in places)
    told = re.sub(rb"/Size \d+", b"/Size %d" % (len(order) + 1), _renumbered(trailer, number, {}))
    return bytes(out + told + b"startxref\n%d\n%%%%EOF\n" % table)


def _objects(data: bytes, table: int) -> dict[int, tuple[int, bytes]]:
    """Number -> where it begins and its bytes, by the file's own table."""
    begin = data.index(b"\n", data.index(b"\n", table) + 1) + 1
    places: dict[int, int] = {}
    for k, entry in enumerate(_ENTRY.finditer(data, begin, data.index(b"trailer", table))):
        if entry[3] == b"n":
            places[k] = int(entry[1])
    ends = sorted([*places.values(), table])
    after = dict(itertools.pairwise(ends))
    return {k: (at, data[at : after[at]]) for k, at in places.items()}


def _met(objects: dict[int, tuple[int, bytes]], trailer: bytes) -> list[int]:
    """Numbers in the order in which they are first spoken of."""
    order: list[int] = []
    seen: set[int] = set()
    waiting = [int(n) for n in _REFERENCE.findall(trailer)][::-1]
    while waiting:
        this = waiting.pop()
        if this in seen or this not in objects:
            continue
        seen.add(this)
        order.append(this)
        waiting += [int(n) for n in _REFERENCE.findall(_dictionary(objects[this][1]))][::-1]
    return order


def _dictionary(body: bytes) -> bytes:
    """The part before the stream, where references can stand."""
    at = body.find(b"stream\n")
    return body if at < 0 else body[:at]


def _renumbered(body: bytes, number: dict[int, int], named: dict[bytes, bytes]) -> bytes:
    words = _dictionary(body)
    told = _REFERENCE.sub(lambda found: b"%d 0 R" % number.get(int(found[1]), 0), words)
    told = _SUBSET.sub(lambda found: b"/" + named.get(found[1], found[1]) + b"+", told)
    return told + body[len(words) :]
