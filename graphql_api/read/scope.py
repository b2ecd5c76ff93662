"""What a caller may see, as SQL predicates: made here and nowhere else, and part of every statement that reads.

``access.relations`` says how what a caller may see lies to the caller, ``Place`` how a row is found to lie so. What
comes of the two is decided once for all callers of one shape: a statement has only the conditions that their rights
leave open.
"""

from __future__ import annotations

from collections.abc import Iterator

from application.access import FieldGroup, Relation
from graphql_api.read.caller import CallerScope, Held
from graphql_api.read.declare import Acting, Everyone, Place, ReadType
from graphql_api.read.sources import TENANT, Row
from graphql_api.read.specs import Family, FieldSpec, family_of, group_of

TRUE, FALSE = "true", "false"


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
    if isinstance(
        read_type.scope, Everyone
    ):  # such rows lie anywhere, also where the caller has no right at all
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
    """SQL that is true if no figure of a family is of few persons, or tells of each of them.

    Someone who counts m times at most is one of c / m persons at least in a count of c.
    """
    cells = family.as_of if row.moment and family.as_of else family.cells
    if not cells:
        return FALSE
    few = "$small_cell::int" if family.most == "1" else f"$small_cell::int * ({row.sql(family.most)})::bigint"
    telling = [f"{row.sql(cell)} BETWEEN 1 AND {few} - 1" for cell in cells]
    if family.exposing is not None:
        telling.append(f"({row.sql(family.exposing)})")
    return f"NOT ({' OR '.join(telling)})"


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
            yield top.is_top(path)
        elif Relation.BELOW in held:
            yield top.holds_below(path)
        if Relation.SAME_BRANCH in held:
            yield caller.stands_at("home").holds(path)
    if place.grid is not None and Relation.GRID in held:
        yield caller.stands_at("grid").holds(row.sql(place.grid))
    if place.self_only is not None and Relation.SELF in held:
        yield row.sql(place.self_only, me="$me")
    elif place.person is not None and Relation.SELF in held:
        yield f"{row.sql(place.person)} = $me"
    if place.parties and Relation.SELF in held:
        yield " OR ".join(f"{row.sql(party)} = $me" for party in place.parties)
    if place.acting is not None and Relation.SELF in held:
        yield _acts(place.acting, row)


def _acts(acting: Acting, row: Row) -> str:
    """SQL that is true of an object on which the caller has to act now."""
    if row.moment is None:
        return row.sql(acting.sql, me="$me")
    now = Row("acting")
    found = now.sql(
        f"FROM {acting.table} AS {{t}} WHERE {{t}}.tenant_id = {{tenant}} AND {acting.sql}", me="$me"
    )
    return f"{row.alias}.{acting.key} IN (SELECT {now.alias}.{acting.key} {found})"
