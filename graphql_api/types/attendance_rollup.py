"""Attendance rolled up by what is behind it: absences by class, leave by kind, those with a vote beside all."""

from __future__ import annotations

import datetime

from graphql_api.read import FieldGroup, Link, Place, column, read_type, root_one, to_linked, to_one
from graphql_api.read.specs import COUNTING
from graphql_api.types.attendance_sources import (
    ABSENCES_AT,
    ATTENDANCE_ROLLUP,
    ATTENDANCE_ROLLUP_AS_OF,
    LEAVES_AT,
)
from graphql_api.types.node_figures import figure_of_persons, rate_of_persons
from graphql_api.types.node_months import BY_NODE_AND_MONTHS, MONTHS
from graphql_api.types.node_sources import NODE_COLUMNS
from graphql_api.types.ratio import Ratio
from graphql_api.types.rollup_enums import NodeType
from graphql_api.types.rollup_span import check_months
from graphql_api.types.stale import are_stale


@read_type(
    source=ATTENDANCE_ROLLUP,
    as_of=ATTENDANCE_ROLLUP_AS_OF,
    key="node_id",
    scope=Place(),
    group=FieldGroup.ORGANISATION_LIFE,
    description=(
        "What attendance at a node of either tree and below it is made of, in some months (到会与请假汇总). Its figures"
        " are null for callers who may not see the persons; `rollup` has some for them."
    ),
)
class AttendanceRollup:
    node_type: NodeType = column("Which tree the node belongs to (节点类型).")
    first_month: datetime.date = column("First day of the first month (起始月份).")
    last_month: datetime.date = column("First day of the last month (截止月份).")
    meetings: int = column("Meetings, cancelled ones left out (会议次数).")
    expected: int | None = figure_of_persons("Attendances expected: the attendance base (应到人次).")
    present: int | None = figure_of_persons("Present, the late ones included (实到人次).")
    voters_expected: int | None = figure_of_persons(
        "Of those expected: with a vote on the day, the voting base (应到有表决权人次).", cost=COUNTING
    )
    voters_present: int | None = figure_of_persons(
        "Of those with a vote: present (实到有表决权人次).", cost=COUNTING
    )
    absences: int | None = figure_of_persons("All absences, with leave and without (缺席人次).")
    absences_ill: int | None = figure_of_persons("Ill (因病缺席).")
    absences_seconded: int | None = figure_of_persons("Seconded elsewhere (借调).")
    absences_on_duty: int | None = figure_of_persons("On duty elsewhere (因公缺席).")
    absences_out_of_reach: int | None = figure_of_persons("Could not be reached (联系不上).")
    absences_excused: int | None = figure_of_persons("Excused for another cause (因故缺席).")
    absences_made_up: int | None = figure_of_persons("Made up for since (已补课).")
    absences_conveyed: int | None = figure_of_persons("Reached by the contents since (已传达).")
    absences_unexcused: int | None = figure_of_persons("Without cause: those that count (无故缺席).")
    leave_requested: int | None = figure_of_persons("Leaves asked for (请假申请).")
    leave_granted: int | None = figure_of_persons("Of these: granted (准假).")
    leave_illness: int | None = figure_of_persons("Of those granted: for illness (病假).")
    leave_personal: int | None = figure_of_persons("For a personal matter (事假).")
    leave_official_duty: int | None = figure_of_persons("For official duty (公假).")
    leave_study: int | None = figure_of_persons("For study (学习).")
    leave_maternity: int | None = figure_of_persons("For maternity (产假).")
    leave_working_elsewhere: int | None = figure_of_persons("For work away from home (外出务工).")
    attendance_rate: Ratio | None = rate_of_persons(
        "Present of expected, on the attendance base (到会率).", "{t}.present", "{t}.expected"
    )
    voting_rate: Ratio | None = rate_of_persons(
        "Present of expected, on the voting base (有表决权到会率).",
        "{t}.voters_present",
        "{t}.voters_expected",
        cost=COUNTING,
    )
    unexcused_rate: Ratio | None = rate_of_persons(
        "Absences without cause of expected (无故缺席率).", "{t}.absences_unexcused", "{t}.expected"
    )
    is_stale: bool = are_stale()
    organisation = to_one(
        "graphql_api.types.organisation:Organisation", "node_id", "The node, if it is an organisation (组织)."
    )
    grid = to_one("graphql_api.types.grid:Grid", "node_id", "The node, if it is a grid (网格).")
    absence_rows = to_linked(
        "graphql_api.types.absence:Absence",
        Link(ABSENCES_AT, {**NODE_COLUMNS, **MONTHS}),
        "The absences that it counts (缺席明细): by `where: {absenceClass}` those of one figure.",
    )
    leaves = to_linked(
        "graphql_api.types.leave:Leave",
        Link(LEAVES_AT, {**NODE_COLUMNS, **MONTHS}),
        "The leaves that it counts (请假明细): by `where: {kind, status}` those of one figure.",
    )


attendance_rollup = root_one(
    "graphql_api.types.attendance_rollup:AttendanceRollup",
    "Absences by class, leave by kind and both bases of the attendance rate, at a node and below it in some months"
    " (到会与请假汇总).",
    *BY_NODE_AND_MONTHS,
    check=check_months,
    cost=3 * COUNTING,
)
