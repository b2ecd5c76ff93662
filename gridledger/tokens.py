"""Development tokens: of the accounts that the demo has, of a role in any county, founded or not, or of an account."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from application.access import NEEDS_SCOPES, SCOPES
from application.actor import PLACED_ROLES, Role
from graphql_api.identity import BadTokenError, DevelopmentIssuer
from graphql_api.identity.claims import TOKEN_ROLES
from graphql_api.read.ids import BadIdError, decode_id
from gridledger.demo.choice import Demo

ROLES = {role.value.lower().replace("_", "-"): role for role in Role if role in TOKEN_ROLES}


class TokenError(Exception):
    """No such token can be issued; the message says what to give."""


def demo_token(issuer: DevelopmentIssuer, account: str, demo: Demo) -> str:
    """A token of an account of a demo; `list` gives a line about each. Raises TokenError."""
    if account == "list":
        return "\n".join(f"{known.name:<20} {known.description}" for known in demo.accounts)
    known = next((one for one in demo.accounts if one.name == account), None)
    if known is None:
        names = ", ".join(one.name for one in demo.accounts)
        raise TokenError(f"there is no account {account!r}; choose one of: {names}")
    return known.token(issuer)


@dataclass(frozen=True, slots=True)
class Claims:
    """What a token of a role says besides it; ids are as the API gives them, or UUIDs."""

    place: str | None = None
    grid: str | None = None
    member: str | None = None
    scopes: tuple[str, ...] = ()

    def check(self, role: Role, role_name: str) -> None:
        """Raise TokenError for what the role needs and has not, and for a scope that there is not."""
        for needs, value, option, what in (
            (role in PLACED_ROLES, self.place, "--place", "organisation"),
            (role is Role.MEMBER, self.member, "--member", "member"),
            (role is Role.GRID_WORKER, self.grid, "--grid", "grid"),
        ):
            if needs and value is None:
                raise TokenError(f"the role {role_name} needs {option}, the id of a {what}")
        if unknown := set(self.scopes) - SCOPES.keys():
            raise TokenError(
                f"there is no scope {', '.join(sorted(unknown))}; choose of: {', '.join(SCOPES)}"
            )
        if role in NEEDS_SCOPES and not self.scopes:
            raise TokenError(
                f"the role {role_name} may what its scopes say: give --scope, of {', '.join(SCOPES)}"
            )


def county_token(issuer: DevelopmentIssuer, role_name: str, county: str, claims: Claims) -> str:
    """A token of a role in a county. Raises TokenError."""
    role = ROLES.get(role_name)
    if role is None:
        raise TokenError(f"there is no role {role_name!r}; choose one of: {', '.join(ROLES)}")
    claims.check(role, role_name)
    token = issuer.issue(
        role,
        tenant=county,
        place=_key(claims.place, "Organisation", "--place"),
        grid=_key(claims.grid, "Grid", "--grid"),
        member=_key(claims.member, "Member", "--member"),
        scopes=claims.scopes,
    )
    return _taken(issuer, token)


def account_token(issuer: DevelopmentIssuer, subject: str, county: str) -> str:
    """A token of an account that names no role: what it may do, the county's log says. Raises TokenError."""
    return _taken(issuer, issuer.issue(None, tenant=county, account=subject))


def _taken(issuer: DevelopmentIssuer, token: str) -> str:
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
