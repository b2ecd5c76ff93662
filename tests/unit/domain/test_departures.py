"""Departures from rules that are kept as a rule: who may give a reason, for which periods, and what it excuses."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from domain.departures.commands import RecordDeparture, WithdrawDeparture
from domain.departures.decide import record_departure, withdraw_departure
from domain.departures.events import DepartureRecorded, DepartureWithdrawn, departure_of
from domain.departures.state import Departure
from domain.documents.events import DocumentErased, DocumentKind, DocumentSealed, ErasureBasis
from domain.documents.named import NamedDocument
from domain.documents.state import Document
from domain.organisation.events import OrganisationKind
from domain.organisation.state import Organisation
from domain.policies.departing import EXCUSABLE, excused, units_of
from domain.policies.events import (
    PolicyAdopted,
    PolicyAdoptionEnded,
    PolicyVersionPublished,
    adoptions_id,
    pack_id,
)
from domain.policies.layers import version_id
from domain.policies.modality import Modality
from domain.policies.periods import Period, Unit
from domain.policies.published import facts_of
from domain.policies.state import PolicyAdoptions, PolicyPack
from domain.policies.verdicts import Status, Verdict
from tests.unit.support import world
from tests.unit.support.given_when_then import Fact, Outcome, fact, given, when
from tests.unit.support.policy_commands import lectures, pack_of
from tests.unit.support.world import BRANCH, COMMITTEE, OTHER_BRANCH, TOWNSHIP, context

PACK = "township-rules"  # of what is kept as a rule
SERIES = f"{PACK}/lecture"
NEW_YEAR = date(2026, 1, 1)
FOUNDED = world.branch().founded_at.local_date(context().zone)
LETTER = world.id_of("letter of the township")


def recorded(**changes: Any) -> Fact:
    said: dict[str, Any] = {
        "organisation_id": BRANCH,
        "node_id": TOWNSHIP,
        "series": SERIES,
        "period": "2026-Q1",
        "unit": Unit.QUARTER,
        "from_on": NEW_YEAR,
        "to_on": date(2026, 3, 31),
        "document_id": None,
        "approved_by": None,
        "reason": "FLOODS",
    }
    return fact(DepartureRecorded, **{**said, **changes})


def withdrawn() -> Fact:
    return fact(DepartureWithdrawn, organisation_id=BRANCH, reason="MISTAKEN")


def adopted(since: date = NEW_YEAR, *more: Fact) -> PolicyAdoptions:
    adoption = fact(
        PolicyAdopted,
        adoption_id=world.id_of("adoption"),
        node_id=TOWNSHIP,
        series=SERIES,
        version_id=version_id(SERIES, "1"),
        since=since,
        organisations=(OrganisationKind.PARTY_BRANCH,),
        forms=(),
        approved_by=TOWNSHIP,
    )
    return given(PolicyAdoptions, adoptions_id(TOWNSHIP, SERIES), adoption, *more)


def published(pack: str = PACK, *rules: Any) -> PolicyPack:
    facts = [fact(PolicyVersionPublished, **rule) for rule in facts_of(pack_of(pack, "1", *rules), "ab" * 32)]
    return given(PolicyPack, pack_id(pack), *facts)


def a_departure(*facts: Fact, period: str = "2026-Q1") -> Departure:
    return given(Departure, departure_of(SERIES, TOWNSHIP, BRANCH, period), *facts)


def record(*facts: Fact, **changes: Any) -> Outcome:
    around: dict[str, Any] = {
        "organisation": world.branch(),
        "above": (TOWNSHIP, COMMITTEE),
        "above_then": (TOWNSHIP, COMMITTEE),
        "adoptions": adopted(),
        "pack": published(),
        "document": None,
    }
    around |= {name: changes.pop(name) for name in around.keys() & changes}
    said: dict[str, Any] = {
        "organisation_id": BRANCH,
        "node_id": TOWNSHIP,
        "series": SERIES,
        "period": "2026-Q1",
        "reason": "FLOODS",
        **changes,
    }
    state = a_departure(*facts, period=said["period"])
    return when(record_departure, state, RecordDeparture(**said), context(), **around)


def withdraw(*facts: Fact, **changes: Any) -> Outcome:
    said: dict[str, Any] = {"organisation_id": BRANCH, "node_id": TOWNSHIP, "series": SERIES}
    command = WithdrawDeparture(**{**said, "period": "2026-Q1", "reason": "MISTAKEN", **changes})
    return when(withdraw_departure, a_departure(*facts), command, context())


def test_a_reason_is_recorded_while_the_period_runs() -> None:
    (event,) = record().then(recorded())
    assert set(event.subjects()) == {BRANCH}


def test_with_a_document_and_with_the_word_of_one_above() -> None:
    said = {"document_id": LETTER, "approved_by": TOWNSHIP}
    (event,) = record(**said).then(recorded(**said))
    assert set(event.subjects()) == {BRANCH, TOWNSHIP}


def letter(*, erased: bool = False) -> NamedDocument:
    about: dict[str, Any] = {"organisation_id": TOWNSHIP}
    facts = [fact(DocumentSealed, kind=DocumentKind.REPORT, salted_sha256="0f" * 32, **about)]
    facts += [fact(DocumentErased, basis=ErasureBasis.PERIOD_ENDED, **about)] * erased
    return NamedDocument(given(Document, LETTER, *facts), frozenset([BRANCH, TOWNSHIP, COMMITTEE]))


def test_sent_again_it_changes_nothing_though_its_document_was_erased() -> None:
    """Under another key: it was recorded while the document was there. Nothing else is recorded with it any more."""
    named: dict[str, Any] = {"document_id": LETTER, "document": letter(erased=True)}
    record(recorded(document_id=LETTER), **named).then()
    record(recorded(document_id=LETTER), **named, reason="HARVEST").refused("ALREADY_RECORDED reason")
    record(**named).refused("DOCUMENT_ERASED documentId")
    record(recorded(), withdrawn(), **named).refused("DOCUMENT_ERASED documentId")
    record(document_id=LETTER, document=letter()).then(recorded(document_id=LETTER))


def test_a_branch_may_approve_for_itself() -> None:
    record(approved_by=BRANCH).then(recorded(approved_by=BRANCH))


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("2026-Q2", date(2026, 4, 1), date(2026, 6, 30)),  # ahead
        ("2027-Q4", date(2027, 10, 1), date(2027, 12, 31)),
    ],
)
def test_a_reason_may_be_given_ahead(period: str, first: date, last: date) -> None:
    record(period=period).then(recorded(period=period, from_on=first, to_on=last))


def test_the_version_of_the_outset_decides() -> None:
    first, next_day = date(2026, 4, 1), date(2026, 4, 2)
    ended = fact(PolicyAdoptionEnded, adoption_id=world.id_of("adoption"), node_id=TOWNSHIP, until=next_day)
    said = recorded(period="2026-Q2", from_on=first, to_on=date(2026, 6, 30))
    record(period="2026-Q2", adoptions=adopted(NEW_YEAR, ended)).then(said)
    record(period="2026-Q2", adoptions=adopted(next_day)).refused("NOT_ADOPTED series")


def test_of_the_period_of_its_founding_the_version_of_that_day_decides() -> None:
    record(adoptions=adopted(FOUNDED)).then(recorded())
    record(adoptions=adopted(FOUNDED + timedelta(days=1))).refused("NOT_ADOPTED series")


def test_what_has_to_be_done_takes_no_reason() -> None:
    record(pack=published("unit-rules"), adoptions=_of("unit-rules")).refused("RULE_MUST_BE_KEPT series")


def _of(pack: str) -> PolicyAdoptions:
    """Adoptions of the same series stream that name the version of another pack."""
    state = adopted()
    (term,) = state.terms.values()
    state.terms[term.adoption_id] = type(term)(
        term.adoption_id, version_id(f"{pack}/lecture", "1"), term.since, term.approved_by
    )
    return state


@pytest.mark.parametrize(
    ("changes", "refusals"),
    [
        ({"period": "spring"}, ["INVALID_VALUE period"]),
        ({"period": "2026-03"}, ["INVALID_VALUE period"]),  # the rule is about quarters
        ({"period": "2029-Q1"}, ["INVALID_DATES period"]),
        ({"period": "1899-Q4"}, ["INVALID_DATES period", "INVALID_DATES period"]),
        ({"reason": None}, ["REASON_REQUIRED reason"]),
        ({"reason": "no code"}, ["INVALID_VALUE reason"]),
        ({"organisation": Organisation.empty(BRANCH)}, ["NOT_FOUND organisationId"]),
        ({"approved_by": OTHER_BRANCH}, ["NOT_ABOVE approvedBy"]),
        ({"approved_by": world.id_of("nobody")}, ["NOT_ABOVE approvedBy"]),
        ({"above_then": (COMMITTEE,)}, ["NOT_ABOVE adoptedAt"]),
        ({"adoptions": PolicyAdoptions.empty(adoptions_id(TOWNSHIP, SERIES))}, ["NOT_ADOPTED series"]),
        ({"organisation": world.township(), "above_then": (TOWNSHIP,)}, ["WRONG_KIND organisationId"]),
    ],
)
def test_what_is_refused(changes: Any, refusals: list[str]) -> None:
    record(**changes).refused(*refusals)


def test_of_a_period_without_the_organisation() -> None:
    gone = world.branch()
    gone.dissolved_on = FOUNDED
    record(organisation=gone).refused("ORGANISATION_DISSOLVED organisationId")


def test_sent_twice_it_changes_nothing_and_another_reason_waits_for_a_withdrawal() -> None:
    record(recorded()).nothing()
    record(recorded(), reason="EPIDEMIC").refused("ALREADY_RECORDED reason")
    record(recorded(), document_id=LETTER).refused("ALREADY_RECORDED reason")
    record(recorded(), withdrawn(), reason="EPIDEMIC").then(recorded(reason="EPIDEMIC"))


def test_it_is_taken_back_for_a_reason() -> None:
    withdraw(recorded()).then(withdrawn())
    withdraw(recorded(), reason=None).refused("REASON_REQUIRED reason")


@pytest.mark.parametrize("facts", [(), (recorded(), withdrawn())])
def test_what_does_not_stand_is_not_taken_back(facts: tuple[Fact, ...]) -> None:
    withdraw(*facts).refused("NOTHING_RECORDED period")


EVENT, GROUNDS = world.id_of("recorded"), world.id_of("grounds")


@pytest.mark.parametrize("status", list(Status))
def test_what_a_reason_excuses(status: Status) -> None:
    """接近期限、不符、未达标 alone; the numbers stay, and the event is named among those that it rests on."""
    verdict = Verdict(status=status, required=2, held=1, events=(GROUNDS,), recheck=NEW_YEAR)
    found = excused(verdict, Modality.SHOULD, EVENT)
    if status not in {Status.AT_RISK, Status.OFF_WINDOW, Status.MISSED}:
        assert found == verdict
        return
    assert (found.status, found.required, found.held) == (Status.EXCUSED, 2, 1)
    assert (found.events, found.recheck) == ((GROUNDS, EVENT), NEW_YEAR)


@pytest.mark.parametrize("status", sorted(EXCUSABLE))
def test_no_reason_and_no_rule_that_must_be_kept(status: Status) -> None:
    verdict = Verdict(status=status)
    assert excused(verdict, Modality.MUST, EVENT) == verdict
    assert excused(verdict, Modality.SHOULD, None) == verdict


def test_periods_of_a_rule() -> None:
    assert units_of(lectures(per=Unit.MONTH)) == {Unit.MONTH}


def test_an_id_of_its_own_for_each_slot() -> None:
    ids: set[UUID] = {
        departure_of(series, node, organisation, label)
        for series in (SERIES, "unit-rules/lecture")
        for node in (TOWNSHIP, COMMITTEE)
        for organisation in (BRANCH, OTHER_BRANCH)
        for label in ("2026-Q1", Period.named("2026-Q2").label)
    }
    assert len(ids) == 16
