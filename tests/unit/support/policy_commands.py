"""Packs of one rule, and random commands about them."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID

from domain.core import DomainEvent
from domain.core.command import Command
from domain.meetings.events import MeetingKind
from domain.organisation.events import BranchForm, OrganisationKind
from domain.policies.commands import AdoptPolicy, AnnulAdoption, EndAdoption, PublishPack
from domain.policies.events import PolicyAdopted
from domain.policies.kind import Words
from domain.policies.kinds.meeting_frequency import MeetingFrequency
from domain.policies.modality import Modality
from domain.policies.pack import Level, Pack, PackRule, Reading
from domain.policies.periods import Unit
from domain.policies.registry import Rule
from tests.unit.support import world

Streams = Mapping[UUID, Sequence[DomainEvent]]
POLICIES = frozenset([PublishPack, AdoptPolicy, EndAdoption, AnnulAdoption])
PACKS = ("unit-rules", "township-rules", "county-rules")
VERSIONS = ("1", "2")
LEVELS: Mapping[str, Level] = {"unit-rules": "unit", "township-rules": "township", "county-rules": "county"}
MODALITIES: Mapping[str, Modality] = {"township-rules": Modality.SHOULD}
EFFECTIVE_FROM = date(2016, 1, 1)


def series_of(pack: str) -> str:
    """The one rule of a pack."""
    return f"{pack}/lecture"


def lectures(at_least: int = 1, per: Unit = Unit.QUARTER) -> MeetingFrequency:
    """So many lectures in each period."""
    return MeetingFrequency(
        meeting=MeetingKind.PARTY_LECTURE, per=per, at_least=at_least, partial_period="not_required"
    )


def pack_of(pack: str = "unit-rules", version: str = "1", *rules: Rule) -> Pack:
    """A pack of these rules, or of one about lectures; the level follows from its name."""
    return Pack(
        pack=pack,
        version=version,
        title=Words(zh="党课制度", en="Rules of lectures"),
        issuer=Words(zh="某单位", en="A unit"),
        issuer_level=LEVELS.get(pack, "unit"),
        source=Words(zh="内部文件", en="A paper"),
        effective_from=EFFECTIVE_FROM,
        rules=tuple(
            PackRule(
                series=series_of(pack) if number == 0 else f"{pack}/rule-{number}",
                title=Words(zh="党课", en="The lecture"),
                quote="按期上党课",
                quote_checked=True,
                modality=MODALITIES.get(pack, Modality.MUST),
                organisations=(OrganisationKind.PARTY_BRANCH,),
                forms=(BranchForm.REGULAR,),
                rule=rule,
                readings=(
                    Reading(
                        parameter="partial_period",
                        question=Words(zh="成立当期?", en="The first period?"),
                        chosen_by="组织部",
                    ),
                ),
            )
            for number, rule in enumerate(rules or (lectures(int(version)),))
        ),
    )


def publish(pack: str = "unit-rules", version: str = "1", *rules: Rule) -> PublishPack:
    """Publishing it."""
    return PublishPack(pack=pack_of(pack, version, *rules), pack_sha256="ab" * 32)


def some_policy_command(cls: type[Command], chance: random.Random, streams: Streams) -> Command | None:
    """A command of that class that often fits what the log has."""
    if cls is PublishPack:
        return publish(chance.choice(PACKS), chance.choice(VERSIONS))
    if cls is AdoptPolicy:
        node_id = chance.choice((world.COMMITTEE, world.TOWNSHIP, world.BRANCH, world.OTHER_BRANCH))
        return AdoptPolicy(
            node_id=node_id,
            pack=chance.choice(PACKS),
            version=chance.choice(VERSIONS),
            since=world.TODAY - timedelta(days=chance.choice((0, 0, 3, -9))),
            approved_by=chance.choice((node_id, world.COMMITTEE)),
            replaces=chance.random() < 0.6,
        )
    adopted = [event for events in streams.values() for event in events if isinstance(event, PolicyAdopted)]
    if not adopted:
        return None
    one = chance.choice(adopted)
    if cls is EndAdoption:
        until = one.since + timedelta(days=chance.choice((0, 1, 5)))
        return EndAdoption(node_id=one.node_id, series=one.series, until=until)
    return AnnulAdoption(
        node_id=one.node_id, series=one.series, since=one.since, reason=chance.choice(("MISTAKEN", None))
    )
