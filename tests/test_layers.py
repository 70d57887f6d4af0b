"""
The house rules about imports, held by reading every source file.

A file imports from the rows below its own and from its own folder; the rows stand in `LADDER`, lowest first. Each
foreign package has one home. Nothing is imported inside a function, no module imports itself by a detour, no file is
longer than fits in a head.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import NamedTuple

import pytest

PACKAGE = "publicservice"
SOURCE = Path(__file__).resolve().parent.parent / "src" / PACKAGE
LONGEST = 400

LADDER = (
    ("errors",),
    ("faults",),
    ("files",),
    ("validators",),
    ("decimals",),
    ("interval",),
    ("units",),
    ("figures", "table"),
    ("model",),
    ("compute",),
    ("assessment", "checks"),
    ("io", "frames", "charts", "testing"),
    ("cli",),
    ("__init__", "__main__"),
)
NARROWER = {"table": frozenset({"errors"})}  # rows that import less than their height allows
EVERYWHERE = frozenset({"attrs"})
HOMES = {
    "cattrs": ("io",),
    "dateutil": ("model.period",),
    "hypothesis": ("testing",),
    "matplotlib": ("charts",),
    "narwhals": ("frames",),
    "numpy": ("frames",),
    "pint": ("units",),
    "pyarrow": ("io.parquet",),
    "yaml": ("io",),
}
LATE = frozenset(
    {
        (
            "units/registry.py",
            "pint",
        ),  # costs more than all the rest of the library together: loaded with the first unit
        (
            "cli/converting.py",
            "publicservice.io.parquet",
        ),  # needs an optional package, which only those must have who convert to Parquet or from it
    }
)
LAZY = frozenset({"__init__.py"})  # public names are looked up when they are first used
DYNAMIC = frozenset({"import_module", "__import__"})


class Import(NamedTuple):
    """One imported module: by which file, on which line, and whether a function has to run first."""

    file: str
    line: int
    target: str
    late: bool

    @property
    def place(self) -> str:
        """Where to look."""
        return f"{self.file}:{self.line}"


def module_name(file: str) -> str:
    """The dotted name of a source file: `units/__init__.py` is publicservice.units."""
    parts = file.removesuffix(".py").split("/")
    return ".".join([PACKAGE, *(parts[:-1] if parts[-1] == "__init__" else parts)])


def row_of(module: str) -> str:
    """The row a module of ours stands in: its first name below the package."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "__init__"


def allowed(row: str) -> frozenset[str]:
    """The rows that this one may import: all lower ones and itself."""
    height = next(i for i, rung in enumerate(LADDER) if row in rung)
    lower = frozenset(name for rung in LADDER[:height] for name in rung)
    return NARROWER.get(row, lower) | {row}


def base_of(file: str, node: ast.ImportFrom) -> str:
    """The module that names are imported from, written out when the import is relative."""
    if not node.level:
        return node.module or ""
    folder = [PACKAGE, *file.split("/")[:-1]]
    return ".".join([*folder[: len(folder) - node.level + 1], *filter(None, [node.module])])


def targets_of(file: str, node: ast.AST, known: frozenset[str]) -> list[str]:
    """The modules that a node imports; `from a import b` imports a.b where that is a module, else a."""
    match node:
        case ast.Import():
            return [alias.name for alias in node.names]
        case ast.ImportFrom():
            base = base_of(file, node)
            return [name if (name := f"{base}.{alias.name}") in known else base for alias in node.names]
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in DYNAMIC:
            return [f"{name}()"]
        case _:
            return []


def imports_of(file: str, source: str, known: frozenset[str]) -> Iterator[Import]:
    """Every import of a file, wherever it stands."""
    waiting: list[tuple[ast.AST, bool]] = [(ast.parse(source, file), False)]
    while waiting:
        node, late = waiting.pop()
        for target in targets_of(file, node, known):
            yield Import(file, getattr(node, "lineno", 0), target, late)
        late = late or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        waiting += [(child, late) for child in ast.iter_child_nodes(node)]


def is_ours(target: str) -> bool:
    """Whether a module belongs to the package."""
    return target == PACKAGE or target.startswith(f"{PACKAGE}.")


def upward(found: Import) -> Iterator[str]:
    """Fault: an import of a row that does not stand below."""
    row, target = row_of(module_name(found.file)), row_of(found.target)
    if is_ours(found.target) and target not in allowed(row):
        may = ", ".join(sorted(allowed(row)))
        yield f"{found.place}: imports {found.target}, but {row} may import only: {may}"


