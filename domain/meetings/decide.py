"""Decisions about a meeting as a whole; who attended is decided in roster.py and attendance.py."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from domain.core import Decision, Refusal, RefusalCode, accept, refuse
from domain.core.checks import any_refusal, code, day, header, known, reason_given, unused
from domain.core.context import Context
from domain.core.corrections import correction_refusal
from domain.meeting_entries.events import LectureTested
from domain.meetings.commands import (
    CancelMeeting,
    ConcludeMeeting,
    CorrectMeeting,
    NotifyMeeting,
    PlanMeeting,
)
from domain.meetings.events import (
    MeetingCancelled,
    MeetingConcluded,
    MeetingCorrected,
    MeetingKind,
    MeetingNotified,
    MeetingPlanned,
)
from domain.meetings.held import held_refusal, is_taken_as_held
from domain.meetings.state import Meeting
from domain.organisation.events import OrganisationKind
from domain.organisation.standing import standing
from domain.organisation.state import Organisation
from domain.policies.late_entry import late_entry_days

MOST_MINUTES = 24 * 60
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)
_OF_GROUP = frozenset(
    [
        MeetingKind.GROUP_MEETING,
        MeetingKind.PARTY_LECTURE,
        MeetingKind.MICRO_LECTURE,
        MeetingKind.THEME_PARTY_DAY,
    ]
)
_OF_BRANCH = frozenset(MeetingKind) - {MeetingKind.GROUP_MEETING}
# 团员大会, 团支委会 and 团课: the League's branches meet as the party's do.
_OF_LEAGUE = frozenset(
    [
        MeetingKind.GENERAL_MEETING,
        MeetingKind.BRANCH_COMMITTEE_MEETING,
        MeetingKind.PARTY_LECTURE,
        MeetingKind.MICRO_LECTURE,
    ]
)
_KINDS = {
    OrganisationKind.PARTY_BRANCH: _OF_BRANCH,
    OrganisationKind.PARTY_GROUP: _OF_GROUP,
    OrganisationKind.LEAGUE_BRANCH: _OF_LEAGUE,
}


def plan_meeting(
    meeting: Meeting, command: PlanMeeting, context: Context, *, organisation: Organisation
) -> Decision:
    """Plan a meeting of a branch or party group, or enter one that was held."""
    refused = any_refusal(
        header(command, context),
        unused(meeting, "meetingId"),
        _meets(organisation, command.kind, command.held_on),
        day(command.held_on, context, "heldOn"),
        None
        if command.starts_at is None or _TIME.fullmatch(command.starts_at)
        else Refusal(RefusalCode.INVALID_VALUE, ("startsAt",)),
        code(command.theme, "theme"),
    )
    if refused:
        return refused
    of_group = organisation.kind is OrganisationKind.PARTY_GROUP
    planned = context.events_of(meeting, command)(
        MeetingPlanned,
        organisation_id=organisation.id,
        branch_id=organisation.parent_id if of_group else organisation.id,
        kind=command.kind,
        held_on=command.held_on,
        starts_at=command.starts_at,
        theme=command.theme,
        gathering_id=command.gathering_id,
        of_business=command.of_business or None,
        urgent=command.urgent or None,
    )
    return accept([planned])


def notify_meeting(meeting: Meeting, command: NotifyMeeting, context: Context) -> Decision:
    """Record that those concerned were told, once a channel."""
    refused = any_refusal(
        header(command, context), known(meeting, "meetingId"), code(command.channel, "channel")
    )
    if refused:
        return refused
    if meeting.cancelled:
        return refuse(RefusalCode.MEETING_CANCELLED, "meetingId")
    if command.channel in meeting.channels:
        return refuse(RefusalCode.ALREADY_RECORDED, "channel")
    return accept([context.events_of(meeting, command)(MeetingNotified, channel=command.channel)])


def conclude_meeting(meeting: Meeting, command: ConcludeMeeting, context: Context) -> Decision:
    """Record that the meeting took place; attendance may still be entered afterwards."""
    minutes = command.duration_minutes
    refused = any_refusal(
        header(command, context),
        held_refusal(meeting, context),
        None
        if minutes is None or 0 < minutes <= MOST_MINUTES
        else Refusal(RefusalCode.INVALID_VALUE, ("durationMinutes",)),
    )
    if refused:
        return refused
    if meeting.concluded:
        return refuse(RefusalCode.MEETING_CONCLUDED, "meetingId")
    policy = context.policies.late_entry(meeting.held_on)
    concluded = context.events_of(meeting, command, on=meeting.held_on)(
        MeetingConcluded,
        duration_minutes=minutes,
        late_entry_days=late_entry_days(policy, meeting.held_on, context.today),
        policy=policy.version,
    )
    return accept([concluded])


def cancel_meeting(meeting: Meeting, command: CancelMeeting, context: Context) -> Decision:
    """Record that the meeting does not take place."""
    refused = any_refusal(header(command, context), known(meeting, "meetingId"), reason_given(command))
    if refused:
        return refused
    if meeting.concluded:
        return refuse(RefusalCode.MEETING_CONCLUDED, "meetingId")
    if meeting.cancelled:
        return refuse(RefusalCode.MEETING_CANCELLED, "meetingId")
    return accept([context.events_of(meeting, command)(MeetingCancelled)])


def correct_meeting(
    meeting: Meeting, command: CorrectMeeting, context: Context, *, organisation: Organisation
) -> Decision:
    """Correct what was planned. A frozen roster and recorded attendance stand.

    The day of a meeting may be corrected at any time, as a wrong day is often noticed after the fact; once
    anything was recorded that supposes the meeting was held, the day must have come.
    """
    fields: dict[str, Any] = {
        "kind": command.kind,
        "held_on": command.held_on,
        "theme": command.theme,
        "gathering_id": command.gathering_id,
        "of_business": command.of_business,
        "urgent": command.urgent,
    }
    refused = any_refusal(
        header(command, context), known(meeting, "meetingId"), code(command.theme, "theme")
    ) or correction_refusal(meeting.statements, command, command.corrects, **fields)
    if refused:
        return refused
    if meeting.cancelled:
        return refuse(RefusalCode.MEETING_CANCELLED, "meetingId")
    if command.kind is not None and command.kind not in _KINDS[organisation.kind]:
        return refuse(RefusalCode.WRONG_KIND, "kind", kind=command.kind.value)
    held_on = command.held_on or meeting.held_on
    stands = None if command.held_on is None else standing(organisation, held_on, "heldOn")
    refused = any_refusal(day(held_on, context, "heldOn"), stands)
    if refused:
        return refused
    if held_on > context.today and is_taken_as_held(meeting):
        return refuse(RefusalCode.MEETING_NOT_HELD_YET, "heldOn")
    if any(test.on < held_on for test in meeting.entries.of(LectureTested)):
        return refuse(RefusalCode.INVALID_DATES, "heldOn")
    return accept(
        [context.events_of(meeting, command)(MeetingCorrected, corrects=command.corrects, **fields)]
    )


def _meets(organisation: Organisation, kind: MeetingKind, held_on: date) -> Refusal | None:
    """Only branches and party groups meet, each in kinds of their own, as long as they stand."""
    if not organisation.exists:
        return Refusal(RefusalCode.NOT_FOUND, ("organisationId",))
    if organisation.kind not in _KINDS:
        details = {"kind": organisation.kind.value}
        return Refusal(RefusalCode.WRONG_KIND, ("organisationId",), details=details)
    if kind not in _KINDS[organisation.kind]:
        return Refusal(RefusalCode.WRONG_KIND, ("kind",), details={"kind": kind.value})
    return standing(organisation, held_on, "organisationId")
