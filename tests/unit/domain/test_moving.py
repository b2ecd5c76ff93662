"""Organisations that go under another parent."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from domain.core import Occurred
from domain.organisation.commands import MoveOrganisation
from domain.organisation.events import (
    OrganisationDissolved,
    OrganisationFounded,
    OrganisationKind,
    OrganisationMoved,
)
from domain.organisation.placing import move_organisation
from domain.organisation.state import Organisation
from tests.unit.support import world
from tests.unit.support.given_when_then import Fact, Outcome, fact, given, when
from tests.unit.support.world import BRANCH, COMMITTEE, GROUP, OTHER_BRANCH, TODAY, TOWNSHIP, context

NEW_TOWNSHIP = world.id_of("new township")
EARLIER = date(2026, 3, 1)
LATER = date(2026, 3, 19)
_Kinds = OrganisationKind


def organisation(
    id_: UUID, kind: OrganisationKind, parent_id: UUID | None, *facts: Fact, founded_on: date = EARLIER
) -> Organisation:
    founded = fact(
        OrganisationFounded,
        kind=kind,
        name="某组织",
        parent_id=parent_id,
        occurred_at=Occurred.on(founded_on),
    )
    return given(Organisation, id_, founded, *facts)


def moved(on: date, to: UUID = TOWNSHIP) -> Fact:
    return fact(OrganisationMoved, from_parent_id=COMMITTEE, parent_id=to, on=on, approved_by=COMMITTEE)


def township(id_: UUID = NEW_TOWNSHIP, *facts: Fact, founded_on: date = EARLIER) -> Organisation:
    return organisation(id_, _Kinds.PARTY_COMMITTEE, COMMITTEE, *facts, founded_on=founded_on)


def branch(*facts: Fact, founded_on: date = EARLIER) -> Organisation:
    return organisation(BRANCH, _Kinds.PARTY_BRANCH, TOWNSHIP, *facts, founded_on=founded_on)


def move(one: Organisation, /, *, command: dict[str, Any] | None = None, **reads: Any) -> Outcome:
    county = organisation(COMMITTEE, _Kinds.PARTY_COMMITTEE, None)
    read: dict[str, Any] = {
        "parent": township(),
        "above": [township(TOWNSHIP), county],
        "above_parent": [county],
        "below": [],
        "approver": county,
    } | reads
    given_command = {"on": LATER, "approved_by": read["approver"].id, "reason": "REDRAWN", **(command or {})}
    asked = MoveOrganisation(organisation_id=one.id, parent_id=read["parent"].id, **given_command)
    return when(move_organisation, one, asked, context(), **read)


def test_a_branch_goes_under_another_committee() -> None:
    outcome = move(branch())
    outcome.then(
        fact(
            OrganisationMoved,
            from_parent_id=TOWNSHIP,
            parent_id=NEW_TOWNSHIP,
            on=LATER,
            approved_by=COMMITTEE,
            reason="REDRAWN",
            occurred_at=Occurred.on(LATER),
        )
    )
    state = outcome.states[BRANCH]
    assert isinstance(state, Organisation)
    assert (state.parent_id, state.moved_on) == (NEW_TOWNSHIP, LATER)
    assert state.below_from(TOWNSHIP, date(2026, 3, 18))
    assert not state.below_from(TOWNSHIP, LATER)


def test_nothing_happens_where_it_stands() -> None:
    move(branch(), parent=township(TOWNSHIP)).nothing()


def test_the_countys_committee_and_party_groups_stay() -> None:
    county = organisation(COMMITTEE, _Kinds.PARTY_COMMITTEE, None)
    move(county, above=[], approver=township()).refused("WRONG_KIND organisationId", "BELOW_ITSELF parentId")
    move(organisation(GROUP, _Kinds.PARTY_GROUP, BRANCH), parent=branch()).refused(
        "WRONG_KIND organisationId"
    )


def test_none_stands_below_itself() -> None:
    county = organisation(COMMITTEE, _Kinds.PARTY_COMMITTEE, None)
    one = township()
    move(one, above=[county]).refused("BELOW_ITSELF parentId")
    agencies = organisation(OTHER_BRANCH, _Kinds.PARTY_WORK_COMMITTEE, COMMITTEE)
    move(agencies, above=[county], above_parent=[agencies, county]).refused("BELOW_ITSELF parentId")


@pytest.mark.parametrize(
    ("kind", "parent_kind", "refused"),
    [
        (_Kinds.LEAGUE_BRANCH, _Kinds.PARTY_BRANCH, True),
        (_Kinds.LEAGUE_BRANCH, _Kinds.GENERAL_BRANCH, False),
        (_Kinds.GENERAL_BRANCH, _Kinds.GENERAL_BRANCH, True),
        (_Kinds.PARTY_COMMITTEE, _Kinds.PARTY_COMMITTEE, True),
        (_Kinds.PARTY_COMMITTEE, _Kinds.PARTY_WORK_COMMITTEE, False),
    ],
)
def test_it_stands_where_it_might_have_been_founded(
    kind: OrganisationKind, parent_kind: OrganisationKind, refused: bool
) -> None:
    outcome = move(
        organisation(BRANCH, kind, TOWNSHIP), parent=organisation(OTHER_BRANCH, parent_kind, COMMITTEE)
    )
    if refused:
        outcome.refused("WRONG_KIND parentId")
    else:
        assert len(outcome.events) == 1


def test_neither_of_them_is_dissolved() -> None:
    gone = fact(OrganisationDissolved, on=TODAY, approved_by=COMMITTEE)
    move(branch(gone)).refused("ORGANISATION_DISSOLVED organisationId")
    move(branch(), parent=township(NEW_TOWNSHIP, gone)).refused("ORGANISATION_DISSOLVED parentId")


def test_who_approves_stands_above_it_before_and_after() -> None:
    for approver in (township(TOWNSHIP), township()):
        move(branch(), approver=approver).refused("NOT_ABOVE approvedBy")
    within = organisation(OTHER_BRANCH, _Kinds.GENERAL_BRANCH, TOWNSHIP)
    county = organisation(COMMITTEE, _Kinds.PARTY_COMMITTEE, None)
    above = [township(TOWNSHIP), county]
    assert move(branch(), parent=within, above_parent=above, approver=above[0]).events
    move(branch(), approver=Organisation.empty(GROUP)).refused("NOT_FOUND approvedBy")


def test_what_is_missing_or_ahead() -> None:
    move(branch(), command={"reason": None}).refused("REASON_REQUIRED reason")
    move(branch(), command={"on": date(2026, 3, 21)}).refused("IN_THE_FUTURE on")
    move(Organisation.empty(BRANCH)).refused("NOT_FOUND organisationId")
    move(branch(), parent=Organisation.empty(NEW_TOWNSHIP)).refused("NOT_FOUND parentId")


def test_not_before_either_was_founded() -> None:
    move(branch(), parent=township(founded_on=TODAY)).refused("INVALID_DATES on")
    assert move(branch(), parent=township(founded_on=LATER)).events
    move(branch(founded_on=LATER)).refused(
        "INVALID_DATES on"
    )  # it stood where it was founded for a day at least
    assert move(branch(founded_on=date(2026, 3, 18))).events
    beneath = organisation(GROUP, _Kinds.PARTY_GROUP, BRANCH, founded_on=LATER)
    move(branch(), below=[beneath]).refused("INVALID_DATES on")


def test_moves_come_in_the_order_of_their_days() -> None:
    county = organisation(COMMITTEE, _Kinds.PARTY_COMMITTEE, None)
    for day, may in ((LATER, False), (date(2026, 3, 18), True)):
        beneath = organisation(GROUP, _Kinds.PARTY_GROUP, BRANCH, moved(day, BRANCH))
        outcomes = [
            move(branch(moved(day))),
            move(branch(), above=[township(TOWNSHIP, moved(day)), county]),
            move(branch(), parent=township(NEW_TOWNSHIP, moved(day))),
            move(branch(), above_parent=[township(GROUP, moved(day)), county]),
            move(branch(), below=[beneath]),
        ]
        for outcome in outcomes:
            if may:
                assert len(outcome.events) == 1
            else:
                outcome.refused("INVALID_DATES on")
