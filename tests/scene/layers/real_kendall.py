"""The real district and the scenario with every layer in it, read and bound once for all tests of layers."""

from __future__ import annotations

from functools import cache

from wespace_desktop import paths
from wespace_desktop.model.binding import bind
from wespace_desktop.model.district import District
from wespace_desktop.model.plan import Plan
from wespace_desktop.model.reading import load_scenario
from wespace_desktop.readers.package import load_district, shipped_districts
from wespace_desktop.scene.site import Site


@cache
def district() -> District:
    return load_district(shipped_districts()["kendall"])


@cache
def site() -> Site:
    return Site(district())


@cache
def plan(scenario: str = "kendall-2035-layers") -> Plan:
    return bind(load_scenario(paths.scenarios_dir() / f"{scenario}.yaml"), district())
