"""Rehearsals: one at a time in a process and of an account, never for ever, and beside the loop that answers others."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from application.access import SCOPES
from application.actor import Actor, Role
from domain.core.ids import RandomIds
from graphql_api.errors import ApiError, ErrorCode
from graphql_api.rehearsals import running
from graphql_api.rehearsals.sight import Sight, sight_of
from graphql_api.rehearsals.turns import Turns
from projections.compliance.rehearsal.outcome import TooLongError

COUNTY, TOWNSHIP, OTHER, BRANCH = (RandomIds().new_id() for _ in range(4))
NOTHING, ALL = Sight(False, False, False, False), Sight(True, True, True, True)
COUNTS = Sight(counts=True, organisations=False, figures=True, persons=True)
OF_VERDICTS = Sight(counts=True, organisations=False, figures=False, persons=False)
OF_MANY = Sight(counts=True, organisations=False, figures=True, persons=False)


async def code_of(entering: Any) -> tuple[ErrorCode, int]:
    with pytest.raises(ApiError) as caught:
        async with entering:
            pass
    assert caught.value.retry_after_seconds
    return caught.value.code, caught.value.status


async def test_an_account_waits_for_no_turn_while_it_has_one() -> None:
    turns = Turns()
    async with turns.of("a"):
        assert await code_of(turns.of("a")) == (ErrorCode.THROTTLED, 429)
    async with turns.of("a"):
        pass


async def test_others_wait_for_the_turn_and_not_for_ever() -> None:
    turns, order = Turns(wait_seconds=0.05), []
    async with turns.of("a"):
        assert await code_of(turns.of("b")) == (ErrorCode.THROTTLED, 503)

    async def take(account: str) -> None:
        async with turns.of(account):
            order.append(account)
            await asyncio.sleep(0.005)
            order.append(account)

    await asyncio.gather(*(take(account) for account in "abc"))
    assert order == ["a", "a", "b", "b", "c", "c"]


async def test_a_turn_that_failed_is_over() -> None:
    turns = Turns(wait_seconds=0.05)
    for _ in range(2):
        with pytest.raises(ValueError, match="of a kind"):
            async with turns.of("a"):
                raise ValueError("of a kind")


@pytest.mark.parametrize(
    ("actor", "line", "sight"),
    [
        (Actor("a", Role.COUNTY_SECRETARY), (BRANCH, TOWNSHIP, COUNTY), ALL),
        (Actor("a", Role.INSPECTOR), (BRANCH, TOWNSHIP, COUNTY), ALL),
        (Actor("a", Role.INSPECTOR, place=TOWNSHIP), (BRANCH, TOWNSHIP, COUNTY), ALL),
        (Actor("a", Role.INSPECTOR, place=TOWNSHIP), (COUNTY,), NOTHING),
        (Actor("a", Role.TOWNSHIP_SECRETARY, place=TOWNSHIP), (BRANCH, TOWNSHIP, COUNTY), ALL),
        (Actor("a", Role.TOWNSHIP_SECRETARY, place=TOWNSHIP), (TOWNSHIP, COUNTY), ALL),
        (Actor("a", Role.TOWNSHIP_SECRETARY, place=TOWNSHIP), (COUNTY,), NOTHING),
        (Actor("a", Role.TOWNSHIP_SECRETARY, place=TOWNSHIP), (BRANCH, OTHER, COUNTY), NOTHING),
        (Actor("a", Role.BRANCH_SECRETARY, place=BRANCH), (BRANCH, TOWNSHIP, COUNTY), COUNTS),
        (Actor("a", Role.BRANCH_SECRETARY, place=BRANCH), (TOWNSHIP, COUNTY), NOTHING),
        (Actor("a", Role.INTEGRATOR, scopes=frozenset({"life:read"})), (COUNTY,), OF_VERDICTS),
        (
            Actor("a", Role.INTEGRATOR, scopes=frozenset({"life:read", "persons:read"})),
            (COUNTY,),
            OF_VERDICTS,
        ),
        (Actor("a", Role.INTEGRATOR, scopes=frozenset({"life:read", "figures:read"})), (COUNTY,), OF_MANY),
        (Actor("a", Role.INTEGRATOR, scopes=frozenset(SCOPES)), (COUNTY,), COUNTS),
        (Actor("a", Role.INTEGRATOR, scopes=frozenset(SCOPES) - {"life:read"}), (COUNTY,), NOTHING),
        (Actor("a", Role.INSPECTOR, scopes=frozenset({"figures:read"})), (COUNTY,), NOTHING),
        (Actor("a", Role.OPERATOR), (COUNTY,), NOTHING),
        (Actor("a", Role.MEMBER, member_id=RandomIds().new_id()), (BRANCH, TOWNSHIP, COUNTY), NOTHING),
        (Actor("a", Role.GRID_WORKER, grid=RandomIds().new_id()), (COUNTY,), NOTHING),
    ],
    ids=lambda given: given.role.value if isinstance(given, Actor) else "",
)
def test_who_is_told_what(actor: Actor, line: Any, sight: Sight) -> None:
    assert sight_of(actor, line) == sight


async def test_the_loop_goes_on_and_the_time_is_bounded() -> None:
    """What is judged is asked whether its time is over, and the loop turns meanwhile."""
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        while True:
            ticks += 1
            await asyncio.sleep(0.001)

    def judge(is_over: Callable[[], bool]) -> None:
        while not is_over():
            sum(range(1000))
        raise TooLongError

    ticking = asyncio.create_task(tick())
    with pytest.raises(ApiError) as caught:
        await running.beside(judge, seconds=0.2)
    ticking.cancel()
    assert caught.value.code is ErrorCode.TIMEOUT
    assert ticks > 5


async def test_nobody_waits_for_what_nobody_asks_for_any_more() -> None:
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()

    def judge(is_over: Callable[[], bool]) -> None:
        while not is_over():
            pass
        loop.call_soon_threadsafe(ended.set)
        raise TooLongError

    running_ = asyncio.create_task(running.beside(judge, seconds=60.0))
    await asyncio.sleep(0.02)
    running_.cancel()
    await asyncio.wait_for(ended.wait(), 5)
