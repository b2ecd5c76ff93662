"""C09: an activity day on the 18th or 19th, but where days off were granted instead."""

from __future__ import annotations

from datetime import date

from domain.calendar.commands import PublishCalendarYear
from domain.meetings.events import MeetingKind
from domain.schedule.commands import ApproveScheduleException
from tests.api.office import AskedOffice, organisation, shipped
from tests.api.questions.ask import question

THEME_DAY = MeetingKind.THEME_PARTY_DAY


async def test_a_school_on_a_holiday_and_a_branch_on_the_twentieth(office: AskedOffice) -> None:
    """T: school on holiday → OK; other branch on 20th → OFF."""
    school, other, good = [await office.found() for _ in range(3)]
    await office.adopt(shipped("liling-activity-day.1"))
    await office.do(
        PublishCalendarYear(
            year=2026, holidays=(date(2026, 1, 1),), days_off=(), workdays=(), source="TEST-CALENDAR"
        ),
        ApproveScheduleException(
            exception_id=office.ids.new_id(),
            organisation_id=school,
            from_on=date(2026, 1, 1),
            approved_by=office.committee,
        ),
    )
    await office.meet(school, THEME_DAY)
    await office.until(date(2026, 1, 19))
    await office.meet(good, THEME_DAY)
    await office.until(date(2026, 1, 20))
    await office.meet(other, THEME_DAY)
    given = {"within": organisation(office.committee), "from": "2026-01-01", "to": "2026-01-31"}
    (row,) = (await office.ask(question("C09-off-window-without-exception"), given))["compliances"]["nodes"]
    assert row["organisation"]["id"] == organisation(other)
    (remark,) = row["remarks"]
    assert (remark["effect"], remark["isCertain"], remark["meeting"]["heldOn"]) == (
        "OFF_WINDOW",
        True,
        "2026-01-20",
    )
