"""Handlers of commands about policies."""

from __future__ import annotations

from application.handlers.lines import above_of
from application.session import Session
from domain.core import Decision
from domain.organisation.state import Organisation
from domain.policies import decide
from domain.policies.commands import AdoptPolicy, AnnulAdoption, EndAdoption, PublishPack
from domain.policies.events import adoptions_id, pack_id
from domain.policies.state import PolicyAdoptions, PolicyPack


async def publish_pack(command: PublishPack, session: Session) -> Decision:
    """Make a version of a pack known."""
    pack = await session.load(PolicyPack, pack_id(command.pack.pack))
    return decide.publish_pack(pack, command, session.context)


async def adopt_policy(command: AdoptPolicy, session: Session) -> Decision:
    """Put rules in force, with a look at what is in force of each at the node, and at what lies above it."""
    pack = await session.load(PolicyPack, pack_id(command.pack))
    ids = {
        rule.series: adoptions_id(command.node_id, rule.series) for rule in decide.asked_for(pack, command)
    }
    adoptions = await session.load_many(PolicyAdoptions, ids.values())
    return decide.adopt_policy(
        pack,
        command,
        session.context,
        adoptions={series: adoptions[stream_id] for series, stream_id in ids.items()},
        node=await session.load(Organisation, command.node_id),
        approver=await session.load(Organisation, command.approved_by),
        above=await above_of(command.node_id, session),
    )


async def end_adoption(command: EndAdoption, session: Session) -> Decision:
    """End what is in force of a rule at a node."""
    adoptions = await session.load(PolicyAdoptions, adoptions_id(command.node_id, command.series))
    return decide.end_adoption(adoptions, command, session.context)


async def annul_adoption(command: AnnulAdoption, session: Session) -> Decision:
    """Say that an adoption never had effect."""
    adoptions = await session.load(PolicyAdoptions, adoptions_id(command.node_id, command.series))
    return decide.annul_adoption(adoptions, command, session.context)
