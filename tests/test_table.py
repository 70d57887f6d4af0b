"""Tables show every cell literally, whatever it holds, in each of their forms."""

from __future__ import annotations

import copy
import json
import pickle
import re
import unicodedata
from collections import Counter
from decimal import Decimal, localcontext
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from publicservice.errors import ModelError, WrongTypeError
from publicservice.table import Bar, Table, Tone, display_width

HOSTILE = [
    "\x1b[31m",
    "\u202e",
    "\r\n",
    "\n",
    "\t",
    "\x00",
    "\ud800",
    "\U000e0001",
    "|",
    "\\",
    "`",
    "<b>",
    "</td>",
    "<!--",
]
OTHERS = [
    "&amp;",
    "**",
    "_",
    "$",
    "www.",
    "https://",
    "]](",
    "# ",
    "1. ",
    "- ",
    "  ",
    "床位",
    "，",
    "（",
    "e\u0301",
    "\u00a0",
]

any_text = st.text(st.characters())
hostile_text = st.lists(st.sampled_from(HOSTILE + OTHERS) | st.text(max_size=4), max_size=6).map("".join)
cells = any_text | hostile_text
plain = st.text(st.sampled_from("ab9.-/% 床位，（）」e\u0301\u200d"), max_size=60)


@st.composite
def tables(draw: st.DrawFn, texts: st.SearchStrategy[str] = cells, most_columns: int = 5) -> Table:
    """Tables of a few columns and rows whose texts are drawn from a strategy."""
    columns = draw(st.lists(texts, min_size=1, max_size=most_columns, unique=True))
    rows = draw(st.lists(st.tuples(*[texts] * len(columns)), max_size=4))
    tone: st.SearchStrategy[Tone] = st.sampled_from(["", "good", "bad", "warn", "muted"])
    tones = draw(st.just([]) | st.lists(tone, min_size=len(rows), max_size=len(rows)))
    right = draw(st.lists(st.sampled_from(columns), unique=True))
    return Table(columns, rows, title=draw(texts), notes=draw(st.lists(texts, max_size=2)), right=right, tones=tones)


class Page(HTMLParser):
    """What a browser would see: the tags with their attributes, and the text of each body cell."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: Counter[str] = Counter()
        self.attributes: set[str] = set()
        self.cells: list[str] = []
        self.others: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Count a tag and keep its attributes."""
        self.seen[tag] += 1
        self.attributes |= {f"{name}={value}" for name, value in attrs}
        if tag == "td":
            self.cells.append("")

    def handle_data(self, data: str) -> None:
        """Keep text with the body cell that it stands in."""
        if self.cells:
            self.cells[-1] += data

    def handle_comment(self, data: str) -> None:
        """Keep what should not be there."""
        self.others.append(data)

    def handle_decl(self, decl: str) -> None:
        """Keep what should not be there."""
        self.others.append(decl)

    def handle_pi(self, data: str) -> None:
        """Keep what should not be there."""
        self.others.append(data)


def harmless(letter: str) -> bool:
    """Whether a terminal or a page only draws the letter."""
    return letter.isprintable() or letter in "\n\u200c\u200d" or unicodedata.category(letter) == "Zs"


PLAN = Table(
    ("indicator", "goal", "verdict"),
    (
        ("public-welfare positions created", "47,300 positions", "met"),
        ("  rural", "42,000 positions", "met"),
        ("  urban", "5,300 positions", "not met"),
        ("幼儿园覆盖率", "at least 85 %", ""),
    ),
    title="Linyi 2022",
    notes=("Goals as printed.",),
    right=("goal",),
    tones=("", "good", "bad", "muted"),
)


def test_text_is_laid_out_in_columns() -> None:
    """Columns are one blank apart, figures are aligned right, indentation is kept, and rules part title and notes."""
    assert [
        "Linyi 2022",
        "---------------------------------------------------------",
        "indicator                                    goal verdict",
        "-------------------------------- ---------------- -------",
        "public-welfare positions created 47,300 positions met",
        "  rural                          42,000 positions met",
        "  urban                           5,300 positions not met",
        "幼儿园覆盖率                        at least 85 %",
        "---------------------------------------------------------",
        "Goals as printed.",
    ] == str(PLAN).splitlines()


