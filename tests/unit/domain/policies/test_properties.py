"""What holds of verdicts whatever was held: no order, no harm by one more, no change without a fact or a recheck."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.meetings.events import MeetingKind
from domain.policies.assessment import judge_period
from domain.policies.facts import Calendar, HeldMeeting
from domain.policies.kinds.longest_gap import LongestGap
from domain.policies.kinds.meeting_frequency import MeetingFrequency
from domain.policies.layers import Layer, LayersOn
from domain.policies.periods import Unit
from domain.policies.registry import KINDS, Rule
from domain.policies.verdicts import Status, Verdict
from tests.unit.domain.policies.drawing import (
    DAY,
    OF_PERIODS,
    QUARTER,
    Known,
    binding,
    held,
    knowledge,
    meetings,
    period_of,
)
from tests.unit.domain.policies.given import judge

OUTCOMES = {Status.PASSED, Status.PENDING, Status.OFF_WINDOW, Status.MISSED}
NEVER = {
    "violation-meeting": {Status.OFF_WINDOW},  # the same day, or a breach
    "peer-review": {Status.OFF_WINDOW},  # reviewed on whatever day of the period
}
few = settings(max_examples=40, deadline=None)
many = settings(
    max_examples=300, deadline=None, derandomize=True
)  # the same always: all outcomes are among them


def by_meetings(meetings: list[HeldMeeting], today: date) -> Known:
    return Known(today, meetings, None, [], [], (), Calendar())


def put_in_order(verdict: Verdict) -> Verdict:
    return msgspec.structs.replace(verdict, remarks=tuple(sorted(verdict.remarks, key=repr)))


@pytest.mark.parametrize("layer", OF_PERIODS, ids=lambda layer: layer.adoption.version.series)
def test_the_order_in_which_facts_are_told_changes_nothing(layer: Layer) -> None:
    seen: Counter[Status] = Counter()

    @many
    @given(known=knowledge(), rules=binding(), data=st.data())
    def holds(known: Known, rules: LayersOn, data: Any) -> None:
        plan = known.plan and msgspec.structs.replace(
            known.plan, items=tuple(data.draw(st.permutations(known.plan.items)))
        )
        shuffled = known._replace(
            meetings=data.draw(st.permutations(known.meetings)),
            publications=data.draw(st.permutations(known.publications)),
            violations=data.draw(st.permutations(known.violations)),
            plan=plan,
        )
        one, other = (
            judge_period(layer, each.of(period_of(layer)), rules).verdict for each in (known, shuffled)
        )
        assert put_in_order(one) == put_in_order(other)
        seen[one.status] += 1

    holds()
    assert seen.keys() >= OUTCOMES - NEVER.get(layer.adoption.version.series, set())


@pytest.mark.parametrize(
    "rule",
    [
        MeetingFrequency(
            meeting=MeetingKind.GENERAL_MEETING, per=Unit.QUARTER, at_least=3, partial_period="required"
        ),
        LongestGap(meeting=MeetingKind.GENERAL_MEETING, per=Unit.QUARTER, most_days=21),
    ],
    ids=lambda rule: KINDS[type(rule)].name,
)
@few
@given(
    known=held(QUARTER.first, QUARTER.last),
    one_more=meetings(QUARTER.first, QUARTER.last),
    today=st.dates(QUARTER.first - 2 * DAY, QUARTER.last + DAY),
)
def test_one_more_that_counts_never_makes_a_miss_of_a_pass(
    rule: Rule, known: list[HeldMeeting], one_more: HeldMeeting, today: date
) -> None:
    today = max([today, one_more.on, *(meeting.on for meeting in known)])  # nothing is known ahead of it
    before = judge(rule, by_meetings(known, today).of(QUARTER)).status
    after = judge(rule, by_meetings([*known, one_more], today).of(QUARTER)).status
    if before is Status.PASSED:
        assert after is Status.PASSED
    if after is Status.MISSED:
        assert before is Status.MISSED


@pytest.mark.parametrize("layer", OF_PERIODS, ids=lambda layer: layer.adoption.version.series)
def test_a_status_changes_by_a_days_passing_only_when_it_said_so(layer: Layer) -> None:
    seen: Counter[Status] = Counter()

    @many
    @given(known=knowledge(), rules=binding())
    def holds(known: Known, rules: LayersOn) -> None:
        period, today = period_of(layer), known.today
        told = judge_period(layer, known.of(period), rules).verdict
        for _ in range(50):
            seen[told.status] += 1
            today += DAY
            now = judge_period(layer, known.of(period, today), rules).verdict
            assert told.recheck is None or told.recheck >= today
            assert now.status is told.status or told.recheck == today
            told = now

    holds()
    assert seen.keys() >= OUTCOMES - NEVER.get(layer.adoption.version.series, set())
