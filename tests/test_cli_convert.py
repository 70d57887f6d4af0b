"""The commands `convert` and `schema`: every way from one form to another, what is said to be lost, what is refused."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest

from publicservice.cli import main
from publicservice.io.csv_file import read_observations
from publicservice.io.document import read_plan, read_report
from publicservice.io.exchange import from_json, to_json
from publicservice.io.iati import read_iati
from publicservice.io.parquet import read_parquet
from publicservice.io.schema import schema
from publicservice.model.observation import Observation
from publicservice.model.plan import Plan
from publicservice.model.programme import Target
from publicservice.model.rows_out import observations_of

Captured = pytest.CaptureFixture[str]
RIVERTON = Path(__file__).parent / "data" / "iati" / "riverton.xml"

PLAN = """
plan: Water for Riverton
id: XM-EX-1-water
period: 2023
note: Clean water.
programmes:
  - title: Wells
    targets: [{indicator: wells dug, goal: 40 facilities, id: dug, better: higher}]
"""
REPORT = """
report: Results
period: 2023
units: [boat]
observations:
  - {indicator: wells dug, value: 38 facilities, id: dug}
  - {indicator: fleet, value: 5 boats}
claims: [{claim: completion, says: 95 %, of: dug}]
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which everything happens, with a plan and a report."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "report.yaml").write_text(REPORT, encoding="utf-8")
    return tmp_path


def convert(capsys: Captured, *words: str) -> list[str]:
    """What is told when a conversion is done."""
    assert 0 == main(["convert", *words])
    told = capsys.readouterr()
    assert "" == told.out
    return told.err.splitlines()


def refused(capsys: Captured, *words: str) -> str:
    """Why a conversion is not done. Nothing is written."""
    before = {file: file.read_bytes() for file in Path().iterdir()}
    assert 2 == main(["convert", *words])
    told = capsys.readouterr()
    assert "" == told.out
    assert before == {file: file.read_bytes() for file in Path().iterdir()}
    return told.err


# --- plans and reports


@pytest.mark.parametrize("kind", ["plan", "report"])
def test_yaml_and_json_are_the_same_document(kind: str, capsys: Captured) -> None:
    """There and back, nothing is lost, and nothing is told."""
    read = {"plan": read_plan, "report": read_report}[kind]
    assert [] == convert(capsys, f"{kind}.yaml", f"{kind}.json")
    assert [] == convert(capsys, f"{kind}.json", "again.yml")
    assert read(f"{kind}.yaml") == read(f"{kind}.json") == read("again.yml")


def test_comments_are_told_to_be_lost(folder: Path, capsys: Captured) -> None:
    """JSON has none, and YAML is written anew."""
    (folder / "plan.yaml").write_text(f"# draft\n{PLAN}", encoding="utf-8")
    for target in ("plan.json", "other.yaml"):
        assert ["publicservice: not kept: comments of the YAML file"] == convert(capsys, "plan.yaml", target)


def test_targets_become_a_table(capsys: Captured) -> None:
    """With a descriptor beside it; that no plan can be read from it is told, and what else it does not hold."""
    expected = [
        "publicservice: not kept: id of the plan",
        "publicservice: not kept: note of the plan",
        "publicservice: not kept: what makes a plan of its targets: no plan can be read from their table",
    ]
    for file in ("targets.csv", "other.tsv", "targets.parquet"):
        assert expected == convert(capsys, "plan.yaml", file)
    assert Path("targets.resource.json").exists()
    assert Path("other.resource.json").exists()
    assert "wells dug" in Path("targets.csv").read_text(encoding="utf-8")
    assert "\twells dug\t" in Path("other.tsv").read_text(encoding="utf-8")
    for file in ("targets.csv", "targets.parquet"):
        assert "a table of targets, which is for reading only" in refused(capsys, file, "x.yaml")


