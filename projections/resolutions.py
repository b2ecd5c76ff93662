"""Proposals (建言), and the resolutions (议定) made of them until their result is public (公示结果)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from domain.resolutions.events import (
    ProposalRaised,
    ProposalReopened,
    ProposalSettled,
    ProposalWithdrawn,
    ResolutionMade,
    ResolutionWithdrawn,
    ResultPublished,
    ResultWithdrawn,
)
from domain.resolutions.state import ProposalStatus, ResolutionStatus
from event_store.records import LoggedEvent
from projections.framework.read_model import ReadModel, by_stream
from projections.framework.rows import Rows
from projections.framework.table import GoesAlong, History, Table
from projections.organisations import ORGANISATION, place_of

PROPOSAL = Table(
    "proposal",
    key={"proposal_id": "uuid"},
    columns={
        "organisation_id": "uuid",
        "code": "text",
        "raised_on": "date",
        "member_id": "uuid",
        "meeting_id": "uuid",
        "status": "text",
        "resolution_id": "uuid",
        "org_path": "text",
        "version": "integer",
        "position": "bigint",
    },
    audited=("organisation_id", "code", "raised_on", "member_id", "meeting_id", "status", "resolution_id"),
    history=History.SUPERSEDED,
    day="raised_on",
    placed=GoesAlong(),
)

RESOLUTION = Table(
    "resolution",
    key={"resolution_id": "uuid"},
    columns={
        "organisation_id": "uuid",
        "code": "text",
        "made_on": "date",
        "meeting_id": "uuid",
        "proposals": "integer",
        "status": "text",
        "published_on": "date",
        "org_path": "text",
        "version": "integer",
        "position": "bigint",
    },
    audited=("organisation_id", "code", "made_on", "meeting_id", "status", "published_on"),
    history=History.SUPERSEDED,
    day="made_on",
    placed=GoesAlong(),
)


def _raised(rows: Rows, event: ProposalRaised, record: LoggedEvent) -> None:
    rows.create(
        PROPOSAL,
        proposal_id=event.originator_id,
        organisation_id=event.organisation_id,
        code=event.code,
        raised_on=event.on,
        member_id=event.member_id,
        meeting_id=event.meeting_id,
        status=ProposalStatus.OPEN.value,
        resolution_id=None,
        org_path=place_of(rows, event.organisation_id),
        version=event.originator_version,
        position=record.position,
    )


def _withdrawn(rows: Rows, event: ProposalWithdrawn, record: LoggedEvent) -> None:
    _set(rows, PROPOSAL, event, record, status=ProposalStatus.WITHDRAWN.value)


def _settled(rows: Rows, event: ProposalSettled, record: LoggedEvent) -> None:
    by: UUID = event.resolution_id
    _set(rows, PROPOSAL, event, record, status=ProposalStatus.SETTLED.value, resolution_id=by)


def _reopened(rows: Rows, event: ProposalReopened, record: LoggedEvent) -> None:
    _set(rows, PROPOSAL, event, record, status=ProposalStatus.OPEN.value, resolution_id=None)


def _made(rows: Rows, event: ResolutionMade, record: LoggedEvent) -> None:
    rows.create(
        RESOLUTION,
        resolution_id=event.originator_id,
        organisation_id=event.organisation_id,
        code=event.code,
        made_on=event.on,
        meeting_id=event.meeting_id,
        proposals=len(event.proposal_ids),
        status=ResolutionStatus.UNPUBLISHED.value,
        published_on=None,
        org_path=place_of(rows, event.organisation_id),
        version=event.originator_version,
        position=record.position,
    )


def _published(rows: Rows, event: ResultPublished, record: LoggedEvent) -> None:
    _set(rows, RESOLUTION, event, record, status=ResolutionStatus.PUBLISHED.value, published_on=event.on)


def _result_withdrawn(rows: Rows, event: ResultWithdrawn, record: LoggedEvent) -> None:
    _set(rows, RESOLUTION, event, record, status=ResolutionStatus.UNPUBLISHED.value, published_on=None)


def _resolution_withdrawn(rows: Rows, event: ResolutionWithdrawn, record: LoggedEvent) -> None:
    _set(rows, RESOLUTION, event, record, status=ResolutionStatus.WITHDRAWN.value)


def _set(rows: Rows, table: Table, event: Any, record: LoggedEvent, **fields: Any) -> None:
    version, position = event.originator_version, record.position
    rows.change(table, event.originator_id, **fields, version=version, position=position)


RESOLUTIONS = ReadModel(
    name="resolutions",
    tables=(PROPOSAL, RESOLUTION),
    handlers={
        ProposalRaised: _raised,
        ProposalWithdrawn: _withdrawn,
        ProposalSettled: _settled,
        ProposalReopened: _reopened,
        ResolutionMade: _made,
        ResultPublished: _published,
        ResultWithdrawn: _result_withdrawn,
        ResolutionWithdrawn: _resolution_withdrawn,
    },
    reads={
        **dict.fromkeys(
            (ProposalRaised, ResolutionMade), lambda event: [(ORGANISATION, event.organisation_id)]
        ),
        **dict.fromkeys((ProposalWithdrawn, ProposalSettled, ProposalReopened), by_stream(PROPOSAL)),
        **dict.fromkeys((ResultPublished, ResultWithdrawn, ResolutionWithdrawn), by_stream(RESOLUTION)),
    },
)
