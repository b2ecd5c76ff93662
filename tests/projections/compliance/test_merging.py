"""Branches that become part of others inside a period: what they held counts for the heir where the rule says so."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from domain.meetings.commands import CorrectMeeting
from domain.meetings.events import MeetingPlanned
from domain.organisation.commands import MergeOrganisation
from domain.organisation.events import OrganisationMerged
from domain.policies.kinds.lecture_tested import LectureTested
from domain.policies.kinds.longest_gap import LongestGap
from domain.policies.kinds.meeting_frequency import MeetingFrequency
from domain.policies.kinds.meeting_window import MeetingWindow
from domain.policies.periods import Unit
from domain.policies.rehearsing import Change, Stood
from domain.policies.verdicts import Status
from domain.schedule.commands import ApproveScheduleException
from event_store.pool import Pool
from tests.projections.compliance.office import Office, pack
from tests.projections.compliance.oracle import differences
from tests.projections.compliance.rehearsing import rehearsed, stands, would_be
from tests.projections.compliance.test_periods import GENERAL, LECTURE

Q1 = ("lecture", "2026-Q1")
MERGED_ON = date(2026, 2, 15)


def lectures(reading: Any = "count") -> MeetingFrequency:
    return MeetingFrequency(
        meeting=LECTURE,
        per=Unit.QUARTER,
        at_least=1,
        partial_period="not_required",
        merged_meetings=reading,
    )


COUNTED = pack("county", "1", {"lecture": lectures(), "alone": lectures("do_not_count")})


async def merge(office: Office, one: UUID, into: UUID, on: date = MERGED_ON) -> None:
    await office.do(
        MergeOrganisation(
            organisation_id=one, into_id=into, on=on, approved_by=office.committee, reason="MERGED"
        )
    )


async def two_branches(office: Office) -> tuple[UUID, UUID]:
    """The heir, and the one that becomes part of it; the county's rules in both readings."""
    heir, other = await office.found(), await office.found()
    await office.adopt(COUNTED)
    return heir, other


async def is_right(office: Office, pool: Pool) -> None:
    """Every row stands as all facts say, on each day, and a rebuild comes to the same."""
    await differences(pool, office)
    assert await office.is_sound()


@pytest.mark.parametrize("late", [False, True], ids=["told in time", "told after the quarter"])
async def test_a_quarter_in_which_another_branch_became_part_of_it(
    office: Office, projector_pool: Pool, late: bool
) -> None:
    heir, other = await two_branches(office)
    await office.until(date(2026, 1, 10))
    meeting = await office.meet(other, LECTURE)
    await office.until(MERGED_ON if not late else date(2026, 4, 2))
    known = await office.project()
    await merge(office, other, heir)
    await office.until(date(2026, 4, 2))
    stood = await office.verdicts(heir, "status", "held", "verified", "event_ids", "remarks")
    status, held, verified, events, remarks = stood[Q1]
    [merger] = [each for each in await office.events_of(other) if isinstance(each, OrganisationMerged)]
    assert (status, held, verified) == ("PASSED", 1, 1)
    assert events[-1] == merger.event_id
    assert {each.event_id for each in await office.events_of(meeting)} >= set(events[:-1]) != set()
    assert [(remark["code"], remark["rule"]) for remark in remarks] == [("MERGED", "county/lecture")]
    assert stood["alone", "2026-Q1"][:2] == ("MISSED", 0)
    days = (date(2026, 2, 14), MERGED_ON, date(2026, 3, 31))
    assert [(await office.past(heir, on=day))[Q1] for day in days] == ["PENDING", "PASSED", "PASSED"]
    then = (await office.past(heir, on=date(2026, 3, 31), known=known)).get(Q1)
    assert then == ("MISSED" if late else "PENDING")
    assert (await office.verdicts(other))[Q1] == "NOT_REQUIRED"
    await is_right(office, projector_pool)


