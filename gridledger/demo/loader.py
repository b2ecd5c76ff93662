"""Sends a script's steps through the door of every client's commands, and takes up where a load was cut.

Steps go in order, so the county's last recorded time tells which were sent: whatever is earlier is in the
log, and what was recorded at that very instant is sent again, to be answered as before. What follows from a day is
recorded at its end, wherever the load was cut: so the county comes out the same.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from application.executor import CommandExecutor
from application.request import CommandResult
from application.targets import streams_written, target_of
from domain.county.commands import FoundCounty
from event_store.errors import UnknownCountyError
from event_store.records import Head
from event_store.store import EventStore
from gridledger.demo.generator import ZONE, Script
from gridledger.demo.progress import Bar, Progress, Silent
from gridledger.demo.references import References
from gridledger.demo.steps import LocalTime, Step

CHUNK = 400  # commands in one append, about: a chunk ends with a day

NumberedStep = tuple[int, Step]
FollowUp = Callable[[str], Awaitable[object]]


class LoadError(Exception):
    """The load cannot go on; the message names the step."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of a load."""

    sent: int  # steps that took effect now
    skipped: int  # steps that an earlier load had sent
    last_position: int
    whole: bool  # false: this load was cut, or another version of it made the log, and others went on with it


class Loader:
    """Loads scripts. ``follow_up`` lets process managers react to a county's log as far as it has come."""

    def __init__(
        self,
        store: EventStore,
        executor: CommandExecutor,
        *,
        follow_up: FollowUp,
        progress: Progress | None = None,
        chunk: int = CHUNK,
    ) -> None:
        self._store = store
        self._executor = executor
        self._follow_up = follow_up
        self._progress = progress or Silent()
        self._chunk = chunk

    async def load(self, script: Script) -> Loaded:
        """Send every step that the log does not have. LoadError for a refusal.

        Where others went on with a log after the load's last instant, nothing is sent: its clock cannot go back.
        """
        first = self._first_unsent(script, await self._head(script.tenant_id))
        whole = first < len(script.steps)
        self._progress.begin(len(script.steps), first)
        sent = await self._send_from(first, script) if whole else 0
        self._progress.end()
        last_position = (await self._store.head(script.tenant_id)).last_position
        return Loaded(sent, len(script.steps) - sent, last_position, whole or await self._is_whole(script))

    async def _send_from(self, first: int, script: Script) -> int:
        """Send the steps from a number on; how many took effect.

        In the chunks of the whole load, so that process managers react at the same points of it. They have reacted to
        all chunks before the one in which it was cut.
        """
        sent = 0
        for chunk in chunks(enumerate(script.steps), self._chunk):
            left = [numbered for numbered in chunk if numbered[0] >= first]
            if not left:
                continue
            results = await self._send(script, left)
            sent += sum(not result.repeated for result in results)
            if any(step.settles for _, step in chunk):
                await self._follow_up(script.tenant_id)
            position = max((result.last_position or 0 for result in results), default=0)
            self._progress.advance(len(left), position, chunk[-1][1].clock)
        await self._follow_up(script.tenant_id)
        return sent

    async def _head(self, tenant_id: str) -> Head | None:
        try:
            return await self._store.head(tenant_id)
        except UnknownCountyError:
            return None

    def _first_unsent(self, script: Script, head: Head | None) -> int:
        """The number of the first step to send: those before it were recorded before the log's last event."""
        if head is None or head.last_recorded_at is None:
            return 0
        return bisect_left(script.steps, head.last_recorded_at, key=lambda step: step.clock)

    async def _is_whole(self, script: Script) -> bool:
        """Whether the log has the last step; sent again, it is answered as before or refused for its clock."""
        last = len(script.steps) - 1
        [result] = await self._execute(script, [(last, script.steps[last])])
        return result.repeated

    async def _send(self, script: Script, chunk: Sequence[NumberedStep]) -> list[CommandResult]:
        results = await self._execute(script, chunk)
        for (number, step), result in zip(chunk, results, strict=True):
            if not result.accepted:
                raise LoadError(_refusal(number, step, result))
        return results

    async def _execute(self, script: Script, chunk: Sequence[NumberedStep]) -> list[CommandResult]:
        references = References(self._store, script.tenant_id)
        await references.read([step.names for _, step in chunk if step.names])
        requests = [
            (step.naming(references.event_id(step.names)) if step.names else step).request(
                script.tenant_id, f"demo:{script.seed}:{number}"
            )
            for number, step in chunk
        ]
        return await self._executor.execute_many(requests)


async def load(script: Script, store: EventStore, executor: CommandExecutor, follow_up: FollowUp) -> Loaded:
    """Load a script, or what is missing of it, with a bar on standard error."""
    return await Loader(store, executor, follow_up=follow_up, progress=Bar("loading")).load(script)


def chunks(steps: Iterable[NumberedStep], size: int) -> Iterator[list[NumberedStep]]:
    """Steps in runs that end with a day, once they have ``size`` or a day asks for what follows from it.

    The founding stands alone, as there is no county before it; and a step that names an event of a stream
    begins a new run if the current one touches that stream, as the event may be in it.
    """
    local = LocalTime(ZONE)
    chunk: list[NumberedStep] = []
    touched: set[UUID] = set()
    settles = False
    for number, step in steps:
        day_ends = bool(chunk) and local.day_of(step.clock) != local.day_of(chunk[-1][1].clock)
        names_within = step.names is not None and step.names.stream_id in touched
        founded = bool(chunk) and isinstance(chunk[-1][1].command, FoundCounty)
        if founded or names_within or (day_ends and (settles or len(chunk) >= size)):
            yield chunk
            chunk, touched, settles = [], set(), False
        chunk.append((number, step))
        touched |= {target_of(step.command).stream_id, *streams_written(step.command)}
        settles = settles or step.settles
    if chunk:
        yield chunk


def _refusal(number: int, step: Step, result: CommandResult) -> str:
    reasons = ", ".join(f"{refusal.code} {'/'.join(refusal.path)}".strip() for refusal in result.refusals)
    return f"step {number}, {type(step.command).__name__} of {step.clock.isoformat()}: {reasons}"
