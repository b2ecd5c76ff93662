"""Commands about organisations."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from domain.core.command import Command
from domain.organisation.events import BranchSector, OrganisationKind


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundOrganisation(Command):
    """Found an organisation below ``parent_id``."""

    organisation_id: UUID
    kind: OrganisationKind
    name: str
    parent_id: UUID
    division_code: str | None = None
    sector: BranchSector | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class RenameOrganisation(Command):
    """Give it another name from the day of occurrence on."""

    organisation_id: UUID
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CorrectOrganisation(Command):
    """Say what was wrong in an earlier event of it, and why (``reason``)."""

    organisation_id: UUID
    corrects: UUID
    name: str | None = None
    division_code: str | None = None
    sector: BranchSector | None = None
