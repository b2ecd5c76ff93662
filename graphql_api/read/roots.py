"""Root fields. Their resolvers read nothing: they say what is asked for, and the execution context has it answered,
by one planned statement where that can be, else by ``load`` and the resolvers of the fields below.

The resolvers are asynchronous though they wait for nothing: of fields that fail at once the engine leaves those beside
them running, beyond the end of the operation and its snapshot.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Optional

import strawberry

from graphql_api.read.as_of import AsOf
from graphql_api.read.caller import CallerScope
from graphql_api.read.connection import Connection, PageArguments
from graphql_api.read.declare import METADATA, Node, ReadType, read_types, resolve
from graphql_api.read.errors import NotFoundError
from graphql_api.read.ids import BadIdError, decode_id, parse_id
from graphql_api.read.pages import load_page
from graphql_api.read.reader import Reader
from graphql_api.read.resolvers import given, lazy, list_arguments, optional, required, typed
from graphql_api.read.rows import make_object, select_list
from graphql_api.read.scope import scope_predicate
from graphql_api.read.sources import Moment, Row
from graphql_api.read.specs import Priced, ToMany
from graphql_api.read.statement import Parameters

QUESTION = "gridledger question"  # in a root field's metadata: from its arguments alone to what it asks
Arguments = Mapping[str, Any]  # those that were given, by their names in Python
_AS_OF = optional("as_of", AsOf, "Answer as of an earlier time (时点); now by default.")


@dataclass(frozen=True, slots=True)
class By:
    """An argument that names a row: its type, and the SQL over ``{t}`` that equals it.

    Without SQL it is a value that the type's own source has a place for, ``{name}``.
    """

    name: str
    sql: str | None
    type: Any
    description: str
    ids: tuple[str, ...] = ()  # types whose ids are taken
    convert: Callable[[Any], Any] | None = None
    must_exist: bool = False  # whoever has an id got it from us: that it names nothing is an error
    argument: str | None = None  # its name in the schema, where Python has a keyword of that name
    optional: bool = False  # without SQL alone: left out, its place in the source is null

    def parameter(self) -> inspect.Parameter:
        """The argument of the field."""
        if self.optional:
            return optional(self.name, self.type, self.description)
        return required(self.name, self.type, self.description, in_schema=self.argument)

    def value(self, given: Any) -> Any:
        """The value to compare with. Raises NotFoundError, or BadUserInputError from ``convert``."""
        if given is None:  # GraphQL lets no other argument be null
            return None
        if not self.ids:
            return self.convert(given) if self.convert else given
        try:
            return decode_id(given, *self.ids)
        except BadIdError:
            raise NotFoundError from None


@dataclass(frozen=True, slots=True)
class RootOne:
    """One row is asked for: the one for which all ``conditions`` hold, SQL over ``{t}`` and ``{value}``."""

    read_type: ReadType
    conditions: tuple[tuple[str, Any], ...]
    must_exist: bool
    as_of: AsOf | None = None
    only: str = "true"  # and this, of which no caller says anything
    named: Mapping[str, Any] = field(default_factory=dict)  # values that the type's own source has places for

    def given(self, parameters: Parameters) -> dict[str, str]:
        """What stands in those places."""
        return {name: parameters.add(value) for name, value in self.named.items()}

    def where(self, parameters: Parameters, row: Row) -> str:
        """SQL of the conditions."""
        parts = [row.sql(sql, value=parameters.add(value)) for sql, value in self.conditions]
        return " AND ".join([*parts, row.sql(self.only)])

    async def load(self, reader: Reader, moment: Moment | None) -> Any:
        """The row as an object."""

        def statement(caller: CallerScope, parameters: Parameters) -> str:
            row = Row("t", moment, **self.given(parameters))
            return (
                f"SELECT {select_list(self.read_type, caller, row)} FROM {row.source(self.read_type)}"
                f" WHERE {scope_predicate(self.read_type, caller, row)} AND {self.where(parameters, row)} LIMIT 1"
            )

        rows = await reader.fetch(statement, moment)
        return make_object(self.read_type, rows[0], moment) if rows else self.nothing()

    def nothing(self) -> None:
        """The answer where there is no such row. Raises NotFoundError if there must be one."""
        if self.must_exist:
            raise NotFoundError


@dataclass(frozen=True, slots=True)
class RootList:
    """A page of all rows of a type is asked for."""

    read_type: ReadType
    page: PageArguments
    spec: ToMany
    as_of: AsOf | None = None

    async def load(self, reader: Reader, moment: Moment | None) -> Any:
        """The page as a connection of objects."""
        return await load_page(reader, self.read_type, self.page, None, (), moment)

    def nothing(self) -> None:
        """A list is there even if it is empty."""
        raise AssertionError("a page makes one row")


Question = RootOne | RootList


def root_list(target: str, description: str, *, order: str | None = None) -> Any:
    """A root field: a connection of all rows of ``target`` that the caller may see."""
    spec = ToMany(target, None, None, order)

    def question(arguments: Arguments) -> RootList:
        read_type = resolve(target)
        page = PageArguments.of(read_type, order, arguments)
        return RootList(read_type, page, spec, arguments.get("as_of"))

    return root_field(
        question,
        Connection[lazy(target)],  # type: ignore[misc]
        list_arguments(target),
        description,
        {METADATA: spec},
    )


def root_one(
    target: str,
    description: str,
    *by: By,
    only: str = "true",
    check: Callable[[Mapping[str, Any]], None] = lambda _: None,
    now_only: bool = False,
    cost: int | None = None,
) -> Any:
    """A root field: the one row of ``target`` that all arguments in ``by`` name, and for which ``only`` holds.

    ``check`` raises for arguments that do not go together. ``now_only``: as of no earlier time, as in a subscription.
    ``cost``: in points, of a row that is counted together when it is asked for, whatever is selected of it.

    An id that is malformed, of another type, unknown, or not to be seen gives null and NOT_FOUND: they cannot be
    told apart. Other keys, such as a division code, are questions, to which null is an answer.
    """
    must_exist = any(argument.must_exist for argument in by)

    def question(arguments: Arguments) -> RootOne:
        values = {argument.name: argument.value(arguments.get(argument.name)) for argument in by}
        check(values)
        conditions = tuple((f"{one.sql} = {{value}}", values[one.name]) for one in by if one.sql)
        named = {one.name: values[one.name] for one in by if not one.sql}
        return RootOne(resolve(target), conditions, must_exist, arguments.get("as_of"), only, named)

    signature: dict[str, inspect.Parameter] = {one.name: one.parameter() for one in by}
    metadata = None if cost is None else {METADATA: Priced(cost)}
    returns: Any = Optional[lazy(target)]  # noqa: UP045
    return root_field(question, returns, signature, description, metadata, now_only=now_only)


def root_node(description: str) -> Any:
    """A root field: the object of any type that its id names; null and NOT_FOUND if it may not be seen."""

    def question(arguments: Arguments) -> RootOne:
        try:
            type_name, key = parse_id(arguments["id"])
        except BadIdError:
            raise NotFoundError from None
        read_type = read_types().get(type_name)
        if read_type is None or not issubclass(read_type.cls, Node):
            raise NotFoundError
        conditions = ((f"{{t}}.{read_type.key} = {{value}}", key),)
        return RootOne(read_type, conditions, must_exist=True, as_of=arguments.get("as_of"))

    signature = {"id": required("id", strawberry.ID, "Its id (标识).")}
    return root_field(question, Optional[Node], signature, description)  # noqa: UP045


def root_field(
    question: Callable[[Arguments], Question],
    returns: Any,
    signature: Mapping[str, inspect.Parameter],
    description: str,
    metadata: Mapping[str, Any] | None = None,
    *,
    now_only: bool = False,
) -> Any:
    """A root field that asks ``question`` of its arguments."""

    async def ask(info: strawberry.Info, **arguments: Any) -> Question:
        return question(given(arguments))

    arguments = dict(signature) if now_only else {**signature, "as_of": _AS_OF}
    resolver = typed(ask, returns, arguments, root=False)
    return strawberry.field(
        resolver=resolver, description=description, metadata={QUESTION: question, **(metadata or {})}
    )
