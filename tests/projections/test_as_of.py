"""As of a position, the read models say what a system says that stopped there.

About a day too, they say what a system says that was told nothing of later days: as far as handlers only copy what
events say. A handler that looks elsewhere (which grid covered a branch, what a correction amounts to) does so once,
with all that is known then.
"""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from domain.core import DomainEvent, Occurred
from domain.core.command import Command
from domain.development.events import AdmissionVoted
from domain.grids.events import GridDefined
from domain.leave.events import LeaveApproved, LeaveEvidenceHandedIn
from domain.meetings.commands import NotifyMeeting
from domain.meetings.events import MeetingNotified
from domain.organisation.events import OrganisationFounded, OrganisationMoved
from event_store.pool import Pool, make_pool
from event_store.records import LoggedEvent
from event_store.store import EventStore
from projections.framework.batches import ends_command
from projections.framework.parking import parked_streams
from projections.framework.read_model import ReadModel
from projections.framework.rows import Rows
from projections.framework.runner import Projector
from projections.framework.table import History, Key, Row
from projections.registry import READ_MODELS
from projections.tree import segment
from tests.projections.known import FIRST_DAY
from tests.projections.recount import Rows as TableRows
from tests.projections.stopped import KNOWN, StoppedSystem, rows_as_of, rows_now
from tests.projections.world import World
from tests.support.postgres import Database, Databases


class LateWorld(World):
    """A county in which much is entered days after it happened; but who was told when depends on what else was done."""

    def any_command(self) -> Command | None:
        command = super().any_command()
        if command is None or command.occurred_at is not None or isinstance(command, NotifyMeeting):
            return command
        if self.random.random() < 0.6:
            return command
        day = self.today - timedelta(days=self.random.choice([0, 1, 2, 10, 40]))
        return replace(command, occurred_at=Occurred.on(day))


@pytest.fixture
def other_database(databases: Databases) -> Iterator[Database]:
    database = databases.create()
    yield database
    databases.drop(database)


@pytest.fixture
async def other_pool(other_database: Database) -> AsyncIterator[Pool]:
    pool = await make_pool(other_database.dsn("gridledger_projector"), max_size=3)
    yield pool
    await pool.close()


async def ends_of_commands(world: World) -> list[int]:
    log = await world.store.read_log(world.tenant, 0, 1_000_000)
    return [record.position for number, record in enumerate(log) if ends_command(log, number)]


async def compare_at(world: World, position: int, pool: Pool, other_pool: Pool) -> None:
    for table in KNOWN:
        known = await rows_as_of(pool, world.tenant, table, position)
        assert known == await rows_now(other_pool, world.tenant, table), (table.name, position)


async def test_at_every_command_of_a_short_history(
    database: Database,
    other_database: Database,
    app_pool: Pool,
    other_pool: Pool,
    projector: Projector,
) -> None:
    world = LateWorld(app_pool, seed=11)
    await world.build(townships=1, branches=2, members=3)
    await world.live(120)
    await projector.run(world.tenant)
    stopped = StoppedSystem(world.tenant, database, other_database, other_pool)
    for position in await ends_of_commands(world):
        await stopped.go_to(position)
        await compare_at(world, position, app_pool, other_pool)


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_anywhere_in_a_long_history(
    database: Database,
    other_database: Database,
    app_pool: Pool,
    other_pool: Pool,
    projector: Projector,
    seed: int,
) -> None:
    world = LateWorld(app_pool, seed=seed)
    await world.build()
    for _ in range(4):
        await world.live(200)
        await projector.run(world.tenant)
    ends = await ends_of_commands(world)
    stopped = StoppedSystem(world.tenant, database, other_database, other_pool)
    for position in [*sorted(random.Random(seed).sample(ends, 12)), ends[-1]]:
        await stopped.go_to(position)
        await compare_at(world, position, app_pool, other_pool)


STATES = [table for table in KNOWN if table.history is History.RECTANGLES]
NOT_COPIED = {
    "grid_id",
    "version",
    "known_from",
    "set_mask",
}  # the latter two: a later event cuts a version in two


