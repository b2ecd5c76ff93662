"""Row 28: bodies that mean to fill the memory of a real server: 400, 413 or 415, and at most 50 MB more of it.

What else is no good body is proved in tests/api/test_http.py.
"""

from __future__ import annotations

import asyncio
import gzip
import zlib
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import orjson
import pytest

from tests.security.conftest import Attacked
from tests.system.processes import Serving

MOST_MEGABYTES = 50
MEGABYTE = 1024 * 1024
GOOD = b'{"query": "{ __typename }"}'
BATCH = orjson.dumps([{"query": "{ viewer { account } }"}] * 1000)
LARGE = b'{"query": "' + b"#" * (10 * MEGABYTE) + b'"}'
ZEROES = b'{"query": "' + bytes(100 * MEGABYTE)  # a hundredth of it is sent


def deflated(body: bytes) -> bytes:
    return zlib.compress(body)


BODIES = {
    "batch of 1,000": (BATCH, {}, 400),
    "10 MB": (LARGE, {}, 413),
    "gzip": (gzip.compress(ZEROES), {"Content_Encoding": "gzip"}, 415),
    "gzip, said in capitals": (gzip.compress(ZEROES), {"Content_Encoding": "GZIP"}, 415),
    "gzip in gzip": (gzip.compress(gzip.compress(ZEROES)), {"Content_Encoding": "gzip, gzip"}, 415),
    "deflate": (deflated(ZEROES), {"Content_Encoding": "deflate"}, 415),
    "encodings beside identity": (gzip.compress(ZEROES), {"Content_Encoding": "identity, gzip"}, 415),
    "gzip that says nothing of it": (gzip.compress(ZEROES), {}, 400),
}


class Memory:
    """The most that a process has resident from now on, where the system tells of it."""

    def __init__(self, pid: int) -> None:
        self._status = Path(f"/proc/{pid}/status")
        if self._status.exists():  # Linux
            self._status.with_name("clear_refs").write_text("5")  # the peak begins anew
        self._before = self._peak()

    def grown(self) -> float:
        """Megabytes; 0 where nothing tells of it."""
        return self._peak() - self._before

    def _peak(self) -> float:
        lines = self._status.read_text().splitlines() if self._status.exists() else ["VmHWM: 0 kB"]
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


@pytest.fixture
def memory(serving: Serving) -> Memory:
    """Of the server, once it has answered."""
    answer = httpx.post(f"{serving.address}/graphql", content=GOOD, trust_env=False)
    assert answer.status_code in (401, 415)
    return Memory(serving.process.pid)


async def test_each_is_refused(attacked: Attacked, memory: Memory) -> None:
    for name, (body, headers, status) in BODIES.items():
        response = await attacked.post(body, **headers)
        assert response.status_code == status, name
        assert response.json()["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    assert memory.grown() < MOST_MEGABYTES
    assert (await attacked.post(GOOD)).status_code == 200


@pytest.mark.parametrize("value", ["{}", "[]", "[[]]", "0", '"x"', "1.5", '{"a":{}}'])
async def test_values_that_take_more_room_than_their_text(
    attacked: Attacked, memory: Memory, value: str
) -> None:
    values = ",".join([value] * (4_000_000 // (len(value) + 1)))
    body = f'{{"query": "{{ __typename }}", "variables": {{"a": [{values}]}}}}'
    response = await attacked.post(body.encode())
    assert response.status_code == 400
    assert response.json()["errors"][0]["extensions"]["code"] == "QUERY_TOO_COMPLEX"
    assert memory.grown() < MOST_MEGABYTES


async def test_a_length_that_is_not_said(attacked: Attacked, memory: Memory) -> None:
    """In chunks, of which the server learns the sum only as they come."""

    async def chunks() -> AsyncIterator[bytes]:
        for start in range(0, len(LARGE), 65_536):
            yield LARGE[start : start + 65_536]

    answers = await asyncio.gather(*(attacked.http.post(
        "/graphql", content=chunks(), headers={"Content-Type": "application/json"}
    ) for _ in range(4)))  # fmt: skip
    assert [answer.status_code for answer in answers] == [413] * 4
    assert memory.grown() < MOST_MEGABYTES


async def test_strangers_are_refused_before_their_body_is_read(attacked: Attacked, memory: Memory) -> None:
    async with httpx.AsyncClient(base_url=attacked.process.address, trust_env=False) as stranger:
        answers = await asyncio.gather(
            *(stranger.post("/graphql", content=LARGE, headers={"Content-Type": "application/json"})
              for _ in range(10))
        )  # fmt: skip
    assert {answer.status_code for answer in answers} == {401}
    assert memory.grown() < MOST_MEGABYTES
