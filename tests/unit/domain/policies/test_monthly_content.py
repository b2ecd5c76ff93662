"""What meetings are about in each month."""

from datetime import date
from typing import Any

import pytest

from domain.meetings.events import MeetingKind
from domain.policies.kind import Words
from domain.policies.kinds.monthly_content import MonthlyContent, MonthlyContentKind, Topic
from domain.policies.periods import Period, Unit
from domain.policies.verdicts import Effect, Remark, Status, Verdict
from tests.unit.domain.policies.given import judge, meeting, subject

MARCH = Period.of(date(2026, 3, 1), Unit.MONTH)
INTEGRITY = Topic("INTEGRITY", Words(zh="党风廉政建设", en="integrity"))
THEORY = Topic("THEORY", Words(zh="政治理论", en="theory"))
LECTURE, THEME_DAY = MeetingKind.PARTY_LECTURE, MeetingKind.THEME_PARTY_DAY


def rule(**given: Any) -> MonthlyContent:
    return MonthlyContent(
        **{"meetings": (LECTURE,), "topics": (INTEGRITY,), "partial_period": "not_required", **given}
    )


def about(*codes: str, day: int = 10, kind: MeetingKind = LECTURE) -> Any:
    return meeting(date(2026, 3, day), kind, contents=frozenset(codes))


def of_march(*held: Any, parameters: MonthlyContent | None = None, **fields: Any) -> Verdict:
    return judge(parameters or rule(), subject(MARCH, *held, **fields))


@pytest.mark.parametrize(
    ("held", "status"),
    [
        ([about("INTEGRITY")], Status.PASSED),
        ([about("THEORY", "INTEGRITY")], Status.PASSED),
        ([about("THEORY"), about("INTEGRITY", day=20)], Status.PASSED),
        ([about("THEORY")], Status.MISSED),
        ([about("INTEGRITY", kind=THEME_DAY)], Status.MISSED),
        ([], Status.MISSED),
    ],
)
def test_l03_each_month_is_about_integrity(held: Any, status: Status) -> None:
    """山西: 每月必须安排党风廉政建设相关学习内容."""
    verdict = of_march(*held)
    missing = [shortfall.about for shortfall in verdict.shortfalls]
    assert (verdict.status, missing) == (status, ["INTEGRITY"] if status is Status.MISSED else [])


def test_topics_may_be_spread_over_meetings_of_several_kinds() -> None:
    both = rule(topics=(INTEGRITY, THEORY), meetings=(LECTURE, THEME_DAY))
    held = [about("THEORY"), about("INTEGRITY", kind=THEME_DAY)]
    whole, part = of_march(*held, parameters=both), of_march(held[0], parameters=both)
    assert (whole.status, whole.required, whole.held) == (Status.PASSED, 2, 2)
    assert (part.status, part.required, part.held) == (Status.MISSED, 2, 1)


@pytest.mark.parametrize(
    ("contents", "themes", "today", "status"),
    [
        (("PARTY_BUILDING",), {"PARTY_BUILDING"}, MARCH.last, Status.PASSED),
        (("INTEGRITY",), {"PARTY_BUILDING"}, MARCH.last, Status.MISSED),
        (("PARTY_BUILDING",), set(), MARCH.last, Status.UNKNOWN),
        (("PARTY_BUILDING",), set(), date(2026, 3, 20), Status.PENDING),
    ],
)
def test_c09_the_theme_that_was_published_for_the_month(
    contents: Any, themes: Any, today: date, status: Status
) -> None:
    """醴陵市: 将全年划分为12个活动周期, 确定周期内的活动主题. Of a month without one nothing can be said."""
    themed = rule(meetings=(THEME_DAY,), topics=(), published_theme=True)
    verdict = of_march(
        about(*contents, kind=THEME_DAY), parameters=themed, themes=frozenset(themes), today=today
    )
    assert (verdict.status, verdict.required) == (status, 1)