def test_columns_shrink_at_word_ends() -> None:
    """A table too wide wraps where words end, and its widest columns first."""
    assert [
        "Linyi 2022",
        "------------------------------------",
        "indicator               goal verdict",
        "-------------- ------------- -------",
        "public-welfare        47,300 met",
        "positions          positions",
        "created",
    ] == PLAN.to_text(36).splitlines()[:7]


def test_a_narrow_table_becomes_a_list() -> None:
    """Where words would have to be cut, each row is a list of its cells, and empty ones are left out."""
    assert [
        "Linyi 2022",
        "--------------------",
        "indicator",
        "--------------------",
        "public-welfare",
        "positions created",
        "goal: 47,300",
        "  positions",
        "verdict: met",
        "--------------------",
        "  rural",
    ] == PLAN.to_text(20).splitlines()[:11]
    assert ["幼儿园覆盖率", "goal: at least", "  85 %", "--------------------", "Goals as printed."] == PLAN.to_text(
        1
    ).splitlines()[-5:]


def test_lines_that_go_on_keep_the_indentation() -> None:
    """A wrapped cell of a tree stays under its own beginning; indentation never takes more than half of a column."""
    tree = Table(("n",), ((f"  {'word ' * 6}",), (f"{' ' * 30}deep words go on",)))
    assert ["  word word word", "  word word word", " " * 10 + "deep words", " " * 10 + "go on"] == tree.to_text(
        20
    ).splitlines()[2:]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("全年新增五十个城市公，三十个停车场", ["全年新增五十个城市", "公，三十个停车场"]),
        ("全年新增五十个城市（园）", ["全年新增五十个城市", "（园）"]),
        ("CNY/person/year/household CNY", ["CNY/person/year/", "household CNY"]),
        ("about one bed in a -x", ["about one bed in a", "-x"]),
        ("wordword one two 85 %", ["wordword one two", "85 %"]),
        ("床\u0301" * 11, ["床\u0301" * 10, "床\u0301"]),
        ("👩\u200d👧" * 5 + "x", ["👩\u200d👧" * 5, "x"]),
        ("a" * 42, ["a" * 20, "a" * 20, "aa"]),
        ("two words　ideographic　　 blank", ["two words", "ideographic", "blank"]),
    ],
)
def test_where_lines_break(text: str, lines: list[str]) -> None:
    """Lines end at blanks, joining hyphens and slashes, and beside wide letters, but not before closing marks."""
    assert lines == Table(("x",), ((text,),)).to_text(20).splitlines()[2:]


@given(tables(), st.integers(20, 120))
@example(Table(["a", ""], [["1", ""]]), 20)
@example(Table([*"abcdefghijklmnopqrst"], [["床位"] * 20]), 20)
def test_no_line_exceeds_the_width(table: Table, width: int) -> None:
    """No line of the text is wider than asked for, and none ends in a blank."""
    for line in table.to_text(width).split("\n"):
        assert width >= display_width(line)
        assert line.rstrip() == line


@given(tables(plain), st.integers(20, 60) | st.none())
def test_text_loses_no_letter(table: Table, width: int | None) -> None:
    """Wrapping leaves out blanks only, at any width."""
    given_letters = Counter("".join(["".join(row) for row in table.rows] + [table.title, *table.notes]))
    shown_letters = Counter(table.to_text(width))
    assert [] == [letter for letter, times in given_letters.items() if letter != " " and shown_letters[letter] < times]


@given(tables())
def test_nothing_that_acts_is_shown(table: Table) -> None:
    """Control characters, overrides and surrogates of a document reach no terminal and no page."""
    for text in (table.to_text(), table.to_text(20), table.to_markdown(), table.to_html()):
        assert "" == "".join(letter for letter in text if not harmless(letter))


@given(tables(), st.integers(20, 80))
def test_colour_changes_nothing_but_colour(table: Table, width: int) -> None:
    """Painted text without its sequences is the unpainted text."""
    assert table.to_text(width) == re.sub(r"\x1b\[\d+m", "", table.to_text(width, colour=True))


