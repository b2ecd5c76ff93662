"""C06: the minutes of a group meeting record six things, 时间、地点、参加人员、缺席人员、会议内容和讨论意见."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.api.county import County, day, make
from tests.api.questions.ask import question

SIX = ["TIME", "PLACE", "PRESENT", "ABSENT", "CONTENT", "OPINIONS"]


async def held(county: County, days: int, *records: Sequence[str]) -> str:
    """A meeting of the group, with its minutes, later ones in the place of earlier ones."""
    asked = {"organisationId": county.group, "kind": "GROUP_MEETING", "heldOn": day(days)}
    meeting = await make(county.api, "meetingPlan", "meeting", **asked)
    await county.api.done("rosterFreeze", meetingId=meeting)
    await county.api.done("meetingConclude", meetingId=meeting)
    for fields in records:
        await county.api.done("meetingTakeMinutes", "meeting { id }", meetingId=meeting, records=fields)
    return meeting


def span(county: County, first: int, last: int) -> dict[str, Any]:
    return {"first": 10, "within": county.branch, "from": day(first), "to": day(last)}


async def test_minutes_that_lack_one_of_six_and_meetings_without(county: County) -> None:
    api, asked = county.api, question("C06-incomplete-minutes")
    await api.done("memberGroupAssign", memberId=county.members[0], groupId=county.group)
    lacking = await held(county, -4, SIX[:5])
    without = await held(county, -3)
    await held(county, -2, SIX)
    await held(county, -1, SIX[:1], SIX)
    told = (await api.ask(asked, span(county, -9, 0)))["meetings"]["nodes"]
    assert [(one["id"], one["minutes"]) for one in told] == [(without, None), (lacking, SIX[:5])]
    assert {one["organisation"]["id"] for one in told} == {county.group}
    later = (await api.ask(asked, span(county, -3, 0)))["meetings"]["nodes"]
    assert [one["id"] for one in later] == [without]
    await api.done("meetingTakeMinutes", "meeting { id }", meetingId=without, records=SIX)
    assert (await api.ask(asked, span(county, -3, 0)))["meetings"]["nodes"] == []


async def test_what_was_not_held_needs_no_minutes(county: County) -> None:
    planned = {"organisationId": county.group, "kind": "GROUP_MEETING", "heldOn": day(-1)}
    await make(county.api, "meetingPlan", "meeting", **planned)
    told = await county.api.ask(question("C06-incomplete-minutes"), span(county, -9, 0))
    assert told["meetings"]["nodes"] == []
