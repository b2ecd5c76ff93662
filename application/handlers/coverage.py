"""Handlers of commands about entities."""

from __future__ import annotations

from application.session import Session
from domain.core import Decision
from domain.coverage import decide
from domain.coverage.commands import CoverEntity, EndEntityCoverage, ExcludeEntity, SurveyEntity
from domain.coverage.state import Entity
from domain.organisation.state import Organisation


async def survey_entity(command: SurveyEntity, session: Session) -> Decision:
    """Make an entity known."""
    entity = await session.load(Entity, command.entity_id)
    organisation = await session.load(Organisation, command.organisation_id)
    return decide.survey_entity(entity, command, session.context, organisation=organisation)


async def exclude_entity(command: ExcludeEntity, session: Session) -> Decision:
    """Leave an entity out of account."""
    entity = await session.load(Entity, command.entity_id)
    return decide.exclude_entity(entity, command, session.context)


async def cover_entity(command: CoverEntity, session: Session) -> Decision:
    """Let a branch cover an entity, on the streams of both."""
    entity = await session.load(Entity, command.entity_id)
    branch = await session.load(Organisation, command.branch_id)
    return decide.cover_entity(entity, command, session.context, branch=branch)


async def end_entity_coverage(command: EndEntityCoverage, session: Session) -> Decision:
    """End the covering of an entity, on the streams of both."""
    entity = await session.load(Entity, command.entity_id)
    covered_by = entity.covered_by
    branch = None if covered_by is None else await session.load(Organisation, covered_by)
    return decide.end_entity_coverage(entity, command, session.context, branch=branch)
