"""Whether what is told of an object is out of date, since one of its events could not be folded."""

from __future__ import annotations

from typing import Any

from graphql_api.read import column

_DESCRIPTION = (
    "Whether events of it are passed over since one could not be processed: what is told here is out of date"
    " (数据滞后)."
)


def is_stale(stream: str) -> Any:
    """A field that tells whether the stream whose id the column ``stream`` holds is parked."""
    return column(
        _DESCRIPTION,
        sql="EXISTS (SELECT FROM {parked} AS p"
        " WHERE p.tenant_id = {t}.tenant_id AND p.stream_id = {t}." + stream + ")",
    )


def are_stale() -> Any:
    """A field that tells whether a stream is parked above, at or below the place of a row, or at an unknown one."""
    return column(
        "Whether events that may count here are passed over since one could not be processed (数据滞后).",
        sql="EXISTS (SELECT FROM {parked} AS p WHERE p.tenant_id = {t}.tenant_id"
        " AND (starts_with(p.org_path, {t}.org_path) OR starts_with({t}.org_path, p.org_path)))",
    )
