"""The schema, put together: queries, mutations, scalars, and what it remembers between operations."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterable
from functools import cache
from typing import Any, cast

import strawberry
from graphql import GraphQLError
from strawberry.printer import print_schema
from strawberry.schema.config import StrawberryConfig
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.schema.name_converter import NameConverter
from strawberry.types import ExecutionResult
from strawberry.types.graphql import OperationType
from strawberry.utils.str_converters import to_camel_case

from graphql_api.context import RequestContext
from graphql_api.cost.account import Account
from graphql_api.documents import CheckedDocument, Documents
from graphql_api.execute import Execution, extensions, is_in_vain, refusal_of, refused
from graphql_api.limits import Limits
from graphql_api.mutations import Mutation
from graphql_api.plan.decoders import Decoders
from graphql_api.plan.execution import answering
from graphql_api.plan.mutations.plans import MutationPlans
from graphql_api.plan.plans import Plans
from graphql_api.plan.queries import QueryPlans
from graphql_api.queries import Query
from graphql_api.read import ReadAfter
from graphql_api.read_audit import record_reading
from graphql_api.scalars import SCALARS
from graphql_api.subscriptions.asked import AskedSubscription, Asking
from graphql_api.subscriptions.fields import Subscription

MUCH_GARBAGE = 2_000  # objects, collected in less than 1 ms


class RememberedNames(NameConverter):
    """Strawberry's names, each made once: it makes that of every argument anew in every request."""

    def apply_naming_config(self, name: str) -> str:
        """The name in the schema."""
        return _in_schema(name)


_in_schema = cache(to_camel_case)


@cache
def _types() -> strawberry.Schema:
    """What all schemas of a process have in common, and never changes: it takes half a second to put together."""
    return strawberry.Schema(
        query=Query,
        mutation=Mutation,
        subscription=Subscription,
        config=StrawberryConfig(name_converter=RememberedNames(), scalar_map=SCALARS),
        directives=[ReadAfter],
    )


class Schema(strawberry.Schema):
    """Strawberry's schema, with a memory of documents and plans of its own, and our way of executing."""

    def __init__(self, limits: Limits, plans: Plans | None) -> None:
        """Without ``plans`` nothing is planned, mutations neither."""
        vars(self).update(vars(_types()))
        self.documents = Documents(limits)
        decoders = Decoders(self.config.name_converter.from_field)
        queries = None if plans is None else QueryPlans(self._schema, decoders, plans)
        mutations = None if plans is None else MutationPlans(self._schema, decoders)
        self.documents.get(
            "{ __typename }", self._schema
        )  # takes 80 ms once: else whoever asks first would pay it
        self.execution = Execution(self._schema, answering(plans), queries, mutations)
        self._asking = Asking(self._schema)

    async def execute(
        self,
        query: str | None,
        variable_values: dict[str, Any] | None = None,
        context_value: Any | None = None,
        root_value: Any | None = None,
        operation_name: str | None = None,
        allowed_operation_types: Iterable[OperationType] | None = None,
        operation_extensions: dict[str, Any] | None = None,
    ) -> ExecutionResult:
        """The answer to one operation; ``context_value`` is its RequestContext, whose reader ends with it.

        Raises InvalidOperationTypeError and CannotGetOperationTypeError; any other fault is in the answer.
        """
        context: RequestContext = cast("RequestContext", context_value)
        allowed = tuple(OperationType if allowed_operation_types is None else allowed_operation_types)
        try:
            checked = self._checked(query or "", context.account)
            variables = variable_values or {}
            answer = await self.execution.run(checked, operation_name, variables, context, allowed)
            if context.reader.seen.marks:
                await context.reader.end()  # to keep the record may take a connection: not while holding one
                await record_reading(context, query or "", checked.operation(operation_name))
        except (InvalidOperationTypeError, CannotGetOperationTypeError) as error:
            if context.account is not None and not _is_subscription(
                error
            ):  # that is asked for in another way
                context.account.pay_fault()
            raise
        except Exception as error:  # noqa: BLE001 - told to the caller by its code, and to the log by its place
            answer = refused(error)
        finally:
            await context.reader.end()
        return _told(answer, context)

    def asked(
        self, query: str, variables: dict[str, Any], operation_name: str | None, context: RequestContext
    ) -> AskedSubscription | ExecutionResult:
        """A subscription that is begun: what it asks for, paid for once; or why it cannot be begun."""
        account = context.account
        try:
            checked = self._checked(query, account)
            answer = refusal_of(checked, context)
            if answer is None:
                operation = checked.operation(operation_name)
                price = self.execution.price(checked, operation, variables)
                asked = self._asking.of(query, checked, operation, variables, price)
                if isinstance(asked, AskedSubscription):
                    if account is not None:
                        account.cost = price
                        account.pay()
                    return asked
                answer = ExecutionResult(data=None, errors=asked)
        except Exception as error:  # noqa: BLE001 - told to the caller by its code, and to the log by its place
            answer = refused(error)
        return _told(answer, context)

    def faults_of(self, text: str) -> list[str]:
        """Why a document could never be executed; empty for one that could."""
        try:
            checked = self.documents.get(text, self._schema)
        except GraphQLError as error:
            return [error.message]
        return [error.message for error in checked.errors] or ([] if checked.operations else ["no operation"])

    def operations_of(self, text: str) -> str:
        """The names of a document's operations; empty where it has none, or none can be made out."""
        try:
            operations = self.documents.get(text, self._schema).operations
        except GraphQLError:
            return ""
        return ", ".join(one.name.value for one in operations if one.name is not None)

    def _checked(self, text: str, account: Account | None) -> CheckedDocument:
        """The document of ``text``; what that took is noted. Raises as ``Documents.get`` does."""
        known = self.documents.known(text)
        if known is not None and not known.errors:
            return known
        if account is None:
            return self.documents.get(text, self._schema)
        account.check_faults()  # others of the account may have been found out since this one began
        started, checked = time.thread_time(), None
        try:
            checked = self.documents.get(text, self._schema)
            return checked
        finally:
            # Parsed, it goes in circles. Left to lie, fifty such would make everybody wait for 50 ms at once.
            if (checked is None or checked.errors) and gc.get_count()[0] > MUCH_GARBAGE:
                gc.collect(0)
            account.unpaid_seconds += time.thread_time() - started


def _told(answer: ExecutionResult, context: RequestContext) -> ExecutionResult:
    """The answer with what else is told of it; what was sent in vain is paid for."""
    account = context.account
    if account is not None and (is_in_vain(answer) or (account.unpaid_seconds and not account.has_paid)):
        account.pay_fault()
    answer.extensions = extensions(context)
    return answer


def _is_subscription(error: Exception) -> bool:
    return isinstance(error, InvalidOperationTypeError) and error.operation_type is OperationType.SUBSCRIPTION


def make_schema(limits: Limits | None = None, *, planned: bool = True) -> Schema:
    """A schema with a memory of documents and plans of its own; unless ``planned``, resolvers answer everything."""
    return Schema(limits or Limits(), Plans() if planned else None)


@cache
def schema() -> Schema:
    """The schema of this process."""
    return make_schema()


def sdl() -> str:
    """The schema as text, as graphql_api/schema.graphql holds it."""
    return print_schema(schema()) + "\n"
