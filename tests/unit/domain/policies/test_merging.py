"""Branches that became part of another: both readings of whose meetings count, on both sides of each day."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest

from domain.meetings.events import MeetingKind
from domain.policies.assessment import judge_period
from domain.policies.facts import Calendar, DaysOffGrant, HeldMeeting, Subject
from domain.policies.heirs import Merged
from domain.policies.kind import PeriodRule, Words
from domain.policies.kinds.lecture_tested import LectureTested
from domain.policies.kinds.longest_gap import LongestGap
from domain.policies.kinds.meeting_frequency import MeetingFrequency
from domain.policies.kinds.meeting_window import MeetingWindow
from domain.policies.kinds.monthly_content import MonthlyContent, Topic
from domain.policies.layers import IssuerLevel, Layer
from domain.policies.periods import Period, Unit
from domain.policies.registry import KINDS, Rule
from domain.policies.verdicts import Remark, Status, Verdict
from tests.unit.domain.policies.drawing import COUNTY, adopted
from tests.unit.domain.policies.given import meeting, named, subject

Q1 = Period.of(date(2026, 1, 1), Unit.QUARTER)
MARCH = Period.of(date(2026, 3, 1), Unit.MONTH)
TEST_DAY = date(2026, 1, 10)
JOINED = named("joined"), named("joined with another")
LECTURES = MeetingFrequency(
    meeting=MeetingKind.PARTY_LECTURE,
    per=Unit.QUARTER,
    at_least=1,
    partial_period="not_required",
    merged_meetings="count",
)
FIFTH = MeetingWindow(
    meeting=MeetingKind.PARTY_LECTURE,
    days=(5,),
    off_window="does_not_count",
    exceptions=False,
    urgent="no_exemption",
)


def lecture(on: date, **fields: Any) -> HeldMeeting:
    return meeting(on, MeetingKind.PARTY_LECTURE, **fields)


def layer(rule: Rule, *, of_township: str | None = None) -> Layer:
    made = adopted(rule)
    if of_township is None:
        return Layer((COUNTY,), made)
    version = msgspec.structs.replace(made.version, issuer_level=IssuerLevel.TOWNSHIP)
    node = named(of_township)
    return Layer((COUNTY, node), msgspec.structs.replace(made, version=version, node_id=node))


def part(
    *held: HeldMeeting,
    until: date,
    on: date | None = None,
    period: Period = Q1,
    bound: tuple[Layer, ...] = (),
    events: Any = JOINED[:1],
    **fields: Any,
) -> Merged:
    """A branch that ended on a day, and is part of the heir from then on, or since a later one."""
    inside = [each for each in held if each.on in period]
    before = tuple(each for each in held if each.on < period.first)
    of = subject(period, *inside, before=before, ended_on=until, **fields)
    other = msgspec.structs.replace(of, organisation_id=named("merged"))
    return Merged(other, on or until, lambda _: bound, events)


def judged(
    rule: Rule, of: Subject, *merged: Merged, bound: tuple[Layer, ...] = (), by: Layer | None = None
) -> Verdict:
    return judge_period(by or layer(rule), of, lambda _: bound, merged).verdict


@pytest.mark.parametrize(
    ("held_on", "merged_on", "counts"),
    [
        (date(2026, 1, 1), date(2026, 2, 15), True),
        (date(2025, 12, 31), date(2026, 2, 15), False),
        (date(2026, 2, 14), date(2026, 2, 15), True),
        (date(2026, 2, 15), date(2026, 2, 15), False),  # nobody was there any more to hold it
        (date(2026, 3, 30), date(2026, 3, 31), True),
        (date(2026, 3, 30), date(2026, 4, 1), False),  # the quarter was over by then
    ],
)
def test_a_lecture_of_the_branch_that_became_part_of_it(held_on: date, merged_on: date, counts: bool) -> None:
    """甲支部1月讲过党课,2月并入乙支部: whether 乙's quarter has its lecture is a reading."""
    merged = part(lecture(held_on), until=merged_on)
    stood = judged(LECTURES, subject(Q1), merged)
    assert (stood.status, stood.held, stood.verified) == (
        (Status.PASSED, 1, 1) if counts else (Status.MISSED, 0, 0)
    )
    own_alone = msgspec.structs.replace(LECTURES, merged_meetings="do_not_count")
    assert judged(own_alone, subject(Q1), merged) == judged(own_alone, subject(Q1))


