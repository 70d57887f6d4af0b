"""Documents as tables: what stands in each row, and what people see."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

import publicservice as ps
from publicservice.model.observation import Beneficiaries, Claim, Coverage, Observation
from publicservice.model.programme import Commitment, Programme, Target
from publicservice.model.show import document_table, figure_table, summary

PLAN = ps.Plan(
    "Plan",
    place="Linyi, Shandong, CN",
    period=2022,
    source=ps.Source("Paper", publisher="Press"),
    targets=[Target("无障碍卫生间", "新增1万个岗位", period="2022-06")],
    programmes=[
        Programme(
            "Income",
            population="people of the city",
            targets=[
                Target(
                    "positions",
                    "47,300 positions",
                    parts=[Target("rural", "42,000 positions"), Target("urban", "5,300 positions", place="Lanshan")],
                ),
                Target("subsidy", "raise to 5,000 CNY", baseline="4,500 CNY"),
                Target("loans", "more than 5 CNY", baseline=ps.figure(4, "CNY")),
            ],
            commitments=[Commitment("keep roads safe", population="drivers")],
        ),
        Programme("Nothing in it"),
    ],
)


def test_a_row_is_an_entry_indented_as_it_stands() -> None:
    """The first column is a tree: programmes plain, targets with a dot, commitments with a dash, parts a step in."""
    table = document_table(PLAN)
    assert [
        ("• 无障碍卫生间", "新增1万个岗位", "", "", "2022-06"),
        ("Income", "", "", "people of the city", ""),
        ("  • positions", "47,300 positions", "", "", ""),
        ("    • rural", "42,000 positions", "", "", ""),
        ("    • urban", "5,300 positions", "", "", "Lanshan"),
        ("  • subsidy", "raise to 5,000 CNY", "4,500 CNY", "", ""),
        ("  • loans", "more than 5 CNY", "4 CNY", "", ""),
        ("  – keep roads safe", "", "", "drivers", ""),
        ("Nothing in it", "", "", "", ""),
    ] == list(table.rows)
    assert ("entry", "as printed", "from", "for whom", "when and where") == table.columns
    assert "Plan (Linyi, Shandong, CN, 2022): 2 programmes, 4 targets, 1 commitment" == table.title
    assert ("Paper, Press",) == table.notes


def test_what_a_report_prints_stands_as_it_was_printed() -> None:
    """Figures stand as printed; "all" is a word, not 100 %; results without a number stand in words."""
    made = Programme(
        "P",
        observations=[Observation("jobs", "686,000 jobs"), Observation("prices", result="basically stable")],
        coverage=[
            Coverage("insurance", rate="90 %", covered="9 persons"),
            Coverage("care", covered="2,650 units", eligible="3,442 units"),
            Coverage("vehicles", is_all=True),
        ],
        beneficiaries=[
            Beneficiaries(population="retirees", reached="3.69 million persons"),
            Beneficiaries(population="x"),
        ],
        claims=[Claim("completion", says="108.9 %", of="jobs"), Claim("all", of="jobs")],
    )
    assert [
        ("• jobs", "686,000 jobs"),
        ("• prices", "basically stable"),
        ("• insurance", "90 %"),
        ("• care", "2,650 units of 3,442 units"),
        ("• vehicles", "all"),
        ("• retirees", "3.69 million persons"),
        ("• x", ""),
        ("• completion of jobs", "108.9 %"),
        ("• all of jobs", ""),
    ] == list(document_table(made).rows)
    assert "2 observations, 3 coverages, 2 groups reached, 2 claims" == summary(made).partition("programme, ")[2]


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        (
            ps.figure("more than 1,500 persons"),
            {
                "printed": "more than 1,500 persons",
                "value": "1500",
                "unit": "person",
                "comparator": "more than",
                "weight of the last digit": "1",
                "if its trailing zeros are rounded": "(1500, ∞)",
                "if its trailing zeros are significant": "(1500, ∞)",
                "stands for": "(1500, ∞) persons",
            },
        ),
        (
            ps.figure("10-15 towns"),
            {
                "printed": "10-15 towns",
                "value": "a range",
                "unit": "town",
                "comparator": "between",
                "weight of the last digit": "1",
                "stands for": "[10, 15] towns",
            },
        ),
        (ps.figure(5, "km"), {"value": "5", "unit": "km", "stands for": "[5, 5] km"}),
        (ps.figure("85 %"), {"comparator": "none"}),
    ],
)
def test_a_figure_is_explained_part_by_part(figure: ps.Figure, expected: dict[str, str]) -> None:
    """What each part of the printed text says, and the values that it stands for."""
    shown = {row[0]: row[1] for row in figure_table(figure).rows}
    assert expected == ({key: shown[key] for key in expected} if len(expected) == 1 else shown)


def test_columns_in_which_nothing_stands_are_left_out() -> None:
    """A short document is a narrow table."""
    table = document_table(ps.Plan("P", targets=[Target("roads", "5 km")]))
    assert (("entry", "as printed"), "P: 1 target", ()) == (table.columns, table.title, table.notes)


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (PLAN, "2 programmes, 4 targets, 1 commitment"),
        (ps.Plan("P"), "nothing in it"),
        (ps.Plan("P", targets=[Target("a", "5 km", parts=[Target("b", "2 km")])]), "1 target"),
        (ps.Plan("P", programmes=[Programme("a", programmes=[Programme("b")])]), "2 programmes"),
        (Target("a", "5 km", parts=[Target("b", "2 km")]), "1 target"),
    ],
)
def test_a_document_is_summed_up_in_numbers(document: ps.Plan | Target, expected: str) -> None:
    """Programmes within programmes count too, parts of a target do not, and one is no plural."""
    assert expected == summary(document)


def test_a_plan_shows_itself() -> None:
    """Section 5: what people look at shows itself as text and in a notebook; repr stays one line."""
    assert str(document_table(PLAN)) == str(PLAN)
    assert document_table(PLAN).to_html() == PLAN._repr_html_()
    assert "<Plan 'Plan': 2 programmes, 4 targets, 1 commitment>" == repr(PLAN)


def test_a_goal_or_title_of_any_length_fits_the_width() -> None:
    """A wide plan is wrapped, not cut: every line fits, and every character is there."""
    title, counts = "道路" * 80 + "road " * 40, "at least 1 park in each of 3 districts: " + "; ".join("abc")
    shown = str(ps.Plan("P", targets=[Target(title, counts, population="people " * 30)]))
    assert 100 >= max(map(len, shown.splitlines()))
    assert (160, 40) == (sum(map(shown.count, "道路")), shown.count("road"))


def test_what_a_document_holds_is_never_markup() -> None:
    """Section 5: HTML is escaped."""

    class Tags(HTMLParser):
        """Collects the tags."""

        seen: frozenset[str] = frozenset()

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            """One more."""
            self.seen |= {tag}

    tags, hostile = Tags(), "<script>alert(1)</script>"
    tags.feed(ps.Plan(hostile, targets=[Target(hostile, "5 km", population=hostile)])._repr_html_())
    assert "script" not in tags.seen
    assert "table" in tags.seen
