"""Completion: how much of the way to its goal a figure has come, by one of two named definitions."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import attrs

from publicservice.compute.ratios import percent, share_of_way, towards
from publicservice.decimals import DOWN, EXACT, INFINITY, NEAREST, UP
from publicservice.errors import UndefinedError
from publicservice.figures import Figure, FigureLike, figure
from publicservice.figures.beside import beside
from publicservice.figures.parts import ROUNDED, Rounded
from publicservice.interval import Interval, unchecked
from publicservice.model.fields import choice
from publicservice.model.goal import Better, Goal, as_observed
from publicservice.model.goal_change import Change
from publicservice.model.goal_numbers import FROM_ABOVE, MOVES, REACHED, Bound, BoundKind
from publicservice.model.goal_scopes import Every
from publicservice.model.indicator import Indicator, Kind
from publicservice.model.programme import Target
from publicservice.table import Table

__all__ = [
    "Completion", "CompletionDefinition", "CompletionDefinitions", "Sought", "completion_definitions",
    "completion_rate", "sought",
]  # fmt: skip


class CompletionDefinition(enum.Enum):
    """
    The two definitions of completion.

    ratio: actual / target. from_baseline: (actual - baseline) / (target - baseline).
    """

    RATIO = "ratio"
    FROM_BASELINE = "from_baseline"


@attrs.frozen(eq=False, repr=False, weakref_slot=False)
class Completion(Figure):
    """
    A completion rate, which says by which definition it was computed. [%]

    Example:
        >>> from publicservice import completion_rate
        >>> rate = completion_rate("686,000 jobs", "630,000 jobs")
        >>> print(rate, rate.definition.value)
        108.9 % (108.80 to 108.97) ratio
    """

    definition: CompletionDefinition = CompletionDefinition.RATIO


_ZERO, _HUNDRED = Decimal(0), Decimal(100)
_EXACT_HUNDRED = unchecked(_HUNDRED, _HUNDRED)

# To look up a member of an enum, or a method of a decimal context, takes as long as a division; so it is done once.
_RATIO, _FROM_BASELINE = CompletionDefinition.RATIO, CompletionDefinition.FROM_BASELINE
_times = EXACT.multiply  # by a hundred
_over, _over_down, _over_up = NEAREST.divide, DOWN.divide, UP.divide


def completion_rate(
    actual: FigureLike,
    target: FigureLike | Goal | Target,
    *,
    baseline: FigureLike | None = None,
    definition: CompletionDefinition | str | None = None,
) -> Completion:
    """
    How much of a target was reached. Nothing is capped: more than 100 % and less than 0 % are kept.

    Args:
        actual: What was reached; a text stands for all that would have been printed so. [unit]
        target: What was to be reached; a text stands for its number only, as a goal's own number does, and a figure for
            its whole set: give `figure("100 beds").exactly()` for a promise of 100. A goal or a Target brings its kind
            along, and a Target its baseline. [unit]
        baseline: Where it started. [unit]
        definition: `ratio` or `from_baseline`. By default from_baseline where a baseline is given, else ratio.

    Returns:
        The rate with the definition that was used. [%]

    Raises:
        UndefinedError: If the rate does not exist: the target is zero, or equals the baseline, a baseline is missing,
            the signs differ, lower is better without a baseline, or the goal is of a kind that has no completion.
        ModelError: If there is no definition of that name.
        UnlikeUnitsError: If the figures are not of one kind.

    Definition:
        ratio = actual / target; from_baseline = (actual - baseline) / (target - baseline)

    Source:
        Both stand in the practice of results-based management; the World Bank and the UNDP measure from the baseline,
        annual work plans of governments by the ratio.

    Example:
        >>> print(completion_rate("4,800 CNY", "5,000 CNY", baseline="4,500 CNY", definition="ratio"))
        96 % (95.0 to 97.0)
        >>> print(completion_rate(4800, 5000, baseline=4500), completion_rate(4800, 5000))
        60 % 96 %
    """
    if type(target) is Figure and baseline is None and definition is None:
        return _ratio(actual if type(actual) is Figure else figure(actual), target)
    wanted = sought(target, baseline)
    used = wanted.default if definition is None else choice(CompletionDefinition, definition)
    # A plain number beside a goal counts in the goal's unit, as when the goal itself is asked.
    own = wanted.amount
    seen = as_observed(actual, own.unit, own) if isinstance(target, Goal | Target) else figure(actual)
    if used is _FROM_BASELINE:
        return _from_baseline(seen, wanted)
    if wanted.from_above:
        raise UndefinedError(
            "where lower is better, completion is measured from a baseline only",
            reason="missing baseline" if wanted.baseline is None else "lower is better",
            hint="give baseline=, or ask goal.accepts(...) for the verdict",
        )
    return _ratio(seen, wanted.amount)


# --- what is to be reached


@attrs.frozen
class Sought:
    """The number to reach, where it starts, and what that says of the definition."""

    amount: Figure
    baseline: Figure | None
    default: CompletionDefinition
    from_above: bool = False


def sought(target: FigureLike | Goal | Target, baseline: FigureLike | None = None) -> Sought:
    """What a target, a goal or a figure asks for; an error where it is of a kind that has no completion."""
    start = None if baseline is None else figure(baseline)
    if isinstance(target, Target):
        return _of_goal(target.goal, target.baseline if start is None else start, target.indicator)
    if isinstance(target, Goal):
        return _of_goal(target, start, None)
    amount = target if isinstance(target, Figure) else figure(target, exact=True)
    return Sought(amount, start, _default(start))


def _default(start: Figure | None) -> CompletionDefinition:
    return _RATIO if start is None else _FROM_BASELINE


def _of_goal(goal: Goal, start: Figure | None, indicator: Indicator | None) -> Sought:
    if isinstance(goal, Every):
        return _of_goal(goal.goal, start, indicator)
    if isinstance(goal, Change):
        return _of_change(goal, start)
    lower = indicator is not None and indicator.better is Better.LOWER
    if not isinstance(goal, Bound) or (goal.kind is BoundKind.EXACTLY and start is None):
        raise UndefinedError(
            f"'{goal}' has no completion",
            reason="no completion",
            hint="it is met or not: ask goal.accepts(...) for the verdict",
        )
    from_above = goal.kind in FROM_ABOVE or (lower and goal.kind in REACHED)
    flow = indicator is not None and indicator.kind is Kind.FLOW and goal.kind not in MOVES and not from_above
    return Sought(goal.amount.exactly(), start, _RATIO if flow else _default(start), from_above)


def _of_change(goal: Change, start: Figure | None) -> Sought:
    if start is None:
        raise UndefinedError(
            f"'{goal}' is relative to a baseline that is not given", reason="missing baseline", hint="give baseline="
        )
    bounds = goal.goals(start)
    if len(bounds) > 1:
        raise UndefinedError(
            f"'{goal}' on a rate may mean percent or percentage points",
            reason="two readings",
            hint="say increase_by('... percentage points'), or increase_by(..., relative=True)",
        )
    (bound,) = bounds.values()
    return Sought(bound.amount, start, _FROM_BASELINE, from_above=not goal.upwards)


# --- the two definitions


def _ratio(actual: Figure, target: Figure) -> Completion:
    wanted = beside(target, actual)
    top, bottom = actual.value, wanted.value
    value = _over(_times(top, _HUNDRED), bottom) if top is not None and bottom else None
    if actual._set is None and wanted._set is None:
        if value is None or value < _ZERO:
            raise _no_ratio(actual, target)
        return _completion(value, ROUNDED, _RATIO)
    low, high, low_open, high_open = _parts(actual)
    least, most, least_open, most_open = _parts(wanted)
    if low > _ZERO and least > _ZERO and most < INFINITY:
        first, last = _over_down(_times(low, _HUNDRED), most), _over_up(_times(high, _HUNDRED), least)
        return _completion(value, unchecked(first, last, low_open or most_open, high_open or least_open), _RATIO)
    seen = towards(actual, above=most > _ZERO)
    if wanted.admissible.contains(_ZERO) or most <= 0 < seen.high or seen.low < 0 < most:
        raise _no_ratio(actual, target)
    return _completion(value, seen * _EXACT_HUNDRED / wanted.admissible, _RATIO)


def _parts(given: Figure) -> tuple[Decimal, Decimal, bool, bool]:
    """The ends of a figure's set and whether they are left out; of an exact figure, without making a set for it."""
    admissible = given._set
    if admissible is None:
        value = given._number()
        return value, value, False, False
    if isinstance(admissible, Rounded):
        admissible = given.admissible
    return admissible.low, admissible.high, admissible.low_open, admissible.high_open


