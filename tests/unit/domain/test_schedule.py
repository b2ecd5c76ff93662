"""Leave to meet on days off instead of the fixed days."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from domain.organisation.events import OrganisationDissolved, OrganisationKind
from domain.organisation.state import Organisation
from domain.schedule.commands import ApproveScheduleException, EndScheduleException
from domain.schedule.decide import approve_schedule_exception, end_schedule_exception
from domain.schedule.events import ScheduleExceptionApproved, ScheduleExceptionEnded
from domain.schedule.state import ScheduleException
from tests.unit.support import world
from tests.unit.support.given_when_then import Fact, Outcome, fact, given, when
from tests.unit.support.world import BRANCH, COMMITTEE, OTHER_BRANCH, TOWNSHIP, context

EXCEPTION = world.id_of("schedule exception")
ABOVE = (TOWNSHIP, COMMITTEE)
FIRST, LAST = date(2026, 3, 1), date(2026, 9, 1)


def approved(to_on: date | None = None, from_on: date = FIRST) -> Fact:
    return fact(
        ScheduleExceptionApproved, organisation_id=BRANCH, from_on=from_on, approved_by=TOWNSHIP, to_on=to_on
    )


def ended(on: date) -> Fact:
    return fact(ScheduleExceptionEnded, organisation_id=BRANCH, on=on)


def approve(
    *facts: Fact,
    organisation: Organisation | None = None,
    approver: Organisation | None = None,
    approved_by: UUID = TOWNSHIP,
    **changes: Any,
) -> Outcome:
    said: dict[str, Any] = {"organisation_id": BRANCH, "from_on": FIRST, "approved_by": approved_by}
    return when(
        approve_schedule_exception,
        given(ScheduleException, EXCEPTION, *facts),
        ApproveScheduleException(exception_id=EXCEPTION, **{**said, **changes}),
        context(),
        organisation=organisation or world.branch(),
        approver=approver or world.township(),
        above=ABOVE,
    )


def end(on: date, *facts: Fact) -> Outcome:
    command = EndScheduleException(exception_id=EXCEPTION, on=on)
    return when(end_schedule_exception, given(ScheduleException, EXCEPTION, *facts), command, context())


@pytest.mark.parametrize("to_on", [None, date(2026, 3, 2), LAST])
def test_c09_approved_from_above(to_on: date | None) -> None:
    """醴陵市职校: 学校党组织可将党员活动日时间调整至法定节假日."""
    (event,) = approve(to_on=to_on).then(approved(to_on))
    assert set(event.subjects()) == {BRANCH, TOWNSHIP}


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"organisation": Organisation.empty(BRANCH)}, "NOT_FOUND organisationId"),
        ({"to_on": FIRST}, "INVALID_DATES toOn"),
        ({"from_on": date(1899, 12, 31)}, "INVALID_DATES fromOn"),
        ({"from_on": date(2029, 1, 1)}, "INVALID_DATES fromOn"),
        ({"approver": Organisation.empty(TOWNSHIP)}, "NOT_FOUND approvedBy"),
        ({"approver": world.branch(OTHER_BRANCH)}, "WRONG_KIND approvedBy"),
    ],
)
def test_what_cannot_be_approved(changes: Any, refusal: str) -> None:
    approve(**changes).refused(refusal)


def test_nobody_approves_for_oneself() -> None:
    itself = world.organisation(BRANCH, OrganisationKind.PARTY_COMMITTEE, TOWNSHIP)
    approve(approver=itself, approved_by=BRANCH).refused("NOT_ABOVE approvedBy")


def test_an_id_is_used_once() -> None:
    approve(approved()).refused("ALREADY_EXISTS exceptionId")


@pytest.mark.parametrize(
    ("to_on", "fits"), [(None, False), (date(2026, 6, 2), False), (date(2026, 6, 1), True)]
)
def test_it_does_not_outlast_the_branch(to_on: date | None, fits: bool) -> None:
    gone = fact(OrganisationDissolved, on=date(2026, 6, 1), approved_by=TOWNSHIP)
    branch = world.organisation(BRANCH, OrganisationKind.PARTY_BRANCH, TOWNSHIP, gone)
    outcome = approve(organisation=branch, to_on=to_on)
    if fits:
        outcome.then(approved(to_on))
    else:
        outcome.refused("ORGANISATION_DISSOLVED organisationId")


@pytest.mark.parametrize("on", [FIRST, date(2026, 3, 20), LAST])
def test_ended(on: date) -> None:
    end(on, approved()).then(ended(on))


def test_ended_sooner_and_not_later() -> None:
    end(LAST, approved(LAST)).nothing()
    end(date(2026, 8, 31), approved(LAST)).then(ended(date(2026, 8, 31)))
    end(date(2026, 9, 2), approved(LAST)).refused("INVALID_DATES on")
    end(date(2026, 2, 28), approved(LAST)).refused("INVALID_DATES on")
    end(LAST, approved(), ended(date(2026, 4, 1))).refused("INVALID_DATES on")
    end(FIRST).refused("NOT_FOUND exceptionId")
