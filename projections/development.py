"""The development of members (发展党员): how far each person has come, and the ballots on their admission."""

from __future__ import annotations

from typing import Any

from domain.core import DomainEvent
from domain.development.events import (
    AdmissionVoted,
    ApplicationReceived,
    BallotHeld,
    CandidateAdmitted,
    DevelopmentEnded,
    Stage,
    StageAdvanced,
    development_id,
)
from domain.development.votes import is_passed
from domain.membership.events import MemberConfirmed
from event_store.records import LoggedEvent
from projections.framework.read_model import ReadModel, by_stream
from projections.framework.rows import Rows
from projections.framework.table import GoesAlong, History, OfItsDay, Table
from projections.organisation_places import place_on
from projections.organisations import ORGANISATION, place_of

# ``member_id`` is the person's id from the first day on; there is a member of that id once they are admitted.
DEVELOPMENT = Table(
    "development",
    key={"development_id": "uuid"},
    columns={
        "member_id": "uuid",
        "branch_id": "uuid",
        "name_id": "uuid",
        "stage": "text",
        "since": "date",
        "applied_on": "date",
        "voted_on": "date",
        "admitted_on": "date",
        "org_path": "text",
        "version": "integer",
        "position": "bigint",
    },
    audited=("member_id", "branch_id", "stage", "since", "applied_on", "voted_on", "admitted_on"),
    history=History.RECTANGLES,
    placed=GoesAlong(),
)

BALLOT = Table(
    "ballot",
    key={"ballot_id": "uuid"},
    columns={
        "development_id": "uuid",
        "member_id": "uuid",
        "meeting_id": "uuid",
        "number": "integer",
        "entitled": "integer",
        "in_favour": "integer",
        "against": "integer",
        "abstained": "integer",
        "passed": "boolean",
        "held_on": "date",
        "org_path": "text",
        "position": "bigint",
    },
    audited=("member_id", "meeting_id", "number", "entitled", "in_favour", "against", "abstained"),
    history=History.SUPERSEDED,
    day="held_on",
    placed=OfItsDay("held_on"),
)


def _applied(rows: Rows, event: ApplicationReceived, record: LoggedEvent) -> None:
    rows.true_from = event.on
    rows.create(
        DEVELOPMENT,
        development_id=event.originator_id,
        member_id=event.person_id,
        branch_id=event.branch_id,
        name_id=event.name_id,
        stage=Stage.APPLICANT.value,
        since=event.on,
        applied_on=event.on,
        voted_on=None,
        admitted_on=None,
        org_path=place_of(rows, event.branch_id),
        version=event.originator_version,
        position=record.position,
    )


def _advanced(rows: Rows, event: StageAdvanced, record: LoggedEvent) -> None:
    rows.true_from = event.on
    _set(rows, event, record, stage=event.stage.value, since=event.on)


def _voted(rows: Rows, event: AdmissionVoted, record: LoggedEvent) -> None:
    rows.true_from = event.on
    before = rows.require(DEVELOPMENT, event.originator_id)["voted_on"]
    held = rows.find(BALLOT, "development_id", event.originator_id)
    # The last counts, by the day it was held: one entered late does not outdo what came after it.
    if all(ballot["held_on"] <= event.on for ballot in held) and (event.passed or before is not None):
        _set(rows, event, record, voted_on=event.on if event.passed else None)
    else:
        rows.change(DEVELOPMENT, event.originator_id, version=event.originator_version)


def _admitted(rows: Rows, event: CandidateAdmitted, record: LoggedEvent) -> None:
    rows.true_from = event.on
    _set(rows, event, record, stage="PROBATIONARY", since=event.on, admitted_on=event.on)


def _ended(rows: Rows, event: DevelopmentEnded, record: LoggedEvent) -> None:
    rows.true_from = event.on
    _set(rows, event, record, stage="ENDED", since=event.on)


def _set(rows: Rows, event: DomainEvent, record: LoggedEvent, **fields: Any) -> None:
    version, position = event.originator_version, record.position
    rows.change(DEVELOPMENT, event.originator_id, version=version, position=position, **fields)


def _confirmed(rows: Rows, event: MemberConfirmed, record: LoggedEvent) -> None:
    """The last stage is the member's own; those who were never applicants here have no row."""
    id_ = development_id(event.originator_id)
    if rows.get(DEVELOPMENT, id_) is not None:
        rows.change(DEVELOPMENT, id_, stage="FULL", since=rows.day, position=record.position)


def _ballot_held(rows: Rows, event: BallotHeld, record: LoggedEvent) -> None:
    rows.create(
        BALLOT,
        ballot_id=event.originator_id,
        development_id=development_id(event.person_id),
        member_id=event.person_id,
        meeting_id=event.meeting_id,
        number=event.number,
        entitled=event.entitled,
        in_favour=event.in_favour,
        against=event.against,
        abstained=event.abstained,
        passed=is_passed(event.in_favour, event.entitled),
        held_on=rows.day,
        org_path=place_on(rows, event.branch_id, rows.day),
        position=record.position,
    )


_own_row = by_stream(DEVELOPMENT)

DEVELOPMENTS = ReadModel(
    name="developments",
    tables=(DEVELOPMENT, BALLOT),
    handlers={
        ApplicationReceived: _applied,
        StageAdvanced: _advanced,
        AdmissionVoted: _voted,
        CandidateAdmitted: _admitted,
        DevelopmentEnded: _ended,
        MemberConfirmed: _confirmed,
        BallotHeld: _ballot_held,
    },
    reads={
        ApplicationReceived: lambda event: [(ORGANISATION, event.branch_id)],
        StageAdvanced: _own_row,
        AdmissionVoted: _own_row,
        CandidateAdmitted: _own_row,
        DevelopmentEnded: _own_row,
        MemberConfirmed: lambda event: [(DEVELOPMENT, development_id(event.originator_id))],
        BallotHeld: lambda event: [(ORGANISATION, event.branch_id)],
    },
)
