"""What is known of the rows of each type: where a row stands, of which groups it is, which figures of it are small.

A type that is added to the schema has to be added here: the access matrix says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from application.access import SMALL_CELL, FieldGroup
from graphql_api.read.declare import ReadType
from tests.security.access.ground import Ground, Standing

Row = Mapping[str, Any]
G = FieldGroup


def _at(row: Row, ground: Ground) -> Standing:
    return Standing(row["org_path"])


def _of_person(row: Row, ground: Ground) -> Standing:
    return Standing(row["org_path"], persons=frozenset({row["member_id"]}))


def _rollup(row: Row, ground: Ground) -> Standing:
    return Standing(row["org_path"], row["path"] if row["node_type"] == "GRID" else None)


def _in_both_trees(row: Row, ground: Ground) -> Standing:
    return Standing(row["org_path"], row["grid_path"])


def _of_both_sides(row: Row, ground: Ground) -> Standing:
    return replace(_at(row, ground), parties=frozenset({row["from_member_id"], row["to_member_id"]}))


def _task(row: Row, ground: Ground) -> Standing:
    return replace(_at(row, ground), parties=_owner_and_checker(row))


def _plan_item(row: Row, ground: Ground) -> Standing:
    return replace(_at(row, ground), parties=frozenset({row["assignee_id"]} - {None}))


def _obligation(row: Row, ground: Ground) -> Standing:
    parties = frozenset({row["assignee_id"]} - {None})
    return replace(_at(row, ground), persons=frozenset({row["member_id"]} - {None}), parties=parties)


def _violation(row: Row, ground: Ground) -> Standing:
    parties = ground.supervisors.get(row["violation_id"], frozenset())
    return replace(_at(row, ground), persons=frozenset({row["member_id"]} - {None}), parties=parties)


def _public_item(row: Row, ground: Ground) -> Standing:
    return replace(_at(row, ground), persons=frozenset({row["member_id"]} - {None}))


def _issue(row: Row, ground: Ground) -> Standing:
    return replace(_in_both_trees(row, ground), parties=_owner_and_checker(row))


def _owner_and_checker(row: Row) -> frozenset[UUID]:
    return frozenset({row["owner_id"], row["checker_id"]} - {None})


def _entry(row: Row, ground: Ground) -> Standing:
    return Standing(row["org_path"], row["path"] if row["tree"] == "GRID" else None)


def _event(row: Row, ground: Ground) -> Standing:
    return Standing(row["org_path"], persons=ground.persons.get(row["position"], frozenset()))


# Of types that stand nowhere by themselves (None), where they stand is told by the row that leads to them.
STANDINGS: Mapping[str, Callable[[Row, Ground], Standing] | None] = {
    "Absence": _of_person,
    "AccountLink": _of_person,
    "Affiliation": _of_person,
    "Attendance": _of_person,
    "AttendanceCounts": None,
    "Conveyance": _at,
    "ConveyanceReceipt": _of_person,
    "Objection": _of_person,
    "AnnualPlan": _at,
    "CalendarYear": lambda row, ground: Standing(),
    "CenterDay": _at,
    "MonthTheme": _at,
    "LectureMenuItem": _at,
    "LectureOrder": _at,
    "Proposal": _at,
    "Resolution": _at,
    "Violation": _violation,
    "PublicItem": _public_item,
    "PeerReview": _of_person,
    "PlanFiling": _at,
    "PlanItem": _plan_item,
    "ProcedureCase": _at,
    "ProcedureCaseStep": _at,
    "ProcedureStep": lambda row, ground: Standing(),
    "ProcedureVersion": lambda row, ground: Standing(),
    "Publication": _at,
    "ScheduleException": _at,
    "Departure": _at,
    "PeriodAssessment": _at,
    "Funds": _at,
    "SupervisoryInspection": _at,
    "SupervisoryInspectionFinding": _at,
    "PartyInstructor": _of_person,
    "MemberNodeHouse": _at,
    "Pair": _of_person,
    "Pairing": None,
    "AttendanceRollup": None,
    "ObligationRollup": None,
    "OpenWork": None,
    "Compliance": _at,
    "ComplianceFigures": None,
    "ComplianceAnnouncement": None,
    "ComplianceRemark": None,
    "ComplianceRollup": None,
    "ComplianceShortfall": None,
    "ComplianceVerdict": None,
    "Custody": lambda row, ground: Standing(),
    "Discipline": _of_person,
    "DuesCharge": _of_person,
    "DuesMonth": _at,
    "DuesYear": _of_person,
    "GroupLeader": _of_person,
    "Handover": _of_both_sides,
    "HandoverSignature": _of_both_sides,
    "Ballot": _of_person,
    "County": lambda row, ground: Standing(ground.organisations[row["committee_id"]]),
    "Development": _of_person,
    "Document": lambda row, _: Standing(row["org_path"], persons=frozenset({row["member_id"]} - {None})),
    "DocumentOpening": lambda row, _: Standing(
        row["org_path"], persons=frozenset({row["person_id"]} - {None})
    ),
    "Escalation": _of_person,
    "Event": _event,
    "FieldProvenance": None,
    "Finding": lambda row, _: Standing(row["org_path"], persons=frozenset({row["member_id"]} - {None})),
    "Grid": lambda row, _: Standing(row["org_path"], row["grid_path"]),
    "GridCoverage": lambda row, ground: Standing(),
    "GridResponsible": None,
    "Household": _in_both_trees,
    "Issue": _issue,
    "Leave": _of_person,
    "Meeting": _at,
    "Member": _of_person,
    "MemberContact": _of_person,
    "NewSectorEntity": _at,
    "Obligation": _obligation,
    "ObligationGround": None,
    "Observer": None,
    "Organisation": _at,
    "OrganisationEscalation": _at,
    "OrganisationCode": lambda row, ground: Standing(),
    "OrganisationPlace": lambda row, ground: Standing(),
    "Participation": _of_person,
    "PoliciesInForce": None,
    "PolicyAdoption": _at,
    "PolicyConflict": None,
    "PolicyLayer": None,
    "PolicyReading": None,
    "PolicyVersion": lambda row, ground: Standing(),
    "Post": _of_person,
    "Rollup": _rollup,
    "Project": _at,
    "ProjectSite": _at,
    "Residence": _of_person,
    "RollupEntry": _entry,
    "RollupSpan": None,
    "RosterEntry": None,
    "RosterExclusion": None,
    "ScoreAccount": _of_person,
    "ScoreEntry": _of_person,
    "SecondAffiliation": _of_person,
    "TransferLetter": _of_person,
    "Task": _task,
    "Visit": _in_both_trees,
}
# Whose rows this county has none of, with the tests that try them.
ELSEWHERE = {
    "Reading": "tests/read_audit",
    "ReadPerson": "tests/read_audit",
}
FOR_ALL = frozenset(
    {
        "CalendarYear",
        "County",
        "Custody",
        "Grid",
        "GridCoverage",
        "LectureMenuItem",
        "MonthTheme",
        "NewSectorEntity",
        "Organisation",
        "OrganisationCode",
        "OrganisationPlace",
        "PolicyAdoption",
        "PolicyVersion",
        "ProcedureStep",
        "ProcedureVersion",
        "ProjectSite",
    }
)  # of the caller's county, wherever they stand
# What names a row where one column does not: the last ones of its cursor.
NAMED_BY = {
    "Absence": 2,
    "Affiliation": 2,
    "Attendance": 2,
    "ConveyanceReceipt": 2,
    "CenterDay": 2,
    "Custody": 2,
    "Discipline": 2,
    "GroupLeader": 2,
    "OrganisationCode": 2,
    "OrganisationPlace": 2,
    "Residence": 2,
    "DuesCharge": 2,
    "PartyInstructor": 3,
    "PlanFiling": 2,
    "ProcedureStep": 2,
    "HandoverSignature": 2,
    "Rollup": 2,
    "RollupEntry": 4,
}


# Events that name no person and may tell of some: how few members there are, who had checked what was opened again, in
# which role somebody taught.
_OF_PERSONS = {
    "annual-plan.item-assigned",
    "entity.surveyed",
    "issue.reopened",
    "lecture-menu.item-published",
    "lecture-order.accepted",
    "lecture-order.step-withdrawn",
    "proposal.raised",
    "meeting.lecturer-recorded",
    "site.opened",
    "site.recounted",
    "task.reopened",
}
_BETWEEN_ORGANISATIONS = {
    *("meeting", "project", "task", "supervisory-inspection", "funds", "center-day"),
    *("annual-plan", "publication", "schedule-exception", "policy-adoption"),
    *("departure", "period-assessment"),
    *("conveyance", "procedure-case", "verdict", "lecture-order"),
    *("proposal", "resolution"),
}


def groups_of(read_type: ReadType, row: Row, ground: Ground) -> frozenset[FieldGroup]:
    """Every group that a row is of: all of them have to be open."""
    match read_type.name:
        case "RollupEntry":
            of_object = {
                "MEETING": G.ORGANISATION_LIFE,
                "LEAVE": G.PERSON,
                "SCORE_ENTRY": G.POINTS,
                "VISITS": G.GRID_WORK,
                "ISSUE": G.GRID_WORK,
            }
            return frozenset({G.FIGURES, of_object[row["object_type"]]})
        case "Event" if row["stream_type"] == "document":
            return frozenset({G.AUDIT, G.PERSON, G.DOCUMENTS})
        case "Event" if row["stream_type"] in ("obligation", "violation", "public-item"):
            # Also of what an organisation owes, or did: a person is to act on it.
            return frozenset({G.AUDIT, G.PERSON})
        case "Finding" if row["member_id"] is not None:
            return frozenset({G.ORGANISATION_LIFE, G.PERSON})
        case "Event" if row["position"] in ground.persons or row["type"] in _OF_PERSONS:
            also = {"score": G.POINTS, "household": G.GRID_WORK, "issue": G.GRID_WORK}.get(row["stream_type"])
            return frozenset({G.AUDIT, G.PERSON, *([also] if also else [])})
        case "Event" if row["stream_type"] in ("household", "issue"):
            return frozenset({G.AUDIT, G.GRID_WORK})
        case "Event" if row["stream_type"] in _BETWEEN_ORGANISATIONS:
            return frozenset({G.AUDIT, G.ORGANISATION_LIFE})
    return frozenset({read_type.group})


_ATTENDANCE = (
    "present",
    "late",
    "onLeave",
    "absent",
    "unexcused",
    "unrecorded",
    "attendanceRate",
    "unexcusedRate",
)
FIGURES_OF_PERSONS = frozenset(
    {
        *_ATTENDANCE,
        "lateEntries",
        "observers",
        "leaveRequested",
        "leaveGranted",
        "pointsAwarded",
        "pointsDeducted",
        "fullMemberCount",
        "members",
        "votingBase",
        "outstanding",
    }
)


def is_small(name: str, told: Mapping[str, Any]) -> bool:
    """Whether a figure of a row, told in full, lets a few persons be known by it and those beside it.

    ``test_few_persons.py`` tries with persons that this is so.
    """
    if name.startswith(("points", "leave")) or (name == "lateEntries" and "meetingsPlanned" in told):
        return True  # of how many persons, nobody knows
    times = 1  # that one person may be in a cell
    if name in _ATTENDANCE:
        on_time, on_leave = told["present"] - told["late"], told["onLeave"]
        recorded = told["present"] + on_leave + told["absent"]
        excused, unrecorded = told["absent"] - told["unexcused"], told["expected"] - recorded
        cells = [on_time, told["late"], on_leave, excused, told["unexcused"], unrecorded]
        times = told.get("meetingsPlanned", 1)
        if told["expected"] and on_time == unrecorded == 0:
            return True  # known of everyone
    elif name == "outstanding":
        cells = [told["outstanding"], told["expected"] - told["outstanding"]]
        if 0 < told["expected"] == told["outstanding"]:
            return True
    elif name == "votingBase":
        cells = [told["votingBase"], told["expected"] - told["votingBase"]]
    elif name == "members":
        everyone = told.get("employees", told.get("people"))
        if everyone is None:
            return False  # of a branch, as `memberCount` tells it
        if 0 < everyone == told["members"]:
            return True
        cells = [told["members"], everyone - told["members"]]
    elif name == "fullMemberCount":
        cells = [told["fullMemberCount"], told["memberCount"] - told["fullMemberCount"]]
    else:
        cells = [told[name]]
    return any(0 < cell < SMALL_CELL * times for cell in cells)
