"""Annual plans (年度计划): when they were passed, who above has them, and their items."""

from __future__ import annotations

from typing import Any

from domain.annual_plans.events import (
    AnnualPlanAdopted,
    AnnualPlanFiled,
    PlanItemAssigned,
    PlanItemWithdrawn,
)
from domain.policies.facts import PlanField, PlanItem
from event_store.records import LoggedEvent
from projections.framework.read_model import ReadModel
from projections.framework.rows import Rows
from projections.framework.table import GoesAlong, History, Row, Table
from projections.organisations import ORGANISATION, place_of

ANNUAL_PLAN = Table(
    "annual_plan",
    key={"organisation_id": "uuid", "year": "integer"},
    columns={
        "annual_plan_id": "uuid",
        "org_path": "text",
        "adopted_on": "date",
        "adopted_at": "text",
        "meeting_id": "uuid",
        "event_id": "uuid",
        "items": "integer",
        "incomplete_items": "integer",
        "version": "integer",
        "position": "bigint",
    },
    audited=("adopted_on", "adopted_at", "meeting_id", "items", "incomplete_items"),
    history=History.SUPERSEDED,
    day="adopted_on",
    placed=GoesAlong(),
)

PLAN_FILING = Table(
    "plan_filing",
    key={"organisation_id": "uuid", "year": "integer", "recipient_id": "uuid"},
    columns={
        "annual_plan_id": "uuid",
        "org_path": "text",
        "recipient_kind": "text",
        "filed_on": "date",
        "event_id": "uuid",
        "position": "bigint",
    },
    audited=("filed_on",),
    history=History.SUPERSEDED,
    day="filed_on",
    placed=GoesAlong(),
)

PLAN_ITEM = Table(
    "plan_item",
    key={"organisation_id": "uuid", "item_id": "uuid"},
    columns={
        "annual_plan_id": "uuid",
        "year": "integer",
        "org_path": "text",
        "planned_on": "date",
        "document_id": "uuid",
        "assignee_id": "uuid",
        "lacking": "text[]",
        "is_complete": "boolean",
        "event_id": "uuid",
        "position": "bigint",
    },
    audited=("planned_on", "document_id", "assignee_id"),
    history=History.SUPERSEDED,
    placed=GoesAlong(),
)


def _adopted(rows: Rows, event: AnnualPlanAdopted, record: LoggedEvent) -> None:
    said = {
        "adopted_on": event.on,
        "adopted_at": event.adopted_at.value,
        "meeting_id": event.meeting_id,
        "event_id": event.event_id,
        "version": event.originator_version,
        "position": record.position,
    }
    if rows.get(ANNUAL_PLAN, event.organisation_id, event.year) is not None:
        rows.change(ANNUAL_PLAN, event.organisation_id, event.year, **said)
        return
    rows.create(
        ANNUAL_PLAN,
        organisation_id=event.organisation_id,
        year=event.year,
        annual_plan_id=event.originator_id,
        org_path=place_of(rows, event.organisation_id),
        items=0,
        incomplete_items=0,
        **said,
    )


def _filed(rows: Rows, event: AnnualPlanFiled, record: LoggedEvent) -> None:
    plan = rows.require(ANNUAL_PLAN, event.organisation_id, event.year)
    rows.put(
        PLAN_FILING,
        organisation_id=event.organisation_id,
        year=event.year,
        recipient_id=event.recipient_id,
        annual_plan_id=event.originator_id,
        org_path=plan["org_path"],
        recipient_kind=event.recipient_kind.value,
        filed_on=event.on,
        event_id=event.event_id,
        position=record.position,
    )
    _go_on(rows, event)


def _item_assigned(rows: Rows, event: PlanItemAssigned, record: LoggedEvent) -> None:
    plan = rows.require(ANNUAL_PLAN, event.organisation_id, event.year)
    before = rows.get(PLAN_ITEM, event.organisation_id, event.item_id)
    lacking = _lacking(event)
    rows.put(
        PLAN_ITEM,
        organisation_id=event.organisation_id,
        item_id=event.item_id,
        annual_plan_id=event.originator_id,
        year=event.year,
        org_path=plan["org_path"],
        planned_on=event.planned_on,
        document_id=event.document_id,
        assignee_id=event.assignee_id,
        lacking=lacking,
        is_complete=not lacking,
        event_id=event.event_id,
        position=record.position,
    )
    _count(rows, event, more=before is None, incomplete=bool(lacking) - _is_incomplete(before))


def _item_withdrawn(rows: Rows, event: PlanItemWithdrawn, record: LoggedEvent) -> None:
    item = rows.require(PLAN_ITEM, event.organisation_id, event.item_id)
    rows.delete(PLAN_ITEM, event.organisation_id, event.item_id)
    _count(rows, event, more=-1, incomplete=-_is_incomplete(item))


def _lacking(event: PlanItemAssigned) -> list[str]:
    """What the item does not say yet, as policies see it."""
    item = PlanItem(
        event=event.event_id,
        on=event.planned_on,
        document_id=event.document_id,
        assignee_id=event.assignee_id,
    )
    return [field.value for field in PlanField if field not in item.says]


def _is_incomplete(item: Row | None) -> int:
    return 0 if item is None or item["is_complete"] else 1


def _count(rows: Rows, event: Any, *, more: int, incomplete: int) -> None:
    """The plan has so many items more."""
    plan = rows.require(ANNUAL_PLAN, event.organisation_id, event.year)
    counts = {"items": plan["items"] + more, "incomplete_items": plan["incomplete_items"] + incomplete}
    _go_on(rows, event, **{name: number for name, number in counts.items() if number != plan[name]})


def _go_on(rows: Rows, event: Any, **fields: int) -> None:
    version, position = event.originator_version, rows.position
    rows.change(ANNUAL_PLAN, event.organisation_id, event.year, version=version, position=position, **fields)


ANNUAL_PLANS = ReadModel(
    name="annual_plans",
    tables=(ANNUAL_PLAN, PLAN_FILING, PLAN_ITEM),
    handlers={
        AnnualPlanAdopted: _adopted,
        AnnualPlanFiled: _filed,
        PlanItemAssigned: _item_assigned,
        PlanItemWithdrawn: _item_withdrawn,
    },
    reads={
        AnnualPlanAdopted: lambda event: [
            (ANNUAL_PLAN, event.organisation_id),
            (ORGANISATION, event.organisation_id),
        ],
        AnnualPlanFiled: lambda event: [
            (ANNUAL_PLAN, event.organisation_id),
            (PLAN_FILING, event.organisation_id),
        ],
        PlanItemAssigned: lambda event: [
            (ANNUAL_PLAN, event.organisation_id),
            (PLAN_ITEM, event.organisation_id),
        ],
        PlanItemWithdrawn: lambda event: [
            (ANNUAL_PLAN, event.organisation_id),
            (PLAN_ITEM, event.organisation_id),
        ],
    },
)
