"""Row 29: malformed documents en masse. None is answered by 5xx, each error is coded, and others are served meanwhile.

GRIDLEDGER_TEST_MALFORMED=100000 sends the row's own number; it prints what others had to wait before and meanwhile.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Iterator
from itertools import islice
from typing import Any

from tests.security.conftest import Attacked
from tests.security.malformed import bodies

NUMBER = int(os.environ.get("GRIDLEDGER_TEST_MALFORMED", "2000"))
SEED = 20261120
ATTACKERS = 4
GOOD = b'{"query": "{ county { name committee { name } } }"}'


async def test_none_is_a_fault_of_ours(founded: Attacked) -> None:
    alone = await waits(founded, asyncio.create_task(asyncio.sleep(1)))
    sent = islice(bodies(SEED), NUMBER)
    attack = asyncio.gather(*(one_attacker(founded, sent) for _ in range(ATTACKERS)))
    meanwhile = await waits(founded, attack)
    refused = sum(attack.result())
    print(f"{refused} of {NUMBER} refused; p99 alone {p99(alone):.1f} ms, meanwhile {p99(meanwhile):.1f} ms")  # noqa: T201
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


async def waits(served: Attacked, until: asyncio.Future[Any]) -> list[float]:
    """Milliseconds that another caller waits for each of its answers, until then; all of them are right."""
    took = []
    while not until.done():
        started = time.perf_counter()
        response = await served.post(GOOD)
        took.append((time.perf_counter() - started) * 1000)
        assert response.json()["data"]["county"]["name"] == "醴陵市"
        await asyncio.sleep(0.02)
    return took


def p99(took: list[float]) -> float:
    return sorted(took)[int(len(took) * 0.99)]