def test_as_long_as_nothing_is_said_they_do_not_count() -> None:
    """So a version that was adopted before there was a choice means what it meant."""
    left_out: dict[str, Any] = {"kind": "meeting-frequency", "meeting": "PARTY_LECTURE", "per": "quarter"}
    said = {**left_out, "at_least": 1, "partial_period": "required"}
    rule = msgspec.convert(said, MeetingFrequency)
    merged = part(lecture(TEST_DAY), until=date(2026, 2, 15))
    assert judged(rule, subject(Q1), merged).status is Status.MISSED


def test_what_is_traced_of_it() -> None:
    """The meetings and the mergers, each once, and a remark that says so of the other's meetings alone."""
    own, two = lecture(date(2026, 1, 8)), [lecture(TEST_DAY), lecture(date(2026, 1, 20))]
    merged = part(*two, until=date(2026, 2, 15), events=JOINED)
    stood = judged(LECTURES, subject(Q1, own), merged)
    assert stood.events == (own.id, two[0].id, *JOINED, two[1].id)
    series = "meeting-frequency"
    assert stood.remarks == tuple(Remark(meeting_id=each.id, code="MERGED", rule=series) for each in two)
    assert stood.held == 3


def test_one_that_came_with_another_counts_once_that_one_is_part_of_the_heir() -> None:
    by_way_of_another = part(lecture(TEST_DAY), until=date(2026, 2, 1), on=date(2026, 3, 31))
    assert judged(LECTURES, subject(Q1), by_way_of_another).held == 1
    too_late = by_way_of_another._replace(on=date(2026, 4, 1))
    assert judged(LECTURES, subject(Q1), too_late).held == 0


def test_it_is_spoken_of_by_the_rules_that_bound_who_held_it() -> None:
    """Of these the heir's rule heeds what its own node and those above it say, as of its own meetings."""
    elsewhere = layer(FIFTH, of_township="elsewhere")
    untested, of_county = layer(LectureTested()), layer(FIFTH)
    given = lecture(TEST_DAY)

    def stood(*bound: Layer, heir: tuple[Layer, ...] = ()) -> tuple[Status, int | None, int | None]:
        merged = part(given, until=date(2026, 2, 15), bound=bound)
        verdict = judged(LECTURES, subject(Q1), merged, bound=heir)
        return verdict.status, verdict.held, verdict.verified

    assert stood(untested) == (Status.PASSED, 1, 0)
    assert stood(elsewhere) == (Status.PASSED, 1, 1)
    assert stood(of_county) == (Status.MISSED, 0, 0)
    assert stood(heir=(of_county,)) == (Status.PASSED, 1, 1)
    here = layer(LECTURES, of_township="here")
    merged = part(given, until=date(2026, 2, 15), bound=(layer(FIFTH, of_township="here"),))
    assert judged(LECTURES, subject(Q1), merged, by=here).status is Status.MISSED


def test_leave_to_meet_on_a_day_off_is_that_of_who_held_it() -> None:
    on_days_off = layer(msgspec.structs.replace(FIFTH, days_off="days_off"))
    saturday, known = date(2026, 1, 10), Calendar(years=frozenset({2025, 2026}))
    granted = (DaysOffGrant(Q1.first),)

    def stood(of_merged: Any, of_heir: Any) -> Status:
        merged = part(
            lecture(saturday),
            until=date(2026, 2, 15),
            bound=(on_days_off,),
            calendar=known,
            days_off_granted=of_merged,
        )
        return judged(LECTURES, subject(Q1, calendar=known, days_off_granted=of_heir), merged).status

    assert (stood(granted, ()), stood((), granted)) == (Status.PASSED, Status.MISSED)


