"""Presence that cannot have been, as the member and the secretaries are told of it, now and as of before."""

from __future__ import annotations

from typing import Any

from application.actor import Role
from tests.api.client import Api, key_of
from tests.api.county import County, day, make
from tests.api.events import event_of

FINDINGS = (
    "findings(first: 9, where: { kind: { in: [PRESENT_ON_LEAVE, PRESENT_TWICE] } })"
    " { nodes { kind objectId member { id } events { nodes { id type } } } }"
)


async def findings(api: Api, **options: Any) -> list[dict[str, Any]]:
    """As they stand after all that was recorded."""
    answer = await api.ask(f"query @readAfter(position: {await api.head()}) {{ {FINDINGS} }}", **options)
    nodes: list[dict[str, Any]] = answer["findings"]["nodes"]
    return nodes


async def test_present_while_on_leave_is_told_to_the_member_and_to_who_puts_it_right(county: County) -> None:
    api, ann = county.api, county.members[0]
    meeting = await county.meeting(days=-3)
    await county.attended(meeting, county.members[:2])
    leave = await county.leave(ann, -4, -2)
    granted = await api.done("leaveGrant", leaveId=leave)

    at_branch = api.token(Role.BRANCH_SECRETARY, place=key_of(county.branch))
    (told,) = await findings(api, token=at_branch)
    assert (told["kind"], told["objectId"], told["member"]["id"]) == ("PRESENT_ON_LEAVE", meeting, ann)
    types = sorted(event["type"] for event in told["events"]["nodes"])
    assert types == ["leave.granted", "meeting.attendance-recorded"]
    assert await findings(api, token=api.token(Role.MEMBER, member=key_of(ann))) == [told]
    assert await findings(api, token=api.token(Role.MEMBER, member=key_of(county.members[1]))) == []
    elsewhere = api.token(Role.BRANCH_SECRETARY, place=key_of(county.other_branch))
    assert await findings(api, token=elsewhere) == []
    of_meeting = f"query ($id: ID!) {{ meeting(id: $id) {{ {FINDINGS} }} }}"
    assert (await api.ask(of_meeting, {"id": meeting}))["meeting"]["findings"]["nodes"] == [told]

    absent = {"memberId": ann, "status": "LEAVE", "leaveId": leave}
    await api.done(
        "attendanceCorrect", "meeting { id }", meetingId=meeting, entry=absent, reason="TYPING_ERROR"
    )
    assert await findings(api) == []
    then = (
        "query ($at: Position!) { findings(first: 9, asOf: { position: $at },"
        " where: { kind: { eq: PRESENT_ON_LEAVE } }) { nodes { kind objectId } } }"
    )
    was = (await api.ask(then, {"at": granted["position"]}))["findings"]["nodes"]
    assert was == [{"kind": "PRESENT_ON_LEAVE", "objectId": meeting}]


async def test_present_at_two_meetings_at_nine(county: County) -> None:
    api, ann = county.api, county.members[0]
    given = {
        "organisationId": county.branch,
        "kind": "GENERAL_MEETING",
        "heldOn": day(-3),
        "startsAt": "09:00",
    }
    meetings = [await make(api, "meetingPlan", "meeting", **given) for _ in range(2)]
    for meeting in meetings:
        await api.done("rosterFreeze", meetingId=meeting)
        await county.attended(meeting, [ann])
    events = {await event_of(api, meeting, "meeting.attendance-recorded") for meeting in meetings}
    told = await findings(api)
    assert {(one["kind"], one["objectId"]) for one in told} == {("PRESENT_TWICE", one) for one in meetings}
    for one in told:
        assert {str(key_of(event["id"])) for event in one["events"]["nodes"]} == events
