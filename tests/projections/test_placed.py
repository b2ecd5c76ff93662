"""Every row with a place says what becomes of it when its organisation goes under another parent."""

from __future__ import annotations

import pytest

from projections.framework.table import GoesAlong, History, OfItsDay, Stays, Table
from projections.registry import TABLES

PLACED = [table for table in TABLES.values() if "org_path" in table.types]


@pytest.mark.parametrize("table", PLACED, ids=lambda table: table.name)
def test_every_table_with_a_place_says_whether_it_goes_along(table: Table) -> None:
    assert table.placed is not None
    if isinstance(table.placed, OfItsDay):
        assert table.types[table.placed.day] == "date"


@pytest.mark.parametrize("table", PLACED, ids=lambda table: table.name)
def test_what_is_written_once_stays(table: Table) -> None:
    """All else can be written anew; terms of a place are where they are."""
    if table.name != "organisation_place":
        assert isinstance(table.placed, Stays) == (table.history is History.APPENDED)


def test_no_table_without_a_place_says_so() -> None:
    assert [table.name for table in TABLES.values() if table.placed and table not in PLACED] == []


def test_states_go_along() -> None:
    """Whatever may be true from another day than the one on which it occurred is a state, but for facts of one day."""
    facts = {"compliance", "meeting", "leave", "issue"}
    states = [table for table in PLACED if table.history is History.RECTANGLES]
    assert {table.name for table in states if not isinstance(table.placed, GoesAlong)} == facts
