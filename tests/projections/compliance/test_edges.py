"""Facts that come after what they should have come before: ends, gaps, calendars, a clock that lags."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from domain.calendar.commands import PublishCalendarYear
from domain.meetings.events import MeetingKind
from domain.organisation.commands import MergeOrganisation
from domain.policies.kinds.branch_size import BranchSize
from domain.policies.kinds.longest_gap import LongestGap
from domain.policies.kinds.meeting_frequency import MeetingFrequency
from domain.policies.kinds.meeting_window import MeetingWindow
from domain.policies.periods import Unit
from domain.policies.registry import Rule
from domain.schedule.commands import ApproveScheduleException
from tests.projections.compliance.office import Office, pack

LECTURE, GENERAL = MeetingKind.PARTY_LECTURE, MeetingKind.GENERAL_MEETING
LECTURES = pack(
    "county",
    "1",
    {
        "lecture": MeetingFrequency(
            meeting=LECTURE, per=Unit.QUARTER, at_least=1, partial_period="not_required"
        ),
        "two": MeetingFrequency(meeting=LECTURE, per=Unit.QUARTER, at_least=2, partial_period="not_required"),
    },
)


async def merge(office: Office, on: date) -> None:
    """The second branch becomes part of the first."""
    office.heir, office.merged = await office.found(), await office.found()
    await office.until(max(office.today, on + timedelta(days=5)))
    await office.do(_merging(office, on))


def _merging(office: Office, on: date) -> MergeOrganisation:
    return MergeOrganisation(
        organisation_id=office.merged,
        into_id=office.heir,
        on=on,
        approved_by=office.township,
        reason="MERGED",
    )


async def test_a_meeting_entered_after_the_end_brings_nobody_back(office: Office) -> None:
    await office.adopt(LECTURES)
    await merge(office, date(2026, 2, 15))
    await office.meet(office.merged, LECTURE, on=date(2026, 1, 10))
    ended = {("lecture", "2026-Q1"): "NOT_REQUIRED", ("two", "2026-Q1"): "NOT_REQUIRED"}
    assert await office.verdicts(office.merged) == ended
    assert (await office.past(office.merged, on=date(2026, 2, 14)))["lecture", "2026-Q1"] == "PASSED"
    await office.until(date(2026, 4, 2))
    assert await office.verdicts(office.merged) == ended
    assert await office.is_sound()


async def test_a_rule_adopted_after_the_end_asks_nothing_of_who_is_gone(office: Office) -> None:
    await merge(office, date(2026, 2, 15))
    await office.adopt(LECTURES, since=date(2026, 1, 1))
    assert (await office.verdicts(office.merged))["lecture", "2026-Q1"] == "NOT_REQUIRED"
    assert (await office.past(office.merged, on=date(2026, 2, 18)))["lecture", "2026-Q1"] == "NOT_REQUIRED"
    assert (await office.past(office.merged, on=date(2026, 2, 10)))["lecture", "2026-Q1"] == "PENDING"


async def test_an_end_while_the_clock_lags_is_heeded_once_it_has_caught_up(office: Office) -> None:
    await office.adopt(pack("county", "1", {"size": BranchSize(fewest_full_members=3)}))
    office.heir, office.merged = await office.found(), await office.found()
    await office.until(date(2026, 1, 10))
    lagging, office.today = office.today, date(2026, 1, 20)
    await office.do(_merging(office, date(2026, 1, 20)))
    assert await office.verdicts(office.merged) == {("size", ""): "MISSED"}
    office.today = lagging
    await office.until(date(2026, 1, 20))
    assert await office.verdicts(office.merged) == {("size", ""): "VOID"}
    assert await office.past(office.merged, on=date(2026, 1, 19)) == {("size", ""): "MISSED"}


async def test_days_that_are_closed_after_a_later_fact_are_told_of_all_the_same(office: Office) -> None:
    branch = await office.found()
    await office.adopt(LECTURES)
    await office.until(date(2026, 4, 10), closing=False)
    await office.meet(branch, LECTURE, on=date(2026, 3, 29))
    await office.project()
    await office.until(office.today)
    assert (await office.verdicts(branch, "status"))["lecture", "2026-Q1"] == "PASSED"
    days = (date(2026, 3, 20), date(2026, 3, 25), date(2026, 3, 29))
    stood = [(await office.past(branch, on=day))["lecture", "2026-Q1"] for day in days]
    assert stood == ["PENDING", "AT_RISK", "PASSED"]
    assert await office.is_sound()


async def test_another_version_of_a_rule_forgives_no_gap_that_runs(office: Office) -> None:
    branch = await office.found()
    for version, remind, since in (("1", 3, date(2026, 1, 1)), ("2", 4, date(2026, 2, 1))):
        await office.until(since)
        rule = LongestGap(meeting=GENERAL, per=Unit.MONTH, most_days=40, remind_days=remind)
        await office.adopt(pack("county", version, {"gap": rule}), since=since, replaces=version == "2")
        if version == "1":
            await office.until(date(2026, 1, 10))
            await office.meet(branch, GENERAL)
    await office.until(date(2026, 2, 20))
    assert (await office.verdicts(branch))["gap", "2026-02"] == "MISSED"
    assert (await office.past(branch, on=date(2026, 2, 18)))["gap", "2026-02"] == "AT_RISK"


@pytest.mark.parametrize(("days", "months"), [(396, None), (None, 13)])
def test_a_gap_is_no_longer_than_meetings_are_looked_back_for(days: int | None, months: int | None) -> None:
    with pytest.raises(ValueError, match="at most 395 days or 12 months"):
        LongestGap(meeting=GENERAL, per=Unit.YEAR, most_days=days, most_months=months)


async def test_a_calendar_published_late_mends_the_month_that_looks_back_into_it(office: Office) -> None:
    branch = await office.found()
    rules: dict[str, Rule] = {
        "gap": LongestGap(meeting=GENERAL, per=Unit.MONTH, most_days=40),
        "day": MeetingWindow(
            meeting=GENERAL,
            off_window="does_not_count",
            days=(5,),
            exceptions=False,
            urgent="no_exemption",
            days_off="holidays",
        ),
    }
    await office.adopt(pack("county", "1", rules))
    await office.do(
        ApproveScheduleException(
            exception_id=office.ids.new_id(),
            organisation_id=branch,
            from_on=date(2026, 1, 1),
            approved_by=office.township,
        )
    )
    await office.until(date(2026, 12, 25))
    await office.meet(branch, GENERAL)
    await office.until(date(2027, 1, 20))
    assert (await office.verdicts(branch))["gap", "2027-01"] == "UNKNOWN"
    await office.do(
        PublishCalendarYear(
            year=2026, holidays=(date(2026, 12, 25),), days_off=(), workdays=(), source="TEST"
        )
    )
    assert (await office.verdicts(branch))["gap", "2027-01"] == "PASSED"
    assert await office.is_sound()
