"""What publishers write into the head of an activity is written valid, or left out and told."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import attrs
import pytest

from publicservice.io.iati import (
    IatiActivity,
    IatiArea,
    IatiText,
    UnwritableIatiError,
    iati_text,
    read_iati,
)

etree: Any = pytest.importorskip("lxml.etree")

SCHEMA = etree.XMLSchema(etree.parse(str(Path(__file__).parent / "data/iati/schema/iati-activities-schema.xsd")))
HEAD = """<iati-activities version="2.03"><iati-activity xml:lang="en"><iati-identifier>X</iati-identifier>
<reporting-org ref="XM-EX-1" type="10"><narrative>Ministry</narrative></reporting-org>
<title><narrative>Water</narrative></title><description><narrative>Wells.</narrative></description>
<participating-org ref="XM-EX-1" role="1"/><activity-status code="2"/><activity-date type="1" iso-date="2019-01-01"/>
<recipient-country code="KE"/><location ref="a"><name><narrative>North</narrative></name></location>
<location ref="b"><name><narrative>South</narrative></name></location>
"""


def read(text: str) -> IatiActivity:
    """The one activity of a text."""
    (activity,) = read_iati(BytesIO(text.encode())).activities
    return activity


def validated(made: IatiText) -> IatiText:
    """What was written, once it was found to be valid by the official schema."""
    assert SCHEMA.validate(etree.fromstring(made.text.encode()).getroottree()), SCHEMA.error_log
    return made


def back(activity: IatiActivity, **options: Any) -> IatiText:
    """An activity that was read as it is written."""
    given: dict[str, Any] = {"details": activity.details, "baselines": activity.baselines, "strict": False}
    return validated(iati_text(activity.plan, activity.report, **given | options))


def activity_of(*indicators: str) -> IatiActivity:
    """An activity with one result of these indicators."""
    title = "<title><narrative>R</narrative></title>"
    return read(f"{HEAD}<result type='1'>{title}{''.join(indicators)}</result></iati-activity></iati-activities>")


def indicator(inner: str, measure: str = "1", title: str = "wells", about: str = "") -> str:
    """An indicator around its baselines and periods."""
    told = f"<description><narrative>{about}</narrative></description>" if about else ""
    return f"<indicator measure='{measure}'><title><narrative>{title}</narrative></title>{told}{inner}</indicator>"


def over(year: int, inner: str) -> str:
    """A period of a year around its targets and actuals."""
    return f"<period><period-start iso-date='{year}-01-01'/><period-end iso-date='{year}-12-31'/>{inner}</period>"


# --- what is not valid


@pytest.mark.parametrize(
    ("given", "expected", "rules"),
    [
        ("60%", "60", ["made-valid"]),
        ("33,3", "33.3", ["made-valid"]),
        ("33,3 %", "33.3", ["made-valid"]),
        ("12.5", "12.5", []),
        ("", "", []),
        ("1,000", "", ["not-valid"]),
        ("half", "", ["not-valid"]),
    ],
)
def test_shares_of_countries_are_decimals(given: str, expected: str, rules: list[str]) -> None:
    """A share is written as the decimal that it certainly is; else it is left out, and refused if strict."""
    first = activity_of(indicator(over(2019, "<target value='5'/>")))
    areas = [IatiArea(code="KE", percentage=given)]
    activity = attrs.evolve(first, details=attrs.evolve(first.details, areas=areas))
    made = back(activity)
    assert expected == etree.fromstring(str(made).encode()).find(".//recipient-country").get("percentage", "")
    assert rules == [found.rule for found in made.findings if found.rule != "left-out"]
    if "not-valid" in rules:
        with pytest.raises(UnwritableIatiError, match="no number"):
            back(activity, strict=True)


@pytest.mark.parametrize(
    ("given", "expected", "rules"),
    [
        ("en_GB", "en-GB", ["made-valid"]),
        ("fr", "fr", []),
        ("plain English", None, ["not-valid"]),
    ],
)
def test_languages_are_codes(given: str, expected: str | None, rules: list[str]) -> None:
    """The language is written as the code that it certainly is, else left out."""
    first = activity_of(indicator(over(2019, "<target value='5'/>")))
    made = back(attrs.evolve(first, details=attrs.evolve(first.details, language=given)))
    activity = etree.fromstring(str(made).encode()).find("iati-activity")
    assert expected == activity.get("{http://www.w3.org/XML/1998/namespace}lang")
    assert rules == [found.rule for found in made.findings if found.rule != "left-out"]


def test_areas_without_a_code_and_vocabularies_of_countries_are_left_out() -> None:
    """The schema asks for a code, and only regions have a vocabulary."""
    first = activity_of(indicator(over(2019, "<target value='5'/>")))
    areas = [
        IatiArea(name="Kenya"),
        IatiArea(code="UG", vocabulary="1"),
        IatiArea(code="298", is_region=True, vocabulary="1"),
    ]
    made = back(attrs.evolve(first, details=attrs.evolve(first.details, areas=areas)))
    assert [("UG", ""), ("298", "1")] == [(one.code, one.vocabulary) for one in read(str(made)).details.areas]
    assert ["not-valid", "not-valid"] == [found.rule for found in made.findings if found.rule != "left-out"]
