"""Findings about who leads a party group, and may do so no longer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from domain.core.findings import FindingKind
from domain.discipline.events import DisciplineImposed, DisciplineLifted, Measure
from domain.membership.events import (
    AffiliationTransferred,
    GroupAssigned,
    MemberConfirmed,
    MemberCorrected,
    MemberKind,
    MemberLeft,
)
from domain.organisation.events import GroupLeaderElected, OrganisationDissolved
from domain.organisation.leading import may_go_on
from projections.checks.declare import Check
from projections.discipline import DISCIPLINE
from projections.finding_table import About, settle
from projections.framework.rows import Rows
from projections.framework.table import Row, Table
from projections.group_leaders import GROUP_LEADER
from projections.members import MEMBER
from projections.organisations import ORGANISATION

_MEMBER_EVENTS = (AffiliationTransferred, GroupAssigned, MemberConfirmed, MemberCorrected, MemberLeft)


def _elected(rows: Rows, event: GroupLeaderElected) -> None:
    """Of whoever led the group before, and of whoever does now."""
    touched = (versions for table, _, *versions in rows.changes() if table is GROUP_LEADER)
    for member_id in sorted({row["member_id"] for versions in touched for row in versions if row}):
        _settle(rows, event.originator_id, member_id)


def _member_changed(rows: Rows, event: Any) -> None:
    """Of the group that was left, or was come back to: of no other a member is a leader who might be fit."""
    versions = rows.transition(MEMBER, event.originator_id)
    for group_id in sorted({row["group_id"] for row in versions if row and row["group_id"]}):
        _look(rows, group_id, event.originator_id)


def _measure_changed(rows: Rows, event: DisciplineImposed | DisciplineLifted) -> None:
    group_id = rows.require(MEMBER, event.member_id)["group_id"]
    if group_id is not None:
        _look(rows, group_id, event.member_id)


def _dissolved(rows: Rows, event: OrganisationDissolved) -> None:
    for term in rows.of(GROUP_LEADER, event.originator_id):
        if term["to_on"] is None:
            _settle(rows, event.originator_id, term["member_id"])


def _look(rows: Rows, group_id: UUID, member_id: UUID) -> None:
    if _term(rows, group_id, member_id) is not None:
        _settle(rows, group_id, member_id)


def _term(rows: Rows, group_id: UUID, member_id: UUID) -> Row | None:
    """Which the member leads the group in, without an end."""
    terms = rows.of(GROUP_LEADER, group_id)
    return next((term for term in terms if term["to_on"] is None and term["member_id"] == member_id), None)


def _settle(rows: Rows, group_id: UUID, member_id: UUID) -> None:
    group, term = rows.require(ORGANISATION, group_id), _term(rows, group_id, member_id)
    stands = group["dissolved_on"] is None
    unfit = stands and term is not None and not _may_go_on(rows, term)
    about = About("Organisation", group_id, group["org_path"], organisation_id=group_id, member_id=member_id)
    settle(rows, FindingKind.GROUP_LEADER_UNFIT, about, holds=unfit)


def _may_go_on(rows: Rows, term: Row) -> bool:
    member = rows.require(MEMBER, term["member_id"])
    measures = rows.of(DISCIPLINE, term["member_id"])
    return may_go_on(
        MemberKind(member["kind"]),
        in_group=member["left_on"] is None and member["group_id"] == term["organisation_id"],
        led_since=term["from_on"],
        probations_until=(
            row["to_on"] for row in measures if row["measure"] == Measure.DISCIPLINARY_PROBATION
        ),
    )


def _of_member(event: Any) -> Iterable[tuple[Table, Any]]:
    return [(MEMBER, event.member_id), (DISCIPLINE, event.member_id)]


CHECKS = (
    Check((GroupLeaderElected,), _elected, _of_member),
    Check(_MEMBER_EVENTS, _member_changed),
    Check((DisciplineImposed, DisciplineLifted), _measure_changed, _of_member),
    Check((OrganisationDissolved,), _dissolved, lambda event: [(GROUP_LEADER, event.originator_id)]),
)
