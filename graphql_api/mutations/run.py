"""The way of every mutation: input to command, execute, answer. Rules live where commands are decided."""

from __future__ import annotations

from typing import TypeVar

from application.keys import LONGEST_KEY
from application.request import CommandRequest, CommandResult
from domain.core import RefusalCode
from event_store.records import Source
from graphql_api.context import RequestContext
from graphql_api.mutations.given import Given
from graphql_api.mutations.inputs import CommandInput
from graphql_api.mutations.payload import MutationPayload, payload_of

P = TypeVar("P", bound=MutationPayload)


async def run(context: RequestContext, payload: type[P], asked: CommandInput) -> P:
    """Give the command that an input asks for, and answer with ``payload``."""
    given = Given(context.services.ids)
    command = asked.command(given)
    authority = asked.authority_id(given)
    if not 0 < len(asked.idempotency_key) <= LONGEST_KEY:
        given.refuse(RefusalCode.INVALID_VALUE, "idempotencyKey")
    if given.refusals:
        unread = CommandResult(target_id=None, refusals=tuple(given.refusals))
        return payload_of(payload, unread, context.locale, asked.fields())
    request = CommandRequest(
        tenant_id=context.viewer.tenant_id,
        actor=context.viewer.actor,
        source=Source(client=context.viewer.client_id),
        command=command,
        key=asked.idempotency_key,
        made=tuple(given.made),
        display_name=given.display_name,
        text=given.text,
        authority=authority,
        clock=context.clock,
    )
    # The payload of a mutation before this one may have left a snapshot open. The command needs connections of its own:
    # held while waiting for them, the snapshot's could be the last of the pool.
    await context.reader.aclose()
    result = await context.services.executor.execute(request)
    return payload_of(payload, result, context.locale, asked.fields())
