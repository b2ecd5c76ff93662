"""Limits of roles, as the environment gives them."""

from __future__ import annotations

import pytest

from application.actor import Role
from graphql_api.cost.allowance import ROLE_ALLOWANCES
from gridledger.role_limits import OPERATION_POINTS, POINTS_PER_MINUTE, READ_TIMEOUT_MS
from gridledger.settings import Settings, SettingsError


def test_without_variables_they_are_those_of_the_docs() -> None:
    assert Settings.from_environment({}).allowances == ROLE_ALLOWANCES


def test_a_number_is_for_every_role() -> None:
    allowances = Settings.from_environment({POINTS_PER_MINUTE: "700000"}).allowances
    assert {allowance.points_per_minute for allowance in allowances.values()} == {700_000}


def test_a_role_may_be_named() -> None:
    given = {OPERATION_POINTS: "1000, MEMBER = 500", READ_TIMEOUT_MS: "INSPECTOR=2000"}
    allowances = Settings.from_environment(given).allowances
    assert allowances[Role.MEMBER].operation_points == 500
    assert allowances[Role.INSPECTOR].operation_points == 1000
    assert allowances[Role.INSPECTOR].read_timeout_ms == 2000
    assert allowances[Role.MEMBER].read_timeout_ms == ROLE_ALLOWANCES[Role.MEMBER].read_timeout_ms


def test_nobody_reads_longer_than_any_statement_may_take() -> None:
    allowances = Settings.from_environment({"GRIDLEDGER_STATEMENT_TIMEOUT_MS": "1500"}).allowances
    assert {allowance.read_timeout_ms for allowance in allowances.values()} == {1500}


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        (OPERATION_POINTS, "many", "give numbers"),
        (OPERATION_POINTS, "0", "give numbers"),
        (OPERATION_POINTS, "KING=5", "the roles are"),
        (POINTS_PER_MINUTE, "=5", "the roles are"),
        (POINTS_PER_MINUTE, "MEMBER=5", "a minute must pay"),
        (READ_TIMEOUT_MS, "-5", "give numbers"),
    ],
)
def test_what_cannot_be_used_is_named(name: str, text: str, words: str) -> None:
    with pytest.raises(SettingsError, match=words) as refusal:
        Settings.from_environment({name: text})
    assert name in str(refusal.value)
