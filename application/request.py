"""A command on its way in, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import msgspec

from application.actor import Actor
from application.documents.text import TextToSeal
from domain.core import Refusal
from domain.core.command import Command
from event_store.records import Source


@dataclass(frozen=True, slots=True)
class DisplayName:
    """A person's name as it should be shown; it is kept outside the log under ``name_id``."""

    name_id: UUID
    member_id: UUID
    text: str


class CommandRequest(msgspec.Struct, frozen=True, kw_only=True):
    """A command with everything around it that the envelope records.

    ``key`` is the client's idempotency key: the same key with the same command gets the first answer again. ``made``
    names the fields of the command that the server filled (new ids, a salted hash): they differ from one try to the
    next and take no part in comparing two commands. Nor does ``text``, of which the log keeps no hash that outlasts
    it: the vault compares it (application/documents).
    """

    tenant_id: str
    actor: Actor
    source: Source
    command: Command
    key: str
    made: tuple[str, ...] = ()
    display_name: DisplayName | None = None
    text: TextToSeal | None = None  # of a command that says that it was sealed
    authority: UUID | None = None  # the organisation on whose authority, as the entry cites it
    correlation_id: UUID | None = None
    causation_id: UUID | None = None
    clock: datetime | None = None  # development clock; only a rehearsal takes one

    @property
    def made_ids(self) -> list[UUID]:
        """New ids, of what cannot have a stream yet."""
        return [one for name in self.made if isinstance(one := getattr(self.command, name), UUID)]


class CommandResult(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a command: the same for its first try and for every repetition."""

    target_id: UUID | None  # the entity that the command was about
    refusals: tuple[Refusal, ...] = ()
    first_position: int | None = None
    last_position: int | None = None
    recorded_at: datetime | None = None
    repeated: bool = False  # answered before

    @property
    def accepted(self) -> bool:
        """Whether the command took effect, now or at its first try."""
        return not self.refusals
