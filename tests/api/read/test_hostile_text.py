"""Text that is SQL, too long, or no text: in every argument, id and cursor. No SQL error, no extra row."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from graphql import (
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    get_named_type,
    is_leaf_type,
    is_required_input_field,
)

from graphql_api.queries import Query
from graphql_api.schema import schema
from tests.api.read.county import Asker
from tests.api.read.cursors import encode_cursor
from tests.api.read.declared import root_lists

KEY = "00000000-0000-0000-0000-000000000000"
A_DAY = "2026-01-01"
OF_AN_OBJECT = ("id", "node", "organisation")
BESIDE_AN_OBJECT = ("documentCheck",)  # text that is held against one
OF_A_FORM = ("after", "before", "month", "from", "to", "pack", "versions")
SQL = [
    "' OR '1'='1",
    "'; DROP SCHEMA read_model CASCADE; --",
    "\\'; SELECT pg_sleep(10); --",
    "$1",
    "%' UNION SELECT * FROM people.display_name --",
    "{t}.org_path",
    "{value}",
    "{0.__class__}",
    "430281%",
]
BROKEN = ["\0", "a\0b", "\ud800", "文\udfff", "x\0" * 10]
LONG = ["x" * 10_240, "文" * 10_240, "'" * 10_240]
TEXTS = [*SQL, *BROKEN, *LONG]
TYPES = schema()._schema.type_map
ROOT: Any = schema()._schema.query_type


def text_arguments() -> list[tuple[str, str]]:
    """Root fields and their arguments of type String or ID."""
    return [
        (name, argument)
        for name, field in ROOT.fields.items()
        for argument, definition in field.args.items()
        if str(get_named_type(definition.type)) in ("String", "ID")
    ]


def text_filters() -> list[tuple[str, str, str | None]]:
    """Lists, fields of their `where`, and operators that take text or an id; no operator where it takes it itself."""
    found: list[tuple[str, str, str | None]] = []
    for name, read_type in root_lists().items():
        where: Any = TYPES[f"{read_type.name}Where"]
        for field, definition in where.fields.items():
            type_ = get_named_type(definition.type)
            if str(type_) in ("String", "ID"):
                found.append((name, field, None))
            elif isinstance(type_, GraphQLInputObjectType) and type_ is not where:
                for symbol, operand in type_.fields.items():
                    if str(get_named_type(operand.type)) in ("String", "ID"):
                        found.append((name, field, symbol))
    return found


async def rows_and_codes(county: Asker, query: str, variables: dict[str, Any]) -> tuple[Any, list[str]]:
    """What it gives; whatever fails must be called bad input, or an id of nothing."""
    answer = await county.answer(query, variables)
    assert set(answer.codes) <= {"BAD_USER_INPUT", "NOT_FOUND"}, answer.errors
    return (answer.data or {}).get("it"), answer.codes


def test_there_is_something_to_attack() -> None:
    assert len(text_arguments()) > 20
    assert len(text_filters()) > 20
    assert hasattr(Query, "node")


@pytest.mark.parametrize(("name", "argument"), text_arguments())
async def test_in_an_argument(county: Asker, name: str, argument: str) -> None:
    field = ROOT.fields[name]
    declared = [f"${n}: {a.type}" for n, a in field.args.items() if n == argument or _needed(a)]
    passed = [f"{n}: ${n}" for n, a in field.args.items() if n == argument or _needed(a)]
    selection = "{ totalCount nodes { __typename } }" if name in root_lists() else "{ __typename }"
    if is_leaf_type(get_named_type(field.type)):
        selection = ""
    query = f"query ({', '.join(declared)}) {{ it: {name}({', '.join(passed)}) {selection} }}"
    others = {n: _some(a) for n, a in field.args.items() if n != argument and _needed(a)}
    for text in TEXTS:
        found, codes = await rows_and_codes(county, query, {**others, argument: text})
        assert found is None, text
        if (argument in OF_AN_OBJECT or name in BESIDE_AN_OBJECT) and text not in BROKEN:
            assert codes == ["NOT_FOUND"]
        else:
            assert codes == [] or argument in OF_A_FORM or text in BROKEN


def _some(argument: Any) -> str:
    return A_DAY if str(get_named_type(argument.type)) == "Date" else KEY


def _needed(argument: Any) -> bool:
    return isinstance(argument.type, GraphQLNonNull)


@pytest.mark.parametrize(("name", "field", "symbol"), text_filters())
async def test_in_a_filter(county: Asker, name: str, field: str, symbol: str | None) -> None:
    where_type: Any = TYPES[f"{root_lists()[name].name}Where"]
    query = f"query ($where: {where_type}) {{ it: {name}(where: $where) {{ totalCount nodes {{ __typename }} }} }}"
    for text in TEXTS:
        operand: Any = text
        if symbol is not None:
            operators = get_named_type(where_type.fields[field].type).fields
            operand = {symbol: [text] if isinstance(operators[symbol].type, GraphQLList) else text}
            operand |= {
                other: _some(definition)
                for other, definition in operators.items()
                if other != symbol and is_required_input_field(definition)
            }
        found, codes = await rows_and_codes(county, query, {"where": {field: operand}})
        if codes:
            assert found is None
        else:
            assert found == {"totalCount": 0, "nodes": []}, text
            assert text not in BROKEN


@pytest.mark.parametrize("text", TEXTS)
async def test_in_a_cursor(county: Asker, text: str) -> None:
    query = "query ($after: String) { it: grids(after: $after) { totalCount nodes { __typename } } }"
    for cursor in (
        text,
        base64.urlsafe_b64encode(text.encode(errors="surrogatepass")).decode(),
        base64.urlsafe_b64encode(f'["TREE","{text}","{KEY}"]'.encode(errors="surrogatepass")).decode(),
    ):
        found, codes = await rows_and_codes(county, query, {"after": cursor})
        assert found is None or codes == []


async def test_text_in_a_cursor_stays_text(county: Asker) -> None:
    """A path is text: SQL in a well-made cursor is a place in the list like any other."""
    query = "query ($after: String) { it: grids(after: $after, first: 100) { nodes { id } } }"
    everything, _ = await rows_and_codes(county, query, {})
    for text in SQL:
        found, codes = await rows_and_codes(county, query, {"after": encode_cursor("Grid:TREE", [text, KEY])})
        assert codes == []
        ids = [node["id"] for node in everything["nodes"]]
        after = [node["id"] for node in found["nodes"]]
        assert after == ids[len(ids) - len(after) :]  # a tail of the list, and nothing else
    for text in BROKEN[:2]:
        _, codes = await rows_and_codes(county, query, {"after": encode_cursor("Grid:TREE", [text, KEY])})
        assert codes == ["BAD_USER_INPUT"]


async def test_one_bad_field_harms_no_other(county: Asker) -> None:
    answer = await county.answer(
        r"""{ bad: township(divisionCode: "\u0000") { name } worse: meetings(after: "x") { totalCount }
              county { name } events(first: 1) { nodes { type } } }"""
    )
    # A connection is never null, so that its error takes the answer with it; the code stays the caller's.
    assert set(answer.codes) == {"BAD_USER_INPUT"}
    answer = await county.answer(r'{ bad: township(divisionCode: "\u0000") { name } county { name } }')
    assert answer.codes == ["BAD_USER_INPUT"]
    assert answer.data == {"bad": None, "county": {"name": "醴陵市"}}


async def test_numbers_beyond_their_columns(county: Asker) -> None:
    data = await county.ask(
        """{ a: grids(where: {level: {gt: 2147483647}}) { totalCount }
             b: grids(where: {level: {gt: -2147483648}}, first: 1) { nodes { level } }
             c: events(where: {position: {gt: 9007199254740991}}) { totalCount }
             d: meetings(where: {heldOn: {gt: "9999-12-31"}}) { totalCount }
             e: meetings(where: {heldOn: {lt: "0001-01-01"}}) { totalCount }
             f: events(where: {recordedAt: {gt: "9999-12-31T23:59:59Z"}}) { totalCount } }"""
    )
    assert [data[name]["totalCount"] for name in "acdef"] == [0] * 5
    assert data["b"]["nodes"]
