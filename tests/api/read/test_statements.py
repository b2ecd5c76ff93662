"""How many statements an answer takes: planned, one; loaded, as many as its query has levels. Rows do not matter."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import asyncpg
import pytest

from graphql_api.schema import Schema, schema
from tests.api.read.county import Asker


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every statement that any connection sends."""
    statements: list[str] = []
    for name in ("fetch", "fetchrow", "fetchval", "execute"):
        monkeypatch.setattr(asyncpg.Connection, name, _noting(getattr(asyncpg.Connection, name), statements))
    return statements


def _noting(method: Any, statements: list[str]) -> Any:
    async def noting(connection: Any, statement: str, *arguments: Any, **options: Any) -> Any:
        statements.append(statement)
        return await method(connection, statement, *arguments, **options)

    return noting


@contextmanager
def counted(sent: list[str]) -> Iterator[list[str]]:
    before = len(sent)
    found: list[str] = []
    yield found
    found.extend(sent[before:])


NESTED = """query ($branches: Int!, $meetings: Int!) {
  county { committee { children { nodes { children(first: $branches) { nodes {
    name
    meetings(first: $meetings) { totalCount nodes {
      heldOn
      counts { expected present attendanceRate { value } }
      attendance(first: 100) { nodes { status member { displayName branch { name } } } }
    } }
  } } } } } }
}"""
OVERHEAD = 3  # BEGIN, the position and the caller's place, ROLLBACK
# county, committee, children, their children, meetings, their number, counts, attendance, members, branches
LEVELS = 10


@pytest.fixture
def is_planned(graphql: Schema) -> bool:
    return graphql is schema()


async def test_statements_do_not_grow_with_rows(county: Asker, sent: list[str], is_planned: bool) -> None:
    await county.ask(NESTED, {"branches": 1, "meetings": 1})  # what opens the county is kept from here on
    took = []
    rows = []
    for branches, meetings in ((1, 10), (2, 10), (20, 20), (100, 100)):
        with counted(sent) as statements:
            data = await county.ask(NESTED, {"branches": branches, "meetings": meetings})
        took.append(len(statements))
        rows.append(str(data).count("displayName"))
    assert rows == sorted(rows)
    assert 2 * rows[-1] > 3 * rows[0] > 0
    assert set(took) == {1 if is_planned else OVERHEAD + LEVELS}


async def test_an_object_asked_for_in_many_places_is_read_once(
    county: Asker, sent: list[str], is_planned: bool
) -> None:
    query = "{ meetings(first: 50) { nodes { branch { name } organisation { name } } } }"
    await county.ask(query)
    with counted(sent) as statements:
        await county.ask(query)
    assert len(statements) == (1 if is_planned else OVERHEAD + 2)


async def test_a_total_is_counted_only_when_asked_for(
    county: Asker, sent: list[str], is_planned: bool
) -> None:
    await county.ask("{ members { nodes { id } } }")
    with counted(sent) as without:
        await county.ask("{ members { nodes { id } } }")
    with counted(sent) as with_total:
        await county.ask("{ members { totalCount nodes { id } } }")
    assert str(with_total).count("count(*)") == 1
    assert "count(*)" not in str(without)
    assert len(with_total) == len(without) + (not is_planned)


async def test_what_reads_nothing_sends_nothing(county: Asker, sent: list[str]) -> None:
    with counted(sent) as statements:
        answer = await county.answer("{ __typename }")
    assert statements == []
    assert "position" not in answer.extensions


async def test_root_fields_go_together(county: Asker, sent: list[str], is_planned: bool) -> None:
    query = (
        "a: members { nodes { id branch { name } } } b: members { nodes { id } } event(position: 1) { id }"
    )
    await county.ask(f"{{ {query} }}")
    with counted(sent) as statements:
        await county.ask(f"{{ {query} }}")
    # Loaded, the two pages of members come in one.
    assert len(statements) == (1 if is_planned else OVERHEAD + 3)


@pytest.mark.parametrize(
    "beside", ["viewer { account }", 'node(id: "none") { id }', "a: members(first: 0) { totalCount }"]
)
async def test_beside_what_is_not_planned_a_root_field_takes_a_statement(
    county: Asker, sent: list[str], is_planned: bool, beside: str
) -> None:
    query = f"{{ b: event(position: 1) {{ id }} c: event(position: 2) {{ id }} {beside} }}"
    await county.answer(query)
    with counted(sent) as statements:
        await county.answer(query)
    made = [statement for statement in statements if "read_model.event" in statement]
    assert len(made) == (0 if "members" in beside else 2), is_planned


async def test_requests_of_one_shape_send_one_text(county: Asker, sent: list[str]) -> None:
    query = """query ($level: Int, $at: Position) {
      grids(first: 5, where: {level: {gte: $level}}, asOf: {position: $at}) { nodes { name } } }"""
    await county.ask(query, {"level": 1, "at": 1})
    with counted(sent) as one:
        await county.ask(query, {"level": 3, "at": 10})
    with counted(sent) as other:
        await county.ask(query, {"level": 2, "at": 20})
    assert one[:3] == other[:3]


async def test_the_size_of_a_page_is_known_to_whoever_plans_it(county: Asker, sent: list[str]) -> None:
    query = "query ($first: Int) { grids(first: $first) { nodes { children(first: $first) { nodes { name } } } } }"
    await county.ask(query, {"first": 5})
    with counted(sent) as statements:
        await county.ask(query, {"first": 7})
    assert "LIMIT 7" in str(statements)
    assert "LIMIT $" not in str(statements)


async def test_times_are_found_on_the_way(county: Asker, sent: list[str], is_planned: bool) -> None:
    """Whatever times root fields ask for, they are read together, and each time is looked for once."""
    query = """{ now: members { totalCount } a: members(asOf: {position: 20}) { totalCount }
                 b: meetings(asOf: {position: 20}) { totalCount }
                 c: members(asOf: {position: 20, occurredOn: "2026-01-10"}) { totalCount } }"""
    await county.ask(query)
    with counted(sent) as statements:
        await county.ask(query)
    if is_planned:
        (statement,) = statements
        assert statement.count("event_store.event AS e") == 2
