"""What the log has taken back gives no power, where the read models stand still, or one of their streams does."""

from __future__ import annotations

import asyncpg
import pytest

from domain.accounts.events import AccountLinked, PostGiven, PostRole
from domain.core import DomainEvent, Occurred
from domain.core.ids import uuid7
from event_store.records import Appended
from gridledger.embedded_postgres import SUPERUSER
from tests.api.client import TENANT, Api, key_of
from tests.api.county import TODAY, County, day
from tests.api.test_capacities import NOT_LINKED, NOT_YOURS, caught_up, give, link, refused, who
from tests.event_store.builders import command
from tests.projections.unknown_event import append_unknown_event
from tests.support.postgres import Database


async def stand_in_read_models(database: Database, *accounts: str) -> int:
    """How many of these accounts' links, and posts without an end, the read models still hold."""
    connection = await asyncpg.connect(database.dsn(SUPERUSER))
    found: int = await connection.fetchval(
        """SELECT (SELECT count(*) FROM read_model.account_link WHERE account_id = ANY ($1))
                + (SELECT count(*) FROM read_model.post WHERE to_on IS NULL)""",
        [key_of(account) for account in accounts],
    )
    await connection.close()
    return found


async def append(api: Api, event: DomainEvent) -> None:
    """Record what no command would."""
    (outcome,) = await api.store.append(TENANT, [command(event)])
    assert isinstance(outcome, Appended)


@pytest.mark.parametrize("ended", [0, -3])
async def test_of_a_county_whose_read_models_stand_still(
    county: County, database: Database, ended: int
) -> None:
    ann, ben = await link(county, county.members[0]), await link(county, county.members[1], "ben")
    post = await give(county, fromOn=day(-9))
    await caught_up(county)
    assert (await who(county, post))["role"] == "BRANCH_SECRETARY"
    assert (await who(county, account="ben"))["member"] == county.members[1]
    await append_unknown_event(database, TENANT)
    assert (await who(county, post))["role"] == "BRANCH_SECRETARY"

    await county.api.done("postEnd", postId=post, on=day(ended))
    assert await refused(county, post) == NOT_YOURS
    assert [one["id"] for one in (await who(county))["capacities"]] == ["MEMBER"]
    await county.api.done("accountUnlink", accountId=ben)
    assert await refused(county, account="ben") == NOT_LINKED
    await county.api.done("accountLink", accountId=ben, memberId=county.members[2])
    assert await refused(county, account="ben") == NOT_LINKED  # what is new waits for the read models
    assert await stand_in_read_models(database, ann, ben) == 3


async def test_an_end_to_come_takes_the_post_until_the_read_models_know_it(
    county: County, database: Database
) -> None:
    await link(county, county.members[0])
    post = await give(county)
    await caught_up(county)
    await county.api.done("postEnd", postId=post, on=day(9))
    await caught_up(county)
    assert (await who(county, post))["capacities"][1]["toOn"] == day(9)
    await append_unknown_event(database, TENANT)
    await county.api.done("postEnd", postId=post, on=day(8))
    assert await refused(county, post) == NOT_YOURS


async def test_of_streams_that_are_parked(county: County, database: Database) -> None:
    ann, ben = await link(county, county.members[0]), await link(county, county.members[1], "ben")
    post = await give(county)
    await caught_up(county)
    given_again = PostGiven(
        originator_id=key_of(post),
        originator_version=2,
        event_id=uuid7(),
        occurred_at=Occurred(day(0)),
        reason=None,
        member_id=key_of(county.members[0]),
        role=PostRole.BRANCH_SECRETARY,
        from_on=TODAY,
        organisation_id=key_of(county.branch),
    )
    linked_to_nobody = AccountLinked(
        originator_id=key_of(ben),
        originator_version=2,
        event_id=uuid7(),
        occurred_at=Occurred(day(0)),
        reason=None,
        member_id=uuid7(),
    )
    for event in (given_again, linked_to_nobody):
        await append(county.api, event)
    await county.api.done("postEnd", postId=post, on=day(0))
    await county.api.done("accountUnlink", accountId=ben)
    await caught_up(county)
    assert (await county.api.http.get("/readyz")).json()["readModels"]["parkedStreams"] == 2
    assert await stand_in_read_models(database, ann, ben) == 3
    assert await refused(county, post) == NOT_YOURS
    assert (await who(county))["role"] == "MEMBER"
    assert await refused(county, account="ben") == NOT_LINKED
