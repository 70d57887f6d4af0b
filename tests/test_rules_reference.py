"""The page on rules, held against the rules: every kind of finding has an entry, every example does what it says."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

from publicservice import Finding, Plan, Report, Rule, Severity, check, parse_plan, parse_report
from publicservice.checks import PLAN_RULES, REPORT_RULES, Subject

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "rules.md"
EXAMPLE = (
    r"A (?:plan|report) that gives it:\n\n```yaml\n(?:plan|report): .+?\n```\n\n"
    r"One that does not:\n\n```yaml\n.+?\n```\n\nPrinted of the first:\n\n```text\n.+?\n```"
)
ENTRY = re.compile(
    r"^### (?P<name>\S+)\n\nSeverity: (?P<severity>[^\n]+)\.\n\n(?P<text>.+?)\n\n"
    rf"(?P<examples>{EXAMPLE}(?:\n\n{EXAMPLE})?)(?=\n\n#|\n*\Z)",
    re.MULTILINE | re.DOTALL,
)
RULES = {"plan": PLAN_RULES, "report": REPORT_RULES}


class Example(NamedTuple):
    """A document that gives a finding, one that does not, and what is printed of the first."""

    kind: str
    gives: str
    leaves: str
    printed: str


class Entry(NamedTuple):
    """What the page says of one kind of finding."""

    section: str
    name: str
    severities: list[str]
    text: str
    examples: list[Example]


def entries() -> list[Entry]:
    """The page's entries in their order."""
    found = []
    for section in re.split(r"^## ", PAGE.read_text("utf-8"), flags=re.MULTILINE)[1:]:
        heading = section.partition("\n")[0]
        for match in ENTRY.finditer(section):
            name, severity, text, examples = match.groups()
            words = [word.value for word in Severity if re.search(rf"\b{word.value}\b", severity)]
            found.append(Entry(heading, name, words, text, list(_examples(examples))))
    return found


def _examples(text: str) -> Iterator[Example]:
    """The examples of an entry: of each three blocks one."""
    blocks = re.findall(r"```(?:yaml|text)\n(.+?)\n```", text, re.DOTALL)
    for gives, leaves, printed in zip(*[iter(blocks)] * 3, strict=True):
        yield Example(gives.partition(":")[0], gives, leaves, printed)


def parsed(kind: str, text: str) -> Plan | Report:
    """The document of an example."""
    return parse_plan(text) if kind == "plan" else parse_report(text)


def found_in(example: Example, text: str, rule: str) -> tuple[Finding, ...]:
    """The findings of a name in one of an example's documents."""
    return check(parsed(example.kind, text)).of_rule(rule)


def names_in_code(rules: Iterable[Rule]) -> dict[str, set[str]]:
    """The names of all findings that the rules can give, with their severities as the code writes them."""
    names: dict[str, set[str]] = {rule.name: set() for rule in rules}
    for rule in rules:
        names[rule.name].add(rule.severity.value)
        for statement in _reached(rule):
            for node in ast.walk(statement):
                _note(node, names)
    return names


def _reached(rule: Rule) -> Iterator[ast.stmt]:
    """What stands at the top of the rule's module and is used by the rule, or by what it uses."""
    source = sys.modules[rule.run.__module__].__file__
    assert source is not None
    top = dict(_named(ast.parse(Path(source).read_text("utf-8"))))
    reached = [rule.run.__name__]
    for name in reached:
        yield top[name]
        used = {node.id: None for node in ast.walk(top[name]) if isinstance(node, ast.Name)}
        reached += [each for each in used if each in top and each not in reached]


def _named(module: ast.Module) -> Iterator[tuple[str, ast.stmt]]:
    for statement in module.body:
        match statement:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield name, statement
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                yield name, statement


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


NAMES = {kind: names_in_code(rules) for kind, rules in RULES.items()}
ENTRIES = entries()
EXAMPLES = [(entry, example) for entry in ENTRIES for example in entry.examples]
each_entry = pytest.mark.parametrize("entry", ENTRIES, ids=[entry.name for entry in ENTRIES])
each_example = pytest.mark.parametrize(
    ("entry", "example"), EXAMPLES, ids=[f"{entry.name}-{example.kind}" for entry, example in EXAMPLES]
)


@pytest.mark.parametrize("kind", RULES)
def test_the_page_has_an_example_for_every_kind_of_finding_and_no_other(kind: str) -> None:
    """What a rule can say, good news included, is on the page; what is on the page, a rule can say."""
    assert sorted(NAMES[kind]) == sorted(entry.name for entry, example in EXAMPLES if example.kind == kind)


def test_every_heading_is_a_whole_entry() -> None:
    """An entry whose form is broken would otherwise be passed over."""
    assert re.findall(r"^### (\S+)$", PAGE.read_text("utf-8"), re.MULTILINE) == [entry.name for entry in ENTRIES]


@each_entry
def test_an_entry_gives_its_severities(entry: Entry) -> None:
    """The page names every severity that the code gives, and files the entry under the heaviest."""
    given = set().union(*(names.get(entry.name, set()) for names in NAMES.values()))
    assert given <= set(entry.severities)
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


@each_example
def test_the_first_document_gives_the_finding_as_printed(entry: Entry, example: Example) -> None:
    """The sentence on the page is what the library prints."""
    [finding] = found_in(example, example.gives, entry.name)
    assert example.printed == str(finding)
    assert finding.severity.value in entry.severities


@each_example
def test_the_second_document_does_not_give_it(entry: Entry, example: Example) -> None:
    """The document beside it is fine, also in the eyes of all rules that find errors and warnings."""
    assert () == found_in(example, example.leaves, entry.name)
    if entry.section in ("Errors", "Warnings"):
        assert () == check(parsed(example.kind, example.leaves)).at_least("warning")


@pytest.mark.parametrize(
    ("kind", "rule"),
    [(kind, rule) for kind, rules in RULES.items() for rule in rules],
    ids=[f"{rule.name}-{kind}" for kind, rules in RULES.items() for rule in rules],
)
def test_a_rule_by_itself_gives_its_example(kind: str, rule: Rule) -> None:
    """The finding of a rule's name comes from the rule of that name."""
    [example] = [each for entry, each in EXAMPLES if (entry.name, each.kind) == (rule.name, kind)]
    assert rule.name in [finding.rule for finding in rule.run(Subject(parsed(kind, example.gives)))]
