"""Contact with members who are away."""

from __future__ import annotations

import datetime
from enum import StrEnum

from graphql_api.read import (
    DateFilter,
    FieldGroup,
    Filter,
    IdFilter,
    Node,
    Order,
    Place,
    TextFilter,
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
from graphql_api.types.provenance import provenance
from graphql_api.types.stale import is_stale


class ContactStatus(StrEnum):
    """How a member stands to the home branch."""

    FLOATING = "FLOATING"
    LOST = "LOST"
    IN_REACH = "IN_REACH"


describe(
    ContactStatus,
    "How a member who is or was away stands to the home branch (联系状况).",
    {
        "FLOATING": "Away for long, and heard of (流动).",
        "LOST": "Cannot be reached; a member all the same (失联).",
        "IN_REACH": "Back, or found again (正常).",
    },
)

MemberContactWhere = where_type(
    __name__,
    "MemberContact",
    member=Filter(IdFilter, "{t}.member_id", "By person (党员).", ids=("Member",)),
    status=Filter(enum_filter(ContactStatus), "{t}.status", "By status (联系状况)."),
    division_code=Filter(TextFilter, "{t}.division_code", "By where they went (流动去向)."),
    lost_since=Filter(DateFilter, "{t}.lost_since", "By the day since which they are lost (失联日期)."),
    silent_since=Filter(
        DateFilter, "{t}.silent_since", "By the day since which nothing was heard of them (最近联系日期)."
    ),
    within=within(),
)
MemberContactOrderField, MemberContactOrder = order_type(
    __name__, "MemberContact", REGISTERED="In order of their ids (登记先后)."
)


@read_type(
    source="member_contact",
    key="contact_id",
    scope=Place(person="{t}.member_id"),
    group=FieldGroup.PERSON,
    orders={"REGISTERED": Order({})},
    description=(
        "The contact with a member who is or was away (流动党员), or cannot be reached (失联党员). Neither takes"
        " anybody off a register: who is lost stays a member and is expected at meetings, and is flagged here."
    ),
)
class MemberContact(Node):
    status: ContactStatus = column("Away, lost or in reach (联系状况).")
    away_from: datetime.date | None = column("First day away, of the last time (流出日期).")
    away_to: datetime.date | None = column("First day back; null while away (返回日期).")
    division_code: str | None = column("Division code of where to (流动去向).")
    last_contact_on: datetime.date | None = column("Day of the last contact (最近联系日期).")
    lost_since: datetime.date | None = column("Cannot be reached since (失联日期).")
    silent_since: datetime.date | None = column(
        "Day of the last contact; before any, of going away (最近联系或流出日期)."
    )
    version: int = column("Version of its stream, for `expectedVersion` (版本).")
    position: Position = column("Position of the last event that set this object (日志位置).")
    is_stale: bool = is_stale("contact_id")
    provenance = provenance("contact_id")
    member = to_one("graphql_api.types.member:Member", "member_id", "Whom it is about (党员).")
    history = history()
