"""
JSON Schemas (2020-12) of what is exchanged, made from the nouns, their keys and their docstrings.

They complete and check plan and report files in an editor. Every reference is within the schema itself, and only such
keywords are used as mean the same in draft 7, which many editors still go by. `python -m publicservice.io.schema
schemas` writes the published ones anew.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_args, get_origin

import attrs

from publicservice.assessment import Followed, Unused
from publicservice.compute.inequality import CoverageGaps, GroupGap
from publicservice.errors import WrongTypeError, did_you_mean, shown
from publicservice.figures import Figure
from publicservice.io.assessed import ASSESSED, STAND_INS, Assessed, Cited, Completed, Staged
from publicservice.io.descriptions import about, attributes
from publicservice.io.exchange import DOCUMENTS, KINDS, LISTS
from publicservice.io.keys import WORDS
from publicservice.io.nouns import NOUNS, keys_of
from publicservice.io.schema_values import Schema, text_of
from publicservice.io.structure import MOST_NAMES, kind_of, may_lack
from publicservice.io.values import ALL, CountName, IsAll, Printed, Rate
from publicservice.io.version import FORMAT, SCHEMA_KEY, VERSION_KEY
from publicservice.model.coverage import CoverageRate
from publicservice.model.indicator import Indicator
from publicservice.model.observation import Beneficiaries, Claim, Coverage, Observation
from publicservice.model.programme import Declaration

__all__ = ["PUBLISHED", "main", "schema", "schema_text", "write_schemas"]

PUBLISHED = ("plan", "report", "observations", "assessment")
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_HOME = "https://publicservice.example/schemas"  # a name, not an address: nothing is ever fetched from there
_NAMED: dict[Any, str] = {
    Cited: "evidence", Completed: "completion", CoverageGaps: "coverage-gaps", Followed: "followed-commitment",
    GroupGap: "gap-of-a-group", Staged: "figure-of-a-stage", Unused: "unused-evidence",
}  # fmt: skip
_DEFINED: dict[Any, str] = (
    {kind: _NAMED.get(kind, kind.__name__.lower()) for kind in ASSESSED}
    | {kind: name.replace(" ", "-") for name, kind in KINDS.items()}
    | {Assessed: "assessment", Printed: "figure-in-parts", Rate: "rate"}
)
# What constructors ask for that no single field tells: one of these sets of keys.
_NEEDS: dict[type, tuple[tuple[str, ...], ...]] = {
    Observation: (("value",), ("result",)),
    Coverage: (("rate",), ("covered",)),
    CoverageRate: (("rate",), ("covered", "eligible")),
    Beneficiaries: (("for",),),
    Claim: (("of",),),
    Printed: (("value", "exact"), ("within",)),
    Completed: (("value", "exact"), ("within",)),
}
_HEAD: Schema = {
    SCHEMA_KEY: {"type": "string", "description": "Where an editor finds this schema; says nothing about the content."},
    VERSION_KEY: {
        "type": ["string", "number"],
        "pattern": "^[0-9]{1,4}\\.[0-9]{1,4}$",
        "description": f"The version of the format. What names none is of version {FORMAT}.",
        "examples": [FORMAT],
    },
}
_UNITS: Schema = {
    "type": "array",
    "items": text_of(CountName),
    "maxItems": MOST_NAMES,
    "description": "Kinds of count that are declared beside the library's own.",
}


def schema(kind: str = "plan") -> dict[str, Any]:
    """
    The JSON Schema of one kind of text: of a plan, a report, or of anything else that `from_json` reads.

    Args:
        kind: The key that says what the text holds: "plan", "report", "observations", "target", "coverage rate" ...

    Returns:
        The schema as plain data, which is the caller's to change.

    Raises:
        WrongTypeError: If nothing of that kind is exchanged.

    Example:
        >>> made = schema("plan")
        >>> made["$id"], made["required"]
        ('https://publicservice.example/schemas/0.1/plan.json', ['plan'])
        >>> made["$defs"]["target"]["properties"]["better"]["enum"]
        ['higher', 'lower', 'neither']
    """
    if not isinstance(kind, str) or kind not in KINDS | LISTS:
        hint = did_you_mean(kind, KINDS | LISTS) if isinstance(kind, str) else None
        raise WrongTypeError(
            "nothing of this kind is exchanged", seen=shown(kind), expected="plan, report ...", hint=hint
        )
    made: Schema = {"$schema": _DIALECT, "$id": f"{_HOME}/{FORMAT}/{kind.replace(' ', '-')}.json"}
    defs: Schema = {}
    made |= _document(kind, defs) if kind in DOCUMENTS else _envelope(kind, defs)
    copied: dict[str, Any] = json.loads(json.dumps(made | {"$defs": dict(sorted(defs.items()))}))
    return copied


def schema_text(kind: str = "plan") -> str:
    """
    The same as the text of a file.

    Args:
        kind: As for `schema`.

    Raises:
        WrongTypeError: If nothing of that kind is exchanged.

    Example:
        >>> schema_text("figure").splitlines()[1]
        '  "$schema": "https://json-schema.org/draft/2020-12/schema",'
    """
    return f"{json.dumps(schema(kind), ensure_ascii=False, indent=2)}\n"


# --- the outermost level


def _document(kind: str, defs: Schema) -> Schema:
    noun = DOCUMENTS[kind]
    made = _object(noun, defs)
    made["properties"]["units"] |= {"items": text_of(CountName), "maxItems": MOST_NAMES}
    return {"title": noun.__name__, **made, "properties": _HEAD | made["properties"]}


def _envelope(kind: str, defs: Schema) -> Schema:
    forms = [_of(KINDS[kind], defs)] if kind in KINDS else []
    forms += [{"type": "array", "items": _of(LISTS[kind], defs)}] if kind in LISTS else []
    held = forms[0] if len(forms) == 1 else {"anyOf": forms}
    properties = _HEAD | {"units": _UNITS, kind: held}
    return {
        "title": kind.capitalize(),
        "type": "object",
        "properties": properties,
        "required": [kind],
        "additionalProperties": False,
    }


# --- what stands within


def _of(kind: Any, defs: Schema) -> Schema:
    """The schema of a kind, by reference to its definition where it has a name."""
    kind = STAND_INS.get(kind, kind)
    if get_origin(kind) is tuple:
        return _several(get_args(kind)[0], defs)
    if kind not in _DEFINED:
        return text_of(kind) or {}
    name = _DEFINED[kind]
    if name not in defs:
        defs[name] = {}  # a noun may hold others of its kind
        defs[name] = _defined(kind, defs)
    return {"$ref": f"#/$defs/{name}"}


def _several(each: Any, defs: Schema) -> Schema:
    if each is not Declaration:
        return {"type": "array", "items": _of(each, defs)}
    count: Schema = text_of(int) or {}
    return {
        "type": "object",
        "additionalProperties": count,
        "maxProperties": MOST_NAMES,
        "examples": [{"programmes": 6}],
    }


def _defined(kind: Any, defs: Schema) -> Schema:
    title = _DEFINED[kind].replace("-", " ").capitalize()
    if kind is Rate:
        return {"title": title, "description": _worded(Rate), "anyOf": [{"enum": [ALL]}, _of(Figure, defs)]}
    text = text_of(kind) if kind is not Indicator else None
    mapping = _of(Printed, defs) if kind is Figure else _object(kind, defs) if kind in NOUNS else None
    if text is None or mapping is None:
        only = mapping or text or {}
        return {"title": title, "description": about(kind) if kind in NOUNS else _worded(kind), **only}
    return {"title": title, "description": _worded(kind), "anyOf": [text, mapping]}


def _worded(kind: Any) -> str:
    """What people are told where something else stands: that is what an editor shows beside the value."""
    expected = WORDS[kind][1]
    return f"{expected[0].upper()}{expected[1:]}."


def _object(noun: type, defs: Schema) -> Schema:
    properties = _properties(noun, defs)
    made: Schema = {
        "type": "object",
        "description": about(noun),
        "properties": {key: properties[key] for key in keys_of(noun)},
        "additionalProperties": False,
    }
    needs = _NEEDS.get(noun, ((),))
    required = [*_required(noun), *(needs[0] if len(needs) == 1 else ())]
    if required:
        made["required"] = required
    if len(needs) > 1:
        made["anyOf"] = [{"required": list(keys)} for keys in needs]
    return made


def _properties(noun: type, defs: Schema) -> Schema:
    fields, told = attrs.fields_dict(noun), attributes(noun)
    found: Schema = {}
    for name, key in NOUNS[noun].items():
        kind = kind_of(noun, fields[name])
        if name == "indicator":
            found |= _properties(Indicator, defs)
        elif kind is not IsAll:
            found[key] = _of(kind, defs) | ({"description": told[name]} if name in told else {})
    return found


def _required(noun: type) -> list[str]:
    fields = attrs.fields_dict(noun)
    needed = (name for name in NOUNS[noun] if fields[name].default is attrs.NOTHING)
    return [NOUNS[noun][name] for name in needed if not may_lack(noun, fields[name])]


# --- the published files


def write_schemas(folder: Path) -> tuple[Path, ...]:
    """
    Write the published schemas into a folder, below the version of the format.

    Args:
        folder: Where the versions stand; made if it is not there.

    Returns:
        The files that were written.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     [path.relative_to(folder).as_posix() for path in write_schemas(Path(folder))]
        ['0.1/plan.json', '0.1/report.json', '0.1/observations.json', '0.1/assessment.json']
    """
    home = folder / FORMAT
    home.mkdir(parents=True, exist_ok=True)
    files = {home / f"{kind}.json": schema_text(kind) for kind in PUBLISHED}
    for file, text in files.items():
        file.write_text(text, encoding="utf-8", newline="\n")
    return tuple(files)


def main(arguments: Sequence[str]) -> int:
    """The command: writes the published schemas into the folder that is named."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m publicservice.io.schema FOLDER\n")
        return 2
    for file in write_schemas(Path(arguments[0])):
        sys.stdout.write(f"{file}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
