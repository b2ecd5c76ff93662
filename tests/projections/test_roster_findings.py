"""A change of home for a day gone by leaves frozen rosters as they are, and says which of them it contradicts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

import pytest

from domain.core import Occurred
from domain.core.command import Command
from domain.core.findings import FindingKind
from domain.meetings.commands import (
    CancelMeeting,
    CorrectMeeting,
    FreezeRoster,
    PlanMeeting,
    PostponeMeeting,
)
from domain.meetings.events import MeetingKind, MeetingPlanned
from domain.membership.commands import RegisterMember, TransferMember
from domain.membership.events import MemberKind
from domain.transfers.commands import AcknowledgeLetter, AdmitByLetter, IssueLetter
from domain.transfers.events import letter_id
from event_store.pool import Pool
from event_store.store import EventStore
from projections.finding_table import FINDING
from projections.framework.rebuild import Rebuilder
from projections.framework.runner import Projector
from projections.registry import READ_MODELS
from tests.projections.facts import Facts
from tests.projections.tables import rows_of
from tests.projections.world import World


class Rosters:
    """Two branches and their meetings, and what stands as a finding about them."""

    def __init__(self, pool: Pool, projector: Projector) -> None:
        self.pool = pool
        self.projector = projector
        self.world = World(pool, seed=11)

    async def build(self) -> None:
        await self.world.build(townships=1, branches=2, members=3)
        self.world.clock += timedelta(days=60)
        self.home, self.other = self.world.branches
        self.member = next(m for m, branch in self.world.members.items() if branch == self.home)

    async def send(self, *commands: Command) -> None:
        for result in await self.world.send(commands):
            assert result.accepted, result

    def day(self, days: int) -> date:
        return self.world.today + timedelta(days=days)

    async def held(self, branch_id: UUID, days: int) -> UUID:
        meeting_id = self.world.ids.new_id()
        await self.send(
            PlanMeeting(
                meeting_id=meeting_id,
                organisation_id=branch_id,
                kind=MeetingKind.GENERAL_MEETING,
                held_on=self.day(days),
            ),
            FreezeRoster(meeting_id=meeting_id),
        )
        return meeting_id

    async def transfer(self, to: UUID, days: int) -> None:
        await self.send(TransferMember(member_id=self.member, to_branch_id=to, from_on=self.day(days)))

    async def found(self) -> set[tuple[UUID, UUID]]:
        """Meeting and member of each finding."""
        await self.projector.run(self.world.tenant)
        rows = await rows_of(self.pool, self.world.tenant, FINDING)
        return {
            (row["object_id"], row["member_id"])
            for row in rows.values()
            if row["kind"] == FindingKind.ROSTER_DISAGREES
        }


@pytest.fixture
async def rosters(app_pool: Pool, projector: Projector) -> Rosters:
    rosters = Rosters(app_pool, projector)
    await rosters.build()
    return rosters


async def test_rosters_from_that_day_on_disagree_on_both_sides(rosters: Rosters) -> None:
    await rosters.held(rosters.home, -21)
    left, after = await rosters.held(rosters.home, -20), await rosters.held(rosters.home, -5)
    entered = await rosters.held(rosters.other, -10)
    await rosters.held(rosters.other, -21)
    assert await rosters.found() == set()
    await rosters.transfer(rosters.other, -20)
    assert await rosters.found() == {(meeting, rosters.member) for meeting in (left, after, entered)}


async def test_nothing_is_found_where_the_roster_came_later(rosters: Rosters) -> None:
    await rosters.transfer(rosters.other, -20)
    await rosters.held(rosters.home, -5)
    await rosters.held(rosters.other, -5)
    assert await rosters.found() == set()


async def test_the_way_back_takes_the_ground_away(rosters: Rosters) -> None:
    early = await rosters.held(rosters.home, -15)
    await rosters.held(rosters.home, -5)
    await rosters.transfer(rosters.other, -20)
    await rosters.transfer(rosters.home, -10)
    assert await rosters.found() == {(early, rosters.member)}


async def test_a_meeting_that_is_cancelled_or_was_on_another_day_disagrees_no_more(rosters: Rosters) -> None:
    meetings = [await rosters.held(rosters.home, -5) for _ in range(2)]
    await rosters.transfer(rosters.other, -10)
    assert len(await rosters.found()) == 2
    planned = next(
        event
        for event in rosters.world.events
        if isinstance(event, MeetingPlanned) and event.originator_id == meetings[1]
    )
    await rosters.send(CancelMeeting(meeting_id=meetings[0], reason="FLOOD"))
    assert await rosters.found() == {(meetings[1], rosters.member)}
    other_day = CorrectMeeting(
        meeting_id=meetings[1], corrects=planned.event_id, held_on=rosters.day(-11), reason="WRONG_DAY"
    )
    await rosters.send(other_day)
    assert await rosters.found() == set()


async def test_a_meeting_put_off_keeps_its_roster_which_may_disagree_then(rosters: Rosters) -> None:
    meeting = await rosters.held(rosters.home, -11)
    await rosters.transfer(rosters.other, -10)
    for days, found in ((-9, {(meeting, rosters.member)}), (-12, set())):
        await rosters.send(PostponeMeeting(meeting_id=meeting, held_on=rosters.day(days), reason="FLOOD"))
        assert await rosters.found() == found


async def test_another_day_brings_it_about_too(rosters: Rosters) -> None:
    meeting = await rosters.held(rosters.home, -11)
    await rosters.transfer(rosters.other, -10)
    assert await rosters.found() == set()
    planned = next(event for event in rosters.world.events if isinstance(event, MeetingPlanned))
    await rosters.send(
        CorrectMeeting(
            meeting_id=meeting, corrects=planned.event_id, held_on=rosters.day(-9), reason="WRONG_DAY"
        )
    )
    assert await rosters.found() == {(meeting, rosters.member)}


async def test_who_left_the_county_by_a_receipt_that_came_late(rosters: Rosters) -> None:
    await rosters.held(rosters.home, -6)
    after = await rosters.held(rosters.home, -5)
    letter = letter_id("2026-1")
    await rosters.send(
        IssueLetter(
            letter_id=letter,
            number="2026-1",
            member_id=rosters.member,
            to_county="430224",
            occurred_at=Occurred.on(rosters.day(-8)),
        ),
        AcknowledgeLetter(letter_id=letter, on=rosters.day(-5)),
    )
    assert await rosters.found() == {(after, rosters.member)}


async def test_who_was_registered_late_was_to_be_expected_from_that_day_on(rosters: Rosters) -> None:
    await rosters.held(rosters.home, -6)
    at, after = await rosters.held(rosters.home, -5), await rosters.held(rosters.home, 3)
    await rosters.held(rosters.other, -5)
    registered, admitted = rosters.world.ids.new_id(), rosters.world.ids.new_id()
    await rosters.send(
        RegisterMember(
            member_id=registered,
            branch_id=rosters.home,
            kind=MemberKind.FULL,
            joined_on=date(2001, 7, 1),
            name_id=rosters.world.ids.new_id(),
            occurred_at=Occurred.on(rosters.day(-5)),
        )
    )
    assert await rosters.found() == {(at, registered), (after, registered)}
    await rosters.send(
        AdmitByLetter(
            letter_id=letter_id("7", "430224"),
            number="7",
            from_county="430224",
            issued_on=rosters.day(-9),
            on=rosters.day(-4),
            member_id=admitted,
            branch_id=rosters.home,
            kind=MemberKind.FULL,
            joined_on=date(2001, 7, 1),
            name_id=rosters.world.ids.new_id(),
        )
    )
    assert await rosters.found() == {(at, registered), (after, registered), (after, admitted)}


@pytest.mark.parametrize("seed", [1, 2])
async def test_in_any_history_who_is_named_and_who_was_at_home_are_held_against_each_other(
    app_pool: Pool, projector_pool: Pool, projector: Projector, seed: int
) -> None:
    world = World(app_pool, seed=seed)
    await world.build()
    await world.live(800)
    await projector.run(world.tenant)
    rows = (await rows_of(app_pool, world.tenant, FINDING)).values()
    found = {(r["object_id"], r["member_id"]) for r in rows if r["kind"] == FindingKind.ROSTER_DISAGREES}
    away, missing = _disagreeing(Facts(world.events))
    assert away
    assert missing
    assert found == away | missing
    report = await Rebuilder(projector_pool, EventStore(projector_pool), READ_MODELS).verify(world.tenant)
    assert report.is_same


def _disagreeing(facts: Facts) -> tuple[set[tuple[UUID, UUID]], set[tuple[UUID, UUID]]]:
    """Meeting and person: whom a roster that counts names who had no home there that day, and the other way round."""
    away, missing = set(), set()
    for meeting_id, meeting in facts.meetings.items():
        named = {*meeting["expected"], *meeting["excluded"]}
        if meeting["status"] == "CANCELLED" or not named:
            continue
        held_on = facts.said[meeting_id].now()["held_on"]
        at_home = {
            member_id
            for member_id in facts.homes
            if next(_homes(facts, member_id, held_on), None) == meeting["branch_id"]
        }
        away |= {(meeting_id, member_id) for member_id in named - at_home}
        missing |= {(meeting_id, member_id) for member_id in at_home - named}
    return away, missing


def _homes(facts: Facts, member_id: UUID, on: date) -> Iterator[UUID]:
    if member_id not in facts.left or on < facts.left[member_id]:
        yield from (branch_id for from_on, branch_id in reversed(facts.homes[member_id]) if from_on <= on)
