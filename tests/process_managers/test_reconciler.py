"""Obligations follow what rules demand: opened once, withdrawn when the ground falls, reopened when it returns."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import cast
from uuid import UUID

import msgspec
import pytest

from application.executor import CommandExecutor
from application.request import CommandRequest, CommandResult
from domain.leave.commands import WithdrawLeave
from domain.meetings.commands import CorrectMeeting
from domain.meetings.events import AbsenceReason, AttendanceStatus, MeetingPlanned
from domain.obligations.commands import AssignObligation, FulfilObligation, WaiveObligation
from domain.obligations.events import ObligationGroundsChanged, ObligationOpened
from domain.obligations.grounds import Consequence
from domain.policies.kinds.absence_escalation import AbsenceEscalation
from event_store.pool import Pool
from process_managers import reconciler
from tests.process_managers.obliged import Obliged
from tests.projections.absences.office import HALF_YEAR, LENIENT, OPENED, ROW, THEME_DAY
from tests.projections.compliance.office import pack

PRESENT, NONE_GIVEN = AttendanceStatus.PRESENT, AbsenceReason.NONE_GIVEN
TALK = AbsenceEscalation(
    meetings=(THEME_DAY,),
    at_least=3,
    counted_in="calendar_half_year",
    carry="anew",
    due_from="fact",
    due_days=10,
    for_full=(Consequence.TALK,),
)


@pytest.fixture
async def office(pool: Pool, worker_pool: Pool) -> Obliged:
    office = Obliged(pool, worker_pool, opened=OPENED)
    await office.open()
    return office


class Interrupted:
    """An executor before which something happens: between a worker's look and its append."""

    def __init__(self, executor: CommandExecutor, before: Callable[[], Awaitable[None]]) -> None:
        self._executor, self._before = executor, before

    async def execute_many(self, requests: Sequence[CommandRequest]) -> list[CommandResult]:
        await self._before()
        return await self._executor.execute_many(requests)


def interrupted(office: Obliged, before: Callable[[], Awaitable[None]]) -> CommandExecutor:
    return cast("CommandExecutor", Interrupted(office.executor, before))


async def with_talk(office: Obliged, *, members: int = 1) -> tuple[UUID, list[UUID]]:
    branch, found = await office.branch(members)
    await office.adopt(pack("county", "1", {"classes": LENIENT, "talk": TALK}))
    return branch, found


async def test_the_third_opens_it_and_the_second_does_not(office: Obliged) -> None:
    branch, [member] = await with_talk(office)
    await office.stay_away(branch, member, 2)
    assert await office.reconcile() == 0
    await office.stay_away(branch, member)
    assert await office.reconcile() == 1
    told = await office.obligations(member, "consequence", "status", "key", "due_on", "organisation_id")
    third = OPENED + timedelta(days=10)
    assert told == [("TALK", "OPEN", "2026-H1#1", third + timedelta(days=10), branch)]
    assert await office.reconcile() == 0
    assert await office.topics(member) == ["opened"]


async def test_it_falls_with_its_ground_and_returns_with_it(office: Obliged) -> None:
    branch, [member] = await with_talk(office)
    *_, third = await office.stay_away(branch, member, 3)
    await office.reconcile()
    day = office.today - timedelta(days=5)
    leave = await office.leave(member, day, day)
    await office.reclassify(third, member, leave)
    assert await office.reconcile() == 1
    assert await office.obligations(member) == [("TALK", "WITHDRAWN")]
    await office.do(WithdrawLeave(leave_id=leave))
    await office.reclassify(third, member, leave)
    assert await office.reconcile() == 1
    assert await office.obligations(member) == [("TALK", "OPEN")]
    assert await office.topics(member) == ["opened", "withdrawn", "reopened"]
    assert await office.is_sound()


async def test_an_act_spends_its_facts_and_a_fourth_found_late_demands_no_second(office: Obliged) -> None:
    branch, [member] = await with_talk(office)
    await office.stay_away(branch, member, 3)
    await office.reconcile()
    await office.fulfil(member, Consequence.TALK)
    await office.call(branch, {member: NONE_GIVEN}, on=OPENED + timedelta(days=2))
    assert await office.reconcile() == 0
    assert await office.obligations(member, "status", "ground_fell") == [("FULFILLED", False)]
    await office.stay_away(branch, member, 2)  # and two more: three that nobody has spoken of
    assert await office.reconcile() == 1
    assert await office.obligations(member, "status", "key") == [
        ("FULFILLED", "2026-H1#1"),
        ("OPEN", "2026-H1#2"),
    ]


