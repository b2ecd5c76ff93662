"""Rollups: what happened at a node in a month."""

from __future__ import annotations

import datetime
from decimal import Decimal

from graphql_api.read import (
    DateFilter,
    FieldGroup,
    Filter,
    IdFilter,
    Order,
    Place,
    column,
    enum_filter,
    order_type,
    read_type,
    to_one,
    where_type,
    within,
)
from graphql_api.scalars import Position
from graphql_api.types.enums import NodeType
from graphql_api.types.points import points
from graphql_api.types.ratio import Ratio, ratio
from graphql_api.types.stale import are_stale

RollupWhere = where_type(
    __name__,
    "Rollup",
    node=Filter(IdFilter, "{t}.node_id", "By node (节点).", ids=("Organisation", "Grid")),
    node_type=Filter(enum_filter(NodeType), "{t}.node_type", "By tree (节点类型)."),
    month=Filter(
        DateFilter,
        "{t}.month",
        "By month; any day of it stands for it (月份).",
        convert=lambda day: day.replace(day=1),
    ),
    within=within(),
)
RollupOrderField, RollupOrder = order_type(__name__, "Rollup", MONTH="By month (月份).")


@read_type(
    source="rollup",
    key="node_id",
    scope=Place(),
    group=FieldGroup.FIGURES,
    orders={"MONTH": Order({"month": datetime.date})},
    description="What happened at a node of either tree, and below it, in a month (汇总). Rates keep both their parts.",
)
class Rollup:
    node_type: NodeType = column("Which tree the node belongs to (节点类型).")
    month: datetime.date = column("First day of the month (月份).")
    meetings_planned: int = column("Meetings of the month, cancelled ones left out (应开会议).")
    meetings_held: int = column("Of these: those that took place (已开会议).")
    meetings_cancelled: int = column("Meetings cancelled (取消会议).")
    expected: int = column("Attendances expected (应到人次).")
    present: int = column("Present, the late ones included (实到人次).")
    late: int = column("Of the present: late (迟到人次).")
    on_leave: int = column("Away with granted leave (请假人次).")
    absent: int = column("Away without granted leave (缺席人次).")
    unexcused: int = column("Of the absent: no reason given (无故缺席人次).")
    late_entries: int = column("Records entered later than the policy allows (补录条数).")
    leave_requested: int = column("Leaves asked for that begin in the month (请假申请).")
    leave_granted: int = column("Of these: granted (准假).")
    points_awarded: Decimal = column("Points added (加分).", sql=points("points_awarded_hundredths"))
    points_deducted: Decimal = column("Points taken (扣分).", sql=points("points_deducted_hundredths"))
    attendance_rate: Ratio | None = ratio("Present of expected (到会率).", "{t}.present", "{t}.expected")
    unexcused_rate: Ratio | None = ratio(
        "Unexcused of expected (无故缺席率).", "{t}.unexcused", "{t}.expected"
    )
    held_rate: Ratio | None = ratio("Held of planned (召开率).", "{t}.meetings_held", "{t}.meetings_planned")
    position: Position = column("Position of the last event that changed it (日志位置).")
    is_stale: bool = are_stale()
    organisation = to_one(
        "graphql_api.types.organisation:Organisation", "node_id", "The node, if it is an organisation (组织)."
    )
    grid = to_one("graphql_api.types.grid:Grid", "node_id", "The node, if it is a grid (网格).")
