"""Tokens for development: of a role in any county, so that a county of one's own can be founded and used."""

from __future__ import annotations

from uuid import UUID

import pytest

from application.actor import Actor, Role
from graphql_api.identity import DevelopmentIssuer
from graphql_api.read.ids import encode_id
from gridledger.tokens import ROLES, TokenError, county_token

ISSUER = DevelopmentIssuer(b"s" * 32, audience="gridledger", production=False)
ONE = UUID(int=1)


def test_the_operator_of_a_county_that_is_not_there_yet() -> None:
    viewer = ISSUER.verifier().verify(county_token(ISSUER, "operator", "甲县", place=None, member=None))
    assert viewer.tenant_id == "甲县"
    assert viewer.actor == Actor("development:operator", Role.OPERATOR)


@pytest.mark.parametrize("place", [str(ONE), encode_id("Organisation", ONE)])
def test_a_place_by_either_form_of_its_id(place: str) -> None:
    token = county_token(ISSUER, "branch-secretary", "one", place=place, member=encode_id("Member", ONE))
    actor = ISSUER.verifier().verify(token).actor
    assert (actor.role, actor.place, actor.member_id) == (Role.BRANCH_SECRETARY, ONE, ONE)


@pytest.mark.parametrize(
    ("role", "county", "place", "member", "says"),
    [
        ("nobody", "one", None, None, "choose one of: operator, county-secretary"),
        ("process-manager", "one", None, None, "there is no role"),
        ("branch-secretary", "one", None, None, "needs --place"),
        ("township-secretary", "one", None, None, "needs --place"),
        ("member", "one", None, None, "needs --member"),
        ("inspector", "one", encode_id("Member", ONE), None, "--place"),
        ("inspector", "one", None, "x", "--member 'x' is no id of the type Member"),
        ("inspector", "", None, None, "the claim tenant"),
    ],
)
def test_what_cannot_be_issued(
    role: str, county: str, place: str | None, member: str | None, says: str
) -> None:
    with pytest.raises(TokenError, match=says):
        county_token(ISSUER, role, county, place=place, member=member)


def test_no_token_makes_its_bearer_the_system() -> None:
    assert set(ROLES.values()) == set(Role) - {Role.PROCESS_MANAGER}
