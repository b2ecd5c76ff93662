"""What a token says about its bearer, in our terms.

Claims: ``sub`` the account, ``tenant`` the county, ``role`` one of those below, ``place`` the organisation
at the top of what the role covers (left out: the whole county), ``member`` the member behind the account and
``client`` the program. Ids are UUIDs as text, texts are printable, and no longer than the log can keep.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from application.actor import PLACED_ROLES, Actor, Role
from event_store.checks import MAX_TEXT_BYTES
from graphql_api.context import Viewer

# A token never makes its bearer the system itself.
TOKEN_ROLES = frozenset(Role) - {Role.PROCESS_MANAGER}


class ClaimsError(ValueError):
    """A claim is missing or malformed."""


def viewer_of(claims: Mapping[str, Any]) -> Viewer:
    """The caller that verified claims name. Raises ClaimsError."""
    role = _role(claims)
    place, member_id = _uuid(claims, "place"), _uuid(claims, "member")
    if role in PLACED_ROLES and place is None:
        raise ClaimsError(f"the role {role} needs the claim place")
    if role is Role.MEMBER and member_id is None:
        raise ClaimsError(f"the role {role} needs the claim member")
    return Viewer(
        tenant_id=_text(claims, "tenant"),
        actor=Actor(account_id=_text(claims, "sub"), role=role, place=place, member_id=member_id),
        client_id=_text(claims, "client"),
        expires_at=_instant(claims, "exp"),
    )


def _role(claims: Mapping[str, Any]) -> Role:
    try:
        role = Role(_text(claims, "role"))
    except ValueError:
        role = Role.PROCESS_MANAGER
    if role not in TOKEN_ROLES:
        raise ClaimsError("the claim role names no role of this service")
    return role


def _text(claims: Mapping[str, Any], name: str) -> str:
    value = claims.get(name)
    if not isinstance(value, str) or not value or not value.isprintable():
        raise ClaimsError(f"the claim {name} is missing or no printable text")
    if len(value.encode()) > MAX_TEXT_BYTES:
        raise ClaimsError(f"the claim {name} has more than {MAX_TEXT_BYTES} bytes")
    return value


def _uuid(claims: Mapping[str, Any], name: str) -> UUID | None:
    if claims.get(name) is None:
        return None
    try:
        return UUID(_text(claims, name))
    except ValueError:
        raise ClaimsError(f"the claim {name} is no UUID") from None


def _instant(claims: Mapping[str, Any], name: str) -> datetime:
    value = claims.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ClaimsError(f"the claim {name} is no time")
    try:
        return datetime.fromtimestamp(value, UTC)
    except (ValueError, OverflowError, OSError):
        raise ClaimsError(f"the claim {name} is out of range") from None
