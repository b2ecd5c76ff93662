"""What a request carries: the services of the process, who asks, and the snapshot that its queries read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias

import strawberry

from application.actor import Actor
from application.capacity import Capacity
from domain.core import Ids
from graphql_api.messages import Locale
from graphql_api.rehearsals.turns import Turns

if TYPE_CHECKING:
    import asyncpg

    from application.counties import Counties
    from application.documents.openings import Openings
    from application.documents.vault import Vault
    from application.executor import CommandExecutor
    from application.read_audit import Purpose, ReadAudit
    from event_store.shares import Shares
    from graphql_api.cost.account import Account
    from graphql_api.read.reader import Reader
    from projections.framework.positions import Positions


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """What the composition root makes once a process, and every request uses."""

    executor: CommandExecutor
    counties: Counties
    read_pool: asyncpg.Pool[asyncpg.Record]
    read_shares: Shares  # of it: what an account's operations read goes through the account's own
    positions: Positions
    read_audit: ReadAudit
    vault: Vault  # of sealed documents
    openings: Openings
    ids: Ids
    rehearsals: Turns = field(default_factory=Turns)
    small_cell: int  # the fewest persons of whom figures tell callers who may not see the persons


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """The caller: an account that acts in one capacity in one county, through a client program.

    A token that names no role leaves that to the log (``by_log``): until a capacity is chosen, it may be nobody's.
    """

    tenant_id: str
    actor: Actor
    issuer: str  # who vouches for the account: two may each have one of the same name
    client_id: str
    expires_at: datetime
    by_log: bool = False
    capacities: tuple[Capacity, ...] = ()  # those that the log gives the account today


@dataclass(slots=True, kw_only=True)
class RequestContext:
    """One request. Resolvers find it as ``info.context``."""

    services: Services
    viewer: Viewer
    request_id: str
    locale: Locale
    reader: Reader
    account: Account | None = None  # what the operation is charged to; None: nobody counts
    purpose: Purpose | None = None  # for which the caller says that persons' data are read
    document_name: str | None = None  # of a registered one
    knows_schema: bool = True  # whether the caller may ask for it
    kind: str = ""  # of its operation, once that is known: query, mutation
    clock: datetime | None = None  # development only: the time at which commands of a rehearsal are given


Info: TypeAlias = strawberry.Info[RequestContext, None]
