"""Ids that are guessed or were heard of: the answer for what may not be seen is that for what does not exist."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import asyncpg
import pytest

from application.actor import Role
from graphql_api.read import encode_id
from graphql_api.schema import schema
from tests.api.read.county import OTHER_TENANT, Answer, Asker
from tests.api.read.declared import TYPES, rows_of
from tests.security.access.ground import Ground
from tests.security.access.matrix import Eyes, Facts
from tests.security.access.rows import STANDINGS

if TYPE_CHECKING:
    Tables = asyncpg.Connection[asyncpg.Record]

QUERY = schema()._schema.query_type
assert QUERY is not None
BY_ID = sorted(name for name, field in QUERY.fields.items() if "id" in field.args)
TYPE_OF = {"node": None, "branch": "Organisation", "reading": "Reading"}  # others are called as their type is
# More arguments, and what is selected, if it is not an object.
ASKED = {"documentCheck": (', text: "甲"', "")}

WHO = [*(role.value for role in Role), "INSPECTOR of a township", "INTEGRATOR with audit:read"]


def type_of(field: str) -> list[str]:
    """The types whose ids a root field takes."""
    if field == "node":
        return [
            name for name in TYPES if name in STANDINGS and STANDINGS[name] and "id" in TYPES[name].fields
        ]
    name = TYPE_OF.get(field) or field[0].upper() + field[1:]
    return [name] if STANDINGS.get(name) else []


def told(answer: Answer) -> list[tuple[str, str]]:
    """What an answer says of each error, but for where it stands."""
    return [(code, error.message) for code, error in zip(answer.codes, answer.errors, strict=True)]


@pytest.mark.parametrize(
    "who", [*(role.value for role in Role), "INSPECTOR of a township", "INTEGRATOR with audit:read"]
)
async def test_what_may_not_be_seen_is_as_what_does_not_exist(
    asker: Callable[[str], Asker], ground: Ground, facts: Mapping[str, Facts], tables: Tables, who: str
) -> None:
    one = asker(who)
    eyes = Eyes(one.actor, ground, facts["now"])
    for field in BY_ID:
        for name in type_of(field):
            read_type = TYPES[name]
            own = [row[read_type.key] for row in eyes.facts[name].values()]
            hidden = [key for key in own if eyes.row(read_type, (str(key),), {}, None) is None][:2]
            sql = f"SELECT {read_type.key} FROM {rows_of(read_type)} AS t WHERE tenant_id = $1 LIMIT 1"
            foreign = {row[0] for row in await tables.fetch(sql, OTHER_TENANT)} - {
                *own
            }  # one id every county has
            nobody_s = uuid4()
            answers = [await ask(one, field, encode_id(name, key)) for key in (*hidden, *foreign, nobody_s)]
            assert [answer.data for answer in answers] == [{"it": None}] * len(answers), (field, name)
            assert len({str(told(answer)) for answer in answers}) == 1, (field, name)
            assert answers[0].codes == ["NOT_FOUND"], (field, name)


async def ask(asker: Asker, field: str, text: str) -> Answer:
    of_it, selected = ASKED.get(field, ("", "{ __typename }"))
    return await asker.answer(f"query ($id: ID!) {{ it: {field}(id: $id{of_it}) {selected} }}", {"id": text})


@pytest.mark.parametrize("who", ["MEMBER", "OPERATOR", "INTEGRATOR without scopes"])
async def test_ids_that_are_none(asker: Callable[[str], Asker], who: str) -> None:
    one = asker(who)
    odd = ["", "====", "编号", str(UUID(int=5)), encode_id("Nonsense", uuid4()), encode_id("Rollup", uuid4())]
    for field in BY_ID:
        answers = [await ask(one, field, text) for text in [*odd, encode_id("Member", uuid4())]]
        assert {str(told(answer)) for answer in answers} == {str(told(answers[0]))}, field
        assert answers[0].codes == ["NOT_FOUND"]
