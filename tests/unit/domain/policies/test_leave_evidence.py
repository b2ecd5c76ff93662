"""What proves the ground of a leave: before it is granted, or until a day, both sides of it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from domain.leave.events import LeaveKind
from domain.leave.evidence import EvidenceKind
from domain.leave.levels import ApproverLevel
from domain.policies.kinds.leave_evidence import LeaveEvidence, LeaveEvidenceKind
from domain.policies.leave_grants import Awaited, LeaveGrant

KIND = LeaveEvidenceKind()
CERTIFICATE = EvidenceKind.MEDICAL_CERTIFICATE


def rule(**changes: Any) -> LeaveEvidence:
    plain: dict[str, Any] = {
        "leaves": (LeaveKind.ILLNESS,),
        "accepts": (CERTIFICATE,),
        "counted_from": "first_day",
    }
    return LeaveEvidence(**plain | changes)


def grant(on: date, *evidence: EvidenceKind, kind: LeaveKind = LeaveKind.ILLNESS) -> LeaveGrant:
    return LeaveGrant(
        kind=kind,
        from_on=date(2026, 3, 10),
        to_on=date(2026, 3, 12),
        on=on,
        level=ApproverLevel.BRANCH_SECRETARY,
        evidence=frozenset(evidence),
    )


def code(parameters: LeaveEvidence, of: LeaveGrant) -> str | None:
    hindrance = KIND.hindrance(parameters, of)
    return None if hindrance is None else hindrance.code


MISSING = "LEAVE_EVIDENCE_MISSING"


def test_without_days_it_comes_before_the_grant() -> None:
    early = date(2026, 3, 1)
    assert code(rule(), grant(early)) == MISSING
    assert code(rule(), grant(early, EvidenceKind.OTHER_PAPER)) == MISSING
    assert code(rule(), grant(early, CERTIFICATE)) is None
    assert code(rule(), grant(early, kind=LeaveKind.PERSONAL)) is None
    assert KIND.awaits(rule(), grant(early)) is None


@pytest.mark.parametrize(("counted_from", "due"), [("first_day", 13), ("last_day", 15)])
def test_within_days_it_is_awaited_until_they_have_passed(counted_from: str, due: int) -> None:
    within = rule(within_days=3, counted_from=counted_from)
    for day in (1, due):
        assert code(within, grant(date(2026, 3, day))) is None
        assert KIND.awaits(within, grant(date(2026, 3, day))) == Awaited(date(2026, 3, due), (CERTIFICATE,))
    assert code(within, grant(date(2026, 3, due + 1))) == MISSING
    assert code(within, grant(date(2026, 3, due + 1), CERTIFICATE)) is None
    assert KIND.awaits(within, grant(date(2026, 3, 1), CERTIFICATE)) is None


def test_the_day_itself() -> None:
    same_day = rule(within_days=0)
    assert code(same_day, grant(date(2026, 3, 10))) is None
    assert code(same_day, grant(date(2026, 3, 11))) == MISSING


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"leaves": ()}, "leaves: names one kind, or more"),
        ({"accepts": ()}, "accepts: names one kind of evidence, or more"),
        ({"accepts": (CERTIFICATE, CERTIFICATE)}, "accepts: names each once"),
        ({"within_days": -1}, "within_days: is a number of days, 0 for the day itself"),
    ],
)
def test_parameters_that_cannot_be(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        rule(**changes)


def test_which_of_two_asks_for_less() -> None:
    assert KIND.weaker(rule(within_days=7), rule(within_days=3)) is True
    assert KIND.weaker(rule(within_days=3), rule(within_days=7)) is False
    assert KIND.weaker(rule(within_days=0), rule()) is True
    assert KIND.weaker(rule(accepts=(CERTIFICATE, EvidenceKind.OTHER_PAPER)), rule()) is True
    assert KIND.weaker(rule(within_days=3, counted_from="last_day"), rule(within_days=3)) is None
    assert KIND.weaker(rule(counted_from="last_day"), rule()) is False  # of days, neither says anything


def test_its_sentences() -> None:
    assert KIND.sentences(rule()).zh == "病假须在批准前提交医院证明"
    assert (
        KIND.sentences(rule(within_days=0)).en
        == "sick leave is proved by a medical certificate by its first day"
    )
    assert (
        KIND.sentences(rule(within_days=3, counted_from="last_day")).zh
        == "病假须在假期末日后3天内提交医院证明"
    )
