"""The report's diagrams: every chart that is not a panel has one, in both languages, and schematic ones say so."""

from __future__ import annotations

import pytest
from made_up import make_scene

from wespace_desktop.model.adoption import load_drivers
from wespace_desktop.model.catalogue import load_catalogue
from wespace_desktop.model.report import SCHEMATIC, load_report
from wespace_desktop.model.words import LANGS, Lang
from wespace_desktop.picture.diagram_charts import graded
from wespace_desktop.picture.diagram_webs import levels
from wespace_desktop.picture.diagrams import Ask, chart_image, draw_chart, makers
from wespace_desktop.picture.drawing import Drawing, Plate, Tones

CHARTS = {name: chart for name, chart in load_report().charts.items() if chart.kind != "panel"}
SCENE = make_scene()


def _ask(lang: Lang = "en", width: float = 360.0, marked: str = "") -> Ask:
    plans = tuple((p, p.scenario.year, p.scenario.layers_on) for p in SCENE.plans)
    return Ask(width, lang, plans, marked)


def _said(drawing: Drawing) -> str:
    return " ".join(t.text for t in drawing.texts)


def test_every_chart_of_the_report_is_drawn_and_nothing_else() -> None:
    assert set(makers()) == set(CHARTS)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", CHARTS)
def test_a_diagram_keeps_inside_its_ground_and_speaks_its_language(name: str, lang: Lang) -> None:
    for width in (300.0, 380.0, 760.0):
        drawing = draw_chart(name, _ask(lang, width))
        wide, high = drawing.size
        for text in drawing.texts:
            box = text.rect
            assert box.left() >= -1, (width, text.text)
            assert box.right() <= wide + 1, (width, text.text)
            assert box.top() >= -1, (width, text.text)
            assert box.bottom() <= high + 5, (width, text.text)
            assert text.px >= 10.5
        chinese = any("\u3400" <= c <= "\u9fff" for c in _said(drawing))
        assert chinese == (lang == "zh"), _said(drawing)


@pytest.mark.parametrize("name", CHARTS)
def test_what_has_no_data_says_so_and_what_has_says_from_where(name: str) -> None:
    said = _said(draw_chart(name, _ask(width=760.0)))
    assert (SCHEMATIC.en in said) == (CHARTS[name].kind == "schematic")
    assert CHARTS[name].kind == "schematic" or any(w in said for w in ("catalogue", "counted", "published"))


def test_every_layer_stands_in_the_dependency_diagram_above_its_parents() -> None:
    catalogue = load_catalogue()
    assert sorted(n for level in levels() for n in level) == sorted(catalogue.ids)
    drawing = draw_chart("depends", _ask())
    assert {key for _, key in drawing.spots} == set(catalogue.ids)
    tops = {key: box[1] for box, key in drawing.spots}
    for layer in catalogue.layers:
        assert all(tops[layer.id] < tops[parent] for parent in layer.depends_on if parent in tops), layer.id


def test_gains_and_harms_stand_in_one_table() -> None:
    """As many marks of each tone as the catalogue names, and not one layer without both."""
    catalogue = load_catalogue()
    drawing = draw_chart("effects", _ask())
    discs = [s for s in drawing.shapes if isinstance(s, Plate) and s.disc]
    gains, harms = ([s for s in discs if s.edge == tone] for tone in ("gain", "harm"))
    assert len(gains) == sum(len(layer.gains) for layer in catalogue.layers)
    assert len(harms) == sum(len(layer.harms) for layer in catalogue.layers)
    assert all(layer.gains and layer.harms for layer in catalogue.layers)


def test_every_driver_has_its_curve_with_its_source() -> None:
    said = _said(draw_chart("adoption", _ask(width=760.0)))
    for driver in load_drivers().values():
        assert driver.title.en in said
        assert f"{driver.source}:" in said
    assert "assumed" in said


def test_numbers_are_counted_by_grade() -> None:
    catalogue = load_catalogue()
    numbers = sum(len(p.by_year) for layer in catalogue.layers for p in layer.parameters)
    assert sum(sum(counted.values()) for counted in graded().values()) == numbers


def test_a_diagram_becomes_a_picture_in_any_colours() -> None:
    light, dark = (chart_image("rings", _ask(), 1.0, Tones(ground=ground)) for ground in ("#FFFFFF", "#101010"))
    assert light.size() == dark.size()
    assert light.pixelColor(0, 0).name() == "#ffffff"
    assert dark.pixelColor(0, 0).name() == "#101010"


def test_the_chain_names_technologies_and_layers_apart() -> None:
    """Clean energy is a technology, solar a layer, though both are called energy in the files."""
    said = [t.text for t in draw_chart("chain", _ask(width=760.0)).texts]
    for technology in load_report().technologies:
        assert not technology.layers or technology.title.en in said
    assert load_catalogue()["energy"].short.en in said
