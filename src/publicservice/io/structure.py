"""
Plain data made into nouns: everything that is wrong with it at once, each fault with its line.

`nouns.NOUNS` says which keys a noun has. From these, cattrs makes the functions that read nouns; what is wrong anywhere
below comes back as a group of exceptions, and is told in the words of the file.
"""

from __future__ import annotations

import enum
import functools
import types
from collections.abc import Callable, Iterator
from contextlib import suppress
from contextvars import ContextVar
from itertools import filterfalse, islice
from typing import Any, NoReturn, TypeVar, Union, get_args, get_origin, get_type_hints

import attrs
from cattrs import (
    BaseValidationError,
    ClassValidationError,
    Converter,
    ForbiddenExtraKeysError,
    IterableValidationError,
    IterableValidationNote,
)
from cattrs.gen import make_dict_structure_fn, override

from publicservice.assessment import Row
from publicservice.errors import FigureTextError, PublicServiceError, ReadError, UnitError
from publicservice.faults import MAX_FAULTS, Fault, FaultyFileError, path_text
from publicservice.figures import Figure
from publicservice.io.assessed import STAND_INS, Assessed, Cited, Counts, Entries, Entry
from publicservice.io.keys import FLAT, MEASURED, hint_for, plural
from publicservice.io.nouns import NOUNS, keys_of, misfit, misfit_list, missing, near_keys, unknown
from publicservice.io.tree import Node, Tree
from publicservice.io.values import CountName, IsAll, Named, Printed, Rate, Yes, count_name, says_all, text_readers
from publicservice.io.version import HEAD, newer, require_known
from publicservice.model.fields import required_text
from publicservice.model.indicator import Indicator
from publicservice.model.observation import Coverage
from publicservice.model.plan import Plan
from publicservice.model.programme import Declaration, declarations
from publicservice.model.report import Report

__all__ = [
    "MOST_NAMES", "attempt", "declared_counts", "kind_of", "may_lack", "refuse", "structure", "structure_document",
]  # fmt: skip

MOST_NAMES = 200  # kinds of count that a document declares, and things of which it declares the number
_MOST_UNKNOWN = 10  # keys of one mapping that are told
_found: ContextVar[list[Exception]] = ContextVar("entries found faulty in the file being read")
_entries: ContextVar[Entries | None] = ContextVar("the entries that evidence of the assessment being read may be")
_texts: ContextVar[dict[Any, Callable[[str], Any]]] = ContextVar("how the file being read has its texts read")
# Where a file holds something else than the type of the field says.
_KINDS: dict[tuple[type, str], Any] = {
    (Plan, "units"): tuple[CountName, ...],
    (Report, "units"): tuple[CountName, ...],
    (Coverage, "rate"): Rate,
    (Coverage, "is_all"): IsAll,
    (Row, "is_partial"): Yes,
    (Cited, "entry"): Entry,
    (Assessed, "counted"): Counts,
}
Document = TypeVar("Document")


class _Absent(enum.Enum):
    """Stands for a key that is not there, where the noun wants to be told so."""

    ABSENT = "absent"


def structure_document(tree: Tree, kind: type[Document]) -> Document:
    """
    The plan or report that a file says, with the kinds of count that it declares.

    Args:
        tree: The file as plain data, with positions.
        kind: The class of the document.

    Raises:
        FaultyFileError: If anything in it is wrong.
    """
    require_known(tree)
    body = {key: value for key, value in tree.data.items() if key not in HEAD}
    made, faults = attempt(tree, body, [], kind, declared_counts(tree.data.get("units")))
    if faults:
        refuse(tree, faults)
    document: Document = made
    return document


def attempt(
    tree: Tree, node: Node, path: list[str | int], kind: Any, counts: tuple[str, ...]
) -> tuple[Any, list[Fault]]:
    """What a part of a file says, or else what is wrong with it."""
    try:
        return structure(node, kind, counts), []
    except (BaseValidationError, PublicServiceError) as error:
        return None, list(islice(_faults(error, node, path, tree), MAX_FAULTS))


def refuse(tree: Tree, faults: list[Fault]) -> NoReturn:
    """
    Tell what is wrong with a file, in the order of its lines.

    Raises:
        FaultyFileError: Always.
    """
    told = sorted([*newer(tree), *faults], key=lambda fault: (fault.line or 0, fault.column or 0))
    raise FaultyFileError(tree.source_name, told)


