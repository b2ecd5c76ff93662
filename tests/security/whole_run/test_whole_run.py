"""Row 31 over a whole run: the demo is loaded, served, asked, changed, attacked, loses its database and its tables, and
is looked after from the command line. Then everything that was written down on the way is searched.
"""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest

from gridledger.embedded_postgres import DATABASE, SUPERUSER, EmbeddedPostgres
from tests.security.test_nothing_told import MACHINERY, NUMBER
from tests.security.whole_run.day import ACCOUNTS, KEY, NAME, REASON_CODE, Day, day_at
from tests.support.postgres import temporary_directory
from tests.system.processes import SECRET, Process, run
from tests.system.told import untellable

LOOKING_AFTER = (("projections", "status"), ("projections", "parked"), ("log", "verify"), ("migrate",))
LOAD_SECONDS = 240.0  # where everything else is busy too

pytestmark = [pytest.mark.faults, pytest.mark.timeout(600)]


@pytest.fixture
def directory() -> Iterator[Path]:
    with temporary_directory() as directory:
        yield directory


async def test_nothing_of_persons_or_requests_is_written_down(directory: Path) -> None:
    settings = {"GRIDLEDGER_DATA_DIR": str(directory), "GRIDLEDGER_LOG_LEVEL": "debug"}
    postgres = EmbeddedPostgres(directory / "postgres")
    told = []
    with Process(
        "demo",
        "--port",
        "0",
        says="Ctrl-C stops",
        settings=settings,
        patience_seconds=LOAD_SECONDS,
        fresh=True,
    ) as demo:
        address = re.search(r"^API +(http://[^/]+)/graphql$", demo.stdout, re.MULTILINE)
        assert address
        banner = demo.stdout
        tokens = {account: run("token", account, settings=settings).stdout.strip() for account in ACCOUNTS}
        async with day_at(address[1], tokens) as day:
            await day.look()
            await day.record(*ACCOUNTS)
            await day.trouble()
            await break_a_table(postgres)
            await day.look()
            await day.record("county-secretary")
            os.kill(int((postgres.data / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
            await day.ask("inspector", "query Gone { members { nodes { displayName } } }")
        demo.stop()
        told += [demo.stderr, demo.stdout.removeprefix(banner)]
    for command in LOOKING_AFTER:
        ended = run(*command, settings=settings)
        told += [ended.stdout, ended.stderr]
    told.append((postgres.directory / "server.log").read_text(encoding="utf-8"))
    look_through("\n".join(told), day)
    assert not [name for name in day.names if name in banner]
    assert SECRET not in banner


async def break_a_table(postgres: EmbeddedPostgres) -> None:
    """One is gone, another refuses every row, which PostgreSQL then quotes to whoever asks it."""
    connection = await asyncpg.connect(postgres.dsn(DATABASE, SUPERUSER))
    await connection.execute("ALTER TABLE read_model.score_account RENAME TO hidden")
    await connection.execute("ALTER TABLE read_model.member ADD CONSTRAINT planted CHECK (false) NOT VALID")
    await connection.close()


def look_through(log: str, day: Day) -> None:
    """Neither the log nor any answer holds what it must not."""
    assert len(day.names) > 1000
    assert log.count('"event": "request"') >= len(day.answers) * 0.9
    assert untellable(log) == []
    assert '"field": "Query.scoreAccounts"' in log  # asked for by another name, while its table was gone
    secrets = {NAME, NUMBER, KEY, REASON_CODE, SECRET, *day.tokens.values(), *day.names, *day.sent}
    assert [text for text in secrets if text in log] == []
    for answer in day.answers:
        assert not [text for text in (KEY, SECRET, *MACHINERY) if text in answer], answer
        assert not [token for token in day.tokens.values() if token in answer]
