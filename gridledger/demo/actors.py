"""The accounts that give the load's commands, each in the capacity that may."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from application.actor import Actor, Role
from gridledger.demo.ids import DemoIds

INTEGRATOR_SCOPES = frozenset(
    {
        "structure:read",
        "life:read",
        "persons:read",
        "organisations:write",
        "members:write",
        "meetings:write",
        "leave:write",
    }
)


@dataclass(frozen=True, slots=True)
class Actors:
    """Makes actors of places and persons."""

    ids: DemoIds

    @property
    def operator(self) -> Actor:
        """Runs the service: founds the county."""
        return Actor("demo:operator", Role.OPERATOR)

    @property
    def inspector(self) -> Actor:
        """Reads everything of the county, and writes nothing."""
        return Actor("demo:inspector", Role.INSPECTOR)

    @property
    def integrator(self) -> Actor:
        """A program of the county's that sends what other systems know."""
        return Actor("demo:integrator", Role.INTEGRATOR, scopes=INTEGRATOR_SCOPES)

    @property
    def county_secretary(self) -> Actor:
        """Speaks for the county's committee."""
        return Actor("demo:county-secretary", Role.COUNTY_SECRETARY)

    def township_secretary(self, code: str) -> Actor:
        """Speaks for the committee of a town or street."""
        return Actor(
            f"demo:township-secretary:{code}", Role.TOWNSHIP_SECRETARY, self.ids.township_committee(code)
        )

    def agencies_secretary(self) -> Actor:
        """Speaks for the work committee of the county's agencies; a township's rank."""
        return Actor("demo:agencies-secretary", Role.TOWNSHIP_SECRETARY, self.ids.agencies_committee)

    def branch_secretary(self, key: str, branch_id: UUID, member_id: UUID) -> Actor:
        """The secretary of a branch, a member of it."""
        return Actor(f"demo:branch-secretary:{key}", Role.BRANCH_SECRETARY, branch_id, member_id)

    def grid_worker(self, code: str) -> Actor:
        """Answers for the grid of a village."""
        return Actor("demo:grid-worker", Role.GRID_WORKER, grid=self.ids.grid(code))

    def member(self, key: str, member_id: UUID, branch_id: UUID) -> Actor:
        """A member, about nobody else."""
        return Actor(f"demo:member:{key}", Role.MEMBER, branch_id, member_id)
