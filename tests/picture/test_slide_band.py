"""Gains and harms under the pictures of a talk: both whole, equally large, the same place in every language."""

from __future__ import annotations

import pytest

from wespace_desktop.model.words import NOT_A_PREDICTION, Words
from wespace_desktop.picture.content import Content
from wespace_desktop.picture.slide_band import band, band_height
from wespace_desktop.picture.slide_parts import TextBox

GAINS = (
    Words("提升传统空间利用效率", "Existing space is used better"),
    Words("提高城市韧性", "The district copes better with shocks"),
)
HARMS = (
    Words("加剧空间不平等", "More inequality between places"),
    Words("算法与隐私风险", "Algorithms decide and privacy shrinks"),
    Words("空间剩余与收缩", "Space is left over"),
)


def content(gains: tuple[Words, ...] = GAINS, harms: tuple[Words, ...] = HARMS) -> Content:
    return Content(Words(), Words(), NOT_A_PREDICTION, "", (), gains, harms, Words())


def boxes(told: Content, width: float, lang: str) -> list[TextBox]:
    high = band_height(told, width, lang)  # type: ignore[arg-type]
    return [p for p in band(told, (0.0, 0.0, width, high), lang) if isinstance(p, TextBox)]  # type: ignore[arg-type]


@pytest.mark.parametrize("width", [380.0, 660.0, 888.0])
@pytest.mark.parametrize("lang", ["zh", "en", "both"])
def test_every_harm_is_whole_and_inside_its_ground(width: float, lang: str) -> None:
    found = boxes(content(), width, lang)
    text = " ".join(b.text for b in found).replace("\n", " ")
    for words in (*GAINS, *HARMS):
        for one in ("zh", "en") if lang == "both" else (lang,):
            assert getattr(words, one) in text
    assert "…" not in text
    left, right = (b for b in found if b.fill)
    assert left.box[2] - left.box[0] == pytest.approx(right.box[2] - right.box[0])
    for box in found:
        assert box.box[1] + box.height <= left.box[3] + 0.01


def test_the_picture_is_as_large_in_chinese_as_in_english() -> None:
    assert band_height(content(), 660.0, "zh") == band_height(content(), 660.0, "en")


def test_both_sides_are_set_alike() -> None:
    paras = [p for b in boxes(content(), 660.0, "en") for p in b.paras]
    assert len({p.pt for p in paras}) == 1


def test_only_gains_say_so() -> None:
    assert "benefits only" in " ".join(b.text for b in boxes(content(harms=()), 660.0, "en"))


def test_nothing_gained_and_nothing_lost_takes_no_room() -> None:
    assert band_height(content((), ()), 660.0, "en") == 0.0
    assert band(content((), ()), (0.0, 0.0, 660.0, 0.0), "en") == []
