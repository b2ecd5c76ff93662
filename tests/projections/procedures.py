"""Random commands about procedures and cases, from a source of their own."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import TypeVar

from domain.core import DomainEvent
from domain.core.command import Command
from domain.procedures import commands as procedures
from domain.procedures.events import CaseClosed, CaseStarted, ProcedureVersionReleased, StepTaken
from tests.projections.known import Known, SeededIds
from tests.unit.support.procedure_commands import STEPS, loop

E = TypeVar("E", bound=DomainEvent)
_FEW = 6


class Procedures:
    """Lets a township release versions of a procedure, and branches run it."""

    def __init__(self, known: Known, seed: int) -> None:
        self._known = known
        self._random = random.Random(f"procedures {seed}")
        self._ids = SeededIds(seed + 75_000_000)

    def some_commands(self, number: int) -> Iterator[Command]:
        """So many commands."""
        makers: list[Callable[[], Command | None]] = [
            *(self._release, self._start, self._start),
            *(self._record, self._record, self._record, self._record, self._withdraw, self._close),
        ]
        for _ in range(number):
            command = self._random.choice(makers)()
            if command is not None:
                yield command

    def _said(self, cls: type[E]) -> E | None:
        """One of the latest events of a type."""
        found = [event for event in self._known.events if isinstance(event, cls)]
        return self._random.choice(found[-_FEW:]) if found else None

    def _open_case(self) -> CaseStarted | None:
        closed = {event.originator_id for event in self._known.events if isinstance(event, CaseClosed)}
        cases = [event for event in self._known.events if isinstance(event, CaseStarted)]
        found = [case for case in cases if case.originator_id not in closed]
        return self._random.choice(found[-_FEW:]) if found else None

    def _day(self) -> date:
        return self._known.today - timedelta(days=self._random.choice([0, 0, 1, 2]))

    def _release(self) -> Command:
        return procedures.ReleaseProcedure(
            text=loop(str(self._random.randrange(1, 6))),
            released_by=self._random.choice(self._known.townships),
            on=self._day() - timedelta(days=3),
        )

    def _start(self) -> Command | None:
        released = self._said(ProcedureVersionReleased)
        if released is None:
            return None
        branch = self._random.choice(self._known.branches)
        return procedures.StartProcedureCase(
            case_id=self._ids.new_id(),
            organisation_id=branch,
            procedure=released.procedure,
            chapter=released.chapter,
            version=released.version,
            on=self._day() - timedelta(days=1),
            group_ids=tuple(self._known.groups.get(branch, ())),
        )

    def _record(self) -> Command | None:
        case = self._open_case()
        if case is None:
            return None
        step = self._random.choice(STEPS[:3])
        return procedures.RecordProcedureStep(
            case_id=case.originator_id,
            step=step,
            on=self._day(),
            evidence=self._random.choice([(), ("WRITTEN_RESULT",)]),
            group_id=self._random.choice(case.group_ids) if step == "answer" and case.group_ids else None,
            document_id=self._random.choice([None, self._known.document_of(case.organisation_id)]),
        )

    def _withdraw(self) -> Command | None:
        taken = self._said(StepTaken)
        if taken is None:
            return None
        return procedures.WithdrawProcedureStep(
            case_id=taken.originator_id, step=taken.step, group_id=taken.group_id, reason="MISTAKEN"
        )

    def _close(self) -> Command | None:
        case = self._open_case()
        if case is None or self._random.random() < 0.5:
            return None
        return procedures.CloseProcedureCase(case_id=case.originator_id, on=self._known.today)
