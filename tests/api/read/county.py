"""Two counties that many tests read and none changes, and who reads them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

import orjson
from graphql import GraphQLError

from application.access import SCOPES
from application.actor import Actor, Role
from application.display_names import DisplayNames
from application.documents.openings import Opening, Openings
from application.read_audit import PersonSets, Purpose, Reading, ReadingTable
from application.read_audit.persons import each_mark
from application.request import DisplayName
from domain.clock.commands import CloseDay
from domain.core.command import Command
from domain.departures.events import DepartureRecorded
from domain.development.events import BallotHeld
from domain.documents.events import DocumentSealed
from domain.meetings.events import MeetingKind
from domain.membership.events import MemberRegistered
from domain.obligations.grounds import Consequence
from domain.policies.commands import AdoptPolicy
from domain.policies.kinds.absence_escalation import AbsenceEscalation
from domain.policies.kinds.meeting_frequency import MeetingFrequency
from domain.policies.kinds.missed_consequence import MissedConsequence
from domain.policies.layers import version_id
from domain.policies.periods import Period, Unit
from domain.verdicts.announcing import AnnouncedStatus
from domain.verdicts.commands import AnnounceVerdict
from event_store.connections import Connections
from event_store.pool import make_pool
from event_store.store import EventStore
from graphql_api.context import RequestContext, Services, Viewer
from graphql_api.errors import coded
from graphql_api.messages import Locale
from graphql_api.read import Reader, reader_for
from graphql_api.schema import Schema, make_schema
from projections.framework.runner import Projector
from projections.registry import READ_MODELS
from tests.projections.world import World
from tests.support.postgres import Database
from tests.unit.support.policy_commands import lectures, publish

TENANT, OTHER_TENANT = "county-a", "county-b"
SURNAMES = "文易罗钟O'"
ABSENT_TWICE = AbsenceEscalation(
    meetings=tuple(MeetingKind),
    at_least=2,
    counted_in="ever",
    carry="along",
    due_from="recording",
    due_days=10,
    for_full=(Consequence.REMINDER,),
    for_probationary=(Consequence.REMINDER,),
)

EACH_MONTH = MeetingFrequency(
    meeting=MeetingKind.MICRO_LECTURE, per=Unit.MONTH, at_least=1, partial_period="required"
)
MISSED = "read-rules/rule-2"  # the series of that one
MISSED_ONCE = MissedConsequence(
    series=(MISSED,),
    off_window="counts",
    at_least=1,
    counted_in="ever",
    consequences=(Consequence.CIRCULAR,),
    owed_by="above",
    due_from="order",
    due_days=10,
)


@cache
def loading_schema() -> Schema:
    """A schema that never plans: the planner's reference."""
    return make_schema(planned=False)


@dataclass
class Places:
    """Where the readers of a county stand."""

    committee: UUID
    township: UUID
    sibling: UUID  # another township
    branch: UUID  # of the township
    member: UUID  # of the branch
    grid: UUID


async def live(database: Database) -> Mapping[str, Places]:
    """Let the counties live through a seeded history; where their readers stand, by tenant."""
    app = await make_pool(database.dsn("gridledger_app"))
    worker = await make_pool(database.dsn("gridledger_projector"))
    places = {}
    for seed, tenant in enumerate((TENANT, OTHER_TENANT), 7):
        world = World(app, seed=seed, tenant=tenant)
        world.moves.only_along = True  # readers stand where they stood
        await world.build(townships=2, branches=2, members=5)
        await world.live(360)  # so that a page holds all events
        while not any(isinstance(event, BallotHeld) for event in world.events):
            await world.send(world.people.some_commands(5))
        while not any(isinstance(event, DepartureRecorded) for event in world.events):
            await world.send(world.policies.some_commands(5))
            await world.send(world.departures.some_commands(4))
        rules = publish("read-rules", "1", lectures(), ABSENT_TWICE, EACH_MONTH, MISSED_ONCE)
        await world.send([rules, _from_the_first_day("read-rules", world)])
        world.clock = max(world.clock, datetime(2026, 2, 2, tzinfo=UTC))
        await world.send(_missed(world), Role.PROCESS_MANAGER)
        await DisplayNames(Connections(app)).keep(tenant, list(_names(world)))
        await Projector(worker, EventStore(worker), READ_MODELS).run(tenant)
        await ReadingTable(Connections(app)).keep([reading.written() for reading in _readings(world)])
        for opening in _openings(world):
            await Openings(Connections(app)).record(opening)
        branch = world.branches[0]
        member = next(member for member, home in world.members.items() if home == branch)
        township, sibling = world.townships
        places[tenant] = Places(world.committee_id, township, sibling, branch, member, world.grids[0][0])
    await worker.close()
    await app.close()
    return places


