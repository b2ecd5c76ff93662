"""Decisions about discipline. Who decides on measures is not us: this records what was decided."""

from __future__ import annotations

from datetime import date

from domain.core import Decision, Refusal, RefusalCode, accept, refuse
from domain.core.checks import any_refusal, day, header, known
from domain.core.context import Context
from domain.discipline.commands import ImposeDiscipline, LiftDiscipline
from domain.discipline.events import DisciplineImposed, DisciplineLifted
from domain.discipline.state import Discipline
from domain.membership.events import MemberKind
from domain.membership.state import Member

LONGEST_DAYS = 731  # 留党察看 lasts two years at most (党纪处分条例)


def impose_discipline(
    discipline: Discipline, command: ImposeDiscipline, context: Context, *, member: Member
) -> Decision:
    """Record a measure against a member of the party who is under none."""
    refused = any_refusal(
        header(command, context),
        known(member, "memberId") or _of_the_party(member),
        day(command.from_on, context, "fromOn", most_days_ahead=0),
        _end_fits(command),
    )
    if refused:
        return refused
    last = discipline.terms[-1] if discipline.terms else None
    if last and (last.until is None or command.from_on < last.until):
        return refuse(RefusalCode.ALREADY_RECORDED, "fromOn")
    imposed = context.events_of(discipline, command)(
        DisciplineImposed,
        member_id=member.id,
        measure=command.measure,
        from_on=command.from_on,
        until_on=command.until_on,
    )
    return accept([imposed])


def lift_discipline(discipline: Discipline, command: LiftDiscipline, context: Context) -> Decision:
    """End the measure in force, at the day that was set or sooner."""
    refused = any_refusal(header(command, context), day(command.on, context, "on", most_days_ahead=0))
    if refused:
        return refused
    last = discipline.terms[-1] if discipline.terms else None
    if last is None or (last.until is not None and last.until <= command.on):
        return refuse(RefusalCode.NOTHING_RECORDED, "memberId")
    if command.on < last.from_on:
        return refuse(RefusalCode.INVALID_DATES, "on")
    lifted = context.events_of(discipline, command)(
        DisciplineLifted, member_id=command.member_id, on=command.on
    )
    return accept([lifted])


def _of_the_party(member: Member) -> Refusal | None:
    if member.kind is not MemberKind.LEAGUE_MEMBER:
        return None
    return Refusal(RefusalCode.WRONG_KIND, ("memberId",), details={"kind": member.kind.value})


def _end_fits(command: ImposeDiscipline) -> Refusal | None:
    until: date | None = command.until_on
    if until is None or 0 < (until - command.from_on).days <= LONGEST_DAYS:
        return None
    return Refusal(RefusalCode.INVALID_DATES, ("untilOn",))
