"""`changes`: the audit trail as it grows, in order, nothing skipped, nothing twice."""

from __future__ import annotations

import asyncio

import pytest

from application.actor import Role
from tests.api.client import key_of
from tests.api.county import County
from tests.api.test_capacities import caught_up
from tests.subscriptions.conftest import Served
from tests.subscriptions.county import CHANGES, found_branches, positions, told
from tests.subscriptions.talking import Talk, events, talking


async def heard(talk: Talk, number: int) -> list[int]:
    """Positions, page by page, until there are so many."""
    found: list[int] = []
    while len(found) < number:
        found += told(await talk.item())
    return found


async def test_from_now_on(county: County, served: Served) -> None:
    await caught_up(county)
    before = await county.api.head()
    async with talking(served.url, served.token()) as talk:
        await talk.subscribe(CHANGES)
        await talk.silence()
        await found_branches(county, 3)
        assert await heard(talk, 3) == [before + 1, before + 2, before + 3]
        await talk.silence()


async def test_what_was_missed_comes_first(county: County, served: Served) -> None:
    await caught_up(county)
    whole = await positions(county.api)
    async with talking(served.url, served.token()) as talk:
        await talk.subscribe(CHANGES, {"after": 0, "first": 3})
        assert await heard(talk, len(whole)) == whole
        (new,) = [await county.api.head() + 1]
        await found_branches(county, 1)
        assert await heard(talk, 1) == [new]


@pytest.mark.parametrize("first", [1, 7, 1000])
async def test_many_at_once_are_told_all(county: County, served: Served, first: int) -> None:
    """However they fall into looks and pages."""
    await caught_up(county)
    before = await county.api.head()
    async with talking(served.url, served.token()) as talk:
        await talk.subscribe(CHANGES, {"after": before, "first": first})
        await asyncio.gather(*(found_branches(county, 5) for _ in range(6)))
        assert await heard(talk, 30) == [*range(before + 1, before + 31)]
        await talk.silence()


async def test_a_filter_leaves_out_and_goes_on(county: County, served: Served) -> None:
    await caught_up(county)
    before = await county.api.head()
    where = {"type": {"eq": "meeting.planned"}}
    async with talking(served.url, served.token()) as talk:
        await talk.subscribe(CHANGES, {"after": 0, "where": where})
        await talk.silence()
        await found_branches(county, 2)
        await talk.silence()
        await county.meeting(frozen=False)
        item = await talk.item()
        assert told(item) == [before + 3]
        assert item["extensions"]["position"] == before + 3


async def test_by_whom_it_concerns(county: County, served: Served) -> None:
    """A filter that finds positions in another table begins where the page does."""
    await caught_up(county)
    whole = await positions(county.api, where=f'subject: "{county.members[0]}"')
    async with talking(served.url, served.token()) as talk:
        await talk.subscribe(CHANGES, {"after": 0, "first": 2, "where": {"subject": county.members[0]}})
        assert await heard(talk, len(whole)) == whole
        leave = await county.leave(county.members[0], 1, 2)
        assert leave
        assert len(await heard(talk, 1)) == 1


@pytest.mark.parametrize("after", [0, 5])
async def test_a_break_and_on_from_the_last_position(county: County, served: Served, after: int) -> None:
    await caught_up(county)
    told_before: list[int] = []
    async with talking(served.url, served.token()) as talk:
        await talk.subscribe(CHANGES, {"after": after, "first": 4})
        told_before += told(await talk.item())
    await found_branches(county, 3)
    async with events(
        served.url, served.token(), CHANGES, {"after": told_before[-1], "first": 100}
    ) as stream:
        told_after = told(await stream.item())
        while told_after[-1] < await county.api.head():
            told_after += told(await stream.item())
    assert told_before + told_after == await positions(county.api, after)


async def test_a_member_is_told_of_oneself(county: County, served: Served) -> None:
    await caught_up(county)
    me = served.token(Role.MEMBER, member=key_of(county.members[0]))
    mine = await positions(county.api, token=me)
    async with talking(served.url, me) as talk:
        await talk.subscribe(CHANGES, {"after": 0, "first": 1})
        assert await heard(talk, len(mine)) == mine
        await found_branches(county, 1)
        await county.leave(county.members[1], 1, 2)
        await talk.silence()
        await county.leave(county.members[0], 1, 2)
        assert len(await heard(talk, 1)) == 1


async def test_any_selection_aliases_and_fragments(county: County, served: Served) -> None:
    """What only resolvers answer, too; and whatever was added to the document is taken off."""
    await caught_up(county)
    query = """
    subscription ($where: EventWhere) { ...Root }
    fragment Root on Subscription {
      it: changes(after: 0, first: 1, where: $where) { ...Page pageInfo { hasNextPage } }
    }
    fragment Page on EventConnection {
      edges { cursor node { type object { __typename ... on Member { kind } } subjects { __typename } } }
    }
    """
    where = {"type": {"eq": "member.registered"}}
    async with talking(served.url, served.token()) as talk:
        await talk.subscribe(query, {"where": where})
        page = (await talk.item())["data"]["it"]
        assert page.keys() == {"edges", "pageInfo"}
        assert page["pageInfo"] == {"hasNextPage": True}
        assert page["edges"][0]["node"]["object"] == {"__typename": "Member", "kind": "FULL"}


async def test_a_position_ahead_of_the_log(county: County, served: Served) -> None:
    async with talking(served.url, served.token()) as talk:
        await talk.subscribe(CHANGES, {"after": await county.api.head() + 10**6})
        error = await talk.error()
        assert error["extensions"]["code"] == "TIMEOUT"
