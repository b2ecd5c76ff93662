"""Every object about persons says of whom it is, wherever in an answer it stands; and no text is taken for that."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import asyncpg
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from application.access import FieldGroup
from domain.development.events import development_id
from graphql_api.plan.tree import UNCOUNTED
from graphql_api.read import decode_id
from graphql_api.read.declare import ReadType
from graphql_api.read.marks import ABOUT_PERSONS, KEY, LETTERS, mark_of
from graphql_api.read.seen import Seen
from graphql_api.read.specs import ToOne
from tests.api.read.county import Asker
from tests.api.read.declared import TYPES, relations, root_lists, scalars

# Parts of rows that say it themselves.
OF_MARKED_ROWS = {"FieldProvenance", "ObligationGround"}
# Sums over a branch, for those alone who may see the persons.
OF_NO_PERSON = {"DuesMonth"}
WHO = {
    "Member": "id",
    "Development": "id",
    "Ballot": "development { __typename id }",
    "DocumentOpening": "person { __typename id }",
    "ScoreEntry": "account { __typename member { __typename id } }",
    "Event": "position",
    "RollupEntry": "objectType objectId",
}
# An organisation leads to more than one document may ask for.
RELATIONS_AT_ONCE = 20
HOSTILE = [
    '"~" : "c:',
    '~" : "c:x", ',
    '\\"~\\" : \\"',
    '"~" : null, ',
    '", "~" : "c:x',
    "~",
    '{"~" : "0:a", "b" : 1}',
]


def test_every_type_about_persons_is_marked() -> None:
    about = {name for name, one in TYPES.items() if ABOUT_PERSONS & {one.group, *one.also}}
    unmarked = {name for name in about if mark_of(TYPES[name]) is None} - OF_MARKED_ROWS - OF_NO_PERSON
    assert not unmarked, f"say in Place() of {unmarked} whom a row is about: else nobody knows who reads it"


def with_whom(read_type: ReadType) -> str:
    """Everything of a row, and whom it is about."""
    who = WHO.get(read_type.name, "member { __typename id }") if mark_of(read_type) else ""
    return f"{scalars(read_type.name)} who_: __typename {who}"


def deep(read_type: ReadType) -> Iterator[str]:
    """The same of a row and of all rows that it leads to, in as many selections as the limit of fields asks for."""
    led_to = list(relations(read_type))
    for first in range(0, max(len(led_to), 1), RELATIONS_AT_ONCE):
        parts = [with_whom(read_type)]
        for name, spec, target in led_to[first : first + RELATIONS_AT_ONCE]:
            inner = with_whom(target)
            below = (
                inner if isinstance(spec, ToOne) else f"nodes {{ {inner} }} edges {{ node {{ {inner} }} }}"
            )
            size = "" if isinstance(spec, ToOne) else "(first: 3)"
            parts.append(f"{name}{size} {{ {below} }}")
        yield " ".join(parts)


def told(value: Any) -> Iterator[str]:
    """The marks that an answer should have had."""
    if isinstance(value, list):
        for item in value:
            yield from told(item)
    elif isinstance(value, dict):
        if "__typename" in value:
            yield from _mark(value["__typename"], value)
        yield from told(list(value.values()))


def _mark(name: str, row: dict[str, Any]) -> Iterator[str]:
    if name not in TYPES or name in OF_MARKED_ROWS or mark_of(TYPES[name]) is None:
        return
    group = LETTERS[TYPES[name].group]
    match name:
        case "Development" | "Ballot":  # there may be no member yet
            yield f"{group}!{decode_id((row['development'] if name == 'Ballot' else row)['id'])}"
        case "Event":
            yield f"{group}@{row['position']}"
        case "RollupEntry":
            kinds = {"LEAVE": FieldGroup.PERSON, "SCORE_ENTRY": FieldGroup.POINTS}
            if row["objectType"] in kinds:
                yield f"{LETTERS[kinds[row['objectType']]]}#{row['objectId']}"
        case _:
            holder = row["account"] if name == "ScoreEntry" else row
            person = row if name == "Member" else holder["person" if name == "DocumentOpening" else "member"]
            if person is not None:  # as of a finding about a branch
                yield f"{group}:{decode_id(person['id'])}"


def says(mark: bytes) -> set[str]:
    """How an answer may say what a mark says: of a person who develops, by what its id is made into."""
    text = mark.decode()
    return {text, f"{text[0]}!{development_id(UUID(text[2:]))}"} if text[1] == ":" else {text}


@pytest.mark.parametrize("name", root_lists())
async def test_a_list_with_everything_below_it(county: Asker, name: str) -> None:
    for selection in deep(root_lists()[name]):
        answer = await county.answer(f"{{ {name}(first: 8) {{ nodes {{ {selection} }} }} }}")
        assert answer.errors == []
        expected, said = set(told(answer.data)), [says(mark) for mark in answer.marks]
        assert expected <= set().union(*said)
        assert all(expected & one for one in said)
        assert KEY not in orjson.dumps(answer.data).decode()


async def test_no_row_no_mark(county: Asker) -> None:
    answer = await county.answer("{ members { totalCount pageInfo { hasNextPage hasPreviousPage } } }")
    assert answer.marks == frozenset()


def in_cursor(cursor: str) -> bytes:
    """The mark of the person whose id a cursor of a list with such a key ends in."""
    raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    return b"c:" + raw.rpartition(b"\x1f")[2]


@pytest.mark.parametrize("size", ["first: 3", "last: 3", "first: 1000"])
@pytest.mark.parametrize("name", ["members", "attendance"])
async def test_a_cursor_tells_whose_row_it_is(county: Asker, name: str, size: str) -> None:
    page = f"{{ {name}({size}) {{ %s }} }}"
    edges = await county.answer(page % "edges { cursor }")
    cursors = [edge["cursor"] for edge in edges.data[name]["edges"]]
    assert edges.marks == {in_cursor(cursor) for cursor in cursors}
    for field, cursor in (("startCursor", cursors[0]), ("endCursor", cursors[-1])):
        info = await county.answer(page % f"pageInfo {{ {field} }}")
        assert info.data[name]["pageInfo"] == {field: cursor}
        assert info.marks == {in_cursor(cursor)}
    both = await county.answer(page % "pageInfo { startCursor endCursor }")
    assert both.marks == {in_cursor(cursors[0]), in_cursor(cursors[-1])}


async def test_an_object_of_which_all_is_left_out_is_marked_all_the_same(county: Asker) -> None:
    answer = await county.answer("{ members(first: 3) { nodes { kind @skip(if: true) } } }")
    assert answer.data == {"members": {"nodes": [{}, {}, {}]}}
    assert len(answer.marks) == 3


async def test_a_row_beyond_the_page_is_not_told_of(county: Asker) -> None:
    answer = await county.answer("{ members(first: 2) { nodes { kind } pageInfo { hasNextPage } } }")
    assert answer.data["members"]["pageInfo"]["hasNextPage"]
    assert len(answer.marks) == 2


async def test_a_query_without_persons_tells_of_nobody(county: Asker) -> None:
    query = (
        "{ organisations { nodes { name memberCount } } meetings { nodes { heldOn counts { present } } } }"
    )
    assert (await county.answer(query)).marks == frozenset()


def as_postgresql(value: Any) -> str:
    """JSON as json_build_object writes it."""
    match value:
        case dict():
            return "{" + ", ".join(f"{as_postgresql(k)} : {as_postgresql(v)}" for k, v in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(as_postgresql, value)) + "]"
    return orjson.dumps(value).decode()


NASTY = st.one_of(st.sampled_from(HOSTILE), st.text(alphabet='"~ :\\,1nul{}[]#@'), st.text())
FIELDS = st.dictionaries(
    st.from_regex(r"\A[_A-Za-z]\w{0,3}\Z"), NASTY | st.none() | st.integers(-9, 9), min_size=1
)


@given(st.lists(st.tuples(st.none() | st.uuids(), FIELDS, NASTY)))
def test_no_text_is_taken_for_a_mark(rows: list[tuple[Any, dict[str, Any], str]]) -> None:
    def row(person: Any, fields: dict[str, Any], text: str, *, marked: bool) -> dict[str, Any]:
        mark = {KEY: "" if person is None else f"c:{person}"} if marked else {}
        return {**mark, **fields, "list": [{**mark, "text": text}, text]}

    seen = Seen()
    clean = seen.take_off(as_postgresql([row(*one, marked=True) for one in rows]).encode(), UNCOUNTED)
    assert orjson.loads(clean) == [row(*one, marked=False) for one in rows]
    assert set(seen.marks) == {f"c:{person}".encode() for person, _, _ in rows if person is not None}


@pytest.mark.parametrize("text", HOSTILE)
async def test_nor_as_the_database_writes_it(tables: asyncpg.Connection[asyncpg.Record], text: str) -> None:
    sql = """
    SELECT json_build_object('~', 'c:' || gen_random_uuid(), 'name', $1::text, 'payload', $2::text::json,
                             'list', json_agg(json_build_object('~', '', 'name', $1::text)))::text"""
    payload = orjson.dumps({"name": text}).decode()  # canonical, as it stands in the log
    seen = Seen()
    clean = seen.take_off((await tables.fetchval(sql, text, payload)).encode(), UNCOUNTED)
    assert orjson.loads(clean) == {"name": text, "payload": {"name": text}, "list": [{"name": text}]}
    assert len(seen.marks) == 1
