"""A03: an admonition talk after three absences, and a disposition after three in a row."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from domain.meetings.events import AbsenceReason, AttendanceStatus, MeetingKind
from domain.obligations.commands import FulfilObligation
from event_store.connections import Connections
from process_managers.reconciler import Reconciler
from projections.obligations.tables import OBLIGATION
from tests.api.office import organisation, shipped
from tests.api.questions.ask import question
from tests.api.questions.called import AskedCalls
from tests.projections.compliance.everything import Everything

LECTURE = MeetingKind.PARTY_LECTURE
ABSENT, PRESENT, ILL = AbsenceReason.NONE_GIVEN, AttendanceStatus.PRESENT, AbsenceReason.ILLNESS


async def called(calls: AskedCalls, branch: UUID, member: UUID, *said: Any) -> None:
    """So many lectures, ten days apart."""
    for what in said:
        await calls.call(branch, {member: what}, kind=LECTURE)
        await calls.until(calls.today + timedelta(days=10))


async def due(calls: AskedCalls, asked: str, branch: UUID) -> list[tuple[str, list[tuple[str, int]]]]:
    await calls.project()
    worker = Reconciler(
        connections=Connections(calls.projector_pool), store=calls.store, executor=calls.executor
    )
    await worker.run(calls.tenant)
    answer = await calls.ask(asked, {"within": organisation(branch)})
    return sorted(
        (
            node["consequence"],
            [(one["series"].partition("/")[2], one["eventCount"]) for one in node["grounds"]],
        )
        for node in answer["obligations"]["nodes"]
    )


async def test_three_in_all_are_talked_about_and_three_in_a_row_are_decided_on(calls: AskedCalls) -> None:
    asked = question("A03-talks-due-not-held")
    branch, [member] = await calls.branch()
    await calls.adopt(shipped("haizhou-study-day.1"), node=branch)
    await called(calls, branch, member, ABSENT, ABSENT)
    assert await due(calls, asked, branch) == []
    await called(calls, branch, member, PRESENT, ABSENT)
    assert await due(calls, asked, branch) == [("ADMONITION_TALK", [("three", 3)])]
    await called(calls, branch, member, ABSENT, ABSENT)
    row = ("DISPOSITION_REVIEW", [("three-in-a-row", 3)])
    assert await due(calls, asked, branch) == [("ADMONITION_TALK", [("three", 3)]), row]


async def test_an_excused_absence_breaks_the_row_by_the_reading_of_the_pack(calls: AskedCalls) -> None:
    asked = question("A03-talks-due-not-held")
    branch, [member] = await calls.branch()
    await calls.adopt(shipped("haizhou-study-day.1"), node=branch)
    await called(calls, branch, member, ABSENT, ABSENT, ILL, ABSENT)
    assert await due(calls, asked, branch) == [("ADMONITION_TALK", [("three", 3)])]


async def test_a_talk_that_was_held_is_due_no_more_and_a_fourth_found_late_brings_no_second(
    calls: AskedCalls,
) -> None:
    asked = question("A03-talks-due-not-held")
    branch, [member] = await calls.branch()
    await calls.adopt(shipped("haizhou-study-day.1"), node=branch)
    first = calls.today
    await calls.until(first + timedelta(days=5))
    await called(calls, branch, member, ABSENT, PRESENT, ABSENT, ABSENT)
    assert len(await due(calls, asked, branch)) == 1
    known = await Everything.of_county(calls.projector_pool, calls.tenant)
    [talk] = known.all(OBLIGATION)
    await calls.do(FulfilObligation(obligation_id=talk["obligation_id"], on=calls.today))
    assert await due(calls, asked, branch) == []
    await calls.call(branch, {member: ABSENT}, kind=LECTURE, on=first)
    assert await due(calls, asked, branch) == []
