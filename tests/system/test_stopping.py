"""A server that is told to stop finishes what it has begun, and takes its embedded PostgreSQL along."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from event_store.store import EventStore
from gridledger.embedded_postgres import EmbeddedPostgres
from gridledger.os_processes import command_line
from tests.api.client import TENANT
from tests.event_store.soundness import sound_log
from tests.support.postgres import temporary_directory
from tests.system.callers import callers_in, calling, expect_every_answer_in, opened_store, settle, until
from tests.system.processes import PATIENCE_SECONDS, Process, Serving, refused, run

CALLERS = 4

pytestmark = pytest.mark.faults


@pytest.fixture
def installation(postgres_binaries: Path | None) -> Iterator[dict[str, str]]:
    """A development installation with a database of its own, which is still to be made."""
    with temporary_directory() as directory:
        binaries = {"PG_BIN": str(postgres_binaries)} if postgres_binaries else {}
        yield {"GRIDLEDGER_DATA_DIR": str(directory), **binaries}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_what_was_begun_is_answered(installation: dict[str, str], number: signal.Signals) -> None:
    postgres = EmbeddedPostgres(Path(installation["GRIDLEDGER_DATA_DIR"]) / "postgres")
    async with opened_store(postgres.dsn(user="gridledger_app")) as store:
        with Serving(settings=installation) as server:
            async with calling(server.address, store) as api:
                county = await settle(api)
                callers = callers_in(county, CALLERS)
                work = [asyncio.create_task(caller.work(api, asyncio.Event())) for caller in callers]
                await until(lambda: sum(len(caller.answered) for caller in callers) > 30, work)
                database = int((postgres.data / "postmaster.pid").read_text().split()[0])
                server.process.send_signal(number)
                await asyncio.gather(*work)
                assert await asyncio.to_thread(server.process.wait, PATIENCE_SECONDS) == 0
            assert "Traceback" not in server.stderr
            assert '"level": "error"' not in server.stderr
            assert not command_line(database)

        with Serving(settings=installation) as server:
            async with calling(server.address, store) as api:
                stop = asyncio.Event()
                stop.set()
                await asyncio.gather(*(caller.work(api, stop) for caller in callers))
            log = await sound_log(store, TENANT)
            assert server.stop() == 0
    assert sum(caller.done_unheard for caller in callers) == 0
    answered = [one for caller in callers for one in caller.answered]
    expect_every_answer_in(log, answered, len(county.members))


def test_a_second_server_on_the_same_port_says_so(settings: dict[str, str]) -> None:
    with Serving(settings=settings) as server:
        port = str(urlsplit(server.address).port)
        second = run("serve", "--port", port, settings=settings)
        assert second.returncode == 1
        assert second.stderr == (
            "Error: Something else listens on this address already: choose another port with --port. "
            f"(127.0.0.1:{port}: Address already in use)\n"
        )
        assert server.stop() == 0


@pytest.mark.parametrize("host", ["192.0.2.1", "nowhere.invalid"])
def test_an_address_that_is_not_ours(host: str, settings: dict[str, str]) -> None:
    said = refused("serve", "--host", host, "--port", "0", settings=settings)
    assert said.startswith(f"Error: cannot listen on {host}:0 (")


async def test_a_worker_beside_a_server_stops_too(settings: dict[str, str], store: EventStore) -> None:
    with (
        Serving("--no-worker", settings=settings) as server,
        Process("worker", says="following the logs", settings=settings) as worker,
    ):
        async with calling(server.address, store) as api:
            await settle(api)  # reads its own writes, by read models that the other process keeps
        for process in (worker, server):
            assert process.stop() == 0
            assert "Traceback" not in process.stderr