def _no_ratio(actual: Figure, target: Figure) -> UndefinedError:
    if target.admissible.contains(_ZERO):
        return UndefinedError("a share of a target of zero", reason="zero target", seen=str(target))
    return UndefinedError("a negative share of a target", reason="sign change", seen=f"{actual} of {target}")


def _from_baseline(actual: Figure, aim: Sought) -> Completion:
    if aim.baseline is None:
        raise UndefinedError(
            "completion from the baseline needs a baseline",
            reason="missing baseline",
            hint="give baseline=, or definition='ratio'",
        )
    wanted, start = beside(aim.amount, actual), beside(aim.baseline, actual)
    distance = wanted.admissible - start.admissible
    if distance.contains(_ZERO):
        raise UndefinedError(
            "the target and the baseline may be equal", reason="target equals baseline", seen=f"{start} to {wanted}"
        )
    share = share_of_way(actual.admissible, wanted.admissible, start.admissible)
    value = None
    if actual.value is not None and wanted.value is not None and start.value is not None:
        way, whole = NEAREST.subtract(actual.value, start.value), NEAREST.subtract(wanted.value, start.value)
        value = _over(_times(way, _HUNDRED), whole) if whole else None
    return _completion(value, share * _EXACT_HUNDRED, _FROM_BASELINE)


