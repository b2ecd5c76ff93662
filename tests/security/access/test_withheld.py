"""What is withheld is not told by another way: by filter, order, total, ratio, entries, events, or a difference."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from graphql_api.read import encode_id
from graphql_api.schema import Schema, make_schema, schema
from tests.api.read.county import Asker, Places
from tests.security.access.callers import NAMES
from tests.security.access.rows import FIGURES_OF_PERSONS, is_small

WITHOUT_PERSONS = ["GRID_WORKER", "MEMBER", "INTEGRATOR with figures:read"]
SPAN = 'from: "2024-01", to: "2029-12"'
SMALL_EVERY_MONTH = ["GRID_WORKER", "MEMBER"]  # of one grid or branch some part is of few persons
PARTS = "present late onLeave absent unexcused attendanceRate { numerator } unexcusedRate { numerator }"


@pytest.fixture(params=["planned", "loaded"])
def graphql(request: pytest.FixtureRequest) -> Schema:
    return schema() if request.param == "planned" else make_schema(planned=False)


@pytest.fixture
def nodes(places: Places) -> list[str]:
    return [
        encode_id("Organisation", places.branch),
        encode_id("Organisation", places.township),
        encode_id("Grid", places.grid),
    ]


async def spans(asker: Asker, nodes: list[str], inner: str) -> Any:
    fields = " ".join(
        f's{n}: rollupSpan(node: "{node}", {SPAN}) {{ {inner} }}' for n, node in enumerate(nodes)
    )
    return await asker.answer(f"{{ {fields} }}")


@pytest.mark.parametrize("who", WITHOUT_PERSONS)
async def test_no_filter_asks_for_figures_that_are_withheld(
    asker: Callable[[str], Asker], whole: Asker, nodes: list[str], who: str
) -> None:
    """Which entries add to a figure tells that it is not nought, and which they are."""
    inner = "entries(first: 5, where: {counter: UNEXCUSED}) { totalCount }"
    nested = "entries(first: 5, where: {not: {or: [{and: [{counter: UNEXCUSED}]}]}}) { totalCount }"
    assert (await spans(whole, nodes, inner)).codes == []
    told = (await spans(asker(who), nodes, "entries(first: 1) { totalCount }")).data
    for asked in (inner, nested):
        answer = await spans(asker(who), nodes, asked)
        seen = [value for value in told.values() if value is not None]
        assert seen
        assert answer.codes == ["FORBIDDEN"] * len(seen)
        assert not any(answer.data.values())


@pytest.mark.parametrize("who", WITHOUT_PERSONS)
async def test_of_a_small_figure_no_part_is_told(
    asker: Callable[[str], Asker], whole: Asker, nodes: list[str], who: str
) -> None:
    """Where some part is of few persons all are null, ratios too: none can be had by subtraction."""
    months = f"months(first: 100) {{ nodes {{ month expected meetingsPlanned {PARTS} }} }}"
    full, part = await spans(whole, nodes, months), await spans(asker(who), nodes, months)
    small = told = 0
    for name, seen in part.data.items():
        for row, other in zip(
            seen["months"]["nodes"] if seen else [],
            full.data[name]["months"]["nodes"],
            strict=seen is not None,
        ):
            assert row["expected"] == other["expected"]
            parts = [
                value for key, value in row.items() if key not in ("month", "expected", "meetingsPlanned")
            ]
            if all(value is None for value in parts):
                small += 1
                continue
            told += 1
            assert row == other
            assert not is_small("present", row)
    assert small
    assert told or who in SMALL_EVERY_MONTH


async def test_the_smallest_number_is_a_setting(
    whole: Asker, asker: Callable[[str], Asker], nodes: list[str]
) -> None:
    inner = f"expected {PARTS} lateEntries leaveRequested leaveGranted pointsAwarded pointsDeducted"
    one = asker("GRID_WORKER")
    full = await spans(whole, nodes[2:], inner)
    off = await spans(replace(one, services=replace(one.services, small_cell=0)), nodes[2:], inner)
    assert off.data == full.data
    far = await spans(replace(one, services=replace(one.services, small_cell=10**6)), nodes[2:], inner)
    told = {key: value for key, value in far.data["s0"].items() if value is not None}
    assert told.keys() == {"expected"}


@pytest.mark.parametrize("who", NAMES)
async def test_who_sees_the_persons_is_told_every_figure(
    asker: Callable[[str], Asker], whole: Asker, who: str
) -> None:
    """And nobody else is told a small one, wherever figures stand."""
    figures = " ".join(
        sorted(
            FIGURES_OF_PERSONS
            - {"observers", "unrecorded", "fullMemberCount", "members", "votingBase", "outstanding"}
        )
    )
    figures = figures.replace("Rate", "Rate { numerator }")
    document = (
        f"{{ rollups(first: 1000) {{ nodes {{ month organisation {{ id }} grid {{ id }} {figures} }} }} }}"
    )
    one = asker(who)
    full = {
        (row["month"], str(row["organisation"]), str(row["grid"])): row
        for row in (await whole.ask(document))["rollups"]["nodes"]
    }
    seen = (await one.ask("{ viewer { rights { relation fieldGroups } } }"))["viewer"]["rights"]
    exact = {right["relation"] for right in seen if {"FIGURES", "PERSON"} <= set(right["fieldGroups"])}
    for row in (await one.ask(document))["rollups"]["nodes"]:
        key = row["month"], str(row["organisation"]), str(row["grid"])
        if key in full and exact:
            assert row == full[key]
        else:
            assert row["pointsAwarded"] is row["leaveRequested"] is row["lateEntries"] is None


async def test_the_audit_trail_tells_a_program_without_persons_of_none(
    asker: Callable[[str], Asker], whole: Asker
) -> None:
    """Neither a person's id nor an event about one, by payload, changes, subjects or the objects of events."""
    members = await whole.ask(
        "{ members(first: 1000) { nodes { id history(first: 1) { nodes { streamId } } } } }"
    )
    streams = {node["history"]["nodes"][0]["streamId"] for node in members["members"]["nodes"]}
    document = """{ events(first: 1000) { totalCount nodes {
        type streamId payload subjects { id __typename } object { id __typename }
        changes { object key before after } } } }"""
    for who in ("INTEGRATOR with audit:read", "INTEGRATOR with audit:read life:read figures:read"):
        told = (await asker(who).ask(document))["events"]
        assert told["totalCount"] > 0
        assert [stream for stream in streams if stream in str(told)] == []
        member = members["members"]["nodes"][0]["id"]
        about = f'{{ events(where: {{subject: "{member}"}}) {{ totalCount }} }}'
        assert (await asker(who).ask(about))["events"]["totalCount"] == 0
