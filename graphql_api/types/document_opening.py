"""Openings of sealed documents. Inspectors see them, and of those about oneself whoever is concerned."""

from __future__ import annotations

import datetime

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
    to_one,
    where_type,
    within,
)
from graphql_api.types.reading import Purpose
from graphql_api.types.role import Role

DocumentOpeningWhere = where_type(
    __name__,
    "DocumentOpening",
    document=Filter(IdFilter, "{t}.document_id", "By document (文件).", ids=("Document",)),
    person=Filter(IdFilter, "{t}.person_id", "By the member it is about (涉及党员).", ids=("Member",)),
    account=Filter(TextFilter, "{t}.account", "By the account that opened (启封账号)."),
    role=Filter(enum_filter(Role), "{t}.role", "By the role acted in (角色)."),
    opened_at=Filter(InstantFilter, "{t}.opened_at", "By the instant (启封时间)."),
    within=within(),
)
DocumentOpeningOrderField, DocumentOpeningOrder = order_type(
    __name__, "DocumentOpening", OPENED="In order of opening (启封先后)."
)


# No part of the log, as readings.
@read_type(
    source="read_audit.opening",
    key="opening_id",
    scope=Place(person="{t}.person_id"),
    group=FieldGroup.READ_AUDIT,
    orders={"OPENED": Order({}, descending=True)},
    description="A sealed document was opened, or a text held against it (启封记录): by whom, when and what for.",
)
class DocumentOpening(Node):
    opened_at: datetime.datetime = column("When, before anything was told (启封时间).")
    was_checked: bool = column("Whether a text was held against it; false: it was read (是否仅核对).")
    account: str = column("The account that opened it (启封账号).")
    role: Role = column("The role acted in (角色).")
    purpose: Purpose | None = column("What for, as the caller stated it (查阅目的).")
    client: str = column("The client program (来源客户端).")
    request_id: str = column("Of the request, as in its answer and in the log (请求编号).")
    document = to_one("graphql_api.types.document:Document", "document_id", "The document (文件).")
    person = to_one("graphql_api.types.member:Member", "person_id", "The member it is about (涉及党员).")
    place = to_one(
        "graphql_api.types.organisation:Organisation",
        "place_id",
        "The organisation for which the account acted; null: the whole county (管辖组织).",
    )
    member = to_one("graphql_api.types.member:Member", "member_id", "The member behind the account (党员).")
