"""The JSON Schema of a scenario file, for editors that complete and check while one types."""

from __future__ import annotations

from typing import Any

from wespace_desktop.model.catalogue import Setting, load_catalogue, load_settings, themes_of
from wespace_desktop.model.form import ScenarioForm
from wespace_desktop.model.form_notes import NOTES
from wespace_desktop.model.scenario import FORMAT_VERSION
from wespace_desktop.model.timetable import USERS

#: Parts that may be written shorter than in full: form -> what stands for it.
_SHORT: dict[str, dict[str, Any]] = {
    "WordsForm": {"type": "string", "description": "The same text in both languages"},
    "QuantityForm": {"type": "number", "description": "The number alone; unit and source from the catalogue"},
    "LayerForm": {"type": "boolean", "description": "On or off"},
    "DistrictForm": {"type": "string", "description": "Name of a shipped district, or relative path of a package"},
    "HourForm": {"type": "integer", "minimum": 0, "maximum": 23, "description": "Hour of the day"},
}

#: Entries that merge by id with those of the file that is extended: only the id is always needed.
_MERGING = ("InterventionForm", "ViewForm", "SlideForm", "SourceForm", "GroupForm")

#: Who has a shared space from which hour to which.
_TIMETABLE: dict[str, Any] = {
    "type": "array",
    "minItems": 1,
    "items": {
        "type": "object",
        "required": ["who", "from", "to"],
        "additionalProperties": False,
        "properties": {
            "who": {"enum": list(USERS)},
            "from": {"type": "integer", "minimum": 0, "maximum": 23},
            "to": {"type": "integer", "minimum": 1, "maximum": 24},
        },
    },
}


def json_schema() -> dict[str, Any]:
    """A JSON Schema (draft 2020-12) that accepts every file this release reads, short forms and `extends` included."""
    schema = ScenarioForm.model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = f"WeSpace scenario {FORMAT_VERSION}"
    parts = schema["$defs"]
    for name, notes in NOTES.items():
        properties = (schema if name == "ScenarioForm" else parts[name])["properties"]
        for key, note in notes.items():
            properties[key]["description"] = note
    for name in _MERGING:
        parts[name]["required"] = ["id"]
        description = "Takes the entry of this id out of what the extended file has"
        parts[name]["properties"]["delete"] = {"type": "boolean", "description": description}
    for name, short in _SHORT.items():
        whole = parts[name]
        parts[name] = {"description": whole.get("description", ""), "anyOf": [short, whole]}
    schema = dict(_lists_or_one(schema))
    schema["required"] = ["wespace", "id"]
    schema["anyOf"] = [{"required": ["extends"]}, {"required": ["district", "layers"]}]
    schema["properties"]["layers"] = _layers()
    _by_layer(schema["$defs"]["InterventionForm"])
    return schema


def _lists_or_one(node: Any) -> Any:
    """Where a list of texts is asked for, one text will do; where a text is, a number will."""
    if isinstance(node, list):
        return [_lists_or_one(item) for item in node]
    if not isinstance(node, dict):
        return node
    if node.get("type") == "array" and node.get("items") == {"type": "string"}:
        rest = {k: v for k, v in node.items() if k not in ("type", "items")}
        return rest | {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": ["string", "number"]}}]}
    return {key: _lists_or_one(value) for key, value in node.items()}


def _layers() -> dict[str, Any]:
    layers = load_catalogue().layers
    each = {
        layer.id: {"$ref": "#/$defs/LayerForm", "description": f"{layer.title.both()}. {layer.summary.en}"}
        for layer in layers
    }
    return {
        "description": "Which layers are on: a list of names, or each with true, false or {on:, level:}",
        "anyOf": [
            {"type": "array", "items": {"enum": [layer.id for layer in layers]}, "uniqueItems": True},
            {"type": "object", "properties": each, "additionalProperties": False},
        ],
    }


def _by_layer(intervention: dict[str, Any]) -> None:
    """What may stand under `set`, and which themes a target may name, depend on the layer."""
    layers = load_catalogue().layers
    intervention["properties"]["layer"] = {
        "enum": [layer.id for layer in layers],
        "description": "The technology layer it belongs to",
    }
    intervention["allOf"] = [
        {
            "if": {"properties": {"layer": {"const": layer.id}}, "required": ["layer"]},
            "then": {
                "properties": {
                    "set": _settings(layer.id),
                    "target": {"properties": {"theme": {"enum": list(themes_of(layer.id))}}},
                }
            },
        }
        for layer in layers
    ]


def _settings(layer_id: str) -> dict[str, Any]:
    each = {name: _setting(setting) for name, setting in load_settings()[layer_id].items()}
    each["+role"] = {"type": "string", "description": "Role of the object, as a CityJSON extension"}
    return {"type": "object", "properties": each, "additionalProperties": False}


def _setting(setting: Setting) -> dict[str, Any]:
    kinds: dict[str, dict[str, Any]] = {
        "quantity": {"$ref": "#/$defs/QuantityForm"},
        "words": {"$ref": "#/$defs/WordsForm"},
        "count": {"type": "integer", "minimum": 0, "maximum": 10_000},
        "flag": {"type": "boolean"},
        "choice": {"enum": list(setting.choices)},
        "timetable": _TIMETABLE,
        "floors": {"type": "array", "items": {"type": "integer", "minimum": 1, "maximum": 200}, "minItems": 1},
    }
    note = f"{setting.note}, {setting.unit}" if setting.unit else setting.note
    found = kinds[setting.kind] | {"description": note}
    return found if setting.default is None else found | {"default": setting.default}
