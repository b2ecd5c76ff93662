"""Random commands about violations that often fit what the log has."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from domain.core import DomainEvent, Occurred
from domain.core.command import Command
from domain.violations import commands as violations
from domain.violations.events import ViolationKind, ViolationReported, ViolationSeverity
from tests.unit.support import world

VIOLATIONS = frozenset(
    [
        violations.ReportViolation,
        violations.CorrectViolation,
        violations.WithdrawViolation,
        violations.AssignSupervisor,
        violations.EndSupervision,
    ]
)
VIOLATION = world.id_of("violation 0")


def some_violation_command(
    cls: type[Command], chance: random.Random, streams: Mapping[UUID, Sequence[DomainEvent]]
) -> Command | None:
    """A command of that class, which is one of ``VIOLATIONS``, at what is there; None where nothing is."""
    on = world.TODAY - timedelta(days=chance.choice((-1, 0, 0, 1, 9)))
    if cls is violations.ReportViolation:
        return violations.ReportViolation(
            violation_id=world.id_of(f"violation {chance.randrange(30)}"),
            organisation_id=chance.choice((world.BRANCH, world.BRANCH, world.GROUP, world.OTHER_BRANCH)),
            kind=chance.choice(list(ViolationKind)),
            severity=chance.choice(list(ViolationSeverity)),
            code=chance.choice(("ENGINE_NOT_WARMED", "ENGINE_NOT_WARMED", "no code")),
            member_id=chance.choice((None, *world.MEMBERS)),
            occurred_at=chance.choice((None, Occurred.on(on), Occurred("2026-03"))),
        )
    said = [event for events in streams.values() for event in events if isinstance(event, ViolationReported)]
    if not said:
        return None
    reported = chance.choice(said)
    id_, reason = reported.originator_id, chance.choice(("MISTAKEN", "MISTAKEN", None))
    if cls is violations.CorrectViolation:
        return violations.CorrectViolation(
            violation_id=id_,
            corrects=chance.choice((reported.event_id, reported.event_id, id_)),
            severity=chance.choice((None, *ViolationSeverity)),
            at=chance.choice((None, Occurred.on(on))),
            reason=reason,
        )
    if cls is violations.WithdrawViolation:
        return violations.WithdrawViolation(violation_id=id_, reason=reason)
    if cls is violations.AssignSupervisor:
        return violations.AssignSupervisor(
            violation_id=id_, supervisor_id=chance.choice(world.MEMBERS), on=on
        )
    return violations.EndSupervision(violation_id=id_, on=on, reason=reason)