async def test_an_act_is_of_no_day_before_its_facts_and_its_stage_begins_after_them(office: Obliged) -> None:
    """The first of three absences turns out to have been a day later; the talk is said to be of that very day."""
    branch, [member] = await with_talk(office)
    again = msgspec.structs.replace(
        TALK, at_least=1, after=(Consequence.TALK,), for_full=(Consequence.CRITICISM,)
    )
    await office.adopt(pack("again", "1", {"again": again}))
    first_day = office.today + timedelta(days=1)
    meeting, *_ = await office.stay_away(branch, member, 3)
    await office.reconcile()
    planned = next(event for event in await office.events_of(meeting) if isinstance(event, MeetingPlanned))
    await office.do(
        CorrectMeeting(meeting_id=meeting, corrects=planned.event_id, held_on=first_day, reason="WRONG_DAY")
    )
    await office.reconcile()
    [talk] = await office.obligations(member, "obligation_id")
    too_early = FulfilObligation(obligation_id=talk, on=first_day - timedelta(days=1))
    assert not await office.try_to(too_early)
    await office.do(replace(too_early, on=first_day))
    assert await office.reconcile() == 0
    await office.stay_away(branch, member)
    assert await office.reconcile() == 1
    assert await office.obligations(member) == [("TALK", "FULFILLED"), ("CRITICISM", "OPEN")]


async def test_what_was_done_stands_and_is_marked_when_its_ground_falls(office: Obliged) -> None:
    branch, [member] = await with_talk(office)
    *_, third = await office.stay_away(branch, member, 3)
    await office.reconcile()
    await office.fulfil(member, Consequence.TALK)
    await office.put_right(third, member, PRESENT)
    assert await office.reconcile() == 0
    assert await office.obligations(member, "status", "ground_fell") == [("FULFILLED", True)]
    await office.put_right(third, member, NONE_GIVEN)
    assert await office.reconcile() == 0
    assert await office.topics(member) == ["opened", "fulfilled"]


async def test_what_was_waived_is_not_asked_for_again(office: Obliged) -> None:
    branch, [member] = await with_talk(office)
    await office.stay_away(branch, member, 3)
    await office.reconcile()
    (about,) = await office.obligations(member, "obligation_id")
    await office.do(WaiveObligation(obligation_id=about, reason="LEFT_FOR_WORK"))
    await office.stay_away(branch, member, 2)
    assert await office.reconcile() == 0
    assert await office.obligations(member) == [("TALK", "WAIVED")]


async def test_two_rules_that_demand_the_same_are_two_grounds_of_one(office: Obliged) -> None:
    branch, [member] = await with_talk(office)
    await office.adopt(pack("town", "1", {"talk": TALK}, level="township"), node=office.township)
    await office.stay_away(branch, member, 3)
    assert await office.reconcile() == 1
    (opened,) = await office.said(member)
    assert isinstance(opened, ObligationOpened)
    assert [ground.series for ground in opened.grounds] == ["county/talk", "town/talk"]


async def test_a_further_fact_changes_its_grounds_and_not_its_day(office: Obliged) -> None:
    branch, [member] = await with_talk(office)
    missed = await office.stay_away(branch, member, 3)
    await office.reconcile()
    (before,) = await office.obligations(member, "due_on")
    await office.put_right(missed[0], member, PRESENT)
    await office.call(branch, {member: NONE_GIVEN})  # the third again, later
    assert await office.reconcile() == 1
    *_, last = await office.said(member)
    assert isinstance(last, ObligationGroundsChanged)
    assert await office.obligations(member, "status", "due_on") == [("OPEN", before)]


async def test_a_row_that_begins_later_goes_on_with_whoever_sees_to_it(office: Obliged) -> None:
    """The first of four in a row is excused: three are left, and the row has another name."""
    branch, [member, helper] = await office.branch(2)
    await office.adopt(pack("county", "1", {"row": ROW}))
    missed = await office.stay_away(branch, member, 3)
    await office.reconcile()
    (about,) = await office.obligations(member, "obligation_id")
    await office.do(AssignObligation(obligation_id=about, assignee_id=helper))
    await office.stay_away(branch, member)
    await office.put_right(missed[0], member, PRESENT)
    await office.reconcile()
    rows = await office.obligations(member, "status", "continues", "assignee_id")
    assert sorted(rows) == [("OPEN", about, helper), ("WITHDRAWN", None, helper)]
    assert await office.is_sound()


async def test_workers_side_by_side_open_nothing_twice(office: Obliged) -> None:
    branch, members = await with_talk(office, members=6)
    for _ in range(3):
        await office.call(branch, dict.fromkeys(members, NONE_GIVEN))
        await office.until(office.today + timedelta(days=5))
    await office.project()
    workers = [office.reconciler() for _ in range(4)]
    counts = await asyncio.gather(*(worker.run(office.tenant) for worker in workers))
    assert sum(counts) == len(members)
    assert await office.reconcile() == 0
    assert [await office.topics(member) for member in members] == [["opened"]] * len(members)


