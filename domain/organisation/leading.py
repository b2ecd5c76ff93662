"""Decisions about who leads a party group (党小组长)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from domain.core import Decision, Refusal, RefusalCode, accept
from domain.core.checks import any_refusal, day, header, known
from domain.core.context import Context
from domain.discipline.events import Measure
from domain.discipline.state import Discipline
from domain.membership.events import MemberKind
from domain.membership.homes import at_home
from domain.membership.state import Member
from domain.organisation.commands import ElectGroupLeader
from domain.organisation.events import GroupLeaderElected, OrganisationKind
from domain.organisation.standing import standing
from domain.organisation.state import Organisation


def elect_group_leader(
    organisation: Organisation,
    command: ElectGroupLeader,
    context: Context,
    *,
    member: Member,
    discipline: Discipline,
) -> Decision:
    """Record whom a party group elected from among itself; whoever led it before does so no longer."""
    refused = any_refusal(
        header(command, context),
        known(organisation, "organisationId") or _a_group(organisation),
        day(command.on, context, "on", most_days_ahead=0),
    ) or any_refusal(
        standing(organisation, command.on, "organisationId"),
        _may_lead(organisation, member, discipline, command, context),
        None
        if organisation.led_since is None or command.on >= organisation.led_since
        else Refusal(RefusalCode.INVALID_DATES, ("on",)),
    )
    if refused:
        return refused
    if organisation.leader_id == member.id and not _lost_office(organisation, discipline):
        return accept()
    elected = context.events_of(organisation, command, on=command.on)(
        GroupLeaderElected, member_id=member.id, on=command.on
    )
    return accept([elected])


def ends_leading(led_since: date, probation_until: date | None) -> bool:
    """Whether 留党察看 until a day, without it, or without an end has cost a leader the office: 党内职务自然撤销.

    It does not come back when the measure ends; the group elects anew. Source: 中国共产党纪律处分条例, article 12.
    """
    return probation_until is None or led_since < probation_until


def may_go_on(
    kind: MemberKind, *, in_group: bool, led_since: date, probations_until: Iterable[date | None]
) -> bool:
    """Whether who was elected still may lead the group, as far as is known."""
    lost = any(ends_leading(led_since, until) for until in probations_until)
    return in_group and kind is MemberKind.FULL and not lost


def _lost_office(group: Organisation, discipline: Discipline) -> bool:
    since = group.led_since
    return since is not None and any(
        ends_leading(since, term.until)
        for term in discipline.terms
        if term.measure is Measure.DISCIPLINARY_PROBATION
    )


def _a_group(organisation: Organisation) -> Refusal | None:
    if organisation.kind is OrganisationKind.PARTY_GROUP:
        return None
    details = {"kind": organisation.kind.value}
    return Refusal(RefusalCode.WRONG_KIND, ("organisationId",), details=details)


def _may_lead(
    group: Organisation, member: Member, discipline: Discipline, command: ElectGroupLeader, context: Context
) -> Refusal | None:
    """A full member of that group, who is not under 留党察看 that day (如何坚持党小组会制度)."""
    if at_home(member, on=command.on) is not None or member.home_at(command.on).group_id != group.id:
        return Refusal(RefusalCode.NOT_IN_GROUP, ("memberId",))
    kind = _kind_on(member, command.on, context)
    if kind is not MemberKind.FULL:
        return Refusal(RefusalCode.MAY_NOT_LEAD, ("memberId",), details={"kind": kind.value})
    measure = discipline.measure_on(command.on)
    if measure is Measure.DISCIPLINARY_PROBATION:
        return Refusal(RefusalCode.MAY_NOT_LEAD, ("memberId",), details={"measure": measure.value})
    return None


def _kind_on(member: Member, on: date, context: Context) -> MemberKind:
    """Who was confirmed later was on probation that day."""
    confirmed = member.confirmed_at and member.confirmed_at.local_date(context.zone)
    return MemberKind.PROBATIONARY if confirmed and on < confirmed else member.kind
