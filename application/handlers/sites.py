"""Handlers of commands about project sites."""

from __future__ import annotations

from application.session import Session
from domain.core import Decision
from domain.organisation.state import Organisation
from domain.sites import decide
from domain.sites.commands import AssignSiteBranch, CloseSite, OpenSite, RecountSite
from domain.sites.state import Site


async def open_site(command: OpenSite, session: Session) -> Decision:
    """Make a project site known."""
    site = await session.load(Site, command.site_id)
    organisation = await session.load(Organisation, command.organisation_id)
    return decide.open_site(site, command, session.context, organisation=organisation)


async def recount_site(command: RecountSite, session: Session) -> Decision:
    """Say how many work there now."""
    return decide.recount_site(await session.load(Site, command.site_id), command, session.context)


async def assign_site_branch(command: AssignSiteBranch, session: Session) -> Decision:
    """Say which temporary branch is there."""
    site = await session.load(Site, command.site_id)
    branch = await session.load(Organisation, command.branch_id)
    return decide.assign_site_branch(site, command, session.context, branch=branch)


async def close_site(command: CloseSite, session: Session) -> Decision:
    """End a project site."""
    return decide.close_site(await session.load(Site, command.site_id), command, session.context)
