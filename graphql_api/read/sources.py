"""Where rows are read from: the tables as they stand, or as they were known at a position [about a day].

Declared SQL names tables by placeholders: ``{member}`` is the table `member`, ``{t}`` the row that the SQL is about,
``{tenant}`` the county, ``{beyond}`` what a page's cursor says of the column that leads its order. What stands for them
is decided here and nowhere else, for every part of a statement.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from graphql_api.read.declare import ReadType
from graphql_api.read.specs import Column
from projections.registry import TABLES

SCHEMA = "read_model"
TENANT = "$tenant"
COUNTED = (
    "counted_"  # begins the names of versions without what they are of: for figures, whoever asks for them
)
NO_DAY = "'infinity'::date"
LAST_DAY = date.max - timedelta(days=1)  # asyncpg sends the largest as 'infinity', at which nothing is true


@dataclass(frozen=True, slots=True)
class Moment:
    """A time to read as of: what was known at ``position``, about the day ``occurred_on`` or the end of time.

    Without ``position`` the statement finds it, in the one row of a relation ``name`` that it has (``as_of.Sought``).
    """

    position: int | None
    occurred_on: date | None = None
    name: str = "moment"  # within a statement, which may read as of several

    @property
    def position_sql(self) -> str:
        """SQL of the position."""
        return f"{self.name}.position" if self.position is None else f"${self.name}_position::bigint"

    @property
    def day_sql(self) -> str:
        """SQL of the day; the end of time where none is asked for."""
        return NO_DAY if self.occurred_on is None else f"${self.name}_day::date"

    @property
    def shape(self) -> tuple[str, str]:
        """Moments of one shape are read by the same text."""
        return self.position_sql, self.day_sql

    @property
    def values(self) -> Mapping[str, Any]:
        """The values of the parameters that a moment brings into a statement."""
        day = self.occurred_on and min(self.occurred_on, LAST_DAY)
        return {f"{self.name}_position": self.position, f"{self.name}_day": day}


class Row:
    """A row of a statement, by its alias; as a mapping, what the placeholders of SQL about it stand for."""

    def __init__(self, alias: str, moment: Moment | None = None, **given: str) -> None:
        self.alias = alias
        self.moment = moment
        self._given = given

    def sql(self, declared: str, **given: str) -> str:
        """Declared SQL with everything put in; ``given`` adds placeholders."""
        return declared.format_map(Row(self.alias, self.moment, **self._given, **given) if given else self)

    def given(self, **given: str) -> Row:
        """The same row, with more placeholders in SQL about it."""
        return Row(self.alias, self.moment, **{**self._given, **given})

    def column(self, name: str, spec: Column) -> str:
        """The expression of a declared column, wherever the row stands."""
        past = spec.as_of if self.moment else None
        return self.sql(past or spec.sql or "{t}." + name)

    def source(self, read_type: ReadType) -> str:
        """What the rows of a type are selected from, under this alias."""
        past = read_type.as_of if self.moment else None
        return f"{self.sql(past or read_type.source)} AS {self.alias}"

    def __getitem__(self, placeholder: str) -> str:
        match placeholder:
            case "t":
                return self.alias
            case "tenant":
                return TENANT
            case "position" if self.moment:
                return self.moment.position_sql
            case "day":
                return self.moment.day_sql if self.moment else NO_DAY
            case "beyond":
                return self._given.get("beyond", "")
        return self._given.get(placeholder) or self._table(placeholder)

    def _table(self, name: str) -> str:
        if self.moment is None:
            return f"{SCHEMA}.{name}"
        table, moment = TABLES[name.removeprefix(COUNTED)], self.moment
        versions = name if name.startswith(COUNTED) else table.versions
        visible = table.visible("v", moment.position_sql, moment.day_sql if moment.occurred_on else None)
        return f"(SELECT * FROM {SCHEMA}.{versions} AS v WHERE v.tenant_id = {TENANT} AND {visible})"
