"""The limits of each role, as three environment variables change them."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from application.actor import Role
from graphql_api.cost.allowance import ROLE_ALLOWANCES, Allowance, Allowances

OPERATION_POINTS = "GRIDLEDGER_OPERATION_POINTS"
POINTS_PER_MINUTE = "GRIDLEDGER_POINTS_PER_MINUTE"
READ_TIMEOUT_MS = "GRIDLEDGER_READ_TIMEOUT_MS"

_FIELDS = {
    OPERATION_POINTS: "operation_points",
    POINTS_PER_MINUTE: "points_per_minute",
    READ_TIMEOUT_MS: "read_timeout_ms",
}
_LARGEST = 1_000_000_000


class RoleLimitsError(ValueError):
    """A limit of a role cannot be used; the message names the variable and says what to do."""


def role_allowances(read: Callable[[str], str | None], *, statement_timeout_ms: int) -> Allowances:
    """The allowances that the environment asks for; no role reads longer than any statement may take.

    Raises RoleLimitsError.
    """
    changes: dict[Role, dict[str, int]] = {role: {} for role in ROLE_ALLOWANCES}
    for name, field in _FIELDS.items():
        for role, value in _values(name, read(name) or "").items():
            changes[role][field] = value
    return {
        role: _changed(role, ROLE_ALLOWANCES[role], given, statement_timeout_ms)
        for role, given in changes.items()
    }


def _changed(role: Role, allowance: Allowance, given: dict[str, int], statement_timeout_ms: int) -> Allowance:
    timeout_ms = min(given.pop("read_timeout_ms", allowance.read_timeout_ms), statement_timeout_ms)
    try:
        return dataclasses.replace(allowance, read_timeout_ms=timeout_ms, **given)
    except ValueError:
        raise RoleLimitsError(
            f"{POINTS_PER_MINUTE} is less than {OPERATION_POINTS} for {role}; "
            "a minute must pay for the largest operation"
        ) from None


def _values(name: str, text: str) -> dict[Role, int]:
    """``20000`` for every role, or ``MEMBER=1000,INSPECTOR=50000`` for some."""
    values: dict[Role, int] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        role, separator, number = part.rpartition("=")
        if not number.strip().isdecimal() or not 1 <= int(number) <= _LARGEST:
            raise RoleLimitsError(f"{name} has {part!r}; give numbers from 1 to {_LARGEST}")
        roles = [Role(role.strip())] if role.strip() in ROLE_ALLOWANCES else []
        if separator and not roles:
            raise RoleLimitsError(f"{name} has {part!r}; the roles are: {', '.join(ROLE_ALLOWANCES)}")
        values.update(dict.fromkeys(roles or ROLE_ALLOWANCES, int(number)))
    return values
