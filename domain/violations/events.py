"""Facts about violations: codes, times and ids. What happened in words is a document, never an event."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from uuid import UUID

from domain.core import DomainEvent, event_type
from domain.violations.state import Violation, ViolationStatus

STREAM = Violation.STREAM_TYPE


class ViolationKind(StrEnum):
    """The two that are meant by 两违: 违章 and 违纪."""

    OPERATING_RULES = "OPERATING_RULES"
    LABOUR_DISCIPLINE = "LABOUR_DISCIPLINE"


class ViolationSeverity(StrEnum):
    """As whoever found it graded it (定性)."""

    ORDINARY = "ORDINARY"
    SERIOUS = "SERIOUS"


@event_type("violation.reported", STREAM, subjects=("organisation_id", "member_id"))
class ViolationReported(DomainEvent):
    """It happened at ``at``, a day or an instant, which in the county's time zone lies on ``on``.

    ``organisation_id`` is where it is dealt with: the party group of the member that day, the branch of who was in
    none.
    """

    organisation_id: UUID
    member_id: UUID | None
    kind: ViolationKind
    severity: ViolationSeverity
    code: str
    at: str
    on: date

    def apply(self, state: Violation) -> None:
        state.organisation_id = self.organisation_id
        state.member_id = self.member_id
        state.occurred_on = self.on
        state.status = ViolationStatus.REPORTED
        state.statements.say(
            self.event_id, kind=self.kind, severity=self.severity, code=self.code, at=self.at, on=self.on
        )


@event_type("violation.corrected", STREAM)
class ViolationCorrected(DomainEvent):
    """What was reported was wrong in these fields; those left out stay. ``at`` and ``on`` come together."""

    corrects: UUID
    kind: ViolationKind | None = None
    severity: ViolationSeverity | None = None
    code: str | None = None
    at: str | None = None
    on: date | None = None

    def apply(self, state: Violation) -> None:
        state.statements.correct(
            self.event_id,
            self.corrects,
            kind=self.kind,
            severity=self.severity,
            code=self.code,
            at=self.at,
            on=self.on,
        )
        state.occurred_on = state.statements.now("on")


@event_type("violation.withdrawn", STREAM)
class ViolationWithdrawn(DomainEvent):
    """It was reported by mistake, for the coded reason of the header."""

    def apply(self, state: Violation) -> None:
        state.status = ViolationStatus.WITHDRAWN
        state.supervisor_id = None


@event_type("violation.supervisor-assigned", STREAM, subjects=("supervisor_id",))
class SupervisorAssigned(DomainEvent):
    """A member sees to its being put right from ``on`` on, in place of whoever did before."""

    supervisor_id: UUID
    on: date

    def apply(self, state: Violation) -> None:
        state.supervisor_id = self.supervisor_id
        state.supervised_from, state.supervised_to = self.on, None
        state.first_supervised_on = state.first_supervised_on or self.on


@event_type("violation.supervision-ended", STREAM, subjects=("supervisor_id",))
class SupervisionEnded(DomainEvent):
    """Nobody sees to it any more from ``on`` on, for the coded reason of the header: it is put right, or failed."""

    supervisor_id: UUID
    on: date

    def apply(self, state: Violation) -> None:
        state.supervisor_id, state.supervised_to = None, self.on
