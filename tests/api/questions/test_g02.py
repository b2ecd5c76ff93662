"""G02: after a serious violation (严重“两违”) the party group meets the same day (当日召开党小组会)."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from application.actor import Actor, Role
from domain.core import Occurred
from domain.meetings.commands import CancelMeeting, CorrectMeeting, PlanMeeting
from domain.meetings.events import MeetingKind
from domain.membership.commands import RegisterMember
from domain.membership.events import MemberKind
from domain.objections.commands import RaiseObjection
from domain.violations.commands import (
    AssignSupervisor,
    CorrectViolation,
    ReportViolation,
    WithdrawViolation,
)
from domain.violations.events import ViolationKind, ViolationSeverity
from tests.api.office import AskedOffice, organisation, shipped
from tests.api.questions.ask import question

GROUP, GENERAL = MeetingKind.GROUP_MEETING, MeetingKind.GENERAL_MEETING
SLOT = ("violation-meeting", "2026-03")
AT_ELEVEN = "2026-03-10T15:00:00Z"  # 23:00 in the county


def on(day: int) -> date:
    return date(2026, 3, day)


class Workshop:
    """A branch with a party group and two members of it, whose rule is the pack's."""

    def __init__(self, office: AskedOffice) -> None:
        self.office = office

    async def open(self) -> Workshop:
        self.branch = await self.office.found()
        self.group = await self.office.group(self.branch)
        self.ann, self.ben = [await self.join(self.group) for _ in range(2)]
        await self.office.adopt(shipped("operations-workshop.1"), node=self.branch)
        await self.office.until(on(10))
        return self

    async def join(self, group_id: UUID | None) -> UUID:
        member_id = self.office.ids.new_id()
        await self.office.do(
            RegisterMember(
                member_id=member_id,
                branch_id=self.branch,
                kind=MemberKind.FULL,
                joined_on=date(1999, 7, 1),
                name_id=self.office.ids.new_id(),
                group_id=group_id,
            )
        )
        return member_id

    async def report(self, at: str = AT_ELEVEN, **given: Any) -> UUID:
        violation_id = self.office.ids.new_id()
        whose: dict[str, Any] = {"organisation_id": self.group, "member_id": self.ann}
        said = {**whose, "severity": ViolationSeverity.SERIOUS}
        await self.office.do(
            ReportViolation(
                violation_id=violation_id,
                kind=ViolationKind.OPERATING_RULES,
                code="ENGINE_NOT_WARMED",
                occurred_at=Occurred(at),
                **{**said, **given},
            )
        )
        return violation_id

    async def correct(self, violation_id: UUID, **fields: Any) -> None:
        event_id = (await self.office.events_of(violation_id))[0].event_id
        given: dict[str, Any] = {"corrects": event_id, "reason": "WRONG_ENTRY", **fields}
        await self.office.do(CorrectViolation(violation_id=violation_id, **given))

    async def status(self, at: UUID | None = None) -> str:
        told: str = (await self.office.verdicts(at or self.group))[SLOT]
        return told

    async def told(self, asked: str) -> list[Any]:
        """What the question tells of the township."""
        told = await self.office.ask(asked, {"within": organisation(self.office.township), "first": 10})
        nodes: list[Any] = told["compliances"]["nodes"]
        return nodes


@pytest.fixture
async def workshop(office: AskedOffice) -> Workshop:
    return await Workshop(office).open()


async def test_at_eleven_at_night_and_a_meeting_the_next_day_is_a_breach(workshop: Workshop) -> None:
    """T: violation 23:00, meeting next day → breach."""
    office, breaches = workshop.office, question("G02-same-day-breaches")
    await office.until(on(11), closing=False)
    await workshop.report()
    assert await workshop.status() == "PENDING"  # nobody closed the tenth yet
    assert await workshop.told(breaches) == []
    await office.hold(workshop.group, GROUP)
    assert await workshop.status() == "PENDING"
    await office.until(on(11))
    (row,) = await workshop.told(breaches)
    assert row["organisation"]["id"] == organisation(workshop.group)
    assert (row["period"], row["required"], row["held"]) == ("2026-03", 1, 0)
    told = [(one["code"], one["about"], one["event"]["occurredOn"]) for one in row["shortfalls"]]
    assert told == [("NO_MEETING_THAT_DAY", "2026-03-10", "2026-03-10")]


