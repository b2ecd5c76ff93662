"""Violations: reported where they are dealt with, put right, withdrawn, and seen to by somebody else."""

from __future__ import annotations

from collections.abc import Container
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from domain.core import Occurred
from domain.organisation.events import OrganisationDissolved, OrganisationKind
from domain.organisation.state import Organisation
from domain.violations.commands import (
    AssignSupervisor,
    CorrectViolation,
    EndSupervision,
    ReportViolation,
    WithdrawViolation,
)
from domain.violations.decide import (
    assign_supervisor,
    correct_violation,
    end_supervision,
    report_violation,
    withdraw_violation,
)
from domain.violations.events import (
    SupervisionEnded,
    SupervisorAssigned,
    ViolationCorrected,
    ViolationKind,
    ViolationReported,
    ViolationSeverity,
    ViolationWithdrawn,
)
from domain.violations.state import Violation
from tests.unit.support import world
from tests.unit.support.given_when_then import Fact, Outcome, event_id, fact, given, when
from tests.unit.support.world import ANN, BEN, BRANCH, CAT, COMMITTEE, GROUP, TOWNSHIP, context

VIOLATION = world.id_of("violation")
RULES, SERIOUS = ViolationKind.OPERATING_RULES, ViolationSeverity.SERIOUS
AT_HOME = {GROUP, BRANCH, TOWNSHIP, COMMITTEE}
AT_ELEVEN = Occurred("2026-03-10T15:00:00Z")  # 23:00 in Shanghai


def on(day: int) -> date:
    return date(2026, 3, day)


def reported(
    member_id: UUID | None = ANN, organisation_id: UUID = GROUP, at: str = AT_ELEVEN, day: int = 10
) -> Fact:
    said = {"kind": RULES, "severity": SERIOUS, "code": "ENGINE_NOT_WARMED", "at": at, "on": on(day)}
    return fact(ViolationReported, organisation_id=organisation_id, member_id=member_id, **said)


def corrected(**fields: object) -> Fact:
    said = dict.fromkeys(("kind", "severity", "code", "at", "on"))
    return fact(ViolationCorrected, **{**said, "corrects": event_id(VIOLATION, 1), **fields})


WITHDRAWN = fact(ViolationWithdrawn)
SEEN_TO = fact(SupervisorAssigned, supervisor_id=BEN, on=on(11))
ENDED = fact(SupervisionEnded, supervisor_id=BEN, on=on(15))


def violation(*facts: Fact) -> Violation:
    return given(Violation, VIOLATION, *facts)


class TestReport:
    def report(
        self,
        *facts: Fact,
        at: Occurred | None = AT_ELEVEN,
        code: str = "ENGINE_NOT_WARMED",
        member_id: UUID | None = ANN,
        dealt_with_at: UUID | None = GROUP,
        organisation: Organisation | None = None,
    ) -> Outcome:
        place = organisation or world.group()
        command = ReportViolation(
            violation_id=VIOLATION,
            organisation_id=place.id,
            kind=RULES,
            severity=SERIOUS,
            code=code,
            member_id=member_id,
            occurred_at=at,
        )
        known = {"organisation": place, "dealt_with_at": dealt_with_at}
        return when(report_violation, violation(*facts), command, context(), **known)

    def test_of_a_member_at_the_group(self) -> None:
        (event,) = self.report().then(reported())
        assert event.subjects() == (GROUP, ANN)

    def test_of_the_organisation_as_such(self) -> None:
        (event,) = self.report(member_id=None, dealt_with_at=None, organisation=world.branch()).then(
            reported(None, BRANCH)
        )
        assert event.subjects() == (BRANCH,)

    @pytest.mark.parametrize(
        ("at", "day"),
        [
            ("2026-03-10T15:59:59Z", 10),  # 23:59:59 in Shanghai
            ("2026-03-10T16:00:00Z", 11),  # midnight there, and still the tenth in UTC
            ("2026-03-10T16:01:00Z", 11),
            ("2026-03-10", 10),
        ],
    )
    def test_its_day_is_the_countys(self, at: str, day: int) -> None:
        self.report(at=Occurred(at)).then(reported(at=at, day=day))

    def test_just_now_if_no_time_is_said(self) -> None:
        self.report(at=None).then(reported(at="2026-03-20T02:00:00Z", day=20))

    @pytest.mark.parametrize("at", ["2026-03", "2026"])
    def test_a_month_is_too_little(self, at: str) -> None:
        self.report(at=Occurred(at)).refused("INVALID_DATES occurredAt")

    def test_none_is_ahead(self) -> None:
        self.report(at=Occurred("2026-03-20T02:00:01Z")).refused("IN_THE_FUTURE occurredAt")
        assert self.report(at=Occurred("2026-03-20T02:00:00Z")).events

    def test_where_the_member_was_dealt_with_that_day(self) -> None:
        self.report(dealt_with_at=BRANCH).refused("MEMBER_ELSEWHERE memberId")
        self.report(dealt_with_at=None).refused("MEMBER_ELSEWHERE memberId")
        self.report(organisation=world.branch()).refused("MEMBER_ELSEWHERE memberId")

    def test_at_what_meets_alone_and_stood_that_day(self) -> None:
        committee = world.township()
        told = {"organisation": committee, "member_id": None}
        self.report(**told).refused("WRONG_KIND organisationId")  # type: ignore[arg-type]
        gone = fact(OrganisationDissolved, on=on(10), approved_by=TOWNSHIP)
        dissolved = world.organisation(GROUP, OrganisationKind.PARTY_GROUP, BRANCH, gone)
        self.report(organisation=dissolved).refused("ORGANISATION_DISSOLVED organisationId")
        assert self.report(organisation=dissolved, at=Occurred("2026-03-09")).events

    def test_what_cannot_be(self) -> None:
        self.report(reported()).refused("ALREADY_EXISTS violationId")
        self.report(code="no code").refused("INVALID_VALUE code")
        self.report(organisation=Organisation.empty(GROUP)).refused("NOT_FOUND organisationId")