# --- making


class _Draft(Completion):
    """A completion in the making, as `figures.figure.Draft` is of a figure."""

    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__


_new = object.__new__


def _completion(
    rate: Decimal | None, admissible: Interval | Rounded | None, definition: CompletionDefinition
) -> Completion:
    made: Any = _new(_Draft)
    made.value = rate
    made.unit = percent()
    made._set = admissible
    made.reading = None
    made.definition = definition
    made.__class__ = Completion
    finished: Completion = made
    return finished


_Rates = Mapping[CompletionDefinition, Completion | UndefinedError]


def _pairs(rates: _Rates) -> tuple[tuple[CompletionDefinition, Completion | UndefinedError], ...]:
    return tuple(rates.items())


@attrs.frozen(eq=False)
class CompletionDefinitions:
    """
    What every definition says of the same facts, or why it says nothing.

    Args:
        rates: By definition: the rate [%], or the error that says why there is none.
    """

    _rates: tuple[tuple[CompletionDefinition, Completion | UndefinedError], ...] = attrs.field(converter=_pairs)

    @property
    def rates(self) -> _Rates:
        """By definition: the rate [%], or the error that says why there is none; read only."""
        return MappingProxyType(dict(self._rates))

    def table(self) -> Table:
        """One row a definition."""
        rows = [
            (
                known.value,
                "" if isinstance(rate, UndefinedError) else str(rate),
                str(rate) if isinstance(rate, UndefinedError) else "",
            )
            for known, rate in self.rates.items()
        ]
        return Table(
            ("definition", "completion", "undefined because"), tuple(rows), title="Completion by every definition"
        )

    def __str__(self) -> str:
        return str(self.table())

    def _repr_html_(self) -> str:
        return self.table().to_html()


def completion_definitions(
    actual: FigureLike, target: FigureLike | Goal | Target, *, baseline: FigureLike | None = None
) -> CompletionDefinitions:
    """
    Every definition of completion side by side for the same facts.

    Args:
        actual: What was reached. [unit]
        target: What was to be reached. [unit]
        baseline: Where it started. [unit]

    Returns:
        The rate by each definition, or the reason why one is undefined.

    Example:
        >>> both = completion_definitions("4,800 CNY", "5,000 CNY")
        >>> both.rates[CompletionDefinition.FROM_BASELINE].reason
        'missing baseline'
    """
    rates: dict[CompletionDefinition, Completion | UndefinedError] = {}
    for known in CompletionDefinition:
        try:
            rates[known] = completion_rate(actual, target, baseline=baseline, definition=known)
        except UndefinedError as error:
            rates[known] = error
    return CompletionDefinitions(rates)
