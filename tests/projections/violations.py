"""Random commands about violations, from a source of their own; and what their events say, taken down by hand."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any, Protocol
from uuid import UUID

from domain.core import DomainEvent, Occurred
from domain.core.command import Command
from domain.violations import commands, events
from domain.violations.events import ViolationKind, ViolationSeverity
from tests.projections.known import Known, SeededIds

Rows = dict[tuple[Any, ...], dict[str, Any]]
_FEW = 6


class Path(Protocol):
    """Where an organisation stands, or stood on a day."""

    def __call__(self, organisation_id: UUID, day: date | None = None, /) -> str: ...


class Violations:
    """Lets branches report violations, correct and withdraw them, and name who sees to them."""

    def __init__(self, known: Known, seed: int) -> None:
        self._known = known
        self._random = random.Random(f"violations {seed}")
        self._ids = SeededIds(seed + 145_000_000)

    def some_commands(self, number: int) -> Iterator[Command]:
        """So many commands."""
        makers: list[Callable[[], Command | None]] = [
            *(self._report, self._report, self._report, self._correct, self._correct),
            *(self._withdraw, self._assign, self._assign, self._end),
        ]
        for _ in range(number):
            command = self._random.choice(makers)()
            if command is not None:
                yield command

    def _day(self) -> date:
        return self._known.today - timedelta(days=self._random.choice([0, 0, 1, 4, 30]))

    def _reported(self) -> events.ViolationReported | None:
        found = [event for event in self._known.events if isinstance(event, events.ViolationReported)]
        return self._random.choice(found[-_FEW:]) if found else None

    def _report(self) -> Command:
        members = list(self._known.members.items())
        member_id, branch = self._random.choice(members)
        whose = self._random.choice([None, member_id, member_id])
        return commands.ReportViolation(
            violation_id=self._ids.new_id(),
            organisation_id=branch,
            kind=self._random.choice(list(ViolationKind)),
            severity=self._random.choice(list(ViolationSeverity)),
            code=self._random.choice(["ENGINE_NOT_WARMED", "LATE_FOR_SHIFT"]),
            member_id=whose,
            occurred_at=Occurred.on(self._day()),
        )

    def _correct(self) -> Command | None:
        reported = self._reported()
        if reported is None:
            return None
        return commands.CorrectViolation(
            violation_id=reported.originator_id,
            corrects=reported.event_id,
            severity=self._random.choice([None, *ViolationSeverity]),
            at=self._random.choice([None, Occurred(f"{self._day()}T15:59:00Z")]),
            reason="WRONG_DAY",
        )

    def _withdraw(self) -> Command | None:
        reported = self._reported()
        if reported is None or self._random.random() < 0.5:
            return None
        return commands.WithdrawViolation(violation_id=reported.originator_id, reason="MISTAKEN")

    def _assign(self) -> Command | None:
        reported = self._reported()
        if reported is None:
            return None
        at_home = [id_ for id_, home in self._known.members.items() if home == reported.organisation_id]
        return commands.AssignSupervisor(
            violation_id=reported.originator_id,
            supervisor_id=self._random.choice([*at_home, *list(self._known.members)[:1]]),
            on=self._known.today,
        )

    def _end(self) -> Command | None:
        reported = self._reported()
        if reported is None:
            return None
        return commands.EndSupervision(
            violation_id=reported.originator_id, on=self._known.today, reason="PUT_RIGHT"
        )


class ViolationFacts:
    """Kept in dictionaries."""

    def __init__(self) -> None:
        self.rows: dict[UUID, dict[str, Any]] = {}
        self.judged: dict[UUID, UUID] = {}  # to the event that said last when it was, or how grave

    def take(self, event: DomainEvent, day: date) -> None:
        me = event.originator_id
        match event:
            case events.ViolationReported():
                none = ("supervisor_id", "supervised_from", "supervised_to")
                self.rows[me] = {
                    **dict.fromkeys(none),
                    "organisation_id": event.organisation_id,
                    "member_id": event.member_id,
                    "kind": event.kind,
                    "severity": event.severity,
                    "code": event.code,
                    "occurred_at": event.at,
                    "occurred_on": event.on,
                    "status": "REPORTED",
                    "event_id": event.event_id,
                }
                self.judged[me] = event.event_id
            case events.ViolationCorrected():
                row = self.rows[me]
                before = row["severity"], row["occurred_on"]
                said: dict[str, Any] = {"kind": event.kind, "severity": event.severity, "code": event.code}
                said |= {"occurred_at": event.at, "occurred_on": event.on}
                row |= {name: value for name, value in said.items() if value is not None}
                if (row["severity"], row["occurred_on"]) != before:
                    self.judged[me] = event.event_id
            case events.ViolationWithdrawn():
                row = self.rows[me]
                row["status"] = "WITHDRAWN"
                if row["supervisor_id"] and row["supervised_to"] is None:
                    row["supervised_to"] = max(day, row["supervised_from"])
            case events.SupervisorAssigned():
                supervised = {"supervised_from": event.on, "supervised_to": None}
                self.rows[me] |= {"supervisor_id": event.supervisor_id, **supervised}
            case events.SupervisionEnded():
                self.rows[me]["supervised_to"] = event.on
            case _:
                return
        self.rows[me]["version"] = event.originator_version

    def tables(self, path: Path) -> dict[str, Rows]:
        """Both tables."""
        places = {id_: path(row["organisation_id"], row["occurred_on"]) for id_, row in self.rows.items()}
        return {
            "violation": {(id_,): {**row, "org_path": places[id_]} for id_, row in self.rows.items()},
            "violation_fact": {
                (row["organisation_id"], id_): {
                    "severity": row["severity"],
                    "occurred_on": row["occurred_on"],
                    "event_id": self.judged[id_],
                    "org_path": places[id_],
                }
                for id_, row in self.rows.items()
                if row["status"] != "WITHDRAWN"
            },
        }
