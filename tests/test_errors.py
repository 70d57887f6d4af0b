"""What an error says, and that it survives every journey."""

from __future__ import annotations

import copy
import pickle
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publicservice import errors
from publicservice.errors import (
    FigureTextError,
    GoalError,
    MissingExtraError,
    ModelError,
    NotFoundError,
    PeriodError,
    PublicServiceError,
    ReadError,
    UndecidedError,
    UndefinedError,
    UnitError,
    UnknownUnitError,
    UnlikeUnitsError,
    WrongTypeError,
    did_you_mean,
    nearest,
    shown,
)

BUILT_IN = {
    FigureTextError: ValueError,
    GoalError: ValueError,
    MissingExtraError: ImportError,
    ModelError: ValueError,
    NotFoundError: LookupError,
    PeriodError: ValueError,
    ReadError: ValueError,
    UndecidedError: ValueError,
    UndefinedError: ArithmeticError,
    UnitError: ValueError,
    UnknownUnitError: ValueError,
    UnlikeUnitsError: ValueError,
    WrongTypeError: TypeError,
}


class Rude:
    """An object whose own text cannot be had."""

    def __repr__(self) -> str:
        raise RuntimeError("no text")


class Loud:
    """An object whose own text would act on a terminal."""

    def __repr__(self) -> str:
        return "a\x1b[31m\nb"


def test_every_class_is_listed_here() -> None:
    """No error class of the library goes without the tests below."""
    assert set(errors.__all__) == {kind.__name__ for kind in [PublicServiceError, *BUILT_IN]}


@pytest.mark.parametrize(("kind", "parent"), BUILT_IN.items())
def test_an_error_is_also_the_built_in_one(kind: type[PublicServiceError], parent: type[Exception]) -> None:
    """Each class is ours and the built-in that a Python reader would expect."""
    assert issubclass(kind, PublicServiceError)
    assert issubclass(kind, parent)


@pytest.mark.parametrize("kind", [PublicServiceError, *BUILT_IN])
def test_an_error_survives_pickle_and_copy(kind: type[PublicServiceError]) -> None:
    """A pickled or copied error has the same class, parts and message."""
    error = kind("not a number", seen="'abc'", expected="a number", hint="write 12")
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):
        assert kind is type(again)
        assert ("not a number", "'abc'", "a number", "write 12") == (
            again.problem,
            again.seen,
            again.expected,
            again.hint,
        )
        assert "not a number: 'abc'; expected a number; write 12" == str(again)


def test_the_reason_of_the_undefined_survives_pickle() -> None:
    """The reason in a word or two goes with the error."""
    error = UndefinedError("no share of nothing", reason="zero target")
    assert "zero target" == pickle.loads(pickle.dumps(error)).reason
    assert "undefined" == UndefinedError("no share of nothing").reason


@pytest.mark.parametrize(
    ("seen", "expected", "hint", "message"),
    [
        (None, None, None, "wrong"),
        ("", None, None, "wrong: "),
        ("1", None, None, "wrong: 1"),
        (None, "two", None, "wrong; expected two"),
        (None, None, "do it", "wrong; do it"),
        ("1", "two", "do it", "wrong: 1; expected two; do it"),
    ],
)
def test_the_message_is_made_of_the_parts_that_are_there(
    seen: str | None, expected: str | None, hint: str | None, message: str
) -> None:
    """What is missing leaves no gap in the sentence."""
    assert message == str(PublicServiceError("wrong", seen=seen, expected=expected, hint=hint))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("abc", "'abc'"),
        ("a\nb\x1b[31m", "'a\\u000ab\\u001b[31m'"),
        ("e\u0301", "'é'"),
        ("x" * 60, f"'{'x' * 60}'"),
        ("e\u0301" * 31, f"'{'é' * 30}e…' (62 characters)"),
        ("x" * 61, f"'{'x' * 60}…' (61 characters)"),
        ("x" * 10_000_000, f"'{'x' * 60}…' (10,000,000 characters)"),
        (12, "12"),
        (True, "True"),
        (-(10**400), "an integer of about 398 digits"),
        (Decimal("1.50"), "Decimal('1.50')"),
        (list(range(100)), str(list(range(100)))[:60] + "…"),
        ([10**5000], "<list>"),
        (Fraction(10**5000), "<Fraction>"),
        (Rude(), "<Rude>"),
        (Loud(), "a [31m b"),
    ],
)
def test_a_value_is_shown_short_and_on_one_line(value: object, text: str) -> None:
    """Whatever was given, the message has a short text of it with nothing that a terminal would act on."""
    assert text == shown(value)


@given(st.one_of(st.text(), st.integers(), st.binary(), st.lists(st.text()), st.floats()))
def test_what_is_shown_is_printable_and_bounded(value: object) -> None:
    """Nothing that is shown is longer than the escapes of sixty characters, or leaves the line."""
    text = shown(value)
    assert text.isprintable()
    assert len(text) <= 6 * 61 + 30


def test_the_nearest_words_come_best_first() -> None:
    """Words are compared without regard to capitals, and are given as they are written."""
    assert ["Household", "house"] == nearest("HOUSEHOLDS", ["house", "Household", "bed"])
    assert [] == nearest("zzz", ["house", "bed"])
    assert [] == nearest("house" * 20, ["house" * 20])
    assert ["beds"] == nearest("bed", ["beds", "bedding", "embed"], limit=1)


def test_the_hint_names_the_nearest_or_is_missing() -> None:
    """Nothing is suggested where nothing is near."""
    assert "did you mean 'bed'?" == did_you_mean("bedd", ["bed", "house"])
    assert "did you mean 'bed' or 'bad'?" == did_you_mean("bd", ["bad", "bed", "house"])
    assert None is did_you_mean("zzz", ["bed"])
