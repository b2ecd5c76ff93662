"""Decisions about publications and themes. Whether one was in time is for policies to say."""

from __future__ import annotations

from datetime import date

from domain.core import Decision, Refusal, RefusalCode, accept, refuse
from domain.core.checks import any_refusal, code, day, header, known, reason_given
from domain.core.context import Context
from domain.organisation.standing import standing
from domain.organisation.state import Organisation
from domain.policies.periods import Period, Unit
from domain.publications.commands import PublishMatter, PublishTheme, WithdrawPublication, WithdrawTheme
from domain.publications.events import (
    MatterPublicationWithdrawn,
    MatterPublished,
    ThemePublished,
    ThemeWithdrawn,
)
from domain.publications.state import MonthTheme, Publication

MOST_THEMES = 20  # of a month


def publish_matter(
    publication: Publication, command: PublishMatter, context: Context, *, organisation: Organisation
) -> Decision:
    """Make a matter of a period public, once; it may be before the period is over, or long after."""
    refused = any_refusal(
        header(command, context),
        known(organisation, "organisationId") or standing(organisation, command.on, "organisationId"),
        day(command.period_first, context, "periodFirst")
        or _begins(command.period_first, command.unit, "periodFirst"),
        day(command.on, context, "on", most_days_ahead=0),
    )
    if refused:
        return refused
    if publication.published_on == command.on:
        return accept()
    if publication.published_on is not None:
        return refuse(
            RefusalCode.ALREADY_RECORDED, "matter", publishedOn=publication.published_on.isoformat()
        )
    published = context.events_of(publication, command, on=command.on)(
        MatterPublished,
        organisation_id=organisation.id,
        matter=command.matter,
        unit=command.unit,
        period_first=command.period_first,
        on=command.on,
    )
    return accept([published])


def withdraw_publication(
    publication: Publication, command: WithdrawPublication, context: Context
) -> Decision:
    """Let a publication count no longer; the matter may be made public again."""
    refused = any_refusal(header(command, context), reason_given(command))
    if refused:
        return refused
    if publication.published_on is None:
        return refuse(RefusalCode.NOTHING_RECORDED, "matter")
    withdrawn = context.events_of(publication, command)(
        MatterPublicationWithdrawn, organisation_id=command.organisation_id
    )
    return accept([withdrawn])


def publish_theme(
    theme: MonthTheme, command: PublishTheme, context: Context, *, node: Organisation
) -> Decision:
    """Give out a theme of a month; one that it has changes nothing."""
    refused = any_refusal(
        header(command, context),
        known(node, "nodeId") or standing(node, context.occurred_on(command), "nodeId"),
        day(command.month, context, "month") or _begins(command.month, Unit.MONTH, "month"),
        code(command.code, "code"),
    )
    if refused:
        return refused
    if command.code in theme.codes:
        return accept()
    if len(theme.codes) >= MOST_THEMES:
        return refuse(RefusalCode.TOO_MANY, "month", most=MOST_THEMES)
    published = context.events_of(theme, command)(
        ThemePublished, node_id=node.id, month=command.month, code=command.code
    )
    return accept([published])


def withdraw_theme(theme: MonthTheme, command: WithdrawTheme, context: Context) -> Decision:
    """Take a theme back, for a reason."""
    refused = any_refusal(header(command, context), reason_given(command))
    if refused:
        return refused
    if command.code not in theme.codes:
        return refuse(RefusalCode.NOT_FOUND, "code")
    withdrawn = context.events_of(theme, command)(
        ThemeWithdrawn, node_id=command.node_id, month=command.month, code=command.code
    )
    return accept([withdrawn])


def _begins(first: date, unit: Unit, *path: str) -> Refusal | None:
    """A period is named by its first day."""
    return None if Period.of(first, unit).first == first else Refusal(RefusalCode.INVALID_DATES, path)
