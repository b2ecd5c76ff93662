"""Makes enums of the domain part of the schema without changing them: values live there, descriptions here."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

import strawberry


def describe(enum: type[Enum], description: str, values: Mapping[str, str], name: str | None = None) -> None:
    """Give an enum and each of its values a description; `values` has one for every name, else KeyError."""
    strawberry.enum(enum, name=name, description=description)
    for value in enum.__strawberry_definition__.values:  # type: ignore[attr-defined]
        value.description = values[value.name]
