"""What stands in an activity and is not carried over into plan, report or details, counted by kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from publicservice.io.iati.element import LANG, Element, tag_text

__all__ = ["left_of_activity", "left_over"]

_TEXT = frozenset({"comment", "description", "iati-identifier", "narrative", "title"})
_ONCE = frozenset({"comment", "description", "location-id", "name", "period-end", "period-start", "title"})
_VALUE = frozenset({"location", "dimension", "document-link", "comment"})
_NAMED = frozenset({"narrative"})
_Table = dict[str, tuple[frozenset[str], frozenset[str]]]
_TEXTS: _Table = {
    "title": (frozenset(), _NAMED),
    "description": (frozenset(), _NAMED),
    "comment": (frozenset(), _NAMED),
    "narrative": (frozenset({LANG}), frozenset()),
}
_OF_RESULTS: _Table = _TEXTS | {
    "result": (
        frozenset({"type", "aggregation-status"}),
        frozenset({"title", "description", "document-link", "reference", "indicator"}),
    ),
    "indicator": (
        frozenset({"measure", "ascending", "aggregation-status"}),
        frozenset({"title", "description", "document-link", "reference", "baseline", "period"}),
    ),
    "reference": (frozenset({"vocabulary", "code", "indicator-uri", "vocabulary-uri"}), frozenset()),
    "baseline": (frozenset({"year", "iso-date", "value"}), _VALUE),
    "period": (frozenset(), frozenset({"period-start", "period-end", "target", "actual"})),
    "period-start": (frozenset({"iso-date"}), frozenset()),
    "period-end": (frozenset({"iso-date"}), frozenset()),
    "target": (frozenset({"value"}), _VALUE),
    "actual": (frozenset({"value"}), _VALUE),
    "location": (frozenset({"ref"}), frozenset()),
    "dimension": (frozenset({"name", "value"}), frozenset()),
    "document-link": (frozenset({"url"}), frozenset({"title", "description"})),
}
_OF_ACTIVITIES: _Table = _TEXTS | {
    "iati-identifier": (frozenset(), frozenset()),
    "reporting-org": (frozenset({"ref", "type"}), _NAMED),
    "participating-org": (frozenset({"ref", "type", "role", "activity-id"}), _NAMED),
    "activity-status": (frozenset({"code"}), frozenset()),
    "activity-date": (frozenset({"type", "iso-date"}), frozenset()),
    "recipient-country": (frozenset({"code", "percentage"}), _NAMED),
    "recipient-region": (frozenset({"code", "percentage", "vocabulary"}), _NAMED),
    "location": (frozenset({"ref"}), frozenset({"name", "location-id"})),
    "location-id": (frozenset({"code"}), frozenset()),
    "name": (frozenset(), _NAMED),
}
_ATTRIBUTES = frozenset({LANG, "last-updated-datetime"})


def left_of_activity(activity: Element) -> dict[str, int]:
    """How often each thing stands in an activity, outside of its results, that is carried over to nowhere."""
    counts = Counter(activity.skipped)
    counts.update(f"@{tag_text(name)}" for name in activity.attributes if name not in _ATTRIBUTES)
    counts["text in iati-activity"] += bool(activity.text)
    counts.update(_counted((one for one in activity.children if one.tag != "result"), _OF_ACTIVITIES))
    return dict(+counts)


def left_over(results: Iterable[Element]) -> dict[str, int]:
    """
    How often each element, attribute or stray text stands in results that has no place in the model.

    Args:
        results: The result elements of an activity.

    Returns:
        Counts by name: "document-link/category", "target/@colour", "text in target", "target/comment, repeated".
    """
    return dict(_counted(results, _OF_RESULTS))


def _counted(elements: Iterable[Element], table: _Table) -> Counter[str]:
    counts: Counter[str] = Counter()
    waiting = list(elements)
    while waiting:
        element = waiting.pop()
        attributes, children = table[element.tag]
        counts.update(f"{element.tag}/@{tag_text(name)}" for name in element.attributes if name not in attributes)
        if element.text and element.tag not in _TEXT:
            counts[f"text in {element.tag}"] += 1
        seen: set[str] = set()
        for child in element.children:
            if child.tag not in children:
                counts[f"{element.tag}/{tag_text(child.tag)}"] += 1
            elif child.tag in seen and child.tag in _ONCE:
                counts[f"{element.tag}/{child.tag}, repeated"] += 1
            else:
                waiting.append(child)
            seen.add(child.tag)
    return counts
