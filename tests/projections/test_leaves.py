"""What leave covers about a day: nothing until it was granted, whichever day an extension is said to be of."""

from __future__ import annotations

from datetime import timedelta

from domain.core import Occurred
from domain.leave.commands import ExtendLeave, GrantLeave, RequestLeave, RequestLeaveExtension
from domain.leave.events import LeaveKind
from event_store.pool import Pool
from projections.framework.runner import Projector
from projections.leaves import LEAVE
from tests.projections.stopped import rows_as_of
from tests.projections.world import World


async def test_an_extension_that_is_entered_for_a_day_before_the_grant(
    app_pool: Pool, projector: Projector
) -> None:
    world = World(app_pool, seed=1)
    await world.build(townships=1, branches=1, members=1)
    leave_id = world.ids.new_id()
    today, before = world.today, world.today - timedelta(days=1)
    asked = RequestLeave(
        leave_id=leave_id,
        member_id=next(iter(world.members)),
        kind=LeaveKind.ILLNESS,
        from_on=today - timedelta(days=3),
        to_on=today,
        occurred_at=Occurred.on(today - timedelta(days=2)),
    )
    later = today + timedelta(days=4)
    commands = (
        asked,
        GrantLeave(leave_id=leave_id),
        RequestLeaveExtension(leave_id=leave_id, to_on=later),
        ExtendLeave(leave_id=leave_id, occurred_at=Occurred.on(before)),
    )
    for command in commands:
        (result,) = await world.send([command])
        assert result.accepted, (command, result)
    await projector.run(world.tenant)
    told = {}
    for day in (before, today):
        rows = await rows_as_of(app_pool, world.tenant, LEAVE, len(world.events), day)
        told[day] = [rows[(leave_id,)][name] for name in ("status", "to_on", "covers_to")]
    assert told == {before: ["PENDING", later, None], today: ["GRANTED", later, later]}
