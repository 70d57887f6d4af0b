"""The examples that come with the library."""

from __future__ import annotations

from pathlib import Path

import pytest

from publicservice.errors import NotFoundError, WrongTypeError
from publicservice.io import examples
from publicservice.io.examples import example, example_names, example_path
from publicservice.model.plan import Plan
from publicservice.model.report import Report


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty package in a checkout: two folders up there may be examples."""
    folder = tmp_path / "src" / "publicservice"
    folder.mkdir(parents=True)
    monkeypatch.setattr(examples, "_package", lambda: folder)
    return folder


def put(folder: Path, name: str, text: str = "plan: P") -> None:
    """Put an example into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("folder", "kind", "names"),
    [
        ("plans", Plan, {"county-level-city-2024", "linyi-2022"}),
        ("reports", Report, {"anhui-2021-11", "huaian", "lishui-2025"}),
    ],
)
def test_every_example_that_comes_along_can_be_read(folder: str, kind: type, names: set[str]) -> None:
    """Each name leads to one file of its own, and each file is a plan or report without a fault."""
    found = {name for name in example_names() if folder == example_path(name).parent.name}
    assert names <= found
    assert len(found) == len(list(example_path(min(names)).parent.iterdir()))
    for name in found:
        assert isinstance(example(name), kind)
        assert name == example_path(name).stem


def test_a_checkout_has_its_examples_two_folders_up(package: Path) -> None:
    """Without examples beside the package, those of the checkout are taken, by name and in order."""
    put(package.parents[1] / "examples" / "plans", "b.yaml")
    put(package.parents[1] / "examples" / "plans", "a.json", '{"plan": "A"}')
    put(package.parents[1] / "examples" / "plans", "notes.txt")
    put(package.parents[1] / "examples" / "reports", "c.yml", "report: C")
    assert ("a", "b", "c") == example_names()
    assert (Plan("A"), Report("C")) == (example("a"), example("c"))


def test_an_installed_package_has_its_examples_beside_it(package: Path) -> None:
    """Examples beside the package come before any that happen to lie two folders up."""
    put(package / "_examples" / "plans", "mine.yaml")
    put(package.parents[1] / "examples" / "plans", "other.yaml")
    assert package / "_examples" / "plans" / "mine.yaml" == example_path("mine")
    assert ("mine",) == example_names()


def test_an_unknown_name_is_told_with_the_nearest(package: Path) -> None:
    """A name that is none is answered with those that look like it; a path is not a name."""
    put(package / "_examples" / "plans", "linyi-2022.yaml")
    with pytest.raises(NotFoundError, match=r"no such example: 'lini-2022'.*did you mean 'linyi-2022'"):
        example_path("lini-2022")
    with pytest.raises(NotFoundError, match=r"expected one of: linyi-2022$"):
        example("../../../etc/passwd")
    with pytest.raises(WrongTypeError, match="an example is named by text"):
        example_path(5)  # type: ignore[arg-type]


def test_without_any_examples_it_says_where_they_come_from(package: Path) -> None:
    """A package that was taken out of its checkout by hand has no examples, and says what to do."""
    assert () == example_names()
    with pytest.raises(NotFoundError, match="install the package"):
        example("linyi-2022")
