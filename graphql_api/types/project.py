"""Projects of organisations, and tasks."""

from __future__ import annotations

import datetime

import strawberry

from domain.projects.state import ProjectStatus
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
    to_many,
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
    "Project",
    "ProjectOrder",
    "ProjectOrderField",
    "ProjectStatus",
    "ProjectWhere",
    "Task",
    "TaskOrder",
    "TaskOrderField",
    "TaskWhere",
]

describe(
    ProjectStatus,
    "The steps of a project, in their order (项目进度).",
    {
        "PROPOSED": "Proposed by its organisation (已确立).",
        "APPROVED": "Approved by an organisation above (已审核).",
        "FILED": "Filed with an organisation above (已备案).",
    },
)

ProjectWhere = where_type(
    __name__,
    "Project",
    organisation=Filter(IdFilter, "{t}.organisation_id", "By organisation (组织).", ids=("Organisation",)),
    status=Filter(enum_filter(ProjectStatus), "{t}.status", "By step reached (项目进度)."),
    proposed_on=Filter(DateFilter, "{t}.proposed_on", "By the day it was proposed (确立日期)."),
    within=within(),
)
ProjectOrderField, ProjectOrder = order_type(
    __name__, "Project", PROPOSED_ON="By the day it was proposed (确立日期)."
)


@read_type(
    source="project",
    key="project_id",
    scope=Place(),
    group=FieldGroup.ORGANISATION_LIFE,
    orders={"PROPOSED_ON": Order({"proposed_on": datetime.date}, descending=True)},
    description="What an organisation takes on (项目): proposed, approved above, filed there.",
)
class Project(Node):
    code: str = column("What the organisation's own list calls it, as a code (项目代码).")
    status: ProjectStatus = column("The latest of its steps (项目进度).")
    proposed_on: datetime.date = column("The day it was proposed (确立日期).")
    approved_on: datetime.date | None = column("The day it was approved (审核日期).")
    filed_on: datetime.date | None = column("The day it was filed (备案日期).")
    version: int = column("Version of its stream, for `expectedVersion` (版本).")
    position: Position = column("Position of the last event that set this object (日志位置).")
    is_stale: bool = is_stale("project_id")
    provenance = provenance("project_id")
    organisation = to_one(
        "graphql_api.types.organisation:Organisation", "organisation_id", "Whose project it is (组织)."
    )
    approver = to_one(
        "graphql_api.types.organisation:Organisation", "approved_by", "Who approved it (审核组织)."
    )
    filed_with = to_one(
        "graphql_api.types.organisation:Organisation", "filed_with", "With whom it was filed (备案组织)."
    )
    tasks = to_many("graphql_api.types.project:Task", "project_id", "Its tasks, by due date (任务).")
    history = history()


_OPEN = "{t}.is_open = {value}"

TaskWhere = where_type(
    __name__,
    "Task",
    organisation=Filter(IdFilter, "{t}.organisation_id", "By organisation (组织).", ids=("Organisation",)),
    is_open=Filter(bool, "", "Not closed out, or closed out (是否未销号).", condition=_OPEN),
    owner=Filter(IdFilter, "{t}.owner_id", "By owner (责任人).", ids=("Member",), group=FieldGroup.PERSON),
    code=Filter(TextFilter, "{t}.code", "By code (任务代码)."),
    due_on=Filter(DateFilter, "{t}.due_on", "By the last day for it (完成期限)."),
    closed_on=Filter(DateFilter, "{t}.closed_on", "By the day it was closed out (销号日期)."),
    within=within(),
)
TaskOrderField, TaskOrder = order_type(__name__, "Task", DUE_ON="By the last day for it (完成期限).")


@read_type(
    source="task",
    key="task_id",
    scope=Place(parties=("{t}.owner_id", "{t}.checker_id")),
    group=FieldGroup.ORGANISATION_LIFE,
    orders={"DUE_ON": Order({"due_on": datetime.date})},
    description="Something to be done by a day (任务): published with its owner, closed out by another (亮责消号).",
)
class Task(Node):
    code: str = column("What it is called, as a code (任务代码).")
    published_on: datetime.date = column("The day it was published (公布日期).")
    due_on: datetime.date = column("The last day for it (完成期限).")
    is_open: bool = column("Whether it is not closed out (是否未销号).")
    closed_on: datetime.date | None = column("The day it was closed out (销号日期).")
    evidence: strawberry.ID | None = named_event(
        "The event that shows it was done (佐证): its id, as `node(id:)` takes it.", "evidence"
    )
    version: int = column("Version of its stream, for `expectedVersion` (版本).")
    position: Position = column("Position of the last event that set this object (日志位置).")
    is_stale: bool = is_stale("task_id")
    provenance = provenance("task_id")
    organisation = to_one(
        "graphql_api.types.organisation:Organisation", "organisation_id", "Whose task it is (组织)."
    )
    project = to_one("graphql_api.types.project:Project", "project_id", "Its project, if any (项目).")
    owner = to_one("graphql_api.types.member:Member", "owner_id", "Who is to have it done (责任人).")
    checker = to_one("graphql_api.types.member:Member", "checker_id", "Who checked (验收人).")
    history = history()
