"""Charts as pictures: SVG, PNG, PDF and files; fonts that are there or not; colours; matplotlib's settings; threads."""

from __future__ import annotations

import importlib
import itertools
import re
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import matplotlib as mpl
import pytest
from matplotlib import font_manager

import publicservice as ps
from publicservice.charts import Chart, claim_chart, colours, coverage_chart, fonts, series_chart
from publicservice.charts.chart import chart_of
from publicservice.charts.lettering import LABEL, block, width_of
from publicservice.charts.page import Page
from publicservice.errors import MissingExtraError, ModelError, PublicServiceError, WrongTypeError
from publicservice.faults import UnopenedFileError
from tests.made_font import make_font

SVG = "{http://www.w3.org/2000/svg}"


def jobs(title: str = "") -> Chart:
    """A chart."""
    verified = ps.verify_completion(says="108.9 %", actual="686,000 jobs", target="630,000 jobs")
    return claim_chart(verified, title=title)


def parsed(chart: Chart) -> ET.Element:
    """A chart's SVG as elements."""
    return ET.fromstring(chart.to_svg())  # noqa: S314  (the chart itself wrote it)


# --- SVG


def test_svg_is_the_same_each_time() -> None:
    """Two drawings of one chart, and of two charts of the same facts, are the same text, without a date."""
    first, second = jobs(), jobs()
    assert first.to_svg() == first.to_svg() == second.to_svg()
    assert "<metadata>" not in first.to_svg()


def test_svg_tells_what_it_shows() -> None:
    """The SVG carries the title and the words of the chart, escaped, and refers to them."""
    root = parsed(jobs("Jobs <b> & $x$\n2021"))
    title, words = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert words is not None
    assert "Jobs <b> & $x$ 2021" == title.text
    assert f"{title.get('id')} {words.get('id')}" == root.get("aria-labelledby")
    assert "img" == root.get("role")
    assert "consistent: says 108.9 %" in (words.text or "")


def test_svg_asks_for_nothing_remote() -> None:
    """Nothing in the SVG is fetched: no document type, no script, no image, no link but to its own parts."""
    svg = jobs("新增就业").to_svg()
    elements = list(parsed(jobs("新增就业")).iter())
    links = [value for one in elements for name, value in one.attrib.items() if name.endswith("href")]
    assert links
    assert all(link.startswith("#") for link in links)
    assert "<!DOCTYPE" not in svg
    assert not {f"{SVG}{tag}" for tag in ("script", "image", "a", "foreignObject")} & {one.tag for one in elements}


def test_letters_are_shapes_whatever_the_settings() -> None:
    """Letters are drawn as shapes, so that no reader needs the fonts, even where matplotlib is set to write text."""
    usual = jobs().to_svg()
    with mpl.rc_context({"svg.fonttype": "none"}):
        set_otherwise = jobs().to_svg()
    assert "<text" not in usual
    assert "<text" not in set_otherwise
    assert 10_000 < len(set_otherwise)


def test_names_in_one_page_do_not_clash() -> None:
    """Two charts on one page share no name, and the style of one does not reach beyond it."""
    one, other = (set(re.findall(r'\sid="([^"]+)"', chart.to_svg())) for chart in (jobs(), jobs("Other")))
    assert one
    assert set() == one & other
    own = re.search(r'<svg[^>]* id="(\w+)"', jobs().to_svg())
    assert own is not None
    assert f"#{own[1]} *{{stroke-linejoin" in jobs().to_svg()


def test_an_id_of_the_settings_is_replaced() -> None:
    """A name that matplotlib is set to give every SVG does not stand beside the chart's own."""
    with mpl.rc_context({"svg.id": "mine"}):
        opening = re.search(r"<svg[^>]*>", jobs().to_svg())
    assert opening is not None
    assert 1 == opening[0].count(" id=")


# --- other pictures


