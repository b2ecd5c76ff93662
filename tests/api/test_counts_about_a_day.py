"""A meeting's numbers about a day are those of the attendance that it lists about it."""

from __future__ import annotations

from tests.api.county import County, day, make

ASKED = """query ($id: ID!, $after: Position!, $asOf: AsOf) @readAfter(position: $after) {
  meeting(id: $id, asOf: $asOf) {
    counts { expected present late onLeave absent unexcused unrecorded lateEntries attendanceRate { numerator } }
    expected { totalCount } attendance { totalCount } } }"""


async def test_nobody_came_to_a_meeting_before_its_day(county: County) -> None:
    meeting = await make(
        county.api,
        "meetingPlan",
        "meeting",
        organisationId=county.branch,
        kind="GENERAL_MEETING",
        heldOn=day(0),
        occurredAt=day(-2),
    )
    await county.api.done("rosterFreeze", meetingId=meeting)
    entries = [
        {"memberId": county.members[0], "status": "LATE"},
        {"memberId": county.members[1], "status": "ABSENT", "absenceReason": "NONE_GIVEN"},
    ]
    recorded = await county.api.done("attendanceRecord", meetingId=meeting, entries=entries)
    asked = {"id": meeting, "after": recorded["position"]}
    expected = len(county.members)

    held = (await county.api.ask(ASKED, {**asked, "asOf": {"occurredOn": day(0)}}))["meeting"]
    assert held == (await county.api.ask(ASKED, asked))["meeting"]
    assert held["attendance"]["totalCount"] == 2
    numbers = {"expected": expected, "unrecorded": expected - 2, "present": 1, "late": 1, "onLeave": 0}
    rest = {"absent": 1, "unexcused": 1, "lateEntries": 0, "attendanceRate": {"numerator": 1}}
    assert held["counts"] == {**numbers, **rest}

    before = (await county.api.ask(ASKED, {**asked, "asOf": {"occurredOn": day(-1)}}))["meeting"]
    assert before["attendance"]["totalCount"] == 0
    assert before["expected"]["totalCount"] == expected
    none = dict.fromkeys(numbers, 0) | dict.fromkeys(rest, 0) | {"attendanceRate": {"numerator": 0}}
    assert before["counts"] == {**none, "expected": expected, "unrecorded": expected}
