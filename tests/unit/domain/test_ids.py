"""New ids: none comes twice, whoever asks."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from domain.core.ids import RandomIds, uuid7

MANY = 2_000  # several blocks of randomness


def test_ids_of_threads_differ() -> None:
    with ThreadPoolExecutor(4) as threads:
        ids = list(threads.map(lambda _: uuid7(at_ms=1), range(MANY)))
    assert len(set(ids)) == MANY
    assert {id_.version for id_ in ids} == {7}


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_a_forked_process_makes_ids_of_its_own() -> None:
    RandomIds().new_id()  # there is randomness at hand
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.write(write, uuid7(at_ms=1).bytes)
        os._exit(0)
    os.waitpid(child, 0)
    assert os.read(read, 16) not in {uuid7(at_ms=1).bytes for _ in range(MANY)}