def homeless(found: Import) -> Iterator[str]:
    """Fault: a foreign package outside its one home."""
    name = found.target.split(".")[0]
    if is_ours(found.target) or name in sys.stdlib_module_names or name in EVERYWHERE or name.endswith("()"):
        return
    module = module_name(found.file).removeprefix(f"{PACKAGE}.")
    homes = HOMES.get(name, ())
    if not any(module.startswith(home) for home in homes):
        where = f"lives only in {' and '.join(homes)}" if homes else "has no home; give it one in HOMES"
        yield f"{found.place}: imports {found.target}, but {name} {where}"


def hidden(found: Import) -> Iterator[str]:
    """Fault: an import that only happens when a function runs, or that no reader of imports can see."""
    dynamic = found.target.endswith("()")
    if not (found.late or dynamic) or found.file in LAZY or (found.file, found.target) in LATE:
        return
    how = "calls" if dynamic else "imports inside a function:"
    yield f"{found.place}: {how} {found.target}; import at the top of the file, or give the reason in LATE"


def cycles(imports: list[Import]) -> Iterator[str]:
    """Fault: modules that import each other, by however long a detour."""
    graph: dict[str, set[str]] = {}
    for found in imports:
        if is_ours(found.target):
            graph.setdefault(module_name(found.file), set()).add(found.target)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        ring = error.args[1][:-1]
        first = ring.index(min(ring))
        yield f"import cycle: {' <- '.join([*ring[first:], *ring[: first + 1]])}"


def long(file: str, source: str) -> Iterator[str]:
    """Fault: a file that no longer fits in a head."""
    if (lines := len(source.splitlines())) > LONGEST:
        yield f"{file}: {lines} lines, more than {LONGEST}; split it by what it is about"


def rowless(file: str) -> Iterator[str]:
    """Fault: a file whose row nobody has decided."""
    row = file.partition("/")[0].removesuffix(".py")
    if not any(row in rung for rung in LADDER):
        yield f"{file}: {row} stands in no row; give it one in LADDER"


def faults(sources: Mapping[str, str]) -> list[str]:
    """All that is wrong with these files, given as path below the package and text."""
    found = [fault for file in sources for fault in rowless(file)]
    if found:
        return found
    known = frozenset(map(module_name, sources))
    imports = sorted({i for file, source in sources.items() for i in imports_of(file, source, known)})
    found += [fault for one in imports for rule in (upward, homeless, hidden) for fault in rule(one)]
    return [*found, *cycles(imports), *(fault for file, source in sources.items() for fault in long(file, source))]


def test_the_library_keeps_the_rules() -> None:
    """Every file of the library imports downwards, from the right home, at its top, without cycles, and is short."""
    sources = {path.relative_to(SOURCE).as_posix(): path.read_text("utf-8") for path in SOURCE.rglob("*.py")}
    assert "errors.py" in sources
    assert [] == faults(sources)


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("units/unit.py", "import attrs, decimal, publicservice.errors"),
        ("units/registry.py", "def registry():\n    import pint"),
        ("model/plan.py", "from publicservice.table import Table\nfrom .period import Period"),
        ("model/period.py", "from dateutil.relativedelta import relativedelta"),
        ("model/period_text.py", "from dateutil import parser"),
        ("io/tree.py", "import yaml"),
        ("__init__.py", "def __getattr__(name):\n    return import_module(name)"),
        ("__main__.py", "from publicservice.cli import main"),
        ("table.py", "class Table:\n    import html\n\n    def show(self): ..."),
    ],
)
def test_what_is_allowed_passes(file: str, source: str) -> None:
    """Downward imports, imports within a folder, foreign packages at home and the listed late imports are no faults."""
    assert [] == faults({file: source})