def test_a_report_becomes_a_table_of_its_observations_and_back(capsys: Captured) -> None:
    """What has no row is told, and which counts the reader has to declare; figures stay as they were printed."""
    lost = [
        "publicservice: not kept: units of the report",
        "publicservice: not kept: 1 claim",
        "publicservice: not kept: that these are kinds of count: boat; to read the table, give each with --count",
    ]
    seen = tuple(observations_of(read_report("report.yaml")))
    assert lost == convert(capsys, "report.yaml", "r.csv") == convert(capsys, "report.yaml", "r.parquet")
    assert lost == convert(capsys, "report.yaml", "tab.tsv")
    for file, read in (("r.csv", read_observations), ("tab.tsv", read_observations), ("r.parquet", read_parquet)):
        assert seen == read(file, counts=["boat"])
    assert [] == convert(capsys, "r.csv", "r.yaml", "--count", "boat")
    made = read_report("r.yaml")
    assert ("r", ("boat",), seen) == (made.title, made.units, made.observations)
    assert [] == convert(capsys, "r.parquet", "titled.json", "--count", "boat", "--title", "Results of 2023")
    assert "Results of 2023" == read_report("titled.json").title
    assert [] == convert(capsys, "r.parquet", "seen.json", "--count", "boat")
    assert seen == from_json(Path("seen.json").read_text(encoding="utf-8"), "observations")
    assert lost[2:] == convert(capsys, "seen.json", "more.csv")
    assert Path("r.csv").read_bytes() == Path("more.csv").read_bytes()
    assert "unknown unit: 'boat'" in refused(capsys, "r.csv", "x.yaml")


def test_one_observation_is_several(folder: Path, capsys: Captured) -> None:
    """A single one that was exchanged, and a table in another encoding."""
    (folder / "one.json").write_text(to_json(Observation("beds", "5 beds")), encoding="utf-8")
    assert [] == convert(capsys, "one.json", "one.csv")
    assert (Observation("beds", "5 beds"),) == read_observations("one.csv")
    (folder / "old.csv").write_bytes("indicator,value\n床位,5\n".encode("gb18030"))
    assert [] == convert(capsys, "old.csv", "new.csv", "--encoding", "gb18030")
    assert "床位" == read_observations("new.csv")[0].title


# --- IATI


def test_an_activity_becomes_a_plan_and_a_report(capsys: Captured) -> None:
    """What was unclear in it is told, and what neither of the two holds."""
    shutil.copy(RIVERTON, "activities.xml")
    activity = read_iati("activities.xml").activities[0]
    told = convert(capsys, "activities.xml", "a.yaml", "--report", "b.json")
    assert (activity.plan, activity.report) == (read_plan("a.yaml"), read_report("b.json"))
    assert [f"publicservice: {finding}" for finding in read_iati("activities.xml").findings][:5] == told[:5]
    assert "publicservice: not kept: the years of 6 baselines" in told
    assert any("organisations, status" in line for line in told)
    assert not any("--report" in line for line in told)
    told = convert(capsys, "activities.xml", "c.csv", "--activity", activity.id)
    assert "15 observations>; write it with --report FILE" in told[-3] + told[-1] + "".join(told)
    assert "no activity with results has this identifier" in refused(
        capsys, "activities.xml", "d.yaml", "--activity", "x"
    )


def _activities(*names: str) -> str:
    each = (
        f"<iati-activity><iati-identifier>{name}</iati-identifier><result type='1'><indicator measure='1'>"
        "<title><narrative>wells</narrative></title></indicator></result></iati-activity>"
        for name in names
    )
    return f"<iati-activities version='2.03'>{''.join(each)}</iati-activities>"


def test_one_of_several_activities_has_to_be_named(folder: Path, capsys: Captured) -> None:
    """The message says which there are; of a file without any, it says that."""
    (folder / "two.xml").write_text(_activities("A", "B"), encoding="utf-8")
    told = refused(capsys, "two.xml", "a.yaml")
    assert told.endswith("the file has several activities: 2; name one with --activity: A, B\n")
    assert "publicservice: not kept: 1 other activities of the file" in convert(
        capsys, "two.xml", "a.yaml", "--activity", "B"
    )
    (folder / "none.xml").write_text(_activities(), encoding="utf-8")
    assert "no activity of the file reports results" in refused(capsys, "none.xml", "b.yaml")


