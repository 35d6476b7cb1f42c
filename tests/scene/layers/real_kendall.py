"""The real district and the scenario with every layer in it, read and bound once for all tests of layers."""

from __future__ import annotations

import importlib
from functools import cache

from wespace_desktop import paths
from wespace_desktop.model.binding import bind
from wespace_desktop.model.district import District
from wespace_desktop.model.plan import Plan
from wespace_desktop.model.reading import load_scenario
from wespace_desktop.readers.package import load_district, shipped_districts
from wespace_desktop.scene.layers import LAYERS
from wespace_desktop.scene.part import IdTable, LayerBuild
from wespace_desktop.scene.site import Site


@cache
def district() -> District:
    return load_district(shipped_districts()["kendall"])


@cache
def site() -> Site:
    return Site(district())


@cache
def built(layer: str) -> LayerBuild:
    """What a layer makes of the scenario that has every layer."""
    made: LayerBuild = importlib.import_module(LAYERS[layer]).build(site(), plan(), IdTable(district()))
    return made


@cache
def plan(scenario: str = "kendall-2035-layers") -> Plan:
    return bind(load_scenario(paths.scenarios_dir() / f"{scenario}.yaml"), district())
