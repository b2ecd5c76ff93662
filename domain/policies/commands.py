"""Commands about policies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.core.command import Command
from domain.policies.pack import Pack


@dataclass(frozen=True, kw_only=True, slots=True)
class PublishPack(Command):
    """Make a version of a pack known, as it was read from its text (``pack_reading.read_pack``)."""

    pack: Pack
    pack_sha256: str  # of the text's bytes


@dataclass(frozen=True, kw_only=True, slots=True)
class AdoptPolicy(Command):
    """Put rules of a published version in force at a node, from ``since`` on.

    ``series`` None: all of the version. ``replaces``: what is in force of a rule there is ended on ``since``.
    """

    node_id: UUID
    pack: str
    version: str
    since: date
    approved_by: UUID
    series: str | None = None
    replaces: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class EndAdoption(Command):
    """End what is in force of a rule at a node; ``until`` is the first day without it."""

    node_id: UUID
    series: str
    until: date


@dataclass(frozen=True, kw_only=True, slots=True)
class AnnulAdoption(Command):
    """Say that an adoption was recorded wrongly and never had effect; ``since`` is its first day."""

    node_id: UUID
    series: str
    since: date
