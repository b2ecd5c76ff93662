"""Weaknesses that a branch made public."""

from __future__ import annotations

import datetime

import strawberry

from domain.public_items.events import PublicItemEnding, Weakness
from domain.public_items.state import PublicItemStatus
from graphql_api.read import (
    DateFilter,
    FieldGroup,
    Filter,
    IdFilter,
    Node,
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
from graphql_api.types.described import describe
from graphql_api.types.history import history
from graphql_api.types.named_event import named_event
from graphql_api.types.provenance import provenance
from graphql_api.types.stale import is_stale

__all__ = [
    "PublicItem",
    "PublicItemEnding",
    "PublicItemOrder",
    "PublicItemOrderField",
    "PublicItemStatus",
    "PublicItemWhere",
    "Weakness",
]

describe(
    Weakness,
    "What sort of weakness it is (差点类型).",
    {
        "PERFORMANCE": "Of work or example (作用发挥).",
        "DISCIPLINE": "Of rules and discipline (遵章守纪).",
        "VIOLATION": "A violation (两违).",
        "OTHER": "Another (其他).",
    },
)
describe(
    PublicItemEnding,
    "Why an item is taken down before its last day (撤下原因).",
    {"IMPROVED": "It has improved (已改进).", "ENDED_EARLY": "For the reason given (提前撤下)."},
)
describe(
    PublicItemStatus,
    "What became of an item by somebody's word (公示状态). Of one whose last day is over, see `isStanding`.",
    {
        "POSTED": "It was made public (已公示).",
        "IMPROVED": "It has improved (已改进).",
        "ENDED_EARLY": "It was taken down early (提前撤下).",
        "WITHDRAWN": "It should never have been made public (已撤销).",
    },
)

# It stands through its last day, and so until that is closed.
_IS_STANDING = (
    "({t}.status = 'POSTED' AND NOT EXISTS (SELECT FROM {clock} AS k"
    " WHERE k.tenant_id = {t}.tenant_id AND k.closed_on >= {t}.stands_until))"
)


def _is_standing(value: bool) -> str:
    return _IS_STANDING if value else f"NOT {_IS_STANDING}"


PublicItemWhere = where_type(
    __name__,
    "PublicItem",
    organisation=Filter(
        IdFilter, "{t}.organisation_id", "By where it was made public (公示组织).", ids=("Organisation",)
    ),
    member=Filter(IdFilter, "{t}.member_id", "By whose it is (党员).", ids=("Member",)),
    violation=Filter(
        IdFilter, "{t}.violation_id", "By the violation it is about (两违).", ids=("Violation",)
    ),
    weakness=Filter(enum_filter(Weakness), "{t}.weakness", "By the sort of weakness (差点类型)."),
    status=Filter(enum_filter(PublicItemStatus), "{t}.status", "By what became of it (公示状态)."),
    is_standing=Filter(
        bool, "", "Posted with its last day not over yet, or not so (是否在公示).", condition=_is_standing
    ),
    posted_on=Filter(DateFilter, "{t}.posted_on", "By the day it was made public (公示日期)."),
    stands_until=Filter(DateFilter, "{t}.stands_until", "By the last day it may stand (公示期限)."),
    within=within(),
)
PublicItemOrderField, PublicItemOrder = order_type(
    __name__, "PublicItem", POSTED_ON="By the day it was made public (公示日期)."
)


@read_type(
    source="public_item",
    key="public_item_id",
    scope=Place(person="{t}.member_id"),
    group=FieldGroup.PERSON,
    orders={"POSTED_ON": Order({"posted_on": datetime.date}, descending=True)},
    description=(
        "A weakness that a branch or party group made public (亮差点公示), of a member or its own, and until when."
        " It tells of a board elsewhere: nothing here makes it more public than other data about persons."
    ),
)
class PublicItem(Node):
    weakness: Weakness = column("What sort of weakness it is (差点类型).")
    status: PublicItemStatus = column("What became of it (公示状态).")
    is_standing: bool = column(
        "Whether it is posted with its last day not over yet (是否在公示).", sql=_IS_STANDING
    )
    posted_on: datetime.date = column("The day it was made public (公示日期).")
    stands_until: datetime.date = column("The last day it may stand (公示期限).")
    ended_on: datetime.date | None = column(
        "The first day it was taken down, where somebody did before its last one (撤下日期)."
    )
    event_id: strawberry.ID = named_event(
        "The event that posted it: its id, as `node(id:)` and objections take it (登记事件).", "event_id"
    )
    version: int = column("Version of its stream, for `expectedVersion` (版本).")
    position: Position = column("Position of the last event that set this object (日志位置).")
    is_stale: bool = is_stale("public_item_id")
    provenance = provenance("public_item_id")
    organisation = to_one(
        "graphql_api.types.organisation:Organisation",
        "organisation_id",
        "Where it was made public: the branch, or a party group of it (公示组织).",
    )
    member = to_one(
        "graphql_api.types.member:Member",
        "member_id",
        "Whose it is; null: the organisation's as such (党员).",
    )
    violation = to_one(
        "graphql_api.types.violation:Violation", "violation_id", "The violation that it is about (两违)."
    )
    history = history()
