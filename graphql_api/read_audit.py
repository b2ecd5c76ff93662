"""Records who read whose data by an operation, before its answer leaves."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

from graphql import OperationDefinitionNode

from application.access import FieldGroup, Relation, relations
from application.read_audit import Reading
from domain.core.ids import uuid7
from graphql_api.context import RequestContext
from graphql_api.read.seen import groups_of

LONGEST_NAME = 100  # characters that are kept of an operation's name: clients choose it


async def record_reading(context: RequestContext, document: str, operation: OperationDefinitionNode) -> None:
    """See to it that what the operation told of persons is recorded.

    Raises ReadAuditUnavailableError: what was read may not leave then.
    """
    reading = reading_of(context, document, operation)
    if reading is not None:
        await context.services.read_audit.record(reading)


def reading_of(context: RequestContext, document: str, operation: OperationDefinitionNode) -> Reading | None:
    """The record of an operation; None where it told of nobody but the caller."""
    viewer, reader = context.viewer, context.reader
    actor = viewer.actor
    told = context.services.read_audit.sets.told(viewer.tenant_id, reader.seen.marks)
    groups = [group for group in groups_of(told.groups) if not _is_of_oneself_alone(context, group)]
    if not groups:
        return None
    name = operation.name.value[:LONGEST_NAME] if operation.name else None
    return Reading(
        reading_id=uuid7(),
        tenant_id=viewer.tenant_id,
        read_at=datetime.now(UTC),
        account=actor.account_id,
        role=actor.role.value,
        place_id=actor.place,
        grid_id=actor.grid,
        member_id=actor.member_id,
        client=viewer.client_id,
        purpose=context.purpose,
        operation=name,
        document=hashlib.sha256(document.encode(errors="surrogatepass")).hexdigest(),
        document_name=context.document_name,
        request_id=context.request_id,
        position=reader.position or 0,
        as_of=sorted({echo.moment.position or 0 for echo in reader.echoes.values()}),
        field_groups=[group.value for group in groups],
        told=told,
    )


def _is_of_oneself_alone(context: RequestContext, group: FieldGroup) -> bool:
    """Whether the caller sees data of the group about oneself, and of nobody else."""
    return relations(context.viewer.actor, group) <= {Relation.SELF}
