"""Procedures (作业指导) with their steps, and how the cases that organisations run by them stand."""

from __future__ import annotations

from typing import Any

from domain.core import deterministic_id
from domain.policies.kind import Words
from domain.procedures.course import Record, Slot, course, slots_of
from domain.procedures.events import (
    CaseClosed,
    CaseStarted,
    ProcedureVersionReleased,
    StepTaken,
    StepWithdrawn,
)
from domain.procedures.steps import Step
from event_store.records import LoggedEvent
from projections.framework.read_model import ReadModel, by_stream
from projections.framework.rows import Rows
from projections.framework.table import GoesAlong, History, Row, Table
from projections.organisations import ORGANISATION, place_of

PROCEDURE_VERSION = Table(
    "procedure_version",
    key={"procedure_id": "uuid", "version_id": "uuid"},
    columns={
        "procedure": "text",
        "chapter": "text",
        "label": "text",
        "title_zh": "text",
        "title_en": "text",
        "source_zh": "text",
        "source_en": "text",
        "released_by": "uuid",
        "released_on": "date",
        "is_superseded": "boolean",
        "position": "bigint",
    },
    audited=("procedure", "chapter", "label", "released_by", "released_on", "is_superseded"),
    history=History.SUPERSEDED,
    day="released_on",
)

PROCEDURE_STEP = Table(
    "procedure_step",
    key={"version_id": "uuid", "number": "integer"},
    columns={
        "step": "text",
        "title_zh": "text",
        "title_en": "text",
        "comes_after": "text[]",
        "counted_from": "text",
        "within_days": "integer",
        "each_group": "boolean",
        "needs": "text[]",
        "position": "bigint",
    },
    history=History.SUPERSEDED,
)

PROCEDURE_CASE = Table(
    "procedure_case",
    key={"case_id": "uuid"},
    columns={
        "organisation_id": "uuid",
        "procedure_id": "uuid",
        "version_id": "uuid",
        "procedure": "text",
        "chapter": "text",
        "group_ids": "uuid[]",
        "started_on": "date",
        "closed_on": "date",
        "is_open": "boolean",
        "steps": "integer",
        "taken_steps": "integer",
        "broken_steps": "integer",
        "due_on": "date",
        "org_path": "text",
        "version": "integer",
        "position": "bigint",
    },
    audited=("organisation_id", "version_id", "started_on", "closed_on", "taken_steps", "broken_steps"),
    history=History.SUPERSEDED,
    day="started_on",
    placed=GoesAlong(),
)

PROCEDURE_CASE_STEP = Table(
    "procedure_case_step",
    key={"case_id": "uuid", "case_step_id": "uuid"},
    columns={
        "organisation_id": "uuid",
        "number": "integer",
        "step": "text",
        "title_zh": "text",
        "title_en": "text",
        "group_id": "uuid",
        "due_on": "date",
        "taken_on": "date",
        "is_taken": "boolean",
        "evidence": "text[]",
        "lacking": "text[]",
        "flaws": "text[]",
        "is_broken": "boolean",
        "document_id": "uuid",
        "meeting_id": "uuid",
        "org_path": "text",
        "position": "bigint",
    },
    audited=("step", "due_on", "taken_on", "evidence", "flaws", "document_id", "meeting_id"),
    history=History.SUPERSEDED,
    placed=GoesAlong(),
)
_NOT_TAKEN: Row = {
    "taken_on": None,
    "is_taken": False,
    "evidence": [],
    "document_id": None,
    "meeting_id": None,
}


def _released(rows: Rows, event: ProcedureVersionReleased, record: LoggedEvent) -> None:
    rows.create(
        PROCEDURE_VERSION,
        procedure_id=event.originator_id,
        version_id=event.version_id,
        procedure=event.procedure,
        chapter=event.chapter,
        label=event.version,
        title_zh=event.title_zh,
        title_en=event.title_en,
        source_zh=event.source_zh,
        source_en=event.source_en,
        released_by=event.released_by,
        released_on=event.on,
        is_superseded=False,
        position=record.position,
    )
    for number, step in enumerate(event.steps, 1):
        rows.create(
            PROCEDURE_STEP,
            version_id=event.version_id,
            number=number,
            step=step.id,
            title_zh=step.title.zh,
            title_en=step.title.en,
            comes_after=[*step.after],
            counted_from=step.counted_from or None,
            within_days=step.within_days if step.counted_from else None,
            each_group=step.each_group,
            needs=[*step.needs],
            position=record.position,
        )
    _supersede(rows, event, record)


def _supersede(rows: Rows, event: ProcedureVersionReleased, record: LoggedEvent) -> None:
    """The latest of a chapter by the day of its release is not superseded, and all others are."""
    of_procedure = rows.of(PROCEDURE_VERSION, event.originator_id)
    of_chapter = [row for row in of_procedure if row["chapter"] == event.chapter]
    latest = max(of_chapter, key=lambda row: (row["released_on"], row["position"]))
    for row in of_chapter:
        is_superseded = row is not latest
        if row["is_superseded"] != is_superseded:
            rows.change(
                PROCEDURE_VERSION, event.originator_id, row["version_id"], is_superseded=is_superseded
            )


