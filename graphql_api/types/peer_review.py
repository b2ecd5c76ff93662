"""Reviews of members at meetings. Nothing here filters, orders or counts by a grade: members are not ranked."""

from __future__ import annotations

import datetime

import strawberry

from domain.peer_reviews.events import ReviewGrade
from domain.peer_reviews.state import PeerReviewStatus
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
    "PeerReview",
    "PeerReviewOrder",
    "PeerReviewOrderField",
    "PeerReviewStatus",
    "PeerReviewWhere",
    "ReviewGrade",
]

describe(
    ReviewGrade,
    "How somebody was found in a review (讲评等次).",
    {
        "GOOD": "Good (好).",
        "FAIR": "Fair (较好).",
        "POOR": "Poor (差).",
        "UNGRADED": "In words alone, without a grade (未评等次).",
    },
)
describe(
    PeerReviewStatus,
    "Whether a review stands (登记状态).",
    {
        "RECORDED": "It stands (已登记).",
        "WITHDRAWN": "It did not take place so (已撤回).",
    },
)

PeerReviewWhere = where_type(
    __name__,
    "PeerReview",
    organisation=Filter(
        IdFilter, "{t}.organisation_id", "By the group or branch that met (讲评组织).", ids=("Organisation",)
    ),
    meeting=Filter(IdFilter, "{t}.meeting_id", "By meeting (会议).", ids=("Meeting",)),
    member=Filter(IdFilter, "{t}.member_id", "By who was reviewed (党员).", ids=("Member",)),
    commented_by=Filter(IdFilter, "{t}.commented_by_id", "By who commented (点评人).", ids=("Member",)),
    status=Filter(enum_filter(PeerReviewStatus), "{t}.status", "By whether it stands (登记状态)."),
    reviewed_on=Filter(DateFilter, "{t}.reviewed_on", "By the day of the meeting (讲评日期)."),
    within=within(),
)
PeerReviewOrderField, PeerReviewOrder = order_type(
    __name__, "PeerReview", REVIEWED_ON="By the day of the meeting (讲评日期)."
)
_MEMBER = "graphql_api.types.member:Member"


@read_type(
    source="peer_review",
    key="peer_review_id",
    scope=Place(person="{t}.member_id"),
    group=FieldGroup.PERSON,
    orders={"REVIEWED_ON": Order({"reviewed_on": datetime.date}, descending=True)},
    description=(
        "How a member was reviewed at a meeting: by themselves, by each other, and by who led (自评、互评、点评)."
        " Nothing ranks members by it."
    ),
)
class PeerReview(Node):
    reviewed_on: datetime.date = column("The day of the meeting, as it was known then (讲评日期).")
    self_grade: ReviewGrade | None = column("By themselves; null: they did not assess themselves (自评).")
    peer_grade: ReviewGrade | None = column("By the others; null: they did not assess them (互评).")
    status: PeerReviewStatus = column("Whether it stands (登记状态).")
    document_id: strawberry.ID | None = column("UUID of the sealed document with the words (讲评材料).")
    event_id: strawberry.ID = named_event(
        "The event that recorded it: its id, as `node(id:)`, `corrects` and objections take it (登记事件).",
        "event_id",
    )
    version: int = column("Version of its stream, for `expectedVersion` (版本).")
    position: Position = column("Position of the last event that set this object (日志位置).")
    is_stale: bool = is_stale("peer_review_id")
    provenance = provenance("peer_review_id")
    organisation = to_one(
        "graphql_api.types.organisation:Organisation",
        "organisation_id",
        "The party group that met, or the branch itself (讲评组织).",
    )
    meeting = to_one("graphql_api.types.meeting:Meeting", "meeting_id", "The meeting (会议).")
    member = to_one(_MEMBER, "member_id", "Who was reviewed (党员).")
    document = to_one(
        "graphql_api.types.document:Document", "document_id", "The sealed document with the words (讲评材料)."
    )
    commented_by = to_one(
        _MEMBER, "commented_by_id", "Who led and commented; null: nobody commented on them (点评人)."
    )
    history = history()
