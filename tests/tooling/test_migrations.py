"""The migration runner against small directories of files, and against the project's own."""

import asyncio
from pathlib import Path

import asyncpg
import pytest

from migrations import MigrationError, MigrationStatus, migrate, status
from migrations.runner import DIRECTORY
from tests.support.postgres import Database


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "0001_first.sql").write_text("CREATE TABLE first (id int);\nINSERT INTO first VALUES (1);\n")
    (tmp_path / "0002_second.sql").write_text("CREATE TABLE second (id int);\n")
    return tmp_path


async def _fetch(database: Database, query: str) -> list[object]:
    connection = await asyncpg.connect(database.dsn())
    try:
        return [row[0] for row in await connection.fetch(query)]
    finally:
        await connection.close()


async def _status(database: Database, files: Path) -> MigrationStatus:
    connection = await asyncpg.connect(database.dsn())
    try:
        return await status(connection, files)
    finally:
        await connection.close()


async def test_applies_each_file_once_in_order(empty_database: Database, files: Path) -> None:
    assert (await _status(empty_database, files)).pending == ("0001_first.sql", "0002_second.sql")

    assert await migrate(empty_database.dsn(), files) == ["0001_first.sql", "0002_second.sql"]
    assert await migrate(empty_database.dsn(), files) == []

    assert (await _status(empty_database, files)).current
    assert await _fetch(empty_database, "SELECT id FROM first") == [1]


async def test_applies_only_what_is_new(empty_database: Database, files: Path) -> None:
    await migrate(empty_database.dsn(), files)
    (files / "0007_third.sql").write_text("CREATE TABLE third (id int);\n")
    assert await migrate(empty_database.dsn(), files) == ["0007_third.sql"]


async def test_several_processes_at_once_apply_each_file_once(empty_database: Database, files: Path) -> None:
    answers = await asyncio.gather(*(migrate(empty_database.dsn(), files) for _ in range(4)))
    assert sorted(answers) == [[], [], [], ["0001_first.sql", "0002_second.sql"]]


async def test_refuses_a_file_that_changed_after_it_was_applied(
    empty_database: Database, files: Path
) -> None:
    await migrate(empty_database.dsn(), files)
    (files / "0001_first.sql").write_text("CREATE TABLE first (id bigint);\n")
    (files / "0003_third.sql").write_text("CREATE TABLE third (id int);\n")

    with pytest.raises(MigrationError, match=r"0001_first\.sql was changed after it was applied; restore"):
        await migrate(empty_database.dsn(), files)
    assert await _fetch(empty_database, "SELECT to_regclass('third')::text") == [None]


async def test_refuses_a_database_that_is_ahead(empty_database: Database, files: Path) -> None:
    await migrate(empty_database.dsn(), files)
    (files / "0002_second.sql").unlink()
    with pytest.raises(MigrationError, match=r"the database is ahead: it has migration 0002"):
        await migrate(empty_database.dsn(), files)
    with pytest.raises(MigrationError, match="run the newer version"):
        await _status(empty_database, files)


async def test_refuses_a_new_file_with_an_old_number(empty_database: Database, files: Path) -> None:
    (files / "0001_first.sql").rename(files.parent / "kept.sql")
    await migrate(empty_database.dsn(), files)
    (files.parent / "kept.sql").rename(files / "0001_first.sql")
    with pytest.raises(MigrationError, match=r"0001_first\.sql has a lower number .* next free number, 0003"):
        await migrate(empty_database.dsn(), files)


async def test_a_failing_file_leaves_nothing_of_itself(empty_database: Database, files: Path) -> None:
    (files / "0002_second.sql").write_text("CREATE TABLE second (id int);\nSELECT 1 / 0;\n")
    with pytest.raises(
        MigrationError, match=r"0002_second\.sql failed, it was rolled back: division by zero"
    ):
        await migrate(empty_database.dsn(), files)
    assert await _fetch(empty_database, "SELECT to_regclass('second')::text") == [None]
    assert (await _status(empty_database, files)).applied == ("0001_first.sql",)


async def test_a_file_may_do_without_a_transaction(empty_database: Database, files: Path) -> None:
    (files / "0003_index.sql").write_text(
        "-- no-transaction\n"
        "-- These statements cannot run inside one.\n"
        "CREATE INDEX CONCURRENTLY IF NOT EXISTS first_id\n    ON first (id);\n\n"
        "CREATE INDEX CONCURRENTLY IF NOT EXISTS second_id ON second (id);\n-- The end.\n"
    )
    assert (await migrate(empty_database.dsn(), files))[-1] == "0003_index.sql"
    assert await _fetch(empty_database, "SELECT count(*) FROM pg_indexes WHERE indexname ~ '_id$'") == [2]


async def test_waiting_processes_do_not_block_a_concurrent_index(
    empty_database: Database, files: Path
) -> None:
    (files / "0003_index.sql").write_text("-- no-transaction\nCREATE INDEX CONCURRENTLY ON first (id);\n")
    async with asyncio.timeout(20):
        await asyncio.gather(*(migrate(empty_database.dsn(), files) for _ in range(3)))


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("3_third.sql", r"3_third\.sql is not named like 0001_lower_case\.sql"),
        ("0002_again.sql", r"0002_again\.sql and 0002_second\.sql share a number"),
    ],
)
async def test_refuses_badly_numbered_files(files: Path, name: str, says: str) -> None:
    (files / name).write_text("SELECT 1;\n")
    with pytest.raises(MigrationError, match=says):
        await migrate("postgresql://nowhere.invalid/", files)


async def test_the_project_migrates_an_empty_database_and_then_rests(empty_database: Database) -> None:
    applied = await migrate(empty_database.dsn())
    assert applied == sorted(path.name for path in DIRECTORY.glob("*.sql"))
    assert await migrate(empty_database.dsn()) == []
