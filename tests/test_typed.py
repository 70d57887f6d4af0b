"""What users write is well typed, and their slips are caught: by both type checkers, line by line."""

from __future__ import annotations

import re
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.typed import must_pass

ROOT = Path(__file__).resolve().parent.parent
SLIPS = "tests/typed/must_fail.py"
MYPY = (sys.executable, "-m", "mypy")
PYREFLY = (
    str(Path(sysconfig.get_path("scripts")) / "pyrefly"), "check", "--output-format", "min-text",
    "--python-interpreter-path", sys.executable,
)  # fmt: skip
CHECKERS = pytest.mark.parametrize("checker", [MYPY, PYREFLY], ids=["mypy", "pyrefly"])


def refused(checker: tuple[str, ...], file: str) -> set[int]:
    """The lines of a file in which a checker finds an error."""
    done = subprocess.run([*checker, file], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode in {0, 1}, done.stderr
    found = re.findall(rf"{re.escape(file)}:(\d+):(?:.* error:|\d)", done.stdout)
    assert bool(found) == bool(done.returncode), done.stdout
    return {int(line) for line in found}


@CHECKERS
def test_what_users_write_passes(checker: tuple[str, ...]) -> None:
    """Plans, claims, completion, columns and charts as users write them are taken, with the types that come out."""
    assert set() == refused(checker, "tests/typed/must_pass.py")


@CHECKERS
def test_every_slip_is_refused(checker: tuple[str, ...]) -> None:
    """Exactly the marked lines are refused: a checker that takes one has lost a type, one that finds more is wrong."""
    lines = (ROOT / SLIPS).read_text("utf-8").splitlines()
    assert {number for number, line in enumerate(lines, start=1) if line.endswith("# refused")} == refused(
        checker, SLIPS
    )


def test_what_passes_also_runs() -> None:
    """The code that the checkers take is no fiction: it runs."""
    must_pass.main()
