"""Meetings: who was expected, who came, who was away and why."""

from __future__ import annotations

import datetime
from uuid import UUID

import strawberry

from graphql_api.read import (
    COUNTING,
    DateFilter,
    FieldGroup,
    Filter,
    IdFilter,
    IntFilter,
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
    to_many,
    to_one,
    where_type,
    within,
)
from graphql_api.scalars import Position
from graphql_api.types.families import (
    MEETING_ATTENDANCE,
    MEETING_LATE_ENTRIES,
    MEETING_OBSERVERS,
    MEETING_VOTES,
    VOTERS,
    VOTERS_AS_OF,
)
from graphql_api.types.history import history
from graphql_api.types.meeting_enums import (
    AbsenceReason,
    AttendanceStatus,
    ExclusionReason,
    LecturerRole,
    MeetingKind,
    MeetingStatus,
    MinutesField,
)
from graphql_api.types.provenance import provenance
from graphql_api.types.ratio import Ratio, ratio
from graphql_api.types.stale import is_stale

MeetingWhere = where_type(
    __name__,
    "Meeting",
    id=Filter(IdFilter, "{t}.meeting_id", "By id (标识).", ids=("Meeting",)),
    organisation=Filter(
        IdFilter, "{t}.organisation_id", "By organisation (召开组织).", ids=("Organisation",)
    ),
    branch=Filter(
        IdFilter, "{t}.branch_id", "By branch, its groups included (党支部).", ids=("Organisation",)
    ),
    kind=Filter(enum_filter(MeetingKind), "{t}.kind", "By kind (会议类型)."),
    status=Filter(enum_filter(MeetingStatus), "{t}.status", "By status (会议状态)."),
    held_on=Filter(DateFilter, "{t}.held_on", "By day (日期)."),
    theme=Filter(TextFilter, "{t}.theme", "By theme code (主题)."),
    late_entry_days=Filter(IntFilter, "{t}.late_entry_days", "By lateness of its conclusion's entry (补录)."),
    is_fully_minuted=Filter(
        bool,
        "",
        "Whether its minutes record all of the six things; without minutes it is not (会议记录是否六项齐全).",
        condition=f"(coalesce(cardinality({{t}}.minutes), 0) = {len(MinutesField)}) = {{value}}",
    ),
    within=within(),
)
MeetingOrderField, MeetingOrder = order_type(__name__, "Meeting", HELD_ON="By day (日期).")


