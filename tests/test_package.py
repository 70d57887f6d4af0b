"""The package from outside: its public names, when they are loaded, and what importing costs."""

from __future__ import annotations

import ast
import importlib
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

import publicservice as ps

PUBLIC = """
Aggregate AllOf Answer Assessment Bands Beneficiaries Better Between Bound BoundKind Change Claim ClaimKind
ClaimVerdict Commitment Comparator Completion CompletionDefinition CompletionDefinitions Coverage CoverageGaps
CoverageRate Declaration EachOf Every Evidence Figure Finding Findings Followed Gap Goal GroupGap Implied Indicator
Interval Keep Kind Listed Node Observation Parts Period PeriodKind Place Plan Population Profile Programme
PublicServiceError Reconciliation Report Revision RollUp Row RowKind Rule Score Severity Source Stage Status Step Table
Target Totals Truth Unit Unused Verdict Verification Version Vocabulary aggregate all_of assess at_least at_most
between change check completion_definitions completion_rate coverage_gap coverage_gaps coverage_rate decrease_by
each_of every exactly example example_names example_path explain_above figure from_json goal implied_base
implied_eligible implied_target implied_target_change increase_by indicator iter_iati keep less_than lower_to more_than
observation_rows observations_from_rows observations_text pace parse_observations parse_plan parse_report period place
plan_text pooled population raise_to reach read_iati read_observations read_plan read_report reconcile report_text
roll_up schema target_rows targets_text to_json total_of unit verify_completion verify_coverage verify_share verify_sum
verify_year_on_year walk write_iati write_observations write_plan write_report write_targets year_on_year
year_on_year_series
""".split()

FOREIGN = ("cattrs", "dateutil", "hypothesis", "narwhals", "pint", "pyarrow", "yaml")


def _run(code: str) -> str:
    """What a fresh process prints."""
    done = subprocess.run(  # noqa: S603  (the interpreter that runs the tests)
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert "" == done.stderr
    return done.stdout


def _imports_for_type_checkers() -> dict[str, str]:
    """Each public name with the module that the imports under TYPE_CHECKING give for it."""
    assert ps.__file__ is not None
    [block] = [node for node in ast.parse(Path(ps.__file__).read_text("utf-8")).body if isinstance(node, ast.If)]
    assert "TYPE_CHECKING" == ast.unparse(block.test)
    found = {}
    for node in block.body:
        assert isinstance(node, ast.ImportFrom)
        for alias in node.names:
            assert alias.name == alias.asname, "written twice, so that it counts as exported"
            found[alias.name] = str(node.module)
    return found


@pytest.mark.parametrize("name", ["charts", "errors", "faults", "frames", "testing"])
def test_a_module_with_names_of_its_own_is_there_without_being_imported_by_name(name: str) -> None:
    """`except ps.errors.UnknownUnitError` works in a program that has used nothing else yet."""
    code = f"import publicservice as ps; print(ps.{name}.__name__, ps.{name}.__all__ != [])"
    assert f"publicservice.{name} True\n" == _run(code)
    assert name in dir(ps)
    assert name not in ps.__all__
    assert importlib.import_module(f"publicservice.{name}") is vars(ps)["__getattr__"](name)


def test_the_public_names_are_these() -> None:
    """A name that is added, renamed or dropped is a decision, and shows here."""
    assert PUBLIC == sorted(ps.__all__)


def test_type_checkers_and_programs_find_each_name_at_the_same_place() -> None:
    """The imports for type checkers and the table for programs say the same twice."""
    table = {name: f"publicservice.{home}" for home, names in ps._HOMES.items() for name in names.split()}
    assert _imports_for_type_checkers() == table | dict.fromkeys(ps._MODULES, "publicservice")
    assert len(table) == sum(len(names.split()) for names in ps._HOMES.values())


@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_name_is_there_and_says_what_it_is(name: str) -> None:
    """It is what its module has under that name, is exported there, and has a docstring."""
    value = getattr(ps, name)
    home = importlib.import_module(f"publicservice.{ps._HOME_OF[name]}")
    assert value is getattr(home, name)
    assert name in home.__all__
    assert value.__doc__
    assert value.__doc__.strip()


def test_importing_the_package_loads_nothing_else() -> None:
    """`import publicservice` costs next to nothing: names load what they need at their first use."""
    code = f"import sys, publicservice; print([name for name in {FOREIGN!r} if name in sys.modules])"
    assert "[]\n" == _run(code)
    assert "['publicservice']\n" == _run(
        "import sys, publicservice; print([m for m in sys.modules if m.startswith('publics')])"
    )


def test_everything_can_be_imported_at_once() -> None:
    """`from publicservice import *` gives exactly the public names."""
    code = "from publicservice import *; print(sorted(name for name in dir() if not name.startswith('__')))"
    assert f"{PUBLIC}\n" == _run(code)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("print(ps.goal('keep at least 85 %'))", "keep at least 85 %"),
        ("print(ps.Goal.parse('all 12 districts'))", "all 12 districts"),
        ("print(ps.Target('beds', '5 beds').goal)", "5 beds"),
        ("print(ps.figure('5 beds').unit)", "bed"),
        ("print(ps.check(ps.Plan('P')).summary())", "nothing found"),
        ("print(ps.parse_plan('plan: P').title)", "P"),
        ("print(ps.example('linyi-2022').place.name)", "Linyi"),
    ],
)
def test_a_name_works_when_it_is_the_first_that_is_used(code: str, expected: str) -> None:
    """Nothing depends on what was loaded before."""
    assert f"{expected}\n" == _run(f"import publicservice as ps; {code}")


