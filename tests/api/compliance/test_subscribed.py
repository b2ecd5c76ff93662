"""`complianceRollup` as a subscription: how a node stands now, and each time that one below it stands otherwise."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from datetime import date
from typing import Any

import orjson

from domain.departures.commands import RecordDeparture
from domain.grids.commands import AssignCoverage, DefineGrid
from domain.policies.kinds.meeting_frequency import MeetingFrequency
from domain.policies.modality import Modality
from domain.policies.periods import Unit
from graphql_api.read import encode_id
from tests.api.compliance.test_announcements import LECTURE
from tests.api.office import OPENED, AskedOffice, organisation
from tests.projections.compliance.office import pack
from tests.security.access.test_subscribed import subscribed

RULE = MeetingFrequency(meeting=LECTURE, per=Unit.QUARTER, at_least=1, partial_period="not_required")
QUARTERLY = pack("county", "1", {"lecture": RULE}, modality=Modality.SHOULD)
SILENCE_SECONDS = 1.0


def listening(office: AskedOffice, node: str, span: str = 'from: "2026-01", to: "2026-03"') -> Any:
    return subscribed(
        office.asker,
        f'subscription {{ complianceRollup(node: "{node}", {span}) {{'
        " figures(first: 10) { nodes { period slots passed missed excused pending } } } }",
    )


async def figure(items: AsyncGenerator[Any, None]) -> tuple[int, ...]:
    """Of the one period: slots, passed, missed, excused, pending."""
    async with asyncio.timeout(20):
        item = await anext(items)
    assert item.errors is None
    (row,) = orjson.loads(orjson.dumps(item.data))["complianceRollup"]["figures"]["nodes"]
    return tuple(row[name] for name in ("slots", "passed", "missed", "excused", "pending"))


async def nothing_comes(items: AsyncGenerator[Any, None]) -> asyncio.Future[Any]:
    """The next item, which is not there yet."""
    waiting = asyncio.ensure_future(anext(items))
    done, _ = await asyncio.wait({waiting}, timeout=SILENCE_SECONDS)
    assert not done
    return waiting


async def test_of_a_township_and_of_nobody_elsewhere(office: AskedOffice) -> None:
    branch, other = await office.found(), await office.found(parent=office.other_township)
    await office.adopt(QUARTERLY)
    await office.until(date(2026, 2, 1))
    await office.project()
    items = listening(office, organisation(office.township))
    assert await figure(items) == (1, 0, 0, 0, 1)
    await office.meet(other, LECTURE)
    await office.project()
    waiting = await nothing_comes(items)
    await office.meet(branch, LECTURE)
    await office.project()
    async with asyncio.timeout(20):
        item = await waiting
    assert item.data is not None
    assert item.extensions["position"] > 0
    (row,) = orjson.loads(orjson.dumps(item.data))["complianceRollup"]["figures"]["nodes"]
    assert (row["passed"], row["pending"]) == (1, 0)
    await items.aclose()


async def test_the_end_of_a_day_and_a_reason_that_comes_late(office: AskedOffice) -> None:
    branch = await office.found()
    await office.adopt(QUARTERLY)
    await office.until(date(2026, 3, 1))
    await office.project()
    items = listening(office, organisation(office.committee))
    assert await figure(items) == (1, 0, 0, 0, 1)
    await office.until(date(2026, 4, 1))
    await office.project()
    assert await figure(items) == (1, 0, 1, 0, 0)
    await office.do(
        RecordDeparture(
            organisation_id=branch,
            node_id=office.committee,
            series="county/lecture",
            period="2026-Q1",
            reason="FLOODS",
        )
    )
    await office.project()
    assert await figure(items) == (1, 0, 0, 1, 0)
    await items.aclose()


async def test_of_a_grid(office: AskedOffice) -> None:
    branch, grid = await office.found(), office.ids.new_id()
    await office.do(
        DefineGrid(grid_id=grid, level=1, name="一级网格"),
        AssignCoverage(grid_id=grid, organisation_id=branch, from_on=OPENED),
    )
    await office.adopt(QUARTERLY)
    await office.until(date(2026, 2, 1))
    await office.project()
    items = listening(office, encode_id("Grid", grid))
    assert await figure(items) == (1, 0, 0, 0, 1)
    await office.meet(branch, LECTURE)
    await office.project()
    assert await figure(items) == (1, 1, 0, 0, 0)
    await items.aclose()


async def test_months_that_it_is_not_about(office: AskedOffice) -> None:
    branch = await office.found()
    await office.adopt(QUARTERLY)
    await office.until(date(2026, 4, 2))
    await office.project()
    items = listening(office, organisation(office.township))
    assert await figure(items) == (1, 0, 1, 0, 0)
    await office.meet(branch, LECTURE)
    await office.project()
    (await nothing_comes(items)).cancel()


async def test_arguments_of_no_use(office: AskedOffice) -> None:
    for span in ('from: "2026-03", to: "2026-01"', 'from: "soon", to: "2026-01"'):
        item = await anext(listening(office, organisation(office.township), span))
        assert item.errors