@pytest.mark.parametrize(
    ("file", "source", "message"),
    [
        (
            "errors.py",
            "import attrs\nfrom publicservice.figures import Figure",
            "errors.py:2: imports publicservice.figures, but errors may import only: errors",
        ),
        (
            "interval.py",
            "import publicservice.units.unit",
            (
                "interval.py:1: imports publicservice.units.unit, but interval may import only: "
                "decimals, errors, faults, files, interval, validators"
            ),
        ),
        (
            "table.py",
            "from .interval import Interval",
            "table.py:1: imports publicservice.interval, but table may import only: errors, table",
        ),
        (
            "units/unit.py",
            "from .. import VERSION",
            (
                "units/unit.py:1: imports publicservice, but units may import only: "
                "decimals, errors, faults, files, interval, units, validators"
            ),
        ),
        (
            "units/__init__.py",
            "if TYPE_CHECKING:\n    from publicservice.figures import Figure",
            (
                "units/__init__.py:2: imports publicservice.figures, but units may import only: "
                "decimals, errors, faults, files, interval, units, validators"
            ),
        ),
        (
            "frames.py",
            "from publicservice.io.tree import read",
            (
                "frames.py:1: imports publicservice.io.tree, but frames may import only: "
                "assessment, checks, compute, decimals, errors, faults, figures, files, frames, interval, model, "
                "table, units, validators"
            ),
        ),
        (
            "__init__.py",
            "import publicservice.__main__",
            (
                "__init__.py:1: imports publicservice.__main__, but __init__ may import only: __init__, "
                "assessment, charts, checks, cli, compute, decimals, errors, faults, figures, files, frames, "
                "interval, io, model, table, testing, units, validators"
            ),
        ),
    ],
)
def test_an_upward_import_is_named(file: str, source: str, message: str) -> None:
    """An import of a higher row, or of another edge, is reported with file, line and import."""
    assert [message] == faults({file: source})


@pytest.mark.parametrize(
    ("file", "source", "message"),
    [
        ("figures/figure.py", "import pint", "imports pint, but pint lives only in units"),
        ("model/plan.py", "from dateutil import tz", "imports dateutil, but dateutil lives only in model.period"),
        ("cli.py", "import yaml", "imports yaml, but yaml lives only in io"),
        ("model/plan.py", "import scipy.linalg", "imports scipy.linalg, but scipy has no home; give it one in HOMES"),
    ],
)
def test_a_foreign_package_has_one_home(file: str, source: str, message: str) -> None:
    """A foreign package outside its home, or one that has none, is reported."""
    assert [f"{file}:1: {message}"] == faults({file: source})


@pytest.mark.parametrize(
    ("file", "source", "line"),
    [
        ("units/unit.py", "def unit():\n    import pint", "2: imports inside a function: pint"),
        (
            "io/tree.py",
            "class Tree:\n    async def read(self):\n        import yaml",
            "3: imports inside a function: yaml",
        ),
        ("frames.py", "from importlib import import_module\nx = import_module('narwhals')", "2: calls import_module()"),
        ("charts.py", "x = lambda: importlib.import_module('io')", "1: calls import_module()"),
        ("io/tree.py", "y = __import__('yaml')", "1: calls __import__()"),
    ],
)
def test_a_hidden_import_is_named(file: str, source: str, line: str) -> None:
    """An import inside a function or by a function call is reported unless its reason is listed."""
    expected = f"{file}:{line}; import at the top of the file, or give the reason in LATE"
    assert [expected] == faults({file: source})


def test_a_cycle_is_written_out() -> None:
    """Modules that import each other are reported with the way round, even where every row is right."""
    sources = {
        "model/a.py": "from publicservice.model import b",
        "model/b.py": "from publicservice.model.c import C",
        "model/c.py": "if TYPE_CHECKING:\n    from .a import A",
    }
    expected = "publicservice.model.a <- publicservice.model.c <- publicservice.model.b <- publicservice.model.a"
    assert [f"import cycle: {expected}"] == faults(sources)


def test_a_folder_may_not_import_its_own_front_door() -> None:
    """A file that imports a name from its own package's front is in a cycle with it."""
    sources = {"units/__init__.py": "from publicservice.units.unit import Unit", "units/unit.py": "from . import Unit"}
    assert ["import cycle: publicservice.units <- publicservice.units.unit <- publicservice.units"] == faults(sources)


def test_a_long_file_is_named() -> None:
    """A file of 400 lines passes, one of 401 is reported."""
    assert [] == faults({"errors.py": "x = 1\n" * LONGEST})
    assert ["errors.py: 401 lines, more than 400; split it by what it is about"] == faults(
        {"errors.py": "x = 1\n" * 401}
    )


def test_a_file_without_a_row_is_named() -> None:
    """A new file at the top of the package has to be given a row before anything else is judged."""
    assert ["helpers.py: helpers stands in no row; give it one in LADDER"] == faults({"helpers.py": "import pint"})
