"""A05 (大姚): leave, early return, and how often each took part."""

from __future__ import annotations

from tests.api.county import County, day
from tests.api.leave_rules import adopt
from tests.api.questions.ask import question


async def test_leave_from_1_to_5_returned_on_3_meeting_on_4_missed_is_unexcused(county: County) -> None:
    """The 1st is nine days ago; the meeting of the 2nd is excused, that of the 4th is not."""
    api, ann = county.api, county.members[0]
    leave = await county.leave(ann, -9, -5)
    await api.done("leaveGrant", leaveId=leave)
    await api.done("leaveReturn", leaveId=leave, on=day(-7))
    for days, code in ((-8, "LEAVE"), (-6, "ABSENT")):
        meeting = await county.meeting(days=days)
        entry = {"memberId": ann, "status": code}
        if code == "LEAVE":
            entry["leaveId"] = leave
        else:
            claimed = [{"memberId": ann, "status": "LEAVE", "leaveId": leave}]
            refused = await api.refused("attendanceRecord", meetingId=meeting, entries=claimed)
            assert [each[0] for each in refused] == ["NO_LEAVE_COVERS"]
            entry["absenceReason"] = "NONE_GIVEN"
        await api.done("attendanceRecord", "meeting { id }", meetingId=meeting, entries=[entry])
    asked = {"member": ann, "from": day(-10), "to": day(0)}
    member = (await api.ask(question("A05-how-an-absence-counts"), asked))["member"]
    (granted,) = member["leaves"]["nodes"]
    assert (granted["coversTo"], granted["returnedOn"], granted["status"]) == (day(-8), day(-7), "RETURNED")
    assert [
        (one["heldOn"], one["status"], one["absenceReason"]) for one in member["attendance"]["nodes"]
    ] == [
        (day(-6), "ABSENT", "NONE_GIVEN"),
        (day(-8), "LEAVE", None),
    ]
    unexcused = await api.ask(
        "query ($member: ID!) { member(id: $member) { absences(first: 9) { nodes { heldOn counts } } } }",
        {"member": ann},
    )
    counts = {one["heldOn"]: one["counts"] for one in unexcused["member"]["absences"]["nodes"]}
    assert counts == {day(-6): True, day(-8): False}


async def test_who_took_part_fewer_than_four_times_this_year(county: County) -> None:
    ann, ben, cat = county.members
    for days in (-4, -3, -2, -1):
        meeting = await county.meeting(days=days)
        there = [ann, ben] if days > -4 else [ann]
        await county.attended(meeting, there)
    for days in (3, 6):
        leave = await county.leave(cat, days, days + 1)
        await county.api.done("leaveGrant", "leave { id }", leaveId=leave)
    asked = {"branch": county.branch, "from": day(-30), "to": day(30)}
    answer = await county.api.ask(question("A05-took-part-fewer-than-four-times"), asked)
    took_part = {one["displayName"]: one["tookPart"]["totalCount"] for one in answer["members"]["nodes"]}
    assert sorted(took_part.values()) == [0, 3, 4]
    below = [name for name, times in took_part.items() if times < 4]
    assert len(below) == 2
    on_leave = [one["onLeave"]["totalCount"] for one in answer["members"]["nodes"]]
    assert sorted(on_leave) == [0, 0, 2]


async def test_leave_that_waits(county: County) -> None:
    await adopt(county)
    api, (ann, ben, cat) = county.api, county.members
    pending = await county.leave(ann, 1, 2)
    await api.done("leaveApprove", leaveId=pending, level="GROUP_LEADER")
    ill = await county.leave(ben, -3, -3)
    await api.done("leaveGrant", leaveId=ill, level="BRANCH_SECRETARY")
    longer = await county.leave(cat, 0, 0)
    await api.done("leaveGrant", leaveId=longer, level="BRANCH_SECRETARY")
    await api.done("leaveExtensionRequest", "leave { id }", leaveId=longer, toOn=day(2))
    asked = {"within": county.branch, "today": day(1), "ever": "1900-01-01"}
    answer = await api.ask(question("A05-leave-that-waits"), asked)
    assert [(one["fromOn"], one["approvedLevels"]) for one in answer["pending"]["nodes"]] == [
        (day(1), ["GROUP_LEADER"])
    ]
    assert [one["askedToOn"] for one in answer["toBeExtended"]["nodes"]] == [day(2)]
    assert [(one["fromOn"], one["evidenceDueOn"]) for one in answer["unproved"]["nodes"]] == [
        (day(-3), day(0))
    ]
    given = {"leaveId": ill, "kind": "MEDICAL_CERTIFICATE", "on": day(0)}
    done = await api.done("leaveEvidenceHandIn", "leave { evidence evidenceDueOn }", **given)
    assert done["leave"] == {"evidence": ["MEDICAL_CERTIFICATE"], "evidenceDueOn": None}
    assert (await api.ask(question("A05-leave-that-waits"), asked))["unproved"]["nodes"] == []
