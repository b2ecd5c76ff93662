"""Events: the audit trail."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import msgspec
import strawberry
from strawberry.scalars import JSON
from strawberry.utils.str_converters import to_camel_case

from domain.registry import stream_types
from graphql_api.read import (
    DateFilter,
    FieldGroup,
    Filter,
    InstantFilter,
    Node,
    Order,
    Place,
    PositionFilter,
    TextFilter,
    column,
    order_type,
    read_type,
    to_node,
    to_nodes,
    where_type,
    within,
)
from graphql_api.read.ids import parse_id
from graphql_api.scalars import Position

# An event may name many persons, as a frozen roster does with why each was left out: a member sees those about oneself.
# Whoever is no organisation is a person; asked the other way round, persons that the caller may not see would be none.
_NO_OTHER = (
    "NOT EXISTS (SELECT FROM event_store.event_subject AS o WHERE o.tenant_id = {tenant}"
    " AND o.position = {t}.position AND o.subject_id <> {me}"
    " AND NOT EXISTS (SELECT FROM read_model.organisation AS g"
    " WHERE g.tenant_id = {tenant} AND g.organisation_id = o.subject_id))"
)
# What these say is of the county, its organisations and what they did; any other event may tell of persons, as a survey
# and a recount do where members are few.
ABOUT_ORGANISATIONS = (
    "calendar-year.published",
    "clock.day-closed",
    "county.founded",
    "county.module-adopted",
    "coverage.assigned",
    "coverage.ended",
    "entity.covered",
    "entity.coverage-ended",
    "entity.excluded",
    "grid.corrected",
    "grid.defined",
    "lecture-menu.item-withdrawn",
    "month-theme.published",
    "month-theme.withdrawn",
    "organisation.branch-entrusted",
    "organisation.branch-released",
    "organisation.committee-elected",
    "organisation.corrected",
    "organisation.custody-ended",
    "organisation.custody-taken",
    "organisation.dissolved",
    "organisation.founded",
    "organisation.merged",
    "organisation.moved",
    "organisation.recoded",
    "organisation.renamed",
    "organisation.split",
    "organisation.unit-joined",
    "organisation.unit-left",
    "procedure.version-released",
    "policy.version-published",
    "procedure.version-released",
    "site.branch-assigned",
    "site.closed",
)
ABOUT_MEETINGS = (
    "conveyance.closed",
    "meeting.cancelled",
    "meeting.concluded",
    "meeting.contents-recorded",
    "meeting.corrected",
    "meeting.entry-withdrawn",
    "meeting.lecture-tested",
    "meeting.minutes-taken",
    "meeting.notified",
    "meeting.planned",
    "meeting.postponed",
    "meeting.schedule-exception-approved",
)
# These name no person; a visit, an assignment, a closure and what undoes it may.
ABOUT_GRID_WORK = (
    "household.ended",
    "household.moved",
    "household.registered",
    "issue.raised",
)
# These name no person either; publishing a task does, closing it, and opening it again, which tells who had closed it.
ABOUT_PROJECTS = ("project.approved", "project.filed", "project.proposed")
# These are between organisations.
ABOUT_OVERSIGHT = (
    "center-day.cancelled",
    "center-day.held",
    "center-day.planned",
    "funds.allocated",
    "funds.allocation-reversed",
    "supervisory-inspection.finding-raised",
    "supervisory-inspection.finding-rectified",
    "supervisory-inspection.recorded",
)
# Nor do these; what is assigned may be to a person.
ABOUT_PLANS = (
    "annual-plan.adopted",
    "annual-plan.filed",
    "annual-plan.item-withdrawn",
    "procedure-case.closed",
    "procedure-case.started",
    "procedure-case.step-taken",
    "procedure-case.step-withdrawn",
    "lecture-order.delivered",
    "lecture-order.placed",
    "lecture-order.rated",
    "proposal.reopened",
    "proposal.settled",
    "proposal.withdrawn",
    "publication.matter-published",
    "publication.withdrawn",
    "resolution.made",
    "resolution.result-published",
    "resolution.result-withdrawn",
    "resolution.withdrawn",
    "schedule-exception.approved",
    "schedule-exception.ended",
)
ABOUT_RULES = (
    "departure.recorded",
    "departure.withdrawn",
    "period.assessed",
    "period.assessment-superseded",
    "policy.adopted",
    "policy.adoption-annulled",
    "policy.adoption-ended",
    "verdict.announced",
    "verdict.superseded",
)
_ABOUT_LIFE = ABOUT_MEETINGS + ABOUT_PROJECTS + ABOUT_OVERSIGHT + ABOUT_PLANS + ABOUT_RULES
_ALSO = {
    FieldGroup.ORGANISATION_LIFE: f"{{t}}.type IN {_ABOUT_LIFE}",
    FieldGroup.PERSON: f"{{t}}.type NOT IN {ABOUT_ORGANISATIONS + _ABOUT_LIFE + ABOUT_GRID_WORK}",
    FieldGroup.POINTS: "{t}.stream_type = 'score'",
    FieldGroup.GRID_WORK: "{t}.stream_type IN ('household', 'issue')",
    FieldGroup.DOCUMENTS: "{t}.stream_type = 'document'",
}
# Positions, to be looked for among: asked of each event in turn, the whole log would be read for a person's hundred.
_OF_SUBJECT = (
    "SELECT s.position FROM event_store.event_subject AS s WHERE s.tenant_id = {tenant} AND s.subject_id = "
)
_HUNDREDTHS = "_hundredths"  # what the name of a column with points ends in


def _concerns(subject: str) -> str:
    """Persons and organisations are among the subjects of their own events too; other objects have these alone."""
    if parse_id(subject).type_name in ("Member", "Organisation"):
        return "{t}.position IN (" + _OF_SUBJECT + "{value}{beyond})"
    return "{t}.stream_id = {value}"


EventWhere = where_type(
    __name__,
    "Event",
    subject=Filter(
        strawberry.ID,
        "",
        "Events that concern this person or organisation, or are its own (相关人员或组织).",
        condition=_concerns,
    ),
    actor=Filter(TextFilter, "{t}.actor", "By the account that gave the command (操作账号)."),
    type=Filter(TextFilter, "{t}.type", "By type, such as `meeting.attendance-recorded` (事件类型)."),
    stream_type=Filter(
        TextFilter, "{t}.stream_type", f"By kind of object: {', '.join(sorted(stream_types()))} (对象类型)."
    ),
    occurred_on=Filter(DateFilter, "{t}.occurred_on", "By the day it happened (发生日期)."),
    recorded_at=Filter(InstantFilter, "{t}.recorded_at", "By the instant it was recorded (登记时间)."),
    position=Filter(PositionFilter, "{t}.position", "By place in the log (日志位置)."),
    within=within(),
)
EventOrderField, EventOrder = order_type(__name__, "Event", POSITION="In order of recording (登记先后).")


_OBJECTS = {
    "account": "graphql_api.types.account_link:AccountLink",
    "ballot": "graphql_api.types.development:Ballot",
    "contact": "graphql_api.types.contact:MemberContact",
    "conveyance": "graphql_api.types.conveyance:Conveyance",
    "objection": "graphql_api.types.objection:Objection",
    "county": "graphql_api.types.county:County",
    "entity": "graphql_api.types.entity:NewSectorEntity",
    "site": "graphql_api.types.site:ProjectSite",
    "funds": "graphql_api.types.funds:Funds",
    "supervisory-inspection": "graphql_api.types.supervisory_inspection:SupervisoryInspection",
    "member-node-house": "graphql_api.types.member_node_house:MemberNodeHouse",
    "handover": "graphql_api.types.handover:Handover",
    "document": "graphql_api.types.document:Document",
    "development": "graphql_api.types.development:Development",
    "grid": "graphql_api.types.grid:Grid",
    "household": "graphql_api.types.household:Household",
    "issue": "graphql_api.types.issue:Issue",
    "leave": "graphql_api.types.leave:Leave",
    "letter": "graphql_api.types.letter:TransferLetter",
    "meeting": "graphql_api.types.meeting:Meeting",
    "member": "graphql_api.types.member:Member",
    "organisation": "graphql_api.types.organisation:Organisation",
    "post": "graphql_api.types.post:Post",
    "second-affiliation": "graphql_api.types.second_affiliation:SecondAffiliation",
    "project": "graphql_api.types.project:Project",
    "task": "graphql_api.types.project:Task",
    "obligation": "graphql_api.types.obligation:Obligation",
    "score": "graphql_api.types.score:ScoreAccount",
    "procedure-case": "graphql_api.types.procedure:ProcedureCase",
    "annual-plan": "graphql_api.types.annual_plan:AnnualPlan",
    "publication": "graphql_api.types.publication:Publication",
    "month-theme": "graphql_api.types.publication:MonthTheme",
    "period-assessment": "graphql_api.types.period_assessment:PeriodAssessment",
    "departure": "graphql_api.types.departure:Departure",
    "lecture-menu": "graphql_api.types.lecture_order:LectureMenuItem",
    "lecture-order": "graphql_api.types.lecture_order:LectureOrder",
    "proposal": "graphql_api.types.resolution:Proposal",
    "resolution": "graphql_api.types.resolution:Resolution",
    "violation": "graphql_api.types.violation:Violation",
    "public-item": "graphql_api.types.public_item:PublicItem",
    "peer-review": "graphql_api.types.peer_review:PeerReview",
    "schedule-exception": "graphql_api.types.calendar_year:ScheduleException",
    "calendar-year": "graphql_api.types.calendar_year:CalendarYear",
}


@strawberry.type(description="A field of an object that an event changed (变更).")
class Change:
    object: str = strawberry.field(description="Kind of object (对象类型).")
    key: str = strawberry.field(
        description="Key of the object; parts of a composite key joined by '/' (对象键)."
    )
    field: str = strawberry.field(description="The field (字段).")
    before: JSON | None = strawberry.field(description="Its value before; null if there was none (变更前).")
    after: JSON | None = strawberry.field(description="Its value after (变更后).")


def changes_of(text: str) -> list[Change]:
    """The changes as the audit trail keeps them."""
    return [
        _change(table, "/".join(map(str, key)), field, before, after)
        for table, key, fields in msgspec.json.decode(text)
        for field, (before, after) in fields.items()
    ]


def _change(object: str, key: str, field: str, before: Any, after: Any) -> Change:
    """A change in the words of the schema: its names, and points as it tells them."""
    if field.endswith(_HUNDREDTHS):
        field, before, after = field.removesuffix(_HUNDREDTHS), _points(before), _points(after)
    return Change(
        object=to_camel_case(object), key=key, field=to_camel_case(field), before=before, after=after
    )


def _points(hundredths: int | None) -> str | None:
    return None if hundredths is None else str(Decimal(hundredths).scaleb(-2))


@read_type(
    source="event",
    key="event_id",
    scope=Place(self_only="{t}.position IN (" + _OF_SUBJECT + "{me}) AND " + _NO_OTHER, event="{t}.position"),
    group=FieldGroup.AUDIT,
    also=_ALSO,
    orders={"POSITION": Order({"position": int})},
    description="An immutable event (事件): who recorded what, when, in which capacity, and what it changed.",
)
class Event(Node):
    position: Position = column("Place in the county's log, without gaps, in order of commit (日志位置).")
    event_id: strawberry.ID = column("Its UUID, as corrections name it (事件编号).")
    type: str = column("Type, for ever (事件类型).")
    schema_version: int = column("Version of the type's payload (载荷版本).")
    stream_type: str = column("Kind of object that it belongs to (对象类型).")
    stream_id: strawberry.ID = column("UUID of that object (对象编号).")
    object = to_node(
        "stream_type",
        "stream_id",
        _OBJECTS,
        "That object, as of the time asked for, if it is one by itself (对象).",
    )
    subjects = to_nodes(
        "subjects",
        "ARRAY(SELECT s.subject_id FROM event_store.event_subject AS s WHERE s.tenant_id = {t}.tenant_id"
        " AND s.position = {t}.position ORDER BY s.subject_id)",
        (_OBJECTS["member"], _OBJECTS["organisation"]),
        "Persons and organisations that it concerns, as far as the caller may see them (相关人员与组织).",
    )
    version: int = column("Place in that object's stream, from 1 (对象版本).")
    occurred_at: str = column(
        "When it happened: year, month, day or instant in UTC, as exactly as known (发生时间)."
    )
    occurred_on: datetime.date = column("The day it happened, in the county's time zone (发生日期).")
    recorded_at: datetime.datetime = column("When it was recorded (登记时间).")
    actor: str = column("The account that gave the command (操作账号).")
    capacity: str = column("The role acted in (身份).")
    authority: str | None = column("On whose authority, as the entry cites it (依据授权).")
    reason: str | None = column("Coded reason (原因).")
    command_id: strawberry.ID = column("The command that it came of (命令编号).")
    correlation_id: strawberry.ID = column("The command that began it all (关联编号).")
    causation_id: strawberry.ID | None = column("The event that a process reacted to (起因事件).")
    source_client: str = column("The client program (来源客户端).")
    source_batch: str | None = column("The import batch (导入批次).")
    source_device: str | None = column("The device (设备).")
    payload: JSON = column(
        "What it says, as stored: canonical JSON (载荷).",
        sql="convert_from({t}.payload, 'UTF8')::json",
        convert=msgspec.json.decode,
        is_json=True,
    )
    changes: list[Change] = column(
        "Which fields of which objects it changed, before and after (变更内容).", convert=changes_of
    )
