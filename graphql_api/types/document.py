"""Documents: that a text was sealed, and what became of it. What they say graphql_api/sealed tells."""

from __future__ import annotations

import datetime

import strawberry

from domain.documents.events import DocumentKind, ErasureBasis
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
    to_many,
    to_one,
    where_type,
    within,
)
from graphql_api.scalars import Position
from graphql_api.types.described import describe
from graphql_api.types.history import history
from graphql_api.types.provenance import provenance
from graphql_api.types.stale import is_stale

__all__ = ["Document", "DocumentKind", "DocumentOrder", "DocumentOrderField", "DocumentWhere", "ErasureBasis"]

describe(
    DocumentKind,
    "What a sealed text is (文件类型).",
    {
        "LEAVE_GROUNDS": "Why a member asks for leave (请假事由).",
        "LEAVE_EVIDENCE": "What proves it (请假证明).",
        "STATEMENT": "A member's own account of something (本人说明).",
        "OBJECTION": "Why a member objects to a record (异议理由).",
        "DECISION": "The reasons of a decision (决定理由).",
        "TALK": "The record of a talk, with a member or with those who answer for an organisation (谈话记录).",
        "OPINION": "An opinion (意见).",
        "MINUTES": "Minutes of a meeting (会议记录).",
        "REPORT": "A report (报告).",
        "CIRCULAR": "A circular (通报).",
    },
)
describe(
    ErasureBasis,
    "Why a text is erased: the cases of the Personal Information Protection Law, article 47 (删除依据).",
    {
        "PURPOSE_ENDED": "What it was kept for is reached, out of reach, or does not need it (目的已实现).",
        "PERIOD_ENDED": "The time is over for which it may be kept (保存期限届满).",
        "CONSENT_WITHDRAWN": "The person has withdrawn consent (个人撤回同意).",
        "UNLAWFUL": "It was kept against the law, or against what was agreed (违法或违反约定).",
        "OTHER_LAW": "Another law asks for it (法律法规规定的其他情形).",
    },
)

DocumentWhere = where_type(
    __name__,
    "Document",
    member=Filter(IdFilter, "{t}.member_id", "By the member it is about (党员).", ids=("Member",)),
    organisation=Filter(
        IdFilter, "{t}.organisation_id", "By the organisation it is about (组织).", ids=("Organisation",)
    ),
    kind=Filter(enum_filter(DocumentKind), "{t}.kind", "By what it is (文件类型)."),
    sealed_on=Filter(DateFilter, "{t}.sealed_on", "By the day of sealing (封存日期)."),
    erased_on=Filter(DateFilter, "{t}.erased_on", "By the day of erasure (删除日期)."),
    within=within(),
)
DocumentOrderField, DocumentOrder = order_type(
    __name__, "Document", SEALED_ON="By the day of sealing (封存日期)."
)


@read_type(
    source="document",
    key="document_id",
    scope=Place(person="{t}.member_id"),
    group=FieldGroup.DOCUMENTS,
    orders={"SEALED_ON": Order({"sealed_on": datetime.date}, descending=True)},
    description=(
        "A sealed text about a member or an organisation (文件). This tells that there is one; `documentText` opens it."
    ),
)
class Document(Node):
    document_id: strawberry.ID = column("Its UUID, as what rests on it tells it (文件编号).")
    kind: DocumentKind = column("What it is (文件类型).")
    salted_sha256: str = column("SHA-256 over a salt and the text, in base 16, as the log has it (加盐摘要).")
    sealed_on: datetime.date = column("The day of sealing (封存日期).")
    erased_on: datetime.date | None = column(
        "The day on which it was erased; null: it can be opened (删除日期)."
    )
    erasure_basis: ErasureBasis | None = column("Why it was erased (删除依据).")
    version: int = column("Version of its stream, for `expectedVersion` (版本).")
    position: Position = column("Position of the last event that set this object (日志位置).")
    is_stale: bool = is_stale("document_id")
    provenance = provenance("subject_id", "document_id")
    member = to_one("graphql_api.types.member:Member", "member_id", "The member it is about (党员).")
    organisation = to_one(
        "graphql_api.types.organisation:Organisation",
        "organisation_id",
        "The organisation it is about (组织).",
    )
    openings = to_many(
        "graphql_api.types.document_opening:DocumentOpening",
        "document_id",
        "Who opened it, latest first: for inspectors, and for the member it is about (启封记录).",
    )
    history = history()
