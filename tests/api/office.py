"""A county that lives by policies, and whose compliance is asked by GraphQL."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from application.actor import Actor, Role
from domain.core import Occurred
from domain.meetings.commands import ConcludeMeeting, FreezeRoster, PlanMeeting
from domain.meetings.events import MeetingKind
from domain.membership.commands import RegisterMember
from domain.membership.events import MemberKind
from domain.organisation.events import OrganisationKind
from domain.policies.pack import Pack
from domain.policies.pack_reading import read_pack
from event_store.pool import Pool
from graphql_api.read import encode_id
from tests.api.read.county import Asker
from tests.projections.compliance.office import Office

PACKS = Path(__file__).parents[2] / "packs"
OPENED = date(2026, 1, 1)


def shipped(name: str) -> Pack:
    """The pack packs/NAME.toml."""
    return read_pack((PACKS / f"{name}.toml").read_bytes()).pack


class AskedOffice(Office):
    """An office whose county can be asked, by an inspector unless said otherwise."""

    def __init__(self, app: Pool, projector: Pool, asker: Asker, *, opened: date = OPENED) -> None:
        super().__init__(app, projector, opened=opened)
        self.asker = asker

    async def ask(
        self, query: str, variables: dict[str, Any] | None = None, *, actor: Actor | None = None
    ) -> Any:
        """The data of an answer that must have no errors, once everything is folded."""
        await self.project()
        asker = self.asker if actor is None else self.as_(actor)
        return await asker.ask(query, variables)

    async def group(self, branch_id: UUID) -> UUID:
        """A party group of a branch, with a member of its own."""
        group_id = await self.found(OrganisationKind.PARTY_GROUP, branch_id)
        await self.do(
            RegisterMember(
                member_id=self.ids.new_id(),
                branch_id=branch_id,
                kind=MemberKind.FULL,
                joined_on=date(1999, 7, 1),
                name_id=self.ids.new_id(),
                group_id=group_id,
            )
        )
        return group_id

    async def gather(self, branch_id: UUID, *kinds: MeetingKind) -> None:
        """One gathering today that is several meetings at once."""
        gathering_id = self.ids.new_id()
        for kind in kinds:
            await self.hold(branch_id, kind, gathering_id=gathering_id)

    async def hold(self, organisation_id: UUID, kind: MeetingKind, **planned: Any) -> UUID:
        """A meeting that took place today, with more said of it when it was planned."""
        meeting_id = self.ids.new_id()
        await self.do(
            PlanMeeting(
                meeting_id=meeting_id,
                organisation_id=organisation_id,
                kind=kind,
                held_on=self.today,
                **planned,
            ),
            FreezeRoster(meeting_id=meeting_id),
            ConcludeMeeting(meeting_id=meeting_id, occurred_at=Occurred.on(self.today)),
        )
        return meeting_id

    def as_(self, actor: Actor) -> Asker:
        """Who asks as somebody else."""
        return Asker(self.asker.schema, self.asker.services, actor, self.tenant)


INSPECTOR = Actor("inspector", Role.INSPECTOR)


def organisation(id_: UUID) -> str:
    """Its id in the schema."""
    return encode_id("Organisation", id_)
