"""One part of a slide as a native shape of PowerPoint: text box, picture, line, dot or table."""

from __future__ import annotations

import io
from functools import singledispatch
from typing import Any

from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from wespace_desktop.picture.boxes import Box
from wespace_desktop.picture.fonts import is_wide
from wespace_desktop.picture.ink import HAIRLINE, INK, PAPER
from wespace_desktop.picture.png import png_bytes
from wespace_desktop.picture.slide_master import BODY_INDEX, CHINESE, LATIN, rgb_of
from wespace_desktop.picture.slide_parts import (
    LEADING,
    TABLE_SIDE,
    Outline,
    Panel,
    Para,
    Part,
    Picture,
    Rule,
    Table,
    TextBox,
)

_ALIGN = {"left": PP_ALIGN.LEFT, "centre": PP_ALIGN.CENTER, "right": PP_ALIGN.RIGHT}


@singledispatch
def add_part(part: Part, slide: Any) -> None:
    """Put a part on a slide."""
    raise TypeError(f"a slide has no {type(part).__name__}")


@add_part.register
def _(part: Panel, slide: Any) -> None:
    kind = MSO_SHAPE.OVAL if part.shape == "dot" else MSO_SHAPE.RECTANGLE
    if part.name == "Paper":
        return  # the master's own background
    shape = slide.shapes.add_shape(kind, *_place(part.box))
    shape.name = part.name
    _plain(shape)
    _fill(shape.fill, part.fill, part.alpha)
    if part.edge:
        shape.line.color.rgb = rgb_of(part.edge)
        shape.line.width = Pt(0.75)


@add_part.register
def _(part: Outline, slide: Any) -> None:
    points = [(round(Pt(x)), round(Pt(y))) for x, y in part.points]
    builder = slide.shapes.build_freeform(*points[0])
    builder.add_line_segments(points[1:], close=True)
    shape = builder.convert_to_shape()
    shape.name = part.name
    shape._element.nvSpPr.cNvPr.set("descr", part.alt)
    _plain(shape)
    _fill(shape.fill, part.fill, part.alpha)
    if part.edge:
        shape.line.color.rgb = rgb_of(part.edge)
        shape.line.width = Pt(0.75)
        shape.line.dash_style = MSO_LINE.DASH


@add_part.register
def _(part: Rule, slide: Any) -> None:
    ends = (Pt(n) for n in (*part.start, *part.end))
    line = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *ends)
    line.name = part.name
    _no_theme(line)
    line.line.color.rgb = rgb_of(part.colour)
    line.line.width = Pt(part.width)


@add_part.register
def _(part: Picture, slide: Any) -> None:
    data = io.BytesIO(b"".join(png_bytes(part.image, part.words, 192)))
    shape = slide.shapes.add_picture(data, *_place(part.box))
    shape.name = part.name
    shape._element.nvPicPr.cNvPr.set("descr", part.alt)


@add_part.register
def _(part: TextBox, slide: Any) -> None:
    shape = _slot(part, slide) or slide.shapes.add_textbox(*_place(part.box))
    shape.name = part.name
    shape.left, shape.top, shape.width, shape.height = _place(part.box)
    shape.rotation = part.degrees
    if part.fill:
        _fill(shape.fill, part.fill, part.alpha)
    frame = shape.text_frame
    frame.word_wrap = True
    frame.auto_size = MSO_AUTO_SIZE.NONE
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Pt(part.inset)
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE if part.middle else MSO_ANCHOR.TOP
    for i, para in enumerate(part.paras):
        _write(frame.paragraphs[0] if not i else frame.add_paragraph(), para)


def _slot(part: TextBox, slide: Any) -> Any:
    """The slot of the layout that these words fill, so that the outline shows them."""
    index = {"title": 0, "body": BODY_INDEX}.get(part.place)
    return next((p for p in slide.placeholders if p.placeholder_format.idx == index), None)


