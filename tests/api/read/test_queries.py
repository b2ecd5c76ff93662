"""Queries that are read without the engine: which these are, and that what is left to it is answered by it alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Never

import pytest

from graphql_api.limits import Limits
from graphql_api.plan.execution import AnsweringContext
from graphql_api.plan.plans import Plans
from graphql_api.schema import Schema, make_schema
from tests.api.read.county import Asker

LOADING = make_schema(planned=False)
MEETINGS = (
    "query ($where: MeetingWhere) { meetings(first: 5, where: $where) { nodes { id heldOn } totalCount } }"
)


class NoEngine(AnsweringContext):
    """Executes nothing."""

    def execute_operation(self, serially: bool | None = None) -> Never:
        raise AssertionError("left to the engine")


@pytest.fixture
def graphql() -> Schema:
    return Schema(Limits(), Plans())


@pytest.fixture
def county(asker: Callable[..., Asker]) -> Asker:
    return asker("county")


def without_engine(county: Asker) -> None:
    county.schema.execution._executor = NoEngine


def nested(levels: int) -> dict[str, Any]:
    where: dict[str, Any] = {"heldOn": {"gte": "2026-01-01"}}
    for _ in range(levels):
        where = {"and": [where]}
    return where


@pytest.mark.parametrize(
    ("document", "variables"),
    [
        ("{ county { name } grids(first: 2) { nodes { id } } }", {}),
        (MEETINGS, {}),
        (MEETINGS, {"where": None}),
        (MEETINGS, {"where": {"not": {"kind": {"in": ["GENERAL_MEETING"]}}, "or": [nested(0), nested(1)]}}),
        (
            "query ($order: MeetingOrder!) { meetings(first: 3, orderBy: $order) { nodes { heldOn } } }",
            {"order": {"field": "HELD_ON", "direction": "ASC"}},
        ),
        (
            """query ($size: Int = 2, $day: Date, $lists: Boolean!) {
                 organisations(first: $size) { nodes {
                   id meetings(first: $size, where: {heldOn: {gte: $day}}) @include(if: $lists) { nodes { id } } } }
               }""",
            {"day": "2026-01-10", "lists": True},
        ),
        (
            "query ($then: AsOf) { organisations(first: 3, asOf: $then) { nodes { name } } }",
            {"then": {"occurredOn": "2026-02-01"}},
        ),
    ],
)
async def test_a_query_of_rows_alone_needs_no_engine(
    county: Asker, document: str, variables: dict[str, Any]
) -> None:
    without_engine(county)
    loaded = await replace(county, schema=LOADING).answer(document, variables)
    for _ in range(2):  # once planned, once as it is kept
        planned = await county.answer(document, variables)
        assert (planned.data, planned.extensions) == (loaded.data, loaded.extensions)
        assert planned.errors == loaded.errors == []


async def test_an_object_is_found_by_its_id_without_the_engine(county: Asker) -> None:
    without_engine(county)
    document = "query ($id: ID!) { node(id: $id) { id ... on Member { displayName } ... on Grid { name } } }"
    known = await county.ask("{ members(first: 2) { nodes { id } } grids(first: 2) { nodes { id } } }")
    for found in [*known["members"]["nodes"], *known["grids"]["nodes"]]:
        loaded = await replace(county, schema=LOADING).ask(document, {"id": found["id"]})
        assert await county.ask(document, {"id": found["id"]}) == loaded
        assert loaded["node"]["id"] == found["id"]


@pytest.mark.parametrize(
    ("document", "variables"),
    [
        ("{ viewer { account } county { name } }", {}),
        ("{ __typename county { name } }", {}),
        ("query ($id: ID!) { node(id: $id) { id } county { name } }", {"id": "nothing"}),
        ("query ($id: ID!) { node(id: $id) { id } county { name } }", {}),
        (MEETINGS, {"where": {"nothing": 1}}),
        (MEETINGS, {"where": nested(5)}),
        (MEETINGS, {"where": nested(100)}),
        (MEETINGS, {"where": nested(400)}),
        ("{ meetings(first: 0) { nodes { id } } }", {}),
        ('{ organisations(asOf: {position: "999999"}) { nodes { id } } }', {}),
        (
            "query ($size: Int) { organisations { nodes { meetings(first: $size) { nodes { id } } } } }",
            {"size": 0},
        ),
    ],
)
async def test_all_else_is_answered_by_the_engine(
    county: Asker, document: str, variables: dict[str, Any]
) -> None:
    loaded = await replace(county, schema=LOADING).answer(document, variables)
    for _ in range(2):
        planned = await county.answer(document, variables)
        assert planned.data == loaded.data
        assert [(str(one), one.path) for one in planned.errors] == [
            (str(one), one.path) for one in loaded.errors
        ]
    without_engine(county)
    left = await county.answer(document, variables)
    if loaded.errors and loaded.errors[0].path is None:  # refused before anything is executed
        assert [str(one) for one in left.errors] == [str(one) for one in loaded.errors]
    else:
        assert "left to the engine" in str(left.errors[0].original_error)


async def test_what_cannot_be_finished_costs_its_field_alone(
    county: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fault(*_: object) -> Never:
        raise ValueError("cannot be read")

    monkeypatch.setattr("graphql_api.plan.plan.finish_all", fault)
    answer = await county.answer("{ event(position: 1) { changes { __typename } } county { name } }")
    assert answer.codes == ["INTERNAL_SERVER_ERROR"]
    assert [error.path for error in answer.errors] == [["event"]]
    assert answer.data["event"] is None
    assert answer.data["county"]["name"]
