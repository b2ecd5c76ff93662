"""What a month lacked, made up for in the next: by facts in whatever order, as known then and as true then."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from domain.calendar.commands import PublishCalendarYear
from domain.meetings.commands import CancelMeeting, CorrectMeeting
from domain.meetings.events import MeetingPlanned
from domain.policies.kinds.meeting_window import MeetingWindow
from domain.policies.periods import Unit
from domain.policies.rehearsing import Change, Stood
from domain.policies.verdicts import Status
from domain.schedule.commands import ApproveScheduleException
from event_store.pool import Pool
from tests.projections.compliance.office import Office, pack
from tests.projections.compliance.rehearsing import rehearsed, stands, would_be
from tests.projections.compliance.test_periods import LECTURE, each

RULES = pack("county", "1", {"lecture": each(Unit.MONTH, make_up_days=15)})
JANUARY, FEBRUARY = ("lecture", "2026-01"), ("lecture", "2026-02")
NOT_BEFORE_THE_TENTH = MeetingWindow(
    meeting=LECTURE,
    days=tuple(range(10, 29)),
    off_window="does_not_count",
    exceptions=False,
    urgent="no_exemption",
)


async def lived(office: Office) -> UUID:
    """A branch without a lecture in January, on 20 February."""
    branch = await office.found()
    await office.adopt(RULES)
    await office.until(date(2026, 2, 20))
    return branch


async def test_it_is_missed_until_the_day_on_which_it_is_made_up_for(office: Office) -> None:
    branch = await lived(office)
    await office.meet(branch, LECTURE, on=date(2026, 2, 3))
    known = await office.project()
    assert await office.verdicts(branch) == {JANUARY: "MISSED", FEBRUARY: "PASSED"}
    await office.meet(branch, LECTURE, on=date(2026, 2, 15))
    assert await office.verdicts(branch) == {JANUARY: "OFF_WINDOW", FEBRUARY: "PASSED"}
    told = [
        (await office.past(branch, on=day))[JANUARY]
        for day in (date(2026, 1, 30), date(2026, 1, 31), date(2026, 2, 14), date(2026, 2, 15))
    ]
    assert told == ["AT_RISK", "MISSED", "MISSED", "OFF_WINDOW"]
    assert (await office.past(branch, on=date(2026, 2, 20), known=known))[JANUARY] == "MISSED"
    assert await office.is_sound()


async def test_a_day_later_is_too_late(office: Office) -> None:
    branch = await lived(office)
    for day in (3, 16):
        await office.meet(branch, LECTURE, on=date(2026, 2, day))
    assert (await office.verdicts(branch))[JANUARY] == "MISSED"
    assert await office.is_sound()


async def test_a_late_entry_of_an_earlier_day_leaves_a_meeting_over(office: Office) -> None:
    """Recorded out of order, the first of February is its own whichever was known first."""
    branch = await lived(office)
    for day in (15, 3):
        await office.meet(branch, LECTURE, on=date(2026, 2, day))
    assert (await office.verdicts(branch))[JANUARY] == "OFF_WINDOW"
    assert (await office.past(branch, on=date(2026, 2, 14)))[JANUARY] == "MISSED"
    await office.meet(branch, LECTURE, on=date(2026, 1, 31))
    assert (await office.verdicts(branch))[JANUARY] == "PASSED"
    assert await office.is_sound()


async def test_what_is_taken_back_makes_up_for_nothing(office: Office) -> None:
    branch = await lived(office)
    own, other = [await office.meet(branch, LECTURE, on=date(2026, 2, day)) for day in (3, 15)]
    assert (await office.verdicts(branch))[JANUARY] == "OFF_WINDOW"
    events = await office.events_of(other)
    planned = next(event for event in events if isinstance(event, MeetingPlanned))
    await office.do(
        CorrectMeeting(
            meeting_id=other, corrects=planned.event_id, held_on=date(2026, 2, 16), reason="WRONG_DAY"
        )
    )
    assert (await office.verdicts(branch))[JANUARY] == "MISSED"
    await office.try_to(CancelMeeting(meeting_id=own, reason="NOT_HELD"))
    assert (await office.verdicts(branch))[JANUARY] == "MISSED"
    assert await office.is_sound()


async def test_a_rule_about_meetings_adopted_after_the_month_reaches_what_made_up_for_it(
    office: Office,
) -> None:
    branch = await lived(office)
    for day in (3, 12):
        await office.meet(branch, LECTURE, on=date(2026, 2, day))
    assert (await office.verdicts(branch))[JANUARY] == "OFF_WINDOW"
    await office.adopt(pack("days", "1", {"day": NOT_BEFORE_THE_TENTH}), since=date(2026, 2, 1))
    verdicts = await office.verdicts(branch)
    assert (verdicts[JANUARY], verdicts[FEBRUARY]) == ("MISSED", "PASSED")
    assert await office.is_sound()


async def test_a_rehearsed_rule_reaches_what_made_up_for_the_year_before(
    office: Office, app_pool: Pool, projector_pool: Pool
) -> None:
    branch = await office.found()
    await office.adopt(RULES)
    await office.until(date(2027, 1, 20))
    for day in (3, 12):
        await office.meet(branch, LECTURE, on=date(2027, 1, day))
    december, january = ("lecture", "2026-12"), ("lecture", "2027-01")
    assert (await office.verdicts(branch))[december] == "OFF_WINDOW"
    window = pack("days", "1", {"day": NOT_BEFORE_THE_TENTH})
    given: dict[str, Any] = {"node": office.committee, "since": date(2027, 1, 1)}
    found = await rehearsed(office, app_pool, window, **given)
    assert {(slot.period, slot.change, slot.would) for slot in found.differences} == {
        ("2026-12", Change.OTHERWISE, Stood(Status.MISSED, 1, 0, 0)),
        ("2027-01", Change.OTHERWISE, Stood(Status.PASSED, 1, 1, 1)),
    }
    foreseen = await would_be(office, app_pool, projector_pool, window, **given)
    await office.adopt(window, since=given["since"])
    assert await stands(office, projector_pool) == foreseen
    verdicts = await office.verdicts(branch)
    assert (verdicts[december], verdicts[january]) == ("MISSED", "PASSED")


async def test_what_made_up_for_december_may_rest_on_the_calendar_of_the_year_after(office: Office) -> None:
    """10 January 2027 is a Sunday: with leave it stands as a day off, once the arrangement of its year is known."""
    branch = await office.found()
    days = msgspec.structs.replace(NOT_BEFORE_THE_TENTH, days=(3,), days_off="days_off")
    await office.adopt(RULES)
    await office.adopt(pack("days", "1", {"day": days}))
    await office.do(
        ApproveScheduleException(
            exception_id=office.ids.new_id(),
            organisation_id=branch,
            from_on=office.today,
            approved_by=office.township,
        )
    )
    await office.until(date(2027, 1, 20))
    for day in (3, 10):
        await office.meet(branch, LECTURE, on=date(2027, 1, day))
    december = ("lecture", "2026-12")
    assert (await office.verdicts(branch))[december] == "UNKNOWN"
    await office.do(
        PublishCalendarYear(year=2027, holidays=(date(2027, 1, 1),), days_off=(), workdays=(), source="TEST")
    )
    assert (await office.verdicts(branch))[december] == "OFF_WINDOW"
    assert await office.is_sound()
