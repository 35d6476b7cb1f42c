"""Does beforehand, for every shipped district, what makes a first opening slow: `make prebuilt`."""

from __future__ import annotations

from pathlib import Path

from wespace_desktop import paths
from wespace_desktop.model.binding import bind
from wespace_desktop.model.district import District
from wespace_desktop.model.plan import Plan
from wespace_desktop.model.reading import load_scenario
from wespace_desktop.readers.package import find_district, load_district, shipped_districts
from wespace_desktop.scene import build, layer_cache, prebuilt, store
from wespace_desktop.scene.part import IdTable
from wespace_desktop.scene.site import Site

#: Layers that take longer to build than to unpack: about 0.4 s or more by themselves, or because they keep clear of all
#: that stands before them (scene/layers/standing_room.py) and would have to find that first. Sensors and parking are
#: quick enough for what they would weigh: where demand brings them place by place they are thousands of parts.
SLOW = (
    "av_lanes", "cowork_pods", "green", "omo_logistics", "energy", "digital_core",
    "shared_mobility", "charging", "service_pods", "interactive", "tunnel", "third_places", "life_circle", "shock",
)  # fmt: skip


def main() -> None:
    """Writes the zip beside each shipped package anew."""
    for package in shipped_districts().values():
        write(package, package.with_name(prebuilt.NAME))


def write(package: Path, file: Path) -> None:
    """All that is slow about a district and the shipped scenarios in it, built now."""
    district = load_district(package)
    site, ids = Site(district), IdTable(district)
    for _, _, task in build._TASKS:
        task(site, ids)
    layers = {}
    for plan, layer in slow_layers(package, district):
        own = IdTable(district)
        built = build._build_layer(site, plan, layer, own)
        layers[layer_cache.name_of(plan, layer)] = store.packed(*layer_cache.told(built, own))
    prebuilt.write(district, site.steps, file, layers)


def slow_layers(package: Path, district: District) -> list[tuple[Plan, str]]:
    """The slow layers of every shipped scenario that lies in the district."""
    scenarios = [load_scenario(f) for f in sorted(paths.scenarios_dir().glob("*.yaml"))]
    plans = tuple(bind(s, district) for s in scenarios if find_district(s.district, s.file) == package)
    return [(plan, layer) for plan, layer in build._steps(plans) if layer in SLOW]


if __name__ == "__main__":
    main()
