"""What holds of verdicts whatever was held: no order, no harm by one more, no change without a fact or a recheck."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.meeting_entries.events import MinutesField
from domain.meetings.events import MeetingKind
from domain.organisation.events import OrganisationKind
from domain.policies.assessment import judge_period
from domain.policies.facts import HeldMeeting, Subject
from domain.policies.kind import PeriodRule
from domain.policies.kinds.longest_gap import LongestGap
from domain.policies.kinds.meeting_frequency import MeetingFrequency
from domain.policies.layers import Adoption, IssuerLevel, Layer, Version, layers
from domain.policies.modality import Modality
from domain.policies.periods import Period, Unit
from domain.policies.registry import KINDS, Rule
from domain.policies.verdicts import Status, Verdict
from tests.unit.domain.policies.examples import EXAMPLES
from tests.unit.domain.policies.given import judge, named

DAY = timedelta(days=1)
QUARTER = Period.of(date(2028, 2, 29), Unit.QUARTER)
KINDS_HELD = (MeetingKind.GENERAL_MEETING, MeetingKind.PARTY_LECTURE)
BRANCH, COUNTY = named("branch"), named("county")
few = settings(max_examples=40, deadline=None)
fewer = settings(max_examples=12, deadline=None)  # each goes through two months, day by day


def adopted(rule: Rule) -> Adoption:
    version = Version(
        series=KINDS[type(rule)].name,
        version="1",
        modality=Modality.MUST,
        issuer_level=IssuerLevel.COUNTY,
        rule=rule,
    )
    return Adoption(
        id=named(version.series),
        version=version,
        node_id=COUNTY,
        since=date(2020, 1, 1),
        organisations=frozenset({OrganisationKind.PARTY_BRANCH}),
    )


ALL = layers(map(adopted, EXAMPLES), OrganisationKind.PARTY_BRANCH, (COUNTY, BRANCH), QUARTER.first)
OF_PERIODS = [layer for layer in ALL if isinstance(KINDS[type(layer.adoption.version.rule)], PeriodRule)]


def every_layer(on: date) -> tuple[Layer, ...]:
    return ALL


@st.composite
def meetings(draw: st.DrawFn, first: date, last: date) -> HeldMeeting:
    number = draw(st.integers(0, 10_000))
    return HeldMeeting(
        id=named(f"meeting {number}"),
        kind=draw(st.sampled_from(KINDS_HELD)),
        on=draw(st.dates(first, last)),
        events=(named(f"event {number}"),),
        minutes=draw(st.sampled_from([None, frozenset(MinutesField)])),
        tested=draw(st.booleans()),
        contents=frozenset(draw(st.sets(st.sampled_from(["INTEGRITY", "THEME"])))),
        gathering=draw(st.sampled_from([None, named("evening")])),
        of_business=draw(st.booleans()),
    )


def held(first: date, last: date) -> st.SearchStrategy[list[HeldMeeting]]:
    return st.lists(meetings(first, last), max_size=8, unique_by=lambda meeting: meeting.id)


def of_month(known: list[HeldMeeting], today: date, period: Period) -> Subject:
    return Subject(
        organisation_id=BRANCH,
        period=period,
        today=today,
        founded_on=date(2020, 1, 1),
        bound_since=date(2028, 1, 1),
        meetings=tuple(meeting for meeting in known if meeting.on in period),
        before=tuple(meeting for meeting in known if meeting.on < period.first),
        themes=frozenset({"THEME"}),
    )


def put_in_order(verdict: Verdict) -> Verdict:
    return msgspec.structs.replace(verdict, remarks=tuple(sorted(verdict.remarks, key=repr)))


@pytest.mark.parametrize("layer", OF_PERIODS, ids=lambda layer: layer.adoption.version.series)
@few
@given(data=st.data())
def test_the_order_in_which_meetings_are_told_changes_nothing(layer: Layer, data: Any) -> None:
    known = data.draw(held(QUARTER.first, QUARTER.last))
    shuffled = data.draw(st.permutations(known))
    period = Period.of(date(2028, 2, 1), Unit.MONTH)
    one, other = (
        judge_period(layer, of_month(list(each), QUARTER.last, period), every_layer).verdict
        for each in (known, shuffled)
    )
    assert put_in_order(one) == put_in_order(other)


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
    before = judge(rule, of_month(known, today, QUARTER)).status
    after = judge(rule, of_month([*known, one_more], today, QUARTER)).status
    if before is Status.PASSED:
        assert after is Status.PASSED
    if after is Status.MISSED:
        assert before is Status.MISSED


@pytest.mark.parametrize("layer", OF_PERIODS, ids=lambda layer: layer.adoption.version.series)
@fewer
@given(known=held(date(2028, 1, 1), date(2028, 2, 10)))
def test_a_status_changes_by_a_days_passing_only_when_it_said_so(
    layer: Layer, known: list[HeldMeeting]
) -> None:
    kind = KINDS[type(layer.adoption.version.rule)]
    assert isinstance(kind, PeriodRule)
    period = Period.of(date(2028, 2, 1), kind.unit(layer.adoption.version.rule, None))
    today = max([date(2027, 12, 20), *(meeting.on for meeting in known)])
    told = judge_period(layer, of_month(known, today, period), every_layer).verdict
    for _ in range(60):
        today += DAY
        now = judge_period(layer, of_month(known, today, period), every_layer).verdict
        assert told.recheck is None or told.recheck >= today
        assert now.status is told.status or told.recheck == today
        told = now
