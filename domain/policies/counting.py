"""Which meetings count, by what the rules about each of them say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Set
from datetime import date
from typing import NamedTuple
from uuid import UUID

from domain.meetings.events import MeetingKind
from domain.policies.facts import HeldMeeting
from domain.policies.verdicts import Effect, Remark, Status


class Counted(NamedTuple):
    """Meetings that count as held, and how."""

    meetings: tuple[HeldMeeting, ...]
    verified: int
    on_time: tuple[HeldMeeting, ...]  # those of them that were held when, and how, they should have been
    remarks: tuple[Remark, ...]  # of all of the kinds, those that do not count too

    @property
    def in_window(self) -> int:
        """How many were held when they should have been."""
        return len(self.on_time)

    @property
    def events(self) -> tuple[UUID, ...]:
        """The events that say that those were held."""
        return tuple(event for meeting in self.meetings for event in meeting.events)


def counted(meetings: Iterable[HeldMeeting], kinds: Set[MeetingKind], remarks: tuple[Remark, ...]) -> Counted:
    """Count meetings of some kinds, by day. Of several remarks on one, each has its effect."""
    effects: defaultdict[UUID, set[Effect]] = defaultdict(set)
    for remark in remarks:
        effects[remark.meeting_id].add(remark.effect)
    of_kind = sorted((meeting for meeting in meetings if meeting.kind in kinds), key=_in_order)
    held = [meeting for meeting in of_kind if Effect.NOT_COUNTED not in effects[meeting.id]]
    ids = {meeting.id for meeting in of_kind}
    return Counted(
        meetings=tuple(held),
        verified=sum(Effect.UNVERIFIED not in effects[meeting.id] for meeting in held),
        on_time=tuple(meeting for meeting in held if Effect.OFF_WINDOW not in effects[meeting.id]),
        remarks=tuple(remark for remark in remarks if remark.meeting_id in ids),
    )


def _in_order(meeting: HeldMeeting) -> tuple[date, UUID]:
    return meeting.on, meeting.id


def certain(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    """Those that rest on nothing unknown. What is counted by them alone is the most that it may come to."""
    return tuple(remark for remark in remarks if remark.certain)


def agreed(at_worst: Status, at_best: Status) -> Status:
    """What holds whatever the unknown turns out to be; UNKNOWN where it matters."""
    return at_worst if at_worst is at_best else Status.UNKNOWN
