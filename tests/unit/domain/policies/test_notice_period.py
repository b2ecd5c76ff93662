"""Notice: the days beside each bound, told on the day, told afterwards, not told at all."""

from datetime import date, timedelta
from typing import Any

import pytest

from domain.meetings.events import MeetingKind
from domain.policies.kinds.notice_period import NoticePeriod, NoticePeriodKind
from domain.policies.verdicts import Effect
from tests.unit.domain.policies.given import code, meeting, remark

DAY = date(2028, 3, 1)  # the day before is a leap day


def rule(**given: Any) -> NoticePeriod:
    return NoticePeriod(
        **{
            "urgent": "no_exemption",
            "meeting": MeetingKind.GROUP_MEETING,
            "fewest_days": 1,
            "most_days": 3,
            "irregular": Effect.NOTED,
            **given,
        }
    )


def told(days_before: int | None, **fields: Any) -> Any:
    on = None if days_before is None else DAY - timedelta(days=days_before)
    return meeting(DAY, MeetingKind.GROUP_MEETING, notified_on=on, **fields)


@pytest.mark.parametrize(
    ("days_before", "said"),
    [
        (None, "NOT_NOTIFIED"),
        (-1, "NOTIFIED_LATE"),
        (0, "NOTIFIED_LATE"),
        (1, None),
        (3, None),
        (4, "NOTIFIED_EARLY"),
    ],
)
def test_c06_one_to_three_days_before(days_before: int | None, said: str | None) -> None:
    """党小组要把会议的时间、地点、议题、要求提前一至三天通知本组党员."""
    assert code(rule(), told(days_before)) == said


def test_without_a_most_any_notice_is_early_enough() -> None:
    assert code(rule(most_days=None), told(30)) is None
    assert code(rule(fewest_days=0), told(0)) is None


@pytest.mark.parametrize(("urgent", "said"), [("exempt", None), ("no_exemption", "NOT_NOTIFIED")])
def test_an_urgent_meeting(urgent: str, said: str | None) -> None:
    assert code(rule(urgent=urgent), told(None, urgent=True)) == said


@pytest.mark.parametrize("effect", list(Effect))
def test_what_follows_is_a_parameter(effect: Effect) -> None:
    said = remark(rule(irregular=effect), told(0))
    assert said is not None
    assert said.effect is effect


def test_other_meetings_are_not_its_concern() -> None:
    assert not NoticePeriodKind().concerns(rule(), meeting(DAY))


@pytest.mark.parametrize(
    ("local", "weaker"),
    [
        ({}, False),
        ({"fewest_days": 2}, False),
        ({"fewest_days": 0}, True),
        ({"most_days": 5}, True),
        ({"most_days": None}, True),
        ({"fewest_days": 2, "most_days": 5}, None),
        ({"urgent": "exempt"}, True),
        ({"irregular": Effect.NOT_COUNTED}, False),
        ({"meeting": MeetingKind.PARTY_LECTURE}, None),
    ],
)
def test_a_local_rule_that_asks_for_less(local: Any, weaker: bool | None) -> None:
    assert NoticePeriodKind().weaker(rule(**local), rule()) is weaker


def test_none_but_the_day_itself_is_the_narrowest_of_limits() -> None:
    kind, same_day = NoticePeriodKind(), rule(fewest_days=0, most_days=0)
    assert kind.weaker(same_day, rule(fewest_days=0, most_days=3)) is False
    assert kind.weaker(rule(fewest_days=0, most_days=None), same_day) is True
    assert kind.weaker(same_day, rule(fewest_days=0, most_days=None)) is False


@pytest.mark.parametrize(
    ("parameters", "zh", "en"),
    [
        (
            {"urgent": "exempt"},
            "党小组会应提前1至3天通知(紧急会议除外);未按时通知的,予以提示",
            "Group meeting: notice 1 to 3 days before, urgent ones excepted; without it, this is noted",
        ),
        (
            {"most_days": None, "irregular": Effect.NOT_COUNTED},
            "党小组会应至少提前1天通知;未按时通知的,不计入次数",
            "Group meeting: notice at least 1 day before; without it, it does not count",
        ),
        (
            {"fewest_days": 3},
            "党小组会应提前3天通知;未按时通知的,予以提示",
            "Group meeting: notice 3 days before; without it, this is noted",
        ),
    ],
)
def test_it_says_itself_in_words(parameters: Any, zh: str, en: str) -> None:
    words = NoticePeriodKind().sentences(rule(**parameters))
    assert (words.zh, words.en) == (zh, en)


@pytest.mark.parametrize("wrong", [{"fewest_days": -1}, {"most_days": 0}])
def test_parameters_that_cannot_be(wrong: Any) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        rule(**wrong)
