"""No command that names an organisation forgets that it may have been dissolved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from enum import Enum
from typing import Any, get_args, get_type_hints
from uuid import UUID

import pytest

from application.handlers import HANDLERS
from domain.accounts.events import PostRole
from domain.core import Refused
from domain.core.command import Command
from domain.coverage.commands import SurveyEntity
from domain.meetings.events import MeetingKind
from domain.membership.events import MemberKind
from domain.organisation.commands import (
    DissolveOrganisation,
    FoundOrganisation,
)
from domain.organisation.events import BranchForm, OrganisationKind
from domain.sites.commands import OpenSite
from tests.unit.application.test_histories import founded
from tests.unit.support import world
from tests.unit.support.memory import MemoryLog
from tests.unit.support.procedure_commands import loop
from tests.unit.support.world import ANN, BEN, BRANCH, TODAY, TOWNSHIP, context

YESTERDAY = TODAY - timedelta(days=1)
AHEAD = TODAY + timedelta(days=30)
GONE = world.id_of("gone branch")
GONE_GENERAL = world.id_of("gone general branch")
GONE_GROUP = world.id_of("gone group")
GONE_FORM = world.id_of("gone temporary branch")
ENTITY, SITE = world.id_of("works"), world.id_of("river survey")
ORGANISATION_FIELDS = frozenset(
    [
        *("organisation_id", "branch_id", "group_id", "to_branch_id", "into_id", "parent_id"),
        *("approved_by", "released_by", "custodian_id", "inspector_id", "filed_with"),
    ]
)

# What goes on without an end: refused for whatever day, once a dissolution is dated.
LASTING: Mapping[str, Mapping[str, Any]] = {
    "RegisterMember.branch_id": {"kind": MemberKind.FULL},
    "RegisterMember.group_id": {"kind": MemberKind.FULL, "branch_id": BRANCH, "group_id": GONE_GROUP},
    "TransferMember.to_branch_id": {"member_id": ANN},
    "AssignGroup.group_id": {"member_id": ANN, "group_id": GONE_GROUP},
    "ReceiveApplication.branch_id": {},
    "IssueLetter.to_branch_id": {"member_id": ANN, "number": "2026-1"},
    "FoundOrganisation.parent_id": {"kind": OrganisationKind.PARTY_GROUP},
    "DissolveOrganisation.organisation_id": {"approved_by": TOWNSHIP},
    "MergeOrganisation.organisation_id": {"approved_by": TOWNSHIP, "into_id": BRANCH},
    "MergeOrganisation.into_id": {"approved_by": TOWNSHIP, "organisation_id": BRANCH},
    "SplitOrganisation.organisation_id": {"approved_by": TOWNSHIP, "member_ids": (ANN,)},
    "MoveOrganisation.organisation_id": {"approved_by": TOWNSHIP, "parent_id": TOWNSHIP},
    "MoveOrganisation.parent_id": {
        "approved_by": TOWNSHIP,
        "organisation_id": BRANCH,
        "parent_id": GONE_GENERAL,
    },
    "TakeIntoCustody.organisation_id": {"approved_by": TOWNSHIP, "custodian_id": BRANCH},
    "TakeIntoCustody.custodian_id": {"approved_by": TOWNSHIP, "organisation_id": BRANCH},
    "GivePost.organisation_id": {"member_id": ANN, "role": PostRole.BRANCH_SECRETARY},
    "AssignCoverage.organisation_id": {},
    "SurveyEntity.organisation_id": {"organisation_id": GONE_GENERAL},
    "CoverEntity.branch_id": {"entity_id": ENTITY},
    "OpenSite.organisation_id": {},
    "AssignSiteBranch.branch_id": {"branch_id": GONE_FORM, "site_id": SITE},
    "RegisterHouseholds.organisation_id": {"numbers": (1,)},
    "MoveHousehold.organisation_id": {},
    "NameMemberNodeHouse.branch_id": {},
    "AddSecondAffiliation.organisation_id": {"member_id": ANN},
    "AssignPartyInstructor.organisation_id": {"member_id": ANN},
    "ApproveScheduleException.organisation_id": {"approved_by": TOWNSHIP},
}
# What is a fact of one day: refused from the day of the dissolution on.
OF_A_DAY: Mapping[str, Mapping[str, Any]] = {
    "PlanMeeting.organisation_id": {"kind": MeetingKind.GENERAL_MEETING, "starts_at": "19:30"},
    "RecordElection.organisation_id": {},
    "RecodeOrganisation.organisation_id": {"division_code": "430281101"},
    "ElectGroupLeader.organisation_id": {"member_id": ANN, "organisation_id": GONE_GROUP},
    "AllocateFunds.organisation_id": {"year": 2026},
    "RecordSupervisoryInspection.organisation_id": {"inspector_id": TOWNSHIP},
    "RecordSupervisoryInspection.inspector_id": {"organisation_id": BRANCH},
    "PlanCenterDay.organisation_id": {"organisation_id": GONE_GENERAL},
    "RaiseIssue.organisation_id": {},
    "ProposeProject.organisation_id": {},
    "PublishTask.organisation_id": {"owner_id": BEN},
    "AdoptAnnualPlan.organisation_id": {"year": 2026},
    "PublishMatter.organisation_id": {"period_first": date(2026, 3, 1)},
    "StartProcedureCase.organisation_id": {},
    "OpenConveyance.organisation_id": {},
    "PlaceLectureOrder.organisation_id": {},
    "RaiseProposal.organisation_id": {},
    "MakeResolution.organisation_id": {"proposal_ids": (world.id_of("proposal"),)},
    "ReleaseProcedure.released_by": {"text": loop()},
}
OTHERWISE: Mapping[str, str] = {
    "FoundOrganisation.organisation_id": "there is none yet",
    "DecideObjection.organisation_id": "stands on the day of the decision: tests/unit/domain/test_objections.py",
    "ReportViolation.organisation_id": "stood when it happened: tests/unit/domain/test_violations.py",
    "PostPublicItem.organisation_id": "stood on that day: tests/unit/domain/test_public_items.py",
    "DefineGrid.parent_id": "a grid",
    "SealDocument.organisation_id": "what was said of it, or there, may be sealed afterwards",
    **dict.fromkeys(
        ["RenameOrganisation.organisation_id", "CorrectOrganisation.organisation_id"],
        "what it is called may be put right afterwards",
    ),
    **dict.fromkeys(
        [
            *("EndCoverage.organisation_id", "EndCustody.organisation_id"),
            *("RecallPartyInstructor.organisation_id", "HoldCenterDay.organisation_id"),
            *("CancelCenterDay.organisation_id", "ReverseFundsAllocation.organisation_id"),
            *("FileAnnualPlan.organisation_id", "AssignPlanItem.organisation_id"),
            *("WithdrawPlanItem.organisation_id", "WithdrawPublication.organisation_id"),
        ],
        "ends, completes or takes back what was begun there",
    ),
    **dict.fromkeys(
        [f"{name}Organisation.approved_by" for name in ("Found", "Dissolve", "Merge", "Split", "Move")],
        "stands above what it approves of, and what has others below it is not dissolved",
    ),
    **dict.fromkeys(
        ["TakeIntoCustody.approved_by", "ApproveProject.approved_by", "FileProject.filed_with"],
        "as those",
    ),
    **dict.fromkeys(
        ["ApproveScheduleException.approved_by", "AdoptPolicy.approved_by"],
        "stands above what it approves of, or is that itself",
    ),
    "ApproveMeetingException.approved_by": "stands above whoever meets",
    **dict.fromkeys(
        ["RecordProcedureStep.group_id", "WithdrawProcedureStep.group_id"],
        "one of those that the case began with",
    ),
    "AnnounceVerdict.organisation_id": "of a period in which it was there",
    "ReconcileObligation.organisation_id": "owes what was due while it was there; what is due no longer is withdrawn",
    "RecordDeparture.organisation_id": "as that: refused of a period that begins without it",
    "WithdrawDeparture.organisation_id": "takes back what was said of a period in which it was there",
    "RecordDeparture.approved_by": "stands above whoever departs, or is that itself",
    "OpenHandover.organisation_id": "of posts that were given there",
    "AssessDues.branch_id": "owed by who is on its register on that day",
    "ReceiveLetter.to_branch_id": "refused as at the issue",
    "AdmitByLetter.branch_id": "decided as RegisterMember is",
    "AdmitByLetter.group_id": "decided as RegisterMember is",
    "AdmitCandidate.group_id": "decided as RegisterMember is",
}


def test_every_organisation_that_a_command_names_is_here() -> None:
    named = {
        f"{command.__name__}.{field}"
        for command in HANDLERS
        for field in get_type_hints(command)
        if field in ORGANISATION_FIELDS
    }
    assert named == LASTING.keys() | OF_A_DAY.keys() | OTHERWISE.keys()


async def dissolved(on: date) -> MemoryLog:
    log = await founded(context())
    kinds = OrganisationKind
    places: tuple[tuple[UUID, OrganisationKind, UUID, dict[str, Any]], ...] = (
        (GONE, kinds.PARTY_BRANCH, TOWNSHIP, {}),
        (GONE_GENERAL, kinds.GENERAL_BRANCH, TOWNSHIP, {}),
        (GONE_GROUP, kinds.PARTY_GROUP, BRANCH, {}),
        (GONE_FORM, kinds.PARTY_BRANCH, TOWNSHIP, {"form": BranchForm.TEMPORARY, "expected_end": AHEAD}),
    )
    commands: list[Command] = [
        SurveyEntity(**_filled(SurveyEntity, TODAY, {"organisation_id": TOWNSHIP, "entity_id": ENTITY})),
        OpenSite(**_filled(OpenSite, TODAY, {"organisation_id": TOWNSHIP, "site_id": SITE})),
    ]
    for id_, kind, parent_id, form in places:
        commands += [
            FoundOrganisation(
                organisation_id=id_,
                kind=kind,
                name="某组织",
                parent_id=parent_id,
                approved_by=TOWNSHIP,
                reason="SURVEY",
                **form,
            ),
            DissolveOrganisation(organisation_id=id_, on=on, approved_by=TOWNSHIP, reason="DONE"),
        ]
    for command in commands:
        decision = await log.run(command, context())
        assert not isinstance(decision, Refused), decision
    return log


async def refusals(named: str, day: date, given: Mapping[str, Any], gone_on: date) -> list[str]:
    """Where the command is refused for naming an organisation that was dissolved."""
    name, field = named.split(".")
    command = next(one for one in HANDLERS if one.__name__ == name)
    made = command(**_filled(command, day, {field: GONE, **given}))
    decision = await (await dissolved(gone_on)).run(made, context())
    refused = decision.refusals if isinstance(decision, Refused) else ()
    return [one.path[0] for one in refused if one.code == "ORGANISATION_DISSOLVED"]


def _filled(command: type[Command], day: date, given: Mapping[str, Any]) -> dict[str, Any]:
    """Some value for each field that has to have one."""
    made: dict[str, Any] = {"reason": "FEW_MEMBERS"}
    for field, type_ in get_type_hints(command).items():
        if type(None) in get_args(type_):
            continue
        plain: dict[Any, Any] = {UUID: world.id_of(field), date: day, str: "NAME", int: 1}
        if isinstance(type_, type) and issubclass(type_, Enum):
            made[field] = next(iter(type_))
        elif type_ in plain:
            made[field] = plain[type_]
    return made | dict(given)


@pytest.mark.parametrize(("named", "given"), LASTING.items())
async def test_nothing_without_an_end_begins_where_a_dissolution_is_dated(
    named: str, given: Mapping[str, Any]
) -> None:
    field = _camel(named.split(".")[1])
    assert await refusals(named, YESTERDAY, given, gone_on=TODAY) == [field]
    assert await refusals(named, TODAY, given, gone_on=AHEAD) == [field]


@pytest.mark.parametrize(("named", "given"), OF_A_DAY.items())
async def test_what_is_of_a_day_is_there_until_the_dissolution(named: str, given: Mapping[str, Any]) -> None:
    assert await refusals(named, TODAY, given, gone_on=TODAY) == [_camel(named.split(".")[1])]
    assert await refusals(named, YESTERDAY, given, gone_on=TODAY) == []


def _camel(field: str) -> str:
    first, *others = field.split("_")
    return first + "".join(part.title() for part in others)
