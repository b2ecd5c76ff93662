"""What a selection comes to: nodes that each write their own SQL, an expression over a row whose value is JSON."""

from __future__ import annotations

from collections.abc import Container, Hashable, Mapping, Sized
from dataclasses import dataclass
from typing import Protocol

from graphql_api.plan.errors import NotPlannableError
from graphql_api.read.caller import CallerScope
from graphql_api.read.connection import PageSql
from graphql_api.read.declare import ReadType
from graphql_api.read.ids import id_sql
from graphql_api.read.marks import KEY as MARK
from graphql_api.read.scope import FALSE, TRUE, field_predicate, scope_predicate
from graphql_api.read.sources import Moment, Row
from graphql_api.read.specs import Column, FieldSpec, ToList

MOST_FIELDS = 50  # of one object: a function of PostgreSQL takes 100 arguments


def check_fields(fields: Sized) -> None:
    """Raise NotPlannableError for more fields than one JSON object may have."""
    if len(fields) > MOST_FIELDS:
        raise NotPlannableError(f"more than {MOST_FIELDS} fields in one object")


@dataclass(frozen=True, slots=True)
class Reading:
    """Whose eyes a statement reads with, and as of when."""

    caller: CallerScope
    moment: Moment | None

    @property
    def shape(self) -> Hashable:
        """Readings of one shape have the same texts."""
        return self.caller.shape, self.moment and self.moment.shape

    def row(self, alias: str) -> Row:
        """The row of that alias, read as of the moment."""
        return Row(alias, self.moment)


@dataclass(frozen=True, slots=True)
class Writing:
    """A statement being written; ``pages`` are what its lists ask for, by alias."""

    reading: Reading
    pages: Mapping[str, PageSql]

    @property
    def lists(self) -> Container[str]:
        """Aliases of rows that stand in lists."""
        return self.pages

    def row(self, alias: str) -> Row:
        """The row of that alias."""
        return self.reading.row(alias)

    def rows(self, read_type: ReadType, row: Row) -> str:
        """FROM and WHERE of the rows of a type that the caller may see."""
        scope = scope_predicate(read_type, self.reading.caller, row)
        return f"FROM {row.source(read_type)} WHERE {scope}"


class Value(Protocol):
    """A node of the tree."""

    def sql(self, row: Row, writing: Writing) -> str:
        """An expression over ``row`` whose value goes into JSON."""
        ...


@dataclass(frozen=True, slots=True)
class Text:
    """A constant: a ``__typename``."""

    text: str

    def sql(self, row: Row, writing: Writing) -> str:
        """A literal; names of GraphQL need no quoting."""
        return f"'{self.text}'"


@dataclass(frozen=True, slots=True)
class ColumnValue:
    """A declared column, in the form that ``form`` gives its expression (``{}``)."""

    name: str
    spec: Column
    form: str

    def sql(self, row: Row, writing: Writing) -> str:
        """The column's expression, formed."""
        if self.spec.join and row.alias in writing.lists:
            return self.form.format(self.spec.join.value.format(j=self.beside(row)))
        return self.form.format(row.column(self.name, self.spec))

    def joined(self, row: Row) -> str:
        """The join by which a list has the value of each of its rows, if it has it so."""
        join = self.spec.join
        if join is None:
            return ""
        beside = self.beside(row)
        return f" LEFT JOIN {row.sql(join.table)} AS {beside} ON {row.sql(join.on, j=beside)}"

    def beside(self, row: Row) -> str:
        """The alias of the row that is joined."""
        return f"{row.alias}_{self.name}"


@dataclass(frozen=True, slots=True)
class Withheld:
    """A field that some callers may not see in every row that they see: there it is null."""

    read_type: ReadType
    spec: FieldSpec
    value: Value

    def sql(self, row: Row, writing: Writing) -> str:
        """The field's own expression for callers who may see it wherever they see a row."""
        seen = field_predicate(self.read_type, self.spec, writing.reading.caller, row)
        if seen == FALSE:
            return "NULL"
        sql = self.value.sql(row, writing)
        return sql if seen == TRUE else f"CASE WHEN {seen} THEN {sql} END"


@dataclass(frozen=True, slots=True)
class Id:
    """An object's global id."""

    read_type: ReadType

    def sql(self, row: Row, writing: Writing) -> str:
        """As ``ids.encode_id`` makes it."""
        return id_sql(self.read_type.name, f"{row.alias}.{self.read_type.key}")


@dataclass(frozen=True, slots=True)
class Expression:
    """A part of an embedded object: SQL over ``{t}``."""

    declared: str

    def sql(self, row: Row, writing: Writing) -> str:
        """The expression."""
        return row.sql(self.declared)


@dataclass(frozen=True, slots=True)
class Object:
    """A JSON object of the fields that are asked for, in the order in which they were."""

    fields: tuple[tuple[str, Value], ...]  # by response key
    mark: str | None = None  # of whom it tells, as declared SQL

    def __post_init__(self) -> None:
        """Raises NotPlannableError for more fields than one object may have."""
        check_fields(self.fields if self.mark is None else (self.mark, *self.fields))

    def sql(self, row: Row, writing: Writing) -> str:
        """``json_build_object`` keeps the order of keys, and costs half of what ``jsonb`` does."""
        parts = [f"'{key}', {value.sql(row, writing)}" for key, value in self.fields]
        if self.mark is not None:
            parts.insert(0, f"'{MARK}', {row.sql(self.mark)}")
        return f"json_build_object({', '.join(parts)})"


@dataclass(frozen=True, slots=True)
class One:
    """One row of another type, or null: the one whose ``key`` equals ``column`` of the row that leads to it."""

    alias: str
    read_type: ReadType
    key: str
    column: str
    content: Object
    timeless: bool = False

    def sql(self, row: Row, writing: Writing) -> str:
        """A scalar subselect, by index."""
        found = Row(self.alias) if self.timeless else writing.row(self.alias)
        return (
            f"(SELECT {self.content.sql(found, writing)} {writing.rows(self.read_type, found)}"
            f" AND {found.alias}.{self.key} = {row.alias}.{self.column})"
        )


@dataclass(frozen=True, slots=True)
class Parts:
    """A list of rows that are parts of the row, by their numbers."""

    alias: str
    read_type: ReadType  # of the row
    spec: ToList
    content: Object

    def sql(self, row: Row, writing: Writing) -> str:
        """A scalar subselect that aggregates them."""
        content = self.content.sql(writing.row(self.alias), writing)
        rows = self.spec.written(self.read_type, row)
        parts = f"json_agg({content} ORDER BY {self.alias}.number)"
        return f"(SELECT coalesce({parts}, '[]') FROM ({rows}) AS {self.alias})"
