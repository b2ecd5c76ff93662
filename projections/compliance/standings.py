"""How branches are made up on days, found once for all the rules that ask, as long as nothing about that changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from domain.policies.facts import Standing
from projections.compliance.facts import standing_of
from projections.compliance.known import Known
from projections.compliance.tables import COMMITTEE_TERM, GROUP_TERM, SIZE_TERM
from projections.framework.rows import Rows

_RESTS_ON = (GROUP_TERM, SIZE_TERM, COMMITTEE_TERM)


class Standings:
    """True as long as no number of members, no group and no committee changes."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._days: dict[UUID, frozenset[date]] = {}
        self._found: dict[tuple[UUID, date], Standing] = {}

    def on(self, branch_id: UUID, day: date) -> Standing:
        """As ``standing_of`` finds it."""
        found = self._found.get((branch_id, day))
        if found is None:
            found = self._found[branch_id, day] = standing_of(self._known, branch_id, day)
        return found

    def days(self, branch_id: UUID) -> frozenset[date]:
        """The days on which anything about it changed."""
        found = self._days.get(branch_id)
        if found is None:
            found = self._days[branch_id] = frozenset(self._days_of(branch_id))
        return found

    def _days_of(self, branch_id: UUID) -> Iterator[date]:
        groups = self._known.of(GROUP_TERM, branch_id)
        for one in (branch_id, *(term["group_id"] for term in groups)):
            yield from (term["from_on"] for term in self._known.of(SIZE_TERM, one))
        yield from (term["from_on"] for term in self._known.of(COMMITTEE_TERM, branch_id))
        yield from (day for term in groups for day in (term["from_on"], term["to_on"]) if day is not None)


def standings(rows: Rows) -> Standings:
    """As of the event that is being folded."""
    return rows.kept(Standings, _RESTS_ON)
