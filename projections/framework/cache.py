"""Rows in memory: loaded once, kept from batch to batch within bounds."""

from __future__ import annotations

from typing import Any

from projections.framework.table import Key, Row, Table


class Group:
    """The rows of a table that share the first column of their key."""

    __slots__ = ("rows", "whole")

    def __init__(self, *, whole: bool) -> None:
        self.rows: dict[Key, Row] = {}
        self.whole = whole  # False: others may stand in the database


class RowCache:
    """Groups of two generations; what a whole generation did not ask for is forgotten.

    True only as long as nobody else writes the tables: dropped when the checkpoint is not as we left it.
    """

    def __init__(self, capacity: int = 20_000) -> None:
        """``capacity`` in groups of one generation."""
        self._capacity = capacity
        self._young: dict[tuple[Table, Any], Group] = {}
        self._old: dict[tuple[Table, Any], Group] = {}
        self._passing: dict[tuple[Table, Any], Group] = {}  # of tables that are not kept

    def get(self, table: Table, first: Any) -> Group | None:
        """The group, if it is in memory."""
        place = (table, first)
        if not table.kept:
            return self._passing.get(place)
        group = self._young.get(place)
        if group is None:
            group = self._old.pop(place, None)
            if group is not None:
                self._young[place] = group
        return group

    def make(self, table: Table, first: Any, *, whole: bool) -> Group:
        """A new group, which takes the place of any other."""
        group = Group(whole=whole)
        (self._young if table.kept else self._passing)[table, first] = group
        return group

    def drop(self, table: Table, first: Any) -> None:
        """Forget a group; what is in the database stands."""
        for groups in (self._young, self._old, self._passing):
            groups.pop((table, first), None)

    def settle(self) -> None:
        """The batch is over: forget what later batches will not ask for."""
        self._passing.clear()
        if len(self._young) > self._capacity:
            self._old = self._young
            self._young = {}
