"""From what was decided to what came of it: appended beside what the events refer to, and answered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from itertools import compress
from typing import Union
from uuid import UUID

from application.answers import decode_answer
from application.deciding import refused
from application.display_names import DisplayNames
from application.documents.beside import Documents
from application.documents.text import TextToSeal
from application.request import CommandRequest, CommandResult, DisplayName
from application.session import RunStreams, Touched
from domain.core import Refusal, RefusalCode
from domain.county.commands import FoundCounty
from event_store.errors import EventStoreError, OutcomeUnknownError
from event_store.records import (
    AnsweredBefore,
    Appended,
    ClockBackwards,
    ClockForbidden,
    CommandAppend,
    DuplicateEvent,
    KeyReused,
    Malformed,
    Mode,
    Outcome,
    Stale,
)
from event_store.store import EventStore, ToAppend

Again = Union[Stale, DuplicateEvent]  # noqa: UP007 - an alias that reads in annotations and isinstance alike


class Appender:
    """Appends what commands of one county decided, in one call."""

    def __init__(self, store: EventStore, names: DisplayNames, documents: Documents) -> None:
        self._store = store
        self._names = names
        self._documents = documents

    async def append(
        self,
        requests: Sequence[CommandRequest],
        appends: Sequence[CommandAppend],
        prepared: Sequence[ToAppend] | None = None,
    ) -> list[Outcome]:
        """Append, with what the events refer to in place before, and taken back where none came.

        ``prepared``: the appends once more, encoded beforehand.
        """
        to_append = appends if prepared is None else prepared
        tenant_id = requests[0].tenant_id
        founding = next((r.command for r in requests if isinstance(r.command, FoundCounty)), None)
        mode: Mode | None = None if founding is None else "rehearsal" if founding.rehearsal else "production"
        names = [
            r.display_name if append.events else None for r, append in zip(requests, appends, strict=True)
        ]
        texts = [r.text if append.events else None for r, append in zip(requests, appends, strict=True)]
        if not any(names) and not any(texts):
            outcomes = await self._store.append(tenant_id, to_append, found=mode)
            return await self._documents.after(requests, outcomes)
        await self._names.keep(tenant_id, names)
        await self._documents.keep(tenant_id, texts)
        try:
            outcomes = await self._store.append(tenant_id, to_append, found=mode)
        except OutcomeUnknownError:
            raise  # there may be events that refer to them
        except EventStoreError:
            await self._take_back(tenant_id, names, texts)
            raise
        # A repetition's too: its name and text have new ids, and what the first try kept stands.
        vain = [not isinstance(came, Appended) for came in outcomes]
        await self._take_back(tenant_id, compress(names, vain), compress(texts, vain))
        return await self._documents.after(requests, outcomes)

    async def _take_back(
        self, tenant_id: str, names: Iterable[DisplayName | None], texts: Iterable[TextToSeal | None]
    ) -> None:
        with suppress(EventStoreError):  # what came of the append is what counts
            await self._names.discard(tenant_id, names)
            await self._documents.discard(tenant_id, texts)


def learn(
    streams: RunStreams, touched: Touched, outcomes: Iterable[tuple[CommandAppend, Outcome]]
) -> set[UUID]:
    """Share the states that the log now holds; returns the streams whose states it was found not to hold."""
    lost: set[UUID] = set()
    for append, outcome in outcomes:
        if not isinstance(outcome, Appended):
            lost |= append.writes
        if isinstance(outcome, Stale):
            streams.moved_on(outcome.current)
        elif isinstance(outcome, DuplicateEvent):
            # Another has acted on a newer state than this, which no answer names.
            streams.mistrust(touched.trusted.intersection(append.reads))
    streams.share(touched, but=lost)
    return lost


def result_of(outcome: Outcome) -> CommandResult | Again:
    """The answer to a command of which this came, or that it is to be decided again."""
    match outcome:
        case Appended() | AnsweredBefore():
            kept = decode_answer(outcome.answer)
            return CommandResult(
                target_id=kept.target_id,
                refusals=kept.refusals,
                first_position=outcome.first_position,
                last_position=outcome.last_position,
                recorded_at=outcome.recorded_at,
                repeated=isinstance(outcome, AnsweredBefore),
            )
        case KeyReused():
            return refused(Refusal(RefusalCode.KEY_REUSED))
        case ClockBackwards():
            return refused(Refusal(RefusalCode.CLOCK_BACKWARDS))
        case ClockForbidden():
            return refused(Refusal(RefusalCode.NOT_A_REHEARSAL))
        case Malformed():
            raise outcome.error
        case Stale() | DuplicateEvent():
            return outcome
