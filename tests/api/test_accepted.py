"""Whoever may give a mutation has it accepted, and it takes effect: each role, in each way that the declaration names.

What is forbidden is tried in tests/security/access/test_given.py, where nothing is ever accepted.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any, NamedTuple

import pytest

from application.access import RIGHTS, SCOPES, Relation
from application.actor import Role
from application.authority import ABOUT
from graphql_api.mutations import Mutation
from graphql_api.types.rights import commands_of
from tests.api.accepted import INPUTS, Scene
from tests.api.client import TENANT, Api, key_of
from tests.api.county import County

MUTATIONS = commands_of(Mutation)
# One is from one place to another, and two places are never both the very own. Days at the centre are a general
# branch's, and the branch at which callers stand here is none.
NEVER = {
    (name, Relation.OWN)
    for name in (
        *("memberTransfer", "organisationMerge", "organisationMove"),
        *("centerDayPlan", "centerDayCancel", "centerDayHold"),
    )
}

# What is a committee's own, and no branch's; and the menus of these tests, which a township offers.
OF_COMMITTEES = {
    *("entitySurvey", "entityExclude", "entityCover", "entityCoverageEnd", "siteBranchAssign"),
    *("procedureRelease", "lectureMenuItemPublish", "lectureMenuItemWithdraw"),
}


class Case(NamedTuple):
    """A mutation that a role may give where things lie to it so."""

    mutation: str
    relation: Relation
    place: str | None  # where the caller acts: an organisation of the county; None, in all of it


def cases(role: Role) -> Iterator[Case]:
    """All that the declaration opens to a role; COUNTY also to one with a place, as far as it goes."""
    for name, command in MUTATIONS.items():
        relations = {relation for right in RIGHTS[role] if command in right.what for relation in right.where}
        for relation in sorted(relations):
            if (name, relation) in NEVER:
                continue
            match relation:
                case Relation.OWN:
                    yield Case(name, relation, "township" if name in OF_COMMITTEES else "branch")
                case Relation.BELOW:
                    yield Case(name, relation, "township")
                case Relation.SELF | Relation.GRID:
                    yield Case(name, relation, None)
                case Relation.COUNTY:
                    yield Case(name, relation, None)
                    if role is not Role.OPERATOR:
                        yield Case(name, relation, "township" if command in ABOUT else "committee")
                case _:
                    pytest.fail(f"say where a caller stands to whom something lies by {relation}")


GIVING = [role for role in Role if [*cases(role)]]
AT_ONCE = 25  # scenes; more members would only make rosters longer


async def scenes(county: County, role: Role) -> AsyncIterator[tuple[Case, Scene]]:
    """Each case with things of its own."""
    left = [*cases(role)]
    while left:
        some, left = left[:AT_ONCE], left[AT_ONCE:]
        for one in zip(some, await Scene.several_at_the_branch(county, len(some)), strict=True):
            yield one


async def other_county(api: Api, name: str) -> str:
    """The committee of a county that has adopted no module yet."""
    given: dict[str, Any] = {"name": "某县", "committeeName": "某县委", "divisionCode": "430281"}
    token = api.token(Role.OPERATOR, tenant=name)
    made = await api.done("countyFound", "county { committee { id } }", token=token, rehearsal=True, **given)
    committee: str = made["county"]["committee"]["id"]
    return committee


@pytest.mark.parametrize("role", GIVING)
async def test_what_is_open_is_accepted(county: County, role: Role) -> None:
    api = county.api
    number = 0
    async for case, scene in scenes(county, role):
        number += 1
        given = await INPUTS[case.mutation](scene)
        tenant, place = TENANT, None if case.place is None else getattr(county, case.place)
        if case.mutation in ("countyFound", "countyModuleAdopt"):  # each is accepted once in a county
            tenant = f"county-{number}"
        if case.mutation == "countyModuleAdopt":
            committee = await other_county(api, tenant)
            place = committee if case.place else None
        token = api.token(
            role,
            tenant=tenant,
            place=None if place is None else key_of(place),
            member=key_of(scene.member) if case.relation is Relation.SELF else None,
            grid=key_of(county.grid) if case.relation is Relation.GRID else None,
            scopes=SCOPES if role is Role.INTEGRATOR else (),
        )
        payload = await api.do(case.mutation, token=token, **given)
        assert payload["userErrors"] == [], case
        assert payload["position"] is not None, case


def test_every_mutation_is_accepted_of_somebody() -> None:
    assert MUTATIONS.keys() == INPUTS.keys(), "how it is accepted is said in accepted.py"
    assert MUTATIONS.keys() == {case.mutation for role in Role for case in cases(role)}
