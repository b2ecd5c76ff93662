"""Tokens: what is refused, and what becomes of the claims of those that are not."""

from __future__ import annotations

import base64
import hmac
import json
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, OKPKey

from application.access import SCOPES
from application.actor import Actor, Role
from graphql_api.context import Viewer
from graphql_api.identity import (
    BadTokenError,
    DevelopmentIssuer,
    IdentityConfigurationError,
    JwtVerifier,
    RememberingVerifier,
    key_set,
)
from graphql_api.identity.development import ISSUER
from tests.api.client import TENANT, Api

SECRET = b"a secret of these tests, long enough"
PLACE = UUID("01890000-0000-7000-8000-000000000001")
PRIVATE = Ed25519PrivateKey.generate()
KEY = OKPKey.import_key(PRIVATE, {"kid": "one", "alg": "Ed25519"})
VERIFIER = JwtVerifier({"one": KEY}, issuer="https://issuer.test", audience="gridledger")


def claims(**changes: Any) -> dict[str, Any]:
    now = int(time.time())
    said = {
        "iss": "https://issuer.test",
        "aud": "gridledger",
        "sub": "account-7",
        "exp": now + 600,
        "tenant": "430281",
        "role": "INSPECTOR",
        "client": "tests",
        **changes,
    }
    return {name: value for name, value in said.items() if value is not None}


def token(said: dict[str, Any], *, key: Any = KEY, **header: Any) -> str:
    full = {"alg": "Ed25519", "kid": "one", **header}
    return jwt.encode(full, said, key, algorithms=[full["alg"]])


def refuse(text: str) -> None:
    with pytest.raises(BadTokenError):
        VERIFIER.verify(text)


def test_a_good_token_names_the_caller() -> None:
    viewer = VERIFIER.verify(
        token(claims(role="BRANCH_SECRETARY", place=str(PLACE), aud=["other", "gridledger"]))
    )
    assert (viewer.tenant_id, viewer.client_id) == ("430281", "tests")
    assert (viewer.actor.account_id, viewer.actor.role, viewer.actor.place) == (
        "account-7",
        Role.BRANCH_SECRETARY,
        PLACE,
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": None},
        {"iss": "https://someone.test"},
        {"aud": None},
        {"aud": "another-service"},
        {"exp": None},
        {"exp": "tomorrow"},
        {"exp": float("inf")},
        {"exp": int(time.time()) - 61},
        {"nbf": int(time.time()) + 86_400},
        {"sub": None},
        {"sub": ""},
        {"sub": "a" * 513},
        {"sub": "员" * 171},
        {"sub": "a\nb"},
        {"sub": 7},
        {"tenant": None},
        {"tenant": "\0"},
        {"client": None},
        {"role": "EMPEROR"},
        {"role": "PROCESS_MANAGER"},
        {"role": "BRANCH_SECRETARY"},
        {"role": "TOWNSHIP_SECRETARY", "place": "not a uuid"},
        {"role": "MEMBER"},
        {"role": "GRID_WORKER"},
        {"role": "GRID_WORKER", "grid": "not a uuid"},
        {"role": "INTEGRATOR", "scope": ["members:write"]},
    ],
)
def test_claims_that_are_refused(changes: dict[str, Any]) -> None:
    refuse(token(claims(**changes)))


def test_a_grid_worker_has_a_grid() -> None:
    viewer = VERIFIER.verify(token(claims(role="GRID_WORKER", grid=str(PLACE))))
    assert (viewer.actor.grid, viewer.actor.place) == (PLACE, None)


