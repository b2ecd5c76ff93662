"""Computes again what closed periods were told to have come to: by the log folded anew, and by the tables as they are.

What was told of a period stands in an event, with a digest of the slots as they were known at a position of the log.
The same digest has to follow from the log alone, whatever stands in the tables; and from the tables, which is what the
API answers by.
"""

# ruff: noqa: S608 - names come from declarations in this program, never from outside

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from domain.assessments.tally import SlotStand, Tally, digest_of
from domain.policies.verdicts import Status
from projections.compliance.tables import COMPLIANCE, PERIOD_ASSESSMENT, VOID
from projections.framework.rebuild import Progress, Rebuilder
from projections.framework.staging import LONG_SECONDS, STAGING
from projections.framework.storage import LIVE

if TYPE_CHECKING:
    from event_store.pool import Connection

FIRST = 20  # findings that are told one by one; the rest is counted

_COUNTS = tuple(status.value.lower() for status in Status)
_TOLD = (
    "event_id",
    "position",
    "node_id",
    "series",
    "organisation_kind",
    "period",
    "from_on",
    "facts_position",
    "digest",
    "asked",
    *_COUNTS,
)


def _slots(schema: str) -> str:
    """Every assessment that the log tells, once, with the slots of its period as they were known in ``schema`` then."""
    said, past = ", ".join(_TOLD), f"{PERIOD_ASSESSMENT.name}_history"
    return f"""
WITH told AS (
    SELECT DISTINCT ON (event_id) {said}
      FROM (SELECT {said} FROM {STAGING}.{PERIOD_ASSESSMENT.name} WHERE tenant_id = $1
             UNION ALL SELECT {said} FROM {STAGING}.{past} WHERE tenant_id = $1) AS each
     ORDER BY event_id)
SELECT t.*, c.slot_id, c.status, c.version_id, c.required, c.held, c.verified
  FROM told AS t
  LEFT JOIN {schema}.{COMPLIANCE.name}_history AS c
    ON c.tenant_id = $1 AND c.series = t.series AND c.node_id = t.node_id AND c.period = t.period
   AND c.organisation_kind = t.organisation_kind AND c.from_on = t.from_on AND c.status <> '{VOID}'
   AND c.known_from <= t.facts_position AND c.known_to > t.facts_position AND c.true_to = 'infinity'
 ORDER BY t.position, t.event_id"""


class Finding(NamedTuple):
    """An assessment whose slots are not what it says; ``log`` and ``tables`` are what they come to by each."""

    told: Any  # its row
    log: Recomputed
    tables: Recomputed

    def __str__(self) -> str:
        told = self.told
        what = f"{told['series']} at {told['node_id']}, {told['organisation_kind']}, {told['period']}"
        where = (
            f"event {told['event_id']} at position {told['position']}, facts up to {told['facts_position']}"
        )
        sides = ", ".join(
            f"{name} {side.digest} ({side.tally.passed} of {side.tally.denominator})"
            for name, side in (("the log", self.log), ("the tables", self.tables))
        )
        return f"{what}: {where}: it says {told['digest']} ({told['passed']} of {told['asked']}), {sides}"


class Recomputed(NamedTuple):
    """What the slots of a period come to."""

    digest: str
    tally: Tally

    @classmethod
    def of(cls, stands: list[SlotStand]) -> Recomputed:
        """Of these."""
        return cls(digest_of(stands), Tally.of(stands))

    def bears_out(self, told: Any) -> bool:
        """Whether they are what was told: the digest, and each number."""
        counts = all(getattr(self.tally, name) == told[name] for name in _COUNTS)
        return counts and self.digest == told["digest"] and self.tally.denominator == told["asked"]


@dataclass(slots=True)
class AssessmentsVerified:
    """What was found at ``position``."""

    tenant_id: str
    position: int = 0
    assessments: int = 0
    slots: int = 0  # of all of them together, by the log
    differing: int = 0
    first: list[Finding] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether every assessment follows from the log, and from the tables."""
        return not self.differing


async def verify_assessments(
    rebuilder: Rebuilder, tenant_id: str, *, progress: Progress | None = None
) -> AssessmentsVerified:
    """Compute all of a county's again. Folds its log once; keeps nobody waiting, and changes nothing."""
    found = AssessmentsVerified(tenant_id)
    async with rebuilder.beside(tenant_id, progress=progress) as (connection, found.position):
        by_tables = {
            told["event_id"]: Recomputed.of(stands)
            async for told, stands in _each(connection, tenant_id, LIVE)
        }
        async for told, stands in _each(connection, tenant_id, STAGING):
            finding = Finding(told, Recomputed.of(stands), by_tables[told["event_id"]])
            found.assessments += 1
            found.slots += len(stands)
            if not (finding.log.bears_out(told) and finding.tables.bears_out(told)):
                found.differing += 1
                found.first += [finding][: FIRST - len(found.first)]
    return found


async def _each(
    connection: Connection, tenant_id: str, schema: str
) -> AsyncIterator[tuple[Any, list[SlotStand]]]:
    """Each assessment with its slots, in the order of the log; a few thousand rows at a time."""
    told: Any = None
    stands: list[SlotStand] = []
    async for row in connection.cursor(_slots(schema), tenant_id, prefetch=5_000, timeout=LONG_SECONDS):
        if told is not None and row["event_id"] != told["event_id"]:
            yield told, stands
            stands = []
        told = row
        stands += _stand(row)
    if told is not None:
        yield told, stands


def _stand(row: Any) -> Iterable[SlotStand]:
    slot_id: UUID | None = row["slot_id"]
    if slot_id is not None:
        numbers = (row[name] for name in ("required", "held", "verified"))
        yield SlotStand(slot_id, Status(row["status"]), row["version_id"], *numbers)