def structure(data: Node, kind: Any, counts: tuple[str, ...] = ()) -> Any:
    """
    The noun that plain data says, as it stands in files.

    Args:
        data: Mappings, lists and texts.
        kind: The class of the noun.
        counts: Further kinds of count that its units may name.

    Raises:
        BaseValidationError: If something in a mapping or list is wrong; a group of all that is.
        PublicServiceError: If the data itself is not of the kind.

    Example:
        >>> from publicservice.model.programme import Target
        >>> structure({"indicator": "roads built", "goal": "1,000 km"}, Target).title
        'roads built'
    """
    found, texts, entries = _found.set([]), _texts.set(text_readers(counts)), _entries.set(None)
    try:
        return _converter().structure(data, kind)
    finally:
        _found.reset(found)
        _texts.reset(texts)
        _entries.reset(entries)


def declared_counts(names: Node) -> tuple[str, ...]:
    """Those names that can be kinds of count; the others are told as faults when their turn comes."""
    good = []
    for name in names[:MOST_NAMES] if isinstance(names, list) else ():
        if isinstance(name, str):
            with suppress(UnitError):
                good.append(count_name(name))
    return tuple(good)


# --- nouns


@functools.cache
def _converter() -> Converter:
    """What structures nouns. One for all: making it takes a hundred times as long as reading a short file."""
    made = Converter()
    texts = text_readers(())
    mappings = {noun: _mapping_reader(made, noun) for noun in NOUNS}
    mappings[Counts] = dict
    mappings[Figure] = mappings[Rate] = lambda value: made.structure(value, Printed).figure()
    for kind in filterfalse(_is_tuple, STAND_INS):
        made.register_structure_hook(kind, functools.partial(_by_stand_in, made))
    for kind in texts.keys() | mappings.keys():
        made.register_structure_hook(kind, _hook(kind, kind in texts, mappings.get(kind)))
    made.register_structure_hook(IsAll, lambda value, _: says_all(value))
    made.register_structure_hook(Entry, lambda value, _: (_entries.get() or Entries()).find(value))
    made.register_structure_hook_func(_is_tuple, functools.partial(_several, made))
    made.register_structure_hook_func(STAND_INS.__contains__, functools.partial(_by_stand_in, made))
    made.register_structure_hook_func(lambda kind: kind == tuple[Report, ...], functools.partial(_documents, made))
    made.register_structure_hook_func(
        lambda kind: kind == tuple[Declaration, ...], functools.partial(_declarations, made)
    )
    return made


def _is_tuple(kind: Any) -> bool:
    origin: Any = get_origin(kind)
    return origin is tuple


def _hook(
    kind: Any, has_text: bool, from_mapping: Callable[[dict[str, Node]], Any] | None
) -> Callable[[Node, Any], Any]:
    def structure_one(value: Node, _: Any) -> Any:
        if isinstance(value, dict) and from_mapping is not None:
            return from_mapping(value)
        if isinstance(value, str) and has_text and (kind is str or value.strip()):
            return _texts.get()[kind](value)
        raise misfit(value, kind)

    return structure_one


def _mapping_reader(converter: Converter, noun: type) -> Callable[[dict[str, Node]], Any]:
    fields = attrs.fields_dict(noun)
    overrides: dict[str, Any] = {
        name: override(rename=key, struct_hook=_later(converter, kind_of(noun, fields[name])))
        for name, key in NOUNS[noun].items()
    }
    from_keys: Callable[[Any, Any], Any] = make_dict_structure_fn(
        noun, converter, _cattrs_forbid_extra_keys=True, **overrides
    )
    absent = {NOUNS[noun][name]: _Absent.ABSENT for name in NOUNS[noun] if may_lack(noun, fields[name])}
    return lambda value: from_keys(absent | (_with_indicator(value) if noun in MEASURED else value), noun)


def _later(converter: Converter, kind: Any) -> Callable[[Any, Any], Any]:
    return lambda value, _: None if value is _Absent.ABSENT else converter.structure(value, kind)


def may_lack(noun: type, field: attrs.Attribute[Any]) -> bool:
    """Whether a noun wants to be told None where nothing is said."""
    return field.default is attrs.NOTHING and type(None) in get_args(get_type_hints(noun)[field.name])


def _by_stand_in(converter: Converter, value: Node, kind: Any) -> Any:
    if not isinstance(value, dict):
        raise misfit(value, kind)
    return converter.structure(value, STAND_INS[kind]).noun()


def kind_of(noun: type, field: attrs.Attribute[Any]) -> Any:
    """What a field holds: its type without the None that stands for leaving it out."""
    if (noun, field.name) in _KINDS:
        return _KINDS[noun, field.name]
    if field.validator is required_text:
        return Named
    hint = get_type_hints(noun)[field.name]
    return next(kind for kind in get_args(hint) if kind is not type(None)) if _is_union(hint) else hint


