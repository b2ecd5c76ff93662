"""Participation elsewhere (参加他支部活动): a row at the branch that met, and one at the member's home of that day.

Each side sees its own: the branch who came, the home what its member studied. Attendance and counts know nothing of it.
"""

from __future__ import annotations

from uuid import UUID

from domain.core import deterministic_id
from domain.meetings.events import MeetingCorrected, ParticipationRecorded
from event_store.records import LoggedEvent
from projections.framework.read_model import ReadModel, by_stream
from projections.framework.rows import Rows
from projections.framework.table import History, OfItsDay, Row, Table
from projections.meeting_tables import MEETING
from projections.organisation_places import place_on
from projections.organisations import ORGANISATION

PARTICIPATION = Table(
    "participation",
    key={"meeting_id": "uuid", "participation_id": "uuid"},
    columns={
        "member_id": "uuid",
        "side": "text",
        "home_branch_id": "uuid",
        "held_on": "date",
        "org_path": "text",
        "position": "bigint",
    },
    audited=("member_id",),
    kept=False,
    history=History.SUPERSEDED,
    day="held_on",
    placed=OfItsDay("held_on"),
)


def participation_id(meeting_id: UUID, member_id: UUID, side: str) -> UUID:
    """A side of a person's participation in a meeting."""
    return deterministic_id("participation", meeting_id, member_id, side)


def _recorded(rows: Rows, event: ParticipationRecorded, record: LoggedEvent) -> None:
    rows.change(MEETING, event.originator_id, version=event.originator_version)
    meeting = rows.require(MEETING, event.originator_id)
    for side in ("MEETING", "HOME"):
        rows.create(
            PARTICIPATION,
            meeting_id=event.originator_id,
            participation_id=participation_id(event.originator_id, event.member_id, side),
            member_id=event.member_id,
            side=side,
            home_branch_id=event.home_branch_id,
            held_on=meeting["held_on"],
            org_path=_place(rows, side, meeting, event.home_branch_id),
            position=record.position,
        )


def _meeting_corrected(rows: Rows, event: MeetingCorrected, record: LoggedEvent) -> None:
    """The day is the meeting's, repeated beside each participation; both sides lie where they lay on it."""
    meeting = rows.require(MEETING, event.originator_id)
    for row in rows.of(PARTICIPATION, event.originator_id):
        if row["held_on"] != meeting["held_on"]:
            place = _place(rows, row["side"], meeting, row["home_branch_id"])
            rows.change(PARTICIPATION, *PARTICIPATION.key_of(row), held_on=meeting["held_on"], org_path=place)


def _place(rows: Rows, side: str, meeting: Row, home_branch_id: UUID) -> str:
    path: str = meeting["org_path"]
    return path if side == "MEETING" else place_on(rows, home_branch_id, meeting["held_on"])


PARTICIPATIONS = ReadModel(
    name="participations",
    tables=(PARTICIPATION,),
    handlers={ParticipationRecorded: _recorded, MeetingCorrected: _meeting_corrected},
    reads={
        ParticipationRecorded: lambda event: [
            (MEETING, event.originator_id),
            (ORGANISATION, event.home_branch_id),
        ],
        MeetingCorrected: by_stream(MEETING, PARTICIPATION),
    },
)
