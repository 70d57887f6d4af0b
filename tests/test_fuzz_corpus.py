"""What the fuzzer found worth keeping, replayed, and the fuzzer's own parts that need no fuzzer."""

from __future__ import annotations

import pytest

import publicservice as ps
from fuzz import targets
from fuzz.seeds import seeds_of, words_of
from fuzz.targets import TARGETS, BrokenPromiseError, kept
from publicservice.errors import UnknownUnitError

CASES = [(name, outcome, data) for name in TARGETS for outcome, data in kept(name)]


@pytest.mark.parametrize(
    ("target", "outcome", "data"), CASES, ids=[f"{name}-{number}" for number, (name, *_) in enumerate(CASES)]
)
def test_a_kept_case_is_read_or_refused_as_it_was(target: str, outcome: str, data: bytes) -> None:
    """What is read keeps every promise of its reader, and what is not is refused with an error of the library's own."""
    assert outcome == ("refused" if TARGETS[target](data) is None else "read")


@pytest.mark.parametrize("target", TARGETS)
def test_the_fuzzer_begins_with_what_is_read(target: str) -> None:
    """Most texts that the fuzzer begins with are read, and words stand ready to be put in."""
    read = [text for text in seeds_of(target) if TARGETS[target](text.encode("utf-8")) is not None]
    assert len(read) >= 0.8 * len(seeds_of(target))
    assert len(words_of(target)) > 90


def test_a_broken_promise_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A figure whose text gives back another one does not go through."""
    monkeypatch.setattr(
        targets, "figure", lambda text, counts: ps.figure(7, "bed") if text == "x" else ps.figure("5 beds")
    )
    with pytest.raises(BrokenPromiseError, match="the text gives the figure back"):
        TARGETS["figure"](b"x")


def test_other_errors_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """An error that is not the library's own comes out of a target."""
    monkeypatch.setattr(ps, "place", lambda text: [ps][len(text)])
    with pytest.raises(IndexError):
        TARGETS["place"](b"Linyi")


@pytest.mark.parametrize("text", ["5 名 thousnd students", "5 公里xyz", "5元rubbish", "5 处ipersonp", "3 人mistake"])
def test_an_unknown_word_behind_a_chinese_measure_is_refused(text: str) -> None:
    """Nothing is half-read: an English word that nobody knows may be a misspelt thousand, whatever stands before it."""
    with pytest.raises(UnknownUnitError):
        ps.figure(text)


@pytest.mark.parametrize(
    ("text", "its_unit"), [("3公里农村公路", "km"), ("12台CT", "device"), ("5名新教师", "teacher")]
)
def test_chinese_behind_a_chinese_measure_is_read(text: str, its_unit: str) -> None:
    """What a Chinese measure measures may be named behind it, and may end in an abbreviation in capitals."""
    assert ps.unit(its_unit) is ps.figure(text).unit