async def test_what_is_entered_corrected_or_taken_back_once_the_branch_is_gone(
    office: Office, projector_pool: Pool
) -> None:
    heir, other = await two_branches(office)
    await office.until(MERGED_ON)
    await merge(office, other, heir)
    await office.until(date(2026, 4, 2))
    assert (await office.verdicts(heir))[Q1] == "MISSED"
    meeting = await office.meet(other, LECTURE, on=date(2026, 2, 14))
    assert (await office.verdicts(heir, "status", "held"))[Q1] == ("PASSED", 1)
    assert (await office.past(heir, on=MERGED_ON))[Q1] == "PASSED"
    planned = next(each for each in await office.events_of(meeting) if isinstance(each, MeetingPlanned))
    await _correct(office, meeting, planned, kind=GENERAL)
    assert (await office.verdicts(heir))[Q1] == "MISSED"
    await _correct(office, meeting, planned, kind=LECTURE, held_on=date(2026, 1, 3))
    assert (await office.verdicts(heir))[Q1] == "PASSED"
    await _correct(office, meeting, planned, kind=GENERAL)
    assert (await office.verdicts(heir))[Q1] == "MISSED"
    await is_right(office, projector_pool)


async def _correct(office: Office, meeting: UUID, planned: MeetingPlanned, **to: Any) -> None:
    await office.do(CorrectMeeting(meeting_id=meeting, corrects=planned.event_id, reason="MISTAKEN", **to))


@pytest.mark.parametrize(("held_on", "status"), [(14, "PASSED"), (15, "MISSED")])
async def test_a_meeting_of_a_branch_that_was_gone_by_then_as_is_told_later(
    office: Office, projector_pool: Pool, held_on: int, status: str
) -> None:
    heir, other = await two_branches(office)
    await office.until(date(2026, 2, held_on))
    await office.meet(other, LECTURE)
    await office.until(date(2026, 4, 2))
    await merge(office, other, heir)
    assert (await office.verdicts(heir))[Q1] == status
    await is_right(office, projector_pool)


@pytest.mark.parametrize("late", [False, True], ids=["in time", "entered last"])
async def test_one_into_another_into_a_third_in_one_quarter(
    office: Office, projector_pool: Pool, late: bool
) -> None:
    last, heir, first = await office.found(), *await two_branches(office)
    await office.until(date(2026, 1, 20))
    if not late:
        await office.meet(first, LECTURE, on=date(2026, 1, 10))
    await merge(office, first, heir, date(2026, 1, 20))
    await office.until(date(2026, 3, 1))
    await merge(office, heir, last, date(2026, 3, 1))
    await office.until(date(2026, 4, 2))
    if late:
        assert (await office.verdicts(last))[Q1] == "MISSED"
        await office.meet(first, LECTURE, on=date(2026, 1, 10))
    assert (await office.verdicts(last, "status", "held"))[Q1] == ("PASSED", 1)
    days = (date(2026, 2, 28), date(2026, 3, 1))
    assert [(await office.past(last, on=day))[Q1] for day in days] == ["PENDING", "PASSED"]
    days = (date(2026, 1, 19), date(2026, 1, 20))
    assert [(await office.past(heir, on=day))[Q1] for day in days] == ["PENDING", "PASSED"]
    await is_right(office, projector_pool)


@pytest.mark.parametrize(
    ("merged_on", "status"), [(date(2026, 3, 31), "PASSED"), (date(2026, 4, 1), "MISSED")]
)
async def test_a_quarter_that_was_over_by_then_stays_as_it_was(
    office: Office, projector_pool: Pool, merged_on: date, status: str
) -> None:
    heir, other = await two_branches(office)
    await office.until(date(2026, 1, 10))
    await office.meet(other, LECTURE)
    await office.until(date(2026, 4, 5))
    await merge(office, other, heir, merged_on)
    assert (await office.verdicts(heir))[Q1] == status
    await is_right(office, projector_pool)


async def test_a_branch_that_is_founded_to_take_in_others(office: Office, projector_pool: Pool) -> None:
    """Where a quarter in which it was founded is asked for, what they held is enough."""
    rule = MeetingFrequency(
        meeting=LECTURE, per=Unit.QUARTER, at_least=2, partial_period="required", merged_meetings="count"
    )
    parts = [await office.found() for _ in range(2)]
    await office.adopt(pack("county", "1", {"lecture": rule}))
    for one in parts:
        await office.meet(one, LECTURE)
    await office.until(MERGED_ON)
    heir = await office.found()
    for one in parts:
        await merge(office, one, heir)
    assert (await office.verdicts(heir, "status", "held"))[Q1] == ("PASSED", 2)
    await is_right(office, projector_pool)


