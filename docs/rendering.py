"""
How docstrings become pages: a small extension of Sphinx.

Public names are linked as they are imported, `publicservice.name`, wherever they live. A class shows its fields once,
those of its bases too, with their types; an enumeration shows its values.
"""

from __future__ import annotations

import enum
import inspect
import re
from typing import TYPE_CHECKING, Any

import attrs
from docutils import nodes
from sphinx.domains.python import PyObject

import publicservice
from publicservice.io.descriptions import attributes

if TYPE_CHECKING:
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

HEADING = "Attributes:"
RULE = re.compile(r"^-{8,}|^ {20,}\S", re.MULTILINE)
COVERED = "\ue000"  # for a colon: of "The unit: the indicator's or ..." napoleon would take the first words for a type
# Nobody makes these by hand: how they are made is told in the entry of the function that gives them.
GIVEN = frozenset({"Figure", "Unit", "Goal", "Completion", "Verification", "Node", "Version", "Rule"})
GIVEN_BY = (
    "publicservice.compute",
    "publicservice.assessment.re",
    "publicservice.assessment.ro",
    "publicservice.checks",
)


def setup(app: Sphinx) -> dict[str, Any]:
    """Called by Sphinx: what is changed on the way from a docstring to its entry."""
    app.connect("autodoc-process-docstring", complete, priority=400)  # before napoleon reads the sections
    app.connect("autodoc-process-docstring", uncover, priority=600)  # and after it
    app.connect("autodoc-process-signature", without_soup)
    app.connect("autodoc-skip-member", skip_fields)
    app.connect("missing-reference", to_public_name)
    app.connect("doctree-read", without_blank_ends)
    app.connect("doctree-read", mark_printed_tables)
    app.connect("html-page-context", offer_notebook)
    for field in PyObject.doc_field_types:
        if field.name == "variable":
            field.label = "Attributes"
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def complete(app: Sphinx, what: str, name: str, kind: Any, options: Any, lines: list[str]) -> None:
    """Puts all fields of a record, or all values of an enumeration, into its docstring."""
    if what == "property":
        lines[:1] = [line.replace(":", COVERED) for line in lines[:1]]
    lines[:] = _as_meant(lines)
    if not inspect.isclass(kind):
        return
    before, after = _parted(lines)
    if issubclass(kind, enum.Enum):
        lines += ["", "Values:", *(f"    {member.name}: ``{member.value!r}``" for member in kind)]
    elif attrs.has(kind):
        lines[:] = [*before, *_fields(kind), *after]


def _as_meant(lines: list[str]) -> list[str]:
    """Keeps text from being taken for markup: what is returned is told in a sentence, definitions are formulas."""
    section, meant = "", []
    for line in lines:
        if line and not line.startswith(" "):
            section = line
        if section in {"Returns:", "Yields:"} and line != section:
            line = line.replace(":", COVERED)  # noqa: PLW2901  (a line as it goes on)
        elif section == "Definition:":
            line = re.sub(r"([*|])", r"\\\1", line)  # noqa: PLW2901
        meant.append(line)
    return meant


def uncover(app: Sphinx, what: str, name: str, kind: Any, options: Any, lines: list[str]) -> None:
    """Gives the colons back."""
    lines[:] = [line.replace(COVERED, ":") for line in lines]


def _parted(lines: list[str]) -> tuple[list[str], list[str]]:
    """What stands before and after the list of attributes; examples stay last."""
    if HEADING in lines:
        at = lines.index(HEADING)
        end = lines.index("", at) if "" in lines[at:] else len(lines)
        return lines[:at], lines[end:]
    at = next((at for at, line in enumerate(lines) if re.fullmatch(r"[A-Z]\w+:", line)), len(lines))
    return [*lines[:at], ""], ["", *lines[at:]]


def _fields(kind: type) -> list[str]:
    told = attributes(kind)
    fields = [field for field in attrs.fields(kind) if field.name in told]
    fields.sort(key=lambda field: (field.kw_only, field.inherited))
    return [HEADING, *(f"    {field.name} ({_type(field)}): {told[field.name]}" for field in fields)] if fields else []


def _type(field: attrs.Attribute[Any]) -> str:
    return str(field.type).replace("...", "…")


def without_soup(
    app: Sphinx, what: str, name: str, kind: Any, options: Any, signature: str, returns: str
) -> tuple[str, str] | None:
    """Shows what a record is made of without types, which stand below, and no constructor of what nobody constructs."""
    if what not in {"class", "exception"}:
        return None
    given = kind.__name__ in GIVEN or kind.__module__.startswith(GIVEN_BY)
    if given or issubclass(kind, enum.Enum | Exception):
        return "", ""
    return (_made_of(kind), "") if attrs.has(kind) else None


def _made_of(kind: type) -> str:
    fields = [field for field in attrs.fields(kind) if field.init]
    plain = [_argument(field) for field in fields if not field.kw_only]
    named = [_argument(field) for field in sorted(fields, key=lambda field: field.inherited) if field.kw_only]
    return f"({', '.join([*plain, *(['*', *named] if named else [])])})"


def _argument(field: attrs.Attribute[Any]) -> str:
    default = field.default
    if default is attrs.NOTHING:
        return str(field.alias)
    return f"{field.alias}={default.value if isinstance(default, enum.Enum) else default!r}"


def skip_fields(app: Sphinx, what: str, name: str, member: Any, skip: bool, options: Any) -> bool | None:
    """A field is told in the class's docstring, and not again as a member."""
    return True if inspect.ismemberdescriptor(member) or isinstance(member, enum.Enum) else None


def to_public_name(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, content: nodes.Element
) -> nodes.reference | None:
    """Links a type by the name under which it is public, where Sphinx looked for it where it lives."""
    home, _, name = node.get("reftarget", "").rpartition(".")
    if node.get("refdomain") != "py" or name not in publicservice.__all__ or not _is_ours(home):
        return None
    domain = env.domains.python_domain
    return domain.resolve_xref(env, node["refdoc"], app.builder, "obj", f"publicservice.{name}", node, content)


def without_blank_ends(app: Sphinx, doctree: nodes.document) -> None:
    """Takes away the empty line at the end of examples, which the tool that runs them needs and no reader does."""
    for block in doctree.findall(nodes.literal_block):
        block.rawsource = text = block.astext().rstrip("\n")
        block[:] = [nodes.Text(text)]


def mark_printed_tables(app: Sphinx, doctree: nodes.document) -> None:
    """Tells the style sheet which blocks hold a table made of characters, whose lines must not be broken."""
    for block in doctree.findall(nodes.literal_block):
        if RULE.search(block.astext()):
            block["classes"].append("printed-table")


def _is_ours(home: str) -> bool:
    return not home or home.partition(".")[0] == "publicservice"


def offer_notebook(
    app: Sphinx, name: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Puts a link to the notebook itself under the title of a page that is made of one."""
    if doctree is not None and app.env.doc2path(name).suffix == ".ipynb":
        file = context["pathto"](f"_sources/{context['sourcename']}", resource=True)
        link = f'<p class="notebook"><a href="{file}" download>Download this page as a notebook</a></p>'
        context["body"] = context["body"].replace("</h1>", f"</h1>\n{link}", 1)
