"""Reads the absences that a rehearsal rests on, within the snapshot that it has begun."""

# ruff: noqa: S608 - names come from declarations in this program, never from outside

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from domain.policies.kind import AbsenceRule, PersonRule
from domain.policies.published import rule_of
from domain.policies.registry import KINDS
from projections.absences.tables import ABSENCE
from projections.framework.storage import LIVE
from projections.framework.table import Row, Table
from projections.members import MEMBER
from projections.obligations.tables import OBLIGATION

if TYPE_CHECKING:
    from event_store.pool import Connection

# Persons too are entered for the whole county: an absence elsewhere may count along. Who is told of whom is decided
# where the answer is made.
_ENTER = (
    r"SELECT set_config('gridledger.entered',"
    r" replace($1, E'\n', ' ') || E'\nORGANISATION_LIFE=/\nPERSON=/', true)"
)
# All absences of whoever was absent in the subtree since then: those of before count together with them.
_ABSENCES = f"""
SELECT member_id, meeting_id, branch_id, held_on, meeting_kind, absence_class, reason, leave_id, leave_kind, asked_on,
       conveyed_on, made_up_on, member_kind, recorded_on, event_ids
  FROM {LIVE}.absence
 WHERE tenant_id = $1 AND held_on <= $4 AND member_id IN (
       SELECT member_id FROM {LIVE}.absence
        WHERE tenant_id = $1 AND branch_id = ANY ($2::uuid[]) AND held_on BETWEEN $3 AND $4)"""
_MEMBERS = f"""
SELECT member_id, branch_id, left_on FROM {LIVE}.member WHERE tenant_id = $1 AND member_id = ANY ($2::uuid[])"""
_OBLIGATIONS = f"""
SELECT subject_id, obligation_id, consequence, key, status, grounds, due_on, closed_on, dealt_with
  FROM {LIVE}.obligation
 WHERE tenant_id = $1 AND subject_id = ANY ($2::uuid[]) AND status IN ('FULFILLED', 'WAIVED')"""
# Presence breaks a row, and once is enough: of those between two absences one is read of each branch and kind, and of
# each span of days in which no rule comes or goes and no branch moves.
_PRESENCES = f"""
WITH turns AS (
    SELECT array_agg(DISTINCT day ORDER BY day) AS days
      FROM (SELECT since FROM {LIVE}.policy_adoption WHERE tenant_id = $1
             UNION ALL SELECT until FROM {LIVE}.policy_adoption WHERE tenant_id = $1
             UNION ALL SELECT from_on FROM {LIVE}.organisation_place WHERE tenant_id = $1
             UNION ALL SELECT $3) AS turn (day)
     WHERE day IS NOT NULL),
went AS (
    SELECT a.member_id, m.meeting_id, m.kind, m.branch_id, m.held_on, a.status IN ('ABSENT', 'LEAVE') AS is_away,
           count(*) FILTER (WHERE a.status IN ('ABSENT', 'LEAVE'))
               OVER (PARTITION BY a.member_id ORDER BY m.held_on, m.meeting_id) AS absences
      FROM {LIVE}.attendance AS a
      JOIN {LIVE}.meeting AS m ON m.tenant_id = a.tenant_id AND m.meeting_id = a.meeting_id
     WHERE a.tenant_id = $1 AND a.member_id = ANY ($2::uuid[]) AND m.status <> 'CANCELLED' AND m.held_on <= $4)
SELECT DISTINCT ON (member_id, absences, kind, branch_id, width_bucket(held_on, days))
       member_id, meeting_id, kind, branch_id, held_on
  FROM went, turns
 WHERE NOT is_away AND absences > 0
 ORDER BY member_id, absences, kind, branch_id, width_bucket(held_on, days), held_on, meeting_id"""


class Concern(NamedTuple):
    """That what follows is rehearsed too, if the rules are about that: from what was until then."""

    until: date
    rules: Callable[
        [Iterable[Row]], Sequence[Row]
    ]  # of the rows of all published versions, those that are rehearsed
    absences: bool = True  # also from absences, and not from missed duties alone


class AbsencesRead(NamedTuple):
    """What was read, as it came."""

    tables: dict[Table, list[Any]]
    presences: list[Any]  # meetings that somebody came to, as far as they matter
    branch_ids: set[UUID]  # where any of it was, or somebody is at home


def is_about_absences(versions: Iterable[Row]) -> bool:
    """Whether a rule is about absences, or about what follows from them."""
    return any(isinstance(KINDS[type(rule_of(row["rule"]))], AbsenceRule | PersonRule) for row in versions)


async def read_absences(
    connection: Connection,
    tenant_id: str,
    subtree: Sequence[UUID],
    since: date,
    until: date,
    versions: Iterable[Row],
) -> AbsencesRead:
    """The absences, and all that their classes and counts rest on. ``versions`` are all that may be in force."""
    await connection.execute(_ENTER, tenant_id)
    absences = await connection.fetch(_ABSENCES, tenant_id, subtree, since, until)
    who = sorted({row["member_id"] for row in absences})
    members = await connection.fetch(_MEMBERS, tenant_id, who)
    obligations = await connection.fetch(_OBLIGATIONS, tenant_id, who)
    presences = []
    if any(_looks_at_presence(row["rule"]) for row in versions):
        presences = await connection.fetch(_PRESENCES, tenant_id, who, since, until)
    return AbsencesRead(
        tables={ABSENCE: absences, MEMBER: members, OBLIGATION: obligations},
        presences=presences,
        branch_ids={row["branch_id"] for row in (*absences, *members, *presences)},
    )


def _looks_at_presence(text: str) -> bool:
    rule = rule_of(text)
    kind = KINDS[type(rule)]
    return isinstance(kind, PersonRule) and kind.looks_at_presence(rule)
