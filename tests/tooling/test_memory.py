"""What a process takes and keeps of the machine's memory."""

from __future__ import annotations

import gc
import os

import pytest

from gridledger.memory import looked_past, shared_buffers_mb

GIGABYTE = 1024**3


@pytest.mark.parametrize(
    ("machine_bytes", "buffers_mb"),
    [(GIGABYTE // 2, 128), (GIGABYTE, 128), (4 * GIGABYTE, 512), (64 * GIGABYTE, 1024)],
)
def test_an_eighth_goes_to_buffers_within_bounds(
    machine_bytes: int, buffers_mb: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = {"SC_PHYS_PAGES": machine_bytes // 4096, "SC_PAGE_SIZE": 4096}
    monkeypatch.setattr(os, "sysconf", told.__getitem__)
    assert shared_buffers_mb() == buffers_mb


def test_what_was_there_is_looked_at_again_afterwards() -> None:
    with looked_past():
        assert gc.get_freeze_count() > 0
    assert gc.get_freeze_count() == 0