async def test_a_worker_that_is_overtaken_does_not_win(office: Obliged) -> None:
    """It reads and pauses; another reads further, to a correction, and has nothing to write; then the first opens."""
    branch, [member] = await with_talk(office)
    *_, third = await office.stay_away(branch, member, 3)
    await office.project()

    async def others() -> None:
        await office.put_right(third, member, PRESENT)
        assert await office.reconcile() == 0

    assert await office.reconciler(interrupted(office, others)).run(office.tenant) == 1
    assert await office.reconcile() == 1
    assert await office.topics(member) == ["opened", "withdrawn"]


async def test_a_worker_that_is_overtaken_takes_back_nothing_newer(office: Obliged) -> None:
    """What it would withdraw was withdrawn and reopened by whoever knew more."""
    branch, [member] = await with_talk(office)
    *_, third = await office.stay_away(branch, member, 3)
    await office.reconcile()
    await office.put_right(third, member, PRESENT)
    await office.project()

    async def others() -> None:
        assert await office.reconcile() == 1
        await office.put_right(third, member, NONE_GIVEN)
        assert await office.reconcile() == 1

    assert await office.reconciler(interrupted(office, others)).run(office.tenant) == 0
    assert await office.reconcile() == 0
    assert await office.topics(member) == ["opened", "withdrawn", "reopened"]


async def test_a_worker_that_dies_before_its_append_loses_nothing(office: Obliged) -> None:
    branch, [member] = await with_talk(office)
    await office.stay_away(branch, member, 3)
    await office.project()

    async def dies() -> None:
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        await office.reconciler(interrupted(office, dies)).run(office.tenant)
    assert await office.reconcile() == 1


async def test_more_subjects_than_are_looked_at_at_once(
    office: Obliged, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reconciler, "BATCH", 2)
    branch, members = await with_talk(office, members=5)
    for _ in range(3):
        await office.call(branch, dict.fromkeys(members, NONE_GIVEN))
        await office.until(office.today + timedelta(days=5))
    await office.project()
    assert await office.reconciler().run(office.tenant) == len(members)


async def test_it_goes_on_by_itself_until_it_is_stopped(office: Obliged) -> None:
    branch, [member] = await with_talk(office)
    await office.stay_away(branch, member, 3)
    stop = asyncio.Event()
    with office.store.wakeups.register(office.tenant) as appended:
        following = asyncio.create_task(office.reconciler().run_forever(stop, poll_seconds=0.01))
        try:
            await office.project()
            appended.clear()
            async with asyncio.timeout(20):
                await appended.wait()
        finally:
            stop.set()
            await following
    assert await office.topics(member) == ["opened"]


@pytest.mark.parametrize("seed", range(3))
async def test_any_order_of_late_facts_ends_in_the_same_obligations(
    pool: Pool, worker_pool: Pool, seed: int
) -> None:
    """As they happen and reconciled after each, or all of them late and in any order: what is open is the same.

    By which day is not: that was decided when it was opened, and stands.
    """
    as_it_went = await _lived(pool, worker_pool, seed, late=False, tenant="as-it-went")
    afterwards = await _lived(pool, worker_pool, seed, late=True, tenant="afterwards")
    assert as_it_went == afterwards


async def _lived(
    pool: Pool, worker_pool: Pool, seed: int, *, late: bool, tenant: str
) -> list[tuple[int, str, str]]:
    chance, shuffled = random.Random(seed), random.Random(f"late {seed}")
    office = Obliged(pool, worker_pool, opened=OPENED, tenant=tenant)
    await office.open()
    branch, members = await office.branch(3)
    await office.adopt(pack("county", "1", {"half": HALF_YEAR, "talk": TALK}))
    days = [OPENED + timedelta(days=5 * n) for n in range(6)]
    said = {
        day: {who: chance.choice((PRESENT, NONE_GIVEN, NONE_GIVEN)) for who in range(len(members))}
        for day in days
    }
    mistaken = chance.sample([(day, who) for day in days for who in range(len(members))], 4)
    if late:
        await office.until(days[-1] + timedelta(days=1))
        shuffled.shuffle(days)
    meetings = {}
    for day in days:
        if not late:
            await office.until(day)
        entries = {members[who]: what for who, what in said[day].items()}
        meetings[day] = await office.call(branch, entries, on=day)
        if not late:
            await office.reconcile()
    await office.until(max(days) + timedelta(days=1))
    for day, who in mistaken:
        other = NONE_GIVEN if said[day][who] is PRESENT else PRESENT
        await office.put_right(meetings[day], members[who], other)
        await office.reconcile()
    assert await office.is_sound()
    found = []
    for who, member in enumerate(members):
        rows = await office.obligations(member, "consequence", "key", "status")
        found += [(who, consequence, key) for consequence, key, status in rows if status == "OPEN"]
    return sorted(found)