async def test_the_rules_and_the_leave_of_the_place_where_it_was_held(
    office: Office, projector_pool: Pool
) -> None:
    """The county's days and tests bind both; leave to meet on other days was the other township's alone."""
    heir, other = await office.found(), await office.found(parent=office.other_township)
    fifth = MeetingWindow(
        meeting=LECTURE,
        days=(5,),
        off_window="does_not_count",
        exceptions=False,
        urgent="no_exemption",
        days_off="holidays",
    )
    await office.adopt(pack("county", "1", {"lecture": lectures(), "day": fifth, "test": LectureTested()}))
    await office.until(date(2026, 1, 10))
    await office.meet(other, LECTURE)
    await office.until(MERGED_ON)
    await merge(office, other, heir)
    assert (await office.verdicts(heir, "status", "held", "verified"))[Q1] == ("PENDING", 0, 0)
    await office.do(
        ApproveScheduleException(
            exception_id=office.ids.new_id(),
            organisation_id=office.other_township,
            from_on=date(2026, 1, 1),
            approved_by=office.committee,
        )
    )
    assert (await office.verdicts(heir, "status", "held", "verified"))[Q1] == ("UNKNOWN", 0, 0)
    await is_right(office, projector_pool)


async def test_a_gap_that_goes_on_in_the_months_after_it(office: Office, projector_pool: Pool) -> None:
    """As of the day before, 10 February was a day too many; by the other's meeting of that day 22 March is."""
    heir, other = await office.found(), await office.found()
    gap = LongestGap(meeting=GENERAL, per=Unit.MONTH, most_days=40, merged_meetings="count")
    await office.adopt(pack("county", "1", {"gap": gap}))
    await office.until(date(2026, 2, 10))
    await office.meet(other, GENERAL)
    await office.until(date(2026, 2, 11))
    assert (await office.verdicts(heir))["gap", "2026-02"] == "MISSED"
    await merge(office, other, heir, date(2026, 2, 11))
    await office.until(date(2026, 3, 21))
    stood = await office.verdicts(heir)
    assert (stood["gap", "2026-02"], stood["gap", "2026-03"]) == ("PASSED", "AT_RISK")
    assert (await office.past(heir, on=date(2026, 2, 10)))["gap", "2026-02"] == "MISSED"
    await office.until(date(2026, 3, 23))
    assert (await office.verdicts(heir))["gap", "2026-03"] == "MISSED"
    await is_right(office, projector_pool)


async def test_a_rehearsed_reading_of_those_who_came_from_elsewhere(
    office: Office, app_pool: Pool, projector_pool: Pool
) -> None:
    """Two of another township, one by way of the other: what they held is read although they stand elsewhere."""
    heir = await office.found()
    first, other = [await office.found(parent=office.other_township) for _ in range(2)]
    await office.until(date(2026, 1, 10))
    await office.meet(first, LECTURE)
    await office.until(date(2026, 1, 20))
    await merge(office, first, other, date(2026, 1, 20))
    await office.until(MERGED_ON)
    await merge(office, other, heir)
    await office.until(date(2026, 4, 2))
    offered = pack("town", "1", {"lecture": lectures(), "alone": lectures("do_not_count")}, level="township")
    given: dict[str, Any] = {"node": office.township, "since": date(2026, 1, 1)}
    found = await rehearsed(office, app_pool, offered, **given)
    would = {
        slot.rule.series: slot.would
        for slot in found.differences
        if (slot.organisation_id, slot.period, slot.change) == (heir, "2026-Q1", Change.NEW)
    }
    assert would == {
        "town/lecture": Stood(Status.PASSED, 1, 1, 1),
        "town/alone": Stood(Status.MISSED, 1, 0, 0),
    }
    foreseen = await would_be(office, app_pool, projector_pool, offered, **given)
    assert await office.try_adopting(offered, **given)
    assert await stands(office, projector_pool) == foreseen
    assert (await office.verdicts(heir))[Q1] == "PASSED"
    await is_right(office, projector_pool)
