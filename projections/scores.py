"""Score accounts (积分) of a member and year, and their entries, in hundredths of a point."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from domain.scoring.events import (
    PointsAwarded,
    PointsCorrected,
    PointsDeducted,
    PointsReversed,
    ScoreAccountOpened,
)
from event_store.records import LoggedEvent
from projections.framework.differences import difference
from projections.framework.read_model import ReadModel, by_stream
from projections.framework.rows import Rows
from projections.framework.table import GoesAlong, History, OfItsDay, Row, Table
from projections.grids import GRID_COVERAGE, grid_covering
from projections.organisation_places import place_on
from projections.organisations import ORGANISATION, place_of

SCORE_ACCOUNT = Table(
    "score_account",
    key={"account_id": "uuid"},
    columns={
        "member_id": "uuid",
        "branch_id": "uuid",
        "org_path": "text",
        "year": "integer",
        "awarded_hundredths": "bigint",
        "deducted_hundredths": "bigint",
        "balance_hundredths": "bigint",
        "version": "integer",
        "position": "bigint",
    },
    audited=("member_id", "branch_id", "year", "balance_hundredths"),
    history=History.SUPERSEDED,
    by_command=True,
    placed=GoesAlong(),
)

SCORE_ENTRY = Table(
    "score_entry",
    key={"entry_id": "uuid"},
    columns={
        "account_id": "uuid",
        "member_id": "uuid",
        "org_path": "text",
        "grid_id": "uuid",
        "direction": "text",
        "points_hundredths": "integer",
        "points_class": "text",
        "rule": "text",
        "ground": "uuid",
        "occurred_on": "date",
        "reversed_by": "uuid",
        "corrected_by": "uuid",
        "position": "bigint",
        "entry_position": "bigint",
    },
    audited=("direction", "points_hundredths", "points_class", "rule", "ground", "reversed_by"),
    history=History.SUPERSEDED,
    day="occurred_on",
    placed=OfItsDay("occurred_on"),
)


def counted(entry: Row | None) -> dict[str, int]:
    """What an entry counts for: nothing once it is reversed."""
    if entry is None or entry["reversed_by"] is not None:
        return {}
    side = "awarded" if entry["direction"] == "AWARD" else "deducted"
    return {f"{side}_hundredths": entry["points_hundredths"]}


def _opened(rows: Rows, event: ScoreAccountOpened, record: LoggedEvent) -> None:
    rows.create(
        SCORE_ACCOUNT,
        account_id=event.originator_id,
        member_id=event.member_id,
        branch_id=event.branch_id,
        org_path=place_of(rows, event.branch_id),
        year=event.year,
        awarded_hundredths=0,
        deducted_hundredths=0,
        balance_hundredths=0,
        version=event.originator_version,
        position=record.position,
    )


def _entered(rows: Rows, event: PointsAwarded | PointsDeducted, record: LoggedEvent) -> None:
    account = rows.require(SCORE_ACCOUNT, event.originator_id)
    day = rows.day
    rows.create(
        SCORE_ENTRY,
        entry_id=event.event_id,
        account_id=event.originator_id,
        member_id=account["member_id"],
        org_path=place_on(rows, account["branch_id"], day),
        grid_id=grid_covering(rows, (account["branch_id"],), day),
        direction="AWARD" if isinstance(event, PointsAwarded) else "DEDUCTION",
        points_hundredths=event.points_hundredths,
        points_class=event.points_class.value,
        rule=event.rule,
        ground=event.ground,
        occurred_on=day,
        reversed_by=None,
        corrected_by=None,
        position=record.position,
        entry_position=record.position,
    )
    _balance(rows, event, record, event.event_id)


def _reversed(rows: Rows, event: PointsReversed, record: LoggedEvent) -> None:
    rows.change(SCORE_ENTRY, event.reverses, reversed_by=event.event_id, position=record.position)
    _balance(rows, event, record, event.reverses)


def _corrected(rows: Rows, event: PointsCorrected, record: LoggedEvent) -> None:
    rows.change(
        SCORE_ENTRY,
        event.corrects,
        points_hundredths=event.points_hundredths,
        corrected_by=event.event_id,
        position=record.position,
        **({} if event.rule is None else {"rule": event.rule}),
    )
    _balance(rows, event, record, event.corrects)


def _balance(rows: Rows, event: Any, record: LoggedEvent, entry_id: UUID) -> None:
    before, after = rows.transition(SCORE_ENTRY, entry_id)
    changes = difference(counted(before), counted(after))
    account = rows.require(SCORE_ACCOUNT, event.originator_id)
    awarded = account["awarded_hundredths"] + changes.get("awarded_hundredths", 0)
    deducted = account["deducted_hundredths"] + changes.get("deducted_hundredths", 0)
    rows.change(
        SCORE_ACCOUNT,
        event.originator_id,
        awarded_hundredths=awarded,
        deducted_hundredths=deducted,
        balance_hundredths=awarded - deducted,
        version=event.originator_version,
        position=record.position,
    )


_account = by_stream(SCORE_ACCOUNT)

SCORES = ReadModel(
    name="scores",
    tables=(SCORE_ACCOUNT, SCORE_ENTRY),
    handlers={
        ScoreAccountOpened: _opened,
        PointsAwarded: _entered,
        PointsDeducted: _entered,
        PointsReversed: _reversed,
        PointsCorrected: _corrected,
    },
    reads={
        ScoreAccountOpened: lambda event: [
            (ORGANISATION, event.branch_id),
            (GRID_COVERAGE, event.branch_id),
        ],
        PointsAwarded: _account,
        PointsDeducted: _account,
        PointsReversed: lambda event: [*_account(event), (SCORE_ENTRY, event.reverses)],
        PointsCorrected: lambda event: [*_account(event), (SCORE_ENTRY, event.corrects)],
    },
)
