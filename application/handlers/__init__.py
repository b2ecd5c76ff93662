"""Every command and its handler, in one map.

A handler loads the streams that its decision reads and calls the decision, no more: each rule is decided in
``domain``, and each version read is checked at the append (docs/rules-across-streams.md).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType
from typing import Any

from application.handlers import (
    accounts,
    annual_plans,
    assessments,
    calendar,
    clock,
    contacts,
    conveyance,
    county,
    coverage,
    departures,
    development,
    discipline,
    documents,
    dues,
    funds,
    grids,
    handover,
    households,
    instruction,
    issues,
    leave,
    lecture_orders,
    meeting_entries,
    meetings,
    member_node_houses,
    membership,
    objections,
    obligations,
    organisation,
    pairing,
    peer_reviews,
    policies,
    procedures,
    projects,
    public_items,
    publications,
    residence,
    resolutions,
    schedule,
    scoring,
    second_affiliation,
    sites,
    transfers,
    verdicts,
    violations,
)
from application.handlers import supervisory_inspections as inspections
from application.session import Session
from domain.accounts import commands as account_commands
from domain.annual_plans import commands as plan_commands
from domain.assessments.commands import AssessPeriod
from domain.calendar import commands as calendar_commands
from domain.clock import commands as clock_commands
from domain.contacts import commands as contact_commands
from domain.conveyance import commands as conveyance_commands
from domain.core import Decision
from domain.core.command import Command
from domain.county import commands as county_commands
from domain.coverage import commands as coverage_commands
from domain.departures import commands as departures_commands
from domain.development import commands as development_commands
from domain.discipline import commands as discipline_commands
from domain.documents import commands as document_commands
from domain.dues import commands as dues_commands
from domain.funds import commands as funds_commands
from domain.grids import commands as grid_commands
from domain.handover import commands as handover_commands
from domain.households import commands as household_commands
from domain.instruction import commands as instruction_commands
from domain.issues import commands as issue_commands
from domain.leave import commands as leave_commands
from domain.lecture_orders import commands as lecture_commands
from domain.meeting_entries import commands as entry_commands
from domain.meetings import commands as meeting_commands
from domain.member_node_houses import commands as member_node_house_commands
from domain.membership import commands as membership_commands
from domain.objections import commands as objection_commands
from domain.obligations import commands as obligation_commands
from domain.organisation import commands as organisation_commands
from domain.pairing import commands as pairing_commands
from domain.peer_reviews import commands as peer_review_commands
from domain.policies import commands as policy_commands
from domain.procedures import commands as procedure_commands
from domain.projects import commands as project_commands
from domain.public_items import commands as public_item_commands
from domain.publications import commands as publication_commands
from domain.residence import commands as residence_commands
from domain.resolutions import commands as resolution_commands
from domain.schedule import commands as schedule_commands
from domain.scoring import commands as scoring_commands
from domain.second_affiliation import commands as second_commands
from domain.sites import commands as site_commands
from domain.supervisory_inspections import commands as inspection_commands
from domain.transfers import commands as transfer_commands
from domain.verdicts import commands as verdict_commands
from domain.violations import commands as violation_commands

Handler = Callable[[Any, Session], Awaitable[Decision]]

HANDLERS: Mapping[type[Command], Handler] = MappingProxyType(
    {
        county_commands.FoundCounty: county.found_county,
        county_commands.AdoptModule: county.adopt_module,
        clock_commands.CloseDay: clock.close_day,
        verdict_commands.AnnounceVerdict: verdicts.announce_verdict,
        obligation_commands.ReconcileObligation: obligations.reconcile_obligation,
        obligation_commands.AssignObligation: obligations.assign_obligation,
        obligation_commands.FulfilObligation: obligations.fulfil_obligation,
        obligation_commands.WaiveObligation: obligations.waive_obligation,
        organisation_commands.FoundOrganisation: organisation.found_organisation,
        organisation_commands.RenameOrganisation: organisation.rename_organisation,
        organisation_commands.CorrectOrganisation: organisation.correct_organisation,
        organisation_commands.DissolveOrganisation: organisation.dissolve_organisation,
        organisation_commands.MergeOrganisation: organisation.merge_organisation,
        organisation_commands.SplitOrganisation: organisation.split_organisation,
        organisation_commands.MoveOrganisation: organisation.move_organisation,
        organisation_commands.ElectGroupLeader: organisation.elect_group_leader,
        organisation_commands.RecodeOrganisation: organisation.recode_organisation,
        organisation_commands.RecordElection: organisation.record_election,
        organisation_commands.TakeIntoCustody: organisation.take_into_custody,
        organisation_commands.EndCustody: organisation.end_custody,
        policy_commands.PublishPack: policies.publish_pack,
        policy_commands.AdoptPolicy: policies.adopt_policy,
        policy_commands.EndAdoption: policies.end_adoption,
        policy_commands.AnnulAdoption: policies.annul_adoption,
        coverage_commands.SurveyEntity: coverage.survey_entity,
        coverage_commands.ExcludeEntity: coverage.exclude_entity,
        coverage_commands.CoverEntity: coverage.cover_entity,
        coverage_commands.EndEntityCoverage: coverage.end_entity_coverage,
        site_commands.OpenSite: sites.open_site,
        site_commands.RecountSite: sites.recount_site,
        site_commands.AssignSiteBranch: sites.assign_site_branch,
        site_commands.CloseSite: sites.close_site,
        discipline_commands.ImposeDiscipline: discipline.impose_discipline,
        discipline_commands.LiftDiscipline: discipline.lift_discipline,
        residence_commands.RecordResidence: residence.record_residence,
        residence_commands.EndResidence: residence.end_residence,
        document_commands.SealDocument: documents.seal_document,
        document_commands.EraseDocument: documents.erase_document,
        membership_commands.RegisterMember: membership.register_member,
        membership_commands.TransferMember: membership.transfer_member,
        membership_commands.AssignGroup: membership.assign_group,
        membership_commands.ConfirmMember: membership.confirm_member,
        membership_commands.CorrectMember: membership.correct_member,
        grid_commands.DefineGrid: grids.define_grid,
        grid_commands.AssignResponsible: grids.assign_responsible,
        grid_commands.RelieveResponsible: grids.relieve_responsible,
        grid_commands.AssignCoverage: grids.assign_coverage,
        grid_commands.EndCoverage: grids.end_coverage,
        grid_commands.CorrectGrid: grids.correct_grid,
        meeting_commands.PlanMeeting: meetings.plan_meeting,
        meeting_commands.NotifyMeeting: meetings.notify_meeting,
        meeting_commands.FreezeRoster: meetings.freeze_roster,
        meeting_commands.RecordAttendance: meetings.record_attendance,
        meeting_commands.CorrectAttendance: meetings.correct_attendance,
        meeting_commands.ReclassifyAbsence: meetings.reclassify_absence,
        meeting_commands.RecordMakeUp: meetings.record_make_up,
        meeting_commands.RecordObserver: meetings.record_observer,
        meeting_commands.RecordParticipation: meetings.record_participation,
        meeting_commands.ConcludeMeeting: meetings.conclude_meeting,
        meeting_commands.CancelMeeting: meetings.cancel_meeting,
        meeting_commands.PostponeMeeting: meetings.postpone_meeting,
        meeting_commands.CorrectMeeting: meetings.correct_meeting,
        entry_commands.TakeMinutes: meeting_entries.take_minutes,
        entry_commands.RecordLecturer: meeting_entries.record_lecturer,
        entry_commands.RecordLectureTest: meeting_entries.record_lecture_test,
        entry_commands.RecordContents: meeting_entries.record_contents,
        entry_commands.ApproveMeetingException: meeting_entries.approve_meeting_exception,
        entry_commands.WithdrawMeetingEntry: meeting_entries.withdraw_meeting_entry,
        leave_commands.RequestLeave: leave.request_leave,
        leave_commands.HandInLeaveEvidence: leave.hand_in_leave_evidence,
        leave_commands.ApproveLeave: leave.approve_leave,
        leave_commands.GrantLeave: leave.grant_leave,
        leave_commands.RequestLeaveExtension: leave.request_leave_extension,
        leave_commands.ExtendLeave: leave.extend_leave,
        leave_commands.RefuseLeaveExtension: leave.refuse_leave_extension,
        leave_commands.WithdrawLeaveExtension: leave.withdraw_leave_extension,
        leave_commands.RefuseLeave: leave.refuse_leave,
        leave_commands.WithdrawLeave: leave.withdraw_leave,
        leave_commands.ReturnFromLeave: leave.return_from_leave,
        leave_commands.CorrectLeave: leave.correct_leave,
        scoring_commands.AwardPoints: scoring.award_points,
        scoring_commands.DeductPoints: scoring.deduct_points,
        scoring_commands.ReversePoints: scoring.reverse_points,
        scoring_commands.CorrectPoints: scoring.correct_points,
        account_commands.LinkAccount: accounts.link_account,
        account_commands.UnlinkAccount: accounts.unlink_account,
        account_commands.GivePost: accounts.give_post,
        account_commands.EndPost: accounts.end_post,
        dues_commands.AssessDues: dues.assess_dues,
        dues_commands.PayDues: dues.pay_dues,
        dues_commands.IssueDuesReceipt: dues.issue_dues_receipt,
        dues_commands.ReverseDuesPayment: dues.reverse_dues_payment,
        handover_commands.OpenHandover: handover.open_handover,
        handover_commands.SignHandover: handover.sign_handover,
        pairing_commands.AssignPair: pairing.assign_pair,
        pairing_commands.EndPair: pairing.end_pair,
        member_node_house_commands.NameMemberNodeHouse: member_node_houses.name_member_node_house,
        member_node_house_commands.ReviewMemberNodeHouse: member_node_houses.review_member_node_house,
        member_node_house_commands.ReplaceMemberNodeHouse: member_node_houses.replace_member_node_house,
        inspection_commands.RecordSupervisoryInspection: inspections.record_supervisory_inspection,
        inspection_commands.RaiseSupervisoryInspectionFinding: inspections.raise_supervisory_inspection_finding,
        inspection_commands.RectifySupervisoryInspectionFinding: inspections.rectify_supervisory_inspection_finding,
        funds_commands.AllocateFunds: funds.allocate_funds,
        funds_commands.ReverseFundsAllocation: funds.reverse_funds_allocation,
        instruction_commands.AssignPartyInstructor: instruction.assign_party_instructor,
        instruction_commands.RecallPartyInstructor: instruction.recall_party_instructor,
        instruction_commands.PlanCenterDay: instruction.plan_center_day,
        instruction_commands.CancelCenterDay: instruction.cancel_center_day,
        instruction_commands.HoldCenterDay: instruction.hold_center_day,
        household_commands.RegisterHouseholds: households.register_households,
        household_commands.MoveHousehold: households.move_household,
        household_commands.EndHousehold: households.end_household,
        household_commands.RecordVisits: households.record_visits,
        issue_commands.RaiseIssue: issues.raise_issue,
        issue_commands.AssignIssue: issues.assign_issue,
        issue_commands.CloseIssue: issues.close_issue,
        issue_commands.ReopenIssue: issues.reopen_issue,
        project_commands.ProposeProject: projects.propose_project,
        project_commands.ApproveProject: projects.approve_project,
        project_commands.FileProject: projects.file_project,
        project_commands.PublishTask: projects.publish_task,
        project_commands.CloseTask: projects.close_task,
        project_commands.ReopenTask: projects.reopen_task,
        second_commands.AddSecondAffiliation: second_affiliation.add_second_affiliation,
        second_commands.EndSecondAffiliation: second_affiliation.end_second_affiliation,
        development_commands.ReceiveApplication: development.receive_application,
        development_commands.AdvanceStage: development.advance_stage,
        development_commands.RecordBallot: development.record_ballot,
        development_commands.AdmitCandidate: development.admit_candidate,
        development_commands.EndDevelopment: development.end_development,
        contact_commands.RegisterFloating: contacts.register_floating,
        contact_commands.EndFloating: contacts.end_floating,
        contact_commands.RecordContact: contacts.record_contact,
        contact_commands.RecordLostContact: contacts.record_lost_contact,
        conveyance_commands.OpenConveyance: conveyance.open_conveyance,
        conveyance_commands.DeliverConveyance: conveyance.deliver_conveyance,
        conveyance_commands.RevokeDelivery: conveyance.revoke_delivery,
        conveyance_commands.ConfirmConveyance: conveyance.confirm_conveyance,
        conveyance_commands.CloseConveyance: conveyance.close_conveyance,
        objection_commands.RaiseObjection: objections.raise_objection,
        objection_commands.WithdrawObjection: objections.withdraw_objection,
        objection_commands.DecideObjection: objections.decide_objection,
        objection_commands.RemedyObjection: objections.remedy_objection,
        transfer_commands.IssueLetter: transfers.issue_letter,
        transfer_commands.ReceiveLetter: transfers.receive_letter,
        transfer_commands.AcknowledgeLetter: transfers.acknowledge_letter,
        transfer_commands.WithdrawLetter: transfers.withdraw_letter,
        transfer_commands.AdmitByLetter: transfers.admit_by_letter,
        procedure_commands.ReleaseProcedure: procedures.release_procedure,
        procedure_commands.StartProcedureCase: procedures.start_procedure_case,
        procedure_commands.RecordProcedureStep: procedures.record_procedure_step,
        procedure_commands.WithdrawProcedureStep: procedures.withdraw_procedure_step,
        procedure_commands.CloseProcedureCase: procedures.close_procedure_case,
        plan_commands.AdoptAnnualPlan: annual_plans.adopt_annual_plan,
        plan_commands.FileAnnualPlan: annual_plans.file_annual_plan,
        plan_commands.AssignPlanItem: annual_plans.assign_plan_item,
        plan_commands.WithdrawPlanItem: annual_plans.withdraw_plan_item,
        publication_commands.PublishMatter: publications.publish_matter,
        publication_commands.WithdrawPublication: publications.withdraw_publication,
        publication_commands.PublishTheme: publications.publish_theme,
        publication_commands.WithdrawTheme: publications.withdraw_theme,
        AssessPeriod: assessments.assess_period,
        departures_commands.RecordDeparture: departures.record_departure,
        departures_commands.WithdrawDeparture: departures.withdraw_departure,
        schedule_commands.ApproveScheduleException: schedule.approve_schedule_exception,
        schedule_commands.EndScheduleException: schedule.end_schedule_exception,
        calendar_commands.PublishCalendarYear: calendar.publish_calendar_year,
        lecture_commands.PublishMenuItem: lecture_orders.publish_menu_item,
        lecture_commands.WithdrawMenuItem: lecture_orders.withdraw_menu_item,
        lecture_commands.PlaceLectureOrder: lecture_orders.place_lecture_order,
        lecture_commands.AcceptLecture: lecture_orders.accept_lecture,
        lecture_commands.RecordLectureDelivery: lecture_orders.record_lecture_delivery,
        lecture_commands.RateLecture: lecture_orders.rate_lecture,
        lecture_commands.WithdrawLectureStep: lecture_orders.withdraw_lecture_step,
        resolution_commands.RaiseProposal: resolutions.raise_proposal,
        resolution_commands.WithdrawProposal: resolutions.withdraw_proposal,
        resolution_commands.MakeResolution: resolutions.make_resolution,
        resolution_commands.PublishResult: resolutions.publish_result,
        resolution_commands.WithdrawResult: resolutions.withdraw_result,
        resolution_commands.WithdrawResolution: resolutions.withdraw_resolution,
        violation_commands.ReportViolation: violations.report_violation,
        violation_commands.CorrectViolation: violations.correct_violation,
        violation_commands.WithdrawViolation: violations.withdraw_violation,
        violation_commands.AssignSupervisor: violations.assign_supervisor,
        violation_commands.EndSupervision: violations.end_supervision,
        public_item_commands.PostPublicItem: public_items.post_public_item,
        public_item_commands.EndPublicItem: public_items.end_public_item,
        public_item_commands.WithdrawPublicItem: public_items.withdraw_public_item,
        peer_review_commands.RecordPeerReviews: peer_reviews.record_peer_reviews,
        peer_review_commands.CorrectPeerReview: peer_reviews.correct_peer_review,
        peer_review_commands.WithdrawPeerReview: peer_reviews.withdraw_peer_review,
    }
)
