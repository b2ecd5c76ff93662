"""A subscription under way: it looks, tells what is new, and waits until there may be more.

Each look is a query of its own: planned, priced and recorded as one, with the rights that the caller has just then.
Nothing is read ahead of the client: the next look comes once the item before it has been taken.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from graphql import ExecutionResult as Found
from graphql import GraphQLError
from strawberry.types import ExecutionResult

from graphql_api.context import RequestContext
from graphql_api.execute import Execution, extensions
from graphql_api.identity.verifier import LEEWAY_SECONDS
from graphql_api.read.connection import DEFAULT_PAGE
from graphql_api.read_audit import record_reading
from graphql_api.subscriptions.asked import AskedSubscription
from graphql_api.subscriptions.feeds import Feeds, Watch
from graphql_api.subscriptions.items import Telling, telling
from graphql_api.web.under_way import UnderWay

CHECK_SECONDS = 30.0  # at the longest, between two looks at whether the caller still may

Renew = Callable[[int], Awaitable[RequestContext]]
Failed = Callable[[Sequence[GraphQLError]], None]


@dataclass(slots=True, kw_only=True)
class Standing:
    """A subscription that was begun and paid for.

    ``renew`` makes the context of the next look, which reads what grows after a position. It raises ApiError where the
    caller is nobody any more, or somebody else.
    """

    asked: AskedSubscription
    execution: Execution
    feeds: Feeds
    turns: asyncio.Semaphore  # looks at a time in the process: others find connections when a county moves
    tenant_id: str
    renew: Renew
    bounds: UnderWay  # of subscriptions; this one counts while its items are taken
    account: Hashable
    failed: Failed = lambda _: None  # is told of the errors of an item
    _watch: Watch | None = None
    _is_stopped: bool = False

    async def items(self) -> AsyncGenerator[ExecutionResult, None]:
        """What is told, until it ends by itself: with an answer that could not be given, as a query's would be.

        Raises ApiError for whatever else ends it, and EventStoreError and ReadAuditUnavailableError.
        """
        told = telling(self.asked, DEFAULT_PAGE)
        with (
            self.bounds.one(),
            self.bounds.of(self.account),
            self.feeds.watch(self.tenant_id, self.asked.subject) as watch,
        ):
            self._watch = watch
            if self._is_stopped:
                return
            await self._come_to(self.asked.arguments.get("after") or 0)
            while True:
                watch.begin()
                context = await self.renew(told.since)
                if watch.subject is not None and watch.subject.is_work:
                    context.reader.tell_mark(watch.subject.id)
                try:
                    answer, is_last = await self._look(context, told)
                finally:
                    await context.reader.end()
                watch.told(context.reader.position, context.reader.mark)
                if answer is not None:
                    yield answer
                if is_last:
                    return
                if not told.is_behind:
                    await self._wait(watch, context, told)

    async def _come_to(self, position: int) -> None:
        """Wait for the read models to come as far as the client is already. Raises NotCaughtUpError."""
        if position:
            context = await self.renew(position)
            await context.reader.at_least(position)

    def stop(self) -> None:
        """Nobody takes its items any more."""
        self._is_stopped = True
        if self._watch is not None:
            self._watch.end()

    async def _look(self, context: RequestContext, told: Telling) -> tuple[ExecutionResult | None, bool]:
        """The next item, if there is one, and whether it is the last."""
        asked = self.asked
        async with self.turns:
            found = await self.execution.look(asked.looks, asked.look, asked.variables, context)
        if _has_failed(found, asked.key):
            return self._answer(context, found.data, found, context.reader.position), True
        data = told.take(found.data or {}, context.reader.position or 0)
        if data is None:
            _pay(context, told.price_of_nothing)
            return None, False
        _pay(context, asked.cost)
        if context.reader.seen.marks:
            await context.reader.end()  # to keep the record may take a connection: not while holding one
            await record_reading(context, asked.text, asked.operation)
        return self._answer(context, data, found, told.reached(context.reader.position or 0)), False

    def _answer(
        self, context: RequestContext, data: Any, found: Found, position: int | None
    ) -> ExecutionResult:
        more = extensions(context)
        if position is not None:
            more["position"] = position
        errors = found.errors and self.execution.told(found.errors, self.asked.variables)
        self.failed(errors or ())
        return ExecutionResult(data=data, errors=errors, extensions=more)

    async def _wait(self, watch: Watch, context: RequestContext, told: Telling) -> None:
        """Until something moved; meanwhile it is checked now and then whether the caller still may."""
        while not await watch.wait(_check_in(context)):
            context = await self.renew(told.since)


def _check_in(context: RequestContext) -> float:
    """Seconds until the caller has to be looked at again; a token that ends is seen to end."""
    left = (context.viewer.expires_at - datetime.now(UTC)).total_seconds() + LEEWAY_SECONDS
    return min(CHECK_SECONDS, max(0.0, left) + 0.1)


def _has_failed(found: Found, key: str) -> bool:
    """Whether nothing could be told of what was asked for."""
    return bool(found.errors) and (found.data is None or found.data.get(key) is None)


def _pay(context: RequestContext, points: int) -> None:
    """Take points. Raises ApiError, THROTTLED, where too few are left."""
    if context.account is not None:
        context.account.cost = points
        context.account.pay()
