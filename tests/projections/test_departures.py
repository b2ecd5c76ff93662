"""What becomes of work, pairs and contacts of a member who moves within the county, or leaves it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from domain.contacts.commands import RegisterFloating
from domain.core import Occurred
from domain.core.command import Command
from domain.core.findings import FindingKind
from domain.grids.commands import AssignResponsible, RelieveResponsible
from domain.membership.commands import TransferMember
from domain.pairing.commands import AssignPair, EndPair
from domain.pairing.events import PairAssigned, PairKind
from domain.transfers.commands import AcknowledgeLetter, IssueLetter
from domain.transfers.events import letter_id
from event_store.pool import Pool
from projections.contacts import MEMBER_CONTACT
from projections.finding_table import FINDING
from projections.framework.runner import Projector
from projections.framework.table import Table
from projections.grids import GRID_RESPONSIBLE
from projections.organisations import ORGANISATION
from projections.pairing import PAIR, PAIRING
from tests.projections.tables import rows_of
from tests.projections.world import World


class Place:
    """Two branches; somebody of the first, with a colleague there, and the lowest grid of a chain."""

    def __init__(self, pool: Pool, projector: Projector) -> None:
        self.pool = pool
        self.projector = projector
        self.world = World(pool, seed=12)

    async def build(self) -> None:
        await self.world.build(townships=1, branches=2, members=3)
        self.world.clock += timedelta(days=60)
        self.home, self.other = self.world.branches
        self.ann, self.ben, *_ = [m for m, branch in self.world.members.items() if branch == self.home]
        self.grid = self.world.grids[-1][0]

    def day(self, days: int) -> date:
        return self.world.today + timedelta(days=days)

    async def send(self, *commands: Command) -> None:
        for result in await self.world.send(commands):
            assert result.accepted, result

    async def leave(self, days: int) -> None:
        letter = letter_id("2026-1")
        issued = Occurred.on(self.day(days))
        await self.send(
            IssueLetter(
                letter_id=letter, number="2026-1", member_id=self.ann, to_county="430224", occurred_at=issued
            ),
            AcknowledgeLetter(letter_id=letter, on=self.day(days)),
        )

    async def rows(self, table: Table) -> list[dict[str, Any]]:
        await self.projector.run(self.world.tenant)
        return list((await rows_of(self.pool, self.world.tenant, table)).values())

    async def path(self, organisation_id: UUID) -> str:
        (path,) = [
            row["org_path"]
            for row in await self.rows(ORGANISATION)
            if row["organisation_id"] == organisation_id
        ]
        return str(path)

    async def found(self, *kinds: FindingKind) -> dict[str, dict[str, Any]]:
        return {row["kind"]: row for row in await self.rows(FINDING) if row["kind"] in kinds}

    async def term(self, grid_id: UUID) -> date | None:
        (row,) = [
            row
            for row in await self.rows(GRID_RESPONSIBLE)
            if (row["grid_id"], row["member_id"]) == (grid_id, self.ann)
        ]
        to_on: date | None = row["to_on"]
        return to_on

    async def workers(self, number: int, from_days: int = -20) -> None:
        worker = AssignPair(member_id=self.ann, kind=PairKind.WORKER, from_on=self.day(from_days))
        await self.send(*[worker] * number)


@pytest.fixture
async def place(app_pool: Pool, projector: Projector) -> Place:
    place = Place(app_pool, projector)
    await place.build()
    return place


async def test_nobody_answers_for_a_grid_whose_last_left_the_county(place: Place) -> None:
    answering = AssignResponsible(grid_id=place.grid, member_id=place.ann, from_on=place.day(-20))
    for row in await place.rows(GRID_RESPONSIBLE):
        if row["grid_id"] == place.grid and row["to_on"] is None:
            await place.send(
                RelieveResponsible(grid_id=place.grid, member_id=row["member_id"], on=place.day(0))
            )
    await place.send(answering)
    before = await place.rows(FINDING)
    assert not _unanswered(before, place.grid)
    await place.leave(-2)
    assert await place.term(place.grid) == place.day(-2)
    assert _unanswered(await place.rows(FINDING), place.grid)
    relieve = RelieveResponsible(grid_id=place.grid, member_id=place.ann, on=place.day(0))
    await place.send(relieve)
    assert await place.term(place.grid) == place.day(-2), "the departure came first"


async def test_a_term_entered_late_ends_with_the_departure_too(place: Place) -> None:
    await place.leave(-2)
    late = AssignResponsible(grid_id=place.grid, member_id=place.ann, from_on=place.day(-20))
    await place.send(late)
    assert await place.term(place.grid) == place.day(-2)
    await place.send(RelieveResponsible(grid_id=place.grid, member_id=place.ann, on=place.day(-9)))
    assert await place.term(place.grid) == place.day(-9)


async def test_the_contact_is_the_homes_and_goes_with_it(place: Place) -> None:
    await place.send(RegisterFloating(member_id=place.ann, from_on=place.day(-20)))
    await place.send(RegisterFloating(member_id=place.ben, from_on=place.day(-20)))
    assert {row["status"] for row in await place.rows(MEMBER_CONTACT)} == {"FLOATING"}
    await place.leave(0)
    assert [row["member_id"] for row in await place.rows(MEMBER_CONTACT)] == [place.ben]


async def test_pairs_and_what_is_found_of_them_go_with_the_home(place: Place) -> None:
    await place.workers(6)
    (ended, *_) = [event for event in place.world.events if isinstance(event, PairAssigned)]
    await place.send(EndPair(member_id=place.ann, pair=ended.event_id, on=place.day(-9)))
    old, new = await place.path(place.home), await place.path(place.other)
    assert (await place.found(FindingKind.PAIRING_TOO_SMALL))["PAIRING_TOO_SMALL"]["org_path"] == old
    await place.send(TransferMember(member_id=place.ann, to_branch_id=place.other, from_on=place.day(-5)))
    found = (await place.found(FindingKind.PAIRING_TOO_SMALL))["PAIRING_TOO_SMALL"]
    assert (found["org_path"], found["measured"]) == (new, 5)
    assert [row["org_path"] for row in await place.rows(PAIRING)] == [new]
    lie = {row["pair_id"]: row["org_path"] for row in await place.rows(PAIR)}
    assert lie.pop(ended.event_id) == old, "what has ended stays"
    assert set(lie.values()) == {new}
    # Of a day before the transfer, entered late: it lies where the rest does
    await place.workers(4, from_days=-8)
    assert {row["org_path"] for row in await place.rows(PAIR) if row["to_on"] is None} == {new}
    assert set(await place.found(*_OF_PAIRS)) == {"PAIRING_TOO_LARGE"}


async def test_pairs_end_with_either_side_leaving_the_county(place: Place) -> None:
    await place.workers(2)
    await place.workers(1, from_days=10)
    first_day = place.day(-20)
    with_ann = AssignPair(
        member_id=place.ben, kind=PairKind.MEMBER, partner_member_id=place.ann, from_on=first_day
    )
    worker = AssignPair(member_id=place.ben, kind=PairKind.WORKER, from_on=first_day)
    await place.send(with_ann, *[worker] * 6)
    assert set(await place.found(*_OF_PAIRS)) == {"PAIRING_TOO_SMALL"}
    await place.leave(-2)
    assert await place.found(*_OF_PAIRS) == {}
    open_pairs = {row["member_id"]: row["open_pairs"] for row in await place.rows(PAIRING)}
    assert open_pairs == {place.ann: 0, place.ben: 6}
    ends = sorted(row["to_on"] for row in await place.rows(PAIR) if row["to_on"])
    assert ends == [*[place.day(-2)] * 3, place.day(10)], "none before it begins"
    (first, *_) = [event for event in place.world.events if isinstance(event, PairAssigned)]
    for on, told in ((place.day(0), place.day(-2)), (place.day(-4), place.day(-4))):
        await place.send(EndPair(member_id=place.ann, pair=first.event_id, on=on))
        assert {row["to_on"] for row in await place.rows(PAIR) if row["pair_id"] == first.event_id} == {told}
    assert {row["open_pairs"] for row in await place.rows(PAIRING)} == {0, 6}


_OF_PAIRS = (FindingKind.PAIRING_TOO_LARGE, FindingKind.PAIRING_TOO_SMALL)


def _unanswered(findings: list[dict[str, Any]], grid_id: UUID) -> bool:
    return any(row["kind"] == FindingKind.GRID_UNANSWERED and row["object_id"] == grid_id for row in findings)
