"""Commands about organisations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.core.command import Command
from domain.organisation.events import BranchForm, BranchSector, OrganisationKind


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundOrganisation(Command):
    """Found an organisation below ``parent_id``."""

    organisation_id: UUID
    kind: OrganisationKind
    name: str
    parent_id: UUID
    division_code: str | None = None
    sector: BranchSector | None = None
    form: BranchForm | None = None
    approved_by: UUID | None = None
    expected_end: date | None = None


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


@dataclass(frozen=True, kw_only=True, slots=True)
class DissolveOrganisation(Command):
    """End an organisation, from ``on`` on; ``reason`` says on what ground."""

    organisation_id: UUID
    on: date
    approved_by: UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class MergeOrganisation(Command):
    """Move all members of a branch to another on ``on`` and dissolve it; ``reason`` says on what ground."""

    organisation_id: UUID
    into_id: UUID
    on: date
    approved_by: UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class SplitOrganisation(Command):
    """Found a branch beside one, of these of its members, on ``on``; ``reason`` says on what ground."""

    organisation_id: UUID
    new_id: UUID
    name: str
    member_ids: tuple[UUID, ...]
    on: date
    approved_by: UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class MoveOrganisation(Command):
    """Put an organisation, with all below it, under another parent from ``on`` on; ``reason`` says on what ground."""

    organisation_id: UUID
    parent_id: UUID
    on: date
    approved_by: UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class ElectGroupLeader(Command):
    """Record that a party group elected a member of its own as its leader on ``on``."""

    organisation_id: UUID
    member_id: UUID
    on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class RecodeOrganisation(Command):
    """Give it the division code that its place has from ``from_on`` on."""

    organisation_id: UUID
    division_code: str
    from_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordElection(Command):
    """Record that its committee or secretary was elected on ``held_on``.

    ``committee_members``: how many are on the committee, its secretary among them; 0 where there is none.
    """

    organisation_id: UUID
    held_on: date
    committee_members: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class TakeIntoCustody(Command):
    """Let another organisation look after a branch from ``from_on`` on; ``reason`` says on what ground."""

    organisation_id: UUID
    custodian_id: UUID
    from_on: date
    approved_by: UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class EndCustody(Command):
    """End the custody of a branch on ``on``."""

    organisation_id: UUID
    on: date
