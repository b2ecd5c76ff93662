"""Three queries to try on the reference county: each can be pasted as it stands, with no variables."""

from __future__ import annotations

from dataclasses import dataclass

from domain.meetings.events import AbsenceReclassified, AttendanceCorrected, AttendanceRecorded
from graphql_api.read.ids import encode_id
from gridledger.demo.cast import interesting_branch, interesting_member
from gridledger.demo.generator import YEAR, Script


@dataclass(frozen=True, slots=True)
class ReadyQuery:
    """A query, what it answers, and the account whose token shows most."""

    title: str
    account: str
    text: str


_ROLLUP = """\
# 县级汇总: a month of the county with its attendance rate (到会率), and of one town (乡镇)
query CountyRollup {{
  county: rollup(node: "{committee}", month: "{month}") {{
    meetingsPlanned meetingsHeld meetingsCancelled
    expected present late onLeave absent unexcused lateEntries
    attendanceRate {{ numerator denominator value }}
  }}
  town: rollup(node: "{town}", month: "{month}") {{
    organisation {{ name memberCount }}
    attendanceRate {{ numerator denominator value }}
    unexcusedRate {{ value }}
  }}
}}
"""

_MEETINGS = """\
# 支部会议: the last meetings: who was expected (应到), came (实到), was absent (缺席) and why
query BranchMeetings {{
  branch(id: "{branch}") {{
    name memberCount
    meetings(first: 3, where: {{ status: {{ eq: CONCLUDED }} }}) {{
      nodes {{
        kind heldOn theme
        counts {{ expected present late onLeave absent unexcused attendanceRate {{ value }} }}
        attendance(first: 10, where: {{ status: {{ eq: ABSENT }} }}) {{
          nodes {{ absenceReason lateEntryDays member {{ displayName }} }}
        }}
      }}
    }}
  }}
}}
"""

_AUDIT = """\
# 审计轨迹: what was recorded about one member's (党员) attendance and leave between two instants, and by whom
query AuditTrail {{
  member(id: "{member}") {{ displayName branch {{ name }} }}
  events(
    first: 20
    where: {{
      subject: "{member}"
      recordedAt: {{ gte: "{year}-03-01T00:00:00Z", lt: "{year}-10-01T00:00:00Z" }}
      or: [{{ streamType: {{ eq: "leave" }} }}, {{ type: {{ in: [{types}] }} }}]
    }}
  ) {{
    nodes {{
      position type occurredAt recordedAt actor capacity reason
      changes {{ object field before after }}
    }}
  }}
}}
"""


def ready_queries(script: Script) -> tuple[ReadyQuery, ...]:
    """The three, with the ids of this script's county put in. ValueError if no township of it is loaded."""
    unit = next((unit for unit in script.units if unit.code is not None), None)
    if unit is None:
        raise ValueError("no township is loaded in full")
    branch = interesting_branch(unit)
    county = _ROLLUP.format(
        committee=encode_id("Organisation", script.committee_id),
        town=encode_id("Organisation", unit.committee_id),
        month=f"{YEAR}-11",
    )
    meetings = _MEETINGS.format(branch=encode_id("Organisation", branch.id))
    types = ", ".join(
        f'"{event.TOPIC}"' for event in (AttendanceRecorded, AttendanceCorrected, AbsenceReclassified)
    )
    audit = _AUDIT.format(member=encode_id("Member", interesting_member(branch).id), year=YEAR, types=types)
    return (
        ReadyQuery("A month of the county", "inspector", county),
        ReadyQuery("A branch's last meetings, and who was absent", "branch-secretary", meetings),
        ReadyQuery("A member's audit trail between two instants", "inspector", audit),
    )
