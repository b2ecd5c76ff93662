"""A01: one meeting, and the two numbers that it is measured against."""

from __future__ import annotations

from tests.api.county import County, day, make
from tests.api.questions.ask import question


async def test_thirteen_expected_of_whom_two_have_no_vote_yet(county: County) -> None:
    """应到13（预备2）, 实到12, 缺1（借调）: attendance 12 of 13, votes of 11."""
    api = county.api
    branch = await make(
        api,
        "organisationFound",
        "organisation",
        parentId=county.township,
        kind="PARTY_BRANCH",
        name="收费所党支部",
        occurredAt=day(-400),
    )
    members = []
    for number in range(13):
        kind = "FULL" if number < 11 else "PROBATIONARY"
        given = {"branchId": branch, "displayName": f"陈试{number}", "kind": kind, "joinedOn": day(-300)}
        members.append(await make(api, "memberRegister", "member", occurredAt=day(-200), **given))
    meeting = await county.meeting(days=-2, organisation=branch)
    entries = [{"memberId": member, "status": "PRESENT"} for member in members[1:]]
    seconded = {"memberId": members[0], "status": "ABSENT", "absenceReason": "SECONDED"}
    await api.done("attendanceRecord", "meeting { id }", meetingId=meeting, entries=[seconded, *entries])
    answer = (await api.ask(question("A01-attendance-and-voting-bases"), {"meeting": meeting}))["meeting"]
    assert answer["counts"] == {
        "expected": 13,
        "present": 12,
        "absent": 1,
        "votingBase": 11,
        "attendanceRate": {"numerator": 12, "denominator": 13, "value": "0.9231"},
    }
    absent = answer["attendance"]["nodes"]
    assert [(one["absenceReason"], one["member"]["displayName"]) for one in absent] == [("SECONDED", "陈试0")]
    classed = (await api.ask(question("A01-how-absences-are-classed"), {"meeting": meeting}))["meeting"]
    [absence] = classed["absences"]["nodes"]
    assert absence["member"]["displayName"] == "陈试0"
    assert (absence["absenceClass"], absence["counts"], absence["series"]) == ("SECONDED", False, None)
    # Who is confirmed after the meeting had no vote at it.
    await api.done("memberConfirm", "member { id }", memberId=members[12], occurredAt=day(-1))
    again = await api.ask(question("A01-attendance-and-voting-bases"), {"meeting": meeting})
    assert again["meeting"]["counts"]["votingBase"] == 11
    # Who turns out to have been confirmed before it, had one.
    await api.done("memberConfirm", "member { id }", memberId=members[11], occurredAt=day(-2))
    again = await api.ask(question("A01-attendance-and-voting-bases"), {"meeting": meeting})
    assert again["meeting"]["counts"]["votingBase"] == 12
    # Nor does anybody vote on disciplinary probation.
    on_probation = {"memberId": members[1], "measure": "DISCIPLINARY_PROBATION", "fromOn": day(-2)}
    await api.done("disciplineImpose", "member { id }", **on_probation)
    again = await api.ask(question("A01-attendance-and-voting-bases"), {"meeting": meeting})
    assert again["meeting"]["counts"]["votingBase"] == 11
