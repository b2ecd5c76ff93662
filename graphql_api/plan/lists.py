"""Connections in SQL: one page of rows, its cursors and page information, and the total if it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graphql_api.plan.values import ColumnValue, Object, Text, Withheld, Writing, check_fields
from graphql_api.read.connection import NO_FILTER, PageSql
from graphql_api.read.declare import ReadType
from graphql_api.read.marks import KEY as MARK
from graphql_api.read.marks import mark_of, marks_of_rows
from graphql_api.read.sources import Row
from graphql_api.read.specs import Link


@dataclass(frozen=True, slots=True)
class Nodes:
    """The rows of the page."""

    content: Object


@dataclass(frozen=True, slots=True)
class Cursor:
    """A row's cursor."""


@dataclass(frozen=True, slots=True)
class Edges:
    """The rows of the page with their cursors: by response key, a node, a cursor or a constant."""

    fields: tuple[tuple[str, Object | Cursor | Text], ...]

    def __post_init__(self) -> None:
        """Raises NotPlannableError for more fields than one object may have."""
        check_fields((MARK, *self.fields))


@dataclass(frozen=True, slots=True)
class PageInfo:
    """What is known of the page: by response key, the name of an attribute, or a constant."""

    fields: tuple[tuple[str, str | Text], ...]

    def __post_init__(self) -> None:
        """Raises NotPlannableError for more fields than one object may have."""
        check_fields((MARK, *self.fields))


@dataclass(frozen=True, slots=True)
class Total:
    """The number of rows in the whole list."""


Part = Nodes | Edges | PageInfo | Total | Text


@dataclass(frozen=True, slots=True)
class Many:
    """A page of rows of a type: those to which a row leads by ``link``, or all of them, for a root field."""

    alias: str
    read_type: ReadType
    link: Link | None
    parts: tuple[tuple[str, Part], ...]  # by response key

    def __post_init__(self) -> None:
        """Raises NotPlannableError for more fields than one object may have."""
        check_fields((MARK, *self.parts))

    def sql(self, row: Row | None, writing: Writing) -> str:
        """A scalar subselect that aggregates the page."""
        page = _Page(self, writing.pages[self.alias], row, writing)
        fields = _fields(page.mark, ((key, page.part(part)) for key, part in self.parts))
        # HAVING makes it one row, whatever is selected: of `pageInfo { __typename }` nothing is aggregated.
        rows = f" FROM ({page.rows()}) AS {self.alias}{page.joins} HAVING true" if page.is_read else ""
        return f"(SELECT json_build_object({fields}){rows})"


