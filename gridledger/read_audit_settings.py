"""How reading is recorded, as two environment variables say it."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

from application.access import FieldGroup
from application.actor import Role

READ_AUDIT = "GRIDLEDGER_READ_AUDIT"
PURPOSE_REQUIRED = "GRIDLEDGER_PURPOSE_REQUIRED"

Read = Callable[[str], str | None]
E = TypeVar("E", bound=StrEnum)


class ReadAuditSettingError(ValueError):
    """A setting of the read audit cannot be used; the message names the variable and says what to do."""


def read_before(read: Read) -> frozenset[FieldGroup]:
    """Groups of fields whose reading is recorded before the answer leaves. Raises ReadAuditSettingError."""
    text = (read(READ_AUDIT) or "batched").strip()
    if text.lower() in ("batched", "before"):
        return frozenset(FieldGroup) if text.lower() == "before" else frozenset()
    return _named(READ_AUDIT, text, FieldGroup, "batched, before, or groups of")


def purpose_required(read: Read) -> frozenset[Role]:
    """Roles that must state a purpose. Raises ReadAuditSettingError."""
    text = (read(PURPOSE_REQUIRED) or "").strip()
    return frozenset(Role) if text == "*" else _named(PURPOSE_REQUIRED, text, Role, "*, or some of")


def _named(variable: str, text: str, of: type[E], hint: str) -> frozenset[E]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    unknown = [name for name in names if name not in of.__members__]
    if unknown:
        raise ReadAuditSettingError(f"{variable} has {unknown[0]!r}; set it to {hint} {', '.join(of)}")
    return frozenset(of[name] for name in names)
