"""Text that is SQL, too long, or no text, in every argument of a subscription; and what is gone for a while."""

from __future__ import annotations

import asyncio
from typing import Any

import asyncpg

from gridledger.embedded_postgres import SUPERUSER
from tests.api.county import County
from tests.api.read.test_hostile_text import TEXTS
from tests.api.test_capacities import caught_up
from tests.subscriptions.conftest import Serve, Served
from tests.subscriptions.county import CHANGES, MEETING, ROLLUP, attend, positions
from tests.subscriptions.talking import ClosedError, talking
from tests.support.postgres import Database

NUMBERS = [-1, 2**53, 2**63, 1.5, True, "1", None, [1], {}]


def asked(county: County) -> list[tuple[str, dict[str, Any]]]:
    """Documents and variables that nobody should send."""
    found: list[tuple[str, dict[str, Any]]] = []
    for text in TEXTS:
        found += [
            (MEETING, {"id": text}),
            (ROLLUP, {"node": text, "month": "2026-01"}),
            (ROLLUP, {"node": county.township, "month": text}),
            (CHANGES, {"after": 0, "where": {"actor": {"eq": text}}}),
            (CHANGES, {"after": 0, "where": {"subject": text}}),
        ]
    for value in NUMBERS:
        found += [(CHANGES, {"after": value}), (CHANGES, {"first": value}), (MEETING, {"id": value})]
    return found


async def test_every_argument(county: County, serve: Serve) -> None:
    await caught_up(county)
    whole = await positions(county.api)
    codes: set[str] = set()
    async with serve(subscriptions_of_account=1000, requests_of_account=1000) as served:
        for query, variables in asked(county):
            async with talking(served.url, served.token(), **{"Accept-Language": "en"}) as talk:
                await talk.subscribe(query, variables)
                try:
                    message = await talk.hear(0.15)
                except TimeoutError:
                    continue
                except ClosedError as closed:  # half a surrogate pair is no JSON
                    codes.add(closed.reason.partition(":")[0])
                    continue
                told = message["payload"] if message["type"] == "error" else message["payload"].get("errors")
                codes |= {error["extensions"]["code"] for error in told or ()}
    assert codes == {"BAD_USER_INPUT", "NOT_FOUND"}
    assert await positions(county.api) == whole


# In place of the function that tells of changes, one that says that the database has too much to do.
_FULL = """DO $$ DECLARE told record; BEGIN
    SELECT pg_get_function_arguments(oid) AS given, pg_get_function_result(oid) AS result INTO told
      FROM pg_proc WHERE oid = 'read_model.marks_of'::regproc;
    ALTER FUNCTION read_model.marks_of RENAME TO gone;
    EXECUTE format('CREATE FUNCTION read_model.marks_of(%s) RETURNS %s LANGUAGE plpgsql AS
        ''BEGIN RAISE EXCEPTION USING ERRCODE = ''''53300''''; END''', told.given, told.result);
END $$"""


async def test_what_could_not_be_found_out_is_tried_again(
    county: County, served: Served, database: Database
) -> None:
    """Who has to be told of a change is asked until there is an answer: nobody waits in vain."""
    meeting = await county.meeting()
    await caught_up(county)
    async with talking(served.url, served.token()) as talk:
        await talk.subscribe(MEETING, {"id": meeting})
        await talk.item()
        owner = await asyncpg.connect(database.dsn(SUPERUSER))
        await owner.execute(_FULL)
        await attend(county, meeting, county.members[0])
        await talk.silence()
        await owner.execute("DROP FUNCTION read_model.marks_of")
        await owner.execute("ALTER FUNCTION read_model.gone RENAME TO marks_of")
        await owner.close()
        await asyncio.sleep(0)
        assert (await talk.item())["data"]["meeting"]["counts"]["present"] == 1
