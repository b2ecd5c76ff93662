"""Lists of rollups as of a position say what each of them says alone; spans are checked, opened and paged."""

from __future__ import annotations

from typing import Any

import pytest

from graphql_api.read import encode_id
from graphql_api.types.rollup_span import MOST_MONTHS
from projections.framework.additions import BLOCK_POSITIONS
from tests.api.read.county import Asker
from tests.projections.world import World

POSITION = BLOCK_POSITIONS + 700
FIGURES = "month expected present leaveGranted pointsAwarded position"


def township(world: World) -> str:
    return encode_id("Organisation", world.townships[0])


async def test_a_list_as_of_a_position(county: Asker, world: World) -> None:
    node = f"organisation {{ id }} grid {{ id }} {FIGURES}"
    as_of = f"asOf: {{position: {POSITION}}}"
    listed = (await county.ask(f"{{ rollups(first: 25, {as_of}) {{ nodes {{ {node} }} }} }}"))["rollups"][
        "nodes"
    ]
    assert len(listed) == 25
    singles = [
        f'r{number}: rollup(node: "{(one["organisation"] or one["grid"])["id"]}", month: "{one["month"][:7]}",'
        f" {as_of}) {{ {node} }}"
        for number, one in enumerate(listed)
    ]
    alone = await county.ask(f"{{ {' '.join(singles)} }}")
    assert listed == list(alone.values())


async def test_the_months_of_an_organisation_are_those_of_a_span(county: Asker, world: World) -> None:
    span = 'from: "2024-01", to: "2029-12"'
    as_of = f"asOf: {{position: {POSITION}}}"
    data = await county.ask(
        f"""{{ organisation(id: "{township(world)}", {as_of}) {{ rollups(first: 100) {{ nodes {{ {FIGURES} }} }} }}
               rollupSpan(node: "{township(world)}", {span}, {as_of}) {{
                   expected firstMonth lastMonth organisation {{ id }} months(first: 100) {{ nodes {{ {FIGURES} }} }} }}
            }}"""
    )
    months, whole = data["organisation"]["rollups"]["nodes"], data["rollupSpan"]
    assert whole["months"]["nodes"] == months
    assert whole["expected"] == sum(month["expected"] for month in months) > 0
    assert (whole["firstMonth"], whole["lastMonth"]) == ("2024-01-01", "2029-12-01")
    assert whole["organisation"] == {"id": township(world)}


async def test_pages_of_entries_follow_on_each_other(county: Asker, world: World) -> None:
    async def page(arguments: str) -> Any:
        entries = f"entries({arguments}) {{ pageInfo {{ hasNextPage endCursor }} nodes {{ objectId day }} }}"
        span = f'rollupSpan(node: "{township(world)}", from: "2024-01", to: "2029-12")'
        return (await county.ask(f"{{ {span} {{ {entries} }} }}"))["rollupSpan"]["entries"]

    everything = (await page("first: 1000"))["nodes"]
    assert len(everything) > 20
    paged, after = [], ""
    while True:
        one = await page(f"first: 7{after}")
        paged += one["nodes"]
        if not one["pageInfo"]["hasNextPage"]:
            break
        after = f', after: "{one["pageInfo"]["endCursor"]}"'
    assert paged == everything


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2026-02", "2026-01"),
        ("2026-1", "2026-02"),
        ("2001-01", f"{2001 + MOST_MONTHS // 12}-01"),
        ("x", "2026-01"),
    ],
)
async def test_spans_that_are_none(county: Asker, world: World, first: str, last: str) -> None:
    query = f'{{ rollupSpan(node: "{township(world)}", from: "{first}", to: "{last}") {{ expected }} }}'
    answer = await county.answer(query)
    assert (answer.data, answer.codes) == ({"rollupSpan": None}, ["BAD_USER_INPUT"])


async def test_two_spans_beside_each_other(county: Asker, world: World) -> None:
    spans = {"a": ("2024-01", "2026-01"), "b": ("2026-02", "2029-12")}
    fields = {
        name: f'{name}: rollupSpan(node: "{township(world)}", from: "{first}", to: "{last}")'
        " { firstMonth lastMonth expected meetingsHeld }"
        for name, (first, last) in spans.items()
    }
    alone = {name: (await county.ask(f"{{ {field} }}"))[name] for name, field in fields.items()}
    assert await county.ask(f"{{ {' '.join(fields.values())} }}") == alone
    assert {name: (told["firstMonth"][:7], told["lastMonth"][:7]) for name, told in alone.items()} == spans


async def test_months_in_which_nothing_happened(county: Asker, world: World) -> None:
    node = f'node: "{township(world)}"'
    as_of = "asOf: {position: 1}"
    data = await county.ask(
        f"""{{ early: rollup({node}, month: "1990-01") {{ expected }}
               span: rollupSpan({node}, from: "1990-01", to: "1990-12") {{ expected }}
               before: rollupSpan({node}, from: "2024-01", to: "2029-12", {as_of}) {{ expected }}
               none: rollups({as_of}) {{ totalCount nodes {{ expected }} }} }}"""
    )
    assert data == {"early": None, "span": None, "before": None, "none": {"totalCount": 0, "nodes": []}}
