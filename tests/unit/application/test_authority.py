"""Who may give which command, and where."""

from __future__ import annotations

from typing import cast
from uuid import UUID

import pytest

from application.actor import Actor, Role
from application.authority import refuse_unless_allowed
from application.handlers import HANDLERS
from application.session import Session
from domain.core import Accepted
from domain.core.command import Command
from domain.leave.commands import GrantLeave, RequestLeave, WithdrawLeave
from domain.leave.events import LeaveKind
from domain.membership.commands import ConfirmMember
from domain.organisation.commands import RenameOrganisation
from domain.scoring.commands import AwardPoints, ReversePoints
from domain.scoring.events import PointsClass
from tests.unit.application.test_histories import founded
from tests.unit.support import world
from tests.unit.support.memory import MemoryLog, MemorySession
from tests.unit.support.random_commands import LEAVES
from tests.unit.support.world import ANN, BEN, BRANCH, OTHER_BRANCH, TODAY, TOWNSHIP, context

BENS_LEAVE = LEAVES[0]
UNKNOWN = world.id_of("unknown")


def secretary(place: UUID) -> Actor:
    return Actor("secretary", Role.BRANCH_SECRETARY, place)


def request(member_id: UUID = ANN) -> RequestLeave:
    return RequestLeave(
        leave_id=world.LEAVE, member_id=member_id, kind=LeaveKind.ILLNESS, from_on=TODAY, to_on=TODAY
    )


def award() -> AwardPoints:
    return AwardPoints(
        member_id=ANN, year=2026, points_hundredths=100, points_class=PointsClass.TASK, rule="STUDY"
    )


@pytest.fixture
async def log() -> MemoryLog:
    return await founded(context())


async def outcome(log: MemoryLog, actor: Actor, command: Command) -> str:
    """The code of the refusal for want of power, "DECIDED" if there is none."""
    session = cast("Session", MemorySession(log, context(actor_member_id=actor.member_id)))
    await HANDLERS[type(command)](command, session)
    refusal = await refuse_unless_allowed(actor, command, session)
    return refusal.code.value if refusal else "DECIDED"


@pytest.mark.parametrize(
    "command",
    [
        request(),
        GrantLeave(leave_id=BENS_LEAVE),
        ConfirmMember(member_id=ANN),
        award(),
        ReversePoints(member_id=ANN, year=2026, reverses=UNKNOWN, reason="WRONG_PERSON"),
    ],
    ids=lambda command: type(command).__name__,
)
async def test_a_secretary_acts_in_the_own_branch_only(log: MemoryLog, command: Command) -> None:
    assert await outcome(log, secretary(BRANCH), command) == "DECIDED"
    assert await outcome(log, secretary(TOWNSHIP), command) == "DECIDED"
    assert await outcome(log, secretary(OTHER_BRANCH), command) == "NOT_FOUND"


async def test_a_member_acts_for_oneself_only(log: MemoryLog) -> None:
    ann = Actor("ann", Role.MEMBER, BRANCH, ANN)
    assert await outcome(log, ann, request()) == "DECIDED"
    assert await outcome(log, ann, request(BEN)) == "NOT_FOUND"
    assert await outcome(log, ann, WithdrawLeave(leave_id=BENS_LEAVE)) == "NOT_FOUND"
    assert await outcome(log, ann, WithdrawLeave(leave_id=UNKNOWN)) == "NOT_FOUND"
    assert isinstance(await log.run(request(), context()), Accepted)
    assert await outcome(log, ann, WithdrawLeave(leave_id=world.LEAVE)) == "DECIDED"
    assert await outcome(log, ann, GrantLeave(leave_id=world.LEAVE)) == "FORBIDDEN"


async def test_roles_have_rows_of_their_own(log: MemoryLog) -> None:
    rename = RenameOrganisation(organisation_id=TOWNSHIP, name="新名")
    assert await outcome(log, Actor("county", Role.COUNTY_SECRETARY), rename) == "DECIDED"
    assert await outcome(log, Actor("inspector", Role.INSPECTOR), rename) == "FORBIDDEN"
    township = Actor("township", Role.TOWNSHIP_SECRETARY, TOWNSHIP)
    assert await outcome(log, township, rename) == "DECIDED"
    county = RenameOrganisation(organisation_id=world.COMMITTEE, name="新名")
    assert await outcome(log, township, county) == "FORBIDDEN"  # of which everybody knows
