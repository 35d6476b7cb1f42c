"""The schema for editors knows every key, every layer, and the short forms."""

from __future__ import annotations

import json

from wespace_desktop.model.catalogue import load_catalogue, load_settings
from wespace_desktop.model.form import ScenarioForm
from wespace_desktop.model.schema import json_schema

SCHEMA = json_schema()


def test_it_is_json_and_names_its_draft() -> None:
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert SCHEMA["title"] == "WeSpace scenario 1.0"


def test_every_key_of_the_form_is_there() -> None:
    assert set(SCHEMA["properties"]) == set(ScenarioForm.model_fields)
    assert SCHEMA["required"] == ["wespace", "id"]
    assert SCHEMA["additionalProperties"] is False


def test_every_reference_has_its_definition() -> None:
    text = json.dumps(SCHEMA)
    used = {part.split('"')[0] for part in text.split("#/$defs/")[1:]}
    assert used <= set(SCHEMA["$defs"])


def test_settings_depend_on_the_layer() -> None:
    cases = SCHEMA["$defs"]["InterventionForm"]["allOf"]
    found = {
        case["if"]["properties"]["layer"]["const"]: case["then"]["properties"]["set"]["properties"] for case in cases
    }
    assert list(found) == list(load_catalogue().ids)
    for layer, settings in load_settings().items():
        assert set(found[layer]) == {*settings, "+role"}
        assert all(setting["description"] for setting in found[layer].values())


def test_layers_are_a_list_or_a_mapping() -> None:
    as_list, as_mapping = SCHEMA["properties"]["layers"]["anyOf"]
    assert as_list["items"]["enum"] == list(load_catalogue().ids)
    assert list(as_mapping["properties"]) == list(load_catalogue().ids)


def test_an_entry_that_merges_needs_only_its_id() -> None:
    assert SCHEMA["$defs"]["InterventionForm"]["required"] == ["id"]
    assert SCHEMA["$defs"]["ViewForm"]["properties"]["delete"]["type"] == "boolean"


def test_every_key_is_explained() -> None:
    forms = {"": SCHEMA} | {
        name: part["anyOf"][-1] if "anyOf" in part else part for name, part in SCHEMA["$defs"].items()
    }
    silent = [
        f"{name}.{key}"
        for name, form in forms.items()
        for key, p in form["properties"].items()
        if not p.get("description")
    ]
    assert silent == []
