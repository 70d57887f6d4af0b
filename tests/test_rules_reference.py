"""The page on rules, held against the rules: every kind of finding has an entry, every example does what it says."""

from __future__ import annotations

import ast
import re
import sys
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

from publicservice import Rule, Severity, check, parse_plan
from publicservice.checks import PLAN_RULES, Subject

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "rules.md"
ENTRY = re.compile(
    r"^### (?P<name>\S+)\n\nSeverity: (?P<severity>[^\n]+)\.\n\n(?P<text>.+?)\n\n"
    r"```yaml\n(?P<gives>.+?)\n```\n\n```yaml\n(?P<leaves>.+?)\n```\n\n```text\n(?P<printed>.+?)\n```$",
    re.MULTILINE | re.DOTALL,
)


class Entry(NamedTuple):
    """What the page says of one kind of finding."""

    section: str
    name: str
    severities: list[str]
    text: str
    gives: str
    leaves: str
    printed: str


def entries() -> list[Entry]:
    """The page's entries in their order."""
    found = []
    for section in re.split(r"^## ", PAGE.read_text("utf-8"), flags=re.MULTILINE)[1:]:
        heading = section.partition("\n")[0]
        for match in ENTRY.finditer(section):
            name, severity, *rest = match.groups()
            words = [word.value for word in Severity if re.search(rf"\b{word.value}\b", severity)]
            found.append(Entry(heading, name, words, *rest))
    return found


def names_in_code() -> dict[str, set[str]]:
    """The names of all findings that the rules for plans can give, with their severities as the code writes them."""
    names: dict[str, set[str]] = {rule.name: {rule.severity.value} for rule in PLAN_RULES}
    for module in sorted({rule.run.__module__ for rule in PLAN_RULES}):
        source = sys.modules[module].__file__
        assert source is not None
        for node in ast.walk(ast.parse(Path(source).read_text("utf-8"))):
            _note(node, names)
    return names


def _note(node: ast.AST, names: dict[str, set[str]]) -> None:
    """A name with the severity beside it, in a tuple or in a call of `finding`, where it may be a variable."""
    calls_finding = isinstance(node, ast.Call) and ast.unparse(node.func) == "finding"
    items = node.args if isinstance(node, ast.Call) else node.elts if isinstance(node, ast.Tuple) else []
    for name, severity in pairwise(items):
        if not isinstance(name, ast.Constant):
            continue
        if isinstance(severity, ast.Attribute) and ast.unparse(severity.value) == "Severity":
            names.setdefault(str(name.value), set()).add(Severity[severity.attr].value)
        elif calls_finding and name is items[0]:
            names.setdefault(str(name.value), set())


ENTRIES = entries()
each_entry = pytest.mark.parametrize("entry", ENTRIES, ids=[entry.name for entry in ENTRIES])


def test_the_page_has_an_entry_for_every_kind_of_finding_and_no_other() -> None:
    """What a rule can say, good news included, is on the page; what is on the page, a rule can say."""
    assert sorted(names_in_code()) == sorted(entry.name for entry in ENTRIES)


def test_every_heading_is_a_whole_entry() -> None:
    """An entry whose form is broken would otherwise be passed over."""
    assert re.findall(r"^### (\S+)$", PAGE.read_text("utf-8"), re.MULTILINE) == [entry.name for entry in ENTRIES]


@each_entry
def test_an_entry_gives_its_severities(entry: Entry) -> None:
    """The page names every severity that the code gives, and files the entry under the heaviest."""
    assert names_in_code()[entry.name] <= set(entry.severities)
    heaviest = max(entry.severities, key=lambda word: Severity(word).rank)
    section = {"error": "Errors", "warning": "Warnings", "note": "Notes", "confirmed": "Confirmed"}[heaviest]
    assert section == entry.section


@each_entry
def test_an_entry_says_why_and_what_to_do(entry: Entry) -> None:
    """What it looks for, why it matters, and what to do."""
    looks_for, why, to_do = entry.text.split("\n\n")
    assert looks_for.endswith(".")
    assert why.endswith(".")
    assert to_do.startswith("What to do: ")


@each_entry
def test_the_first_example_gives_the_finding_as_printed(entry: Entry) -> None:
    """The sentence on the page is what the library prints."""
    [finding] = check(parse_plan(entry.gives)).of_rule(entry.name)
    assert entry.printed == str(finding)
    assert finding.severity.value in entry.severities


@each_entry
def test_the_second_example_does_not_give_it(entry: Entry) -> None:
    """The example beside it is fine, also in the eyes of all rules that find errors and warnings."""
    findings = check(parse_plan(entry.leaves))
    assert () == findings.of_rule(entry.name)
    if entry.section in ("Errors", "Warnings"):
        assert () == findings.at_least("warning")


@pytest.mark.parametrize("rule", PLAN_RULES, ids=[rule.name for rule in PLAN_RULES])
def test_a_rule_by_itself_gives_its_example(rule: Rule) -> None:
    """The finding of a rule's name comes from the rule of that name."""
    [entry] = [entry for entry in ENTRIES if entry.name == rule.name]
    assert rule.name in [finding.rule for finding in rule.run(Subject(parse_plan(entry.gives)))]
