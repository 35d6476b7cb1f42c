"""The template of our slides: one clean layout with a real title and text slot, typefaces for both languages."""

from __future__ import annotations

from typing import Any

from pptx.dml.color import RGBColor
from pptx.opc.oxml import serialize_part_xml
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Pt

from wespace_desktop.picture.ink import PAPER
from wespace_desktop.picture.slide_parts import SLIDE

#: Typefaces that offices have: Arial on every machine, Microsoft YaHei on every Windows since Vista and with Office for
#: Mac. Where they are missing, PowerPoint takes the system's own; ours is not installed on the machine of a meeting.
LATIN, CHINESE = "Arial", "Microsoft YaHei"
BODY_INDEX = 13


def clean_master(deck: Any) -> None:
    """Leave one layout with a title and a text slot, set the typefaces, and fit the master to 16:9."""
    master = deck.slide_master
    keep = deck.slide_layouts[5]
    for layout in [x for x in deck.slide_layouts if x is not keep]:
        deck.slide_layouts.remove(layout)
    keep.name = "WeSpace"
    for holder in (master, keep):
        for shape in list(holder.placeholders):
            if shape.placeholder_format.type is not None and shape.placeholder_format.idx in (10, 11, 12):
                shape._element.getparent().remove(shape._element)
    for holder in (master, keep):
        for shape in holder.placeholders:
            top = 18.0 if shape.placeholder_format.idx == 0 else 70.0
            shape.left, shape.top = Pt(36), Pt(top)
            shape.width, shape.height = Pt(SLIDE[0] - 72), Pt(41 if top < 70 else 400)
    _add_body(keep)
    _typefaces(master)
    _paper(master)


def rgb_of(text: str) -> Any:
    """`#RRGGBB` as the library wants it."""
    made: Any = RGBColor
    return made.from_string(text.lstrip("#").upper())


def title_layout(deck: Any) -> Any:
    return deck.slide_layouts[0]


_BODY = (
    '<p:sp xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><p:nvSpPr><p:cNvPr id="20" name="Caption"/>'
    '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="body" sz="quarter" idx="13"/></p:nvPr></p:nvSpPr>'
    '<p:spPr><a:xfrm><a:off x="457200" y="889000"/><a:ext cx="11277600" cy="431800"/></a:xfrm></p:spPr>'
    '<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0"/><a:lstStyle><a:lvl1pPr marL="0" indent="0"><a:buNone/>'
    '<a:defRPr sz="2000"/></a:lvl1pPr></a:lstStyle><a:p><a:r><a:rPr lang="en-US"/><a:t>Caption</a:t></a:r></a:p>'
    "</p:txBody></p:sp>"
)


def _add_body(layout: Any) -> None:
    layout.shapes._spTree.append(parse_xml(_BODY))


def _typefaces(master: Any) -> None:
    """Theme typefaces, so that words a person adds look like ours."""
    theme = next(r.target_part for r in master.part.rels.values() if r.reltype.endswith("/theme"))
    root = parse_xml(theme.blob)
    for kind in ("a:majorFont", "a:minorFont"):
        font = root.find(f".//{qn(kind)}")
        font.find(qn("a:latin")).set("typeface", LATIN)
        font.find(qn("a:ea")).set("typeface", CHINESE)
        font.find(qn("a:cs")).set("typeface", LATIN)
        for other in font.findall(qn("a:font")):
            if other.get("script") in ("Hans", "Hant"):
                other.set("typeface", CHINESE)
    theme._blob = serialize_part_xml(root)


def _paper(master: Any) -> None:
    fill = master.background.fill
    fill.solid()
    fill.fore_color.rgb = rgb_of(PAPER)
