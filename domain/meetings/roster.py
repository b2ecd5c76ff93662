"""Freezing a roster: who is expected (应到), and why others on the register are not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from uuid import UUID

from domain.core import Decision, Refusal, RefusalCode, accept, refuse
from domain.core.checks import any_refusal, header, known
from domain.core.context import Context
from domain.meetings.commands import MOST_ENTRIES, FreezeRoster
from domain.meetings.events import Exclusion, ExclusionReason, MeetingKind, RosterFrozen
from domain.meetings.state import Meeting
from domain.membership.state import Register


def freeze_roster(
    meeting: Meeting,
    command: FreezeRoster,
    context: Context,
    *,
    register: Register,
    groups: Mapping[UUID, UUID | None],
) -> Decision:
    """Expect everyone on the branch's register on the day of the meeting, less the exclusions.

    ``groups`` gives the party group of each of them on that day; it is read for a group's meeting only, from
    which members of other groups, and of none, are excluded without being named.
    """
    refused = any_refusal(header(command, context), known(meeting, "meetingId"))
    if refused:
        return refused
    if meeting.cancelled:
        return refuse(RefusalCode.MEETING_CANCELLED, "meetingId")
    if meeting.expected is not None:
        return refuse(RefusalCode.ROSTER_FROZEN, "meetingId")
    if len(command.exclusions) > MOST_ENTRIES:
        return refuse(RefusalCode.TOO_MANY, "exclusions", most=MOST_ENTRIES)
    on_register = register.members_on(meeting.held_on)
    outsiders = _outsiders(meeting, on_register, groups)
    refused = any_refusal(more=_unfit(meeting, command.exclusions, set(on_register), outsiders))
    if refused:
        return refused
    named = {exclusion.member_id for exclusion in command.exclusions}
    excluded = (
        *command.exclusions,
        *(Exclusion(id_, ExclusionReason.OTHER_GROUP) for id_ in on_register if id_ in outsiders - named),
    )
    expected = tuple(id_ for id_ in on_register if id_ not in named | outsiders)
    if not expected:
        return refuse(RefusalCode.INVALID_VALUE, "exclusions", expected=0)
    frozen = context.events_of(meeting, command)(
        RosterFrozen, expected=expected, excluded=excluded, register_version=register.version
    )
    return accept([frozen])


def _outsiders(
    meeting: Meeting, on_register: list[UUID], groups: Mapping[UUID, UUID | None]
) -> frozenset[UUID]:
    if not meeting.of_group:
        return frozenset()
    return frozenset(id_ for id_ in on_register if groups.get(id_) != meeting.organisation_id)


def _unfit(
    meeting: Meeting,
    exclusions: tuple[Exclusion, ...],
    on_register: set[UUID],
    outsiders: frozenset[UUID],
) -> Iterator[Refusal]:
    seen: set[UUID] = set()
    for index, exclusion in enumerate(exclusions):
        if exclusion.member_id in seen:
            yield Refusal(RefusalCode.NAMED_TWICE, ("exclusions", "memberId"), index)
        elif exclusion.member_id not in on_register:
            yield Refusal(RefusalCode.NOT_ON_REGISTER, ("exclusions", "memberId"), index)
        elif not _reason_fits(meeting, exclusion, outsiders):
            yield Refusal(RefusalCode.INVALID_VALUE, ("exclusions", "reason"), index)
        seen.add(exclusion.member_id)


def _reason_fits(meeting: Meeting, exclusion: Exclusion, outsiders: frozenset[UUID]) -> bool:
    match exclusion.reason:
        case ExclusionReason.OTHER_GROUP:
            return exclusion.member_id in outsiders
        case ExclusionReason.NOT_ON_COMMITTEE:
            return meeting.kind is MeetingKind.BRANCH_COMMITTEE_MEETING
        case _:
            return True
