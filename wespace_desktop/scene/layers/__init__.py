"""One file per technology layer, each a function `build(site, plan, ids) -> LayerBuild`."""

from __future__ import annotations

#: Layer id -> module that builds it. A new technology touches this line, one file here and one catalogue entry.
LAYERS: dict[str, str] = {
    "av_lanes": "wespace_desktop.scene.layers.av_lanes",
    "cowork_pods": "wespace_desktop.scene.layers.cowork_pods",
    "sensors": "wespace_desktop.scene.layers.sensors",
    "parking": "wespace_desktop.scene.layers.parking",
    "green": "wespace_desktop.scene.layers.green",
    "omo_logistics": "wespace_desktop.scene.layers.omo_logistics",
    "energy": "wespace_desktop.scene.layers.energy",
    "v2i": "wespace_desktop.scene.layers.v2i",
    "mobile_spaces": "wespace_desktop.scene.layers.mobile_spaces",
    "digital_core": "wespace_desktop.scene.layers.digital_core",
    "shared_mobility": "wespace_desktop.scene.layers.shared_mobility",
    "charging": "wespace_desktop.scene.layers.charging",
    "service_pods": "wespace_desktop.scene.layers.service_pods",
    "interactive": "wespace_desktop.scene.layers.interactive",
    "tunnel": "wespace_desktop.scene.layers.tunnel",
    "co_living": "wespace_desktop.scene.layers.co_living",
    "third_places": "wespace_desktop.scene.layers.third_places",
    "life_circle": "wespace_desktop.scene.layers.life_circle",
    "operation": "wespace_desktop.scene.layers.operation",
    "shock": "wespace_desktop.scene.layers.shock",
}
