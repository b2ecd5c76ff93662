"""Commands about the county."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from domain.core.command import Command
from domain.county.events import Module


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundCounty(Command):
    """Open a county's log, with the committee at the root of its organisation tree."""

    county_id: UUID
    committee_id: UUID
    name: str
    committee_name: str
    division_code: str
    time_zone: str
    rehearsal: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class AdoptModule(Command):
    """Use a module from the day of occurrence on."""

    county_id: UUID
    module: Module
