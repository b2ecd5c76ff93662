"""A small county that lives through a seeded random history, by the same commands as everyone's."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from uuid import UUID
from weakref import finalize

from application.actor import Actor, Role
from application.counties import Counties
from application.display_names import DisplayNames
from application.documents.directory import KeyDirectory
from application.documents.vault import Vault
from application.executor import CommandExecutor
from application.keys import CommandKeys
from application.request import CommandRequest, CommandResult
from domain.core import Occurred
from domain.core.command import Command
from domain.county.commands import AdoptModule, FoundCounty
from domain.county.events import COUNTY_ID, Module
from domain.grids import commands as grids
from domain.leave import commands as leave
from domain.organisation import commands as organisation
from domain.organisation.events import BranchSector, OrganisationKind
from domain.policies import BuiltInBook
from event_store.connections import Connections
from event_store.pool import Pool
from event_store.records import Source
from event_store.store import EventStore
from tests.projections.commands import RandomCommands
from tests.projections.conveyances import Conveyances
from tests.projections.documents import Documents
from tests.projections.gridwork import GridWork
from tests.projections.lectures import Lectures
from tests.projections.minutes import Minutes
from tests.projections.moves import Moves
from tests.projections.objections import Objections
from tests.projections.obligations import Obligations
from tests.projections.offices import Offices
from tests.projections.peer_reviews import PeerReviews
from tests.projections.people import People
from tests.projections.plans import Plans
from tests.projections.policies import Policies
from tests.projections.policy_departures import Departures
from tests.projections.procedures import Procedures
from tests.projections.projects import Projects
from tests.projections.public_items import PublicItems
from tests.projections.resolutions import Resolutions
from tests.projections.service import Service
from tests.projections.structure import Structure
from tests.projections.verdicts import Verdicts
from tests.projections.violations import Violations


def _oneself(command: Command, role: Role) -> UUID | None:
    """Members speak for nobody but themselves."""
    return getattr(command, "member_id", None) if role is Role.MEMBER else None


class World(RandomCommands):
    """One county: it sends commands, and learns from what the log says then."""

    def __init__(self, pool: Pool, *, seed: int, tenant: str = "county-a") -> None:
        super().__init__(seed)
        self.offices = Offices(self, seed)
        self.documents = Documents(self, seed)
        self.structure = Structure(self, seed)
        self.moves = Moves(self, seed)
        self.people = People(self, seed)
        self.service = Service(self, seed)
        self.gridwork = GridWork(self, seed)
        self.projects = Projects(self, seed)
        self.minutes = Minutes(self, seed)
        self.plans = Plans(self, seed)
        self.policies = Policies(self, seed)
        self.verdicts = Verdicts(self, seed)
        self.obligations = Obligations(self, seed)
        self.departures = Departures(self, seed)
        self.procedures = Procedures(self, seed)
        self.conveyances = Conveyances(self, seed)
        self.objections = Objections(self, seed)
        self.lectures = Lectures(self, seed)
        self.resolutions = Resolutions(self, seed)
        self.violations = Violations(self, seed)
        self.public_items = PublicItems(self, seed)
        self.peer_reviews = PeerReviews(self, seed)
        self.tenant = tenant
        self.refused = 0
        self.store = EventStore(pool)
        keys = Path(mkdtemp())
        finalize(self, rmtree, keys)
        self._executor = CommandExecutor(
            store=self.store,
            names=DisplayNames(Connections(pool)),
            keys=CommandKeys(b"a secret of these tests"),
            ids=self.ids,
            policies=BuiltInBook(),
            counties=Counties(self.store, production=False),
            vault=Vault(Connections(pool), KeyDirectory(keys)),
        )
        self._sent = 0
        self.committee_id = self.ids.new_id()

    async def build(self, *, townships: int = 2, branches: int = 3, members: int = 6) -> None:
        """Found the county: its trees, ``branches`` a township and ``members`` a branch."""
        await self.send(
            [
                FoundCounty(
                    county_id=COUNTY_ID,
                    committee_id=self.committee_id,
                    name="醴陵市",
                    committee_name="中共醴陵市委",
                    division_code="430281",
                    time_zone="Asia/Shanghai",
                    rehearsal=True,
                    occurred_at=Occurred("2026-01"),
                )
            ],
            Role.OPERATOR,
        )
        await self.send([AdoptModule(county_id=COUNTY_ID, module=Module.POINTS)])
        for number in range(townships):
            await self._build_township(number, branches)
        await self._build_grids()
        await self.send(self.register(branch) for branch in self.branches for _ in range(members))
        await self.send([self.documents.circular()])

    async def live(self, commands: int, *, at_once: int = 40) -> None:
        """Let ``commands`` random commands happen, some days apart."""
        for start in range(0, commands, at_once):
            self.clock += timedelta(hours=self.random.randrange(60))
            await self.send(self.days_over(), Role.PROCESS_MANAGER)
            chosen = [self.any_command() for _ in range(min(at_once, commands - start))]
            await self.send(command for command in chosen if command)
            await self._reclassify(c.leave_id for c in chosen if isinstance(c, leave.GrantLeave))
        for _ in range(commands // 40):
            await self.send(self.offices.some_commands(3))
            await self.send(self.documents.some_commands(3))
            for _ in range(4):  # each of their steps supposes those before
                await self.send(self.people.some_commands(5))
            await self.send(self.service.some_commands(6))
            await self.send(self.gridwork.some_commands(12))
            await self.send(self.projects.some_commands(8))
            await self.send(self.minutes.some_commands(12))
            await self.send(self.plans.some_commands(8))
            await self.send(self.policies.some_commands(5))
            await self.send(self.departures.some_commands(4))
            await self.send(self.verdicts.some_commands(4), Role.PROCESS_MANAGER)
            await self.send(self.obligations.found(5), Role.PROCESS_MANAGER)
            await self.send(self.obligations.acted(3))
            await self.send(self.procedures.some_commands(8))
            await self.send(self.conveyances.some_commands(8))
            await self.send(self.objections.raised(4))
            await self.send(self.objections.decided(2), Role.TOWNSHIP_SECRETARY)
            await self.send(self.conveyances.own_words(2), Role.MEMBER)
            await self.send(self.lectures.some_commands(8))
            await self.send(self.resolutions.some_commands(8))
            await self.send(self.violations.some_commands(8))
            await self.send(self.public_items.some_commands(8))
            await self.send(self.peer_reviews.some_commands(8))
            asked = self.ask_afterwards()
            await self.send(asked)
            await self.send(leave.GrantLeave(leave_id=request.leave_id) for request in asked)
            await self._reclassify(request.leave_id for request in asked if request.leave_id in self.leaves)
        await self.structure.live(commands)
        await self.moves.live(commands)

    async def _reclassify(self, leave_ids: Iterable[UUID]) -> None:
        await self.send((c for id_ in leave_ids for c in self.reclassify(id_)), Role.PROCESS_MANAGER)

    async def send(
        self, commands: Iterable[Command], role: Role = Role.COUNTY_SECRETARY
    ) -> list[CommandResult]:
        """Run commands at the present time."""
        requests = [self._request(command, role) for command in commands]
        if not requests:
            return []
        results = await self._executor.execute_many(requests)
        self.refused += sum(bool(result.refusals) for result in results)
        for record in await self.store.read_log(self.tenant, len(self.events), 1_000_000):
            self.learn(record.domain_event)
        return results

    def _actor(self, command: Command, role: Role) -> Actor:
        """Townships act at their place, here the county's committee."""
        place = self.committee_id if role is Role.TOWNSHIP_SECRETARY else None
        account = f"account:{role.value.lower()}"
        return Actor(account, role, place=place, member_id=_oneself(command, role))

    def _request(self, command: Command, role: Role) -> CommandRequest:
        self._sent += 1
        return CommandRequest(
            tenant_id=self.tenant,
            actor=self._actor(command, role),
            source=Source("tests"),
            command=command,
            key=f"key-{self._sent}",
            clock=self.clock,
        )

    async def _build_township(self, number: int, branches: int) -> None:
        township = self.ids.new_id()
        code = f"43028110{number}"
        commands = [
            self._found(
                township, OrganisationKind.PARTY_COMMITTEE, f"镇{number}党委", self.committee_id, code
            )
        ]
        self.townships.append(township)
        for n in range(branches):
            branch = self.ids.new_id()
            self.branches.append(branch)
            sector = self.random.choice(list(BranchSector))
            village = f"{code}{n:03d}" if self.random.random() < 0.5 else None
            commands.append(
                self._found(branch, OrganisationKind.PARTY_BRANCH, f"支部{n}", township, village, sector)
            )
            self.groups[branch] = [self.ids.new_id() for _ in range(self.random.randrange(3))]
            commands += [
                self._found(group, OrganisationKind.PARTY_GROUP, "小组", branch)
                for group in self.groups[branch]
            ]
        await self.send(commands)

    def _found(
        self,
        organisation_id: UUID,
        kind: OrganisationKind,
        name: str,
        parent_id: UUID,
        division_code: str | None = None,
        sector: BranchSector | None = None,
    ) -> Command:
        return organisation.FoundOrganisation(
            organisation_id=organisation_id,
            kind=kind,
            name=name,
            parent_id=parent_id,
            division_code=division_code,
            sector=sector,
        )

    async def _build_grids(self) -> None:
        above: list[UUID | None] = [None]
        commands: list[Command] = []
        for level in range(1, 6):
            here = []
            for parent_id in above:
                for n in range(2 if level < 3 else 1):
                    code = f"43028110{n}" if level == 2 else None
                    grid_id = self.ids.new_id()
                    commands.append(
                        grids.DefineGrid(
                            grid_id=grid_id,
                            level=level,
                            name=f"网格{level}",
                            parent_id=parent_id,
                            division_code=code,
                        )
                    )
                    here.append(grid_id)
            self.grids.append(here)
            above = [*here]
        places = [*self.branches, *(group for groups in self.groups.values() for group in groups)]
        covered = [place for place in places if self.random.random() < 0.6]
        commands += [self.cover(place, date(2025, 12, 1)) for place in covered]
        await self.send(commands)
