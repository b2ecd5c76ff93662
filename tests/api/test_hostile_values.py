"""Values that nobody should send, in every argument: never a fault of ours, and every answer is coded."""

from __future__ import annotations

import random
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    get_named_type,
    is_list_type,
    is_required_input_field,
)

from graphql_api.schema import schema
from tests.api.county import County, day

VALUES: list[Any] = [
    "", "x", "\0", "' OR 1=1; --", "9" * 40, "\ud7ff", "\U0010ffff", "TWVtYmVyOg", "MEMBER",
    -1, 0, 10**12, 2**53 - 1, 1.5, True, None, [], {},
    "2026", "2026-13", "0000-01-01", "0001-01-01", "9999-12-31", "2026-02-30",
    "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z",
]  # fmt: skip

QUERIES = [
    "query ($a: ID!) { node(id: $a) { id } }",
    "query ($a: ID!) { member(id: $a) { id } }",
    "query ($a: String!) { township(divisionCode: $a) { id } }",
    "query ($a: Position!) { event(position: $a) { type } }",
    "query ($a: ID!, $m: String!) { rollup(node: $a, month: $m) { month } }",
    "query ($a: Int) { members(first: $a) { nodes { id } } }",
    "query ($a: String) { meetings(after: $a) { nodes { id } } }",
    "query ($a: String) { members(last: 3, before: $a) { nodes { id } } }",
    "query ($a: DateFilter) { meetings(where: {heldOn: $a}) { nodes { id } } }",
    "query ($a: Date) { meetings(where: {heldOn: {gte: $a}}) { nodes { id } } }",
    "query ($a: DateTime) { events(where: {recordedAt: {lt: $a}}) { nodes { id } } }",
    "query ($a: String) { events(where: {type: {startsWith: $a}}) { nodes { id } totalCount } }",
    "query ($a: ID) { events(where: {subject: $a, within: $a}) { nodes { id } } }",
    "query ($a: Position) { events(where: {position: {gt: $a}}) { nodes { id } } }",
    "query ($a: Fen) { funds(where: {shortfallFen: {gt: $a}}) { nodes { id } } }",
    "query ($a: ID) { members(where: {or: [{id: {in: [$a]}}, {branch: {eq: $a}}]}) { totalCount } }",
    "query ($a: Int) { scoreAccounts(where: {year: {eq: $a}}) { nodes { id } } }",
]


def check(county: County, answer: Any, status: int, sent: object) -> None:
    codes = {error["extensions"]["code"] for error in answer.get("errors", ())}
    assert status < 500, (sent, answer)
    assert "INTERNAL_SERVER_ERROR" not in codes, (sent, answer)


async def test_in_every_argument_of_a_query(county: County) -> None:
    for query in QUERIES:
        for value in [*VALUES, county.branch, county.members[0]]:
            response = await county.api.post(query, {"a": value, "m": value})
            check(county, response.json(), response.status_code, (query, value))


async def test_as_a_literal(county: County) -> None:
    for literal in ('"' + "9" * 40 + '"', "9" * 40, "-1", "1e9", '""', "null", "true", "X", "{}", "[]", "$a"):
        for query in ("event(position: %s) { type }", "township(divisionCode: %s) { id }"):
            response = await county.api.post("{ " + query % literal + " }")
            check(county, response.json(), response.status_code, (query, literal))


async def test_in_every_field_of_a_mutation(county: County) -> None:
    """A field at a time is spoilt, the others are as good as their types say."""
    chance = random.Random(20261118)
    ids = [county.branch, county.members[0], county.group, county.grid, county.committee]
    mutation_type = schema()._schema.mutation_type
    assert mutation_type is not None
    sent = 0
    for name, field in mutation_type.fields.items():
        input_type = get_named_type(field.args["input"].type)
        assert isinstance(input_type, GraphQLInputObjectType)
        query = (
            f"mutation ($a: {input_type.name}!) {{ {name}(input: $a) {{ userErrors {{ code }} position }} }}"
        )
        for spoilt in input_type.fields:
            for value in chance.sample(VALUES, 3):
                given = {key: _good(one.type, chance, ids) for key, one in input_type.fields.items()
                         if is_required_input_field(one)}  # fmt: skip
                sent += 1
                given |= {"idempotencyKey": f"hostile-{sent}", spoilt: value}
                response = await county.api.post(query, {"a": given})
                check(county, response.json(), response.status_code, (name, given))


def _good(type_: GraphQLInputType, chance: random.Random, ids: list[str]) -> Any:
    """A value of that type."""
    named = get_named_type(type_)
    if isinstance(named, GraphQLEnumType):
        value: Any = chance.choice(list(named.values))
    elif isinstance(named, GraphQLInputObjectType):
        value = {name: _good(one.type, chance, ids) for name, one in named.fields.items()}
    else:
        value = {
            "ID": chance.choice(ids),
            "Date": day(chance.choice([-1, 0, 1])),
            "Fen": 2026,
            "Int": 2026,
            "Decimal": "1.5",
            "Boolean": True,
            "Occurred": "2026",
        }.get(named.name, "TEXT")
    nullable = type_.of_type if hasattr(type_, "of_type") else type_
    return [value] if is_list_type(nullable) or is_list_type(type_) else value
