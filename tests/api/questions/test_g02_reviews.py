"""G02: each month members are reviewed by themselves, by each other and by who led (自评、互评、点评)."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from application.actor import Actor, Role
from domain.meetings.commands import RecordParticipation
from domain.meetings.events import MeetingKind
from domain.membership.commands import RegisterMember, TransferMember
from domain.membership.events import MemberKind
from domain.objections.commands import RaiseObjection
from domain.organisation.events import OrganisationKind
from domain.peer_reviews.commands import (
    CorrectPeerReview,
    RecordPeerReviews,
    ReviewEntry,
    WithdrawPeerReview,
)
from domain.peer_reviews.events import ReviewGrade, peer_review_id
from graphql_api.read import encode_id
from tests.api.office import AskedOffice, organisation
from tests.api.questions.ask import question

FAIR, GOOD = ReviewGrade.FAIR, ReviewGrade.GOOD


def on(day: int, month: int = 3) -> date:
    return date(2026, month, day)


class GroupMeetings:
    """A branch with a party group of three, and what its meetings say of them."""

    def __init__(self, office: AskedOffice) -> None:
        self.office = office

    async def open(self) -> GroupMeetings:
        self.branch = await self.office.found()
        self.group = await self.office.found(OrganisationKind.PARTY_GROUP, self.branch)
        self.ann, self.ben, self.cat = [await self.join() for _ in range(3)]
        await self.office.until(on(10))
        return self

    async def join(self) -> UUID:
        member_id = self.office.ids.new_id()
        await self.office.do(
            RegisterMember(
                member_id=member_id,
                branch_id=self.branch,
                kind=MemberKind.FULL,
                joined_on=date(1999, 7, 1),
                name_id=self.office.ids.new_id(),
                group_id=self.group,
            )
        )
        return member_id

    async def review(self, *members: UUID) -> UUID:
        """At a meeting of the group today, which Cat leads."""
        meeting = await self.office.hold(self.group, MeetingKind.GROUP_MEETING)
        entries = tuple(ReviewEntry(member_id, FAIR, GOOD) for member_id in members)
        await self.office.do(RecordPeerReviews(meeting_id=meeting, reviews=entries, commented_by_id=self.cat))
        return meeting

    async def outstanding(self, asked: str, day: date) -> set[str]:
        """Who of the group was not reviewed in the day's month, as of it."""
        told = await self.office.ask(
            asked,
            {
                "within": organisation(self.branch),
                "month": day.replace(day=1).isoformat(),
                "on": day.isoformat(),
                "first": 10,
            },
        )
        nodes = told["outstanding"]["nodes"]
        # The branch has one more, who is in no group and was never reviewed.
        assert told["outstanding"]["totalCount"] + told["reviewed"]["totalCount"] == 4
        assert [node["branch"]["id"] for node in nodes if node["group"] is None] == [
            organisation(self.branch)
        ]
        return {
            node["id"] for node in nodes if node["group"] == {"id": organisation(self.group), "name": "组织"}
        }


def member(id_: UUID) -> str:
    return encode_id("Member", id_)


@pytest.fixture
async def meetings(office: AskedOffice) -> GroupMeetings:
    return await GroupMeetings(office).open()


async def test_who_was_not_reviewed_this_month(meetings: GroupMeetings) -> None:
    """As of each day, and never what another month had."""
    asked = question("G02-members-not-reviewed")
    ann, ben, cat = map(member, (meetings.ann, meetings.ben, meetings.cat))
    assert await meetings.outstanding(asked, on(10)) == {ann, ben, cat}
    await meetings.review(meetings.ann, meetings.cat)
    await meetings.office.until(on(31))
    await meetings.review(meetings.ben)
    assert await meetings.outstanding(asked, on(31)) == set()
    assert await meetings.outstanding(asked, on(30)) == {ben}
    assert await meetings.outstanding(asked, on(9)) == {ann, ben, cat}
    await meetings.office.until(on(1, 4))
    assert await meetings.outstanding(asked, on(1, 4)) == {ann, ben, cat}


