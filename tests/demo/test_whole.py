"""The whole county: its published figures to the number, one event a person and fact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest

from domain.core.command import Command
from domain.dues.commands import IssueDuesReceipt
from domain.grids.commands import DefineGrid
from domain.households.commands import RecordVisits, RegisterHouseholds
from domain.issues.commands import CloseIssue, RaiseIssue
from domain.meetings.commands import CorrectMeeting, PlanMeeting, RecordAttendance
from domain.meetings.events import MeetingKind
from domain.membership.commands import RegisterMember
from domain.organisation.commands import FoundOrganisation
from domain.organisation.events import BranchSector, OrganisationKind
from gridledger.bootstrap import Ledger, Worker
from gridledger.demo.generator import ZONE, Script, whole_script
from gridledger.demo.loader import Loader
from gridledger.demo.themes import THEMES
from tests.demo.small import small_division

YEARS_END = date(2025, 12, 31)  # some are split, merged and set up afterwards


@pytest.fixture(scope="module")
def whole() -> Script:
    return whole_script()


def within_the_year(script: Script) -> Iterator[Command]:
    for step in script.steps:
        if step.clock.astimezone(ZONE).date() <= YEARS_END:
            yield step.command


def test_the_published_figures_to_the_number(whole: Script) -> None:
    commands = list(within_the_year(whole))
    founded = [one for one in commands if isinstance(one, FoundOrganisation)]
    branches = {one.organisation_id: one for one in founded if one.kind is OrganisationKind.PARTY_BRANCH}
    members = Counter(one.branch_id for one in commands if isinstance(one, RegisterMember))
    rural = {id_ for id_, branch in branches.items() if branch.sector is BranchSector.RURAL}
    assert members.total() == 46_509
    assert sum(members[branch] for branch in rural) == 27_629
    assert len(branches) == 1_067
    assert len(rural) == 380
    assert sum(members[branch] >= 100 for branch in rural) == 141
    assert sum(branch.sector is BranchSector.AGENCY for branch in branches.values()) == 447
    levels = Counter(one.level for one in commands if isinstance(one, DefineGrid))
    assert (levels[1], levels[2]) == (5, 25)  # districts; 24 towns and streets, and the development zone
    assert sorted(levels) == [1, 2, 3, 4, 5]
    visited = [id_ for one in commands if isinstance(one, RecordVisits) for id_ in one.household_ids]
    assert len(visited) == len(set(visited)) == 105_632
    assert sum(len(one.numbers) for one in commands if isinstance(one, RegisterHouseholds)) == 105_632
    assert sum(isinstance(one, RaiseIssue) for one in commands) == 21_549
    assert sum(isinstance(one, CloseIssue) for one in commands) == 19_427


def test_each_branch_has_its_party_day_with_a_theme_each_month(whole: Script) -> None:
    commands = list(within_the_year(whole))
    days = [
        one
        for one in commands
        if isinstance(one, PlanMeeting)
        and one.kind is MeetingKind.THEME_PARTY_DAY
        and one.held_on.day in (18, 19)
    ]
    of_month = Counter(one.held_on.month for one in days)
    assert of_month.keys() == set(range(1, 13))
    assert min(of_month.values()) > 1_000
    mistaken = sum(one.theme != THEMES[one.held_on.month].code for one in days)
    assert mistaken <= sum(isinstance(one, CorrectMeeting) for one in commands)


def test_well_over_a_million_facts_about_persons(whole: Script) -> None:
    """One event each, whatever the command that says them."""
    commands = list(within_the_year(whole))
    attended = sum(len(one.entries) for one in commands if isinstance(one, RecordAttendance))
    assert attended > 1_000_000
    assert len(commands) > 500_000


def test_no_receipt_is_used_twice_in_the_county(whole: Script) -> None:
    numbers = [
        step.command.receipt_number for step in whole.steps if isinstance(step.command, IssueDuesReceipt)
    ]
    assert len(numbers) == len(set(numbers)) > 1_000


async def test_a_small_county_is_loaded_whole_through_the_commands(ledger: Ledger, worker: Worker) -> None:
    script = whole_script(small_division(), tenant_id="small-whole")
    await Loader(ledger.store, ledger.executor, follow_up=worker.processes.run).load(script)
    figures = script.plan.figures
    log = await ledger.store.read_log(script.tenant_id, 0, 1_000_000)
    counts = Counter(record.topic for record in log)
    assert counts["household.visited"] == figures.households_visited
    assert counts["issue.raised"] == figures.issues_raised
    assert counts["issue.closed"] == figures.issues_closed
    assert counts["meeting.attendance-recorded"] > 10 * counts["meeting.planned"]
    parked = await worker.projector.run(script.tenant_id)
    async with worker.pool.acquire() as connection:
        assert await connection.fetchval("SELECT count(*) FROM read_model.parked") == 0, parked
