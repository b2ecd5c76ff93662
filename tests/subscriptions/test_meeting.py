"""`meeting`: how it stands now, and each time that it, its attendance, roster or counts have changed."""

from __future__ import annotations

from uuid import UUID

from application.actor import Role
from graphql_api.read import encode_id
from tests.api.client import key_of
from tests.api.county import County
from tests.api.test_capacities import caught_up
from tests.subscriptions.conftest import Served
from tests.subscriptions.county import MEETING, attend
from tests.subscriptions.talking import events, talking


async def test_now_and_at_each_change(county: County, served: Served) -> None:
    meeting = await county.meeting()
    await caught_up(county)
    first, second, _ = county.members
    async with talking(served.url, served.token()) as talk:
        await talk.subscribe(MEETING, {"id": meeting})
        item = await talk.item()
        assert item["data"]["meeting"]["counts"] == {"present": 0, "unrecorded": 3}
        came = await attend(county, meeting, first)
        item = await talk.item()
        assert item["data"]["meeting"]["counts"] == {"present": 1, "unrecorded": 2}
        assert item["data"]["meeting"]["attendance"]["nodes"] == [
            {"status": "PRESENT", "member": {"id": first}}
        ]
        assert item["extensions"]["position"] >= came
        await talk.silence()
        await county.meeting(days=-1)  # another one
        await talk.silence()
        await attend(county, meeting, second, "LATE")
        assert (await talk.item())["data"]["meeting"]["counts"]["unrecorded"] == 1


async def test_the_same_as_server_sent_events(county: County, served: Served) -> None:
    meeting = await county.meeting(frozen=False)
    await caught_up(county)
    async with events(served.url, served.token(), MEETING, {"id": meeting}) as stream:
        assert stream.response.headers["content-type"] == "text/event-stream; charset=utf-8"
        assert (await stream.item())["data"]["meeting"]["status"] == "PLANNED"
        await county.api.done("rosterFreeze", meetingId=meeting)
        assert (await stream.item())["data"]["meeting"]["status"] == "ROSTER_FROZEN"


async def test_what_is_not_there_or_not_to_be_seen(county: County, served: Served) -> None:
    """As a query tells it; then there is nothing to wait for."""
    theirs = await county.meeting(organisation=county.other_branch)
    await caught_up(county)
    member = served.token(Role.MEMBER, member=key_of(county.members[0]))
    told = []
    for one in (theirs, encode_id("Meeting", UUID(int=7)), county.branch, "no id"):
        async with talking(served.url, member) as talk:
            await talk.subscribe(MEETING, {"id": one})
            item = await talk.item()
            assert item["data"] == {"meeting": None}
            told.append((item["errors"][0]["message"], item["errors"][0]["extensions"]["code"]))
            assert (await talk.hear())["type"] == "complete"
    assert {code for _, code in told} == {"NOT_FOUND"}
    assert len(set(told)) == 1
