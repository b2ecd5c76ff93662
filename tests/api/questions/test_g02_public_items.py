"""G02: what a branch makes public (“亮差点”公示) stands until it has improved, and at most until its last day."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from application.actor import Actor, Role
from domain.core import Occurred
from domain.membership.commands import RegisterMember
from domain.membership.events import MemberKind
from domain.objections.commands import RaiseObjection
from domain.public_items.commands import EndPublicItem, PostPublicItem, WithdrawPublicItem
from domain.public_items.events import PublicItemEnding, Weakness
from domain.violations.commands import ReportViolation, WithdrawViolation
from domain.violations.events import ViolationKind, ViolationSeverity
from tests.api.office import AskedOffice, organisation
from tests.api.questions.ask import question


def on(day: int) -> date:
    return date(2026, 3, day)


class Board:
    """A branch with two members, and what it makes public."""

    def __init__(self, office: AskedOffice) -> None:
        self.office = office

    async def open(self) -> Board:
        self.branch = await self.office.found()
        self.ann, self.ben = [await self.join() for _ in range(2)]
        await self.office.until(on(10))
        return self

    async def join(self) -> UUID:
        member_id = self.office.ids.new_id()
        await self.office.do(
            RegisterMember(
                member_id=member_id,
                branch_id=self.branch,
                kind=MemberKind.FULL,
                joined_on=date(1999, 7, 1),
                name_id=self.office.ids.new_id(),
            )
        )
        return member_id

    async def post(self, member_id: UUID | None = None, **given: Any) -> UUID:
        item = self.office.ids.new_id()
        said: dict[str, Any] = {"weakness": Weakness.PERFORMANCE, "on": on(10), **given}
        await self.office.do(
            PostPublicItem(public_item_id=item, organisation_id=self.branch, member_id=member_id, **said)
        )
        return item

    async def end(self, item: UUID, day: date, ending: PublicItemEnding = PublicItemEnding.IMPROVED) -> None:
        await self.office.do(EndPublicItem(public_item_id=item, on=day, ending=ending, reason="SEEN"))

    async def told(self, asked: str) -> tuple[int, int]:
        """How many stand, and how many ran out."""
        given = {"within": organisation(self.office.township), "first": 10}
        standing, run_out = [
            (await self.office.ask(asked, {**given, "isStanding": one}))["publicItems"]["totalCount"]
            for one in (True, False)
        ]
        return standing, run_out


@pytest.fixture
async def board(office: AskedOffice) -> Board:
    return await Board(office).open()


async def test_what_improved_in_the_next_quarter_stands_no_longer(board: Board) -> None:
    """T: improved next quarter → public item expires."""
    asked = question("G02-public-items")
    item = await board.post(board.ann)
    assert await board.told(asked) == (1, 0)
    april = date(2026, 4, 15)
    await board.office.until(april)
    assert await board.told(asked) == (1, 0)
    await board.end(item, april)
    assert await board.told(asked) == (0, 0)  # not run out: somebody saw that it has improved
    (row,) = (await board.office.ask("{ publicItems { nodes { status isStanding endedOn standsUntil } } }"))[
        "publicItems"
    ]["nodes"]
    assert row == {
        "status": "IMPROVED",
        "isStanding": False,
        "endedOn": "2026-04-15",
        "standsUntil": "2026-06-30",
    }


async def test_what_nobody_saw_improve_runs_out_with_the_next_quarter(board: Board) -> None:
    asked = question("G02-public-items")
    await board.post(board.ann)
    await board.office.until(date(2026, 6, 30))
    assert await board.told(asked) == (1, 0)
    await board.office.until(date(2026, 7, 1), closing=False)
    assert await board.told(asked) == (1, 0)  # nobody closed its last day yet
    before = await board.office.project()
    await board.office.until(date(2026, 7, 1))
    assert await board.told(asked) == (0, 1)
    then = "query($at: Position!) { publicItems(asOf: {position: $at}) { nodes { isStanding } } }"
    answer = await board.office.ask(then, {"at": before})
    assert answer["publicItems"]["nodes"] == [{"isStanding": True}]  # by the clock of that time


async def test_a_last_day_that_was_said(board: Board) -> None:
    asked = question("G02-public-items")
    await board.post(None, stands_until=on(12))
    await board.office.until(on(12))
    assert await board.told(asked) == (1, 0)
    await board.office.until(on(13))
    assert await board.told(asked) == (0, 1)
    answer = await board.office.ask("{ publicItems { nodes { isStanding status member { id } } } }")
    assert answer["publicItems"]["nodes"] == [{"isStanding": False, "status": "POSTED", "member": None}]


async def test_what_was_known_before_it_was_withdrawn(board: Board) -> None:
    asked = question("G02-public-items")
    item = await board.post(board.ann)
    before = await board.office.project()
    await board.office.do(WithdrawPublicItem(public_item_id=item, reason="MISTAKEN"))
    assert await board.told(asked) == (0, 0)
    then = "query($at: Position!) { publicItems(asOf: {position: $at}) { nodes { status isStanding } } }"
    answer = await board.office.ask(then, {"at": before})
    assert answer["publicItems"]["nodes"] == [{"status": "POSTED", "isStanding": True}]


async def test_the_member_sees_it_and_others_do_not(board: Board) -> None:
    await board.post(board.ann)
    await board.post(None)
    asked = "{ publicItems(first: 5) { nodes { weakness } } events(first: 50) { nodes { type } } }"

    async def seen(member_id: UUID) -> tuple[int, int]:
        actor = Actor("member", Role.MEMBER, member_id=member_id)
        told = await board.office.ask(asked, actor=actor)
        types = [event["type"] for event in told["events"]["nodes"]]
        return len(told["publicItems"]["nodes"]), types.count("public-item.posted")

    assert await seen(board.ann) == (1, 1)
    assert await seen(board.ben) == (0, 0)


async def test_the_member_may_object_to_it_and_not_take_it_down(board: Board) -> None:
    office = board.office
    item = await board.post(board.ann)
    posted = (await office.events_of(item))[0].event_id
    objection: dict[str, Any] = {"objection_id": office.ids.new_id(), "about": posted}
    assert not await office.try_to(RaiseObjection(member_id=board.ben, **objection))
    await office.do(RaiseObjection(member_id=board.ann, **objection))


async def test_about_a_violation_that_stands_then(board: Board) -> None:
    """What becomes of the violation afterwards takes nothing down by itself: somebody has to."""
    asked = question("G02-public-items")
    office, violation = board.office, board.office.ids.new_id()
    await office.do(
        ReportViolation(
            violation_id=violation,
            organisation_id=board.branch,
            member_id=board.ann,
            kind=ViolationKind.OPERATING_RULES,
            severity=ViolationSeverity.SERIOUS,
            code="ENGINE_NOT_WARMED",
            occurred_at=Occurred("2026-03-09"),
        )
    )
    about: dict[str, Any] = {"weakness": Weakness.VIOLATION, "violation_id": violation}
    await board.post(board.ann, **about)
    answer = await office.ask("{ publicItems { nodes { violation { code } } } }")
    assert answer["publicItems"]["nodes"] == [{"violation": {"code": "ENGINE_NOT_WARMED"}}]
    await office.do(WithdrawViolation(violation_id=violation, reason="MISTAKEN"))
    assert await board.told(asked) == (1, 0)
    again = PostPublicItem(
        public_item_id=office.ids.new_id(),
        organisation_id=board.branch,
        member_id=board.ann,
        on=on(10),
        **about,
    )
    assert not await office.try_to(again)
