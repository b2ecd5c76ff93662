"""Handlers of commands about organisations."""

from __future__ import annotations

from application.session import Session
from domain.core import Decision
from domain.organisation import decide
from domain.organisation.commands import CorrectOrganisation, FoundOrganisation, RenameOrganisation
from domain.organisation.state import Organisation


async def found_organisation(command: FoundOrganisation, session: Session) -> Decision:
    """Found an organisation below its parent."""
    organisation = await session.load(Organisation, command.organisation_id)
    parent = await session.load(Organisation, command.parent_id)
    return decide.found_organisation(organisation, command, session.context, parent=parent)


async def rename_organisation(command: RenameOrganisation, session: Session) -> Decision:
    """Give an organisation another name."""
    organisation = await session.load(Organisation, command.organisation_id)
    return decide.rename_organisation(organisation, command, session.context)


async def correct_organisation(command: CorrectOrganisation, session: Session) -> Decision:
    """Correct an organisation."""
    organisation = await session.load(Organisation, command.organisation_id)
    return decide.correct_organisation(organisation, command, session.context)
