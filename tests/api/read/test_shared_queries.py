"""One kept query, asked by many: what is kept of it tells nobody another's rows, times or values."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from graphql_api.limits import Limits
from graphql_api.plan.plans import Plans
from graphql_api.schema import Schema
from tests.api.read.county import OTHER_TENANT, TENANT, Answer, Asker, Places, actors, loading_schema

WHO = [(name, tenant) for tenant in (TENANT, OTHER_TENANT) for name in actors(Places(*[UUID(int=0)] * 6))]
ALL = """query ($size: Int, $where: MeetingWhere) {
  county { name }
  organisations(first: $size) { totalCount nodes { id name meetings(first: $size) { nodes { id } } } }
  members(first: $size) {
    totalCount pageInfo { endCursor } nodes { id displayName leaves(first: 2) { nodes { id } } }
  }
  meetings(last: $size, where: $where) { nodes { id attendance(first: 2) { nodes { member { id } } } } }
  events(first: 5) { nodes { position } }
}"""


@pytest.fixture
def graphql() -> Schema:
    return Schema(Limits(), Plans())


def told(answer: Answer) -> tuple[Any, ...]:
    errors = [(str(one), one.path) for one in answer.errors]
    return answer.data, answer.codes, errors, answer.extensions


async def loaded(asker: Asker, document: str, variables: dict[str, Any]) -> tuple[Any, ...]:
    """What the resolvers tell, which keep nothing."""
    return told(await replace(asker, schema=loading_schema()).answer(document, variables))


async def test_each_caller_of_a_kept_query_sees_what_is_theirs(
    asker: Callable[..., Asker], graphql: Schema
) -> None:
    variables = {"size": 3, "where": {"heldOn": {"gte": "2026-01-01"}}}
    askers = [asker(name, tenant) for name, tenant in WHO]
    expected = [await loaded(one, ALL, variables) for one in askers]
    for _ in range(2):
        answers = await asyncio.gather(*[one.answer(ALL, variables) for one in askers])
        assert [told(answer) for answer in answers] == expected
    assert len({str(one[0]) for one in expected}) > 6  # there was something to mix up
    assert graphql.execution._queries is not None
    assert len(graphql.execution._queries.kept) == 1


async def test_an_id_that_others_may_see_is_nothing_to_who_may_not(asker: Callable[..., Asker]) -> None:
    document = "query ($id: ID!) { node(id: $id) { id } member(id: $id) { id displayName } }"
    members = (await asker("county").ask("{ members(first: 1000) { nodes { id } } }"))["members"]["nodes"]
    for member in (members[0], members[-1]):
        for name, tenant in WHO:
            one = asker(name, tenant)
            assert told(await one.answer(document, member)) == await loaded(one, document, member)


@pytest.mark.parametrize("first", [1.0, True, False, "1", 0, -1, 1000, 1001, 2**31, 2**64, [1], {}])
async def test_variables_that_look_alike_are_told_apart(asker: Callable[..., Asker], first: Any) -> None:
    document = "query ($first: Int = 4) { organisations(first: $first) { nodes { id } } }"
    one = asker("county")
    for variables in ({"first": 1}, {"first": None}, {}, {"first": first}, {"first": 1}, {"first": first}):
        assert told(await one.answer(document, variables)) == await loaded(one, document, variables)


async def test_operations_of_one_document_are_told_apart(asker: Callable[..., Asker]) -> None:
    document = """
      query A($n: Int) { found: organisations(first: $n) { nodes { ...it } } }
      query B($n: Int) { found: members(first: $n) { nodes { ...it } } }
      fragment it on Node { id __typename }
    """
    one = asker("county")
    for operation, kind in (("A", "Organisation"), ("B", "Member"), ("A", "Organisation")):
        answer = await one.answer(document, {"n": 2}, operation=operation)
        assert [node["__typename"] for node in answer.data["found"]["nodes"]] == [kind] * 2


async def test_fields_of_one_type_keep_their_own_arguments(asker: Callable[..., Asker]) -> None:
    """Of rows with places in their own source too, side by side and as of times of their own."""
    one = asker("county")
    nodes = (await one.ask("{ organisations(first: 4) { nodes { id } } }"))["organisations"]["nodes"]
    fields = [
        f'{name}{number}: {name}(node: "{node["id"]}", {span}{as_of}) {{ expected present }}'
        for number, (node, as_of) in enumerate(
            zip(nodes, ("", ", asOf: {position: 300}", ', asOf: {occurredOn: "2026-02-01"}', ""), strict=True)
        )
        for name, span in (
            ("rollup", f'month: "2026-0{number + 1}"'),
            ("rollupSpan", f'from: "2025-0{number + 1}", to: "2026-0{number + 2}"'),
        )
    ]
    fields += [
        f'm{number}: meetings(first: {number + 1}, where: {{heldOn: {{lte: "2026-0{number + 1}-28"}}}}) {{'
        f" nodes {{ id attendance(first: {3 - number}) {{ nodes {{ status }} }} }} }}"
        for number in range(3)
    ]
    together = told(await one.answer(f"{{ {' '.join(fields)} }}", {}))
    assert together == await loaded(one, f"{{ {' '.join(fields)} }}", {})
    assert together[2] == []
    for field in fields:
        alone = await one.ask(f"{{ {field} }}")
        assert {key: together[0][key] for key in alone} == alone


async def test_as_many_times_as_there_may_be_fields(asker: Callable[..., Asker]) -> None:
    one = asker("township")
    times = [f"position: {position}" for position in range(10, 300, 20)]
    times += [f'position: {20 * number}, occurredOn: "2026-01-{number + 1:02}"' for number in range(15)]
    fields = [
        f"o{number}: organisations(first: 3, asOf: {{{time}}}) {{ nodes {{ id name memberCount }} }}"
        for number, time in enumerate(times)
    ]
    document = f"{{ {' '.join(fields)} }}"
    assert len(fields) == Limits().root_fields
    for _ in range(2):
        answer = told(await one.answer(document))
        assert answer[1] == []
        assert answer == await loaded(one, document, {})


async def test_a_time_ahead_of_one_field_says_nothing_of_the_others(asker: Callable[..., Asker]) -> None:
    document = """query ($then: Position!) {
      now: organisations(first: 2) { nodes { name } }
      past: organisations(first: 2, asOf: {position: 50}) { nodes { name } }
      county(asOf: {position: $then}) { name }
    }"""
    one = asker("county")
    for position in (100, 999_999_999, 100):
        variables = {"then": position}
        assert told(await one.answer(document, variables)) == await loaded(one, document, variables)
