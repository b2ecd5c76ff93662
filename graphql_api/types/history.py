"""The history of an object, the same for every type that has a stream of its own."""

from __future__ import annotations

from typing import Any

from graphql_api.read import to_many


def history() -> Any:
    """A field that is every event of the object's stream."""
    return to_many(
        "graphql_api.types.event:Event", "stream_id", "Every event of this object, oldest first (变更历史)."
    )
