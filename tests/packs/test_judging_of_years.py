"""Packs that are adopted judge plans, publications, notices and how a branch is made up."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from domain.meeting_entries.events import MinutesField
from domain.meetings.events import MeetingKind
from domain.organisation.events import OrganisationKind
from domain.policies.assessment import judge_standing
from domain.policies.facts import AnnualPlan, Matter, PlanFiling, PlanItem, Publication, Standing
from domain.policies.periods import Period, Unit
from domain.policies.verdicts import Status
from tests.packs.test_judging import BRANCH, PACKS, YEAR_2026, adopted, judged
from tests.unit.domain.policies.given import meeting, named

GENERAL, GROUP = MeetingKind.GENERAL_MEETING, MeetingKind.GROUP_MEETING
BOTH = tuple(
    PlanFiling(recipient=kind, on=date(2026, 3, 31), event=named(kind))
    for kind in (OrganisationKind.GENERAL_BRANCH, OrganisationKind.PARTY_COMMITTEE)
)


@pytest.mark.parametrize(
    ("plan", "status"),
    [
        ({"adopted_on": date(2026, 3, 31), "filings": BOTH}, Status.PASSED),
        ({"adopted_on": date(2026, 3, 31), "filings": BOTH[:1]}, Status.MISSED),
        ({"adopted_on": date(2026, 4, 1), "filings": BOTH}, Status.OFF_WINDOW),
        (None, Status.MISSED),
    ],
)
def test_c02_the_plan_is_passed_early_in_the_year_and_filed_with_both(plan: Any, status: Status) -> None:
    of_year = None if plan is None else AnnualPlan(adopted_at=GENERAL, **plan)
    [_, verdict] = judged(adopted("tender-centre"), "tender-centre/annual-plan", YEAR_2026, plan=of_year)
    assert verdict.status is status


@pytest.mark.parametrize("lacks", ["on", "document_id", "assignee_id"])
def test_c16_an_item_says_day_document_and_person(lacks: str) -> None:
    whole = {"on": date(2026, 5, 8), "document_id": named("document"), "assignee_id": named("person")}
    items = (
        PlanItem(event=named("one"), **whole),  # type: ignore[arg-type]
        PlanItem(event=named("two"), **{**whole, lacks: None}),  # type: ignore[arg-type]
    )
    plan = AnnualPlan(adopted_on=date(2026, 1, 15), adopted_at=GENERAL, items=items)
    [_, verdict] = judged(adopted("liangshan-tax"), "liangshan-tax/annual-plan", YEAR_2026, plan=plan)
    assert (verdict.status, verdict.required, verdict.held) == (Status.OFF_WINDOW, 2, 1)


def test_c05_twelve_months_are_assessed_and_eleven_published() -> None:
    months = list(YEAR_2026.months())
    told = tuple(
        Publication(
            matter=Matter.ASSESSMENT_RESULT,
            about=month,
            on=month.last + timedelta(days=10),
            event=named(month.label),
        )
        for month in months
        if month.label != "2026-07"
    )
    [_, verdict] = judged(
        adopted("visiting-team-community"),
        "visiting-team-community/assessment-published",
        YEAR_2026,
        publications=told,
        today=date(2027, 1, 10),
    )
    assert (verdict.status, verdict.required, verdict.held) == (Status.MISSED, 12, 11)


@pytest.mark.parametrize(
    ("days_before", "status"),
    [(0, Status.OFF_WINDOW), (1, Status.PASSED), (3, Status.PASSED), (4, Status.OFF_WINDOW)],
)
def test_c06_notice_of_one_to_three_days(days_before: int, status: Status) -> None:
    on = date(2026, 3, 1)
    held = meeting(on, GROUP, notified_on=on - timedelta(days=days_before), minutes=frozenset(MinutesField))
    [_, verdict] = _of_group(held)
    assert (verdict.status, verdict.verified) == (status, 1)


@pytest.mark.parametrize("lacking", MinutesField)
def test_c06_minutes_that_lack_one_of_six_verify_nothing(lacking: MinutesField) -> None:
    on = date(2026, 3, 10)
    minutes = frozenset(MinutesField) - {lacking}
    [_, verdict] = _of_group(meeting(on, GROUP, notified_on=on - timedelta(days=2), minutes=minutes))
    assert (verdict.held, verdict.verified) == (1, 0)


def _of_group(held: Any) -> Any:
    layers_on = adopted("group-meeting-course", kind=OrganisationKind.PARTY_GROUP)
    return judged(layers_on, "group-meeting-course/group-meeting", Period.of(held.on, Unit.MONTH), held)


@pytest.mark.parametrize(
    ("full_members", "committee", "stands"),
    [(5, 3, False), (6, 0, True), (7, 3, True), (7, 0, False), (9, 7, True), (9, 8, True)],
)
def test_c04_five_members_yet_a_committee(full_members: int, committee: int, stands: bool) -> None:
    """The finding cites 正式党员不足7人, by the version in force on that day; before the regulation there is none."""
    series = "branch-work-regulation/committee-from-seven"
    on = date(2026, 3, 1)
    [layer] = [
        each for each in adopted("branch-work-regulation")(on) if each.adoption.version.series == series
    ]
    standing = Standing(
        organisation_id=BRANCH, on=on, members=full_members, full_members=full_members, committee=committee
    )
    binding, verdict = judge_standing(layer, standing)
    assert (verdict.status is Status.PASSED) is stands
    assert binding.adoption.version.version == "2018"
    [rule] = [each for each in PACKS["branch-work-regulation"].rules if each.series == series]
    assert "正式党员不足7人的党支部" in rule.quote
    assert adopted("branch-work-regulation")(date(2018, 10, 27)) == ()
