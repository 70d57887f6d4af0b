"""Profiles: how much of a period's work is expected by when."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction

import attrs

from publicservice.compute.sums import Series, by_period
from publicservice.errors import ModelError, PeriodError, UndefinedError, WrongTypeError, shown
from publicservice.figures import FigureLike, figure
from publicservice.model.period import Period, period
from publicservice.units import ONE

__all__ = ["LINEAR", "Profile"]

_MOST_REPEATS = 100  # periods after which a projected finish is called out of sight


@attrs.frozen
class Profile:
    """
    How much of a period's work is expected to be done by when. Between its steps it runs straight.

    Made by `Profile.like(...)` from another year's figures, `Profile.by_dates(...)` from a schedule, or `LINEAR`.

    Attributes:
        name: What it is called.
        steps: Dates, and the share that is expected at the end of each, both rising; none means evenly over the days.
        start: The first day of a shape that holds for other years too; None for a schedule of its own dates.

    Raises:
        ModelError: If dates or shares do not rise, or a share is not between 0 and 1.
    """

    name: str
    steps: tuple[tuple[date, Fraction], ...] = ()
    start: date | None = None

    def __attrs_post_init__(self) -> None:
        for (earlier, less), (later, more) in itertools.pairwise(self.steps):
            if later <= earlier or more < less:
                seen = f"{earlier}: {float(less):.1%}, {later}: {float(more):.1%}"
                raise ModelError("a profile rises from date to date", seen=seen)
        if any(not 0 <= share <= 1 for _, share in self.steps):
            seen = ", ".join(f"{float(share):.1%}" for _, share in self.steps)
            raise ModelError(
                "a share of the work lies between nothing and all of it", seen=seen, expected="0 % to 100 %"
            )

    @classmethod
    def like(cls, series: Series, name: str = "") -> Profile:
        """
        The shape of another year, from the figures of its periods, which add up: months, quarters.

        Args:
            series: Figures by period, one after the other without gaps. [unit]
            name: What it is called; "like 2021" when not given.

        Raises:
            UndefinedError: If they add up to nothing, one of them is below nothing or is no single number.
            PeriodError: If they leave gaps or overlap, or one of them has no start or end.

        Example:
            >>> shape = Profile.like({"2021Q1": 10, "2021Q2": 20, "2021Q3": 30, "2021Q4": 40})
            >>> shape.expected(period(2022), date(2022, 6, 30))
            Fraction(3, 10)
        """
        figures = by_period(series)
        ordered = list(figures)
        if not ordered:
            raise UndefinedError("a shape of no figures", reason="nothing to add")
        spans = [_span_of(at) for at in ordered]
        for place, ((_, end), (start, _)) in enumerate(itertools.pairwise(spans)):
            if start - end != timedelta(days=1):
                seen = f"{ordered[place]} and {ordered[place + 1]}"
                hint = "give every period between the first and the last, each once"
                raise PeriodError("the periods of a shape follow one another", seen=seen, hint=hint)
        unit = figures[ordered[0]].unit
        values = [Fraction(figures[at].exactly().to(unit).value or 0) for at in ordered]
        whole = sum(values)
        if min(values) < 0 or not whole:
            seen = ", ".join(map(str, figures.values()))
            raise UndefinedError(
                "a shape needs figures that add up to more than nothing", reason="zero base", seen=shown(seen)
            )
        first, last = spans[0][0], spans[-1][1]
        shares = [share / whole for share in itertools.accumulate(values)]
        steps = tuple((end, share) for (_, end), share in zip(spans, shares, strict=True))
        return cls(name or f"like {Period(first, last)}", steps, first)

    @classmethod
    def by_dates(cls, schedule: Mapping[Period | str | date, FigureLike], name: str = "the given schedule") -> Profile:
        """
        A schedule of one's own: the share of the work that is due by each date; after the last of them, all of it.

        Example:
            >>> half = Profile.by_dates({"2022-06": "30 %", "2022-12": "100 %"})
            >>> half.expected(period(2022), date(2022, 6, 30))
            Fraction(3, 10)
        """
        if not isinstance(schedule, Mapping):
            raise WrongTypeError(
                "a schedule gives shares by date", seen=shown(schedule), expected="{'2022-06': '30 %'}"
            )
        steps = []
        for at, share in schedule.items():
            end = period(at).end
            if end is None:
                hint = "give the date, or a period that ends, by which each share is due"
                raise PeriodError("a schedule needs dates", seen=str(at), hint=hint)
            steps.append((end, Fraction(figure(share, exact=True).to(ONE).low)))
        return cls(name, tuple(sorted(steps)))

    def fits(self, over: Period) -> bool:
        """
        Whether it says how the work of a period is spread.

        A shape does for the same stretch of any year, a schedule for a period that all of its dates lie in.

        Example:
            >>> shape = Profile.like({"2021H1": 10, "2021H2": 20})
            >>> shape.fits(period(2022)), shape.fits(period("2022H1")), shape.fits(period("2021/2025"))
            (True, False, False)
        """
        if not self.steps or over.start is None or over.end is None:
            return True
        if self.start is None:
            return over.start <= self.steps[0][0] and self.steps[-1][0] <= over.end
        try:
            return Period(self.start, self.steps[-1][0]).years_before(self.steps[-1][0].year - over.end.year) == over
        except PeriodError:
            return False

    def expected(self, over: Period, on: date) -> Fraction:
        """
        The share of a period's work that is expected at the end of a day. [1]

        Raises:
            PeriodError: If the period has no start or end.
        """
        position = over.elapsed(on)
        (x0, y0), (x1, y1) = next(pair for pair in itertools.pairwise(self._knots(over)) if position <= pair[1][0])
        return y0 + (y1 - y0) * (position - x0) / (x1 - x0)

    def day_of(self, over: Period, share: Fraction) -> date | None:
        """
        The first day by the end of which a share of a period's work is expected; after its end the shape repeats.

        None where that day lies a hundred periods away or more.
        """
        whole = max(math.ceil(share) - 1, 0)
        if whole >= _MOST_REPEATS:
            return None
        position = self._position(over, share - whole) + whole
        days = math.ceil(position * over.days)
        start = over.start or date.min
        try:
            return start + timedelta(days=max(days - 1, 0))
        except OverflowError:
            return None

    def _position(self, over: Period, share: Fraction) -> Fraction:
        (x0, y0), (x1, y1) = next(pair for pair in itertools.pairwise(self._knots(over)) if share <= pair[1][1])
        return x1 if y0 == y1 else x0 + (x1 - x0) * (share - y0) / (y1 - y0)

    def _knots(self, over: Period) -> list[tuple[Fraction, Fraction]]:
        """Shares of the time and of the work, from nothing to all; a shape is moved to the period's own years."""
        knots = [(Fraction(0), Fraction(0))]
        for end, share in self._moved(over):
            at = over.elapsed(end)
            if knots[-1][0] < at < 1:
                knots.append((at, share))
        return [*knots, (Fraction(1), Fraction(1))]

    def _moved(self, over: Period) -> list[tuple[date, Fraction]]:
        if not self.steps or over.end is None:
            return []
        years = self.steps[-1][0].year - over.end.year
        if not years or self.start is None:
            return list(self.steps)
        # As spans that end with their day: the last of a month stays the last of the month.
        return [(_end(Period(end.replace(day=1), end).years_before(years)), share) for end, share in self.steps]


def _end(one: Period) -> date:
    return one.end or date.max


def _span_of(one: Period) -> tuple[date, date]:
    if one.start is None or one.end is None:
        hint = "give periods such as '2021Q1' or '2021-01'"
        raise PeriodError("a shape needs periods with a start and an end", seen=str(one), hint=hint)
    return one.start, one.end


LINEAR = Profile("evenly over the days")
"""The same share of the work on every day."""
