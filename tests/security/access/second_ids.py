"""Ids in commands beside those that say what a command is about, and why the caller's place is not asked of them.

Whoever names what may not be seen must not learn that it exists. What a command is about is held to that (``ABOUT`` of
application/authority.py). Each other id stands here with the reason why it tells nothing, or what it tells on purpose.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import is_dataclass
from enum import Enum
from typing import Any, get_args, get_type_hints
from uuid import UUID

import msgspec

from domain.core.command import Command


class Why(Enum):
    """Why nobody asks whether the caller may see what an id names."""

    MADE = "the server makes it, and no input has a field for it"
    OPEN = "an organisation, a grid or what a menu offers: no secret within a county"
    ALIKE = (
        "held against what the command is about: all that is not of it is refused alike, be it there or not"
    )
    KEPT = "kept as it was said, and never looked up"
    HEARD = "a member of anywhere in the county, on purpose: confirmed to whoever has heard the id, which none guesses"


SECOND_IDS: dict[str, Why] = {
    "FoundOrganisation.organisation_id": Why.MADE,
    "FoundOrganisation.approved_by": Why.OPEN,
    "ElectGroupLeader.member_id": Why.ALIKE,
    "SurveyEntity.entity_id": Why.MADE,
    "OpenSite.site_id": Why.MADE,
    "TakeIntoCustody.custodian_id": Why.OPEN,
    "TakeIntoCustody.approved_by": Why.OPEN,
    "RecordResidence.grid_id": Why.OPEN,
    "CorrectOrganisation.corrects": Why.ALIKE,
    "DissolveOrganisation.approved_by": Why.OPEN,
    "MergeOrganisation.approved_by": Why.OPEN,
    "SplitOrganisation.approved_by": Why.OPEN,
    "MoveOrganisation.approved_by": Why.OPEN,
    "SplitOrganisation.new_id": Why.MADE,
    "SplitOrganisation.member_ids": Why.ALIKE,
    "RegisterMember.member_id": Why.MADE,
    "RegisterMember.name_id": Why.MADE,
    "RegisterMember.group_id": Why.OPEN,
    "AssignGroup.group_id": Why.OPEN,
    "CorrectMember.corrects": Why.ALIKE,
    "CorrectMember.name_id": Why.MADE,
    "PlanMeeting.meeting_id": Why.MADE,
    "FreezeRoster.exclusions.member_id": Why.ALIKE,
    "RecordAttendance.entries.member_id": Why.ALIKE,
    "RecordAttendance.entries.leave_id": Why.ALIKE,
    "CorrectAttendance.entry.member_id": Why.ALIKE,
    "CorrectAttendance.entry.leave_id": Why.ALIKE,
    "RecordMakeUp.member_id": Why.ALIKE,
    "RecordObserver.member_id": Why.HEARD,
    "CorrectMeeting.corrects": Why.ALIKE,
    "PlanMeeting.gathering_id": Why.KEPT,
    "CorrectMeeting.gathering_id": Why.KEPT,
    "TakeMinutes.document_id": Why.ALIKE,
    "RecordLecturer.lecturer_id": Why.HEARD,
    "ApproveMeetingException.approved_by": Why.OPEN,
    "WithdrawMeetingEntry.corrects": Why.ALIKE,
    "RaiseObjection.objection_id": Why.MADE,
    "RaiseObjection.about": Why.ALIKE,
    "RaiseObjection.grounds_id": Why.ALIKE,
    "DecideObjection.document_id": Why.ALIKE,
    "RemedyObjection.correction": Why.ALIKE,
    "OpenConveyance.conveyance_id": Why.MADE,
    "OpenConveyance.meeting_id": Why.ALIKE,
    "DeliverConveyance.member_ids": Why.ALIKE,
    "DeliverConveyance.by_id": Why.ALIKE,
    "RevokeDelivery.member_id": Why.ALIKE,
    "RequestLeave.leave_id": Why.MADE,
    "RequestLeave.for_meeting_id": Why.ALIKE,
    "RequestLeave.grounds_id": Why.ALIKE,
    "HandInLeaveEvidence.document_id": Why.ALIKE,
    "CorrectLeave.corrects": Why.ALIKE,
    "AwardPoints.ground": Why.KEPT,
    "DeductPoints.ground": Why.KEPT,
    "ReversePoints.reverses": Why.ALIKE,
    "CorrectPoints.corrects": Why.ALIKE,
    "GivePost.post_id": Why.MADE,
    "SealDocument.document_id": Why.MADE,
    "GivePost.grid_id": Why.OPEN,
    "RegisterHouseholds.organisation_id": Why.OPEN,
    "MoveHousehold.organisation_id": Why.OPEN,
    "RecordVisits.grid_id": Why.OPEN,
    "RecordVisits.member_id": Why.ALIKE,
    "RaiseIssue.issue_id": Why.MADE,
    "RaiseIssue.organisation_id": Why.OPEN,
    "RaiseIssue.household_id": Why.ALIKE,
    "AssignIssue.owner_id": Why.ALIKE,
    "CloseIssue.checker_id": Why.ALIKE,
    "CloseIssue.evidence": Why.KEPT,
    "ProposeProject.project_id": Why.MADE,
    "ApproveProject.approved_by": Why.OPEN,
    "FileProject.filed_with": Why.OPEN,
    "AdoptAnnualPlan.meeting_id": Why.ALIKE,
    "FileAnnualPlan.recipient_id": Why.OPEN,
    "AssignPlanItem.item_id": Why.ALIKE,
    "AssignPlanItem.document_id": Why.KEPT,
    "AssignPlanItem.assignee_id": Why.ALIKE,
    "WithdrawPlanItem.item_id": Why.ALIKE,
    "RecordDeparture.node_id": Why.OPEN,
    "RecordDeparture.approved_by": Why.OPEN,
    "RecordDeparture.document_id": Why.ALIKE,
    "WithdrawDeparture.node_id": Why.OPEN,
    "ApproveScheduleException.exception_id": Why.MADE,
    "ApproveScheduleException.approved_by": Why.OPEN,
    "PublishMenuItem.lecturer_id": Why.HEARD,
    "PlaceLectureOrder.menu_item_id": Why.OPEN,
    "AcceptLecture.lecturer_id": Why.HEARD,
    "RecordLectureDelivery.meeting_id": Why.ALIKE,
    "RaiseProposal.proposal_id": Why.MADE,
    "RaiseProposal.member_id": Why.ALIKE,
    "RaiseProposal.meeting_id": Why.ALIKE,
    "MakeResolution.resolution_id": Why.MADE,
    "MakeResolution.proposal_ids": Why.ALIKE,
    "MakeResolution.meeting_id": Why.ALIKE,
    "ReportViolation.violation_id": Why.MADE,
    "ReportViolation.member_id": Why.ALIKE,
    "CorrectViolation.corrects": Why.ALIKE,
    "AssignSupervisor.supervisor_id": Why.ALIKE,
    "PostPublicItem.public_item_id": Why.MADE,
    "PostPublicItem.member_id": Why.ALIKE,
    "PostPublicItem.violation_id": Why.ALIKE,
    "RecordPeerReviews.reviews.member_id": Why.ALIKE,
    "RecordPeerReviews.reviews.document_id": Why.ALIKE,
    "RecordPeerReviews.commented_by_id": Why.ALIKE,
    "CorrectPeerReview.corrects": Why.ALIKE,
    "CorrectPeerReview.commented_by_id": Why.ALIKE,
    "CorrectPeerReview.document_id": Why.ALIKE,
    "StartProcedureCase.case_id": Why.MADE,
    "StartProcedureCase.group_ids": Why.OPEN,
    "RecordProcedureStep.group_id": Why.OPEN,
    "RecordProcedureStep.document_id": Why.ALIKE,
    "RecordProcedureStep.meeting_id": Why.ALIKE,
    "WithdrawProcedureStep.group_id": Why.OPEN,
    "AssignObligation.assignee_id": Why.ALIKE,
    "FulfilObligation.document_id": Why.ALIKE,
    "FulfilObligation.dealt_with": Why.ALIKE,
    "PublishTask.task_id": Why.MADE,
    "PublishTask.owner_id": Why.ALIKE,
    "PublishTask.project_id": Why.ALIKE,
    "CloseTask.checker_id": Why.ALIKE,
    "CloseTask.evidence": Why.KEPT,
    "AssessDues.branch_id": Why.OPEN,
    "AssignPair.partner_member_id": Why.ALIKE,
    "AssignPair.household_id": Why.KEPT,
    "EndPair.pair": Why.ALIKE,
    "NameMemberNodeHouse.member_node_house_id": Why.MADE,
    "NameMemberNodeHouse.member_id": Why.ALIKE,
    "ReplaceMemberNodeHouse.member_id": Why.ALIKE,
    "RecordSupervisoryInspection.supervisory_inspection_id": Why.MADE,
    "RecordSupervisoryInspection.inspector_id": Why.OPEN,
    "RectifySupervisoryInspectionFinding.finding": Why.ALIKE,
    "RectifySupervisoryInspectionFinding.evidence": Why.KEPT,
    "ReverseFundsAllocation.allocation": Why.ALIKE,
    "RecallPartyInstructor.member_id": Why.ALIKE,
    "IssueDuesReceipt.payment": Why.ALIKE,
    "ReverseDuesPayment.payment": Why.ALIKE,
    "OpenHandover.handover_id": Why.MADE,
    "OpenHandover.from_post_id": Why.ALIKE,
    "OpenHandover.to_post_id": Why.ALIKE,
    "ReceiveApplication.development_id": Why.MADE,
    "ReceiveApplication.person_id": Why.MADE,
    "ReceiveApplication.name_id": Why.MADE,
    "RecordBallot.meeting_id": Why.ALIKE,
    "AdmitCandidate.group_id": Why.OPEN,
    "AddSecondAffiliation.second_affiliation_id": Why.MADE,
    "AddSecondAffiliation.member_id": Why.HEARD,
    "RecordParticipation.member_id": Why.HEARD,
    "IssueLetter.letter_id": Why.MADE,
    "IssueLetter.to_branch_id": Why.OPEN,
    "ReceiveLetter.letter_id": Why.MADE,
    "AdmitByLetter.letter_id": Why.MADE,
    "AdmitByLetter.member_id": Why.MADE,
    "AdmitByLetter.name_id": Why.MADE,
    "AdmitByLetter.group_id": Why.OPEN,
}


def ids_of(command: type[Command]) -> set[str]:
    """Every field of a command that holds an id, those of its parts by their path: ``entries.member_id``."""
    return set(_ids(command))


def _ids(part: type[Any], path: str = "") -> Iterator[str]:
    for name, type_ in get_type_hints(part).items():
        for one in _leaves(type_):
            if one is UUID:
                yield path + name
            elif is_dataclass(one) or (isinstance(one, type) and issubclass(one, msgspec.Struct)):
                yield from _ids(one, f"{path}{name}.")  # type: ignore[arg-type]  # a class, not an instance of one


def _leaves(type_: Any) -> Iterator[Any]:
    """The types that a type is made of: X of ``X | None`` and of ``tuple[X, ...]``."""
    parts = get_args(type_)
    if not parts:
        yield type_
    for part in parts:
        yield from _leaves(part)
