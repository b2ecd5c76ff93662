"""A member objects to how an absence was recorded, somebody above decides, and the correction is named."""

from __future__ import annotations

from application.actor import Role
from tests.api.client import key_of
from tests.api.county import County, day
from tests.api.events import event_of


async def test_from_an_absence_to_its_correction(county: County) -> None:
    api, ann = county.api, county.members[0]
    meeting = await county.meeting(days=-4)
    absent = {"memberId": ann, "status": "ABSENT", "absenceReason": "NONE_GIVEN"}
    await api.done("attendanceRecord", "meeting { id }", meetingId=meeting, entries=[absent])
    about = await event_of(api, meeting, "meeting.attendance-recorded")

    herself = api.token(Role.MEMBER, member=key_of(ann))
    raised = {"memberId": ann, "about": about}
    payload = await api.done("objectionRaise", "objection { id }", token=herself, **raised)
    objection = payload["objection"]["id"]
    assert await api.refused("objectionRaise", token=herself, **raised) == [
        ("ALREADY_RECORDED", ["about"], None)
    ]
    of_ben = api.token(Role.MEMBER, member=key_of(county.members[1]))
    elsewhere = await api.refused("objectionWithdraw", token=of_ben, objectionId=objection)
    assert elsewhere == [("NOT_FOUND", ["objectionId"], None)]

    asked = (
        "query ($within: ID!) { objections(first: 9, where: { within: $within, status: { eq: OPEN } })"
        " { nodes { id dueOn member { id } branch { id } } } }"
    )
    nodes = (await api.ask(asked, {"within": county.committee}))["objections"]["nodes"]
    branch = {"id": county.branch}
    assert nodes == [{"id": objection, "dueOn": day(30), "member": {"id": ann}, "branch": branch}]

    decision = {"objectionId": objection, "outcome": "UPHELD", "on": day(0), "reason": "PROVEN"}
    decision["organisationId"] = county.township
    own_cause = await api.refused("objectionDecide", **decision)
    assert own_cause == [("RECORDER_DECIDES", ["objectionId"], None)]
    another = api.token(account="another")
    decided = await api.done("objectionDecide", "objection { status isToRemedy }", token=another, **decision)
    assert decided["objection"] == {"status": "UPHELD", "isToRemedy": True}

    right = {"memberId": ann, "status": "PRESENT"}
    await api.done("attendanceCorrect", meetingId=meeting, entry=right, reason="TYPING_ERROR")
    correction = await event_of(api, meeting, "meeting.attendance-corrected")
    named = {"objectionId": objection, "on": day(0)}
    not_another = await api.refused("objectionRemedy", correction=about, **named)
    assert not_another == [("NOT_FOUND", ["correction"], None)]
    remedied = await api.done(
        "objectionRemedy", "objection { isToRemedy correction }", correction=correction, **named
    )
    assert remedied["objection"]["isToRemedy"] is False
    assert str(key_of(remedied["objection"]["correction"])) == correction

    own = "{ objections(first: 9) { nodes { status decidedFor decidedBy { id } } } }"
    seen = (await api.ask(own, token=herself))["objections"]["nodes"]
    assert seen == [{"status": "UPHELD", "decidedFor": "PROVEN", "decidedBy": {"id": county.township}}]
