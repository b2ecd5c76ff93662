"""The tables beneath: what each role of the database may do with them, and what row security leaves of them."""

from __future__ import annotations

from datetime import timedelta

import asyncpg
import pytest

from application.read_audit import Retention
from event_store.connections import Connections
from event_store.pool import make_pool
from tests.api.client import TENANT, key_of
from tests.documents.conftest import Office
from tests.support.postgres import Database

ENTER = "SELECT set_config('gridledger.entered', $1, true)"


async def sealed_as(database: Database, seen: str) -> set[str]:
    """Ids of the sealed texts that the server's role finds, entered as one who sees so much."""
    connection = await asyncpg.connect(database.dsn("gridledger_app"))
    try:
        async with connection.transaction():
            await connection.execute(ENTER, seen)
            return {
                str(row["document_id"]) for row in await connection.fetch("SELECT * FROM sealed.document")
            }
    finally:
        await connection.close()


async def test_row_security_holds_texts_to_what_the_caller_sees(office: Office, database: Database) -> None:
    county = office.county
    of_member = str(key_of(await office.seal()))
    of_branch = str(key_of(await office.seal("记录", organisationId=county.branch, kind="MINUTES")))
    paths = {
        row["organisation_id"]: row["org_path"]
        for row in await office.tables.fetch("SELECT organisation_id, org_path FROM read_model.organisation")
    }
    branch, beside = (paths[key_of(place)] for place in (county.branch, county.other_branch))
    me = key_of(county.members[0])
    assert await sealed_as(database, "") == set()
    assert await sealed_as(database, TENANT) == set()
    assert await sealed_as(database, f"{TENANT}\nPERSON=/\nORGANISATION_LIFE=/") == set()
    assert await sealed_as(database, f"{TENANT}\nDOCUMENTS={branch}") == {of_member, of_branch}
    assert await sealed_as(database, f"{TENANT}\nDOCUMENTS={beside}") == set()
    assert await sealed_as(database, f"{TENANT}\nDOCUMENTS.SELF={me}") == {of_member}
    assert await sealed_as(database, "another county\nDOCUMENTS=/") == set()


@pytest.mark.parametrize("role", ["gridledger_app", "gridledger_projector"])
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE sealed.document SET sealed = ''",
        "DELETE FROM sealed.document",
        "INSERT INTO sealed.document VALUES ('a', gen_random_uuid(), '')",
        "UPDATE read_audit.opening SET account = 'nobody'",
        "DELETE FROM read_audit.opening",
        "TRUNCATE read_audit.opening",
    ],
)
async def test_no_role_of_the_program_changes_them(database: Database, role: str, statement: str) -> None:
    connection = await asyncpg.connect(database.dsn(role))
    try:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute(statement)
    finally:
        await connection.close()


async def test_a_text_of_which_an_event_tells_is_not_taken_back(office: Office, database: Database) -> None:
    """Nor taken away as erased before the log says so."""
    document = key_of(await office.seal())
    connection = await asyncpg.connect(database.dsn("gridledger_app"))
    try:
        taken = await connection.fetch("SELECT * FROM sealed.discard_documents($1, $2)", TENANT, [document])
        assert taken == []
        await connection.execute("SELECT sealed.erase_document($1, $2)", TENANT, document)
    finally:
        await connection.close()
    assert await office.tables.fetchval("SELECT count(*) FROM sealed.document") == 1


async def test_openings_are_kept_as_long_as_readings(office: Office, database: Database) -> None:
    document = await office.seal()
    for _ in range(3):
        await office.text(document)
    old, young, _ = await office.openings()
    for opening, days in ((old, 101), (young, 99)):
        await office.tables.execute(
            "UPDATE read_audit.opening SET opened_at = now() - $2::interval WHERE opening_id = $1",
            opening["opening_id"],
            timedelta(days=days),
        )
    pool = await make_pool(database.dsn("gridledger_projector"))
    try:
        assert await Retention(Connections(pool), days=100).run() == 1
    finally:
        await pool.close()
    left = await office.openings()
    assert len(left) == 2
    assert left[0]["opening_id"] == young["opening_id"]