def test_many_findings_are_counted(folder: Path, capsys: Captured) -> None:
    """The first fifty are told, and how many there are."""
    wells = "<indicator measure='1'><title><narrative>wells</narrative></title></indicator>"
    text = _activities("A").replace("</result>", f"{wells * 60}</result>")
    (folder / "many.xml").write_text(text, encoding="utf-8")
    told = convert(capsys, "many.xml", "a.yaml")
    assert any(line.endswith("more findings of that kind") for line in told)
    assert len(told) < 60


PUBLISHED = ("--publisher", "XM-EX-1,10,Ministry of Example", "--result-type", "output")


def test_a_plan_and_its_report_become_an_activity(capsys: Captured) -> None:
    """With what the standard asks for and a plan does not hold; what the file does not say is told."""
    (Path("seen.csv")).write_text("indicator,value,id\nwells dug,38 facilities,dug\n", encoding="utf-8")
    told = convert(capsys, "plan.yaml", "a.xml", "--report", "seen.csv", *PUBLISHED, "--description", "Water.")
    assert [] == [line for line in told if not line.startswith("publicservice: note: ")]
    activity = read_iati("a.xml").activity("XM-EX-1-water")
    assert ["40 facilities"] == [str(node.goal) for node in activity.plan.programmes[0].targets]
    assert ["38 facilities"] == [str(one.value) for one in activity.report.programmes[0].observations]
    assert "Water." == activity.details.description
    convert(capsys, "plan.yaml", "b.xml", *PUBLISHED)
    assert () == read_iati("b.xml").reports
    words = ("--description", "Water.", "--loose", "--baseline-year", "2022")
    convert(capsys, "a.xml", "c.xml", *PUBLISHED, *words)
    assert activity.plan.programmes[0].targets == read_iati("c.xml").plans[0].programmes[0].targets


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["plan.yaml", "a.xml"], "lacks: Water for Riverton: who publishes it"),
        (["plan.yaml", "a.xml", "--publisher", "XM"], "not a publisher: 'XM'; expected REF,TYPE,NAME"),
        (["plan.yaml", "a.xml", "--report", "plan.yaml", *PUBLISHED], "not a report: 'plan.yaml'"),
        (["report.yaml", "a.xml"], "an activity is made of a plan: 'Report'; convert PLAN, with --report REPORT"),
    ],
)
def test_what_makes_no_activity_is_told(words: list[str], expected: str, capsys: Captured) -> None:
    """All that lacks at once, or that it is no plan."""
    assert expected in refused(capsys, *words)


# --- what is refused


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["none.yaml", "a.json"], "there is no such file: 'none.yaml'"),
        (["-", "a.json"], "standard input is not read"),
        (
            ["plan.yaml", "a.docx"],
            "the form cannot be told from the name: 'a.docx'; expected a file that ends in .yaml",
        ),
        (["report.yaml", "a"], "the form cannot be told from the name: 'a'"),
        (["plan.doc", "a.yaml"], "there is no such file: 'plan.doc'"),
        (["target.json", "a.yaml"], "nothing is made of this: 'Target'; expected a plan, a report or observations"),
        (["targets.json", "a.yaml"], "nothing is made of this: 'tuple'"),
        (["broken.json", "a.yaml"], "'broken.json' has 1 fault"),
        (["plan.yaml", "no/such/folder.json"], "the file cannot be written"),
    ],
)
def test_what_cannot_be_converted_is_refused(folder: Path, words: list[str], expected: str, capsys: Captured) -> None:
    """With the reason, and without a file."""
    (folder / "target.json").write_text(to_json(Target("a", "5 beds")), encoding="utf-8")
    (folder / "targets.json").write_text(to_json([Target("a", "5 beds")]), encoding="utf-8")
    (folder / "broken.json").write_text("{", encoding="utf-8")
    assert expected in refused(capsys, *words)