@pytest.mark.parametrize("seed", range(6))
async def test_known_at_a_position_about_a_day(
    database: Database,
    other_database: Database,
    app_pool: Pool,
    other_pool: Pool,
    projector_pool: Pool,
    seed: int,
) -> None:
    world = LateWorld(app_pool, seed=seed)
    await world.build()
    for _ in range(3):
        await world.live(200)
    days = await fold_and_see_days(projector_pool, world)
    chance = random.Random(seed)
    position = chance.choice((await ends_of_commands(world))[60:])
    day = chance.choice([days[n] for n in range(60, position + 1) if days[n] >= FIRST_DAY.date()])
    stopped = StoppedSystem(world.tenant, database, other_database, other_pool)
    await stopped.go_to(position, [n for n, when in days.items() if when > day])
    left_out = {event.originator_id for event in world.events if hasattr(event, "corrects")}
    for event in world.events:
        if isinstance(event, GridDefined) and event.parent_id in left_out:
            left_out.add(event.originator_id)  # its place follows from that of the node above
    left_out |= voted_out_of_order(world.events) | told_out_of_order(world.events, days)
    async with other_pool.acquire() as connection:
        left_out |= {one.stream_id for one in await parked_streams(connection)}
    compared = 0
    moved = segments_of_moved(world.events)
    for table in STATES:
        then = await rows_as_of(app_pool, world.tenant, table, position, day)
        there = await rows_now(other_pool, world.tenant, table)
        elsewhere = {key for rows in (then, there) for key, row in rows.items() if stood(row, moved)}
        known = copied(then, left_out, elsewhere)
        assert known == copied(there, left_out, elsewhere), table.name
        compared += len(known)
    assert compared > len(world.branches)


ADDED = MeetingNotified | LeaveEvidenceHandedIn | LeaveApproved
PLACED = {"org_path", "true_from"}  # the latter: with a place, a version begins


def voted_out_of_order(events: Iterable[DomainEvent]) -> set[UUID]:
    """Whose ballots were not entered in the order of their days: which of them counts, the last day decides."""
    found: set[UUID] = set()
    last: dict[UUID, date] = {}
    for event in events:
        if isinstance(event, AdmissionVoted):
            if event.on < last.get(event.originator_id, event.on):
                found.add(event.originator_id)
            last[event.originator_id] = max(event.on, last.get(event.originator_id, event.on))
    return found


def told_out_of_order(events: Iterable[DomainEvent], days: dict[int, date]) -> set[UUID]:
    """What was entered after something of a later day, and goes by that already.

    Of a notice, the meeting's status; of a paper or an approval of leave, the list that it is added to.
    """
    found: set[UUID] = set()
    last: dict[UUID, date] = {}
    for position, event in enumerate(events, start=1):
        day = days[position]
        if isinstance(event, ADDED) and day < last.get(event.originator_id, day):
            found.add(event.originator_id)
        last[event.originator_id] = max(day, last.get(event.originator_id, day))
    return found


async def fold_and_see_days(pool: Pool, world: World) -> dict[int, date]:
    """By position, the day from which an event counts."""
    days: dict[int, date] = {}

    def see(rows: Rows, event: DomainEvent, record: LoggedEvent) -> None:
        days[record.position] = rows.true_from

    models = [*READ_MODELS, ReadModel(name="days", tables=(), every=see)]
    await Projector(pool, EventStore(pool), models).run(world.tenant)
    return days


def segments_of_moved(events: Iterable[DomainEvent]) -> set[str]:
    """Of paths, those of organisations that went under another parent."""
    found = list(events)
    gone = {event.originator_id for event in found if isinstance(event, OrganisationMoved)}
    return {
        segment(position)
        for position, event in enumerate(found, start=1)
        if isinstance(event, OrganisationFounded) and event.originator_id in gone
    }


def copied(rows: TableRows, left_out: set[UUID], elsewhere: set[Key]) -> TableRows:
    """What handlers copied into the rows of streams that are not left out.

    Where something stands whose organisation moved, they look up once: of that, organisations alone are compared.
    """
    return {
        key: {
            name: value
            for name, value in row.items()
            if name not in NOT_COPIED and not (key in elsewhere and name in PLACED)
        }
        for key, row in rows.items()
        if not (key and key[0] in left_out)
    }


def stood(row: Row, moved: set[str]) -> bool:
    """Whether something that is no organisation stands at one that moved, or below it."""
    parts = row.get("org_path", "").split("/")
    return "placed_from" not in row and any(part + "/" in moved for part in parts)