def test_tones_paint_the_first_cell() -> None:
    """The first cell of a toned row is painted in both layouts, title and header are bold, the rest is left alone."""
    wide, narrow = PLAN.to_text(colour=True).splitlines(), PLAN.to_text(20, colour=True).splitlines()
    assert "\x1b[1mLinyi 2022\x1b[0m" == wide[0]
    assert "public-welfare positions created 47,300 positions met" == wide[4]
    assert "\x1b[31m  urban\x1b[0m                           5,300 positions not met" == wide[6]
    assert ["\x1b[1mindicator\x1b[0m", "\x1b[31m  urban\x1b[0m"] == [x for x in narrow if "indic" in x or "urban" in x]


def test_escapes_are_visible() -> None:
    """A hostile cell is shown with escapes, its newlines become lines, and a tab becomes blanks."""
    hostile = Table(("n",), (("\x1b[2J\u202eok\tx\r\nnext\U000e0001\ud800\n \n",),))
    assert [r"\u001b[2J\u202eok    x", r"next\U000e0001\ud800"] == hostile.to_text().splitlines()[2:]


@pytest.mark.parametrize(
    ("text", "width"),
    [("", 0), ("beds", 4), ("床位", 4), ("ＡＢ", 4), ("e\u0301", 1), ("\u200d", 0), ("한", 2), ("é", 1)],
)
def test_display_width(text: str, width: int) -> None:
    """Wide letters take two columns, combining marks and joiners none."""
    assert width == display_width(text)


def test_a_table_without_rows_says_so() -> None:
    """Every form of an empty table has its title, its notes, and the words for nothing."""
    empty = Table(("finding",), (), title="Findings", notes=("All rules ran.",))
    assert "Findings\nnothing to show\nAll rules ran." == empty.to_text()
    assert "**Findings**\n\n| finding |\n| --- |\n\nnothing to show\n\nAll rules ran." == empty.to_markdown()
    assert ["nothing to show", "All rules ran."] == [cell.strip() for cell in Page(empty.to_html()).cells]
    assert [] == empty.to_records()


@given(tables())
def test_records_give_every_cell_back(table: Table) -> None:
    """Every cell is recoverable from the records, unchanged."""
    assert list(table.rows) == [tuple(record[name] for name in table.columns) for record in table.to_records()]
    assert table.to_records() == json.loads(json.dumps(table.to_records()))


@given(tables())
def test_html_has_no_tags_but_ours(table: Table) -> None:
    """Whatever cells hold, a browser finds our tags and attributes in our numbers, and the text of each cell."""
    page = Page(table.to_html())
    ours = {"div", "style", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "span", "br"}
    assert set() == set(page.seen) - ours
    assert set() == {a for a in page.attributes if not re.fullmatch(r"class=ps-[a-z -]+|scope=col|colspan=\d", a)}
    assert [] == page.others
    assert len(table.columns) == page.seen["th"]
    assert max(1, len(table.rows) * len(table.columns)) + len(table.notes) == page.seen["td"]


@given(tables(plain))
def test_html_shows_each_cell(table: Table) -> None:
    """The text that a page shows is the text of the cell; indentation is made of non-breaking blanks."""
    seen = [cell.rstrip().replace("\u00a0", " ") for cell in Page(table.to_html()).cells]
    body = [cell.rstrip() for row in table.rows for cell in row]
    assert body == seen[: len(body)]


def test_html_marks_figures_tones_and_trees() -> None:
    """Right-aligned cells, toned rows and indented cells carry classes; a long figure may wrap."""
    html = Table(("a", "b"), (("  x", "1 %"), ("y", "9" * 30)), right=("b",), tones=("warn", "")).to_html()
    tree = '<td><div class="ps-tree"><span>&nbsp;&nbsp;</span><span>x</span></div></td>'
    assert f'<tr class="ps-warn">{tree}<td class="ps-right ps-whole">1 %</td></tr>' in html
    assert f'<tr><td>y</td><td class="ps-right">{"9" * 30}</td></tr>' in html
    assert '<th scope="col">a</th><th scope="col" class="ps-right">b</th>' in html