async def test_a_meeting_the_same_day_be_it_urgent(workshop: Workshop) -> None:
    await workshop.report("2026-03-10T01:00:00Z")
    assert await workshop.status() == "PENDING"
    await workshop.office.hold(workshop.group, GROUP, urgent=True)
    assert await workshop.status() == "PASSED"
    await workshop.office.until(on(12))
    assert await workshop.status() == "PASSED"
    assert await workshop.told(question("G02-same-day-breaches")) == []


@pytest.mark.parametrize(
    ("at", "status"),
    [
        ("2026-03-09T15:59:00Z", "MISSED"),  # 23:59 of the ninth
        ("2026-03-09T16:01:00Z", "PASSED"),  # 00:01 of the tenth, and the ninth in UTC
        ("2026-03-10T15:59:00Z", "PASSED"),  # 23:59 of the tenth
        ("2026-03-10T16:01:00Z", "MISSED"),  # 00:01 of the eleventh, and the tenth in UTC
        ("2026-03-10", "PASSED"),
    ],
)
async def test_the_day_is_the_countys(workshop: Workshop, at: str, status: str) -> None:
    await workshop.office.hold(workshop.group, GROUP)
    await workshop.office.until(on(12))
    await workshop.report(at)
    assert await workshop.status() == status


async def test_a_meeting_that_is_entered_late_or_put_right(workshop: Workshop) -> None:
    office = workshop.office
    await office.until(on(12))
    await workshop.report()
    assert await workshop.status() == "MISSED"
    before = await office.project()
    meeting = await office.meet(workshop.group, GROUP, on=on(10))
    assert await workshop.status() == "PASSED"
    known_then = (await office.past(workshop.group, on=on(31), known=before))[SLOT]
    assert (known_then, (await office.past(workshop.group, on=on(31)))[SLOT]) == ("MISSED", "PASSED")
    planned = (await office.events_of(meeting))[0].event_id
    for day, status in ((9, "MISSED"), (11, "MISSED"), (10, "PASSED")):
        corrected: dict[str, Any] = {"corrects": planned, "held_on": on(day), "reason": "WRONG_DAY"}
        await office.do(CorrectMeeting(meeting_id=meeting, **corrected))
        assert await workshop.status() == status, day


async def test_a_meeting_that_was_planned_and_cancelled_is_none(workshop: Workshop) -> None:
    office = workshop.office
    await workshop.report("2026-03-10")
    meeting_id = office.ids.new_id()
    planned: dict[str, Any] = {"organisation_id": workshop.group, "kind": GROUP, "held_on": on(10)}
    await office.do(
        PlanMeeting(meeting_id=meeting_id, **planned), CancelMeeting(meeting_id=meeting_id, reason="NOT_HELD")
    )
    await office.until(on(11))
    assert await workshop.status() == "MISSED"


async def test_a_violation_that_is_put_right_or_withdrawn(workshop: Workshop) -> None:
    office = workshop.office
    await office.hold(workshop.group, GROUP)
    await office.until(on(12))
    violation = await workshop.report("2026-03-10T16:01:00Z")
    assert await workshop.status() == "MISSED"
    before = await office.project()
    await workshop.correct(violation, at=Occurred("2026-03-10T15:59:00Z"))
    assert await workshop.status() == "PASSED"
    await workshop.correct(violation, at=Occurred("2026-03-11"))
    assert await workshop.status() == "MISSED"
    await workshop.correct(violation, severity=ViolationSeverity.ORDINARY)
    assert await workshop.status() == "NOT_REQUIRED"
    await workshop.correct(violation, severity=ViolationSeverity.SERIOUS)
    assert await workshop.status() == "MISSED"
    await office.do(WithdrawViolation(violation_id=violation, reason="MISTAKEN"))
    assert await workshop.status() == "NOT_REQUIRED"
    assert (await office.past(workshop.group, on=on(31), known=before))[SLOT] == "MISSED"


