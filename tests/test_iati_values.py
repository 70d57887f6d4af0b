"""The values of IATI results: what is a number, what is kept in words, and why."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publicservice.figures import Figure, figure
from publicservice.io.iati import IatiActivity, read_iati
from publicservice.io.iati.amount import Measure, measure_of, says_number, scale_of
from publicservice.io.iati.read import Numbers
from publicservice.model.goal import Better, Goal
from publicservice.model.goal_numbers import at_least, at_most, reach
from publicservice.model.observation import Observation
from publicservice.units import Unit, unit

PERCENT = unit("%")
SHARE = "it may be a share of 1 or a hundredth of it"
COUNT = "it is too large for a percentage, and may be a count"


def read(
    target: str = "",
    actual: str = "",
    *,
    measure: str = "1",
    ascending: str = "1",
    more: str = "",
    title: str = "i",
    numbers: Numbers = "exact",
) -> IatiActivity:
    """The activity with one indicator of one period."""
    text = f"""<iati-activities version="2.03"><iati-activity><iati-identifier>X</iati-identifier>
    <result type="1"><title><narrative>R</narrative></title>
    <indicator measure="{measure}" ascending="{ascending}"><title><narrative>{title}</narrative></title>{more}
    <period><period-start iso-date="2023-01-01"/><period-end iso-date="2023-12-31"/>
    <target value={quoteattr(target)}/><actual value={quoteattr(actual)}/></period></indicator>
    </result></iati-activity></iati-activities>"""
    (activity,) = read_iati(BytesIO(text.encode()), numbers=numbers).activities
    return activity


def seen(activity: IatiActivity) -> Observation:
    """Its one observation."""
    return activity.report.programmes[0].observations[0]


NUMBERS = [
    ("20", 20),
    ("20,000", 20000),
    ("1,234,567.5", Decimal("1234567.5")),
    (" 12 ", 12),
    ("-3", -3),
    ("+3", 3),
    ("0", 0),
    ("5.", 5),
    (".5", Decimal("0.5")),
    ("1e3", 1000),
    ("1 000", 1000),
    ("24365", 24365),
    ("996", 996),
    ("2019", 2019),
    ("twenty", 20),
    ("２０", 20),
    ("½", Decimal("0.5")),
]


@pytest.mark.parametrize(("text", "value"), NUMBERS)
def test_numbers_stand_for_themselves(text: str, value: int | Decimal) -> None:
    """A plain number is that number exactly, however it is written; what was printed is kept where it differs."""
    activity = read(text, text)
    (target,) = activity.plan.programmes[0].targets
    observed = seen(activity)
    assert reach(figure(value)) == target.goal
    assert figure(value) == observed.value
    printed = text.strip()
    assert ("" if printed == f"{figure(value).value:f}" else printed) == observed.printed
    assert ("" if printed in (f"{figure(value).value:f}", str(target.goal)) else printed) == target.printed
    assert () == activity.findings.of_rule("value-in-words")


WORDS = [
    ("N=35;P=55", "a name, or words before the number"),
    ("In progress", "no number"),
    ("TBD", "no number"),
    ("n/a", "no number"),
    ("NaN", "not a finite number"),
    ("inf", "not a finite number"),
    ("1,5", "the digits are not grouped as a number"),
    ("0,500", "a number that begins with 0 is a code"),
    ("1.000.000", "the digits are not grouped"),
    ("00012", "a number that begins with 0 is a code"),
    ("1e400", "the number is too long"),
    ("9" * 61, "too large or too small"),
    ("9" * 301, "too large or too small"),
    ("x" * 301, "too long for a figure"),
    ("3 out of 4", "a number is joined to another"),
    ("2016-2017", "a date or a period"),
    ("31/12/2019", "a fraction or a name"),
    ("٢٠", "a digit of another script"),
    ("12 workshops", "unknown unit"),
]


@pytest.mark.parametrize(("text", "reason"), WORDS)
def test_what_is_no_number_is_kept_in_words(text: str, reason: str) -> None:
    """What nobody can read as a number becomes a commitment and a result in words, and findings say why."""
    activity = read(text, text)
    assert () == activity.plan.programmes[0].targets
    (promised,) = activity.plan.programmes[0].commitments
    assert ("i", text) == (promised.title, promised.printed)
    assert (None, text) == (seen(activity).value, seen(activity).result)
    found = activity.findings.of_rule("value-in-words")
    assert [(text,), (text,)] == [one.evidence for one in found]
    assert all(reason in one.message for one in found)
    has_digits = any(map(str.isdecimal, text))
    assert {"warning" if has_digits else "note"} == {one.severity.value for one in found}


@pytest.mark.parametrize("text", ["", " ", "\t\n"])
def test_blank_values_are_no_zeros(text: str) -> None:
    """Zero is not missing, and missing is not zero: a blank value makes nothing, and a finding tells it."""
    activity = read(text, text)
    assert ((), ()) == (activity.plan.programmes[0].targets, activity.plan.programmes[0].commitments)
    assert () == activity.report.programmes
    assert 2 == len(activity.findings.of_rule("nothing-said"))


GOALS = [
    (">=80", "at least 80"),
    ("10-15", "between 10 and 15"),
    ("keep at least 80", "keep at least 80"),
    ("increase by 10%", "increase by 10 %"),
    ("all schools", "all schools"),
    ("12 schools", "12 schools"),
]


@pytest.mark.parametrize(("text", "goal"), GOALS)
def test_goals_in_words_are_goals(text: str, goal: str) -> None:
    """A target that says a goal the library knows becomes that goal, with what was printed."""
    (target,) = read(text).plan.programmes[0].targets
    assert Goal.parse(goal) == target.goal
    assert ("" if str(target.goal) == text else text) == target.printed


@pytest.mark.parametrize(
    ("text", "value"), [(">=80", "at least 80"), ("10-15", "10-15"), ("about 5", "about 5"), ("75%", "75 %")]
)
def test_bounds_and_ranges_are_figures(text: str, value: str) -> None:
    """An actual that prints a bound, a range or its unit is that figure; a bare number in it is exact."""
    expected = figure(value, exact=True) if value == "75 %" else figure(value)
    assert expected == seen(read("", text)).value


def test_a_change_is_not_a_level() -> None:
    """An actual that says by how much something rose does not say how much there is."""
    activity = read("", "increase by 10%")
    assert "increase by 10%" == seen(activity).result
    assert "a change is not a level" in activity.findings.of_rule("value-in-words")[0].message


# --- percentages


@pytest.mark.parametrize(
    ("text", "value"), [("75", 75), ("75%", 75), ("0", 0), ("120", 120), ("-4.5", "-4.5"), ("0.75 %", "0.75")]
)
def test_percentages_are_in_percent(text: str, value: int | str) -> None:
    """With measure 2 a bare number is in percent, and its own sign may say so too."""
    activity = read("80", text, measure="2")
    assert figure(Decimal(value), "%") == seen(activity).value
    (target,) = activity.plan.programmes[0].targets
    assert (PERCENT, "rate") == (target.indicator.unit, target.indicator.kind.value if target.indicator.kind else "")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("0.75", SHARE),
        ("1", SHARE),
        ("-0.2", SHARE),
        ("at least 0.8", SHARE),
        ("35000", COUNT),
        ("35,000", COUNT),
        ("12 schools", "not of one kind"),
        ("20 000", COUNT),
        ("20\u00a0000", COUNT),
        ("20\u202f000", COUNT),
        ("20\u2009000", COUNT),
        ("10k", COUNT),
        ("1.5 million", COUNT),
        ("2e3", COUNT),
        ("500-20 000", COUNT),
        (".5", SHARE),
        ("½", SHARE),
        ("half", SHARE),
    ],
)
def test_doubtful_percentages_are_kept_in_words(text: str, reason: str) -> None:
    """
    0.75 may be three quarters or less than one percent, and 35,000 is a count: neither is guessed at.

    However the number is written, and wherever it is said that it is one of a percentage.
    """
    named = "<description><narrative>Unit of measure: %</narrative></description>"
    for activity in (read(text, text, measure="2"), read(text, text, more=named)):
        (promised,) = activity.plan.programmes[0].commitments
        assert ((), " ".join(text.split())) == (activity.plan.programmes[0].targets, promised.printed)
        assert " ".join(text.split()) == seen(activity).result
        assert reason in activity.findings.of_rule("value-in-words")[1].message


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("increase by 0.5", SHARE),
        ("keep at least .5", SHARE),
        ("keep between 500 and 20 000", COUNT),
        ("20 000 in each district", COUNT),
    ],
)
def test_doubtful_goals_of_percentages_are_kept_in_words(text: str, reason: str) -> None:
    """Whatever the goal does with its numbers, a share of 1 or a count among them is not taken for a percentage."""
    activity = read(text, "60", measure="2")
    assert text == activity.plan.programmes[0].commitments[0].printed
    assert reason in activity.findings.of_rule("value-in-words")[0].message


@pytest.mark.parametrize(
    "text",
    [
        "keep at least 80 %",
        "12 in each of 3 districts",
        "0.5 ‰",
        "1 percent",
        "0.5％",
        "increase by 1 pp",
        "all schools",
    ],
)
def test_percentages_that_leave_no_doubt(text: str) -> None:
    """A sign says what a small number is of; a number of another unit, or none at all, is no percentage."""
    found = read(text, "60", measure="2").findings.of_rule("value-in-words")
    assert [] == [one.message for one in found if SHARE in one.message or COUNT in one.message]


@pytest.mark.parametrize(
    ("title", "is_count"),
    [
        ("Number of wells dug", True),
        ("Total number of wells dug", True),
        ("1.2 # of wells", True),
        ("Indicator 3: No. of wells", True),
        ("Nombre de puits", True),
        ("Nombre d’écoles", True),
        ("Número de pozos", True),
        ("N° de puits", True),
        ("Number of people reached (%)", False),
        ("Share of a number of wells", False),
        ("Numbering of wells", False),
        ("Noted offers", False),
    ],
)
def test_a_count_that_is_declared_a_percentage(title: str, is_count: bool) -> None:
    """Where the title counts and the measure is a percentage, 45 may be either, and 45 % can only be one."""
    activity = read("45", "45%", measure="2", title=title)
    (programme,) = activity.plan.programmes
    assert is_count == bool(activity.findings.of_rule("measure-not-of-title"))
    assert ([] if is_count else [reach("45 %")]) == [each.goal for each in programme.targets]
    assert (["45"] if is_count else []) == [each.printed for each in programme.commitments]
    assert figure("45 %", exact=True) == seen(activity).value
    assert ["no-title"] == [one.rule for one in read("45", "45", title=title).findings]


def test_a_number_with_a_sign_among_counts() -> None:
    """
    With measure 1, 75 % beside bare numbers cannot be held against them: the rarer kind is kept in words.

    A pure number of 80 would be 8,000 %, and the target of 75 % met by it.
    """
    activity = read("80", "75%", more='<baseline year="2020" value="60"/>')
    assert reach("80") == activity.plan.programmes[0].targets[0].goal
    assert "75%" == seen(activity).result
    activity = read("80%", "75", more='<baseline year="2020" value="60%"/>')
    assert reach("80%") == activity.plan.programmes[0].targets[0].goal
    assert "75" == seen(activity).result
    assert figure("75 %", exact=True) == seen(read("80%", "75%")).value


def test_decimal_commas_make_group_commas_doubtful() -> None:
    """Where 12,5 stands beside 1,500, the second may be one and a half: both are kept in words."""
    activity = read("12,5", "1,500")
    assert "1,500" == seen(activity).result
    assert "this comma may be one too" in activity.findings.of_rule("value-in-words")[1].message
    assert "15" == f"{(seen(read('12,5', '15')).value or figure(0)).value}"


@pytest.mark.parametrize("beside", ["1.500.000", "1.234,5", "12,5", "12,5 %", "> 12,5", "0,5", "1.500.000 pesos"])
@pytest.mark.parametrize("text", ["1.500", "2.000", "-1.500", "12.000 km"])
def test_points_between_thousands_make_other_points_doubtful(beside: str, text: str) -> None:
    """Where 1.500.000 or 12,5 stands beside 1.500, the second may be fifteen hundred: it is kept in words."""
    activity = read(beside, text)
    assert text == seen(activity).result
    assert "this point may be one too" in activity.findings.of_rule("value-in-words")[1].message


@pytest.mark.parametrize("text", ["12.5", "0.500", "1.50", "1500", "1.5000"])
def test_points_that_part_no_thousands_are_decimal(text: str) -> None:
    """Beside 1.500.000 a point that no three digits follow, or a 0 stands before, is decimal."""
    assert figure(Decimal(text)) == seen(read("1.500.000", text)).value


@pytest.mark.parametrize("beside", ["1.5", "1,500", "2.000", "192.168.1.1", "3.1.2, 4", "30,40,50"])
def test_a_lone_point_is_decimal(beside: str) -> None:
    """1.500 is one and a half, as the standard has it, unless a value of the indicator shows otherwise."""
    assert figure("1.500", exact=True) == seen(read(beside, "1.500")).value


# --- other measures


@pytest.mark.parametrize("measure", ["3", "nominal", "5"])
def test_labels_are_words(measure: str) -> None:
    """On a nominal scale and in a qualitative indicator a number is a label, and nothing is below or above it."""
    activity = read("3", "2", measure=measure)
    assert ("3", "2") == (activity.plan.programmes[0].commitments[0].printed, seen(activity).result)
    assert (0 if measure == "5" else 2) == len(activity.findings.of_rule("value-in-words"))


def test_ranks_need_a_direction() -> None:
    """An ordinal target is a bound in the better direction; where no direction is said, ranks are kept in words."""
    assert at_least("3") == read("3", "2", measure="4").plan.programmes[0].targets[0].goal
    assert at_most("3") == read("3", "2", measure="4", ascending="0").plan.programmes[0].targets[0].goal
    unsaid = read("3", "2", measure="4", ascending="")
    assert "2" == seen(unsaid).result
    assert "nothing says which end of its scale is better" in unsaid.findings.of_rule("value-in-words")[0].message


@pytest.mark.parametrize("measure", ["", "7", "number"])
def test_an_unknown_measure_is_told(measure: str) -> None:
    """A measure that the standard does not have is told, and plain numbers are read as they stand."""
    activity = read("3", "2", measure=measure)
    assert figure(2) == seen(activity).value
    assert (measure,) == activity.findings.of_rule("measure-not-known")[0].evidence


def test_measures_by_code_and_name() -> None:
    """A measure is told by its code, or by the English word that version 1 used."""
    assert [Measure.UNIT, Measure.PERCENTAGE, None] == [measure_of("1"), measure_of("Percentage"), measure_of("NDP")]


@pytest.mark.parametrize(
    ("ascending", "better"),
    [("1", "higher"), ("true", "higher"), ("0", "lower"), ("false", "lower"), ("", None), ("up", None)],
)
def test_the_direction_is_what_is_said(ascending: str, better: str | None) -> None:
    """Nothing is better by default: where ascending is not said, no direction is set, and a finding tells it."""
    activity = read("3", "2", ascending=ascending)
    said = activity.plan.programmes[0].targets[0].indicator.better
    assert (Better(better) if better else None) is said
    assert (better is None) == bool(activity.findings.of_rule("direction-not-said"))
    assert (ascending == "up") == bool(activity.findings.of_rule("not-yes-or-no"))


@pytest.mark.parametrize(
    ("said", "its_unit"),
    [
        ("Unit of measure: km.", "km"),
        ("Unit: person; counted once", "person"),
        ("Unit of measure: Number", None),
        ("km", None),
    ],
)
def test_a_unit_that_is_named_is_taken(said: str, its_unit: str | None) -> None:
    """Where the description names a unit that the library knows, plain numbers are counted in it."""
    more = f"<description><narrative>{said}</narrative></description>"
    (target,) = read("1,200", "80 %", more=more).plan.programmes[0].targets
    assert (unit(its_unit) if its_unit else None) == target.indicator.unit
    assert reach(figure(1200, its_unit)) == target.goal
    assert "80 %" == seen(read("1,200", "80 %", more=more)).result


def test_a_baseline_of_another_kind_stays_beside_the_target() -> None:
    """A baseline that cannot be compared is kept among the baselines, and the target stands without it."""
    activity = read("12 schools", "13 schools", more='<baseline year="2020" value="5 km"/>')
    (target,) = activity.plan.programmes[0].targets
    assert None is target.baseline
    assert figure("5 km", exact=True) == activity.baselines[0].value
    assert ("5 km", "12 schools") == activity.findings.of_rule("baseline-not-alike")[0].evidence


def test_a_goal_of_another_kind_is_kept_in_words() -> None:
    """A goal that the indicator's unit cannot have is no target, with or without a baseline."""
    for more in ("", '<baseline year="2020" value="50"/>'):
        activity = read("at least 5 km", "60", measure="2", more=more)
        assert "at least 5 km" == activity.plan.programmes[0].commitments[0].printed
        assert "kind" in activity.findings.of_rule("value-in-words")[0].message


