"""A01: objections to how attendance was recorded: what is overdue, and what became of those of a meeting."""

from __future__ import annotations

from typing import Any

from tests.api.county import County, day, make
from tests.api.events import event_of
from tests.api.questions.ask import question


async def absent(county: County, meeting: str, member: str) -> str:
    """The event by which somebody was recorded as absent."""
    entry = {"memberId": member, "status": "ABSENT", "absenceReason": "NONE_GIVEN"}
    await county.api.done("attendanceRecord", meetingId=meeting, entries=[entry])
    return await event_of(county.api, meeting, "meeting.attendance-recorded")


async def objected(county: County, member: str, about: str, **given: Any) -> str:
    return await make(county.api, "objectionRaise", "objection", memberId=member, about=about, **given)


async def test_those_open_past_their_day(county: County) -> None:
    api, (ann, ben, _) = county.api, county.members
    meeting = await county.meeting(days=-40)
    about = [await absent(county, meeting, member) for member in (ann, ben)]
    overdue = await objected(county, ann, about[0], occurredAt=day(-31))
    await objected(county, ben, about[1], occurredAt=day(-30))  # today is its last day
    asked = {"within": county.township, "today": day(0)}
    answer = (await api.ask(question("A01-objections-open-past-their-day"), asked))["objections"]
    assert [(one["raisedOn"], one["dueOn"]) for one in answer["nodes"]] == [(day(-31), day(-1))]
    assert answer["totalCount"] == 1
    elsewhere = {"within": county.other_branch, "today": day(0)}
    assert not (await api.ask(question("A01-objections-open-past-their-day"), elsewhere))["objections"][
        "nodes"
    ]
    await api.done("objectionWithdraw", "objection { id }", objectionId=overdue)
    assert (await api.ask(question("A01-objections-open-past-their-day"), asked))["objections"]["nodes"] == []


async def test_those_to_the_records_of_a_meeting(county: County) -> None:
    api, (ann, ben, _) = county.api, county.members
    meeting, other = await county.meeting(days=-3), await county.meeting(days=-4)
    about = [await absent(county, meeting, member) for member in (ann, ben)]
    objection = await objected(county, ann, about[0])
    await objected(county, ben, await absent(county, other, ben))
    decision = {"outcome": "DISMISSED", "on": day(0), "reason": "NOT_PROVEN"}
    await api.done(
        "objectionDecide",
        "objection { id }",
        token=api.token(account="another"),
        objectionId=objection,
        organisationId=county.township,
        **decision,
    )
    text = question("A01-objections-to-a-meeting")
    nodes = (await api.ask(text, {"meeting": meeting}))["objections"]["nodes"]
    (told,) = nodes
    assert (told["status"], told["decidedOn"], told["decidedFor"]) == ("DISMISSED", day(0), "NOT_PROVEN")
    assert (told["isToRemedy"], told["correction"]) == (False, None)
    assert told["decidedBy"]["name"]
    assert len((await api.ask(text, {"meeting": other}))["objections"]["nodes"]) == 1
    herself = "query ($id: ID!) { member(id: $id) { objections(first: 9) { nodes { meeting { id } } } } }"
    mine = (await api.ask(herself, {"id": ann}))["member"]["objections"]["nodes"]
    assert mine == [{"meeting": {"id": meeting}}]
