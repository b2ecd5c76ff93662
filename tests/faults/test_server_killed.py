"""The server is killed in mid-command, a hundred times, with its worker and its process managers.

Callers keep several commands under way at any time, and go on with the next server where the last one died:
what was in doubt is sent again with its key, by two at once. Servers are forked from a process that has done
the imports; from there on each is `gridledger serve` as the command line runs it.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from application.log_verification import verify_log
from event_store.store import EventStore
from gridledger.os_processes import command_line, wait_until
from tests.api.client import TENANT
from tests.event_store.soundness import sound_log
from tests.support.postgres import PrivateCluster
from tests.system.callers import (
    Caller,
    callers_in,
    calling,
    expect_every_answer_in,
    opened_store,
    settle,
    until,
)
from tests.system.processes import PATIENCE_SECONDS, PROJECT, address_in, environment, run

KILLS = 100
CALLERS = 4
MOST_ANSWERS = 12  # of a server, before the moment in which it is killed
LONGEST_MOMENT_SECONDS = 0.04

pytestmark = pytest.mark.faults


class Nursery:
    """Where servers come from."""

    def __init__(self, process: subprocess.Popen[str], directory: Path) -> None:
        self._process = process
        self._directory = directory
        self.born = 0

    def bear(self) -> Mortal:
        """A server that answers."""
        assert self._process.stdin
        assert self._process.stdout
        output = self._directory / f"{self.born}.log"
        self.born += 1
        self._process.stdin.write(f"{output}\n")
        self._process.stdin.flush()
        return Mortal(int(self._process.stdout.readline()), output)


class Mortal:
    """A server that will be killed."""

    def __init__(self, pid: int, output: Path) -> None:
        self._pid = pid
        self._output = output
        assert wait_until(lambda: output.exists() and address_in(self.said) is not None, PATIENCE_SECONDS)
        self.address = address_in(self.said) or ""

    @property
    def said(self) -> str:
        """Everything that it wrote."""
        return self._output.read_text(encoding="utf-8")

    def kill(self) -> None:
        """At once, in whatever it is doing."""
        os.kill(self._pid, signal.SIGKILL)
        assert wait_until(lambda: not command_line(self._pid), PATIENCE_SECONDS)


@pytest.fixture
def settings(private_cluster: PrivateCluster) -> dict[str, str]:
    return {
        "DATABASE_URL": private_cluster.dsn("gridledger_app"),
        "PROJECTION_DATABASE_URL": private_cluster.dsn("gridledger_projector"),
    }


@pytest.fixture
def nursery(settings: dict[str, str], tmp_path: Path) -> Iterator[Nursery]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.nursery"],
        cwd=PROJECT,
        env=environment(**settings),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        yield Nursery(process, tmp_path)
        assert process.stdin
        process.stdin.close()


async def test_all_or_nothing_and_a_retry_gives_the_same(
    private_cluster: PrivateCluster, nursery: Nursery, settings: dict[str, str]
) -> None:
    async with opened_store(private_cluster.dsn("gridledger_app")) as store:
        first = nursery.bear()
        async with calling(first.address, store) as api:
            county = await settle(api)
        first.kill()
        callers = callers_in(county, CALLERS)
        chance = random.Random(2)
        for _ in range(KILLS):
            server = nursery.bear()
            await live_and_die(server, callers, store, chance)
            assert "Traceback" not in server.said
            assert '"level": "error"' not in server.said
        await finish(nursery.bear(), callers, store)

        answered = [one for caller in callers for one in caller.answered]
        log = await sound_log(store, TENANT)
        expect_every_answer_in(log, answered, len(county.members))
        # Every command was answered in the end, so whatever else the log held would be a second effect.
        for event_type, mutation, each in [
            ("meeting.planned", "meetingPlan", 1),
            ("meeting.attendance-recorded", "attendanceRecord", len(county.members)),
            ("leave.requested", "leaveRequest", 1),
        ]:
            commands = sum(one.command.mutation == mutation for one in answered)
            assert sum(event.type == event_type for event in log) == commands * each > 0
        assert (await verify_log(store, TENANT)).sound
    doubts = sum(caller.doubts for caller in callers)
    done_unheard = sum(caller.done_unheard for caller in callers)
    print(f"{doubts} commands in doubt, {done_unheard} of them done; {len(answered)} answered in all")  # noqa: T201
    assert doubts > KILLS
    assert 0 < done_unheard < doubts
    verified = run("log", "verify", settings=settings)
    assert verified.returncode == 0, verified.stdout
    assert "follow from the log" in verified.stdout


async def live_and_die(
    server: Mortal, callers: list[Caller], store: EventStore, chance: random.Random
) -> None:
    """Let the callers work, and kill the server in the midst of it: before its first answer, or after many."""

    def answers() -> int:
        return sum(len(caller.answered) for caller in callers)

    enough = answers() + chance.randint(0, MOST_ANSWERS)
    async with calling(server.address, store) as api:
        tasks = [asyncio.create_task(caller.work(api, asyncio.Event())) for caller in callers]
        try:
            await until(lambda: answers() >= enough, tasks)
            await asyncio.sleep(chance.uniform(0, LONGEST_MOMENT_SECONDS))
            server.kill()
            await asyncio.gather(*tasks)
        except AssertionError as error:
            error.add_note(server.said)
            raise


async def finish(server: Mortal, callers: list[Caller], store: EventStore) -> None:
    """Let every caller have its answer."""
    stop = asyncio.Event()
    async with calling(server.address, store) as api:
        stop.set()
        await asyncio.gather(*(caller.work(api, stop) for caller in callers))
    server.kill()
