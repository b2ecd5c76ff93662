"""A short procedure, and random commands about procedures and cases."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import TypeVar
from uuid import UUID

from domain.core import DomainEvent
from domain.core.command import Command
from domain.procedures import commands as procedures
from domain.procedures.events import CaseStarted, ProcedureVersionReleased, StepTaken
from domain.procedures.text import ProcedureText, read_procedure
from tests.support.procedures import LOOP
from tests.unit.support import world

Streams = Mapping[UUID, Sequence[DomainEvent]]
E = TypeVar("E", bound=DomainEvent)
PROCEDURES = frozenset(
    [
        procedures.ReleaseProcedure,
        procedures.StartProcedureCase,
        procedures.RecordProcedureStep,
        procedures.WithdrawProcedureStep,
        procedures.CloseProcedureCase,
    ]
)
CASES = tuple(world.id_of(f"procedure case {number}") for number in range(4))
STEPS = ("ask", "answer", "act", "elsewhere")


def loop(version: str = "1") -> ProcedureText:
    """Ask the groups, who answer in writing within two days; act."""
    return read_procedure(LOOP.replace('version = "1"', f'version = "{version}"').encode())


def some_procedure_command(cls: type[Command], chance: random.Random, streams: Streams) -> Command | None:
    """A command of that class, which is one of ``PROCEDURES``, at what is there; None where nothing is."""
    day = world.TODAY - timedelta(days=chance.choice((-1, 0, 1, 2, 9, 30)))
    if cls is procedures.ReleaseProcedure:
        return procedures.ReleaseProcedure(
            text=loop(chance.choice("12")),
            released_by=chance.choice((world.TOWNSHIP, world.COMMITTEE)),
            on=day,
        )
    if cls is procedures.StartProcedureCase:
        return _start(chance, streams, day)
    case = _one(CaseStarted, chance, streams)
    if case is None:
        return None
    if cls is procedures.CloseProcedureCase:
        return procedures.CloseProcedureCase(case_id=case.originator_id, on=day)
    if cls is procedures.WithdrawProcedureStep:
        taken = _one(StepTaken, chance, streams)
        if taken is None:
            return None
        return procedures.WithdrawProcedureStep(
            case_id=taken.originator_id,
            step=taken.step,
            group_id=taken.group_id,
            reason=chance.choice(("MISTAKEN", None)),
        )
    return procedures.RecordProcedureStep(
        case_id=case.originator_id,
        step=chance.choice(STEPS),
        on=day,
        evidence=chance.choice(((), ("WRITTEN_RESULT",))),
        group_id=chance.choice((None, *case.group_ids)),
        meeting_id=chance.choice((None, None, world.id_of("meeting 0"))),
    )


def _start(chance: random.Random, streams: Streams, day: date) -> Command | None:
    released = _one(ProcedureVersionReleased, chance, streams)
    if released is None:
        return None
    return procedures.StartProcedureCase(
        case_id=chance.choice(CASES),
        organisation_id=world.BRANCH,
        procedure=released.procedure,
        chapter=released.chapter,
        version=released.version,
        on=day,
        group_ids=chance.choice(((), (world.GROUP,))),
    )


def _one(cls: type[E], chance: random.Random, streams: Streams) -> E | None:
    found = [*_said(cls, streams)]
    return chance.choice(found) if found else None


def _said(cls: type[E], streams: Streams) -> Iterator[E]:
    for events in streams.values():
        if events and events[0].STREAM_TYPE == cls.STREAM_TYPE:
            yield from (event for event in events if isinstance(event, cls))
