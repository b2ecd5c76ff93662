"""Handlers of commands about issues."""

from __future__ import annotations

from application.handlers.lines import home_of, line_of
from application.session import Session
from domain.core import Decision, RefusalCode, refuse
from domain.grids.events import coverage_id
from domain.grids.state import Coverage
from domain.households.state import Household
from domain.issues import decide
from domain.issues.commands import AssignIssue, CloseIssue, RaiseIssue, ReopenIssue
from domain.issues.state import Issue
from domain.membership.state import Member
from domain.organisation.state import Organisation


async def raise_issue(command: RaiseIssue, session: Session) -> Decision:
    """Raise an issue, with a look at whether the organisation is covered there, and the household is there."""
    at = command.household_id
    return decide.raise_issue(
        await session.load(Issue, command.issue_id),
        command,
        session.context,
        line=await line_of(command.grid_id, session),
        organisation=await session.load(Organisation, command.organisation_id),
        coverage=await session.load(Coverage, coverage_id(command.organisation_id)),
        household=None if at is None else await session.load(Household, at),
    )


async def assign_issue(command: AssignIssue, session: Session) -> Decision:
    """Give an issue to a member, with a look at what that member has to do with it."""
    issue = await session.load(Issue, command.issue_id)
    if issue.grid_id is None:
        return refuse(RefusalCode.NOT_FOUND, "issueId")
    on = session.context.occurred_on(command)
    line = await line_of(issue.grid_id, session)
    owner = await session.load(Member, command.owner_id)
    home = await home_of(command.owner_id, on, session)
    return decide.assign_issue(issue, command, session.context, owner=owner, line=line, home=home)


async def close_issue(command: CloseIssue, session: Session) -> Decision:
    """Close an issue, with a look at what whoever checked has to do with it."""
    issue = await session.load(Issue, command.issue_id)
    if issue.grid_id is None:
        return refuse(RefusalCode.NOT_FOUND, "issueId")
    line = await line_of(issue.grid_id, session)
    checker = await session.load(Member, command.checker_id)
    home = await home_of(command.checker_id, command.on, session)
    return decide.close_issue(issue, command, session.context, checker=checker, line=line, home=home)


async def reopen_issue(command: ReopenIssue, session: Session) -> Decision:
    """Reopen an issue."""
    issue = await session.load(Issue, command.issue_id)
    return decide.reopen_issue(issue, command, session.context)
