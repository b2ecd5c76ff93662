"""The 432 loop (阿荣旗432) in a township: a branch that goes through it whole, and one where it breaks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import procedures
from application.actor import Actor
from domain.core.command import Command
from domain.procedures.commands import (
    CloseProcedureCase,
    RecordProcedureStep,
    ReleaseProcedure,
    StartProcedureCase,
    WithdrawProcedureStep,
)
from domain.procedures.text import read_procedure
from gridledger.demo.ids import DemoIds
from gridledger.demo.people import Branch
from gridledger.demo.people import Unit as Township
from gridledger.demo.steps import LocalTime, StepList

FILE = Path(procedures.__file__).parent / "arong-432.activity.1.toml"
# Days after the draft. In the broken one the groups are late, nobody takes pictures, and nothing is filed.
WHOLE = {
    "draft": 0,
    "groups": 2,
    "plan": 3,
    "activity": 10,
    "absentees": 10,
    "group-follow-up": 16,
    "committee-follow-up": 17,
    "filing": 19,
}
BROKEN = {name: days + (name == "groups") for name, days in WHOLE.items() if name != "filing"}
NO_PICTURES = "PICTURES"


class ProcedureSteps:
    """Adds these steps for the county and for a township."""

    def __init__(self, steps: StepList, ids: DemoIds, time: LocalTime, year: int) -> None:
        self._steps = steps
        self._ids = ids
        self._time = time
        self._year = year
        self._text = read_procedure(FILE.read_bytes())

    def add(self, township: Township) -> None:
        """Its committee releases the procedure; in spring two branches run it."""
        on = date(self._year, 2, 10)
        release = ReleaseProcedure(text=self._text, released_by=township.committee_id, on=on)
        self._give(on, township.secretary, release)
        started_on = date(self._year, 4, 7)
        whole, broken = township.branches[:2]
        self._case(whole, started_on, WHOLE)
        self._case(broken, started_on, BROKEN, without=NO_PICTURES)

    def _give(self, day: date, actor: Actor, command: Command) -> None:
        self._steps.add(self._time.at(day, "17:00"), actor, command)

    def _case(self, branch: Branch, on: date, days: Mapping[str, int], without: str | None = None) -> None:
        case_id = self._ids.of("procedure case", branch.key)
        groups = tuple(group.id for group in branch.groups)
        start = StartProcedureCase(
            case_id=case_id,
            organisation_id=branch.id,
            procedure=self._text.procedure,
            chapter=self._text.chapter,
            version=self._text.version,
            on=on,
            group_ids=groups,
        )
        self._give(on, branch.secretary, start)
        for step in self._text.steps:
            if step.id not in days:
                continue
            taken_on = on + timedelta(days=days[step.id])
            shown = tuple(code for code in step.needs if code != without)
            for group_id in groups if step.each_group and groups else (None,):
                record = RecordProcedureStep(
                    case_id=case_id, step=step.id, on=taken_on, evidence=shown, group_id=group_id
                )
                self._give(taken_on, branch.secretary, record)
        if without is not None:
            self._record_filing_by_mistake(branch, on)
        closed_on = on + timedelta(days=30)
        self._give(closed_on, branch.secretary, CloseProcedureCase(case_id=case_id, on=closed_on))

    def _record_filing_by_mistake(self, branch: Branch, on: date) -> None:
        case_id, said_on = self._ids.of("procedure case", branch.key), on + timedelta(days=20)
        self._give(said_on, branch.secretary, RecordProcedureStep(case_id=case_id, step="filing", on=said_on))
        withdraw = WithdrawProcedureStep(case_id=case_id, step="filing", reason="NOT_FILED")
        self._give(said_on + timedelta(days=1), branch.secretary, withdraw)
