"""A county that lives by policies: two townships, branches with groups, its days closed as time passes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from application.actor import Actor, Role
from application.counties import Counties
from application.display_names import DisplayNames
from application.executor import CommandExecutor
from application.keys import CommandKeys
from application.request import CommandRequest, CommandResult
from domain.clock.commands import CloseDay
from domain.core import DomainEvent, Occurred
from domain.core.command import Command
from domain.core.ids import Ids, RandomIds
from domain.county.commands import FoundCounty
from domain.county.events import COUNTY_ID
from domain.meetings.commands import ConcludeMeeting, FreezeRoster, NotifyMeeting, PlanMeeting
from domain.meetings.events import MeetingKind
from domain.membership.commands import RegisterMember
from domain.membership.events import MemberKind
from domain.organisation.commands import FoundOrganisation
from domain.organisation.events import OrganisationKind
from domain.policies import BuiltInBook
from domain.policies.commands import AdoptPolicy, PublishPack
from domain.policies.kind import Words
from domain.policies.modality import Modality
from domain.policies.pack import Level, Pack, PackRule, Reading
from domain.policies.registry import KINDS, Rule
from domain.verdicts.events import STREAM
from event_store.connections import Connections
from event_store.pool import Pool
from event_store.records import Source
from event_store.store import EventStore
from process_managers.announcer import Announcer
from process_managers.assessor import Assessor
from projections.framework.rebuild import Rebuilder
from projections.framework.runner import Projector
from projections.registry import READ_MODELS

ZONE = ZoneInfo("Asia/Shanghai")
A_DAY = timedelta(days=1)


def pack(
    name: str,
    version: str,
    rules: Mapping[str, Rule],
    *,
    level: Level = "county",
    modality: Modality = Modality.MUST,
    organisations: tuple[OrganisationKind, ...] = (OrganisationKind.PARTY_BRANCH,),
) -> Pack:
    """A pack of some rules, by what comes after its name in their series."""
    words = Words(zh="试行办法", en="Rules on trial")
    return Pack(
        pack=name,
        version=version,
        title=words,
        issuer=words,
        issuer_level=level,
        source=words,
        effective_from=date(2020, 1, 1),
        rules=tuple(
            PackRule(
                series=f"{name}/{series}",
                title=words,
                quote="规定",
                quote_checked=True,
                modality=modality,
                organisations=organisations,
                rule=rule,
                readings=tuple(
                    Reading(parameter=point, question=words, chosen_by="测试")
                    for point in KINDS[type(rule)].open_points
                ),
            )
            for series, rule in rules.items()
        ),
    )


def adopting(
    pack: Pack, node_id: UUID, since: date, *, approved_by: UUID, replaces: bool = False
) -> list[Command]:
    """Publish a pack, and put all its rules in force at a node."""
    return [
        PublishPack(pack=pack, pack_sha256=hashlib.sha256(msgspec.json.encode(pack)).hexdigest()),
        AdoptPolicy(
            node_id=node_id,
            pack=pack.pack,
            version=pack.version,
            since=since,
            approved_by=approved_by,
            replaces=replaces,
        ),
    ]


class Office:
    """Sends commands as of its own time, which only goes forward, and closes the days that pass."""

    def __init__(
        self,
        pool: Pool,
        projector_pool: Pool,
        *,
        opened: date,
        tenant: str = "county-a",
        ids: Ids | None = None,
    ) -> None:
        self.tenant = tenant
        self.today = opened
        self.unclosed: list[date] = []  # days that are over, as nobody has recorded yet
        self.ids = ids or RandomIds()
        self.committee, self.township, self.other_township = (self.ids.new_id() for _ in range(3))
        self.heir, self.merged = self.ids.new_id(), self.ids.new_id()  # of a merger, where there is one
        self.store = EventStore(pool)
        self.projector = Projector(projector_pool, EventStore(projector_pool), READ_MODELS)
        self._pool, self._projector_pool = pool, projector_pool
        self._sent = 0
        self.executor = self.executor_on(self.store)

    def executor_on(self, store: EventStore) -> CommandExecutor:
        """What runs its commands."""
        return CommandExecutor(
            store=store,
            names=DisplayNames(Connections(self._pool)),
            keys=CommandKeys(b"a secret of these tests"),
            ids=self.ids,
            policies=BuiltInBook(),
            counties=Counties(store, production=False),
        )

    async def open(self) -> None:
        """Found the county and its two townships on the day of opening."""
        await self.do(
            FoundCounty(
                county_id=COUNTY_ID,
                committee_id=self.committee,
                name="醴陵市",
                committee_name="中共醴陵市委",
                division_code="430281",
                time_zone="Asia/Shanghai",
                rehearsal=True,
            ),
            role=Role.OPERATOR,
        )
        for township in (self.township, self.other_township):
            await self.found(OrganisationKind.PARTY_COMMITTEE, self.committee, id_=township)

    async def do(self, *commands: Command, role: Role = Role.COUNTY_SECRETARY) -> list[CommandResult]:
        """Run commands today; each must be accepted."""
        results = await self.executor.execute_many([self._request(one, role) for one in commands])
        refused = [result.refusals for result in results if result.refusals]
        assert refused == [], refused
        return results

    async def try_to(self, *commands: Command) -> bool:
        """Run commands today; whether all were accepted."""
        results = await self.executor.execute_many(
            [self._request(one, Role.COUNTY_SECRETARY) for one in commands]
        )
        return not any(result.refusals for result in results)

    def _request(self, command: Command, role: Role) -> CommandRequest:
        self._sent += 1
        return CommandRequest(
            tenant_id=self.tenant,
            actor=Actor(f"account:{role.value.lower()}", role),
            source=Source("tests"),
            command=command,
            key=f"key-{self._sent}",
            clock=datetime.combine(self.today, time(20), ZONE).astimezone(UTC),
        )

    async def until(self, day: date, *, closing: bool = True) -> None:
        """Close all days before this one, which is today then; or leave it to a later call to close them."""
        while self.today < day:
            self.unclosed.append(self.today)
            self.today += A_DAY
        while closing and self.unclosed:
            await self.do(CloseDay(day=self.unclosed.pop(0)), role=Role.PROCESS_MANAGER)

    async def found(
        self,
        kind: OrganisationKind = OrganisationKind.PARTY_BRANCH,
        parent: UUID | None = None,
        *,
        id_: UUID | None = None,
        on: date | None = None,
        members: int = 1,
        **more: Any,
    ) -> UUID:
        """An organisation, below the first township unless said otherwise; a branch has a member from the start."""
        organisation_id = id_ or self.ids.new_id()
        await self.do(
            FoundOrganisation(
                organisation_id=organisation_id,
                kind=kind,
                name="组织",
                parent_id=parent or self.township,
                occurred_at=Occurred.on(on) if on else None,
                **more,
            )
        )
        if kind is OrganisationKind.PARTY_BRANCH:
            await self.register(organisation_id, members)
        return organisation_id

    async def adopt(
        self, pack: Pack, *, node: UUID | None = None, since: date | None = None, replaces: bool = False
    ) -> None:
        """Publish a pack, and put all its rules in force at a node, the county's by default."""
        node_id, since = node or self.committee, since or self.today
        await self.do(*adopting(pack, node_id, since, approved_by=self.committee, replaces=replaces))

    async def try_adopting(self, pack: Pack, *, node: UUID, since: date) -> bool:
        """The same in place of what is in force, if that can be."""
        return await self.try_to(*adopting(pack, node, since, approved_by=self.committee, replaces=True))

    async def meet(
        self, organisation_id: UUID, kind: MeetingKind, on: date | None = None, *, told: date | None = None
    ) -> UUID:
        """A meeting that took place, today or earlier; recorded today."""
        meeting_id, held_on = self.ids.new_id(), on or self.today
        commands: list[Command] = [
            PlanMeeting(meeting_id=meeting_id, organisation_id=organisation_id, kind=kind, held_on=held_on)
        ]
        if told:
            commands.append(
                NotifyMeeting(meeting_id=meeting_id, channel="PHONE", occurred_at=Occurred.on(told))
            )
        commands.append(FreezeRoster(meeting_id=meeting_id))
        commands.append(ConcludeMeeting(meeting_id=meeting_id, occurred_at=Occurred.on(held_on)))
        await self.do(*commands)
        return meeting_id

    async def verdicts(self, organisation_id: UUID, *columns: str) -> dict[tuple[str, str], Any]:
        """How an organisation stands, by series (without the pack's name) and period; its status by default."""
        await self.project()
        rows = await self._rows(
            "SELECT * FROM read_model.compliance WHERE tenant_id = $1 AND organisation_id = $2",
            organisation_id,
        )
        return {self._slot(row): self._told(row, columns) for row in rows}

    async def statuses(self, organisation_id: UUID, period: str) -> list[tuple[str, str]]:
        """The series and statuses of all slots of a period."""
        await self.project()
        rows = await self._rows(
            "SELECT * FROM read_model.compliance WHERE tenant_id = $1 AND organisation_id = $2 AND period = $3",
            organisation_id,
            period,
        )
        return [(row["series"], row["status"]) for row in rows]

    async def events_of(self, stream_id: UUID) -> list[DomainEvent]:
        """The events of a stream."""
        streams = await self.store.read_streams(self.tenant, [stream_id])
        return [record.domain_event for record in streams[stream_id]]

    async def register(self, branch_id: UUID, members: int) -> None:
        """So many full members join the branch today."""
        await self.do(
            *(
                RegisterMember(
                    member_id=self.ids.new_id(),
                    branch_id=branch_id,
                    kind=MemberKind.FULL,
                    joined_on=date(1999, 7, 1),
                    name_id=self.ids.new_id(),
                )
                for _ in range(members)
            )
        )

    async def past(self, organisation_id: UUID, *, on: date, known: int | None = None) -> dict[Any, Any]:
        """How it stood on a day, as known at a position (now by default)."""
        await self.project()
        rows = await self._rows(
            "SELECT * FROM read_model.compliance_versions WHERE tenant_id = $1 AND organisation_id = $2"
            " AND true_from <= $3 AND true_to > $3 AND known_from <= $4 AND known_to > $4",
            organisation_id,
            on,
            known if known is not None else 2**62,
        )
        return {self._slot(row): row["status"] for row in rows}

    @staticmethod
    def _slot(row: Any) -> tuple[str, str]:
        return row["series"].partition("/")[2], row["period"]

    @staticmethod
    def _told(row: Any, columns: Iterable[str]) -> Any:
        names = tuple(columns) or ("status",)
        told = tuple(msgspec.json.decode(row[n]) if n in ("remarks", "shortfalls") else row[n] for n in names)
        return told if len(told) > 1 else told[0]

    async def _rows(self, sql: str, *arguments: Any) -> list[Any]:
        async with self._projector_pool.acquire() as connection:
            return list(await connection.fetch(sql, self.tenant, *arguments))

    async def project(self) -> int:
        """Fold all there is; the position reached."""
        reached = await self.projector.run(self.tenant)
        parked = await self._rows("SELECT error FROM read_model.parked WHERE tenant_id = $1")
        assert [row["error"] for row in parked] == []
        return reached

    def announcer(self, executor: CommandExecutor | None = None) -> Announcer:
        """A worker that announces verdicts."""
        connections = Connections(self._projector_pool)
        return Announcer(connections=connections, store=self.store, executor=executor or self.executor)

    async def announce(self) -> int:
        """Announce until nothing is left; how many announcements that took."""
        announced = 0
        while True:
            await self.project()
            count = await self.announcer().run(self.tenant)
            if not count:
                return announced
            announced += count

    def assessor(self, executor: CommandExecutor | None = None) -> Assessor:
        """A worker that tells what periods came to."""
        connections = Connections(self._projector_pool)
        return Assessor(connections=connections, store=self.store, executor=executor or self.executor)

    async def assess(self) -> int:
        """Announce, and tell what periods came to, until nothing is left; how many were told."""
        await self.announce()
        assessed = await self.assessor().run(self.tenant)
        await self.project()
        return assessed

    async def announced(self, organisation_id: UUID) -> list[DomainEvent]:
        """Everything that was announced of an organisation, in the order of the log."""
        log = await self.store.read_log(self.tenant, 0, 100_000)
        return [
            event.domain_event
            for event in log
            if event.stream_type == STREAM and event.domain_event.subjects() == (organisation_id,)
        ]

    async def is_sound(self) -> bool:
        """Whether a rebuild comes to the same rows."""
        await self.project()
        rebuilder = Rebuilder(self._projector_pool, EventStore(self._projector_pool), READ_MODELS)
        report = await rebuilder.verify(self.tenant)
        assert [str(line) for table in report.tables for line in table.first] == []
        return report.is_same
