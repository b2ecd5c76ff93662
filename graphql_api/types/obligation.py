"""Obligations: that an act or a decision is due, on which grounds, and what became of it."""

from __future__ import annotations

import datetime

import strawberry

from graphql_api.read import (
    DateFilter,
    FieldGroup,
    Filter,
    IdFilter,
    Link,
    Node,
    Order,
    Place,
    column,
    enum_filter,
    order_type,
    read_type,
    to_linked,
    to_list,
    to_one,
    where_type,
    within,
)
from graphql_api.read.declare import ReadType
from graphql_api.scalars import Position
from graphql_api.types.history import history
from graphql_api.types.obligation_enums import Consequence, ObligationStatus, SubjectKind
from graphql_api.types.provenance import provenance
from graphql_api.types.stale import is_stale

_ORGANISATION = "graphql_api.types.organisation:Organisation"
_EVENT = "graphql_api.types.event:Event"
_MEMBER = "graphql_api.types.member:Member"
_KEY = ("subject_id", "obligation_id")
_KEY_TYPES = dict.fromkeys(_KEY, "uuid")
IS_OVERDUE = (
    "({t}.status = 'OPEN'"
    " AND {t}.due_on <= (SELECT k.closed_on FROM {clock} AS k WHERE k.tenant_id = {t}.tenant_id))"
)


def _is_overdue(value: bool) -> str:
    return IS_OVERDUE if value else f"{IS_OVERDUE} IS NOT TRUE"


ObligationWhere = where_type(
    __name__,
    "Obligation",
    status=Filter(enum_filter(ObligationStatus), "{t}.status", "By status (责任状态)."),
    is_overdue=Filter(bool, "", "Open though its day is over, or not so (是否逾期).", condition=_is_overdue),
    consequence=Filter(enum_filter(Consequence), "{t}.consequence", "By what is due (责任事项)."),
    subject_kind=Filter(enum_filter(SubjectKind), "{t}.subject_kind", "By whom it is about (责任对象类型)."),
    member=Filter(IdFilter, "{t}.member_id", "By the member it is about (所涉党员).", ids=("Member",)),
    about_organisation=Filter(
        IdFilter, "{t}.subject_id", "By the organisation it is about (所涉组织).", ids=("Organisation",)
    ),
    organisation=Filter(IdFilter, "{t}.organisation_id", "By who owes it (责任组织).", ids=("Organisation",)),
    assignee=Filter(IdFilter, "{t}.assignee_id", "By who sees to it (承办人).", ids=("Member",)),
    opened_on=Filter(DateFilter, "{t}.opened_on", "By the day it was opened (立项日期)."),
    due_on=Filter(DateFilter, "{t}.due_on", "By the last day for it (办理期限)."),
    closed_on=Filter(DateFilter, "{t}.closed_on", "By the day it was done with (办结日期)."),
    ground_fell=Filter(
        bool,
        "",
        "Acted upon, and without grounds by now; or not so (事后依据是否消失).",
        condition="{t}.ground_fell = {value}",
    ),
    within=within(),
)
ObligationOrderField, ObligationOrder = order_type(
    __name__,
    "Obligation",
    OPENED_ON="By the day it was opened (立项日期).",
    DUE_ON="By the last day for it; those without one come after all others (办理期限).",
)


@read_type(
    source="obligation",
    key="number",
    scope=Place(person="{t}.member_id", parties=("{t}.assignee_id",)),
    group=FieldGroup.PERSON,
    description="A rule on which an obligation rests (责任依据): its version in force for the facts.",
)
class ObligationGround:
    series: str = column("The rule, through all its versions, as `pack/rule` (规定条目).")
    event_count: int = column("How many events of the obligation's it is about (所据事件数).")
    policy_version = to_one(
        "graphql_api.types.policy:PolicyVersion", "version_id", "The version in force for them (适用版本)."
    )
    adopted_at = to_one(_ORGANISATION, "node_id", "At which the rule was adopted (施行组织).")


