"""Decisions about periods: whether one is assessed, supersedes what was told, or comes to nothing new."""

from __future__ import annotations

from typing import Any

from domain.assessments.commands import AssessPeriod
from domain.assessments.events import PeriodAssessed, PeriodAssessmentSuperseded
from domain.assessments.state import PeriodAssessment
from domain.assessments.tally import is_digest
from domain.clock.state import Clock
from domain.core import Decision, Refusal, RefusalCode, accept, refuse
from domain.core.checks import any_refusal, header, known
from domain.core.context import Context
from domain.organisation.state import Organisation
from domain.policies.periods import Period


def assess_period(
    assessment: PeriodAssessment, command: AssessPeriod, context: Context, *, node: Organisation, clock: Clock
) -> Decision:
    """Tell what a period came to once its last day is closed; what was told so already changes nothing.

    Neither does what was judged by fewer facts than what was told, nor that nobody was asked from the first.
    """
    fits = is_digest(command.digest)
    refused = any_refusal(
        header(command, context),
        known(node, "adoptedAt"),
        None if fits else Refusal(RefusalCode.INVALID_VALUE, ("digest",)),
        None if command.tally.is_possible else Refusal(RefusalCode.INVALID_VALUE, ("tally",)),
    )
    if refused:
        return refused
    try:
        period = Period.named(command.period)
    except ValueError:
        return refuse(RefusalCode.INVALID_VALUE, "period")
    if clock.closed_on is None or clock.closed_on < period.last:
        return refuse(RefusalCode.DAY_NOT_OVER, "period")
    if command.facts_position < assessment.facts_position or not _is_new(assessment, command):
        return accept()
    said: dict[str, Any] = {
        "series": command.series,
        "node_id": command.node_id,
        "organisation_kind": command.organisation_kind,
        "period": period.label,
        "unit": period.unit,
        "from_on": period.first,
        "to_on": period.last,
        "numerator": command.tally.passed,
        "denominator": command.tally.denominator,
        "tally": command.tally,
        "digest": command.digest,
        "facts_position": command.facts_position,
    }
    record = context.events_of(assessment, command)
    if assessment.event_id is None:
        return accept([record(PeriodAssessed, **said)])
    return accept([record(PeriodAssessmentSuperseded, supersedes=assessment.event_id, **said)])


def _is_new(assessment: PeriodAssessment, command: AssessPeriod) -> bool:
    if assessment.event_id is None:
        return command.tally.slots > 0
    return command.digest != assessment.digest
