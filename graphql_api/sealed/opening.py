"""The way to a sealed text: what the caller may see, the key, the record of the opening, and only then the answer."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from application.documents.openings import Opening
from application.documents.sealing import UnreadableError
from domain.core.ids import uuid7
from graphql_api.context import RequestContext
from graphql_api.read import NotFoundError
from graphql_api.read.caller import CallerScope
from graphql_api.read.declare import read_types
from graphql_api.read.marks import mark_of
from graphql_api.read.scope import scope_predicate
from graphql_api.read.sources import Row
from graphql_api.read.statement import Parameters


class Opened(NamedTuple):
    """A text, and the salt over which the log tells its hash."""

    text: str
    salt: bytes


class _Sealed(NamedTuple):
    document_id: UUID
    person_id: UUID | None
    salted_sha256: str
    sealed: bytes
    mark: str  # of whom it tells, for the record of readings


async def open_text(context: RequestContext, document_id: UUID) -> Opened | None:
    """What a document says; None for one that was erased.

    Raises NotFoundError, NoKeyError, UnreadableError, KeysUnavailableError and ReadAuditUnavailableError.
    """
    found = await _found(context, document_id)
    if found is None:
        return None
    text, salt = await context.services.vault.open(
        context.viewer.tenant_id, document_id, found.sealed, found.salted_sha256
    )
    await _record(context, found, was_checked=False)
    return Opened(text, salt)


async def check_text(context: RequestContext, document_id: UUID, text: str) -> bool | None:
    """Whether a document says exactly that; None for one that was erased. Raises as ``open_text``."""
    found = await _found(context, document_id)
    if found is None:
        return None
    is_it = await context.services.vault.is_text(
        context.viewer.tenant_id, document_id, text, found.salted_sha256
    )
    await _record(context, found, was_checked=True)
    return is_it


async def _found(context: RequestContext, document_id: UUID) -> _Sealed | None:
    """A document that the caller may see, in the operation's snapshot."""
    read_type = read_types()["Document"]

    def statement(caller: CallerScope, parameters: Parameters) -> str:
        row = Row("t", None)
        return (
            f"SELECT t.member_id, t.salted_sha256, t.erased_on, s.sealed, {row.sql(mark_of(read_type) or '')} AS mark"  # noqa: S608
            f" FROM {row.source(read_type)} LEFT JOIN sealed.document AS s"
            " ON s.tenant_id = t.tenant_id AND s.document_id = t.document_id"
            f" WHERE {scope_predicate(read_type, caller, row)} AND t.document_id = {parameters.add(document_id)}"
        )

    rows = await context.reader.fetch(statement)
    if not rows:
        raise NotFoundError
    row = rows[0]
    if row["erased_on"] is not None:
        context.reader.seen.note(row["mark"])
        return None
    if row["sealed"] is None:
        raise UnreadableError(UnreadableError.__doc__)
    return _Sealed(document_id, row["member_id"], row["salted_sha256"], row["sealed"], row["mark"])


async def _record(context: RequestContext, found: _Sealed, *, was_checked: bool) -> None:
    """Keep the record; what is told after it counts as read of that person too."""
    actor = context.viewer.actor
    await context.services.openings.record(
        Opening(
            tenant_id=context.viewer.tenant_id,
            opening_id=uuid7(),
            document_id=found.document_id,
            person_id=found.person_id,
            was_checked=was_checked,
            account=actor.account_id,
            role=actor.role.value,
            place_id=actor.place,
            member_id=actor.member_id,
            client=context.viewer.client_id,
            purpose=context.purpose,
            request_id=context.request_id,
        )
    )
    context.reader.seen.note(found.mark)
