"""Who may give which command, and where: one table, default deny.

A role covers a place of the organisation tree (or the whole county). A command is allowed if the role's row names it
and the place it is about lies at or below the role's place; a member's row allows commands about oneself only.
"""

from __future__ import annotations

from uuid import UUID

from application.access import GRIDS, LEAVE, MEETINGS, MEMBERS, ORGANISATIONS, OWN_LEAVE, POINTS, TRANSFERS
from application.actor import PLACED_ROLES, Actor, Role
from application.session import Session
from domain.core import Refusal, RefusalCode
from domain.core.command import Command
from domain.county import commands as county
from domain.county.events import COUNTY_ID
from domain.county.state import County
from domain.leave import commands as leave
from domain.leave.state import Leave
from domain.meetings import commands as meetings
from domain.meetings.state import Meeting
from domain.membership import commands as membership
from domain.membership.state import Member
from domain.organisation import commands as organisation
from domain.organisation.state import Organisation

MAY: dict[Role, frozenset[type[Command]]] = {
    Role.OPERATOR: frozenset([county.FoundCounty]),
    Role.COUNTY_SECRETARY: frozenset(
        [county.AdoptModule, *ORGANISATIONS, *GRIDS, *MEMBERS, *TRANSFERS, *MEETINGS, *LEAVE, *POINTS]
    ),
    Role.TOWNSHIP_SECRETARY: frozenset([*ORGANISATIONS, *MEMBERS, *TRANSFERS, *MEETINGS, *LEAVE, *POINTS]),
    Role.BRANCH_SECRETARY: frozenset([*MEMBERS, *MEETINGS, *LEAVE, *POINTS]),
    Role.GRID_WORKER: frozenset(),
    Role.MEMBER: frozenset(OWN_LEAVE),
    Role.INSPECTOR: frozenset(),
    Role.INTEGRATOR: frozenset([*ORGANISATIONS, *MEMBERS, *TRANSFERS, *MEETINGS, *LEAVE]),
    Role.PROCESS_MANAGER: frozenset([meetings.ReclassifyAbsence]),
}


# The fields that say what a command is about; what is new is about where it will belong. A command that is not here
# concerns the whole county.
ABOUT: dict[type[Command], tuple[str, ...]] = {
    **dict.fromkeys(MEETINGS, ("meeting_id",)),
    **dict.fromkeys(LEAVE, ("leave_id",)),
    **dict.fromkeys((*MEMBERS, *POINTS), ("member_id",)),
    **dict.fromkeys(ORGANISATIONS, ("organisation_id",)),
    meetings.PlanMeeting: ("organisation_id",),
    leave.RequestLeave: ("member_id",),
    membership.RegisterMember: ("branch_id",),
    membership.TransferMember: ("member_id", "to_branch_id"),
    organisation.FoundOrganisation: ("parent_id",),
}


async def refuse_unless_allowed(actor: Actor, command: Command, session: Session) -> Refusal | None:
    """None if ``actor`` may give ``command``; else a refusal that tells no more than the actor may know.

    The role is asked before anything is read. What lies elsewhere looks the same as what does not exist. Whatever is
    read to find out is read in ``session``, so that a change of it in the meantime makes the command stale.
    """
    if type(command) not in MAY[actor.role]:
        return Refusal(RefusalCode.FORBIDDEN)
    if actor.role is Role.MEMBER:
        return await _refuse_unless_oneself(actor, command, session)
    if actor.place is None:
        return Refusal(RefusalCode.FORBIDDEN) if actor.role in PLACED_ROLES else None
    if type(command) not in ABOUT:
        root = (await session.load(County, COUNTY_ID)).committee_id
        return None if root == actor.place else Refusal(RefusalCode.FORBIDDEN)
    for name in ABOUT[type(command)]:
        place = await _place(name, getattr(command, name), session)
        if place is None or not await _at_or_below(place, actor.place, session):
            return _not_found(name)
    return None


async def _refuse_unless_oneself(actor: Actor, command: Command, session: Session) -> Refusal | None:
    """Whoever is named, as the member or by the leave, is the actor."""
    persons = {getattr(command, "member_id", None)}
    if isinstance(command, OWN_LEAVE):
        persons.add((await session.load(Leave, command.leave_id)).member_id)
    return None if persons - {None} == {actor.member_id} else _not_found(ABOUT[type(command)][0])


async def _place(name: str, named: UUID, session: Session) -> UUID | None:
    """The organisation to which what a field names belongs; None if it does not exist."""
    match name:
        case "meeting_id":
            return (await session.load(Meeting, named)).branch_id
        case "leave_id":
            return (await session.load(Leave, named)).branch_id
        case "member_id":
            return (await session.load(Member, named)).branch_id
        case _:
            return named  # an organisation; one that does not exist lies below none


async def _at_or_below(place: UUID, top: UUID, session: Session) -> bool:
    """Walk up the tree; every organisation on the way is read, so a move in the meantime makes the command stale."""
    current: UUID | None = place
    while current is not None:
        if current == top:
            return True
        current = (await session.load(Organisation, current)).parent_id
    return False


def _not_found(name: str) -> Refusal:
    first, *rest = name.split("_")
    return Refusal(RefusalCode.NOT_FOUND, (first + "".join(map(str.capitalize, rest)),))
