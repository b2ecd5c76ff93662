"""Ids beside those that say what a mutation is about: no answer tells whether what they name is there elsewhere."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from itertools import count
from typing import Any

import pytest

from application.actor import Role
from domain.core.ids import uuid7
from domain.dues.events import dues_id
from domain.pairing.events import pairing_id
from domain.scoring.events import account_id
from graphql_api.read import encode_id
from tests.api import accepted_conveyances as conveyances
from tests.api import accepted_lectures as lectures
from tests.api import accepted_objections as objections
from tests.api import accepted_obligations as obligations
from tests.api import accepted_peer_reviews as peer_reviews
from tests.api import accepted_plans as plans
from tests.api import accepted_procedures as procedures
from tests.api import accepted_projects as projects
from tests.api import accepted_public_items as public_items
from tests.api import accepted_resolutions as resolutions
from tests.api import accepted_violations as violations
from tests.api.accepted import Scene, ballot
from tests.api.accepted_documents import NAMING, Naming, sealed
from tests.api.accepted_grids import assign, close, move, raise_issue, visit
from tests.api.accepted_service import OF_THIS_MONTH, secretary
from tests.api.client import key_of
from tests.api.county import County, day, make
from tests.api.events import event_of
from tests.security.access.second_ids import SECOND_IDS, Why

Input = dict[str, Any]
Try = Callable[[County, str], Awaitable[Input]]  # the input of a mutation, by the id that is named second
YEAR = int(day(0)[:4])
_DAYS = count(1, 3)  # leaves must not overlap
ENTRY: Input = {"year": YEAR, "pointsClass": "TASK", "rule": "ATTENDANCE"}


async def meeting_with_entry(county: County) -> str:
    """A meeting of the branch, today, where something is recorded of the first member."""
    meeting = await county.meeting()
    entries = [{"memberId": county.members[0], "status": "PRESENT"}]
    await county.api.done("attendanceRecord", meetingId=meeting, entries=entries)
    return meeting


async def freeze(county: County, second: str) -> Input:
    exclusions = [{"memberId": second, "reason": "ABROAD"}]
    return {"meetingId": await county.meeting(frozen=False), "exclusions": exclusions}


async def record_member(county: County, second: str) -> Input:
    return {"meetingId": await county.meeting(), "entries": [{"memberId": second, "status": "PRESENT"}]}


async def record_leave(county: County, second: str) -> Input:
    entry = {"memberId": county.members[1], "status": "LEAVE", "leaveId": second}
    return {"meetingId": await county.meeting(), "entries": [entry]}


async def correct_member_of(county: County, second: str) -> Input:
    entry = {"memberId": second, "status": "LATE"}
    return {"meetingId": await meeting_with_entry(county), "entry": entry, "reason": "TYPING_ERROR"}


async def make_up_of(county: County, second: str) -> Input:
    return {"meetingId": await meeting_with_entry(county), "memberId": second, "on": day(0)}


async def correct_leave_of(county: County, second: str) -> Input:
    entry = {"memberId": county.members[0], "status": "LEAVE", "leaveId": second}
    return {"meetingId": await meeting_with_entry(county), "entry": entry, "reason": "TYPING_ERROR"}


async def correct_organisation(county: County, second: str) -> Input:
    return {"organisationId": county.branch, "corrects": second, "name": "新名", "reason": "TYPING_ERROR"}


async def split(county: County, second: str) -> Input:
    given = {"organisationId": county.branch, "name": "分设支部", "memberIds": [second], "on": day(0)}
    return {**given, "approvedBy": county.township, "reason": "TOO_LARGE"}


async def lead(county: County, second: str) -> Input:
    return {"organisationId": county.group, "memberId": second, "on": day(0)}


async def correct_member(county: County, second: str) -> Input:
    given = {"memberId": county.members[0], "corrects": second, "joinedOn": day(-999)}
    return {**given, "reason": "TYPING_ERROR"}


async def correct_meeting(county: County, second: str) -> Input:
    meeting = await county.meeting(frozen=False)
    return {"meetingId": meeting, "corrects": second, "kind": "PARTY_LECTURE", "reason": "TYPING_ERROR"}


async def withdraw_entry(county: County, second: str) -> Input:
    return {"meetingId": await lecture(county, county.branch), "corrects": second, "reason": "TYPING_ERROR"}


async def lecture(county: County, branch: str) -> str:
    """A lecture of a branch, yesterday, with what it was about."""
    asked = {"organisationId": branch, "kind": "PARTY_LECTURE", "heldOn": day(-1)}
    meeting = await make(county.api, "meetingPlan", "meeting", **asked)
    await county.api.done("meetingRecordContents", meetingId=meeting, contents=["DUES"])
    return meeting


async def correct_leave(county: County, second: str) -> Input:
    first = next(_DAYS)
    leave = await county.leave(county.members[1], first, first)
    return {"leaveId": leave, "corrects": second, "toOn": day(first + 1), "reason": "TYPING_ERROR"}


async def reverse(county: County, second: str) -> Input:
    return {"memberId": county.members[0], "year": YEAR, "reverses": second, "reason": "WRONG_PERSON"}


async def correct_points(county: County, second: str) -> Input:
    given = {"memberId": county.members[0], "year": YEAR, "corrects": second, "points": "2"}
    return {**given, "reason": "TYPING_ERROR"}


async def receipt(county: County, second: str) -> Input:
    given = {"memberId": county.members[0], "year": YEAR, "payment": second}
    return {**given, "receiptNumber": "NO-1", "issuedOn": day(0)}


async def reverse_payment(county: County, second: str) -> Input:
    given = {"memberId": county.members[0], "year": YEAR, "payment": second}
    return {**given, "reason": "WRONG_PERSON"}


async def reverse_allocation(county: County, second: str) -> Input:
    given = {"organisationId": county.branch, "year": YEAR, "allocation": second}
    return {**given, "reason": "WRONG_BRANCH"}


async def hand_over_from(county: County, second: str) -> Input:
    to_post = await secretary(county, county.members[1], next(_DAYS))
    return {"organisationId": county.branch, "fromPostId": second, "toPostId": to_post}


async def hand_over_to(county: County, second: str) -> Input:
    from_post = await secretary(county, county.members[0], -next(_DAYS))
    return {"organisationId": county.branch, "fromPostId": from_post, "toPostId": second}


async def visit_by(county: County, second: str) -> Input:
    return {**await visit(Scene(county, county.members[0])), "memberId": second}


async def raise_at(county: County, second: str) -> Input:
    given = await raise_issue(Scene(county, county.members[0]))
    return {**given, "on": day(0), "householdId": second}


async def assign_to(county: County, second: str) -> Input:
    return {**await assign(Scene(county, county.members[0])), "ownerId": second}


async def check_by(county: County, second: str) -> Input:
    return {**await close(Scene(county, county.members[1])), "checkerId": second}


async def pair_with(county: County, second: str) -> Input:
    given = {"memberId": county.members[0], "kind": "MEMBER", "fromOn": day(0)}
    return {**given, "partnerMemberId": second}


async def end_pair(county: County, second: str) -> Input:
    return {"memberId": county.members[0], "pair": second, "on": day(0)}


async def name_house(county: County, second: str) -> Input:
    return {"branchId": county.branch, "memberId": second, "fromOn": day(0)}


async def replace_house(county: County, second: str) -> Input:
    named = await name_house(county, county.members[0])
    house = await make(county.api, "memberNodeHouseName", "memberNodeHouse", **named)
    return {"memberNodeHouseId": house, "memberId": second, "on": day(0)}


async def supervisory_inspection_at(county: County, branch: str) -> str:
    given = {"organisationId": branch, "inspectorId": county.township, "heldOn": day(-1)}
    return await make(county.api, "supervisoryInspectionRecord", "supervisoryInspection", **given)


async def rectify(county: County, second: str) -> Input:
    supervisory_inspection = await supervisory_inspection_at(county, county.branch)
    return {"supervisoryInspectionId": supervisory_inspection, "finding": second, "on": day(0)}


async def recall(county: County, second: str) -> Input:
    given = {"organisationId": county.branch, "memberId": second, "on": day(0)}
    return {**given, "reason": "NOT_QUALIFIED"}


async def publish_to(county: County, second: str) -> Input:
    return {**await projects.publish(Scene(county, county.members[0])), "ownerId": second}


async def publish_of(county: County, second: str) -> Input:
    return {**await projects.publish(Scene(county, county.members[0])), "projectId": second}


async def check_task_by(county: County, second: str) -> Input:
    return {**await projects.close(Scene(county, county.members[1])), "checkerId": second}


async def passed_at(county: County, second: str) -> Input:
    return {**await plans.adopt(Scene(county, county.members[0])), "meetingId": second}


async def propose_by(county: County, second: str) -> Input:
    return {**await resolutions.propose(Scene(county, county.members[0])), "memberId": second}


async def propose_at(county: County, second: str) -> Input:
    return {**await resolutions.propose(Scene(county, county.members[0])), "meetingId": second}


async def report_of(county: County, second: str) -> Input:
    return {**await violations.report(Scene(county, county.members[0])), "memberId": second}


async def correct_violation(county: County, second: str) -> Input:
    return {**await violations.correct(Scene(county, county.members[0])), "corrects": second}


async def supervise(county: County, second: str) -> Input:
    return {**await violations.assign(Scene(county, county.members[0])), "supervisorId": second}


async def post_of(county: County, second: str) -> Input:
    return {**await public_items.post(Scene(county, county.members[0])), "memberId": second}


async def post_about(county: County, second: str) -> Input:
    return {
        **await public_items.about_violation(Scene(county, county.members[0])),
        "violationId": second,
    }


async def review_of(county: County, second: str) -> Input:
    entry = {"memberId": second, "selfGrade": "GOOD"}
    return {"meetingId": await county.meeting(), "reviews": [entry]}


async def review_led_by(county: County, second: str) -> Input:
    return {**await peer_reviews.record(Scene(county, county.members[0])), "commentedById": second}


async def correct_review(county: County, second: str) -> Input:
    return {**await peer_reviews.correct(Scene(county, county.members[0])), "corrects": second}


async def correct_who_led(county: County, second: str) -> Input:
    return {**await peer_reviews.correct(Scene(county, county.members[0])), "commentedById": second}


async def resolve_about(county: County, second: str) -> Input:
    return {**await resolutions.resolve(Scene(county, county.members[0])), "proposalIds": [second]}


async def resolve_at(county: County, second: str) -> Input:
    return {**await resolutions.resolve(Scene(county, county.members[0])), "meetingId": second}


async def lecture_at(county: County, second: str) -> Input:
    return {**await lectures.deliver(Scene(county, county.members[0])), "meetingId": second}


async def step_at(county: County, second: str) -> Input:
    return {**await procedures.record(Scene(county, county.members[0])), "meetingId": second}


async def oblige(county: County, second: str) -> Input:
    return {**await obligations.assign(Scene(county, county.members[1])), "assigneeId": second}


async def dealt_with(county: County, second: str) -> Input:
    return {**await obligations.fulfil(Scene(county, county.members[1])), "dealtWith": [second]}


async def assign_item_to(county: County, second: str) -> Input:
    return {**await plans.assign(Scene(county, county.members[0])), "assigneeId": second}


async def assign_item(county: County, second: str) -> Input:
    return {**await plans.assign(Scene(county, county.members[0])), "itemId": second}


async def withdraw_item(county: County, second: str) -> Input:
    return {**await plans.withdraw_item(Scene(county, county.members[0])), "itemId": second}


async def object_to(county: County, second: str) -> Input:
    return {**await objections.against(Scene(county, county.members[1])), "about": second}


async def put_right(county: County, second: str) -> Input:
    return {**await objections.upheld(Scene(county, county.members[1])), "correction": second}


async def tell_at(county: County, second: str) -> Input:
    return {**await conveyances.told_today(Scene(county, county.members[1])), "meetingId": second}


async def tell(county: County, second: str) -> Input:
    return {**await conveyances.deliver(Scene(county, county.members[1])), "memberIds": [second]}


async def told_by(county: County, second: str) -> Input:
    return {**await conveyances.deliver(Scene(county, county.members[1])), "byId": second}


async def untell(county: County, second: str) -> Input:
    return {**await conveyances.revoke(Scene(county, county.members[1])), "memberId": second}


async def item_of(county: County, branch: str) -> str:
    """An item of a plan of that branch."""
    plan = {"organisationId": branch, "year": YEAR}
    adopted = {**plan, "on": day(0), "adoptedAt": "GENERAL_MEETING", "reason": "TYPING_ERROR"}
    await county.api.done("annualPlanAdopt", **adopted)
    told = "annualPlan { items(first: 1) { nodes { id } } }"
    made = await county.api.done("planItemAssign", told, plannedOn=day(0), **plan)
    item: str = made["annualPlan"]["items"]["nodes"][0]["id"]
    return item


async def vote_at(county: County, second: str) -> Input:
    return {**await ballot(Scene(county, county.members[0])), "meetingId": second}


async def leave_of(county: County, second: str) -> Input:
    day_of = {"fromOn": day(0), "toOn": day(0), "meetingId": second}
    return {"memberId": county.members[0], "kind": "ILLNESS", **day_of}


def rest_on(naming: Naming) -> tuple[str, Try, str, str]:
    """An entry that rests on a document."""

    async def given(county: County, second: str) -> Input:
        scene = await Scene.at_the_branch(county)
        return naming.names(await naming.input_of(scene), second)

    return naming.mutation, given, "document", "NOT_FOUND"


# Mutation and input, what the second id names elsewhere, and the code by which all that is not fit is refused.
ALIKE: dict[str, tuple[str, Try, str, str]] = {
    "RecordBallot.meeting_id": ("developmentBallotRecord", vote_at, "meeting", "NOT_FOUND"),
    "FreezeRoster.exclusions.member_id": ("rosterFreeze", freeze, "member", "NOT_ON_REGISTER"),
    "RecordAttendance.entries.member_id": ("attendanceRecord", record_member, "member", "NOT_ON_ROSTER"),
    "RecordAttendance.entries.leave_id": ("attendanceRecord", record_leave, "leave", "NO_LEAVE_COVERS"),
    "CorrectAttendance.entry.member_id": (
        "attendanceCorrect",
        correct_member_of,
        "member",
        "NOTHING_RECORDED",
    ),
    "CorrectAttendance.entry.leave_id": ("attendanceCorrect", correct_leave_of, "leave", "NO_LEAVE_COVERS"),
    "RecordMakeUp.member_id": ("absenceMakeUp", make_up_of, "member", "NOTHING_RECORDED"),
    "CorrectOrganisation.corrects": (
        "organisationCorrect",
        correct_organisation,
        "organisation.founded",
        "CORRECTS_NOTHING",
    ),
    "SplitOrganisation.member_ids": ("organisationSplit", split, "member", "NOT_ON_REGISTER"),
    "ElectGroupLeader.member_id": ("groupLeaderElect", lead, "member", "NOT_IN_GROUP"),
    "CorrectMember.corrects": ("memberCorrect", correct_member, "member.registered", "CORRECTS_NOTHING"),
    "CorrectMeeting.corrects": ("meetingCorrect", correct_meeting, "meeting.planned", "CORRECTS_NOTHING"),
    "WithdrawMeetingEntry.corrects": (
        "meetingWithdrawEntry",
        withdraw_entry,
        "meeting.contents-recorded",
        "CORRECTS_NOTHING",
    ),
    "RequestLeave.for_meeting_id": ("leaveRequest", leave_of, "meeting", "NOT_FOUND"),
    "CorrectLeave.corrects": ("leaveCorrect", correct_leave, "leave.requested", "CORRECTS_NOTHING"),
    "ReversePoints.reverses": ("scoreReverse", reverse, "score.points-awarded", "CORRECTS_NOTHING"),
    "RecordVisits.member_id": ("visitsRecord", visit_by, "member", "NOT_RESPONSIBLE"),
    "RaiseIssue.household_id": ("issueRaise", raise_at, "household", "NOT_IN_GRID"),
    "AssignIssue.owner_id": ("issueAssign", assign_to, "member", "MEMBER_ELSEWHERE"),
    "CloseIssue.checker_id": ("issueClose", check_by, "member", "MEMBER_ELSEWHERE"),
    "AssignPair.partner_member_id": ("pairAssign", pair_with, "member", "NOT_HOME_BRANCH"),
    "EndPair.pair": ("pairEnd", end_pair, "pair.assigned", "NOT_FOUND"),
    "NameMemberNodeHouse.member_id": ("memberNodeHouseName", name_house, "member", "NOT_ON_REGISTER"),
    "ReplaceMemberNodeHouse.member_id": (
        "memberNodeHouseReplace",
        replace_house,
        "member",
        "NOT_ON_REGISTER",
    ),
    "RectifySupervisoryInspectionFinding.finding": (
        "supervisoryInspectionFindingRectify",
        rectify,
        "supervisory-inspection.finding-raised",
        "NOT_FOUND",
    ),
    "ReverseFundsAllocation.allocation": (
        "fundsAllocationReverse",
        reverse_allocation,
        "funds.allocated",
        "NOT_FOUND",
    ),
    "RecallPartyInstructor.member_id": ("partyInstructorRecall", recall, "member", "NO_PARTY_INSTRUCTOR"),
    "RaiseObjection.about": ("objectionRaise", object_to, "member.registered", "NOT_FOUND"),
    "RemedyObjection.correction": ("objectionRemedy", put_right, "member.registered", "NOT_FOUND"),
    "OpenConveyance.meeting_id": ("conveyanceOpen", tell_at, "meeting", "NOT_FOUND"),
    "DeliverConveyance.member_ids": ("conveyanceDeliver", tell, "member", "NOT_ON_ROSTER"),
    "DeliverConveyance.by_id": ("conveyanceDeliver", told_by, "member", "MEMBER_ELSEWHERE"),
    "RevokeDelivery.member_id": ("conveyanceDeliveryRevoke", untell, "member", "NOTHING_RECORDED"),
    "AdoptAnnualPlan.meeting_id": ("annualPlanAdopt", passed_at, "meeting", "NOT_FOUND"),
    "RecordLectureDelivery.meeting_id": ("lectureOrderDeliver", lecture_at, "meeting", "NOT_FOUND"),
    "RaiseProposal.member_id": ("proposalRaise", propose_by, "member", "MEMBER_ELSEWHERE"),
    "RaiseProposal.meeting_id": ("proposalRaise", propose_at, "meeting", "NOT_FOUND"),
    "ReportViolation.member_id": ("violationReport", report_of, "member", "MEMBER_ELSEWHERE"),
    "CorrectViolation.corrects": (
        "violationCorrect",
        correct_violation,
        "meeting.planned",
        "CORRECTS_NOTHING",
    ),
    "AssignSupervisor.supervisor_id": ("violationSupervisorAssign", supervise, "member", "MEMBER_ELSEWHERE"),
    "PostPublicItem.member_id": ("publicItemPost", post_of, "member", "MEMBER_ELSEWHERE"),
    "PostPublicItem.violation_id": ("publicItemPost", post_about, "violation", "NOT_FOUND"),
    "RecordPeerReviews.reviews.member_id": ("peerReviewsRecord", review_of, "member", "NOT_ON_ROSTER"),
    "RecordPeerReviews.commented_by_id": (
        "peerReviewsRecord",
        review_led_by,
        "member",
        "MEMBER_ELSEWHERE",
    ),
    "CorrectPeerReview.corrects": (
        "peerReviewCorrect",
        correct_review,
        "meeting.planned",
        "CORRECTS_NOTHING",
    ),
    "CorrectPeerReview.commented_by_id": (
        "peerReviewCorrect",
        correct_who_led,
        "member",
        "MEMBER_ELSEWHERE",
    ),
    "MakeResolution.proposal_ids": ("resolutionMake", resolve_about, "proposal", "NOT_FOUND"),
    "MakeResolution.meeting_id": ("resolutionMake", resolve_at, "meeting", "NOT_FOUND"),
    "RecordProcedureStep.meeting_id": ("procedureStepRecord", step_at, "meeting", "NOT_FOUND"),
    "AssignPlanItem.item_id": ("planItemAssign", assign_item, "planItem", "NOT_FOUND"),
    "AssignObligation.assignee_id": ("obligationAssign", oblige, "member", "MEMBER_ELSEWHERE"),
    "FulfilObligation.dealt_with": ("obligationFulfil", dealt_with, "meeting.planned", "NOT_FOUND"),
    "AssignPlanItem.assignee_id": ("planItemAssign", assign_item_to, "member", "MEMBER_ELSEWHERE"),
    "WithdrawPlanItem.item_id": ("planItemWithdraw", withdraw_item, "planItem", "NOT_FOUND"),
    "PublishTask.owner_id": ("taskPublish", publish_to, "member", "MEMBER_ELSEWHERE"),
    "PublishTask.project_id": ("taskPublish", publish_of, "project", "NOT_FOUND"),
    "CloseTask.checker_id": ("taskClose", check_task_by, "member", "MEMBER_ELSEWHERE"),
    "IssueDuesReceipt.payment": ("duesReceiptIssue", receipt, "dues.paid", "NOT_FOUND"),
    "ReverseDuesPayment.payment": ("duesPaymentReverse", reverse_payment, "dues.paid", "NOT_FOUND"),
    "OpenHandover.from_post_id": ("handoverOpen", hand_over_from, "post", "NOT_FOUND"),
    "OpenHandover.to_post_id": ("handoverOpen", hand_over_to, "post", "NOT_FOUND"),
    "CorrectPoints.corrects": ("scoreCorrect", correct_points, "score.points-awarded", "CORRECTS_NOTHING"),
    **{name: rest_on(naming) for name, naming in NAMING.items()},
}


async def elsewhere(county: County, kind: str) -> str:
    """The id of something of the other branch: a member, a post, a granted leave of today, or an event of a type."""
    if kind == "member":
        return county.elsewhere
    if kind == "meeting":
        return await county.meeting(organisation=county.other_branch)
    if kind == "document":
        return await sealed(county, memberId=county.elsewhere)
    if kind == "post":
        return await secretary(county, county.elsewhere, -1, county.other_branch)
    if kind == "planItem":
        return await item_of(county, county.other_branch)
    if kind == "project":
        given = {"organisationId": county.other_branch, "code": "WATER", "on": day(-3)}
        return await make(county.api, "projectPropose", "project", **given)
    if kind == "proposal":
        given = {"organisationId": county.other_branch, "code": "WATER", "on": day(-3)}
        return await make(county.api, "proposalRaise", "proposal", **given)
    if kind == "violation":
        given = {"organisationId": county.other_branch, "kind": "OPERATING_RULES", "severity": "SERIOUS"}
        told = {**given, "code": "ENGINE_NOT_WARMED", "occurredAt": day(-3)}
        return await make(county.api, "violationReport", "violation", **told)
    if kind == "household":
        moved = await move(Scene(county, county.members[0]))
        await county.api.done("householdMove", "household { id }", **moved)
        return str(moved["householdId"])
    if kind == "pair.assigned":
        assigned = {"memberId": county.elsewhere, "kind": "WORKER", "fromOn": day(-1)}
        await county.api.done("pairAssign", **assigned)
        return await event_of(county.api, pairing_id(key_of(county.elsewhere)), kind)
    if kind == "funds.allocated":
        branch = county.other_branch
        funds = await make(
            county.api,
            "fundsAllocate",
            "funds",
            organisationId=branch,
            year=YEAR,
            amountFen=100,
            countedOn=day(0),
        )
        return await event_of(county.api, funds, kind)
    if kind == "supervisory-inspection.finding-raised":
        supervisory_inspection = await supervisory_inspection_at(county, county.other_branch)
        await county.api.done(
            "supervisoryInspectionFindingRaise",
            supervisoryInspectionId=supervisory_inspection,
            matter="NO_MINUTES",
        )
        return await event_of(county.api, supervisory_inspection, kind)
    if kind == "dues.paid":
        return await paid(county)
    if kind == "meeting.contents-recorded":
        return await event_of(county.api, await lecture(county, county.other_branch), kind)
    leave = await county.leave(county.elsewhere, -1, 1)
    await county.api.done("leaveGrant", leaveId=leave)
    if kind == "leave":
        return leave
    meeting = await county.meeting(frozen=False, organisation=county.other_branch)
    await county.api.done("scoreAward", points="1", memberId=county.elsewhere, **ENTRY)
    await county.api.done("scoreAward", points="1", memberId=county.members[0], **ENTRY)
    streams = {
        "organisation.founded": county.other_branch,
        "member.registered": county.elsewhere,
        "meeting.planned": meeting,
        "leave.requested": leave,
    }
    if kind in streams:
        return await event_of(county.api, streams[kind], kind)
    return await event_of(county.api, account_id(key_of(county.elsewhere), YEAR), kind)


async def paid(county: County) -> str:
    """A payment of the member of elsewhere, by its event."""
    given = {"memberId": county.elsewhere, "amountFen": 100, **OF_THIS_MONTH}
    await county.api.done("duesAssess", branchId=county.other_branch, **given)
    await county.api.done("duesPay", paidOn=day(0), **given)
    return await event_of(county.api, dues_id(key_of(county.elsewhere), YEAR), "dues.paid")


def nobodys(kind: str) -> str:
    """The id of nothing, of the same kind."""
    return (
        encode_id(kind[0].upper() + kind[1:], uuid7())
        if kind in ("member", "meeting", "leave", "post", "household", "project", "planItem")
        else str(uuid7())
    )


# Nothing that a branch's secretary may do.
FROM_ABOVE = {
    "organisationCorrect",
    "organisationSplit",
    "handoverOpen",
    "partyInstructorRecall",
    "fundsAllocationReverse",
}


def test_every_second_id_that_is_answered_alike_is_tried() -> None:
    assert ALIKE.keys() == {name for name, why in SECOND_IDS.items() if why is Why.ALIKE}


@pytest.mark.parametrize("name", ALIKE)
async def test_what_is_elsewhere_is_answered_as_what_is_nowhere(county: County, name: str) -> None:
    mutation, input_of, kind, code = ALIKE[name]
    role, place = Role.BRANCH_SECRETARY, county.branch
    if mutation in FROM_ABOVE:
        role = Role.TOWNSHIP_SECRETARY
    token = county.api.token(role, place=key_of(place))
    there = await elsewhere(county, kind)
    answers = [
        await county.api.refused(mutation, token=token, **await input_of(county, second))
        for second in (there, nobodys(kind))
    ]
    assert answers[0] == answers[1]
    assert {told for told, _, _ in answers[0]} == {code}


@pytest.mark.parametrize("name", [name for name, naming in NAMING.items() if not naming.of_line])
async def test_a_document_of_the_members_own_branch_is_answered_as_what_is_nowhere(
    county: County, name: str
) -> None:
    """Of the organisations that an entry of a member's stands below: they do not see those texts, erased or not."""
    naming, scene = NAMING[name], await Scene.at_the_branch(county)
    given = await naming.input_of(scene)
    line = [await sealed(county, organisationId=at) for at in (county.branch, county.committee) for _ in "12"]
    for erased in line[::2]:
        await county.api.done("documentErase", documentId=erased, basis="PERIOD_ENDED")
    token = county.api.token(Role.MEMBER, member=key_of(scene.member))
    if naming.mutation == "objectionDecide":  # which no member does
        token = county.api.token(Role.BRANCH_SECRETARY, place=key_of(county.branch))
    for document in (*line, nobodys("document")):
        told = await county.api.refused(naming.mutation, token=token, **naming.names(given, document))
        assert told == [("NOT_FOUND", [naming.field], None)]
    own = await sealed(county, memberId=scene.member)
    await county.api.done(
        naming.mutation, f"{naming.entity} {{ id }}", token=token, **naming.names(given, own)
    )