def test_the_function_is_not_hidden_by_a_folder() -> None:
    """`ps.figure` and its like are functions, whatever modules were loaded in which order."""
    code = "import publicservice.figures, publicservice.units, publicservice.model.goal, publicservice as ps; "
    names = ("figure", "unit", "goal", "period", "place", "population", "indicator", "check", "change")
    assert "True\n" * len(names) == _run(code + "; ".join(f"print(callable(ps.{name}))" for name in names))


def test_no_public_name_is_that_of_a_module_beside_it() -> None:
    """A module that is loaded becomes an attribute of its package, and would take the name's place."""
    assert ps.__file__ is not None
    modules = {path.stem for path in Path(ps.__file__).parent.iterdir()}
    assert set() == modules & set(PUBLIC)


def test_the_names_are_listed() -> None:
    """dir() and completion in a notebook show names that are not loaded yet."""
    assert f"{set()}\n" == _run("import publicservice as ps; print(set(ps.__all__) - set(dir(ps)))")
    assert set(PUBLIC) <= set(dir(ps))


def test_an_unknown_name_is_an_attribute_error() -> None:
    """As of any module, so that hasattr and getattr with a default work."""
    with pytest.raises(AttributeError, match="module 'publicservice' has no attribute 'figur'"):
        _ = ps.figur  # type: ignore[attr-defined]  # nor does a type checker take it
    assert not hasattr(ps, "_no_such_name")


def test_a_name_is_kept_once_it_is_loaded() -> None:
    """The second use is an ordinary look-up."""
    assert ps.figure is vars(ps)["figure"]


def test_the_version_is_that_of_the_project() -> None:
    """It is written in the package and in the project's file."""
    project = Path(__file__).resolve().parent.parent / "pyproject.toml"
    assert tomllib.loads(project.read_text("utf-8"))["project"]["version"] == ps.__version__


def test_the_version_is_that_of_the_installed_package() -> None:
    """What pip shows is what the package says."""
    try:
        installed = metadata.version("publicservice")
    except metadata.PackageNotFoundError:
        pytest.skip("the package is not installed")
    assert installed == ps.__version__
