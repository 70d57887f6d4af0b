"""Generated rows: 3,000 areas, as many indicators as it takes, 20 years. The same rows on every machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

AREAS = 3_000
YEARS = np.arange(2004, 2024, dtype=np.int32)
GROUPS = ("county", "rural", "urban")
_DROPPED = 0.05  # years that an area did not report
_MISSING = 0.02  # numbers that were not printed
_ZERO = 0.005  # targets of nothing, populations of nobody


def blocks(rows: int, seed: int = 2022) -> Iterator[pa.Table]:
    """Tables of one indicator each, in random order within, that make up this many rows."""
    indicator = 0
    while rows > 0:
        table = _block(indicator, seed)[:rows]
        yield table
        rows -= table.num_rows
        indicator += 1


def write(rows: int, path: Path, seed: int = 2022) -> Path:
    """The rows as a Parquet file, of which only one indicator is in memory at a time."""
    writer: pq.ParquetWriter | None = None
    for table in blocks(rows, seed):
        writer = writer or pq.ParquetWriter(path, table.schema)
        writer.write_table(table)
    if writer:
        writer.close()
    return path


def _block(indicator: int, seed: int) -> pa.Table:
    draw = np.random.default_rng([seed, indicator])
    area, year = (grid.ravel() for grid in np.meshgrid(np.arange(AREAS, dtype=np.int32), YEARS))
    kept = draw.permutation(np.flatnonzero(draw.random(area.size) >= _DROPPED))
    area, year = area[kept], year[kept]
    size = area.size
    eligible = np.where(draw.random(size) < _ZERO, 0, draw.integers(200, 50_000, size))
    covered = (eligible * draw.beta(8, 2, size)).astype(np.int64)
    target = np.round(draw.lognormal(6, 1, size), 1)
    return pa.table(
        {
            "indicator": np.full(size, indicator, dtype=np.int32),
            "area": area,
            "year": year,
            "group": pa.array(np.array(GROUPS)[area % len(GROUPS)]),
            "actual": _with_gaps(np.round(target * draw.normal(0.98, 0.2, size), 1), draw),
            "target": _with_gaps(np.where(draw.random(size) < _ZERO, 0.0, target), draw),
            "baseline": np.round(target * 0.8, 1),
            "covered": covered,
            "eligible": eligible,
        }
    )


def _with_gaps(values: np.ndarray, draw: np.random.Generator) -> pa.Array:
    return pa.array(values, mask=draw.random(values.size) < _MISSING)
