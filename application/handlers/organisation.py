"""Handlers of commands about organisations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from application.handlers.lines import above_of
from application.session import Session
from domain.core import Decision, RefusalCode, refuse
from domain.development.state import Development
from domain.discipline.events import discipline_id
from domain.discipline.state import Discipline
from domain.membership.events import register_id
from domain.membership.state import Member, Register
from domain.organisation import dated, decide, ending, leading, placing
from domain.organisation.commands import (
    CorrectOrganisation,
    DissolveOrganisation,
    ElectGroupLeader,
    EndCustody,
    FoundOrganisation,
    MergeOrganisation,
    MoveOrganisation,
    RecodeOrganisation,
    RecordElection,
    RenameOrganisation,
    SplitOrganisation,
    TakeIntoCustody,
)
from domain.organisation.events import OrganisationKind
from domain.organisation.state import Organisation


async def found_organisation(command: FoundOrganisation, session: Session) -> Decision:
    """Found an organisation below its parent."""
    organisation = await session.load(Organisation, command.organisation_id)
    parent = await session.load(Organisation, command.parent_id)
    approved_by = command.approved_by
    approver = None if approved_by is None else await session.load(Organisation, approved_by)
    above = [] if approver is None else [parent.id, *await above_of(parent.id, session)]
    return decide.found_organisation(
        organisation, command, session.context, parent=parent, approver=approver, above=above
    )


async def rename_organisation(command: RenameOrganisation, session: Session) -> Decision:
    """Give an organisation another name."""
    organisation = await session.load(Organisation, command.organisation_id)
    return decide.rename_organisation(organisation, command, session.context)


async def correct_organisation(command: CorrectOrganisation, session: Session) -> Decision:
    """Correct an organisation."""
    organisation = await session.load(Organisation, command.organisation_id)
    return decide.correct_organisation(organisation, command, session.context)


async def dissolve_organisation(command: DissolveOrganisation, session: Session) -> Decision:
    """Dissolve an organisation, with a look at what lies below it and at who is at home there."""
    organisation = await session.load(Organisation, command.organisation_id)
    return ending.dissolve_organisation(
        organisation,
        command,
        session.context,
        above=await above_of(organisation.id, session),
        approver=await session.load(Organisation, command.approved_by),
        below=await _below(organisation, session),
        register=await session.load(Register, register_id(organisation.id)),
        members=await _in_reach(organisation, command.on, session),
        developments=await session.streams_of(organisation.id, Development),
        custodian=await _last_custodian(organisation, session),
    )


async def merge_organisation(command: MergeOrganisation, session: Session) -> Decision:
    """Merge a branch into another, with all who are on its register."""
    organisation = await session.load(Organisation, command.organisation_id)
    if organisation.parent_id is None:
        return refuse(*_no_branch(organisation))
    register = await session.load(Register, register_id(organisation.id))
    return ending.merge_organisation(
        organisation,
        command,
        session.context,
        into=await session.load(Organisation, command.into_id),
        above=await above_of(organisation.id, session),
        approver=await session.load(Organisation, command.approved_by),
        below=await _below(organisation, session),
        from_register=register,
        to_register=await session.load(Register, register_id(command.into_id)),
        members=await _members(register.members_from(command.on), session),
        developments=await session.streams_of(organisation.id, Development),
        custodian=await _last_custodian(organisation, session),
    )


async def split_organisation(command: SplitOrganisation, session: Session) -> Decision:
    """Split a branch off another, with the members named."""
    organisation = await session.load(Organisation, command.organisation_id)
    if organisation.parent_id is None:
        return refuse(*_no_branch(organisation))
    return ending.split_organisation(
        organisation,
        command,
        session.context,
        new=await session.load(Organisation, command.new_id),
        above=await above_of(organisation.id, session),
        approver=await session.load(Organisation, command.approved_by),
        from_register=await session.load(Register, register_id(organisation.id)),
        to_register=await session.load(Register, register_id(command.new_id)),
        members=await _members(command.member_ids[: ending.MOST_MOVED], session),
    )


async def move_organisation(command: MoveOrganisation, session: Session) -> Decision:
    """Put an organisation below another, with a look at all above both and all that goes along."""
    organisation = await session.load(Organisation, command.organisation_id)
    parent = await session.load(Organisation, command.parent_id)
    return placing.move_organisation(
        organisation,
        command,
        session.context,
        parent=parent,
        above=await _above(organisation, session),
        above_parent=await _above(parent, session),
        below=await _all_below(organisation, command.on, session),
        approver=await session.load(Organisation, command.approved_by),
    )


async def elect_group_leader(command: ElectGroupLeader, session: Session) -> Decision:
    """Record who leads a party group, with a look at the member's discipline."""
    return leading.elect_group_leader(
        await session.load(Organisation, command.organisation_id),
        command,
        session.context,
        member=await session.load(Member, command.member_id),
        discipline=await session.load(Discipline, discipline_id(command.member_id)),
    )


