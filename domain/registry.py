"""Imports every concept's events, so that the registry of event types is whole."""

from domain.accounts import events as accounts
from domain.core.event import event_types, stream_types
from domain.county import events as county
from domain.dues import events as dues
from domain.grids import events as grids
from domain.handover import events as handover
from domain.households import events as households
from domain.issues import events as issues
from domain.leave import events as leave
from domain.meetings import events as meetings
from domain.membership import events as membership
from domain.organisation import events as organisation
from domain.scoring import events as scoring
from domain.transfers import events as transfers

__all__ = [
    "accounts",
    "county",
    "dues",
    "event_types",
    "grids",
    "handover",
    "households",
    "issues",
    "leave",
    "meetings",
    "membership",
    "organisation",
    "scoring",
    "stream_types",
    "transfers",
]
