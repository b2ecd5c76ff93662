"""Marks: of whom a row tells, so that it can be recorded who read whose data (docs/read-audit.md).

In a statement that gives finished JSON each object about persons begins with its mark, as a first key ``"~"``, which no
field of GraphQL can have; before the answer leaves marks are taken off its bytes (``seen.Seen``). Rows of a list are
marked by the list, in one: a thousand keys take as long as three columns. Rows that become objects have their mark as a
column.

What a list tells without its objects is marked too: a cursor holds what orders the row, ids among it; a total says of
persons that a filter names whether and how often they are there.

A mark is the letter of a group, what follows (``:@#``), and that; after ``:`` several ids may stand in one, without
hyphens. ``application.read_audit.persons`` reads them.
"""

from __future__ import annotations

from functools import cache
from string import ascii_lowercase
from typing import Any

from application.access import FieldGroup
from graphql_api.read.declare import ReadType, read_types
from graphql_api.read.filters import filters_of, ids_named

KEY = "~"
PERSON, EVENT, OBJECT = (
    ":@#"  # what follows: a person's id, an event's position, the id of an object that is somebody's
)

ABOUT_PERSONS = frozenset({FieldGroup.PERSON, FieldGroup.POINTS, FieldGroup.AUDIT, FieldGroup.DOCUMENTS})
LETTERS = dict(zip(FieldGroup, ascii_lowercase, strict=False))  # of each group, in marks
# Types of which an id names a person, or an object that is somebody's.
NAMING = {
    "Member": PERSON,
    **dict.fromkeys(("Leave", "ScoreAccount", "ScoreEntry", "Post", "AccountLink", "Document"), OBJECT),
}


def mark_of(read_type: ReadType) -> str | None:
    """SQL over ``{t}`` of the mark of a type's rows, '' of one that tells of nobody; None if none of them does."""
    return _mark_of(read_type.name)


def marks_of_rows(read_type: ReadType, kept: str) -> str | None:
    """SQL over ``{t}`` of the marks of a list's rows: an aggregate with the filter ``kept``; null if there are none."""
    person = read_type.place.person
    if person is None:
        mark = mark_of(read_type)
        return mark and f"string_agg({mark}, ' '){kept}"
    # Each id as a text of its own would take twice as long.
    ids = f"encode(string_agg(uuid_send(({person})), ''){kept}, 'hex')"
    return f"'{LETTERS[read_type.group]}{PERSON}' || {ids}"


def mark_of_named(read_type: ReadType, where: Any) -> str:
    """The marks, with spaces between, of whom a list's filter names: without a row, too, it tells of these."""
    letter = LETTERS[read_type.group]
    named = {f"{letter}{NAMING[of]}{key}" for of, key in ids_named(where) if of in NAMING} if where else ()
    return " ".join(sorted(named))


def may_tell(read_type: ReadType) -> bool:
    """Whether lists of a type may tell of persons, by rows or by a filter."""
    return mark_of(read_type) is not None or any(
        one.may_name(name) for one in filters_of(read_type.name).values() for name in NAMING
    )


@cache
def _mark_of(name: str) -> str | None:
    read_type = read_types()[name]
    place = read_type.place
    if place.person is not None:
        return _mark(read_type.group, PERSON, place.person)
    if place.event is not None:
        return _mark(read_type.group, EVENT, place.event)
    if place.object is not None:
        cases = (
            f"WHEN {those} THEN {_mark(group, OBJECT, place.object)}"
            for group, those in read_type.also.items()
            if group in ABOUT_PERSONS
        )
        return f"CASE {' '.join(cases)} ELSE '' END"
    return None


def _mark(group: FieldGroup, kind: str, of: str) -> str:
    return f"coalesce('{LETTERS[group]}{kind}' || ({of})::text, '')"
