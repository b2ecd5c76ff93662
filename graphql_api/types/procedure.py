"""Procedures with their steps, and the cases that organisations run by them."""

from __future__ import annotations

import datetime

import strawberry

from domain.procedures.course import StepFlaw
from graphql_api.read import (
    DateFilter,
    Everyone,
    FieldGroup,
    Filter,
    IdFilter,
    IntFilter,
    Node,
    Order,
    Place,
    TextFilter,
    column,
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

__all__ = [
    "ProcedureCase",
    "ProcedureCaseOrder",
    "ProcedureCaseOrderField",
    "ProcedureCaseStep",
    "ProcedureCaseStepOrder",
    "ProcedureCaseStepOrderField",
    "ProcedureCaseStepWhere",
    "ProcedureCaseWhere",
    "ProcedureStep",
    "ProcedureVersion",
    "ProcedureVersionOrder",
    "ProcedureVersionOrderField",
    "ProcedureVersionWhere",
    "StepFlaw",
]

describe(
    StepFlaw,
    "How a step of a case falls short of its procedure (流程断点).",
    {
        "OUT_OF_ORDER": "Taken before a step that it comes after was taken by all (次序颠倒).",
        "LATE": "Taken after the last day for it (逾期).",
        "LACKS_EVIDENCE": "Taken without all the evidence that it needs (缺少佐证).",
        "NOT_TAKEN": "Not taken by the time that the case was closed (未办).",
    },
)

ProcedureVersionWhere = where_type(
    __name__,
    "ProcedureVersion",
    id=Filter(IdFilter, "{t}.version_id", "By id (标识).", ids=("ProcedureVersion",)),
    procedure=Filter(TextFilter, "{t}.procedure", "By procedure (作业指导)."),
    chapter=Filter(TextFilter, "{t}.chapter", "By chapter (篇章)."),
    released_on=Filter(DateFilter, "{t}.released_on", "By the day of its release (印发日期)."),
    is_superseded=Filter(
        bool,
        "",
        "With a later version of the chapter, or the latest itself (是否已被取代).",
        condition="{t}.is_superseded = {value}",
    ),
)
ProcedureVersionOrderField, ProcedureVersionOrder = order_type(
    __name__, "ProcedureVersion", RELEASED_ON="By the day of its release (印发日期)."
)


@read_type(
    source="procedure_version",
    key="version_id",
    scope=Everyone(),
    group=FieldGroup.STRUCTURE,
    orders={"RELEASED_ON": Order({"released_on": datetime.date}, descending=True)},
    description="One version of one chapter of a procedure (作业指导版本); it never changes.",
)
class ProcedureVersion(Node):
    procedure: str = column("The procedure, over all its chapters and versions (作业指导).")
    chapter: str = column("The chapter (篇章); chapters are released one by one.")
    version_name: str = column("The version of the chapter (版本号).", sql="{t}.label")
    title_zh: str = column("Title in Chinese (标题).")
    title_en: str = column("Title in English (标题，英文).")
    source_zh: str = column("The text and the copy that was read, in Chinese (出处).")
    source_en: str = column("The text and the copy that was read, in English (出处，英文).")
    released_on: datetime.date = column("The day of its release (印发日期).")
    is_superseded: bool = column("Whether a later version of the chapter was released (是否已被取代).")
    position: Position = column("Position of the last event that set this object (日志位置).")
    is_stale: bool = is_stale("procedure_id")
    provenance = provenance("procedure_id", "version_id")
    releaser = to_one(
        "graphql_api.types.organisation:Organisation", "released_by", "Who released it (印发组织)."
    )
    steps = to_many(
        "graphql_api.types.procedure:ProcedureStep", "version_id", "Its steps (步骤).", where=False
    )
    cases = to_many(
        "graphql_api.types.procedure:ProcedureCase",
        "version_id",
        "Cases that started with it, latest first (办理事项).",
    )
    history = history()


@read_type(
    source="procedure_step",
    key="version_id",
    scope=Everyone(),
    group=FieldGroup.STRUCTURE,
    orders={"NUMBER": Order({"number": int})},
    description="A step of a version of a procedure (步骤).",
)
class ProcedureStep:
    number: int = column("Its number, from 1 on (序号).")
    step: str = column("What cases call it (步骤代码).")
    title_zh: str = column("Title in Chinese (标题).")
    title_en: str = column("Title in English (标题，英文).")
    after: list[str] = column("Steps that come before it (前置步骤).", sql="{t}.comes_after")
    counted_from: str | None = column(
        "The step that its deadline is counted from (起算步骤); null: no deadline."
    )
    within_days: int | None = column("Days that it has from there, the first not counted (时限).")
    each_group: bool = column("Whether each party group takes it by itself (是否各小组分别办理).")
    needs: list[str] = column("What is to show that it was taken, in codes (所需佐证).")
    position: Position = column("Position of the event that released it (日志位置).")


ProcedureCaseWhere = where_type(
    __name__,
    "ProcedureCase",
    organisation=Filter(IdFilter, "{t}.organisation_id", "By organisation (组织).", ids=("Organisation",)),
    procedure_version=Filter(
        IdFilter, "{t}.version_id", "By the version that it started with (版本).", ids=("ProcedureVersion",)
    ),
    procedure=Filter(TextFilter, "{t}.procedure", "By procedure (作业指导)."),
    started_on=Filter(DateFilter, "{t}.started_on", "By first day (开始日期)."),
    is_open=Filter(bool, "", "Not closed, or closed (是否在办).", condition="{t}.is_open = {value}"),
    broken_step_count=Filter(IntFilter, "{t}.broken_steps", "By how many steps fall short (断点数)."),
    due_on=Filter(DateFilter, "{t}.due_on", "By the next deadline (下一期限)."),
    within=within(),
)
ProcedureCaseOrderField, ProcedureCaseOrder = order_type(
    __name__, "ProcedureCase", STARTED_ON="By first day (开始日期)."
)


@read_type(
    source="procedure_case",
    key="case_id",
    scope=Place(),
    group=FieldGroup.ORGANISATION_LIFE,
    orders={"STARTED_ON": Order({"started_on": datetime.date}, descending=True)},
    description="One run of a procedure by an organisation (办理事项), by the version that it started with.",
)
class ProcedureCase(Node):
    procedure: str = column("The procedure (作业指导).")
    chapter: str = column("The chapter (篇章).")
    started_on: datetime.date = column("Its first day (开始日期).")
    closed_on: datetime.date | None = column("The day it was closed (办结日期).")
    is_open: bool = column("Whether it is not closed (是否在办).")
    step_count: int = column("Its steps, each group's counted by itself (步骤数).", sql="{t}.steps")
    taken_step_count: int = column("Steps that were taken (已办步骤数).", sql="{t}.taken_steps")
    broken_step_count: int = column("Steps that fall short (断点数).", sql="{t}.broken_steps")
    due_on: datetime.date | None = column(
        "The next deadline of a step that was not taken, while it is open (下一期限)."
    )
    version: int = column("Version of its stream, for `expectedVersion` (版本).")
    position: Position = column("Position of the last event that set this object (日志位置).")
    is_stale: bool = is_stale("case_id")
    provenance = provenance("case_id")
    organisation = to_one(
        "graphql_api.types.organisation:Organisation", "organisation_id", "Who runs it (办理组织)."
    )
    procedure_version = to_one(
        "graphql_api.types.procedure:ProcedureVersion", "version_id", "The version that it runs on (版本)."
    )
    steps = to_many(
        "graphql_api.types.procedure:ProcedureCaseStep", "case_id", "Its steps, taken or not (办理步骤)."
    )
    history = history()


ProcedureCaseStepWhere = where_type(
    __name__,
    "ProcedureCaseStep",
    step=Filter(TextFilter, "{t}.step", "By step (步骤代码)."),
    is_taken=Filter(bool, "", "Taken, or not (是否已办).", condition="{t}.is_taken = {value}"),
    is_broken=Filter(
        bool, "", "Falling short of the procedure, or not (是否断点).", condition="{t}.is_broken = {value}"
    ),
    due_on=Filter(DateFilter, "{t}.due_on", "By the last day for it (办理期限)."),
    within=within(),
)
ProcedureCaseStepOrderField, ProcedureCaseStepOrder = order_type(
    __name__, "ProcedureCaseStep", NUMBER="By number (序号)."
)


@read_type(
    source="procedure_case_step",
    key="case_step_id",
    scope=Place(),
    group=FieldGroup.ORGANISATION_LIFE,
    orders={"NUMBER": Order({"number": int})},
    description="A step of a case (办理步骤), or one party group's part of it: taken or not, and how it falls short.",
)
class ProcedureCaseStep(Node):
    number: int = column("Its number in the case, from 1 on (序号).")
    step: str = column("What the procedure calls it (步骤代码).")
    title_zh: str = column("Title in Chinese (标题).")
    title_en: str = column("Title in English (标题，英文).")
    due_on: datetime.date | None = column(
        "The last day for it (办理期限); null: it has none, or what it is counted from was not taken."
    )
    is_taken: bool = column("Whether it was taken (是否已办).")
    taken_on: datetime.date | None = column("The day it was taken (办理日期).")
    evidence: list[str] = column("What shows it, in codes (佐证).")
    lacking: list[str] = column("Evidence that it needs and does not have (所缺佐证).")
    flaws: list[StepFlaw] = column("How it falls short (断点).")
    is_broken: bool = column("Whether it falls short (是否断点).")
    document_id: strawberry.ID | None = column("UUID of the document about it (材料).")
    position: Position = column("Position of the last event that set it (日志位置).")
    is_stale: bool = is_stale("case_id")
    group = to_one(
        "graphql_api.types.organisation:Organisation",
        "group_id",
        "The party group that takes it, where each does (党小组).",
    )
    meeting = to_one("graphql_api.types.meeting:Meeting", "meeting_id", "The meeting, if named (会议).")
    document = to_one("graphql_api.types.document:Document", "document_id", "The document about it (材料).")
    organisation = to_one(
        "graphql_api.types.organisation:Organisation", "organisation_id", "Who runs the case (办理组织)."
    )
    case = to_one("graphql_api.types.procedure:ProcedureCase", "case_id", "The case (办理事项).")
