"""Which tests run on every version of PostgreSQL: those of what a version can make a difference to.

All others only need a database to be there. What they send is for the most part sent by some test named here too: by
the histories of the projections, by the reading of every field with every filter, by the questions. A version can be
tried with all of them: TEST_PG_BIN names its programs.
"""

from __future__ import annotations

from pathlib import PurePosixPath

ON_EVERY_SERVER = {
    "event_store": "appends under locks, privileges, functions, COPY",
    "application/test_bulk.py": "many commands in one statement",
    "application/test_concurrency.py": "locks",
    "application/test_races.py": "locks",
    "application/test_two_processes.py": "locks",
    "application/test_log_verification.py": "statements that look through the log",
    "process_managers/test_runner.py": "locks, and what is skipped under them",
    "projections/test_as_of.py": "ranges and rectangles of earlier times",
    "projections/test_history.py": "ranges and rectangles of earlier times",
    "projections/test_parking.py": "savepoints",
    "projections/test_privileges.py": "roles",
    "projections/test_rebuild.py": "COPY, and tables exchanged while they are read",
    "projections/test_rows.py": "statements that write many rows",
    "projections/test_truth.py": "every event of a random history, recounted",
    "security/rows": "row security",
    "api/read/test_as_of.py": "statements about earlier times",
    "api/read/test_every_field.py": "statements of every field",
    "api/read/test_filters.py": "statements with every operator",
    "api/read/test_indexes.py": "plans",
    "api/read/test_pages.py": "statements of every order",
    "api/read/test_planner.py": "statements of random queries",
    "api/read/test_snapshot.py": "snapshots",
    "api/test_moves.py": "arrays of places, and rows found by them",
    "api/rollups": "sums over trees and months",
    "api/questions": "what a county asks, from its commands to the answer",
    "read_audit/test_record.py": "statements that keep records",
    "read_audit/test_sets.py": "statements that keep records",
    "read_audit/test_table.py": "privileges, and rows that go with time",
    "faults/test_postgres_killed.py": "recovery",
    "faults/test_writer_killed.py": "transactions cut off",
    "tooling/test_migrations.py": "migrations",
    "tooling/test_role_limits.py": "roles",
}


def is_on_every_server(test: PurePosixPath) -> bool:
    """Whether a test file, by its path below tests, is tried on each."""
    return any(str(place) in ON_EVERY_SERVER for place in (test, *test.parents))
