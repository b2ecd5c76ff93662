"""What closed periods came to is announced once, by whoever is at it, and superseded when facts say otherwise."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from application.executor import CommandExecutor
from application.request import CommandRequest, CommandResult
from domain.core import DomainEvent
from domain.meetings.commands import CorrectMeeting
from domain.meetings.events import MeetingKind
from domain.policies.commands import AnnulAdoption, EndAdoption
from domain.policies.kinds.meeting_frequency import MeetingFrequency
from domain.policies.periods import Unit
from domain.verdicts.announcing import is_to_announce
from domain.verdicts.events import VerdictAnnounced, VerdictSuperseded
from event_store.pool import Pool
from projections.compliance.announcing import stand_in
from projections.compliance.slots import last_closed
from projections.compliance.tables import ANNOUNCEMENT, COMPLIANCE, UNANNOUNCED
from tests.projections.compliance.disturbed import OPENED, Disturbed
from tests.projections.compliance.everything import Everything
from tests.projections.compliance.office import Office, pack

LECTURE = MeetingKind.PARTY_LECTURE


def lectures(version: str = "1", at_least: int = 1, per: Unit = Unit.QUARTER) -> Any:
    rule = MeetingFrequency(meeting=LECTURE, per=per, at_least=at_least, partial_period="not_required")
    return pack("county", version, {"lecture": rule})


def told(events: Sequence[DomainEvent]) -> list[tuple[str, str, int | None]]:
    return [(event.TOPIC, event.status.value, event.held) for event in events]  # type: ignore[attr-defined]


async def missed(office: Office) -> UUID:
    """A branch without a lecture in the first quarter, announced."""
    branch = await office.found()
    await office.adopt(lectures())
    await office.until(date(2026, 4, 1))
    assert await office.announce() == 1
    return branch


async def test_once_the_last_day_is_closed_and_not_before(office: Office) -> None:
    branch, other = await office.found(), await office.found()
    await office.adopt(lectures())
    await office.meet(other, LECTURE)
    await office.until(date(2026, 3, 31))
    assert await office.announce() == 0
    await office.until(date(2026, 4, 1))
    assert await office.announce() == 1
    assert await office.announce() == 0
    assert await office.announced(other) == []
    (event,) = await office.announced(branch)
    assert isinstance(event, VerdictAnnounced)
    assert (event.series, event.node_id, event.period) == ("county/lecture", office.committee, "2026-Q1")
    assert (event.from_on, event.to_on, event.unit) == (date(2026, 1, 1), date(2026, 3, 31), Unit.QUARTER)
    assert (event.status.value, event.required, event.held, event.verified) == ("MISSED", 1, 0, 0)


async def test_a_late_entry_supersedes_it(office: Office) -> None:
    branch = await missed(office)
    await office.meet(branch, LECTURE, on=date(2026, 3, 20))
    assert await office.announce() == 1
    first, second = await office.announced(branch)
    assert told([first, second]) == [("verdict.announced", "MISSED", 0), ("verdict.superseded", "PASSED", 1)]
    assert isinstance(second, VerdictSuperseded)
    assert second.supersedes == first.event_id
    assert len(second.rests_on) == 2  # planned and concluded
    assert await office.is_sound()


async def test_a_correction_takes_it_back_again(office: Office) -> None:
    branch = await missed(office)
    meeting = await office.meet(branch, LECTURE, on=date(2026, 3, 20))
    await office.announce()
    planned = (await office.events_of(meeting))[0].event_id
    await office.do(
        CorrectMeeting(meeting_id=meeting, corrects=planned, held_on=date(2026, 4, 1), reason="WRONG_DAY")
    )
    assert await office.announce() == 1
    assert [status for _, status, _ in told(await office.announced(branch))] == ["MISSED", "PASSED", "MISSED"]


async def test_a_rule_adopted_with_past_effect(office: Office) -> None:
    branch = await missed(office)
    await office.do(
        AnnulAdoption(node_id=office.committee, series="county/lecture", since=OPENED, reason="BY_MISTAKE")
    )
    await office.adopt(lectures("2", at_least=2), since=OPENED)
    assert await office.announce() == 1
    first, last = await office.announced(branch)
    assert (last.required, last.status.value) == (2, "MISSED")  # type: ignore[attr-defined]
    assert last.version_id != first.version_id  # type: ignore[attr-defined]


async def test_a_rule_first_adopted_with_past_effect(office: Office) -> None:
    branch = await office.found()
    await office.until(date(2026, 4, 10))
    await office.adopt(lectures(), since=OPENED)
    assert await office.announce() == 1
    assert told(await office.announced(branch)) == [("verdict.announced", "MISSED", 0)]


async def test_an_adoption_that_ends_leaves_what_was_earned(office: Office) -> None:
    branch = await missed(office)
    await office.do(EndAdoption(node_id=office.committee, series="county/lecture", until=date(2026, 4, 1)))
    assert await office.announce() == 0
    await office.until(date(2026, 7, 2))
    assert await office.announce() == 0
    assert len(await office.announced(branch)) == 1


async def test_an_annulled_adoption_voids_it(office: Office) -> None:
    branch = await missed(office)
    await office.do(
        AnnulAdoption(node_id=office.committee, series="county/lecture", since=OPENED, reason="BY_MISTAKE")
    )
    assert await office.announce() == 1
    assert told(await office.announced(branch))[-1] == ("verdict.superseded", "VOID", None)
    assert await office.is_sound()


async def test_workers_side_by_side_announce_nothing_twice(office: Office) -> None:
    branches = [await office.found() for _ in range(6)]
    await office.adopt(lectures())
    await office.until(date(2026, 4, 1))
    await office.project()
    workers = [office.announcer() for _ in range(4)]
    counts = await asyncio.gather(*(worker.run(office.tenant) for worker in workers))
    assert sum(counts) == len(branches)
    assert await office.announce() == 0
    assert [len(await office.announced(branch)) for branch in branches] == [1] * len(branches)


class Interrupted:
    """An executor before which something happens: between a worker's look and its append."""

    def __init__(self, executor: CommandExecutor, before: Any) -> None:
        self._executor, self._before = executor, before

    async def execute_many(self, requests: Sequence[CommandRequest]) -> list[CommandResult]:
        await self._before()
        return await self._executor.execute_many(requests)


