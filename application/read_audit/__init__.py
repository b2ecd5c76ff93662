"""Who read which persons' data, when, and for what purpose.

    persons.py    of whom: sets of persons, each kept once
    reading.py    one record: an answer that told of persons
    recorder.py   takes records of answers: in batches, or before the answer leaves
    table.py      where they are kept
    retention.py  takes away those that are older than they may be

docs/read-audit.md says what is recorded and what is not.
"""

from application.read_audit.persons import PersonSet, PersonSets, Told
from application.read_audit.reading import Purpose, Reading, Written
from application.read_audit.recorder import ReadAudit, ReadAuditLimits, ReadAuditUnavailableError
from application.read_audit.retention import Retention
from application.read_audit.table import ReadingRefusedError, ReadingTable

__all__ = [
    "PersonSet",
    "PersonSets",
    "Purpose",
    "ReadAudit",
    "ReadAuditLimits",
    "ReadAuditUnavailableError",
    "Reading",
    "ReadingRefusedError",
    "ReadingTable",
    "Retention",
    "Told",
    "Written",
]
