"""Random commands about public items that often fit what the log has."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from domain.core import DomainEvent
from domain.core.command import Command
from domain.public_items import commands as public_items
from domain.public_items.events import PublicItemEnding, PublicItemPosted, Weakness
from domain.violations.events import ViolationReported
from tests.unit.support import world

PUBLIC_ITEMS = frozenset(
    [public_items.PostPublicItem, public_items.EndPublicItem, public_items.WithdrawPublicItem]
)
PUBLIC_ITEM = world.id_of("public item 0")


def some_public_item_command(
    cls: type[Command], chance: random.Random, streams: Mapping[UUID, Sequence[DomainEvent]]
) -> Command | None:
    """A command of that class, which is one of ``PUBLIC_ITEMS``, at what is there; None where nothing is."""
    on = world.TODAY - timedelta(days=chance.choice((-1, 0, 0, 1, 9)))
    if cls is public_items.PostPublicItem:
        return _post(chance, streams)
    said = [event for events in streams.values() for event in events if isinstance(event, PublicItemPosted)]
    if not said:
        return None
    id_, reason = chance.choice(said).originator_id, chance.choice(("MISTAKEN", "MISTAKEN", None))
    if cls is public_items.EndPublicItem:
        ending = chance.choice(list(PublicItemEnding))
        return public_items.EndPublicItem(public_item_id=id_, on=on, ending=ending, reason=reason)
    return public_items.WithdrawPublicItem(public_item_id=id_, reason=reason)


def _post(chance: random.Random, streams: Mapping[UUID, Sequence[DomainEvent]]) -> Command:
    on = world.TODAY - timedelta(days=chance.choice((-1, 0, 0, 1, 9)))
    reported = [e for events in streams.values() for e in events if isinstance(e, ViolationReported)]
    violation = chance.choice((None, None, *reported))
    whose = chance.choice((None, *world.MEMBERS)) if violation is None else violation.member_id
    places = (world.BRANCH, world.BRANCH, world.GROUP, world.OTHER_BRANCH)
    return public_items.PostPublicItem(
        public_item_id=world.id_of(f"public item {chance.randrange(30)}"),
        organisation_id=chance.choice(places) if violation is None else violation.organisation_id,
        weakness=Weakness.PERFORMANCE if violation is None else Weakness.VIOLATION,
        on=on,
        member_id=whose,
        violation_id=None if violation is None else violation.originator_id,
        stands_until=chance.choice((None, None, on, on + timedelta(days=400))),
    )
