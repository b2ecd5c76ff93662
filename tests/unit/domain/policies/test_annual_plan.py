"""The plan of the year: its day, its meeting, who has it on file, what its items lack."""

from datetime import date
from typing import Any

import pytest

from domain.meetings.events import MeetingKind
from domain.organisation.events import OrganisationKind
from domain.policies.facts import AnnualPlan, PlanField, PlanFiling, PlanItem
from domain.policies.kinds.annual_plan import AnnualPlanKind, PlanDuty
from domain.policies.periods import Period, Unit
from domain.policies.verdicts import Status, Verdict
from tests.unit.domain.policies.given import judge, named, subject

DUE = date(2026, 1, 31)
YEAR = Period.of(DUE, Unit.YEAR)
BOTH = (OrganisationKind.GENERAL_BRANCH, OrganisationKind.PARTY_COMMITTEE)


def duty(**given: Any) -> PlanDuty:
    return PlanDuty(**{"by_month": 1, "by_day": 31, "partial_period": "required", **given})


def item(name: str = "item", without: str | None = None) -> PlanItem:
    says: dict[str, Any] = {
        "on": date(2026, 5, 4),
        "document_id": named("document"),
        "assignee_id": named("person"),
    }
    return PlanItem(event=named(name), **{field: what for field, what in says.items() if field != without})


def filing(recipient: OrganisationKind, on: date = date(2026, 1, 25)) -> PlanFiling:
    return PlanFiling(recipient=recipient, on=on, event=named(f"{recipient} {on}"))


def plan(**given: Any) -> AnnualPlan:
    return AnnualPlan(
        **{
            "adopted_on": date(2026, 1, 20),
            "adopted_at": MeetingKind.GENERAL_MEETING,
            "filings": tuple(filing(kind) for kind in BOTH),
            "items": (item(),),
            "events": (named("plan"),),
            **given,
        }
    )


def verdict_on(adopted: AnnualPlan | None, rule: PlanDuty | None = None, **fields: Any) -> Verdict:
    return judge(rule or duty(), subject(YEAR, **{"plan": adopted, **fields}))


@pytest.mark.parametrize(
    ("today", "status", "recheck"),
    [
        (date(2025, 12, 30), Status.NOT_YET_DUE, date(2025, 12, 31)),
        (date(2025, 12, 31), Status.PENDING, date(2026, 1, 17)),
        (date(2026, 1, 16), Status.PENDING, date(2026, 1, 17)),
        (date(2026, 1, 17), Status.AT_RISK, DUE),
        (date(2026, 1, 30), Status.AT_RISK, DUE),
        (DUE, Status.MISSED, None),
    ],
)
def test_no_plan_by_the_day_that_was_closed_last(today: date, status: Status, recheck: date | None) -> None:
    verdict = verdict_on(None, today=today)
    assert (verdict.status, verdict.recheck) == (status, recheck)
    assert [shortfall.code for shortfall in verdict.shortfalls] == ["NO_PLAN"]


@pytest.mark.parametrize(
    ("on", "status"),
    [
        (date(2025, 12, 20), Status.PASSED),
        (DUE, Status.PASSED),
        (date(2026, 2, 1), Status.OFF_WINDOW),
    ],
)
def test_the_day_by_which_it_is_passed(on: date, status: Status) -> None:
    verdict = verdict_on(plan(adopted_on=on))
    assert (verdict.status, verdict.events) == (status, (named("plan"),))


def test_a_plan_in_time_has_passed_at_once() -> None:
    verdict = verdict_on(plan(), today=date(2026, 1, 20))
    assert (verdict.status, verdict.recheck, verdict.shortfalls) == (Status.PASSED, None, ())


@pytest.mark.parametrize(
    ("year", "day"), [(2028, date(2028, 2, 29)), (2026, date(2026, 2, 28)), (2100, date(2100, 2, 28))]
)
def test_a_leap_day(year: int, day: date) -> None:
    assert duty(by_month=2, by_day=29).due(year) == day


def test_c02_passed_by_the_general_meeting() -> None:
    """招投标中心: 经党支部大会讨论通过."""
    verdict = verdict_on(plan(adopted_at=MeetingKind.BRANCH_COMMITTEE_MEETING))
    assert verdict.status is Status.MISSED
    [shortfall] = verdict.shortfalls
    assert (shortfall.code, shortfall.about) == ("PASSED_ELSEWHERE", "BRANCH_COMMITTEE_MEETING")


@pytest.mark.parametrize(
    ("filed", "status", "lacking"),
    [
        (BOTH, Status.PASSED, None),
        (BOTH[:1], Status.MISSED, ("PARTY_COMMITTEE",)),
        ((), Status.MISSED, ("GENERAL_BRANCH", "PARTY_COMMITTEE")),
    ],
)
def test_c02_filed_with_both_recipients(filed: Any, status: Status, lacking: Any) -> None:
    """招投标中心: 报党总支和机关党委备案."""
    verdict = verdict_on(plan(filings=tuple(map(filing, filed))), duty(recipients=BOTH))
    assert verdict.status is status
    assert [one.lacking for one in verdict.shortfalls] == ([] if lacking is None else [lacking])


