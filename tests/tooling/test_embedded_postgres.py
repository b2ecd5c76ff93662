"""The embedded PostgreSQL: starts, stops, keeps its data, and never outlives or harms anything else."""

import os
import re
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest

from gridledger import os_processes
from gridledger.database import database_urls
from gridledger.embedded_postgres import EmbeddedPostgres, EmbeddedPostgresError, InUseError
from gridledger.settings import Settings
from tests.support.postgres import temporary_directory


@pytest.fixture
def directory() -> Iterator[Path]:
    with temporary_directory() as directory:
        yield directory / "postgres"


@pytest.fixture
def parent(directory: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that runs an embedded server in the directory until its input ends."""
    program = """
        import sys
        from pathlib import Path
        from gridledger.embedded_postgres import EmbeddedPostgres
        with EmbeddedPostgres(Path(sys.argv[1])) as postgres:
            print(postgres.pid, flush=True)
            sys.stdin.read()
    """
    command = [sys.executable, "-c", textwrap.dedent(program), str(directory)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield process  # and then its input ends, and with it the process


def _server_pid(parent: subprocess.Popen[str]) -> int:
    assert parent.stdout is not None
    return int(parent.stdout.readline())


async def test_keeps_its_data_over_a_restart(directory: Path) -> None:
    with EmbeddedPostgres(directory) as postgres:
        connection = await asyncpg.connect(postgres.dsn())
        await connection.execute("CREATE TABLE kept AS SELECT 'here' AS word")
        await connection.close()
    with EmbeddedPostgres(directory) as postgres:
        connection = await asyncpg.connect(postgres.dsn())
        assert await connection.fetchval("SELECT word FROM kept") == "here"
        await connection.close()


async def test_the_owner_of_the_database_is_no_superuser(directory: Path) -> None:
    with EmbeddedPostgres(directory) as postgres:
        connection = await asyncpg.connect(postgres.dsn())
        row = await connection.fetchrow("SELECT rolname, rolsuper FROM pg_roles WHERE rolname = current_user")
        assert row is not None
        assert tuple(row) == ("gridledger_owner", False)
        await connection.close()


async def test_is_open_to_its_own_user_only(directory: Path) -> None:
    with EmbeddedPostgres(directory) as postgres:
        assert postgres.directory.stat().st_mode & 0o777 == 0o700
        assert postgres.socket_directory.stat().st_mode & 0o777 == 0o700
        connection = await asyncpg.connect(postgres.dsn())
        assert await connection.fetchval("SHOW listen_addresses") == ""
        await connection.close()


async def test_text_sorts_by_bytes_and_knows_all_letters(directory: Path) -> None:
    with EmbeddedPostgres(directory) as postgres:
        connection = await asyncpg.connect(postgres.dsn())
        rows = await connection.fetch("SELECT unnest('{b,a,B,网}'::text[]) AS word ORDER BY word")
        assert [row["word"] for row in rows] == ["B", "a", "b", "网"]
        assert await connection.fetchval("SELECT upper('é')") == "É"
        await connection.close()


def test_a_second_process_is_refused(directory: Path, parent: subprocess.Popen[str]) -> None:
    server = _server_pid(parent)
    with pytest.raises(InUseError, match="set GRIDLEDGER_DATA_DIR"):
        EmbeddedPostgres(directory).start()
    assert os_processes.command_line(server)


async def test_a_second_command_shares_the_running_server(
    directory: Path, parent: subprocess.Popen[str]
) -> None:
    server = _server_pid(parent)
    settings = Settings.from_environment({"GRIDLEDGER_DATA_DIR": str(directory.parent)})
    with database_urls(settings) as urls:
        connection = await asyncpg.connect(urls.migration)
        assert await connection.fetchval("SELECT current_database()") == "gridledger"
        await connection.close()
    assert os_processes.command_line(server)


@pytest.mark.faults
def test_does_not_outlive_a_killed_parent(directory: Path, parent: subprocess.Popen[str]) -> None:
    server = _server_pid(parent)
    parent.kill()
    parent.wait()
    if sys.platform != "linux":  # where nothing tells it of the death, the next start ends it
        with EmbeddedPostgres(directory):
            pass
    assert os_processes.wait_until(lambda: not os_processes.command_line(server), 10.0)


@pytest.mark.faults
def test_an_orphan_is_stopped_before_a_new_start(directory: Path, parent: subprocess.Popen[str]) -> None:
    server = _server_pid(parent)
    os.kill(server, signal.SIGSTOP)  # deaf to the notice that its parent died, as on a system without one
    parent.kill()
    parent.wait()
    time.sleep(0.1)
    assert os_processes.command_line(server)
    os.kill(server, signal.SIGCONT)
    with EmbeddedPostgres(directory) as postgres:
        assert postgres.pid != server
        assert not os_processes.command_line(server)


def test_a_start_that_fails_says_why_and_leaves_nothing_running(directory: Path) -> None:
    postgres = EmbeddedPostgres(directory, settings={"shared_buffers": "nonsense"})
    with pytest.raises(EmbeddedPostgresError, match="invalid value for parameter"):
        postgres.start()
    with pytest.raises(EmbeddedPostgresError, match="not running"):
        _ = postgres.pid
    with EmbeddedPostgres(directory) as recovered:
        assert recovered.pid


def test_a_directory_of_another_version_is_refused(directory: Path) -> None:
    with EmbeddedPostgres(directory) as postgres:
        version = postgres.data / "PG_VERSION"
    version.write_text("14\n")
    with pytest.raises(EmbeddedPostgresError, match=r"made by PostgreSQL 14, .*set PG_BIN"):
        EmbeddedPostgres(directory).start()


def test_wrong_programs_are_refused(directory: Path) -> None:
    with pytest.raises(EmbeddedPostgresError, match="holds no PostgreSQL server that can run here"):
        EmbeddedPostgres(directory, binaries=Path("/usr/bin")).start()


async def test_a_long_path_is_no_obstacle(directory: Path) -> None:
    with EmbeddedPostgres(directory / ("long-" * 20)) as postgres:
        connection = await asyncpg.connect(postgres.dsn())
        assert re.match(r"\d+", await connection.fetchval("SHOW server_version"))
        await connection.close()
    postgres.socket_directory.rmdir()
