"""Development tokens: of the accounts that the demo has, or of a role in any county, founded or not."""

from __future__ import annotations

from uuid import UUID

from application.actor import PLACED_ROLES, Role
from graphql_api.identity import BadTokenError, DevelopmentIssuer
from graphql_api.identity.claims import TOKEN_ROLES
from graphql_api.read.ids import BadIdError, decode_id
from gridledger.demo.accounts import account_named, demo_accounts

ROLES = {role.value.lower().replace("_", "-"): role for role in Role if role in TOKEN_ROLES}


class TokenError(Exception):
    """No such token can be issued; the message says what to give."""


def demo_token(issuer: DevelopmentIssuer, account: str) -> str:
    """A token of an account of the demo; `list` gives a line about each. Raises TokenError."""
    if account == "list":
        return "\n".join(f"{known.name:<20} {known.description}" for known in demo_accounts())
    known = account_named(account)
    if known is None:
        names = ", ".join(one.name for one in demo_accounts())
        raise TokenError(f"there is no account {account!r}; choose one of: {names}")
    return known.token(issuer)


def county_token(
    issuer: DevelopmentIssuer, role_name: str, county: str, *, place: str | None, member: str | None
) -> str:
    """A token of a role in a county; ``place`` and ``member`` are ids as the API gives them. Raises TokenError."""
    role = ROLES.get(role_name)
    if role is None:
        raise TokenError(f"there is no role {role_name!r}; choose one of: {', '.join(ROLES)}")
    if role in PLACED_ROLES and place is None:
        raise TokenError(f"the role {role_name} needs --place, the id of an organisation")
    if role is Role.MEMBER and member is None:
        raise TokenError(f"the role {role_name} needs --member, the id of a member")
    token = issuer.issue(
        role,
        tenant=county,
        place=_key(place, "Organisation", "--place"),
        member=_key(member, "Member", "--member"),
    )
    try:
        issuer.verifier().verify(token)
    except BadTokenError as error:
        raise TokenError(f"no server would take this token: {error}") from error
    return token


def _key(given: str | None, type_name: str, option: str) -> UUID | None:
    """The key behind an opaque id or a UUID."""
    if given is None:
        return None
    try:
        return decode_id(given, type_name)
    except BadIdError:
        pass
    try:
        return UUID(given)
    except ValueError:
        raise TokenError(f"{option} {given!r} is no id of the type {type_name}") from None
