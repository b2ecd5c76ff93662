"""What the events about procedures and cases say, taken down by hand for the loop of ``tests/support``."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Protocol
from uuid import UUID

from domain.core import DomainEvent, deterministic_id
from domain.procedures import events as procedures

Rows = dict[tuple[Any, ...], dict[str, Any]]


class Path(Protocol):
    """Where an organisation stands."""

    def __call__(self, organisation_id: UUID, /) -> str: ...


class ProcedureFacts:
    """Kept in dictionaries."""

    def __init__(self) -> None:
        self.released: list[tuple[int, procedures.ProcedureVersionReleased]] = []
        self.cases: dict[UUID, procedures.CaseStarted] = {}
        self.taken: dict[UUID, dict[tuple[str, UUID | None], procedures.StepTaken]] = {}
        self.closed: dict[UUID, date] = {}
        self.versions: dict[UUID, int] = {}

    def take(self, position: int, event: DomainEvent) -> None:
        me = event.originator_id
        match event:
            case procedures.ProcedureVersionReleased():
                self.released.append((position, event))
            case procedures.CaseStarted():
                self.cases[me] = event
                self.taken[me] = {}
            case procedures.StepTaken():
                self.taken[me][event.step, event.group_id] = event
            case procedures.StepWithdrawn():
                del self.taken[me][event.step, event.group_id]
            case procedures.CaseClosed():
                self.closed[me] = event.on
            case _:
                return
        self.versions[me] = event.originator_version

    def tables(self, path: Path) -> dict[str, Rows]:
        """Every table of it."""
        steps = {id_: self._steps(id_, path) for id_ in self.cases}
        return {
            "procedure_version": self._versions(),
            "procedure_step": {
                (event.version_id, number): {
                    "step": step.id,
                    "title_zh": step.title.zh,
                    "title_en": step.title.en,
                    "comes_after": [*step.after],
                    "counted_from": "ask" if step.id == "answer" else None,
                    "within_days": 2 if step.id == "answer" else None,
                    "each_group": step.id == "answer",
                    "needs": [*step.needs],
                }
                for _, event in self.released
                for number, step in enumerate(event.steps, 1)
            },
            "procedure_case": {(id_,): self._case(id_, steps[id_], path) for id_ in self.cases},
            "procedure_case_step": {key: row for rows in steps.values() for key, row in rows.items()},
        }

    def _versions(self) -> Rows:
        latest = max(self.released, key=lambda one: (one[1].on, one[0]), default=None)
        return {
            (event.originator_id, event.version_id): {
                "procedure": "loop",
                "chapter": "activity",
                "label": event.version,
                "title_zh": event.title_zh,
                "title_en": event.title_en,
                "source_zh": event.source_zh,
                "source_en": event.source_en,
                "released_by": event.released_by,
                "released_on": event.on,
                "is_superseded": latest is not None and event is not latest[1],
            }
            for _, event in self.released
        }

    def _case(self, id_: UUID, steps: Rows, path: Path) -> dict[str, Any]:
        case = self.cases[id_]
        ahead = [row["due_on"] for row in steps.values() if row["due_on"] and not row["is_taken"]]
        return {
            "organisation_id": case.organisation_id,
            "procedure_id": case.procedure_id,
            "version_id": case.version_id,
            "procedure": "loop",
            "chapter": "activity",
            "group_ids": [*case.group_ids],
            "started_on": case.on,
            "closed_on": self.closed.get(id_),
            "is_open": id_ not in self.closed,
            "steps": len(steps),
            "taken_steps": len(self.taken[id_]),
            "broken_steps": sum(row["is_broken"] for row in steps.values()),
            "due_on": min(ahead, default=None) if id_ not in self.closed else None,
            "org_path": path(case.organisation_id),
            "version": self.versions[id_],
        }

    def _steps(self, id_: UUID, path: Path) -> Rows:
        case, taken = self.cases[id_], self.taken[id_]
        slots: list[tuple[str, UUID | None]] = [
            ("ask", None),
            *(("answer", group) for group in case.group_ids or (None,)),
            ("act", None),
        ]
        rows: Rows = {}
        for number, (step, group) in enumerate(slots, 1):
            record = taken.get((step, group))
            due_on = self._answer_due(id_) if step == "answer" else None
            lacking = ["WRITTEN_RESULT"] if step == "answer" and record and not record.evidence else []
            flaws = self._flaws(id_, step, record, due_on, lacking)
            rows[id_, deterministic_id("procedure-case-step", id_, step, str(group))] = {
                "organisation_id": case.organisation_id,
                "number": number,
                "step": step,
                "title_zh": {"ask": "征求意见", "answer": "小组答复", "act": "开展活动"}[step],
                "title_en": {
                    "ask": "The groups are asked",
                    "answer": "Each group answers",
                    "act": "The activity",
                }[step],
                "group_id": group,
                "due_on": due_on,
                "taken_on": record and record.on,
                "is_taken": record is not None,
                "evidence": [*record.evidence] if record else [],
                "lacking": lacking,
                "flaws": flaws,
                "is_broken": bool(flaws),
                "document_id": record and record.document_id,
                "meeting_id": record and record.meeting_id,
                "org_path": path(case.organisation_id),
            }
        return rows

    def _answer_due(self, id_: UUID) -> date | None:
        asked = self.taken[id_].get(("ask", None))
        return None if asked is None else asked.on + timedelta(days=2)

    def _flaws(
        self,
        id_: UUID,
        step: str,
        record: procedures.StepTaken | None,
        due_on: date | None,
        lacking: list[str],
    ) -> list[str]:
        if record is None:
            return ["NOT_TAKEN"] if id_ in self.closed else []
        taken = self.taken[id_]
        before: list[tuple[str, UUID | None]] = []
        if step == "answer":
            before = [("ask", None)]
        elif step == "act":
            before = [("answer", group) for group in self.cases[id_].group_ids or (None,)]
        early = [slot for slot in before if slot not in taken or taken[slot].on > record.on]
        late = due_on is not None and record.on > due_on
        told = {"OUT_OF_ORDER": early, "LATE": late, "LACKS_EVIDENCE": lacking}
        return [flaw for flaw, is_so in told.items() if is_so]