def _is_union(hint: Any) -> bool:
    return get_origin(hint) in (Union, types.UnionType)


def _with_indicator(measured: dict[str, Node]) -> dict[str, Any]:
    own: dict[str, Any] = {key: value for key, value in measured.items() if key not in FLAT}
    return {**own, "indicator": {key: value for key, value in measured.items() if key in FLAT}}


def _several(converter: Converter, values: Node, kind: Any) -> tuple[Any, ...]:
    """Records in a list. After so many faulty ones as anyone would mend at once, the rest is not looked at."""
    each = get_args(kind)[0]
    if not isinstance(values, list):
        raise misfit_list(values, each)
    if each is CountName and len(values) > MOST_NAMES:
        raise ReadError("too many kinds of count", seen=f"{len(values):,}", expected=f"at most {MOST_NAMES}")
    made, errors, found = [], [], _found.get()
    for number, value in enumerate(values):
        try:
            made.append(converter.structure(value, each))
        except (PublicServiceError, BaseValidationError) as error:
            error.__notes__ = [IterableValidationNote(f"item {number}", number, each)]
            errors.append(error)
            found.append(error)
            if len(found) >= MAX_FAULTS:
                break
    if errors:
        raise IterableValidationError(f"several {plural(each)}", errors, kind)
    return tuple(made)


def _documents(converter: Converter, values: Node, kind: Any) -> tuple[Report, ...]:
    """The reports of an assessment, which come before all that names their entries."""
    _entries.set(Entries(None))
    made = _several(converter, values, kind)
    _entries.set(Entries(made))
    return made


def _declarations(converter: Converter, value: Node, _: Any) -> tuple[Declaration, ...]:
    if not isinstance(value, dict):
        raise misfit(value, Declaration)
    if len(value) > MOST_NAMES:
        raise ReadError("too many declared numbers", seen=f"{len(value):,}", expected=f"at most {MOST_NAMES}")
    counted: Any = converter.structure(value, dict[Named, int])
    return declarations(counted)


# --- faults


def _faults(
    error: BaseException, node: Any, path: list[str | int], tree: Tree, owner: type = Indicator
) -> Iterator[Fault]:
    """The faults that a group of exceptions tells of, each with its place. `owner` is whose indicator is looked at."""
    if isinstance(error, ClassValidationError | IterableValidationError):
        noted, bare = error.group_exceptions()
        for inner, note in noted:
            step: Any = note.index if isinstance(note, IterableValidationNote) else NOUNS[error.cl][note.name]
            if error.cl in MEASURED and step == "indicator":
                yield from _faults(inner, node, path, tree, error.cl)
            elif isinstance(inner, KeyError) and step not in node:
                noun = owner if error.cl is Indicator else error.cl
                yield from _missing_key(missing(error.cl, step), step, noun, node, path, tree)
            else:
                _tell_hint(inner, error.cl, getattr(note, "name", ""))
                yield from _faults(inner, node[step], [*path, step], tree)
        for inner in bare:
            _tell_hint(inner, error.cl)
            yield from _faults(inner, node, path, tree)
    elif isinstance(error, ForbiddenExtraKeysError):
        for key in _unknown_keys(node, error.cl):
            yield _fault(unknown(key, error.cl), [*path, key], tree.key_position([*path, key]))
    elif isinstance(error, PublicServiceError):
        yield _fault(error, path, tree.position(path))
    else:
        raise error


def _fault(error: PublicServiceError, path: list[str | int], place: tuple[int, int]) -> Fault:
    return Fault(error.problem, path_text(path), *place, error.seen, error.expected, error.hint)


def _tell_hint(error: BaseException, noun: Any, field: str = "") -> None:
    """Add what a file can do where a constructor is refused without a way out, or words where a figure belongs."""
    if not isinstance(error, FigureTextError if field else PublicServiceError) or error.hint:
        return
    if not (any(map(str.isdecimal, error.seen or "")) if field else error.expected):
        error.hint = hint_for(noun, field)


def _missing_key(
    error: ReadError, key: str, noun: type, node: dict[str, Any], path: list[str | int], tree: Tree
) -> Iterator[Fault]:
    """Nothing where the key is there but mistyped: that is told as an unknown key, with the right one."""
    if not any(key in near_keys(other, noun)[:1] for other in _unknown_keys(node, noun)):
        yield _fault(error, path, tree.position(path))


def _unknown_keys(node: dict[str, Any], noun: type) -> list[str]:
    allowed = keys_of(noun)
    return list(islice((key for key in node if key not in allowed), _MOST_UNKNOWN))
