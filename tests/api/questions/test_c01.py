"""C01: a railway track section asks for numbers by the end of the year, and looks at them each quarter."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from domain.meeting_entries.commands import RecordLectureTest
from domain.meetings.events import MeetingKind
from domain.organisation.events import OrganisationKind
from tests.api.office import AskedOffice, organisation, shipped
from tests.api.questions.ask import question

GROUP, COMMITTEE = MeetingKind.GROUP_MEETING, MeetingKind.BRANCH_COMMITTEE_MEETING
GENERAL, LECTURE = MeetingKind.GENERAL_MEETING, MeetingKind.PARTY_LECTURE


async def section(office: AskedOffice) -> tuple[UUID, UUID, UUID]:
    """A general branch that lives by its rules, a branch of it, and that branch's group."""
    general = await office.found(OrganisationKind.GENERAL_BRANCH)
    branch = await office.found(parent=general)
    group = await office.group(branch)
    await office.adopt(shipped("track-section.1"), node=general)
    return general, branch, group


async def told(office: AskedOffice, asked: str, general: UUID) -> dict[str, dict[str, Any]]:
    given = {"within": organisation(general), "first": "2026-01-01"}
    nodes = (await office.ask(asked, given))["compliances"]["nodes"]
    return {node["series"].partition("/")[2]: node for node in nodes}


async def test_nine_nine_three_three_on_30_september(office: AskedOffice) -> None:
    """T: 9/9/3/3, one lecture without a test: 3 held, 2 verified, 1 finding."""
    general, branch, group = await section(office)
    for month in range(1, 10):
        await office.until(date(2026, month, 20))
        await office.meet(group, GROUP)
        await office.meet(branch, COMMITTEE)
        if month % 3 == 0:
            await office.meet(branch, GENERAL)
            lecture = await office.meet(branch, LECTURE)
            if month > 3:
                await office.do(RecordLectureTest(meeting_id=lecture, on=office.today))
    await office.until(date(2026, 10, 1))
    rows = await told(office, question("C01-behind-pace"), general)
    numbers = {
        name: (row["held"], row["expected"], row["required"], row["isBehind"]) for name, row in rows.items()
    }
    assert numbers == {
        "group-meeting": (9, 9, 12, False),
        "committee-meeting": (9, 9, 12, False),
        "general-meeting": (3, 3, 4, False),
        "party-lecture": (3, 3, 4, False),
    }
    assert {rows[name]["status"] for name in ("group-meeting", "general-meeting")} == {"PENDING"}
    lectures = rows["party-lecture"]
    assert (lectures["status"], lectures["held"], lectures["verified"]) == ("PENDING", 3, 2)
    (remark,) = lectures["remarks"]
    assert (remark["code"], remark["rule"], remark["meeting"]["heldOn"]) == (
        "NO_TEST",
        "track-section/lecture-test",
        "2026-03-20",
    )


async def test_a_branch_behind_pace(office: AskedOffice) -> None:
    general, branch, _ = await section(office)
    await office.until(date(2026, 9, 30))
    for month in range(1, 9):
        await office.meet(branch, COMMITTEE, on=date(2026, month, 5))
    row = (await told(office, question("C01-behind-pace"), general))["committee-meeting"]
    assert (row["held"], row["expected"], row["isBehind"]) == (8, 8, False)
    await office.until(date(2026, 10, 1))
    row = (await told(office, question("C01-behind-pace"), general))["committee-meeting"]
    assert (row["held"], row["expected"], row["isBehind"]) == (8, 9, True)
