"""What the log gave, it may take: power by a post begins and ends with its days, and with the link of the account."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import cast
from uuid import UUID

import pytest

from application.actor import Actor, Role
from application.authority import refuse_unless_allowed
from application.handlers.lines import home_of
from application.session import Session
from domain.accounts.commands import EndPost, GivePost, LinkAccount, UnlinkAccount
from domain.accounts.events import PostRole, account_id
from domain.core import Accepted
from domain.core.command import Command
from domain.leave.commands import RequestLeave
from domain.leave.events import LeaveKind
from domain.membership.commands import ConfirmMember
from domain.transfers.commands import AcknowledgeLetter, IssueLetter
from domain.transfers.events import letter_id
from tests.unit.application.test_histories import founded
from tests.unit.support import world
from tests.unit.support.memory import MemoryLog, MemorySession
from tests.unit.support.random_commands import GRIDS
from tests.unit.support.world import ANN, BEN, BRANCH, COMMITTEE, TODAY, TOWNSHIP, ZONE, context

ACCOUNT = account_id("https://issuer.test", "ann")
POST = world.id_of("post of a secretary")
TOMORROW = TODAY + timedelta(days=1)
BY_POST = Actor("ann", Role.BRANCH_SECRETARY, BRANCH, ANN, link=ACCOUNT, post=POST)


def give(organisation_id: UUID | None = BRANCH, *, post_id: UUID = POST, member_id: UUID = ANN) -> GivePost:
    return GivePost(
        post_id=post_id,
        member_id=member_id,
        role=PostRole.BRANCH_SECRETARY,
        organisation_id=organisation_id,
        grid_id=None if organisation_id else GRIDS[0],
        from_on=TODAY,
        to_on=TOMORROW + timedelta(days=1),
    )


@pytest.fixture
async def log() -> MemoryLog:
    log = await founded(context())
    for command in (LinkAccount(account_id=ACCOUNT, member_id=ANN), give()):
        assert isinstance(await log.run(command, context()), Accepted)
    return log


async def outcome(log: MemoryLog, actor: Actor, command: Command, *, on: date = TODAY) -> str:
    """The code of the refusal for want of power and its field, "DECIDED" if there is none."""
    now = datetime(on.year, on.month, on.day, 10, tzinfo=ZONE)
    session = MemorySession(log, context(now=now, actor_member_id=actor.member_id))
    refusal = await refuse_unless_allowed(actor, command, cast("Session", session))
    return " ".join([refusal.code.value, *refusal.path]) if refusal else "DECIDED"


CONFIRM = ConfirmMember(member_id=BEN)


@pytest.mark.parametrize(
    ("days", "expected"), [(-1, "FORBIDDEN"), (0, "DECIDED"), (1, "DECIDED"), (2, "FORBIDDEN")]
)
async def test_power_by_a_post_has_its_days(log: MemoryLog, days: int, expected: str) -> None:
    assert await outcome(log, BY_POST, CONFIRM, on=TODAY + timedelta(days=days)) == expected


async def test_the_day_is_the_countys(log: MemoryLog) -> None:
    before_midnight_in_utc = datetime(2026, 3, 21, 23, 30, tzinfo=ZONE)
    for now, refused in (
        (before_midnight_in_utc, False),
        (before_midnight_in_utc + timedelta(hours=1), True),  # still the day before in UTC
    ):
        session = MemorySession(log, context(now=now))
        refusal = await refuse_unless_allowed(BY_POST, CONFIRM, cast("Session", session))
        assert (refusal is not None) is refused


async def test_it_ends_with_the_post(log: MemoryLog) -> None:
    await log.run(EndPost(post_id=POST, on=TOMORROW), context())
    assert await outcome(log, BY_POST, CONFIRM) == "DECIDED"
    assert await outcome(log, BY_POST, CONFIRM, on=TOMORROW) == "FORBIDDEN"


async def test_it_ends_with_the_link(log: MemoryLog) -> None:
    await log.run(UnlinkAccount(account_id=ACCOUNT), context())
    assert await outcome(log, BY_POST, CONFIRM) == "FORBIDDEN"
    await log.run(LinkAccount(account_id=ACCOUNT, member_id=BEN), context())
    assert await outcome(log, BY_POST, CONFIRM) == "FORBIDDEN"
    await log.run(UnlinkAccount(account_id=ACCOUNT), context())
    await log.run(LinkAccount(account_id=ACCOUNT, member_id=ANN), context())
    assert await outcome(log, BY_POST, CONFIRM) == "DECIDED"


async def test_a_post_that_was_never_given_is_none(log: MemoryLog) -> None:
    actor = Actor("ann", Role.BRANCH_SECRETARY, BRANCH, ANN, link=ACCOUNT, post=world.id_of("no post"))
    assert await outcome(log, actor, CONFIRM) == "FORBIDDEN"


async def leave_county(log: MemoryLog, on: date = TODAY) -> None:
    """The first member moves to another county."""
    letter = letter_id("2026-9")
    for command in (
        IssueLetter(letter_id=letter, number="2026-9", member_id=ANN, to_county="430224"),
        AcknowledgeLetter(letter_id=letter, on=on),
    ):
        assert isinstance(await log.run(command, context()), Accepted)


async def test_it_ends_when_the_member_leaves_the_county(log: MemoryLog) -> None:
    """By the log: also for a token that tells the role, and for what the member is as oneself."""
    by_token = Actor("ann", Role.BRANCH_SECRETARY, BRANCH, ANN)
    oneself = Actor("ann", Role.MEMBER, BRANCH, ANN, link=ACCOUNT)
    own = RequestLeave(
        leave_id=world.id_of("own leave"), member_id=ANN, kind=LeaveKind.ILLNESS, from_on=TODAY, to_on=TODAY
    )
    tries = ((BY_POST, CONFIRM), (by_token, CONFIRM), (oneself, own))
    assert [await outcome(log, actor, command) for actor, command in tries] == ["DECIDED"] * 3
    await leave_county(log)
    assert [await outcome(log, actor, command) for actor, command in tries] == ["FORBIDDEN"] * 3
    another = Actor("ben", Role.BRANCH_SECRETARY, BRANCH, BEN)
    assert await outcome(log, another, CONFIRM) == "DECIDED"


async def test_who_left_is_at_home_nowhere_from_that_day_on(log: MemoryLog) -> None:
    await leave_county(log)
    session = cast("Session", MemorySession(log, context()))
    assert await home_of(ANN, TODAY - timedelta(days=1), session) >= {BRANCH, TOWNSHIP, COMMITTEE}
    assert await home_of(ANN, TODAY, session) == frozenset()
    assert await home_of(BEN, TODAY, session) >= {BRANCH, TOWNSHIP, COMMITTEE}
    assert await home_of(world.id_of("nobody"), TODAY, session) == frozenset()


async def test_who_may_give_posts(log: MemoryLog) -> None:
    new = world.id_of("new post")
    county = Actor("county", Role.COUNTY_SECRETARY)
    township = Actor("township", Role.TOWNSHIP_SECRETARY, TOWNSHIP)
    for place in (COMMITTEE, TOWNSHIP, BRANCH, None):
        assert await outcome(log, county, give(place, post_id=new)) == "DECIDED"
    assert await outcome(log, township, give(BRANCH, post_id=new)) == "DECIDED"
    for place in (COMMITTEE, TOWNSHIP):  # above, and its own
        assert await outcome(log, township, give(place, post_id=new)) == "FORBIDDEN organisationId"
    at_a_grid = give(None, post_id=new)
    assert await outcome(log, township, at_a_grid) == "FORBIDDEN"  # no grid lies below it
    stranger = give(BRANCH, post_id=new, member_id=world.id_of("of another township"))
    assert await outcome(log, township, stranger) == "NOT_FOUND memberId"
    for role in (Role.BRANCH_SECRETARY, Role.MEMBER, Role.INSPECTOR, Role.GRID_WORKER, Role.OPERATOR):
        assert await outcome(log, Actor("other", role, BRANCH, ANN), give(post_id=new)) == "FORBIDDEN"


async def test_who_may_end_them(log: MemoryLog) -> None:
    own = world.id_of("post at the township")
    command = GivePost(
        post_id=own,
        member_id=ANN,
        role=PostRole.TOWNSHIP_SECRETARY,
        organisation_id=TOWNSHIP,
        from_on=TODAY,
    )
    assert isinstance(await log.run(command, context()), Accepted)
    township = Actor("township", Role.TOWNSHIP_SECRETARY, TOWNSHIP)
    assert await outcome(log, township, EndPost(post_id=POST, on=TODAY)) == "DECIDED"
    assert await outcome(log, township, EndPost(post_id=own, on=TODAY)) == "FORBIDDEN postId"
    unknown = EndPost(post_id=world.id_of("no post"), on=TODAY)
    assert await outcome(log, township, unknown) == "NOT_FOUND postId"


@pytest.mark.parametrize("role", Role)
async def test_only_the_county_secretary_links_accounts(log: MemoryLog, role: Role) -> None:
    expected = "DECIDED" if role is Role.COUNTY_SECRETARY else "FORBIDDEN"
    actor = Actor("someone", role, None if role is Role.COUNTY_SECRETARY else BRANCH, ANN)
    link = LinkAccount(account_id=world.id_of("new account"), member_id=BEN)
    assert await outcome(log, actor, link) == expected
    assert await outcome(log, actor, UnlinkAccount(account_id=ACCOUNT)) == expected