@read_type(
    source="meeting",
    key="meeting_id",
    scope=Place(),
    group=FieldGroup.ORGANISATION_LIFE,
    orders={"HELD_ON": Order({"held_on": datetime.date}, descending=True)},
    description="A meeting (会议) of a branch or party group.",
)
class Meeting(Node):
    kind: MeetingKind = column("Kind of meeting (会议类型).")
    status: MeetingStatus = column("How far it has come (会议状态).")
    held_on: datetime.date = column("The day, in the county's time zone (日期).")
    starts_at: str | None = column("Time of day, HH:MM (开始时间).")
    theme: str | None = column("Code of the month's theme (主题).")
    duration_minutes: int | None = column("Length in minutes, if recorded (时长).")
    cancelled_reason: str | None = column("Coded reason of the cancellation (取消原因).")
    late_entry_days: int = column(
        "Days beyond the policy's grace after which its conclusion was entered (补录天数)."
    )
    notified_on: datetime.date | None = column(
        "The first day on which those concerned were told of its day (通知日期)."
    )
    is_urgent: bool = column(
        "Whether it was called at once, for a cause that could not wait (紧急会议).", sql="{t}.urgent"
    )
    is_of_business: bool = column(
        "Whether it was held within a business or other working meeting (与业务会议合并召开).",
        sql="{t}.of_business",
    )
    gathering_id: strawberry.ID | None = column(
        "Of one of several parts of one gathering (一会多开): what all of them call it (同一次集中)."
    )
    postponed_for: str | None = column(
        "Coded reason why it was put off from another day (延期原因).", sql="{t}.deferred_for"
    )
    minutes: list[MinutesField] | None = column("What its minutes record; null: none were taken (会议记录).")
    document_id: strawberry.ID | None = column("The document that the minutes are (会议记录文件).")
    lecturers: list[LecturerRole] = column("The roles of those who gave the lecture (授课人).")
    tested_on: datetime.date | None = column("The day of the test that followed the lecture (课后考试日期).")
    contents: list[str] = column("Codes of what it was about (会议议题).")
    version: int = column("Version of its stream, for `expectedVersion` (版本).")
    position: Position = column("Position of the last event that set this object (日志位置).")
    is_stale: bool = is_stale("meeting_id")
    provenance = provenance("meeting_id")
    organisation = to_one(
        "graphql_api.types.organisation:Organisation",
        "organisation_id",
        "Who holds it: a branch or a group (召开组织).",
    )
    branch = to_one("graphql_api.types.organisation:Organisation", "branch_id", "The branch (党支部).")
    exception_approved_by = to_one(
        "graphql_api.types.organisation:Organisation",
        "exception_by",
        "Who let it be held on another day than the fixed ones (批准另行安排的上级组织).",
    )
    document = to_one(
        "graphql_api.types.document:Document",
        "document_id",
        "The document that the minutes are (会议记录文件).",
    )
    grid = to_one(
        "graphql_api.types.grid:Grid", "grid_id", "The grid that covered it when it was planned (网格)."
    )
    counts = to_one(
        "graphql_api.types.meeting:AttendanceCounts",
        "meeting_id",
        "Attendance in numbers (到会统计).",
        key="meeting_id",
    )
    attendance = to_many(
        "graphql_api.types.meeting:Attendance", "meeting_id", "Recorded attendance, one a person (到会记录)."
    )
    absences = to_many(
        "graphql_api.types.absence:Absence", "meeting_id", "Who was absent, and how that is classed (缺席)."
    )
    expected = to_many(
        "graphql_api.types.meeting:RosterEntry", "meeting_id", "Who was expected (应到名册).", where=False
    )
    exclusions = to_many(
        "graphql_api.types.meeting:RosterExclusion",
        "meeting_id",
        "Who was on the register and not expected, and why (不列入应到).",
        where=False,
    )
    observers = to_many("graphql_api.types.meeting:Observer", "meeting_id", "Who sat in (列席).", where=False)
    ballots = to_many("graphql_api.types.development:Ballot", "meeting_id", "Ballots on admissions (票决).")
    participations = to_linked(
        "graphql_api.types.participation:Participation",
        Link("{t}.meeting_id = {up}.meeting_id AND {t}.side = 'MEETING'", {"meeting_id": "uuid"}),
        "Members of other branches who took part, counted nowhere (他支部党员参加).",
    )
    conveyances = to_many(
        "graphql_api.types.conveyance:Conveyance", "meeting_id", "Items told at it by name (记名式传达)."
    )
    peer_reviews = to_many(
        "graphql_api.types.peer_review:PeerReview", "meeting_id", "Who was reviewed at it (自评互评点评)."
    )
    findings = to_many(
        "graphql_api.types.finding:Finding",
        "object_id",
        "What does not fit together about it, such as a roster that later changes of homes contradict (问题发现).",
    )
    history = history()


_MEETING_PATH = (
    "(SELECT m.org_path FROM {meeting} AS m"
    " WHERE m.tenant_id = {t}.tenant_id AND m.meeting_id = {t}.meeting_id)"
)


# About a day before the meeting's own nobody had come, whatever is known of it since; its attendance says so too. Where
# no day is asked for, {day} is a constant, and PostgreSQL looks at no meeting.
_HELD = (
    "{day} = 'infinity' OR {day} >= (SELECT m.held_on FROM {meeting} AS m"
    " WHERE m.tenant_id = c.tenant_id AND m.meeting_id = c.meeting_id)"
)
_OF_ATTENDANCE = ("present", "late", "on_leave", "absent", "unexcused", "late_entries")
_COUNTS_AS_OF = (
    "(SELECT c.tenant_id, c.meeting_id, c.expected, c.observers, "
    + ", ".join(f"CASE WHEN {_HELD} THEN c.{name} ELSE 0 END AS {name}" for name in _OF_ATTENDANCE)
    + " FROM {meeting_count} AS c)"
)


