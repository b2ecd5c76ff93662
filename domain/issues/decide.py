"""Decisions about issues."""

from __future__ import annotations

from collections.abc import Container
from datetime import date
from uuid import UUID

from domain.core import Decision, Refusal, RefusalCode, accept, refuse
from domain.core.checks import any_refusal, day, header, known, reason_given, unused
from domain.core.close_out import close_out_refusal
from domain.core.context import Context
from domain.grids import line as grid_line
from domain.grids.line import Line
from domain.grids.state import Coverage
from domain.households.state import Household
from domain.issues.commands import AssignIssue, CloseIssue, RaiseIssue, ReopenIssue
from domain.issues.events import IssueAssigned, IssueClosed, IssueRaised, IssueReopened
from domain.issues.state import Issue
from domain.membership.state import Member
from domain.organisation.standing import standing
from domain.organisation.state import Organisation


def raise_issue(
    issue: Issue,
    command: RaiseIssue,
    context: Context,
    *,
    line: Line,
    organisation: Organisation,
    coverage: Coverage,
    household: Household | None,
) -> Decision:
    """Raise it in the grid at the foot of ``line``, for an organisation that a grid of the line covers that day."""
    refused = any_refusal(
        header(command, context),
        unused(issue, "issueId"),
        known(line[0], "gridId"),
        known(organisation, "organisationId") or standing(organisation, command.on, "organisationId"),
        day(command.on, context, "on", most_days_ahead=0),
        None if household is None else _belongs(household, command),
    )
    if refused:
        return refused
    if not grid_line.covers(line, coverage, command.on):
        return refuse(RefusalCode.NOT_COVERED_HERE, "organisationId")
    raised = context.events_of(issue, command, on=command.on)(
        IssueRaised,
        grid_id=command.grid_id,
        organisation_id=command.organisation_id,
        kind=command.kind,
        on=command.on,
        household_id=command.household_id,
    )
    return accept([raised])


def assign_issue(
    issue: Issue,
    command: AssignIssue,
    context: Context,
    *,
    owner: Member,
    line: Line,
    home: Container[UUID | None],
) -> Decision:
    """Give it to a member. ``home`` is the member's home and all above it, ``line`` that of the issue's grid."""
    refused = any_refusal(
        header(command, context), _open(issue), day(command.due_on, context, "dueOn")
    ) or any_refusal(
        _concerned(issue, owner, "ownerId", context.occurred_on(command), line, home),
        Refusal(RefusalCode.INVALID_DATES, ("dueOn",)) if command.due_on < issue.raised_on else None,
    )
    if refused:
        return refused
    assigned = context.events_of(issue, command)(
        IssueAssigned, owner_id=command.owner_id, due_on=command.due_on
    )
    return accept([assigned])


def close_issue(
    issue: Issue,
    command: CloseIssue,
    context: Context,
    *,
    checker: Member,
    line: Line,
    home: Container[UUID | None],
) -> Decision:
    """Close it, not before it was raised or reopened.

    ``home`` is that of ``checker`` and all above it, ``line`` that of the issue's grid.
    """
    refused = any_refusal(
        header(command, context), _open(issue), day(command.on, context, "on", most_days_ahead=0)
    ) or any_refusal(
        close_out_refusal(issue.owner_id, command.checker_id, context.actor_member_id),
        _concerned(issue, checker, "checkerId", command.on, line, home),
        Refusal(RefusalCode.INVALID_DATES, ("on",)) if command.on < issue.open_since else None,
    )
    if refused:
        return refused
    closed = context.events_of(issue, command, on=command.on)(
        IssueClosed, checker_id=command.checker_id, evidence=command.evidence, on=command.on
    )
    return accept([closed])


def reopen_issue(issue: Issue, command: ReopenIssue, context: Context) -> Decision:
    """Reopen what was closed, for a reason; whoever had it has it again."""
    refused = any_refusal(
        header(command, context),
        known(issue, "issueId"),
        reason_given(command),
        day(command.on, context, "on", most_days_ahead=0),
    )
    if refused:
        return refused
    if issue.closed_on is None:
        return refuse(RefusalCode.NOT_CLOSED, "issueId")
    if command.on < issue.closed_on:
        return refuse(RefusalCode.INVALID_DATES, "on")
    return accept([context.events_of(issue, command, on=command.on)(IssueReopened, on=command.on)])


def _belongs(household: Household, command: RaiseIssue) -> Refusal | None:
    """Of the grid that day; any other is refused alike, be there such a household or not."""
    place = household.place_on(command.on)
    fine = place is not None and place.grid_id == command.grid_id
    return None if fine else Refusal(RefusalCode.NOT_IN_GRID, ("householdId",))


def _open(issue: Issue) -> Refusal | None:
    if issue.closed_on is not None:
        return Refusal(RefusalCode.ALREADY_CLOSED, ("issueId",))
    return known(issue, "issueId")


def _concerned(
    issue: Issue, member: Member, field: str, on: date, line: Line, home: Container[UUID | None]
) -> Refusal | None:
    """At home in the organisation that sees to it, or answering for the grid; anybody else is refused alike."""
    fine = issue.organisation_id in home or grid_line.answers(line, member, on)
    return None if fine else Refusal(RefusalCode.MEMBER_ELSEWHERE, (field,))
