"""G02: in each month a party group reviews its members (党小组长每月……讲评): the pack's rule, by what is recorded."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from application.actor import Actor, Role
from domain.core import Occurred
from domain.meetings.commands import (
    CancelMeeting,
    ConcludeMeeting,
    CorrectMeeting,
    FreezeRoster,
    PlanMeeting,
)
from domain.meetings.events import MeetingKind
from domain.membership.commands import RegisterMember
from domain.membership.events import MemberKind
from domain.organisation.events import OrganisationKind
from domain.peer_reviews.commands import (
    CorrectPeerReview,
    RecordPeerReviews,
    ReviewEntry,
    WithdrawPeerReview,
)
from domain.peer_reviews.events import ReviewGrade, peer_review_id
from tests.api.office import AskedOffice, organisation, shipped
from tests.api.questions.ask import question

GROUP, GENERAL = MeetingKind.GROUP_MEETING, MeetingKind.GENERAL_MEETING
MARCH, APRIL = ("peer-review", "2026-03"), ("peer-review", "2026-04")
ANNOUNCED = """query($of: ID!) {
  compliances(where: {organisation: {eq: $of}, policyKind: {eq: "peer-review"}, fromOn: {eq: "2026-03-01"}}) {
    nodes { status announcements { status isSuperseded announcedOn event { type } } }
  }
}"""


def on(day: int, month: int = 3) -> date:
    return date(2026, month, day)


class Workshop:
    """A branch with a party group of two, and one without groups; the rule is the pack's, from March on."""

    def __init__(self, office: AskedOffice) -> None:
        self.office = office

    async def open(self) -> Workshop:
        office = self.office
        self.branch, self.small = await office.found(), await office.found()
        self.group = await office.found(OrganisationKind.PARTY_GROUP, self.branch)
        self.ann, self.ben = [await self.join(self.branch, self.group) for _ in range(2)]
        self.cat = await self.join(self.small)
        await office.until(on(1))
        await office.adopt(shipped("operations-workshop.1"))
        await office.until(on(10))
        return self

    async def join(self, branch_id: UUID, group_id: UUID | None = None) -> UUID:
        member_id = self.office.ids.new_id()
        await self.office.do(
            RegisterMember(
                member_id=member_id,
                branch_id=branch_id,
                kind=MemberKind.FULL,
                joined_on=date(1999, 7, 1),
                name_id=self.office.ids.new_id(),
                group_id=group_id,
            )
        )
        return member_id

    async def review(self, meeting_id: UUID, *members: UUID) -> None:
        entries = tuple(ReviewEntry(member_id, ReviewGrade.FAIR, None) for member_id in members)
        await self.office.do(RecordPeerReviews(meeting_id=meeting_id, reviews=entries, commented_by_id=None))

    async def withdraw(self, meeting_id: UUID, member_id: UUID) -> None:
        review_id = peer_review_id(meeting_id, member_id)
        await self.office.do(WithdrawPeerReview(peer_review_id=review_id, reason="MISTAKEN"))

    async def status(self, at: UUID | None = None) -> str:
        told: str = (await self.office.verdicts(at or self.group))[MARCH]
        return told

    async def told(self, document: str) -> dict[tuple[str, str], Any]:
        """What the question tells of the township, by organisation and period."""
        asked = {"within": organisation(self.office.township), "first": 20}
        told = await self.office.ask(document, asked)
        nodes = told["compliances"]["nodes"]
        return {(node["organisation"]["id"], node["period"]): node["shortfalls"] for node in nodes}


@pytest.fixture
async def workshop(office: AskedOffice) -> Workshop:
    return await Workshop(office).open()


async def test_a_month_in_which_nobody_was_reviewed_is_missed_once_it_is_over(workshop: Workshop) -> None:
    office, missed = workshop.office, question("G02-months-without-reviews")
    assert await workshop.status() == "PENDING"
    await office.hold(workshop.group, GROUP)
    assert await workshop.status() == "PENDING"  # they met, and nobody was reviewed
    await office.until(on(31))
    assert await workshop.status() == "AT_RISK"
    assert await workshop.told(missed) == {}
    await office.until(on(1, 4))
    no_review = [{"code": "NO_REVIEW", "about": "2026-03"}]
    assert await workshop.told(missed) == {
        (organisation(workshop.group), "2026-03"): no_review,
        (organisation(workshop.small), "2026-03"): no_review,
    }
    assert await workshop.status(workshop.branch) == "NOT_REQUIRED"  # it has a group, which is asked


async def test_a_review_that_is_entered_late_supersedes_what_was_announced(workshop: Workshop) -> None:
    office = workshop.office
    meeting = await office.hold(workshop.group, GROUP)
    await office.until(on(1, 4))
    await office.announce()
    before = await office.project()
    assert await workshop.status() == "MISSED"
    await office.until(on(3, 4))
    await workshop.review(meeting, workshop.ann)
    await office.announce()
    (row,) = (await office.ask(ANNOUNCED, {"of": organisation(workshop.group)}))["compliances"]["nodes"]
    assert row["status"] == "PASSED"
    told = [
        (one["status"], one["isSuperseded"], one["announcedOn"], one["event"]["type"])
        for one in row["announcements"]
    ]
    assert told == [
        ("MISSED", True, "2026-04-01", "verdict.announced"),
        ("PASSED", False, "2026-04-03", "verdict.superseded"),
    ]
    assert (await office.past(workshop.group, on=on(31), known=before))[MARCH] == "MISSED"
    # By what is known now it was met from the meeting's day on.
    assert [(await office.past(workshop.group, on=on(day)))[MARCH] for day in (9, 10)] == [
        "PENDING",
        "PASSED",
    ]


