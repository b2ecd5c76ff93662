"""The county's own facts (县): founding, and the modules it adopts."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from domain.core import DomainEvent, event_type

STREAM = "county"


class Module(StrEnum):
    """What a county may adopt beyond the core; off by default (domain.md 2.1)."""

    POINTS = "POINTS"


@event_type("county.founded", STREAM, subjects=("committee_id",))
class CountyFounded(DomainEvent):
    """The first event of every log. ``rehearsal`` marks a log whose times may be set; production opens none."""

    name: str
    division_code: str  # six digits, GB/T 2260, of the day of founding
    time_zone: str  # IANA name
    committee_id: UUID  # the organisation at the root of the tree
    rehearsal: bool


@event_type("county.module-adopted", STREAM)
class ModuleAdopted(DomainEvent):
    """The county uses a module from the day of occurrence on."""

    module: Module
