"""What the switches of a page in the browser are called."""

from __future__ import annotations

from wespace_desktop.model.words import Words
from wespace_desktop.picture.content import GAINS, HARMS

WORDS: dict[str, Words] = {
    "today": Words("现状", "TODAY"),
    "single": Words("单幅", "Single"),
    "side-by-side": Words("并排", "Side by side"),
    "swipe": Words("滑动对比", "Swipe"),
    "lens": Words("变化", "Changes"),
    "same": Words("不变", "unchanged"),
    "gone": Words("减少", "gone"),
    "new": Words("新增或转换", "new or converted"),
    "year": Words("年份", "Year"),
    "off": Words("未显示", "not shown"),
    "names": Words("名称", "Names"),
    "illustrative": Words("示意：树木、汽车、行人", "Illustrative: trees, cars, people"),
    "gains": GAINS,
    "harms": HARMS,
    "centre": Words("画面中心处", "at picture centre"),
    "handle": Words("对比手柄：左为前，右为后", "Compare handle: before on the left, after on the right"),
    "model": Words("三维模型", "3D model"),
    "loading": Words("展开模型", "Unfolding the model"),
    "hint": Words(
        "拖动旋转，右键拖动平移，滚轮缩放，双击前往。← → 换页，1–4 开关图层，按住 B 看现状。",
        "Drag to turn, right drag to move, wheel to zoom, double click to go there. "
        "← → change slide, 1–4 switch layers, hold B for today.",
    ),
    "touch": Words(
        "单指旋转，双指平移与缩放，双击前往。", "One finger turns, two move and zoom, a double tap goes there."
    ),
    "no_webgl": Words(
        "这个浏览器打不开三维画面（需要 WebGL 2）。请换一个较新的浏览器。",
        "This browser cannot show the 3D picture (it needs WebGL 2). A newer one will.",
    ),
    "failed": Words("模型没能展开；文件可能不完整。", "The model did not unfold; the file may be incomplete."),
}