def test_an_impossible_goal_is_kept_in_words() -> None:
    """Fewer than no persons cannot be promised."""
    more = "<description><narrative>Unit: person</narrative></description>"
    for ordinal in ("1", "4"):
        activity = read("-5", "5", measure=ordinal, more=more)
        assert "-5" == activity.plan.programmes[0].commitments[0].printed
        assert "a count cannot be negative" in activity.findings.of_rule("value-in-words")[0].message


# --- printed numbers


def test_numbers_as_printed() -> None:
    """
    Read as printed, 20,000 stands for 15,000 to 25,000 and 85 % for 84.5 to 85.5 %; a goal's own number is exact.

    24365, which in a text is a name, is a number here too.
    """
    activity = read("20,000", "20,000", numbers="printed")
    assert figure("20,000") == seen(activity).value
    assert reach(figure(20000)) == activity.plan.programmes[0].targets[0].goal
    assert (
        figure("85 %").admissible
        == (seen(read("", "85", measure="2", numbers="printed")).value or figure(0)).admissible
    )
    assert figure(24365) == seen(read("", "24365", numbers="printed")).value


# --- properties

SIGNS = st.text("0123456789.,%-+eE <>=≥~N/;abékm万 \u00a0²½٣", max_size=14)
MEASURES = st.sampled_from(["", *Measure])


