"""What the server around the schema is told by the composition root."""

from __future__ import annotations

from dataclasses import dataclass, field

from application.actor import Role
from graphql_api.cost.allowance import FAULTS_MS_PER_MINUTE, ROLE_ALLOWANCES, Allowances
from graphql_api.limits import Limits

LARGEST_MESSAGE_BYTES = 1024 * 1024  # that comes over a WebSocket


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerSettings:
    """How to serve. ``production`` refuses the development clock."""

    production: bool
    explorer: bool = True  # GraphiQL at /graphql for browsers
    largest_body_bytes: int = 4 * 1024 * 1024
    allowed_origins: frozenset[str] = frozenset()  # of pages that may ask here, beside our own
    requests: int = 256  # under way at a time
    requests_of_account: int = 64  # of these
    subscriptions: int = 1_000  # at a time
    subscriptions_of_account: int = 20  # of these
    sockets: int = 500  # WebSockets open at a time
    sockets_of_account: int = 10  # of these
    faults_ms_per_minute: int = FAULTS_MS_PER_MINUTE  # of the processor, for what an account sends in vain
    trusted_only: frozenset[Role] = frozenset()  # for which only registered documents are executed
    introspection: frozenset[Role] = frozenset(ROLE_ALLOWANCES)  # who may ask for the schema
    limits: Limits = field(default_factory=Limits)
    allowances: Allowances = field(default_factory=lambda: ROLE_ALLOWANCES)
    purpose_required: frozenset[Role] = frozenset()  # roles that must say what they read persons' data for
