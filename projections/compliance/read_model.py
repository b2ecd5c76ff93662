"""The read model of compliance: after each event that a verdict may rest on, it judges what the event touched.

What was announced of verdicts, and told of periods, is folded from its own events, and never found out anew.
"""

from __future__ import annotations

from typing import Any

from domain.assessments.events import PeriodAssessed, PeriodAssessmentSuperseded
from domain.verdicts.events import VerdictAnnounced, VerdictSuperseded
from event_store.records import LoggedEvent
from projections.annual_plans import ANNUAL_PLANS
from projections.calendar import CALENDARS
from projections.clock import CLOCKS
from projections.compliance.announcing import announced
from projections.compliance.assessing import assessed
from projections.compliance.gathering import gather
from projections.compliance.slots import last_closed
from projections.compliance.tables import ANNOUNCEMENT, COMPLIANCE, PERIOD_ASSESSMENT, UNANNOUNCED, UNASSESSED
from projections.compliance.terms import TERMS
from projections.compliance.touching.touches import touched
from projections.departures import DEPARTURES
from projections.framework.read_model import ReadModel
from projections.framework.rows import Rows
from projections.framework.table import Table
from projections.grids import GRIDS
from projections.meeting_facts import MEETING_FACTS
from projections.organisations import ORGANISATION, ORGANISATIONS
from projections.policies import POLICIES
from projections.publications import PUBLICATIONS
from projections.schedule import SCHEDULES
from projections.violations import VIOLATIONS

_FACTS = (
    ORGANISATIONS,
    TERMS,
    MEETING_FACTS,
    ANNUAL_PLANS,
    PUBLICATIONS,
    VIOLATIONS,
    DEPARTURES,
    SCHEDULES,
    CALENDARS,
    GRIDS,
    POLICIES,
    CLOCKS,
)


def _judge(rows: Rows, event: Any, record: LoggedEvent) -> None:
    """Where nothing binds, as in a county without policies, that costs a look at what changed."""
    changed = list(rows.changes())
    touches = touched(changed)
    if touches:
        closed = last_closed(rows)
        gather(rows, {key[0] for table, key, _, _ in changed if table is ORGANISATION})  # a move has many
        for touch, before, after in touches:
            touch(rows, before, after, closed)


def _of_organisation(event: VerdictAnnounced | VerdictSuperseded) -> list[tuple[Table, Any]]:
    tables = (ORGANISATION, COMPLIANCE, ANNOUNCEMENT, UNANNOUNCED)
    return [(table, event.organisation_id) for table in tables]


def _of_node(event: PeriodAssessed | PeriodAssessmentSuperseded) -> list[tuple[Table, Any]]:
    return [(table, event.node_id) for table in (ORGANISATION, PERIOD_ASSESSMENT, UNASSESSED)]


COMPLIANCES = ReadModel(
    name="compliance",
    tables=(COMPLIANCE, ANNOUNCEMENT, UNANNOUNCED, PERIOD_ASSESSMENT, UNASSESSED),
    handlers={
        **dict.fromkeys((event for facts in _FACTS for event in facts.handlers), _judge),
        **dict.fromkeys((VerdictAnnounced, VerdictSuperseded), announced),
        **dict.fromkeys((PeriodAssessed, PeriodAssessmentSuperseded), assessed),
    },
    reads={
        **dict.fromkeys((VerdictAnnounced, VerdictSuperseded), _of_organisation),
        **dict.fromkeys((PeriodAssessed, PeriodAssessmentSuperseded), _of_node),
    },
)
