"""What follows from absences without cause: three in half a year (A02), three in all and three in a row (A03)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Literal

from domain.meetings.events import MeetingKind
from domain.membership.events import MemberKind
from domain.obligations.grounds import Consequence
from domain.policies.comparing import asks_less, less_if_larger, less_if_narrower
from domain.policies.escalation import Act, Attended, Count, Due, Mark, first_done
from domain.policies.kind import Number, Parameters, PersonRule, Words, named_once
from domain.policies.tallying import Tally, Window, check_rolling, tally, window_words
from domain.policies.wording import CONSEQUENCES, days, either, listed, times

_MOST_DAYS = 366


class AbsenceEscalation(
    Parameters, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="absence-escalation"
):
    """Something is due of whoever is absent without cause ``at_least`` so many times, counted in one of four ways.

    ``counted_in``: a calendar half-year or year, the last ``rolling_months``, all that was ever recorded, or a row.
    ``excused_in_row``: whether an absence that is excused breaks a row or is passed over.
    ``carry``: whether absences in the reach of another rule count along once a person moves into that of this one.
    ``for_full`` and ``for_probationary``: what is due of full and of probationary members (正式党员, 预备党员), by what
    they were on the day of the last absence that counts.
    ``due_days``: days until it is due, from when that absence was recorded, or from the absence itself.
    ``after``: counts only what happened after the first act of one of these consequences.
    """

    meetings: tuple[MeetingKind, ...]
    at_least: Number
    counted_in: Literal["calendar_half_year", "calendar_year", "rolling", "ever", "row"]
    carry: Literal["along", "anew"]
    due_from: Literal["recording", "fact"]
    due_days: Number
    for_full: tuple[Consequence, ...] = ()
    for_probationary: tuple[Consequence, ...] = ()
    rolling_months: Number | None = None
    excused_in_row: Literal["breaks", "skipped"] | None = None
    after: tuple[Consequence, ...] = ()

    def __post_init__(self) -> None:
        named_once(
            meetings=self.meetings,
            for_full=self.for_full,
            for_probationary=self.for_probationary,
            after=self.after,
        )
        if not self.meetings:
            raise ValueError("meetings: names one or more")
        if self.at_least < 1:
            raise ValueError("at_least: is one or more")
        check_rolling(self.counted_in, self.rolling_months)
        if (self.excused_in_row is None) is (self.counted_in == "row"):
            raise ValueError("excused_in_row: goes with counted_in = row, and with it alone")
        if not 0 <= self.due_days <= _MOST_DAYS:
            raise ValueError(f"due_days: is 0 to {_MOST_DAYS}")
        if not (self.for_full or self.for_probationary):
            raise ValueError("for_full, for_probationary: one of the two names what is due")

    def consequences(self, member_kind: MemberKind) -> tuple[Consequence, ...]:
        """What is due of a person of that kind; of members of the League nothing."""
        by_kind = {MemberKind.FULL: self.for_full, MemberKind.PROBATIONARY: self.for_probationary}
        return by_kind.get(member_kind, ())


class AbsenceEscalationKind(PersonRule[AbsenceEscalation]):
    """Counts absences in the order in which they happened, for each consequence those that no act of it dealt with."""

    name = "absence-escalation"
    parameters = AbsenceEscalation
    open_points = ("counted_in", "carry", "due_from")

    def sentences(self, parameters: AbsenceEscalation) -> Words:
        meetings = either(parameters.meetings)
        window = window_words(parameters.counted_in, parameters.rolling_months)
        zh = [f"{window.zh}无故缺席{meetings.zh}达{parameters.at_least}次"]
        en = [f"{meetings.en}: absent without cause {times(parameters.at_least)} {window.en}"]
        if parameters.excused_in_row is not None:
            breaks = parameters.excused_in_row == "breaks"
            zh[0] += "(因故缺席即中断)" if breaks else "(因故缺席不中断)"
            en[0] += ", which an excused absence breaks" if breaks else ", excused absences passed over"
        for who, due in _due_of(parameters):
            said = listed(due, CONSEQUENCES)
            zh.append(f"对{who.zh}应予{said.zh}")
            en.append(f"{said.en} is due of {who.en}")
        zh.append(f"{parameters.due_days}日内办理")
        en.append(f"within {days(parameters.due_days)}")
        if parameters.after:
            earlier = listed(parameters.after, CONSEQUENCES)
            zh.append(f"只计{earlier.zh}之后的缺席")
            en.append(f"counted after {earlier.en}")
        return Words(zh=",".join(zh), en="; ".join(en))

    def matters(self, parameters: AbsenceEscalation) -> frozenset[str]:
        due = {*parameters.for_full, *parameters.for_probationary}
        return frozenset(f"{consequence} for absences" for consequence in due)

    def weaker(self, local: AbsenceEscalation, above: AbsenceEscalation) -> bool | None:
        same = ("counted_in", "rolling_months", "excused_in_row", "carry", "due_from", "after")
        if any(getattr(local, name) != getattr(above, name) for name in same):
            return None
        return asks_less(
            less_if_larger(local.at_least, above.at_least),
            less_if_larger(local.due_days, above.due_days),
            *(
                less_if_narrower(frozenset(getattr(local, name)), frozenset(getattr(above, name)))
                for name in ("meetings", "for_full", "for_probationary")
            ),
        )

    def looks_at(self, parameters: AbsenceEscalation) -> frozenset[MeetingKind]:
        return frozenset(parameters.meetings)

    def looks_at_presence(self, parameters: AbsenceEscalation) -> bool:
        return parameters.counted_in == "row"

    def carries(self, parameters: AbsenceEscalation) -> bool:
        return parameters.carry == "along"

    def count(
        self, parameters: AbsenceEscalation, marks: Sequence[Mark], acts: Iterable[Act]
    ) -> Count | None:
        acts = tuple(acts)
        marks = _of_its_stage(parameters, marks, acts)
        tallies = {
            consequence: _tally(parameters, marks, [act for act in acts if act.consequence is consequence])
            for consequence in sorted({*parameters.for_full, *parameters.for_probationary})
        }
        dues = [
            (
                group[-1].on,
                Due(consequence, key, tuple(mark.fact for mark in group), _due_on(parameters, group)),
            )
            for consequence, tally in tallies.items()
            for key, group in tally.reached
            if consequence in parameters.consequences(group[-1].member_kind)
        ]
        if dues:
            facts = max(dues)[1].facts
            shown = tuple(mark for mark in marks if mark.fact in facts)
        else:
            runs = [
                tally.running
                for consequence, tally in tallies.items()
                if tally.running and consequence in parameters.consequences(tally.running[-1].member_kind)
            ]
            shown = max(runs, key=len, default=())
        if not shown:
            return None
        until = _window(parameters).until(shown[0].on, shown[-1].on)
        told = tuple(due for _, due in sorted(dues))
        return Count(len(shown), parameters.at_least, shown, until, told)


def _due_of(parameters: AbsenceEscalation) -> Iterator[tuple[Words, tuple[Consequence, ...]]]:
    """Of whom what is due; of both kinds of members at once where that is the same."""
    if parameters.for_full == parameters.for_probationary:
        yield Words(zh="党员", en="members"), parameters.for_full
        return
    if parameters.for_full:
        yield Words(zh="正式党员", en="full members"), parameters.for_full
    if parameters.for_probationary:
        yield Words(zh="预备党员", en="probationary members"), parameters.for_probationary


def _of_its_stage(
    parameters: AbsenceEscalation, marks: Sequence[Mark], acts: Iterable[Act]
) -> tuple[Mark, ...]:
    if not parameters.after:
        return tuple(marks)
    since = first_done(acts, parameters.after)
    return tuple(mark for mark in marks if mark.on > since)


def _tally(parameters: AbsenceEscalation, marks: Sequence[Mark], acts: Sequence[Act]) -> Tally[Mark]:
    """What no act of the consequence dealt with."""
    return tally(_counting(parameters, marks), parameters.at_least, _window(parameters), acts)


def _counting(parameters: AbsenceEscalation, marks: Iterable[Mark]) -> Iterator[Mark | None]:
    for mark in marks:
        if mark.attended is Attended.UNEXCUSED:
            yield mark
        elif _breaks(parameters, mark):
            yield None


def _window(parameters: AbsenceEscalation) -> Window:
    return Window.of(parameters.counted_in, parameters.rolling_months)


def _breaks(parameters: AbsenceEscalation, mark: Mark) -> bool:
    in_row = parameters.counted_in == "row"
    return in_row and (mark.attended is Attended.PRESENT or parameters.excused_in_row == "breaks")


def _due_on(parameters: AbsenceEscalation, group: Sequence[Mark]) -> date:
    recorded = max(mark.recorded_on for mark in group)
    since = group[-1].on if parameters.due_from == "fact" else recorded
    return since + timedelta(days=parameters.due_days)
