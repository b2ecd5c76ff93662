"""An organisation with the meetings of those that became part of it, where its rule lets them count."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

import msgspec

from domain.policies.facts import HeldMeeting, Subject
from domain.policies.layers import LayersOn
from domain.policies.verdicts import Remark


class Merged(NamedTuple):
    """A branch that became part of the one judged, by itself or with another.

    The rules that bound it, where it stood, speak of its meetings: so it is a subject of its own.
    """

    subject: Subject  # in the same period
    on: date  # from which day on it is part of the heir: by several mergers, that of the last
    layers_on: LayersOn
    events: tuple[UUID, ...]  # that say so

    def held(self, meetings: Iterable[HeldMeeting]) -> tuple[HeldMeeting, ...]:
        """Those of its meetings that were held before its end: from then on there was nobody to hold any."""
        return tuple(
            msgspec.structs.replace(meeting, events=(*meeting.events, *self.events))
            for meeting in meetings
            if meeting.on <= self.subject.last
        )


def merged_by(subject: Subject, merged: Iterable[Merged]) -> tuple[Merged, ...]:
    """Those that count in its period: what was over before a merger stays as it was."""
    return tuple(one for one in merged if one.on <= subject.period.last)


def heir_of(subject: Subject, merged: Sequence[Merged]) -> Subject:
    """The organisation with their meetings among its own, by day."""
    before = (meeting for one in merged for meeting in one.held(one.subject.before))
    meetings = (meeting for one in merged for meeting in one.held(one.subject.meetings))
    return msgspec.structs.replace(
        subject,
        before=tuple(sorted((*subject.before, *before), key=_in_order)),
        meetings=tuple(sorted((*subject.meetings, *meetings), key=_in_order)),
    )


def said_of_merged(meetings: Iterable[HeldMeeting]) -> tuple[Remark, ...]:
    """That they were held by a branch that is part of it since."""
    return tuple(Remark(meeting_id=meeting.id, code="MERGED") for meeting in meetings)


def _in_order(meeting: HeldMeeting) -> tuple[date, UUID]:
    return meeting.on, meeting.id
