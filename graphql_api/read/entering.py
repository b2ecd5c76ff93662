"""How a statement that reads for a caller enters the county, as far as the caller sees it: the second line of scope.

scope.py writes what a caller may see into every statement. PostgreSQL holds the statement to it once more, table by
table (migrations/0005_row_security.sql): to the subtree in which the caller sees a group of fields, and to the rows
about the caller. Both come from ``access.relations``. What is entered is as wide as what scope.py leaves, or a little
wider: a table does not know all that a type of the schema does.
"""

from __future__ import annotations

from functools import cache

from application.access import FieldGroup, Relation, relations
from application.actor import Actor, Role
from graphql_api.read.sources import TENANT

# Conditions that no row changes: PostgreSQL asks them first (event_store/entering.py). One of our functions is called
# only for callers who stand somewhere: it costs 14 µs.
_AS_CALLER = f"(SELECT read_model.enter({TENANT}, $seen, $place_id, $me, $grid_id)) IS NOT NULL"
_BY_ITSELF = (
    f"(SELECT set_config('gridledger.entered', replace({TENANT}, E'\\n', ' ') || $seen, true)) IS NOT NULL"
)

_AT_PLACE = frozenset({Relation.COUNTY, Relation.OWN, Relation.BELOW})


class TwoSubtreesError(TypeError):
    """A role sees one group of fields in two subtrees of the organisations; row security knows one a group."""


def entered(actor: Actor) -> str:
    """The condition of a statement's outermost WHERE; callers of one shape have the same."""
    return _AS_CALLER if "{" in seen_by(actor) else _BY_ITSELF


def seen_by(actor: Actor) -> str:
    """The value of ``$seen``: a line a group, with the place, home, grid and member still to be put in."""
    return _seen_by(actor.role, actor.scopes, actor.place is None)


@cache
def _seen_by(role: Role, scopes: frozenset[str] | None, is_of_county: bool) -> str:
    someone = Actor("", role, scopes=scopes)
    lines = []
    for group in FieldGroup:
        held = relations(someone, group)
        tops = {"/{place}"} if held & _AT_PLACE else set()
        if Relation.COUNTY in held and is_of_county:
            tops = {"/"}
        elif Relation.SAME_BRANCH in held:
            tops.add("/{home}")
        if len(tops) > 1:
            raise TwoSubtreesError(f"{TwoSubtreesError.__doc__} ({role}, {group})")
        lines += [f"{group}={top}" for top in tops]
        if Relation.GRID in held:
            lines.append(f"{group}.GRID=/{{grid}}")
        if Relation.SELF in held:
            lines.append(f"{group}.SELF=/{{me}}")
    return "".join(f"\n{line}" for line in lines)
