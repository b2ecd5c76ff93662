"""The purpose that a request states: one of a list, and required of the roles that a setting names."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from application.access import FieldGroup
from application.actor import Role
from application.read_audit import Purpose
from graphql_api.app import create_app
from graphql_api.configuration import ServerSettings
from graphql_api.identity import DevelopmentIssuer, KnownKeys
from gridledger.bootstrap import Ledger
from gridledger.settings import Settings, SettingsError
from tests.api.client import Api

VIEWER = "{ viewer { account } }"


async def status_and_code(api: Api, role: Role, **headers: str) -> tuple[int, Any]:
    response = await api.post(VIEWER, None, token=api.token(role), **headers)
    errors = response.json().get("errors")
    return response.status_code, errors and errors[0]["extensions"]["code"]


async def test_a_purpose_is_one_of_a_list(founded: Api) -> None:
    for purpose in Purpose:
        told = await status_and_code(founded, Role.INSPECTOR, gridledger_purpose=purpose.value)
        assert told == (200, None), purpose
    for other in ("report", "", "CURIOSITY", "REPORT, SYNC"):
        told = await status_and_code(founded, Role.INSPECTOR, gridledger_purpose=other)
        assert told == (400, "BAD_USER_INPUT"), other


async def test_who_must_state_one(founded: Api, ledger: Ledger, issuer: DevelopmentIssuer) -> None:
    settings = ServerSettings(production=False, purpose_required=frozenset({Role.INSPECTOR}))
    app = create_app(ledger.services, KnownKeys(issuer.verifier()), settings)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://gridledger.test") as http:
        api = Api(http, issuer, ledger.store, app)
        assert await status_and_code(api, Role.INSPECTOR) == (400, "BAD_USER_INPUT")
        assert await status_and_code(api, Role.INSPECTOR, gridledger_purpose="INSPECTION") == (200, None)
        assert await status_and_code(api, Role.COUNTY_SECRETARY) == (200, None)


def test_the_settings() -> None:
    given: dict[str, str] = {
        "GRIDLEDGER_PURPOSE_REQUIRED": "INSPECTOR, INTEGRATOR",
        "GRIDLEDGER_READ_AUDIT": "PERSON,POINTS",
        "GRIDLEDGER_READ_AUDIT_DAYS": "30",
    }
    settings = Settings.from_environment(given)
    assert settings.purpose_required == {Role.INSPECTOR, Role.INTEGRATOR}
    assert settings.read_audit_before == {"PERSON", "POINTS"}
    assert settings.read_audit_days == 30
    everybody = Settings.from_environment({"GRIDLEDGER_PURPOSE_REQUIRED": "*"}).purpose_required
    assert everybody == set(Role) - {Role.PROCESS_MANAGER}  # which sends no requests
    assert not Settings.from_environment({"GRIDLEDGER_PURPOSE_REQUIRED": "-"}).purpose_required
    before = Settings.from_environment({"GRIDLEDGER_READ_AUDIT": "before"})
    assert before.read_audit_before == set(FieldGroup)
    assert not Settings.from_environment({"GRIDLEDGER_READ_AUDIT": "batched"}).read_audit_before
    plain = Settings.from_environment({})
    assert not plain.purpose_required
    assert not plain.read_audit_before
    assert plain.read_audit_days == 1095


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("GRIDLEDGER_PURPOSE_REQUIRED", "INSPECTORS", "'INSPECTORS'; set it to roles of OPERATOR"),
        ("GRIDLEDGER_READ_AUDIT", "later", "'later'; set it to batched, before, or groups of STRUCTURE"),
        ("GRIDLEDGER_READ_AUDIT_DAYS", "29", "29; set it to a number from 30"),
    ],
)
def test_a_wrong_setting_is_named(name: str, value: str, says: str) -> None:
    with pytest.raises(SettingsError, match=rf"^{name} .*{says}"):
        Settings.from_environment({name: value})
