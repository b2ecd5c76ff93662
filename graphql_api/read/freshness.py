"""What an answer says of read models that do not follow their log as they should."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

# The position of a snapshot, and how it stands; other columns may follow. `behind` is null while nothing stopped,
# `moved` tells of a caller whose organisation has more than one place (migrations/0005_row_security.sql).
SNAPSHOT = """
SELECT (SELECT position FROM read_model.checkpoint
         WHERE tenant_id = $tenant AND projection = 'read_models') AS position,
       (SELECT count(stream_id) FROM read_model.parked WHERE tenant_id = $tenant) AS parked,
       (SELECT h.last_position - c.position
          FROM read_model.checkpoint AS c JOIN event_store.tenant_head AS h ON h.tenant_id = c.tenant_id
         WHERE c.tenant_id = $tenant AND c.projection = 'read_models' AND c.error IS NOT NULL) AS behind,
       strpos(current_setting('gridledger.entered', true), E'\\nMOVED=') > 0 AS moved"""

# Of the same snapshot: the mark of a node's open work (migrations/0037_rollups_of_persons.sql), by which subscribers
# know what they were told.
MARK = """coalesce((SELECT w.mark FROM read_model.open_work_marks($tenant, ARRAY[$marked::uuid]) AS w), 0) AS mark"""


@dataclass(frozen=True, slots=True)
class Freshness:
    """Streams that are passed over (docs/projections.md), and how far a county that stopped is behind its log."""

    parked: int = 0
    behind: int | None = None

    @property
    def extensions(self) -> dict[str, Any]:
        """``stale`` and ``halted`` of an answer; nothing where all is well."""
        stale = {"stale": {"parked": self.parked}} if self.parked else {}
        return stale if self.behind is None else {**stale, "halted": {"behind": self.behind}}
