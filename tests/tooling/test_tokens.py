"""Tokens for development: of a role in any county, so that a county of one's own can be founded and used."""

from __future__ import annotations

from uuid import UUID

import pytest

from application.actor import Actor, Role
from graphql_api.identity import DevelopmentIssuer
from graphql_api.read.ids import encode_id
from gridledger.tokens import ROLES, Claims, TokenError, account_token, county_token

ISSUER = DevelopmentIssuer(b"s" * 32, audience="gridledger", production=False)
ONE = UUID(int=1)


def test_the_operator_of_a_county_that_is_not_there_yet() -> None:
    viewer = ISSUER.verifier().verify(county_token(ISSUER, "operator", "甲县", Claims()))
    assert viewer.tenant_id == "甲县"
    assert viewer.actor == Actor("development:operator", Role.OPERATOR)


@pytest.mark.parametrize("place", [str(ONE), encode_id("Organisation", ONE)])
def test_a_place_by_either_form_of_its_id(place: str) -> None:
    token = county_token(ISSUER, "branch-secretary", "one", Claims(place, member=encode_id("Member", ONE)))
    actor = ISSUER.verifier().verify(token).actor
    assert (actor.role, actor.place, actor.member_id) == (Role.BRANCH_SECRETARY, ONE, ONE)


@pytest.mark.parametrize(
    ("role", "county", "claims", "says"),
    [
        ("nobody", "one", Claims(), "choose one of: operator, county-secretary"),
        ("process-manager", "one", Claims(), "there is no role"),
        ("branch-secretary", "one", Claims(), "needs --place"),
        ("township-secretary", "one", Claims(), "needs --place"),
        ("member", "one", Claims(), "needs --member"),
        ("grid-worker", "one", Claims(), "needs --grid"),
        ("integrator", "one", Claims(), "give --scope, of structure:read"),
        ("integrator", "one", Claims(scopes=("everything",)), "there is no scope everything; choose of"),
        ("inspector", "one", Claims(place=encode_id("Member", ONE)), "--place"),
        ("inspector", "one", Claims(member="x"), "--member 'x' is no id of the type Member"),
        ("inspector", "", Claims(), "the claim tenant"),
    ],
)
def test_what_cannot_be_issued(role: str, county: str, claims: Claims, says: str) -> None:
    with pytest.raises(TokenError, match=says):
        county_token(ISSUER, role, county, claims)


def test_a_program_has_scopes_and_a_grid_worker_a_grid() -> None:
    token = county_token(ISSUER, "integrator", "one", Claims(scopes=("members:write", "structure:read")))
    assert ISSUER.verifier().verify(token).actor.scopes == frozenset(["members:write", "structure:read"])
    token = county_token(ISSUER, "grid-worker", "one", Claims(grid=encode_id("Grid", ONE)))
    assert ISSUER.verifier().verify(token).actor.grid == ONE


def test_an_account_without_a_role() -> None:
    viewer = ISSUER.verifier().verify(account_token(ISSUER, "ann", "one"))
    assert viewer.by_log
    assert (viewer.tenant_id, viewer.actor) == ("one", Actor("ann", Role.MEMBER))


def test_no_token_makes_its_bearer_the_system() -> None:
    assert set(ROLES.values()) == set(Role) - {Role.PROCESS_MANAGER}
