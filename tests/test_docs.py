"""The documentation: nothing public is missing, no link leads nowhere, and what is stored is what the library gives."""

from __future__ import annotations

import importlib
import json
import re
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

import publicservice
from docs.built import faults
from docs.readme_picture import CHARTS, PICTURE, charts_of_page, drawn
from docs.tables import renewed
from publicservice.io.keys import KEYS, keys_of
from publicservice.model import goal_change, goal_numbers, goal_scopes
from publicservice.model.indicator import Indicator

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
REFERENCE = DOCS / "reference"
NOTEBOOKS = sorted((DOCS / "tutorials").glob("*.ipynb"))
PAGES = [*sorted(DOCS.rglob("*.md")), *NOTEBOOKS, *sorted(ROOT.glob("*.md"))]
OPTIONAL = ("frames", "charts", "testing", "io.iati", "io.parquet")
GOALS = (goal_numbers, goal_change, goal_scopes)

FENCE = re.compile(r"^(```+|:::+).*?^\1", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\((?P<target>[^()\s]+)\)")
HEADING = re.compile(r"^#+ (?P<title>.+)$", re.MULTILINE)
ENTRY = re.compile(r"^\.\. auto\w+:: (?P<name>\S+)", re.MULTILINE)
TOCTREE = re.compile(r"^```\{toctree\}\n(?P<body>.*?)^```", re.DOTALL | re.MULTILINE)


def text_of(page: Path) -> str:
    """What a page says: of a notebook, what stands between the code."""
    stored = page.read_text(encoding="utf-8")
    if page.suffix != ".ipynb":
        return stored
    cells = [cell for cell in json.loads(stored)["cells"] if cell["cell_type"] == "markdown"]
    return "\n\n".join("".join(cell["source"]) for cell in cells)


@cache
def anchors_of(page: Path) -> frozenset[str]:
    """The anchors of a page's headings, as both Sphinx and repository viewers name them."""
    titles = [match["title"] for match in HEADING.finditer(FENCE.sub("", text_of(page)))]
    plain = [re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles]
    return frozenset(plain)


def links_of(page: Path) -> list[str]:
    """The links of a page that lead to somewhere in the repository."""
    found = [match["target"] for match in LINK.finditer(FENCE.sub("", text_of(page)))]
    return [target for target in found if not urlsplit(target).scheme]


def documented() -> list[str]:
    """The names that have an entry in the reference."""
    return [
        match["name"] for page in sorted(REFERENCE.glob("*.md")) for match in ENTRY.finditer(page.read_text("utf-8"))
    ]


def listed_in(index: Path) -> list[str]:
    """The pages that the toctrees of an index name."""
    bodies = [match["body"] for match in TOCTREE.finditer(index.read_text(encoding="utf-8"))]
    return [line for body in bodies for line in body.splitlines() if line and not line.startswith(":")]


# --- nothing is missing


def test_every_public_name_has_an_entry() -> None:
    """What `from publicservice import ...` gives is found in the reference, under that name."""
    public = {f"publicservice.{name}" for name in publicservice.__all__}
    assert set() == public - set(documented())


@pytest.mark.parametrize("module", OPTIONAL)
def test_every_name_of_an_optional_part_has_an_entry(module: str) -> None:
    """What the parts that are imported by themselves offer is found in the reference too."""
    home = f"publicservice.{module}"
    public = {f"{home}.{name}" for name in set(importlib.import_module(home).__all__) - set(publicservice.__all__)}
    assert set() == public - set(documented())


def test_entries_stand_once_and_exist() -> None:
    """No name has two entries, and none that is gone keeps one."""
    names = documented()
    assert [] == [name for name, times in Counter(names).items() if times > 1]
    assert [] == [name for name in names if not exists(name)]


def exists(name: str) -> bool:
    """Whether a dotted name leads to something."""
    home, _, own = name.rpartition(".")
    return hasattr(importlib.import_module(home), own)


@pytest.mark.parametrize("page", ["file-format.md", "units.md"])
def test_tables_say_what_the_library_knows(page: str) -> None:
    """A key or unit that is new, gone or told in other words needs `docs/tables.py --write`."""
    stored = (REFERENCE / page).read_text(encoding="utf-8")
    assert renewed(stored) == stored


def test_every_key_of_every_entry_is_told() -> None:
    """Each noun that stands in files has a table of keys, and no key is missing from it."""
    text = (REFERENCE / "file-format.md").read_text(encoding="utf-8")
    blocks = re.findall(r"<!-- keys: ([^>]+) -->(.*?)<!-- end -->", text, re.DOTALL)
    told = {entry: set(re.findall(r"`([^`]+)`", block)) for entry, block in blocks}
    names = {noun: "figure in parts" if noun.__name__ == "Stated" else noun.__name__.lower() for noun in KEYS}
    own = {names[noun]: set(keys_of(noun)) for noun in KEYS if noun is not Indicator}
    assert {entry: set() for entry in own} == {entry: keys - told.get(entry, set()) for entry, keys in own.items()}


def test_every_kind_of_goal_is_told() -> None:
    """Each function that makes a goal, and each way in which one number sets one, is on the page of goals."""
    page = REFERENCE / "goal-kinds.md"
    functions = [
        name for module in GOALS for name in module.__all__ if name.islower() and name in publicservice.__all__
    ]
    kinds = [kind.value.replace(" ", "-") for kind in goal_numbers.BoundKind]
    assert [] == [name for name in functions if f"`{name}`" not in text_of(page)]
    assert [] == [kind for kind in kinds if kind not in anchors_of(page)]


@pytest.mark.parametrize("part", ["tutorials", "how-to", "reference", "explanation"])
def test_every_page_is_in_a_toctree(part: str) -> None:
    """A page that nothing leads to is not found by anybody."""
    pages = {page.stem for page in (DOCS / part).iterdir() if page.suffix in {".md", ".ipynb"}} - {"index"}
    assert sorted(pages) == sorted(listed_in(DOCS / part / "index.md"))


def test_every_decision_is_listed() -> None:
    """The index of decisions names each note by its number."""
    text = (DOCS / "decisions" / "index.md").read_text(encoding="utf-8")
    notes = sorted((DOCS / "decisions").glob("0*.md"))
    assert [] == [
        note.name for note in notes if f"\n{int(note.name[:4])}. [" not in text or f"({note.name})" not in text
    ]


# --- links


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    """A link within the repository leads to a file, and its anchor to a heading there."""
    assert [] == [target for target in links_of(page) if not leads_somewhere(page, target)]


def leads_somewhere(page: Path, target: str) -> bool:
    """Whether a link's file and anchor are there."""
    parts = urlsplit(target)
    file = (page.parent / unquote(parts.path)).resolve() if parts.path else page
    if not file.exists():
        return False
    return not parts.fragment or unquote(parts.fragment) in anchors_of(file)


def test_a_link_that_leads_nowhere_is_seen() -> None:
    """The check itself tells a missing file and a missing anchor from those that are there."""
    seen = [leads_somewhere(DOCS / "index.md", target) for target in ("tutorials/index.md", "gone.md", "index.md#gone")]
    assert [True, False, False] == seen


# --- notebooks


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_hold_text_only(notebook: Path) -> None:
    """Tables and pictures are drawn when the site is built; stored, they would bury a change in noise."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    kinds = {kind for cell in cells for output in cell.get("outputs", ()) for kind in output.get("data", ())}
    assert set() == kinds - {"text/plain"}


def test_notebooks_give_what_is_stored() -> None:
    """Each runs in a fresh kernel, and prints what its file says; else look, and run `docs/notebooks.py --write`."""
    done = run(DOCS / "notebooks.py", "--check")
    assert (0, "") == (done.returncode, done.stdout)


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    """A Python program, run to its end."""
    return subprocess.run([sys.executable, *command], capture_output=True, encoding="utf-8", check=False)  # noqa: S603


# --- what checks the site once it is built


def test_the_check_of_the_site_sees_what_is_wrong(tmp_path: Path) -> None:
    """What is loaded from elsewhere, links to a file or anchor that is not there, and what is missing are each told."""
    (tmp_path / "style.css").write_text("@import '//fonts.example/a'; b {background: url(https://a.example/b.png)}")
    (tmp_path / "index.html").write_text(
        '<script src="https://cdn.example/a.js"></script><link href="style.css"><img src="data:,x">'
        '<a href="https://elsewhere.example/">out</a><a href="#here" id="here">in</a>'
        '<a href="gone.html">1</a><a href="#gone">2</a><a href="page.html#gone">3</a><a href="page.html#there">4</a>'
    )
    (tmp_path / "page.html").write_text('<p id="there">')
    told = list(faults(tmp_path))
    seen = [
        "index.html loads https://cdn.example/a.js",
        *(f"index.html links {link}, which is not there" for link in ("gone.html", "#gone", "page.html#gone")),
        "style.css loads //fonts.example/a",
        "style.css loads https://a.example/b.png",
    ]
    lacks = [f"{name} has no entry" for name in publicservice.__all__]
    assert [*seen, *lacks, *(f"{notebook.name} cannot be downloaded" for notebook in NOTEBOOKS)] == told


def test_the_check_of_the_site_sees_a_notebook(tmp_path: Path) -> None:
    """A tutorial's page offers its notebook when it links a file that is the same."""
    (tmp_path / "tutorials").mkdir()
    for notebook in NOTEBOOKS:
        (tmp_path / "tutorials" / f"{notebook.stem}.html").write_text(f'<a href="{notebook.name}">notebook</a>')
        (tmp_path / "tutorials" / notebook.name).write_bytes(notebook.read_bytes())
    (tmp_path / "tutorials" / NOTEBOOKS[0].name).write_text("another")
    assert [f"{NOTEBOOKS[0].name} cannot be downloaded"] == [fault for fault in faults(tmp_path) if "download" in fault]


# --- pictures


def test_stored_pictures_are_what_the_library_draws() -> None:
    """The README and the page about charts show what their code draws; else look, and run `docs/readme_picture.py`."""
    stored = {path.stem: path.read_text("utf-8") for path in (PICTURE, *CHARTS.glob("*.svg"))}
    made = {PICTURE.stem: drawn(), **dict(charts_of_page())}
    assert sorted(stored) == sorted(made)
    assert [] == [name for name in made if made[name] != stored[name]]