def test_png() -> None:
    """A PNG has the page's size in dots, and its words within it."""
    chart = jobs()
    width, height = chart.figure.get_size_inches()
    png = chart.to_png(dpi=100)
    assert b"\x89PNG" == png[:4]
    assert (int(width * 100), int(height * 100)) == (
        int.from_bytes(png[16:20], "big"),
        int.from_bytes(png[20:24], "big"),
    )
    assert b"consistent: says 108.9 %" in png
    assert png == chart.to_png(dpi=100)


def test_pdf() -> None:
    """A PDF has no date, so that it is the same each time."""
    chart = jobs("新增就业")
    assert b"%PDF" == chart.to_pdf()[:4]
    assert chart.to_pdf() == chart.to_pdf()
    assert b"CreationDate" not in chart.to_pdf()


@pytest.mark.parametrize(
    ("dpi", "error", "message"),
    [
        (9, ModelError, "from 10 to 1,200"),
        (1201, ModelError, "from 10 to 1,200"),
        (100.5, WrongTypeError, "a whole number"),
        (True, WrongTypeError, "a whole number"),
    ],
)
def test_dots_that_cannot_be(dpi: Any, error: type[Exception], message: str) -> None:
    """A number of dots that makes no picture is refused."""
    with pytest.raises(error, match=message):
        jobs().to_png(dpi=dpi)


def test_a_picture_that_would_fill_the_memory() -> None:
    """A picture of more than 100 million dots is refused, and the message says how fine it may be."""
    rates = {f"{at} {'x' * 200}": ps.CoverageRate(covered=1, eligible=2) for at in range(60)}
    chart = coverage_chart(ps.coverage_gaps(rates))
    with pytest.raises(ModelError, match="the picture would be too large") as told:
        chart.to_png(dpi=1200)
    finest = re.search(r"dpi=(\d+)", str(told.value))
    assert finest is not None
    assert 100 < int(finest[1]) < 1200


def test_a_notebook_shows_it() -> None:
    """A notebook is given the SVG, and the words where it cannot show that."""
    chart = jobs()
    assert {"text/plain": str(chart), "image/svg+xml": chart.to_svg()} == chart._repr_mimebundle_(include=None)
    assert "<Chart 'Jobs'>" == repr(jobs("Jobs"))


# --- files


@pytest.mark.parametrize("name", ["a.svg", "a.PNG", "图.pdf"])
def test_saved_by_suffix(tmp_path: Path, name: str) -> None:
    """The suffix says the kind of picture, a file of that name is replaced, and nothing else is left in the folder."""
    file = tmp_path / name
    file.write_text("old")
    jobs().save(file)
    expected = {".svg": b"<?xml", ".png": b"\x89PNG", ".pdf": b"%PDF-"}[file.suffix.lower()]
    assert file.read_bytes().startswith(expected)
    assert [name] == [one.name for one in tmp_path.iterdir()]


@pytest.mark.parametrize(
    ("name", "error", "message"),
    [
        ("a.gif", ModelError, "cannot be told from the name: 'a.gif'; expected .svg, .png or .pdf"),
        ("a", ModelError, "cannot be told from the name"),
        ("missing/a.svg", UnopenedFileError, "the file cannot be written"),
        ("a\0.svg", UnopenedFileError, "no file can have this name"),
    ],
)
def test_files_that_cannot_be_written(tmp_path: Path, name: str, error: type[Exception], message: str) -> None:
    """A file that cannot be written is told with the reason, and leaves nothing behind."""
    with pytest.raises(error, match=message):
        jobs().save(f"{tmp_path}/{name}")
    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize("path", [5, b"a.svg", None])
def test_what_is_no_path(path: Any) -> None:
    """A chart is saved to a path only."""
    with pytest.raises(WrongTypeError, match="not a path"):
        jobs().save(path)


# --- fonts


