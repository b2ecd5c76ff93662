"""A list tells of persons whom its filter names by their ids, whatever it answers and whether or not a row comes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from strawberry.utils.str_converters import to_camel_case

from application.access import FieldGroup
from graphql_api.read import IdFilter, encode_id
from graphql_api.read.filters import filters_of
from graphql_api.read.ids import parse_id
from graphql_api.read.marks import LETTERS, NAMING
from graphql_api.schema import schema
from tests.api.read.county import Asker, Places, loading_schema
from tests.api.read.declared import root_lists

SELECTED = ["totalCount", "pageInfo { hasNextPage }", "nodes { __typename }", "__typename"]


def naming() -> Iterator[tuple[str, str, str, FieldGroup]]:
    """Root lists and filters of theirs that take ids of persons, or of what is somebody's; a type that each takes."""
    for name, read_type in root_lists().items():
        for field, one in filters_of(read_type.name).items():
            for type_name in NAMING:
                if one.may_name(type_name):
                    shape = "{%s: {eq: %s}}" if one.input is IdFilter else "{%s: %s}"
                    yield name, shape % (to_camel_case(field), '"%s"'), type_name, read_type.group


def test_which_lists_these_are() -> None:
    assert {(name, of) for name, _, of, _ in naming() if of == "Member"} == {
        (name, "Member")
        for name in (
            "accountLinks", "attendance", "developments", "duesCharges", "events", "findings", "partyInstructors",
            "issues", "leaves", "memberContacts", "members", "pairs", "participations", "planItems", "posts",
            "readings", "scoreAccounts", "secondAffiliations", "tasks", "transferLetters",
            "absences", "conveyanceReceipts", "documentOpenings", "documents", "escalations", "objections",
            "obligations", "peerReviews", "publicItems", "violations",
        )
    }  # fmt: skip


@pytest.mark.parametrize(("name", "where", "type_name", "group"), [*naming()])
async def test_of_nothing_that_there_is_too(
    county: Asker, name: str, where: str, type_name: str, group: FieldGroup
) -> None:
    key = uuid4()
    for selected in SELECTED:
        given = where % encode_id(type_name, key)
        answer = await county.answer(f"{{ {name}(where: {given}) {{ {selected} }} }}")
        assert answer.errors == []
        assert answer.marks == {f"{LETTERS[group]}{NAMING[type_name]}{key}".encode()}


def of(*members: UUID) -> set[bytes]:
    return {f"{LETTERS[FieldGroup.PERSON]}:{member}".encode() for member in members}


async def test_however_deep_and_however_meant(county: Asker) -> None:
    one, two, three, four = (uuid4() for _ in range(4))
    ids = [encode_id("Member", key) for key in (one, two, three, four)]
    inner = '{and: [{not: {member: {in: ["%s", "%s"]}}}, {not: {member: {eq: "%s"}}}]}'
    where = f'{{or: [{{member: {{eq: "%s"}}}}, {inner}]}}'
    answer = await county.answer(f"{{ leaves(where: {where % tuple(ids)}) {{ totalCount }} }}")
    assert answer.marks == of(one, two, three, four)


async def test_below_other_rows_and_as_of_an_earlier_time(county: Asker, places: Places) -> None:
    person = encode_id("Member", places.member)
    below = """
    query ($where: AttendanceWhere) {
      meetings(first: 2, asOf: {position: 300}) { nodes { attendance(where: $where) { totalCount } } }
    }"""
    answer = await county.answer(below, {"where": {"member": {"in": [person]}}})
    assert answer.errors == []
    assert answer.marks == of(places.member)
    assert (await county.answer(below, {"where": {"member": {"in": []}}})).marks == frozenset()


async def test_not_where_there_is_no_row_that_it_could_stand_below(county: Asker, places: Places) -> None:
    person = encode_id("Member", places.member)
    none = 'meetings(where: {heldOn: {eq: "1900-01-01"}})'
    asked = f'attendance(where: {{member: {{eq: "{person}"}}}}) {{ totalCount }}'
    assert (await county.answer(f"{{ {none} {{ nodes {{ {asked} }} }} }}")).marks == frozenset()


async def test_a_total_below_a_person_tells_of_that_person(county: Asker, places: Places) -> None:
    person = encode_id("Member", places.member)
    answer = await county.answer(f'{{ member(id: "{person}") {{ leaves {{ totalCount }} }} }}')
    assert answer.marks == of(places.member)


async def test_what_is_kept_of_a_plan_names_those_of_each_request(county: Asker) -> None:
    document = "query ($who: ID!) { leaves(where: {member: {eq: $who}}) { totalCount } }"
    for graphql in (schema(), loading_schema()):
        for key in (uuid4(), uuid4()):
            for _ in range(2):
                asker = replace(county, schema=graphql)
                answer = await asker.answer(document, {"who": encode_id("Member", key)})
                assert answer.marks == of(key)


async def test_an_id_of_something_else_is_refused_as_before(county: Asker) -> None:
    organisation = (await county.ask("{ organisations(first: 1) { nodes { id } } }"))["organisations"][
        "nodes"
    ][0]
    assert parse_id(organisation["id"]).type_name not in NAMING
    for given in (organisation["id"], "no id"):
        answer = await county.answer(f'{{ leaves(where: {{member: {{eq: "{given}"}}}}) {{ totalCount }} }}')
        assert (answer.codes, answer.marks) == (["BAD_USER_INPUT"], frozenset())