def _started(rows: Rows, event: CaseStarted, record: LoggedEvent) -> None:
    version = rows.require(PROCEDURE_VERSION, event.procedure_id, event.version_id)
    placed = {
        "case_id": event.originator_id,
        "organisation_id": event.organisation_id,
        "org_path": place_of(rows, event.organisation_id),
        "position": record.position,
    }
    rows.create(
        PROCEDURE_CASE,
        **placed,
        procedure_id=event.procedure_id,
        version_id=event.version_id,
        procedure=version["procedure"],
        chapter=version["chapter"],
        group_ids=[*event.group_ids],
        started_on=event.on,
        closed_on=None,
        is_open=True,
        steps=0,
        taken_steps=0,
        broken_steps=0,
        due_on=None,
        version=event.originator_version,
    )
    slots = [(step, slot) for step in _steps(rows, event) for slot in slots_of(step, event.group_ids)]
    for number, (step, slot) in enumerate(slots, 1):
        rows.create(
            PROCEDURE_CASE_STEP,
            **placed,
            **_NOT_TAKEN,
            case_step_id=_case_step_id(event, slot),
            number=number,
            step=step.id,
            title_zh=step.title.zh,
            title_en=step.title.en,
            group_id=slot[1],
            due_on=None,
            lacking=[],
            flaws=[],
            is_broken=False,
        )
    _refresh(rows, event, record)


def _taken(rows: Rows, event: StepTaken, record: LoggedEvent) -> None:
    _set_step(
        rows,
        event,
        record,
        {
            "taken_on": event.on,
            "is_taken": True,
            "evidence": [*event.evidence],
            "document_id": event.document_id,
            "meeting_id": event.meeting_id,
        },
    )
    _refresh(rows, event, record)


def _withdrawn(rows: Rows, event: StepWithdrawn, record: LoggedEvent) -> None:
    _set_step(rows, event, record, _NOT_TAKEN)
    _refresh(rows, event, record)


def _closed(rows: Rows, event: CaseClosed, record: LoggedEvent) -> None:
    rows.change(PROCEDURE_CASE, event.originator_id, closed_on=event.on, is_open=False)
    _refresh(rows, event, record)


def _set_step(rows: Rows, event: StepTaken | StepWithdrawn, record: LoggedEvent, said: Row) -> None:
    id_ = _case_step_id(event, (event.step, event.group_id))
    before = rows.require(PROCEDURE_CASE_STEP, event.originator_id, id_)
    _change(rows, before, said, record)


def _refresh(rows: Rows, event: Any, record: LoggedEvent) -> None:
    """Say anew how every step stands, and sum it up; only what differs is written."""
    case = rows.require(PROCEDURE_CASE, event.originator_id)
    own = rows.of(PROCEDURE_CASE_STEP, event.originator_id)
    records = {
        (row["step"], row["group_id"]): Record(row["taken_on"], tuple(row["evidence"]))
        for row in own
        if row["is_taken"]
    }
    standings = course(_steps_of(rows, case), case["group_ids"], records, closed=not case["is_open"])
    for row in own:
        stands = standings[row["step"], row["group_id"]]
        said = {
            "due_on": stands.due_on,
            "lacking": [*stands.lacking],
            "flaws": [flaw.value for flaw in stands.flaws],
            "is_broken": bool(stands.flaws),
        }
        _change(rows, row, said, record)
    ahead = [stands.due_on for slot, stands in standings.items() if stands.due_on and slot not in records]
    summed = {
        "steps": len(own),
        "taken_steps": len(records),
        "broken_steps": sum(bool(stands.flaws) for stands in standings.values()),
        "due_on": min(ahead, default=None) if case["is_open"] else None,
    }
    differs = {name: value for name, value in summed.items() if case[name] != value}
    version, position = event.originator_version, record.position
    rows.change(PROCEDURE_CASE, event.originator_id, **differs, version=version, position=position)


def _change(rows: Rows, row: Row, said: Row, record: LoggedEvent) -> None:
    differs = {name: value for name, value in said.items() if row[name] != value}
    if differs:
        key = (row["case_id"], row["case_step_id"])
        rows.change(PROCEDURE_CASE_STEP, *key, **differs, position=record.position)


def _case_step_id(event: CaseStarted | StepTaken | StepWithdrawn, slot: Slot) -> Any:
    return deterministic_id("procedure-case-step", event.originator_id, slot[0], str(slot[1]))


def _steps(rows: Rows, event: CaseStarted) -> list[Step]:
    return _steps_of(rows, {"version_id": event.version_id})


def _steps_of(rows: Rows, case: Row) -> list[Step]:
    """The steps of the version that a case started with."""
    return [
        Step(
            id=row["step"],
            title=Words(zh=row["title_zh"], en=row["title_en"]),
            after=tuple(row["comes_after"]),
            counted_from=row["counted_from"] or "",
            within_days=row["within_days"] or 0,
            each_group=row["each_group"],
            needs=tuple(row["needs"]),
        )
        for row in rows.of(PROCEDURE_STEP, case["version_id"])
    ]


PROCEDURES = ReadModel(
    name="procedures",
    tables=(PROCEDURE_VERSION, PROCEDURE_STEP, PROCEDURE_CASE, PROCEDURE_CASE_STEP),
    handlers={
        ProcedureVersionReleased: _released,
        CaseStarted: _started,
        StepTaken: _taken,
        StepWithdrawn: _withdrawn,
        CaseClosed: _closed,
    },
    reads={
        ProcedureVersionReleased: lambda event: [
            (PROCEDURE_VERSION, event.originator_id),
            (PROCEDURE_STEP, event.version_id),
        ],
        CaseStarted: lambda event: [
            (ORGANISATION, event.organisation_id),
            (PROCEDURE_VERSION, event.procedure_id),
            (PROCEDURE_STEP, event.version_id),
            (PROCEDURE_CASE, event.originator_id),
            (PROCEDURE_CASE_STEP, event.originator_id),
        ],
        **dict.fromkeys(
            (StepTaken, StepWithdrawn, CaseClosed), by_stream(PROCEDURE_CASE, PROCEDURE_CASE_STEP)
        ),
    },
)