@add_part.register
def _(part: Table, slide: Any) -> None:
    heights = part.heights()
    left, top, width, _ = _place(part.box)
    frame = slide.shapes.add_table(len(part.rows), len(part.widths), left, top, width, Pt(sum(heights)))
    frame.name = part.name
    table = frame.table
    table.horz_banding = False
    _no_style(table)
    for k, wide in enumerate(part.widths):
        table.columns[k].width = Pt(wide)
    for i, (row, high) in enumerate(zip(part.rows, heights, strict=True)):
        table.rows[i].height = Pt(high)
        strong = i == 0 or (part.has_sum and i == len(part.rows) - 1)
        for k, lines in enumerate(row):
            _cell(table.cell(i, k), Para(lines, part.pt, strong, INK, part.aligns[k]), i == 0, part.air)


def _cell(cell: Any, para: Para, is_head: bool, air: float) -> None:
    cell.margin_left = cell.margin_right = Pt(TABLE_SIDE)
    cell.margin_top = cell.margin_bottom = Pt(min(3.0, air / 2))
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    _fill(cell.fill, "#E6E2D8" if is_head else PAPER)
    _write(cell.text_frame.paragraphs[0], para)
    line = f'<a:lnB {nsdecls("a")} w="9525"><a:solidFill><a:srgbClr val="{HAIRLINE[1:]}"/></a:solidFill></a:lnB>'
    cell._tc.get_or_add_tcPr().insert(0, parse_xml(line))


def _no_style(table: Any) -> None:
    """PowerPoint's plain grid: the theme's blue bands say nothing."""
    style = table._tbl.tblPr.find(qn("a:tableStyleId"))
    if style is not None:
        style.text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"


def _write(paragraph: Any, para: Para) -> None:
    paragraph.alignment = _ALIGN[para.align]
    paragraph.line_spacing = Pt(round(para.pt * LEADING, 1))
    paragraph.space_before = Pt(para.before)
    paragraph.space_after = Pt(0)
    for i, line in enumerate(para.lines):
        if i:
            paragraph.add_line_break()
        run = paragraph.add_run()
        run.text = line + _glue(para, i)
        run.font.size = Pt(round(para.pt, 1))
        run.font.bold = para.bold
        run.font.color.rgb = rgb_of(para.colour)
        _typeface(run, line)


def _glue(para: Para, i: int) -> str:
    """A space before a line break, so that words do not grow together where somebody takes the break out."""
    if i + 1 >= len(para.lines):
        return ""
    return "" if is_wide(para.lines[i][-1:] or " ") or is_wide(para.lines[i + 1][:1] or " ") else " "


def _typeface(run: Any, line: str) -> None:
    """Latin, East Asian and complex script each by name, and the language for the spelling and line breaks."""
    run.font.name = LATIN
    properties = run._r.get_or_add_rPr()
    chinese = any(is_wide(c) for c in line)
    properties.set("lang", "zh-CN" if chinese else "en-US")
    properties.set("altLang", "en-US" if chinese else "zh-CN")
    for tag, name in (("a:ea", CHINESE), ("a:cs", LATIN)):
        properties.append(parse_xml(f'<{tag} {nsdecls("a")} typeface="{name}"/>'))


def _place(box: Box) -> tuple[Any, Any, Any, Any]:
    return Pt(box[0]), Pt(box[1]), Pt(box[2] - box[0]), Pt(box[3] - box[1])


def _fill(fill: Any, text: str, alpha: float = 1.0) -> None:
    fill.solid()
    fill.fore_color.rgb = rgb_of(text)
    if alpha < 1:
        clear = f'<a:alpha {nsdecls("a")} val="{round(alpha * 100_000)}"/>'
        fill._xPr.find(qn("a:solidFill")).find(qn("a:srgbClr")).append(parse_xml(clear))


def _plain(shape: Any) -> None:
    """No edge and no shadow from the theme."""
    shape.line.fill.background()
    shape.shadow.inherit = False
    _no_theme(shape)


def _no_theme(shape: Any) -> None:
    """Without the theme's style: some programs draw its shadow whatever the shape itself says."""
    style = shape._element.find(qn("p:style"))
    if style is not None:
        shape._element.remove(style)
