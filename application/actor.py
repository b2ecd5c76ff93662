"""Who gives a command, and in which capacity."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """Roles that an account may hold in a county; access.py says what each may do and see."""

    OPERATOR = "OPERATOR"  # runs the service: founds counties, sees no person
    COUNTY_SECRETARY = "COUNTY_SECRETARY"
    TOWNSHIP_SECRETARY = "TOWNSHIP_SECRETARY"
    BRANCH_SECRETARY = "BRANCH_SECRETARY"
    GRID_WORKER = "GRID_WORKER"
    MEMBER = "MEMBER"
    INSPECTOR = "INSPECTOR"
    INTEGRATOR = "INTEGRATOR"
    PROCESS_MANAGER = "PROCESS_MANAGER"  # the system itself, reacting to events and to time


# These act at a place of the tree, never for the whole county by having left it out.
PLACED_ROLES = frozenset({Role.TOWNSHIP_SECRETARY, Role.BRANCH_SECRETARY})


@dataclass(frozen=True, slots=True)
class Actor:
    """An account acting in one capacity: a role at a place of the organisation tree.

    ``place`` is the organisation at the top of what the role covers; None stands for the whole county. ``grid`` is the
    same in the tree of grids, for the role that acts there. ``scopes`` narrow what the role may do and see; None leaves
    it as it is. ``link`` and ``post`` are what gave this capacity, where the account's token did not say it: its power
    ends with either.
    """

    account_id: str
    role: Role
    place: UUID | None = None
    member_id: UUID | None = None  # the member behind the account, if it is a person's
    grid: UUID | None = None
    scopes: frozenset[str] | None = None
    link: UUID | None = None  # the account, which the log says belongs to the member
    post: UUID | None = None
