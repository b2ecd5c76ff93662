"""Draws what may be known of a branch, and rules that judge it, for what holds of verdicts whatever was held."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from hypothesis import strategies as st

from domain.meeting_entries.events import LecturerRole, MinutesField
from domain.meetings.events import MeetingKind
from domain.organisation.events import OrganisationKind
from domain.policies.facts import (
    AnnualPlan,
    Calendar,
    DatedViolation,
    DaysOffGrant,
    HeldMeeting,
    Matter,
    PlanFiling,
    PlanItem,
    Publication,
    Subject,
)
from domain.policies.kind import MeetingRule, PeriodRule
from domain.policies.layers import Adoption, IssuerLevel, Layer, LayersOn, Version, layers
from domain.policies.modality import Modality
from domain.policies.periods import Period, Unit
from domain.policies.registry import KINDS, Rule
from domain.violations.events import ViolationSeverity
from tests.unit.domain.policies.examples import EXAMPLES
from tests.unit.domain.policies.given import named

DAY = timedelta(days=1)
QUARTER = Period.of(date(2028, 2, 29), Unit.QUARTER)
FEBRUARY = Period.of(date(2028, 2, 1), Unit.MONTH)
KINDS_HELD = (MeetingKind.GENERAL_MEETING, MeetingKind.PARTY_LECTURE)
BRANCH, COUNTY = named("branch"), named("county")


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
OF_MEETINGS = [layer for layer in ALL if isinstance(KINDS[type(layer.adoption.version.rule)], MeetingRule)]


class Known(NamedTuple):
    """What is known of a branch on a day: nothing of it is later."""

    today: date
    meetings: list[HeldMeeting]
    plan: AnnualPlan | None
    publications: list[Publication]
    violations: list[DatedViolation]
    granted: tuple[DaysOffGrant, ...]
    calendar: Calendar

    def of(self, period: Period, today: date | None = None) -> Subject:
        """The branch in a period, by the close of a day."""
        return Subject(
            organisation_id=BRANCH,
            period=period,
            today=today or self.today,
            founded_on=date(2020, 1, 1),
            bound_since=date(2028, 1, 1),
            meetings=tuple(meeting for meeting in self.meetings if meeting.on in period),
            before=tuple(meeting for meeting in self.meetings if meeting.on < period.first),
            after=tuple(meeting for meeting in self.meetings if meeting.on > period.last),
            plan=self.plan,
            publications=tuple(self.publications),
            violations=tuple(self.violations),
            calendar=self.calendar,
            days_off_granted=self.granted,
            themes=frozenset({"THEME"}),
        )


USUALLY, SELDOM = st.sampled_from([True, True, False]), st.sampled_from([False, False, True])


@st.composite
def meetings(draw: st.DrawFn, first: date, last: date, number: int | None = None) -> HeldMeeting:
    number = draw(st.integers(0, 10_000)) if number is None else number
    on = draw(st.dates(first, last))
    return HeldMeeting(
        id=named(f"meeting {number}"),
        kind=KINDS_HELD[draw(SELDOM)],
        on=on,
        events=(named(f"event {number}"),),
        notified_on=draw(st.sampled_from([on - DAY, on - 2 * DAY, on - 5 * DAY, on, None])),
        urgent=draw(SELDOM),
        deferred_for="FLOOD" if draw(SELDOM) else None,
        excepted=draw(SELDOM),
        minutes=frozenset(MinutesField) if draw(USUALLY) else None,
        lecturers=frozenset(draw(st.sets(st.sampled_from(LecturerRole), max_size=2))),
        tested=draw(st.booleans()),
        contents=frozenset(draw(st.sampled_from([("INTEGRITY", "THEME"), ("INTEGRITY",), ("THEME",)]))),
        gathering=named("evening") if draw(SELDOM) else None,
        of_business=draw(SELDOM),
        review=named(f"review {number}") if draw(st.booleans()) else None,
    )


@st.composite
def regular(draw: st.DrawFn, first: date, last: date) -> list[HeldMeeting]:
    """Meetings about as often as rules ask for, as they come about by chance almost never."""
    every, on = draw(st.integers(4, 14)), first + draw(st.integers(0, 9)) * DAY
    days = [on + number * every * DAY for number in range(30)]
    return [draw(meetings(on, on, number)) for number, on in enumerate(days) if on <= last]


def held(first: date, last: date) -> st.SearchStrategy[list[HeldMeeting]]:
    if last < first:
        return st.just([])
    scattered = st.lists(meetings(first, last), max_size=8, unique_by=lambda meeting: meeting.id)
    return scattered | regular(first, last)


@st.composite
def plans(draw: st.DrawFn, first: date, last: date) -> AnnualPlan:
    whole = PlanItem(
        event=named("whole"), on=first, document_id=named("document"), assignee_id=named("member")
    )
    adopted_on = draw(st.dates(first, last))
    filing = PlanFiling(
        recipient=OrganisationKind.PARTY_COMMITTEE,
        on=adopted_on if draw(USUALLY) else draw(st.dates(adopted_on, last)),
        event=named("filing"),
    )
    return AnnualPlan(
        adopted_on=adopted_on,
        adopted_at=draw(st.sampled_from([*KINDS_HELD, KINDS_HELD[0]])),
        filings=(filing,) if draw(USUALLY) else (),
        items=(whole,) if draw(USUALLY) else (whole, PlanItem(event=named("bare"))),
        events=(named("plan"),),
    )


def publications(last: date) -> st.SearchStrategy[list[Publication]]:
    def one(number: int, month: date, on: date) -> Publication:
        about = Period.of(month, Unit.MONTH)
        return Publication(
            matter=Matter.ASSESSMENT_RESULT, about=about, on=on, event=named(f"publication {number}")
        )

    month = st.sampled_from([FEBRUARY.first, FEBRUARY.first, QUARTER.first])
    first = min(FEBRUARY.last - 5 * DAY, last)
    made = st.builds(one, st.integers(0, 1_000), month, st.just(last) | st.dates(first, last))
    return st.lists(made, max_size=2, unique_by=lambda publication: publication.event)


@st.composite
def violations(draw: st.DrawFn, today: date, known: list[HeldMeeting]) -> list[DatedViolation]:
    """Of today and days before, or reported on the day after it, which is still open; many on days of meetings."""
    days = st.dates(min(FEBRUARY.first, today), today + DAY)
    held = [meeting.on for meeting in known if meeting.kind is KINDS_HELD[0]]
    several = draw(st.lists(st.sampled_from(held) | days if held else days, max_size=2))
    return [
        DatedViolation(
            on=on,
            severity=draw(st.sampled_from([ViolationSeverity.SERIOUS, *ViolationSeverity])),
            event=named(f"violation {number}"),
        )
        for number, on in enumerate(several)
    ]


@st.composite
def knowledge(draw: st.DrawFn) -> Known:
    """Of any day from before the quarter to after it, one in its midst more often."""
    of_any_day = st.dates(QUARTER.first - 12 * DAY, QUARTER.last + 5 * DAY)
    today = draw(of_any_day | st.dates(FEBRUARY.first, FEBRUARY.last))
    began = QUARTER.first - 9 * DAY
    known = draw(held(QUARTER.first, min(today, QUARTER.last)))
    return Known(
        today,
        known,
        draw(st.none() | plans(began, today)) if today >= began else None,
        draw(publications(today)),
        draw(violations(today, known)),
        draw(st.sampled_from([(), (DaysOffGrant(QUARTER.first),)])),
        draw(st.sampled_from([Calendar(), Calendar(years=frozenset({2027, 2028}))])),
    )


@st.composite
def binding(draw: st.DrawFn) -> LayersOn:
    """A few of the rules about meetings; all of them at once leave no meeting that counts."""
    one = st.sampled_from(OF_MEETINGS)
    found = draw(st.just(()) | st.tuples(one) | st.tuples(one, one).filter(lambda two: two[0] is not two[1]))
    return lambda _: found


def period_of(layer: Layer) -> Period:
    rule = layer.adoption.version.rule
    kind = KINDS[type(rule)]
    assert isinstance(kind, PeriodRule)
    return Period.of(FEBRUARY.first, kind.unit(rule, None))
