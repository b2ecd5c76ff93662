"""Who holds which post on a day, and whose account is whose: by the events, and by what requests ask."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from domain.accounts.events import PostEnded, PostGiven, account_id
from domain.accounts.state import Post
from event_store.pool import Pool
from projections.framework.runner import Projector
from tests.projections.facts import Facts
from tests.projections.world import World

ACCOUNTS = [account_id("https://issuer.test", f"account-{number}") for number in range(6)]
Held = set[tuple[UUID, UUID | None]]  # member and post; without posts, the member alone


class Holders:
    """By the domain's own state of each post; who has left the county holds none."""

    def __init__(self, world: World) -> None:
        self._facts = Facts(world.events)
        streams: dict[UUID, list[PostGiven | PostEnded]] = {}
        for event in world.events:
            if isinstance(event, PostGiven | PostEnded):
                streams.setdefault(event.originator_id, []).append(event)
        self._posts = [Post.fold(id_, events) for id_, events in streams.items()]

    def held(self, account: UUID, day: date) -> Held:
        """What an account holds on a day."""
        link = self._facts.links.get(account)
        if link is None:
            return set()
        if link[0] in self._facts.left:
            return {(link[0], None)}
        mine: Held = {
            (link[0], post.id) for post in self._posts if post.member_id == link[0] and post.in_force(day)
        }
        return mine or {(link[0], None)}


async def found_by_requests(
    pool: Pool, world: World, today: date
) -> list[tuple[UUID, date, list[tuple[UUID, UUID | None]]]]:
    """What each account is found to be on the days about one."""
    found = []
    async with pool.acquire() as connection:
        for account in ACCOUNTS:
            for days in range(-60, 61, 6):
                day = today + timedelta(days=days)
                rows = await connection.fetch(
                    "SELECT * FROM read_model.capacities_of($1, $2, $3)", world.tenant, account, day
                )
                found.append((account, day, [(row["member_id"], row["post_id"]) for row in rows]))
    return found


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_a_request_finds_what_the_events_say(app_pool: Pool, projector: Projector, seed: int) -> None:
    world = World(app_pool, seed=seed)
    await world.build()
    seen = 0
    for _ in range(4):
        await world.live(200)
        await projector.run(world.tenant)
        holders = Holders(world)
        for account, day, found in await found_by_requests(app_pool, world, world.today):
            assert set(found) == holders.held(account, day)
            assert len(set(found)) == len(found)
            seen += sum(post is not None for _, post in found)
    assert seen > 20  # posts in force, of accounts that are somebody's


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_before_the_read_models_follow_nothing_is_found_that_was_taken(
    app_pool: Pool, projector: Projector, seed: int
) -> None:
    world = World(app_pool, seed=seed)
    await world.build()
    taken = 0
    for _ in range(4):
        await world.live(100)
        await projector.run(world.tenant)
        today = world.today
        before = await found_by_requests(app_pool, world, today)
        await world.live(250)
        after = await found_by_requests(app_pool, world, today)
        holders = Holders(world)
        for (account, day, known), (_, _, found) in zip(before, after, strict=True):
            held = holders.held(account, day)
            assert {member for member, _ in found} <= {member for member, _ in held}
            assert {one for one in found if one[1] is not None} <= held
            taken += len(set(known) - set(found))
    assert taken
