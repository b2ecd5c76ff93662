"""Obligations in the county under test, opened without a rule: as by a worker that has seen more than the log holds."""

from __future__ import annotations

from uuid import UUID

from application.actor import Actor, Role
from application.counties import Counties
from application.display_names import DisplayNames
from application.executor import CommandExecutor
from application.keys import CommandKeys
from application.request import CommandRequest
from domain.core import deterministic_id
from domain.core.ids import RandomIds
from domain.obligations.commands import ReconcileObligation
from domain.obligations.grounds import Consequence, Ground, SubjectKind, obligation_id
from domain.policies import BuiltInBook
from event_store.records import Source
from graphql_api.read import encode_id
from tests.api.client import TENANT, Api, key_of
from tests.api.county import TODAY

# No look of a worker is later: so none withdraws what no rule demands.
_LATER_THAN_ALL = 2**52


async def obliged(
    api: Api, subject: str, organisation: str, *, key: str = "2026-H1/1", facts: tuple[UUID, ...] = ()
) -> str:
    """A talk that is due about a member or an organisation."""
    kind = SubjectKind.MEMBER if encode_id("Member", key_of(subject)) == subject else SubjectKind.ORGANISATION
    rule = deterministic_id("rule of these tests")
    ground = Ground(
        series="county/absence",
        node_id=key_of(organisation),
        version_id=rule,
        event_ids=facts or (deterministic_id("fact", subject, key),),
    )
    command = ReconcileObligation(
        subject_kind=kind,
        subject_id=key_of(subject),
        consequence=Consequence.TALK,
        key=key,
        facts_position=_LATER_THAN_ALL,
        organisation_id=key_of(organisation),
        grounds=(ground,),
        due_on=TODAY,
    )
    request = CommandRequest(
        tenant_id=TENANT,
        actor=Actor("process:obligations", Role.PROCESS_MANAGER),
        source=Source("tests"),
        command=command,
        key=f"{subject} {key}",
    )
    (result,) = await _executor(api).execute_many([request])
    assert result.first_position is not None, result.refusals
    return encode_id("Obligation", obligation_id(command.subject_id, command.consequence, key))


def _executor(api: Api) -> CommandExecutor:
    return CommandExecutor(
        store=api.store,
        names=DisplayNames(api.store._connections),  # which none of its commands gives
        keys=CommandKeys(b"a secret of these tests"),
        ids=RandomIds(),
        policies=BuiltInBook(),
        counties=Counties(api.store, production=False),
    )
