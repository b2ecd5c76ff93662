"""Nothing is in the schema without a decision about who may use it: what is new fails here until it has one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from graphql import GraphQLInputObjectType, GraphQLObjectType, get_named_type, is_non_null_type

from application.access import RIGHTS, FieldGroup
from application.authority import ABOUT
from graphql_api.mutations import Mutation
from graphql_api.read.declare import Everyone, ReadType
from graphql_api.read.filters import _WHERE as FILTERS
from graphql_api.read.roots import QUESTION
from graphql_api.read.specs import Column, Embedded, family_of, group_of
from graphql_api.schema import schema
from graphql_api.types.rights import commands_of
from tests.api.read.declared import TYPES, camel
from tests.security.access.second_ids import SECOND_IDS, Why, ids_of
from tests.security.access.table import BEGIN, END, PAGE, table

SCHEMA = schema()._schema
OPEN_TO_ALL = {"viewer", "rateLimit"}  # root fields about the caller alone
# Root fields that see by themselves who asks, and where that is tried.
BY_ITSELF = {
    "policyRehearsal": "tests/api/limits/test_rehearsals.py, tests/api/compliance/test_rehearsal.py,"
    " tests/api/compliance/test_rehearsed_absences.py",
    **dict.fromkeys(("documentText", "documentCheck"), "tests/documents/test_opening.py"),
}
_REHEARSED = "of a rehearsal, of which graphql_api/rehearsals/sight.py decides what is told"
# Objects that are no rows: what they tell was decided where they are made.
NO_ROWS = {
    "Capacity": "the caller's own",
    "Change": "part of an event",
    "DocumentText": "of a document, of which graphql_api/sealed/opening.py asks for the row",
    "PageInfo": "part of a list",
    **dict.fromkeys(("PolicyConflict", "PolicyLayer", "PolicyReading"), "part of a row"),
    **dict.fromkeys(
        (
            "PolicyRehearsal",
            "PolicyRehearsalAbsenceDifference",
            "PolicyRehearsalAbsenceStand",
            "PolicyRehearsalAbsenceSum",
            "PolicyRehearsalAbsences",
            "PolicyRehearsalDifference",
            "PolicyRehearsalMissed",
            "PolicyRehearsalMissedDifference",
            "PolicyRehearsalMissedStand",
            "PolicyRehearsalMissedSum",
            "PolicyRehearsalStand",
            "PolicyRehearsalSum",
        ),
        _REHEARSED,
    ),
    "RateLimit": "the caller's own",
    "Ratio": "part of a row",
    "UserError": "an answer to the caller",
    "Viewer": "the caller's own",
    "ViewerRight": "the caller's own",
}


def objects() -> dict[str, GraphQLObjectType]:
    """Object types of the schema, but for roots, lists and payloads."""
    roots = {SCHEMA.query_type, SCHEMA.mutation_type, SCHEMA.subscription_type}
    return {
        name: type_
        for name, type_ in SCHEMA.type_map.items()
        if isinstance(type_, GraphQLObjectType) and type_ not in roots and not name.startswith("__")
        if not name.endswith(("Connection", "Edge"))
        if "MutationPayload" not in {interface.name for interface in type_.interfaces}
    }


def test_every_root_field_asks_for_rows_of_a_declared_type_or_is_named() -> None:
    assert SCHEMA.query_type is not None
    undecided = {
        name
        for name, field in SCHEMA.query_type.fields.items()
        if QUESTION not in field.extensions["strawberry-definition"].metadata
    }
    assert undecided == OPEN_TO_ALL | BY_ITSELF.keys(), (
        "make it with root_one, root_list or root_node of graphql_api/read"
    )


def test_every_subscription_asks_for_rows_of_a_declared_type() -> None:
    assert SCHEMA.subscription_type is not None
    for name, field in SCHEMA.subscription_type.fields.items():
        assert QUESTION in field.extensions["strawberry-definition"].metadata, name


def test_every_object_is_of_a_declared_type_or_is_named() -> None:
    undecided = objects().keys() - TYPES.keys()
    assert undecided == NO_ROWS.keys(), "declare it with @read_type, which asks for its group and place"


@pytest.mark.parametrize("name", TYPES)
def test_every_field_of_a_row_is_declared(name: str) -> None:
    declared = {camel(field) for field in TYPES[name].fields}
    undeclared = objects()[name].fields.keys() - declared
    assert not undeclared, (
        "a resolver of its own asks nobody: use column, embedded, to_one or another of them"
    )


def test_every_mutation_gives_a_command_that_some_role_may_give() -> None:
    allowed = {what for rights in RIGHTS.values() for right in rights for what in right.what}
    undecided = {name for name, command in commands_of(Mutation).items() if command not in allowed}
    assert not undecided, "name the command in a right of a role in RIGHTS of application/access.py"


def test_every_id_of_a_command_is_held_to_the_place_or_reasoned_about() -> None:
    """Of commands that take the whole county nothing is asked: who may give them may see all that they name."""
    others = {
        f"{command.__name__}.{name}"
        for command in {*commands_of(Mutation).values()} & ABOUT.keys()
        for name in ids_of(command) - {*ABOUT[command]}
    }
    assert others == SECOND_IDS.keys(), (
        "name it in ABOUT of application/authority.py, or why not in second_ids.py"
    )


def test_what_the_server_makes_is_in_no_input() -> None:
    made = {second for second, why in SECOND_IDS.items() if why is Why.MADE}
    assert SCHEMA.mutation_type is not None
    for name, command in commands_of(Mutation).items():
        type_ = get_named_type(SCHEMA.mutation_type.fields[name].args["input"].type)
        assert isinstance(type_, GraphQLInputObjectType)
        assert (
            not {f"{command.__name__}.{field}" for field in ids_of(command) if camel(field) in type_.fields}
            & made
        )


def test_every_group_is_open_to_somebody_and_used() -> None:
    allowed = {what for rights in RIGHTS.values() for right in rights for what in right.what}
    used = {group for read_type in TYPES.values() for group in groups(read_type)}
    assert set(FieldGroup) == used == {what for what in allowed if isinstance(what, FieldGroup)}


def groups(read_type: ReadType) -> Iterator[FieldGroup]:
    """The groups that a type, some of its rows or some of its fields are of."""
    yield read_type.group
    yield from read_type.also
    yield from (group for spec in read_type.fields.values() if (group := group_of(spec)))


def test_what_is_open_everywhere_is_named_here() -> None:
    everyone = {name for name, read_type in TYPES.items() if isinstance(read_type.scope, Everyone)}
    of_organisations = {"Organisation", "OrganisationCode", "OrganisationPlace", "Custody"}
    assert everyone == {
        *("County", "Grid", "GridCoverage", "NewSectorEntity", "ProjectSite"),
        *("CalendarYear", "LectureMenuItem", "MonthTheme"),
        *("PolicyVersion", "PolicyAdoption", "PoliciesInForce", "ProcedureVersion", "ProcedureStep"),
        *of_organisations,
    }
    assert {TYPES[name].group for name in everyone} == {FieldGroup.STRUCTURE}


@pytest.mark.parametrize("name", TYPES)
def test_what_may_be_withheld_may_be_null(name: str) -> None:
    read_type = TYPES[name]
    fields = objects()[name].fields
    withheld = [camel(field) for field, spec in read_type.fields.items() if read_type.may_withhold(spec)]
    assert [field for field in withheld if is_non_null_type(fields[field].type)] == []


@pytest.mark.parametrize("name", TYPES)
def test_lists_are_not_filtered_or_ordered_by_what_may_be_withheld(name: str) -> None:
    """Unless the filter or order says so by its group: then it is refused to those from whom it is withheld."""
    read_type = TYPES[name]
    withheld = columns(read_type, withheld=True) - columns(read_type, withheld=False)
    for order_name, order in read_type.orders.items():
        assert order.group or not withheld & order.columns.keys(), f"Order(group=...) of {name}.{order_name}"
    for filter_name, one in FILTERS.get(f"{name}Where", {}).items():
        sql = f"{one.sql} {one.condition if isinstance(one.condition, str) else ''}"
        assert one.group or not withheld & named_in(sql), f"Filter(group=...) of {name}.{filter_name}"


def columns(read_type: ReadType, *, withheld: bool) -> set[str]:
    """The columns that fields which may be withheld are made of, or those of all others."""
    found = set() if withheld else {read_type.key, "tenant_id"}
    for name, spec in read_type.fields.items():
        if read_type.may_withhold(spec) is withheld:
            match spec:
                case Column(sql=sql):
                    found |= {name} if sql is None else named_in(sql)
                case Embedded(columns=parts):
                    found |= named_in(" ".join(parts.values()))
    return found


def named_in(sql: str) -> set[str]:
    """The columns of the row that SQL names."""
    return set(re.findall(r"{t}\.(\w+)", sql))


def test_figures_of_persons_have_a_family() -> None:
    """Of each type that sums up what persons did, only what is no number of persons is told to everybody."""
    told: dict[str, Any] = {
        name: sorted(
            field
            for field, spec in TYPES[name].fields.items()
            if isinstance(spec, Column | Embedded) and family_of(spec) is None
        )
        for name in ("Rollup", "AttendanceCounts")
    }
    assert told == {
        "AttendanceCounts": ["expected"],
        "Rollup": [
            "closure_rate",
            "expected",
            "held_rate",
            "is_stale",
            "issues_closed",
            "issues_open",
            "issues_raised",
            "meetings_cancelled",
            "meetings_held",
            "meetings_planned",
            "month",
            "node_type",
            "position",
            "visits",
        ],
    }


def test_the_page_about_access_says_what_is_declared() -> None:
    text = PAGE.read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0]
    assert text == table(), "python -m tests.security.access.table writes it"
