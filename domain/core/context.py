"""What a decision may know besides the state it reads: the time, new ids, the policies, and who acts."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from domain.core.aggregate import Aggregate
from domain.core.command import Command
from domain.core.event import EventFactory
from domain.core.ids import Ids
from domain.core.time import Occurred
from domain.policies.book import PolicyBook


class Context(msgspec.Struct, frozen=True, kw_only=True):
    """Everything is handed in, so that the same command on the same state always decides the same."""

    now: datetime  # carries a time zone
    zone: ZoneInfo  # of the county
    ids: Ids
    policies: PolicyBook
    actor_account: str | None = None  # the acting account, as the log names it
    actor_member_id: UUID | None = None  # the member behind the acting account, if it is a person's
    actor_place: UUID | None = None  # the organisation at which the actor acts; None: the county's, or none
    actor_post: UUID | None = None  # the post by which, if it is by one

    @property
    def today(self) -> date:
        """The day it is in the county."""
        return self.now.astimezone(self.zone).date()

    def occurred(self, command: Command) -> Occurred:
        """When it happened: what the command says, else the instant now."""
        return command.occurred_at or Occurred.at(self.now)

    def occurred_on(self, command: Command) -> date:
        """The day it happened on in the county; of a month or year, the first."""
        return self.occurred(command).local_date(self.zone)

    def events_of(self, aggregate: Aggregate, command: Command, *, on: date | None = None) -> EventFactory:
        """A maker of the stream's next events. ``on`` is the day of the fact if the command gives no time."""
        occurred = (
            Occurred.on(on) if on is not None and command.occurred_at is None else self.occurred(command)
        )
        return EventFactory(aggregate, self.ids, occurred, command.reason)
