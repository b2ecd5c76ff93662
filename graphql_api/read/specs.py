"""What a field of a declared type can be: a column, an object made of columns, or a relation to other rows.

What is part of the row may be of another ``group`` than its type: then it is null for callers who may see the row, and
not what is of that group there. What a relation leads to is of its own type's group.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from application.access import FieldGroup

COUNTING = 10  # points for a column that counts rows elsewhere, as many as there are, and not one look-up


@dataclass(frozen=True, slots=True)
class Family:
    """Figures of which one follows from others: they are told together, or none of them is.

    ``cells`` are SQL over ``{t}``, counts that make up a whole between them, in which one person counts ``most`` times
    at most. Where one of them is small, who may not see the persons themselves would learn what a few of them did; and
    where a row is ``exposing``, what each of them did. A family without cells is told to nobody else: of how many
    persons its figures are is not known.
    """

    cells: tuple[str, ...] = ()
    as_of: tuple[str, ...] = ()  # the same for the past, where that is counted otherwise than kept
    most: str = "1"  # SQL over {t}
    exposing: str | None = None  # a condition over {t}


@dataclass(frozen=True, slots=True)
class Join:
    """Where a column finds its value: in a row ``{j}`` of another table, at most one, so that joining adds no rows."""

    table: str
    on: str  # over {t} and {j}
    value: str  # over {j}

    @property
    def subselect(self) -> str:
        """The same as an expression over ``{t}`` alone."""
        inner = f"SELECT {self.value} FROM {self.table} AS {{j}} WHERE {self.on}"
        return f"({inner.replace('{j}', 'j')})"


@dataclass(frozen=True, slots=True)
class Column:
    """A field that is one SQL expression over the row ``{t}``; by default the column of the field's own name.

    Other tables are named by placeholders, ``{member}``, so that they too are read as of the time that is asked for.
    ``as_of`` takes the place of ``sql`` then, where the past is counted otherwise than kept. ``convert`` makes the
    field's value of what the database returned, where the two differ; ``is_json`` says that the SQL gives JSON that is
    the value as it stands.
    """

    sql: str | None = None
    convert: Callable[[Any], Any] | None = None
    as_of: str | None = None
    is_json: bool = False
    group: FieldGroup | None = None  # that of its type by default
    cost: int | None = None  # in points; None: what such a field costs by default
    join: Join | None = None  # what ``sql`` looks up, for lists: one join is less work than a look-up a row
    family: Family | None = None  # of a figure that may be of few persons


@dataclass(frozen=True, slots=True)
class GlobalId:
    """A field that is the object's own id, unique over all types."""

    cost: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A field of an embedded object that follows from the others: SQL over their names, ``{numerator}``."""

    sql: str


@dataclass(frozen=True, slots=True)
class Embedded:
    """A field that is an object made of columns of the same row: field of the object → SQL over ``{t}``."""

    make: Callable[..., Any]
    columns: Mapping[str, str]
    group: FieldGroup | None = None
    cost: int | None = None
    family: Family | None = None


@dataclass(frozen=True, slots=True)
class ToOne:
    """A field that is one row of another type: the one whose ``key`` equals this row's ``column``.

    What is ``timeless`` is the same as of any time, and read as it stands: an event. What it leads to is not.
    """

    target: str  # "module:Type"
    column: str
    key: str | None = None  # of the target; its own key by default
    cost: int | None = None
    timeless: bool = False


@dataclass(frozen=True, slots=True)
class ToNode:
    """A field that is one row of the type that another column names."""

    type_column: str
    key_column: str
    targets: Mapping[str, str]  # value of the type's column → "module:Type"
    cost: int | None = None


@dataclass(frozen=True, slots=True)
class ToNodes:
    """A field that is a list of objects whose keys an SQL expression over ``{t}`` gives, each of one of these types."""

    sql: str  # an array of uuid
    targets: tuple[str, ...]
    cost: int | None = None


@dataclass(frozen=True, slots=True)
class ToList:
    """A field that is a list of rows of another type: few, parts of this row, by a ``number`` that each has.

    ``sql`` writes that for the type that has the field, over its row ``{t}``, and for the past if told so; what it
    selects are the number and the columns of the target, whose own source is of no use here. Whoever may see the row
    may see them, if they are not of a ``group`` of their own.
    """

    target: str
    key: tuple[str, ...]  # columns of this row, all UUIDs, by which it is found again
    sql: Callable[[Any, bool], str]  # (ReadType, is_past) → SELECT
    group: FieldGroup | None = None
    cost: int | None = None

    def written(self, read_type: Any, row: Any) -> str:
        """The SELECT for a row of the type."""
        sql: str = row.sql(self.sql(read_type, row.moment is not None))
        return sql


@dataclass(frozen=True, slots=True)
class Link:
    """How a row leads to rows of another type: SQL over ``{t}`` and the row ``{up}`` that leads to it.

    ``columns`` are those of ``{up}`` that it names, with their SQL types.
    """

    sql: str
    columns: Mapping[str, str]

    @classmethod
    def equal(cls, by: str, column: str) -> Link:
        """The column ``by`` equals the other row's ``column``, an id."""
        return cls(f"{{t}}.{by} = {{up}}.{column}", {column: "uuid"})


@dataclass(frozen=True, slots=True)
class ToMany:
    """A connection of rows of another type: those whose column ``by`` equals this row's ``column``.

    Where it takes more than one column to say so, there is a ``link`` instead. Without any of them it is a root field:
    all rows that the caller may see.
    """

    target: str
    by: str | None
    column: str | None = None  # this type's key by default
    order: str | None = None  # name of one of the target's orders; its first by default
    cost: int | None = None
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Priced:
    """A field that reads no row of its own, and what it costs."""

    cost: int


FieldSpec = Priced | Column | GlobalId | Embedded | ToOne | ToNode | ToNodes | ToList | ToMany


def group_of(spec: FieldSpec) -> FieldGroup | None:
    """The group that a part of a row is of, if that is not its type's."""
    return spec.group if isinstance(spec, Column | Embedded | ToList) else None


def family_of(spec: FieldSpec) -> Family | None:
    """The family of a figure, if it has one."""
    return spec.family if isinstance(spec, Column | Embedded) else None
