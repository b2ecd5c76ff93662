"""What the events about plans, publications, themes, exceptions and calendars say, taken down by hand."""

from __future__ import annotations

from datetime import date
from typing import Any, Protocol
from uuid import UUID

from domain.annual_plans import events as plans
from domain.calendar import events as calendar
from domain.core import DomainEvent
from domain.publications import events as publications
from domain.schedule import events as schedule

Rows = dict[tuple[Any, ...], dict[str, Any]]


class Path(Protocol):
    """Where an organisation stands, or stood on a day."""

    def __call__(self, organisation_id: UUID, day: date | None = None, /) -> str: ...


class PlanFacts:
    """Kept in dictionaries."""

    def __init__(self) -> None:
        self.versions: dict[UUID, int] = {}
        self.plans: Rows = {}
        self.filings: Rows = {}
        self.items: Rows = {}
        self.publications: Rows = {}
        self.themes: Rows = {}
        self.exceptions: Rows = {}
        self.calendars: Rows = {}

    def take(self, event: DomainEvent) -> None:
        me = event.originator_id
        match event:
            case plans.AnnualPlanAdopted():
                self.plans[event.organisation_id, event.year] = {
                    "annual_plan_id": me,
                    "adopted_on": event.on,
                    "adopted_at": event.adopted_at,
                    "meeting_id": event.meeting_id,
                    "event_id": event.event_id,
                }
            case plans.AnnualPlanFiled():
                self.filings[event.organisation_id, event.year, event.recipient_id] = {
                    "annual_plan_id": me,
                    "recipient_kind": event.recipient_kind,
                    "filed_on": event.on,
                    "event_id": event.event_id,
                }
            case plans.PlanItemAssigned():
                said = {
                    "DATE": event.planned_on,
                    "DOCUMENT": event.document_id,
                    "ASSIGNEE": event.assignee_id,
                }
                self.items[event.organisation_id, event.item_id] = {
                    "annual_plan_id": me,
                    "year": event.year,
                    "planned_on": event.planned_on,
                    "document_id": event.document_id,
                    "assignee_id": event.assignee_id,
                    "lacking": [name for name, value in said.items() if not value],
                    "is_complete": all(said.values()),
                    "event_id": event.event_id,
                }
            case plans.PlanItemWithdrawn():
                del self.items[event.organisation_id, event.item_id]
            case publications.MatterPublished():
                first = event.period_first
                self.publications[event.organisation_id, me] = {
                    "matter": event.matter,
                    "unit": event.unit,
                    "period_first": first,
                    "period": {
                        "month": f"{first:%Y-%m}",
                        "quarter": f"{first.year}-Q{first.month // 3 + 1}",
                        "half-year": f"{first.year}-H{first.month // 6 + 1}",
                        "year": f"{first.year}",
                    }[event.unit],
                    "published_on": event.on,
                    "event_id": event.event_id,
                }
            case publications.MatterPublicationWithdrawn():
                del self.publications[event.organisation_id, me]
            case publications.ThemePublished():
                theme = self.themes.setdefault(
                    (event.node_id, event.month), {"month_theme_id": me, "codes": []}
                )
                theme["codes"] = [*theme["codes"], event.code]
            case publications.ThemeWithdrawn():
                theme = self.themes[event.node_id, event.month]
                theme["codes"] = [code for code in theme["codes"] if code != event.code]
            case schedule.ScheduleExceptionApproved():
                self.exceptions[event.organisation_id, me] = {
                    "from_on": event.from_on,
                    "to_on": event.to_on,
                    "approved_by": event.approved_by,
                }
            case schedule.ScheduleExceptionEnded():
                self.exceptions[event.organisation_id, me]["to_on"] = event.on
            case calendar.CalendarYearPublished():
                self.calendars[event.year,] = {
                    "calendar_year_id": me,
                    "holidays": [*event.holidays],
                    "days_off": [*event.days_off],
                    "workdays": [*event.workdays],
                    "source": event.source,
                    "event_id": event.event_id,
                }
            case _:
                return
        self.versions[me] = event.originator_version

    def tables(self, path: Path) -> dict[str, Rows]:
        """Every table of it."""

        def placed(rows: Rows) -> Rows:
            return {key: {**row, "org_path": path(key[0])} for key, row in rows.items()}

        def versioned(rows: Rows, id_: str) -> Rows:
            return {key: {**row, "version": self.versions[row[id_]]} for key, row in rows.items()}

        def by_stream(rows: Rows) -> Rows:
            return {key: {**row, "version": self.versions[key[1]]} for key, row in rows.items()}

        return {
            "annual_plan": versioned(placed(self._plans()), "annual_plan_id"),
            "plan_filing": placed(self.filings),
            "plan_item": placed(self.items),
            "publication": by_stream(
                {
                    key: {**row, "org_path": path(key[0], row["published_on"])}
                    for key, row in self.publications.items()
                }
            ),
            "month_theme": versioned(placed(self.themes), "month_theme_id"),
            "schedule_exception": by_stream(placed(self.exceptions)),
            "calendar_year": versioned(self.calendars, "calendar_year_id"),
        }

    def _plans(self) -> Rows:
        """With the numbers of their items."""
        counted: Rows = {}
        for key, row in self.plans.items():
            items = [item for item in self.items.values() if item["annual_plan_id"] == row["annual_plan_id"]]
            incomplete = sum(not item["is_complete"] for item in items)
            counted[key] = {**row, "items": len(items), "incomplete_items": incomplete}
        return counted
