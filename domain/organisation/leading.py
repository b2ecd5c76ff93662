"""Decisions about who leads a party group (党小组长)."""

from __future__ import annotations

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
        _may_lead(organisation, member, discipline, command),
        None
        if organisation.led_since is None or command.on >= organisation.led_since
        else Refusal(RefusalCode.INVALID_DATES, ("on",)),
    )
    if refused:
        return refused
    if organisation.leader_id == member.id:
        return accept()
    elected = context.events_of(organisation, command, on=command.on)(
        GroupLeaderElected, member_id=member.id, on=command.on
    )
    return accept([elected])


def _a_group(organisation: Organisation) -> Refusal | None:
    if organisation.kind is OrganisationKind.PARTY_GROUP:
        return None
    details = {"kind": organisation.kind.value}
    return Refusal(RefusalCode.WRONG_KIND, ("organisationId",), details=details)


def _may_lead(
    group: Organisation, member: Member, discipline: Discipline, command: ElectGroupLeader
) -> Refusal | None:
    """A full member of that group, who is not under 留党察看 that day (如何坚持党小组会制度)."""
    if at_home(member, on=command.on) is not None or member.homes[-1].group_id != group.id:
        return Refusal(RefusalCode.NOT_IN_GROUP, ("memberId",))
    if member.kind is not MemberKind.FULL:
        return Refusal(RefusalCode.MAY_NOT_LEAD, ("memberId",), details={"kind": member.kind.value})
    measure = discipline.measure_on(command.on)
    if measure is Measure.DISCIPLINARY_PROBATION:
        return Refusal(RefusalCode.MAY_NOT_LEAD, ("memberId",), details={"measure": measure.value})
    return None
