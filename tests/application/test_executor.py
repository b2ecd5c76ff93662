"""The way of one command: answered once for its key, refused for good or without a trace."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from msgspec import structs

from application.actor import Actor, Role
from application.counties import RehearsalRefusedError
from domain.core import RandomIds
from domain.county.commands import AdoptModule, FoundCounty
from domain.county.events import COUNTY_ID, Module
from domain.grids.commands import AssignResponsible, DefineGrid
from domain.meetings.commands import CancelMeeting, PlanMeeting
from domain.meetings.events import MeetingKind
from domain.organisation.commands import FoundOrganisation, RenameOrganisation
from event_store.errors import UnknownCountyError
from event_store.pool import Pool
from event_store.store import EventStore
from tests.application.conftest import TENANT, CountyOffice, codes, office_on
from tests.support.entered import whole_county
from tests.unit.application.test_histories import FOUNDING
from tests.unit.support import world
from tests.unit.support.random_commands import GRIDS, MEETINGS
from tests.unit.support.world import ANN, BRANCH, TODAY

NEW = RandomIds()
FOUND = next(command for command in FOUNDING if isinstance(command, FoundCounty))


def rename(name: str, version: int | None = None) -> RenameOrganisation:
    return RenameOrganisation(organisation_id=BRANCH, name=name, expected_version=version)


async def size(store: EventStore) -> int:
    return (await store.head(TENANT)).last_position


async def commands_kept(pool: Pool) -> int:
    async with whole_county(pool, TENANT) as connection:
        kept: int = await connection.fetchval(
            "SELECT count(*) FROM event_store.command WHERE tenant_id = $1", TENANT
        )
    return kept


async def test_a_key_gets_its_first_answer_again(office: CountyOffice, store: EventStore) -> None:
    first = await office.give(rename("新名"), key="once")
    later = await office.give(rename("又名"))
    assert later.accepted
    before = await size(store)
    again = await office.give(rename("新名"), key="once")
    assert again == structs.replace(first, repeated=True)
    assert await size(store) == before


async def test_a_run_is_for_one_county(office: CountyOffice, store: EventStore) -> None:
    before = await size(store)
    requests = [office.request(rename("新名")), office.request(rename("又名"), tenant_id="county-b")]
    with pytest.raises(ValueError, match="one county"):
        await office.executor.execute_many(requests)
    assert await size(store) == before


async def test_a_key_with_another_body_is_refused(office: CountyOffice, store: EventStore) -> None:
    assert (await office.give(rename("新名"), key="once")).accepted
    before = await size(store)
    assert codes(await office.give(rename("又名"), key="once")) == ["KEY_REUSED"]
    assert codes(await office.give(CancelMeeting(meeting_id=MEETINGS[0]), key="once")) == ["KEY_REUSED"]
    assert codes(await office.give(rename("新名"), key="once", authority=NEW.new_id())) == ["KEY_REUSED"]
    assert await size(store) == before


async def test_an_authority_that_does_not_exist_is_refused(office: CountyOffice, store: EventStore) -> None:
    before = (await store.head(TENANT)).last_position
    result = await office.give(rename("新名"), key="cited", authority=NEW.new_id())
    assert [(refusal.code, refusal.path) for refusal in result.refusals] == [("NOT_FOUND", ("authority",))]
    assert (await store.head(TENANT)).last_position == before
    accepted = await office.give(rename("新名"), key="cited well", authority=BRANCH)
    assert accepted.accepted
    assert accepted.last_position is not None
    event = await store.read_event(TENANT, accepted.last_position)
    assert event is not None
    assert event.authority == str(BRANCH)


async def test_a_refusal_is_repeated_though_it_would_succeed_now(office: CountyOffice) -> None:
    plan = PlanMeeting(
        meeting_id=NEW.new_id(),
        organisation_id=NEW.new_id(),
        kind=MeetingKind.GENERAL_MEETING,
        held_on=TODAY,
    )
    first = await office.give(plan, key="once")
    assert codes(first) == ["NOT_FOUND"]
    founding = next(c for c in FOUNDING if isinstance(c, FoundOrganisation) and c.organisation_id == BRANCH)
    assert (await office.give(replace(founding, organisation_id=plan.organisation_id))).accepted
    assert (await office.give(plan)).accepted
    again = await office.give(plan, key="once")
    assert again == structs.replace(first, repeated=True)


async def test_ids_made_by_the_server_take_no_part(office: CountyOffice, store: EventStore) -> None:
    plan = PlanMeeting(
        meeting_id=NEW.new_id(), organisation_id=BRANCH, kind=MeetingKind.PARTY_LECTURE, held_on=TODAY
    )
    first = await office.give(plan, key="once", made=("meeting_id",))
    again = await office.give(replace(plan, meeting_id=NEW.new_id()), key="once", made=("meeting_id",))
    assert again.target_id == first.target_id == plan.meeting_id
    assert again.repeated
    assert codes(await office.give(replace(plan, meeting_id=NEW.new_id()), key="once")) == ["KEY_REUSED"]


async def test_a_key_is_the_account_s_own(office: CountyOffice) -> None:
    other = Actor("another", Role.COUNTY_SECRETARY)
    assert (await office.give(rename("新名"), key="once")).accepted
    result = await office.give(rename("又名"), key="once", actor=other)
    assert result.accepted
    assert not result.repeated


async def test_another_version_than_expected(office: CountyOffice, store: EventStore) -> None:
    assert (await office.give(rename("新名", version=1), key="first")).accepted
    before = await size(store)
    refused = await office.give(rename("又名", version=1), key="second")
    assert codes(refused) == ["CONFLICT"]
    assert refused.refusals[0].path == ("expectedVersion",)
    assert refused.refusals[0].details == {"currentVersion": 2}
    assert await office.give(rename("又名", version=1), key="second") == structs.replace(
        refused, repeated=True
    )
    assert await size(store) == before
    # The one that took effect stays accepted, though its version has passed.
    assert (await office.give(rename("新名", version=1), key="first")).accepted


async def test_the_version_expected_is_the_grid_s_not_the_member_s(office: CountyOffice) -> None:
    assign = AssignResponsible(grid_id=GRIDS[0], member_id=ANN, from_on=TODAY, expected_version=1)
    result = await office.give(assign)
    assert result.accepted
    assert result.target_id == GRIDS[0]


async def test_a_refusal_keeps_its_key_and_no_event(
    office: CountyOffice, store: EventStore, pool: Pool
) -> None:
    events, kept = await size(store), await commands_kept(pool)
    refused = await office.give(DefineGrid(grid_id=NEW.new_id(), level=3, name="无上级"))
    assert not refused.accepted
    assert (await size(store), await commands_kept(pool)) == (events, kept + 1)


async def test_no_commands_no_answers(office: CountyOffice) -> None:
    assert await office.executor.execute_many([]) == []


async def test_an_unknown_county(unfounded: CountyOffice) -> None:
    with pytest.raises(UnknownCountyError):
        await unfounded.give(rename("新名"))


@pytest.mark.parametrize(
    ("change", "others", "code"),
    [
        ({"time_zone": "Nowhere/At_All"}, {}, "INVALID_VALUE"),
        ({"division_code": "x"}, {}, "INVALID_VALUE"),
        ({}, {"actor": Actor("secretary", Role.COUNTY_SECRETARY)}, "FORBIDDEN"),
        ({"rehearsal": False}, {"clock": world.NOW}, "NOT_A_REHEARSAL"),
    ],
)
async def test_a_founding_refused_leaves_no_log(
    unfounded: CountyOffice,
    store: EventStore,
    pool: Pool,
    change: dict[str, Any],
    others: dict[str, Any],
    code: str,
) -> None:
    refused = await unfounded.give(replace(FOUND, **change), **others)
    assert codes(refused) == [code]
    assert TENANT not in await store.tenants()
    assert await commands_kept(pool) == 0
    assert (await unfounded.give(FOUND)).accepted


async def test_a_county_is_founded_once(office: CountyOffice, store: EventStore, pool: Pool) -> None:
    events, kept = await size(store), await commands_kept(pool)
    refused = await office.give(FOUND, key="again")
    assert "ALREADY_EXISTS" in codes(refused)
    assert (await size(store), await commands_kept(pool)) == (events, kept + 1)
    assert await office.give(FOUND, key="again") == structs.replace(refused, repeated=True)


async def test_production_opens_no_rehearsal_and_founds_none(pool: Pool, store: EventStore) -> None:
    production = office_on(pool, store, production=True)
    with pytest.raises(RehearsalRefusedError):
        await production.give(FOUND)
    assert TENANT not in await store.tenants()
    assert (await office_on(pool, store).give(FOUND)).accepted
    with pytest.raises(RehearsalRefusedError):
        await production.give(AdoptModule(county_id=COUNTY_ID, module=Module.POINTS))
    assert await size(store) == 2


async def test_a_clock_is_refused_by_a_log_of_real_life(pool: Pool, store: EventStore) -> None:
    office = office_on(pool, store, production=True)
    assert (await office.give(replace(FOUND, rehearsal=False))).accepted
    adopt = AdoptModule(county_id=COUNTY_ID, module=Module.POINTS)
    assert codes(await office.give(adopt, clock=world.NOW, key="once")) == ["NOT_A_REHEARSAL"]
    assert (await office.give(adopt, key="once")).accepted  # no clock, no refusal: nothing was kept


async def test_a_clock_never_goes_back(office: CountyOffice) -> None:
    refused = await office.give(rename("新名"), clock=world.NOW.replace(year=2001), key="once")
    assert codes(refused) == ["CLOCK_BACKWARDS"]
    assert (await office.give(rename("新名"), key="once")).accepted
