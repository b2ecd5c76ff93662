"""Display names: kept outside the log, by version, and taken back only where no event refers to them."""

from __future__ import annotations

from uuid import UUID

import asyncpg
import pytest

from domain.core.ids import uuid7
from domain.membership.events import MemberCorrected
from event_store.pool import Pool
from event_store.store import EventStore
from tests.event_store.builders import COUNTY, OTHER_COUNTY, WHEN, command
from tests.support.entered import whole_county
from tests.support.postgres import Database

PUT = "SELECT people.put_display_names($1, $2, $3, $4)"
DISCARD = "SELECT people.discard_display_names($1, $2)"


async def names(pool: Pool, tenant: str = COUNTY) -> dict[UUID, tuple[UUID, str]]:
    async with whole_county(pool, tenant) as connection:
        rows = await connection.fetch(
            "SELECT name_id, member_id, display_name FROM people.display_name WHERE tenant_id = $1", tenant
        )
    return {row["name_id"]: (row["member_id"], row["display_name"]) for row in rows}


async def test_every_version_of_a_name_is_kept(pool: Pool) -> None:
    member, old, new = uuid7(), uuid7(), uuid7()
    await pool.execute(PUT, COUNTY, [old], [member], ["王一"])
    await pool.execute(PUT, COUNTY, [new], [member], ["王二"])
    assert await names(pool) == {old: (member, "王一"), new: (member, "王二")}
    assert await names(pool, OTHER_COUNTY) == {}


async def test_a_version_never_changes(pool: Pool) -> None:
    member, name = uuid7(), uuid7()
    await pool.execute(PUT, COUNTY, [name], [member], ["王一"])
    await pool.execute(PUT, COUNTY, [name, uuid7()], [uuid7(), uuid7()], ["王二", "李三"])
    assert (await names(pool))[name] == (member, "王一")
    assert len(await names(pool)) == 2


@pytest.mark.parametrize("name", ["", "王" * 101])
async def test_a_name_is_neither_empty_nor_endless(pool: Pool, name: str) -> None:
    with pytest.raises(asyncpg.CheckViolationError):
        await pool.execute(PUT, COUNTY, [uuid7()], [uuid7()], [name])


async def test_names_of_refused_commands_are_taken_back(store: EventStore, pool: Pool) -> None:
    known, refused = uuid7(), uuid7()
    known_name, refused_name, kept_name = uuid7(), uuid7(), uuid7()
    await pool.execute(
        PUT,
        COUNTY,
        [known_name, refused_name, kept_name],
        [known, refused, refused],
        ["王一", "李三", "李四"],
    )
    referring = MemberCorrected(
        originator_id=known,
        originator_version=1,
        event_id=uuid7(),
        occurred_at=WHEN,
        reason="MISSPELT",
        corrects=uuid7(),
        name_id=known_name,
    )
    await store.append(COUNTY, [command(referring, subjects=[()])])
    await pool.execute(DISCARD, COUNTY, [known_name, refused_name])
    assert set(await names(pool)) == {known_name, kept_name}


async def test_the_projector_sees_no_name(database: Database) -> None:
    connection = await asyncpg.connect(database.dsn("gridledger_projector"))
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await connection.fetch("SELECT * FROM people.display_name")
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await connection.execute(PUT, COUNTY, [uuid7()], [uuid7()], ["王一"])
    await connection.close()
