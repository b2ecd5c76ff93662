"""Handlers of commands about what periods came to."""

from __future__ import annotations

from application.session import Session
from domain.assessments import decide
from domain.assessments.commands import AssessPeriod
from domain.assessments.state import PeriodAssessment
from domain.assessments.tally import assessment_id
from domain.clock.events import CLOCK_ID
from domain.clock.state import Clock
from domain.core import Decision
from domain.organisation.state import Organisation


async def assess_period(command: AssessPeriod, session: Session) -> Decision:
    """Tell what a period came to."""
    stream_id = assessment_id(
        command.series, command.node_id, command.organisation_kind.value, command.period
    )
    return decide.assess_period(
        await session.load(PeriodAssessment, stream_id),
        command,
        session.context,
        node=await session.load(Organisation, command.node_id),
        clock=await session.load(Clock, CLOCK_ID),
    )
