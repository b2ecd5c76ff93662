"""A02: three times without cause in half a year; and what follows if criticism changes nothing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import msgspec

from domain.meetings.events import AbsenceReason, AttendanceStatus, MeetingKind
from domain.membership.events import MemberKind
from domain.obligations.commands import FulfilObligation
from domain.policies.kinds.absence_escalation import AbsenceEscalation
from domain.policies.pack import Pack
from event_store.connections import Connections
from process_managers.reconciler import Reconciler
from projections.obligations.tables import OBLIGATION
from tests.api.office import organisation, shipped
from tests.api.questions.ask import question
from tests.api.questions.called import AskedCalls
from tests.projections.compliance.everything import Everything

LECTURE, NONE_GIVEN = MeetingKind.PARTY_LECTURE, AbsenceReason.NONE_GIVEN


async def absent(calls: AskedCalls, branch: UUID, *members: UUID) -> None:
    """A lecture that so many miss without a word, and ten days."""
    await calls.call(branch, dict.fromkeys(members, NONE_GIVEN), kind=LECTURE)
    await calls.until(calls.today + timedelta(days=10))


async def one_short(calls: AskedCalls, asked: str, branch: UUID) -> list[tuple[int, int, str]]:
    given = {"within": organisation(branch), "today": str(calls.today)}
    nodes = (await calls.ask(asked, given))["escalations"]["nodes"]
    return [(node["counted"], node["required"], node["untilOn"]) for node in nodes]


async def due(calls: AskedCalls, asked: str, branch: UUID) -> list[Any]:
    """What is due of whom, once what is to be opened is open."""
    await reconcile(calls)
    given = {"within": organisation(branch)}
    nodes = (await calls.ask(asked, given))["escalations"]["nodes"]
    told = [
        (
            node["memberKind"],
            node["series"].partition("/")[2],
            node["consequences"],
            node["obligations"]["nodes"],
        )
        for node in nodes
    ]
    return [
        (kind, series, due, sorted(one["consequence"] for one in open_)) for kind, series, due, open_ in told
    ]


async def reconcile(calls: AskedCalls) -> None:
    await calls.project()
    worker = Reconciler(
        connections=Connections(calls.projector_pool), store=calls.store, executor=calls.executor
    )
    await worker.run(calls.tenant)


async def test_two_of_three_and_the_third(calls: AskedCalls) -> None:
    two = question("A02-one-short-of-three")
    asked = question("A02-what-three-absences-bring-about")
    branch, [absentee, diligent] = await calls.branch(2)
    await calls.adopt(shipped("tender-centre.1"), node=branch)
    await absent(calls, branch, absentee)
    assert await one_short(calls, two, branch) == []
    await absent(calls, branch, absentee)
    assert await one_short(calls, two, branch) == [(2, 3, "2026-06-30")]
    await calls.call(branch, {diligent: AttendanceStatus.PRESENT}, kind=LECTURE)
    assert await due(calls, asked, branch) == []
    await absent(calls, branch, absentee)
    assert await one_short(calls, two, branch) == []
    both = ["CRITICISM", "REMINDER"]
    assert await due(calls, asked, branch) == [("FULL", "three-in-half-a-year", both, both)]


async def test_leave_asked_for_afterwards_takes_the_third_away(calls: AskedCalls) -> None:
    two = question("A02-one-short-of-three")
    asked = question("A02-what-three-absences-bring-about")
    branch, [absentee] = await calls.branch()
    await calls.adopt(shipped("tender-centre.1"), node=branch)
    await absent(calls, branch, absentee)
    await absent(calls, branch, absentee)
    third = calls.today
    meeting = await calls.call(branch, {absentee: NONE_GIVEN}, kind=LECTURE)
    assert len(await due(calls, asked, branch)) == 1
    leave = await calls.leave(absentee, third, third)
    await calls.reclassify(meeting, absentee, leave)
    assert await due(calls, asked, branch) == []
    assert await one_short(calls, two, branch) == [(2, 3, "2026-06-30")]


async def test_a_calendar_half_year_and_six_months_on_end_are_two_readings(calls: AskedCalls) -> None:
    """Absent on 31 May, 20 June and 10 July: one after the other half-year has begun, or three within six months."""
    asked = question("A02-what-three-absences-bring-about")
    branch, [absentee] = await calls.branch()
    await calls.adopt(shipped("tender-centre.1"), node=branch)
    await calls.until(date(2026, 5, 31))
    for _ in range(2):
        await absent(calls, branch, absentee)
        await calls.until(calls.today + timedelta(days=10))
    await calls.call(branch, {absentee: NONE_GIVEN}, kind=LECTURE)
    assert await due(calls, asked, branch) == []
    await calls.adopt(rolling(shipped("tender-centre.1")), node=branch, replaces=True)
    [(_, series, _, _)] = await due(calls, asked, branch)  # the version of the last absence counts
    assert series == "three-in-half-a-year"


def rolling(pack: Pack) -> Pack:
    """The other reading of half a year, as another version."""
    rules = tuple(
        msgspec.structs.replace(
            rule, rule=msgspec.structs.replace(rule.rule, counted_in="rolling", rolling_months=6)
        )
        if isinstance(rule.rule, AbsenceEscalation) and rule.rule.counted_in == "calendar_half_year"
        else rule
        for rule in pack.rules
    )
    return msgspec.structs.replace(pack, version="1.1", rules=rules)


async def test_no_change_after_criticism_is_for_the_branch_to_decide(calls: AskedCalls) -> None:
    asked = question("A02-what-three-absences-bring-about")
    branch, [full] = await calls.branch()
    probationary = await calls.member(branch, MemberKind.PROBATIONARY)
    await calls.adopt(shipped("tender-centre.1"), node=branch)
    for _ in range(3):
        await absent(calls, branch, full, probationary)
    await reconcile(calls)
    await calls.project()
    known = await Everything.of_county(calls.projector_pool, calls.tenant)
    for row in known.all(OBLIGATION):
        await calls.do(FulfilObligation(obligation_id=row["obligation_id"], on=calls.today))
    await calls.until(calls.today + timedelta(days=1))
    assert await due(calls, asked, branch) == []
    await absent(calls, branch, full, probationary)
    assert sorted(await due(calls, asked, branch)) == [
        ("FULL", "no-change", ["MERIT_BAR_REVIEW"], ["MERIT_BAR_REVIEW"]),
        ("PROBATIONARY", "no-change", ["PROBATION_REVIEW"], ["PROBATION_REVIEW"]),
    ]
