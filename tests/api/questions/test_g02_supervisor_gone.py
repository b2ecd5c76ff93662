"""G02: who sees to a violation (专人包保) has left the branch: nothing ends by itself, but it is told."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from application.actor import Actor, Role
from domain.core import Occurred
from domain.membership.commands import TransferMember
from domain.organisation.commands import MergeOrganisation
from domain.transfers.commands import AcknowledgeLetter, IssueLetter
from domain.transfers.events import letter_id
from domain.violations.commands import AssignSupervisor, EndSupervision, WithdrawViolation
from graphql_api.read import encode_id
from tests.api.office import AskedOffice
from tests.api.questions.test_g02 import Workshop, on

ASKED = """query ($as: AsOf) { findings(first: 9, asOf: $as, where: { kind: { eq: SUPERVISOR_GONE } }) {
  nodes { objectId since member { id } organisation { id } events { nodes { id type } } } } }"""
GIVEN, MOVED, LEFT = "violation.supervisor-assigned", "member.affiliation-transferred", "member.left"


class Followed:
    """A violation of Ann's in her group that Ben sees to, and another branch."""

    def __init__(self, office: AskedOffice) -> None:
        self.office = office

    async def open(self) -> Followed:
        self.shop = await Workshop(self.office).open()
        self.ben, self.group = self.shop.ben, self.shop.group
        self.other = await self.office.found()
        self.violation = await self.shop.report("2026-03-10")
        return self

    async def give_to(self, member_id: UUID, day: int = 10) -> None:
        await self.office.do(
            AssignSupervisor(violation_id=self.violation, supervisor_id=member_id, on=on(day))
        )

    async def move(self, member_id: UUID, to: UUID, day: int = 10) -> None:
        await self.office.do(TransferMember(member_id=member_id, to_branch_id=to, from_on=on(day)))

    async def told(self, actor: Actor | None = None, position: int | None = None) -> list[Any]:
        moment = None if position is None else {"position": position}
        nodes: list[Any] = (await self.office.ask(ASKED, {"as": moment}, actor=actor))["findings"]["nodes"]
        return nodes

    async def who(self) -> list[str]:
        return [one["member"]["id"] for one in await self.told()]


@pytest.fixture
async def followed(office: AskedOffice) -> Followed:
    return await Followed(office).open()


def member(id_: UUID) -> str:
    return encode_id("Member", id_)


async def test_it_names_both_events_and_is_told_to_whoever_may_know(followed: Followed) -> None:
    office, ben = followed.office, followed.ben
    await followed.give_to(ben)
    assert await followed.told() == []
    before = await office.project()
    await followed.move(ben, followed.other)
    (told,) = await followed.told()
    assert told["objectId"] == encode_id("Violation", followed.violation)
    assert (told["since"], told["member"]["id"]) == ("2026-03-10", member(ben))
    assert told["organisation"]["id"] == encode_id("Organisation", followed.group)
    given = [event for event in await office.events_of(followed.violation) if event.TOPIC == GIVEN]
    moved = [event for event in await office.events_of(ben) if event.TOPIC == MOVED]
    assert {(one["id"], one["type"]) for one in told["events"]["nodes"]} == {
        (encode_id("Event", event.event_id), event.TOPIC) for event in (*given, *moved)
    }
    assert await followed.told(position=before) == []
    here = Actor("here", Role.BRANCH_SECRETARY, followed.shop.branch)
    there = Actor("there", Role.BRANCH_SECRETARY, followed.other)
    himself, another = (Actor("member", Role.MEMBER, member_id=one) for one in (ben, followed.shop.ann))
    assert [len(await followed.told(one)) for one in (here, there, himself, another)] == [1, 0, 1, 0]


async def test_it_falls_with_whatever_a_person_does(followed: Followed) -> None:
    office, ben, cat = followed.office, followed.ben, await followed.shop.join(None)
    await followed.give_to(ben)
    await followed.move(ben, followed.other)
    assert await followed.who() == [member(ben)]
    await followed.give_to(cat)  # who is at home in the branch, in none of its groups
    assert await followed.who() == []
    await followed.move(cat, followed.other)
    assert await followed.who() == [member(cat)]
    await office.do(EndSupervision(violation_id=followed.violation, on=on(10), reason="PUT_RIGHT"))
    assert await followed.who() == []
    await followed.move(ben, followed.shop.branch)
    assert await followed.who() == []
    await followed.give_to(ben)
    await followed.move(ben, followed.other)
    assert await followed.who() == [member(ben)]
    await followed.move(ben, followed.shop.branch)  # back again
    assert await followed.who() == []
    await followed.move(ben, followed.other)
    await office.do(WithdrawViolation(violation_id=followed.violation, reason="MISTAKEN"))
    assert await followed.who() == []


async def test_of_who_left_the_county(followed: Followed) -> None:
    await followed.give_to(followed.ben)
    letter, at = letter_id("2026-1"), Occurred.on(on(10))
    issued: dict[str, Any] = {"letter_id": letter, "number": "2026-1", "member_id": followed.ben}
    await followed.office.do(IssueLetter(**issued, to_county="430224", occurred_at=at))
    assert await followed.told() == []
    await followed.office.do(AcknowledgeLetter(letter_id=letter, on=on(10)))
    (told,) = await followed.told()
    assert {one["type"] for one in told["events"]["nodes"]} == {GIVEN, LEFT}


async def test_given_late_to_who_has_gone_since(followed: Followed) -> None:
    """For a day on which Ben was still there: the two become known the other way round."""
    await followed.office.until(on(12))
    await followed.move(followed.ben, followed.other, 12)
    await followed.give_to(followed.ben, 11)
    (told,) = await followed.told()
    assert {one["type"] for one in told["events"]["nodes"]} == {GIVEN, MOVED}


async def test_who_merged_with_the_branch_has_not_left_it(followed: Followed) -> None:
    office = followed.office
    await followed.give_to(followed.ben)
    merged: dict[str, Any] = {"organisation_id": followed.shop.branch, "into_id": followed.other}
    await office.do(
        MergeOrganisation(**merged, on=office.today, approved_by=office.township, reason="TOO_SMALL")
    )
    assert await followed.told() == []
