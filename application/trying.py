"""What would come of commands, were they given: decided as ever, and nothing of it is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from application.answers import decode_answer
from application.deciding import Decider, Untraced
from application.request import CommandRequest
from application.session import RunStreams
from application.streams_in_use import StreamsInUse
from domain.core import DomainEvent, Refusal
from event_store.records import CommandAppend
from event_store.store import EventStore


class Trial(NamedTuple):
    """The events that would be appended, or why the command would be refused."""

    events: tuple[DomainEvent, ...]
    refusals: tuple[Refusal, ...]


async def tried(store: EventStore, decider: Decider, requests: Sequence[CommandRequest]) -> list[Trial]:
    """Decide commands of one county in order, each as if the earlier ones had taken effect."""
    if not requests:
        return []
    streams = RunStreams(store, requests[0].tenant_id, StreamsInUse())  # its own: what it evolves never was
    return [_trial(await decider.decide(request, streams)) for request in requests]


def _trial(decided: CommandAppend | Untraced) -> Trial:
    if isinstance(decided, Untraced):
        return Trial((), decided.answer.refusals)
    return Trial(tuple(decided.events), decode_answer(decided.answer).refusals)
