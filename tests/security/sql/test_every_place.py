"""Row 30: SQL in every argument, condition, cursor and order of the schema. No SQL error, no extra row.

The list of places is made from the schema, so that a new argument is attacked from its first day. Text that is broken
or too long is sent by tests/api/read/test_hostile_text.py, what mutations take by tests/api/test_hostile_values.py.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    get_named_type,
)

from tests.api.read.county import Asker
from tests.api.read.cursors import encode_cursor, list_name_of, values_of
from tests.api.read.declared import root_lists
from tests.security.sql.places import SCHEMA, SOMEWHERE, Place, opened, places

FRAGMENTS = (
    "' OR '1'='1",
    "' OR 1=1) --",
    "'; DROP SCHEMA read_model CASCADE; --",
    "\\'; SELECT pg_sleep(10); --",
    "%' UNION SELECT name FROM people.display_name --",
    '"t".name',
    "NULL",
    "$1",
    "1 OR 1=1",
)
TEXT = ("String", "ID")
REFUSALS = {"BAD_USER_INPUT", "NOT_FOUND"}
MOST = 30  # root fields that a document may have


def test_the_list_is_whole() -> None:
    """Every argument of every type but mutations' inputs and the schema's own is in it.

    A subscription's are those of the queries that it asks again and again.
    """
    listed = {(place.name, place.argument) for place in places()}
    for type_ in SCHEMA.type_map.values():
        if not isinstance(type_, GraphQLObjectType | GraphQLInterfaceType):
            continue
        if type_ in (SCHEMA.mutation_type, SCHEMA.subscription_type) or type_.name.startswith("__"):
            continue
        for name, field in type_.fields.items():
            assert {(name, argument) for argument in field.args} <= listed, type_.name


async def test_in_every_argument(county: Asker) -> None:
    some = await some_ids(county)
    ids = {way: await leading(county, way, some) or first_of(some) for way in {one.way for one in places()}}
    for place in places():
        await attack(county, place, ids[place.way])


async def test_every_way_leads_somewhere(county: Asker) -> None:
    """Below a field that gives nothing an attack would reach no statement."""
    some = await some_ids(county)
    for way in {place.way for place in places() if place.way}:
        assert await leading(county, way, some), way


async def leading(county: Asker, way: tuple[str, ...], some: dict[str, list[str]]) -> dict[str, str] | None:
    """Ids by which the way leads somewhere: of the objects that it begins at, not each has what it goes on to."""
    begins = next((name for name in some if f'"{SOMEWHERE}:{name}"' in "".join(way)), "day")
    for key in some[begins]:
        ids = {**first_of(some), begins: key}
        query = f"{{ {opened(way, '__typename', ids)} }}"
        answer = await county.answer(query)
        assert answer.codes == [], (query, answer.errors)
        if "__typename" in str(answer.data):
            return ids
    return None


def first_of(some: dict[str, list[str]]) -> dict[str, str]:
    """Of each the first."""
    return {name: keys[0] for name, keys in some.items()}


async def some_ids(county: Asker) -> dict[str, list[str]]:
    """By the field that gives them, ids of some objects; a month of which something is known; a day that is over."""
    assert SCHEMA.query_type is not None
    fields = SCHEMA.query_type.fields
    lists = {_type_in(fields[name].type): name for name in root_lists()}
    wanted = {
        name: f"{lists[named]}(first: 50)"
        for name, field in fields.items()
        if "id" in field.args and (named := get_named_type(field.type).name) in lists
    }
    wanted["branch"] = "organisations(first: 50, where: {kind: {eq: PARTY_BRANCH}})"
    wanted["member"] = "members(first: 50)"
    found = await county.ask("{ month: rollups(last: 1) { nodes { id: month } } day: county { foundedOn } }")
    asked = [f"{name}: {listed} {{ nodes {{ id }} }}" for name, listed in wanted.items()]
    for first in range(0, len(asked), MOST):
        found |= await county.ask(f"{{ {' '.join(asked[first : first + MOST])} }}")
    eve = date.fromisoformat(found.pop("day")["foundedOn"]) - timedelta(days=1)
    ids = {name: [node["id"] for node in page["nodes"]] for name, page in found.items()}
    return {**ids, "month": [ids["month"][0][:7]], "day": [eve.isoformat()]}


def _type_in(connection: Any) -> str:
    """The type of what a connection holds."""
    name: str = get_named_type(get_named_type(connection).fields["nodes"].type).name
    return name


async def attack(county: Asker, place: Place, ids: dict[str, str]) -> None:
    variables = {f"v{i}": place.leaf.argument(text) for i, text in enumerate(FRAGMENTS)}
    answer = await county.answer(place.query(len(FRAGMENTS), ids), variables)
    if place.leaf.type_name not in TEXT:
        assert answer.data is None, str(place)
        assert set(answer.codes) == {"GRAPHQL_VALIDATION_FAILED"}, str(place)
        assert len(answer.codes) >= len(FRAGMENTS), str(place)  # each is refused, none is taken for a value
    else:
        assert set(answer.codes) <= REFUSALS, (str(place), answer.errors)
        assert rows(answer.data) == 0, str(place)


def rows(data: Any) -> int:
    """How many objects the attacked fields, a0, a1, …, have given."""
    if isinstance(data, list):
        return sum(map(rows, data))
    if not isinstance(data, dict):
        return 0
    return sum(
        _given(value) if key[0] == "a" and key[1:].isdecimal() else rows(value) for key, value in data.items()
    )


def _given(value: Any) -> int:
    if isinstance(value, dict):
        return len(value["nodes"]) if "nodes" in value else 1
    return len(value) if isinstance(value, list) else int(value is not None)


def orders() -> list[tuple[str, str, str]]:
    """Root lists with each order that they can be had in."""
    assert SCHEMA.query_type is not None
    found = []
    for name in root_lists():
        order = get_named_type(SCHEMA.query_type.fields[name].args["orderBy"].type)
        assert isinstance(order, GraphQLInputObjectType)
        by = get_named_type(order.fields["field"].type)
        assert isinstance(by, GraphQLEnumType)
        found += [(name, field, direction) for field in by.values for direction in ("ASC", "DESC")]
    return found


@pytest.mark.parametrize(("name", "field", "direction"), orders())
async def test_in_every_value_of_a_cursor(county: Asker, name: str, field: str, direction: str) -> None:
    order = f"orderBy: {{field: {field}, direction: {direction}}}"
    page = "{ nodes { __typename } pageInfo { endCursor } }"
    query = f"query ($after: String) {{ it: {name}(first: 20, after: $after, {order}) {page} }}"
    cursor = (await county.ask(query))["it"]["pageInfo"]["endCursor"]
    if cursor is None:
        return  # an empty list: it has no cursors
    list_name, values = list_name_of(cursor), values_of(cursor)
    for index in range(len(values)):
        for text in FRAGMENTS:
            spoilt = [*values[:index], text, *values[index + 1 :]]
            answer = await county.answer(query, {"after": encode_cursor(list_name, spoilt)})
            assert set(answer.codes) <= REFUSALS, (text, answer.errors)
            assert bool(answer.codes) == (answer.data is None)
    answer = await county.answer(query, {"after": encode_cursor(f"{list_name}{FRAGMENTS[0]}", values)})
    assert answer.codes == ["BAD_USER_INPUT"]
