"""What the catalogue warns of is said with the layer wherever it stands."""

from __future__ import annotations

import layer_town as lt

from wespace_desktop.model.catalogue import load_catalogue
from wespace_desktop.model.footing import Footing, footings
from wespace_desktop.model.words import Words


def test_a_tunnel_that_stands_is_called_unlikely() -> None:
    district = lt.town()
    plan = lt.plan(district, lt.change("tube", "tunnel", lt.main_street(district)))
    found = footings(plan, 2035, {"tunnel"}, {"tunnel"})
    assert [(f.cause, f.parent) for f in found] == [("hidden", "av_lanes"), ("unlikely", "tunnel")]
    assert found[1] == Footing("tunnel", "tunnel", "unlikely")
    assert found[1].words == Words("到 2035 年可能性低", "unlikely by 2035")
    assert not footings(plan, 2035, {"tunnel"}, set())


def test_other_layers_carry_no_caution() -> None:
    assert [layer.id for layer in load_catalogue().layers if layer.caution.en] == ["tunnel"]
