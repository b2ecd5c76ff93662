"""Facts about procedures and cases. What a procedure says is published text; what a case says in words, documents."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.core import DomainEvent, deterministic_id, event_type
from domain.procedures.state import Procedure, ProcedureCase, Taken
from domain.procedures.steps import Step

STREAM = Procedure.STREAM_TYPE
CASE_STREAM = ProcedureCase.STREAM_TYPE


def procedure_id(procedure: str) -> UUID:
    """The stream of a procedure, by its name."""
    return deterministic_id("procedure", procedure)


def version_id(procedure: str, chapter: str, version: str) -> UUID:
    """The id of one version of one chapter."""
    return deterministic_id("procedure-version", procedure, chapter, version)


@event_type("procedure.version-released", STREAM, subjects=("released_by",))
class ProcedureVersionReleased(DomainEvent):
    """An organisation released a version of one chapter on ``on``; it never changes (边编印边指导)."""

    version_id: UUID
    procedure: str
    chapter: str
    version: str
    title_zh: str
    title_en: str
    source_zh: str
    source_en: str
    steps: tuple[Step, ...]
    released_by: UUID
    on: date

    def apply(self, state: Procedure) -> None:
        state.versions[self.chapter, self.version] = self


@event_type("procedure-case.started", CASE_STREAM, subjects=("organisation_id",))
class CaseStarted(DomainEvent):
    """An organisation began on ``on`` to go through a version, with these of its party groups."""

    organisation_id: UUID
    procedure_id: UUID
    version_id: UUID
    group_ids: tuple[UUID, ...]
    on: date

    def apply(self, state: ProcedureCase) -> None:
        state.organisation_id = self.organisation_id
        state.procedure_id = self.procedure_id
        state.version_id = self.version_id
        state.group_ids = self.group_ids
        state.started_on = self.on


@event_type("procedure-case.step-taken", CASE_STREAM)
class StepTaken(DomainEvent):
    """A step was taken on ``on``, by a group where each takes it; ``evidence`` is what shows it, in codes."""

    step: str
    on: date
    evidence: tuple[str, ...] = ()
    group_id: UUID | None = None
    document_id: UUID | None = None
    meeting_id: UUID | None = None

    def apply(self, state: ProcedureCase) -> None:
        state.taken[self.step, self.group_id] = Taken(self.event_id, self.on)


@event_type("procedure-case.step-withdrawn", CASE_STREAM)
class StepWithdrawn(DomainEvent):
    """What the event ``corrects`` said of the step does not hold, for the coded reason of the header."""

    corrects: UUID
    step: str
    group_id: UUID | None = None

    def apply(self, state: ProcedureCase) -> None:
        del state.taken[self.step, self.group_id]


@event_type("procedure-case.closed", CASE_STREAM)
class CaseClosed(DomainEvent):
    """Nothing more was done about it after ``on``; what was not taken by then is left out."""

    on: date

    def apply(self, state: ProcedureCase) -> None:
        state.closed_on = self.on
