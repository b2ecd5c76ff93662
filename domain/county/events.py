"""The county's own facts (县): founding, and the modules it adopts."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from domain.core import DomainEvent, deterministic_id, event_type
from domain.county.state import County

STREAM = County.STREAM_TYPE
COUNTY_ID = deterministic_id("county")  # a log holds one county: its stream has this id in every log


class Module(StrEnum):
    """What a county may adopt beyond the core; off by default (domain.md 2.1)."""

    POINTS = "POINTS"


@event_type("county.founded", STREAM, subjects=("committee_id",))
class CountyFounded(DomainEvent):
    """The first event of every log. ``rehearsal``: its times may be set; production opens no such log."""

    name: str
    division_code: str  # six digits, GB/T 2260, of the day of founding
    time_zone: str  # IANA name
    committee_id: UUID  # the organisation at the root of the tree
    rehearsal: bool

    def apply(self, state: County) -> None:
        state.founded_at = self.occurred_at
        state.name = self.name
        state.division_code = self.division_code
        state.time_zone = self.time_zone
        state.committee_id = self.committee_id
        state.rehearsal = self.rehearsal


@event_type("county.module-adopted", STREAM)
class ModuleAdopted(DomainEvent):
    """The county uses a module from the day of occurrence on."""

    module: Module

    def apply(self, state: County) -> None:
        state.modules.add(self.module)
