"""Obligations follow what rules demand, level-triggered; what people did about them stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest

from domain.membership.state import Member
from domain.obligations.commands import (
    AssignObligation,
    FulfilObligation,
    ReconcileObligation,
    WaiveObligation,
)
from domain.obligations.decide import (
    assign_obligation,
    fulfil_obligation,
    reconcile_obligation,
    waive_obligation,
)
from domain.obligations.events import (
    ObligationAssigned,
    ObligationFulfilled,
    ObligationGroundsChanged,
    ObligationOpened,
    ObligationReopened,
    ObligationWaived,
    ObligationWithdrawn,
)
from domain.obligations.grounds import (
    LONGEST_KEY,
    MOST_FACTS,
    MOST_GROUNDS,
    Consequence,
    Ground,
    SubjectKind,
    obligation_id,
)
from domain.obligations.reconciling import (
    ACTED,
    ObligationStatus,
    Standing,
    Step,
    Wanted,
    next_step,
    same_rule,
)
from domain.obligations.state import Obligation
from domain.organisation.state import Organisation
from tests.unit.support import world
from tests.unit.support.given_when_then import Fact, fact, given, when

FIRST, SECOND, THIRD = (world.id_of(f"absence {number}") for number in range(3))
FACTS = tuple(sorted((FIRST, SECOND)))
DUE = date(2026, 4, 20)
ID = obligation_id(world.ANN, Consequence.TALK, "2026-H1/1")


def ground(series: str = "county/absence", *facts: Any) -> Ground:
    return Ground(
        series=series,
        node_id=world.COMMITTEE,
        version_id=world.id_of("version"),
        event_ids=facts or FACTS,
    )


FOUND = ReconcileObligation(
    subject_kind=SubjectKind.MEMBER,
    subject_id=world.ANN,
    consequence=Consequence.TALK,
    key="2026-H1/1",
    facts_position=40,
    organisation_id=world.BRANCH,
    grounds=(ground(),),
    due_on=DUE,
)
GONE = replace(FOUND, grounds=(), due_on=None, facts_position=50)
OPENED = fact(
    ObligationOpened,
    **{name: getattr(FOUND, name) for name in ReconcileObligation.__annotations__},
)
WITHDRAWN = fact(ObligationWithdrawn, subject_id=world.ANN, facts_position=50)
FULFILLED = fact(ObligationFulfilled, subject_id=world.ANN, on=world.TODAY, dealt_with=FACTS)
WAIVED = fact(ObligationWaived, subject_id=world.ANN, dealt_with=FACTS)
HOME = frozenset([world.BRANCH, world.TOWNSHIP, world.COMMITTEE])


def obligation(*facts: Fact) -> Obligation:
    return given(Obligation, ID, *facts)


def reconciled(state: Obligation, command: ReconcileObligation, **others: Any) -> Any:
    around = {"subject": world.member(), "organisation": world.branch(), "continued": None, **others}
    return when(reconcile_obligation, state, command, world.context(), **around)


class TestNextStep:
    WANTED = Wanted(world.BRANCH, (ground(),), DUE)

    def test_nothing_demanded_and_nothing_there(self) -> None:
        assert next_step(None, None) is None
        assert next_step(None, self.WANTED) is Step.OPEN

    @pytest.mark.parametrize("status", sorted(ACTED))
    @pytest.mark.parametrize("demanded", [True, False])
    def test_what_was_acted_upon_stays(self, status: ObligationStatus, demanded: bool) -> None:
        standing = Standing(status, world.BRANCH, (ground("other/rule"),))
        assert next_step(standing, self.WANTED if demanded else None) is None

    def test_open_and_withdrawn_follow_the_demand(self) -> None:
        standing = Standing(ObligationStatus.OPEN, world.BRANCH, (ground(),))
        assert next_step(standing, self.WANTED) is None
        assert next_step(standing, self.WANTED._replace(due_on=None)) is None  # its day stands
        assert next_step(standing, None) is Step.WITHDRAW
        withdrawn = standing._replace(status=ObligationStatus.WITHDRAWN)
        assert next_step(withdrawn, None) is None
        assert next_step(withdrawn, self.WANTED) is Step.REOPEN

    @pytest.mark.parametrize(
        "change",
        [
            {"organisation_id": world.OTHER_BRANCH},
            {"grounds": (ground(), ground("other/rule"))},
            {"grounds": (ground("county/absence", FIRST, SECOND, THIRD),)},
        ],
        ids=["who owes it", "a second rule", "a further fact"],
    )
    def test_other_grounds(self, change: dict[str, Any]) -> None:
        standing = Standing(ObligationStatus.OPEN, world.BRANCH, (ground(),))
        assert next_step(standing, self.WANTED._replace(**change)) is Step.CHANGE_GROUNDS

    def test_a_step_once_taken_leaves_none(self) -> None:
        """From wherever it stands: so any number of workers may look, in any order."""
        for status, demanded in product((None, *ObligationStatus), (True, False)):
            standing = None if status is None else Standing(status, world.BRANCH, (ground("old/rule"),))
            wanted = self.WANTED if demanded else None
            assert next_step(_after(standing, wanted), wanted) is None


def _after(standing: Standing | None, wanted: Wanted | None) -> Standing | None:
    step = next_step(standing, wanted)
    if step is None:
        return standing
    if step is Step.WITHDRAW:
        assert standing is not None
        return standing._replace(status=ObligationStatus.WITHDRAWN)
    assert wanted is not None
    return Standing(ObligationStatus.OPEN, wanted.organisation_id, wanted.grounds)


def test_rules_in_common() -> None:
    assert same_rule((ground(),), (ground("other/rule"), ground("county/absence", THIRD)))
    assert not same_rule((ground(),), (ground("other/rule"),))
    assert not same_rule((), (ground(),))


class TestReconcile:
    def test_it_is_opened_once(self) -> None:
        (event,) = reconciled(obligation(), FOUND).then(OPENED)
        assert event.originator_id == ID
        assert set(event.subjects()) == {world.ANN, world.BRANCH}
        reconciled(obligation(OPENED), FOUND).nothing()
        reconciled(obligation(OPENED), replace(FOUND, facts_position=99, due_on=None)).nothing()

    def test_two_rules_that_demand_the_same_are_one(self) -> None:
        both = replace(FOUND, grounds=(ground(), ground("township/absence")), facts_position=41)
        changed = fact(
            ObligationGroundsChanged,
            subject_id=world.ANN,
            organisation_id=world.BRANCH,
            grounds=both.grounds,
            facts_position=41,
        )
        reconciled(obligation(OPENED), both).then(changed)
        reconciled(obligation(OPENED, changed), replace(both, facts_position=42)).nothing()

    def test_it_is_withdrawn_once_its_last_ground_falls_and_reopened_when_one_returns(self) -> None:
        reconciled(obligation(), GONE).nothing()
        reconciled(obligation(OPENED), GONE).then(WITHDRAWN)
        reconciled(obligation(OPENED, WITHDRAWN), GONE).nothing()
        again = replace(FOUND, facts_position=60, due_on=date(2026, 6, 1))
        reopened = fact(
            ObligationReopened,
            subject_id=world.ANN,
            organisation_id=world.BRANCH,
            grounds=again.grounds,
            facts_position=60,
            due_on=date(2026, 6, 1),
        )
        reconciled(obligation(OPENED, WITHDRAWN), again).then(reopened)

    @pytest.mark.parametrize("act", [FULFILLED, WAIVED], ids=["fulfilled", "waived"])
    @pytest.mark.parametrize(
        "found", [GONE, replace(FOUND, facts_position=60, grounds=(ground("other/rule"),))]
    )
    def test_whatever_becomes_of_its_grounds_an_act_stands(
        self, act: Fact, found: ReconcileObligation
    ) -> None:
        reconciled(obligation(OPENED, act), found).nothing()

    def test_whoever_knew_less_changes_nothing(self) -> None:
        """A worker that was slow: another saw more facts, and withdrew it."""
        state = obligation(OPENED, WITHDRAWN)
        reconciled(state, replace(FOUND, facts_position=49)).nothing()
        (event,) = reconciled(state, replace(FOUND, facts_position=50)).events
        assert isinstance(event, ObligationReopened)

    def test_what_continues_another_keeps_who_sees_to_it(self) -> None:
        assigned = fact(ObligationAssigned, subject_id=world.ANN, assignee_id=world.BEN)
        before = given(Obligation, world.id_of("the row before"), OPENED, assigned)
        command = replace(FOUND, continues=before.id)
        (event,) = reconciled(obligation(), command, continued=before).events
        assert isinstance(event, ObligationOpened)
        assert (event.continues, event.assignee_id) == (before.id, world.BEN)

    @pytest.mark.parametrize(
        ("change", "refusal"),
        [
            ({"key": ""}, "INVALID_VALUE key"),
            ({"key": "k" * (LONGEST_KEY + 1)}, "INVALID_VALUE key"),
            ({"grounds": (ground(),) * (MOST_GROUNDS + 1)}, "INVALID_VALUE grounds"),
            ({"grounds": (ground("s", *(FIRST,) * (MOST_FACTS + 1)),)}, "INVALID_VALUE grounds"),
            ({"reason": "because"}, "INVALID_VALUE reason"),
        ],
        ids=["no key", "long key", "many grounds", "many facts", "reason"],
    )
    def test_what_cannot_be_is_refused(self, change: dict[str, Any], refusal: str) -> None:
        reconciled(obligation(), replace(FOUND, **change)).refused(refusal)

    def test_the_bounds_themselves_are_allowed(self) -> None:
        most = tuple(ground(f"rule/{n}", *(FIRST,) * MOST_FACTS) for n in range(MOST_GROUNDS))
        assert reconciled(obligation(), replace(FOUND, key="k" * LONGEST_KEY, grounds=most)).events

    def test_of_nobody_and_by_nobody(self) -> None:
        nobody = given(Member, world.ANN)
        reconciled(obligation(), FOUND, subject=nobody).refused("NOT_FOUND subjectId")
        nowhere = given(Organisation, world.BRANCH)
        reconciled(obligation(), FOUND, organisation=nowhere).refused("NOT_FOUND organisationId")


class TestAssign:
    COMMAND = AssignObligation(obligation_id=ID, assignee_id=world.BEN)

    def assigned(self, state: Obligation, command: AssignObligation = COMMAND, **around: Any) -> Any:
        context = world.context(**{key: around.pop(key) for key in ("actor_member_id",) if key in around})
        return when(assign_obligation, state, command, context, **{"home": HOME, **around})

    def test_a_member_of_the_organisation_sees_to_it(self) -> None:
        said = fact(ObligationAssigned, subject_id=world.ANN, assignee_id=world.BEN)
        (event,) = self.assigned(obligation(OPENED)).then(said)
        assert set(event.subjects()) == {world.BEN}
        self.assigned(obligation(OPENED, said)).nothing()

    def test_nobody_sees_to_their_own(self) -> None:
        own = replace(self.COMMAND, assignee_id=world.ANN)
        self.assigned(obligation(OPENED), own).refused("OWN_OBLIGATION assigneeId")
        self.assigned(obligation(OPENED), actor_member_id=world.ANN).refused("OWN_OBLIGATION obligationId")

    def test_those_elsewhere_are_refused_as_those_who_are_nowhere(self) -> None:
        self.assigned(obligation(OPENED), home=frozenset([world.OTHER_BRANCH])).refused(
            "MEMBER_ELSEWHERE assigneeId"
        )
        self.assigned(obligation(OPENED), home=frozenset()).refused("MEMBER_ELSEWHERE assigneeId")

    @pytest.mark.parametrize("past", [WITHDRAWN, FULFILLED, WAIVED], ids=["withdrawn", "fulfilled", "waived"])
    def test_only_while_it_is_open(self, past: Fact) -> None:
        self.assigned(obligation(OPENED, past)).refused("OBLIGATION_NOT_OPEN obligationId")

    def test_what_is_not_there(self) -> None:
        self.assigned(obligation()).refused("NOT_FOUND obligationId")


class TestFulfil:
    COMMAND = FulfilObligation(obligation_id=ID, on=world.TODAY)

    def fulfilled(self, facts: Iterable[Fact], command: FulfilObligation = COMMAND, **context: Any) -> Any:
        return when(fulfil_obligation, obligation(*facts), command, world.context(**context))

    def test_by_default_all_facts_are_dealt_with(self) -> None:
        self.fulfilled([OPENED]).then(FULFILLED)

    def test_some_of_them_and_a_record(self) -> None:
        record = world.id_of("record")
        command = replace(self.COMMAND, dealt_with=(SECOND,), document_id=record)
        self.fulfilled([OPENED], command).then(
            fact(
                ObligationFulfilled,
                subject_id=world.ANN,
                on=world.TODAY,
                dealt_with=(SECOND,),
                document_id=record,
            )
        )

    def test_facts_that_it_does_not_rest_on(self) -> None:
        command = replace(self.COMMAND, dealt_with=(FIRST, THIRD))
        self.fulfilled([OPENED], command).refused("NOT_FOUND dealtWith")

    def test_it_took_place_though_its_ground_had_fallen(self) -> None:
        self.fulfilled([OPENED, WITHDRAWN]).then(FULFILLED)

    @pytest.mark.parametrize("past", [FULFILLED, WAIVED], ids=["fulfilled", "waived"])
    def test_once(self, past: Fact) -> None:
        self.fulfilled([OPENED, past]).refused("OBLIGATION_NOT_OPEN obligationId")

    def test_not_tomorrow_and_not_before_there_were_records(self) -> None:
        tomorrow = replace(self.COMMAND, on=date(2026, 3, 21))
        self.fulfilled([OPENED], tomorrow).refused("IN_THE_FUTURE on")
        self.fulfilled([OPENED], replace(self.COMMAND, on=date(1899, 12, 31))).refused("INVALID_DATES on")

    @pytest.mark.parametrize(("days_before", "refused"), [(0, False), (1, True)])
    def test_not_before_the_first_of_its_facts(self, days_before: int, refused: bool) -> None:
        first = world.TODAY - timedelta(days=5)
        command = replace(self.COMMAND, on=first - timedelta(days=days_before))
        result = when(fulfil_obligation, obligation(OPENED), command, world.context(), since=first)
        if refused:
            result.refused("INVALID_DATES on")
        else:
            result.then(fact(ObligationFulfilled, subject_id=world.ANN, on=first, dealt_with=FACTS))

    def test_a_day_from_before_there_were_records_is_refused_once(self) -> None:
        command = replace(self.COMMAND, on=date(1899, 12, 31))
        result = when(fulfil_obligation, obligation(OPENED), command, world.context(), since=world.TODAY)
        result.refused("INVALID_DATES on")

    def test_what_was_once_accepted_of_an_earlier_day_is_still_done(self) -> None:
        long_ago = fact(ObligationFulfilled, subject_id=world.ANN, on=date(1950, 1, 1), dealt_with=FACTS)
        assert obligation(OPENED, long_ago).status is ObligationStatus.FULFILLED

    def test_nobody_their_own(self) -> None:
        self.fulfilled([OPENED], actor_member_id=world.ANN).refused("OWN_OBLIGATION obligationId")
        assert self.fulfilled([OPENED], actor_member_id=world.BEN).events

    def test_what_is_not_there(self) -> None:
        self.fulfilled([]).refused("NOT_FOUND obligationId")


class TestWaive:
    COMMAND = WaiveObligation(obligation_id=ID, reason="LEFT_FOR_WORK")

    def waived(self, facts: Iterable[Fact], command: WaiveObligation = COMMAND, **context: Any) -> Any:
        return when(waive_obligation, obligation(*facts), command, world.context(**context))

    def test_with_a_reason_its_facts_are_spent(self) -> None:
        (event,) = self.waived([OPENED]).then(WAIVED)
        assert event.reason == "LEFT_FOR_WORK"
        self.waived([OPENED], replace(self.COMMAND, reason=None)).refused("REASON_REQUIRED reason")

    @pytest.mark.parametrize("past", [WITHDRAWN, FULFILLED, WAIVED], ids=["withdrawn", "fulfilled", "waived"])
    def test_only_while_it_is_open(self, past: Fact) -> None:
        self.waived([OPENED, past]).refused("OBLIGATION_NOT_OPEN obligationId")

    def test_nobody_their_own(self) -> None:
        self.waived([OPENED], actor_member_id=world.ANN).refused("OWN_OBLIGATION obligationId")

    def test_what_is_not_there(self) -> None:
        self.waived([]).refused("NOT_FOUND obligationId")


def test_the_state_names_whom_it_is_about() -> None:
    assert obligation().concerns() == ()
    assert obligation(OPENED).concerns() == (world.ANN, world.BRANCH)
    of_itself = replace(FOUND, subject_kind=SubjectKind.ORGANISATION, subject_id=world.BRANCH)
    said = {name: getattr(of_itself, name) for name in ReconcileObligation.__annotations__}
    assert obligation(fact(ObligationOpened, **said)).concerns() == (world.BRANCH,)