@pytest.mark.parametrize(
    ("held_on", "merged_on", "status"),
    [
        (date(2026, 2, 25), date(2026, 3, 15), Status.PASSED),
        (date(2026, 2, 25), date(2026, 3, 31), Status.PASSED),
        (date(2026, 2, 25), date(2026, 4, 1), Status.MISSED),  # of whoever was not part of it in March
        (date(2026, 2, 9), date(2026, 3, 15), Status.MISSED),  # it would have been due on 9 March
        (date(2026, 2, 25), date(2026, 1, 31), Status.MISSED),
    ],
)
def test_a_gap_that_the_other_branch_ended(held_on: date, merged_on: date, status: Status) -> None:
    """Lectures on 1 February and 20 March, no more than 28 days between."""
    rule = LongestGap(
        meeting=MeetingKind.PARTY_LECTURE, per=Unit.MONTH, most_days=28, merged_meetings="count"
    )
    heir = subject(MARCH, lecture(date(2026, 3, 20)), before=(lecture(date(2026, 2, 1)),))
    merged = part(lecture(held_on), until=merged_on, period=MARCH)
    assert judged(rule, heir, merged).status is status
    own_alone = msgspec.structs.replace(rule, merged_meetings="do_not_count")
    assert judged(own_alone, heir, merged).status is Status.MISSED


@pytest.mark.parametrize(("reading", "status"), [("count", Status.PASSED), ("do_not_count", Status.MISSED)])
def test_what_its_meetings_were_about(reading: Any, status: Status) -> None:
    rule = MonthlyContent(
        meetings=(MeetingKind.PARTY_LECTURE,),
        topics=(Topic("INTEGRITY", Words(zh="廉政", en="integrity")),),
        partial_period="required",
        merged_meetings=reading,
    )
    about = lecture(date(2026, 3, 4), contents=frozenset({"INTEGRITY"}))
    heir = subject(MARCH, lecture(date(2026, 3, 20)))
    assert judged(rule, heir, part(about, until=date(2026, 3, 10), period=MARCH)).status is status


def test_other_rules_have_no_such_reading() -> None:
    counting = {
        kind.name
        for kind in KINDS.values()
        if isinstance(kind, PeriodRule) and type(kind).counts_merged is not PeriodRule.counts_merged
    }
    assert counting == {"meeting-frequency", "longest-gap", "monthly-content"}


@pytest.mark.parametrize(
    "rule",
    [
        LECTURES,
        LongestGap(meeting=MeetingKind.PARTY_LECTURE, per=Unit.MONTH, most_days=28, merged_meetings="count"),
        MonthlyContent(
            meetings=(MeetingKind.PARTY_LECTURE,),
            topics=(Topic("INTEGRITY", Words(zh="廉政", en="integrity")),),
            partial_period="required",
            merged_meetings="count",
        ),
    ],
    ids=lambda rule: KINDS[type(rule)].name,
)
def test_whoever_lets_them_count_asks_for_less_and_says_so(rule: Any) -> None:
    kind: Any = KINDS[type(rule)]
    alone = msgspec.structs.replace(rule, merged_meetings="do_not_count")
    assert (kind.weaker(rule, alone), kind.weaker(alone, rule), kind.weaker(rule, rule)) == (
        True,
        False,
        False,
    )
    words, fewer = kind.sentences(rule), kind.sentences(alone)
    assert words.zh == fewer.zh + "(期内并入的支部在合并前召开的,计入)"
    assert words.en == fewer.en + (" (what branches held before they became part of it in the period counts)")
