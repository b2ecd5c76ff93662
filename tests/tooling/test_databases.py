"""The fixtures themselves: databases from the template, and a cluster to kill."""

from pathlib import Path, PurePosixPath

import asyncpg
import pytest

from tests.support.postgres import Database, Databases, PrivateCluster
from tests.support.versions import ON_EVERY_SERVER, is_on_every_server


@pytest.mark.parametrize("place", ON_EVERY_SERVER)
def test_what_runs_on_every_server_is_there(place: str) -> None:
    found = Path(__file__).parents[1] / place
    assert [*found.glob("test_*.py")] if found.is_dir() else found.is_file()


def test_a_folder_s_files_run_wherever_it_does() -> None:
    assert is_on_every_server(PurePosixPath("event_store/test_append.py"))
    assert is_on_every_server(PurePosixPath("api/read/test_filters.py"))
    assert not is_on_every_server(PurePosixPath("api/read/test_ids.py"))


async def test_a_test_gets_an_empty_migrated_database_of_its_own(database: Database) -> None:
    connection = await asyncpg.connect(database.dsn())
    try:
        assert await connection.fetchval("SELECT current_database()") == database.name
        assert await connection.fetchval("SELECT to_regclass('public.schema_migration')") is not None
    finally:
        await connection.close()


async def test_databases_do_not_see_each_other(databases: Databases, database: Database) -> None:
    other = databases.create()
    connection = await asyncpg.connect(database.dsn())
    await connection.execute("CREATE TABLE public.only_here ()")
    await connection.close()
    connection = await asyncpg.connect(other.dsn())
    assert await connection.fetchval("SELECT to_regclass('public.only_here')") is None
    databases.drop(other)  # with the connection open
    with pytest.raises(asyncpg.PostgresError):
        await connection.fetchval("SELECT 1")
    await connection.close()


@pytest.mark.faults
async def test_a_private_cluster_survives_kill_without_losing_a_commit(
    private_cluster: PrivateCluster,
) -> None:
    connection = await asyncpg.connect(private_cluster.dsn())
    await connection.execute("CREATE TABLE public.kept AS SELECT 1 AS one")
    private_cluster.kill()
    with pytest.raises((asyncpg.PostgresError, asyncpg.InterfaceError, ConnectionError)):
        await connection.fetchval("SELECT 1")
    connection.terminate()
    private_cluster.start()
    connection = await asyncpg.connect(private_cluster.dsn())
    assert await connection.fetchval("SELECT one FROM public.kept") == 1
    await connection.close()
