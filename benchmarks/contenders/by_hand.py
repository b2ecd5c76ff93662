"""The floor: one hand-written statement that returns finished JSON, behind the same Starlette and uvicorn.

No token, no scope but row security, no cost, no parsing: `python -m benchmarks.contenders.by_hand PORT QUERY`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from application.actor import Actor, Role
from benchmarks.queries import QUERIES
from event_store.pool import make_pool
from graphql_api.read.entering import seen_by

COUNTY = "liling-demo"
# Row security holds this side too: it reads as one who sees the whole county.
ENTERED = "\n     WHERE (SELECT set_config('gridledger.entered', $1 || $2, true)) IS NOT NULL"
SEEN = seen_by(Actor("by-hand", Role.INSPECTOR))


def application(sql: str) -> Starlette:
    """Answers every request with the statement's text."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        app.state.pool = await make_pool(os.environ["DATABASE_URL"])
        yield
        await app.state.pool.close()

    async def answer(request: Request) -> Response:
        await request.body()
        text = await request.app.state.pool.fetchval(sql + ENTERED, COUNTY, SEEN)
        return Response(text, media_type="application/json")

    return Starlette(routes=[Route("/", answer, methods=["POST"])], lifespan=lifespan)


if __name__ == "__main__":
    answering = application(QUERIES[sys.argv[2]].sql)
    uvicorn.run(answering, host="127.0.0.1", port=int(sys.argv[1]), log_config=None, access_log=False)
