"""Nobody gives power that they have not: after any link or post that is accepted, none may more than its giver."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import product
from typing import TypeAlias
from uuid import UUID

import pytest

from application.access import ACCOUNTS, POSTS, RIGHTS, SCOPES, FieldGroup, Relation, What, relations
from application.actor import Actor, Role
from application.capacity import ONESELF, Capacity
from domain.accounts.commands import GivePost, LinkAccount
from domain.accounts.events import PostRole
from domain.core.command import Command
from domain.core.ids import uuid7
from domain.membership.commands import RegisterMember
from domain.membership.events import MemberKind
from domain.organisation.commands import FoundOrganisation
from domain.organisation.events import OrganisationKind
from tests.application.conftest import CountyOffice
from tests.unit.support import world
from tests.unit.support.random_commands import GRIDS
from tests.unit.support.world import (
    ANN,
    BEN,
    BRANCH,
    CAT,
    COMMITTEE,
    DAN,
    GROUP,
    OTHER_BRANCH,
    TODAY,
    TOWNSHIP,
)

SIBLING_TOWNSHIP = world.id_of("sibling township")
SIBLING_BRANCH = world.id_of("sibling branch")
ELSEWHERE = world.id_of("member of the sibling branch")
PARENTS: dict[UUID, UUID | None] = {
    COMMITTEE: None,
    TOWNSHIP: COMMITTEE,
    BRANCH: TOWNSHIP,
    OTHER_BRANCH: TOWNSHIP,
    GROUP: BRANCH,
    SIBLING_TOWNSHIP: COMMITTEE,
    SIBLING_BRANCH: SIBLING_TOWNSHIP,
}
HOMES = {ANN: BRANCH, BEN: BRANCH, CAT: BRANCH, DAN: BRANCH, ELSEWHERE: SIBLING_BRANCH}
# Where a post can be said to be, fit or not.
SPOTS: list[tuple[UUID | None, UUID | None]] = [
    *((place, None) for place in PARENTS),
    (None, GRIDS[0]),
    (COMMITTEE, GRIDS[0]),
]
# What somebody holds before anything is tried: a post as wide as can be, posts beside and above, and none.
HELD: dict[UUID, tuple[Capacity, ...]] = {
    ANN: (Capacity(Role.COUNTY_SECRETARY, COMMITTEE),),
    BEN: (Capacity(Role.BRANCH_SECRETARY, SIBLING_BRANCH), Capacity(Role.BRANCH_SECRETARY, BRANCH)),
    CAT: (Capacity(Role.GRID_WORKER, grid=GRIDS[0]),),
    DAN: (),
    ELSEWHERE: (Capacity(Role.TOWNSHIP_SECRETARY, SIBLING_TOWNSHIP),),
}
# What may be done or seen, and at which place; None stands for the whole county.
Power: TypeAlias = tuple[What, UUID | None]


def line(place: UUID | None) -> Iterator[UUID]:
    """An organisation and all above it."""
    while place is not None:
        yield place
        place = PARENTS[place]


def lies(place: UUID, actor: Actor) -> frozenset[Relation]:
    """How an organisation lies to an actor, said anew."""
    found = set()
    if actor.place is None or actor.place in line(place):
        found.add(Relation.COUNTY)
    if actor.place is not None and actor.place in line(place):
        found.add(Relation.OWN if place == actor.place else Relation.BELOW)
    if actor.member_id is not None and HOMES[actor.member_id] in line(place):
        found.add(Relation.SAME_BRANCH)
    return frozenset(found)


def powers(actor: Actor) -> set[Power]:
    """All that an actor may, but about oneself: that is everybody's own."""
    whats = {what for rights in RIGHTS.values() for right in rights for what in right.what}
    found: set[Power] = {
        (what, place) for what in whats for place in PARENTS if relations(actor, what) & lies(place, actor)
    }
    whole_county = actor.place in (None, COMMITTEE)
    found |= {(what, None) for what in whats if whole_county and Relation.COUNTY in relations(actor, what)}
    at_grids = {
        (what, actor.grid) for what in whats if actor.grid and Relation.GRID in relations(actor, what)
    }
    return found | at_grids


def covers(giver: Actor, gained: set[Power]) -> bool:
    """Whether a giver may all of that; who may something in the whole county may it at any grid, and see its tree."""
    own = powers(giver)
    return all(
        power in own
        or (power[0], None) in own
        or power[0] is FieldGroup.STRUCTURE  # open to whoever belongs to the county
        for power in gained
    )


