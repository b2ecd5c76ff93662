"""The program is killed while it appends, again and again: each command stands whole or not at all.

Whoever sends a command again with its key gets the answer that the dead process was given, or appends it now.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import random
from multiprocessing.connection import Connection

import pytest

from event_store.records import AnsweredBefore, Appended
from event_store.store import EventStore
from tests.event_store.builders import COUNTY
from tests.event_store.soundness import sound_log
from tests.faults import writer
from tests.support.postgres import Database

KILLS = 30
PATIENCE_SECONDS = 30.0

pytestmark = pytest.mark.faults


async def test_all_or_nothing_and_a_retry_gives_the_same(store: EventStore, database: Database) -> None:
    chance = random.Random(2)
    start = multiprocessing.get_context("forkserver")
    start.set_forkserver_preload(["tests.faults.writer"])
    kinds: list[type] = []
    for life in range(KILLS):
        heard = await asyncio.to_thread(live_and_die, start, database.dsn("gridledger_app"), life, chance)
        sent = {(lane, number) for kind, lane, number, _ in heard if kind == "sent"}
        answered = {(lane, number): first for kind, lane, number, first in heard if kind == "answered"}
        assert answered
        for lane, number in sorted(sent):
            (outcome,) = await store.append(COUNTY, [writer.command_of(life, lane, number)])
            assert isinstance(outcome, Appended | AnsweredBefore)
            if (lane, number) in answered:
                assert isinstance(outcome, AnsweredBefore)
                assert outcome.first_position == answered[lane, number]
            else:
                kinds.append(type(outcome))
    log = await sound_log(store, COUNTY)
    by_command: dict[object, list[int]] = {}
    for event in log:
        by_command.setdefault(event.command_id, []).append(event.position)
    for positions in by_command.values():
        assert positions == list(range(positions[0], positions[0] + writer.EVENTS_A_COMMAND))
    assert len(kinds) > KILLS  # commands in mid-air at a kill: most had arrived, some had not been sent yet
    assert AnsweredBefore in kinds


def live_and_die(
    start: multiprocessing.context.ForkServerContext, dsn: str, life: int, chance: random.Random
) -> list[writer.Said]:
    """Let a writer live for a moment beyond its first answer, kill it, and hear what it had said."""
    ours, theirs = start.Pipe(duplex=False)
    process = start.Process(target=writer.run, args=(dsn, life, theirs))
    process.start()
    theirs.close()
    heard: list[writer.Said] = []
    while not any(kind == "answered" for kind, *_ in heard):
        assert ours.poll(PATIENCE_SECONDS)
        heard.append(ours.recv())
    process.join(chance.uniform(0, 0.03))
    process.kill()
    process.join()
    heard.extend(rest_of(ours))
    return heard


def rest_of(ours: Connection[object, object]) -> list[writer.Said]:
    """What is left in the pipe; a message is written whole or not at all."""
    heard: list[writer.Said] = []
    while True:
        try:
            heard.append(ours.recv())  # type: ignore[arg-type]
        except EOFError:
            ours.close()
            return heard
