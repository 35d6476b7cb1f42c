"""Text that exists in Chinese and English: every word of a scenario that a person reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, ...] = ("zh", "en")


@dataclass(frozen=True)
class Words:
    """The same sentence twice. An empty side falls back to the other."""

    zh: str = ""
    en: str = ""

    def in_(self, lang: Lang) -> str:
        return (self.zh or self.en) if lang == "zh" else (self.en or self.zh)

    def both(self, separator: str = " / ") -> str:
        return separator.join(dict.fromkeys(w for w in (self.zh, self.en) if w))

    def __bool__(self) -> bool:
        return bool(self.zh or self.en)


NOT_A_PREDICTION = Words("情景推演，不是预测", "Scenario, not a prediction")