async def recode_organisation(command: RecodeOrganisation, session: Session) -> Decision:
    """Give an organisation another division code."""
    organisation = await session.load(Organisation, command.organisation_id)
    return dated.recode_organisation(organisation, command, session.context)


async def record_election(command: RecordElection, session: Session) -> Decision:
    """Record an election."""
    organisation = await session.load(Organisation, command.organisation_id)
    return dated.record_election(organisation, command, session.context)


async def take_into_custody(command: TakeIntoCustody, session: Session) -> Decision:
    """Put a branch into another organisation's custody."""
    organisation = await session.load(Organisation, command.organisation_id)
    if organisation.parent_id is None:
        return refuse(*_no_branch(organisation))
    return dated.take_into_custody(
        organisation,
        command,
        session.context,
        custodian=await session.load(Organisation, command.custodian_id),
        above=await above_of(organisation.id, session),
        approver=await session.load(Organisation, command.approved_by),
    )


async def end_custody(command: EndCustody, session: Session) -> Decision:
    """End the custody of a branch."""
    organisation = await session.load(Organisation, command.organisation_id)
    custodian_id = organisation.custodian_id
    custodian = None if custodian_id is None else await session.load(Organisation, custodian_id)
    return dated.end_custody(organisation, command, session.context, custodian=custodian)


async def _last_custodian(organisation: Organisation, session: Session) -> Organisation | None:
    last = organisation.last_custodian_id
    return None if last is None else await session.load(Organisation, last)


async def _below(organisation: Organisation, session: Session) -> list[Organisation]:
    """Organisations directly below one, as the index knows them (docs/rules-across-streams.md)."""
    concerned = await session.streams_of(organisation.id, Organisation)
    return [one for one in concerned if one.parent_id == organisation.id]


async def _above(organisation: Organisation, session: Session) -> list[Organisation]:
    """All organisations above one, the nearest first."""
    above = await session.load_many(Organisation, await above_of(organisation.id, session))
    return list(above.values())


async def _all_below(organisation: Organisation, on: date, session: Session) -> list[Organisation]:
    """All that stand below one that day or any later one, however deep, level by level, as the index knows them."""
    found: dict[UUID, Organisation] = {organisation.id: organisation}
    level = {organisation.id}
    while level:
        concerned = await session.streams_of_any(level, Organisation)
        below = {
            one.id: one
            for one in concerned
            if one.id not in found and any(one.below_from(parent_id, on) for parent_id in level)
        }
        found |= below
        level = set(below)
    del found[organisation.id]
    return list(found.values())


async def _in_reach(organisation: Organisation, on: date, session: Session) -> Iterable[Member]:
    """Of a group all who may belong to it: on its branch's register, whose version tells of everybody that joins it."""
    if organisation.parent_id is None or organisation.kind is not OrganisationKind.PARTY_GROUP:
        return ()
    register = await session.load(Register, register_id(organisation.parent_id))
    return (await _members(register.members_from(on), session)).values()


async def _members(member_ids: Iterable[UUID], session: Session) -> Mapping[UUID, Member]:
    return await session.load_many(Member, member_ids)


def _no_branch(organisation: Organisation) -> tuple[RefusalCode, str]:
    """Either there is none, or it is the county's committee."""
    code = RefusalCode.WRONG_KIND if organisation.exists else RefusalCode.NOT_FOUND
    return code, "organisationId"
