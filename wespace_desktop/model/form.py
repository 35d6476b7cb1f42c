"""The form of a scenario file, version 1.0: which keys it may hold, in a planner's words, with editor help."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidatorFunctionWrapHandler, WithJsonSchema
from pydantic.functional_validators import WrapValidator

from wespace_desktop.model.district import THEMES
from wespace_desktop.model.quantity import UNITS
from wespace_desktop.model.storyboard import SLIDE_LAYOUTS
from wespace_desktop.model.view import LINES, MODES

ID_PATTERN = r"^[a-z0-9][a-z0-9-]*$"
ACTIONS = ("add", "remove", "convert", "retag", "move")
SOURCE_KINDS = ("measured", "published", "standard", "forecast", "assumed", "calc")


def _as_text(value: Any) -> Any:
    """A number where text is asked for is that number's text: `year: 2035` in a title is no fault."""
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _as_list(value: Any) -> Any:
    return value if isinstance(value, list) or value is None else [value]


def _as_words(value: Any) -> Any:
    if isinstance(value, dict):
        return value
    chinese = isinstance(value, str) and any("\u3400" <= letter <= "\u9fff" for letter in value)
    return {"zh" if chinese else "en": value}


def _short_for(key: str) -> BeforeValidator:
    """Anything that is not a mapping stands for the mapping with this one key."""
    return BeforeValidator(lambda value: value if isinstance(value, dict) else {key: value})


Text = Annotated[str, BeforeValidator(_as_text)]
Texts = Annotated[list[Text], BeforeValidator(_as_list)]
Names = Annotated[list[str], BeforeValidator(_as_list)]
Id = Annotated[str, BeforeValidator(_as_text), Field(pattern=ID_PATTERN)]
Number = Annotated[float, Field(ge=-1e9, le=1e9)]
Metres = Annotated[float, Field(ge=-1e6, le=1e6)]
Hour = Annotated[int, Field(ge=0, le=23)]
Share = Annotated[float, Field(ge=0, le=1)]
#: Written for a year: the places come one after the other, as the space-lag model says (model/demand.py).
DEMAND = "demand"


def _year_or_demand(value: Any, year: ValidatorFunctionWrapHandler) -> Any:
    return value if value == DEMAND else year(value)


Start = Annotated[
    int | None,
    WrapValidator(_year_or_demand),
    WithJsonSchema({"anyOf": [{"type": "integer"}, {"const": DEMAND}, {"type": "null"}]}),
]


