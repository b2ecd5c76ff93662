"""What was said to organisations and to all that they stand below, and the county's calendar, found once for all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from domain.policies.facts import Calendar, DaysOffGrant
from domain.policies.periods import Period
from projections.calendar import CALENDAR_YEAR
from projections.compliance.binding import line_on
from projections.compliance.calendars import calendar_of
from projections.compliance.known import Known
from projections.framework.rows import Rows
from projections.organisation_places import ORGANISATION_PLACE
from projections.organisations import ORGANISATION
from projections.publications import MONTH_THEME
from projections.schedule import SCHEDULE_EXCEPTION

_RESTS_ON = (ORGANISATION, ORGANISATION_PLACE, SCHEDULE_EXCEPTION, MONTH_THEME, CALENDAR_YEAR)


class Said(NamedTuple):
    """When days off may stand instead of the fixed days, and the codes of the themes of a period."""

    days_off_granted: tuple[DaysOffGrant, ...]
    themes: frozenset[str]


class Surroundings:
    """True as long as no row changes of organisations, their places, exceptions, themes and calendars."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._places: dict[UUID, UUID | None] = {}
        self._said: dict[tuple[UUID | None, date, Period], Said] = {}
        self._calendars: dict[tuple[int, int], Calendar] = {}

    def of(self, organisation_id: UUID, period: Period, outset: date) -> Said:
        """What holds for it in a period, by where it stood at the outset."""
        if organisation_id not in self._places:
            self._places[organisation_id] = self._place(organisation_id)
        key = self._places[organisation_id], outset, period
        said = self._said.get(key)
        if said is None:
            line = line_on(self._known, organisation_id, outset)
            said = self._said[key] = Said(self._granted(line), self._themes(line, period))
        return said

    def calendar(self, first_year: int, last_year: int) -> Calendar:
        """The calendar of some years on end, where published."""
        key = first_year, last_year
        found = self._calendars.get(key)
        if found is None:
            found = self._calendars[key] = calendar_of(self._known, range(first_year, last_year + 1))
        return found

    def _place(self, organisation_id: UUID) -> UUID | None:
        """What it stands below; of whoever moved or was told something by itself, itself."""
        one = self._known.require(ORGANISATION, organisation_id)
        alone = one["placed_from"] is not None or any(
            self._known.of(table, organisation_id) for table in (SCHEDULE_EXCEPTION, MONTH_THEME)
        )
        above: UUID | None = one["parent_id"]
        return organisation_id if alone else above

    def _granted(self, line: Sequence[UUID]) -> tuple[DaysOffGrant, ...]:
        rows = (row for node_id in line for row in self._known.of(SCHEDULE_EXCEPTION, node_id))
        return tuple(DaysOffGrant(row["from_on"], row["to_on"]) for row in rows)

    def _themes(self, line: Sequence[UUID], period: Period) -> frozenset[str]:
        rows = (row for node_id in line for row in self._known.of(MONTH_THEME, node_id))
        return frozenset(code for row in rows if row["month"] in period for code in row["codes"])


def surroundings(rows: Rows) -> Surroundings:
    """As of the event that is being folded."""
    return rows.kept(Surroundings, _RESTS_ON)