@given(tables())
def test_markdown_has_one_line_for_each_row(table: Table) -> None:
    """Header, marks and rows are the only lines of the table, each with one cell for each column."""
    lines = [line for line in table.to_markdown().split("\n") if line.startswith("|")]
    assert len(table.rows) + 2 == len(lines)
    assert {len(table.columns) + 1} == {len(re.sub(r"\\.", "", line).split("|")) - 1 for line in lines}


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("a|b\\|c", r"a\|b\\\|c"),
        ("`*_~[x]$", r"\`\*\_\~\[x\]\$"),
        ("<b>&amp;", "&lt;b&gt;&amp;amp;"),
        ("  two\nlines", "&nbsp;&nbsp;two<br>lines"),
        ("# one", r"\# one"),
        ("12. of", r"12\. of"),
        ("---", r"\---"),
        ("+9.9 % of 12.5", "+9.9 % of 12.5"),
        ("https://a www.b", r"https\://a www\.b"),
    ],
)
def test_markdown_renders_literally(text: str, markdown: str) -> None:
    """Letters that mean something in Markdown are escaped where they mean it, and figures stay readable."""
    assert f"| x |\n| --- |\n| {markdown} |\n\n{markdown}" == Table(("x",), ((text,),), notes=(text,)).to_markdown()


def test_notebooks_get_every_form() -> None:
    """A notebook finds HTML, Markdown and plain text."""
    assert {"text/plain": str(PLAN), "text/html": PLAN.to_html()} == PLAN._repr_mimebundle_(include=None, exclude=None)
    assert (PLAN.to_html(), PLAN.to_markdown()) == (PLAN._repr_html_(), PLAN._repr_markdown_())


def test_lists_become_tuples() -> None:
    """Any iterables of text will do, and equal tables are equal and hashable."""
    assert Table(("a",), (("1",),)) == Table(["a"], iter([["1"]]))
    assert 1 == len({Table(("a",), (("1",),)), Table(["a"], [["1"]])})


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"rows": [["1", "2"], ["3"]]}, "row 2 has a wrong number of cells: 1; expected 2, one for each of ('a', 'b')"),
        ({"columns": ["a", "a"]}, "the columns cannot be told apart: ('a', 'a'); expected different names"),
        ({"columns": []}, "the columns cannot be told apart: (); expected different names"),
        ({"right": ["bb"]}, "no such column: 'bb'; expected ('a', 'b'); did you mean 'b'?"),
        ({"tones": ["good"] * 2}, "a wrong number of tones: 2; expected 1, one for each row"),
        (
            {"tones": ["ugly"]},
            "the tone of row 1 is unknown: 'ugly'; expected one of '', 'good', 'bad', 'warn', 'muted'",
        ),
    ],
)
def test_parts_that_do_not_fit_are_refused(arguments: dict[str, list[str]], message: str) -> None:
    """The error names the row or the column, the value seen and what was expected."""
    everything: dict[str, object] = {"columns": ["a", "b"], "rows": [["1", "2"]], **arguments}
    with pytest.raises(ModelError) as caught:
        Table(**everything)  # type: ignore[arg-type]
    assert message == str(caught.value)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"rows": "12"}, "the rows of a table cannot be read: '12'; expected a list of rows"),
        ({"rows": 12}, "the rows of a table cannot be read: 12; expected a list of rows"),
        ({"rows": [["1", "2"], "34"]}, "row 2 cannot be read: '34'; expected a list or tuple of texts"),
        (
            {"rows": [["1", 2]]},
            "row 1 cannot be read: item 2: 2; expected text; format numbers and dates before they enter a table",
        ),
        ({"notes": "note"}, "a list of texts was needed: 'note'; expected a list or tuple of texts"),
        ({"columns": 5}, "a list of texts was needed: 5; expected a list or tuple of texts"),
        ({"title": None}, "the title of a table is not text: None; expected text"),
    ],
)
def test_what_is_not_text_is_refused(arguments: dict[str, object], message: str) -> None:
    """Numbers and bare strings in the place of lists are refused with the row and the value."""
    everything: dict[str, object] = {"columns": ["a", "b"], "rows": [["1", "2"]], **arguments}
    with pytest.raises(WrongTypeError) as caught:
        Table(**everything)  # type: ignore[arg-type]
    assert message == str(caught.value)


