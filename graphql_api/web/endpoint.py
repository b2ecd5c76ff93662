"""/graphql: from an HTTP request to an operation and back."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from graphql import GraphQLError
from starlette.types import ASGIApp, Receive, Scope, Send
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.types import ExecutionResult
from strawberry.types.execution import PreExecutionError
from strawberry.types.graphql import OperationType

from application.actor import Role
from application.counties import RehearsalRefusedError
from event_store.connections import Connections
from event_store.errors import EventStoreError, UnknownCountyError
from event_store.telemetry import Span, span
from graphql_api.configuration import ServerSettings
from graphql_api.context import RequestContext, Services, Viewer
from graphql_api.cost.account import Account
from graphql_api.cost.buckets import Buckets
from graphql_api.cost.faults import BYTE_SECONDS, PUT_OFF_SECONDS, Faults, PutOffError
from graphql_api.errors import ApiError, CodedMessage, ErrorCode, coded
from graphql_api.identity import Authenticator
from graphql_api.identity.capacities import HEADER as CAPACITY_HEADER
from graphql_api.identity.capacities import Capacities
from graphql_api.limits import check_variables
from graphql_api.messages import Locale, Message
from graphql_api.messages import negotiate as negotiate_language
from graphql_api.read import reader_for
from graphql_api.schema import Schema
from graphql_api.subscriptions.standing import Standing
from graphql_api.trusted_documents import TrustedDocuments
from graphql_api.web.answers import error_answer, result_answer
from graphql_api.web.asgi import Answer, Request, named_request
from graphql_api.web.authentication import authenticate
from graphql_api.web.clock import HEADER as CLOCK_HEADER
from graphql_api.web.clock import clock_of
from graphql_api.web.event_stream import EventStream, accepts_events, as_events
from graphql_api.web.explorer import explorer_page
from graphql_api.web.negotiation import MediaType, negotiate
from graphql_api.web.persisted import AskedDocuments
from graphql_api.web.purpose import HEADER as PURPOSE_HEADER
from graphql_api.web.purpose import purpose_of
from graphql_api.web.request_log import RequestLog
from graphql_api.web.requests import GraphQLRequest, body_bytes, query_parameters, read_request
from graphql_api.web.subscribing import Subscribing
from graphql_api.web.under_way import UnderWay

_METHODS = "GET, POST"
_METHOD = Message("只接受 GET 和 POST。", "Only GET and POST are served here.")
_NO_MUTATION = Message("变更操作只能用 POST。", "Mutations go by POST.")
_NO_OPERATION = Message("文档中没有所指的操作。", "The document has no such operation.")
_NOT_ACCEPTABLE = Message("无法按 Accept 所列类型作答。", "None of the media types in Accept can be given.")
_ALLOWED = {
    "GET": (OperationType.QUERY,),
    "POST": (OperationType.QUERY, OperationType.MUTATION),
}


class GraphQLEndpoint:
    """Answers requests to /graphql."""

    def __init__(
        self,
        schema: Schema,
        services: Services,
        authenticator: Authenticator,
        settings: ServerSettings,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._schema = schema
        self._services = services
        self._authenticator = authenticator
        self._capacities = Capacities(Connections(services.read_pool), services.counties)
        self._settings = settings
        self._buckets = Buckets(clock=clock)
        self._faults = Faults(settings.faults_ms_per_minute, clock=clock)
        trusted = TrustedDocuments(Connections(services.read_pool))
        self._documents = AskedDocuments(trusted, settings.trusted_only)
        self._under_way = UnderWay(most=settings.requests, most_of_account=settings.requests_of_account)
        self.log = RequestLog()
        self.subscribing = Subscribing(schema, services, settings, self.viewer, self.log)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, whatever its method."""
        response, wait_seconds = await self.answer(named_request(scope, receive))
        if wait_seconds:
            await asyncio.sleep(wait_seconds)
        await response(scope, receive, send)

    async def answer(self, request: Request) -> tuple[ASGIApp, float]:
        """The answer to a request, whatever becomes of it, and seconds to wait until it is sent.

        One line in the log tells of it.
        """
        wait_seconds = 0.0
        locale = negotiate_language(request.headers.get("accept-language"))
        wants_page = (
            request.method == "GET"
            and self._settings.explorer
            and query_parameters(request).keys().isdisjoint(("query", "extensions"))
        )
        media_type = negotiate(request.headers.get("accept"), html=wants_page)
        if media_type is MediaType.HTML:
            return explorer_page(), wait_seconds
        with span("request", request_id=request.id) as traced:
            return await self._answer(request, locale, media_type, traced)

    async def _answer(
        self, request: Request, locale: Locale, media_type: MediaType | None, traced: Span
    ) -> tuple[ASGIApp, float]:
        wait_seconds = 0.0
        started = time.perf_counter()
        facts: dict[str, Any] = {}
        told: list[CodedMessage] = []
        try:
            only_events = media_type is None
            if only_events and not accepts_events(request.headers.get("accept")):
                raise ApiError(ErrorCode.BAD_USER_INPUT, _NOT_ACCEPTABLE, status=406)
            result = await self.operate(request, locale, facts)
            if isinstance(result, Standing):
                response: Answer | EventStream = EventStream(
                    result, locale, request.id, partial(self.log.ended, request.id)
                )
            else:
                answer, told = result_answer(result, media_type or MediaType.JSON, locale, request.id)
                response = as_events(answer) if only_events else answer
        except GraphQLError as error:
            wait_seconds = PUT_OFF_SECONDS if isinstance(error, PutOffError) else 0.0
            response, told = error_answer(error, media_type or MediaType.JSON, locale, request.id)
        if response.status == 405 and isinstance(response, Answer):
            response.add_header("Allow", _METHODS if request.method not in _ALLOWED else "POST")
        self.log.request(request.id, response.status, told, facts, time.perf_counter() - started, traced)
        return response, wait_seconds

    async def operate(
        self, request: Request, locale: Locale, facts: dict[str, Any]
    ) -> ExecutionResult | Standing:
        """Run the operation that a request asks for, or begin the subscription; ``facts`` are for the log.

        Raises GraphQLError where it asks for neither.
        """
        with self._under_way.one(is_surplus=request.is_surplus):
            result = await self._execute(request, locale, facts)
        if not isinstance(result, Standing):
            self.log.faults(result.errors or (), request.id)
        return result

    async def operate_logged(self, request: Request, locale: Locale) -> ExecutionResult | Standing:
        """The same for what did not come over HTTP: a line in the log tells of it. Raises GraphQLError."""
        with span("request", request_id=request.id) as traced:
            return await self._operate_logged(request, locale, traced)

    async def _operate_logged(
        self, request: Request, locale: Locale, traced: Span
    ) -> ExecutionResult | Standing:
        started, facts = time.perf_counter(), dict[str, Any]()
        told: list[CodedMessage] = []
        try:
            result = await self.operate(request, locale, facts)
        except GraphQLError as error:
            told = [coded(error, locale)]
            raise
        else:
            if not isinstance(result, Standing):
                told = [coded(error, locale) for error in result.errors or ()]
            return result
        finally:
            status = told[0].status if told else 200
            self.log.request(request.id, status, told, facts, time.perf_counter() - started, traced)

    async def viewer(self, request: Request) -> Viewer:
        """Who sends a request, in the capacity that it chooses. Raises ApiError where nobody knows."""
        viewer = await authenticate(request.headers.get("authorization"), self._authenticator)
        return await self._capacities.chosen(viewer, request.headers.get(CAPACITY_HEADER.lower()))

    async def _execute(
        self, request: Request, locale: Locale, facts: dict[str, Any]
    ) -> ExecutionResult | Standing:
        """The same, for one of the requests under way. Raises GraphQLError."""
        if request.method not in _ALLOWED:
            raise ApiError(ErrorCode.BAD_USER_INPUT, _METHOD, status=405)
        viewer = await authenticate(request.headers.get("authorization"), self._authenticator)
        facts["role"] = viewer.actor.role.value
        role = viewer.actor.role
        key = viewer.tenant_id, viewer.actor.account_id
        account = Account(key, role, self._settings.allowances[role], self._buckets, self._faults)
        with self._under_way.of(key):
            account.check_faults()
            try:
                asked, context = await self._prepared(viewer, account, request, locale, facts)
            except (ApiError, UnknownCountyError, RehearsalRefusedError) as error:
                account.pay_fault()
                raise _told(error) from error
            except EventStoreError as error:  # which is no fault of the caller's
                raise _told(error) from error
            return await self._run(asked, context, request, facts)

    async def _prepared(
        self, viewer: Viewer, account: Account, request: Request, locale: Locale, facts: dict[str, Any]
    ) -> tuple[GraphQLRequest, RequestContext]:
        """What is asked for, and all that is known of the request. Nothing is read for whoever has no points left.

        Raises ApiError, EventStoreError and RehearsalRefusedError.
        """
        if not viewer.by_log:  # else its role is not known yet
            account.check_points()
        viewer = await self._capacities.chosen(viewer, request.headers.get(CAPACITY_HEADER.lower()))
        role = viewer.actor.role
        if viewer.by_log:
            facts["role"] = role.value
            account.act_as(role, self._settings.allowances[role])
            account.check_points()
        clock = clock_of(request.headers.get(CLOCK_HEADER.lower()), production=self._settings.production)
        given_purpose = request.headers.get(PURPOSE_HEADER.lower())
        purpose = purpose_of(given_purpose, role, self._settings.purpose_required)
        await self._open_county(viewer)
        asked = await self._asked(request, account, role)
        facts["document"] = (asked.sha256 or "")[:16]
        return asked, RequestContext(
            services=self._services,
            viewer=viewer,
            request_id=request.id,
            locale=locale,
            reader=reader_for(self._services, viewer, timeout_ms=account.allowance.read_timeout_ms),
            account=account,
            purpose=purpose,
            document_name=asked.document_name,
            knows_schema=role in self._settings.introspection,
            clock=clock,
        )

    async def _run(
        self,
        asked: GraphQLRequest,
        context: RequestContext,
        request: Request,
        facts: dict[str, Any],
    ) -> ExecutionResult | Standing:
        """Execute the operation. Raises ApiError for one that may not be, by its kind or name."""
        try:
            result = await self._schema.execute(
                asked.query,
                variable_values=asked.variables,
                operation_name=asked.operation_name,
                context_value=context,
                allowed_operation_types=_ALLOWED[request.method],
            )
        except InvalidOperationTypeError as error:
            if error.operation_type is OperationType.SUBSCRIPTION:
                facts["kind"] = context.kind
                begun = self.subscribing.begin(asked, context, request)
                return begun if isinstance(begun, Standing) else self._told(begun, asked)
            raise ApiError(ErrorCode.BAD_USER_INPUT, _NO_MUTATION, status=405) from None
        except CannotGetOperationTypeError:
            raise ApiError(ErrorCode.BAD_USER_INPUT, _NO_OPERATION) from None
        facts["kind"], facts["position"] = context.kind, context.reader.position
        return self._told(result, asked)

    def _told(self, result: ExecutionResult, asked: GraphQLRequest) -> ExecutionResult:
        if result.errors and not isinstance(result, PreExecutionError):
            result.errors = self._schema.execution.told(result.errors, asked.variables or {})
        return result

    async def _asked(self, request: Request, account: Account, role: Role) -> GraphQLRequest:
        """What a request asks for; of one that asks for nothing, what it took is noted. Raises ApiError."""
        largest, limits = self._settings.largest_body_bytes, self._settings.limits
        try:
            asked = await read_request(request, largest_body_bytes=largest, values=limits.variable_values)
            check_variables(asked.variables, limits)
            return await self._documents.complete(asked, role)
        except ApiError:
            account.unpaid_seconds = BYTE_SECONDS * body_bytes(request, largest)
            raise

    async def _open_county(self, viewer: Viewer) -> None:
        """Nobody works in a county that does not exist, but for the operator who founds it.

        Raises EventStoreError and RehearsalRefusedError.
        """
        try:
            await self._services.counties.open(viewer.tenant_id)
        except UnknownCountyError:
            if viewer.actor.role is not Role.OPERATOR:
                raise


def _told(error: Exception) -> GraphQLError:
    """What is told of whatever keeps a request from being executed."""
    return error if isinstance(error, GraphQLError) else GraphQLError("", original_error=error)