async def test_a_worker_that_is_overtaken_is_superseded_at_the_next_look(office: Office) -> None:
    """It saw none of the late entry; whoever did had nothing to announce, and looks again."""
    branch = await office.found()
    await office.adopt(lectures())
    await office.until(date(2026, 4, 1))
    await office.project()

    async def others() -> None:
        await office.meet(branch, LECTURE, on=date(2026, 3, 30))
        assert await office.announce() == 0

    stale = office.announcer(Interrupted(office.executor, others))  # type: ignore[arg-type]
    assert await stale.run(office.tenant) == 1
    assert await office.announce() == 1
    assert [status for _, status, _ in told(await office.announced(branch))] == ["MISSED", "PASSED"]


async def test_a_worker_that_dies_before_its_append_loses_nothing(office: Office) -> None:
    branches = [await office.found() for _ in range(3)]
    await office.adopt(lectures())
    await office.until(date(2026, 4, 1))
    await office.project()

    async def dies() -> None:
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        await office.announcer(Interrupted(office.executor, dies)).run(office.tenant)  # type: ignore[arg-type]
    assert await office.announce() == len(branches)
    assert [len(await office.announced(branch)) for branch in branches] == [1, 1, 1]


async def test_it_goes_on_by_itself_until_it_is_stopped(office: Office) -> None:
    branch = await office.found()
    await office.adopt(lectures())
    await office.until(date(2026, 4, 1))
    stop = asyncio.Event()
    with office.store.wakeups.register(office.tenant) as appended:
        following = asyncio.create_task(office.announcer().run_forever(stop, poll_seconds=0.01))
        try:
            await office.project()
            appended.clear()
            async with asyncio.timeout(20):
                await appended.wait()
        finally:
            stop.set()
            await following
    assert len(await office.announced(branch)) == 1
    assert await office.announce() == 0


async def live(office: Office, seed: int, *, late: bool) -> dict[tuple[int, str], tuple[Any, ...]]:
    """The same facts of three months, as they happen or afterwards in any order; what is announced in the end."""
    chance, shuffled = random.Random(seed), random.Random(seed + 100)
    await office.open()
    branches = [await office.found(on=OPENED) for _ in range(3)]
    facts = [(n, OPENED + timedelta(days=chance.randrange(85))) for n in range(3) for _ in range(2)]
    facts.sort(key=lambda one: one[1])
    if late:
        shuffled.shuffle(facts)
        await office.until(date(2026, 4, 1))
    for number, (branch, day) in enumerate(facts):
        if number == (4 if late else 0):
            await office.adopt(lectures(per=Unit.MONTH), since=OPENED)
        if not late:
            await office.until(day)
        await office.meet(branches[branch], LECTURE, on=day)
        await office.announce()
    await office.until(date(2026, 4, 1))
    await office.announce()
    found: dict[tuple[int, str], tuple[Any, ...]] = {}
    for number, branch_id in enumerate(branches):
        for event in await office.announced(branch_id):
            key = (number, event.period)  # type: ignore[attr-defined]
            found[key] = (event.status.value, event.required, event.held)  # type: ignore[attr-defined]
    return {key: said for key, said in found.items() if said[0] in ("MISSED", "OFF_WINDOW")}


@pytest.mark.parametrize("seed", range(3))
async def test_the_order_of_facts_does_not_matter(app_pool: Pool, projector_pool: Pool, seed: int) -> None:
    in_time = Office(app_pool, projector_pool, opened=OPENED, tenant="county-a")
    afterwards = Office(app_pool, projector_pool, opened=OPENED, tenant="county-b")
    announced = await live(in_time, seed, late=False)
    assert announced
    assert await live(afterwards, seed, late=True) == announced


@pytest.mark.parametrize("seed", [11, 12])
async def test_whatever_happens_nothing_is_left(seed: int, app_pool: Pool, projector_pool: Pool) -> None:
    office = Office(app_pool, projector_pool, opened=OPENED)
    disturbed = Disturbed(office, seed)
    await disturbed.begin()
    announced = 0
    for _ in range(6):
        for _ in range(4):
            await disturbed.live()
        await unannounced(projector_pool, office)
        announced += await office.announce()
        assert await unannounced(projector_pool, office) == set()
    assert announced
    assert await office.is_sound()


async def unannounced(pool: Pool, office: Office) -> set[UUID]:
    """The list, held against what stands and what was announced; those of closed periods."""
    await office.project()
    known = await Everything.of_county(pool, office.tenant)
    last = {row["slot_id"]: stand_in(row) for row in known.all(ANNOUNCEMENT)}
    wanted = {
        row["slot_id"]: row["to_on"]
        for row in known.all(COMPLIANCE)
        if row["to_on"] is not None and is_to_announce(last.get(row["slot_id"]), stand_in(row))
    }
    assert {row["slot_id"]: row["to_on"] for row in known.all(UNANNOUNCED)} == wanted
    return {slot_id for slot_id, to_on in wanted.items() if to_on <= last_closed(known)}
