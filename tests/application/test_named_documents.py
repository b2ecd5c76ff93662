"""Documents that commands name, while others seal and erase them; in another county; and in entries of old."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from dataclasses import replace
from uuid import UUID

from domain.core import Occurred
from domain.core.command import Command
from domain.core.ids import uuid7
from domain.documents.commands import EraseDocument, SealDocument
from domain.documents.events import DocumentKind, ErasureBasis
from domain.leave.commands import GrantLeave, HandInLeaveEvidence, RequestLeave
from domain.leave.events import LeaveEvidenceHandedIn, LeaveKind
from domain.leave.evidence import EvidenceKind
from event_store.picking import Pick
from event_store.pool import Pool
from event_store.records import RecordedEvent
from event_store.store import EventStore
from tests.application.conftest import TENANT, CountyOffice, InterruptedStore, codes, office_on
from tests.event_store.builders import command as appending
from tests.unit.application.test_histories import FOUNDING
from tests.unit.support import world
from tests.unit.support.random_commands import LEAVES
from tests.unit.support.world import ANN, BEN, TODAY

GROUNDS = world.id_of("grounds")
SEAL = SealDocument(
    document_id=GROUNDS, kind=DocumentKind.LEAVE_GROUNDS, salted_sha256="0f" * 32, member_id=ANN
)
ERASE = EraseDocument(document_id=GROUNDS, basis=ErasureBasis.PERIOD_ENDED)


def ask(grounds_id: UUID | None = GROUNDS) -> RequestLeave:
    return RequestLeave(
        leave_id=world.id_of("leave with grounds"),
        member_id=ANN,
        kind=LeaveKind.ILLNESS,
        from_on=TODAY,
        to_on=TODAY,
        grounds_id=grounds_id,
    )


def paper() -> HandInLeaveEvidence:
    """The same document, handed in for the leave of Ben."""
    kind = EvidenceKind.MEDICAL_CERTIFICATE
    return HandInLeaveEvidence(leave_id=LEAVES[0], kind=kind, on=TODAY, document_id=GROUNDS)


class CountingStore(EventStore):
    """A store that counts what it is asked for."""

    def __init__(self, pool: Pool) -> None:
        super().__init__(pool)
        self.asked: list[set[UUID]] = []

    async def read_streams(
        self, tenant: str, ids: Collection[UUID], pick: Pick | None = None
    ) -> dict[UUID, list[RecordedEvent]]:
        self.asked.append(set(ids))
        return await super().read_streams(tenant, ids, pick)


async def test_one_that_is_sealed_meanwhile_is_there(
    pool: Pool, interrupted: InterruptedStore, office: CountyOffice
) -> None:
    interrupted.interruption = lambda: office.give(SEAL)
    assert (await office_on(pool, interrupted).give(ask())).accepted


async def test_one_that_is_erased_meanwhile_is_not(
    pool: Pool, interrupted: InterruptedStore, office: CountyOffice
) -> None:
    assert (await office.give(SEAL)).accepted
    interrupted.interruption = lambda: office.give(ERASE)
    assert codes(await office_on(pool, interrupted).give(ask())) == ["DOCUMENT_ERASED"]


async def test_sealed_and_named_at_once(office: CountyOffice) -> None:
    """Whichever comes first: it was there, or it was not."""
    sealed, asked = await asyncio.gather(office.give(SEAL), office.give(ask()))
    assert sealed.accepted
    if asked.accepted:
        assert sealed.last_position is not None
        assert asked.first_position is not None
        assert sealed.last_position < asked.first_position
    else:
        assert codes(asked) == ["NOT_FOUND"]


async def test_one_sealed_in_the_same_run_is_there(office: CountyOffice) -> None:
    commands: list[Command] = [SEAL, paper(), ask()]
    results = await office.executor.execute_many([office.request(command) for command in commands])
    assert [codes(result) for result in results] == [[], ["NOT_FOUND"], []]


async def test_one_of_another_county_is_nowhere(office: CountyOffice) -> None:
    """The same ids stand for others there: each county has a log of its own."""
    for each in (*FOUNDING, SEAL):
        assert (await office.give(each, tenant_id="youxian")).accepted
    assert (await office.give(ask(), tenant_id="youxian")).accepted
    assert codes(await office.give(ask())) == ["NOT_FOUND"]
    assert (await office.give(SEAL)).accepted
    assert (await office.give(ask())).accepted


async def test_entries_of_old_stand_whatever_they_name(office: CountyOffice, store: EventStore) -> None:
    """They were recorded when nobody asked for the document: they are read, and what follows is decided on them."""
    handed_in = LeaveEvidenceHandedIn(
        originator_id=LEAVES[0],
        originator_version=2,
        event_id=uuid7(),
        occurred_at=Occurred.on(TODAY),
        reason=None,
        kind=EvidenceKind.MEDICAL_CERTIFICATE,
        on=TODAY,
        settles=False,
        document_id=world.id_of("never sealed"),
    )
    await store.append(TENANT, [appending(handed_in)])
    assert (await office.give(GrantLeave(leave_id=LEAVES[0]))).accepted
    assert len(await store.read_stream(TENANT, LEAVES[0])) == 3


async def test_naming_one_costs_no_statement_more(pool: Pool, office: CountyOffice) -> None:
    """Of a process that remembers nothing; without a document nothing is read but what was."""
    assert (await office.give(replace(SEAL, member_id=BEN))).accepted
    named, without = CountingStore(pool), CountingStore(pool)
    assert (await office_on(pool, named).give(paper())).accepted
    assert (await office_on(pool, without).give(replace(paper(), document_id=None))).accepted
    assert len(named.asked) == len(without.asked)
    assert GROUNDS in set().union(*named.asked)
    assert GROUNDS not in set().union(*without.asked)
