"""The figures that rollups sum up, and that every meeting, leave, score entry, visit and issue adds to."""

from __future__ import annotations

from decimal import Decimal

import strawberry

from graphql_api.read import column
from graphql_api.types.families import ATTENDANCE, LATE_ENTRIES, LEAVE, POINTS
from graphql_api.types.points import points
from graphql_api.types.ratio import Ratio, ratio
from graphql_api.types.rollup_enums import RollupCounter


@strawberry.interface(
    description=(
        "Figures (统计指标) of a node in a time, or what one object adds to them. Rates keep both their parts."
        " Figures that may tell of few persons are null for callers who may not see the persons."
    )
)
class Figures:
    """What is counted, in the columns of `contribution` and of the tables that sum it up."""

    meetings_planned: int = column("Meetings of the month, cancelled ones left out (应开会议).")
    meetings_held: int = column("Of these: those that took place (已开会议).")
    meetings_cancelled: int = column("Meetings cancelled (取消会议).")
    expected: int = column("Attendances expected (应到人次).")
    present: int | None = column("Present, the late ones included (实到人次).", family=ATTENDANCE)
    late: int | None = column("Of the present: late (迟到人次).", family=ATTENDANCE)
    on_leave: int | None = column("Away with granted leave (请假人次).", family=ATTENDANCE)
    absent: int | None = column("Away without granted leave (缺席人次).", family=ATTENDANCE)
    unexcused: int | None = column("Of the absent: no reason given (无故缺席人次).", family=ATTENDANCE)
    late_entries: int | None = column(
        "Records entered later than the policy allows (补录条数).", family=LATE_ENTRIES
    )
    leave_requested: int | None = column("Leaves asked for that begin in the month (请假申请).", family=LEAVE)
    leave_granted: int | None = column("Of these: granted (准假).", family=LEAVE)
    points_awarded: Decimal | None = column(
        "Points added (加分).", sql=points("points_awarded_hundredths"), family=POINTS
    )
    points_deducted: Decimal | None = column(
        "Points taken (扣分).", sql=points("points_deducted_hundredths"), family=POINTS
    )
    attendance_rate: Ratio | None = ratio(
        "Present of expected (到会率).", "{t}.present", "{t}.expected", family=ATTENDANCE
    )
    unexcused_rate: Ratio | None = ratio(
        "Unexcused of expected (无故缺席率).", "{t}.unexcused", "{t}.expected", family=ATTENDANCE
    )
    held_rate: Ratio | None = ratio("Held of planned (召开率).", "{t}.meetings_held", "{t}.meetings_planned")
    visits: int = column("Visits to households (走访户次).")
    issues_raised: int = column("Issues raised in the month (提出问题).")
    issues_closed: int = column("Of these: closed, whenever that was (办结问题).")
    issues_open: int = column(
        "Of these: not closed (未办结问题).", sql="({t}.issues_raised - {t}.issues_closed)"
    )
    closure_rate: Ratio | None = ratio("Closed of raised (办结率).", "{t}.issues_closed", "{t}.issues_raised")


def figure(counter: RollupCounter) -> str:
    """SQL over ``{t}``: the column of a figure, in hundredths where it is points."""
    name = RollupCounter(counter).value.lower()
    return f"{{t}}.{name}_hundredths" if name.startswith("points_") else f"{{t}}.{name}"
