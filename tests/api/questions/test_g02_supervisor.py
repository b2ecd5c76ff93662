"""G02: who sees to a violation (专人包保) sees it as long as that goes on, and is judged as things stand now.

Told by the statement's own condition, and by row security alone.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from application.actor import Actor, Role
from domain.violations.commands import AssignSupervisor, EndSupervision, WithdrawViolation
from graphql_api.read import encode_id
from tests.api.office import AskedOffice
from tests.api.questions.test_g02 import Workshop, on
from tests.api.read.county import Asker
from tests.security.rows.test_without_the_first_line import schema_without, without

__all__ = ["without"]

SEEN = """query ($id: ID!, $as: AsOf) {
  node(id: $id) { id } violations(first: 5, asOf: $as) { nodes { code supervisor { id } } }
}"""
LINES = ["condition", "row security"]


class Supervised:
    """A violation of Ann's that somebody sees to, and who is told of it."""

    def __init__(self, office: AskedOffice, request: pytest.FixtureRequest, line: str) -> None:
        self.office = office
        self.alone = line == "row security"
        if self.alone:
            request.getfixturevalue("without")

    async def open(self) -> Supervised:
        self.shop = await Workshop(self.office).open()
        self.cat = await self.shop.join(None)
        self.violation = await self.shop.report("2026-03-10")
        self.before = await self.office.project()
        return self

    async def give_to(self, member_id: UUID) -> int:
        await self.office.do(
            AssignSupervisor(violation_id=self.violation, supervisor_id=member_id, on=on(10))
        )
        return await self.office.project()

    async def told(self, member_id: UUID, position: int | None = None) -> tuple[bool, int]:
        """Whether a member finds it now by its id, and how many are in the list of that time."""
        await self.office.project()
        asker = self.office.as_(Actor("member", Role.MEMBER, member_id=member_id))
        if self.alone:
            asker = Asker(schema_without("planned"), asker.services, asker.actor, asker.tenant_id)
        moment = None if position is None else {"position": position}
        given: dict[str, Any] = {"id": encode_id("Violation", self.violation), "as": moment}
        answer = await asker.answer(SEEN, given)
        assert answer.data is not None
        return answer.data["node"] is not None, len(answer.data["violations"]["nodes"])


@pytest.fixture(params=LINES)
async def supervised(office: AskedOffice, request: pytest.FixtureRequest) -> Supervised:
    return await Supervised(office, request, request.param).open()


async def test_as_long_as_it_goes_on(supervised: Supervised) -> None:
    ben, office = supervised.shop.ben, supervised.office
    assert await supervised.told(ben) == (False, 0)
    given = await supervised.give_to(ben)
    assert await supervised.told(ben) == (True, 1)
    assert await supervised.told(ben, supervised.before) == (True, 1)  # of the time before, too
    await office.do(EndSupervision(violation_id=supervised.violation, on=on(10), reason="PUT_RIGHT"))
    for position in (None, given, supervised.before):
        assert await supervised.told(ben, position) == (False, 0), position
    for position in (None, given, supervised.before):
        assert await supervised.told(supervised.shop.ann, position) == (True, 1), position
    await supervised.give_to(ben)
    assert await supervised.told(ben, given) == (True, 1)


async def test_until_another_takes_the_place(supervised: Supervised) -> None:
    ben = supervised.shop.ben
    given = await supervised.give_to(ben)
    await supervised.give_to(supervised.cat)
    for position in (None, given):
        assert await supervised.told(ben, position) == (False, 0), position
        assert await supervised.told(supervised.cat, position) == (True, 1), position


async def test_until_it_is_withdrawn(supervised: Supervised) -> None:
    ben = supervised.shop.ben
    given = await supervised.give_to(ben)
    await supervised.office.do(WithdrawViolation(violation_id=supervised.violation, reason="MISTAKEN"))
    for position in (None, given):
        assert await supervised.told(ben, position) == (False, 0), position
    assert await supervised.told(supervised.shop.ann) == (True, 1)
