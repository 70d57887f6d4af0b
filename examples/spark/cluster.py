"""
A Spark cluster of one master and two workers on this machine's loopback address, for as long as it is needed.

    python examples/spark/cluster.py

makes rows, submits `job.py` to the cluster, does the same work on one machine without Spark, and compares row by row.
Nothing listens on any other address, memory is bounded, and all is stopped at the end, on a failure and on Ctrl-C.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, NoReturn

import pyarrow as pa
import pyarrow.dataset as ds
import pyspark
from java_for_spark import java_home
from job import gaps, progress

SPARK = Path(pyspark.__file__).parent
LOOPBACK = "127.0.0.1"
WORKERS = 2
PATIENCE = 120  # seconds to wait for a part of the cluster to say that it is there
_COLUMNS = ("indicator", "area", "year", "group", "actual", "target", "covered", "eligible")
# One compiler and one collector thread: the work is over before more of them would pay, and the machine is shared.
_SMALL_JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
_DAEMONS = {
    "SPARK_DAEMON_MEMORY": "256m",
    "SPARK_DAEMON_JAVA_OPTS": _SMALL_JAVA,
    "SPARK_MASTER_OPTS": "-Dspark.master.rest.enabled=false",  # a second way to submit, on a fixed port
}
_LIMITS = {
    "spark.driver.memory": "512m",
    "spark.executor.memory": "512m",
    "spark.cores.max": str(WORKERS),
    "spark.sql.shuffle.partitions": str(2 * WORKERS),
    "spark.driver.extraJavaOptions": _SMALL_JAVA,
    "spark.executor.extraJavaOptions": _SMALL_JAVA,
    "spark.driver.host": LOOPBACK,
    "spark.driver.bindAddress": LOOPBACK,
    "spark.ui.enabled": "false",
}


class ClusterError(RuntimeError):
    """A part of the cluster did not start, or the job failed; the message ends with what it logged last."""


@contextmanager
def cluster(folder: Path) -> Iterator[str]:
    """
    A master and its workers, which are stopped at the end in whatever way it comes.

    Args:
        folder: Where logs and passing files go.

    Yields:
        The master's address, such as spark://127.0.0.1:43210. The system chose the port, so that none is taken.

    Raises:
        ClusterError: If a part does not start.
        LookupError: If there is no Java.
    """
    with ExitStack() as running:
        master = running.enter_context(_daemon(folder, "master", "master.Master")).says(r"master at (spark://\S+)")
        limits = ("--cores", "1", "--memory", "600m")
        workers = [
            running.enter_context(
                _daemon(folder, name, "worker.Worker", *limits, "--work-dir", str(folder / name), master)
            )
            for name in (f"worker-{number}" for number in range(WORKERS))
        ]
        for worker in workers:
            worker.says(r"Successfully registered with (master)")
        yield master


def environment(folder: Path) -> dict[str, str]:
    """What the parts of the cluster are told: the Java, the Python, the address, and where passing files go."""
    told = {"JAVA_HOME": str(java_home()), "SPARK_LOCAL_IP": LOOPBACK, "SPARK_LOCAL_DIRS": str(folder / "local")}
    return dict(os.environ) | _DAEMONS | told | {"SPARK_HOME": str(SPARK), "PYSPARK_PYTHON": sys.executable}


class _Log:
    """What a process wrote so far."""

    def __init__(self, file: Path, process: subprocess.Popen[bytes]) -> None:
        self.file = file
        self.process = process

    def says(self, pattern: str) -> str:
        """The first group of a line that matches, as soon as there is one."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            found = re.search(pattern, self.file.read_text("utf-8", errors="replace"))
            if found:
                return found[1]
            if self.process.poll() is not None:
                raise ClusterError(f"{self.file.stem} ended before it was ready:\n{_last_lines(self.file)}")
            time.sleep(0.1)
        raise ClusterError(f"{self.file.stem} was not ready after {PATIENCE} s:\n{_last_lines(self.file)}")