async def test_to_another_month_both_are_judged_anew(workshop: Workshop) -> None:
    office = workshop.office
    await office.until(date(2026, 4, 3))
    violation = await workshop.report()
    assert await workshop.status() == "MISSED"
    await workshop.correct(violation, at=Occurred("2026-04-02"))
    told = await office.verdicts(workshop.group)
    assert (told[SLOT], told["violation-meeting", "2026-04"]) == ("NOT_REQUIRED", "MISSED")
    await workshop.correct(violation, at=Occurred("2026-03-31"))  # back, and to another day of the same month
    await workshop.correct(violation, at=Occurred("2026-03-01"))
    told = await office.verdicts(workshop.group)
    assert (told[SLOT], told["violation-meeting", "2026-04"]) == ("MISSED", "NOT_REQUIRED")
    assert await office.is_sound()


async def test_of_who_is_in_no_group_a_meeting_of_the_branch(workshop: Workshop) -> None:
    office = workshop.office
    cat = await workshop.join(None)
    await workshop.report("2026-03-10", member_id=cat, organisation_id=workshop.branch)
    await office.hold(workshop.group, GROUP)
    await office.until(on(12))
    assert (await workshop.status(workshop.branch), await workshop.status()) == ("MISSED", "NOT_REQUIRED")
    await office.meet(workshop.branch, GENERAL, on=on(10))
    assert await workshop.status(workshop.branch) == "PASSED"


async def test_the_member_and_who_sees_to_it_see_it_and_others_do_not(workshop: Workshop) -> None:
    office = workshop.office
    violation = await workshop.report("2026-03-10")
    asked = (
        "{ violations(first: 5) { nodes { code supervisedFrom } } events(first: 50) { nodes { type } } "
        'compliances(first: 5, where: {policyKind: {eq: "violation-meeting"}, status: {eq: PENDING}}) '
        "{ nodes { period events { nodes { type } } } } }"
    )

    async def seen(member_id: UUID) -> tuple[list[Any], bool]:
        told = await office.ask(asked, actor=Actor("member", Role.MEMBER, member_id=member_id))
        (row,) = told["compliances"]["nodes"]  # how the group stands, members of the branch see
        assert row["events"]["nodes"] == (
            [{"type": "violation.reported"}] if member_id == workshop.ann else []
        )
        types = [event["type"] for event in told["events"]["nodes"]]
        return told["violations"]["nodes"], "violation.reported" in types

    mine = [{"code": "ENGINE_NOT_WARMED", "supervisedFrom": None}]
    assert await seen(workshop.ann) == (mine, True)
    assert await seen(workshop.ben) == ([], False)
    await office.do(AssignSupervisor(violation_id=violation, supervisor_id=workshop.ben, on=on(10)))
    assert await seen(workshop.ben) == ([{**mine[0], "supervisedFrom": "2026-03-10"}], False)


async def test_the_member_may_object_to_it(workshop: Workshop) -> None:
    office = workshop.office
    violation = await workshop.report("2026-03-10")
    reported = (await office.events_of(violation))[0].event_id
    objection: dict[str, Any] = {"objection_id": office.ids.new_id(), "about": reported}
    assert not await office.try_to(RaiseObjection(member_id=workshop.ben, **objection))
    await office.do(RaiseObjection(member_id=workshop.ann, **objection))
    await workshop.correct(violation, at=Occurred("2026-03-09"))
    corrected = (await office.events_of(violation))[1].event_id
    again: dict[str, Any] = {"objection_id": office.ids.new_id(), "about": corrected}
    await office.do(RaiseObjection(member_id=workshop.ann, **again))


async def test_a_correction_is_named_by_the_fields_that_it_changed(workshop: Workshop) -> None:
    violation = await workshop.report("2026-03-10")
    await workshop.correct(violation, code="ENGINE_LEFT_RUNNING", severity=ViolationSeverity.SERIOUS)
    told = await workshop.office.ask("{ violations { nodes { code provenance { field event { type } } } } }")
    (row,) = told["violations"]["nodes"]
    types = {one["field"]: one["event"]["type"] for one in row["provenance"]}
    assert (row["code"], types["code"]) == ("ENGINE_LEFT_RUNNING", "violation.corrected")
    others = ("kind", "severity", "occurredAt", "occurredOn", "status", "member")
    assert {types[name] for name in others} == {"violation.reported"}