@pytest.mark.parametrize(
    ("role", "scope", "left"),
    [
        ("INTEGRATOR", None, set()),  # a program may what is named, and nothing where nothing is
        ("INTEGRATOR", "", set()),
        ("INTEGRATOR", "openid profile", set()),
        ("INTEGRATOR", "openid members:write structure:read", {"members:write", "structure:read"}),
        ("INTEGRATOR", "MEMBERS:WRITE members:write,structure:read", set()),
        ("INSPECTOR", None, None),
        ("INSPECTOR", "openid profile", None),  # as providers put it into the tokens of persons
        ("INSPECTOR", "openid structure:read", {"structure:read"}),
        ("INSPECTOR", "openid person:read", set()),  # misspelt, and still meant to narrow
        ("INSPECTOR", "structure:read person:read", {"structure:read"}),
        ("INSPECTOR", "Persons:Read", set()),
        ("INSPECTOR", "persons:read,points:read", set()),
        ("INSPECTOR", "reader urn:ours:readers", None),
        (None, "leave:write", {"leave:write"}),
        (None, "leaves:write", set()),
    ],
)
def test_what_scopes_leave(role: str | None, scope: str | None, left: set[str] | None) -> None:
    scopes = VERIFIER.verify(token(claims(role=role, scope=scope))).actor.scopes
    assert scopes == left
    assert scopes is None or isinstance(scopes, frozenset)  # statements are kept by it


def test_every_scope_can_be_misspelt_and_is_in_the_page() -> None:
    page = (Path(__file__).parents[2] / "docs" / "identity.md").read_text(encoding="utf-8")
    for name in SCOPES:
        kind, _, verb = name.rpartition(":")
        for scope, left in ((name, [name]), (f"{kind}z:{verb}", []), (f"{name} {kind}z:{verb}", [name])):
            viewer = VERIFIER.verify(token(claims(role="INSPECTOR", scope=scope)))
            assert viewer.actor.scopes == frozenset(left)
        assert f"`{name}`" in page


def test_a_token_without_a_role_is_nobodys_until_the_log_was_asked() -> None:
    said = {"role": None, "place": str(PLACE), "member": str(PLACE), "grid": str(PLACE)}
    viewer = VERIFIER.verify(token(claims(**said)))
    assert viewer.by_log
    assert viewer.issuer == "https://issuer.test"
    assert viewer.actor == Actor("account-7", Role.MEMBER)


def test_clocks_may_differ_by_a_minute() -> None:
    now = int(time.time())
    VERIFIER.verify(token(claims(exp=now - 50)))
    VERIFIER.verify(token(claims(nbf=now + 50, iat=now + 50)))


def b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def hand_made(header: dict[str, Any], sign: Callable[[bytes], bytes]) -> str:
    """A token that no careful library would make."""
    signed = f"{b64(json.dumps(header).encode())}.{b64(json.dumps(claims()).encode())}"
    return f"{signed}.{b64(sign(signed.encode()))}"


def test_no_algorithm_but_the_keys_own() -> None:
    refuse(hand_made({"alg": "none", "kid": "one"}, lambda _: b""))
    public = PRIVATE.public_key()
    pem = public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    for shared in (pem, public.public_bytes_raw(), b""):  # a public key taken for a shared secret
        sign = partial(hmac.digest, shared, digest="sha256")
        refuse(hand_made({"alg": "HS256", "kid": "one"}, sign))
    refuse(token(claims(), key=ECKey.generate_key("P-256"), alg="ES256"))


def test_no_key_but_the_issuers() -> None:
    refuse(token(claims(), key=OKPKey.generate_key("Ed25519")))
    refuse(token(claims(), kid="two"))
    refuse(hand_made({"alg": "Ed25519"}, PRIVATE.sign))


def test_tampered_and_malformed_tokens() -> None:
    head, body, signature = token(claims()).split(".")
    other = token(claims(role="OPERATOR")).split(".")[1]
    refuse(f"{head}.{other}.{signature}")
    refuse(f"{head}.{body}.{signature[:-4]}AAAA")
    for text in (
        "",
        ".",
        "..",
        "a.b.c",
        head,
        f"{head}.{body}",
        "é.é.é",
        "x" * 9000,
        f"{head}.{body}.{signature}.x",
    ):
        refuse(text)


def test_a_header_that_demands_what_we_do_not_know() -> None:
    header = {"alg": "Ed25519", "kid": "one"}
    VERIFIER.verify(hand_made(header, PRIVATE.sign))
    refuse(hand_made({**header, "crit": ["mine"], "mine": 1}, PRIVATE.sign))


