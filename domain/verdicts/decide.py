"""Decisions about verdicts: whether one is announced, supersedes what was, or says nothing new."""

from __future__ import annotations

from typing import Any

from domain.clock.state import Clock
from domain.core import Decision, Refusal, RefusalCode, accept, refuse
from domain.core.checks import any_refusal, code, header, known
from domain.core.context import Context
from domain.organisation.state import Organisation
from domain.policies.periods import Period
from domain.verdicts.announcing import Stand, is_to_announce
from domain.verdicts.commands import AnnounceVerdict
from domain.verdicts.events import MOST_NAMED, VerdictAnnounced, VerdictSuperseded
from domain.verdicts.state import AnnouncedVerdict


def announce_verdict(
    verdict: AnnouncedVerdict,
    command: AnnounceVerdict,
    context: Context,
    *,
    organisation: Organisation,
    clock: Clock,
) -> Decision:
    """Announce how a slot stands once its period is closed; what was announced so already changes nothing.

    Neither does what was judged by fewer facts than what stands: whoever sent it has been overtaken.
    """
    refused = any_refusal(
        header(command, context),
        known(organisation, "organisationId"),
        _few(command.rests_on, "restsOn"),
        _few(command.shortfalls, "shortfalls"),
        more=(code(one, "shortfalls") for one in command.shortfalls),
    )
    if refused:
        return refused
    try:
        period = Period.named(command.period)
    except ValueError:
        return refuse(RefusalCode.INVALID_VALUE, "period")
    if clock.closed_on is None or clock.closed_on < period.last:
        return refuse(RefusalCode.DAY_NOT_OVER, "period")
    stands = Stand(command.status, command.version_id, command.required, command.held, command.verified)
    if command.facts_position < verdict.facts_position or not is_to_announce(verdict.announced, stands):
        return accept()
    record = context.events_of(verdict, command)
    said = _said(command, period)
    if verdict.event_id is None:
        return accept([record(VerdictAnnounced, **said)])
    return accept([record(VerdictSuperseded, supersedes=verdict.event_id, **said)])


def _few(named: tuple[object, ...], path: str) -> Refusal | None:
    return Refusal(RefusalCode.INVALID_VALUE, (path,)) if len(named) > MOST_NAMED else None


def _said(command: AnnounceVerdict, period: Period) -> dict[str, Any]:
    return {
        "organisation_id": command.organisation_id,
        "node_id": command.node_id,
        "series": command.series,
        "version_id": command.version_id,
        "period": period.label,
        "unit": period.unit,
        "from_on": period.first,
        "to_on": period.last,
        "status": command.status,
        "required": command.required,
        "held": command.held,
        "verified": command.verified,
        "shortfalls": command.shortfalls,
        "rests_on": command.rests_on,
        "facts_position": command.facts_position,
    }
