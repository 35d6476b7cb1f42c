"""A picture knows where it came from: which scenario, which view of it, which program; enough to open it again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from wespace_desktop import __version__
from wespace_desktop.model.scenario import Intervention, Scenario
from wespace_desktop.model.view import LINES, MODES, Camera, Mode
from wespace_desktop.model.words import Words
from wespace_desktop.picture.sheet import PaneSpec, Sheet
from wespace_desktop.scene.part import Scene

#: The key of a PNG text and the name of the element in a PDF's metadata.
KEY = "wespace"
_SHORT = 12


@dataclass(frozen=True)
class Provenance:
    """What a picture says of itself. `hash` is the scenario's on that day; `parts`: of each intervention."""

    version: str
    scenario: str
    file: str
    hash: str
    extends: str
    district: str
    district_hash: str
    view: str
    mode: Mode
    panes: tuple[PaneSpec, ...]
    swipe: float = 0.5
    slide: str = ""
    hashes: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, str] = field(default_factory=dict)


def provenance_of(scene: Scene, sheet: Sheet, slide: str = "") -> dict[str, object]:
    """The origin of a sheet as plain JSON. No time of day and no folder: equal pictures stay equal everywhere."""
    scenario = scene.plan(sheet.panes[-1].scenario).scenario
    panes = [_pane_json(scene, p) for p in sheet.panes]
    return {
        "version": __version__,
        "scenario": {
            "id": scenario.id,
            "file": scenario.file.name,
            "hash": scenario.hash,
            "extends": scenario.extends.name if scenario.extends else "",
            "interventions": {i.id: short_hash(i) for i in scenario.interventions},
        },
        "district": {"id": scene.district.id, "hash": scene.district.hash},
        "view": {"id": sheet.view, "mode": sheet.mode, "swipe": sheet.swipe, "panes": panes},
        "slide": slide,
    }


def _pane_json(scene: Scene, pane: PaneSpec) -> dict[str, object]:
    return {
        "scenario": pane.scenario,
        "hash": scene.plan(pane.scenario).scenario.hash,
        "year": pane.year,
        **({} if pane.hour is None else {"hour": pane.hour}),
        **({} if pane.line == "central" else {"line": pane.line}),
        "layers": sorted(pane.layers),
        "camera": camera_json(pane.camera),
    }


def camera_json(camera: Camera) -> dict[str, object]:
    """The pose in the words of a scenario file."""
    return {
        "position": camera.position,
        "target": camera.target,
        "view_angle": camera.view_angle_deg,
        "shift": camera.shift,
        "parallel_height": camera.parallel_height_m,
        "up": camera.up,
        **({} if camera.cut is None else {"cut": camera.cut}),
    }


def short_hash(intervention: Intervention) -> str:
    """Of what an intervention says, wherever in the file it says it."""
    told = asdict(intervention)
    del told["line"], told["column"]
    text = json.dumps(told, sort_keys=True, ensure_ascii=False, default=repr)
    return hashlib.sha256(text.encode()).hexdigest()[:_SHORT]


def provenance_in(told: object) -> Provenance | None:
    """The value out of plain JSON that anyone may have written; None when it is no whole origin."""
    try:
        return _parsed(told)
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _parsed(told: Any) -> Provenance:
    scenario, view, district = told["scenario"], told["view"], told["district"]
    mode = view["mode"]
    panes = tuple(_pane(p, "ABCD"[i]) for i, p in enumerate(view["panes"]))
    if mode not in MODES or not panes:
        raise ValueError(mode)
    return Provenance(
        version=str(told["version"]),
        scenario=str(scenario["id"]),
        file=str(scenario["file"]),
        hash=str(scenario["hash"]),
        extends=str(scenario["extends"]),
        district=str(district["id"]),
        district_hash=str(district["hash"]),
        view=str(view["id"]),
        mode=mode,
        panes=panes,
        swipe=min(1.0, max(0.0, float(view["swipe"]))),
        slide=str(told.get("slide", "")),
        hashes={str(p["scenario"]): str(p["hash"]) for p in view["panes"]},
        parts={str(k): str(v) for k, v in scenario["interventions"].items()},
    )


def _pane(told: Any, tag: str) -> PaneSpec:
    camera = told["camera"]
    x, y, z = (tuple(float(n) for n in camera[k]) for k in ("position", "target", "up"))
    if not len(x) == len(y) == len(z) == 3 or x == y:
        raise ValueError("camera")
    numbers = [*x, *y, *z, *(float(camera[k]) for k in ("view_angle", "shift", "parallel_height"))]
    if not all(abs(n) < 1e7 for n in numbers):
        raise ValueError("camera")
    made = Camera((x[0], x[1], x[2]), (y[0], y[1], y[2]), numbers[9], numbers[10], numbers[11], (z[0], z[1], z[2]))
    if camera.get("cut") is not None:
        (ax, ay), (bx, by) = ((float(n) for n in p) for p in camera["cut"])
        made = replace(made, cut=((ax, ay), (bx, by)))
    hour = told.get("hour")
    if hour is not None and not 0 <= int(hour) <= 23:
        raise ValueError("hour")
    layers = frozenset(map(str, told["layers"]))
    seen = PaneSpec(str(told["scenario"]), int(told["year"]), layers, made, tag)
    line = told.get("line", "central")
    if line not in LINES:
        raise ValueError("line")
    return replace(seen, hour=None if hour is None else int(hour), line=line)


def changes_since(picture: Provenance, scenario: Scenario) -> Words:
    """What is different in a scenario since the picture was made; empty when nothing is."""
    if picture.hash == scenario.hash:
        return Words()
    now = {i.id: short_hash(i) for i in scenario.interventions}
    came = sorted(now.keys() - picture.parts.keys())
    went = sorted(picture.parts.keys() - now.keys())
    other = sorted(k for k in now.keys() & picture.parts.keys() if now[k] != picture.parts[k])
    if not came and not went and not other:
        return Words(
            "此图之后，情景文件的文字或视角有改动", "only words or views of the scenario changed since this picture"
        )
    zh = [
        f"{sign}{len(ids)} 项干预（{'、'.join(ids)}）" for sign, ids in _signed(came, went, other, ("+", "−", "改动 "))
    ]
    en = [
        f"{sign}{len(ids)} {'intervention' if len(ids) == 1 else 'interventions'} ({', '.join(ids)})"
        for sign, ids in _signed(came, went, other, ("+", "−", "changed "))
    ]
    return Words(
        f"此图之后情景有改动：{'；'.join(zh)}", f"the scenario has changed since this picture: {'; '.join(en)}"
    )


def _signed(
    came: list[str], went: list[str], other: list[str], signs: tuple[str, str, str]
) -> list[tuple[str, list[str]]]:
    return [(sign, ids) for sign, ids in zip(signs, (came, went, other), strict=True) if ids]
