"""Things that a command can be about, by where they stand; and an input of each mutation that is about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import asyncpg
from graphql import GraphQLEnumType, GraphQLInputObjectType, get_named_type, is_list_type
from graphql.type import is_non_null_type, is_required_input_field

from graphql_api.read import encode_id
from graphql_api.schema import schema
from tests.api.accepted_policies import pack_text
from tests.api.read.county import TENANT
from tests.security.access.ground import Ground, Standing
from tests.support.procedures import LOOP

SCHEMA = schema()._schema
AHEAD = "2099-01-01"  # of what has not happened yet, no command is accepted
# Fields that are not required, and needed.
SAID = {"postGive": ("organisationId",), "documentSeal": ("memberId",), "accountLink": ("issuer", "subject")}
_EVENT = "018f0000-0000-7000-8000-000000000000"
TEXTS = {
    "divisionCode": "430281",
    "reason": "TYPING_ERROR",
    "rule": "ATTENDANCE",
    "channel": "PHONE",
    "number": "2026-1",
    "fromCounty": "430224",
    "issuer": "https://issuer.test",
    "evidence": _EVENT,
    "about": _EVENT,
    "correction": _EVENT,
    "code": "ROADS",
    "allocation": _EVENT,
    "corrects": _EVENT,
    "payment": _EVENT,
    "pair": _EVENT,
    "finding": _EVENT,
    "matter": "NO_MINUTES",
    "period": "2026-03",
    "source": "〔2025〕7号",
    "receiptNumber": "NO-1",
    "text": pack_text("unit-rules"),
    "pack": "unit-rules",
    "version": "1",
    "series": "unit-rules/lecture",
    "reverses": _EVENT,
}
OTHER_TEXTS = {"procedureRelease": {"text": LOOP}}  # than those, of a mutation


@dataclass(frozen=True)
class Thing:
    """Something that a field of an input names."""

    id: str  # as the API has it
    standing: Standing


@dataclass(frozen=True)
class Spot:
    """One thing of each kind, all of them of one branch and, where they are a person's, of one member."""

    name: str
    things: Mapping[str, Thing]  # by the name of the field that names it


async def spots(
    tables: asyncpg.Connection[asyncpg.Record], ground: Ground, members: Mapping[str, UUID]
) -> list[Spot]:
    """A spot for each of these members: at the home branch, about that member."""
    found = []
    for name, member in members.items():
        branch = next(id_ for id_, path in ground.organisations.items() if path == ground.homes[member])
        things = {}
        for field, type_name, sql in _THINGS:
            row = await tables.fetchrow(sql, TENANT, branch, member)
            if row is not None:
                persons = frozenset({row["person"]} - {None})
                things[field] = Thing(
                    encode_id(type_name, row["id"]), Standing(row["path"], row.get("grid"), persons)
                )
        found.append(Spot(name, things))
    return found


def _thing(field: str, type_name: str, select: str) -> tuple[str, str, str]:
    # Every statement has the same parameters: PostgreSQL wants to know the types of those that it does not use.
    return (
        field,
        type_name,
        f"SELECT * FROM ({select}) AS s WHERE $1::text || $2::uuid || $3::uuid <> '' LIMIT 1",
    )


_BRANCH = (
    "SELECT organisation_id AS id, org_path AS path, NULL::uuid AS person"
    " FROM read_model.organisation WHERE tenant_id = $1 AND organisation_id = $2"
)


def _of_member(table: str, key: str) -> str:
    return (
        f"SELECT t.{key} AS id, t.org_path AS path, t.member_id AS person FROM read_model.{table} AS t"
        " WHERE t.tenant_id = $1 AND t.member_id = $3"
    )


def _of_organisation(table: str, key: str) -> str:
    return (
        f"SELECT t.{key} AS id, t.org_path AS path, NULL::uuid AS person FROM read_model.{table} AS t"
        " WHERE t.tenant_id = $1 AND t.organisation_id = $2"
    )


def _in_both_trees(table: str, key: str) -> str:
    return (
        f"SELECT t.{key} AS id, t.org_path AS path, t.grid_path AS grid, NULL::uuid AS person"
        f" FROM read_model.{table} AS t WHERE t.tenant_id = $1 AND t.organisation_id = $2"
    )


