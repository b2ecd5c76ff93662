"""Every aggregate by the type of its streams."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from domain.accounts.state import Account, Post
from domain.annual_plans.state import AnnualPlan
from domain.assessments.state import PeriodAssessment
from domain.calendar.state import CalendarYear
from domain.clock.state import Clock
from domain.contacts.state import MemberContact
from domain.conveyance.state import Conveyance
from domain.core import Aggregate
from domain.county.state import County
from domain.coverage.state import Entity
from domain.departures.state import Departure
from domain.development.state import Ballot, Development
from domain.discipline.state import Discipline
from domain.documents.state import Document
from domain.dues.state import DuesYear, Receipt
from domain.funds.state import Funds
from domain.grids.state import Coverage, Grid
from domain.handover.state import Handover
from domain.households.state import Household
from domain.instruction.state import CenterDays, Instruction
from domain.issues.state import Issue
from domain.leave.state import Leave
from domain.lecture_orders.state import LectureOrder, MenuItem
from domain.meetings.state import Meeting
from domain.member_node_houses.state import MemberNodeHouse
from domain.membership.state import Member, Register
from domain.objections.state import Objection
from domain.obligations.state import Obligation
from domain.organisation.state import Organisation
from domain.pairing.state import Pairing
from domain.peer_reviews.state import PeerReview
from domain.policies.state import PolicyAdoptions, PolicyPack
from domain.procedures.state import Procedure, ProcedureCase
from domain.projects.state import Project, Task
from domain.public_items.state import PublicItem
from domain.publications.state import MonthTheme, Publication
from domain.residence.state import Residence
from domain.resolutions.state import Proposal, Resolution
from domain.schedule.state import ScheduleException
from domain.scoring.state import ScoreAccount
from domain.second_affiliation.state import SecondAffiliation
from domain.sites.state import Site
from domain.supervisory_inspections.state import SupervisoryInspection
from domain.transfers.state import Letter
from domain.verdicts.state import AnnouncedVerdict
from domain.violations.state import Violation

AGGREGATES: Mapping[str, type[Aggregate]] = MappingProxyType(
    {
        aggregate.STREAM_TYPE: aggregate
        for aggregate in (
            County,
            Clock,
            Organisation,
            PolicyPack,
            PolicyAdoptions,
            Discipline,
            Residence,
            Entity,
            Site,
            Grid,
            Coverage,
            Member,
            Register,
            Meeting,
            Leave,
            ScoreAccount,
            Account,
            Post,
            Document,
            DuesYear,
            Receipt,
            Handover,
            Pairing,
            MemberNodeHouse,
            SupervisoryInspection,
            Funds,
            Instruction,
            CenterDays,
            Household,
            Issue,
            Project,
            Task,
            Letter,
            SecondAffiliation,
            MemberContact,
            Objection,
            Conveyance,
            Development,
            Ballot,
            AnnualPlan,
            Publication,
            MonthTheme,
            ScheduleException,
            Departure,
            CalendarYear,
            MenuItem,
            LectureOrder,
            Proposal,
            Resolution,
            Violation,
            PublicItem,
            PeerReview,
            Procedure,
            ProcedureCase,
            AnnouncedVerdict,
            PeriodAssessment,
            Obligation,
        )
    }
)
