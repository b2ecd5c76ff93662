"""Tokens of an OpenID Connect provider: its keys are found, followed as they change, and missed when they are away."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import Key, OKPKey, RSAKey

from tests.api.client import TENANT
from tests.support.provider import Provider, serving_provider
from tests.system.processes import Serving, run

ONE = OKPKey.generate_key("Ed25519", {"kid": "one", "alg": "Ed25519"})
TWO = RSAKey.generate_key(2048, {"kid": "two"})  # which, as many providers do, names no algorithm


@pytest.fixture
def provider() -> Iterator[Provider]:
    with serving_provider() as server:
        server.publish(ONE, TWO)
        yield server


@pytest.fixture
def settings(settings: dict[str, str], provider: Provider) -> dict[str, str]:
    """A server that takes the tokens of this provider."""
    return {**settings, "GRIDLEDGER_TOKEN_ISSUER": provider.issuer}


def answer(server: Serving, token: str) -> httpx.Response:
    headers = {"Authorization": f"Bearer {token}"}
    return httpx.post(f"{server.address}/graphql", json={"query": "{ __typename }"}, headers=headers)


def issue(provider: Provider, key: Key, algorithm: str, **changes: Any) -> str:
    said = {
        "iss": provider.issuer,
        "aud": "gridledger",
        "sub": "someone",
        "exp": int(time.time()) + 600,
        "tenant": TENANT,
        "role": "OPERATOR",
        "client": "a-front-end",
        **changes,
    }
    return jwt.encode({"alg": algorithm, "kid": key.kid}, said, key, algorithms=[algorithm])


def test_tokens_are_taken_by_the_keys_that_the_issuer_publishes(
    settings: dict[str, str], provider: Provider
) -> None:
    stranger = OKPKey.generate_key("Ed25519", {"kid": "one", "alg": "Ed25519"})
    unknown = OKPKey.generate_key("Ed25519", {"kid": "three", "alg": "Ed25519"})
    with Serving(settings=settings) as server:
        for key, algorithm in ((ONE, "Ed25519"), (TWO, "RS256"), (TWO, "PS256")):
            assert answer(server, issue(provider, key, algorithm)).status_code == 200
        for refused_token in (
            issue(provider, stranger, "Ed25519"),
            issue(provider, unknown, "Ed25519"),
            issue(provider, TWO, "RS512"),
            issue(provider, ONE, "Ed25519", iss="http://elsewhere.test"),
            issue(provider, ONE, "Ed25519", aud="another"),
        ):
            assert answer(server, refused_token).status_code == 401


def test_while_the_provider_is_away_nobody_is_told_that_a_token_is_bad(
    settings: dict[str, str], provider: Provider
) -> None:
    provider.documents.clear()
    with Serving(settings=settings) as server:
        refusal = answer(server, issue(provider, ONE, "Ed25519"))
        assert refusal.status_code == 503
        assert int(refusal.headers["retry-after"]) > 0
        assert refusal.json()["errors"][0]["extensions"]["code"] == "THROTTLED"
        assert "the identity provider gave no keys" in server.stderr


def test_a_server_does_not_start_by_the_configuration_of_another_issuer(
    settings: dict[str, str], provider: Provider
) -> None:
    provider.configure(issuer="https://login.example")
    said = run("serve", "--port", "0", settings=settings).stderr.splitlines()[-1]
    assert said.startswith("Error: ")
    assert "GRIDLEDGER_TOKEN_ISSUER cannot be used: the configuration does not name the issuer" in said
