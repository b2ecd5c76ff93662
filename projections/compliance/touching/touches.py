"""Which fact touches what: from the rows that an event changed to the slots that may stand otherwise for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from projections.annual_plans import ANNUAL_PLAN, PLAN_FILING, PLAN_ITEM
from projections.calendar import CALENDAR_YEAR
from projections.clock import CLOCK
from projections.compliance.tables import COMMITTEE_TERM, GROUP_TERM, MERGER, SIZE_TERM
from projections.compliance.touching.above import adoption, calendar, exception, theme
from projections.compliance.touching.again import Touch
from projections.compliance.touching.days import clock
from projections.compliance.touching.meetings import meeting, merger
from projections.compliance.touching.organisations import committee, coverage, groups, organisation, size
from projections.compliance.touching.records import departure, of_a_year, publication, violation
from projections.departures import DEPARTURE
from projections.framework.table import Row, Table
from projections.grids import GRID_COVERAGE
from projections.meeting_facts import MEETING_FACT
from projections.organisations import ORGANISATION
from projections.policies import POLICY_ADOPTION
from projections.publications import MONTH_THEME, PUBLICATION
from projections.schedule import SCHEDULE_EXCEPTION
from projections.violations import VIOLATION_FACT

Change = tuple[Table, Any, Row | None, Row | None]  # table, key, the row before and after

TOUCHES: Mapping[Table, Touch] = {
    ORGANISATION: organisation,
    GROUP_TERM: groups,
    SIZE_TERM: size,
    COMMITTEE_TERM: committee,
    MERGER: merger,
    MEETING_FACT: meeting,
    ANNUAL_PLAN: of_a_year("adopted_on"),
    PLAN_FILING: of_a_year("filed_on"),
    PLAN_ITEM: of_a_year(None),
    PUBLICATION: publication,
    VIOLATION_FACT: violation,
    DEPARTURE: departure,
    MONTH_THEME: theme,
    SCHEDULE_EXCEPTION: exception,
    CALENDAR_YEAR: calendar,
    GRID_COVERAGE: coverage,
    POLICY_ADOPTION: adoption,
    CLOCK: clock,
}


def touched(changes: Iterable[Change]) -> list[tuple[Touch, Row | None, Row | None]]:
    """What an event's changes call for."""
    return [
        (TOUCHES[table], before, after)
        for table, _, before, after in changes
        if table in TOUCHES and before != after
    ]
