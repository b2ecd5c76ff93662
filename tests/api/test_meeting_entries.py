"""How meetings were held and what was written down of them, by the API alone."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from application.actor import Role
from tests.api.client import key_of
from tests.api.county import County, day, make
from tests.api.events import event_of

TOLD = "meeting { minutes lecturers testedOn contents notifiedOn postponedFor isUrgent isOfBusiness gatheringId }"
FIELDS = TOLD.removeprefix("meeting ")


async def lecture(county: County, held_on: str = day(-2), **given: Any) -> str:
    asked = {"organisationId": county.branch, "kind": "PARTY_LECTURE", "heldOn": held_on, **given}
    return await make(county.api, "meetingPlan", "meeting", **asked)


async def test_a_lecture_and_what_was_written_down_of_it(county: County) -> None:
    api, gathering = county.api, str(uuid4())
    meeting = await lecture(county, gatheringId=gathering, isUrgent=True, isOfBusiness=True)
    await api.done("rosterFreeze", meetingId=meeting)
    await api.done("meetingConclude", meetingId=meeting)
    for mutation, given in (
        ("meetingNotify", {"channel": "PHONE", "occurredAt": day(-5)}),
        ("meetingTakeMinutes", {"records": ["OPINIONS", "TIME"]}),
        ("meetingRecordLecturer", {"role": "WORK_TEAM_LEADER", "lecturerId": county.members[0]}),
        ("meetingRecordLecturer", {"role": "INVITED_LECTURER"}),
        ("meetingRecordTest", {"on": day(-1)}),
        ("meetingRecordContents", {"contents": ["DUES", "STUDY"]}),
    ):
        payload = await api.done(mutation, TOLD, meetingId=meeting, **given)
    assert payload["meeting"] == {
        "minutes": ["TIME", "OPINIONS"],
        "lecturers": ["WORK_TEAM_LEADER", "INVITED_LECTURER"],
        "testedOn": day(-1),
        "contents": ["DUES", "STUDY"],
        "notifiedOn": day(-5),
        "postponedFor": None,
        "isUrgent": True,
        "isOfBusiness": True,
        "gatheringId": gathering,
    }


async def test_of_a_meeting_of_which_nothing_is_written_down(county: County) -> None:
    told = await county.api.ask(
        f"query ($id: ID!) {{ meeting(id: $id) {FIELDS} }}", {"id": await county.meeting(frozen=False)}
    )
    said: dict[str, Any] = {
        "minutes": None,
        "lecturers": [],
        "testedOn": None,
        "contents": [],
        "notifiedOn": None,
    }
    circumstances = {"postponedFor": None, "isUrgent": False, "isOfBusiness": False, "gatheringId": None}
    assert told["meeting"] == {**said, **circumstances}


async def test_what_is_taken_back_is_known_to_have_been_said(county: County) -> None:
    api, meeting = county.api, await lecture(county)
    await api.done("meetingTakeMinutes", TOLD, meetingId=meeting, records=["TIME"])
    taken = await api.done("meetingTakeMinutes", TOLD, meetingId=meeting, records=["TIME", "PLACE"])
    before = await api.head()
    assert taken["meeting"]["minutes"] == ["TIME", "PLACE"]
    trail = await api.ask(
        "query ($id: ID!) { meeting(id: $id) { history(last: 1) { nodes { eventId } } } }", {"id": meeting}
    )
    [wrong] = trail["meeting"]["history"]["nodes"]
    withdrawn = await api.done(
        "meetingWithdrawEntry", TOLD, meetingId=meeting, corrects=wrong["eventId"], reason="WRONG_MEETING"
    )
    assert withdrawn["meeting"]["minutes"] == ["TIME"]
    then = await api.ask(
        f"query ($id: ID!) {{ meeting(id: $id, asOf: {{ position: {before} }}) {{ minutes }} }}",
        {"id": meeting},
    )
    assert then["meeting"] == {"minutes": ["TIME", "PLACE"]}


async def test_a_meeting_that_was_put_off(county: County) -> None:
    api, meeting = county.api, await lecture(county, day(-9), occurredAt=day(-20))
    await api.done("meetingNotify", meetingId=meeting, channel="PHONE", occurredAt=day(-10))
    told = "meeting { status heldOn notifiedOn postponedFor }"
    put_off = await api.done(
        "meetingPostpone", told, meetingId=meeting, heldOn=day(-3), reason="FLOOD_DUTY", occurredAt=day(-9)
    )
    assert put_off["meeting"] == {
        "status": "PLANNED",
        "heldOn": day(-3),
        "notifiedOn": None,
        "postponedFor": "FLOOD_DUTY",
    }
    again = await api.done("meetingNotify", told, meetingId=meeting, channel="PHONE", occurredAt=day(-6))
    assert (again["meeting"]["status"], again["meeting"]["notifiedOn"]) == ("NOTIFIED", day(-6))
    then = await api.ask(
        f'query ($id: ID!) {{ meeting(id: $id, asOf: {{ occurredOn: "{day(-10)}" }}) {{ heldOn }} }}',
        {"id": meeting},
    )
    assert then["meeting"] == {"heldOn": day(-9)}


async def test_an_exception_is_approved_from_above(county: County) -> None:
    api, meeting = county.api, await lecture(county)
    own = api.token(Role.BRANCH_SECRETARY, place=key_of(county.branch))
    above = api.token(Role.TOWNSHIP_SECRETARY, place=key_of(county.township))
    approval = {"meetingId": meeting, "approvedBy": county.township}
    refused = await api.refused("meetingApproveException", token=own, **approval)
    assert [code for code, _, _ in refused] == ["FORBIDDEN"]
    approved = await api.done(
        "meetingApproveException", "meeting { exceptionApprovedBy { id } }", token=above, **approval
    )
    assert approved["meeting"] == {"exceptionApprovedBy": {"id": county.township}}
    other = await api.refused(
        "meetingApproveException", token=above, meetingId=meeting, approvedBy=county.other_branch
    )
    assert other == [("NOT_ABOVE", ["approvedBy"], None)]


@pytest.mark.parametrize(
    ("mutation", "given", "refusal"),
    [
        ("meetingTakeMinutes", {"records": []}, ("INVALID_VALUE", ["records"], None)),
        ("meetingTakeMinutes", {"records": ["TIME", "TIME"]}, ("NAMED_TWICE", ["records"], 1)),
        (
            "meetingTakeMinutes",
            {"records": ["TIME"], "documentId": "minutes"},
            ("NOT_FOUND", ["documentId"], None),
        ),
        ("meetingRecordTest", {"on": day(0)}, ("MEETING_NOT_CONCLUDED", ["meetingId"], None)),
        ("meetingRecordContents", {"contents": ["some words"]}, ("INVALID_VALUE", ["contents"], 0)),
        ("meetingRecordContents", {"contents": []}, ("INVALID_VALUE", ["contents"], None)),
        ("meetingPostpone", {"heldOn": day(3)}, ("REASON_REQUIRED", ["reason"], None)),
        ("meetingPostpone", {"heldOn": day(-2), "reason": "FLOOD"}, ("INVALID_DATES", ["heldOn"], None)),
        ("meetingPostpone", {"heldOn": day(999), "reason": "FLOOD"}, ("INVALID_DATES", ["heldOn"], None)),
        (
            "meetingWithdrawEntry",
            {"corrects": str(uuid4()), "reason": "MISTYPED"},
            ("CORRECTS_NOTHING", ["corrects"], None),
        ),
    ],
)
async def test_what_cannot_be_is_refused_and_nothing_written(
    county: County, mutation: str, given: dict[str, Any], refusal: tuple[str, list[str], int | None]
) -> None:
    meeting = await lecture(county)
    before = await county.api.head()
    assert await county.api.refused(mutation, meetingId=meeting, **given) == [refusal]
    assert await county.api.head() == before


async def test_a_gathering_is_named_by_a_uuid(county: County) -> None:
    asked = {"organisationId": county.branch, "kind": "PARTY_LECTURE", "heldOn": day(0)}
    refused = await county.api.refused("meetingPlan", gatheringId="this evening", **asked)
    assert refused == [("INVALID_VALUE", ["gatheringId"], None)]


async def test_a_meeting_of_another_kind_has_no_lecturer(county: County) -> None:
    meeting = await county.meeting(frozen=False)
    refused = await county.api.refused("meetingRecordLecturer", meetingId=meeting, role="MEMBER")
    assert refused == [("WRONG_KIND", ["meetingId"], None)]


async def test_what_is_under_way_is_not_put_off(county: County) -> None:
    api, meeting = county.api, await county.meeting()
    await county.attended(meeting, county.members[:1])
    refused = await api.refused("meetingPostpone", meetingId=meeting, heldOn=day(3), reason="FLOOD")
    assert refused == [("MEETING_UNDER_WAY", ["meetingId"], None)]
    event = await event_of(api, meeting, "meeting.planned")
    corrected = await api.done(
        "meetingCorrect",
        "meeting { isUrgent isOfBusiness heldOn }",
        meetingId=meeting,
        corrects=event,
        isUrgent=True,
        heldOn=day(-1),
        reason="MISTYPED",
    )
    assert corrected["meeting"] == {"isUrgent": True, "isOfBusiness": False, "heldOn": day(-1)}
