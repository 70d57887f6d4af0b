"""
The cells of a table of observations: which columns it may have, and how a cell of each is read.

Tables come from CSV files, dataframes, databases and spreadsheets, and each has its own ways to hold a year, a number
or nothing at all.
"""

from __future__ import annotations

import functools
import numbers
import operator
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any, SupportsIndex, TypeAlias

import attrs

from publicservice.errors import FigureTextError, ModelError, UnknownUnitError, WrongTypeError, shown
from publicservice.figures import Figure, figure
from publicservice.figures.phrases import POLICIES
from publicservice.interval import Interval
from publicservice.model.entry import Stage
from publicservice.model.fields import choice
from publicservice.model.goal import Better
from publicservice.model.indicator import Indicator, Kind
from publicservice.model.people import Population
from publicservice.model.period import Period, period
from publicservice.model.place import Place, place
from publicservice.model.source import Source
from publicservice.units import Unit, Vocabulary

__all__ = [
    "ALIAS_MARK", "COLUMNS", "NOUNS", "PLAIN", "TEXTS", "Cell", "ColumnUnit", "cell_readers", "cell_text", "figure_of",
    "noun_of", "plain_cell",
]  # fmt: skip

Cell: TypeAlias = "str | int | float | Decimal | Fraction | date"

# The columns of each noun within an observation, with the noun's field that each one fills.
NOUNS: dict[str, dict[str, str]] = {
    "indicator": {
        "indicator": "name", "indicator_unit": "unit", "kind": "kind", "better": "better", "aliases": "aliases",
    },
    "place": {"place": "name", "place_level": "level", "place_code": "code"},
    "population": {
        "group": "who", "group_size": "size", "group_within": "within", "group_open": "is_open", "group_note": "note",
    },
    "source": {"source": "title"}
    | {
        f"source_{field}": field
        for field in ("publisher", "published", "author", "speaker", "location", "url", "language", "note")
    },
}  # fmt: skip
COLUMNS = (
    *("indicator", "period", "place", "group", "value", "unit", "exact", "within", "result", "stage", "lead"),
    *("kind", "better", "aliases", "indicator_unit", "place_level", "place_code"),
    *("group_size", "group_within", "group_open", "group_note"),
    *(*NOUNS["source"], "note", "printed", "id"),
)
PLAIN = ("period", "result", "stage", "lead", "note", "printed", "id")  # columns of the name of their field
TEXTS = frozenset(COLUMNS) - {"value", "exact", "within", "period", "source_published", "group_size", "group_open"}
ALIAS_MARK = ";"

_CACHED = 4096  # distinct texts of a column that are remembered
_MOST_BITS = 200
_MIDNIGHT = re.compile(r"(\d{4}-\d\d-\d\d)[T ]00:00(?::00(?:\.0+)?)?", re.ASCII)
_WHOLE_YEAR = re.compile(r"(\d{4})\.0+", re.ASCII)
_NUMERAL = re.compile(r"\d[\d,]*(?:\.\d+)?", re.ASCII)
_SET = re.compile(r"[\[(][-0-9.∞]{1,90}, ?[-0-9.∞]{1,90}[\])]", re.ASCII)
_ANSWERS: dict[Any, bool] = {"yes": True, "true": True, 1: True, "no": False, "false": False, 0: False}


# --- what a cell holds


def plain_cell(cell: object) -> Cell | None:
    """
    The text, number or date in a cell of any dataframe; None where the cell is empty.

    None, blank text, NaN and the missing values of pandas are empty. Scalars of NumPy become Python's own.

    Raises:
        WrongTypeError: If the cell holds something else, such as a list.

    Example:
        >>> plain_cell("85.0 %"), plain_cell(float("nan")), plain_cell(" ")
        ('85.0 %', None, None)
    """
    if isinstance(cell, str):
        return str(cell) if cell and not cell.isspace() else None
    if cell is None or _is_missing(cell):
        return None
    if isinstance(cell, int | float | Decimal | Fraction | date):
        return cell
    if (scalar := _from_scalar(cell)) is not None:
        return scalar
    seen = f"{shown(cell)} ({type(cell).__name__})"
    raise WrongTypeError("a cell holds something that cannot be read", seen=seen, expected="text, a number or a date")


def _is_missing(cell: Any) -> bool:
    """Whether a value is one that stands for none: it differs from itself, or will not even say so (pandas.NA)."""
    if isinstance(cell, Decimal):
        return cell.is_nan()
    try:
        differs = cell != cell  # noqa: PLR0124  (NaN is what is not equal to itself)
        return differs is cell or bool(differs)
    except Exception:  # whatever a foreign object does, it is told as a cell that cannot be read
        return False


