"""What leave covers about a day: nothing until it was granted, and no less than was granted until it ended."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from domain.core import Occurred
from domain.core.command import Command
from domain.leave.commands import (
    CorrectLeave,
    ExtendLeave,
    GrantLeave,
    RequestLeave,
    RequestLeaveExtension,
    ReturnFromLeave,
    WithdrawLeave,
)
from domain.leave.events import LeaveKind
from event_store.pool import Pool
from projections.framework.runner import Projector
from projections.leaves import LEAVE
from tests.projections.stopped import rows_as_of
from tests.projections.world import World


class Leave:
    """One leave in a county of its own; days are counted from today."""

    def __init__(self, pool: Pool, world: World, leave_id: UUID) -> None:
        self.id = leave_id
        self.world = world
        self._pool = pool

    def day(self, days: int) -> date:
        return self.world.today + timedelta(days=days)

    def told_on(self, days: int) -> Occurred:
        return Occurred.on(self.day(days))

    async def send(self, *commands: Command) -> None:
        for command in commands:
            (result,) = await self.world.send([command])
            assert result.accepted, (command, result)

    async def about(self, *days: int) -> dict[int, list[Any]]:
        """Its status, its last day and the last that it covers, as is known now about some days."""
        told = {}
        for about in days:
            rows = await rows_as_of(
                self._pool, self.world.tenant, LEAVE, len(self.world.events), self.day(about)
            )
            row = rows[self.id,]
            last = (row[name] and (row[name] - self.world.today).days for name in ("to_on", "covers_to"))
            told[about] = [row["status"], *last]
        return told


async def asked_for(pool: Pool, from_on: int, to_on: int, said_on: int) -> Leave:
    world = World(pool, seed=1)
    await world.build(townships=1, branches=1, members=1)
    leave = Leave(pool, world, world.ids.new_id())
    await leave.send(
        RequestLeave(
            leave_id=leave.id,
            member_id=next(iter(world.members)),
            kind=LeaveKind.ILLNESS,
            from_on=leave.day(from_on),
            to_on=leave.day(to_on),
            occurred_at=leave.told_on(said_on),
        )
    )
    return leave


async def test_an_extension_that_is_entered_for_a_day_before_the_grant(
    app_pool: Pool, projector: Projector
) -> None:
    leave = await asked_for(app_pool, -3, 0, said_on=-2)
    await leave.send(
        GrantLeave(leave_id=leave.id),
        RequestLeaveExtension(leave_id=leave.id, to_on=leave.day(4)),
        ExtendLeave(leave_id=leave.id, occurred_at=leave.told_on(-1)),
    )
    await projector.run(leave.world.tenant)
    assert await leave.about(-1, 0) == {-1: ["PENDING", 4, None], 0: ["GRANTED", 4, 4]}


async def test_a_correction_after_the_return_says_nothing_of_it_about_days_before(
    app_pool: Pool, projector: Projector
) -> None:
    leave = await asked_for(app_pool, -6, 0, said_on=-6)
    await leave.send(
        GrantLeave(leave_id=leave.id, occurred_at=leave.told_on(-5)),
        ReturnFromLeave(leave_id=leave.id, on=leave.day(-1)),
        CorrectLeave(leave_id=leave.id, corrects=said(leave), kind=LeaveKind.PERSONAL, reason="WRONG_KIND"),
    )
    await projector.run(leave.world.tenant)
    assert await leave.about(-6, -5, -2, -1, 0) == {
        -6: ["PENDING", 0, None],
        -5: ["GRANTED", 0, 0],
        -2: ["GRANTED", 0, 0],
        -1: ["RETURNED", 0, -2],
        0: ["RETURNED", 0, -2],
    }


async def test_a_correction_of_what_was_withdrawn_after_the_grant(
    app_pool: Pool, projector: Projector
) -> None:
    """Until the day of the withdrawal it covered what was granted, as it is corrected."""
    leave = await asked_for(app_pool, -6, 0, said_on=-6)
    await leave.send(
        GrantLeave(leave_id=leave.id, occurred_at=leave.told_on(-5)),
        WithdrawLeave(leave_id=leave.id, occurred_at=leave.told_on(-1)),
        CorrectLeave(leave_id=leave.id, corrects=said(leave), to_on=leave.day(-1), reason="WRONG_DAY"),
    )
    await projector.run(leave.world.tenant)
    assert await leave.about(-6, -5, -2, -1) == {
        -6: ["PENDING", -1, None],
        -5: ["GRANTED", -1, -1],
        -2: ["GRANTED", -1, -1],
        -1: ["WITHDRAWN", -1, None],
    }


async def test_a_return_said_to_be_of_a_day_before_the_grant(app_pool: Pool, projector: Projector) -> None:
    """There was nothing to return from yet."""
    leave = await asked_for(app_pool, -6, 0, said_on=-6)
    await leave.send(
        GrantLeave(leave_id=leave.id, occurred_at=leave.told_on(-2)),
        ReturnFromLeave(leave_id=leave.id, on=leave.day(-4)),
    )
    await projector.run(leave.world.tenant)
    assert await leave.about(-4, -3, -2) == {
        -4: ["PENDING", 0, None],
        -3: ["PENDING", 0, None],
        -2: ["RETURNED", 0, -5],
    }


def said(leave: Leave) -> UUID:
    """The event by which it was asked for."""
    return next(one.event_id for one in leave.world.events if one.originator_id == leave.id)
