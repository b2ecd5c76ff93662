"""Begins subscriptions, within bounds, and sees to it that each look is the caller's who may look."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Awaitable, Callable
from functools import partial

from strawberry.types import ExecutionResult

from event_store.connections import Connections
from graphql_api.configuration import ServerSettings
from graphql_api.context import RequestContext, Services, Viewer
from graphql_api.errors import ApiError, ErrorCode
from graphql_api.messages import Message
from graphql_api.read import reader_for
from graphql_api.schema import Schema
from graphql_api.subscriptions.asked import AskedSubscription
from graphql_api.subscriptions.feeds import Feeds
from graphql_api.subscriptions.standing import Standing
from graphql_api.web.asgi import Request
from graphql_api.web.endings import RightsEndedError
from graphql_api.web.event_stream import accepts_events
from graphql_api.web.request_log import RequestLog
from graphql_api.web.requests import GraphQLRequest
from graphql_api.web.under_way import UnderWay

_BY_POST = Message("订阅只能用 POST。", "Subscriptions go by POST, or over a WebSocket.")
_NO_EVENTS = Message(
    "订阅以 text/event-stream 或 WebSocket 应答，请在 Accept 中列出前者。",
    "A subscription is answered as text/event-stream, which Accept has to name, or over a WebSocket.",
)
_FULL = Message(
    "服务器的订阅已满，请稍后重试。", "The server has as many subscriptions as it takes; try again shortly."
)
_OWN = Message(
    "该账号的订阅过多，请先结束一些。", "This account has too many subscriptions; end some of them."
)

Chosen = Callable[[Request], Awaitable[Viewer]]


class Subscribing:
    """The subscriptions of a process."""

    def __init__(
        self,
        schema: Schema,
        services: Services,
        settings: ServerSettings,
        chosen: Chosen,
        log: RequestLog,
    ) -> None:
        """``chosen`` tells whose a request is, in the capacity that it chooses. Raises ApiError if nobody's."""
        self._schema = schema
        self._services = services
        self._settings = settings
        self._chosen = chosen
        self._log = log
        self.feeds = Feeds(services.positions, Connections(services.read_pool))
        self._looks = asyncio.Semaphore(max(1, services.read_pool.get_max_size() // 4))
        self._bounds = UnderWay(
            most=settings.subscriptions,
            most_of_account=settings.subscriptions_of_account,
            full=_FULL,
            own=_OWN,
            what="subscription",
        )

    def begin(
        self, asked: GraphQLRequest, context: RequestContext, request: Request
    ) -> Standing | ExecutionResult:
        """A subscription, paid for; or why it cannot be begun.

        Raises ApiError where its items could not be sent, or there are too many.
        """
        viewer = context.viewer
        key = viewer.tenant_id, viewer.actor.account_id
        try:
            _check_transport(request)
            self._bounds.one()
            self._bounds.of(key)
        except ApiError:
            if context.account is not None:
                context.account.pay_fault()
            raise
        begun = self._schema.asked(asked.query, asked.variables or {}, asked.operation_name, context)
        if not isinstance(begun, AskedSubscription):
            return begun
        return Standing(
            asked=begun,
            execution=self._schema.execution,
            feeds=self.feeds,
            turns=self._looks,
            tenant_id=viewer.tenant_id,
            renew=partial(self._renew, request, context),
            bounds=self._bounds,
            account=key,
            failed=partial(self._log.faults, request_id=request.id),
        )

    async def close(self) -> None:
        """End all subscriptions, and let nobody begin one: the server stops."""
        self.feeds.close()

    async def _renew(self, request: Request, begun: RequestContext, since: int) -> RequestContext:
        """The context of the next look: a caller who may still act as when the subscription was begun.

        Raises ApiError for any other.
        """
        try:
            viewer = await self._chosen(request)
        except ApiError as error:
            if error.code is ErrorCode.FORBIDDEN:
                raise RightsEndedError from error
            raise
        if viewer.actor != begun.viewer.actor:
            raise RightsEndedError
        timeout_ms = self._settings.allowances[viewer.actor.role].read_timeout_ms
        account = begun.account and dataclasses.replace(
            begun.account, cost=0, has_paid=False, unpaid_seconds=0.0
        )
        reader = reader_for(self._services, viewer, timeout_ms=timeout_ms, since=since)
        return dataclasses.replace(begun, viewer=viewer, account=account, reader=reader)


def _check_transport(request: Request) -> None:
    """Raise ApiError for a request that no item could be sent to."""
    if request.method != "POST":
        raise ApiError(ErrorCode.BAD_USER_INPUT, _BY_POST, status=405)
    if not accepts_events(request.headers.get("accept")):
        raise ApiError(ErrorCode.BAD_USER_INPUT, _NO_EVENTS, status=406)
