"""Fields that name an event which another object rests on."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from graphql_api.read import column, encode_id


def named_event(description: str, name: str) -> Any:
    """The event in the column ``name``, by its global id: `node(id:)` finds it for whoever may see it."""
    return column(description, sql=f"{{t}}.{name}::text", convert=_event_id)


def _event_id(stored: str | None) -> str | None:
    return None if stored is None else encode_id("Event", UUID(stored))
