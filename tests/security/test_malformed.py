"""Row 29: malformed documents en masse. None is answered by 5xx, each error is coded, and others are served meanwhile.

GRIDLEDGER_TEST_MALFORMED=100000 sends the row's own number, in half an hour. All are read and checked, for this server
puts nobody off; what others have to wait beside such clients, where it does, is measured in test_others_wait.py.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Iterator
from itertools import islice
from typing import Any

import pytest

from tests.security.conftest import Attacked
from tests.security.malformed import bodies

NUMBER = int(os.environ.get("GRIDLEDGER_TEST_MALFORMED", "2000"))
pytestmark = pytest.mark.timeout(120 + NUMBER / 25)
SEED = 20261120
ATTACKERS = 4
GOOD = b'{"query": "{ county { name committee { name } } }"}'


async def test_none_is_a_fault_of_ours(founded: Attacked) -> None:
    started = time.perf_counter()
    sent = islice(bodies(SEED), NUMBER)
    attack = asyncio.gather(*(one_attacker(founded, sent) for _ in range(ATTACKERS)))
    others = await answered(founded, attack)
    refused = sum(attack.result())
    seconds = time.perf_counter() - started
    print(f"{refused} of {NUMBER} refused in {seconds:.0f} s, {others} questions answered meanwhile")  # noqa: T201
    assert refused > NUMBER * 0.9
    assert not founded.process.ended
    assert '"error"' not in founded.process.stderr


async def one_attacker(attacked: Attacked, sent: Iterator[bytes]) -> int:
    """Sends one body after the other; how many of them were refused."""
    refused = 0
    for body in sent:
        response = await attacked.post(body)
        assert response.status_code < 500, body
        errors = response.json().get("errors", [])
        assert all(one["extensions"]["code"] != "INTERNAL_SERVER_ERROR" for one in errors), body
        assert bool(errors) or response.status_code == 200, body
        refused += bool(errors)
    return refused


async def answered(served: Attacked, until: asyncio.Future[Any]) -> int:
    """How many questions of another caller were answered until then; all of them rightly."""
    count = 0
    while not until.done():
        response = await served.post(GOOD)
        assert response.json()["data"]["county"]["name"] == "醴陵市"
        count += 1
        await asyncio.sleep(0.02)
    return count
