"""Random commands about leave that was asked for, most of them fit for how it stands."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from domain.core import DomainEvent
from domain.core.command import Command
from domain.leave.commands import (
    ApproveLeave,
    CorrectLeave,
    ExtendLeave,
    HandInLeaveEvidence,
    RefuseLeaveExtension,
    RequestLeaveExtension,
    WithdrawLeaveExtension,
)
from domain.leave.events import LeaveKind
from domain.leave.evidence import EvidenceKind
from domain.leave.levels import ApproverLevel
from domain.leave.state import Leave, LeaveStatus
from tests.unit.support import world

LEAVE_STEPS = frozenset(
    [
        ApproveLeave,
        HandInLeaveEvidence,
        RequestLeaveExtension,
        ExtendLeave,
        RefuseLeaveExtension,
        WithdrawLeaveExtension,
        CorrectLeave,
    ]
)


def some_leave_step(
    cls: type[Command], chance: random.Random, streams: Mapping[UUID, Sequence[DomainEvent]]
) -> Command | None:
    """A command of that class, which is one of ``LEAVE_STEPS``; None where it could be about no leave."""
    asked = [
        Leave.fold(id_, events)
        for id_, events in streams.items()
        if events and events[0].STREAM_TYPE == Leave.STREAM_TYPE
    ]
    fit = [leave for leave in asked if _waits(leave, cls)]
    return _step(cls, chance.choice(fit), chance) if fit else None


def _waits(leave: Leave, cls: type[Command]) -> bool:
    """Whether it stands so that the command may do something."""
    if cls in (ExtendLeave, RefuseLeaveExtension, WithdrawLeaveExtension):
        return leave.asked_to_on is not None
    return cls is not ApproveLeave or leave.status is LeaveStatus.PENDING or leave.asked_to_on is not None


def _step(cls: type[Command], leave: Leave, chance: random.Random) -> Command:
    if cls is ApproveLeave:
        return ApproveLeave(leave_id=leave.id, level=chance.choice((None, *ApproverLevel)))
    if cls is HandInLeaveEvidence:
        return HandInLeaveEvidence(
            leave_id=leave.id,
            kind=chance.choice(list(EvidenceKind)),
            on=world.TODAY - timedelta(days=chance.choice((-1, 0, 0, 2))),
            document_id=chance.choice((None, *world.DOCUMENTS)),
        )
    if cls is RequestLeaveExtension:
        later = leave.to_on + timedelta(days=chance.choice((0, 1, 2, 9)))
        return RequestLeaveExtension(leave_id=leave.id, to_on=later, reason=chance.choice(("ILLNESS", None)))
    if cls is ExtendLeave:
        return ExtendLeave(leave_id=leave.id)
    if cls is WithdrawLeaveExtension:
        return WithdrawLeaveExtension(leave_id=leave.id)
    if cls is CorrectLeave:  # in which of its events, whoever asked for the command finds out
        kind, reason = chance.choice(list(LeaveKind)), chance.choice(("TYPING_ERROR", None))
        return CorrectLeave(leave_id=leave.id, corrects=world.id_of("no event"), kind=kind, reason=reason)
    return RefuseLeaveExtension(leave_id=leave.id, reason=chance.choice(("BUSY", "BUSY", None)))