class Form(BaseModel):
    """What every part of the file has in common: no key that is not known, no silent conversion."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class WordsForm(Form):
    zh: Text = Field("", description="Chinese")
    en: Text = Field("", description="English")


class QuantityForm(Form):
    value: Number | None = Field(None, description="The number, when it has no range")
    low: Number | None = None
    central: Number | None = None
    high: Number | None = None
    unit: Literal[tuple(UNITS)] | None = Field(None, description="Unit of the number")  # type: ignore[valid-type]
    source: Text | None = Field(
        None, description="Id of a line under provenance.sources, or of a source of the catalogue"
    )


WordsIn = Annotated[WordsForm, BeforeValidator(_as_words)]
QuantityIn = Annotated[QuantityForm, _short_for("value")]


class HorizonForm(Form):
    start: int = Field(2010, ge=1900, le=2200, description="First year of the slider")
    end: int = Field(2035, ge=1900, le=2200, description="Last year of the slider")
    observed_until: int = Field(2026, ge=1900, le=2200, description="Last measured year")
    step: QuantityIn | None = None


class HourForm(Form):
    default: Hour = 17
    day_type: Literal["weekday", "saturday", "sunday"] = "weekday"
    profiles: Text | None = None


class LayerForm(Form):
    on: bool = Field(True, description="Whether the layer is on when the file opens")
    level: QuantityIn | None = Field(None, description="How far the layer has got: an input, not a forecast")
    select: dict[str, Text] | None = None
    things: Text | None = None


class WithinForm(Form):
    m: Annotated[float, Field(gt=0, le=5000, description="Distance in metres")]
    of: Texts = Field(description="Feature ids, street names, or the id of an intervention")


class TargetForm(Form):
    theme: Literal[tuple(THEMES)] | None = Field(None, description="What kind of feature")  # type: ignore[valid-type]
    osm: Text | None = Field(None, description="The same in OpenStreetMap's words, for example parking=surface")
    ids: Texts = Field([], description="Feature ids of the district")
    where: dict[str, Any] = Field({}, description="Attribute: value, list of values, or {min:, max:}")
    street: Texts = Field([], description="Street names of the district")
    area: list[Annotated[list[Metres], Field(min_length=2, max_length=2)]] = Field(
        [], description="Corners [x, y] of a polygon in the district's metres"
    )
    within: WithinForm | None = Field(None, description="At most so many metres from something")
    on: Names = Field([], description="Interventions whose ground is used")
    every: QuantityIn | None = Field(None, description="Spacing along a street, m")
    count: QuantityIn | None = Field(None, description="How many at most")
    capacity: QuantityIn | None = Field(None, description="Stalls that go, when fewer than all")


class EffectsForm(Form):
    plus: list[Literal["P1", "P2", "P3", "P4", "P5"]] = Field([], description="Gains, in the report's order")
    minus: list[Literal["N1", "N2", "N3", "N4", "N5"]] | None = Field(None, description="Harms; must travel with plus")
    minus_reason: WordsIn | None = Field(None, description="Why there is no harm, when minus is empty")
    gains: list[WordsIn] = Field([], description="The gains in words; the catalogue's when not written")
    harms: list[WordsIn] = Field([], description="The harms in words; the catalogue's when not written")


class HoursForm(Form):
    open: Hour
    close: Annotated[int, Field(ge=0, le=24)]
    overnight: bool = False


class InterventionForm(Form):
    id: Id
    layer: str = Field(description="The technology layer it belongs to")
    action: Literal[ACTIONS] = Field(description="What happens to the target")  # type: ignore[valid-type]
    target: TargetForm = Field(description="Which real features it takes hold of; all conditions hold together")
    title: WordsIn | None = None
    set: dict[str, Any] = Field({}, description="What the target becomes")
    start: Start = Field(None, description="Year in which work begins, or demand; the last measured year by itself")
    lag: Literal["immediate", "fast", "medium", "slow", "very_slow"] | None = Field(
        None, description="How slowly space follows; the layer's own class when not written"
    )
    decision: Literal["demand", "decision"] | None = Field(
        None, description="Released by demand, or converted by decision; decision when not written"
    )
    suitability: dict[str, Annotated[float, Field(ge=0, le=1e6)]] | None = Field(
        None, description="With start: demand, which places come first: criterion: weight; the catalogue's by itself"
    )
    decided_by: WordsIn | None = None
    operator: WordsIn | None = None
    funding: WordsIn | None = None
    reason: WordsIn | None = None
    mode: Literal["spatial_intervention", "place_making", "digital_innovation"] = "spatial_intervention"
    hours: HoursForm | None = None
    effects: EffectsForm | None = Field(None, description="Gains and harms; the catalogue's when not written")
    depends_on: Names = Field([], description="Interventions that must be there first")
    condition: Text | None = None


class CameraForm(Form):
    position: Annotated[list[Metres], Field(min_length=3, max_length=3)] = Field(
        description="Eye [x, y, z] in district metres"
    )
    target: Annotated[list[Metres], Field(min_length=3, max_length=3)] = Field(description="What it looks at [x, y, z]")
    view_angle: QuantityIn | None = Field(
        None, description="Vertical angle in degrees, 5 to 120; 22.5 when not written"
    )
    shift: Annotated[float, Field(ge=-1, le=1)] = Field(
        0.0, description="Picture moved up by a share of its height; verticals stay upright"
    )
    parallel_height: QuantityIn | None = Field(
        None, description="Height of the picture in metres: a parallel projection"
    )
    up: Annotated[list[Metres], Field(min_length=3, max_length=3)] = [0.0, 0.0, 1.0]
    cut: list[Annotated[list[Metres], Field(min_length=2, max_length=2)]] | None = Field(
        None,
        min_length=2,
        max_length=2,
        description="Two points [x, y] of an upright plane: a section, without what lies on the camera's side",
    )


class ViewForm(Form):
    id: Id
    title: WordsIn = Field(description="Its name in lists and on pictures")
    camera: CameraForm
    caption: WordsIn | None = None
    year: int | None = None
    hour: Hour | None = None
    layers: list[str] | None = Field(None, description="Visible layers; every layer that is on when not written")
    mode: Literal[MODES] = "side-by-side"  # type: ignore[valid-type]
    highlight: Texts = Field([], description="Ids of features or interventions to mark")
    compare: Text | None = Field(None, description="Id of the scenario on the left; the baseline when not written")
    swipe: Share | None = Field(None, description="Where the left part ends in a swipe, 0 to 1")
    line: Literal[LINES] = Field("central", description="Line of the fan that is drawn")  # type: ignore[valid-type]


class SlideForm(Form):
    id: Id
    view: Text | None = Field(None, description="Id of the view it shows")
    camera: Text | None = None
    year: int | None = None
    hour: Hour | None = None
    layers: list[str] | None = None
    mode: Literal[MODES] | None = None  # type: ignore[valid-type]
    compare: Text | None = None
    swipe: Share | None = None
    group: Text | None = None
    title: WordsIn | None = None
    caption: WordsIn | None = None
    notes: WordsIn | None = Field(None, description="What the speaker says; not on the slide")
    indicators: Texts = []
    rows: Texts = []
    layout: Literal[SLIDE_LAYOUTS] = "picture"  # type: ignore[valid-type]


class SourceForm(Form):
    id: Text
    kind: Literal[SOURCE_KINDS]  # type: ignore[valid-type]
    note: Text = ""
    url: Text = ""
    author: Text = ""
    title: Text = ""
    year: int | None = None


class ProvenanceForm(Form):
    author: Text = ""
    created: Text = ""
    licence: Text = ""
    sources: list[SourceForm] = []


class DistrictForm(Form):
    package: Text = Field(description="Name of a shipped district or relative path of a district package")
    crs: Text | None = None
    area: QuantityIn | None = None
    residents: QuantityIn | None = None
    jobs: QuantityIn | None = None


DistrictIn = Annotated[DistrictForm, _short_for("package")]


class GroupForm(Form):
    id: Text
    zh: Text = ""
    en: Text = ""
    share: QuantityIn | None = None
    walk_speed: QuantityIn | None = None
    online_usable: QuantityIn | None = None


class ScenarioForm(Form):
    """A district plus interventions in a year, as a person writes it."""

    wespace: Text = Field(description='Version of this format: "1.0"')
    id: Id = Field(description="Small letters, digits and hyphens")
    kind: Literal["baseline", "scenario"] | None = Field(
        None, description="baseline is today; anything that extends it is a scenario"
    )
    extends: Text | None = Field(None, description="Another scenario file in the same folder that this one builds on")
    district: DistrictIn | None = Field(None, description="Name of a shipped district, or relative path of a package")
    title: WordsIn | None = None
    short: WordsIn | None = Field(None, description="Title for narrow places")
    statement: WordsIn | None = None
    summary: WordsIn | None = None
    year: int | None = Field(None, description="The year it shows")
    horizon: HorizonForm = HorizonForm(start=2010, end=2035, observed_until=2026)
    hour: Annotated[HourForm, _short_for("default")] = HourForm(default=17)
    layers: dict[str, Annotated[LayerForm, _short_for("on")]] = Field(
        description="Layer: true, false, or {on:, level:}; or a list of names"
    )
    interventions: list[InterventionForm] = []
    views: list[ViewForm] = []
    cameras: dict[str, CameraForm] = {}
    storyboard: list[SlideForm] = []
    parameters: dict[str, QuantityIn] = {}
    groups: list[GroupForm] = []
    stock: dict[str, dict[str, QuantityIn]] = {}
    not_modelled: list[WordsIn] = []
    provenance: ProvenanceForm = ProvenanceForm()
