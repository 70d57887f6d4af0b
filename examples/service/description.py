"""The service's OpenAPI document, made of the library's own schemas."""

from __future__ import annotations

import json
from typing import Any

import attrs
from fastapi import FastAPI

from examples.service.reading import QUESTIONS
from publicservice.assessment import Status
from publicservice.compute.verification import ClaimVerdict
from publicservice.faults import Fault
from publicservice.io.schema import PUBLISHED, schema

__all__ = ["described"]

Schema = dict[str, Any]

_DOCUMENTS = ("application/json", "application/yaml")
_TEXT: Schema = {"type": "string"}
_REFUSALS = {
    "408": "The body did not come in time",
    "413": "The body is too large",
    "415": "The body is in a language that is not read",
    "422": "Everything that is wrong with what was sent",
}


def described(app: FastAPI) -> None:
    """Give the application its description."""
    document = {
        "openapi": "3.1.0",
        "info": {"title": app.title, "version": app.version, "description": (__doc__ or "").strip()},
        "paths": _paths(),
        "components": {"schemas": _components()},
    }
    app.openapi = lambda: document  # type: ignore[method-assign]  # FastAPI's own way to give another one


# --- paths


def _paths() -> Schema:
    any_document = {"anyOf": [_ref("plan"), _ref("report")]}
    kind = {"name": "kind", "in": "path", "required": True, "schema": {"enum": list(PUBLISHED)}}
    paths = {
        "/check": {"post": _asking("Hold a plan or report against itself", any_document, _ref("findings-text"))},
        "/assess": {"post": _asking("Hold a plan against reports", _ref("assess"), _ref("assessment"))},
        "/schemas/{kind}": {"get": _answering("A JSON Schema", {"type": "object"}, {"404": "No such schema"}, [kind])},
    }
    for name in QUESTIONS:
        asked = _asking(f"Verify a claim of {name}", _ref(f"verify-{name}"), _ref("verification"))
        paths[f"/verify/{name}"] = {"post": asked}
    return paths


def _asking(summary: str, asked: Schema, answered: Schema) -> Schema:
    content = {language: {"schema": asked} for language in _DOCUMENTS}
    return _answering(summary, answered, _REFUSALS, []) | {"requestBody": {"required": True, "content": content}}


def _answering(summary: str, answered: Schema, refusals: dict[str, str], parameters: list[Schema]) -> Schema:
    responses = {"200": _response("The answer", answered)}
    responses |= {status: _response(told, _ref("faults")) for status, told in refusals.items()}
    return {"summary": summary, "parameters": parameters, "responses": responses}


def _response(told: str, answered: Schema) -> Schema:
    return {"description": told, "content": {"application/json": {"schema": answered}}}


# --- schemas


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _components() -> Schema:
    """Our own schemas, and the library's with their definitions beside them, where OpenAPI looks for them."""
    found: Schema = {}
    for kind in ("plan", "report", "findings"):
        made = json.loads(json.dumps(schema(kind)).replace("#/$defs/", "#/components/schemas/"))
        found |= made.pop("$defs")
        # Within an OpenAPI document there is one base for references: the document itself.
        found[f"{kind}-text" if kind in found else kind] = {
            k: v for k, v in made.items() if k not in ("$schema", "$id")
        }
    return found | _of_questions() | _of_answers()


def _of_questions() -> Schema:
    printed = {"type": ["string", "number"]}
    found = {}
    for name, question in QUESTIONS.items():
        kinds = {
            key: {"type": "array", "items": printed} if key in question.lists else printed for key in question.keys
        }
        found[f"verify-{name}"] = _object(kinds, question.needed)
    asked = {"plan": _ref("plan"), "reports": {"type": "array", "items": _ref("report")}, "as_of": _ref("period")}
    return found | {"assess": _object(asked, ("plan",))}


def _of_answers() -> Schema:
    whole = {"type": "integer", "minimum": 0}
    fault = {field.name: {"type": ["string", "null"]} for field in attrs.fields(Fault)}
    fault |= {
        "problem": _TEXT,
        "path": _TEXT,
        "line": {"type": ["integer", "null"]},
        "column": {"type": ["integer", "null"]},
    }
    told = dict.fromkeys(("says", "computed", "off_by", "implied", "reason", "text"), _TEXT)
    verdict = {"verdict": {"enum": [verdict.value for verdict in ClaimVerdict]}}
    verification = verdict | told | {"readings": {"type": "array", "items": _TEXT}, "refused": whole}
    row = {"type": "object", "additionalProperties": {"type": ["string", "null"]}}
    totals = _object({status.value: whole for status in Status}, ())
    assessment = {
        "as_of": {"type": "string", "format": "date"},
        "rows": {"type": "array", "items": row},
        "totals": totals,
        "unused": {"type": "array", "items": _TEXT},
    }
    return {
        "faults": _object(
            {"faults": {"type": "array", "items": _object(fault, tuple(fault)), "minItems": 1}}, ("faults",)
        ),
        "verification": _object(verification, ("verdict", "reason", "text")),
        "assessment": _object(assessment, tuple(assessment)),
    }


def _object(properties: Schema, required: tuple[str, ...]) -> Schema:
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}
