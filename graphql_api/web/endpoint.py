"""/graphql: from an HTTP request to an operation and back."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence
from typing import Any

import structlog
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
from event_store.telemetry import Span, is_measured, span
from graphql_api.configuration import ServerSettings
from graphql_api.context import RequestContext, Services, Viewer
from graphql_api.cost.account import Account
from graphql_api.cost.buckets import Buckets
from graphql_api.cost.faults import BYTE_SECONDS, PUT_OFF_SECONDS, Faults, PutOffError
from graphql_api.errors import ApiError, CodedMessage, ErrorCode, root_cause
from graphql_api.field_errors import FieldError
from graphql_api.identity import Authenticator
from graphql_api.identity.capacities import HEADER as CAPACITY_HEADER
from graphql_api.identity.capacities import Capacities
from graphql_api.limits import check_variables
from graphql_api.messages import Locale, Message
from graphql_api.messages import negotiate as negotiate_language
from graphql_api.read import reader_for
from graphql_api.schema import Schema
from graphql_api.trusted_documents import TrustedDocuments
from graphql_api.variables import without_values
from graphql_api.web.answers import error_answer, result_answer
from graphql_api.web.asgi import Request, named_request
from graphql_api.web.authentication import authenticate
from graphql_api.web.clock import HEADER as CLOCK_HEADER
from graphql_api.web.clock import clock_of
from graphql_api.web.explorer import explorer_page
from graphql_api.web.negotiation import MediaType, negotiate
from graphql_api.web.observed import observe_request, outcome_of
from graphql_api.web.persisted import AskedDocuments
from graphql_api.web.purpose import HEADER as PURPOSE_HEADER
from graphql_api.web.purpose import purpose_of
from graphql_api.web.requests import GraphQLRequest, body_bytes, query_parameters, read_request
from graphql_api.web.tracebacks import places
from graphql_api.web.under_way import UnderWay

_log = structlog.stdlib.get_logger("gridledger.graphql")

_METHODS = "GET, POST"
_METHOD = Message("只接受 GET 和 POST。", "Only GET and POST are served here.")
_NO_MUTATION = Message("变更操作只能用 POST。", "Mutations go by POST.")
_NO_SUBSCRIPTION = Message("尚不提供订阅。", "There are no subscriptions yet.")
_NO_OPERATION = Message("文档中没有所指的操作。", "The document has no such operation.")
_NOT_ACCEPTABLE = Message("无法按 Accept 所列类型作答。", "None of the media types in Accept can be given.")
_UNUSABLE_ARGUMENT = Message("字段的参数没有可用的值。", "An argument of this field has no usable value.")
_ALLOWED = {
    "GET": (OperationType.QUERY,),
    "POST": (OperationType.QUERY, OperationType.MUTATION),
}


class GraphQLEndpoint:
    """Answers requests to /graphql."""

    def __init__(
        self, schema: Schema, services: Services, authenticator: Authenticator, settings: ServerSettings
    ) -> None:
        self._schema = schema
        self._services = services
        self._authenticator = authenticator
        self._capacities = Capacities(Connections(services.read_pool), services.counties)
        self._settings = settings
        self._buckets = Buckets()
        self._faults = Faults(settings.faults_ms_per_minute)
        trusted = TrustedDocuments(Connections(services.read_pool))
        self._documents = AskedDocuments(trusted, settings.trusted_only)
        self._under_way = UnderWay(most=settings.requests, most_of_account=settings.requests_of_account)
        self._log = _log.bind()  # once: the one above is made anew for each line

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
        try:
            if media_type is None:
                raise ApiError(ErrorCode.BAD_USER_INPUT, _NOT_ACCEPTABLE, status=406)
            with self._under_way.one(is_surplus=request.is_surplus):
                result = await self._execute(request, locale, facts)
            response, told = result_answer(result, media_type, locale, request.id)
            self._log_faults(result.errors or (), request.id)
        except GraphQLError as error:
            wait_seconds = PUT_OFF_SECONDS if isinstance(error, PutOffError) else 0.0
            response, told = error_answer(error, media_type or MediaType.JSON, locale, request.id)
        if response.status == 405:
            response.add_header("Allow", _METHODS if request.method not in _ALLOWED else "POST")
        kind, seconds = facts.pop("kind", ""), time.perf_counter() - started
        self._log_request(request.id, response.status, told, facts, seconds)
        codes = [one.code for one in told]
        traced.facts(kind=kind, status=response.status, outcome=outcome_of(codes), **_known(facts))
        if is_measured():
            observe_request(kind, codes, seconds)
        return response, wait_seconds

    async def _execute(self, request: Request, locale: Locale, facts: dict[str, Any]) -> ExecutionResult:
        """Run the operation that a request asks for. Raises ApiError where it asks for none."""
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
            return await self._run(asked, context, _ALLOWED[request.method], facts)

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
        allowed: tuple[OperationType, ...],
        facts: dict[str, Any],
    ) -> ExecutionResult:
        """Execute the operation. Raises ApiError for one that may not be, by its kind or name."""
        try:
            result = await self._schema.execute(
                asked.query,
                variable_values=asked.variables,
                operation_name=asked.operation_name,
                context_value=context,
                allowed_operation_types=allowed,
            )
        except InvalidOperationTypeError as error:
            if error.operation_type is OperationType.SUBSCRIPTION:
                raise ApiError(ErrorCode.BAD_USER_INPUT, _NO_SUBSCRIPTION) from None
            raise ApiError(ErrorCode.BAD_USER_INPUT, _NO_MUTATION, status=405) from None
        except CannotGetOperationTypeError:
            raise ApiError(ErrorCode.BAD_USER_INPUT, _NO_OPERATION) from None
        facts["kind"], facts["position"] = context.kind, context.reader.position
        if result.errors and not isinstance(result, PreExecutionError):
            errors = without_values(result.errors, self._schema._schema, asked.variables or {})  # noqa: SLF001
            result.errors = [_with_code(error) for error in errors]
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

    def _log_faults(self, errors: Sequence[GraphQLError], request_id: str) -> None:
        for error in errors:
            cause = root_cause(error)
            if cause is not None and not isinstance(cause, GraphQLError):
                _log.error(
                    "resolver failed",
                    request_id=request_id,
                    error=type(cause).__name__,
                    code=getattr(cause, "code", None),  # the SQLSTATE, of an error of the database
                    field=error.field if isinstance(error, FieldError) else None,
                    places=places(cause),
                )

    def _log_request(
        self,
        request_id: str,
        status: int,
        told: Sequence[CodedMessage],
        facts: dict[str, Any],
        seconds: float,
    ) -> None:
        self._log.info(
            "request",
            request_id=request_id,
            status=status,
            duration_ms=round(seconds * 1000, 1),
            codes=sorted({one.code.value for one in told}),
            **facts,
        )


def _told(error: Exception) -> GraphQLError:
    """What is told of whatever keeps a request from being executed."""
    return error if isinstance(error, GraphQLError) else GraphQLError("", original_error=error)


def _known(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if value is not None}


def _with_code(error: GraphQLError) -> GraphQLError:
    """What the engine finds amiss while it resolves a field is about its arguments; its words quote them."""
    if error.path is None or root_cause(error) is not None:
        return error
    return ApiError(ErrorCode.BAD_USER_INPUT, _UNUSABLE_ARGUMENT, nodes=error.nodes, path=error.path)
