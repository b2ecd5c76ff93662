"""State of an organisation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from domain.core import Aggregate, Occurred
from domain.core.statements import Statements

if TYPE_CHECKING:
    from domain.organisation.events import BranchForm, BranchSector, OrganisationKind


@dataclass
class CodeTerm:
    """Since when an organisation bears the division code that an event gave it."""

    event_id: UUID
    from_on: date | None  # None: since the founding


@dataclass
class PlaceTerm:
    """Since when an organisation stands below another; the county's committee stands below none."""

    parent_id: UUID | None
    from_on: date | None  # None: since the founding


class Organisation(Aggregate):
    """A committee, branch or party group. Every event names it, so it adds no subject of its own."""

    STREAM_TYPE = "organisation"

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.parent_id: UUID | None = None  # None: the county's committee
        self.places: list[PlaceTerm] = []  # by date, the first from its founding on
        self.kind: OrganisationKind
        self.name: str
        self.division_code: str | None = None
        self.sector: BranchSector | None = None
        self.form: BranchForm | None = None
        self.founded_at: Occurred
        self.dissolved_on: date | None = None  # the first day without it
        self.merged_into: UUID | None = None
        self.leader_id: UUID | None = None  # of a party group
        self.led_since: date | None = None
        self.codes: list[CodeTerm] = []  # by date, the first from its founding on
        self.elected_on: date | None = None
        self.units: dict[UUID, date | None] = {}  # entities that it covers or covered, and until when
        self.custodian_id: UUID | None = None
        self.last_custodian_id: UUID | None = None  # the same, also once that has ended
        self.custody_from: date | None = None
        self.custody_until: date | None = None  # of the last one that ended
        self.looked_after: dict[UUID, date | None] = {}  # branches in its custody, and until when
        self.statements = Statements()

    def stands_on(self, on: date) -> bool:
        """Whether it was not dissolved by that day."""
        return self.dissolved_on is None or on < self.dissolved_on

    def parent_on(self, on: date) -> UUID | None:
        """What it stood below on a day; before its founding, what it was founded below."""
        places = (term for term in reversed(self.places) if term.from_on is None or term.from_on <= on)
        return next((term.parent_id for term in places), None)

    @property
    def moved_on(self) -> date | None:
        """Since when it stands where it does; None if it never moved."""
        return self.places[-1].from_on if self.places else None

    def below_from(self, parent_id: UUID, on: date) -> bool:
        """Whether it stands directly below that organisation that day or any later one."""
        ends = [*(term.from_on for term in self.places[1:]), None]
        return any(
            term.parent_id == parent_id and (end is None or on < end)
            for term, end in zip(self.places, ends, strict=True)
        )

    def units_from(self, on: date) -> int:
        """How many entities it covers that day or any later one."""
        return sum(until is None or until > on for until in self.units.values())

    def in_custody_from(self, on: date) -> bool:
        """Whether another looks after it that day or any later one."""
        return self.custodian_id is not None or (self.custody_until is not None and on < self.custody_until)

    def looks_after_from(self, on: date) -> bool:
        """Whether it looks after any branch that day or any later one."""
        return any(until is None or on < until for until in self.looked_after.values())
