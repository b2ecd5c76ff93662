"""What a caller enters a county as: no more of it than the declaration of rights opens."""

from __future__ import annotations

from uuid import UUID

import pytest

from application.access import RIGHTS, SCOPES, FieldGroup, Relation, relations
from application.actor import Actor, Role
from graphql_api.read import entering
from graphql_api.read.entering import TwoSubtreesError, entered, seen_by

PLACE = UUID(int=1)


def lines(actor: Actor) -> set[str]:
    return set(seen_by(actor).split("\n")) - {""}


def test_a_member_enters_as_the_home_branch_and_oneself() -> None:
    found = lines(Actor("m", Role.MEMBER, member_id=UUID(int=2)))
    assert {"ORGANISATION_LIFE=/{home}", "FIGURES=/{home}", "PERSON.SELF=/{me}", "POINTS.SELF=/{me}"} <= found
    assert not {line for line in found if line.startswith("PERSON=")}


def test_who_is_limited_to_a_place_enters_no_more() -> None:
    for role in (Role.INSPECTOR, Role.TOWNSHIP_SECRETARY, Role.BRANCH_SECRETARY):
        tops = {line.partition("=")[2] for line in lines(Actor("a", role, PLACE))}
        assert "/{place}" in tops, role
        assert tops <= {"/{place}", "/{me}"}, role
    nowhere = lines(
        Actor("a", Role.BRANCH_SECRETARY)
    )  # no place by having left it out: that path is nobody's
    assert {line for line in nowhere if line.endswith("=/")} == {"STRUCTURE=/"}


def test_a_program_enters_what_its_scopes_say() -> None:
    assert lines(Actor("p", Role.INTEGRATOR)) == set()
    for scope, opens in SCOPES.items():
        program = Actor("p", Role.INTEGRATOR, scopes=frozenset({scope}))
        seen = {group for group in FieldGroup if relations(program, group)}
        assert seen <= opens
        assert lines(program) == {f"{group}=/" for group in seen}, scope


@pytest.mark.parametrize("role", sorted(RIGHTS))
@pytest.mark.parametrize("place", [None, PLACE])
def test_nobody_enters_what_is_not_open(role: Role, place: UUID | None) -> None:
    actor = Actor("a", role, place, UUID(int=2), UUID(int=3), frozenset(SCOPES))
    named = {line.partition("=")[0].partition(".")[0] for line in lines(actor)}
    assert named == {group.value for group in FieldGroup if relations(actor, group)}
    assert ("read_model.enter" in entered(actor)) == ("{" in seen_by(actor))


def test_a_group_in_two_subtrees_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    both = frozenset({Relation.OWN, Relation.SAME_BRANCH})
    monkeypatch.setattr(entering, "relations", lambda *_: both)
    with pytest.raises(TwoSubtreesError):
        seen_by(Actor("a", Role.MEMBER, PLACE, scopes=frozenset({"no such scope"})))