@dataclass(frozen=True)
class Giver:
    """Somebody who tries to give power, and on which day: posts of different givers must not overlap."""

    actor: Actor
    day: int

    def attempts(self) -> Iterator[tuple[Command, set[Power]]]:
        """Every link and post that there can be, and what it would give."""
        for member, held in HELD.items():
            gained = {power for one in (ONESELF, *held) for power in powers(acting(one, member))}
            yield LinkAccount(account_id=uuid7(), member_id=member), gained
        for member, role, (place, grid) in product(HELD, PostRole, SPOTS):
            gained = powers(acting(Capacity(Role(role), place, grid), member))
            yield self._post(member, role, place, grid), gained

    def _post(self, member: UUID, role: PostRole, place: UUID | None, grid: UUID | None) -> GivePost:
        first = TODAY + timedelta(days=self.day)
        return GivePost(
            post_id=uuid7(),
            member_id=member,
            role=role,
            from_on=first,
            to_on=first + timedelta(days=1),
            organisation_id=place,
            grid_id=grid,
        )


def acting(capacity: Capacity, member: UUID) -> Actor:
    """Who signs in by an account of the member's, in a capacity; power as oneself comes with being a member."""
    return capacity.actor("gained", uuid7(), member, None)


def actors() -> dict[str, Actor]:
    """Every role, at every place where it can be."""
    found = {}
    for role in Role:
        plain = Actor("giver", role, scopes=frozenset(SCOPES) if role is Role.INTEGRATOR else None)
        found[f"{role}"] = replace(plain, member_id=DAN) if role is Role.MEMBER else plain
        for name, place in (("root", COMMITTEE), ("township", TOWNSHIP), ("branch", BRANCH)):
            found[f"{role} of the {name}"] = replace(found[f"{role}"], place=place)
    return found


# Who accepts at least one of each kind; everybody else gives nothing.
GIVES: dict[str, set[type[Command]]] = {
    "COUNTY_SECRETARY": {LinkAccount, GivePost},
    "COUNTY_SECRETARY of the root": {LinkAccount, GivePost},
    "COUNTY_SECRETARY of the township": {GivePost},
    "COUNTY_SECRETARY of the branch": {GivePost},
    "TOWNSHIP_SECRETARY of the root": {GivePost},
    "TOWNSHIP_SECRETARY of the township": {GivePost},
}


@pytest.fixture
async def office(office: CountyOffice) -> CountyOffice:
    """With a township beside the other, and the posts that are held already."""
    commands: list[Command] = [
        FoundOrganisation(organisation_id=place, kind=kind, name="名", parent_id=parent)
        for place, kind, parent in (
            (SIBLING_TOWNSHIP, OrganisationKind.PARTY_COMMITTEE, COMMITTEE),
            (SIBLING_BRANCH, OrganisationKind.PARTY_BRANCH, SIBLING_TOWNSHIP),
        )
    ]
    commands.append(
        RegisterMember(
            member_id=ELSEWHERE,
            branch_id=SIBLING_BRANCH,
            kind=MemberKind.FULL,
            joined_on=TODAY - timedelta(days=900),
            name_id=uuid7(),
        )
    )
    commands += [
        GivePost(
            post_id=uuid7(),
            member_id=member,
            role=PostRole(one.role),
            from_on=TODAY - timedelta(days=1),
            to_on=TODAY + timedelta(days=1),
            organisation_id=one.organisation,
            grid_id=one.grid,
        )
        for member, held in HELD.items()
        for one in held
    ]
    for command in commands:
        assert (await office.give(command)).accepted, command
    return office


async def test_nobody_gives_more_than_they_have(office: CountyOffice) -> None:
    given: dict[str, set[type[Command]]] = {}
    for day, (name, actor) in enumerate(actors().items(), start=2):
        for command, gained in Giver(actor, day).attempts():
            if (await office.give(command, actor=actor)).accepted:
                assert covers(actor, gained), (name, command)
                given.setdefault(name, set()).add(type(command))
    assert given == GIVES


def test_nothing_else_gives_power() -> None:
    """A new command about accounts or posts belongs into the attempts above, or takes power away."""
    taking = {cls for cls in (*ACCOUNTS, *POSTS) if cls not in (LinkAccount, GivePost)}
    assert {cls.__name__ for cls in taking} == {"UnlinkAccount", "EndPost"}
