"""What a caller may see, as a SQL predicate: made here and nowhere else, and part of every statement that reads."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from application.actor import Role
from graphql_api.read.declare import Place, ReadType
from graphql_api.read.statement import Parameters


@dataclass(frozen=True, slots=True)
class CallerScope:
    """The caller's county, and the part of it that the caller's role covers."""

    tenant_id: str
    role: Role
    org_path: str | None  # top of the subtree; "" is the whole county, None no place at all
    member_id: UUID | None = None


def subtree_end(org_path: str) -> str:
    """The first path after the subtree of ``org_path``: its last '/' becomes '0', the next character."""
    return org_path[:-1] + "0"


def scope_predicate(read_type: ReadType, caller: CallerScope, parameters: Parameters, alias: str = "t") -> str:
    """SQL that is true for the rows of ``alias`` that the caller may see."""
    conditions = [f"{alias}.tenant_id = {parameters.add(caller.tenant_id)}"]
    scope = read_type.scope
    if isinstance(scope, Place):
        if caller.role is Role.MEMBER and scope.person is not None:
            conditions.append(scope.person.format(t=alias, member=parameters.add(caller.member_id)))
        elif caller.org_path is None:
            conditions.append("false")
        elif caller.org_path:
            path = scope.path.format(t=alias)
            conditions.append(f"{path} >= {parameters.add(caller.org_path)}")
            conditions.append(f"{path} < {parameters.add(subtree_end(caller.org_path))}")
    return " AND ".join(conditions)
