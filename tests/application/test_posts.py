"""Power that the log gives is looked up at every command, on PostgreSQL too: an end in the meantime is not missed."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection
from uuid import UUID

import pytest

from application.actor import Actor, Role
from application.request import CommandResult
from domain.accounts.commands import EndPost, GivePost, LinkAccount, UnlinkAccount
from domain.accounts.events import PostRole, account_id
from domain.core.command import Command
from domain.membership.commands import ConfirmMember
from event_store.pool import Pool
from event_store.store import EventStore
from tests.application.conftest import TENANT, CountyOffice, InterruptedStore, codes, office_on
from tests.unit.support import world
from tests.unit.support.world import ANN, BEN, BRANCH, CAT, DAN, TODAY

ACCOUNT = account_id("https://issuer.test", "ann")
POST = world.id_of("post in a race")
BY_POST = Actor("ann", Role.BRANCH_SECRETARY, BRANCH, ANN, link=ACCOUNT, post=POST)
ENDS: tuple[Command, ...] = (EndPost(post_id=POST, on=TODAY), UnlinkAccount(account_id=ACCOUNT))


@pytest.fixture
async def office(office: CountyOffice) -> CountyOffice:
    """With a secretary by post."""
    give = GivePost(
        post_id=POST,
        member_id=ANN,
        role=PostRole.BRANCH_SECRETARY,
        organisation_id=BRANCH,
        from_on=TODAY,
    )
    for command in (give, LinkAccount(account_id=ACCOUNT, member_id=ANN)):
        assert (await office.give(command)).accepted
    return office


@pytest.mark.parametrize("end", ENDS, ids=lambda end: type(end).__name__)
async def test_an_end_while_a_command_is_decided(
    office: CountyOffice, pool: Pool, store: EventStore, end: Command
) -> None:
    interrupted = InterruptedStore(pool)
    of_another_process = office_on(pool, interrupted)
    assert (await of_another_process.give(ConfirmMember(member_id=BEN), actor=BY_POST)).accepted

    async def interruption() -> None:
        assert (await office.give(end)).accepted

    interrupted.interruption = interruption
    refused = await of_another_process.give(ConfirmMember(member_id=CAT), actor=BY_POST)
    assert codes(refused) == ["FORBIDDEN"]
    assert [event.type for event in await store.read_stream(TENANT, CAT)] == ["member.registered"]


@pytest.mark.parametrize("end", ENDS, ids=lambda end: type(end).__name__)
async def test_an_end_that_another_process_recorded(
    office: CountyOffice, pool: Pool, store: EventStore, end: Command
) -> None:
    """The states that a process keeps are no grounds for a power that has ended."""
    other = office_on(pool, store)
    assert (await other.give(ConfirmMember(member_id=BEN), actor=BY_POST)).accepted
    assert (await office.give(end)).accepted
    assert codes(await other.give(ConfirmMember(member_id=CAT), actor=BY_POST)) == ["FORBIDDEN"]
    many = [other.request(ConfirmMember(member_id=member), actor=BY_POST) for member in (CAT, DAN)]
    assert [codes(result) for result in await other.executor.execute_many(many)] == [["FORBIDDEN"]] * 2


async def test_an_account_goes_to_one_member_however_many_ask(office: CountyOffice) -> None:
    new = account_id("https://issuer.test", "new")
    links = [LinkAccount(account_id=new, member_id=member) for member in (ANN, BEN, CAT, DAN)]
    results = await asyncio.gather(*(office.give(link) for link in links))
    assert sorted(code for result in results for code in codes(result)) == ["ACCOUNT_LINKED"] * 3


class FoundMeanwhile(EventStore):
    """A store in which something happens, once, before the streams of a person are looked for."""

    interruption: Callable[[], Awaitable[object]] | None = None

    async def streams_of_subjects(
        self, tenant: str, subjects: Collection[UUID], stream_type: str
    ) -> dict[UUID, list[UUID]]:
        interruption, self.interruption = self.interruption, None
        if interruption is not None:
            await interruption()
        return await super().streams_of_subjects(tenant, subjects, stream_type)


async def test_a_post_given_by_another_process_while_it_is_given(office: CountyOffice, pool: Pool) -> None:
    """The post is among the member's others then, though it was read when it had no event."""
    meanwhile = FoundMeanwhile(pool)
    other = office_on(pool, meanwhile)
    command = GivePost(
        post_id=world.id_of("post given twice"),
        member_id=BEN,
        role=PostRole.BRANCH_SECRETARY,
        organisation_id=BRANCH,
        from_on=TODAY,
    )
    request = other.request(command)
    first: list[CommandResult] = []

    async def interruption() -> None:
        first.append(await office.executor.execute(request))

    meanwhile.interruption = interruption
    second = await other.executor.execute(request)
    assert first[0].accepted
    assert (second.accepted, second.last_position) == (True, first[0].last_position)
