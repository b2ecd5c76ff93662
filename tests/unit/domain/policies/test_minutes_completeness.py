"""The six fields of the minutes."""

from datetime import date
from typing import Any

import pytest

from domain.meeting_entries.events import MinutesField
from domain.meetings.events import MeetingKind
from domain.policies.kinds.minutes_completeness import MinutesCompleteness, MinutesCompletenessKind
from domain.policies.verdicts import Effect
from tests.unit.domain.policies.given import meeting, remark

DAY = date(2026, 3, 6)


def rule(**given: Any) -> MinutesCompleteness:
    return MinutesCompleteness(
        **{"meeting": MeetingKind.GROUP_MEETING, "incomplete": Effect.UNVERIFIED, **given}
    )


def held(minutes: Any) -> Any:
    return meeting(DAY, MeetingKind.GROUP_MEETING, minutes=minutes)


def test_c06_all_six_are_recorded() -> None:
    """记录内容包括时间、地点、参加人员、缺席人员、会议内容和讨论意见等."""
    assert len(MinutesField) == 6
    assert remark(rule(), held(frozenset(MinutesField))) is None


@pytest.mark.parametrize("field", list(MinutesField))
def test_c06_one_of_the_six_is_missing(field: MinutesField) -> None:
    said = remark(rule(), held(frozenset(MinutesField) - {field}))
    assert said is not None
    assert (said.code, said.lacking, said.effect) == ("MINUTES_INCOMPLETE", (field,), Effect.UNVERIFIED)


@pytest.mark.parametrize(("minutes", "code"), [(None, "NO_MINUTES"), (frozenset(), "MINUTES_INCOMPLETE")])
def test_no_minutes_are_not_empty_ones(minutes: Any, code: str) -> None:
    said = remark(rule(), held(minutes))
    assert said is not None
    assert (said.code, said.lacking) == (code, tuple(MinutesField))


def test_fields_that_are_not_asked_for_may_be_missing() -> None:
    of_time = rule(fields=(MinutesField.TIME,))
    assert remark(of_time, held(frozenset({MinutesField.TIME}))) is None


def test_other_meetings_are_not_its_concern() -> None:
    assert not MinutesCompletenessKind().concerns(rule(), meeting(DAY))


@pytest.mark.parametrize(
    ("local", "weaker"),
    [
        ({}, False),
        ({"fields": (MinutesField.TIME,)}, True),
        ({"incomplete": Effect.NOTED}, True),
        ({"incomplete": Effect.NOT_COUNTED}, False),
        ({"incomplete": Effect.NOT_COUNTED, "fields": (MinutesField.TIME,)}, None),
        ({"meeting": MeetingKind.GENERAL_MEETING}, None),
    ],
)
def test_a_local_rule_that_asks_for_less(local: Any, weaker: bool | None) -> None:
    assert MinutesCompletenessKind().weaker(rule(**local), rule()) is weaker


def test_it_says_itself_in_words() -> None:
    words = MinutesCompletenessKind().sentences(rule())
    assert words.zh == (
        "党小组会记录应包括时间、地点、参加人员、缺席人员、会议内容、讨论意见;"
        "无记录或缺项的,计为已召开,但不计为已核实"
    )
    assert words.en == (
        "Group meeting: its minutes record time, place, those present, those absent, content, opinions; "
        "if one is missing, it counts as held and not as verified"
    )


def test_parameters_that_cannot_be() -> None:
    with pytest.raises(ValueError, match="fields"):
        rule(fields=())
