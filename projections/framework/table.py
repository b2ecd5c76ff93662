"""A table of a read model, declared once: from it come the statements, the cache, its history and the audit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from operator import itemgetter
from typing import Any

Row = dict[str, Any]  # column → value, all columns but tenant_id; never changed in place
Key = tuple[Any, ...]  # values of the key columns, tenant_id left out
Values = tuple[Any, ...]  # a row's values in the order of ``Table.types``


class History(Enum):
    """What a table keeps of the past; docs/history.md says how each is stored."""

    NONE = "none"
    APPENDED = "appended"  # rows are born once and never change: known from their ``position``
    SUPERSEDED = "superseded"  # facts: beside the current rows, those that they took the place of
    RECTANGLES = "rectangles"  # states: every version, known from … to and true from … to
    BLOCKS = "blocks"  # rollups: the totals at every block of positions


@dataclass(frozen=True)
class GoesAlong:
    """Of states: they stand where their organisation stands now, and go along when it goes under another parent."""


@dataclass(frozen=True)
class OfItsDay:
    """Of facts: they stand where their organisation stood on their day."""

    day: str  # the column


@dataclass(frozen=True)
class Stays:
    """Of what is written once: it stands where its organisation stood as far as was known then."""


class NotVersionedError(TypeError):
    """The rows of this table are not known by position."""


@dataclass(frozen=True, eq=False)
class Table:
    """``key`` and ``columns`` give each column's SQL type; ``tenant_id`` leads every table and is not named.

    Rows are loaded by the first column of their key, so that all coverings of an organisation come together.
    """

    name: str
    key: Mapping[str, str]
    columns: Mapping[str, str]
    counters: tuple[str, ...] = ()  # kept by difference; the other columns are set by whoever adds last
    audited: tuple[str, ...] = ()  # columns whose changes enter the audit trail
    kept: bool = True  # whether later events ask for its rows, so that they stay in memory after the batch
    history: History = History.NONE
    day: str | None = None  # the column that says on which day a row came true, for questions about a day
    by_command: bool = False  # counters: one version a command, of which no event set a single field
    unversioned: tuple[str, ...] = ("version",)  # a change in these alone makes no version
    versioned_if: str | None = None  # of a rollup: the boolean column of those rows that have a past
    placed: GoesAlong | OfItsDay | Stays | None = None  # what ``org_path`` says, of a table that has one

    @cached_property
    def types(self) -> dict[str, str]:
        """Every column but tenant_id, key first, with its SQL type; the framework's own come last."""
        return {**self.key, **self.columns, **self.stamps}

    @cached_property
    def values(self) -> tuple[str, ...]:
        """Every column that is neither tenant_id nor of the key."""
        return (*self.columns, *self.stamps)

    @cached_property
    def bits(self) -> dict[str, int]:
        """By column, its bit in ``set_mask``; 0 where a change makes no version."""
        return {name: 0 if name in self.unversioned else 1 << n for n, name in enumerate(self.columns)}

    def mask_of(self, names: Iterable[str]) -> int:
        """The bits of these columns."""
        return sum(map(self.bits.__getitem__, names))

    @cached_property
    def all_bits(self) -> int:
        """``set_mask`` of a row that an event brought into being."""
        return (1 << len(self.columns)) - 1

    @cached_property
    def group(self) -> str | None:
        """The column by which rows are loaded; None for a table of one row a county."""
        return next(iter(self.key), None)

    @cached_property
    def past(self) -> Table | None:
        """The table beside it that keeps what is no longer so; None if there is none."""
        match self.history:
            case History.SUPERSEDED | History.BLOCKS:
                key, end, kind = {"known_to": "bigint"}, {}, History.APPENDED
            case History.RECTANGLES:
                key, end, kind = (
                    {"known_to": "bigint", "true_from": "date"},
                    {"true_to": "date"},
                    History.NONE,
                )
            case _:
                return None
        columns = {name: self.types[name] for name in self.values if name not in key}
        return Table(
            f"{self.name}_history", {**self.key, **key}, {**columns, **end}, kept=False, history=kind
        )

    @cached_property
    def with_past(self) -> tuple[Table, ...]:
        """The table, and the one beside it that keeps its past, if there is one."""
        return (self, self.past) if self.past else (self,)

    @cached_property
    def versions(self) -> str:
        """The relation that has the past too: the table itself if rows never change."""
        return f"{self.name}_versions" if self.history in _IN_VERSIONS else self.name

    @cached_property
    def is_grouped(self) -> bool:
        """Whether several rows may share the first column of their key."""
        return len(self.key) > 1

    @cached_property
    def has_arrays(self) -> bool:
        """Whether a column holds several values."""
        return any(sql_type.endswith("[]") for sql_type in self.types.values())

    @cached_property
    def key_of(self) -> Callable[[Row], Key]:
        """Takes the key out of a row."""
        match tuple(self.key):
            case ():
                return lambda row: ()
            case (only,):
                return lambda row: (row[only],)
            case columns:
                return itemgetter(*columns)

    @cached_property
    def values_of(self) -> Callable[[Row], Values]:
        """Takes the values out of a row."""
        return itemgetter(*self.types)

    def visible(self, alias: str, position: str, day: str | None = None) -> str:
        """SQL: whether a row of ``versions`` was known at a position [and held on a day].

        ``position`` and ``day`` are parameters (``$3``) or other SQL. NotVersionedError for a table without
        versions, and for rollups, which are known by block.
        """
        if self.history is History.APPENDED:
            known = f"{alias}.position <= {position}"
        elif self.history in _IN_VERSIONS:
            known = f"{alias}.known_from <= {position} AND {alias}.known_to > {position}"
        else:
            raise NotVersionedError(f"{NotVersionedError.__doc__} ({self.name})")
        return " AND ".join([known, *self._true(alias, day)])

    @cached_property
    def stamps(self) -> dict[str, str]:
        """The columns that the framework writes, with their SQL types: which event made this version."""
        match self.history:
            case History.SUPERSEDED if not self.by_command:
                return {"known_from": "bigint", "set_mask": "integer"}
            case History.SUPERSEDED | History.BLOCKS:
                return {"known_from": "bigint"}
            case History.RECTANGLES:
                return {"known_from": "bigint", "set_mask": "integer", "true_from": "date"}
        return {}

    def _true(self, alias: str, day: str | None) -> list[str]:
        if self.history is History.RECTANGLES:
            if day is None:
                return [f"{alias}.true_to = 'infinity'"]
            return [f"{alias}.true_from <= {day}", f"{alias}.true_to > {day}"]
        return [] if day is None or self.day is None else [f"{alias}.{self.day} <= {day}"]


_IN_VERSIONS = frozenset({History.SUPERSEDED, History.RECTANGLES})
