"""What a caller may see, as a SQL predicate: made here and nowhere else, and part of every statement that reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from application.actor import PLACED_ROLES, Actor, Role
from graphql_api.read.declare import Place, ReadType
from graphql_api.read.sources import TENANT, Row


@dataclass(frozen=True, slots=True)
class CallerScope:
    """The caller's county, and the part of it that the caller's role covers.

    ``top`` and ``end`` are SQL of the first path in the subtree and the first after it: parameters, or where the
    statement itself has to find the caller's place, what finds it.
    """

    tenant_id: str
    role: Role
    org_path: str | None  # top of the subtree; "" is the whole county, None no place at all
    member_id: UUID | None = None
    place_id: UUID | None = None
    top: str = "$place"
    end: str = "$place_end"

    @property
    def shape(self) -> tuple[bool, str]:
        """Callers of one shape read by the same text."""
        where = "nowhere" if self.org_path is None else self.top if self.org_path else "county"
        return self.role is Role.MEMBER, where

    @property
    def values(self) -> Mapping[str, Any]:
        """The values of the parameters that a caller brings into a statement."""
        place = self.org_path or ""
        return {
            "tenant": self.tenant_id,
            "place": place,
            "place_end": subtree_end(place),
            "place_id": self.place_id,
            "me": self.member_id,
        }


def unlocated(tenant_id: str, actor: Actor) -> CallerScope:
    """The scope of a caller whose place the reading statement itself finds; where there is none, no row is in it."""
    org_path = top_of_scope(actor, place_path=_PLACE, home_path=_HOME)
    found = f"FROM {org_path} AND tenant_id = {TENANT})" if org_path else ""
    return CallerScope(
        tenant_id,
        actor.role,
        org_path,
        actor.member_id,
        actor.place,
        top=f"(SELECT org_path {found}",
        end=f"(SELECT left(org_path, -1) || '0' {found}",
    )


_PLACE = "read_model.organisation WHERE organisation_id = $place_id"
_HOME = "read_model.member WHERE member_id = $me"

# Roles that cover the whole county when their token names no place.
COUNTY_WIDE = frozenset({Role.COUNTY_SECRETARY, Role.INSPECTOR, Role.INTEGRATOR})


def top_of_scope(actor: Actor, *, place_path: str | None, home_path: str | None) -> str | None:
    """Top of the subtree whose rows an actor sees; "" is the whole county, None no place at all.

    A member sees what the home branch does, wherever a token puts its bearer. Roles that only run the service see
    nothing of what organisations and persons do.
    """
    if actor.role is Role.MEMBER:
        return home_path
    if actor.role in COUNTY_WIDE:
        return "" if actor.place is None else place_path
    return place_path if actor.role in PLACED_ROLES else None


def subtree_end(org_path: str) -> str:
    """The first path after the subtree of ``org_path``: its last '/' becomes '0', the next character."""
    return org_path[:-1] + "0"


def scope_predicate(read_type: ReadType, caller: CallerScope, row: Row) -> str:
    """SQL that is true for the rows of a type that the caller may see: today's rights, whenever the rows are from."""
    conditions = [f"{row.alias}.tenant_id = {TENANT}"]
    scope = read_type.scope
    if isinstance(scope, Place):
        if caller.role is Role.MEMBER and scope.person is not None:
            conditions.append(row.sql(scope.person, me="$me"))
        elif caller.org_path is None:
            conditions.append("false")
        elif caller.org_path:
            path = row.sql(scope.path)
            conditions.append(f"{path} >= {caller.top} AND {path} < {caller.end}")
    return " AND ".join(conditions)
