"""What closed periods came to: the tally, the digest, and when another one has to be told."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import msgspec
import pytest

from domain.assessments.commands import AssessPeriod
from domain.assessments.decide import assess_period
from domain.assessments.events import PeriodAssessed, PeriodAssessmentSuperseded
from domain.assessments.state import PeriodAssessment
from domain.assessments.tally import SlotStand, Tally, assessment_id, canonical, digest_of
from domain.clock.events import CLOCK_ID, DayClosed
from domain.clock.state import Clock
from domain.organisation.events import OrganisationKind
from domain.organisation.state import Organisation
from domain.policies.periods import Period
from domain.policies.verdicts import Status
from tests.unit.support import world
from tests.unit.support.given_when_then import Fact, Outcome, event_id, fact, given, when
from tests.unit.support.world import COMMITTEE

VERSION = UUID("0192f3a0-0000-7000-8000-0000000000aa")
FIRST, SECOND = (UUID(f"0192f3a0-0000-7000-8000-{number:012}") for number in (1, 2))
PASSED = SlotStand(FIRST, Status.PASSED, VERSION, 1, 1, 1)
MISSED = SlotStand(SECOND, Status.MISSED, VERSION, 1, 0, None)
SERIES, LAST = "county-rules/lecture", date(2026, 2, 28)
STREAM = assessment_id(SERIES, COMMITTEE, "PARTY_BRANCH", "2026-02")


def assess(**changes: Any) -> AssessPeriod:
    stands = changes.pop("stands", (PASSED, MISSED))
    said = {"tally": Tally.of(stands), "digest": digest_of(stands), "facts_position": 40, **changes}
    return AssessPeriod(
        **{
            "node_id": COMMITTEE,
            "series": SERIES,
            "organisation_kind": OrganisationKind.PARTY_BRANCH,
            "period": "2026-02",
            **said,
        }
    )


def fact_of(command: AssessPeriod, **supersedes: UUID) -> Fact:
    period = Period.named(command.period)
    return fact(
        PeriodAssessmentSuperseded if supersedes else PeriodAssessed,
        series=command.series,
        node_id=command.node_id,
        organisation_kind=command.organisation_kind,
        period=command.period,
        unit=period.unit,
        from_on=period.first,
        to_on=period.last,
        numerator=command.tally.passed,
        denominator=command.tally.denominator,
        tally=command.tally,
        digest=command.digest,
        facts_position=command.facts_position,
        **supersedes,
    )


def decide(command: AssessPeriod, *facts: Fact, closed_on: date | None = LAST, **around: Any) -> Outcome:
    days = [fact(DayClosed, day=closed_on)] if closed_on else []
    reads = {
        "node": world.organisation(COMMITTEE, OrganisationKind.PARTY_COMMITTEE),
        "clock": given(Clock, CLOCK_ID, *days),
        **around,
    }
    return when(assess_period, given(PeriodAssessment, STREAM, *facts), command, world.context(), **reads)


def test_canonical_bytes_of_slots_in_whatever_order() -> None:
    """These lines are the contract: docs/compliance.md says how to write them."""
    written = f"{FIRST} PASSED {VERSION} 1 1 1\n".encode() + f"{SECOND} MISSED {VERSION} 1 0 -\n".encode()
    assert canonical([MISSED, PASSED]) == canonical([PASSED, MISSED]) == written
    assert digest_of([MISSED, PASSED]) == hashlib.sha256(written).hexdigest()
    assert canonical([]) == b""


@pytest.mark.parametrize("field", SlotStand._fields)
def test_whatever_differs_makes_another_digest(field: str) -> None:
    others: dict[str, Any] = {
        "slot_id": SECOND,
        "status": Status.EXCUSED,
        "version_id": SECOND,
        "required": None,
        "held": 2,
        "verified": 0,
    }
    assert digest_of([PASSED._replace(**{field: others[field]})]) != digest_of([PASSED])


def test_a_tally_counts_every_status() -> None:
    stands = [PASSED._replace(status=status) for status in Status for _ in range(2)]
    tally = Tally.of(stands)
    assert set(msgspec.structs.asdict(tally).values()) == {2}
    assert (tally.slots, tally.denominator) == (2 * len(Status), 2 * len(Status) - 4)


def test_a_closed_period_is_assessed() -> None:
    (event,) = decide(assess()).then(fact_of(assess()))
    assert event.subjects() == (COMMITTEE,)
    assert (event.numerator, event.denominator) == (1, 2)  # type: ignore[attr-defined]


@pytest.mark.parametrize("closed_on", [None, date(2026, 2, 27)])
def test_not_before_its_last_day_is_closed(closed_on: date | None) -> None:
    decide(assess(), closed_on=closed_on).refused("DAY_NOT_OVER period")


def test_what_stands_otherwise_supersedes_what_was_told() -> None:
    later = assess(stands=(PASSED,), facts_position=50)
    decide(later, fact_of(assess())).then(fact_of(later, supersedes=event_id(STREAM, 1)))


def test_also_where_only_numbers_differ() -> None:
    later = assess(stands=(PASSED._replace(held=2), MISSED), facts_position=50)
    decide(later, fact_of(assess())).then(fact_of(later, supersedes=event_id(STREAM, 1)))


def test_what_was_told_so_already_changes_nothing() -> None:
    decide(assess(facts_position=50), fact_of(assess())).nothing()


def test_whoever_was_overtaken_changes_nothing() -> None:
    decide(assess(stands=(PASSED,), facts_position=39), fact_of(assess())).nothing()


def test_where_nobody_was_asked_nothing_is_told_unless_somebody_was() -> None:
    nobody = assess(stands=(), facts_position=50)
    decide(nobody).nothing()
    decide(nobody, fact_of(assess())).then(fact_of(nobody, supersedes=event_id(STREAM, 1)))


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"period": "spring"}, "INVALID_VALUE period"),
        ({"digest": "ab"}, "INVALID_VALUE digest"),
        ({"digest": "Z" * 64}, "INVALID_VALUE digest"),
        ({"tally": Tally(passed=-1)}, "INVALID_VALUE tally"),
        ({"reason": "no code"}, "INVALID_VALUE reason"),
    ],
)
def test_what_is_refused(changes: Any, refusal: str) -> None:
    decide(replace(assess(), **changes)).refused(refusal)


def test_at_no_organisation() -> None:
    decide(assess(), node=Organisation.empty(COMMITTEE)).refused("NOT_FOUND adoptedAt")