@pytest.mark.parametrize("mutation", ["scoreAward", "scoreDeduct"])
async def test_a_ground_is_kept_as_it_is_said(county: County, mutation: str) -> None:
    """A meeting of elsewhere, an event of elsewhere, and what is nowhere are taken all the same."""
    token = county.api.token(Role.BRANCH_SECRETARY, place=key_of(county.branch))
    meeting = await county.meeting(frozen=False, organisation=county.other_branch)
    event = await event_of(county.api, meeting, "meeting.planned")
    given = {**ENTRY, "memberId": county.members[0], "points": "1", "token": token}
    for ground in (meeting, event, encode_id("Meeting", uuid7()), str(uuid7())):
        await county.api.done(mutation, ground=ground, **given)


async def test_who_sat_in_is_confirmed_and_nothing_told(county: County) -> None:
    """Whoever sits in comes from elsewhere. A secretary who has heard the id learns that it is a member's, no more."""
    heard = {name for name, why in SECOND_IDS.items() if why is Why.HEARD}
    assert heard == {
        "RecordObserver.member_id",
        "RecordLecturer.lecturer_id",
        "RecordParticipation.member_id",
        "AddSecondAffiliation.member_id",
        "PublishMenuItem.lecturer_id",
        "AcceptLecture.lecturer_id",
    }
    token = county.api.token(Role.BRANCH_SECRETARY, place=key_of(county.branch))
    meeting = await county.meeting()
    unknown = await county.api.refused(
        "observerRecord", token=token, meetingId=meeting, memberId=nobodys("member")
    )
    assert unknown == [("NOT_FOUND", ["memberId"], None)]
    payload = await county.api.done(
        "observerRecord",
        "meeting { observers { nodes { member { id displayName } } } counts { observers } }",
        token=token,
        meetingId=meeting,
        memberId=county.elsewhere,
    )
    assert payload["meeting"] == {"observers": {"nodes": [{"member": None}]}, "counts": {"observers": 1}}
    concerned = county.api.token(Role.MEMBER, member=key_of(county.elsewhere))
    subject = '{ subject: $id, streamType: { eq: "meeting" } }'
    after = f"@readAfter(position: {await county.api.head()})"
    trail = f"query ($id: ID!) {after} {{ events(where: {subject}) {{ nodes {{ type actor }} }} }}"
    told = await county.api.ask(trail, {"id": county.elsewhere}, token=concerned)
    assert told["events"]["nodes"] == [
        {"type": "meeting.observer-recorded", "actor": "development:branch_secretary"}
    ]
    theirs = await make(county.api, "meetingPlan", "meeting", organisationId=county.other_branch, **PLAN)
    await county.api.done("rosterFreeze", meetingId=theirs)
    refused = await county.api.refused(
        "observerRecord", token=token, meetingId=theirs, memberId=county.members[0]
    )
    assert refused == [("NOT_FOUND", ["meetingId"], None)]