class TestCorrect:
    def correct(
        self,
        *facts: Fact,
        corrects: int = 1,
        severity: ViolationSeverity | None = None,
        at: str | None = None,
        reason: str | None = "WRONG_DAY",
        dealt_with_at: UUID | None = GROUP,
        actor: UUID | None = None,
    ) -> Outcome:
        command = CorrectViolation(
            violation_id=VIOLATION,
            corrects=event_id(VIOLATION, corrects),
            severity=severity,
            at=None if at is None else Occurred(at),
            reason=reason,
        )
        known = {"organisation": world.group(), "dealt_with_at": dealt_with_at}
        told = context(actor_member_id=actor)
        return when(correct_violation, violation(*facts), command, told, **known)

    def test_its_grading_alone(self) -> None:
        less = ViolationSeverity.ORDINARY
        self.correct(reported(), severity=less).then(corrected(severity=less))

    def test_its_time_and_with_it_the_day(self) -> None:
        at = "2026-03-10T16:01:00Z"
        self.correct(reported(), at=at).then(corrected(at=at, on=on(11)))
        self.correct(reported(), at="2026-03-20T02:00:01Z").refused("IN_THE_FUTURE at")
        self.correct(reported(), at="2026-03").refused("INVALID_DATES at")
        self.correct(reported(), at="1899-12-31").refused("INVALID_DATES at")

    def test_it_did_not_happen_after_somebody_saw_to_it(self) -> None:
        for day, refused in ((11, False), (12, True)):
            outcome = self.correct(reported(), SEEN_TO, at=f"2026-03-{day}")
            if refused:
                outcome.refused("INVALID_DATES at")
            else:
                assert outcome.events

    def test_a_correction_may_be_corrected(self) -> None:
        facts = reported(), corrected(at="2026-03-12", on=on(12))
        assert violation(*facts).occurred_on == on(12)
        back = corrected(at="2026-03-11", on=on(11), corrects=event_id(VIOLATION, 2))
        self.correct(*facts, corrects=2, at="2026-03-11").then(back)

    def test_not_to_a_day_on_which_the_member_was_elsewhere(self) -> None:
        self.correct(reported(), at="2026-03-01", dealt_with_at=BRANCH).refused("MEMBER_ELSEWHERE at")
        assert self.correct(reported(None), at="2026-03-01", dealt_with_at=None).events

    def test_what_says_nothing_new_or_no_reason(self) -> None:
        self.correct(reported()).refused("CORRECTS_NOTHING corrects")
        self.correct(reported(), severity=SERIOUS).refused("CORRECTS_NOTHING corrects")
        self.correct(reported(), at="2026-03-11", corrects=9).refused("CORRECTS_NOTHING corrects")
        self.correct(reported(), at="2026-03-11", reason=None).refused("REASON_REQUIRED reason")

    def test_never_ones_own_nor_what_was_withdrawn(self) -> None:
        self.correct(reported(), at="2026-03-11", actor=ANN).refused("OWN_VIOLATION violationId")
        assert self.correct(reported(), at="2026-03-11", actor=BEN).events
        self.correct(reported(), WITHDRAWN, at="2026-03-11").refused("ALREADY_WITHDRAWN violationId")
        self.correct(at="2026-03-11").refused("NOT_FOUND violationId")


