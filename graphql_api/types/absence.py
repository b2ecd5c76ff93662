"""Absences: how each is classed, by which rule; and how members stand by the rules about several of them."""

from __future__ import annotations

import datetime
from enum import StrEnum
from uuid import UUID

from domain.policies.absences import AbsenceClass
from graphql_api.read import (
    DateFilter,
    FieldGroup,
    Filter,
    IdFilter,
    Link,
    Node,
    Order,
    Place,
    TextFilter,
    column,
    enum_filter,
    order_type,
    read_type,
    to_linked,
    to_one,
    where_type,
    within,
)
from graphql_api.scalars import Position
from graphql_api.types.described import describe
from graphql_api.types.leave import LeaveKind
from graphql_api.types.meeting_enums import AbsenceReason, MeetingKind
from graphql_api.types.member import MemberKind
from graphql_api.types.obligation_enums import Consequence
from graphql_api.types.provenance import provenance
from graphql_api.types.stale import are_stale, is_stale

__all__ = ["Absence", "AbsenceClass", "Escalation", "EscalationStatus"]

_ORGANISATION = "graphql_api.types.organisation:Organisation"
_MEMBER = "graphql_api.types.member:Member"
_VERSION = "graphql_api.types.policy:PolicyVersion"
_EVENT = "graphql_api.types.event:Event"


class EscalationStatus(StrEnum):
    """How somebody stands by a rule that counts."""

    COUNTING = "COUNTING"
    ONE_SHORT = "ONE_SHORT"
    REACHED = "REACHED"


describe(
    AbsenceClass,
    "What an absence is taken for (缺席归类).",
    {
        "EXCUSED": "Excused, for another cause than those below (因故缺席).",
        "ILL": "Ill (因病缺席).",
        "SECONDED": "Seconded elsewhere (借调).",
        "ON_DUTY": "On duty elsewhere (因公缺席).",
        "OUT_OF_REACH": "Could not be reached (联系不上).",
        "MADE_UP": "Made up for since (已补课).",
        "CONVEYED": "Its contents have reached whoever was absent (已传达).",
        "UNEXCUSED": "Without cause (无故缺席): the only one that counts.",
    },
)
describe(
    EscalationStatus,
    "How somebody stands by a rule that counts: a member absences, an organisation what it missed (累计情况).",
    {
        "COUNTING": "Some count, and more than one is lacking (累计中).",
        "ONE_SHORT": "The next one that counts brings something about (差一次).",
        "REACHED": "Something is due (已达到).",
    },
)

AbsenceWhere = where_type(
    __name__,
    "Absence",
    member=Filter(IdFilter, "{t}.member_id", "By person (党员).", ids=("Member",)),
    meeting=Filter(IdFilter, "{t}.meeting_id", "By meeting (会议).", ids=("Meeting",)),
    organisation=Filter(
        IdFilter, "{t}.organisation_id", "By branch or party group that met (组织).", ids=("Organisation",)
    ),
    branch=Filter(IdFilter, "{t}.branch_id", "By branch (党支部).", ids=("Organisation",)),
    absence_class=Filter(enum_filter(AbsenceClass), "{t}.absence_class", "By class (缺席归类)."),
    meeting_kind=Filter(enum_filter(MeetingKind), "{t}.meeting_kind", "By kind of meeting (会议类型)."),
    member_kind=Filter(
        enum_filter(MemberKind), "{t}.member_kind", "By what the person was that day (党员类别)."
    ),
    held_on=Filter(DateFilter, "{t}.held_on", "By day of the meeting (日期)."),
    version=Filter(IdFilter, "{t}.version_id", "By version of the rule (规定版本).", ids=("PolicyVersion",)),
    within=within(),
)
AbsenceOrderField, AbsenceOrder = order_type(__name__, "Absence", HELD_ON="By day of the meeting (日期).")


