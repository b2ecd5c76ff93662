"""The condition of scope is left out of every statement on purpose: row security alone shows the same rows.

Whoever asks, and whatever for: every list of the schema, and every object by its id.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

import asyncpg
import pytest

from graphql_api.plan import values
from graphql_api.read import Node, encode_id, pages, parts, reader, roots
from graphql_api.schema import Schema, make_schema
from tests.api.read.county import Asker
from tests.api.read.declared import TYPES, root_lists, rows_of
from tests.api.read.test_scope import WHO, whole_list

if TYPE_CHECKING:
    Tables = asyncpg.Connection[asyncpg.Record]

NODES = [read_type for read_type in TYPES.values() if issubclass(read_type.cls, Node)]
WAYS = ("planned", "loaded")


@cache
def schema_without(way: str) -> Schema:
    """A schema that keeps no statement which others made with the condition."""
    return make_schema(planned=way == "planned")


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> list[str]:
    """Leaves the condition out wherever it is written; what it would have been comes into the list."""
    left_out: list[str] = []
    for module in (values, pages, parts, reader, roots):
        original: Any = module.scope_predicate

        def nothing(*given: Any, _original: Any = original) -> str:
            left_out.append(_original(*given))
            return "true"

        monkeypatch.setattr(module, "scope_predicate", nothing)
    return left_out


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("who", WHO)
async def test_lists_hold_what_they_held(
    asker: Callable[..., Asker], request: pytest.FixtureRequest, who: str, way: str
) -> None:
    held = asker(who)
    before = {name: await whole_list(held, name) for name in root_lists()}
    left_out = request.getfixturevalue("without")
    open_to_all = Asker(schema_without(way), held.services, held.actor)
    for name, rows in before.items():
        assert sorted(await whole_list(open_to_all, name)) == sorted(rows), name
    assert way != "loaded" or len(left_out) >= len(before)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("who", WHO)
async def test_an_id_finds_what_it_found(
    asker: Callable[..., Asker], tables: Tables, request: pytest.FixtureRequest, who: str, way: str
) -> None:
    held = asker(who)
    queries = [await every_object(tables, read_type.name) for read_type in NODES]
    before = [(await held.answer(query)).data for query in queries]
    request.getfixturevalue("without")
    open_to_all = Asker(schema_without(way), held.services, held.actor)
    for query, found in zip(queries, before, strict=True):
        assert (await open_to_all.answer(query)).data == found


async def every_object(tables: Tables, name: str) -> str:
    """A query for objects of a type by their ids, of both counties."""
    read_type = TYPES[name]
    source = rows_of(read_type).replace("$tenant", "t.tenant_id")
    sql = f"SELECT {read_type.key} FROM {source} AS t ORDER BY md5({read_type.key}::text) LIMIT 50"
    keys = [row[0] for row in await tables.fetch(sql)]
    return (
        "{"
        + " ".join(f'n{n}: node(id: "{encode_id(name, key)}") {{ id }}' for n, key in enumerate(keys))
        + "}"
    )
