"""Facts about entities: surveyed, left out of account, and covered by a branch.

That a branch covers an entity is said twice on purpose, as homes are: on the entity's stream, where one branch at a
time is held, and on the branch's, where the number of its units is.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from uuid import UUID

from domain.core import DomainEvent, event_type
from domain.coverage.state import CoverTerm, Entity

STREAM = Entity.STREAM_TYPE


class EntityKind(StrEnum):
    """非公有制企业 and 社会组织."""

    ENTERPRISE = "ENTERPRISE"
    SOCIAL_ORGANISATION = "SOCIAL_ORGANISATION"


class ExclusionGround(StrEnum):
    """Why an entity is none that a branch should cover: 空壳, 僵尸, 影子 (赣州)."""

    EMPTY_SHELL = "EMPTY_SHELL"
    ZOMBIE = "ZOMBIE"
    SHADOW = "SHADOW"


@event_type("entity.surveyed", STREAM, subjects=("organisation_id",))
class EntitySurveyed(DomainEvent):
    """An entity was found and counted on ``surveyed_on``; the committee named looks after it."""

    organisation_id: UUID
    kind: EntityKind
    name: str
    surveyed_on: date
    employees: int
    members: int  # of the party, among them
    division_code: str | None = None

    def apply(self, state: Entity) -> None:
        state.organisation_id = self.organisation_id
        state.surveyed_on = self.surveyed_on


@event_type("entity.excluded", STREAM)
class EntityExcluded(DomainEvent):
    """It counts for nothing from ``on`` on."""

    ground: ExclusionGround
    on: date

    def apply(self, state: Entity) -> None:
        state.excluded_on = self.on


@event_type("entity.covered", STREAM, subjects=("branch_id",))
class EntityCovered(DomainEvent):
    """A branch covers it from ``from_on`` on."""

    branch_id: UUID
    from_on: date

    def apply(self, state: Entity) -> None:
        state.terms.append(CoverTerm(self.branch_id, self.from_on))


@event_type("entity.coverage-ended", STREAM, subjects=("branch_id",))
class EntityCoverageEnded(DomainEvent):
    """The branch covers it no longer, from ``on`` on."""

    branch_id: UUID
    on: date

    def apply(self, state: Entity) -> None:
        state.terms[-1].until = self.on