@read_type(
    source="absence",
    key="member_id",
    scope=Place(person="{t}.member_id"),
    group=FieldGroup.PERSON,
    orders={"HELD_ON": Order({"held_on": datetime.date, "meeting_id": UUID}, descending=True)},
    description=(
        "Somebody expected was not there (缺席), and what that is taken for by the nearest rule that bound the branch"
        " on that day. It follows from attendance, leave and conveyance as they stand: what was known earlier `asOf`"
        " tells."
    ),
)
class Absence:
    absence_class: AbsenceClass = column("What it is taken for (缺席归类).")
    counts: bool = column("Whether it counts towards what follows from absences (是否计次).")
    held_on: datetime.date = column("The day of the meeting (日期).")
    meeting_kind: MeetingKind = column("Kind of the meeting (会议类型).")
    reason: AbsenceReason | None = column("The reason given, if no leave covers it (缺席原因).")
    leave_kind: LeaveKind | None = column("What the leave is for that covers it (请假类型).")
    asked_on: datetime.date | None = column("The day on which that leave was asked for (申请日期).")
    conveyed_on: datetime.date | None = column(
        "When all that was told there had reached the person (传达日期)."
    )
    made_up_on: datetime.date | None = column("When the person made up for it (补课日期).")
    member_kind: MemberKind = column("What the person was that day (党员类别).")
    series: str | None = column("The rule that classes it, as `pack/rule`; null: there is none (规定条目).")
    recorded_on: datetime.date = column(
        "The day on which its attendance was recorded as it stands (登记日期)."
    )
    position: Position = column("Position of the last event that set it (日志位置).")
    is_stale: bool = is_stale("meeting_id")
    provenance = provenance("member_id", "meeting_id")
    member = to_one(_MEMBER, "member_id", "Who was absent (党员).")
    meeting = to_one("graphql_api.types.meeting:Meeting", "meeting_id", "From which meeting (会议).")
    organisation = to_one(_ORGANISATION, "organisation_id", "The branch or party group that met (组织).")
    branch = to_one(_ORGANISATION, "branch_id", "The branch (党支部).")
    leave = to_one("graphql_api.types.leave:Leave", "leave_id", "The leave that covers it (请假).")
    policy_version = to_one(_VERSION, "version_id", "The version that classes it (适用版本).")
    adopted_at = to_one(_ORGANISATION, "node_id", "At which the rule was adopted (施行组织).")
    events = to_linked(
        _EVENT,
        Link(
            "{t}.event_id = ANY (ARRAY(SELECT unnest(a.event_ids) FROM {absence} AS a WHERE a.tenant_id = {tenant}"
            " AND a.member_id = {up}.member_id AND a.meeting_id = {up}.meeting_id))",
            {"member_id": "uuid", "meeting_id": "uuid"},
        ),
        "The events of its attendance, those that the caller may see (依据事件).",
        where=False,
    )


EscalationWhere = where_type(
    __name__,
    "Escalation",
    member=Filter(IdFilter, "{t}.member_id", "By person (党员).", ids=("Member",)),
    organisation=Filter(IdFilter, "{t}.organisation_id", "By home branch (党支部).", ids=("Organisation",)),
    status=Filter(enum_filter(EscalationStatus), "{t}.status", "By status (累计情况)."),
    series=Filter(TextFilter, "{t}.series", "By series of the rule, such as `pack/rule` (规定条目)."),
    member_kind=Filter(
        enum_filter(MemberKind), "{t}.member_kind", "By what the person was at the last absence (党员类别)."
    ),
    last_on=Filter(DateFilter, "{t}.last_on", "By day of the last absence that counts (最近缺席日期)."),
    until_on=Filter(
        DateFilter,
        "{t}.until_on",
        "By the last day on which one more counts with them; rows have none (累计截止日期).",
    ),
    within=within(),
)
EscalationOrderField, EscalationOrder = order_type(
    __name__, "Escalation", LAST_ON="By day of the last absence that counts (最近缺席日期)."
)


@read_type(
    source="escalation",
    key="slot_id",
    scope=Place(person="{t}.member_id"),
    group=FieldGroup.PERSON,
    orders={"LAST_ON": Order({"last_on": datetime.date}, descending=True)},
    description=(
        "How a member stands by one rule about absences (缺席累计): those that count, and are not dealt with already."
        " What is due is an obligation, for a person to act upon; nothing follows by itself."
    ),
)
class Escalation(Node):
    status: EscalationStatus = column("How the member stands (累计情况).")
    counted: int = column("How many count, or were enough for what is due (已计次数).")
    required: int = column("How many the rule asks for (应达次数).")
    consequences: list[Consequence] = column("What is due of the member (应予处理).")
    series: str = column("The rule, through all its versions, as `pack/rule` (规定条目).")
    member_kind: MemberKind = column("What the member was on the day of the last of them (党员类别).")
    from_on: datetime.date = column("The day of the first that counts (最早缺席日期).")
    last_on: datetime.date = column("The day of the last (最近缺席日期).")
    until_on: datetime.date | None = column(
        "The last day on which one more would count with all of them; null: until a row is broken (累计截止日期)."
    )
    position: Position = column("Position of the last event that set it (日志位置).")
    is_stale: bool = are_stale()
    provenance = provenance("member_id", "slot_id")
    member = to_one(_MEMBER, "member_id", "Who (党员).")
    organisation = to_one(_ORGANISATION, "organisation_id", "The member's home branch (党支部).")
    policy_version = to_one(_VERSION, "version_id", "The version that counts (适用版本).")
    adopted_at = to_one(_ORGANISATION, "node_id", "At which the rule was adopted (施行组织).")
    absences = to_linked(
        "graphql_api.types.absence:Absence",
        Link(
            "{t}.member_id = {up}.member_id AND {t}.meeting_id = ANY (ARRAY(SELECT unnest(s.meeting_ids)"
            " FROM {escalation} AS s WHERE s.tenant_id = {tenant} AND s.member_id = {up}.member_id"
            " AND s.slot_id = {up}.slot_id))",
            {"member_id": "uuid", "slot_id": "uuid"},
        ),
        "The absences that count (计次缺席).",
        where=False,
    )
    obligations = to_linked(
        "graphql_api.types.obligation:Obligation",
        Link("{t}.subject_id = {up}.member_id", {"member_id": "uuid"}),
        "What is or was due of the member (待办责任).",
    )