def test_long_hostile_cells_end() -> None:
    """A cell without any place to break, or with nothing but marks, is laid out in one pass."""
    for text in ("x" * 30_000, "\u0301" * 30_000, "-" * 30_000, "床\u0301" * 10_000):
        seen = "".join(Table(("a",), ((text,),)).to_text(20).splitlines()[2:])
        assert (len(text), True) == (len(seen), text == seen)


# --- bars


@pytest.mark.parametrize(
    ("done", "mark", "blocks", "fill", "left"),
    [
        ("73", "91.5", "███████··│", "73.0", "91.5"),
        ("0", None, "··········", "0.0", None),
        ("-20", "0", "│·········", "0.0", "0.0"),
        ("4.9", "10", "·│········", "4.9", "10.0"),
        ("5", "100", "█········│", "5.0", "100.0"),
        ("99.99", None, "█████████·", "100.0", None),
        ("100", None, "██████████", "100.0", None),
        ("1E+40", "250", "█████████│", "100.0", "100.0"),
        ("1E-40", "-1E-40", "│·········", "0.0", "0.0"),
        ("33.3333333333333333333333333333333333333333333", "66.66", "███···│···", "33.3", "66.7"),
    ],
)
def test_a_bar_is_full_only_when_all_is_done(
    done: str, mark: str | None, blocks: str, fill: str, left: str | None
) -> None:
    """Less than nothing is drawn as nothing, more than all as all; the mark stands in the cell of its share."""
    with localcontext(prec=2):  # the caller's own context draws nothing
        bar = Bar("so much", Decimal(done), None if mark is None else Decimal(mark))
        drawn = bar.to_html()
    assert f"{blocks} so much" == bar
    assert (f"width:{fill}%" in drawn, left is not None) == (True, "ps-mark" in drawn)
    assert left is None or f"left:{left}%" in drawn


def test_a_bar_is_drawn_in_each_form_of_a_table() -> None:
    """Text and Markdown have blocks, HTML a strip; the number stands beside it in each, and records have it all."""
    bar = Bar("73 %", Decimal(73), Decimal("91.5"))
    table = Table(("target", "done"), (("beds", bar), ("cots", "")), right=("done",))
    assert "beds   ███████··│ 73 %" == table.to_text().splitlines()[2]
    assert "| beds | ███████··│ 73 % |" in table.to_markdown().splitlines()
    strip = '<span class="ps-strip" aria-hidden="true"><span class="ps-fill" style="width:73.0%"></span>'
    mark = '<span class="ps-mark" style="left:91.5%"></span></span><span class="ps-whole">73 %</span>'
    assert f'<td class="ps-bar">{strip}{mark}</td>' in table.to_html()
    assert {"target": "beds", "done": "███████··│ 73 %"} == table.to_records()[0]
    assert 15 == display_width(bar)


def test_a_bars_words_do_no_harm() -> None:
    """The words of a bar are shown literally, on one line, as those of any cell."""
    bar = Bar("<b>\x1b[31m\n\u202e1</b>", Decimal(5))
    drawn = Table(("a",), ((bar,),)).to_html()
    assert "&lt;b&gt;\\u001b[31m \\u202e1&lt;/b&gt;" in drawn
    assert not set(Table(("a",), ((bar,),)).to_text() + drawn) & {"\x1b", "\u202e"}


def test_a_bar_stays_a_bar_when_copied_or_sent() -> None:
    """Pickled, copied or in a copied table, it can still be drawn, and compares as its text."""
    bar = Bar("73 %", Decimal(73), Decimal(50))
    for other in (pickle.loads(pickle.dumps(bar)), copy.copy(bar), copy.deepcopy(bar)):
        assert (bar, Decimal(73), Decimal(50), "73 %") == (other, other.done, other.mark, other.words)
        assert bar.to_html() == other.to_html()
    table = pickle.loads(pickle.dumps(Table(("a",), ((bar,),))))
    assert 'class="ps-bar"' in table.to_html()
