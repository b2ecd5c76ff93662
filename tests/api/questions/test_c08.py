"""C08: a theme day on the 5th of each month, and a talk for who misses two."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from application.actor import Actor, Role
from domain.meetings.events import MeetingKind
from tests.api.office import AskedOffice, organisation, shipped
from tests.api.questions.ask import question

SERIES = "taiqian-theme-day/theme-day"


async def lived(office: AskedOffice) -> tuple[UUID, UUID]:
    """A branch that misses one day of three, and one that misses two."""
    once, twice = await office.found(), await office.found(parent=office.other_township)
    await office.adopt(shipped("taiqian-theme-day.1"))
    for month in (1, 2, 3):
        await office.until(date(2026, month, 5))
        if month != 2:
            await office.meet(once, MeetingKind.THEME_PARTY_DAY)
        if month == 3:
            await office.meet(twice, MeetingKind.THEME_PARTY_DAY)
    await office.until(date(2026, 4, 1))
    return once, twice


async def missing(office: AskedOffice, asked: str, times: int, actor: Actor | None = None) -> list[Any]:
    span = {"series": SERIES, "from": "2026-01-01", "to": "2026-03-31"}
    given = {"missed": {**span, "atLeast": times}, **span}
    told = await office.ask(asked, given, actor=actor)
    nodes: list[Any] = told["organisations"]["nodes"]
    return nodes


async def test_who_missed_two(office: AskedOffice) -> None:
    once, twice = await lived(office)
    (branch,) = await missing(office, question("C08-missed-twice"), 2)
    assert branch["id"] == organisation(twice)
    assert [row["period"] for row in branch["compliances"]["nodes"]] == ["2026-01", "2026-02"]
    assert {one["id"] for one in await missing(office, question("C08-missed-twice"), 1)} == {
        organisation(once),
        organisation(twice),
    }
    assert await missing(office, question("C08-missed-twice"), 3) == []


async def test_only_what_the_caller_may_see_is_counted(office: AskedOffice) -> None:
    await lived(office)
    secretary = Actor("secretary", Role.TOWNSHIP_SECRETARY, office.township)
    assert await missing(office, question("C08-missed-twice"), 2, secretary) == []


async def test_a_late_entry_takes_a_branch_off_the_list(office: AskedOffice) -> None:
    _, twice = await lived(office)
    await office.meet(twice, MeetingKind.THEME_PARTY_DAY, on=date(2026, 2, 5))
    assert await missing(office, question("C08-missed-twice"), 2) == []
