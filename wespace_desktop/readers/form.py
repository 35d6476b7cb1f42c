"""The form of an import recipe: which file becomes which theme, and which column means what."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

from wespace_desktop.model.district import THEMES
from wespace_desktop.model.words import Words

RECIPE_VERSION = "1.0"
#: To metres, square metres, and so on. What a recipe may write after `unit:`.
UNITS: dict[str, float] = {
    "m": 1.0, "cm": 0.01, "mm": 0.001, "km": 1000.0, "ft": 0.3048, "us-ft": 1200 / 3937, "in": 0.0254, "yd": 0.9144,
    "m2": 1.0, "ft2": 0.09290304, "ha": 10_000.0, "acre": 4046.8564224, "mph": 0.44704, "km/h": 1 / 3.6, "m/s": 1.0,
    "%": 1.0, "1": 1.0,
}


def _one_or_many(value: Any) -> Any:
    return value if isinstance(value, list) else [value]


def _words(value: Any) -> Any:
    return {"en": value} if isinstance(value, str) else value


Texts = Annotated[tuple[str, ...], BeforeValidator(_one_or_many)]
Values = Annotated[tuple[str | int | float | bool | None, ...], BeforeValidator(_one_or_many)]


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class BothWords(_Form):
    """`{zh: ..., en: ...}`, or one text for both."""

    zh: str = ""
    en: str = ""

    def words(self) -> Words:
        return Words(self.zh, self.en)


Speech = Annotated[BothWords, BeforeValidator(_words)]


class SourceForm(_Form):
    id: str
    title: Speech
    author: str
    licence: str
    date: str
    note: Speech = BothWords()


class Clip(_Form):
    """Rectangle west, south, east, north in `crs`."""

    crs: str = "EPSG:4326"
    bounds: tuple[float, float, float, float]

    @field_validator("bounds")
    @classmethod
    def _in_order(cls, bounds: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        west, south, east, north = bounds
        if west >= east or south >= north:
            raise ValueError("must be west, south, east, north with west < east and south < north")
        return bounds


class Column(_Form):
    """Where an attribute comes from: column or one `value` for all. `values` renames; `unknown` counts as not known."""

    from_: str | None = Field(None, alias="from")
    value: str | float | bool | None = None
    kind: Literal["auto", "text", "number", "flag", "date"] = "auto"
    unit: str = "1"
    values: dict[str, str] = {}
    unknown: Values = ()
    yes: Values = ()
    case: Literal["", "title", "lower"] = ""

    @field_validator("unit")
    @classmethod
    def _known_unit(cls, unit: str) -> str:
        if unit not in UNITS:
            raise ValueError(f'"{unit}" is not a unit; the units are {", ".join(UNITS)}')
        return unit

    @model_validator(mode="after")
    def _one_origin(self) -> Column:
        if (self.from_ is None) == (self.value is None):
            raise ValueError("needs either `from: COLUMN` or `value: ...`")
        return self


_NEEDED = {
    "nearest": ("theme", "attribute"), "per_area": ("m2",), "below": ("under", "by_m"), "constant": ("value",),
    "per_storey": ("attribute", "storey_m"),
}


class Rule(_Form):
    """How an unknown value is found. `derive` rules are facts of geometry; `estimate` rules mark the feature.

    `alike`: a neighbour counts when neither area is more than so many times the other: a kiosk says nothing of a block.
    """

    rule: Literal["median_of_nearest", "per_area", "area", "nearest", "below", "constant", "per_storey"]
    count: int = Field(8, ge=1, le=100)
    theme: str = ""
    attribute: str = ""
    text: str = "{}"
    within_m: float = Field(100.0, gt=0)
    m2: tuple[float, float, float] | None = None
    under: str = ""
    by_m: float = 0.0
    thinner_than_m: float = 0.0
    value: float | str | None = None
    storey_m: tuple[float, float, float] | None = None
    alike: float = Field(float("inf"), gt=1)
    smaller_than_m2: float = Field(float("inf"), gt=0)
    source: str = ""

    @model_validator(mode="after")
    def _complete(self) -> Rule:
        for name in _NEEDED.get(self.rule, ()):
            if not getattr(self, name):
                raise ValueError(f"the rule {self.rule} needs `{name}`")
        if self.theme and self.theme not in THEMES:
            raise ValueError(f'"{self.theme}" is not a theme')
        return self


class Shape(_Form):
    """How an entry's geometry is made of another: streets widened, kerbs lined with stalls, lines closed (shaping.py).

    `without`: themes to cut away, with a gap in m. `keep_clear`: themes that a stall keeps this far from, m.
    `usual_m`: width by the column `highway` where nothing else tells it.
    """

    rule: Literal["carriageway", "beside", "kerb_stalls", "meetings", "closed", "box", "sea"]
    lane_m: float = Field(3.25, gt=1, lt=6)
    usual_m: dict[str, float] = {}
    corner_m: float = Field(3.0, ge=0.01, le=30)
    by_m: float = Field(3.0, gt=0, le=100)
    inset_m: float = Field(0.0, ge=0, le=10)
    without: dict[str, float] = {}
    keep_clear: dict[str, float] = {}

    @model_validator(mode="after")
    def _known_themes(self) -> Shape:
        for name in (*self.without, *self.keep_clear):
            if name not in THEMES:
                raise ValueError(f'"{name}" is not a theme')
        return self


def _column(value: Any) -> Any:
    return {"from": value} if isinstance(value, str) else value


class Entry(_Form):
    """One file (and layer) that feeds a theme."""

    file: str
    layer: str | None = None
    source: str = ""
    crs: str = ""
    swap: bool = False
    prefix: str = Field(pattern=r"^[a-z][a-z0-9]*$")
    id: str | None = None
    where: dict[str, Values] = {}
    where_not: dict[str, Values] = {}
    whole: bool = False
    attributes: dict[str, Annotated[Column, BeforeValidator(_column)]] = {}
    derive: dict[str, Rule] = {}
    estimate: dict[str, Annotated[tuple[Rule, ...], BeforeValidator(_one_or_many)]] = {}
    shape: Shape | None = None


class Recipe(_Form):
    """`wespace_recipe: "1.0"` and what follows."""

    wespace_recipe: Literal["1.0"]
    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    title: Speech
    crs: str
    folder: str = "."
    clip: Clip | None = None
    credit: Speech
    date: str
    sources: tuple[SourceForm, ...]
    themes: dict[str, Annotated[tuple[Entry, ...], BeforeValidator(_one_or_many)]]
    left_out: dict[str, Speech] = {}
    notes: tuple[Speech, ...] = ()