PLAN: Input = {"kind": "GENERAL_MEETING", "heldOn": day(0)}


@pytest.mark.parametrize("mutation", ["participationRecord", "secondAffiliationAdd"])
async def test_who_takes_part_is_confirmed_and_nothing_told(county: County, mutation: str) -> None:
    """The same with those who take part in a branch that is not their home."""
    token = county.api.token(Role.BRANCH_SECRETARY, place=key_of(county.branch))
    given: Input = {"organisationId": county.branch, "fromOn": day(-1)}
    select = "secondAffiliation { member { displayName } }"
    if mutation == "participationRecord":
        given = {"meetingId": await county.meeting()}
        select = "meeting { participations(first: 5) { nodes { member { displayName } } } }"
    unknown = await county.api.refused(mutation, token=token, memberId=nobodys("member"), **given)
    assert unknown == [("NOT_FOUND", ["memberId"], None)]
    payload = await county.api.done(mutation, select, token=token, memberId=county.elsewhere, **given)
    told = payload.get("secondAffiliation") or payload["meeting"]["participations"]["nodes"][0]
    assert told == {"member": None}


async def test_who_taught_is_confirmed_and_no_name_told(county: County) -> None:
    """The same with those who teach in a branch that is not their home; the event is told to them."""
    token = county.api.token(Role.BRANCH_SECRETARY, place=key_of(county.branch))
    given: Input = {"meetingId": await lecture(county, county.branch), "role": "INVITED_LECTURER"}
    unknown = await county.api.refused(
        "meetingRecordLecturer", token=token, lecturerId=nobodys("member"), **given
    )
    assert unknown == [("NOT_FOUND", ["lecturerId"], None)]
    payload = await county.api.done(
        "meetingRecordLecturer", "meeting { lecturers }", token=token, lecturerId=county.elsewhere, **given
    )
    assert payload["meeting"] == {"lecturers": ["INVITED_LECTURER"]}


