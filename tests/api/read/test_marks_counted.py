"""A plan knows how many marks its answers have at most: behind the last nobody looks for more, so none may be left."""

from __future__ import annotations

import orjson
import pytest
import pytest_asyncio

from graphql_api.plan.tree import UNCOUNTED
from graphql_api.read.marks import KEY
from graphql_api.read.seen import Seen
from tests.api.read.county import Asker

LISTS = [
    "members(first: 3) { nodes { kind } }",
    "members(first: 3) { edges { cursor node { kind } } nodes { id } totalCount }",
    "members(last: 3) { pageInfo { startCursor endCursor } nodes { id } }",
    "members(first: 3) { a: pageInfo { startCursor } b: pageInfo { endCursor } }",
    'members(first: 3, where: {id: {in: ["%s"]}}) { a: pageInfo { startCursor } b: pageInfo { endCursor } }',
    'members(first: 3, where: {id: {in: ["%s"]}}) { pageInfo { endCursor } totalCount edges { node { id } } }',
    'member(id: "%s") { kind leaves { nodes { kind } pageInfo { endCursor } } attendance { edges { cursor } } }',
    'member(id: "%s") { attendance { nodes { member { kind } meeting { expected { nodes { position } } } } } }',
    "meetings(first: 30) { nodes { expected(first: 3) { nodes { member { id } } pageInfo { endCursor } } } }",
    "organisations { nodes { members(first: 2) { pageInfo { endCursor } } } }",
    'events(last: 3) { nodes { position } pageInfo { endCursor } } b: member(id: "%s") { id }',
]


@pytest_asyncio.fixture(loop_scope="session")
async def somebody(county: Asker) -> str:
    found = await county.ask("{ members(first: 1) { nodes { id } } }")
    return str(found["members"]["nodes"][0]["id"])


@pytest.mark.parametrize("asked", LISTS)
async def test_none_is_left_in_an_answer(county: Asker, somebody: str, asked: str) -> None:
    answer = await county.answer(f"{{ {asked.replace('%s', somebody)} }}")
    assert answer.errors == []
    assert answer.marks
    assert KEY not in orjson.dumps(answer.data).decode()


def test_behind_the_last_nobody_looks() -> None:
    answer = b'[{"~" : "c:1", "a" : 1}, {"~" : "c:2", "a" : 1}, {"~" : "", "a" : 1}]'
    for most, left in ((1, 2), (2, 1), (3, 0), (UNCOUNTED, 0)):
        seen = Seen()
        assert seen.take_off(answer, most).count(b"~") == left
        assert seen.marks == [b"c:1", b"c:2"][:most]