@pytest.fixture
def _without_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with no fonts but those that come with matplotlib."""
    known = fonts.installed()
    monkeypatch.setattr(fonts, "installed", lambda: frozenset(one for one in known if one.startswith("DejaVu")))


@pytest.fixture
def _with_chinese(tmp_path: Path) -> Iterator[None]:
    """A machine with a font for the Chinese letters of these tests, whatever else is installed."""
    font_manager.fontManager.addfont(make_font(tmp_path / "made.ttf", "Noto Sans CJK SC", "新增城镇就业公益性岗位，乡"))
    made = font_manager.fontManager.ttflist[-1]
    yield
    font_manager.fontManager.ttflist.remove(made)
    fonts._letters.cache_clear()
    font_manager.fontManager._findfont_cached.cache_clear()  # type: ignore[attr-defined]  # it would find the file


@pytest.mark.usefixtures("_with_chinese")
def test_chinese_is_drawn_where_a_font_has_it() -> None:
    """A Chinese title is drawn in an installed font, only its letters are, and there is nothing to note."""
    chart = jobs("新增城镇就业 2021")
    title, *others = chart.figure.texts
    assert "新增城镇就业 2021" == title.get_text()
    assert 2 == len(title.get_fontfamily())
    assert {("DejaVu Sans",)} == {tuple(one.get_fontfamily()) for one in others}
    assert () == chart.notes


@pytest.mark.usefixtures("_without_chinese")
def test_chinese_without_a_font_is_noted() -> None:
    """Where no font has the letters, boxes stand for them, and the note names the letters and what to install."""
    chart = jobs("新增城镇就业 2021")
    assert f"{fonts.BOX * 6} 2021" == chart.figure.texts[0].get_text()
    (note,) = chart.notes
    assert "6 letters cannot be drawn" in note
    assert "fonts-noto-cjk" in note
    for letter in "新增城镇就业":
        assert letter in note
    assert "新增城镇就业 2021" == chart.title
    assert "新增城镇就业" in chart.to_svg()
    assert chart.to_png()
    assert note in str(chart)


@pytest.mark.usefixtures("_with_chinese")
def test_other_letters_that_no_font_has() -> None:
    """For other scripts the note does not send people after Chinese fonts; what has no shape is not missed."""
    assert (f"新{fonts.BOX}", frozenset("𒀀")) == (fonts.drawable("新𒀀").text, fonts.drawable("新𒀀").missing)
    assert (("DejaVu Sans",), frozenset("𒀀")) == (fonts.drawable("𒀀").families, fonts.drawable("𒀀").missing)
    assert "1 letter cannot be drawn" in fonts.missing_note(frozenset("𒀀"))
    assert "noto-cjk" not in fonts.missing_note(frozenset("𒀀"))
    many = frozenset(map(chr, range(0x12000, 0x12020)))
    assert "and 20 more" in fonts.missing_note(many)
    tag = "\U000e0041"
    assert ("ab", frozenset()) == (fonts.drawable(f"a{tag}b").text, fonts.drawable(f"a{tag}b").missing)


@pytest.mark.usefixtures("_with_chinese")
@pytest.mark.parametrize("mark", ["\u0349", "\u20d1", "\u0903"])
def test_marks_that_no_font_has_together_with_their_letter(mark: str) -> None:
    """A letter and its marks are drawn in one font; a mark that this font lacks is a box, and is noted."""
    given = fonts.drawable(f"公{mark}a{mark}")
    assert f"公{fonts.BOX}" == given.text[:2]
    assert mark in given.missing
    assert "公" not in given.missing
    assert [given.text] == [one.text for one in block(f"公{mark}a{mark}", LABEL, 100).lines]


def test_letters_that_are_wider_together() -> None:
    """Arabic letters may be wider joined than alone: a word of them that is cut still keeps to its width."""
    word = "\u062d\u0689" * 20
    alone = sum(width_of(letter, LABEL) for letter in word[:6]) + 0.1
    assert width_of(word[:6], LABEL) > alone
    lines = block(word, LABEL, alone, most=20).lines
    assert word == "".join(line.text for line in lines)
    assert all(line.width <= alone for line in lines)


def test_nothing_in_a_text_is_markup() -> None:
    """What matplotlib would read as a formula, and refuse as a wrong one, is drawn as it stands."""
    chart = jobs("costs $\\nonsense{$ and a_b^c $5")
    assert "costs $\\nonsense{$ and a_b^c $5" == chart.figure.texts[0].get_text()
    assert chart.to_svg()
    assert chart.to_png()
    assert not any(text.get_parse_math() for text in chart.figure.texts)


@pytest.mark.usefixtures("_with_chinese")
def test_lines_break_where_they_may() -> None:
    """Lines break between words, and between Chinese letters but not before a comma; long words are cut."""
    assert ["at least", "80 %"] == [one.text for one in block("at least 80 %", LABEL, 52).lines]
    assert ["places for", "children"] == [one.text for one in block("places for\nchildren", LABEL, 60).lines]
    chinese = [one.text for one in block("公益性岗位，城乡", LABEL, 51).lines]
    assert "公益性岗位，城乡" == "".join(chinese)
    assert not any(line.startswith("，") for line in chinese)
    cut = [one.text for one in block("x" * 40, LABEL, 60).lines]
    assert "x" * 40 == "".join(cut)
    assert all(width_of(line, LABEL) <= 60 for line in cut)
    assert () == block("", LABEL, 60).lines


def test_texts_that_need_too_many_lines_say_so() -> None:
    """A text that is cut off ends in an ellipsis, within its width."""
    lines = block("many words " * 30, LABEL, 100, most=3).lines
    assert 3 == len(lines)
    assert lines[-1].text.endswith("…")
    assert all(line.width <= 100 for line in lines)


# --- settings and threads


@pytest.mark.parametrize(
    "settings",
    [
        {"figure.facecolor": "black", "axes.facecolor": "black", "text.color": "white", "savefig.facecolor": "red"},
        {"text.usetex": True},
        {"font.family": "serif", "font.size": 40, "font.weight": "bold", "font.style": "italic"},
        {"figure.constrained_layout.use": True},
        {"figure.autolayout": True},
        {"savefig.bbox": "tight", "savefig.transparent": True, "savefig.dpi": 10},
        {"path.sketch": (1, 100, 2)},
        {"axes.grid": True, "axes.xmargin": 0.3, "lines.linewidth": 9, "lines.marker": "o", "patch.edgecolor": "red"},
        {"text.parse_math": True, "axes.unicode_minus": False},
        {"svg.hashsalt": "salt"},
    ],
    ids=lambda settings: next(iter(settings)),
)
def test_what_is_set_elsewhere_does_not_count(settings: Any) -> None:
    """Whatever a notebook sets for its own figures, a chart is drawn the same; and it leaves all settings alone."""
    expected = series_chart(
        {2020: "80 %", 2021: "85 %"}, ps.Target("rate", "at least 85 %", baseline="70 %"), over=2021
    )
    with mpl.rc_context(settings):
        before = dict(mpl.rcParams)
        chart = series_chart(
            {2020: "80 %", 2021: "85 %"}, ps.Target("rate", "at least 85 %", baseline="70 %"), over=2021
        )
        assert expected.to_svg() == chart.to_svg()
        assert expected.to_png() == chart.to_png()
        assert before == dict(mpl.rcParams)


def test_pyplot_is_never_loaded() -> None:
    """No module of the charts imports pyplot, which keeps every figure and may open windows."""
    folder = Path(str(sys.modules["publicservice.charts"].__file__)).parent
    sources = "".join(path.read_text("utf-8") for path in folder.glob("*.py"))
    assert not re.search(r"^\s*(import|from) .*pyplot", sources, re.MULTILINE)


def test_charts_in_threads() -> None:
    """Charts made and drawn by several threads at once are the same as one after the other."""
    titles = [f"Title {at} 新增" for at in range(6)]
    expected = [jobs(title).to_svg() for title in titles]
    with ThreadPoolExecutor(6) as pool:
        assert expected == list(pool.map(lambda title: jobs(title).to_svg(), titles))


def test_one_chart_drawn_by_threads() -> None:
    """One chart drawn by several threads, as SVG and PNG, gives the same each time, and is as it was."""
    chart = jobs()
    svg, png, canvas, dpi = chart.to_svg(), chart.to_png(), chart.figure.canvas, chart.figure.dpi
    found: list[bool] = []
    threads = [
        threading.Thread(target=lambda: found.append((svg, png) == (chart.to_svg(), chart.to_png()))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [True] * 4 == found
    assert (canvas, dpi) == (chart.figure.canvas, chart.figure.dpi)


def test_going_on_with_the_figure() -> None:
    """The plot of rates has the rates' own coordinates, so that whoever goes on can draw at 80 %."""
    rates = {"a": ps.CoverageRate(covered=9, eligible=10), "b": ps.CoverageRate(covered=3, eligible=10)}
    chart = coverage_chart(ps.coverage_gaps(rates))
    (low, high), before = chart.figure.axes[0].get_xlim(), chart.to_svg()
    assert low <= 80 <= high
    chart.figure.axes[0].axvline(80)
    assert before != chart.to_svg()


