"""
What the library costs, as ratios within one run: `make bench`.

Machines differ and are noisy, so nothing here is in seconds except where growth is shown. Each row is the median of
several repeats, beside what a user would do instead. The bounds that the project keeps are printed beside the ratios.
What is asked of the columns goes on to them (`--rows 10_000_000`); see `python -m benchmarks.columns.run --help`.
"""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
import time
import timeit
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pint

import publicservice as ps
from benchmarks.reading import reading
from publicservice.table import Table

_REPEATS = 9
_CLAIMS = 1_000
_SPENT = 0.05  # seconds per repeat


def cost(call: Callable[[], object]) -> float:
    """The seconds that one call takes: the least of several repeats, since noise only ever adds."""
    timer = timeit.Timer(call)
    number = max(1, int(_SPENT / max(timer.timeit(3) / 3, 1e-9)))
    return min(timer.repeat(_REPEATS, number)) / number


def scalars() -> Table:
    """One pair of numbers: against a bare Decimal division."""
    a, b = Decimal(686_000), Decimal(630_000)
    jobs = ps.unit("job")
    fa, fb = ps.figure(a, jobs), ps.figure(b, jobs)
    ra, rb = ps.figure("686,000 jobs"), ps.figure("630,000 jobs")
    goal = ps.goal("at least 630,000 jobs")
    registry = pint.UnitRegistry(None, non_int_type=Decimal)
    for line in ("job = [job]", "percent = 0.01"):
        registry.define(line)
    pa, pb = registry.Quantity(a, "job"), registry.Quantity(b, "job")
    bare = cost(lambda: a / b)
    rows = [
        ("Decimal: a / b", bare, ""),
        ("figure(Decimal)", cost(lambda: ps.figure(a)), "10"),
        ("figure(Decimal, unit)", cost(lambda: ps.figure(a, jobs)), "10"),
        ("exact Figure / exact Figure", cost(lambda: fa / fb), "10"),
        ("rounded Figure / rounded Figure", cost(lambda: ra / rb), ""),
        ("figure.to('%') of a share", cost(lambda share=fa / fb: share.to("%")), ""),
        ("completion_rate, both exact", cost(lambda: ps.completion_rate(fa, fb)), "10"),
        ("completion_rate, actual rounded", cost(lambda: ps.completion_rate(ra, fb)), "25"),
        ("completion_rate, both rounded", cost(lambda: ps.completion_rate(ra, rb)), "25"),
        ("year_on_year, both exact", cost(lambda: ps.year_on_year(fa, fb)), "10"),
        ("goal.accepts, exact, with its sentence", cost(lambda: goal.accepts(fa)), ""),
        ("figure('686,000 jobs')", cost(lambda: ps.figure("686,000 jobs")), ""),
        ("pint: a / b", cost(lambda: pa / pb), ""),
        ("pint: (a / b).to('percent')", cost(lambda: (pa / pb).to("percent")), ""),
    ]
    return Table(
        columns=("operation", "times a Decimal division", "bound"),
        rows=tuple((name, f"{seconds / bare:.1f}", bound) for name, seconds, bound in rows),
        title="One pair of numbers",
        right=("times a Decimal division", "bound"),
    )


def imports() -> Table:
    """`import publicservice` against `import pint`, each in fresh interpreters, turn by turn."""
    names = ("pint", "publicservice")
    spent: dict[str, list[float]] = {name: [] for name in names}
    for _ in range(_REPEATS):
        for name in names:
            code = f"import time; t = time.perf_counter(); import {name}; print(time.perf_counter() - t)"
            answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
            spent[name].append(float(answer.stdout))
    ratio = statistics.median(spent["publicservice"]) / statistics.median(spent["pint"])
    return Table(
        ("operation", "times import pint", "bound"), (("import publicservice", f"{ratio:.2f}", "0.50"),), title="Import"
    )


def made_up_plan(targets: int) -> str:
    """The text of a plan with this many targets, ten to a programme."""
    lines = ["plan: A made-up plan", "period: 2022", "source: nowhere", "programmes:"]
    for number in range(targets):
        if number % 10 == 0:
            lines += [f"  - title: Programme {number // 10}", "    targets:"]
        lines += [f"      - indicator: indicator {number}", f"        goal: at least {1000 + number:,} positions"]
    return "\n".join(lines)


def growth() -> Table:
    """Reading and checking plans of growing size: the time a target takes should stay the same."""
    rows = []
    for targets in (1_000, 10_000, 100_000):
        text = made_up_plan(targets)
        start = time.perf_counter()
        plan = ps.parse_plan(text)
        read = time.perf_counter()
        ps.check(plan)
        checked = time.perf_counter()
        rows.append(
            (f"{targets:,}", f"{(read - start) / targets * 1e6:.0f}", f"{(checked - read) / targets * 1e6:.0f}")
        )
    columns = ("targets", "reading, µs a target", "checking, µs a target")
    return Table(columns, tuple(rows), title="Growth", right=columns)


def power() -> Table:
    """
    How many claims that are off by one in their last digit are caught, and how many true ones are accused.

    The naive checker divides the printed figures and compares the result, rounded as the claim is, with the claim.
    """
    draw = random.Random(20220809)
    tables = {"whole counts": 1, "counts rounded to hundreds": 100}
    rows = []
    for name, rounded_to in tables.items():
        caught = accused = naive_caught = naive_accused = 0
        for _ in range(_CLAIMS):
            target = draw.randrange(1_000, 1_000_000, 1_000)
            actual = draw.randrange(target // 2, 2 * target)
            percent = (Decimal(actual) * 100 / target).quantize(Decimal("0.1"))
            printed = round(actual / rounded_to) * rounded_to
            naive = (Decimal(printed) * 100 / target).quantize(Decimal("0.1"))
            figure = ps.figure(f"{printed} jobs", zeros="rounded" if rounded_to > 1 else "significant")
            goal = ps.figure(target, "job")
            false = percent + draw.choice((-1, 1)) * Decimal("0.1")
            for says, is_true in ((percent, True), (false, False)):
                refused = not ps.verify_completion(says=f"{says} %", actual=figure, target=goal)
                caught, accused = caught + (refused and not is_true), accused + (refused and is_true)
                wrong = says != naive
                naive_caught, naive_accused = (
                    naive_caught + (wrong and not is_true),
                    naive_accused + (wrong and is_true),
                )
        shares = [f"{count / _CLAIMS:.1%}" for count in (caught, naive_caught, accused, naive_accused)]
        rows.append((name, *shares))
    columns = ("figures", "false claims caught", "by naive division", "true claims accused", "by naive division ")
    return Table(columns, tuple(rows), title=f"{_CLAIMS} claims of completion, true and off by 0.1")


def main() -> None:
    """Print every table, those of the columns from a process of their own."""
    for made in (imports, scalars, power, lambda: reading(made_up_plan(1_000), cost), growth):
        print(made().to_text(width=100), end="\n\n", flush=True)
    columns = [sys.executable, "-m", "benchmarks.columns.run", *sys.argv[1:]]
    subprocess.run(columns, cwd=Path(__file__).resolve().parent.parent, check=True)


if __name__ == "__main__":
    main()
