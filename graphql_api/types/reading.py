"""Readings: who read whose data. Inspectors see them, and of those about oneself whoever is concerned."""

from __future__ import annotations

import datetime

import strawberry

from application.read_audit import Purpose
from graphql_api.read import (
    FieldGroup,
    Filter,
    IdFilter,
    InstantFilter,
    Node,
    Order,
    Place,
    TextFilter,
    column,
    enum_filter,
    order_type,
    read_type,
    to_many,
    to_one,
    where_type,
    within,
)
from graphql_api.scalars import Position
from graphql_api.types.described import describe
from graphql_api.types.role import Role

__all__ = ["Purpose", "ReadPerson", "Reading", "ReadingOrder", "ReadingOrderField", "ReadingWhere"]

_DESCRIPTIONS = {
    "RECORD_KEEPING": "The work of those who keep the records (日常登记).",
    "ORGANISATION_LIFE": "Preparing and holding meetings (组织生活).",
    "REPORT": "A report (统计报表).",
    "INSPECTION": "An inspection (督查).",
    "COMPLAINT": "Somebody objects to a record (异议处理).",
    "DATA_SUBJECT_REQUEST": "The person asks what is kept (本人查询).",
    "SYNC": "Another system's copy (数据同步).",
    "SUPPORT": "A fault is looked into (故障排查).",
}
describe(
    Purpose,
    "What persons' data are read for, as the header `Gridledger-Purpose` says (查阅目的).",
    _DESCRIPTIONS,
    name="ReadPurpose",
)

# No part of the log: what there is stands the same whenever it is asked as of.
_READING = "read_audit.reading"
_PERSON = (
    "(SELECT r.tenant_id, r.reading_id, r.org_path, p.person_id"
    " FROM read_audit.reading AS r JOIN read_audit.person_set AS s USING (tenant_id, set_id)"
    " CROSS JOIN unnest(s.persons) AS p (person_id) WHERE p.person_id IS DISTINCT FROM r.member_id)"
)


def _of(person: str) -> str:
    """SQL that is true of readings of a person's data."""
    return f"{{t}}.reading_id IN (SELECT read_audit.of_person({person}))"


ReadingWhere = where_type(
    __name__,
    "Reading",
    person=Filter(
        strawberry.ID, "", "Of this person's data (被查阅人).", ids=("Member",), condition=_of("{value}")
    ),
    account=Filter(TextFilter, "{t}.account", "By the account that read (查阅账号)."),
    role=Filter(enum_filter(Role), "{t}.role", "By the role acted in (角色)."),
    place=Filter(
        IdFilter, "{t}.place_id", "By the organisation for which it acted (管辖组织).", ids=("Organisation",)
    ),
    purpose=Filter(enum_filter(Purpose), "{t}.purpose", "By purpose (查阅目的)."),
    read_at=Filter(InstantFilter, "{t}.read_at", "By the instant (查阅时间)."),
    within=within(),
)
ReadingOrderField, ReadingOrder = order_type(__name__, "Reading", READ="In order of reading (查阅先后).")


@read_type(
    source=_READING,
    key="reading_id",
    scope=Place(self_only=_of("{me}")),
    group=FieldGroup.READ_AUDIT,
    orders={"READ": Order({}, descending=True)},
    description="An answer that told of persons (查阅记录): who read, when, for what purpose and by which operation.",
)
class Reading(Node):
    read_at: datetime.datetime = column("When the answer was ready (查阅时间).")
    account: str = column("The account that read (查阅账号).")
    role: Role = column("The role acted in (角色).")
    purpose: Purpose | None = column("What for, as the caller stated it (查阅目的).")
    client: str = column("The client program (来源客户端).")
    operation: str | None = column("Name of the operation, as its document says it (操作名称).")
    document: str = column("SHA-256 of the document (文档摘要).", sql="encode({t}.document, 'hex')")
    document_name: str | None = column("Name of the document, if it is a trusted one (文档名称).")
    request_id: str = column("Of the request, as in its answer and in the log (请求编号).")
    position: Position = column("Of the log that the answer reflected (日志位置).")
    as_of: list[Position] = column("Positions that parts of it were read as of (时点位置).")
    field_groups: list[FieldGroup] = column("Kinds of data that it told (数据类别).")
    place = to_one(
        "graphql_api.types.organisation:Organisation",
        "place_id",
        "The organisation for which the account acted; null: the whole county (管辖组织).",
    )
    grid = to_one("graphql_api.types.grid:Grid", "grid_id", "The grid for which it acted (网格).")
    member = to_one("graphql_api.types.member:Member", "member_id", "The member behind the account (党员).")
    persons = to_many(
        "graphql_api.types.reading:ReadPerson",
        "reading_id",
        "Whose data it told, the reader's own left out; a person concerned sees oneself alone (被查阅人).",
        where=False,
    )


@read_type(
    source=_PERSON,
    key="person_id",
    scope=Place(person="{t}.person_id"),
    group=FieldGroup.READ_AUDIT,
    description="A person whose data an answer told (被查阅人).",
)
class ReadPerson:
    person_id: strawberry.ID = column("UUID of the person (人员编号).")
    member = to_one("graphql_api.types.member:Member", "person_id", "The person (党员).")