# --- colours

# G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, A Physiologically-based Model for Simulation of Color Vision
# Deficiency (2009), severity 1.0, for linear RGB.
MACHADO = {
    "none": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
SAID_BY_COLOUR = {"good": colours.GOOD, "bad": colours.BAD, "unsure": colours.UNSURE, "grey": colours.SOFT}
PAIRS = [*itertools.combinations(SAID_BY_COLOUR.values(), 2)]


def linear(colour: str) -> tuple[float, float, float]:
    """The parts of an sRGB colour, as light adds up."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return red, green, blue


def lab(rgb: tuple[float, ...]) -> tuple[float, float, float]:
    """A linear sRGB colour in CIE L*a*b* (D65)."""
    red, green, blue = (min(max(part, 0.0), 1.0) for part in rgb)
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    f, g, h = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in (x, y, z))
    return 116 * g - 16, 500 * (f - g), 200 * (g - h)


def luminance(colour: str) -> float:
    """The relative luminance of WCAG 2."""
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("sight", MACHADO)
@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_colours_are_told_apart_by_all(sight: str, one: str, other: str) -> None:
    """Any two colours that say something are at least 20 apart in CIE L*a*b* (2.3 is just noticed), in every sight."""
    seen = []
    for colour in (one, other):
        rgb = linear(colour)
        seen.append(lab(tuple(sum(a * b for a, b in zip(row, rgb, strict=True)) for row in MACHADO[sight])))
    distance = sum((a - b) ** 2 for a, b in zip(*seen, strict=True)) ** 0.5
    assert distance >= 20


def test_text_is_readable_on_the_chart() -> None:
    """All text has a contrast of 4.5 to 1 at least, on the ground and on every shade that it may stand on."""
    shades = (colours.GROUND, colours.BAND, colours.PALE)
    assert all(contrast(text, shade) >= 4.5 for text in (colours.INK, colours.SOFT) for shade in shades)
    used = {str(text.get_color()) for text in jobs("Title").figure.texts}
    assert used <= {colours.INK, colours.SOFT}


def test_the_ground_is_the_charts_own() -> None:
    """A dark page does not swallow a chart: it brings its own ground."""
    assert "fill: #ffffff" in jobs().to_svg()


# --- matplotlib missing


@pytest.fixture
def _without_matplotlib(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine without matplotlib."""
    for name in [name for name in sys.modules if name.split(".")[0] == "matplotlib"]:
        monkeypatch.setitem(sys.modules, name, None)
    for name in [name for name in sys.modules if name.startswith("publicservice.charts")]:
        monkeypatch.delitem(sys.modules, name)
    kept = sys.modules["publicservice"].__dict__.pop("charts", None)
    yield
    sys.modules["publicservice"].__dict__["charts"] = kept


@pytest.mark.usefixtures("_without_matplotlib")
@pytest.mark.parametrize("module", ["publicservice.charts", "publicservice.charts.colours"])
def test_without_matplotlib_the_extra_is_named(module: str) -> None:
    """Whatever of the charts is imported, the error says which extra to install."""
    with pytest.raises(MissingExtraError, match=re.escape("pip install 'publicservice[charts]'")) as told:
        importlib.import_module(module)
    assert isinstance(told.value, PublicServiceError | ImportError)


def test_a_page_tells_what_it_lacks() -> None:
    """A page without anything makes a chart without notes."""
    assert () == chart_of(Page(), "Empty", "Nothing").notes