class TestWithdraw:
    def withdraw(self, *facts: Fact, reason: str | None = "MISTAKEN", actor: UUID | None = None) -> Outcome:
        command = WithdrawViolation(violation_id=VIOLATION, reason=reason)
        return when(withdraw_violation, violation(*facts), command, context(actor_member_id=actor))

    def test_once_with_a_reason(self) -> None:
        self.withdraw(reported(), SEEN_TO).then(WITHDRAWN)
        assert violation(reported(), SEEN_TO, WITHDRAWN).supervisor_id is None
        self.withdraw(reported(), WITHDRAWN).refused("ALREADY_WITHDRAWN violationId")
        self.withdraw(reported(), reason=None).refused("REASON_REQUIRED reason")
        self.withdraw().refused("NOT_FOUND violationId")

    def test_by_others_than_whose_it_was(self) -> None:
        self.withdraw(reported(), actor=ANN).refused("OWN_VIOLATION violationId")
        assert self.withdraw(reported(), actor=BEN).events
        assert self.withdraw(reported(None), actor=ANN).events


class TestSupervision:
    def assign(
        self, *facts: Fact, by: UUID = BEN, day: int = 11, home: Container[UUID] = frozenset(AT_HOME)
    ) -> Outcome:
        command = AssignSupervisor(violation_id=VIOLATION, supervisor_id=by, on=on(day))
        known = {"home": home, "branch_id": BRANCH}
        return when(assign_supervisor, violation(*facts), command, context(), **known)

    def end(
        self, *facts: Fact, day: int = 15, reason: str | None = "PUT_RIGHT", actor: UUID | None = None
    ) -> Outcome:
        command = EndSupervision(violation_id=VIOLATION, on=on(day), reason=reason)
        return when(end_supervision, violation(*facts), command, context(actor_member_id=actor))

    def test_a_member_of_the_branch(self) -> None:
        (event,) = self.assign(reported()).then(SEEN_TO)
        assert event.subjects() == (BEN,)
        self.assign(reported(), home={TOWNSHIP}).refused("MEMBER_ELSEWHERE supervisorId")
        self.assign(reported(), home=frozenset()).refused("MEMBER_ELSEWHERE supervisorId")

    def test_never_whose_it_was(self) -> None:
        self.assign(reported(), by=ANN).refused("OWN_VIOLATION supervisorId")

    def test_not_before_it_nor_ahead(self) -> None:
        assert self.assign(reported(), day=10).events
        self.assign(reported(), day=9).refused("INVALID_DATES on")
        self.assign(reported(), day=21).refused("IN_THE_FUTURE on")

    def test_another_takes_the_place(self) -> None:
        self.assign(reported(), SEEN_TO).refused("ALREADY_RECORDED supervisorId")
        self.assign(reported(), SEEN_TO, by=CAT).then(fact(SupervisorAssigned, supervisor_id=CAT, on=on(11)))
        self.assign(reported(), SEEN_TO, by=CAT, day=10).refused("INVALID_DATES on")
        assert self.assign(reported(), SEEN_TO, ENDED, day=15).events
        self.assign(reported(), SEEN_TO, ENDED, by=CAT, day=14).refused("INVALID_DATES on")

    def test_of_what_stands(self) -> None:
        self.assign(reported(), WITHDRAWN).refused("ALREADY_WITHDRAWN violationId")
        self.assign().refused("NOT_FOUND violationId")

    def test_it_ends_once_with_a_reason(self) -> None:
        self.end(reported(), SEEN_TO).then(ENDED)
        assert self.end(reported(), SEEN_TO, day=11).events
        self.end(reported(), SEEN_TO, day=10).refused("INVALID_DATES on")
        self.end(reported(), SEEN_TO, day=21).refused("IN_THE_FUTURE on")
        self.end(reported(), SEEN_TO, reason=None).refused("REASON_REQUIRED reason")
        self.end(reported(), SEEN_TO, ENDED).refused("NOTHING_RECORDED violationId")
        self.end(reported()).refused("NOTHING_RECORDED violationId")
        self.end(reported(), SEEN_TO, WITHDRAWN).refused("ALREADY_WITHDRAWN violationId")
        self.end(reported(), SEEN_TO, actor=ANN).refused("OWN_VIOLATION violationId")


def test_the_time_of_these_tests() -> None:
    assert world.NOW.astimezone(UTC) == datetime(2026, 3, 20, 2, tzinfo=UTC)