def _from_the_first_day(pack: str, world: World) -> AdoptPolicy:
    """A rule that bound all branches from the county's first day on: adopted in the end, with effect in the past."""
    return AdoptPolicy(
        node_id=world.committee_id,
        pack=pack,
        version="1",
        since=date(2026, 1, 1),
        approved_by=world.committee_id,
    )


def _missed(world: World) -> Iterator[Command]:
    """The first month is closed, and what branches missed in it is announced."""
    month = Period(Unit.MONTH, 2026 * 12)
    for ordinal in range(world.closed_on.toordinal() + 1, month.last.toordinal() + 1):
        yield CloseDay(day=date.fromordinal(ordinal))
    for branch_id in world.branches:
        yield AnnounceVerdict(
            organisation_id=branch_id,
            node_id=world.committee_id,
            series=MISSED,
            period=month.label,
            version_id=version_id(MISSED, "1"),
            status=AnnouncedStatus.MISSED,
            required=1,
            held=0,
            verified=0,
            facts_position=len(world.events),
        )


def _readings(world: World) -> Iterator[Reading]:
    """What some have read: of one, of two, of three members and of an event."""
    members = [str(member) for member in sorted(world.members)]
    for number in range(3):
        yield Reading(
            reading_id=uuid5(NAMESPACE_OID, f"{world.tenant} {number}"),
            tenant_id=world.tenant,
            read_at=datetime(2026, 11, 20, number, tzinfo=UTC),
            account=f"account {number}",
            role=Role.BRANCH_SECRETARY.value,
            place_id=world.branches[number % len(world.branches)],
            grid_id=None,
            member_id=None,
            client="tests",
            purpose=Purpose.REPORT if number else None,
            operation="Roll",
            document="ab" * 32,
            document_name=None,
            request_id=f"request-{number}",
            position=10,
            as_of=[number],
            field_groups=["PERSON", "AUDIT"],
            told=PersonSets().told(
                world.tenant, [f"c:{member}".encode() for member in members[: number + 1]]
            ),
        )


def _openings(world: World) -> Iterator[Opening]:
    """What of the sealed documents was read, or held against a text."""
    sealed = [event for event in world.events if isinstance(event, DocumentSealed)]
    for number, event in enumerate(sealed[:4]):
        yield Opening(
            tenant_id=world.tenant,
            opening_id=uuid5(NAMESPACE_OID, f"opening {world.tenant} {number}"),
            document_id=event.originator_id,
            person_id=event.member_id,
            was_checked=number % 2 == 1,
            account=f"account {number}",
            role=Role.BRANCH_SECRETARY.value,
            place_id=world.branches[number % len(world.branches)],
            member_id=None,
            client="tests",
            purpose=Purpose.COMPLAINT if number else None,
            request_id=f"opening-{number}",
        )


def _with_hyphens(mark: bytes) -> bytes:
    return mark if mark[1:2] == b"@" else mark[:2] + str(UUID(mark[2:].decode())).encode()


