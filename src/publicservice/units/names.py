"""The names of units: every form in which the registry and a document's declared counts may be written."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

from publicservice.units.registry import canonical_names

__all__ = ["key_of", "known_names", "named", "own_name"]

_SYMBOLS = {
    "%": "percent", "％": "percent", "‰": "per_mille", "‱": "per_ten_thousand",
    "¥": "CNY", "￥": "CNY", "$": "USD", "€": "EUR", "£": "GBP", "₹": "INR",
}  # fmt: skip


def own_name(name: str, counts: tuple[str, ...]) -> str | None:
    """The unit of a name as it is written, in lower case, or in the singular."""
    key = key_of(name)
    lowered = key.casefold() if len(key) > 2 else key
    return next((own for form in (key, lowered, *_singulars(lowered)) if (own := named(form, counts))), None)


def named(form: str, counts: tuple[str, ...]) -> str | None:
    """The unit whose name is this very form, first among the declared counts, which may be written in capitals."""
    if form in counts:
        return form
    return known_names().get(form) or next((name for name in counts if name.casefold() == form), None)


def key_of(name: str) -> str:
    """A name as the registry writes it, with underscores for spaces and hyphens."""
    return re.sub(r"[\s\-‐‑_]+", "_", name.strip())


def _singulars(key: str) -> Iterable[str]:
    if key.endswith("ies"):
        yield f"{key[:-3]}y"
    if key.endswith(("ses", "xes", "zes", "ches", "shes")):
        yield key[:-2]
    if key.endswith("s") and (len(key) > 3 or (len(key) == 3 and key[1] not in "aeiou")):
        yield key[:-1]
    first, _, rest = key.partition("_")
    if rest and first.endswith("s"):
        yield f"{first[:-1]}_{rest}"


@functools.cache
def known_names() -> dict[str, str]:
    """Every name and alias as text may hold it, and the symbols that are not names."""
    exact = canonical_names()
    lowered = {name.casefold(): own for name, own in exact.items() if len(name) > 2}
    return lowered | dict(exact) | _SYMBOLS
