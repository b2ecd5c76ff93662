"""What a token says about its bearer, in our terms.

Claims: ``sub`` the account, ``tenant`` the county, ``role`` one of those below, ``place`` the organisation at the top
of what the role covers (left out: the whole county), ``grid`` the same in the tree of grids, ``member`` the member
behind the account, ``scope`` what is left of its rights and ``client`` the program. Ids are UUIDs as text, texts are
printable, and no longer than the log can keep. Without ``role``, the log says what the account may do
(docs/identity.md).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from application.access import NEEDS_SCOPES, SCOPES
from application.actor import PLACED_ROLES, Actor, Role
from event_store.checks import MAX_TEXT_BYTES
from graphql_api.context import Viewer

# A token never makes its bearer the system itself.
TOKEN_ROLES = frozenset(Role) - {Role.PROCESS_MANAGER}
_FORM = (":read", ":write")  # how our scopes end


class ClaimsError(ValueError):
    """A claim is missing or malformed."""


def viewer_of(claims: Mapping[str, Any]) -> Viewer:
    """The caller that verified claims name. Raises ClaimsError."""
    by_log = claims.get("role") is None
    return Viewer(
        tenant_id=_text(claims, "tenant"),
        actor=_unknown_actor(claims) if by_log else _named_actor(claims),
        issuer=_text(claims, "iss"),
        client_id=_text(claims, "client"),
        expires_at=_instant(claims, "exp"),
        by_log=by_log,
    )


def _unknown_actor(claims: Mapping[str, Any]) -> Actor:
    """Of a token without a role: a member that is nobody, who may least of all."""
    return Actor(_text(claims, "sub"), Role.MEMBER, scopes=_scopes(claims, Role.MEMBER))


def _named_actor(claims: Mapping[str, Any]) -> Actor:
    role = _role(claims)
    actor = Actor(
        account_id=_text(claims, "sub"),
        role=role,
        place=_uuid(claims, "place"),
        member_id=_uuid(claims, "member"),
        grid=_uuid(claims, "grid"),
        scopes=_scopes(claims, role),
    )
    for missing, name in (
        (role in PLACED_ROLES and actor.place is None, "place"),
        (role is Role.MEMBER and actor.member_id is None, "member"),
        (role is Role.GRID_WORKER and actor.grid is None, "grid"),
    ):
        if missing:
            raise ClaimsError(f"the role {role} needs the claim {name}")
    return actor


def _scopes(claims: Mapping[str, Any], role: Role) -> frozenset[str] | None:
    """The scopes of the token that are ours; None narrows nothing.

    Providers put others beside them, such as ``openid``, into persons' tokens too: those alone mean nothing here. One
    of our form that is none of ours was meant to narrow: misspelt, it gives nothing, and does not leave everything. A
    program's token without any of ours may do nothing.
    """
    given = claims.get("scope", "")
    if not isinstance(given, str):
        raise ClaimsError("the claim scope is no text")
    names = given.split()
    narrows = role in NEEDS_SCOPES or any(name.lower().endswith(_FORM) for name in names)
    return frozenset(SCOPES).intersection(names) if narrows else None


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