@pytest.mark.parametrize("taken", ["a.csv", "a.resource.json"])
def test_nothing_is_replaced_unless_that_is_said(folder: Path, taken: str, capsys: Captured) -> None:
    """Neither the table nor its descriptor, nor a link that leads nowhere; with --force both are."""
    (folder / taken).write_text("mine", encoding="utf-8")
    assert f"there is a file of that name: '{taken}'; --force replaces it" in refused(capsys, "plan.yaml", "a.csv")
    convert(capsys, "plan.yaml", "a.csv", "--force")
    assert "mine" != (folder / taken).read_text(encoding="utf-8")
    Path("link.json").symlink_to("nowhere")
    assert 2 == main(["convert", "plan.yaml", "link.json"])
    assert "there is a file of that name: 'link.json'" in capsys.readouterr().err


def test_the_report_of_an_activity_replaces_nothing_either(folder: Path, capsys: Captured) -> None:
    """It is looked at before the plan is written."""
    shutil.copy(RIVERTON, "activities.xml")
    (folder / "b.yaml").write_text("mine", encoding="utf-8")
    told = refused(capsys, "activities.xml", "a.yaml", "--report", "b.yaml")
    assert "there is a file of that name: 'b.yaml'" in told


def test_without_pyarrow_only_parquet_is_refused(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    """What to install is said."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.delitem(sys.modules, "publicservice.io.parquet")
    monkeypatch.delattr("publicservice.io.parquet")
    assert "pip install 'publicservice[parquet]'" in refused(capsys, "plan.yaml", "a.parquet")
    assert [] == convert(capsys, "plan.yaml", "a.json")


@pytest.mark.parametrize("year", ["22", "MMXXII", "20222"])
def test_a_year_has_four_digits(year: str, capsys: Captured) -> None:
    """Anything else is a slip of the command line."""
    with pytest.raises(SystemExit):
        main(["convert", "plan.yaml", "a.xml", "--baseline-year", year])
    assert f"not a year: '{year}'; expected such as 2022" in capsys.readouterr().err


# --- schema


@pytest.mark.parametrize("name", ["plan", "assessment", "coverage rate", "coverage-rate"])
def test_a_schema_is_printed(name: str, capsys: Captured) -> None:
    """The one that `schema` gives; a hyphen stands for the blank in a name."""
    assert 0 == main(["schema", name])
    assert schema(name.replace("-", " ")) == json.loads(capsys.readouterr().out)


def test_an_unknown_schema_is_refused(capsys: Captured) -> None:
    """With the nearest names."""
    assert 2 == main(["schema", "plam"])
    told = capsys.readouterr()
    assert ("", True) == (told.out, "did you mean 'plan'" in told.err)


def test_an_assessment_is_printed_as_a_table_of_rows(capsys: Captured) -> None:
    """CSV: a line for each row of `to_rows`, with decimals as they are and a formula as a text."""
    Path("p.json").write_text(
        to_json(Plan("P", period=2023, targets=[Target("=wells dug", "40 facilities")])), encoding="utf-8"
    )
    assert 0 == main(["assess", "p.json", "report.yaml", "--format", "csv"])
    header, row = capsys.readouterr().out.splitlines()
    assert header.startswith("id,kind,part_of,title,programme,place,group,period,goal,unit,baseline")
    assert row.startswith("wells-dug,target,,'=wells dug,,,,2023,40 facilities,facility,")


def test_a_table_without_rows_is_a_report_without_entries(tmp_path: Path) -> None:
    """Of nothing there is no list to exchange; a report of the table's name says as much, in JSON as in YAML."""
    table = tmp_path / "quarter.csv"
    table.write_text("indicator,value\n", encoding="utf-8")
    for name in ("out.json", "out.yaml"):
        assert 0 == main(["convert", str(table), str(tmp_path / name)])
        made = read_report(tmp_path / name)
        assert ("quarter", ()) == (made.title, tuple(made.observations))