def _from_scalar(cell: Any) -> Cell | None:
    """The Python number, truth or date of a NumPy scalar; None if it is no scalar."""
    if isinstance(cell, numbers.Integral) and isinstance(cell, SupportsIndex):
        return operator.index(cell)
    if isinstance(cell, numbers.Real):
        with suppress(InvalidOperation):
            return Decimal(str(cell))  # the shortest text for a number of its own width, such as a float32
    with suppress(AttributeError, TypeError, ValueError):
        inner = cell.item()
        if not hasattr(cell, "__len__") and isinstance(inner, int | date):
            # A time in nanoseconds is given as a whole number, which is not to be taken for a year.
            return str(cell) if type(inner) is int else inner
    return None


# --- figures


@attrs.frozen(eq=False)
class ColumnUnit:
    """
    What the column `unit` says of a row: a unit, and how many of it one stands for.

    Attributes:
        unit: The unit.
        text: As written: "万人", "thousand persons".
        scale: 10,000 and 1,000 in these; 1 for a plain unit.
    """

    unit: Unit
    text: str
    scale: Decimal = Decimal(1)

    def behind(self, number: str) -> str:
        """A number with this unit behind it, as it would be printed."""
        return f"{number}{self.text}" if self.text[0] > "⺀" else f"{number} {self.text}"


def _column_unit(vocabulary: Vocabulary, cell: Cell) -> ColumnUnit:
    text = cell_text(cell).strip()
    try:
        return ColumnUnit(vocabulary.unit(text), text)
    except UnknownUnitError:
        if text[0].isalpha():
            with suppress(FigureTextError, UnknownUnitError):
                one = figure(ColumnUnit(vocabulary.unit("1"), text).behind("1"), exact=True, counts=vocabulary.counts)
                scale = one.exactly().low
                if scale > 1 and scale == Decimal(1).scaleb(scale.adjusted()):
                    return ColumnUnit(one.unit, text, scale)
        raise


def figure_of(
    value: Cell | None,
    its_unit: ColumnUnit | None,
    exact: bool = False,
    within: Interval | None = None,
    *,
    counts: tuple[str, ...] = (),
) -> Figure:
    """
    The figure of a row: a text as it is printed, a number as exactly itself.

    Args:
        value: The cell of the column `value`; None where only the set is known.
        its_unit: What the column `unit` says.
        exact: Whether a text stands for its number only.
        within: The set of values, where it is known by itself. [unit of the column]
        counts: Further kinds of count that the value's own unit may name.

    Raises:
        FigureTextError: If the value is not a figure.
        ModelError: If the value lies outside its set, or the set of an exact figure is given.
        UnlikeUnitsError: If the value's own unit is not of the column's kind.
        UnknownUnitError: If the value's own unit is not known.

    Example:
        >>> print(figure_of("686,000 jobs", ColumnUnit(Vocabulary().unit("job"), "job")).admissible)
        [685500, 686500]
    """
    if exact and within is not None:
        raise ModelError("a figure is exact or lies within a set, not both", hint="leave one of the two cells empty")
    scale = its_unit.scale if its_unit else Decimal(1)
    if isinstance(value, bool | date):
        expected = "a number, or a text such as '47,300 positions'"
        raise WrongTypeError("not a number", seen=shown(value), expected=expected)
    if isinstance(value, str):
        made = _printed(value, its_unit, exact, counts)
        return made if within is None else attrs.evolve(made, set=within.scaled(Fraction(scale)))
    made = figure(value, its_unit.unit if its_unit else None, within=within)
    return made if scale == 1 else made * scale


def _printed(text: str, its_unit: ColumnUnit | None, exact: bool, counts: tuple[str, ...]) -> Figure:
    if text in POLICIES:
        made = _printed(f"+{text}", its_unit, exact, counts)
        return attrs.evolve(made, reading=made.reading and attrs.evolve(made.reading, text=text))
    if its_unit is None:
        return figure(text, exact=exact, counts=counts)
    if its_unit.scale == 1:
        made = figure(text, its_unit.unit, exact=exact, counts=counts)
        # A like unit within the text is kept as it was printed, not converted.
        return made if made.reading is not None else figure(text, exact=exact, counts=counts)
    made = figure(text, exact=exact, counts=counts)
    reading = made.reading
    if reading is None or reading.unit_text:
        made.unit.factor_to(its_unit.unit)
        return made
    numeral, number = _NUMERAL.search(text), reading.low if reading.value is None else reading.value
    if numeral is None or number is None or Decimal(numeral.group().replace(",", "")) != abs(number):
        hint = "write the number in digits only, or the unit without its scale"
        raise FigureTextError(f"the unit '{its_unit.text}' would scale this once more", seen=shown(text), hint=hint)
    return figure(its_unit.behind(text), exact=exact, counts=counts)


