"""
One engine at work in a process of its own, so that its peak of memory is its own: called by `run`.

It prints one line of JSON: the seconds of each step, and the memory in MiB after loading and at the peak.
"""

from __future__ import annotations

import gc
import importlib
import json
import re
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.columns.hand import STEPS


def work_of(engine: ModuleType, way: str) -> dict[str, Callable[[Any], Any]]:
    """The steps by hand, or by the library; those that are not there are left out."""
    module = engine if way == "hand" else importlib.import_module("benchmarks.columns.ours")
    found = {step: getattr(module, step, None) for step in STEPS[:-1]}
    steps = {step: function for step, function in found.items() if function}
    return steps | {"together": getattr(module, "together", lambda data: _together(steps, data))}


def _together(steps: dict[str, Callable[[Any], Any]], data: Any) -> tuple[Any, Any]:
    """All columns on one frame, and the gaps between groups."""
    rows = data
    for step in ("completion", "met", "coverage_gap", "year_on_year"):
        rows = steps[step](rows)
    return rows, steps["group_gap"](data)


def in_memory(engine: ModuleType, way: str, path: Path, repeats: int, only: list[str]) -> dict[str, Any]:
    """The least seconds that each step takes on data that is loaded."""
    data = engine.load(path)
    loaded = peak()
    seconds = {}
    for step, function in work_of(engine, way).items():
        if step in only:
            seconds[step] = min(_timed(partial(function, data), engine.finish) for _ in range(repeats))
    return {"seconds": seconds, "loaded": loaded, "peak": peak()}


def file_to_file(engine: ModuleType, way: str, path: Path) -> dict[str, Any]:
    """The seconds that all the work takes from a file to files, neither of which is ever whole in memory."""
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        out = iter(Path(folder) / f"{number}.parquet" for number in range(2))
        spent = _timed(
            lambda: work_of(engine, way)["together"](engine.scan(path)), lambda result: engine.sink(result, next(out))
        )
    return {"seconds": {"together": spent}, "loaded": 0, "peak": peak()}


def _timed(work: Callable[[], Any], finish: Callable[[Any], Any]) -> float:
    gc.collect()
    start = time.perf_counter()
    result = work()
    for part in result if isinstance(result, tuple) else (result,):
        finish(part)
    return time.perf_counter() - start


def peak() -> float:
    """The most memory that this process, and the Java that it started, ever held. [MiB]"""
    unit = 2**20 if sys.platform == "darwin" else 2**10
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    return own + sum(_high_water(child) for child in _children())


def _children() -> list[Path]:
    """Where Linux tells about the processes that this one started; Spark's Java is one of them."""
    listed = [Path(f"/proc/self/task/{thread.name}/children") for thread in Path("/proc/self/task").glob("*")]
    return [Path("/proc") / pid for file in listed if file.exists() for pid in file.read_text("ascii").split()]


def _high_water(process: Path) -> float:
    told = re.search(r"VmHWM:\s+(\d+) kB", (process / "status").read_text("utf-8"))
    return int(told[1]) / 2**10 if told else 0.0


def main(engine: str, way: str, path: str, repeats: str, *only: str) -> None:
    """Do the work, and print what it took; with no repeats, from file to file."""
    module = importlib.import_module(f"benchmarks.columns.hand.{engine}")
    asked = int(repeats)
    done = (
        in_memory(module, way, Path(path), asked, list(only or STEPS))
        if asked
        else file_to_file(module, way, Path(path))
    )
    print(json.dumps(done))


if __name__ == "__main__":
    main(*sys.argv[1:])
