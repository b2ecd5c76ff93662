"""C03: a lecture on the 25th of each month, but for those that are called at once."""

from __future__ import annotations

from datetime import date

from domain.meetings.events import MeetingKind
from graphql_api.read import decode_id
from tests.api.office import AskedOffice, organisation, shipped
from tests.api.questions.ask import question

LECTURE = MeetingKind.PARTY_LECTURE


async def test_lectures_off_the_fixed_day(office: AskedOffice) -> None:
    branch = await office.found()
    await office.adopt(shipped("antu-community.1"), node=branch)
    await office.until(date(2026, 4, 26))
    await office.meet(branch, LECTURE, on=date(2026, 1, 25))
    off = await office.meet(branch, LECTURE, on=date(2026, 2, 24))
    await office.until(date(2026, 4, 27))
    await office.hold(branch, LECTURE, urgent=True)
    given = {
        "within": organisation(office.township),
        "series": "antu-community/party-lecture",
        "from": "2026-01-01",
        "to": "2026-04-30",
    }
    told = await office.ask(question("C03-lectures-off-the-fixed-day"), given)
    (row,) = told["compliances"]["nodes"]
    (remark,) = row["remarks"]
    assert (row["organisation"]["id"], row["period"]) == (organisation(branch), "2026-02")
    assert (remark["code"], remark["rule"]) == ("OFF_WINDOW", "antu-community/lecture-day")
    assert remark["meeting"]["heldOn"] == "2026-02-24"
    assert decode_id(remark["meeting"]["id"]) == off
