"""Queries, planned as a whole: what a document says once is worked out once, and the engine is not asked at all.

    variables → arguments → questions → pages → one statement → JSON, spliced into the answer

Only what goes well is answered here. Whatever does not (a variable that does not fit, an argument of no use, a row that
must exist and does not, a database that is away) is left to the engine, which says what is wrong and where; a read is
safe to repeat, and a reader that failed fails again at once.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

import orjson
from graphql import (
    ExecutionResult,
    GraphQLError,
    GraphQLOutputType,
    GraphQLSchema,
    OperationDefinitionNode,
    get_named_type,
)
from graphql.execution.collect_fields import FieldDetailsList, collect_fields

from event_store.telemetry import observe
from graphql_api.documents import CheckedDocument
from graphql_api.kept import Kept
from graphql_api.plan.arguments import Arguments
from graphql_api.plan.decoders import Decoders
from graphql_api.plan.errors import NotPlannableError
from graphql_api.plan.execution import selector_of
from graphql_api.plan.kept_plans import KeptPlans
from graphql_api.plan.literals import Literals, Variables
from graphql_api.plan.plan import Plan
from graphql_api.plan.plans import Plans
from graphql_api.plan.selection import Selector
from graphql_api.plan.variables import VariablesPlan
from graphql_api.read import roots
from graphql_api.read.as_of import check
from graphql_api.read.at_once import Ask, AtOnce
from graphql_api.read.connection import PageArguments
from graphql_api.read.reader import Reader
from graphql_api.read.roots import Question

KEPT_FIELDS = 50_000  # and parts of arguments, of the queries that are kept with their variables: about 50 MB
LONGEST_VARIABLES = 1_000  # bytes of JSON
BYTES_A_PART = 10  # of variables: each part of a filter may come to 300 characters of a statement


class Root(NamedTuple):
    """A root field of a document."""

    key: str  # in the answer
    question: Callable[[roots.Arguments], Question]
    arguments: Arguments
    type: GraphQLOutputType
    details: FieldDetailsList

    def ask(self, variables: Variables) -> Question:
        """What it asks for. Raises NotPlannableError, NotFoundError and BadUserInputError."""
        question = self.question(self.arguments.read(variables))
        if question.as_of is not None:
            check(question.as_of)
        return question

    def plan(self, question: Question, selector: Callable[[], Selector]) -> Plan:
        """The plan of what is selected of a question's type. Raises NotPlannableError."""
        return Plan.of(selector(), question, self.details, get_named_type(self.type))


class RootsPlan(NamedTuple):
    """The root fields of a query, for one choice of ``@skip`` and ``@include``."""

    roots: tuple[Root, ...]
    size: int  # in fields and parts of arguments

    @classmethod
    def of(cls, selector: Callable[[], Selector], decoders: Decoders) -> RootsPlan:
        """The plan of an operation. Raises NotPlannableError where there is none, or a field that is no question."""
        executor, literals = selector().executor, Literals(decoders)
        type_ = executor.schema.get_root_type(executor.operation.operation)
        try:
            collected = collect_fields(
                executor.schema, executor.fragments, executor.variable_values, type_, executor.operation
            )
        except GraphQLError as error:
            raise NotPlannableError from error
        found = []
        for key, details in collected.grouped_field_set.items():
            field = type_.fields.get(details[0].node.name.value)
            question = field and field.extensions["strawberry-definition"].metadata.get(roots.QUESTION)
            if question is None:
                raise NotPlannableError(key)
            arguments = Arguments.of(field, details[0].node, literals)
            found.append(Root(key, question, arguments, field.type, details))
        if not found:
            raise NotPlannableError  # all are left out, so nothing is read
        return cls(tuple(found), len(found) + literals.size)


class PagesPlan(NamedTuple):
    """The arguments of the lists below a root field."""

    pages: tuple[Arguments, ...]  # as ``Plan.lists``
    size: int

    @classmethod
    def of(cls, plan: Plan, decoders: Decoders) -> PagesPlan:
        """Those of a plan. Raises NotPlannableError."""
        literals = Literals(decoders)
        selected = [one.selected for one in plan.lists]
        pages = tuple(Arguments.of(one.named, one.details[0].node, literals) for one in selected)
        return cls(pages, 1 + literals.size)

    def read(self, plan: Plan, variables: Variables) -> list[PageArguments]:
        """What the lists are given. Raises NotPlannableError and BadUserInputError."""
        return [
            PageArguments.of(one.read_type, one.order, arguments.read(variables))
            for one, arguments in zip(plan.lists, self.pages, strict=True)
        ]


