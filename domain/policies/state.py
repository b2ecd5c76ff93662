"""State of a policy pack, and of the adoptions of a rule at a node."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from domain.core import Aggregate

if TYPE_CHECKING:
    from domain.organisation.events import BranchForm, OrganisationKind
    from domain.policies.events import PolicyVersionPublished


class PolicyPack(Aggregate):
    """The rules of one text over all its versions. It concerns no person and no organisation."""

    STREAM_TYPE = "policy-pack"

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.versions: dict[str, dict[str, PolicyVersionPublished]] = {}  # by name of version and series
        self.kinds: dict[str, str] = {}  # by series: it keeps its kind for ever


@dataclass(frozen=True, slots=True)
class Term:
    """A version in force from ``since`` to the day before ``until``."""

    adoption_id: UUID
    version_id: UUID
    since: date
    approved_by: UUID
    until: date | None = None
    annulled: bool = False
    organisations: tuple[OrganisationKind, ...] = ()
    forms: tuple[BranchForm, ...] = ()

    def in_force(self, on: date) -> bool:
        """Whether it is in force on that day."""
        return not self.annulled and self.since <= on and (self.until is None or on < self.until)


class PolicyAdoptions(Aggregate):
    """Which versions of one rule a node adopted, from when to when; those that have effect never overlap."""

    STREAM_TYPE = "policy-adoption"

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.node_id: UUID | None = None
        self.series: str
        self.terms: dict[UUID, Term] = {}  # in the order in which they were recorded

    def concerns(self) -> tuple[UUID, ...]:
        """The node."""
        return () if self.node_id is None else (self.node_id,)

    @property
    def approved_by(self) -> UUID | None:
        """Who approved the last one that was recorded."""
        return next((term.approved_by for term in reversed(self.terms.values())), None)

    def in_force(self, on: date) -> Term | None:
        """The one in force on a day."""
        return next((term for term in self.terms.values() if term.in_force(on)), None)

    def change(self, adoption_id: UUID, *, until: date | None = None, annulled: bool = False) -> None:
        """Copy what an event says of a term."""
        term = self.terms[adoption_id]
        self.terms[adoption_id] = replace(
            term, until=term.until if until is None else until, annulled=term.annulled or annulled
        )