async def test_a_month_is_told_by_any_day_of_it(meetings: GroupMeetings) -> None:
    """Both reviews lie at a bound of their month."""
    office = meetings.office
    await office.until(on(31))
    await meetings.review(meetings.ann)
    await office.until(on(1, 4))
    await meetings.review(meetings.ben, meetings.cat)
    asked = "query($day: Date!) { members(where: {reviewedIn: $day}) { nodes { id } } }"

    async def reviewed(day: date) -> set[str]:
        told = await office.ask(asked, {"day": day.isoformat()})
        return {node["id"] for node in told["members"]["nodes"]}

    ann, ben, cat = map(member, (meetings.ann, meetings.ben, meetings.cat))
    for day in (on(1), on(10), on(31)):
        assert await reviewed(day) == {ann}
    for day in (on(1, 4), on(30, 4)):
        assert await reviewed(day) == {ben, cat}
    for day in (on(28, 2), on(1, 5), date.max):
        assert await reviewed(day) == set()


async def test_a_review_at_another_branch_counts_for_who_sees_it(meetings: GroupMeetings) -> None:
    """Be it that the member went elsewhere since, or took part there: the secretary at home asks where it was."""
    office = meetings.office
    await meetings.review(meetings.ann)
    other = await office.found()
    dan = office.ids.new_id()
    joined: dict[str, Any] = {
        "kind": MemberKind.FULL,
        "joined_on": date(1999, 7, 1),
        "name_id": office.ids.new_id(),
    }
    await office.do(RegisterMember(member_id=dan, branch_id=other, **joined))
    meeting = await office.hold(meetings.branch, MeetingKind.GENERAL_MEETING)
    await office.do(RecordParticipation(meeting_id=meeting, member_id=dan))
    await office.do(RecordPeerReviews(meeting_id=meeting, reviews=(ReviewEntry(dan, GOOD),)))
    await office.until(on(12))
    await office.do(TransferMember(member_id=meetings.ann, to_branch_id=other, from_on=on(12)))
    await office.until(on(13))

    async def reviewed(actor: Actor | None) -> set[str]:
        told = await office.ask(
            'query($at: ID!) { members(where: {within: $at, reviewedIn: "2026-03-01"}) { nodes { id } } }',
            {"at": organisation(other)},
            actor=actor,
        )
        return {node["id"] for node in told["members"]["nodes"]}

    both = {member(meetings.ann), member(dan)}
    assert await reviewed(None) == both
    assert await reviewed(Actor("above", Role.TOWNSHIP_SECRETARY, office.township)) == both
    assert await reviewed(Actor("there", Role.BRANCH_SECRETARY, other)) == set()


async def test_a_correction_is_named_by_the_fields_that_it_changed(meetings: GroupMeetings) -> None:
    office = meetings.office
    review = peer_review_id(await meetings.review(meetings.ann), meetings.ann)
    recorded = (await office.events_of(review))[0].event_id
    correction: dict[str, Any] = {
        "self_grade": ReviewGrade.POOR,
        "peer_grade": GOOD,
    }  # of the peers' it says what stands
    await office.do(
        CorrectPeerReview(peer_review_id=review, corrects=recorded, **correction, reason="TYPING_ERROR")
    )
    told = await office.ask("{ peerReviews { nodes { selfGrade provenance { field event { type } } } } }")
    (row,) = told["peerReviews"]["nodes"]
    types = {one["field"]: one["event"]["type"] for one in row["provenance"]}
    assert (row["selfGrade"], types["selfGrade"]) == ("POOR", "peer-review.corrected")
    others = ("peerGrade", "commentedBy", "documentId", "status", "member", "reviewedOn")
    assert {types[name] for name in others} == {"peer-review.recorded"}


async def test_what_was_withdrawn_is_no_review(meetings: GroupMeetings) -> None:
    asked = question("G02-members-not-reviewed")
    meeting = await meetings.review(meetings.ann, meetings.ben, meetings.cat)
    review = peer_review_id(meeting, meetings.ann)
    await meetings.office.do(WithdrawPeerReview(peer_review_id=review, reason="LEFT_EARLY"))
    assert await meetings.outstanding(asked, on(10)) == {member(meetings.ann)}
    again = RecordPeerReviews(meeting_id=meeting, reviews=(ReviewEntry(meetings.ann, GOOD),))
    await meetings.office.do(again)
    assert await meetings.outstanding(asked, on(10)) == set()
    (row,) = (
        await meetings.office.ask(
            "query($m: ID!) { peerReviews(where: {member: {eq: $m}}) {"
            " nodes { status selfGrade peerGrade commentedBy { id } version } } }",
            {"m": member(meetings.ann)},
        )
    )["peerReviews"]["nodes"]
    told = {"status": "RECORDED", "selfGrade": "GOOD", "peerGrade": None, "commentedBy": None, "version": 3}
    assert row == told


