"""C15: a mine's branches meet each month beside each quarter, and put right within a month what an assessment found."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from domain.core import Occurred
from domain.meetings.events import MeetingKind
from domain.obligations.grounds import Consequence
from domain.policies.periods import months_after
from domain.supervisory_inspections.commands import (
    RaiseSupervisoryInspectionFinding,
    RecordSupervisoryInspection,
    RectifySupervisoryInspectionFinding,
)
from domain.supervisory_inspections.events import SupervisoryInspectionFindingRaised
from tests.api.office import AskedOffice, organisation, shipped
from tests.api.questions.ask import question
from tests.api.questions.duties import AskedDuties

GENERAL = MeetingKind.GENERAL_MEETING
FAILED = "ASSESSMENT_FAILED"


async def test_one_meeting_passes_the_quarter_and_misses_two_months(office: AskedOffice) -> None:
    """季度会议和月度会议同步进行, 每个月至少召开1次."""
    branch = await office.found()
    await office.adopt(shipped("branch-work-regulation.2018"))
    await office.adopt(shipped("yankuang-mine.1"), node=branch)
    await office.until(date(2026, 2, 10))
    await office.meet(branch, GENERAL)
    await office.until(date(2026, 4, 1))
    rows = await side_by_side(office, question("C15-monthly-beside-quarterly"), branch)
    assert [(row["period"], row["status"], row["held"]) for row in rows] == [
        ("2026-01", "MISSED", 0),
        ("2026-02", "PASSED", 1),
        ("2026-03", "MISSED", 0),
    ]
    for row in rows:
        (quarter,) = row["alongside"]["nodes"]
        assert (quarter["period"], quarter["status"], quarter["held"]) == ("2026-Q1", "PASSED", 1)


async def test_a_meeting_each_month_is_one_of_the_quarter_too(office: AskedOffice) -> None:
    branch = await office.found()
    await office.adopt(shipped("branch-work-regulation.2018"))
    await office.adopt(shipped("yankuang-mine.1"), node=branch)
    for month in (1, 2, 3):
        await office.until(date(2026, month, 20))
        await office.meet(branch, GENERAL)
    await office.until(date(2026, 4, 1))
    rows = await side_by_side(office, question("C15-monthly-beside-quarterly"), branch)
    assert [row["status"] for row in rows] == ["PASSED"] * 3
    assert {one["held"] for row in rows for one in row["alongside"]["nodes"]} == {3}


async def side_by_side(office: AskedOffice, text: str, branch: UUID) -> list[dict[str, Any]]:
    given = {
        "branch": organisation(branch),
        "series": "yankuang-mine/general-meeting",
        "from": "2026-01-01",
        "to": "2026-03-31",
    }
    told = await office.ask(text, given)
    rows: list[dict[str, Any]] = told["organisation"]["compliances"]["nodes"]
    return rows


@pytest.mark.parametrize(
    ("ordered", "due"),
    [
        (date(2026, 1, 31), date(2026, 2, 28)),  # a month that has no such day
        (date(2026, 3, 15), date(2026, 4, 15)),
    ],
)
async def test_what_is_not_put_right_within_a_month_is_overdue(
    office: AskedOffice, ordered: date, due: date
) -> None:
    """R: due = order + 1 month (1个月内整改); on the day itself it is not overdue yet."""
    branch = await office.found()
    await office.until(ordered)
    assert months_after(ordered, 1) == due
    inspection = await failed(office, branch, due)
    await failed(office, branch, due, matter="PHOTOS_MISSING")
    await office.until(date(2026, 5, 1))
    asked = question("C15-overdue-rectifications")
    assert await overdue(office, asked, due) == []
    (found,) = await overdue(office, asked, date.fromordinal(due.toordinal() + 1))
    assert (found["raisedOn"], found["dueOn"]) == (ordered.isoformat(), due.isoformat())
    assert found["organisation"]["id"] == organisation(branch)
    assert found["supervisoryInspection"]["heldOn"] == ordered.isoformat()
    events = await office.events_of(inspection)
    (raised,) = [one for one in events if isinstance(one, SupervisoryInspectionFindingRaised)]
    await office.do(
        RectifySupervisoryInspectionFinding(
            supervisory_inspection_id=inspection, finding=raised.event_id, on=office.today
        )
    )
    assert await overdue(office, asked, office.today) == []


async def failed(office: AskedOffice, branch: UUID, due: date, *, matter: str = FAILED) -> UUID:
    """An assessment that the branch failed today, and the order to put it right."""
    inspection = office.ids.new_id()
    await office.do(
        RecordSupervisoryInspection(
            supervisory_inspection_id=inspection,
            organisation_id=branch,
            inspector_id=office.township,
            held_on=office.today,
            topic="ASSESSMENT",
        ),
        RaiseSupervisoryInspectionFinding(
            supervisory_inspection_id=inspection,
            matter=matter,
            due_on=due,
            occurred_at=Occurred.on(office.today),
        ),
    )
    return inspection


async def overdue(office: AskedOffice, text: str, before: date) -> list[dict[str, Any]]:
    given = {"matter": FAILED, "before": before.isoformat(), "first": 10}
    rows: list[dict[str, Any]] = (await office.ask(text, given))["supervisoryInspectionFindings"]["nodes"]
    return rows


@pytest.mark.parametrize(
    ("adopted", "due"),
    [
        (date(2026, 2, 1), date(2026, 3, 1)),
        (date(2026, 3, 31), date(2026, 4, 30)),  # a month that has no such day
    ],
)
async def test_what_is_failed_is_to_be_put_right_within_a_month_of_the_order(
    duties: AskedDuties, adopted: date, due: date
) -> None:
    """1个月内整改 and 全矿区公告: a branch without its meeting in January, once the rules are in force."""
    branch = await duties.found()
    await duties.until(date(2026, 1, 31))
    await duties.meet(branch, MeetingKind.PARTY_LECTURE)  # which is none of what is assessed
    await duties.until(adopted)
    for month in range(2, adopted.month + 1):
        await duties.meet(branch, GENERAL, on=date(2026, month, 1))
    await duties.adopt(shipped("yankuang-mine.1"), node=branch, since=date(2026, 1, 1))
    await duties.react()
    told = await duties.obligations(branch, "consequence", "status", "due_on", "organisation_id")
    assert told == [
        ("CIRCULAR", "OPEN", due, duties.township),
        ("RECTIFICATION", "OPEN", due, branch),
    ]
    asked = question("C15-rectifications-not-done")
    await duties.until(due)
    assert await not_done(duties, asked) == []
    await duties.until(date.fromordinal(due.toordinal() + 1))
    (one,) = await not_done(duties, asked)
    assert (one["openedOn"], one["dueOn"]) == (adopted.isoformat(), due.isoformat())
    assert one["aboutOrganisation"]["id"] == organisation(branch)
    assert "1个月内整改" in one["grounds"][0]["policyVersion"]["quote"]
    await duties.fulfil(branch, Consequence.RECTIFICATION)
    assert await not_done(duties, asked) == []


async def not_done(duties: AskedDuties, text: str) -> list[Any]:
    told = await duties.ask(text, {"within": organisation(duties.committee)})
    rows: list[Any] = told["obligations"]["nodes"]
    return rows
