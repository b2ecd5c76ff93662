"""Annual plans: passed, filed above, items; recorded as they are, late or incomplete."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from domain.annual_plans.commands import AdoptAnnualPlan, AssignPlanItem, FileAnnualPlan, WithdrawPlanItem
from domain.annual_plans.decide import (
    MOST_ITEMS,
    adopt_annual_plan,
    assign_plan_item,
    file_annual_plan,
    withdraw_plan_item,
)
from domain.annual_plans.events import (
    AnnualPlanAdopted,
    AnnualPlanFiled,
    PlanItemAssigned,
    PlanItemWithdrawn,
    annual_plan_id,
)
from domain.annual_plans.state import AnnualPlan
from domain.meetings.events import MeetingCancelled, MeetingKind
from domain.meetings.state import Meeting
from domain.organisation.events import OrganisationDissolved, OrganisationKind
from domain.organisation.state import Organisation
from tests.unit.support import world
from tests.unit.support.given_when_then import Fact, Outcome, fact, given, when
from tests.unit.support.world import ANN, BRANCH, COMMITTEE, OTHER_BRANCH, TODAY, TOWNSHIP, context

PLAN = annual_plan_id(BRANCH, 2026)
DOCUMENT = world.id_of("document")
ABOVE = (TOWNSHIP, COMMITTEE)
HOME = frozenset([BRANCH, TOWNSHIP, COMMITTEE])


def adopted(on: date = date(2026, 1, 20), **changes: Any) -> Fact:
    said = {"organisation_id": BRANCH, "year": 2026, "adopted_at": MeetingKind.GENERAL_MEETING}
    return fact(AnnualPlanAdopted, **{**said, "on": on, **changes})


def filed(on: date = date(2026, 2, 1), recipient_id: UUID = TOWNSHIP) -> Fact:
    return fact(
        AnnualPlanFiled,
        organisation_id=BRANCH,
        year=2026,
        recipient_id=recipient_id,
        recipient_kind=OrganisationKind.PARTY_COMMITTEE,
        on=on,
    )


def assigned(number: int = 0, **said: Any) -> Fact:
    item_id = world.id_of(f"item {number}")
    return fact(PlanItemAssigned, **{"organisation_id": BRANCH, "year": 2026, "item_id": item_id, **said})


def plan(*facts: Fact) -> AnnualPlan:
    return given(AnnualPlan, PLAN, *facts)


def adopt(
    state: AnnualPlan,
    *,
    organisation: Organisation | None = None,
    meeting: Meeting | None = None,
    reason: str | None = None,
    **changes: Any,
) -> Outcome:
    said = {
        "organisation_id": BRANCH,
        "year": 2026,
        "on": date(2026, 1, 20),
        "adopted_at": MeetingKind.GENERAL_MEETING,
        "meeting_id": None if meeting is None else meeting.id,
    }
    return when(
        adopt_annual_plan,
        state,
        AdoptAnnualPlan(**{**said, **changes}, reason=reason),
        context(),
        organisation=organisation or world.branch(),
        meeting=meeting,
    )


def file(
    state: AnnualPlan,
    on: date = date(2026, 2, 1),
    *,
    recipient_id: UUID = TOWNSHIP,
    recipient: Organisation | None = None,
    organisation: Organisation | None = None,
    reason: str | None = None,
) -> Outcome:
    command = FileAnnualPlan(
        organisation_id=BRANCH, year=2026, recipient_id=recipient_id, on=on, reason=reason
    )
    return when(
        file_annual_plan,
        state,
        command,
        context(),
        organisation=organisation or world.branch(),
        recipient=recipient or world.township(),
        above=ABOVE,
    )


def assign(state: AnnualPlan, *, home: frozenset[UUID] | None = HOME, **said: Any) -> Outcome:
    command = AssignPlanItem(organisation_id=BRANCH, year=2026, **said)
    return when(assign_plan_item, state, command, context(), home=home if command.assignee_id else None)


def withdraw(state: AnnualPlan, item_id: UUID, reason: str | None = "MISTAKEN") -> Outcome:
    command = WithdrawPlanItem(organisation_id=BRANCH, year=2026, item_id=item_id, reason=reason)
    return when(withdraw_plan_item, state, command, context())


@pytest.mark.parametrize("on", [date(2025, 1, 1), date(2025, 12, 31), date(2026, 1, 1), TODAY])
def test_passed_in_its_year_or_the_one_before(on: date) -> None:
    (event,) = adopt(plan(), on=on).then(adopted(on))
    assert event.subjects() == (BRANCH,)


def test_passed_by_a_meeting_that_is_recorded() -> None:
    held = world.meeting(world.planned(date(2026, 1, 20)))
    adopt(plan(), meeting=held).then(adopted(meeting_id=held.id))


@pytest.mark.parametrize(
    ("facts", "kind", "refusal"),
    [
        ((), MeetingKind.GENERAL_MEETING, "NOT_FOUND meetingId"),
        ((world.planned(organisation_id=OTHER_BRANCH),), MeetingKind.GENERAL_MEETING, "NOT_FOUND meetingId"),
        ((world.planned(),), MeetingKind.BRANCH_COMMITTEE_MEETING, "WRONG_KIND meetingId"),
        (
            (world.planned(), fact(MeetingCancelled)),
            MeetingKind.GENERAL_MEETING,
            "MEETING_CANCELLED meetingId",
        ),
    ],
)
def test_a_meeting_that_cannot_have_passed_it(facts: Any, kind: MeetingKind, refusal: str) -> None:
    adopt(plan(), meeting=world.meeting(*facts), adopted_at=kind).refused(refusal)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"organisation": Organisation.empty(BRANCH)}, "NOT_FOUND organisationId"),
        ({"year": 1999, "on": date(1999, 1, 1)}, "INVALID_VALUE year"),
        ({"year": 2028}, "INVALID_VALUE year"),
        ({"on": date(2024, 12, 31)}, "INVALID_DATES on"),
        ({"on": date(2026, 3, 21)}, "IN_THE_FUTURE on"),
        ({"year": 2025, "on": date(2026, 1, 1)}, "INVALID_DATES on"),
    ],
)
def test_a_plan_that_cannot_be(changes: Any, refusal: str) -> None:
    adopt(plan(), **changes).refused(refusal)


def test_a_branch_passes_nothing_once_it_is_dissolved() -> None:
    gone = fact(OrganisationDissolved, on=date(2026, 1, 20), approved_by=TOWNSHIP)
    branch = world.organisation(BRANCH, OrganisationKind.PARTY_BRANCH, TOWNSHIP, gone)
    adopt(plan(), organisation=branch).refused("ORGANISATION_DISSOLVED organisationId")
    adopt(plan(), organisation=branch, on=date(2026, 1, 19)).then(adopted(date(2026, 1, 19)))


def test_what_was_recorded_of_it_is_corrected_with_a_reason() -> None:
    later = date(2026, 1, 25)
    adopt(plan(adopted()), on=later).refused("REASON_REQUIRED reason")
    (event,) = adopt(plan(adopted()), on=later, reason="TYPING_ERROR").then(adopted(later))
    assert event.reason == "TYPING_ERROR"
    on_file = plan(adopted(), filed(date(2026, 1, 25)))
    adopt(on_file, on=later, reason="TYPING_ERROR").then(adopted(later))
    adopt(on_file, on=date(2026, 1, 26), reason="TYPING_ERROR").refused("INVALID_DATES on")


@pytest.mark.parametrize("on", [date(2026, 1, 20), TODAY])
def test_c02_filed_from_the_day_it_was_passed(on: date) -> None:
    (event,) = file(plan(adopted()), on).then(filed(on))
    assert set(event.subjects()) == {BRANCH, TOWNSHIP}


@pytest.mark.parametrize(
    ("given_", "changes", "refusal"),
    [
        ((), {}, "NOT_FOUND year"),
        ((adopted(),), {"on": date(2026, 1, 19)}, "INVALID_DATES on"),
        ((adopted(),), {"on": date(2026, 3, 21)}, "IN_THE_FUTURE on"),
        ((adopted(),), {"recipient_id": OTHER_BRANCH}, "NOT_ABOVE recipientId"),
        ((adopted(),), {"recipient_id": BRANCH}, "NOT_ABOVE recipientId"),
    ],
)
def test_what_cannot_be_filed(given_: Any, changes: Any, refusal: str) -> None:
    file(plan(*given_), **changes).refused(refusal)


def test_nothing_is_filed_by_or_with_who_is_dissolved() -> None:
    gone = fact(OrganisationDissolved, on=date(2026, 2, 1), approved_by=COMMITTEE)
    branch = world.organisation(BRANCH, OrganisationKind.PARTY_BRANCH, TOWNSHIP, gone)
    township = world.organisation(TOWNSHIP, OrganisationKind.PARTY_COMMITTEE, COMMITTEE, gone)
    day_before = date(2026, 1, 31)
    file(plan(adopted()), organisation=branch).refused("ORGANISATION_DISSOLVED organisationId")
    file(plan(adopted()), day_before, organisation=branch).then(filed(day_before))
    file(plan(adopted()), recipient=township).refused("ORGANISATION_DISSOLVED recipientId")
    file(plan(adopted()), day_before, recipient=township).then(filed(day_before))


def test_the_day_of_a_filing_is_corrected_with_a_reason() -> None:
    on_file = plan(adopted(), filed())
    file(on_file).nothing()
    file(on_file, date(2026, 2, 2)).refused("REASON_REQUIRED reason")
    file(on_file, date(2026, 2, 2), reason="TYPING_ERROR").then(filed(date(2026, 2, 2)))
    file(on_file, recipient_id=COMMITTEE, recipient=world.committee()).then(filed(recipient_id=COMMITTEE))


@pytest.mark.parametrize(
    "said",
    [
        {"planned_on": date(2026, 1, 1)},
        {"planned_on": date(2026, 12, 31), "document_id": DOCUMENT, "assignee_id": ANN},
        {"document_id": DOCUMENT},
        {"assignee_id": ANN},
    ],
)
def test_c16_an_item_says_what_is_settled(said: Any) -> None:
    [event] = assign(plan(adopted()), **said).events
    assert isinstance(event, PlanItemAssigned)
    assert event.item_id == event.event_id
    assert {name: getattr(event, name) for name in said} == said


def test_an_item_is_said_again() -> None:
    item_id = world.id_of("item 0")
    state = plan(adopted(), assigned(planned_on=TODAY))
    assign(state, item_id=item_id, document_id=DOCUMENT).then(assigned(document_id=DOCUMENT))


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({}, "INVALID_VALUE plannedOn"),
        ({"planned_on": date(2025, 12, 31)}, "INVALID_DATES plannedOn"),
        ({"planned_on": date(2027, 1, 1)}, "INVALID_DATES plannedOn"),
        ({"assignee_id": ANN, "home": frozenset()}, "MEMBER_ELSEWHERE assigneeId"),
        ({"assignee_id": ANN, "home": frozenset([OTHER_BRANCH, TOWNSHIP])}, "MEMBER_ELSEWHERE assigneeId"),
        ({"item_id": world.id_of("item 7"), "document_id": DOCUMENT}, "NOT_FOUND itemId"),
    ],
)
def test_an_item_that_cannot_be(said: Any, refusal: str) -> None:
    assign(plan(adopted()), **said).refused(refusal)


def test_there_is_no_item_without_a_plan() -> None:
    assign(plan(), document_id=DOCUMENT).refused("NOT_FOUND year")
    withdraw(plan(), world.id_of("item 0")).refused("NOT_FOUND year")


def test_as_many_items_as_a_plan_has_at_most() -> None:
    full = [assigned(number, planned_on=TODAY) for number in range(MOST_ITEMS)]
    assert len(assign(plan(adopted(), *full[1:]), document_id=DOCUMENT).events) == 1
    assign(plan(adopted(), *full), document_id=DOCUMENT).refused("TOO_MANY year")
    again = assign(plan(adopted(), *full), item_id=world.id_of("item 0"), document_id=DOCUMENT)
    again.then(assigned(document_id=DOCUMENT))


def test_an_item_is_withdrawn_once_and_for_a_reason() -> None:
    item_id = world.id_of("item 0")
    withdrawn = fact(PlanItemWithdrawn, organisation_id=BRANCH, year=2026, item_id=item_id)
    state = plan(adopted(), assigned(planned_on=TODAY))
    withdraw(state, item_id, None).refused("REASON_REQUIRED reason")
    withdraw(state, item_id).then(withdrawn)
    withdraw(plan(adopted(), assigned(planned_on=TODAY), withdrawn), item_id).refused("NOT_FOUND itemId")
