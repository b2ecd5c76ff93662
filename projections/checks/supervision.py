"""Findings about who sees to a violation, and has left the branch that it belongs to.

Nothing ends by itself: whether another takes the place, or what is left of it needs nobody, a person decides. The
finding names the event that gave it to them and the one by which they went. A transfer counts from its entry on, also
one that is dated later.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from domain.core import DomainEvent
from domain.core.findings import FindingKind
from domain.membership.events import AffiliationTransferred, MemberLeft
from domain.organisation.events import OrganisationDissolved, OrganisationKind, OrganisationMerged
from domain.violations.events import SupervisionEnded, SupervisorAssigned, ViolationWithdrawn
from projections.checks.declare import Check
from projections.finding_table import About, settle
from projections.framework.rows import Rows
from projections.framework.table import Row, Table
from projections.members import MEMBER
from projections.organisations import ORGANISATION
from projections.violations import VIOLATION


def _changed(rows: Rows, event: SupervisorAssigned | SupervisionEnded | ViolationWithdrawn) -> None:
    """Of whoever saw to it before, and of whoever does now."""
    before, after = rows.transition(VIOLATION, event.originator_id)
    for member_id in sorted({row["supervisor_id"] for row in (before, after) if row} - {None}):
        _settle(rows, rows.require(VIOLATION, event.originator_id), member_id)


def _home_changed(rows: Rows, event: AffiliationTransferred | MemberLeft) -> None:
    for violation in rows.find(VIOLATION, "supervisor_id", event.originator_id):
        _settle(rows, violation, event.originator_id)


def _branch_ended(rows: Rows, event: OrganisationDissolved | OrganisationMerged) -> None:
    """Of a branch that is no more nobody is a member who could leave it: what is open there, those above it end."""
    groups = rows.find(ORGANISATION, "parent_id", event.originator_id)
    for place_id in (event.originator_id, *(group["organisation_id"] for group in groups)):
        for violation in rows.find(VIOLATION, "organisation_id", place_id):
            if violation["supervisor_id"] is not None:
                _settle(rows, violation, violation["supervisor_id"])


def _settle(rows: Rows, violation: Row, member_id: UUID) -> None:
    place, member = rows.require(ORGANISATION, violation["organisation_id"]), rows.require(MEMBER, member_id)
    branch = place
    if place["kind"] == OrganisationKind.PARTY_GROUP:
        branch = rows.require(ORGANISATION, place["parent_id"])
    sees_to_it = violation["supervisor_id"] == member_id and violation["supervised_to"] is None
    is_away = member["left_on"] is not None or member["branch_id"] != branch["organisation_id"]
    holds = sees_to_it and is_away and branch["dissolved_on"] is None
    about = About(
        "Violation",
        violation["violation_id"],
        place["org_path"],  # it stands until it is put right, by who is there now
        organisation_id=violation["organisation_id"],
        member_id=member_id,
    )
    events = _events(rows, violation, member) if holds else []
    settle(rows, FindingKind.SUPERVISOR_GONE, about, holds=holds, event_ids=events)


def _events(rows: Rows, violation: Row, member: Row) -> list[UUID]:
    """That which gave it to them, and that by which they went. It is rare, so the streams may be read for it."""
    given = rows.history(violation["violation_id"], violation["version"])
    homes = rows.history(member["member_id"], member["version"])
    return [_last(given, SupervisorAssigned), _last(homes, AffiliationTransferred, MemberLeft)]


def _last(events: Iterable[DomainEvent], *kinds: type[DomainEvent]) -> UUID:
    *_, last = (event.event_id for event in events if isinstance(event, kinds))
    return last


def _of_violation(event: Any) -> Iterable[tuple[Table, Any]]:
    return [(VIOLATION, event.originator_id)]


CHECKS = (
    Check((SupervisorAssigned, SupervisionEnded, ViolationWithdrawn), _changed, _of_violation),
    Check((AffiliationTransferred, MemberLeft), _home_changed),
    Check((OrganisationDissolved, OrganisationMerged), _branch_ended),
)
