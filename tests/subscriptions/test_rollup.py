"""`rollup`: a node's month now, and each time that it has changed."""

from __future__ import annotations

import asyncio

from application.actor import Role
from tests.api.client import key_of
from tests.api.county import TODAY, County
from tests.api.test_capacities import caught_up
from tests.subscriptions.conftest import Served
from tests.subscriptions.county import ROLLUP, attend
from tests.subscriptions.talking import talking

MONTH = f"{TODAY:%Y-%m}"


async def test_null_until_something_happens(county: County, served: Served) -> None:
    await caught_up(county)
    async with talking(served.url, served.token()) as talk:
        await talk.subscribe(ROLLUP, {"node": county.township, "month": MONTH})
        assert (await talk.item())["data"] == {"rollup": None}
        meeting = await county.meeting()
        item = await talk.item()
        assert item["data"]["rollup"]["meetingsPlanned"] == 1
        last = await attend(county, meeting, county.members[0])
        while item["data"]["rollup"]["present"] == 0:
            item = await talk.item()
        assert item["extensions"]["position"] >= item["data"]["rollup"]["position"] >= last
        await talk.silence()


async def test_many_changes_between_two_looks_are_one_item(county: County, served: Served) -> None:
    await caught_up(county)
    async with talking(served.url, served.token()) as talk:
        await talk.subscribe(ROLLUP, {"node": county.township, "month": MONTH})
        await talk.item()
        await asyncio.gather(*(county.meeting(frozen=False) for _ in range(12)))
        items = 0
        planned = 0
        while planned < 12:
            planned = (await talk.item())["data"]["rollup"]["meetingsPlanned"]
            items += 1
        assert items < 12
        await talk.silence()


async def test_what_the_caller_may_not_see_stays_null(county: County, served: Served) -> None:
    """A branch secretary subscribes to the township's: not even that something happened is told."""
    await caught_up(county)
    secretary = served.token(Role.BRANCH_SECRETARY, place=key_of(county.branch))
    async with talking(served.url, secretary) as talk:
        await talk.subscribe(ROLLUP, {"node": county.township, "month": MONTH})
        assert (await talk.item())["data"] == {"rollup": None}
        await county.meeting()
        await talk.silence()


async def test_arguments_of_no_use(county: County, served: Served) -> None:
    async with talking(served.url, served.token()) as talk:
        await talk.subscribe(ROLLUP, {"node": county.township, "month": "soon"})
        item = await talk.item()
        assert item["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
        assert (await talk.hear())["type"] == "complete"
