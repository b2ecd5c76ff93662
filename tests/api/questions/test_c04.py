"""C04: a group meets before the 10th, and the committee every fortnight."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from domain.meetings.events import MeetingKind
from domain.policies.kinds.longest_gap import LongestGap
from domain.policies.periods import Unit
from tests.api.office import AskedOffice, organisation, shipped
from tests.api.questions.ask import question
from tests.projections.compliance.office import pack


async def late(office: AskedOffice, asked: str, branch: UUID) -> list[Any]:
    given = {"within": organisation(branch), "from": "2026-01-01", "to": "2026-03-31"}
    nodes: list[Any] = (await office.ask(asked, given))["compliances"]["nodes"]
    return nodes


@pytest.mark.parametrize(("day", "is_late"), [(9, False), (11, True)])
async def test_a_group_that_meets_on_the_eleventh_is_late(
    office: AskedOffice, day: int, is_late: bool
) -> None:
    """T. Whether the 10th itself is before the 10th is a reading of the pack, tried where packs are."""
    branch = await office.found()
    group = await office.group(branch)
    await office.adopt(shipped("enterprise-branch.1"), node=branch)
    await office.until(date(2026, 1, day))
    await office.meet(group, MeetingKind.GROUP_MEETING)
    of_group = [
        row for row in await late(office, question("C04-late-meetings"), group) if row["period"] == "2026-01"
    ]
    assert len(of_group) == is_late
    for row in of_group:
        (remark,) = row["remarks"]
        assert (row["series"], row["status"]) == ("enterprise-branch/group-meeting", "OFF_WINDOW")
        assert remark["rule"] == "enterprise-branch/group-meeting-day"
        assert remark["meeting"]["heldOn"] == "2026-01-11"


async def test_a_committee_after_more_than_a_fortnight(office: AskedOffice) -> None:
    branch = await office.found()
    fortnight = LongestGap(meeting=MeetingKind.BRANCH_COMMITTEE_MEETING, per=Unit.MONTH, most_days=14)
    await office.adopt(pack("unit", "1", {"committee-meeting": fortnight}), node=branch)
    for day in (7, 21):
        await office.until(date(2026, 1, day))
        await office.meet(branch, MeetingKind.BRANCH_COMMITTEE_MEETING)
    await office.until(date(2026, 2, 10))
    rows = [
        row
        for row in await late(office, question("C04-late-meetings"), branch)
        if row["series"].endswith("/committee-meeting")
    ]
    assert [row["period"] for row in rows] == ["2026-02"]
    assert [one["code"] for one in rows[0]["shortfalls"]] == ["GAP_TOO_LONG"]
