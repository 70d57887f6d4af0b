"""What is said of findings, figures and verifications: as plain data for programs, and as tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import attrs

from publicservice.checks import Findings
from publicservice.compute.implied import Implied
from publicservice.compute.verification import ClaimVerdict, Verification
from publicservice.decimals import plain
from publicservice.errors import PublicServiceError
from publicservice.faults import Fault, FaultyFileError
from publicservice.figures import Figure
from publicservice.table import Table, Tone

__all__ = ["checked", "faults", "record", "stated", "verification_table", "verified"]

_TONES: dict[ClaimVerdict, Tone] = {
    ClaimVerdict.CONSISTENT: "good",
    ClaimVerdict.INCONSISTENT: "bad",
    ClaimVerdict.NOT_CHECKABLE: "muted",
}

# --- as plain data


def record(file: str, told: dict[str, Any]) -> dict[str, Any]:
    """What is said of one file; each file has the same keys, whether it could be read or not."""
    return {"file": file, "document": None, "summary": None, "findings": [], "faults": [], **told}


def checked(findings: Findings, visible: Findings) -> dict[str, Any]:
    """What a check found; the summary counts also the findings that are not visible."""
    return {"document": findings.document, "summary": findings.summary(), "findings": _plain(visible)}


def faults(error: PublicServiceError) -> list[dict[str, Any]]:
    """What is wrong with an input, each fault with the same keys."""
    if isinstance(error, FaultyFileError):
        return _plain(error.faults)
    return _plain([Fault(error.problem, seen=error.seen, expected=error.expected, hint=error.hint)])


def _plain(nouns: Sequence[attrs.AttrsInstance]) -> list[dict[str, Any]]:
    return [attrs.asdict(noun, value_serializer=lambda _, __, value: getattr(value, "value", value)) for noun in nouns]


def stated(read: Figure) -> dict[str, str | None]:
    """A figure as texts, since no number of JSON is sure to keep its digits."""
    reading = read.reading
    return {
        "text": read.text or str(read),
        "value": None if read.value is None else plain(read.value),
        "within": str(read.admissible),
        "unit": str(read.unit),
        "comparator": None if reading is None else reading.comparator.value or None,
    }


def verified(result: Verification) -> dict[str, Any]:
    """A verdict with its reasons; null for what does not belong to it."""
    return {
        "verdict": result.verdict.value,
        "says": stated(result.says),
        "computed": None if result.computed is None else stated(result.computed),
        "off_by": None if result.off_by is None else stated(result.off_by),
        "readings": list(result.readings),
        "refused": result.refused,
        "reason": result.reason or None,
        "implied": None if result.implied is None else _implied(result.implied),
    }


def _implied(implied: Implied) -> dict[str, Any]:
    return {"what": implied.what, "message": str(implied), "figure": stated(implied.figure)}


# --- as tables


def verification_table(claim: str, given: dict[str, Any], result: Verification) -> Table:
    """The verdict, what was given, and why."""
    rows = [("verdict", result.verdict.value)]
    rows += [(name, "; ".join(text) if isinstance(text, list) else text) for name, text in given.items() if text]
    rows += _reasons(result)
    none: Tone = ""
    return Table(
        columns=("what", "result"),
        rows=tuple(rows),
        title=f"{claim}: {result.verdict.value}",
        tones=(_TONES[result.verdict], *[none] * (len(rows) - 1)),
    )


def _reasons(result: Verification) -> Iterable[tuple[str, str]]:
    if result.computed is not None:
        yield "the figures give", str(result.computed)
    if result.off_by is not None:
        yield "off by", f"at least {result.off_by}" if result.off_by.value else "no whole numbers give it"
    if result.readings:
        yield "consistent if", "\nor if ".join(result.readings)
    if result.refused is not None:
        yield "sharpness", f"the figures refuse {result.refused} of 10 neighbouring claims"
    if result.reason:
        yield "reason", result.reason
    if result.implied is not None:
        yield "so", str(result.implied)
