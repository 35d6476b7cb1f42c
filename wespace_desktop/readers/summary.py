"""What `wespace info` says of a district: counts, extent, source, and everything repaired, dropped or estimated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from wespace_desktop.model.district import THEMES, District, Theme

_LISTED = 12


def summary(district: District) -> dict[str, Any]:
    """What `wespace info` tells: counts, extent, CRS, source, and everything that was repaired or estimated."""
    xmin, ymin, xmax, ymax = district.extent
    counts = {name: len(theme) for name, theme in district.themes.items()}
    estimated = {
        name: _estimates(theme)
        for name, theme in district.themes.items()
        if _estimates(theme)
    }
    done = dict(Counter(repair.what for repair in district.repairs))
    return {
        "id": district.id, "title": asdict(district.title), "date": district.date, "hash": district.hash,
        "crs": district.crs, "origin": list(district.origin), "extent": list(district.extent),
        "size_m": [round(xmax - xmin, 1), round(ymax - ymin, 1)],
        "themes": counts, "features": sum(counts.values()), "estimated": estimated,
        "repairs": done, "repair_list": [asdict(repair) for repair in district.repairs],
        "credit": asdict(district.credit), "sources": [asdict(source) for source in district.sources],
        "notes": [asdict(note) for note in district.notes],
    }


def as_text(facts: dict[str, Any]) -> str:
    """The same for a person: themes with counts, then each repair by name (the first few of a long list)."""
    return "\n".join(_lines(facts))


def _estimates(theme: Theme) -> int:
    marks = theme.attributes.get("estimated")
    return 0 if marks is None else int(marks.sum())


def _lines(facts: dict[str, Any]) -> Iterator[str]:
    width, height = facts["size_m"]
    yield f"{facts['title']['en']} / {facts['title']['zh']} ({facts['id']}), {facts['date']}"
    east, north = facts["origin"]
    yield f"{width:,.0f} x {height:,.0f} m, {facts['crs']}, local origin {east:.0f}, {north:.0f}"
    yield f"{facts['credit']['en']}"
    for source in facts["sources"]:
        told = (source["title"]["en"], source["author"], source["licence"], source["date"])
        yield f"  source {source['id']}: {', '.join(told)}"
    yield f"{facts['features']:,} features in {len(facts['themes'])} themes"
    for name, count in facts["themes"].items():
        guessed = facts["estimated"].get(name, 0)
        marked = f", {guessed:,} with estimated values" if guessed else ""
        yield f"  {count:6,}  {THEMES[name][1].en} ({name}){marked}"
    for what, count in sorted(facts["repairs"].items()):
        yield f"{count:,} {what}"
        entries = [r for r in facts["repair_list"] if r["what"] == what]
        yield from (f"  {r['feature']}: {r['why']}" for r in entries[:_LISTED])
        if count > _LISTED:
            yield f"  and {count - _LISTED:,} more (--json lists them all)"
    yield from (f"Note: {note['en']}" for note in facts["notes"])