@contextmanager
def _daemon(folder: Path, name: str, part: str, *options: str) -> Iterator[_Log]:
    """One part of the cluster, in a process group of its own with all that it starts in turn."""
    command = [str(SPARK / "bin" / "spark-class"), f"org.apache.spark.deploy.{part}", "--host", LOOPBACK, "--port", "0"]
    file = folder / f"{name}.log"
    with file.open("wb") as log:
        process = subprocess.Popen(  # noqa: S603  (Spark's own script)
            [*command, "--webui-port", "0", *options],
            env=environment(folder),
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield _Log(file, process)
    finally:
        _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Ask the group to end, then end what is left of it; a second Ctrl-C has to wait for that."""
    waiting = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        for sent in (signal.SIGTERM, signal.SIGKILL):
            with suppress(ProcessLookupError, subprocess.TimeoutExpired):
                os.killpg(process.pid, sent)
                process.wait(timeout=15)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, waiting)


def _last_lines(file: Path, count: int = 15) -> str:
    return "\n".join(file.read_text("utf-8", errors="replace").splitlines()[-count:])


def submit(master: str, folder: Path, *arguments: str) -> None:
    """
    Submit `job.py` to the cluster and wait for its end.

    Raises:
        ClusterError: If it fails.
    """
    settings = [word for name, value in _LIMITS.items() for word in ("--conf", f"{name}={value}")]
    job = str(Path(__file__).with_name("job.py"))
    command = [str(SPARK / "bin" / "spark-submit"), "--master", master, *settings, job]
    file = folder / "job.log"
    with file.open("wb") as log:
        process = subprocess.Popen(  # noqa: S603  (Spark's own script)
            [*command, *arguments],
            env=environment(folder),
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        if process.wait():
            raise ClusterError(f"the job failed:\n{_last_lines(file, 40)}")
    finally:
        _stop(process)


def made_up(rows: int) -> pa.Table:
    """Rows of two indicators, with areas, groups, missing years, missing numbers and targets of nothing."""
    draw = random.Random(2022)  # noqa: S311  (made-up figures, the same ones each time)
    years = range(2014, 2024)
    found = []
    for area in range(-(-rows // (2 * len(years)))):
        for indicator in ("jobs", "beds"):
            for year in years:
                target = draw.choice((0, None, 630, 1_200, 47_300))
                actual = draw.choice((None, *(draw.randrange(50_000) for _ in range(9))))
                where = (indicator, area, year, ("urban", "rural")[area % 2])
                found.append((*where, actual, target, draw.randrange(800), draw.randrange(800, 1_000)))
    kept = [row for row in found[:rows] if draw.random() > 0.05]
    return pa.Table.from_pylist([dict(zip(_COLUMNS, row, strict=True)) for row in kept])


def same(one: pa.Table, other: pa.Table, keys: list[str]) -> bool:
    """Whether two tables have the same rows, in whatever order."""
    names = sorted(one.column_names)
    if names != sorted(other.column_names):
        return False
    by = [(key, "ascending") for key in keys]
    left, right = (table.select(names).sort_by(by).to_pylist() for table in (one, other))
    return bool(left == right)


def _ended(number: int, _: Any) -> NoReturn:
    """A request to end is an exception like another, so that everything is stopped on the way out."""
    raise SystemExit(128 + number)


def main() -> int:
    """Make rows, do the work in both ways, and compare; 0 when they agree."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=20_000)
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, _ended)
    with tempfile.TemporaryDirectory(prefix="publicservice-spark-") as made:
        folder = Path(made)
        table = made_up(asked.rows)
        source, results = folder / "rows", folder / "results"
        ds.write_dataset(table, source, format="parquet", partitioning=["indicator"], partitioning_flavor="hive")
        started = time.monotonic()
        with cluster(folder) as master:
            print(f"a master and {WORKERS} workers at {master} after {time.monotonic() - started:.0f} s")
            submit(master, folder, str(source), str(results))
            print(f"the job is done after {time.monotonic() - started:.0f} s")
        agree = [
            same(ds.dataset(results / name, format="parquet").to_table(), alone, keys)
            for name, alone, keys in (
                ("progress", progress(table), ["indicator", "area", "year"]),
                ("gaps", gaps(table), ["indicator", "year"]),
            )
        ]
    print(f"{table.num_rows:,} rows: the cluster and one machine {'agree' if all(agree) else 'DO NOT AGREE'}")
    return 0 if all(agree) else 1


if __name__ == "__main__":
    sys.exit(main())
