"""Who may give which command, and where: one table, default deny.

A role covers a place of the organisation tree (or the whole county). A command is allowed if the role's row names it
and the place it is about lies at or below the role's place; a member's row allows commands about oneself only.
"""

from __future__ import annotations

from uuid import UUID

from application.actor import Actor, Role
from application.session import Session
from domain.core import Refusal, RefusalCode
from domain.core.command import Command
from domain.county import commands as county
from domain.grids import commands as grids
from domain.leave import commands as leave
from domain.leave.state import Leave
from domain.meetings import commands as meetings
from domain.meetings.state import Meeting
from domain.membership import commands as membership
from domain.membership.state import Member
from domain.organisation import commands as organisation
from domain.organisation.state import Organisation
from domain.scoring import commands as scoring

OWN = (leave.RequestLeave, leave.WithdrawLeave, leave.ReturnFromLeave)
LEAVE = (*OWN, leave.GrantLeave, leave.RefuseLeave, leave.CorrectLeave)
MEETINGS = (
    meetings.PlanMeeting,
    meetings.NotifyMeeting,
    meetings.FreezeRoster,
    meetings.RecordAttendance,
    meetings.CorrectAttendance,
    meetings.RecordObserver,
    meetings.ConcludeMeeting,
    meetings.CancelMeeting,
    meetings.CorrectMeeting,
)
POINTS = (scoring.AwardPoints, scoring.DeductPoints, scoring.ReversePoints, scoring.CorrectPoints)
MEMBERS = (
    membership.RegisterMember,
    membership.AssignGroup,
    membership.ConfirmMember,
    membership.CorrectMember,
)
TRANSFERS = (membership.TransferMember,)
ORGANISATIONS = (
    organisation.FoundOrganisation,
    organisation.RenameOrganisation,
    organisation.CorrectOrganisation,
)
GRIDS = (
    grids.DefineGrid,
    grids.AssignResponsible,
    grids.RelieveResponsible,
    grids.AssignCoverage,
    grids.EndCoverage,
    grids.CorrectGrid,
)

MAY: dict[Role, frozenset[type[Command]]] = {
    Role.OPERATOR: frozenset([county.FoundCounty]),
    Role.COUNTY_SECRETARY: frozenset(
        [county.AdoptModule, *ORGANISATIONS, *GRIDS, *MEMBERS, *TRANSFERS, *MEETINGS, *LEAVE, *POINTS]
    ),
    Role.TOWNSHIP_SECRETARY: frozenset([*ORGANISATIONS, *MEMBERS, *TRANSFERS, *MEETINGS, *LEAVE, *POINTS]),
    Role.BRANCH_SECRETARY: frozenset([*MEMBERS, *MEETINGS, *LEAVE, *POINTS]),
    Role.MEMBER: frozenset(OWN),
    Role.INSPECTOR: frozenset(),
    Role.INTEGRATOR: frozenset([*ORGANISATIONS, *MEMBERS, *TRANSFERS, *MEETINGS, *LEAVE]),
    Role.PROCESS_MANAGER: frozenset([meetings.ReclassifyAbsence]),
}


async def refuse_unless_allowed(actor: Actor, command: Command, session: Session) -> Refusal | None:
    """None if ``actor`` may give ``command``; else a refusal that tells no more than the actor may know.

    ``session`` is the one in which the command was decided: the places it is about are read from the states it loaded.
    """
    if type(command) not in MAY[actor.role]:
        return Refusal(RefusalCode.FORBIDDEN)
    if actor.role is Role.MEMBER:
        return None if _about(session) == {actor.member_id} else Refusal(RefusalCode.NOT_FOUND)
    if actor.place is None:
        return None
    for place in _places(command, session):
        if not await _at_or_below(place, actor.place, session):
            return Refusal(RefusalCode.NOT_FOUND)
    return None


def _about(session: Session) -> set[UUID | None]:
    """Every person that a command by a member reads anything of."""
    persons: set[UUID | None] = set()
    for state in session.loaded.values():
        if isinstance(state, Leave) and state.exists:
            persons.add(state.member_id)
        elif isinstance(state, Member):
            persons.add(state.id)
    return persons


def _places(command: Command, session: Session) -> set[UUID]:
    """The organisations that a command is about; none if its target does not exist, which was refused already."""
    match command:
        case organisation.FoundOrganisation():
            named: list[UUID | None] = [command.parent_id]
        case organisation.RenameOrganisation() | organisation.CorrectOrganisation():
            named = [command.organisation_id]
        case membership.RegisterMember():
            named = [command.branch_id]
        case membership.TransferMember():
            named = [command.to_branch_id, _home(command.member_id, session)]
        case meetings.PlanMeeting():
            named = [command.organisation_id]
        case _:
            homes = (_home(getattr(command, name), session) for name in _TARGETS if hasattr(command, name))
            named = [next((home for home in homes if home is not None), None)]
    return {place for place in named if place is not None}


# In this order: the first that a command has is its target. A leave that is asked for is nobody's yet: the member's home.
_TARGETS = ("meeting_id", "leave_id", "member_id")


def _home(target_id: UUID, session: Session) -> UUID | None:
    """The branch to which a meeting, a leave or a member belongs."""
    state = session.loaded.get(target_id)
    return state.branch_id if isinstance(state, Meeting | Leave | Member) and state.exists else None


async def _at_or_below(place: UUID, top: UUID, session: Session) -> bool:
    """Walk up the tree; every organisation on the way is read, so a move in the meantime makes the command stale."""
    current: UUID | None = place
    while current is not None:
        if current == top:
            return True
        current = (await session.load(Organisation, current)).parent_id
    return False
