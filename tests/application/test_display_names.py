"""A name is in its table if, and only if, an event refers to it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from application.request import CommandResult, DisplayName
from domain.core.ids import uuid7
from domain.membership.commands import ConfirmMember, CorrectMember, RegisterMember
from domain.membership.events import MemberKind
from event_store.errors import QueueFullError
from event_store.pool import Pool
from event_store.store import EventStore
from event_store.waiting import AppendLimits
from tests.application.conftest import TENANT, CountyOffice, InterruptedStore, codes, office_on
from tests.support.entered import whole_county
from tests.unit.support.world import ANN, BRANCH, TODAY

MADE = ("member_id", "name_id")


def register(member_id: UUID | None = None) -> RegisterMember:
    return RegisterMember(
        member_id=member_id or uuid7(),
        branch_id=BRANCH,
        kind=MemberKind.PROBATIONARY,
        joined_on=TODAY,
        name_id=uuid7(),
    )


def name_of(command: RegisterMember, text: str = "文试甲") -> DisplayName:
    return DisplayName(command.name_id, command.member_id, text)


async def give(office: CountyOffice, command: RegisterMember, key: str = "once") -> CommandResult:
    return await office.give(command, key=key, made=MADE, display_name=name_of(command))


async def names(pool: Pool) -> set[UUID]:
    async with whole_county(pool, TENANT) as connection:
        rows = await connection.fetch("SELECT name_id FROM people.display_name WHERE tenant_id = $1", TENANT)
    return {row["name_id"] for row in rows}


async def test_a_name_comes_with_its_member(office: CountyOffice, pool: Pool) -> None:
    command = register()
    assert (await give(office, command)).accepted
    assert await names(pool) == {command.name_id}


async def test_a_repetition_brings_no_second_name(office: CountyOffice, pool: Pool) -> None:
    first = register()
    assert (await give(office, first)).accepted
    again = await give(office, register())  # with ids made anew
    assert again.target_id == first.member_id
    assert await names(pool) == {first.name_id}
    same = await give(office, first)  # with the client's own ids
    assert same.repeated
    assert await names(pool) == {first.name_id}


async def test_100_repetitions_at_once_leave_one_name(office: CountyOffice, pool: Pool) -> None:
    results = await asyncio.gather(*(give(office, register()) for _ in range(100)))
    (target,) = {result.target_id for result in results}
    async with whole_county(pool, TENANT) as connection:
        kept = await connection.fetch(
            "SELECT member_id FROM people.display_name WHERE tenant_id = $1", TENANT
        )
    assert [row["member_id"] for row in kept] == [target]


@pytest.mark.parametrize("field", ["branch_id", "joined_on"])
async def test_a_refusal_keeps_no_name(office: CountyOffice, pool: Pool, field: str) -> None:
    wrong: dict[str, Any] = {"branch_id": uuid7(), "joined_on": TODAY.replace(year=2100)}
    refused = await give(office, replace(register(), **{field: wrong[field]}))
    assert not refused.accepted
    assert await names(pool) == set()


async def test_a_reused_key_keeps_no_name(office: CountyOffice, pool: Pool) -> None:
    assert (await office.give(ConfirmMember(member_id=ANN), key="once")).accepted
    assert codes(await give(office, register())) == ["KEY_REUSED"]
    assert await names(pool) == set()


async def test_a_clock_that_goes_back_keeps_no_name(
    office: CountyOffice, pool: Pool, store: EventStore
) -> None:
    head = await store.head(TENANT)
    assert head.last_recorded_at is not None
    command = register()
    refused = await office.give(
        command,
        display_name=name_of(command),
        clock=head.last_recorded_at.replace(year=head.last_recorded_at.year - 1),
    )
    assert not refused.accepted
    assert await names(pool) == set()


async def test_one_that_is_turned_away_keeps_no_name(office: CountyOffice, pool: Pool) -> None:
    full = EventStore(pool, limits=AppendLimits(waiting=0))
    command = register()
    with pytest.raises(QueueFullError):
        await give(office_on(pool, full), command)
    assert await names(pool) == set()
    assert (await give(office, command)).accepted
    assert await names(pool) == {command.name_id}


async def test_a_race_that_is_lost_takes_the_name_back(
    office: CountyOffice, pool: Pool, interrupted: InterruptedStore
) -> None:
    """The member was corrected in the meantime; decided again, this correction is refused."""
    member = register()
    assert (await give(office, member)).accepted
    events = await interrupted.read_stream(TENANT, member.member_id)
    theirs, mine = uuid7(), uuid7()

    def correction(name_id: UUID) -> CorrectMember:
        return CorrectMember(
            member_id=member.member_id,
            corrects=events[0].event_id,
            name_id=name_id,
            reason="MISSPELT",
            expected_version=1,
        )

    interrupted.interruption = lambda: office.give(
        correction(theirs), display_name=DisplayName(theirs, member.member_id, "文试乙")
    )
    lost = await office_on(pool, interrupted).give(
        correction(mine), display_name=DisplayName(mine, member.member_id, "文试丙")
    )
    assert codes(lost) == ["CONFLICT"]
    assert await names(pool) == {member.name_id, theirs}


async def test_a_race_that_is_won_at_the_second_try_keeps_it(
    office: CountyOffice, pool: Pool, interrupted: InterruptedStore
) -> None:
    other, mine = register(), register()
    interrupted.interruption = lambda: give(office, other, key="other")
    assert (await give(office_on(pool, interrupted), mine, key="mine")).accepted
    assert await names(pool) == {other.name_id, mine.name_id}