def _at_or_above(table: str, key: str, person: str = "NULL::uuid") -> str:
    """What belongs to the branch, or to an organisation above it."""
    return (
        f"SELECT t.{key} AS id, t.org_path AS path, {person} AS person FROM read_model.{table} AS t"
        " WHERE t.tenant_id = $1 AND starts_with((SELECT o.org_path FROM read_model.organisation AS o"
        " WHERE o.tenant_id = $1 AND o.organisation_id = $2), t.org_path)"
    )


_THINGS = (
    _thing("organisationId", "Organisation", _BRANCH),
    _thing("branchId", "Organisation", _BRANCH),
    _thing("parentId", "Organisation", _BRANCH),
    _thing("inspectorId", "Organisation", _BRANCH),
    _thing("toBranchId", "Organisation", _BRANCH),
    _thing("intoId", "Organisation", _BRANCH),
    _thing("approvedBy", "Organisation", _BRANCH),
    _thing("filedWith", "Organisation", _BRANCH),
    _thing("recipientId", "Organisation", _BRANCH),
    _thing("nodeId", "Organisation", _BRANCH),
    _thing("adoptedAt", "Organisation", _BRANCH),
    _thing("releasedBy", "Organisation", _BRANCH),
    _thing("caseId", "ProcedureCase", _of_organisation("procedure_case", "case_id")),
    _thing("exceptionId", "ScheduleException", _of_organisation("schedule_exception", "exception_id")),
    _thing("lectureOrderId", "LectureOrder", _of_organisation("lecture_order", "lecture_order_id")),
    *(
        _thing(field, "Proposal", _of_organisation("proposal", "proposal_id"))
        for field in ("proposalId", "proposalIds")
    ),
    _thing("resolutionId", "Resolution", _of_organisation("resolution", "resolution_id")),
    _thing(
        "violationId",
        "Violation",
        "SELECT violation_id AS id, org_path AS path, member_id AS person FROM read_model.violation"
        " WHERE tenant_id = $1 AND organisation_id = $2",
    ),
    _thing(
        "publicItemId",
        "PublicItem",
        "SELECT public_item_id AS id, org_path AS path, member_id AS person FROM read_model.public_item"
        " WHERE tenant_id = $1 AND organisation_id = $2",
    ),
    _thing(
        "peerReviewId",
        "PeerReview",
        "SELECT peer_review_id AS id, org_path AS path, member_id AS person FROM read_model.peer_review"
        " WHERE tenant_id = $1 AND organisation_id = $2",
    ),
    _thing("menuItemId", "LectureMenuItem", _at_or_above("lecture_menu_item", "menu_item_id")),
    _thing("itemId", "PlanItem", _of_organisation("plan_item", "item_id")),
    _thing("custodianId", "Organisation", _BRANCH),
    _thing("entityId", "NewSectorEntity", _at_or_above("entity", "entity_id")),
    _thing("siteId", "ProjectSite", _at_or_above("site", "site_id")),
    _thing("memberIds", "Member", _of_member("member", "member_id")),
    *(
        _thing(field, "Member", _of_member("member", "member_id"))
        for field in ("byId", "memberId", "ownerId", "checkerId", "assigneeId", "supervisorId")
    ),
    *(
        _thing(field, "Household", _in_both_trees("household", "household_id"))
        for field in ("householdId", "householdIds")
    ),
    _thing("issueId", "Issue", _in_both_trees("issue", "issue_id")),
    _thing("projectId", "Project", _of_organisation("project", "project_id")),
    _thing(
        "obligationId",
        "Obligation",
        "SELECT obligation_id AS id, org_path AS path, assignee_id AS person FROM read_model.obligation"
        " WHERE tenant_id = $1 AND organisation_id = $2 AND subject_kind = 'MEMBER'",
    ),
    _thing("taskId", "Task", _of_organisation("task", "task_id")),
    _thing("leaveId", "Leave", _of_member("leave", "leave_id")),
    _thing("objectionId", "Objection", _of_member("objection", "objection_id")),
    _thing("documentId", "Document", _of_member("document", "document_id")),
    _thing(
        "secondAffiliationId",
        "SecondAffiliation",
        "SELECT second_affiliation_id AS id, org_path AS path, member_id AS person FROM read_model.second_affiliation"
        " WHERE tenant_id = $1 AND organisation_id = $2",
    ),
    _thing(
        "developmentId",
        "Development",
        "SELECT development_id AS id, org_path AS path, member_id AS person FROM read_model.development"
        " WHERE tenant_id = $1 AND branch_id = $2",
    ),
    _thing(
        "letterId",
        "TransferLetter",
        "SELECT letter_id AS id, org_path AS path, member_id AS person FROM read_model.letter"
        " WHERE tenant_id = $1 AND side_id = letter_id AND from_branch_id = $2",
    ),
    *(
        _thing(
            field,
            "Post",
            "SELECT post_id AS id, org_path AS path, NULL::uuid AS person FROM read_model.post"
            " WHERE tenant_id = $1 AND organisation_id = $2",
        )
        for field in ("postId", "fromPostId", "toPostId")
    ),
    *(
        _thing(
            field,
            type_name,
            f"SELECT {key} AS id, org_path AS path, NULL::uuid AS person FROM read_model.{table}"
            f" WHERE tenant_id = $1 AND {branch} = $2",
        )
        for field, type_name, table, key, branch in (
            (
                "memberNodeHouseId",
                "MemberNodeHouse",
                "member_node_house",
                "member_node_house_id",
                "branch_id",
            ),
            (
                "supervisoryInspectionId",
                "SupervisoryInspection",
                "supervisory_inspection",
                "supervisory_inspection_id",
                "organisation_id",
            ),
        )
    ),
    _thing(
        "conveyanceId",
        "Conveyance",
        "SELECT conveyance_id AS id, org_path AS path, member_id AS person FROM read_model.conveyance_receipt"
        " WHERE tenant_id = $1 AND organisation_id = $2 AND member_id = $3",
    ),
    # The first of the sides is the one who goes.
    _thing("handoverId", "Handover", _at_or_above("handover", "handover_id", "t.from_member_id")),
    _thing(
        "accountId",
        "AccountLink",
        "SELECT account_id AS id, org_path AS path, member_id AS person FROM read_model.account_link"
        " WHERE tenant_id = $1 AND org_path = (SELECT org_path FROM read_model.organisation"
        " WHERE tenant_id = $1 AND organisation_id = $2)",
    ),
    _thing(
        "meetingId",
        "Meeting",
        "SELECT meeting_id AS id, (SELECT o.org_path FROM read_model.organisation AS o WHERE o.tenant_id = t.tenant_id"
        " AND o.organisation_id = t.branch_id) AS path, NULL::uuid AS person"
        " FROM read_model.meeting AS t WHERE t.tenant_id = $1 AND t.branch_id = $2",
    ),
    *(
        _thing(
            field,
            "Grid",
            "SELECT grid_id AS id, org_path AS path, grid_path AS grid, NULL::uuid AS person FROM read_model.grid"
            " WHERE tenant_id = $1 ORDER BY grid_path",
        )
        for field in ("gridId", "toGridId")
    ),
)


