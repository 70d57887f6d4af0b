"""
The tables of the reference that say what the library itself knows: keys of files, and units.

Each stands in its page between two comments. `--check` tells which are out of date, `--write` writes them anew.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import publicservice
from publicservice.io.exchange import DOCUMENTS, KINDS
from publicservice.io.schema import schema
from publicservice.units import Unit, unit

REFERENCE = Path(__file__).parent / "reference"
BLOCK = re.compile(r"(?P<begin><!-- (?P<kind>keys|units): (?P<of>[^>]+) -->\n).*?(?P<end><!-- end -->)", re.DOTALL)
HEAD = {"$schema", "publicservice"}  # of the file, and not of what it says
PLACES = {
    "goal": "goals",
    "period": "periods",
    "rate": "figures",
    "figure": "figures",
    "figure-in-parts": "figure-in-parts",
}
PLACES |= {"unit": "units", "interval": ""}
DEFINITIONS = Path(publicservice.__file__).parent / "units" / "definitions.txt"
CHINESE = re.compile("[一-鿿]")
HEADING = re.compile(r"# --- (?P<title>[^.,:]+)")
RELATION = re.compile(r"(?P<number>[\d/.]+) (?P<name>\w+)")
POWERS = {1: "", 2: "²", 3: "³"}


def main(arguments: list[str]) -> int:
    """Checks the pages, or writes them; 1 where one is out of date."""
    pages = {page: page.read_text(encoding="utf-8") for page in sorted(REFERENCE.glob("*.md"))}
    stale = {page: renewed(text) for page, text in pages.items() if renewed(text) != text}
    for page, text in stale.items():
        if arguments == ["--write"]:
            page.write_text(text, encoding="utf-8")
        print(f"{page.name}: {'written' if arguments == ['--write'] else 'out of date; run docs/tables.py --write'}")
    return int(bool(stale) and arguments != ["--write"])


def renewed(text: str) -> str:
    """The text of a page with its tables as they should be."""
    return BLOCK.sub(lambda found: f"{found['begin']}\n{_block(found['kind'], found['of'])}\n\n{found['end']}", text)


def _block(kind: str, of: str) -> str:
    return key_table(of) if kind == "keys" else unit_table(of)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


# --- keys of files


def key_table(entry: str) -> str:
    """The keys of one entry of a file: what may stand there, and what it says."""
    properties, needed = _keys(entry)
    shared = {key: value for key, value in _keys("commitment")[0].items() if key != "title"}
    own = {key: value for key, value in properties.items() if entry == "every entry" or shared.get(key) != value}
    rows = ((f"`{key}`{', needed' * (key in needed)}", _holds(value), _says(key, value)) for key, value in own.items())
    table = _table(("key", "holds", "says"), rows)
    common = [f"`{key}`" for key in properties if key not in own]
    return f"{table}\n\nAnd, as [every entry](#every-entry): {', '.join(common)}." if common else table


def _keys(entry: str) -> tuple[dict[str, Any], list[str]]:
    """The keys of an entry with their schemas, and those that it cannot do without."""
    if entry == "every entry":
        return {key: value for key, value in _keys("commitment")[0].items() if key != "title"}, []
    whole = schema(entry if entry in KINDS else "observations")
    own = whole if entry in DOCUMENTS else whole["$defs"][entry.replace(" ", "-")]
    own = next((form for form in own.get("anyOf", ()) if form.get("type") == "object"), own)
    return {key: value for key, value in own["properties"].items() if key not in HEAD}, own.get("required", [])


def _holds(value: dict[str, Any]) -> str:
    if "$ref" in value:
        return _linked(value["$ref"].rpartition("/")[2])
    if "enum" in value:
        *others, last = (f"`{word}`" for word in value["enum"])
        return f"{', '.join(others)} or {last}"
    if value["type"] == "array":
        return "a list of texts" if "type" in value["items"] else f"a list of {_holds(value['items'])}"
    if value["type"] == "object":
        return f"keys with numbers, such as `{_in_yaml(value['examples'][0])}`"
    return "a whole number" if "integer" in value["type"] else "a text"


def _linked(kind: str) -> str:
    words = kind.replace("-", " ")
    anchor = PLACES.get(kind, kind)
    return f"[{words}](#{anchor})" if anchor else f"a {words}"


def _in_yaml(example: dict[str, Any]) -> str:
    return "{" + ", ".join(f"{key}: {value}" for key, value in example.items()) + "}"


def _says(key: str, value: dict[str, Any]) -> str:
    return str(value.get("description") or "In your own words.").replace('{"programmes":', "{programmes:")


# --- units


def unit_table(title: str) -> str:
    """The units under one heading of the definitions, with every name by which they are read."""
    head = ("unit", "also read", "in Chinese", "exactly")
    rows = [_unit_row(line) for line in _defined()[title]]
    filled = [at for at in range(len(head)) if any(row[at] for row in rows)]
    return _table(tuple(head[at] for at in filled), (tuple(row[at] for at in filled) for row in rows))


def _defined() -> dict[str, list[str]]:
    """The lines of the definitions by their headings."""
    found: dict[str, list[str]] = {}
    for line in DEFINITIONS.read_text(encoding="utf-8").splitlines():
        if heading := HEADING.match(line):
            found[heading["title"]] = own = []
        elif line and not line.startswith("#"):
            own.append(line)
    return found


def _unit_row(line: str) -> tuple[str, ...]:
    name, relation, *others = (part.strip() for part in line.split("="))
    made = unit(name)
    words = [other.replace("_", " ") for other in others if other != "_"]
    chinese = [word for word in words if CHINESE.search(word)]
    latin = [word for word in words if word not in chinese]
    named = name.replace("_", " ")
    shown = str(made) if str(made).replace("-", " ") == named else f"{named}, written {made}"
    also = [word for word in latin if word != str(made)]
    return shown, ", ".join(also), "、".join(chinese), _exactly(made, relation)


def _exactly(made: Unit, relation: str) -> str:
    """The relation as it is defined, and the factor to the unit that it comes down to, where that says more."""
    if relation.startswith("["):
        return ""
    told = RELATION.fullmatch(relation)
    first = f"{_grouped(told['number'])} {unit(told['name']).plural}" if told else _in_words(relation)
    roots = [f"{unit(name).plural}{POWERS.get(power, '')}" for name, power in made.dimension]
    whole = f"{_grouped(str(made.factor))} {roots[0]}" if len(roots) == 1 and made.factor != 1 else ""
    first = "" if first == str(made) else first
    return " = ".join(dict.fromkeys(filter(None, (first, whole))))


def _grouped(number: str) -> str:
    return f"{int(number):,}" if number.isdecimal() else number


def _in_words(relation: str) -> str:
    """A relation with powers, in the symbols of its units."""
    for name, power in re.findall(r"(\w+) \*\* (\d)", relation):
        relation = relation.replace(f"{name} ** {power}", f"{unit(name)}{POWERS[int(power)]}")
    return relation.replace("_", " ")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
