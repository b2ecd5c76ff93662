"""On which days the facts happened that obligations rest on."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from application.session import Session
from domain.meetings.state import Meeting
from domain.verdicts.events import VerdictAnnounced


async def first_day(event_ids: Collection[UUID], session: Session) -> date | None:
    """The first of the days of these events: an absence is of its meeting's, whatever day that was corrected to.

    What was missed is of the last day of its period. None where the log has no such event.
    """
    events = [found.domain_event for found in await session.recorded_many(event_ids)]
    at_meetings = {event.originator_id for event in events if event.STREAM_TYPE == Meeting.STREAM_TYPE}
    days = [meeting.held_on for meeting in (await session.load_many(Meeting, at_meetings)).values()]
    days += [event.to_on for event in events if isinstance(event, VerdictAnnounced)]
    return min(days, default=None)