class _Part(NamedTuple):
    question: Question
    plan: Plan
    ask: Ask


@dataclass(frozen=True, slots=True)
class PlannedQuery:
    """A query with its variables, ready to be read by anyone."""

    parts: tuple[_Part, ...]
    asked: AtOnce
    size: int  # in fields and parts of arguments that the document gives

    async def run(self, reader: Reader) -> ExecutionResult | None:
        """The answer; None for one that the engine has to give."""
        if not reader.is_untouched:
            return None
        try:
            found = await reader.at_once(self.asked)
            data = {}
            for part, one in zip(self.parts, found, strict=True):
                value = reader.value_of(part.ask, one)
                data[part.ask.root] = (
                    part.question.nothing() if value is None else part.plan.finish(value, reader.seen)
                )
        except Exception:  # noqa: BLE001 - of a fault of ours, too, the engine says where, and answers the rest
            return None
        return ExecutionResult(data, None)


class QueryPlans:
    """The plans of a schema's queries."""

    def __init__(
        self, schema: GraphQLSchema, decoders: Decoders, plans: Plans, *, kept_fields: int = KEPT_FIELDS
    ) -> None:
        """``plans`` are those of single root fields, which the engine may know too."""
        self._schema = schema
        self._decoders = decoders
        self._plans = plans
        self._variables: KeptPlans[VariablesPlan] = KeptPlans()
        self._roots: KeptPlans[RootsPlan] = KeptPlans()
        self._pages: KeptPlans[PagesPlan] = KeptPlans()
        self.kept: Kept[tuple[int, bytes], PlannedQuery] = Kept(kept_fields)
        self._operations: dict[int, weakref.ref[OperationDefinitionNode]] = {}  # of what is kept

    def ready(
        self, checked: CheckedDocument, operation: OperationDefinitionNode, sent: Mapping[str, Any]
    ) -> PlannedQuery | None:
        """The query with its variables; None for one that is left to the engine."""
        try:
            key = id(operation), orjson.dumps(sent) if sent else b""
            known = self.kept.get(key)
            if known is not None:
                observe("plans", 1, "yes")
                return known
            observe("plans", 1, "no")
            planned = self._plan(checked, operation, sent)
        except (NotPlannableError, GraphQLError, orjson.JSONEncodeError, RecursionError):
            return None
        return planned if len(key[1]) > LONGEST_VARIABLES else self._keep(operation, key, planned)

    def _keep(
        self, operation: OperationDefinitionNode, key: tuple[int, bytes], planned: PlannedQuery
    ) -> PlannedQuery:
        """Keep a query no longer than its document: a parsed document is large, however little it asks for."""
        if key[0] not in self._operations:
            self._operations[key[0]] = weakref.ref(operation, lambda _: self._forget(key[0]))
        return self.kept.put(key, planned, planned.size + len(key[1]) // BYTES_A_PART)

    def _forget(self, operation: int) -> None:
        del self._operations[operation]
        self.kept.forget(lambda key: key[0] == operation)

    def _plan(
        self, checked: CheckedDocument, operation: OperationDefinitionNode, sent: Mapping[str, Any]
    ) -> PlannedQuery:
        selector = partial(selector_of, self._schema, checked.document, operation, sent)
        fragments, decoders = checked.fragments, self._decoders
        make_reading = partial(VariablesPlan.of, operation, self._schema, decoders)
        variables = self._variables.find(operation, {}, {}, (), make_reading).decode(sent)
        make_roots = partial(RootsPlan.of, selector, decoders)
        asked = self._roots.find(operation, fragments, variables, (), make_roots)
        parts, size = [], asked.size
        for root in asked.roots:
            question = root.ask(variables)
            make_plan = partial(root.plan, question, selector)
            plan = self._plans.of_root(operation, fragments, variables, question, root.details, make_plan)
            where = root.key, question.read_type.name
            make_pages = partial(PagesPlan.of, plan, decoders)
            lists = self._pages.find(operation, fragments, variables, where, make_pages)
            pages = lists.read(plan, variables)
            parts.append(_Part(question, plan, Ask(plan.make(question, pages), question.as_of, root.key)))
            size += plan.size + lists.size
        return PlannedQuery(tuple(parts), AtOnce([part.ask for part in parts]), size)
