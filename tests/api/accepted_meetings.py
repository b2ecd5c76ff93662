"""Of the mutations about what is written down of meetings: an input of each that is accepted of whoever may give it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any

from tests.api.county import day, make
from tests.api.events import event_of

if TYPE_CHECKING:
    from tests.api.accepted import Scene

Input = dict[str, Any]


async def lecture(scene: Scene) -> str:
    """One of the branch that was to be held yesterday."""
    asked = {"organisationId": scene.county.branch, "kind": "PARTY_LECTURE", "heldOn": day(-1)}
    return await make(scene.county.api, "meetingPlan", "meeting", **asked)


async def postpone(scene: Scene) -> Input:
    return {"meetingId": await lecture(scene), "heldOn": day(2), "reason": "FLOOD"}


async def minutes(scene: Scene) -> Input:
    return {"meetingId": await lecture(scene), "records": ["TIME", "PLACE"]}


async def lecturer(scene: Scene) -> Input:
    return {"meetingId": await lecture(scene), "role": "BRANCH_SECRETARY", "lecturerId": scene.member}


async def examined(scene: Scene) -> Input:
    meeting = await lecture(scene)
    await scene.county.api.done("rosterFreeze", meetingId=meeting)
    await scene.county.api.done("meetingConclude", meetingId=meeting)
    return {"meetingId": meeting, "on": day(0)}


async def contents(scene: Scene) -> Input:
    return {"meetingId": await lecture(scene), "contents": ["DUES", "STUDY"]}


async def exception(scene: Scene) -> Input:
    return {"meetingId": await lecture(scene), "approvedBy": scene.county.township}


async def withdraw(scene: Scene) -> Input:
    given = await contents(scene)
    await scene.county.api.done("meetingRecordContents", "meeting { id }", **given)
    event = await event_of(scene.county.api, given["meetingId"], "meeting.contents-recorded")
    return {"meetingId": given["meetingId"], "corrects": event, "reason": "WRONG_MEETING"}


MEETING_ENTRIES: Mapping[str, Callable[[Scene], Awaitable[Input]]] = {
    "meetingPostpone": postpone,
    "meetingTakeMinutes": minutes,
    "meetingRecordLecturer": lecturer,
    "meetingRecordTest": examined,
    "meetingRecordContents": contents,
    "meetingApproveException": exception,
    "meetingWithdrawEntry": withdraw,
}
