"""What a caller may see, as a SQL predicate: made here and nowhere else, and part of every statement that reads.

``access.relations`` says how what a caller may see lies to the caller, ``Place`` how a row is found to lie so. What
comes of the two is decided once for all callers of one shape: a statement has only the conditions that their rights
leave open.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, NamedTuple

from application.access import SMALL_CELL, FieldGroup, Relation, relations
from application.actor import Actor, Role
from graphql_api.read.declare import Everyone, Place, ReadType
from graphql_api.read.sources import TENANT, Row
from graphql_api.read.specs import Family, FieldSpec, family_of, group_of

TRUE, FALSE = "true", "false"
Held = frozenset[Relation]

# Where a caller stands: the paths of one's place, home branch and grid, as statements of at most one row.
STANDS = {
    "place": f"FROM read_model.organisation WHERE tenant_id = {TENANT} AND organisation_id = $place_id",
    "home": f"FROM read_model.member WHERE tenant_id = {TENANT} AND member_id = $me",
    "grid": f"FROM read_model.grid WHERE tenant_id = {TENANT} AND grid_id = $grid_id",
}
_PATHS = {"place": "org_path", "home": "org_path", "grid": "grid_path"}
LOCATE = ", ".join(f"(SELECT {_PATHS[name]} {rows}) AS {name}" for name, rows in STANDS.items())


class Subtree(NamedTuple):
    """A node of a tree and all below it, a range of paths: SQL of the node's own, and of the first after the range."""

    top: str
    end: str

    def holds(self, path: str) -> str:
        """SQL that is true of a path in it. Where nobody knows the node, of none."""
        return f"{path} >= {self.top} AND {path} < {self.end}"


def subtree_end(org_path: str) -> str:
    """The first path after the subtree of ``org_path``: its last '/' becomes '0', the next character."""
    return org_path[:-1] + "0"


@dataclass(frozen=True, slots=True)
class CallerScope:
    """The caller's county, and what of it the caller may see.

    ``small_cell`` is the fewest persons that a figure tells of, 0 for any number. ``paths`` are those of where the
    caller stands, once they are known; before, each statement finds those it needs.
    """

    tenant_id: str
    actor: Actor
    small_cell: int = SMALL_CELL
    paths: Mapping[str, str | None] | None = None

    def located(self, paths: Mapping[str, str | None]) -> CallerScope:
        """The same, standing where a statement with ``LOCATE`` found it."""
        return replace(self, paths=paths)

    @property
    def shape(self) -> tuple[Any, ...]:
        """Callers of one shape read by the same text."""
        actor = self.actor
        return _sight(actor.role, actor.scopes), actor.place is None, self.paths is None, self.small_cell > 0

    @property
    def values(self) -> Mapping[str, Any]:
        """The values of the parameters that a caller brings into a statement."""
        actor, paths = self.actor, dict(self.paths or {})
        return {
            "tenant": self.tenant_id,
            "place_id": actor.place,
            "grid_id": actor.grid,
            "me": actor.member_id,
            "small_cell": self.small_cell,
            **paths,
            **{f"{name}_end": path and subtree_end(path) for name, path in paths.items()},
        }

    def has(self, group: FieldGroup) -> Held:
        """How what the caller may see of a group lies to the caller."""
        return relations(self.actor, group)

    def covers(self, group: FieldGroup, other: FieldGroup) -> bool:
        """Whether the caller may see what is of ``group`` wherever the caller may see what is of the other."""
        return self.has(other) <= self.has(group)

    def stands_at(self, name: str) -> Subtree:
        """One of the places where the caller stands, and all below it."""
        if self.paths is not None:
            return Subtree(f"${name}", f"${name}_end")
        path, rows = _PATHS[name], STANDS[name]
        return Subtree(f"(SELECT {path} {rows})", f"(SELECT left({path}, -1) || '0' {rows})")


@cache
def _sight(role: Role, scopes: frozenset[str] | None) -> tuple[Held, ...]:
    """All that is different between statements of callers who stand alike."""
    someone = Actor("", role, scopes=scopes)
    return tuple(relations(someone, group) for group in FieldGroup)


