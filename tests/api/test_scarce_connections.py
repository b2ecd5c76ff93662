"""No request waits for a connection while it holds one: a full pool slows callers down, and locks none of them up."""

from __future__ import annotations

import pytest

from gridledger.settings import Settings
from tests.api.client import Api
from tests.api.conftest import SECRET
from tests.api.county import County


@pytest.fixture
def settings() -> Settings:
    return Settings.from_environment({"GRIDLEDGER_SECRET": SECRET, "GRIDLEDGER_POOL_SIZE": "1"})


def _rename(alias: str, organisation: str, name: str) -> str:
    given = f'{{idempotencyKey: "{alias}", organisationId: "{organisation}", name: "{name}"}}'
    return f"{alias}: organisationRename(input: {given}) {{ organisation {{ name }} query {{ county {{ name }} }} }}"


async def test_a_command_after_a_payload_that_was_read(county: County) -> None:
    api: Api = county.api
    calls = [_rename(f"m{number}", county.branch, f"王坊村第{number}党支部") for number in range(3)]
    answer = await api.ask(f"mutation {{ {' '.join(calls)} }}")
    names = [payload["organisation"]["name"] for payload in answer.values()]
    assert names == [f"王坊村第{number}党支部" for number in range(3)]
