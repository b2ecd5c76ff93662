"""What one gathering counts as: a meeting of its own, of several kinds, of none."""

from datetime import date, timedelta
from typing import Any

import pytest

from domain.meetings.events import MeetingKind
from domain.policies.kinds.combination import Combination, CombinationKind
from domain.policies.kinds.meeting_frequency import MeetingFrequency
from domain.policies.kinds.separate_holding import SeparateHolding, SeparateHoldingKind
from domain.policies.periods import Period, Unit
from domain.policies.verdicts import Effect, Remark, Status
from tests.unit.domain.policies.given import judge, meeting, named, remark, subject

EVENING = date(2026, 3, 31)
QUARTER = Period.of(EVENING, Unit.QUARTER)
GENERAL, LECTURE, GROUP = (
    MeetingKind.GENERAL_MEETING,
    MeetingKind.PARTY_LECTURE,
    MeetingKind.GROUP_MEETING,
)


def combination(gatherings: Any, *meetings: MeetingKind) -> Combination:
    return Combination(gatherings=gatherings, meetings=meetings or (GENERAL, LECTURE))


def part(kind: MeetingKind, gathering: str | None = "evening") -> Any:
    return meeting(EVENING, kind, gathering=gathering and named(gathering))


def said_of(rule: Combination, *parts: Any) -> list[Remark | None]:
    kind = CombinationKind()
    whole = subject(QUARTER, *parts)
    return [kind.remark(rule, each, whole) if kind.concerns(rule, each) else None for each in parts]


def credited_kinds(rule: Combination, *parts: Any) -> list[MeetingKind]:
    remarks = [each for each in said_of(rule, *parts) if each is not None]
    once = [
        MeetingFrequency(meeting=kind, per=Unit.QUARTER, at_least=1, partial_period="not_required")
        for kind in (GENERAL, LECTURE)
    ]
    judged = {each.meeting: judge(each, subject(QUARTER, *parts), *remarks).status for each in once}
    return [kind for kind, status in judged.items() if status is Status.PASSED]


@pytest.mark.parametrize(
    ("rule", "credited"),
    [
        (combination("combine"), [GENERAL, LECTURE]),
        (combination("separate"), [GENERAL]),
        (combination("separate", LECTURE, GENERAL), [LECTURE]),
    ],
)
def test_c14_two_credits_if_combined_and_one_if_separate(
    rule: Combination, credited: list[MeetingKind]
) -> None:
    """铁路段: 支部大会、党课 on the same evening; which of them the one credit goes to is a parameter."""
    assert credited_kinds(rule, part(GENERAL), part(LECTURE)) == credited


def test_c14_gatherings_that_were_used_twice_are_found() -> None:
    assert [
        one and (one.code, one.effect)
        for one in said_of(combination("combine"), part(GENERAL), part(LECTURE))
    ] == [("ONE_GATHERING", Effect.NOTED)] * 2


@pytest.mark.parametrize(
    "parts",
    [
        (part(GENERAL, None), part(LECTURE, None)),  # the same day, but two meetings
        (part(GENERAL), part(LECTURE, "another")),
        (part(GENERAL), part(GROUP)),  # a kind that is not meant
    ],
)
def test_what_is_not_one_gathering(parts: Any) -> None:
    assert said_of(combination("separate"), *parts) == [None, None]


@pytest.mark.parametrize("gatherings", ["combine", "separate"])
def test_two_meetings_of_one_kind_are_one_too(gatherings: Any) -> None:
    twice = meeting(EVENING, GENERAL, name="again", gathering=named("evening"))
    remarks = said_of(combination(gatherings), part(GENERAL), twice)
    assert sorted(one.effect for one in remarks if one) == [Effect.NOTED, Effect.NOT_COUNTED]


def test_one_of_a_kind_counts_of_a_combined_gathering_and_one_of_each_other() -> None:
    twice = meeting(EVENING, GENERAL, name="again", gathering=named("evening"))
    remarks = said_of(combination("combine"), part(GENERAL), part(LECTURE), twice)
    assert remarks[1] is not None
    assert remarks[1].effect is Effect.NOTED
    assert sorted(one.effect for one in remarks if one)[:-1] == [Effect.NOTED, Effect.NOTED]


@pytest.mark.parametrize("days", [1, 31])
def test_what_was_put_off_to_another_day_is_no_part_any_more(days: int) -> None:
    later = meeting(EVENING + timedelta(days=days), LECTURE, gathering=named("evening"))
    assert said_of(combination("separate"), part(GENERAL), later) == [None, None]


@pytest.mark.parametrize(
    ("local", "above", "weaker"),
    [
        (combination("combine"), combination("separate"), True),
        (combination("separate"), combination("combine"), False),
        (combination("combine"), combination("combine", LECTURE, GENERAL), False),
        (combination("separate"), combination("separate", LECTURE, GENERAL), None),
        (combination("combine"), combination("separate", GENERAL, GROUP), None),
    ],
)
def test_a_local_rule_that_asks_for_less(local: Combination, above: Combination, weaker: bool | None) -> None:
    assert CombinationKind().weaker(local, above) is weaker


def test_c02_a_business_meeting_never_counts() -> None:
    """招投标中心: 必须单独召开,不能用业务会议或其他工作会议代替."""
    rule = SeparateHolding(meetings=(GENERAL, LECTURE))
    within = meeting(EVENING, GENERAL, of_business=True)
    said = remark(rule, within)
    assert said is not None
    assert (said.code, said.effect) == ("BUSINESS_MEETING", Effect.NOT_COUNTED)
    assert remark(rule, meeting(EVENING, GENERAL)) is None
    assert not SeparateHoldingKind().concerns(rule, meeting(EVENING, GROUP, of_business=True))


def test_fewer_kinds_of_meetings_by_themselves_ask_for_less() -> None:
    kind, both = SeparateHoldingKind(), SeparateHolding(meetings=(GENERAL, LECTURE))
    assert kind.weaker(SeparateHolding(meetings=(GENERAL,)), both) is True
    assert kind.weaker(both, SeparateHolding(meetings=(GENERAL,))) is False
    assert kind.weaker(SeparateHolding(meetings=(GROUP,)), both) is None


def test_they_say_themselves_in_words() -> None:
    kind = CombinationKind()
    combined, separate = (
        kind.sentences(combination("combine")),
        kind.sentences(combination("separate", LECTURE, GENERAL)),
    )
    assert combined.zh == "支部党员大会、党课可以一会多开,一次集中分别计入各类次数"
    assert combined.en == "General meeting, Party lecture: one gathering may count as one of each"
    assert separate.zh == "支部党员大会、党课应分别召开,一次集中只计一类(按党课、支部党员大会的顺序)"
    assert separate.en == (
        "General meeting, Party lecture: one gathering counts as one of them only, "
        "the first of Party lecture, General meeting"
    )
    alone = SeparateHoldingKind().sentences(SeparateHolding(meetings=(GENERAL, LECTURE)))
    assert alone.zh == "支部党员大会、党课必须单独召开,以业务会议或其他工作会议代替的不计入次数"
    assert alone.en == (
        "General meeting, Party lecture: held by itself; one within a business or other working meeting does not count"
    )


@pytest.mark.parametrize("meetings", [(), (GENERAL,), (GENERAL, GENERAL), (GENERAL, LECTURE, GENERAL)])
def test_parameters_that_cannot_be(meetings: tuple[MeetingKind, ...]) -> None:
    with pytest.raises(ValueError, match="meetings"):
        Combination(gatherings="combine", meetings=meetings)
    with pytest.raises(ValueError, match="meetings"):
        SeparateHolding(meetings=())
