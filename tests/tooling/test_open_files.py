"""A server that may have as many connections as it is told, or says at the start why it may not."""

from __future__ import annotations

import resource
from dataclasses import replace

import pytest

from gridledger.open_files import allow_connections
from gridledger.settings import Settings, SettingsError


@pytest.fixture
def limits(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    """The limits of a process as they are set, the last one in force: at first 256 and 2,000."""
    found = [(256, 2_000)]
    monkeypatch.setattr(resource, "getrlimit", lambda _: found[-1])
    monkeypatch.setattr(resource, "setrlimit", lambda _, limit: found.append(limit))
    return found


def test_the_soft_limit_is_raised_as_far_as_needed(limits: list[tuple[int, int]]) -> None:
    settings = Settings.from_environment({})
    for _ in range(2):
        allow_connections(settings)
    assert limits == [(256, 2_000), (1_170, 2_000)]


def test_the_hard_limit_stands(limits: list[tuple[int, int]]) -> None:
    settings = replace(Settings.from_environment({}), connections=10_000)
    with pytest.raises(SettingsError, match="set it to 1830"):
        allow_connections(settings)
    allow_connections(replace(settings, connections=1_830))
    assert limits[-1] == (2_000, 2_000)