@pytest.mark.parametrize(
    ("today", "status", "recheck"),
    [
        (date(2026, 2, 27), Status.NOT_YET_DUE, date(2026, 2, 28)),
        (date(2026, 2, 28), Status.PENDING, date(2026, 3, 24)),
        (date(2026, 3, 24), Status.AT_RISK, MARCH.last),
        (MARCH.last, Status.MISSED, None),
    ],
)
def test_by_the_day_that_was_closed_last(today: date, status: Status, recheck: date | None) -> None:
    verdict = of_march(today=today)
    assert (verdict.status, verdict.recheck) == (status, recheck)


@pytest.mark.parametrize(
    ("effect", "certain", "status"),
    [
        (Effect.UNVERIFIED, True, Status.PASSED),
        (Effect.OFF_WINDOW, True, Status.OFF_WINDOW),
        (Effect.NOT_COUNTED, True, Status.MISSED),
        (Effect.NOT_COUNTED, False, Status.UNKNOWN),
    ],
)
def test_what_other_rules_say_of_a_meeting(effect: Effect, certain: bool, status: Status) -> None:
    held = about("INTEGRITY")
    said = Remark(meeting_id=held.id, code="SAID", effect=effect, certain=certain)
    verdict = judge(rule(), subject(MARCH, held), said)
    assert (verdict.status, verdict.remarks) == (status, (said,))


@pytest.mark.parametrize(
    ("partial", "status"), [("required", Status.MISSED), ("not_required", Status.NOT_REQUIRED)]
)
def test_a_month_in_which_the_branch_was_founded(partial: str, status: Status) -> None:
    assert of_march(parameters=rule(partial_period=partial), founded_on=date(2026, 3, 2)).status is status


@pytest.mark.parametrize(
    ("fields", "today", "status"),
    [
        ({"founded_on": MARCH.last}, MARCH.last, Status.MISSED),
        ({"founded_on": date(2026, 4, 1)}, MARCH.last, Status.NOT_REQUIRED),
        ({"ended_on": MARCH.first}, MARCH.last, Status.NOT_REQUIRED),
        ({"ended_on": date(2026, 3, 16)}, date(2026, 3, 14), Status.AT_RISK),
        ({"ended_on": date(2026, 3, 16)}, date(2026, 3, 15), Status.MISSED),
    ],
)
def test_a_part_of_a_month_is_asked_by_the_last_day_on_which_the_branch_stood(
    fields: Any, today: date, status: Status
) -> None:
    assert of_march(parameters=rule(partial_period="required"), today=today, **fields).status is status


@pytest.mark.parametrize(
    ("local", "above", "weaker"),
    [
        ({}, {}, False),
        ({}, {"topics": (INTEGRITY, THEORY)}, True),
        ({"topics": (THEORY,)}, {}, None),
        ({"per": Unit.QUARTER}, {}, True),
        ({"meetings": (LECTURE, THEME_DAY)}, {}, True),
        ({}, {"published_theme": True}, True),
        ({"partial_period": "required"}, {}, False),
    ],
)
def test_a_local_rule_that_asks_for_less(local: Any, above: Any, weaker: bool | None) -> None:
    assert MonthlyContentKind().weaker(rule(**local), rule(**above)) is weaker


def test_it_says_itself_in_words() -> None:
    kind = MonthlyContentKind()
    assert kind.sentences(rule()).zh == "党课每月的内容应包括党风廉政建设"
    assert kind.sentences(rule()).en == "Party lecture: each month about integrity"
    themed = kind.sentences(rule(published_theme=True))
    assert themed.zh == "党课每月的内容应包括党风廉政建设、当月公布的主题"
    assert themed.en == "Party lecture: each month about integrity, a theme published for the month"


def test_its_periods_and_meetings_are_those_of_its_parameters() -> None:
    kind = MonthlyContentKind()
    assert (kind.unit(rule(), 0), kind.looks_at(rule())) == (Unit.MONTH, frozenset({LECTURE}))


@pytest.mark.parametrize("wrong", [{"meetings": ()}, {"topics": ()}, {"remind_days": -1}])
def test_parameters_that_cannot_be(wrong: Any) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        rule(**wrong)
