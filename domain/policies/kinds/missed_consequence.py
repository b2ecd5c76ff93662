"""What follows from missing what a rule asks for: a talk and a circular after two (C08), rectification (C15)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta

from domain.obligations.grounds import Consequence
from domain.policies.comparing import Asks, asks_less, less_if_larger, less_if_narrower, less_if_smaller
from domain.policies.escalation import Act, Due, first_done
from domain.policies.kind import Number, OrganisationRule, Parameters, Words, named_once
from domain.policies.missing import Found, MissedCount
from domain.policies.periods import months_after
from domain.policies.tallying import Tally, Window, check_rolling, tally, window_words
from domain.policies.verdicts import Status
from domain.policies.wording import CONSEQUENCES, days, listed, times

_MOST_DAYS, _MOST_MONTHS = 366, 12
_SERIES = Annotated[
    str, Meta(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*/[a-z0-9]+(?:-[a-z0-9]+)*$(?!\n)", max_length=128)
]


class MissedConsequence(
    Parameters, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="missed-consequence"
):
    """Something is due of an organisation that missed what one of ``series`` asks for ``at_least`` so many times.

    ``off_window``: whether what was done, but not when or how it should have been, counts as missed.
    ``counted_in``: a calendar half-year or year, the last ``rolling_months``, or all that was ever announced. A period
    counts on its last day.
    ``owed_by``: whether the organisation ``itself`` is to do what is due, or the one ``above`` it.
    ``due_from``: counted from the day on which it is first demanded (责令之日), or from the last day of the last period
    that counts; ``due_days`` or ``due_months``, of which one is given.
    ``after``: counts only periods that ended after the first act of one of these consequences that dealt with what was
    missed of one of ``series``, by whichever rule that was due.
    """

    series: tuple[_SERIES, ...]
    off_window: Literal["counts", "does_not_count"]
    at_least: Number
    counted_in: Literal["calendar_half_year", "calendar_year", "rolling", "ever"]
    consequences: tuple[Consequence, ...]
    owed_by: Literal["itself", "above"]
    due_from: Literal["order", "fact"]
    due_days: Number | None = None
    due_months: Number | None = None
    rolling_months: Number | None = None
    after: tuple[Consequence, ...] = ()

    def __post_init__(self) -> None:
        named_once(series=self.series, consequences=self.consequences, after=self.after)
        if not self.series:
            raise ValueError("series: names one or more")
        if not self.consequences:
            raise ValueError("consequences: names what is due")
        if self.at_least < 1:
            raise ValueError("at_least: is one or more")
        check_rolling(self.counted_in, self.rolling_months)
        if (self.due_days is None) is (self.due_months is None):
            raise ValueError("due_days, due_months: one of the two is given")
        if self.due_days is not None and not 0 <= self.due_days <= _MOST_DAYS:
            raise ValueError(f"due_days: is 0 to {_MOST_DAYS}")
        if self.due_months is not None and not 1 <= self.due_months <= _MOST_MONTHS:
            raise ValueError(f"due_months: is 1 to {_MOST_MONTHS}")

    def due_on(self, since: date) -> date:
        """The last day for it, counted from a day; of a month that has no such day, its last."""
        if self.due_months is not None:
            return months_after(since, self.due_months)
        return since + timedelta(days=self.due_days or 0)


class MissedConsequenceKind(OrganisationRule[MissedConsequence]):
    """Counts periods in their order, for each consequence those that no act of it dealt with."""

    name = "missed-consequence"
    parameters = MissedConsequence
    open_points = ("off_window", "counted_in", "owed_by", "due_from")

    def sentences(self, parameters: MissedConsequence) -> Words:
        window = window_words(parameters.counted_in, parameters.rolling_months)
        due, within = listed(parameters.consequences, CONSEQUENCES), _within(parameters)
        off = _OFF_WINDOW[parameters.off_window]
        who, since = _OWED_BY[parameters.owed_by], _DUE_FROM[parameters.due_from]
        zh_series, en_series = "、".join(parameters.series), ", ".join(parameters.series)
        zh = [f"{window.zh}有{parameters.at_least}期未达到{zh_series}的要求{off.zh}", f"应予{due.zh}"]
        zh.append(f"由{who.zh}自{since.zh}起{within.zh}内办理")
        en = [f"{en_series}: missed {times(parameters.at_least)} {window.en}{off.en}"]
        en.append(f"due of the organisation, and {who.en} to do: {due.en}")
        en.append(f"within {within.en} of {since.en}")
        if parameters.after:
            earlier = listed(parameters.after, CONSEQUENCES)
            zh.append(f"只计就此{earlier.zh}之后的各期")
            en.append(f"counted after {earlier.en} about the same")
        return Words(zh=",".join(zh), en="; ".join(en))

    def matters(self, parameters: MissedConsequence) -> frozenset[str]:
        return frozenset(
            f"{consequence} for missing {series}"
            for consequence in parameters.consequences
            for series in parameters.series
        )

    def weaker(self, local: MissedConsequence, above: MissedConsequence) -> bool | None:
        same = ("counted_in", "rolling_months", "owed_by", "due_from", "after")
        if any(getattr(local, name) != getattr(above, name) for name in same):
            return None
        return asks_less(
            less_if_larger(local.at_least, above.at_least),
            less_if_smaller(local.off_window == "counts", above.off_window == "counts"),
            _less_if_later(local, above),
            *(
                less_if_narrower(frozenset(getattr(local, name)), frozenset(getattr(above, name)))
                for name in ("series", "consequences")
            ),
        )

    def looks_at(self, parameters: MissedConsequence) -> frozenset[str]:
        return frozenset(parameters.series)

    def counts(self, parameters: MissedConsequence, one: Found) -> bool:
        return _counts(parameters, one)

    def owed_above(self, parameters: MissedConsequence) -> bool:
        return parameters.owed_by == "above"

    def due_stands(self, parameters: MissedConsequence) -> bool:
        return parameters.due_from == "order"

    def count(
        self,
        parameters: MissedConsequence,
        found: Sequence[Found],
        acts: Iterable[Act],
        told: Collection[UUID],
        today: date,
    ) -> MissedCount | None:
        acts = tuple(acts)
        found = _of_its_stage(parameters, found, (act for act in acts if not act.dealt_with.isdisjoint(told)))
        tallies = {
            consequence: _tally(parameters, found, [act for act in acts if act.consequence is consequence])
            for consequence in sorted(parameters.consequences)
        }
        dues = [
            (
                group[-1].on,
                Due(consequence, key, tuple(one.fact for one in group), _due_on(parameters, group, today)),
            )
            for consequence, one_tally in tallies.items()
            for key, group in one_tally.reached
        ]
        if dues:
            facts = max(dues)[1].facts
            shown = tuple(one for one in found if one.fact in facts)
        else:
            shown = max((one_tally.running for one_tally in tallies.values()), key=len)
        if not shown:
            return None
        until = _window(parameters).until(shown[0].on, shown[-1].on)
        return MissedCount(
            len(shown), parameters.at_least, shown, until, tuple(due for _, due in sorted(dues))
        )


def _within(parameters: MissedConsequence) -> Words:
    if parameters.due_months is None:
        number = parameters.due_days or 0
        return Words(zh=f"{number}日", en=days(number))
    number = parameters.due_months
    return Words(zh=f"{number}个月", en=f"{number} month{'' if number == 1 else 's'}")


def _less_if_later(local: MissedConsequence, above: MissedConsequence) -> Asks | None:
    """Days and months do not compare: how long a month is depends on which."""
    if (local.due_months is None) is not (above.due_months is None):
        return None
    mine, theirs = ((one.due_months or one.due_days or 0) for one in (local, above))
    return less_if_larger(mine, theirs)


def _of_its_stage(
    parameters: MissedConsequence, found: Sequence[Found], acts: Iterable[Act]
) -> tuple[Found, ...]:
    if not parameters.after:
        return tuple(found)
    since = first_done(acts, parameters.after)
    return tuple(one for one in found if one.on > since)


def _tally(parameters: MissedConsequence, found: Sequence[Found], acts: Sequence[Act]) -> Tally[Found]:
    """What no act of the consequence dealt with."""
    counting = (one for one in found if _counts(parameters, one))
    return tally(counting, parameters.at_least, _window(parameters), acts)


def _counts(parameters: MissedConsequence, one: Found) -> bool:
    off_window = one.status is Status.OFF_WINDOW and parameters.off_window == "counts"
    return off_window or one.status is Status.MISSED


def _window(parameters: MissedConsequence) -> Window:
    return Window.of(parameters.counted_in, parameters.rolling_months)


def _due_on(parameters: MissedConsequence, group: Sequence[Found], today: date) -> date:
    return parameters.due_on(group[-1].on if parameters.due_from == "fact" else today)


_OFF_WINDOW = {
    "counts": Words(zh="(时间或方式不符亦计)", en=", also where it was done at another time or otherwise"),
    "does_not_count": Words(
        zh="(时间或方式不符不计)", en=", not where it was done at another time or otherwise"
    ),
}
_OWED_BY = {
    "itself": Words(zh="该组织", en="its own"),
    "above": Words(zh="上级党组织", en="for the one above it"),
}
_DUE_FROM = {
    "order": Words(zh="提出之日", en="the day on which that is found"),
    "fact": Words(zh="末期最后一天", en="the last day of the last period"),
}
