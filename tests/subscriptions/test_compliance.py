"""`complianceRollup`: how a place stands by the rules now, and each time that it stands otherwise, both ways."""

from __future__ import annotations

from typing import Any

import pytest

from application.actor import Role
from tests.api.client import key_of
from tests.api.county import TODAY, County, day
from tests.api.test_capacities import caught_up
from tests.subscriptions.conftest import Served
from tests.subscriptions.talking import events, talking

STANDING = """
subscription Standing($node: ID!, $month: String!) {
  complianceRollup(node: $node, from: $month, to: $month) { standing(first: 5) { nodes { series passed missed } } }
}"""
PACK = """
pack = "small-branches"
version = "1"
title = { zh = "支部规模", en = "How large branches are" }
issuer = { zh = "某单位", en = "A unit" }
issuer_level = "unit"
source = { zh = "内部文件", en = "A paper of the unit" }
effective_from = 2016-01-01
[[rules]]
series = "small-branches/three"
title = { zh = "人数", en = "Members" }
quote = "正式党员3人以上"
quote_checked = true
modality = "MUST"
organisations = ["PARTY_BRANCH"]
[rules.rule]
kind = "branch-size"
fewest_full_members = 3
"""
MONTH = f"{TODAY:%Y-%m}"


async def adopted(county: County) -> None:
    """A branch is to have three full members, and has two."""
    await county.api.done("policyPackPublish", text=PACK)
    given = {"nodeId": county.branch, "approvedBy": county.branch, "since": day(-400)}
    await county.api.done("policyAdopt", pack="small-branches", version="1", **given)
    await caught_up(county)


async def join(county: County, branch: str, name: str) -> None:
    """One full member more."""
    joined = {"kind": "FULL", "joinedOn": day(-1000), "occurredAt": day(-365)}
    await county.api.done("memberRegister", branchId=branch, displayName=name, **joined)


def figures(item: dict[str, Any]) -> tuple[int, int]:
    """Passed and missed."""
    (row,) = item["data"]["complianceRollup"]["standing"]["nodes"]
    return row["passed"], row["missed"]


async def test_now_and_when_it_stands_otherwise(county: County, served: Served) -> None:
    await adopted(county)
    async with talking(served.url, served.token()) as talk:
        await talk.subscribe(STANDING, {"node": county.branch, "month": MONTH})
        assert figures(await talk.item()) == (0, 1)
        await join(county, county.other_branch, "郑试丁")
        await talk.silence()
        await join(county, county.branch, "郑试戊")
        item = await talk.item()
        assert figures(item) == (1, 0)
        assert item["extensions"]["position"] > 0


async def test_the_same_as_server_sent_events(county: County, served: Served) -> None:
    await adopted(county)
    asked = {"node": county.branch, "month": MONTH}
    async with events(served.url, served.token(), STANDING, asked) as stream:
        assert figures(await stream.item()) == (0, 1)
        await join(county, county.branch, "郑试戊")
        assert figures(await stream.item()) == (1, 0)


async def test_after_a_break_the_first_item_is_how_things_stand(county: County, served: Served) -> None:
    await adopted(county)
    async with talking(served.url, served.token()) as talk:
        await talk.subscribe(STANDING, {"node": county.branch, "month": MONTH})
        before = await talk.item()
    await join(county, county.branch, "郑试戊")
    await caught_up(county)
    async with talking(served.url, served.token()) as talk:
        await talk.subscribe(STANDING, {"node": county.branch, "month": MONTH})
        item = await talk.item()
        assert figures(item) == (1, 0)
        assert item["extensions"]["position"] > before["extensions"]["position"]
        await talk.silence()


@pytest.mark.parametrize("month", ["soon", "2026-13"])
async def test_arguments_of_no_use(county: County, served: Served, month: str) -> None:
    async with talking(served.url, served.token()) as talk:
        await talk.subscribe(STANDING, {"node": county.branch, "month": month})
        item = await talk.item()
        assert item["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
        assert (await talk.hear())["type"] == "complete"


async def test_what_the_caller_may_not_see_is_told_like_nothing(county: County, served: Served) -> None:
    await adopted(county)
    secretary = served.token(Role.BRANCH_SECRETARY, place=key_of(county.other_branch))
    async with talking(served.url, secretary) as talk:
        await talk.subscribe(STANDING, {"node": county.branch, "month": MONTH})
        item = await talk.item()
        assert item["errors"][0]["extensions"]["code"] == "NOT_FOUND"