def _names(world: World) -> Any:
    for number, event in enumerate(world.events):
        if isinstance(event, MemberRegistered):
            text = f"{SURNAMES[number % len(SURNAMES)]}试{number}"
            yield DisplayName(event.name_id, event.originator_id, text)


def actors(places: Places) -> dict[str, Actor]:
    """Everyone who may come, by a name for tests."""
    return {
        "county": Actor("county", Role.COUNTY_SECRETARY),
        "inspector": Actor("inspector", Role.INSPECTOR),
        "integrator": Actor("integrator", Role.INTEGRATOR, scopes=frozenset(SCOPES)),
        "inspector of a township": Actor("inspector", Role.INSPECTOR, places.township),
        "township": Actor("township", Role.TOWNSHIP_SECRETARY, places.township),
        "sibling township": Actor("sibling", Role.TOWNSHIP_SECRETARY, places.sibling),
        "branch": Actor("branch", Role.BRANCH_SECRETARY, places.branch),
        "member": Actor("member", Role.MEMBER, None, places.member),
        "member who says to be everywhere": Actor("member", Role.MEMBER, places.committee, places.member),
        "operator": Actor("operator", Role.OPERATOR),
        "operator with a place": Actor("operator", Role.OPERATOR, places.committee),
        "branch of nowhere": Actor("branch", Role.BRANCH_SECRETARY, UUID(int=1)),
    }


def narrow_actors(places: Places) -> dict[str, Actor]:
    """Callers who may see a row, and not all of it."""

    def program(*scopes: str) -> Actor:
        return Actor("program", Role.INTEGRATOR, scopes=frozenset(scopes))

    return {
        "grid worker": Actor("worker", Role.GRID_WORKER, grid=places.grid),
        "program for figures": program("structure:read", "life:read", "figures:read"),
        "program for the audit": program("structure:read", "audit:read"),
        "program for events": program("structure:read", "audit:read", "life:read"),
        "program for nothing": program(),
        "inspector without figures": Actor("i", Role.INSPECTOR, scopes=frozenset(["structure:read"])),
    }


@dataclass
class Answer:
    """What came back: data, and the code of each error; and of whom that told, by its marks."""

    data: Any
    codes: list[str]
    errors: list[GraphQLError] = field(default_factory=list)
    extensions: dict[str, Any] = field(default_factory=dict)
    marks: frozenset[bytes] = frozenset()


@dataclass
class Asker:
    """Asks the schema itself, as whoever is named."""

    schema: Schema
    services: Services
    actor: Actor
    tenant_id: str = TENANT

    def reader(self) -> Reader:
        return reader_for(self.services, self.viewer)

    @property
    def viewer(self) -> Viewer:
        return Viewer(
            tenant_id=self.tenant_id,
            actor=self.actor,
            issuer="https://issuer.test",
            client_id="tests",
            expires_at=datetime(2027, 1, 1, tzinfo=UTC),
        )

    async def answer(
        self,
        query: str,
        variables: dict[str, Any] | None = None,
        *,
        operation: str | None = None,
        reader: Reader | None = None,
    ) -> Answer:
        """The answer to a query, whatever it is."""
        context = RequestContext(
            services=self.services,
            viewer=self.viewer,
            request_id="request",
            locale=Locale.EN,
            reader=reader or self.reader(),
        )
        result = await self.schema.execute(
            query, variable_values=variables, operation_name=operation, context_value=context
        )
        errors = result.errors or []
        codes = [coded(error, Locale.EN).code.value for error in errors]
        data = orjson.loads(orjson.dumps(result.data))
        marks = frozenset(_with_hyphens(mark) for mark in each_mark(b" ".join(context.reader.seen.marks)))
        return Answer(data, codes, errors, result.extensions or {}, marks)

    async def ask(self, query: str, variables: dict[str, Any] | None = None) -> Any:
        """The data of an answer that must have no errors."""
        answer = await self.answer(query, variables)
        assert answer.errors == [], answer.errors
        return answer.data