def scope_predicate(read_type: ReadType, caller: CallerScope, row: Row) -> str:
    """SQL that is true for the rows of a type that the caller may see: today's rights, whenever the rows are from."""
    conditions = [f"{row.alias}.tenant_id = {TENANT}"]
    held = caller.has(read_type.group)
    if not isinstance(read_type.scope, Everyone):
        conditions.append(_lies(read_type.place, held, caller, row))
    elif not held:
        conditions.append(FALSE)
    for group, those in read_type.also.items():
        seen = group_predicate(read_type, group, caller, row)
        if seen != TRUE:
            conditions.append(f"(({row.sql(those)}) IS NOT TRUE OR {seen})")
    return " AND ".join(condition for condition in conditions if condition != TRUE)


def group_predicate(read_type: ReadType, group: FieldGroup, caller: CallerScope, row: Row) -> str:
    """Of a row that the caller may see: SQL that is true if the caller may see what of it is of that group."""
    if is_open(read_type, group, caller):
        return TRUE
    return _lies(read_type.place, caller.has(group), caller, row)


def is_open(read_type: ReadType, group: FieldGroup, caller: CallerScope) -> bool:
    """Whether the caller may see what is of that group in every row of the type that the caller may see."""
    if group is read_type.group:
        return True
    if isinstance(read_type.scope, Everyone):  # such rows lie anywhere, also where the caller has no right at all
        return Relation.COUNTY in caller.has(group) and caller.actor.place is None
    return caller.covers(group, read_type.group)


def field_predicate(read_type: ReadType, spec: FieldSpec, caller: CallerScope, row: Row) -> str:
    """Of a row that the caller may see: SQL that is true if the caller may see that field of it."""
    group, family = group_of(spec) or read_type.group, family_of(spec)
    seen = group_predicate(read_type, group, caller, row)
    if family is None or not caller.small_cell or caller.covers(FieldGroup.PERSON, group):
        return seen
    exact = _lies(read_type.place, caller.has(FieldGroup.PERSON), caller, row)
    told = _any(exact, _large(family, row))
    return FALSE if FALSE in (seen, told) else told if seen == TRUE else f"{seen} AND {told}"


def _large(family: Family, row: Row) -> str:
    """SQL that is true if no figure of a family is of few persons."""
    cells = family.as_of if row.moment and family.as_of else family.cells
    small = [f"{row.sql(cell)} BETWEEN 1 AND $small_cell::int - 1" for cell in cells]
    return f"NOT ({' OR '.join(small)})" if small else FALSE


def _any(*conditions: str) -> str:
    """SQL that is true if one of these is."""
    possible = [f"({condition})" for condition in conditions if condition != FALSE]
    return f"({' OR '.join(possible)})" if len(possible) > 1 else possible[0] if possible else FALSE


def _lies(place: Place, held: Held, caller: CallerScope, row: Row) -> str:
    """SQL that is true of a row that lies to the caller in one of these ways."""
    if Relation.COUNTY in held and caller.actor.place is None:
        return TRUE
    return _any(*_ways(place, held, caller, row))


def _ways(place: Place, held: Held, caller: CallerScope, row: Row) -> Iterator[str]:
    if place.path is not None:
        path = row.sql(place.path)
        top = caller.stands_at("place")
        if Relation.COUNTY in held or {Relation.OWN, Relation.BELOW} <= held:
            yield top.holds(path)
        elif Relation.OWN in held:
            yield f"{path} = {top.top}"
        elif Relation.BELOW in held:
            yield f"{path} > {top.top} AND {path} < {top.end}"
        if Relation.SAME_BRANCH in held:
            yield caller.stands_at("home").holds(path)
    if place.grid is not None and Relation.GRID in held:
        yield caller.stands_at("grid").holds(row.sql(place.grid))
    if place.self_only is not None and Relation.SELF in held:
        yield row.sql(place.self_only, me="$me")
    elif place.person is not None and Relation.SELF in held:
        yield f"{row.sql(place.person)} = $me"
