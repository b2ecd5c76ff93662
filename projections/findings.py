"""Findings (问题发现): where what is recorded does not fit together, as long as it does not.

A check looks at the rows that an event touched and says of each finding whether it holds. It stands from the event on
that brought it about to the one that took its ground away, so it can be asked as of any time. What depends on today's
date alone (a review that is due) is no finding: rows have the day, and questions compare it.

Checks say what is; what to do about it is decided elsewhere, by a person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from domain.core import DomainEvent
from event_store.records import LoggedEvent
from projections.checks import CHECKS
from projections.checks.declare import Check
from projections.finding_table import FINDING
from projections.framework.read_model import Handler, ReadModel, Reads, RunHandler
from projections.framework.rows import Rows
from projections.framework.table import Table


def _by_event(*, in_runs: bool) -> dict[type[DomainEvent], list[Check]]:
    found: defaultdict[type[DomainEvent], list[Check]] = defaultdict(list)
    for check in CHECKS:
        if check.in_runs is in_runs:
            for event in check.events:
                found[event].append(check)
    return dict(found)


def _look(checks: Sequence[Check]) -> Handler:
    def handle(rows: Rows, event: Any, record: LoggedEvent) -> None:
        for check in checks:
            check.look(rows, event)

    return handle


def _look_at_each(checks: Sequence[Check]) -> RunHandler:
    look = _look(checks)

    def handle(rows: Rows, events: Sequence[Any], records: Sequence[LoggedEvent]) -> None:
        for event, record in zip(events, records, strict=True):
            rows.position = record.position
            look(rows, event, record)

    return handle


def _reads(checks: Sequence[Check]) -> Reads:
    def read(event: Any) -> Iterable[tuple[Table, Any]]:
        return [wanted for check in checks for wanted in check.reads(event)]

    return read


_CHECKS = _by_event(in_runs=False)
_RUN_CHECKS = _by_event(in_runs=True)

FINDINGS = ReadModel(
    name="findings",
    tables=(FINDING,),
    handlers={event: _look(checks) for event, checks in _CHECKS.items()},
    runs={event: _look_at_each(checks) for event, checks in _RUN_CHECKS.items()},
    reads={event: _reads(checks) for event, checks in (_CHECKS | _RUN_CHECKS).items()},
)
