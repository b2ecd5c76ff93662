"""Reads what was done about missed duties, within the snapshot that a rehearsal has begun."""

# ruff: noqa: S608 - names come from declarations in this program, never from outside

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

import msgspec

from domain.obligations.grounds import Ground
from domain.policies.kind import OrganisationRule
from domain.policies.published import rule_of
from domain.policies.registry import KINDS
from projections.framework.storage import LIVE
from projections.framework.table import Row

if TYPE_CHECKING:
    from event_store.pool import Connection

# Obligations are guarded as what persons are; of these only those of organisations are read.
_ENTER = (
    r"SELECT set_config('gridledger.entered',"
    r" replace($1, E'\n', ' ') || E'\nORGANISATION_LIFE=/\nPERSON=/', true)"
)
_ACTS = f"""
SELECT subject_id, obligation_id, consequence, key, status, grounds, due_on, closed_on, dealt_with
  FROM {LIVE}.obligation
 WHERE tenant_id = $1 AND subject_id = ANY ($2::uuid[]) AND subject_kind = 'ORGANISATION'
   AND status IN ('FULFILLED', 'WAIVED')"""
# What is announced of a slot is the slot's own stream.
_SLOTS = """
SELECT event_id, stream_id FROM event_store.event WHERE tenant_id = $1 AND event_id = ANY ($2::uuid[])"""
_GROUNDS = msgspec.json.Decoder(tuple[Ground, ...])


class MissedRead(NamedTuple):
    """What was done, as it came, and the events by which it names slots, by slot."""

    acts: list[Any]
    facts: dict[UUID, UUID]


def is_about_missed(versions: Iterable[Row]) -> bool:
    """Whether a rule says what follows from missed duties."""
    return any(isinstance(KINDS[type(rule_of(row["rule"]))], OrganisationRule) for row in versions)


async def read_missed(connection: Connection, tenant_id: str, subtree: Sequence[UUID]) -> MissedRead:
    """What was fulfilled or waived of what was due of organisations."""
    await connection.execute(_ENTER, tenant_id)
    acts = await connection.fetch(_ACTS, tenant_id, subtree)
    named = {fact for row in acts for fact in row["dealt_with"]}
    named |= {fact for row in acts for ground in _GROUNDS.decode(row["grounds"]) for fact in ground.event_ids}
    slots = await connection.fetch(_SLOTS, tenant_id, sorted(named))
    return MissedRead(acts, {row["stream_id"]: row["event_id"] for row in slots})
