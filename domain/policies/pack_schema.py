"""The JSON Schema of packs, from the types that read them, for editors and for whoever checks packs elsewhere."""

from __future__ import annotations

import inspect
from typing import Any

import msgspec

from domain.policies.pack import Pack


def pack_schema() -> dict[str, Any]:
    """JSON Schema 2020-12; a TOML date is a string in the format ``date`` there."""
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Policy pack (制度包)",
    }
    return {**head, **_dressed(msgspec.json.schema(Pack))}


def _dressed(schema: Any) -> Any:
    """Descriptions are docstrings: without the margin that they have in the code."""
    if isinstance(schema, list):
        return [_dressed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: inspect.cleandoc(value) if key == "description" and isinstance(value, str) else _dressed(value)
        for key, value in schema.items()
    }
