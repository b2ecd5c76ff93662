"""Imports every concept's events, so that the registry of event types is whole."""

from domain.accounts import events as accounts
from domain.annual_plans import events as annual_plans
from domain.assessments import events as assessments
from domain.calendar import events as calendar
from domain.clock import events as clock
from domain.contacts import events as contacts
from domain.conveyance import events as conveyance
from domain.core.event import event_types, stream_types
from domain.county import events as county
from domain.coverage import events as coverage
from domain.departures import events as departures
from domain.development import events as development
from domain.discipline import events as discipline
from domain.documents import events as documents
from domain.dues import events as dues
from domain.funds import events as funds
from domain.grids import events as grids
from domain.handover import events as handover
from domain.households import events as households
from domain.instruction import events as instruction
from domain.issues import events as issues
from domain.leave import events as leave
from domain.lecture_orders import events as lecture_orders
from domain.meeting_entries import events as meeting_entries
from domain.meetings import events as meetings
from domain.member_node_houses import events as member_node_houses
from domain.membership import events as membership
from domain.objections import events as objections
from domain.obligations import events as obligations
from domain.organisation import events as organisation
from domain.pairing import events as pairing
from domain.peer_reviews import events as peer_reviews
from domain.policies import events as policies
from domain.procedures import events as procedures
from domain.projects import events as projects
from domain.public_items import events as public_items
from domain.publications import events as publications
from domain.residence import events as residence
from domain.resolutions import events as resolutions
from domain.schedule import events as schedule
from domain.scoring import events as scoring
from domain.second_affiliation import events as second_affiliation
from domain.sites import events as sites
from domain.supervisory_inspections import events as supervisory_inspections
from domain.transfers import events as transfers
from domain.verdicts import events as verdicts
from domain.violations import events as violations

__all__ = [
    "accounts",
    "annual_plans",
    "assessments",
    "calendar",
    "clock",
    "contacts",
    "conveyance",
    "county",
    "coverage",
    "departures",
    "development",
    "discipline",
    "documents",
    "dues",
    "event_types",
    "funds",
    "grids",
    "handover",
    "households",
    "instruction",
    "issues",
    "leave",
    "lecture_orders",
    "meeting_entries",
    "meetings",
    "member_node_houses",
    "membership",
    "objections",
    "obligations",
    "organisation",
    "pairing",
    "peer_reviews",
    "policies",
    "procedures",
    "projects",
    "public_items",
    "publications",
    "residence",
    "resolutions",
    "schedule",
    "scoring",
    "second_affiliation",
    "sites",
    "stream_types",
    "supervisory_inspections",
    "transfers",
    "verdicts",
    "violations",
]