@pytest.mark.parametrize(
    ("days", "status"),
    [
        ((DUE,), Status.PASSED),
        ((date(2026, 2, 1),), Status.OFF_WINDOW),
        ((date(2026, 2, 1), DUE), Status.PASSED),
        ((date(2026, 2, 1), date(2026, 2, 2)), Status.OFF_WINDOW),
    ],
)
def test_c02_filed_by_the_day_by_which_it_is_passed(days: tuple[date, ...], status: Status) -> None:
    """Of several filings with one recipient the first tells."""
    general, committee = BOTH
    filings = (*(filing(committee, on) for on in days), filing(general))
    verdict = verdict_on(plan(filings=filings), duty(recipients=BOTH))
    told = [(one.code, one.about, one.event) for one in verdict.shortfalls]
    late = ("FILED_LATE", "PARTY_COMMITTEE", named(f"{committee} 2026-02-01"))
    assert (verdict.status, told) == (status, [] if status is Status.PASSED else [late])


def test_filed_with_those_whom_the_rule_does_not_name() -> None:
    late = plan(filings=(filing(OrganisationKind.PARTY_COMMITTEE, date(2026, 6, 1)),))
    assert verdict_on(late).status is Status.PASSED


def test_before_the_day_it_may_still_be_filed() -> None:
    verdict = verdict_on(plan(filings=()), duty(recipients=BOTH), today=date(2026, 1, 10))
    assert verdict.status is Status.PENDING


@pytest.mark.parametrize(
    ("without", "lacking"),
    [("on", "DATE"), ("document_id", "DOCUMENT"), ("assignee_id", "ASSIGNEE")],
)
def test_c16_items_that_lack_a_date_a_document_or_a_person(without: str, lacking: str) -> None:
    """凉山国税: 时间到天、内容到篇、落实到人."""
    rule = duty(item_needs=tuple(PlanField))
    verdict = verdict_on(plan(items=(item("whole"), item("lacking", without))), rule)
    assert (verdict.status, verdict.required, verdict.held) == (Status.OFF_WINDOW, 2, 1)
    [shortfall] = verdict.shortfalls
    assert (shortfall.code, shortfall.event, shortfall.lacking) == (
        "ITEM_INCOMPLETE",
        named("lacking"),
        (lacking,),
    )
    assert verdict_on(plan(items=(item(without=without),))).status is Status.PASSED


def test_a_plan_without_items_is_none_of_day_document_and_person() -> None:
    verdict = verdict_on(plan(items=()), duty(item_needs=tuple(PlanField)))
    assert [shortfall.code for shortfall in verdict.shortfalls] == ["NO_ITEMS"]
    assert verdict.status is Status.OFF_WINDOW


@pytest.mark.parametrize(
    ("fields", "required", "not_required"),
    [
        ({"founded_on": date(2026, 1, 1)}, True, True),
        ({"founded_on": date(2026, 1, 2)}, True, False),
        ({"founded_on": DUE}, True, False),
        ({"founded_on": date(2026, 2, 1)}, False, False),
        ({"ended_on": date(2025, 7, 1)}, False, False),
        ({"ended_on": DUE}, False, False),
        ({"ended_on": date(2026, 2, 1)}, True, True),
        ({"ended_on": date(2026, 12, 31)}, True, True),
        ({"founded_on": DUE, "ended_on": date(2026, 2, 1)}, True, False),
    ],
)
def test_a_year_in_which_the_branch_was_founded_or_dissolved(
    fields: Any, required: bool, not_required: bool
) -> None:
    """Whoever stood on the day was to have it by then, whatever became of the branch."""
    for partial, asked in (("required", required), ("not_required", not_required)):
        status = verdict_on(None, duty(partial_period=partial), **fields).status
        assert status is (Status.MISSED if asked else Status.NOT_REQUIRED)


@pytest.mark.parametrize(
    ("local", "above", "weaker"),
    [
        ({}, {}, False),
        ({"by_month": 2, "by_day": 1}, {}, True),
        ({"by_day": 15}, {}, False),
        ({}, {"recipients": BOTH}, True),
        ({}, {"item_needs": (PlanField.DATE,)}, True),
        ({"by_day": 15}, {"recipients": BOTH}, None),
        ({"partial_period": "not_required"}, {}, True),
        ({"adopted_at": MeetingKind.BRANCH_COMMITTEE_MEETING}, {}, None),
    ],
)
def test_a_local_rule_that_asks_for_less(local: Any, above: Any, weaker: bool | None) -> None:
    assert AnnualPlanKind().weaker(duty(**local), duty(**above)) is weaker


def test_it_says_itself_in_words() -> None:
    kind = AnnualPlanKind()
    assert kind.sentences(duty()).zh == "年度计划于1月31日前(含当日)经支部党员大会通过"
    words = kind.sentences(duty(recipients=BOTH, item_needs=tuple(PlanField)))
    assert words.zh == (
        "年度计划于1月31日前(含当日)经支部党员大会通过,并报党总支、党委备案,每项列明时间、学习篇目、责任人"
    )
    assert words.en == (
        "Annual plan: passed by general meeting by January 31, filed with the general branch and the party "
        "committee, each item with a date, a document, a person"
    )


def test_its_period_is_the_year_and_it_looks_at_no_meetings() -> None:
    kind = AnnualPlanKind()
    assert (kind.unit(duty(), 0), kind.looks_at(duty())) == (Unit.YEAR, frozenset())


@pytest.mark.parametrize(
    ("wrong", "parameter"),
    [
        ({"by_month": 0}, "by_month"),
        ({"by_month": 13}, "by_month"),
        ({"by_day": 0}, "by_day"),
        ({"by_day": 32}, "by_day"),
        ({"by_month": 2, "by_day": 30}, "by_day"),
        ({"by_month": 4, "by_day": 31}, "by_day"),
        ({"remind_days": -1}, "remind_days"),
    ],
)
def test_parameters_that_cannot_be(wrong: Any, parameter: str) -> None:
    with pytest.raises(ValueError, match=parameter):
        duty(**wrong)
