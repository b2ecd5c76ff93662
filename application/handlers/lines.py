"""What lies above: of a grid the line up to level 1, of a member's home the organisations up to the county's."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from application.session import Session
from domain.grids.state import Grid
from domain.membership.homes import at_home
from domain.membership.state import Member
from domain.organisation.state import Organisation


async def line_of(grid_id: UUID, session: Session) -> list[Grid]:
    """A grid, the lowest first, and all above it; of one that does not exist, its empty state alone."""
    line = [await session.load(Grid, grid_id)]
    while (above := line[-1].parent_id) is not None:
        line.append(await session.load(Grid, above))
    return line


async def above_of(organisation_id: UUID, session: Session) -> list[UUID]:
    """All organisations above one, the nearest first."""
    above: list[UUID] = []
    place = (await session.load(Organisation, organisation_id)).parent_id
    while place is not None:
        above.append(place)
        place = (await session.load(Organisation, place)).parent_id
    return above


async def above_on(organisation_id: UUID, on: date, session: Session) -> list[UUID]:
    """All organisations above one as they stood on a day, the nearest first; before its founding, as from then on."""
    above: list[UUID] = []
    while (place := (await session.load(Organisation, organisation_id)).parent_on(on)) is not None:
        above.append(place)
        organisation_id = place
    return above


async def home_of(member_id: UUID, on: date, session: Session) -> frozenset[UUID]:
    """The party group and branch at home that day, and all above them then; nothing of who has none that day."""
    member = await session.load(Member, member_id)
    if at_home(member, on=on) is not None:
        return frozenset()
    home = member.home_at(on)
    group = () if home.group_id is None else (home.group_id,)
    return frozenset([*group, home.branch_id, *await above_on(home.branch_id, on, session)])
