"""Who asks: every role in every way to stand, and programs with one scope each."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from application.access import SCOPES
from application.actor import Actor, Role
from tests.api.read.county import Places
from tests.security.access.ground import Ground

NOWHERE = UUID(int=1)
READING_SCOPES = sorted(scope for scope in SCOPES if scope.endswith(":read"))
NAMES = (
    *(role.value for role in Role),
    "COUNTY_SECRETARY of a township",
    "INSPECTOR of a township",
    "INTEGRATOR without scopes",
    "INTEGRATOR of a township",
    "INSPECTOR with the scope of figures",
    "TOWNSHIP_SECRETARY of another township",
    "BRANCH_SECRETARY of nowhere",
    "GRID_WORKER of a small grid",
    "MEMBER of a place in the token",
    "MEMBER of another branch",
    *(f"INTEGRATOR with {scope}" for scope in READING_SCOPES),
    "INTEGRATOR with audit:read life:read figures:read",
)


def callers(places: Places, ground: Ground) -> dict[str, Actor]:
    """The caller of each name."""
    standing: dict[Role, dict[str, Any]] = {
        Role.TOWNSHIP_SECRETARY: {"place": places.township},
        Role.BRANCH_SECRETARY: {"place": places.branch},
        Role.GRID_WORKER: {"grid": places.grid},
        Role.MEMBER: {"member_id": places.member},
    }
    found = {role.value: Actor(role.value, role, **standing.get(role, {})) for role in Role}
    every = frozenset(SCOPES)
    return found | {
        "INTEGRATOR": Actor("program", Role.INTEGRATOR, scopes=every),
        "COUNTY_SECRETARY of a township": Actor("a", Role.COUNTY_SECRETARY, places.township),
        "INSPECTOR of a township": Actor("a", Role.INSPECTOR, places.township),
        "INTEGRATOR without scopes": Actor("a", Role.INTEGRATOR),
        "INTEGRATOR of a township": Actor("a", Role.INTEGRATOR, places.township, scopes=every),
        "INSPECTOR with the scope of figures": Actor(
            "a", Role.INSPECTOR, scopes=frozenset(["figures:read", "structure:read"])
        ),
        "TOWNSHIP_SECRETARY of another township": Actor("a", Role.TOWNSHIP_SECRETARY, places.sibling),
        "BRANCH_SECRETARY of nowhere": Actor("a", Role.BRANCH_SECRETARY, NOWHERE),
        "GRID_WORKER of a small grid": Actor("a", Role.GRID_WORKER, grid=ground.smallest_grid),
        "MEMBER of a place in the token": Actor("a", Role.MEMBER, places.committee, places.member),
        "MEMBER of another branch": Actor("a", Role.MEMBER, None, ground.somebody_outside(places.township)),
        **{
            f"INTEGRATOR with {scope}": Actor("a", Role.INTEGRATOR, scopes=frozenset([scope]))
            for scope in READING_SCOPES
        },
        "INTEGRATOR with audit:read life:read figures:read": Actor(
            "a", Role.INTEGRATOR, scopes=frozenset(["audit:read", "life:read", "figures:read"])
        ),
    }