async def test_as_long_as_one_review_of_the_month_stands(workshop: Workshop) -> None:
    office = workshop.office
    meeting = await office.hold(workshop.group, GROUP)
    await workshop.review(meeting, workshop.ann, workshop.ben)
    assert await workshop.status() == "PASSED"
    await workshop.withdraw(meeting, workshop.ann)
    assert await workshop.status() == "PASSED"
    await workshop.withdraw(meeting, workshop.ben)
    assert await workshop.status() == "PENDING"
    await workshop.review(meeting, workshop.ben)  # anew
    assert await workshop.status() == "PASSED"
    await workshop.review(await office.hold(workshop.group, GROUP), workshop.ann)
    await workshop.withdraw(meeting, workshop.ben)
    assert (await office.verdicts(workshop.group, "status", "held"))[MARCH] == ("PASSED", 1)
    assert await office.is_sound()


async def test_how_somebody_came_out_is_no_matter(workshop: Workshop) -> None:
    office = workshop.office
    meeting = await office.hold(workshop.group, GROUP)
    await workshop.review(meeting, workshop.ann)
    stood = await office.verdicts(workshop.group, "status", "event_ids", "known_from")
    review_id = peer_review_id(meeting, workshop.ann)
    recorded = (await office.events_of(review_id))[0].event_id
    corrected: dict[str, Any] = {
        "corrects": recorded,
        "self_grade": ReviewGrade.POOR,
        "reason": "TYPING_ERROR",
    }
    await office.do(CorrectPeerReview(peer_review_id=review_id, **corrected))
    assert await office.verdicts(workshop.group, "status", "event_ids", "known_from") == stood


async def test_a_meeting_that_is_put_right_to_another_month(workshop: Workshop) -> None:
    office = workshop.office
    meeting = await office.hold(workshop.group, GROUP)
    await workshop.review(meeting, workshop.ann)
    planned = (await office.events_of(meeting))[0].event_id
    await office.until(on(3, 4))

    async def put_right(to: date) -> tuple[str, str]:
        corrected: dict[str, Any] = {"corrects": planned, "held_on": to, "reason": "WRONG_DAY"}
        await office.do(CorrectMeeting(meeting_id=meeting, **corrected))
        told = await office.verdicts(workshop.group)
        return told[MARCH], told[APRIL]

    assert await put_right(on(1, 4)) == ("MISSED", "PASSED")
    assert await put_right(on(31)) == ("PASSED", "PENDING")


async def test_a_meeting_that_is_not_concluded_yet_or_cancelled_is_none(workshop: Workshop) -> None:
    office = workshop.office
    one, other = office.ids.new_id(), office.ids.new_id()
    planned: dict[str, Any] = {"organisation_id": workshop.group, "kind": GROUP, "held_on": on(10)}
    for meeting_id in (one, other):
        await office.do(PlanMeeting(meeting_id=meeting_id, **planned), FreezeRoster(meeting_id=meeting_id))
        await workshop.review(meeting_id, workshop.ann)
    await office.do(CancelMeeting(meeting_id=one, reason="NOT_HELD"))
    await office.until(on(1, 4))
    assert await workshop.status() == "MISSED"
    await office.do(ConcludeMeeting(meeting_id=other, occurred_at=Occurred.on(on(10))))
    assert await workshop.status() == "PASSED"


async def test_which_meetings_will_do(workshop: Workshop) -> None:
    office = workshop.office
    await workshop.review(await office.hold(workshop.branch, GENERAL), workshop.ann)
    await workshop.review(await office.hold(workshop.small, MeetingKind.PARTY_LECTURE), workshop.cat)
    assert (await workshop.status(), await workshop.status(workshop.small)) == ("PENDING", "PENDING")
    await workshop.review(await office.hold(workshop.small, GENERAL), workshop.cat)
    assert (await workshop.status(), await workshop.status(workshop.small)) == ("PENDING", "PASSED")


async def test_the_verdict_tells_nobody_who_was_reviewed(workshop: Workshop) -> None:
    """Members see how their branch stands; the event of a review sees whose it is."""
    meeting = await workshop.office.hold(workshop.group, GROUP)
    await workshop.review(meeting, workshop.ann)
    asked = (
        '{ compliances(first: 5, where: {policyKind: {eq: "peer-review"}, status: {eq: PASSED}}) '
        "{ nodes { held events { nodes { type } } } } }"
    )

    async def seen(member_id: UUID) -> bool:
        actor = Actor("member", Role.MEMBER, member_id=member_id)
        (row,) = (await workshop.office.ask(asked, actor=actor))["compliances"]["nodes"]
        return "peer-review.recorded" in [event["type"] for event in row["events"]["nodes"]]

    assert (await seen(workshop.ann), await seen(workshop.ben)) == (True, False)
