"""
Builds the wheel once, and tries it on every Python here that it is for: `make wheel`, one line an interpreter. These
are the ones that go by their usual names, and those that pyenv and uv keep.

Each gets two empty environments. In the first stands nothing optional: what is installed is what the package declares,
and `tests/without_extras.py` runs. The second has all extras and the tools of some tests, which run against the package
as installed. What is in the wheel, and what it says of itself, is held against the checkout and `pyproject.toml`.
"""

from __future__ import annotations

import email
import json
import os
import re
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Iterator, Sequence
from email.message import Message
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
OLDEST = (3, 11)
NAMES = ("python3.11", "python3.12", "python3.13")
TOOLS = ("pandas", "polars", "pytest", "sybil")
SOME_TESTS = (
    "tests/test_package.py",
    "tests/test_figure.py",
    "tests/test_charts_drawn.py",
    "tests/test_io_examples.py",
)
PIP = ("-m", "pip", "--disable-pip-version-check", "--quiet")
# What the source folder would lend to the installed package stays out.
OUTSIDE = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "PYTHONHOME"}}

# Who an interpreter is; one that lacks the parts that make environments is none that anything can be tried on.
WHO = "import ensurepip, json, sys, venv; print(json.dumps([list(sys.version_info[:3]), sys.base_prefix]))"
# Where those stand that are not on the path, below a folder that a variable may name.
KEPT = (
    ("PYENV_ROOT", "~/.pyenv", "versions/*/bin/python"),
    ("UV_PYTHON_INSTALL_DIR", "~/.local/share/uv/python", "*/bin/python"),
)
# Every package that is installed, and those that the package needs, by way of whatever needs them.
NEEDED = """
import json, re
from importlib import metadata
from pip._vendor.packaging.requirements import Requirement

def plain(name):
    return re.sub(r"[-_.]+", "-", name).lower()

needed, waiting = set(), ["publicservice"]
while waiting:
    name = plain(waiting.pop())
    if name not in needed:
        needed.add(name)
        wanted = map(Requirement, metadata.requires(name) or [])
        waiting += [one.name for one in wanted if one.marker is None or one.marker.evaluate({"extra": ""})]
print(json.dumps([sorted({plain(one.name) for one in metadata.distributions()}), sorted(needed)]))
"""
# What the package has to find beside its modules, wherever it was installed.
CARRIED = """
import importlib.resources as resources
import publicservice as ps
from publicservice.io.schema import schema_text
from pathlib import Path
inside = resources.files("publicservice")
assert inside.joinpath("py.typed").is_file() and "site-packages" in str(inside)
assert ps.unit("亩").factor_to(ps.unit("ha")) * 15 == 1
assert all(ps.example(name) == ps.example(name) for name in ps.example_names()) and len(ps.example_names()) >= 5
for file in Path({schemas!r}).glob("*/*.json"):
    assert file.read_text("utf-8") == schema_text(file.stem), file.name
print(len(ps.example_names()))
"""


class WheelError(Exception):
    """Something about the wheel is not as it has to be."""


