"""G02: members are reviewed in each month (党小组长每月……采取个人自评、党员互评、党小组长点评的方式)."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from domain.meetings.events import MeetingKind
from domain.policies.facts import HeldMeeting
from domain.policies.kinds.peer_review import PeerReviewDuty, PeerReviewKind
from domain.policies.periods import Period, Unit
from domain.policies.verdicts import Effect, Remark, Status, Verdict
from tests.unit.domain.policies.given import judge, meeting, named, subject

GROUP, GENERAL = MeetingKind.GROUP_MEETING, MeetingKind.GENERAL_MEETING
MARCH = Period.of(date(2026, 3, 1), Unit.MONTH)
REVIEW = named("review")


def on(day: int) -> date:
    return date(2026, 3, day)


def rule(**given: Any) -> PeerReviewDuty:
    said = {"group_meetings": (GROUP,), "branch_meetings": (GENERAL,), "partial_period": "not_required"}
    return PeerReviewDuty(**{**said, **given})


def held(day: int, review: UUID | None = REVIEW, kind: MeetingKind = GROUP) -> HeldMeeting:
    return meeting(on(day), kind, review=review)


def of_march(
    *meetings: HeldMeeting,
    parameters: PeerReviewDuty | None = None,
    remarks: tuple[Remark, ...] = (),
    **fields: Any,
) -> Verdict:
    """Of a party group, unless it is said how many groups there are."""
    return judge(parameters or rule(), subject(MARCH, *meetings, **fields), *remarks)


@pytest.mark.parametrize("day", [1, 31], ids=["the first day", "the last day"])
def test_reviewed_on_any_day_of_the_month_it_is_met(day: int) -> None:
    one = held(day)
    verdict = of_march(one)
    assert (verdict.status, verdict.required, verdict.held) == (Status.PASSED, 1, 1)
    assert verdict.events == (*one.events, REVIEW)
    assert (verdict.shortfalls, verdict.recheck) == ((), None)


def test_met_before_the_month_is_over() -> None:
    assert of_march(held(3), today=on(3)).status is Status.PASSED


@pytest.mark.parametrize("meetings", [(), (held(10, None),)], ids=["no meeting", "nobody was reviewed"])
def test_without_a_review_it_is_missed(meetings: tuple[HeldMeeting, ...]) -> None:
    verdict = of_march(*meetings)
    assert (verdict.status, verdict.required, verdict.held) == (Status.MISSED, 1, 0)
    [shortfall] = verdict.shortfalls
    assert (shortfall.code, shortfall.about, shortfall.lacking) == ("NO_REVIEW", "2026-03", ())
    assert (verdict.events, verdict.recheck) == ((), None)


@pytest.mark.parametrize(
    ("today", "status", "recheck"),
    [
        (date(2026, 2, 27), Status.NOT_YET_DUE, date(2026, 2, 28)),
        (date(2026, 2, 28), Status.PENDING, on(24)),
        (on(23), Status.PENDING, on(24)),
        (on(24), Status.AT_RISK, on(31)),
        (on(30), Status.AT_RISK, on(31)),
        (on(31), Status.MISSED, None),
    ],
)
def test_until_the_month_is_closed_it_is_open(today: date, status: Status, recheck: date | None) -> None:
    verdict = of_march(held(3, None), today=today)
    assert (verdict.status, verdict.recheck) == (status, recheck)
    assert bool(verdict.shortfalls) is (status is Status.MISSED)


def test_all_meetings_with_reviews_are_told_by_day() -> None:
    other = named("other review")
    late, early, without = held(20, other), held(10), held(15, None)
    verdict = of_march(late, without, early)
    assert (verdict.required, verdict.held) == (1, 2)
    assert verdict.events == (*early.events, REVIEW, *late.events, other)


@pytest.mark.parametrize(
    ("groups", "kind", "status"),
    [
        (None, GROUP, Status.PASSED),
        (None, GENERAL, Status.MISSED),
        (0, GENERAL, Status.PASSED),
        (0, GROUP, Status.MISSED),
        (1, GENERAL, Status.NOT_REQUIRED),
    ],
)
def test_groups_review_their_own_and_a_branch_without_them_its_own(
    groups: int | None, kind: MeetingKind, status: Status
) -> None:
    assert of_march(held(10, kind=kind), groups=groups).status is status


def test_where_a_branch_is_asked_for_nothing() -> None:
    of_groups = rule(branch_meetings=())
    assert of_march(parameters=of_groups, groups=0).status is Status.NOT_REQUIRED
    assert of_march(parameters=of_groups).status is Status.MISSED


@pytest.mark.parametrize(
    ("fields", "asked"),
    [
        ({"founded_on": on(1)}, True),
        ({"founded_on": on(2)}, False),
        ({"ended_on": date(2026, 4, 1)}, True),
        ({"ended_on": on(31)}, False),
    ],
)
def test_a_month_of_which_it_stood_for_a_part(fields: dict[str, Any], asked: bool) -> None:
    assert of_march(**fields).status is (Status.MISSED if asked else Status.NOT_REQUIRED)
    required = rule(partial_period="required")
    assert of_march(parameters=required, **fields).status is Status.MISSED
    assert of_march(held(10), parameters=required, **fields).status is Status.PASSED


def test_of_one_that_is_dissolved_its_last_day_decides() -> None:
    required, ended = rule(partial_period="required"), on(15)
    assert of_march(parameters=required, ended_on=ended, today=on(13)).status is Status.AT_RISK
    assert of_march(parameters=required, ended_on=ended, today=on(14)).status is Status.MISSED


def test_what_other_rules_say_of_the_meeting_is_no_matter() -> None:
    one = held(10)
    void = Remark(meeting_id=one.id, code="BUSINESS_MEETING", effect=Effect.NOT_COUNTED)
    assert of_march(one, remarks=(void,)).status is Status.PASSED


@pytest.mark.parametrize(
    "local",
    [
        {"group_meetings": (GROUP, GENERAL)},
        {"branch_meetings": (GENERAL, MeetingKind.PARTY_LECTURE)},
        {"branch_meetings": ()},
        {"per": Unit.QUARTER},
    ],
)
def test_which_asks_for_less(local: Any) -> None:
    assert PeerReviewKind().weaker(rule(**local), rule()) is True
    assert PeerReviewKind().weaker(rule(), rule(**local)) is False


def test_which_asks_for_less_of_parts_of_a_month() -> None:
    all_months = rule(partial_period="required")
    assert PeerReviewKind().weaker(rule(), all_months) is True
    assert PeerReviewKind().weaker(all_months, rule()) is False
    assert PeerReviewKind().weaker(rule(), rule()) is False


def test_it_says_itself_in_words() -> None:
    kind = PeerReviewKind()
    assert (
        kind.sentences(rule()).zh == "每月至少在一次党小组会上讲评党员(未设党小组的支部,在支部党员大会上讲评)"
    )
    assert kind.sentences(rule(branch_meetings=(), per=Unit.QUARTER)).en == (
        "Group meeting: members are reviewed at one or more in each quarter"
    )


@pytest.mark.parametrize(
    "wrong", [{"group_meetings": ()}, {"branch_meetings": (GENERAL, GENERAL)}, {"remind_days": -1}]
)
def test_parameters_that_cannot_be(wrong: Any) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        rule(**wrong)
