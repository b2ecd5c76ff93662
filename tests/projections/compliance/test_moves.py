"""Quarters in which a branch moves: what the old place asks for goes by the old line, in whichever order it is told."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from domain.organisation.commands import MoveOrganisation
from domain.organisation.events import OrganisationKind
from domain.policies.kinds.meeting_window import MeetingWindow
from domain.policies.periods import Unit
from event_store.pool import Pool
from tests.projections.compliance.office import Office, pack
from tests.projections.compliance.oracle import differences
from tests.projections.compliance.rehearsing import rehearsed
from tests.projections.compliance.test_periods import LECTURE, each

FIFTH = MeetingWindow(
    meeting=LECTURE, days=(5,), off_window="does_not_count", exceptions=False, urgent="no_exemption"
)
OPENED = date(2026, 1, 1)


async def move(office: Office, branch: UUID, to: UUID, on: date) -> None:
    await office.do(
        MoveOrganisation(
            organisation_id=branch,
            parent_id=to,
            on=on,
            approved_by=office.committee,
            reason="TOWNSHIPS_REDRAWN",
        )
    )


async def lecture(office: Office, branch: UUID) -> tuple[str, int, list[str]]:
    """How it stands by what it was asked for in the first quarter: status, held, rules that remark on it."""
    stood = await office.verdicts(branch, "status", "held", "remarks")
    status, held, remarks = stood["lecture", "2026-Q1"]
    return status, held, [remark["rule"] for remark in remarks]


async def is_right(office: Office, pool: Pool) -> bool:
    """Whether every row stands as all facts say, and a rebuild comes to the same."""
    await differences(pool, office)
    return await office.is_sound()


@pytest.mark.parametrize("late", [False, True])
async def test_another_townships_days_take_nothing_from_what_the_old_one_asks_for(
    office: Office, projector_pool: Pool, late: bool
) -> None:
    branch = await office.found()
    await office.adopt(
        pack("town", "1", {"lecture": each(Unit.QUARTER)}, level="township"), node=office.township
    )
    there = pack("there", "1", {"day": FIFTH}, level="township")
    await office.adopt(there, node=office.other_township)
    moved_on = date(2026, 1, 20)
    if not late:
        await office.until(moved_on)
        await move(office, branch, office.other_township, moved_on)
    await office.until(date(2026, 2, 10))
    await office.meet(branch, LECTURE)
    if late:
        await move(office, branch, office.other_township, moved_on)
    assert await lecture(office, branch) == ("PASSED", 1, [])
    assert await is_right(office, projector_pool)


async def test_where_a_branch_moves_to_its_lectures_go_by_the_days_of_the_place(
    office: Office, projector_pool: Pool
) -> None:
    """From the next quarter on, what is asked for is the new place's, with its days."""
    branch = await office.found()
    rules: dict[str, Any] = {"lecture": each(Unit.QUARTER), "day": FIFTH}
    await office.adopt(pack("there", "1", rules, level="township"), node=office.other_township)
    await office.until(date(2026, 1, 20))
    await move(office, branch, office.other_township, date(2026, 1, 20))
    await office.until(date(2026, 4, 10))
    await office.meet(branch, LECTURE)
    stood = await office.verdicts(branch, "status", "held")
    assert stood == {("lecture", "2026-Q2"): ("PENDING", 0)}
    assert await is_right(office, projector_pool)


async def test_a_branchs_own_days_hold_however_deep_it_stands_by_then(
    office: Office, projector_pool: Pool
) -> None:
    branch = await office.found()
    general_branch = await office.found(OrganisationKind.GENERAL_BRANCH, office.township)
    rules: dict[str, Any] = {"lecture": each(Unit.QUARTER), "day": FIFTH}
    await office.adopt(pack("own", "1", rules, level="unit"), node=branch)
    await office.until(date(2026, 2, 1))
    await move(office, branch, general_branch, date(2026, 2, 1))
    await office.until(date(2026, 2, 11))
    for day in (10, 11):
        await office.meet(branch, LECTURE, on=date(2026, 2, day))
    assert await lecture(office, branch) == ("PENDING", 0, ["own/day", "own/day"])
    await office.meet(branch, LECTURE, on=date(2026, 2, 5))
    assert await lecture(office, branch) == ("PASSED", 1, ["own/day", "own/day"])
    assert await is_right(office, projector_pool)


async def test_rehearsed_days_of_another_township_fail_nothing_of_the_old_one(
    office: Office, app_pool: Pool
) -> None:
    branch, stays = await office.found(), await office.found()
    await office.adopt(
        pack("town", "1", {"lecture": each(Unit.QUARTER)}, level="township"), node=office.township
    )
    await office.until(date(2026, 1, 20))
    await move(office, branch, office.other_township, date(2026, 1, 20))
    await office.until(date(2026, 2, 10))
    for one in (branch, stays):
        await office.meet(one, LECTURE)
    days = pack("days", "1", {"day": FIFTH}, level="township")
    there = await rehearsed(office, app_pool, days, node=office.other_township, since=OPENED)
    here = await rehearsed(office, app_pool, days, node=office.township, since=OPENED)
    assert there.differing == 0
    assert [slot.organisation_id for slot in here.differences] == [stays]
