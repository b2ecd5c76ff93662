"""What a rollup is the sum of: a meeting, a leave, a score entry, an issue or a day's visits with what it adds."""

from __future__ import annotations

import datetime

import strawberry

from graphql_api.read import (
    FieldGroup,
    Filter,
    Order,
    Place,
    column,
    enum_filter,
    order_type,
    read_type,
    to_node,
    to_one,
    where_type,
    within,
)
from graphql_api.scalars import Position
from graphql_api.types.figures import Figures, figure
from graphql_api.types.rollup_enums import CountedObject, RollupCounter
from graphql_api.types.rollup_sources import ENTRY, ENTRY_AS_OF

_MEETING = "graphql_api.types.meeting:Meeting"
_LEAVE = "graphql_api.types.leave:Leave"
_SCORE_ENTRY = "graphql_api.types.score:ScoreEntry"
_ISSUE = "graphql_api.types.issue:Issue"

# An entry tells no more than the object does that it is about.
_ALSO = {
    FieldGroup.ORGANISATION_LIFE: "{t}.object_type = 'MEETING'",
    FieldGroup.PERSON: "{t}.object_type = 'LEAVE'",
    FieldGroup.POINTS: "{t}.object_type = 'SCORE_ENTRY'",
    FieldGroup.GRID_WORK: "{t}.object_type IN ('VISITS', 'ISSUE')",
}


def _adds_to(counter: RollupCounter) -> str:
    # The column itself: PostgreSQL asks such a condition before those of row security, which are dearer.
    return f"{figure(counter)} <> 0"


RollupEntryWhere = where_type(
    __name__,
    "RollupEntry",
    counter=Filter(
        RollupCounter,
        "",
        "Those that add to this figure: they sum up to it (计入此指标).",
        condition=_adds_to,
        group=FieldGroup.PERSON,  # which of the figures that may be withheld are not 0
    ),
    object_type=Filter(enum_filter(CountedObject), "{t}.object_type", "By kind of object (对象类型)."),
    within=within(),
)
RollupEntryOrderField, RollupEntryOrder = order_type(
    __name__, "RollupEntry", PLACE="By month, then place in the node's tree, then day (月份、位置、日期)."
)


@read_type(
    source=ENTRY,
    as_of=ENTRY_AS_OF,
    key="object_id",
    scope=Place(grid="CASE {t}.tree WHEN 'GRID' THEN {t}.path END", object="{t}.object_id"),
    group=FieldGroup.FIGURES,
    also=_ALSO,
    orders={"PLACE": Order({"month": datetime.date, "path": str, "day": datetime.date})},
    description="A meeting, leave, score entry, issue or a day's visits, with what it adds to a rollup (汇总构成).",
)
class RollupEntry(Figures):
    object_type: CountedObject = column("What counts (对象类型).")
    object_id: strawberry.ID = column("UUID of the object (对象编号).")
    day: datetime.date = column("The day on which it counts (计入日期).")
    position: Position = column(
        "Position of the last event that changed what it adds (日志位置).", "{t}.known_from"
    )
    organisation = to_one(
        "graphql_api.types.organisation:Organisation", "organisation_id", "Where it counts (所属组织)."
    )
    object = to_node(
        "object_type",
        "object_id",
        {"MEETING": _MEETING, "LEAVE": _LEAVE, "SCORE_ENTRY": _SCORE_ENTRY, "ISSUE": _ISSUE},
        "What counts, if the caller may see it and it was there by then; its `history` has the events (对象).",
    )
    meeting = to_one(_MEETING, "object_id", "The meeting, if it is one (会议).")
    leave = to_one(_LEAVE, "object_id", "The leave, if it is one (请假).")
    score_entry = to_one(_SCORE_ENTRY, "object_id", "The score entry, if it is one (积分明细).")
    issue = to_one(_ISSUE, "object_id", "The issue, if it is one (问题).")
    grid = to_one("graphql_api.types.grid:Grid", "grid_id", "The grid in which it counts (所属网格).")