@read_type(
    source="meeting_count",
    as_of=_COUNTS_AS_OF,
    key="meeting_id",
    scope=Place(path=_MEETING_PATH),
    group=FieldGroup.ORGANISATION_LIFE,
    description=(
        "A meeting's attendance in numbers (到会统计): expected = present + onLeave + absent + unrecorded."
        " Numbers that may tell of few persons are null for callers who may not see the persons."
    ),
)
class AttendanceCounts:
    expected: int = column("Expected, from the frozen roster (应到).")
    present: int | None = column("Present, the late ones included (实到).", family=MEETING_ATTENDANCE)
    late: int | None = column("Of the present: those who came late (迟到).", family=MEETING_ATTENDANCE)
    on_leave: int | None = column("Away with granted leave (请假).", family=MEETING_ATTENDANCE)
    absent: int | None = column("Away without granted leave (缺席).", family=MEETING_ATTENDANCE)
    unexcused: int | None = column(
        "Of the absent: those who gave no reason (无故缺席).", family=MEETING_ATTENDANCE
    )
    unrecorded: int | None = column(
        "Expected, and nothing recorded yet (未登记).",
        sql="({t}.expected - {t}.present - {t}.on_leave - {t}.absent)",
        family=MEETING_ATTENDANCE,
    )
    observers: int | None = column("Observers, counted apart (列席).", family=MEETING_OBSERVERS)
    late_entries: int | None = column(
        "Records entered later than the policy allows (补录).", family=MEETING_LATE_ENTRIES
    )
    voting_base: int | None = column(
        "Of those expected: full members on the day of the meeting, none on disciplinary probation (有表决权人数)."
        " Attendance is measured against all who are expected, resolutions against these.",
        sql=VOTERS,
        as_of=VOTERS_AS_OF,
        cost=COUNTING,
        family=MEETING_VOTES,
    )
    attendance_rate: Ratio | None = ratio(
        "Present of expected (到会率).", "{t}.present", "{t}.expected", family=MEETING_ATTENDANCE
    )


AttendanceWhere = where_type(
    __name__,
    "Attendance",
    member=Filter(IdFilter, "{t}.member_id", "By person (党员).", ids=("Member",)),
    meeting=Filter(IdFilter, "{t}.meeting_id", "By meeting (会议).", ids=("Meeting",)),
    status=Filter(enum_filter(AttendanceStatus), "{t}.status", "By status (到会情况)."),
    absence_reason=Filter(enum_filter(AbsenceReason), "{t}.absence_reason", "By reason (缺席原因)."),
    held_on=Filter(DateFilter, "{t}.held_on", "By day of the meeting (日期)."),
    late_entry_days=Filter(IntFilter, "{t}.late_entry_days", "By lateness of the entry (补录)."),
    within=within(),
)
AttendanceOrderField, AttendanceOrder = order_type(
    __name__, "Attendance", HELD_ON="By day of the meeting (日期)."
)


@read_type(
    source="attendance",
    key="member_id",
    scope=Place(person="{t}.member_id"),
    group=FieldGroup.PERSON,
    orders={
        "HELD_ON": Order({"held_on": datetime.date, "meeting_id": UUID}, descending=True),
    },
    description="How an expected person's attendance at a meeting stands (到会记录).",
)
class Attendance:
    status: AttendanceStatus = column("How it stands (到会情况).")
    absence_reason: AbsenceReason | None = column("Coded reason of an absence (缺席原因).")
    held_on: datetime.date = column("The day of the meeting (日期).")
    late_entry_days: int = column("Days beyond the policy's grace after which it was entered (补录天数).")
    policy: str | None = column("Version of the policy that judged the lateness (适用规定).")
    event_id: strawberry.ID = column("The event that set it last, as a correction names it (事件).")
    position: Position = column("Position of that event (日志位置).")
    is_stale: bool = is_stale("meeting_id")
    provenance = provenance("meeting_id", "member_id")
    meeting = to_one("graphql_api.types.meeting:Meeting", "meeting_id", "The meeting (会议).")
    member = to_one("graphql_api.types.member:Member", "member_id", "The person (党员).")
    leave = to_one("graphql_api.types.leave:Leave", "leave_id", "The leave that covers it (请假).")


@read_type(
    source="roster_entry",
    key="member_id",
    scope=Place(person="{t}.member_id"),
    group=FieldGroup.PERSON,
    description="Someone expected at a meeting (应到).",
)
class RosterEntry:
    position: Position = column("Position of the event that froze the roster (日志位置).")
    member = to_one("graphql_api.types.member:Member", "member_id", "The person (党员).")


@read_type(
    source="roster_exclusion",
    key="member_id",
    scope=Place(person="{t}.member_id"),
    group=FieldGroup.PERSON,
    description="Someone on the branch's register who was not expected at a meeting (不列入应到).",
)
class RosterExclusion:
    reason: ExclusionReason = column("Why not (原因).")
    member = to_one("graphql_api.types.member:Member", "member_id", "The person (党员).")


@read_type(
    source="observer",
    key="member_id",
    scope=Place(person="{t}.member_id"),
    group=FieldGroup.PERSON,
    description="Someone who sat in on a meeting without being expected (列席).",
)
class Observer:
    position: Position = column("Position of the event that recorded it (日志位置).")
    member = to_one("graphql_api.types.member:Member", "member_id", "The person (列席人).")
