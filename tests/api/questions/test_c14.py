"""C14: one gathering for several kinds of meeting, where a rule lets it be."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal
from uuid import UUID

import msgspec
import pytest

from domain.meetings.events import MeetingKind
from domain.policies.kinds.combination import Combination
from tests.api.office import AskedOffice, organisation, shipped
from tests.api.questions.ask import question

GENERAL, LECTURE = MeetingKind.GENERAL_MEETING, MeetingKind.PARTY_LECTURE


async def counted(office: AskedOffice, asked: str, branch: UUID) -> tuple[dict[str, int], list[Any]]:
    given = {"branch": organisation(branch), "from": "2026-01-01", "to": "2026-03-31"}
    told = await office.ask(asked, given)
    rows = [row for row in told["organisation"]["compliances"]["nodes"] if row["period"] == "2026-Q1"]
    remarks = [one for row in rows for one in row["remarks"] if one["code"] == "ONE_GATHERING"]
    return {row["series"].partition("/")[2]: row["held"] for row in rows}, remarks


@pytest.mark.parametrize(("rule", "credited"), [("combine", 2), ("separate", 1)])
async def test_a_general_meeting_and_a_lecture_in_one_evening(
    office: AskedOffice, rule: Literal["combine", "separate"], credited: int
) -> None:
    """T: two credited with `combine`, one with `separate`; the gathering is named either way."""
    branch = await office.found()
    given = shipped("railway-section.1")
    rules = tuple(
        msgspec.structs.replace(one, rule=msgspec.structs.replace(one.rule, gatherings=rule))
        if isinstance(one.rule, Combination)
        else one
        for one in given.rules
    )
    await office.adopt(msgspec.structs.replace(given, rules=rules), node=branch)
    await office.until(date(2026, 2, 10))
    await office.gather(branch, GENERAL, LECTURE)
    held, remarks = await counted(office, question("C14-double-used-gatherings"), branch)
    assert held["general-meeting"] + held["party-lecture"] == credited
    assert {one["rule"] for one in remarks} == {"railway-section/combination"}
    assert {one["meeting"]["heldOn"] for one in remarks} == {"2026-02-10"}
