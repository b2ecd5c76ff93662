"""Enums of rollups: trees, what is counted, and as what."""

from __future__ import annotations

from enum import StrEnum

from graphql_api.types.described import describe

__all__ = ["CountedObject", "NodeType", "RollupCounter"]


class NodeType(StrEnum):
    """Which tree a rollup's node belongs to."""

    ORGANISATION = "ORGANISATION"
    GRID = "GRID"


class CountedObject(StrEnum):
    """What figures are made of."""

    MEETING = "MEETING"
    LEAVE = "LEAVE"
    SCORE_ENTRY = "SCORE_ENTRY"
    VISITS = "VISITS"
    ISSUE = "ISSUE"


class RollupCounter(StrEnum):
    """The figures that are counted."""

    MEETINGS_PLANNED = "MEETINGS_PLANNED"
    MEETINGS_HELD = "MEETINGS_HELD"
    MEETINGS_CANCELLED = "MEETINGS_CANCELLED"
    EXPECTED = "EXPECTED"
    PRESENT = "PRESENT"
    LATE = "LATE"
    ON_LEAVE = "ON_LEAVE"
    ABSENT = "ABSENT"
    UNEXCUSED = "UNEXCUSED"
    LATE_ENTRIES = "LATE_ENTRIES"
    LEAVE_REQUESTED = "LEAVE_REQUESTED"
    LEAVE_GRANTED = "LEAVE_GRANTED"
    POINTS_AWARDED = "POINTS_AWARDED"
    POINTS_DEDUCTED = "POINTS_DEDUCTED"
    VISITS = "VISITS"
    ISSUES_RAISED = "ISSUES_RAISED"
    ISSUES_CLOSED = "ISSUES_CLOSED"


describe(
    NodeType,
    "Which tree a node belongs to (节点类型).",
    {"ORGANISATION": "The organisation tree (组织).", "GRID": "The responsibility grids (网格)."},
)
describe(
    CountedObject,
    "What figures are made of (计入统计的对象).",
    {
        "MEETING": "A meeting (会议).",
        "LEAVE": "A leave (请假).",
        "SCORE_ENTRY": "A score entry (积分明细).",
        "VISITS": "The visits of one day to households of a grid that one organisation looks after (走访).",
        "ISSUE": "An issue (问题).",
    },
)
describe(
    RollupCounter,
    "The figures that are counted (统计指标名).",
    {
        "MEETINGS_PLANNED": "Meetings, cancelled ones left out (应开会议).",
        "MEETINGS_HELD": "Meetings that took place (已开会议).",
        "MEETINGS_CANCELLED": "Meetings cancelled (取消会议).",
        "EXPECTED": "Attendances expected (应到人次).",
        "PRESENT": "Present (实到人次).",
        "LATE": "Late (迟到人次).",
        "ON_LEAVE": "Away with granted leave (请假人次).",
        "ABSENT": "Away without granted leave (缺席人次).",
        "UNEXCUSED": "Absent without a reason (无故缺席人次).",
        "LATE_ENTRIES": "Records entered late (补录条数).",
        "LEAVE_REQUESTED": "Leaves asked for (请假申请).",
        "LEAVE_GRANTED": "Leaves granted (准假).",
        "POINTS_AWARDED": "Points added (加分).",
        "POINTS_DEDUCTED": "Points taken (扣分).",
        "VISITS": "Visits to households (走访户次).",
        "ISSUES_RAISED": "Issues raised (提出问题).",
        "ISSUES_CLOSED": "Issues raised and closed (办结问题).",
    },
)
