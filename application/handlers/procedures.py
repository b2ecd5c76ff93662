"""Handlers of commands about procedures and cases."""

from __future__ import annotations

from application.handlers.named_documents import named_document
from application.session import Session
from domain.core import Decision, RefusalCode, refuse
from domain.meetings.state import Meeting
from domain.organisation.state import Organisation
from domain.procedures import decide
from domain.procedures.commands import (
    CloseProcedureCase,
    RecordProcedureStep,
    ReleaseProcedure,
    StartProcedureCase,
    WithdrawProcedureStep,
)
from domain.procedures.events import procedure_id
from domain.procedures.state import Procedure, ProcedureCase


async def release_procedure(command: ReleaseProcedure, session: Session) -> Decision:
    """Release a version of a chapter."""
    procedure = await session.load(Procedure, procedure_id(command.text.procedure))
    releaser = await session.load(Organisation, command.released_by)
    return decide.release_procedure(procedure, command, session.context, releaser=releaser)


async def start_procedure_case(command: StartProcedureCase, session: Session) -> Decision:
    """Start a case, with a look at the version and at the groups that it names."""
    looked_at = command.group_ids[: decide.MOST_GROUPS]  # of more the decision refuses all
    return decide.start_case(
        await session.load(ProcedureCase, command.case_id),
        command,
        session.context,
        organisation=await session.load(Organisation, command.organisation_id),
        procedure=await session.load(Procedure, procedure_id(command.procedure)),
        groups=[await session.load(Organisation, group_id) for group_id in looked_at],
    )


async def record_procedure_step(command: RecordProcedureStep, session: Session) -> Decision:
    """Record a step, with a look at the version that the case started with."""
    case = await session.load(ProcedureCase, command.case_id)
    if case.organisation_id is None:
        return refuse(RefusalCode.NOT_FOUND, "caseId")
    version = (await session.load(Procedure, case.procedure_id)).with_id(case.version_id)
    meeting = None if command.meeting_id is None else await session.load(Meeting, command.meeting_id)
    at = command.group_id if command.group_id in case.group_ids else case.organisation_id
    return decide.record_step(
        case,
        command,
        session.context,
        organisation=await session.load(Organisation, case.organisation_id),
        steps=() if version is None else version.steps,
        meeting=meeting,
        document=await named_document(command.document_id, session, at=at),
    )


async def withdraw_procedure_step(command: WithdrawProcedureStep, session: Session) -> Decision:
    """Take back what was recorded of a step."""
    case = await session.load(ProcedureCase, command.case_id)
    return decide.withdraw_step(case, command, session.context)


async def close_procedure_case(command: CloseProcedureCase, session: Session) -> Decision:
    """Close a case."""
    return decide.close_case(await session.load(ProcedureCase, command.case_id), command, session.context)
