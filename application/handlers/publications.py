"""Handlers of commands about publications and themes."""

from __future__ import annotations

from uuid import UUID

from application.session import Session
from domain.core import Decision
from domain.organisation.state import Organisation
from domain.publications import decide
from domain.publications.commands import PublishMatter, PublishTheme, WithdrawPublication, WithdrawTheme
from domain.publications.events import month_theme_id, publication_id
from domain.publications.state import MonthTheme, Publication


async def publish_matter(command: PublishMatter, session: Session) -> Decision:
    """Make a matter of a period public."""
    publication = await session.load(Publication, _publication_of(command))
    organisation = await session.load(Organisation, command.organisation_id)
    return decide.publish_matter(publication, command, session.context, organisation=organisation)


async def withdraw_publication(command: WithdrawPublication, session: Session) -> Decision:
    """Let a publication count no longer."""
    publication = await session.load(Publication, _publication_of(command))
    return decide.withdraw_publication(publication, command, session.context)


async def publish_theme(command: PublishTheme, session: Session) -> Decision:
    """Give out a theme of a month."""
    theme = await session.load(MonthTheme, month_theme_id(command.node_id, command.month))
    node = await session.load(Organisation, command.node_id)
    return decide.publish_theme(theme, command, session.context, node=node)


async def withdraw_theme(command: WithdrawTheme, session: Session) -> Decision:
    """Take a theme of a month back."""
    theme = await session.load(MonthTheme, month_theme_id(command.node_id, command.month))
    return decide.withdraw_theme(theme, command, session.context)


def _publication_of(command: PublishMatter | WithdrawPublication) -> UUID:
    return publication_id(command.organisation_id, command.matter, command.unit, command.period_first)