def input_of(mutation: str, spot: Spot, key: str) -> dict[str, Any] | None:
    """An input about the things of a spot that can be read and is never accepted; None if a thing is missing there."""
    assert SCHEMA.mutation_type is not None
    type_: Any = get_named_type(SCHEMA.mutation_type.fields[mutation].args["input"].type)
    try:
        given = _object(type_, spot, SAID.get(mutation, ()))
    except KeyError:
        return None
    return {**given, **OTHER_TEXTS.get(mutation, {}), "idempotencyKey": key, "occurredAt": AHEAD}


def _object(type_: GraphQLInputObjectType, spot: Spot, said: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        name: _value(name, field.type, spot)
        for name, field in type_.fields.items()
        if is_required_input_field(field) or name in said
    }


def _value(name: str, type_: Any, spot: Spot) -> Any:
    bare = type_.of_type if is_non_null_type(type_) else type_
    if is_list_type(bare):
        return [_value(name, bare.of_type, spot)]
    match bare:
        case GraphQLInputObjectType():
            return _object(bare, spot)
        case GraphQLEnumType():
            return next(iter(bare.values))
    match bare.name:
        case "ID":
            return TEXTS[name] if name in TEXTS else spot.things[name].id
        case "Date":
            return "2026-01-05"
        case "Fen" | "Int":
            return 2026 if name == "year" else 1
        case "Decimal":
            return "1"
        case "Boolean":
            return True
    return TEXTS.get(name, "甲")
