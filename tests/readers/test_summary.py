"""What `wespace info` tells a person."""

from __future__ import annotations

from wespace_desktop.model.district import District
from wespace_desktop.readers.summary import as_text, summary


def test_counts_repairs_and_estimates_are_told(corner: District) -> None:
    facts = summary(corner)
    assert facts["themes"] == {
        "streets": 9, "buildings": 12, "rooftop_mechanicals": 10, "parking_lots": 10, "street_lights": 14,
    }
    assert facts["features"] == 55
    assert facts["estimated"]["parking_lots"] == 10
    assert len(facts["repair_list"]) == sum(facts["repairs"].values())
    lines = as_text(facts).splitlines()
    assert lines[0] == "Corner / 街角 (corner), 2026-08-17"
    assert lines[2] == "City of Cambridge GIS"
    assert "      12  Buildings (buildings), 2 with estimated values" in lines
    assert "2 repaired" in lines
    assert any(line.startswith("  lot-") and "self-intersection at" in line for line in lines)
    more = facts["repairs"]["estimated"] - 12
    assert f"  and {more} more (--json lists them all)" in lines