class _Page:
    """A page being written."""

    def __init__(self, many: Many, sql: PageSql, parent: Row | None, writing: Writing) -> None:
        self._many = many
        self._sql = sql
        self._writing = writing
        self._row = writing.row(many.alias)
        parts = [part for _, part in many.parts]
        self._has_rows = any(isinstance(part, Nodes | Edges) for part in parts)
        self.is_read = any(isinstance(part, Nodes | Edges | PageInfo) for part in parts)
        # Whether others follow is known by one row more than asked for; it is counted, and left out of the lists.
        self._looks_ahead = any(isinstance(part, PageInfo) for part in parts)
        self.joins = "".join(sorted({column.joined(self._row) for column in _columns(parts)}))
        self._all = writing.rows(many.read_type, self._row)
        if parent is not None and many.link is not None:
            self._all += f" AND {self._row.sql(many.link.sql, up=parent.alias)}"

    def rows(self) -> str:
        """The page's rows; numbered, where their number matters."""
        alias, sql = self._many.alias, self._sql
        those = _and(sql.narrowed) + _and(sql.keyset or NO_FILTER)
        ahead = " + 1" if self._looks_ahead else ""
        rows = f"SELECT {alias}.* {self._all}{those} ORDER BY {sql.order_by} LIMIT {sql.limit}{ahead}"
        if not self._looks_ahead and not sql.backward:
            return rows
        return f"SELECT *, row_number() OVER () AS _n, count(*) OVER () AS _of FROM ({rows}) AS {alias}"

    def part(self, part: Part) -> str:
        """SQL of one field of the connection."""
        match part:
            case Nodes(content=content):
                return self._list(content.sql(self._row, self._writing))
            case Edges(fields=fields):
                inner = _fields(None, ((key, self._of_edge(value)) for key, value in fields))
                return self._list(f"json_build_object({inner})")
            case PageInfo(fields=fields):
                inner = _fields(
                    self._mark_of_ends(fields), ((key, self._of_info(value)) for key, value in fields)
                )
                return f"json_build_object({inner})"
            case Total():
                return f"(SELECT count(*) {self._all}{_and(self._sql.filter)})"
            case Text():
                return part.sql(self._row, self._writing)

    def _list(self, item: str) -> str:
        """The page as a JSON list: in the order of its rows, turned round where they were read backwards.

        A subselect's rows come in its order, but through a join they need not.
        """
        order = f" ORDER BY {self._sql.order_by}" if self.joins else ""
        order = f" ORDER BY {self._many.alias}._n DESC" if self._sql.backward else order
        return f"coalesce(json_agg({item}{order}){self._filter}, '[]'::json)"

    @property
    def _filter(self) -> str:
        """What keeps the row that was looked ahead for out of an aggregate."""
        return f" FILTER (WHERE {self._many.alias}._n <= {self._sql.limit})" if self._looks_ahead else ""

    @property
    def mark(self) -> str | None:
        """SQL of the marks of whom the filter names and of the rows."""
        marks = [self._sql.mark] if self._sql.mark else []
        rows = marks_of_rows(self._many.read_type, self._filter) if self._has_rows else None
        if rows:
            marks.append(self._row.sql(rows))
        return f"concat_ws(' ', {', '.join(marks)})" if marks else None

    def _of_edge(self, value: Object | Cursor | Text) -> str:
        return self._sql.cursor if isinstance(value, Cursor) else value.sql(self._row, self._writing)

    def _of_info(self, value: str | Text) -> str:
        if isinstance(value, Text):
            return value.sql(self._row, self._writing)
        first, last = self._ends
        alias, limit = self._many.alias, self._sql.limit
        more, came = f"coalesce(max({alias}._of), 0) > {limit}", "true" if self._sql.keyset else "false"
        if self._sql.backward:
            more, came = came, more
        cursor = self._sql.cursor
        return {
            "has_next_page": more,
            "has_previous_page": came,
            "start_cursor": f"max({cursor}) FILTER (WHERE {first})",
            "end_cursor": f"max({cursor}) FILTER (WHERE {last})",
        }[value]

    @property
    def _ends(self) -> tuple[str, str]:
        """SQL that is true of the page's first row, and of its last."""
        alias = self._many.alias
        ends = f"{alias}._n = 1", f"{alias}._n = least({alias}._of, {self._sql.limit})"
        return (ends[1], ends[0]) if self._sql.backward else ends

    @property
    def _mark(self) -> str | None:
        """SQL of the mark of a row, if rows of the type have one."""
        mark = mark_of(self._many.read_type)
        return mark and self._row.sql(mark)

    def _mark_of_ends(self, fields: Iterable[tuple[str, str | Text]]) -> str | None:
        """The marks of the rows whose cursors page information tells, unless those of all rows stand in front of it."""
        if self._has_rows:
            return None
        names = [value for _, value in fields]
        cursors = zip(("start_cursor", "end_cursor"), self._ends, strict=True)
        ends = [end for name, end in cursors if name in names]
        marks = ", ".join(f"max({self._mark}) FILTER (WHERE {end})" for end in ends)
        return f"concat_ws(' ', {marks})" if ends and self._mark else None


def _fields(mark: str | None, fields: Iterable[tuple[str, str]]) -> str:
    """Arguments of ``json_build_object``, the mark first: SQL by response key."""
    marked = ((MARK, mark), *fields) if mark else fields
    return ", ".join(f"'{key}', {sql}" for key, sql in marked)


def _and(condition: str) -> str:
    return f" AND {condition}" if condition != NO_FILTER else ""


def _columns(parts: Iterable[Part]) -> Iterator[ColumnValue]:
    """The columns of the rows in a list, those of its edges included."""
    for part in parts:
        if isinstance(part, Edges):
            yield from _columns(Nodes(value) for _, value in part.fields if isinstance(value, Object))
        elif isinstance(part, Nodes):
            values = (v.value if isinstance(v, Withheld) else v for _, v in part.content.fields)
            yield from (value for value in values if isinstance(value, ColumnValue))
