"""G02: a meeting on the very day of a serious violation (党员发生严重“两违”后,当日召开党小组会)."""

from datetime import date
from typing import Any

import pytest

from domain.meetings.events import MeetingKind
from domain.policies.facts import DatedViolation, HeldMeeting
from domain.policies.kinds.before_day import BeforeDay
from domain.policies.kinds.violation_meeting import ViolationMeeting, ViolationMeetingKind
from domain.policies.periods import Period, Unit
from domain.policies.verdicts import Effect, Remark, Status, Verdict
from domain.violations.events import ViolationSeverity
from tests.unit.domain.policies.given import judge, meeting, named, subject

GROUP, GENERAL = MeetingKind.GROUP_MEETING, MeetingKind.GENERAL_MEETING
SERIOUS, ORDINARY = ViolationSeverity.SERIOUS, ViolationSeverity.ORDINARY
MARCH = Period.of(date(2026, 3, 1), Unit.MONTH)


def on(day: int) -> date:
    return date(2026, 3, day)


def rule(**given: Any) -> ViolationMeeting:
    said = {"severities": (SERIOUS,), "group_meetings": (GROUP,), "branch_meetings": (GENERAL,)}
    return ViolationMeeting(**{**said, **given})


def violation(day: int, severity: ViolationSeverity = SERIOUS, name: str = "") -> DatedViolation:
    return DatedViolation(on=on(day), severity=severity, event=named(f"violation {day} {name}"))


def of_march(
    *violations: DatedViolation,
    meetings: tuple[HeldMeeting, ...] = (),
    parameters: ViolationMeeting | None = None,
    remarks: tuple[Remark, ...] = (),
    **fields: Any,
) -> Verdict:
    """Of a party group, unless it is said how many groups there are."""
    asked = subject(MARCH, *meetings, violations=violations, **fields)
    return judge(parameters or rule(), asked, *remarks)


def test_a_month_without_a_violation_asks_for_nothing() -> None:
    assert of_march().status is Status.NOT_REQUIRED
    assert of_march(meetings=(meeting(on(10), GROUP),)).status is Status.NOT_REQUIRED


def test_held_the_same_day_it_is_met() -> None:
    held, breach = meeting(on(10), GROUP), violation(10)
    verdict = of_march(breach, meetings=(held,))
    assert (verdict.status, verdict.required, verdict.held) == (Status.PASSED, 1, 1)
    assert verdict.events == (breach.event, *held.events)


@pytest.mark.parametrize("day", [9, 11], ids=["the day before", "the next day"])
def test_held_on_another_day_it_is_a_breach(day: int) -> None:
    verdict = of_march(violation(10), meetings=(meeting(on(day), GROUP),))
    assert (verdict.status, verdict.required, verdict.held) == (Status.MISSED, 1, 0)
    [shortfall] = verdict.shortfalls
    assert (shortfall.code, shortfall.about) == ("NO_MEETING_THAT_DAY", "2026-03-10")
    assert shortfall.event == violation(10).event


def test_until_the_day_is_closed_it_is_open() -> None:
    on_that_day = of_march(violation(10), today=on(9))
    assert (on_that_day.status, on_that_day.recheck, on_that_day.shortfalls) == (Status.PENDING, on(10), ())
    closed = of_march(violation(10), today=on(10))
    assert (closed.status, closed.recheck) == (Status.MISSED, None)


def test_a_breach_is_told_while_another_day_is_open() -> None:
    verdict = of_march(violation(12), violation(10), today=on(11))
    assert (verdict.status, verdict.recheck) == (Status.MISSED, on(12))
    assert [shortfall.about for shortfall in verdict.shortfalls] == ["2026-03-10"]


def test_one_meeting_does_for_all_violations_of_its_day() -> None:
    held = meeting(on(10), GROUP)
    verdict = of_march(violation(10, name="one"), violation(10, name="other"), meetings=(held,))
    assert (verdict.status, verdict.required, verdict.held) == (Status.PASSED, 2, 2)
    assert verdict.events.count(*held.events) == 1


def test_only_as_grave_ones_as_the_rule_names() -> None:
    assert of_march(violation(10, ORDINARY)).status is Status.NOT_REQUIRED
    both = rule(severities=(SERIOUS, ORDINARY))
    assert of_march(violation(10, ORDINARY), parameters=both).status is Status.MISSED


@pytest.mark.parametrize(
    ("groups", "kind", "status"),
    [
        (None, GROUP, Status.PASSED),
        (None, GENERAL, Status.MISSED),
        (0, GENERAL, Status.PASSED),
        (0, GROUP, Status.MISSED),
        (2, GENERAL, Status.PASSED),
    ],
)
def test_a_group_holds_its_own_and_a_branch_its_own(
    groups: int | None, kind: MeetingKind, status: Status
) -> None:
    assert of_march(violation(10), meetings=(meeting(on(10), kind),), groups=groups).status is status


def test_where_a_branch_is_asked_for_nothing() -> None:
    of_groups = rule(branch_meetings=())
    assert of_march(violation(10), parameters=of_groups, groups=0).status is Status.NOT_REQUIRED
    assert of_march(violation(10), parameters=of_groups).status is Status.MISSED


def test_an_urgent_meeting_will_do_whatever_else_is_said_of_it() -> None:
    urgent = meeting(on(20), GROUP, urgent=True)
    late = Remark(meeting_id=urgent.id, code="LATE", effect=Effect.NOT_COUNTED, rule="before the tenth")
    before = BeforeDay(
        meeting=GROUP,
        off_window="does_not_count",
        day=10,
        day_itself="in_time",
        exceptions=False,
        urgent="no_exemption",
    )
    assert not before.day >= urgent.on.day
    assert of_march(violation(20), meetings=(urgent,), remarks=(late,)).status is Status.PASSED


@pytest.mark.parametrize(
    ("local", "weaker"),
    [
        ({}, False),
        ({"severities": (SERIOUS, ORDINARY)}, False),
        ({"group_meetings": (GROUP, GENERAL)}, True),
        ({"branch_meetings": ()}, True),
        ({"branch_meetings": (), "severities": (SERIOUS, ORDINARY)}, None),
        ({"branch_meetings": (MeetingKind.PARTY_LECTURE,)}, None),
    ],
)
def test_a_local_rule_that_asks_for_less(local: Any, weaker: bool | None) -> None:
    assert ViolationMeetingKind().weaker(rule(**local), rule()) is weaker
    if local == {"branch_meetings": ()}:
        assert ViolationMeetingKind().weaker(rule(), rule(**local)) is False


def test_it_says_itself_in_words() -> None:
    kind = ViolationMeetingKind()
    assert kind.sentences(rule()).zh == "发生严重违章违纪的,当日召开党小组会(不在党小组的,召开支部党员大会)"
    assert kind.sentences(rule(branch_meetings=())).en == (
        "Group meeting: on the very day of a violation that is serious"
    )


@pytest.mark.parametrize("wrong", [{"severities": ()}, {"group_meetings": ()}])
def test_parameters_that_cannot_be(wrong: Any) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        rule(**wrong)
