"""Procedures that are released, cases that run by them, and where a case is broken."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

import msgspec
import pytest

from domain.meetings.events import MeetingCancelled, MeetingKind, MeetingPlanned
from domain.meetings.state import Meeting
from domain.organisation.events import OrganisationDissolved, OrganisationKind
from domain.organisation.state import Organisation
from domain.procedures import commands, decide
from domain.procedures.course import Record, Slot, StepFlaw, course
from domain.procedures.events import (
    CaseClosed,
    CaseStarted,
    ProcedureVersionReleased,
    StepTaken,
    StepWithdrawn,
    procedure_id,
    version_id,
)
from domain.procedures.state import Procedure, ProcedureCase
from domain.procedures.steps import Step, faults_of
from domain.procedures.text import MOST_BYTES, ProcedureError, read_procedure
from tests.support.procedures import ARONG_432, LOOP, guide
from tests.unit.support import world
from tests.unit.support.given_when_then import Fact, Outcome, fact, given, when
from tests.unit.support.procedure_commands import loop
from tests.unit.support.world import BRANCH, GROUP, OTHER_BRANCH, OTHER_GROUP, TOWNSHIP, context

CASE, MEETING = world.id_of("case"), world.id_of("meeting")
LOOP_ID, VERSION_ID = procedure_id("loop"), version_id("loop", "activity", "1")
STEPS = loop().steps


def on(day: int) -> date:
    return date(2026, 3, day)


def released(version: str = "1", day: int = 1) -> Fact:
    text = loop(version)
    return fact(
        ProcedureVersionReleased,
        version_id=version_id("loop", "activity", version),
        procedure="loop",
        chapter="activity",
        version=version,
        title_zh=text.title.zh,
        title_en=text.title.en,
        source_zh=text.source.zh,
        source_en=text.source.en,
        steps=text.steps,
        released_by=TOWNSHIP,
        on=on(day),
    )


STARTED = fact(
    CaseStarted,
    organisation_id=BRANCH,
    procedure_id=LOOP_ID,
    version_id=VERSION_ID,
    group_ids=(GROUP,),
    on=on(2),
)


def with_groups(groups: Sequence[Organisation]) -> Fact:
    return Fact(CaseStarted, {**STARTED.values, "group_ids": tuple(group.id for group in groups)})


CLOSED = fact(CaseClosed, on=on(9))


def taken(step: str = "ask", day: int = 3, **more: Any) -> Fact:
    return fact(StepTaken, step=step, on=on(day), **more)


def procedure(*facts: Fact) -> Procedure:
    return given(Procedure, LOOP_ID, *facts)


def case(*facts: Fact) -> ProcedureCase:
    return given(ProcedureCase, CASE, *facts)


def release(state: Procedure, day: int = 1, text: Any = None) -> Outcome:
    command = commands.ReleaseProcedure(text=text or loop(), released_by=TOWNSHIP, on=on(day))
    releaser = world.organisation(TOWNSHIP, OrganisationKind.PARTY_COMMITTEE)
    return when(decide.release_procedure, state, command, context(), releaser=releaser)


def start(state: ProcedureCase, of: Procedure, day: int = 2, **changes: Any) -> Outcome:
    groups = changes.pop("groups", [world.group()])
    said = {"organisation_id": BRANCH, "procedure": "loop", "chapter": "activity", "version": "1"}
    command = commands.StartProcedureCase(
        case_id=CASE, on=on(day), group_ids=tuple(group.id for group in groups), **{**said, **changes}
    )
    organisation = world.branch()
    return when(
        decide.start_case, state, command, context(), organisation=organisation, procedure=of, groups=groups
    )


def record(state: ProcedureCase, step: str = "ask", day: int = 3, **changes: Any) -> Outcome:
    meeting, organisation = changes.pop("meeting", None), changes.pop("organisation", world.branch())
    command = commands.RecordProcedureStep(case_id=CASE, step=step, on=on(day), **changes)
    return when(
        decide.record_step,
        state,
        command,
        context(),
        organisation=organisation,
        steps=STEPS,
        meeting=meeting,
    )


def withdraw(state: ProcedureCase, step: str = "ask", reason: str | None = "MISTAKEN") -> Outcome:
    command = commands.WithdrawProcedureStep(case_id=CASE, step=step, reason=reason)
    return when(decide.withdraw_step, state, command, context())


def close(state: ProcedureCase, day: int = 9) -> Outcome:
    command = commands.CloseProcedureCase(case_id=CASE, on=on(day))
    return when(decide.close_case, state, command, context())


def meeting(organisation_id: UUID, *facts: Fact) -> Meeting:
    planned = fact(
        MeetingPlanned,
        organisation_id=organisation_id,
        branch_id=BRANCH,
        kind=MeetingKind.GROUP_MEETING,
        held_on=on(3),
    )
    return given(Meeting, MEETING, planned, *facts)


class TestReleasing:
    def test_a_version_and_the_next_one(self) -> None:
        release(procedure()).then(released())
        release(procedure(released()), 4, loop("2")).then(released("2", 4))

    def test_the_same_again_changes_nothing(self) -> None:
        release(procedure(released()), 5).then()

    def test_a_version_never_changes(self) -> None:
        other = msgspec.structs.replace(loop(), steps=STEPS[:1])
        release(procedure(released()), 5, other).refused("VERSION_DIFFERS text")

    def test_faults_of_steps_are_refused_wherever_they_come_from(self) -> None:
        circle = msgspec.structs.replace(
            loop(), steps=(msgspec.structs.replace(STEPS[0], after=("act",)), *STEPS[1:])
        )
        release(procedure(), 1, circle).refused("PROCEDURE_FAULT text")


class TestStarting:
    def test_on_the_day_of_release_and_not_before(self) -> None:
        of = procedure(released(day=2))
        start(case(), of).then(STARTED)
        start(case(), of, 1).refused("INVALID_DATES on")

    def test_of_an_unknown_version_or_chapter_none(self) -> None:
        start(case(), procedure(released()), version="3").refused("NOT_FOUND version")
        start(case(), procedure(released()), chapter="other").refused("NOT_FOUND version")
        start(case(), procedure()).refused("NOT_FOUND version")

    def test_groups_are_those_right_below(self) -> None:
        of = procedure(released())
        start(case(), of, groups=[world.group(OTHER_GROUP, OTHER_BRANCH)]).refused("NOT_FOUND groupIds")
        start(case(), of, groups=[world.branch(OTHER_BRANCH)]).refused("NOT_FOUND groupIds")
        start(case(), of, groups=[world.group(), world.group()]).refused("NAMED_TWICE groupIds")
        many = [world.group(world.id_of(f"group {number}")) for number in range(decide.MOST_GROUPS + 1)]
        start(case(), of, groups=many[1:]).then(with_groups(many[1:]))
        start(case(), of, groups=many).refused("TOO_MANY groupIds")

    def test_once(self) -> None:
        start(case(STARTED), procedure(released())).refused("ALREADY_EXISTS caseId")


class TestRecording:
    def test_out_of_order_is_no_ground_to_refuse(self) -> None:
        record(case(STARTED), "act").then(taken("act"))

    def test_a_case_keeps_its_steps(self) -> None:
        record(case(STARTED), "filing").refused("NOT_FOUND step")

    def test_from_the_start_to_the_end(self) -> None:
        record(case(STARTED), day=1).refused("INVALID_DATES on")
        record(case(STARTED), day=2).then(taken(day=2))
        record(case(STARTED, CLOSED), day=9).then(taken(day=9))
        record(case(STARTED, CLOSED), day=10).refused("INVALID_DATES on")

    def test_by_a_group_of_the_case_where_each_takes_it(self) -> None:
        record(case(STARTED), "answer", group_id=GROUP).then(taken("answer", group_id=GROUP))
        record(case(STARTED), "answer").refused("NOT_FOUND groupId")
        record(case(STARTED), "answer", group_id=OTHER_GROUP).refused("NOT_FOUND groupId")
        record(case(STARTED), "ask", group_id=GROUP).refused("NOT_FOUND groupId")

    def test_once_until_it_is_taken_back(self) -> None:
        record(case(STARTED, taken())).refused("ALREADY_RECORDED step")
        state = case(STARTED, taken())
        gone = fact(StepWithdrawn, corrects=state.taken["ask", None].event_id, step="ask", reason="MISTAKEN")
        withdraw(state).then(gone)
        record(case(STARTED, taken(), gone), day=4).then(taken(day=4))

    def test_taking_back_takes_a_reason_and_a_record(self) -> None:
        withdraw(case(STARTED, taken()), reason=None).refused("REASON_REQUIRED reason")
        withdraw(case(STARTED)).refused("NOTHING_RECORDED step")
        withdraw(case()).refused("NOT_FOUND caseId")

    def test_a_meeting_of_the_case(self) -> None:
        record(case(STARTED), meeting=meeting(GROUP), meeting_id=MEETING).then(taken(meeting_id=MEETING))
        record(case(STARTED), meeting=meeting(OTHER_BRANCH), meeting_id=MEETING).refused(
            "NOT_FOUND meetingId"
        )
        record(case(STARTED), meeting=given(Meeting, MEETING), meeting_id=MEETING).refused(
            "NOT_FOUND meetingId"
        )
        cancelled = meeting(BRANCH, fact(MeetingCancelled))
        record(case(STARTED), meeting=cancelled, meeting_id=MEETING).refused("MEETING_CANCELLED meetingId")

    def test_evidence_is_codes(self) -> None:
        record(case(STARTED), evidence=("TEXT", "TEXT")).then(taken(evidence=("TEXT",)))
        record(case(STARTED), evidence=("照片",)).refused("INVALID_VALUE evidence")
        record(case(STARTED), evidence=("TEXT",) * (decide.MOST_EVIDENCE + 1)).refused("TOO_MANY evidence")

    def test_nothing_of_a_branch_that_is_gone(self) -> None:
        gone = fact(OrganisationDissolved, on=on(4), approved_by=TOWNSHIP)
        dissolved = world.organisation(BRANCH, OrganisationKind.PARTY_BRANCH, TOWNSHIP, gone)
        record(case(STARTED), day=3, organisation=dissolved).then(taken())
        record(case(STARTED), day=4, organisation=dissolved).refused("ORGANISATION_DISSOLVED caseId")


class TestClosing:
    def test_not_before_what_was_done(self) -> None:
        close(case(STARTED, taken(day=9))).then(CLOSED)
        close(case(STARTED, taken(day=10))).refused("INVALID_DATES on")
        close(case(STARTED), 1).refused("INVALID_DATES on")

    def test_once(self) -> None:
        close(case(STARTED, CLOSED)).refused("ALREADY_CLOSED caseId")
        close(case()).refused("NOT_FOUND caseId")


WRITTEN = ("WRITTEN_RESULT",)


def flaws(records: dict[Any, Record], groups: tuple[UUID, ...] = (GROUP,), *, closed: bool = False) -> Any:
    standings = course(STEPS, groups, records, closed=closed)
    return {slot: [*stands.flaws] for slot, stands in standings.items() if stands.flaws}


class TestCourse:
    def test_two_days_after_is_in_time_and_three_are_late(self) -> None:
        """各党小组收到通知2日内: the day of the notice does not count."""
        asked: dict[Slot, Record] = {("ask", None): Record(on(3))}
        assert course(STEPS, (GROUP,), asked, closed=False)["answer", GROUP].due_on == on(5)
        assert flaws({**asked, ("answer", GROUP): Record(on(5), WRITTEN)}) == {}
        assert flaws({**asked, ("answer", GROUP): Record(on(6), WRITTEN)}) == {
            ("answer", GROUP): [StepFlaw.LATE]
        }

    def test_no_deadline_runs_before_what_it_is_counted_from(self) -> None:
        assert course(STEPS, (GROUP,), {}, closed=False)["answer", GROUP].due_on is None

    def test_on_the_same_day_is_in_order(self) -> None:
        same = {("ask", None): Record(on(3)), ("answer", GROUP): Record(on(3), WRITTEN)}
        assert flaws(same) == {}
        before = {**same, ("ask", None): Record(on(4))}
        assert flaws(before) == {("answer", GROUP): [StepFlaw.OUT_OF_ORDER]}

    def test_a_step_waits_for_every_group(self) -> None:
        both = (GROUP, OTHER_GROUP)
        records = {
            ("ask", None): Record(on(3)),
            ("answer", GROUP): Record(on(3), WRITTEN),
            ("act", None): Record(on(5)),
        }
        assert flaws(records, both) == {("act", None): [StepFlaw.OUT_OF_ORDER]}
        assert flaws({**records, ("answer", OTHER_GROUP): Record(on(5), WRITTEN)}, both) == {}

    def test_without_groups_the_organisation_takes_it_itself(self) -> None:
        records = {("ask", None): Record(on(3)), ("answer", None): Record(on(4))}
        assert flaws(records, ()) == {("answer", None): [StepFlaw.LACKS_EVIDENCE]}

    def test_what_was_not_taken_is_told_once_the_case_is_closed(self) -> None:
        asked = {("ask", None): Record(on(3))}
        assert flaws(asked) == {}
        left = {("answer", GROUP): [StepFlaw.NOT_TAKEN], ("act", None): [StepFlaw.NOT_TAKEN]}
        assert flaws(asked, closed=True) == left


class TestText:
    def test_the_432_loop_has_the_numbers_of_its_text(self) -> None:
        """2日内 for the groups, 后一周内 for groups and committee; text and pictures."""
        steps = {step.id: step for step in read_procedure(ARONG_432.encode()).steps}
        assert (steps["groups"].within_days, steps["groups"].counted_from) == (2, "draft")
        for follow in ("group-follow-up", "committee-follow-up"):
            assert (steps[follow].within_days, steps[follow].counted_from) == (7, "activity")
        assert steps["activity"].needs == ("TEXT", "PICTURES")
        assert [step.id for step in steps.values() if step.each_group] == ["groups", "group-follow-up"]

    @pytest.mark.parametrize(
        ("text", "at"),
        [
            ("a = ", ""),
            (LOOP.replace('chapter = "activity"\n', ""), ""),
            (LOOP.replace("within_days = 2", 'within_days = "2"'), "steps[1].within_days"),
            (LOOP.replace("within_days = 2", "within_days = 367"), "steps[1].within_days"),
            (LOOP.replace('counted_from = "ask"\n', ""), "steps[1].within_days"),
            (LOOP.replace('counted_from = "ask"', 'counted_from = "answer"'), "steps[1].counted_from"),
            (LOOP.replace('after = ["ask"]', 'after = ["nobody"]'), "steps[1].after"),
            (LOOP.replace('after = ["ask"]', 'after = ["act"]'), "steps"),
            (LOOP.replace('id = "ask"', 'id = "Ask"'), "steps[0].id"),
            (LOOP.replace("WRITTEN_RESULT", "written"), "steps[1].needs"),
            (guide("talk", "talk"), "steps[1].id"),
            (LOOP + "x" * MOST_BYTES, ""),
        ],
    )
    def test_a_fault_is_told_with_its_place(self, text: str, at: str) -> None:
        with pytest.raises(ProcedureError) as told:
            read_procedure(text.encode())
        assert told.value.faults[0][0] == at
        assert str(told.value)

    def test_bytes_that_are_no_text(self) -> None:
        with pytest.raises(ProcedureError, match="UTF-8"):
            read_procedure(b"\xff\xfe")

    def test_fine_steps_have_no_faults(self) -> None:
        assert list(faults_of(STEPS)) == []
        assert list(faults_of([Step(id="one", title=loop().title)])) == []
