"""What verdicts are judged by, from rows: an organisation in a period, or as it is made up on a day.

Facts of after ``until`` are left out, so that the same function tells what was true on any day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from uuid import UUID

from domain.meeting_entries.events import LecturerRole, MinutesField
from domain.meetings.events import MeetingKind
from domain.organisation.events import OrganisationKind
from domain.policies.facts import (
    AnnualPlan,
    DatedViolation,
    GroupStanding,
    HeldMeeting,
    Matter,
    PlanFiling,
    PlanItem,
    Publication,
    Standing,
    Subject,
)
from domain.policies.periods import Period, Unit
from domain.violations.events import ViolationSeverity
from projections.annual_plans import ANNUAL_PLAN, PLAN_FILING, PLAN_ITEM
from projections.compliance.binding import Looks
from projections.compliance.known import Known
from projections.compliance.surroundings import Surroundings
from projections.compliance.tables import COMMITTEE_TERM, GROUP_TERM, SIZE_TERM
from projections.framework.table import Row
from projections.meeting_facts import MEETING_FACT
from projections.organisations import ORGANISATION
from projections.publications import PUBLICATION
from projections.violations import VIOLATION_FACT

FURTHEST_BACK = timedelta(days=400)  # a gap of a year, and what may be said of the meeting before it
FURTHEST_AHEAD = timedelta(days=366)  # what a year lacked is made up for before the next one is over


def subject_of(
    known: Known,
    organisation_id: UUID,
    period: Period,
    outset: date,
    *,
    today: date,
    until: date,
    bound_since: date,
    meetings: Sequence[HeldMeeting],
    surroundings: Surroundings | None = None,
) -> Subject:
    """An organisation in a period, with all that kinds may look at. ``today`` is the last day that was closed.

    ``meetings`` are those that the rule looks at, of the period, of before it and of after it. ``surroundings`` tell
    what was said above it, where somebody keeps that.
    """
    organisation = known.require(ORGANISATION, organisation_id)
    ended_on: date | None = organisation["dissolved_on"]
    first, last = period.first, period.last
    size = size_on(known, organisation_id, outset)
    around = surroundings or Surroundings(known)
    above = around.of(organisation_id, period, outset)
    after = tuple(one for one in meetings if last < one.on <= last + FURTHEST_AHEAD)
    return Subject(
        organisation_id=organisation_id,
        period=period,
        today=today,
        founded_on=organisation["founded_on"],
        ended_on=ended_on if ended_on is not None and ended_on <= until else None,
        groups=groups_on(known, organisation, outset),
        meetings=tuple(one for one in meetings if first <= one.on <= last),
        before=tuple(one for one in meetings if first - FURTHEST_BACK <= one.on < first),
        after=after,
        bound_since=bound_since,
        plan=_plan(known, organisation_id, period, until),
        publications=tuple(_publications(known, organisation_id, until)),
        violations=tuple(_violations(known, organisation_id, period, until)),
        calendar=around.calendar(first.year - 1, max((meeting.on for meeting in after), default=last).year),
        days_off_granted=above.days_off_granted,
        themes=above.themes,
        members=None if size is None else size["members"],
        committee=committee_on(known, organisation_id, outset),
    )


def meetings_until(known: Known, organisation_id: UUID, until: date) -> tuple[HeldMeeting, ...]:
    """The meetings that took place by a day, by day."""
    return _held(row for row in known.of(MEETING_FACT, organisation_id) if row["held_on"] <= until)


def meetings_of(
    known: Known, organisation_id: UUID, looks: Looks, first: date, last: date
) -> tuple[HeldMeeting, ...]:
    """Those between two days at which a rule looks, by day."""
    if not looks.kinds:
        return ()
    return _held(
        row
        for row in known.of(MEETING_FACT, organisation_id)
        if first <= row["held_on"] <= last and looks.at(row["kind"], row["gathering_id"])
    )


def _held(rows: Iterable[Row]) -> tuple[HeldMeeting, ...]:
    held = (row for row in rows if row["status"] == "CONCLUDED")
    return tuple(_meeting(row) for row in sorted(held, key=_in_order))


def _in_order(row: Row) -> tuple[date, UUID]:
    return row["held_on"], row["meeting_id"]


def _meeting(row: Row) -> HeldMeeting:
    minutes = row["minutes"]
    return HeldMeeting(
        id=row["meeting_id"],
        kind=MeetingKind(row["kind"]),
        on=row["held_on"],
        events=tuple(row["event_ids"]),
        notified_on=row["notified_on"],
        urgent=row["urgent"],
        deferred_for=row["deferred_for"],
        excepted=row["excepted"],
        minutes=None if minutes is None else frozenset(map(MinutesField, minutes)),
        lecturers=frozenset(map(LecturerRole, row["lecturers"])),
        tested=row["tested"],
        contents=frozenset(row["contents"]),
        gathering=row["gathering_id"],
        of_business=row["of_business"],
        review=row["review_event_id"],
    )


def groups_on(known: Known, organisation: Row, day: date) -> int | None:
    """How many party groups a branch has on a day; None of what can have none."""
    if organisation["kind"] != OrganisationKind.PARTY_BRANCH:
        return None
    return len(list(_groups(known, organisation["organisation_id"], day)))


def _groups(known: Known, branch_id: UUID, day: date) -> Iterator[UUID]:
    for term in known.of(GROUP_TERM, branch_id):
        if term["from_on"] <= day and (term["to_on"] is None or day < term["to_on"]):
            yield term["group_id"]


def size_on(known: Known, organisation_id: UUID, day: date) -> Row | None:
    """How many members it has on a day; None before the first is known."""
    terms = known.of(SIZE_TERM, organisation_id)
    return next((term for term in reversed(terms) if term["from_on"] <= day), None)


def committee_on(known: Known, organisation_id: UUID, day: date) -> int | None:
    """How many are on its committee on a day; None where that is not known."""
    terms = known.of(COMMITTEE_TERM, organisation_id)
    return next((term["members"] for term in reversed(terms) if term["from_on"] <= day), None)


def standing_of(known: Known, branch_id: UUID, day: date) -> Standing:
    """How a branch is made up on a day."""
    members, full_members = _numbers(known, branch_id, day)
    return Standing(
        organisation_id=branch_id,
        on=day,
        members=members,
        full_members=full_members,
        committee=committee_on(known, branch_id, day),
        groups=tuple(
            GroupStanding(organisation_id=group_id, members=numbers[0], full_members=numbers[1])
            for group_id in _groups(known, branch_id, day)
            for numbers in (_numbers(known, group_id, day),)
        ),
    )


def _numbers(known: Known, organisation_id: UUID, day: date) -> tuple[int, int]:
    size = size_on(known, organisation_id, day)
    return (0, 0) if size is None else (size["members"], size["full_members"])


def _plan(known: Known, organisation_id: UUID, period: Period, until: date) -> AnnualPlan | None:
    year = period.first.year
    plan = known.get(ANNUAL_PLAN, organisation_id, year) if period.unit is Unit.YEAR else None
    if plan is None or plan["adopted_on"] > until:
        return None
    filings = [
        filing
        for filing in known.of(PLAN_FILING, organisation_id)
        if filing["year"] == year and filing["filed_on"] <= until
    ]
    items = [item for item in known.of(PLAN_ITEM, organisation_id) if item["year"] == year]
    return AnnualPlan(
        adopted_on=plan["adopted_on"],
        adopted_at=MeetingKind(plan["adopted_at"]),
        filings=tuple(map(_filing, filings)),
        items=tuple(map(_item, items)),
        events=(plan["event_id"], *(filing["event_id"] for filing in filings)),
    )


def _filing(row: Row) -> PlanFiling:
    return PlanFiling(
        recipient=OrganisationKind(row["recipient_kind"]), on=row["filed_on"], event=row["event_id"]
    )


def _item(row: Row) -> PlanItem:
    return PlanItem(
        event=row["event_id"],
        on=row["planned_on"],
        document_id=row["document_id"],
        assignee_id=row["assignee_id"],
    )


def _publications(known: Known, organisation_id: UUID, until: date) -> Iterator[Publication]:
    for row in known.of(PUBLICATION, organisation_id):
        if row["published_on"] <= until:
            yield Publication(
                matter=Matter(row["matter"]),
                about=Period.of(row["period_first"], Unit(row["unit"])),
                on=row["published_on"],
                event=row["event_id"],
            )


def _violations(known: Known, organisation_id: UUID, period: Period, until: date) -> Iterator[DatedViolation]:
    for row in known.of(VIOLATION_FACT, organisation_id):
        if row["occurred_on"] in period and row["occurred_on"] <= until:
            yield DatedViolation(
                on=row["occurred_on"],
                severity=ViolationSeverity(row["severity"]),
                event=row["event_id"],
            )
