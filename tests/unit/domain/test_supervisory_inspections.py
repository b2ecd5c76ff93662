"""Inspections: of another's work, with findings that are put right once."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from domain.organisation.state import Organisation
from domain.supervisory_inspections.commands import (
    RaiseSupervisoryInspectionFinding,
    RecordSupervisoryInspection,
    RectifySupervisoryInspectionFinding,
)
from domain.supervisory_inspections.decide import (
    MOST_FINDINGS,
    raise_supervisory_inspection_finding,
    record_supervisory_inspection,
    rectify_supervisory_inspection_finding,
)
from domain.supervisory_inspections.events import (
    SupervisoryInspectionFindingRaised,
    SupervisoryInspectionFindingRectified,
    SupervisoryInspectionRecorded,
)
from domain.supervisory_inspections.state import SupervisoryInspection
from tests.unit.support import world
from tests.unit.support.given_when_then import Fact, Outcome, event_id, fact, given, when
from tests.unit.support.world import BRANCH, GROUP, OTHER_BRANCH, TOWNSHIP, context

SUPERVISORY_INSPECTION = world.id_of("supervisory_inspection")
HELD, DUE, TOMORROW = date(2026, 3, 10), date(2026, 4, 10), date(2026, 3, 21)
RAISED = fact(SupervisoryInspectionFindingRaised, matter="MINUTES_INCOMPLETE", due_on=DUE)
FINDING = event_id(SUPERVISORY_INSPECTION, 2)


def recorded(inspector_id: UUID = TOWNSHIP) -> Fact:
    return fact(
        SupervisoryInspectionRecorded, organisation_id=BRANCH, inspector_id=inspector_id, held_on=HELD
    )


def rectified(evidence: UUID | None = None) -> Fact:
    return fact(SupervisoryInspectionFindingRectified, finding=FINDING, on=HELD, evidence=evidence)


def supervisory_inspection(*facts: Fact) -> SupervisoryInspection:
    return given(SupervisoryInspection, SUPERVISORY_INSPECTION, *facts)


def record(inspector: Organisation, organisation: Organisation | None = None, **changes: Any) -> Outcome:
    given_: dict[str, Any] = {
        "supervisory_inspection_id": SUPERVISORY_INSPECTION,
        "organisation_id": BRANCH,
        "inspector_id": inspector.id,
        "held_on": HELD,
    }
    return when(
        record_supervisory_inspection,
        supervisory_inspection(),
        RecordSupervisoryInspection(**(given_ | changes)),
        context(),
        organisation=organisation or world.branch(),
        inspector=inspector,
    )


def raise_(before: SupervisoryInspection, **changes: Any) -> Outcome:
    given_: dict[str, Any] = {
        "supervisory_inspection_id": SUPERVISORY_INSPECTION,
        "matter": "MINUTES_INCOMPLETE",
        "due_on": DUE,
    }
    return when(
        raise_supervisory_inspection_finding,
        before,
        RaiseSupervisoryInspectionFinding(**(given_ | changes)),
        context(),
    )


def rectify(before: SupervisoryInspection, **changes: Any) -> Outcome:
    given_: dict[str, Any] = {
        "supervisory_inspection_id": SUPERVISORY_INSPECTION,
        "finding": FINDING,
        "on": HELD,
    }
    return when(
        rectify_supervisory_inspection_finding,
        before,
        RectifySupervisoryInspectionFinding(**(given_ | changes)),
        context(),
    )


class TestRecord:
    @pytest.mark.parametrize("inspector", [world.township(), world.branch(OTHER_BRANCH)])
    def test_by_one_above_or_beside(self, inspector: Organisation) -> None:
        (event,) = record(inspector).then(recorded(inspector.id))
        assert set(event.subjects()) == {BRANCH, inspector.id}

    @pytest.mark.parametrize("inspector", [world.branch(), world.group(GROUP, BRANCH)])
    def test_nobody_inspects_oneself(self, inspector: Organisation) -> None:
        record(inspector).refused("SELF_INSPECTION inspectorId")

    def test_what_cannot_be(self) -> None:
        record(Organisation.empty(TOWNSHIP)).refused("NOT_FOUND inspectorId")
        record(world.township(), Organisation.empty(BRANCH)).refused("NOT_FOUND organisationId")
        record(world.township(), held_on=TOMORROW).refused("IN_THE_FUTURE heldOn")
        record(world.township(), topic="no code").refused("INVALID_VALUE topic")


class TestRaise:
    def test_with_a_day_and_without(self) -> None:
        raise_(supervisory_inspection(recorded())).then(RAISED)
        raise_(supervisory_inspection(recorded()), due_on=None).then(
            fact(SupervisoryInspectionFindingRaised, matter="MINUTES_INCOMPLETE")
        )

    def test_what_cannot_be(self) -> None:
        raise_(supervisory_inspection()).refused("NOT_FOUND supervisoryInspectionId")
        raise_(supervisory_inspection(recorded()), matter="漏记").refused("INVALID_VALUE matter")
        raise_(supervisory_inspection(recorded()), due_on=date(2026, 3, 9)).refused("INVALID_DATES dueOn")
        many = [RAISED] * MOST_FINDINGS
        raise_(supervisory_inspection(recorded(), *many)).refused("TOO_MANY supervisoryInspectionId")


class TestRectify:
    def test_once(self) -> None:
        rectify(supervisory_inspection(recorded(), RAISED)).then(rectified())
        evidence = world.id_of("meeting")
        rectify(supervisory_inspection(recorded(), RAISED), evidence=evidence).then(rectified(evidence))
        rectify(supervisory_inspection(recorded(), RAISED, rectified())).refused("ALREADY_RECORDED finding")

    def test_what_cannot_be(self) -> None:
        rectify(supervisory_inspection()).refused("NOT_FOUND supervisoryInspectionId")
        rectify(supervisory_inspection(recorded())).refused("NOT_FOUND finding")
        rectify(supervisory_inspection(recorded(), RAISED), on=date(2026, 3, 9)).refused("INVALID_DATES on")
        rectify(supervisory_inspection(recorded(), RAISED), on=TOMORROW).refused("IN_THE_FUTURE on")
