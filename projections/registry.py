"""All read models, in the order in which an event goes through them: each sees what those before it did."""

from __future__ import annotations

from collections.abc import Mapping

from projections.absences.read_model import ABSENCES
from projections.accounts import ACCOUNTS
from projections.annual_plans import ANNUAL_PLANS
from projections.audit_trail import AUDIT_TRAIL, EVENT
from projections.calendar import CALENDARS
from projections.clock import CLOCKS
from projections.closings import CLOSINGS
from projections.compliance.read_model import COMPLIANCES
from projections.compliance.terms import TERMS
from projections.contacts import CONTACTS
from projections.contributions import CONTRIBUTIONS
from projections.conveyances import CONVEYANCES
from projections.county import COUNTIES
from projections.departures import DEPARTURES
from projections.development import DEVELOPMENTS
from projections.discipline import DISCIPLINES
from projections.documents import DOCUMENTS
from projections.dues import DUES
from projections.entities import ENTITIES
from projections.findings import FINDINGS
from projections.framework.parking import PARKED
from projections.framework.read_model import ReadModel
from projections.framework.table import Table
from projections.funds import FUNDING
from projections.going_along import going_along
from projections.grids import GRIDS
from projections.group_leaders import GROUP_LEADERS
from projections.handovers import HANDOVERS
from projections.heads import HEADS
from projections.households import HOUSEHOLDS
from projections.instruction import INSTRUCTION
from projections.issues import ISSUES
from projections.leaves import LEAVES
from projections.lecture_orders import LECTURE_ORDERS
from projections.letters import LETTERS
from projections.meeting_entries import MEETING_ENTRIES
from projections.meeting_facts import MEETING_FACTS
from projections.meeting_tables import ROSTER_ENTRY, ROSTER_EXCLUSION
from projections.meetings import MEETINGS
from projections.member_node_houses import MEMBER_NODE_HOUSES
from projections.members import MEMBERS
from projections.missed.read_model import MISSED
from projections.objections import OBJECTIONS
from projections.obligations.read_model import OBLIGATIONS
from projections.organisation_places import ORGANISATION_PLACES
from projections.organisations import ORGANISATIONS
from projections.pairing import PAIRINGS
from projections.participations import PARTICIPATIONS
from projections.peer_reviews import PEER_REVIEWS
from projections.policies import POLICIES
from projections.posts import POSTS
from projections.presences import PRESENCES
from projections.procedures import PROCEDURES
from projections.projects import PROJECTS
from projections.public_items import PUBLIC_ITEMS
from projections.publications import PUBLICATIONS
from projections.registers import REGISTERS
from projections.residences import RESIDENCES
from projections.resolutions import RESOLUTIONS
from projections.rollups import ROLLUPS
from projections.schedule import SCHEDULES
from projections.scores import SCORES
from projections.second_affiliations import SECOND_AFFILIATIONS
from projections.sites import PROJECT_SITES
from projections.supervisory_inspections import SUPERVISORY_INSPECTIONS
from projections.violations import VIOLATIONS

_PLACED = (
    COUNTIES,
    CLOCKS,
    ORGANISATIONS,
    ORGANISATION_PLACES,
    POLICIES,
    GRIDS,
    MEMBERS,
    GROUP_LEADERS,
    DISCIPLINES,
    RESIDENCES,
    HEADS,
    TERMS,
    ENTITIES,
    PROJECT_SITES,
    ACCOUNTS,
    POSTS,
    DOCUMENTS,
    HANDOVERS,
    CLOSINGS,
    REGISTERS,
    DUES,
    FUNDING,
    PAIRINGS,
    MEMBER_NODE_HOUSES,
    SUPERVISORY_INSPECTIONS,
    INSTRUCTION,
    LETTERS,
    SECOND_AFFILIATIONS,
    CONTACTS,
    DEVELOPMENTS,
    MEETINGS,
    MEETING_ENTRIES,
    MEETING_FACTS,
    PARTICIPATIONS,
    CONVEYANCES,
    OBJECTIONS,
    LEAVES,
    PRESENCES,
    SCORES,
    HOUSEHOLDS,
    ISSUES,
    PROJECTS,
    ANNUAL_PLANS,
    PUBLICATIONS,
    SCHEDULES,
    DEPARTURES,
    CALENDARS,
    PROCEDURES,
    OBLIGATIONS,
    LECTURE_ORDERS,
    RESOLUTIONS,
    VIOLATIONS,
    PUBLIC_ITEMS,
    PEER_REVIEWS,
)
_SUMMED = (FINDINGS, CONTRIBUTIONS, ROLLUPS, COMPLIANCES, ABSENCES, MISSED, AUDIT_TRAIL)

READ_MODELS: tuple[ReadModel, ...] = (
    *_PLACED,
    going_along(table for model in (*_PLACED, *_SUMMED) for table in model.tables),
    *_SUMMED,
)

_VIEWS = (EVENT, ROSTER_ENTRY, ROSTER_EXCLUSION)  # on tables of the above; nothing is folded into them

TABLES: Mapping[str, Table] = {
    table.name: table
    for tables in (*(model.tables for model in READ_MODELS), _VIEWS, (PARKED,))
    for table in tables
}