@pytest.mark.parametrize(
    "jwks",
    [
        None,
        [],
        {},
        {"keys": []},
        {"keys": [{}]},
        {"keys": [{"kty": "OKP"}]},
        {"keys": [{k: v for k, v in KEY.as_dict(private=False).items() if k != "alg"}]},
        {"keys": [{**OctKey.generate_key(256).as_dict(), "kid": "shared", "alg": "HS256"}]},
    ],
)
def test_key_sets_that_are_none(jwks: Any) -> None:
    with pytest.raises(ValueError, match=r"key|JWK"):
        key_set(jwks)


def test_a_key_set_verifies() -> None:
    keys = key_set({"keys": [KEY.as_dict(private=False)]})
    verifier = JwtVerifier(keys, issuer="https://issuer.test", audience="gridledger")
    verifier.verify(token(claims()))


def test_production_has_no_development_issuer() -> None:
    with pytest.raises(IdentityConfigurationError, match="GRIDLEDGER_TOKEN_ISSUER"):
        DevelopmentIssuer(SECRET, audience="gridledger", production=True)


def test_development_tokens_hold_for_an_hour_and_for_this_installation() -> None:
    issuer = DevelopmentIssuer(SECRET, audience="gridledger", production=False)
    issued = issuer.issue(Role.INSPECTOR, tenant="430281")
    viewer = issuer.verifier().verify(issued)
    assert 3590 < viewer.expires_at.timestamp() - time.time() <= 3600
    again = DevelopmentIssuer(SECRET, audience="gridledger", production=False)
    assert again.verifier().verify(issued) == viewer
    elsewhere = DevelopmentIssuer(
        b"another secret of another machine", audience="gridledger", production=False
    )
    with pytest.raises(BadTokenError):
        elsewhere.verifier().verify(issued)
    expired = issuer.issue(Role.INSPECTOR, tenant="430281", lifetime_seconds=-61)
    with pytest.raises(BadTokenError):
        issuer.verifier().verify(expired)
    assert ISSUER == "gridledger-development"


async def test_without_a_good_token_nothing_is_answered(founded: Api) -> None:
    for header in ["", "Bearer", "Bearer ", "Basic YTpi", "Bearer a.b.c", "bearer x", "Bearer é"]:
        before = await founded.head()
        for query in (
            "{ __schema { types { name } } }",
            "{ county { name } }",
            'mutation { countyModuleAdopt(input: {idempotencyKey: "k", module: POINTS}) { position } }',
        ):
            response = await founded.http.post(
                "/graphql", json={"query": query}, headers={b"Authorization": header.encode()}
            )
            assert response.status_code == 401
            assert response.headers["www-authenticate"].startswith('Bearer realm="gridledger"')
            assert response.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
            assert "data" not in response.json()
        assert await founded.head() == before


async def test_what_the_longest_claims_name_can_be_kept(founded: Api) -> None:
    account, client = "员" * 170, "端" * 170
    token = founded.issuer.issue(Role.COUNTY_SECRETARY, tenant=TENANT, account=account, client=client)
    await founded.done("countyModuleAdopt", token=token, module="POINTS")
    event = await founded.store.read_event(TENANT, await founded.head())
    assert event is not None
    assert (event.actor, event.source_client) == (account, client)


class _Counting:
    """A verifier that counts how often it is asked."""

    asked = 0

    def verify(self, token: str) -> Viewer:
        self.asked += 1
        return VERIFIER.verify(token)


def test_a_token_is_verified_once_within_its_life() -> None:
    counting, now = _Counting(), [datetime.now(UTC)]
    remembering = RememberingVerifier(counting, now=lambda: now[0])
    good = token(claims())
    viewer = remembering.verify(good)
    assert remembering.verify(good) == viewer
    assert counting.asked == 1
    now[0] = viewer.expires_at  # from then on it is the verifier's leeway that decides
    remembering.verify(good)
    assert counting.asked == 2


def test_a_refused_token_is_looked_at_each_time() -> None:
    counting = _Counting()
    remembering = RememberingVerifier(counting)
    for _ in range(2):
        with pytest.raises(BadTokenError):
            remembering.verify("no token")
    assert counting.asked == 2
