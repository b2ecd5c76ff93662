"""The eventsourcing library's settings for a database: its own recorder, as its documentation configures it."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit


def library_environment(dsn: str, *, pool_size: int) -> dict[str, str]:
    """Environment of the library's application for a URL of this project's kind (a Unix socket as host)."""
    parts = urlsplit(dsn)
    return {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "POSTGRES_DBNAME": parts.path.lstrip("/"),
        "POSTGRES_HOST": unquote(parse_qs(parts.query)["host"][0]),
        "POSTGRES_PORT": "5432",
        "POSTGRES_USER": unquote(parts.username or ""),
        "POSTGRES_PASSWORD": "unused",
        "POSTGRES_POOL_SIZE": str(pool_size),
        "POSTGRES_MAX_OVERFLOW": "0",
        "POSTGRES_MAX_WAITING": "1000",
    }