@given(
    st.lists(st.one_of(SIGNS, st.text(max_size=30), st.integers().map(str), st.decimals().map(str)), min_size=1),
    MEASURES,
)
def test_every_value_is_a_figure_or_kept(values: list[str], measure: Measure | str) -> None:
    """Property: whatever stands in a value, it is read as a figure or a goal, or there is a reason why it is not."""
    for its_unit in (None, unit("person")):
        its: Unit | None = its_unit
        scale = scale_of(measure or None, its, Better.HIGHER, values, exact=True)  # type: ignore[arg-type]
        for text in values:
            amount, goal = scale.figure(text), scale.goal(text)
            assert isinstance(amount, Figure) or amount != ""
            assert isinstance(goal, Goal) or goal != ""


@given(st.decimals(-(10**12), 10**12, places=4), st.booleans())
def test_every_plain_number_is_itself(value: Decimal, grouped: bool) -> None:
    """Property: a decimal number in digits, with group commas or without, is that number exactly."""
    text = f"{value:,}" if grouped else f"{value:f}"
    made = scale_of(Measure.UNIT, None, None, [text], exact=True).figure(text)
    assert figure(value) == made


@given(st.text(max_size=12))
def test_what_is_written_in_words_is_not_read_as_a_number(text: str) -> None:
    """Property: what `says_number` denies is read as neither a figure nor a goal."""
    if not says_number(text):
        scale = scale_of(Measure.UNIT, None, None, [text], exact=True)
        assert isinstance(scale.figure(text), str) and isinstance(scale.goal(text), str)
