"""The command that converts: it reads a file in one form, writes it in another, and says what that does not keep."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import attrs

from publicservice.cli.activities import as_activity, from_activity, not_kept
from publicservice.cli.commands import CLEAN, read, unreadable
from publicservice.errors import PublicServiceError, ReadError, shown
from publicservice.files import write_whole
from publicservice.io.csv_file import read_observations
from publicservice.io.csv_write import description_of, write_observations
from publicservice.io.exchange import declared_in, from_json, to_json
from publicservice.io.left_out import left_out
from publicservice.io.source import read_bytes
from publicservice.io.targets import write_targets
from publicservice.io.write import write_plan, write_report
from publicservice.model.observation import Observation
from publicservice.model.plan import Plan
from publicservice.model.report import Report

__all__ = ["run_convert"]

_TABLES = {".csv": ",", ".tsv": "\t"}
_WRITTEN = "a file that ends in .yaml, .yml, .json, .csv, .tsv, .parquet or .xml"
_COMMENT = re.compile(r"(?:^|\s)#", re.MULTILINE)
Held = Plan | Report | tuple[Observation, ...]


def run_convert(options: argparse.Namespace) -> int:
    """Convert a file; what is not kept is told on standard error. Each file is written whole or not at all."""
    try:
        made = _read(options.source, options)
        _require_fresh(options, made)
        told = [*made.told, *_write(made.held, options.target, options, made.beside)]
        if made.beside is not None and options.report:
            told += _write(made.beside, options.report, options)
    except PublicServiceError as error:
        return unreadable(error)
    for line in dict.fromkeys(told):
        print(f"publicservice: {line}", file=sys.stderr)
    return CLEAN


@attrs.frozen
class _Made:
    """
    What a file holds.

    Attributes:
        held: The plan, report or observations.
        beside: The report of an activity, which stands beside its plan.
        told: What reading has not kept.
    """

    held: Held
    beside: Report | None = None
    told: tuple[str, ...] = ()


# --- in


def _read(file: str, options: argparse.Namespace) -> _Made:
    suffix = Path(file).suffix.lower()
    if suffix == ".xml":
        plan, report, told = from_activity(file, options.activity)
        unwritten = () if options.report else (not_kept(f"{report!r}; write it with --report FILE"),)
        return _Made(plan, report, (*told, *unwritten))
    return _Made(_held(file, suffix, options), told=_comments(file) if suffix in (".yaml", ".yml") else ())


def _held(file: str, suffix: str, options: argparse.Namespace) -> Held:
    if suffix in _TABLES:
        return read_observations(file, encoding=options.encoding, counts=options.count)
    if suffix == ".parquet":
        seen: tuple[Observation, ...] = _parquet().read_parquet(file, counts=options.count)
        return seen
    if suffix != ".json":
        return read(file)
    raw, _, name = read_bytes(file)
    found = from_json(bytes(raw), name=name)
    several = (found,) if isinstance(found, Observation) else found
    if isinstance(found, Plan | Report) or _are_observations(several):
        return several
    raise ReadError(
        "nothing is made of this", seen=shown(type(found).__name__), expected="a plan, a report or observations"
    )


def _are_observations(found: object) -> bool:
    return isinstance(found, tuple) and all(isinstance(one, Observation) for one in found)


def _comments(file: str) -> tuple[str, ...]:
    """What a YAML file may say beside what it holds. A sign within quotes is told, too: better once too often."""
    text = bytes(read_bytes(file)[0]).decode("utf-8-sig")
    return (not_kept("comments of the YAML file"),) if _COMMENT.search(text) else ()


def _parquet() -> Any:
    """What reads and writes Parquet: loaded when it is asked for, since it needs a package that may not be there."""
    from publicservice.io import parquet  # noqa: PLC0415

    return parquet


# --- out


def _require_fresh(options: argparse.Namespace, made: _Made) -> None:
    """
    Refuse to replace a file that nobody said may be replaced, before anything is written.

    Raises:
        ReadError: If there is one.
    """
    files = [Path(options.target)]
    if made.beside is not None and options.report:
        files.append(Path(options.report))
    files += [description_of(file) for file in files if file.suffix.lower() in _TABLES]
    taken = [file for file in files if os.path.lexists(file)]
    if taken and not options.force:
        raise ReadError("there is a file of that name", seen=shown(str(taken[0])), hint="--force replaces it")


def _write(held: Held, file: str, options: argparse.Namespace, beside: Report | None = None) -> Iterable[str]:
    """Write what was read; the lines that tell what is not kept."""
    suffix = Path(file).suffix.lower()
    if suffix == ".xml":
        return as_activity(held, file, options, _report_for(options, beside))
    if suffix in (".yaml", ".yml", ".json"):
        return _write_document(held, file, suffix, options)
    writers = _PLANNED if isinstance(held, Plan) else _OBSERVED
    if suffix not in writers:
        raise ReadError("the form cannot be told from the name", seen=shown(Path(file).name), expected=_WRITTEN)
    writers[suffix](held, file)
    return _not_in_table(held)


_PLANNED: dict[str, Callable[[Any, str], None]] = {
    ".csv": write_targets,
    ".tsv": lambda plan, file: write_targets(plan, file, delimiter="\t"),
    ".parquet": lambda plan, file: _parquet().write_targets_parquet(plan, file),
}
_OBSERVED: dict[str, Callable[[Any, str], None]] = {
    ".csv": lambda held, file: write_observations(held, file, described=True),
    ".tsv": lambda held, file: write_observations(held, file, described=True, delimiter="\t"),
    ".parquet": lambda held, file: _parquet().write_observations_parquet(held, file),
}


def _not_in_table(held: Held) -> Iterable[str]:
    if not isinstance(held, tuple):
        yield from map(not_kept, left_out(held))
    if isinstance(held, Plan):
        yield not_kept("what makes a plan of its targets: no plan can be read from their table")
    elif counts := declared_in(held):
        yield not_kept(f"that these are kinds of count: {', '.join(counts)}; to read the table, give each with --count")


def _write_document(held: Held, file: str, suffix: str, options: argparse.Namespace) -> Iterable[str]:
    if held and isinstance(held, tuple) and suffix == ".json" and not options.title:
        write_whole(file, to_json(held))
        return
    if isinstance(held, Plan):
        write_plan(held, file)
        return
    if isinstance(held, tuple):
        title = options.title or Path(options.source).stem
        held = Report(title, observations=held, units=declared_in(held))
    write_report(held, file)
    yield from ()


def _report_for(options: argparse.Namespace, beside: Report | None) -> Report | tuple[Observation, ...]:
    """What was reached of a plan that becomes an activity: what was read with it, else the file that is named."""
    if beside is not None:
        return beside
    if not options.report:
        return ()
    held = _held(options.report, Path(options.report).suffix.lower(), options)
    if isinstance(held, Plan):
        hint = "the plan is what is converted, and --report names its report"
        raise ReadError("not a report", seen=shown(options.report), hint=hint)
    return held
