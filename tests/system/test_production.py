"""Production: it says at the start what is missing, knows no development identity, and opens no rehearsal."""

from __future__ import annotations

import json
import signal
import time
from pathlib import Path

import pytest
from joserfc import jwt
from joserfc.jwk import OKPKey

from event_store.store import EventStore
from tests.api.client import TENANT
from tests.system.callers import calling, settle
from tests.system.processes import SECRET, Serving, refused

ISSUER = "https://login.example"


@pytest.fixture
def key() -> OKPKey:
    """The identity provider's."""
    return OKPKey.generate_key("Ed25519", {"kid": "one", "alg": "Ed25519", "use": "sig"})


@pytest.fixture
def production(settings: dict[str, str], key: OKPKey, tmp_path: Path) -> dict[str, str]:
    """A complete configuration for production."""
    keys = tmp_path / "keys.json"
    keys.write_text(json.dumps({"keys": [key.as_dict(private=False)]}))
    return {
        **settings,
        "GRIDLEDGER_MODE": "production",
        "GRIDLEDGER_SECRET": SECRET,
        "GRIDLEDGER_KEYS": str(tmp_path / "sealed"),
        "GRIDLEDGER_TOKEN_ISSUER": ISSUER,
        "GRIDLEDGER_TOKEN_AUDIENCE": "gridledger",
        "GRIDLEDGER_TOKEN_KEYS": str(keys),
    }


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"DATABASE_URL": ""}, "DATABASE_URL is missing"),
        ({"PROJECTION_DATABASE_URL": ""}, "PROJECTION_DATABASE_URL is missing"),
        ({"GRIDLEDGER_SECRET": ""}, "GRIDLEDGER_SECRET is missing"),
        ({"GRIDLEDGER_SECRET": "short"}, "GRIDLEDGER_SECRET is shorter"),
        ({"GRIDLEDGER_TOKEN_ISSUER": ""}, "GRIDLEDGER_TOKEN_ISSUER is gridledger-development"),
        ({"GRIDLEDGER_TOKEN_ISSUER": "gridledger-development"}, "which production refuses"),
        ({"GRIDLEDGER_TOKEN_ISSUER": "http://login.example"}, "needs an issuer that begins with https://"),
        ({"GRIDLEDGER_TOKEN_AUDIENCE": ""}, "GRIDLEDGER_TOKEN_AUDIENCE is missing"),
        ({"GRIDLEDGER_KEYS": ""}, "GRIDLEDGER_KEYS is missing"),
        ({"GRIDLEDGER_TOKEN_KEYS": "/nowhere/keys.json"}, "GRIDLEDGER_TOKEN_KEYS cannot be used"),
        ({"DATABASE_URL": "postgresql://a:hidden@[::1/x"}, "DATABASE_URL is no PostgreSQL URL"),
        ({"DATABASE_URL": "postgresql://a:hidden@host:port/x"}, "DATABASE_URL is no PostgreSQL URL"),
    ],
)
def test_production_does_not_start(production: dict[str, str], changes: dict[str, str], says: str) -> None:
    said = refused("serve", "--port", "0", settings={**production, **changes})
    assert says in said
    assert "hidden" not in said


@pytest.mark.parametrize("command", [("token", "inspector"), ("demo", "--port", "0")])
def test_production_has_no_development_identities(
    production: dict[str, str], command: tuple[str, ...]
) -> None:
    assert "GRIDLEDGER_TOKEN_ISSUER" in refused(*command, settings=production)


async def test_a_rehearsal_is_opened_by_development_alone(
    settings: dict[str, str], production: dict[str, str], key: OKPKey, store: EventStore
) -> None:
    with Serving(settings=settings) as server:
        async with calling(server.address, store) as api:
            await settle(api, rehearsal=True)
        assert server.stop() == 0
    before = (await store.head(TENANT)).last_position

    adopt = """mutation { countyModuleAdopt(input: {idempotencyKey: "k", module: GRIDS}) { position } }"""
    with Serving(settings=production) as server:
        async with calling(server.address, store) as api:
            for operation in ("{ county { name } }", "{ events(first: 1) { nodes { id } } }", adopt):
                refusal = await api.post(operation, token=production_token(key))
                assert refusal.status_code == 403
                assert refusal.json()["errors"][0]["extensions"]["code"] == "FORBIDDEN"
                assert "data" not in refusal.json()
            assert (await api.post(adopt)).status_code == 401  # a token of development's issuer
            clock = await api.post(adopt, token=production_token(key), X_Clock="2026-01-01T00:00:00Z")
            assert clock.status_code == 400
        assert server.stop(signal.SIGINT) == 0
        assert "Traceback" not in server.stderr
    assert (await store.head(TENANT)).last_position == before


async def test_production_founds_no_rehearsal(
    production: dict[str, str], key: OKPKey, store: EventStore
) -> None:
    with Serving(settings=production) as server:
        async with calling(server.address, store) as api:
            found = """mutation { countyFound(input: {idempotencyKey: "k", name: "醴陵市",
                         committeeName: "中共醴陵市委", divisionCode: "430281", rehearsal: %s}) { position } }"""
            operator = production_token(key, role="OPERATOR")
            refusal = await api.post(found % "true", token=operator)
            assert refusal.json()["errors"][0]["extensions"]["code"] == "FORBIDDEN"
            assert await store.tenants() == []
            founded = await api.post(found % "false", token=operator)
            assert founded.json()["data"]["countyFound"]["position"]
        assert server.stop() == 0
    assert await store.tenants() == [TENANT]


def production_token(key: OKPKey, role: str = "COUNTY_SECRETARY") -> str:
    """As the identity provider issues them."""
    now = int(time.time())
    claims = {
        "iss": ISSUER,
        "aud": "gridledger",
        "sub": "someone",
        "iat": now,
        "exp": now + 600,
        "tenant": TENANT,
        "role": role,
        "client": "a-front-end",
    }
    return jwt.encode({"alg": "Ed25519", "kid": "one"}, claims, key, algorithms=["Ed25519"])
