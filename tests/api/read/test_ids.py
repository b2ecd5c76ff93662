"""Ids that SQL makes are those that Python makes, and each is read in one form only."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import TYPE_CHECKING
from uuid import UUID

import asyncpg
import pytest

from graphql_api.read import BadIdError, Node, encode_id, parse_id, read_types
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


@pytest.mark.parametrize(
    "spoil",
    [
        lambda id_: id_ + "=",
        lambda id_: id_ + "\n",
        lambda id_: " " + id_,
        lambda id_: id_[:-1],
        lambda id_: id_ + "AAAA",
        lambda id_: id_.replace("_", "/"),
        lambda id_: id_.replace("-", "+"),
        lambda id_: id_[:5] + "!" + id_[5:],
        lambda id_: id_[:5] + "é" + id_[6:],
        lambda _: "",
    ],
)
def test_an_id_is_written_in_one_way(spoil: Callable[[str], str]) -> None:
    key = UUID(
        "fffefffe-fbfb-7fbf-bfbe-fffffbffffff"
    )  # both of the letters that base64 for addresses has of its own
    text = encode_id("Ab", key)
    assert {"-", "_"} <= set(text)
    assert parse_id(text) == ("Ab", key)
    with pytest.raises(BadIdError):
        parse_id(spoil(text))
