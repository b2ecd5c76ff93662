"""Ids that SQL makes are those that Python makes."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING
from uuid import UUID

import asyncpg
import pytest

from graphql_api.read import Node, encode_id, read_types
from graphql_api.read.ids import id_sql

if TYPE_CHECKING:
    Tables = asyncpg.Connection[asyncpg.Record]

NODES = sorted(name for name, one in read_types().items() if issubclass(one.cls, Node))


@pytest.mark.parametrize("type_name", [*NODES, "A", "Ab", "Abc"])
async def test_ids_made_by_sql(tables: Tables, type_name: str) -> None:
    random = Random(type_name)
    keys = [UUID(int=0), UUID(int=2**128 - 1), *(UUID(int=random.getrandbits(128)) for _ in range(300))]
    rows = await tables.fetch(f"SELECT {id_sql(type_name, 'key')} AS id FROM unnest($1::uuid[]) AS key", keys)
    assert [row["id"] for row in rows] == [encode_id(type_name, key) for key in keys]