async def test_a_meeting_tells_who_was_reviewed_and_what_was_known_before_a_correction(
    meetings: GroupMeetings,
) -> None:
    office = meetings.office
    meeting = await meetings.review(meetings.ann, meetings.cat)
    before = await office.project()
    review = peer_review_id(meeting, meetings.ann)
    recorded = (await office.events_of(review))[0].event_id
    await office.do(
        CorrectPeerReview(peer_review_id=review, corrects=recorded, peer_grade=FAIR, reason="TYPING_ERROR")
    )
    told_of = "{ peerReviews(first: 5) { nodes { member { id } selfGrade peerGrade commentedBy { id } } } }"
    now = "query($id: ID!) { meeting(id: $id) " + told_of + " }"
    then = "query($id: ID!, $at: Position!) { meeting(id: $id, asOf: {position: $at}) " + told_of + " }"

    async def told(asked: str, **at: int | None) -> dict[str, Any]:
        answer = await office.ask(asked, {"id": encode_id("Meeting", meeting), **at})
        nodes = answer["meeting"]["peerReviews"]["nodes"]
        return {node.pop("member")["id"]: node for node in nodes}

    by_cat = {"id": member(meetings.cat)}
    said = {"selfGrade": "FAIR", "peerGrade": "GOOD"}
    of_cat = {**said, "commentedBy": None}  # nobody comments on themselves
    assert await told(then, at=before) == {
        member(meetings.ann): {**said, "commentedBy": by_cat},
        member(meetings.cat): of_cat,
    }
    assert await told(now) == {
        member(meetings.ann): {"selfGrade": "FAIR", "peerGrade": "FAIR", "commentedBy": by_cat},
        member(meetings.cat): of_cat,
    }


async def test_the_member_sees_it_and_others_do_not(meetings: GroupMeetings) -> None:
    """Also not who led and commented, where that is a member like others."""
    await meetings.review(meetings.ann)
    asked = "{ peerReviews(first: 5) { nodes { peerGrade } } events(first: 50) { nodes { type } } }"

    async def seen(member_id: UUID) -> tuple[int, int]:
        actor = Actor("member", Role.MEMBER, member_id=member_id)
        told = await meetings.office.ask(asked, actor=actor)
        types = [event["type"] for event in told["events"]["nodes"]]
        return len(told["peerReviews"]["nodes"]), types.count("peer-review.recorded")

    assert await seen(meetings.ann) == (1, 0)  # the event names who commented as well
    assert await seen(meetings.ben) == await seen(meetings.cat) == (0, 0)
    await meetings.review(meetings.cat)  # nobody comments on themselves
    assert await seen(meetings.cat) == (1, 1)


async def test_the_member_may_object_to_it(meetings: GroupMeetings) -> None:
    office = meetings.office
    meeting = await meetings.review(meetings.ann)
    recorded = (await office.events_of(peer_review_id(meeting, meetings.ann)))[0].event_id
    objection: dict[str, Any] = {"objection_id": office.ids.new_id(), "about": recorded}
    assert not await office.try_to(RaiseObjection(member_id=meetings.ben, **objection))
    await office.do(RaiseObjection(member_id=meetings.ann, **objection))


async def test_nothing_ranks_members_by_how_they_came_out(meetings: GroupMeetings) -> None:
    schema = await meetings.office.ask(
        '{ where: __type(name: "PeerReviewWhere") { inputFields { name } }'
        ' order: __type(name: "PeerReviewOrderField") { enumValues { name } } }'
    )
    assert schema["order"]["enumValues"] == [{"name": "REVIEWED_ON"}]
    assert not [one for one in schema["where"]["inputFields"] if "grade" in one["name"].lower()]