@pytest.mark.parametrize("mutation", ["lectureMenuItemPublish", "lectureOrderAccept"])
async def test_who_is_to_teach_is_confirmed_and_nothing_told(county: County, mutation: str) -> None:
    """The same with those whom a township offers as lecturers, or who took an order of one of its branches."""
    token = county.api.token(Role.TOWNSHIP_SECRETARY, place=key_of(county.township))
    scene = Scene(county, county.members[0])
    given, told = await lectures.publish(scene), "lectureMenuItem"
    if mutation == "lectureOrderAccept":
        given, told = await lectures.accept(scene), "lectureOrder"
    unknown = await county.api.refused(mutation, token=token, **{**given, "lecturerId": nobodys("member")})
    assert unknown == [("NOT_FOUND", ["lecturerId"], None)]
    given["lecturerId"] = await of_the_county(county)
    payload = await county.api.done(
        mutation, f"{told} {{ lecturer {{ displayName }} }}", token=token, **given
    )
    assert payload[told] == {"lecturer": None}


async def of_the_county(county: County) -> str:
    """A member of a branch outside the township."""
    branch: Input = {"parentId": county.committee, "kind": "PARTY_BRANCH", "name": "机关党支部"}
    since = {"occurredAt": day(-400)}
    home = await make(county.api, "organisationFound", "organisation", **branch, **since)
    member = {"branchId": home, "displayName": "沈试", "kind": "FULL", "joinedOn": day(-999)}
    return await make(county.api, "memberRegister", "member", **member, **since)
