"""Commands about project sites."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.core.command import Command


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenSite(Command):
    """Make a project site known, with the organisation that runs it; ``ends_on`` is its last day."""

    site_id: UUID
    organisation_id: UUID
    name: str
    starts_on: date
    ends_on: date
    people: int
    members: int


@dataclass(frozen=True, kw_only=True, slots=True)
class RecountSite(Command):
    """Say how many work there on ``on``, and until when."""

    site_id: UUID
    on: date
    ends_on: date
    people: int
    members: int


@dataclass(frozen=True, kw_only=True, slots=True)
class AssignSiteBranch(Command):
    """Say which temporary branch is there for the site from ``on`` on."""

    site_id: UUID
    branch_id: UUID
    on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class CloseSite(Command):
    """End a project site; ``on`` is the first day without it."""

    site_id: UUID
    on: date