def run(*command: str | Path, within: Path) -> str:
    """What a command prints; if it fails, its last words are what is wrong."""
    done = subprocess.run(command, cwd=within, env=OUTSIDE, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise WheelError(
            "\n".join([f"{Path(command[0]).name} {command[1]}:", *(done.stdout + done.stderr).splitlines()[-15:]])
        )
    return done.stdout


# --- the wheel itself


def built(into: Path) -> Path:
    """The one wheel, built by this interpreter, which has the builder."""
    run(sys.executable, *PIP, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", into, ROOT, within=into)
    [wheel] = into.glob("*.whl")
    return wheel


def expected_files() -> dict[str, Path]:
    """Every file that belongs into the package, by its place in the wheel."""
    source = ROOT / "src"
    found = {path.relative_to(source).as_posix(): path for path in source.rglob("*") if path.is_file()}
    for kind in ("plans", "reports"):
        found |= {f"publicservice/_examples/{kind}/{path.name}": path for path in (ROOT / "examples" / kind).iterdir()}
    return {name: path for name, path in found.items() if "__pycache__" not in name}


def differences(wheel: zipfile.ZipFile) -> Iterator[str]:
    """How the wheel's files differ from the checkout's."""
    inside = {name for name in wheel.namelist() if ".dist-info/" not in name}
    expected = expected_files()
    yield from (f"{name} is missing" for name in sorted(expected.keys() - inside))
    yield from (f"{name} does not belong there" for name in sorted(inside - expected.keys()))
    for name in sorted(inside & expected.keys()):
        if wheel.read(name) != expected[name].read_bytes():
            yield f"{name} is not the checkout's"
    for needed in ("publicservice/py.typed", "publicservice/units/definitions.txt"):
        if needed not in inside:
            yield f"{needed} is missing"


def misdescribed(wheel: zipfile.ZipFile) -> Iterator[str]:
    """How what the wheel says of itself differs from the project's file."""
    folder = f"{PROJECT['name']}-{PROJECT['version']}.dist-info"
    said = email.message_from_bytes(wheel.read(f"{folder}/METADATA"))
    extras = PROJECT["optional-dependencies"]
    single = {
        "Name": PROJECT["name"], "Version": PROJECT["version"], "Summary": PROJECT["description"],
        "Requires-Python": PROJECT["requires-python"], "License-Expression": PROJECT["license"],
        "Description-Content-Type": "text/markdown",
    }  # fmt: skip
    several = {
        "License-File": set(PROJECT["license-files"]),
        "Provides-Extra": set(extras),
        "Project-URL": {f"{name}, {url}" for name, url in PROJECT.get("urls", {}).items()},
        "Classifier": set(PROJECT["classifiers"]),
    }
    yield from (f"{name}: {said[name]!r}, not {value!r}" for name, value in single.items() if said[name] != value)
    for name, values in several.items():
        if set(said.get_all(name, [])) != values:
            yield f"{name}: {said.get_all(name)}, not {sorted(values)}"
    yield from _misdeclared(said)
    if said.get_payload(decode=True) != (ROOT / PROJECT["readme"]).read_bytes():
        yield "the description is not the readme"
    if wheel.read(f"{folder}/licenses/LICENSE") != (ROOT / "LICENSE").read_bytes():
        yield "the licence is not the checkout's"
    if b"Root-Is-Purelib: true" not in wheel.read(f"{folder}/WHEEL"):
        yield "the wheel is not for every system"
    command = "[console_scripts]\npublicservice = publicservice.cli:main"
    if command not in wheel.read(f"{folder}/entry_points.txt").decode():
        yield "the command is missing"


def _misdeclared(said: Message) -> Iterator[str]:
    """How the declared needs differ, with and without extras."""
    told = said.get_all("Requires-Dist", [])
    bare = {_name(need) for need in told if "extra ==" not in need}
    declared = {_name(need) for need in PROJECT["dependencies"]}
    if bare != declared:
        yield f"needs {sorted(bare)}, not {sorted(declared)}"
    for extra, needs in PROJECT["optional-dependencies"].items():
        given = {_name(need) for need in told if re.search(rf"extra == ['\"]{extra}['\"]", need)}
        wanted = {_name(need) for need in needs}
        # An extra that names the package's own is written out in full by some builders.
        if given != wanted and PROJECT["name"] not in wanted:
            yield f"{extra} needs {sorted(given)}, not {sorted(wanted)}"


def _name(need: str) -> str:
    return re.split(r"[^\w.-]", need)[0].lower()


# --- the interpreters


def interpreters(asked: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """The names that run a Python that is new enough, each Python once."""
    found: dict[str, tuple[int, ...]] = {}
    seen: set[str] = set()
    kept = (
        str(python)
        for variable, usual, below in KEPT
        for python in sorted(Path(os.environ.get(variable, usual)).expanduser().glob(below))
    )
    for name in dict.fromkeys((*asked, *NAMES, *kept)):
        try:
            told = subprocess.run([name, "-c", WHO], env=OUTSIDE, capture_output=True, text=True, check=True)  # noqa: S603
        except (OSError, subprocess.CalledProcessError):
            continue
        version, where = json.loads(told.stdout)
        if tuple(version) >= OLDEST and f"{version} {where}" not in seen:
            seen.add(f"{version} {where}")
            found[name] = tuple(version)
    return found


def environment(python: str, folder: Path, *needs: str | Path) -> Path:
    """An empty environment with nothing but what is named, and what that needs."""
    run(python, "-m", "venv", folder, within=folder.parent)
    made = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    run(made, *PIP, "install", "--constraint", ROOT / "constraints.txt", *needs, within=folder)
    return made


def bare(python: str, wheel: Path, folder: Path) -> str:
    """With nothing optional: what is there, and that every module works or asks for its extra."""
    made = environment(python, folder, wheel)
    installed, needed = (set(names) for names in json.loads(run(made, "-c", NEEDED, within=folder)))
    if extra := installed - needed - {"pip", "setuptools"}:
        raise WheelError(f"nobody declared {', '.join(sorted(extra))}")
    carried = run(made, "-c", CARRIED.format(schemas=str(ROOT / "schemas")), within=folder).strip()
    run(made, ROOT / "tests" / "without_extras.py", within=folder)
    return f"bare: {len(needed)} packages, {carried} examples, every module"


def full(python: str, wheel: Path, folder: Path) -> str:
    """With every extra: users' code and some of the tests, against what is installed."""
    made = environment(python, folder, f"{wheel}[all]", *TOOLS)
    run(made, ROOT / "tests" / "typed" / "must_pass.py", within=folder)
    told = run(
        made, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--hypothesis-profile=ci", *SOME_TESTS, within=ROOT
    )
    passed = re.search(r"\d+ passed", told)
    return f"with everything: {passed[0] if passed else told}"


def tried(name: str, version: tuple[int, ...], wheel: Path) -> str | None:
    """Try one interpreter and tell it in a line; what is wrong, if anything is."""
    told, wrong = [], None
    try:
        for step in (bare, full):
            with tempfile.TemporaryDirectory() as folder:
                told.append(step(name, wheel, Path(folder) / "environment"))
    except WheelError as error:
        wrong = str(error)
    sys.stdout.write(f"{name} ({'.'.join(map(str, version))}): {'; '.join([*told, *(['FAILS'] if wrong else [])])}\n")
    sys.stdout.flush()
    return wrong


def main(asked: Sequence[str]) -> int:
    """Build, look and try; the exit status is 0 when all is well and at least one Python was found."""
    with tempfile.TemporaryDirectory() as folder:
        wheel = built(Path(folder))
        with zipfile.ZipFile(wheel) as opened:
            wrong = [*differences(opened), *misdescribed(opened)]
            sys.stdout.write(f"{wheel.name}: {len(opened.namelist())} files{', FAILS' * bool(wrong)}\n")
        found = interpreters(asked)
        wrong += [fault for name, version in found.items() if (fault := tried(name, version, wheel))]
    if not found:
        wrong.append("no Python that is new enough was found")
    sys.stdout.writelines(f"{fault}\n" for fault in wrong)
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
