"""Where things really stand: paths and persons as the tables have them, and how they lie to a caller.

Said anew, so that the access matrix does not rest on what it tries: nothing here comes from the predicates of the API.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

import asyncpg

from application.access import Relation
from application.actor import Actor
from tests.api.read.county import TENANT


@dataclass(frozen=True)
class Standing:
    """Where a row stands: its path in the organisation tree, its path in the tree of grids, the persons it is about."""

    path: str | None = None
    grid: str | None = None
    persons: frozenset[UUID] = frozenset()
    parties: frozenset[UUID] = frozenset()  # each of whom has to act on it, or had to


@dataclass
class Ground:
    """The trees of a county, and who lives where."""

    organisations: dict[UUID, str]
    grids: dict[UUID, str]
    grid_places: dict[UUID, str]  # of grids: the path of the organisation of its division
    homes: dict[UUID, str]  # of members: the path of the home branch
    supervisors: dict[UUID, frozenset[UUID]] = field(default_factory=dict)  # who sees to a violation now
    persons: dict[int, frozenset[UUID]] = field(default_factory=dict)  # members that an event is about

    def relations(self, actor: Actor, row: Standing) -> frozenset[Relation]:
        """How a row lies to an actor."""
        found = set()
        own = self.organisations.get(actor.place) if actor.place else None
        home = self.homes.get(actor.member_id) if actor.member_id else None
        grid = self.grids.get(actor.grid) if actor.grid else None
        if actor.place is None:
            found.add(Relation.COUNTY)
        if own is not None and row.path is not None and row.path.startswith(own):
            found |= {Relation.COUNTY, Relation.OWN if row.path == own else Relation.BELOW}
        if home is not None and row.path is not None and row.path.startswith(home):
            found.add(Relation.SAME_BRANCH)
        if grid is not None and row.grid is not None and row.grid.startswith(grid):
            found.add(Relation.GRID)
        if actor.member_id is not None and (
            row.persons == {actor.member_id} or actor.member_id in row.parties
        ):
            found.add(Relation.SELF)
        return frozenset(found)

    @property
    def smallest_grid(self) -> UUID:
        """One that reaches households."""
        return max(self.grids, key=lambda grid: (self.grids[grid].count("/"), self.grids[grid]))

    def somebody_outside(self, township: UUID) -> UUID:
        """A member whose home lies elsewhere."""
        below = self.organisations[township]
        return next(member for member, home in sorted(self.homes.items()) if not home.startswith(below))


async def survey(tables: asyncpg.Connection[asyncpg.Record]) -> Ground:
    """The ground of the county that the tests read."""

    async def pairs(sql: str) -> dict[UUID, str]:
        return {row[0]: row[1] for row in await tables.fetch(f"{sql} WHERE tenant_id = $1", TENANT)}

    ground = Ground(
        organisations=await pairs("SELECT organisation_id, org_path FROM read_model.organisation"),
        grids=await pairs("SELECT grid_id, grid_path FROM read_model.grid"),
        grid_places=await pairs("SELECT grid_id, org_path FROM read_model.grid"),
        homes=await pairs("SELECT member_id, org_path FROM read_model.member"),
    )
    supervised = "SELECT * FROM read_model.violation WHERE tenant_id = $1 AND supervised_to IS NULL"
    ground.supervisors = {
        row["violation_id"]: frozenset({row["supervisor_id"]})
        for row in await tables.fetch(supervised, TENANT)
        if row["supervisor_id"] is not None
    }
    # Whoever is on the way to membership has an id, and no home yet.
    persons = set(ground.homes) | {
        row[0]
        for row in await tables.fetch(
            "SELECT member_id FROM read_model.development WHERE tenant_id = $1", TENANT
        )
    }
    subjects = "SELECT position, subject_id FROM event_store.event_subject WHERE tenant_id = $1"
    for position, subject in await tables.fetch(subjects, TENANT):
        if subject in persons:
            ground.persons[position] = ground.persons.get(position, frozenset()) | {subject}
    return ground