def _grounds_sql(read_type: ReadType, is_past: bool) -> str:
    return (
        "SELECT p.number, {t}.member_id, {t}.assignee_id, p.item ->> 'series' AS series,"
        " (p.item ->> 'node_id')::uuid AS node_id,"
        " (p.item ->> 'version_id')::uuid AS version_id, jsonb_array_length(p.item -> 'event_ids') AS event_count"
        " FROM jsonb_array_elements({t}.grounds::jsonb) WITH ORDINALITY AS p (item, number)"
    )


_OF_ROW = "o.tenant_id = {tenant} AND o.subject_id = {up}.subject_id AND o.obligation_id = {up}.obligation_id"


# What has no last day is due after all that has one: a list by days has to go on somewhere.
# Not the last day that there is: asyncpg sends that as infinity, after which nothing comes.
_DUE_BY = {"due_on": "coalesce({t}.due_on, DATE '9999-12-30')"}


@read_type(
    source="obligation",
    key="obligation_id",
    scope=Place(person="{t}.member_id", parties=("{t}.assignee_id",)),
    group=FieldGroup.PERSON,
    orders={
        "OPENED_ON": Order({"opened_on": datetime.date}, descending=True),
        "DUE_ON": Order({"due_on": datetime.date}, sql=_DUE_BY),
    },
    description=(
        "That an act or a decision about a member or an organisation is due (待办责任): opened where rules demand it,"
        " withdrawn where they do no longer, done or waived by people. What it is about they decide, never it."
    ),
)
class Obligation(Node):
    consequence: Consequence = column("What is due (责任事项).")
    status: ObligationStatus = column("How it stands (责任状态).")
    is_overdue: bool = column(
        "Whether it is open though its day is over (是否逾期).",
        sql=f"coalesce({IS_OVERDUE}, false)",
    )
    subject_kind: SubjectKind = column("Whom it is about (责任对象类型).")
    key: str = column("What tells it from others of its kind: a period and a number, or an event (责任标识).")
    opened_on: datetime.date = column("The day it was opened (立项日期).")
    due_on: datetime.date | None = column("The last day for it, if there is one (办理期限).")
    closed_on: datetime.date | None = column("The day it was done, waived or withdrawn (办结日期).")
    document_id: strawberry.ID | None = column("UUID of the record of it (办理记录).")
    ground_fell: bool = column(
        "Whether nothing demands any more what was done or waived (事后依据是否消失). The act stands."
    )
    version: int = column("Version of its stream, for `expectedVersion` (版本).")
    position: Position = column("Position of the last event that set this object (日志位置).")
    is_stale: bool = is_stale("obligation_id")
    provenance = provenance("subject_id", "obligation_id")
    member = to_one(_MEMBER, "member_id", "The member it is about, where it is one (所涉党员).")
    about_organisation = to_one(
        _ORGANISATION, "subject_id", "The organisation it is about, where it is one (所涉组织)."
    )
    organisation = to_one(_ORGANISATION, "organisation_id", "Whose secretary owes it (责任组织).")
    assignee = to_one(_MEMBER, "assignee_id", "Who sees to it (承办人).")
    continues = to_one(
        "graphql_api.types.obligation:Obligation",
        "continues",
        "The one whose grounds fell away as this one's arose (接续责任).",
        key="obligation_id",
    )
    document = to_one("graphql_api.types.document:Document", "document_id", "The record of it (办理记录).")
    grounds = to_list(
        "graphql_api.types.obligation:ObligationGround",
        _KEY,
        _grounds_sql,
        "The rules that demand it, or did when it was withdrawn (责任依据).",
    )
    events = to_linked(
        _EVENT,
        Link(
            "{t}.event_id = ANY (ARRAY(SELECT one::uuid FROM {obligation} AS o,"
            " jsonb_array_elements(o.grounds::jsonb) AS ground,"
            f" jsonb_array_elements_text(ground -> 'event_ids') AS one WHERE {_OF_ROW}))",
            _KEY_TYPES,
        ),
        "The events that it rests on, those that the caller may see (依据事件).",
        where=False,
    )
    dealt_with = to_linked(
        _EVENT,
        Link(
            f"{{t}}.event_id = ANY (ARRAY(SELECT unnest(o.dealt_with) FROM {{obligation}} AS o WHERE {_OF_ROW}))",
            _KEY_TYPES,
        ),
        "The events that the act was about, those that the caller may see (已处理事件): they count no more.",
        where=False,
    )
    history = history()
