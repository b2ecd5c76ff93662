"""The root of every query. Lists and objects come from the declared types; nothing here reads by itself."""

from __future__ import annotations

import strawberry

from graphql_api.context import Info
from graphql_api.cost.rate_limit import rate_limit
from graphql_api.read import By, root_list, root_node, root_one
from graphql_api.rehearsals.root import policy_rehearsal
from graphql_api.scalars import Position
from graphql_api.sealed.root import document_check, document_text
from graphql_api.types.attendance_rollup import attendance_rollup
from graphql_api.types.compliance_rollup import compliance_rollup
from graphql_api.types.obligation_rollup import obligation_rollup
from graphql_api.types.open_work import open_work
from graphql_api.types.policies_in_force import policies_in_force
from graphql_api.types.rights import commands_of
from graphql_api.types.rollup_span import month_of, rollup_span
from graphql_api.types.viewer import Viewer

_ORGANISATION = "graphql_api.types.organisation:Organisation"


def _id(column: str, type_name: str) -> By:
    return By("id", "{t}." + column, strawberry.ID, "Its id (标识).", ids=(type_name,), must_exist=True)


@strawberry.type(
    description="Everything that can be asked (查询). Each answer covers what the caller may see."
)
class Query:
    """Root fields: one object by what names it, or a list."""

    node = root_node(
        "An object by its id (按标识查找); null and NOT_FOUND if there is none that the caller may see."
    )

    @strawberry.field(description="The caller, and how far the answer reaches (当前用户).")
    async def viewer(self, info: Info) -> Viewer:
        await info.context.reader.ready()
        return Viewer.of(info.context.viewer, commands_of(info.schema.mutation))

    rate_limit = rate_limit

    county = root_one(
        "graphql_api.types.county:County", "The caller's county (县); NOT_FOUND before its founding."
    )
    organisation = root_one(
        _ORGANISATION, "An organisation by id (组织).", _id("organisation_id", "Organisation")
    )
    township = root_one(
        _ORGANISATION,
        "The committee of a township or street by its division code (乡镇、街道).",
        By("division_code", "{t}.division_code", str, "Nine-digit division code (行政区划代码)."),
        only="{t}.depth = 1",
    )
    branch = root_one(
        _ORGANISATION,
        "A party branch by id (党支部); any other organisation is not found.",
        _id("organisation_id", "Organisation"),
        only="{t}.kind = 'PARTY_BRANCH'",
    )
    organisations = root_list(_ORGANISATION, "Organisations of the county (组织).")
    new_sector_entity = root_one(
        "graphql_api.types.entity:NewSectorEntity",
        "An entity of the new sectors by id (两新组织).",
        _id("entity_id", "NewSectorEntity"),
    )
    new_sector_entities = root_list(
        "graphql_api.types.entity:NewSectorEntity",
        "Entities of the new sectors, latest survey first (两新组织).",
    )
    policy_version = root_one(
        "graphql_api.types.policy:PolicyVersion",
        "A version of a rule by id (条款版本).",
        _id("version_id", "PolicyVersion"),
    )
    policy_versions = root_list(
        "graphql_api.types.policy:PolicyVersion", "Published rules, latest text first (已发布的条款)."
    )
    policy_adoption = root_one(
        "graphql_api.types.policy:PolicyAdoption",
        "An adoption by id (制度施行).",
        _id("adoption_id", "PolicyAdoption"),
    )
    policy_adoptions = root_list(
        "graphql_api.types.policy:PolicyAdoption",
        "What is or was in force where, latest first day first (制度施行情况).",
    )
    policies_in_force = policies_in_force
    policy_rehearsal = policy_rehearsal
    project_site = root_one(
        "graphql_api.types.site:ProjectSite", "A project site by id (项目部).", _id("site_id", "ProjectSite")
    )
    project_sites = root_list("graphql_api.types.site:ProjectSite", "Project sites, latest first (项目部).")
    grid = root_one("graphql_api.types.grid:Grid", "A grid by id (网格).", _id("grid_id", "Grid"))
    grids = root_list("graphql_api.types.grid:Grid", "Grids of the county (网格).")
    member = root_one("graphql_api.types.member:Member", "A member by id (党员).", _id("member_id", "Member"))
    members = root_list("graphql_api.types.member:Member", "Members (党员).")
    meeting = root_one(
        "graphql_api.types.meeting:Meeting", "A meeting by id (会议).", _id("meeting_id", "Meeting")
    )
    meetings = root_list("graphql_api.types.meeting:Meeting", "Meetings, latest first (会议).")
    attendance = root_list(
        "graphql_api.types.meeting:Attendance", "Recorded attendance, latest first (到会记录)."
    )
    conveyance = root_one(
        "graphql_api.types.conveyance:Conveyance",
        "An item that is told by name, by id (传达).",
        _id("conveyance_id", "Conveyance"),
    )
    conveyances = root_list(
        "graphql_api.types.conveyance:Conveyance", "Items that are told by name, latest first (记名式传达)."
    )
    objection = root_one(
        "graphql_api.types.objection:Objection",
        "An objection by id (异议).",
        _id("objection_id", "Objection"),
    )
    objections = root_list(
        "graphql_api.types.objection:Objection", "Objections of members, latest first (异议)."
    )
    conveyance_receipts = root_list(
        "graphql_api.types.conveyance:ConveyanceReceipt",
        "How items stand to each whom they are to reach, latest item first (接收名单).",
    )
    absences = root_list(
        "graphql_api.types.absence:Absence", "Absences and how they are classed, latest first (缺席)."
    )
    escalation = root_one(
        "graphql_api.types.absence:Escalation",
        "How a member stands by a rule about absences, by id (缺席累计).",
        _id("slot_id", "Escalation"),
    )
    escalations = root_list(
        "graphql_api.types.absence:Escalation",
        "How members stand by rules about absences, latest absence first (缺席累计).",
    )
    organisation_escalation = root_one(
        "graphql_api.types.organisation_escalation:OrganisationEscalation",
        "How an organisation stands by a rule about what it misses, by id (未达标累计).",
        _id("slot_id", "OrganisationEscalation"),
    )
    organisation_escalations = root_list(
        "graphql_api.types.organisation_escalation:OrganisationEscalation",
        "How organisations stand by rules about what they miss, latest period first (未达标累计).",
    )
    leave = root_one("graphql_api.types.leave:Leave", "A leave by id (请假).", _id("leave_id", "Leave"))
    leaves = root_list("graphql_api.types.leave:Leave", "The register of leave, latest first (请假登记).")
    score_account = root_one(
        "graphql_api.types.score:ScoreAccount",
        "An account by id (积分账户).",
        _id("account_id", "ScoreAccount"),
    )
    score_accounts = root_list("graphql_api.types.score:ScoreAccount", "Accounts of points (积分账户).")
    post = root_one("graphql_api.types.post:Post", "A post by id (职务).", _id("post_id", "Post"))
    posts = root_list("graphql_api.types.post:Post", "Posts, latest first (职务).")
    document = root_one(
        "graphql_api.types.document:Document",
        "A sealed document by id, without its text (文件).",
        _id("document_id", "Document"),
    )
    documents = root_list(
        "graphql_api.types.document:Document", "Sealed documents, latest first, without their texts (文件)."
    )
    document_text = document_text
    document_check = document_check
    document_openings = root_list(
        "graphql_api.types.document_opening:DocumentOpening",
        "Who opened sealed documents, latest first: for inspectors, and for members of those about them (启封记录).",
    )
    handover = root_one(
        "graphql_api.types.handover:Handover", "A handover by id (工作交接).", _id("handover_id", "Handover")
    )
    handovers = root_list(
        "graphql_api.types.handover:Handover", "Handovers of posts, latest first (工作交接)."
    )
    dues_charges = root_list(
        "graphql_api.types.dues:DuesCharge", "What members owe, month by month (应交党费)."
    )
    dues_months = root_list(
        "graphql_api.types.dues:DuesMonth", "Ledgers of branches, latest month first (党费收缴台账)."
    )
    pairs = root_list("graphql_api.types.pairing:Pair", "Whom members look after (结对联系).")
    member_node_house = root_one(
        "graphql_api.types.member_node_house:MemberNodeHouse",
        "A node house by id (党员中心户).",
        _id("member_node_house_id", "MemberNodeHouse"),
    )
    member_node_houses = root_list(
        "graphql_api.types.member_node_house:MemberNodeHouse",
        "Node houses, those first that are due for review (党员中心户).",
    )
    supervisory_inspection = root_one(
        "graphql_api.types.supervisory_inspection:SupervisoryInspection",
        "An inspection by id (督导检查).",
        _id("supervisory_inspection_id", "SupervisoryInspection"),
    )
    supervisory_inspections = root_list(
        "graphql_api.types.supervisory_inspection:SupervisoryInspection",
        "Inspections, latest first (督导检查).",
    )
    supervisory_inspection_findings = root_list(
        "graphql_api.types.supervisory_inspection:SupervisoryInspectionFinding",
        "What inspections found, latest first (检查问题).",
    )
    funds = root_list("graphql_api.types.funds:Funds", "Funds of branches, latest year first (活动经费).")
    party_instructors = root_list(
        "graphql_api.types.instruction:PartyInstructor", "Instructors by first day (党建指导员)."
    )
    center_days = root_list(
        "graphql_api.types.instruction:CenterDay", "Days of general branches at the centre (活动日)."
    )
    account_links = root_list(
        "graphql_api.types.account_link:AccountLink", "Accounts that belong to members (账号关联)."
    )
    transfer_letter = root_one(
        "graphql_api.types.letter:TransferLetter",
        "One side of a transfer letter by id (介绍信).",
        _id("side_id", "TransferLetter"),
    )
    development = root_one(
        "graphql_api.types.development:Development",
        "A person's development by its id (发展程序).",
        _id("development_id", "Development"),
    )
    developments = root_list(
        "graphql_api.types.development:Development",
        "People on the way to membership, and those who came by it, latest first (发展党员).",
    )
    ballots = root_list("graphql_api.types.development:Ballot", "Ballots on admissions, latest first (票决).")
    second_affiliation = root_one(
        "graphql_api.types.second_affiliation:SecondAffiliation",
        "A second affiliation by id (第二组织关系).",
        _id("second_affiliation_id", "SecondAffiliation"),
    )
    second_affiliations = root_list(
        "graphql_api.types.second_affiliation:SecondAffiliation",
        "Second affiliations, latest first (第二组织关系).",
    )
    member_contact = root_one(
        "graphql_api.types.contact:MemberContact",
        "The contact with a member by its id (联系台账).",
        _id("contact_id", "MemberContact"),
    )
    member_contacts = root_list(
        "graphql_api.types.contact:MemberContact",
        "The contact with members who are or were away or lost (联系台账).",
    )
    participations = root_list(
        "graphql_api.types.participation:Participation",
        "Participation in meetings of other branches, latest first; each is told once a side (参加他支部活动).",
    )
    transfer_letters = root_list(
        "graphql_api.types.letter:TransferLetter", "Transfer letters, latest first (介绍信)."
    )
    rollup = root_one(
        "graphql_api.types.rollup:Rollup",
        "A node's rollup of a month (汇总); null if nothing happened in it.",
        By(
            "node",
            "{t}.node_id",
            strawberry.ID,
            "An organisation or a grid (节点).",
            ids=("Organisation", "Grid"),
        ),
        By("month", "{t}.month", str, 'The month, as "2025-03" (月份).', convert=month_of),
    )
    rollup_span = rollup_span
    rollups = root_list(
        "graphql_api.types.rollup:Rollup", "Rollups of the nodes that the caller may see (汇总)."
    )
    compliance = root_one(
        "graphql_api.types.compliance:Compliance",
        "How an organisation stands by one rule in one period, by id (合规评价).",
        _id("slot_id", "Compliance"),
    )
    compliances = root_list(
        "graphql_api.types.compliance:Compliance",
        "How organisations stand by the policies that bind them, latest period first (合规评价).",
    )
    compliance_rollup = compliance_rollup
    attendance_rollup = attendance_rollup
    obligation_rollup = obligation_rollup
    open_work = open_work
    finding = root_one(
        "graphql_api.types.finding:Finding", "A finding by id (问题发现).", _id("finding_id", "Finding")
    )
    findings = root_list(
        "graphql_api.types.finding:Finding",
        "What does not fit together, latest first; as of any time, what did not then (问题发现).",
    )
    household = root_one(
        "graphql_api.types.household:Household", "A household by id (户).", _id("household_id", "Household")
    )
    households = root_list("graphql_api.types.household:Household", "Households, by number (户).")
    visits = root_list("graphql_api.types.household:Visit", "Visits to households, latest first (走访记录).")
    issue = root_one("graphql_api.types.issue:Issue", "An issue by id (问题).", _id("issue_id", "Issue"))
    issues = root_list("graphql_api.types.issue:Issue", "Issues, latest first (问题).")
    project = root_one(
        "graphql_api.types.project:Project", "A project by id (项目).", _id("project_id", "Project")
    )
    projects = root_list("graphql_api.types.project:Project", "Projects, latest first (项目).")
    task = root_one("graphql_api.types.project:Task", "A task by id (任务).", _id("task_id", "Task"))
    tasks = root_list("graphql_api.types.project:Task", "Tasks, by due date (任务).")
    obligation = root_one(
        "graphql_api.types.obligation:Obligation",
        "An obligation by id (待办责任).",
        _id("obligation_id", "Obligation"),
    )
    obligations = root_list(
        "graphql_api.types.obligation:Obligation", "Obligations, latest first (待办责任)."
    )
    annual_plan = root_one(
        "graphql_api.types.annual_plan:AnnualPlan",
        "A plan by its id (年度计划).",
        _id("annual_plan_id", "AnnualPlan"),
    )
    annual_plans = root_list(
        "graphql_api.types.annual_plan:AnnualPlan", "Plans, latest year first (年度计划)."
    )
    plan_items = root_list("graphql_api.types.annual_plan:PlanItem", "Items of plans, by year (计划项).")
    procedure_versions = root_list(
        "graphql_api.types.procedure:ProcedureVersion",
        "Versions of procedures, latest release first (作业指导版本).",
    )
    procedure_case = root_one(
        "graphql_api.types.procedure:ProcedureCase",
        "A case by id (办理事项).",
        _id("case_id", "ProcedureCase"),
    )
    procedure_cases = root_list(
        "graphql_api.types.procedure:ProcedureCase", "Cases by procedures, latest first (办理事项)."
    )
    procedure_case_steps = root_list(
        "graphql_api.types.procedure:ProcedureCaseStep", "Steps of cases, by number (办理步骤)."
    )
    publications = root_list(
        "graphql_api.types.publication:Publication", "What was made public, latest first (公示)."
    )
    month_themes = root_list(
        "graphql_api.types.publication:MonthTheme", "Themes of months, latest first (当月主题)."
    )
    period_assessments = root_list(
        "graphql_api.types.period_assessment:PeriodAssessment",
        "What closed periods came to, latest first (期间评定).",
    )
    departures = root_list(
        "graphql_api.types.departure:Departure",
        "Why something was not done that is done as a rule, latest period first (偏离说明).",
    )
    schedule_exceptions = root_list(
        "graphql_api.types.calendar_year:ScheduleException",
        "Exceptions from the fixed days, latest first (活动日例外).",
    )
    calendar_years = root_list(
        "graphql_api.types.calendar_year:CalendarYear", "Calendars, latest year first (节假日安排)."
    )
    lecture_menu_item = root_one(
        "graphql_api.types.lecture_order:LectureMenuItem",
        "A lecture of a menu by id (课程).",
        _id("menu_item_id", "LectureMenuItem"),
    )
    lecture_menu_items = root_list(
        "graphql_api.types.lecture_order:LectureMenuItem", "Menus of lectures, latest month first (送学菜单)."
    )
    lecture_order = root_one(
        "graphql_api.types.lecture_order:LectureOrder",
        "An order of a lecture by id (送学订单).",
        _id("lecture_order_id", "LectureOrder"),
    )
    lecture_orders = root_list(
        "graphql_api.types.lecture_order:LectureOrder", "Orders of lectures, latest month first (送学订单)."
    )
    proposal = root_one(
        "graphql_api.types.resolution:Proposal", "A proposal by id (建言).", _id("proposal_id", "Proposal")
    )
    proposals = root_list("graphql_api.types.resolution:Proposal", "Proposals, latest first (建言).")
    violation = root_one(
        "graphql_api.types.violation:Violation", "A violation by id (两违).", _id("violation_id", "Violation")
    )
    violations = root_list(
        "graphql_api.types.violation:Violation",
        "Violations of operating rules or labour discipline, latest first (两违).",
    )
    public_item = root_one(
        "graphql_api.types.public_item:PublicItem",
        "A public item by id (亮差点).",
        _id("public_item_id", "PublicItem"),
    )
    public_items = root_list(
        "graphql_api.types.public_item:PublicItem", "Weaknesses made public, latest first (亮差点公示)."
    )
    peer_review = root_one(
        "graphql_api.types.peer_review:PeerReview",
        "A review by id (讲评).",
        _id("peer_review_id", "PeerReview"),
    )
    peer_reviews = root_list(
        "graphql_api.types.peer_review:PeerReview",
        "Reviews of members at meetings, latest first (自评互评点评).",
    )
    resolution = root_one(
        "graphql_api.types.resolution:Resolution",
        "A resolution by id (议定事项).",
        _id("resolution_id", "Resolution"),
    )
    resolutions = root_list(
        "graphql_api.types.resolution:Resolution", "Resolutions, latest first (议定事项)."
    )
    event = root_one(
        "graphql_api.types.event:Event",
        "An event by its position (按日志位置查事件).",
        By("position", "{t}.position", Position, "Place in the county's log (日志位置)."),
    )
    events = root_list("graphql_api.types.event:Event", "The audit trail, in order of recording (审计轨迹).")
    readings = root_list(
        "graphql_api.types.reading:Reading",
        "Who read whose data, latest first: for inspectors, and for members of their own (查阅记录).",
    )