# --- the other columns


def cell_text(cell: Cell) -> str:
    """Text; the whole numbers of codes and ids too, which pandas turns into floats where one is missing."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, float | Decimal) and -(10**15) < cell < 10**15 and cell == cell // 1:
        cell = int(cell)
    if isinstance(cell, bool) or not isinstance(cell, int) or cell.bit_length() > _MOST_BITS:
        raise WrongTypeError("not text", seen=shown(cell), expected="text")
    return str(cell)


def _period(cell: Cell) -> Period:
    """A period from text, a year as any number, or a day; of what spreadsheets and dataframes make of these too."""
    if isinstance(cell, str):
        text = cell.strip()
        made_up = _MIDNIGHT.fullmatch(text) or _WHOLE_YEAR.fullmatch(text)
        return period(made_up[1] if made_up else text)
    if isinstance(cell, date | SupportsIndex):
        return period(cell)
    if not 0 < cell < 10**6 or cell != cell // 1:
        raise WrongTypeError("not a period", seen=shown(cell), expected="a text such as '2021-11', a year, or a date")
    return period(int(cell))


def _answer(cell: Cell) -> bool:
    answer = _ANSWERS.get(cell.strip().lower() if isinstance(cell, str) else cell)
    if answer is None:
        raise WrongTypeError("not an answer", seen=shown(cell), expected="yes or no, or nothing at all")
    return answer


def _set(cell: Cell) -> Interval:
    if not isinstance(cell, str) or not _SET.fullmatch(cell.strip()):
        expected = "two numbers in brackets, such as [67.5, 68.5] or (0, ∞)"
        raise FigureTextError("not a set of values", seen=shown(cell), expected=expected)
    return Interval.parse(cell.strip())


def _aliases(cell: Cell) -> tuple[str, ...]:
    return tuple(alias.strip() for alias in cell_text(cell).split(ALIAS_MARK))


def cell_readers(counts: Iterable[str] = ()) -> dict[str, Callable[[Any], Any]]:
    """
    How the cells of those columns are read that do not just hold text; `value` left out: it needs others of its row.

    What repeats is read once, for as long as the readers are kept.

    Args:
        counts: Further kinds of count that units may name.
    """
    vocabulary = Vocabulary(tuple(counts))
    size = functools.partial(figure, counts=vocabulary.counts)
    slow: dict[Callable[[Any], Any], str] = {
        functools.partial(_column_unit, vocabulary): "unit",
        lambda cell: _column_unit(vocabulary, cell).unit: "indicator_unit",
        _period: "period source_published",
        functools.partial(_word, Stage): "stage",
        functools.partial(_word, Kind): "kind",
        functools.partial(_word, Better): "better",
        _aliases: "aliases",
        size: "group_size",
    }
    readers: dict[str, Callable[[Any], Any]] = {"exact": _answer, "group_open": _answer, "within": _set}
    for read, columns in slow.items():
        readers |= dict.fromkeys(columns.split(), functools.lru_cache(_CACHED, typed=True)(read))
    return readers


def _word(kind: type[Stage | Kind | Better], cell: Cell) -> Any:
    return choice(kind, cell_text(cell))


def noun_of(noun: str, parts: tuple[tuple[str, Any], ...]) -> Any:
    """
    The indicator, place, population or source that a row's columns make.

    Args:
        noun: Which of them.
        parts: The columns and what their cells say.

    Raises:
        PublicServiceError: If the noun refuses it.

    Example:
        >>> noun_of("place", (("place", "Linyi, Shandong, CN"), ("place_code", "371300"))).code
        '371300'
    """
    fields = NOUNS[noun]
    return _MAKERS[noun](**{fields[column]: said for column, said in parts})


def _place(name: str, level: str = "", code: str = "") -> Place:
    return attrs.evolve(place(name), level=level, code=code)


_MAKERS: dict[str, Callable[..., Any]] = {
    "indicator": Indicator,
    "place": _place,
    "population": Population,
    "source": Source,
}
