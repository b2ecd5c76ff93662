"""Which entity a command is about, and which stream holds it: its version is what ``expectedVersion`` speaks of."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple
from uuid import UUID

from domain.annual_plans.commands import AdoptAnnualPlan, AssignPlanItem, FileAnnualPlan, WithdrawPlanItem
from domain.annual_plans.events import annual_plan_id
from domain.assessments.commands import AssessPeriod
from domain.assessments.tally import assessment_id
from domain.calendar.commands import PublishCalendarYear
from domain.calendar.events import calendar_year_id
from domain.clock.commands import CloseDay
from domain.clock.events import CLOCK_ID
from domain.contacts.commands import EndFloating, RecordContact, RecordLostContact, RegisterFloating
from domain.contacts.events import contact_id
from domain.core.command import Command
from domain.county.commands import FoundCounty
from domain.coverage.commands import CoverEntity
from domain.departures.commands import RecordDeparture, WithdrawDeparture
from domain.departures.events import departure_of
from domain.discipline.commands import ImposeDiscipline, LiftDiscipline
from domain.discipline.events import discipline_id
from domain.documents.commands import EraseDocument, SealDocument
from domain.dues.commands import AssessDues, IssueDuesReceipt, PayDues, ReverseDuesPayment
from domain.dues.events import dues_id, receipt_id
from domain.funds.commands import AllocateFunds, ReverseFundsAllocation
from domain.funds.events import funds_id
from domain.grids.commands import AssignCoverage, EndCoverage
from domain.grids.events import coverage_id
from domain.households.commands import RecordVisits, RegisterHouseholds
from domain.households.events import household_id
from domain.instruction.commands import (
    AssignPartyInstructor,
    CancelCenterDay,
    HoldCenterDay,
    PlanCenterDay,
    RecallPartyInstructor,
)
from domain.instruction.events import center_days_id, instruction_id
from domain.lecture_orders.commands import PlaceLectureOrder, PublishMenuItem
from domain.lecture_orders.events import lecture_order_id, menu_item_id
from domain.membership.commands import RegisterMember, TransferMember
from domain.membership.events import register_id
from domain.obligations.commands import ReconcileObligation
from domain.obligations.grounds import obligation_id
from domain.organisation.commands import ElectGroupLeader, MergeOrganisation, SplitOrganisation
from domain.pairing.commands import AssignPair, EndPair
from domain.pairing.events import pairing_id
from domain.peer_reviews.commands import MOST_REVIEWS, RecordPeerReviews
from domain.peer_reviews.events import peer_review_id
from domain.policies.commands import AdoptPolicy, AnnulAdoption, EndAdoption, PublishPack
from domain.policies.events import adoptions_id, pack_id
from domain.procedures.commands import ReleaseProcedure
from domain.procedures.events import procedure_id, version_id
from domain.publications.commands import PublishMatter, PublishTheme, WithdrawPublication, WithdrawTheme
from domain.publications.events import month_theme_id, publication_id
from domain.residence.commands import EndResidence, RecordResidence
from domain.residence.events import residence_id
from domain.resolutions.commands import MakeResolution
from domain.scoring.commands import AwardPoints, CorrectPoints, DeductPoints, ReversePoints
from domain.scoring.events import account_id
from domain.transfers.commands import AdmitByLetter, ReceiveLetter
from domain.transfers.events import receiving_side
from domain.verdicts.announcing import slot_id
from domain.verdicts.commands import AnnounceVerdict


class Target(NamedTuple):
    """The entity a client knows, and the stream whose version it may expect."""

    entity_id: UUID
    stream_id: UUID


# Where the entity's id is its stream's, the first of these that a command has names it.
_FIELDS = (
    "entity_id",
    "site_id",
    "exception_id",
    "conveyance_id",
    "objection_id",
    "obligation_id",
    "case_id",
    "lecture_order_id",
    "menu_item_id",
    "public_item_id",
    "peer_review_id",
    "violation_id",
    "resolution_id",
    "proposal_id",
    "second_affiliation_id",
    "development_id",
    "handover_id",
    "member_node_house_id",
    "supervisory_inspection_id",
    "post_id",
    "account_id",
    "meeting_id",
    "leave_id",
    "letter_id",
    "issue_id",
    "task_id",
    "project_id",
    "grid_id",
    "household_id",
    "member_id",
    "organisation_id",
    "county_id",
)
_OF_ANOTHER_STREAM = (
    *(AwardPoints, DeductPoints, ReversePoints, CorrectPoints, AssignCoverage, EndCoverage),
    *(RegisterFloating, EndFloating, RecordContact, RecordLostContact),
    *(AssessDues, PayDues, IssueDuesReceipt, ReverseDuesPayment),
    *(AssignPair, EndPair, AllocateFunds, ReverseFundsAllocation),
    *(AssignPartyInstructor, RecallPartyInstructor, PlanCenterDay, CancelCenterDay, HoldCenterDay),
    *(ElectGroupLeader, ImposeDiscipline, LiftDiscipline, RecordResidence, EndResidence),
    ReconcileObligation,
    *(AdoptAnnualPlan, FileAnnualPlan, AssignPlanItem, WithdrawPlanItem),
    *(PublishMatter, WithdrawPublication, PublishTheme, WithdrawTheme, PublishCalendarYear),
    *(ReleaseProcedure, AnnounceVerdict, RecordDeparture, WithdrawDeparture, AssessPeriod),
    *(SealDocument, EraseDocument),  # other commands name documents that they rest on
    *(PublishMenuItem, PlaceLectureOrder),
)


def target_of(command: Command) -> Target:
    """The target of any command."""
    if isinstance(command, ReceiveLetter):
        return Target(receiving_side(command.letter_id), command.letter_id)
    name = _field(type(command))  # type: ignore[arg-type]  # it takes the __hash__ of instances for the class's
    if name is not None:
        entity: UUID = getattr(command, name)
        return Target(entity, entity)
    match command:
        case AwardPoints() | DeductPoints() | ReversePoints() | CorrectPoints():
            account = account_id(command.member_id, command.year)
            return Target(account, account)
        case AssessDues() | PayDues() | IssueDuesReceipt() | ReverseDuesPayment():
            return Target(command.member_id, dues_id(command.member_id, command.year))
        case RegisterFloating() | EndFloating() | RecordContact() | RecordLostContact():
            contact = contact_id(command.member_id)
            return Target(contact, contact)
        case AssignPair() | EndPair():
            return Target(command.member_id, pairing_id(command.member_id))
        case AllocateFunds() | ReverseFundsAllocation():
            funds = funds_id(command.organisation_id, command.year)
            return Target(funds, funds)
        case AssignPartyInstructor() | RecallPartyInstructor():
            return Target(command.organisation_id, instruction_id(command.organisation_id))
        case PlanCenterDay() | CancelCenterDay() | HoldCenterDay():
            return Target(command.organisation_id, center_days_id(command.organisation_id))
        case ElectGroupLeader():
            return Target(command.organisation_id, command.organisation_id)
        case ImposeDiscipline() | LiftDiscipline():
            return Target(command.member_id, discipline_id(command.member_id))
        case RecordResidence() | EndResidence():
            return Target(command.member_id, residence_id(command.member_id))
        case PublishPack():
            published = pack_id(command.pack.pack)
            return Target(published, published)
        case AdoptPolicy():
            return Target(command.node_id, pack_id(command.pack))
        case EndAdoption() | AnnulAdoption():
            return Target(command.node_id, adoptions_id(command.node_id, command.series))
        case AdoptAnnualPlan() | FileAnnualPlan() | AssignPlanItem() | WithdrawPlanItem():
            plan = annual_plan_id(command.organisation_id, command.year)
            return Target(plan, plan)
        case PublishMatter(organisation_id=by, matter=matter, unit=unit, period_first=first):
            publication = publication_id(by, matter, unit, first)
            return Target(publication, publication)
        case WithdrawPublication(organisation_id=by, matter=matter, unit=unit, period_first=first):
            return Target(
                by, publication_id(by, matter, unit, first)
            )  # of what is there no longer, its organisation
        case PublishTheme() | WithdrawTheme():
            theme = month_theme_id(command.node_id, command.month)
            return Target(theme, theme)
        case ReleaseProcedure():
            text = command.text
            released = version_id(text.procedure, text.chapter, text.version)
            return Target(released, procedure_id(text.procedure))
        case PublishCalendarYear():
            calendar = calendar_year_id(command.year)
            return Target(calendar, calendar)
        case PublishMenuItem():
            item = menu_item_id(command.node_id, command.month, command.code)
            return Target(item, item)
        case PlaceLectureOrder():
            order = lecture_order_id(command.organisation_id, command.menu_item_id)
            return Target(order, order)
        case AssignCoverage():
            return Target(command.grid_id, coverage_id(command.organisation_id))
        case SealDocument() | EraseDocument():
            return Target(command.document_id, command.document_id)
        case CloseDay():
            return Target(CLOCK_ID, CLOCK_ID)
        case RecordDeparture(organisation_id=by, node_id=at, series=series, period=label):
            departure = departure_of(series, at, by, label)
            return Target(departure, departure)
        case WithdrawDeparture(organisation_id=by, node_id=at, series=series, period=label):
            departure = departure_of(series, at, by, label)
            return Target(departure, departure)
        case AssessPeriod(node_id=node_id, series=series, organisation_kind=kind, period=label):
            return Target(node_id, assessment_id(series, node_id, kind.value, label))
        case AnnounceVerdict():
            slot = slot_id(command.series, command.node_id, command.organisation_id, command.period)
            return Target(command.organisation_id, slot)
        case ReconcileObligation(subject_id=subject, consequence=consequence, key=key):
            obligation = obligation_id(subject, consequence, key)
            return Target(obligation, obligation)
        case EndCoverage():
            return Target(command.organisation_id, coverage_id(command.organisation_id))
    raise TypeError(f"{type(command).__name__} names no target")


@cache
def _field(command: type[Command]) -> str | None:
    """The field that names the entity and with it the stream; None where they are not the same."""
    if issubclass(command, _OF_ANOTHER_STREAM):
        return None
    return next((name for name in _FIELDS if hasattr(command, name)), None)


# Fields of commands that hold the ids of streams, all but those of another stream's events.
_NAMED = (
    *_FIELDS,
    "committee_id",
    "node_id",
    "parent_id",
    "branch_id",
    "to_branch_id",
    "group_id",
    "approved_by",
    "into_id",
    "custodian_id",
    "new_id",
    "to_grid_id",
    "owner_id",
    "checker_id",
    "by_id",
    "recipient_id",
    "assignee_id",
    "supervisor_id",
    "commented_by_id",
    "subject_id",
    "continues",
    "released_by",
    "node_id",
)


def streams_written(command: Command) -> set[UUID]:
    """Ids of the streams that a command writes if it is accepted, as far as the command alone tells."""
    written = {target_of(command).stream_id}
    match command:
        case FoundCounty():
            written.add(command.committee_id)
        case RegisterHouseholds():
            return {household_id(number) for number in command.numbers}
        case RecordVisits():
            return set(command.household_ids)
        case RecordPeerReviews():
            return {peer_review_id(command.meeting_id, entry.member_id) for entry in command.reviews}
        case MakeResolution():
            written.update(command.proposal_ids)
        case RegisterMember() | AdmitByLetter():
            written.add(register_id(command.branch_id))
        case TransferMember() | ReceiveLetter():
            written.add(register_id(command.to_branch_id))
        case AdoptPolicy():
            return set() if command.series is None else {adoptions_id(command.node_id, command.series)}
        case IssueDuesReceipt():
            written.add(receipt_id(command.receipt_number))
        case CoverEntity():
            written.add(command.branch_id)
        case MergeOrganisation():
            written |= {register_id(command.organisation_id), register_id(command.into_id)}
        case SplitOrganisation():
            written |= {command.new_id, register_id(command.organisation_id), register_id(command.new_id)}
            written.update(command.member_ids)
    return written


def streams_named(command: Command) -> set[UUID]:
    """Ids of the streams that a command names: its handler will load them, and some that follow from their state."""
    named = {target_of(command).stream_id, *documents_named(command)}
    for name in _naming(type(command)):  # type: ignore[arg-type]  # as above
        if (id_ := getattr(command, name)) is not None:
            named.add(id_)
    return named


def documents_named(command: Command) -> set[UUID]:
    """Ids of the sealed documents that a command rests on. What an item of a plan has read may be kept anywhere."""
    if isinstance(command, AssignPlanItem):
        return set()
    if isinstance(command, RecordPeerReviews):
        return {entry.document_id for entry in command.reviews[:MOST_REVIEWS] if entry.document_id}
    named = {getattr(command, name) for name in _naming_documents(type(command))}  # type: ignore[arg-type]  # as above
    return named - {None}


@cache
def _naming_documents(command: type[Command]) -> tuple[str, ...]:
    """The fields of a command that hold the ids of documents."""
    return tuple(name for name in ("document_id", "grounds_id") if hasattr(command, name))


@cache
def _naming(command: type[Command]) -> tuple[str, ...]:
    """The fields of a command that hold the ids of streams."""
    return tuple(name for name in _NAMED if hasattr(command, name))
