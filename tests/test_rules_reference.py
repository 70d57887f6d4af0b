"""The page on rules, held against the rules: every kind of finding has an entry, every example does what it says."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import attrs
import pytest

from publicservice import (
    Claim,
    Coverage,
    Finding,
    Observation,
    Plan,
    Report,
    Rule,
    Severity,
    Target,
    check,
    parse_plan,
    parse_report,
)
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


EVIDENCE = {
    ("parts-do-not-add-up", "plan"): ("urban: 42.1万人", "rural: 26.3万人", "whole: 68.6万人"),
    ("declared-count-differs", "plan"): (),
    ("declared-count-differs", "report"): (),
    ("targets-contradict-each-other", "plan"): ("targets[0]: 2,000 beds", "programmes[0].targets[0]: 800 beds"),
    ("each-of-exceeds-total", "plan"): ("at least 1 park in each of 5 districts", "4 parks"),
    ("range-upside-down", "plan"): ("between 15 and 10 towns",),
    ("claim-inconsistent", "report"): ("110.2 %",),
    ("observations-contradict-each-other", "report"): (
        "observations[0]: 6,861 jobs", "programmes[0].observations[0]: 6,891 jobs"
    ),
    ("periods-cannot-be-compared", "report"): ("2024-01/2024-11", "2023"),
    ("persons-added-to-person-times", "report"): ("person", "person-time"),
    ("parts-add-up-if-rounded", "plan"): ("urban: 700 places", "rural: 300 places", "whole: 1,100 places"),
    ("share-above-whole", "plan"): ("120 %", "100 %"),
    ("baseline-beyond-goal", "plan"): ("6000 CNY", "raise to 5000 CNY"),
    ("relative-goal-without-baseline", "plan"): ("increase by 10 %",),
    ("percent-may-be-points", "plan"): ("increase by 5 %",),
    ("percent-may-be-points", "report"): ("up 5.5 %",),
    ("period-outside-plan", "plan"): ("2025", "2024"),
    ("stock-with-span", "plan"): ("2024",),
    ("stock-with-span", "report"): ("2024-01/2024-07",),
    ("target-without-unit", "plan"): ("47",),
    ("duplicate-programme", "plan"): ("programmes[0]",),
    ("duplicate-programme", "report"): ("programmes[0]",),
    ("duplicate-id", "plan"): ("targets[0]",),
    ("duplicate-id", "report"): ("observations[0]",),
    ("coverage-inconsistent", "report"): ("95 %", "901 children", "1,001 children"),
    ("coverage-consistent", "report"): ("90.0 %", "901 children", "1,001 children"),
    ("coverage-above-whole", "report"): ("104.2 % (104.09 to 104.30)",),
    ("coverage-undefined", "report"): (),
    ("people-may-be-person-times", "report"): ("17,700 persons", "403 trips"),
    ("persons-added-over-periods", "report"): ("302 persons (301.5 to 302.5)", "203 persons (202.5 to 203.5)"),
    ("claim-cannot-be-checked", "report"): ("108.9 %",),
    ("parts-may-add-up", "plan"): (
        "rural: more than 42,000 positions", "urban: at least 5,000 positions", "whole: 48,322 positions"
    ),
    ("parts-cannot-be-added", "plan"): ("urban: 90 %", "rural: 80 %", "whole: 85 %"),
    ("declared-count-cannot-be-checked", "plan"): (),
    ("declared-count-cannot-be-checked", "report"): (),
    ("targets-may-differ", "plan"): (
        "targets[0]: more than 5,000 teachers", "programmes[0].targets[0]: 5,032 teachers"
    ),
    ("empty-programme", "plan"): (),
    ("empty-programme", "report"): (),
    ("target-made-easier", "plan"): ("1,000 km", "900 km"),
    ("target-without-period", "plan"): (),
    ("target-without-source", "plan"): (),
    ("parts-add-up", "plan"): ("rural: 42,000 positions", "urban: 5,300 positions", "whole: 47,300 positions"),
    ("declared-count-agrees", "plan"): (),
    ("declared-count-agrees", "report"): (),
    ("target-stands-twice", "plan"): ("targets[0]: 68.6万人", "targets[1]: 686,000 persons"),
    ("claim-consistent", "report"): ("up 9.9 %",),
}  # fmt: skip
OF_EXAMPLES = [(entry.name, example) for entry in entries() for example in entry.examples]


@pytest.mark.parametrize(("name", "example"), OF_EXAMPLES)
def test_a_finding_shows_what_it_rests_on(name: str, example: Example) -> None:
    """Each example's finding names the figures, periods or entries that it compares."""
    assert EVIDENCE[name, example.kind] in [one.evidence for one in found_in(example, example.gives, name)]


def with_entries_before(given: Plan | Report) -> Plan | Report:
    """The document behind entries that most rules pass over: in words, of all, of no number, of another kind."""
    if isinstance(given, Plan):
        before = [Target("parks", "all districts"), Target("towns", "keep between 1 and 2 towns")]
        return attrs.evolve(given, targets=[*before, *given.targets])
    seen = [Observation("opened", result="done"), Observation("boats", "5 km"), Observation("ferries", "7 km")]
    claims = [Claim("all", of="opened"), Claim("share", says="71 %", of="boats", against="ferries")]
    return attrs.evolve(
        given,
        observations=[*seen, *given.observations],
        coverage=[Coverage("ferries reached", is_all=True), *given.coverage],
        claims=[*claims, *given.claims],
    )


@pytest.mark.parametrize(
    ("name", "example"), [(name, example) for name, example in OF_EXAMPLES if not name.startswith("declared-count")]
)
def test_what_a_rule_passes_over_hides_nothing_behind_it(name: str, example: Example) -> None:
    """A finding is there whatever stands before it."""
    alone, behind = parsed(example.kind, example.gives), with_entries_before(parsed(example.kind, example.gives))
    assert len(check(alone).of_rule(name)) <= len(check(behind).of_rule(name))
