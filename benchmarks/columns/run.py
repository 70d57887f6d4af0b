"""
What the columns cost: the library on each engine, beside the same work written by hand.

Beside them stand DuckDB with a window, bare arrays, arrays with pint's units, and, where a checkout is named,
sdg-build's progress measure.

    python -m benchmarks.columns.run --rows 10_000_000

Each figure is the least of several repeats, each engine and way in a process of its own, on the same generated rows.
Seconds compare within one run only; the last column, times the work by hand, carries over to other machines.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.columns import generate, sdg_build
from benchmarks.columns.hand import STEPS
from publicservice.table import Table

ROOT = Path(__file__).resolve().parents[2]
ENGINES = ("polars", "duckdb", "pyarrow", "pandas", "spark")
ALONE = ("duckdb_window", "numpy", "pint")  # written by hand only: another idiom, and arrays that are no frames
STREAMING = ("polars", "duckdb")
_SHARE = 0.8  # of the memory that is free: what a run may be expected to take

Measured = dict[str, Any]


def measured(engine: str, way: str, path: Path, repeats: int, steps: tuple[str, ...] = STEPS) -> Measured:
    """What a process of its own says, or why it said nothing."""
    child = [sys.executable, "-W", "ignore", "-m", "benchmarks.columns.child"]
    command = [*child, engine, way, str(path), str(repeats), *steps]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        said = done.stderr.strip().splitlines() or [f"ended with status {done.returncode}"]
        return {"seconds": {}, "failed": said[-1]}
    return dict(json.loads(done.stdout.splitlines()[-1]))


def side_by_side(path: Path, rows: int, repeats: int, engines: list[str], checkout: Path | None) -> list[Measured]:
    """Each engine, by hand and by the library, turn by turn."""
    found: list[Measured] = []
    for engine in engines:
        for way in ("hand",) if engine in ALONE else ("hand", "ours"):
            told(f"{engine}, {way}")
            found.append({"engine": engine, "way": way} | measured(engine, way, path, repeats))
    if checkout:
        told("sdg-build")
        spent = sdg_build.seconds_per_row(checkout) * rows
        found.append({"engine": "sdg-build, scaled", "way": "progress", "seconds": {"completion": spent}})
    return found


def steps_table(found: list[Measured], rows: int) -> Table:
    """The seconds of each step, the peak of memory, and how many times the work by hand the whole takes."""
    by_hand = {one["engine"]: one["seconds"].get("together") for one in found if one["way"] == "hand"}
    lines = []
    for one in found:
        spent, base = one["seconds"], by_hand.get(one["engine"])
        ratio = f"{spent['together'] / base:.2f}" if base and "together" in spent else ""
        lines.append((one["engine"], one["way"], *(_seconds(spent.get(s)) for s in STEPS), _gib(one), ratio))
    columns = ("engine", "way", *(step.replace("_", " ") for step in STEPS), "peak GiB", "× by hand")
    return Table(columns, tuple(lines), title=f"{rows:,} rows: seconds by step", right=columns[2:])


def growth(folder: Path, engines: list[str], most: int) -> list[Measured]:
    """All the work on ever more rows, until the next size would not fit into memory."""
    found = []
    for engine in engines:
        for way in ("hand", "ours"):
            rows, expected = 100_000, 0.0
            while rows <= most and expected < _SHARE * free_memory():
                told(f"{engine}, {way}, {rows:,} rows")
                one = measured(engine, way, _data(folder, rows), 1, ("together",))
                found.append({"engine": engine, "way": way, "rows": rows} | one)
                if "failed" in one:
                    break
                rows, expected = rows * 10, one["peak"] * 10
    return found


def growth_table(found: list[Measured]) -> Table:
    """The nanoseconds that a row takes at each size: the same everywhere where cost grows as the rows do."""
    sizes = sorted({one["rows"] for one in found})
    cells: dict[tuple[str, str], dict[int, str]] = {}
    for one in found:
        spent = one["seconds"].get("together")
        text = "failed" if spent is None else f"{spent / one['rows'] * 1e9:,.0f} ({_gib(one)})"
        cells.setdefault((one["engine"], one["way"]), {})[one["rows"]] = text
    columns = ("engine", "way", *(f"{size:,}" for size in sizes))
    lines = tuple((*key, *(by_size.get(size, "") for size in sizes)) for key, by_size in cells.items())
    return Table(columns, lines, title="Growth: nanoseconds a row, all the work (peak GiB)", right=columns[2:])


def beyond(folder: Path, rows: int) -> list[Measured]:
    """All the work from a Parquet file to Parquet files, without loading it."""
    path = _data(folder, rows)
    found = []
    for engine in STREAMING:
        for way in ("hand", "ours"):
            told(f"{engine}, {way}, from file to file")
            found.append({"engine": engine, "way": way} | measured(engine, way, path, 0))
    return found


def beyond_table(found: list[Measured], rows: int, size: int) -> Table:
    """The seconds and the peak of memory, beside the size of the file."""
    lines = tuple((o["engine"], o["way"], _seconds(o["seconds"].get("together")), _gib(o)) for o in found)
    columns = ("engine", "way", "together", "peak GiB")
    title = f"{rows:,} rows from file to file: seconds (the file: {size / 2**30:.2f} GiB)"
    return Table(columns, lines, title=title, right=columns[2:])


def free_memory() -> float:
    """What the machine could give now. [MiB]"""
    told_by_linux = Path("/proc/meminfo")
    if not told_by_linux.exists():
        return 8 * 2**10
    lines = dict(line.split(":") for line in told_by_linux.read_text("ascii").splitlines())
    return int(lines["MemAvailable"].split()[0]) / 2**10


def told(what: str) -> None:
    """What is being measured, for those who wait."""
    print(f"  {what} ...", file=sys.stderr, flush=True)


def _data(folder: Path, rows: int) -> Path:
    """The file of that many rows, made once."""
    path = folder / f"{rows}.parquet"
    return path if path.exists() else generate.write(rows, path)


def _seconds(spent: float | None) -> str:
    return "–" if spent is None else f"{spent:,.3f}" if spent < 10 else f"{spent:,.1f}"


def _gib(one: Measured) -> str:
    return f"{one['peak'] / 2**10:.2f}" if "peak" in one else "–"


def _asked(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000, help="how many rows (default: 1_000_000)")
    parser.add_argument("--repeats", type=int, default=3, help="how often each step is run; the least counts")
    parser.add_argument("--engines", default=",".join((*ENGINES, *ALONE)), help="which, with commas between")
    parser.add_argument("--growth", type=int, metavar="ROWS", help="also from 100_000 to this many rows, ten by ten")
    parser.add_argument("--beyond", type=int, metavar="ROWS", help="also from file to file, with this many rows")
    parser.add_argument("--sdg-build", type=Path, metavar="FOLDER", help="a checkout of open-sdg/sdg-build")
    parser.add_argument("--data", type=Path, metavar="FOLDER", help="keep the generated files here")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to this file")
    asked = parser.parse_args(arguments)
    asked.engines = [name for name in asked.engines.split(",") if name]
    unknown = set(asked.engines) - {*ENGINES, *ALONE}
    if unknown:
        parser.error(f"unknown engines: {', '.join(sorted(unknown))}; known are {', '.join((*ENGINES, *ALONE))}")
    return asked


def main(arguments: list[str] | None = None) -> int:
    """Measure what was asked for, and print the tables; 1 when something failed."""
    asked = _asked(arguments)
    with tempfile.TemporaryDirectory() as made:
        folder = asked.data or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        path = _data(folder, asked.rows)
        results = {"steps": side_by_side(path, asked.rows, asked.repeats, asked.engines, asked.sdg_build)}
        tables = [steps_table(results["steps"], asked.rows)]
        if asked.growth:
            engines = [name for name in asked.engines if name in ENGINES]
            results["growth"] = growth(folder, engines, asked.growth)
            tables.append(growth_table(results["growth"]))
        if asked.beyond:
            results["beyond"] = beyond(folder, asked.beyond)
            tables.append(beyond_table(results["beyond"], asked.beyond, _data(folder, asked.beyond).stat().st_size))
    for table in tables:
        print(table.to_text(width=140), end="\n\n", flush=True)
    if asked.json:
        asked.json.write_text(json.dumps({"rows": asked.rows} | results, indent=1) + "\n", encoding="utf-8")
    failed = [one for found in results.values() for one in found if "failed" in one]
    print(*(f"{one['engine']}, {one['way']}: {one['failed']}" for one in failed), sep="\n", end="\n" if failed else "")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
