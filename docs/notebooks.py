"""
The notebooks of the tutorials: run from first to last, and stored with what they print.

`--check` runs each in a fresh kernel and tells where it gives something else than what is stored; `--write` stores what
it gives. Only text is stored: tables and pictures are drawn when the site is built, and would bury a change in noise.
"""

from __future__ import annotations

import asyncio
import sys
from difflib import unified_diff
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode

TUTORIALS = Path(__file__).parent / "tutorials"
TIMEOUT = 120  # seconds a cell may take
AT_ONCE = 2


def main(arguments: list[str]) -> int:
    """Checks or writes the notebooks that are named, or all: 1 where one differs from what is stored."""
    mode, *names = arguments or [""]
    if mode not in {"--check", "--write"}:
        print("usage: notebooks.py --check|--write [NOTEBOOK...]", file=sys.stderr)
        return 2
    paths = [Path(name) for name in names] or sorted(TUTORIALS.glob("*.ipynb"))
    return max(asyncio.run(_all(paths, write=mode == "--write")))


def run_when_read(text: str) -> NotebookNode:
    """The notebook of a file's text, run: how the site reads its tutorials. What fails stops the build."""
    notebook = nbformat.reads(text, as_version=4)
    asyncio.run(_run(notebook))
    return notebook


async def _run(notebook: NotebookNode) -> None:
    # Streams are put together here, since myst-nb breaks lines where a kernel happened to send them in two pieces.
    where = {"metadata": {"path": TUTORIALS}}
    client = NotebookClient(notebook, timeout=TIMEOUT, kernel_name="python3", coalesce_streams=True, resources=where)
    await client.async_execute()


async def _all(paths: list[Path], *, write: bool) -> list[int]:
    gate = asyncio.Semaphore(AT_ONCE)
    return await asyncio.gather(*(_one(path, gate, write=write) for path in paths))


async def _one(path: Path, gate: asyncio.Semaphore, *, write: bool) -> int:
    stored = path.read_text(encoding="utf-8")
    notebook = nbformat.reads(stored, as_version=4)
    async with gate:
        try:
            await _run(notebook)
        except CellExecutionError as error:
            print(f"{path.name} does not run: {error}")
            return 1
    fresh = text_of(notebook)
    if write:
        path.write_text(fresh, encoding="utf-8")
    elif fresh != stored:
        print(*unified_diff(stored.splitlines(), fresh.splitlines(), "stored", "run", lineterm=""), sep="\n")
        print(f"{path.name} does not give what is stored; look, then run docs/notebooks.py --write")
    return int(fresh != stored and not write)


def text_of(notebook: NotebookNode) -> str:
    """The file of a notebook that was run, as it is stored: text only, and nothing that differs from run to run."""
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for cell in notebook.cells:
        cell.metadata = {}
        if cell.cell_type == "code":
            cell.outputs = [_stored(output) for output in cell.outputs if _says_something(output)]
            cell.execution_count = None
    return f"{nbformat.writes(notebook)}\n"


def _says_something(output: NotebookNode) -> bool:
    return output.output_type == "stream" or "text/plain" in output.get("data", {})


def _stored(output: NotebookNode) -> NotebookNode:
    if output.output_type == "stream":
        return output
    output.data = {"text/plain": output.data["text/plain"]}
    output.metadata = {}
    if "execution_count" in output:
        output.execution_count = None
    return output


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
