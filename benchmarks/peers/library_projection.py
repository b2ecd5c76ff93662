"""The library's ProjectionRunner, filling one table: attendance, with the same columns and indexes.

python -m benchmarks.peers.library_projection DSN
"""

from __future__ import annotations

import sys
from typing import Any
from uuid import UUID, uuid4

from eventsourcing.persistence import Tracking
from eventsourcing.postgres import PostgresDatastore, PostgresTrackingRecorder
from eventsourcing.projection import Projection, ProjectionRunner
from psycopg.sql import SQL, Identifier

from benchmarks.harness.worker import serve_rounds
from benchmarks.peers.library_application import MEMBERS, Meeting, Meetings
from benchmarks.peers.library_environment import library_environment

PATIENCE_SECONDS = 600
TABLE = SQL(
    'CREATE TABLE IF NOT EXISTS attendance (tenant_id text COLLATE "C", meeting_id uuid, member_id uuid,'
    ' org_path text COLLATE "C", held_on date, status text, late_entry_days integer, policy text, position bigint,'
    " PRIMARY KEY (tenant_id, meeting_id, member_id))"
)
INDEXES = (
    SQL("CREATE INDEX IF NOT EXISTS of_member ON attendance (tenant_id, member_id, held_on, meeting_id)"),
    SQL(
        "CREATE INDEX IF NOT EXISTS place ON attendance (tenant_id, org_path, held_on, meeting_id, member_id)"
    ),
    SQL("CREATE INDEX IF NOT EXISTS day ON attendance (tenant_id, held_on, meeting_id, member_id)"),
)
UPSERT = (
    "INSERT INTO attendance VALUES ('county', %s, %s, '1/2/3/', '2025-03-18', %s, %s, %s, %s)"
    " ON CONFLICT (tenant_id, meeting_id, member_id) DO UPDATE SET status = excluded.status,"
    " late_entry_days = excluded.late_entry_days, policy = excluded.policy, position = excluded.position"
)

FORGET = "DELETE FROM {0} WHERE application_name <> '__migration__'"  # that row tells the library its table's version


class View(PostgresTrackingRecorder):
    """The table, written in one transaction with the tracking of the event."""

    def __init__(self, datastore: PostgresDatastore, **options: Any) -> None:
        super().__init__(datastore, **options)
        self.sql_create_statements += [TABLE, *INDEXES]

    def record(self, event: Any, tracking: Tracking) -> None:
        """One attendance."""
        with self.datastore.transaction(commit=True) as cursor:
            values = (
                event.originator_id,
                UUID(event.member_id),
                event.status,
                event.late_entry_days,
                event.policy,
            )
            cursor.execute(UPSERT, (*values, tracking.notification_id), prepare=True)
            self._insert_tracking(cursor, tracking)

    def empty(self) -> None:
        """Forget everything."""
        with self.datastore.transaction(commit=True) as cursor:
            cursor.execute(SQL("TRUNCATE attendance"))
            cursor.execute(SQL(FORGET).format(Identifier(self.tracking_table_name)))


class Attendance(Projection[View]):
    """Fills the view."""

    name = "attendance"
    topics = ("benchmarks.peers.library_application:Meeting.AttendanceRecorded",)

    def process_event(self, domain_event: Any, tracking: Tracking) -> None:
        """One event, one transaction: the library's way."""
        self.view.record(domain_event, tracking)


def main(dsn: str) -> None:
    """Serve rounds: {"events"}."""
    environment = library_environment(dsn, pool_size=5)
    application = Meetings(environment)
    written = 0

    def runner() -> ProjectionRunner[Meetings, View]:
        return ProjectionRunner(
            application_class=Meetings, projection_class=Attendance, view_class=View, env=environment
        )

    def prepare(request: dict[str, Any]) -> int:
        nonlocal written
        members = [uuid4() for _ in range(MEMBERS)]
        while written < request["events"]:
            meeting = Meeting([member.hex for member in members])
            for member in members:
                meeting.record(member, "PRESENT")
            application.save(meeting)
            written += MEMBERS
        with runner() as opened:
            opened.wait(application.recorder.max_notification_id(), PATIENCE_SECONDS)
            opened.view.empty()
        return written

    def do(events: int) -> dict[str, Any]:
        with runner() as running:
            running.wait(application.recorder.max_notification_id(), PATIENCE_SECONDS)
        return {"count": events}

    serve_rounds(prepare, do)


if __name__ == "__main__":
    main(sys.argv[1])
