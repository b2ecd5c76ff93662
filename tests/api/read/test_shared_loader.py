"""What many fields wait for in one batch, when it fails and the engine has given some of them up."""

from __future__ import annotations

import asyncio
import gc
from typing import Any

import pytest

from graphql_api.read.errors import BadUserInputError
from graphql_api.read.reader import _SharedLoader


async def kinds(given_up: int) -> list[type[Any]]:
    """What three fields come to that wait for a batch which fails once the first of them are given up."""
    begun, go = asyncio.Event(), asyncio.Event()

    async def load(keys: list[int]) -> list[Any]:
        begun.set()
        await go.wait()
        raise BadUserInputError("不行", "It cannot be read.")

    loader = _SharedLoader(load_fn=load)
    waiting = [asyncio.ensure_future(loader.load(key)) for key in range(3)]
    await begun.wait()
    for one in waiting[:given_up]:
        one.cancel()
    go.set()
    return [type(came) for came in await asyncio.gather(*waiting, return_exceptions=True)]


@pytest.mark.parametrize("given_up", [0, 1, 3])
async def test_nobody_complains_of_a_failure_for_which_nobody_waits(given_up: int) -> None:
    complaints: list[str] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, told: complaints.append(told["message"]))
    came = await kinds(given_up)
    await asyncio.sleep(0.01)  # for the batch, where all were given up
    gc.collect()  # asyncio complains when what was not looked at goes
    assert complaints == []
    assert came == [asyncio.CancelledError] * given_up + [BadUserInputError] * (3 - given_up)
