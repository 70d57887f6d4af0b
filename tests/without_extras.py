"""
Tries the package with nothing optional installed: `make plain`, in the environment that `make demo` makes.

There is no pytest there either. Every module is imported, and the examples in its docstrings are run; a module that
needs an extra has to say which one to install.
"""

from __future__ import annotations

import doctest
import importlib
import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import publicservice
from publicservice.errors import MissingExtraError

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
EXTRAS = PROJECT["project"]["optional-dependencies"]
PACKAGE = Path(str(publicservice.__file__)).parent


def installed() -> list[str]:
    """What is installed here of the extras and of the tools for development: nothing should be."""
    named = {re.split(r"[^\w.-]", need)[0] for need in sum(EXTRAS.values(), PROJECT["dependency-groups"]["dev"])}
    return sorted(named & {found.name for found in metadata.distributions()} - {PROJECT["project"]["name"]})


def modules() -> list[str]:
    """The names of all modules of the package, but for the one that is the command."""
    files = [path.relative_to(PACKAGE.parent).with_suffix("") for path in sorted(PACKAGE.rglob("*.py"))]
    names = [".".join(file.parts).removesuffix(".__init__") for file in files]
    return [name for name in names if not name.endswith(".__main__")]


def failures(name: str) -> int:
    """How many examples of a module fail; they build on each other, from the top of the file to its end."""
    module = importlib.import_module(name)
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    names = dict(vars(module))
    for examples in sorted(doctest.DocTestFinder().find(module), key=lambda found: found.lineno or 0):
        examples.globs = names
        runner.run(examples, clear_globs=False)
    return runner.failures


def main() -> int:
    """Try every module; the exit status is 0 when all is well."""
    faults = [f"{name} is installed, so that nothing is proved" for name in installed()]
    asked: dict[str, set[str]] = {}
    for name in modules():
        try:
            if failed := failures(name):
                faults.append(f"{name}: {failed} examples fail")
        except MissingExtraError as error:
            extra = re.search(r"pip install 'publicservice\[(\w+)\]'", str(error))
            asked.setdefault(extra[1] if extra else str(error), set()).add(name.split(".")[1])
    if asked.keys() != EXTRAS.keys() - {"all"}:
        faults.append(f"the extras are {sorted(EXTRAS)}, but what is missing is asked for by {sorted(asked)}")
    told = faults or [f"{extra} is asked for by {', '.join(sorted(rows))}" for extra, rows in asked.items()]
    sys.stdout.writelines(f"{line}\n" for line in told)
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
