"""Facts about periods: what one came to, and that it came to something else after all."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.assessments.state import PeriodAssessment
from domain.assessments.tally import Tally
from domain.core import DomainEvent, event_type
from domain.organisation.events import OrganisationKind
from domain.policies.periods import Unit

STREAM = PeriodAssessment.STREAM_TYPE


@event_type("period.assessed", STREAM, subjects=("node_id",))
class PeriodAssessed(DomainEvent):
    """A period is over and its findings are announced: so many slots of a rule stood so."""

    series: str
    node_id: UUID  # that adopted the rule
    organisation_kind: OrganisationKind
    period: str  # its label
    unit: Unit
    from_on: date
    to_on: date  # the last day itself
    numerator: int  # passed
    denominator: int  # asked, without those excused
    tally: Tally
    digest: str  # SHA-256 of the slots, as domain.assessments.tally writes them
    facts_position: int  # the facts up to this position of the log were judged

    def apply(self, state: PeriodAssessment) -> None:
        _tell(state, self)


@event_type("period.assessment-superseded", STREAM, subjects=("node_id",))
class PeriodAssessmentSuperseded(DomainEvent):
    """By what is known now the period came to something else: whatever is said here holds instead."""

    supersedes: UUID  # the event that told what was said before
    series: str
    node_id: UUID
    organisation_kind: OrganisationKind
    period: str
    unit: Unit
    from_on: date
    to_on: date
    numerator: int
    denominator: int
    tally: Tally
    digest: str
    facts_position: int

    def apply(self, state: PeriodAssessment) -> None:
        _tell(state, self)


def _tell(state: PeriodAssessment, event: PeriodAssessed | PeriodAssessmentSuperseded) -> None:
    state.node_id = event.node_id
    state.digest = event.digest
    state.event_id = event.event_id
    state.facts_position = event.facts_position
