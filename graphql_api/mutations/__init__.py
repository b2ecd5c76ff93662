"""Mutations: one a command, named object then verb, each with one input and a payload of its own."""

import strawberry

from graphql_api.mutations.accounts import AccountMutations
from graphql_api.mutations.annual_plans import AnnualPlanMutations
from graphql_api.mutations.attendance import AttendanceMutations
from graphql_api.mutations.calendars import CalendarMutations
from graphql_api.mutations.contacts import ContactMutations
from graphql_api.mutations.conveyances import ConveyanceMutations
from graphql_api.mutations.county import CountyMutations
from graphql_api.mutations.coverage import CoverageMutations
from graphql_api.mutations.dated import DatedMutations
from graphql_api.mutations.departures import DepartureMutations
from graphql_api.mutations.development import DevelopmentMutations
from graphql_api.mutations.documents import DocumentMutations
from graphql_api.mutations.dues import DuesMutations
from graphql_api.mutations.endings import EndingMutations
from graphql_api.mutations.entities import EntityMutations
from graphql_api.mutations.funds import FundsMutations
from graphql_api.mutations.grids import GridMutations
from graphql_api.mutations.handovers import HandoverMutations
from graphql_api.mutations.households import HouseholdMutations
from graphql_api.mutations.instruction import InstructionMutations
from graphql_api.mutations.issues import IssueMutations
from graphql_api.mutations.leave import LeaveMutations
from graphql_api.mutations.leave_extensions import LeaveExtensionMutations
from graphql_api.mutations.lecture_orders import LectureOrderMutations
from graphql_api.mutations.letters import LetterMutations
from graphql_api.mutations.meeting_entries import MeetingEntryMutations
from graphql_api.mutations.meetings import MeetingMutations
from graphql_api.mutations.member_node_houses import MemberNodeHouseMutations
from graphql_api.mutations.members import MemberMutations
from graphql_api.mutations.moves import MoveMutations
from graphql_api.mutations.objections import ObjectionMutations
from graphql_api.mutations.obligations import ObligationMutations
from graphql_api.mutations.organisations import OrganisationMutations
from graphql_api.mutations.pairs import PairMutations
from graphql_api.mutations.peer_reviews import PeerReviewMutations
from graphql_api.mutations.policies import PolicyMutations
from graphql_api.mutations.posts import PostMutations
from graphql_api.mutations.procedures import ProcedureMutations
from graphql_api.mutations.projects import ProjectMutations
from graphql_api.mutations.public_items import PublicItemMutations
from graphql_api.mutations.publications import PublicationMutations
from graphql_api.mutations.resolutions import ResolutionMutations
from graphql_api.mutations.scores import ScoreMutations
from graphql_api.mutations.second_affiliations import SecondAffiliationMutations
from graphql_api.mutations.sites import SiteMutations
from graphql_api.mutations.standing import StandingMutations
from graphql_api.mutations.supervisory_inspections import SupervisoryInspectionMutations
from graphql_api.mutations.violations import ViolationMutations


@strawberry.type(description="Everything that can be recorded (操作). Each mutation gives one command.")
class Mutation(
    CountyMutations,
    OrganisationMutations,
    EndingMutations,
    MoveMutations,
    DatedMutations,
    PolicyMutations,
    EntityMutations,
    SiteMutations,
    StandingMutations,
    MemberMutations,
    GridMutations,
    CoverageMutations,
    MeetingMutations,
    MeetingEntryMutations,
    AttendanceMutations,
    ConveyanceMutations,
    ObjectionMutations,
    LeaveMutations,
    LeaveExtensionMutations,
    ScoreMutations,
    AccountMutations,
    PostMutations,
    DocumentMutations,
    HouseholdMutations,
    IssueMutations,
    ProjectMutations,
    HandoverMutations,
    DuesMutations,
    PairMutations,
    MemberNodeHouseMutations,
    SupervisoryInspectionMutations,
    FundsMutations,
    InstructionMutations,
    LetterMutations,
    SecondAffiliationMutations,
    ContactMutations,
    DevelopmentMutations,
    AnnualPlanMutations,
    ProcedureMutations,
    PublicationMutations,
    CalendarMutations,
    ObligationMutations,
    DepartureMutations,
    LectureOrderMutations,
    ResolutionMutations,
    ViolationMutations,
    PublicItemMutations,
    PeerReviewMutations,
):
    """The root of all mutations; see the module of each object."""


__all__ = ["Mutation"]
