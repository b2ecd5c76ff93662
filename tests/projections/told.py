"""Made-up commands for three tables, told to the framework, and what ought to be known of them: by plain folding.

A state (GRID), a fact (GRID_RESPONSIBLE) and counters (MEETING_COUNT), each of a few keys, so that they meet.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from domain.core.ids import deterministic_id
from projections.framework.loading import loading
from projections.framework.rows import Rows
from projections.framework.table import Key, Row, Table
from projections.grids import GRID, GRID_RESPONSIBLE
from projections.meeting_tables import MEETING_COUNT

FIRST_DAY = date(2026, 1, 1)
DAYS = [FIRST_DAY + timedelta(days=number) for number in range(8)]
GRIDS = [deterministic_id("grid", number) for number in range(2)]
MEMBER = deterministic_id("member", 1)
MEETING = deterministic_id("meeting", 1)


@dataclass(frozen=True)
class Change:
    """What an event does to a row, from a day on: the fields it sets; None takes the row away."""

    table: Table
    key: Key
    day: date
    fields: dict[str, Any] | None


@dataclass(frozen=True)
class Told:
    """An event. A failing one is taken back after its last change."""

    changes: tuple[Change, ...]
    fails: bool


Commands = list[list[Told]]

_days = st.sampled_from(DAYS)
_state = st.builds(
    Change,
    st.just(GRID),
    st.sampled_from([(grid,) for grid in GRIDS]),
    _days,
    st.dictionaries(st.sampled_from(["name", "division_code"]), st.sampled_from(["a", "b", "c"]), min_size=1)
    | st.fixed_dictionaries({"version": st.integers(1, 9)}),
)
_fact = st.builds(
    Change,
    st.just(GRID_RESPONSIBLE),
    st.sampled_from([(grid, MEMBER, FIRST_DAY) for grid in GRIDS]),
    _days,
    st.none() | st.fixed_dictionaries({"to_on": st.none() | _days}),
)
_counters = st.builds(
    Change,
    st.just(MEETING_COUNT),
    st.just((MEETING,)),
    _days,
    st.dictionaries(st.sampled_from(["present", "absent"]), st.integers(0, 2), min_size=1),
)
_events = st.builds(
    Told,
    st.lists(_state | _fact | _counters, max_size=3).map(tuple),
    st.sampled_from([False, False, False, True]),
)
histories: st.SearchStrategy[Commands] = st.lists(st.lists(_events, min_size=1, max_size=3), max_size=9)

_BLANK: dict[Table, Row] = {
    GRID: {
        "level": 1,
        "name": "",
        "division_code": None,
        "parent_id": None,
        "grid_path": "",
        "org_path": "",
        "version": 0,
        "position": 0,
    },
    GRID_RESPONSIBLE: {"to_on": None, "org_path": "", "position": 0},
    MEETING_COUNT: dict.fromkeys(MEETING_COUNT.columns, 0),
}


async def tell(rows: Rows, commands: Commands, position: int) -> int:
    """Fold commands as the framework does, from after a position; returns the last one."""
    for command in commands:
        for event in command:
            position += 1
            rows.begin_event(position, FIRST_DAY)
            for change in event.changes:
                await _make(rows, change)
            if event.fails:
                rows.abandon_event()
            else:
                rows.end_event()
        rows.end_command()
    return position


async def _make(rows: Rows, change: Change) -> None:
    rows.true_from = change.day
    before = await loading(rows.get, change.table, *change.key)
    names = dict(zip(change.table.key, change.key, strict=True))
    if change.fields is None:
        if before is not None:
            await loading(rows.delete, change.table, *change.key)
    elif before is None:
        rows.create(change.table, **names, **_first(change))
    elif change.table is GRID_RESPONSIBLE:
        await loading(rows.put, change.table, **names, **_first(change))
    else:
        await loading(rows.change, change.table, *change.key, **change.fields)


def _first(change: Change) -> Row:
    row = {**_BLANK[change.table], **(change.fields or {})}
    if change.table is GRID:
        row["grid_path"] = str(change.key[0])  # unique
    return row


def known(
    commands: Commands, up_to: int, day: date | None
) -> tuple[dict[Key, Row], dict[Key, dict[str, int]]]:
    """Rows of all tables as known at a position, about a day, and the position of the event that set each field."""
    rows: dict[Key, Row] = {}
    setters: dict[Key, dict[str, int]] = {}
    born: dict[Key, date] = {}
    for position, event in _numbered(commands):
        for change in () if event.fails or position > up_to else event.changes:
            place = (change.table.name, *change.key)
            if change.fields is None:
                rows.pop(place, None)
                continue
            true_from = max(change.day, born.setdefault(place, change.day))
            if change.table is GRID and day is not None and true_from > day:
                continue
            fresh = place not in rows or change.table is GRID_RESPONSIBLE
            rows[place] = _first(change) if fresh else {**rows[place], **change.fields}
            named = change.table.columns if fresh else change.fields
            setters.setdefault(place, {}).update(dict.fromkeys(named, position))
    return rows, setters


def _numbered(commands: Commands) -> Iterator[tuple[int, Told]]:
    return enumerate((event for command in commands for event in command), start=1)


def ends(commands: Commands) -> list[int]:
    """The last position of every command."""
    lengths = [len(command) for command in commands]
    return [sum(lengths[: number + 1]) for number in range(len(lengths))]
