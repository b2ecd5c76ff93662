"""What is asked of a county of 0.1, 1 and 10 million events: rollups, the past, the audit trail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any
from uuid import UUID

from benchmarks.queries import MEETINGS, MEMBERS, NESTED
from graphql_api.read.ids import encode_id

_COUNTERS = "meetingsPlanned meetingsHeld expected present late onLeave absent unexcused"

MONTH = f"""
query Month($node: ID!, $month: String!) {{ rollup(node: $node, month: $month) {{ {_COUNTERS} }} }}
"""
SPAN = f"""
query Span($node: ID!, $from: String!, $to: String!) {{
  rollupSpan(node: $node, from: $from, to: $to) {{ {_COUNTERS} }}
}}
"""
OPENED = """
query Opened($node: ID!, $month: String!) {
  rollup(node: $node, month: $month) {
    absent entries(where: {counter: ABSENT}, first: 20) { nodes { day absent meeting { id } } }
  }
}
"""
KNOWN = f"""
query Known($node: ID!, $month: String!, $asOf: AsOf!) {{
  rollup(node: $node, month: $month, asOf: $asOf) {{ {_COUNTERS} }}
}}
"""
TRAIL = """
query Trail($member: ID!, $after: String) {
  events(first: 20, after: $after, where: {subject: $member}) {
    nodes { position type occurredAt recordedAt actor capacity reason }
    pageInfo { endCursor hasNextPage }
  }
}
"""
GROUP_BY = """
    SELECT count(*) FILTER (WHERE status IN ('PRESENT', 'LATE')), count(*) FILTER (WHERE status = 'LATE'),
           count(*) FILTER (WHERE status = 'LEAVE'), count(*) FILTER (WHERE status = 'ABSENT')
      FROM read_model.attendance
     WHERE tenant_id = $1 AND org_path >= $2 AND org_path < left($2, -1) || '0'
       AND held_on >= $3 AND held_on < ($3 + interval '1 month')::date
     GROUP BY tenant_id
"""


LISTS = {"nested": NESTED.graphql, "meetings": MEETINGS.graphql, "members": MEMBERS.graphql}


def as_of(query: str) -> str:
    """The same query with each root field as of ``$asOf``."""
    name = query.split()[1]
    return (
        query.replace(f"query {name}", f"query {name}($asOf: AsOf!)")
        .replace("county {", "county(asOf: $asOf) {")
        .replace("(first: 20,", "(asOf: $asOf, first: 20,")
        .replace("(first: 1000)", "(asOf: $asOf, first: 1000)")
    )


@dataclass(frozen=True)
class Size:
    """A county of a size, and what can be asked about it."""

    label: str
    database: str
    last_position: int
    last_year: int
    a_year: int  # events

    def position(self, random: Random) -> int:
        """One of last month's."""
        return self.last_position - random.randrange(1, self.a_year // 12)

    def rollup_variables(self, node: UUID, random: Random) -> dict[str, Any]:
        """Of a month of the last year, a span within all years, and a day in that month as known last month."""
        month = random.randrange(2, 12)
        day = date(self.last_year, month, random.randrange(2, 27))
        return {
            "node": encode_id("Organisation", node),
            "month": f"{self.last_year}-{month:02}",
            "from": f"{self.last_year}-{random.randrange(1, 4):02}",
            "to": f"{self.last_year}-{random.randrange(7, 12):02}",
            "asOf": {"position": self.position(random), "occurredOn": day.isoformat()},
        }
