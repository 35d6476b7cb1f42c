"""The Sankey: one scale in all columns, no words over each other, a point on a ribbon means its flow."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter

from wespace_desktop.model.quantity import Quantity
from wespace_desktop.model.words import Words
from wespace_desktop.picture.sankey import Look, area_words, headline, lay_out, paint_sankey
from wespace_desktop.scene.freed import Flow, Freed

STALLS = Quantity(80, 100, 120, "stall")
FREED = Freed(
    (
        Flow("surface", "decision", "green", 6000.0, STALLS, ("a",), ("a",)),
        Flow("surface", "decision", "pods", 1000.0, None, ("b",), ("b",)),
        Flow("surface", "demand", "logistics", 3000.0, STALLS, ("c",), ("c",)),
        Flow("kerb", "decision", "green", 500.0, None, ("d",), ("d",)),
        Flow("structure", "demand", "nothing", None, STALLS, ("e",), ("e",)),
    ),
    (("underground", Words("无数据", "no data")),),
    0.0,
    (("surface", 20_000.0),),
)
RECT = QRectF(10, 10, 400, 360)


def test_boxes_of_all_columns_are_areas_at_one_scale() -> None:
    made = lay_out(RECT, FREED, "en", 12.0)
    areas = {"surface": 10_000, "kerb": 500, "decision": 7500, "demand": 3000, "green": 6500, "pods": 1000}
    scales = [made_node.box.height() / areas[made_node.key] for made_node in made.nodes if made_node.key in areas]
    assert len(scales) == 6
    assert max(scales) == pytest.approx(min(scales), rel=0.02)
    for column in range(3):
        slots = [n.slot for n in made.nodes if n.column == column]
        assert all(a.bottom() <= b.top() for a, b in pairwise(slots))
        assert all(RECT.contains(n.box) for n in made.nodes)


def test_a_point_on_a_ribbon_means_its_flow() -> None:
    made = lay_out(RECT, FREED, "en", 12.0)
    for i, paths in enumerate(made.bands[:4]):
        for path in paths:
            box = path.boundingRect()
            start = path.elementAt(0)
            assert made.flow_at(QPointF(start.x + 1, start.y + 1)) == (i,) or box.height() < 3
    green = next(n for n in made.nodes if n.key == "green")
    assert made.flow_at(green.box.center()) == (0, 3)
    assert made.flow_at(QPointF(0, 0)) == ()


def test_what_has_no_area_is_a_note_and_no_ribbon() -> None:
    made = lay_out(RECT, FREED, "zh", 12.0)
    assert made.bands[4] == ()
    assert [words for words, _ in made.notes] == ["地下：无数据"]
    empty = lay_out(RECT, Freed((), FREED.silent, 0.0, ()), "en", 12.0)
    assert (empty.nodes, [w for w, _ in empty.notes]) == ((), ["Underground: no data"])


def test_numbers_have_two_figures_and_a_unit() -> None:
    assert area_words(26968.6, "en") == "2.7 ha"
    assert area_words(842.7, "en") == "840 m²"
    assert area_words(None, "zh") == "无数据"
    assert headline(FREED) == Words("释放 1.1 ha，减少 300 车位", "1.1 ha set free, 300 stalls removed")


def test_a_marked_flow_stands_out() -> None:
    def painted(look: Look) -> QImage:
        image = QImage(420, 380, QImage.Format.Format_RGB32)
        image.fill(0xFFFFFFFF)
        painter = QPainter(image)
        paint_sankey(painter, RECT, FREED, "en", look)
        painter.end()
        return image

    plain, marked = painted(Look(12.0)), painted(Look(12.0, marked=frozenset({0})))
    made = lay_out(RECT, FREED, "en", 12.0)
    inside = [QPointF(p[0].elementAt(0).x + 4, p[0].elementAt(0).y + 3) for p in (made.bands[0], made.bands[2])]
    green = [image.pixelColor(inside[0].toPoint()).lightness() for image in (plain, marked)]
    other = [image.pixelColor(inside[1].toPoint()).lightness() for image in (plain, marked)]
    assert green[1] < green[0]
    assert other[1] > other[0]
