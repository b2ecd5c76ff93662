"""Every role, standing in every way, gives every mutation about things that lie to it in every way.

The county is read by other tests too, so nothing is accepted here: that what is open takes effect as well is tried in
tests/api/test_accepted.py, and that no power grows by it in tests/application/test_closure.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import asyncpg
import pytest
import pytest_asyncio

from application.access import FieldGroup, Relation, What, relations, role_may
from application.actor import Actor
from application.authority import ABOUT
from domain.core.command import Command
from domain.documents.commands import SealDocument
from graphql_api.mutations import Mutation
from graphql_api.types.rights import commands_of
from tests.api.read.county import Asker, Places
from tests.security.access.callers import NAMES
from tests.security.access.ground import Ground
from tests.security.access.spots import SCHEMA, Spot, input_of, spots

if TYPE_CHECKING:
    Tables = asyncpg.Connection[asyncpg.Record]

MUTATIONS = commands_of(Mutation)
OF_GRIDS = {"gridId", "toGridId"}
OF_ORGANISATIONS = {
    *OF_GRIDS,
    "organisationId",
    "branchId",
    "parentId",
    "toBranchId",
    "intoId",
    "entityId",
    "siteId",
    "menuItemId",
    "nodeId",
    "approvedBy",
    "releasedBy",
}
ABOUT_ONE = {SealDocument}  # of whose fields only one names what it is about
Refusal = tuple[str, str | None]  # code and reason
ALLOWED: Refusal = ("", None)


@pytest_asyncio.fixture(loop_scope="session")
async def around(tables: Tables, ground: Ground, places: Places) -> list[Spot]:
    """About oneself, about another of the own branch, and elsewhere in the county."""
    same = ground.homes[places.member]
    another = next(m for m, home in sorted(ground.homes.items()) if home == same and m != places.member)
    township = ground.organisations[places.township]
    near = next(m for m, home in sorted(ground.homes.items()) if home.startswith(township) and home != same)
    members = {
        "oneself": places.member,
        "own branch": another,
        "branch beside": near,
        "elsewhere": ground.somebody_outside(places.township),
    }
    return await spots(tables, ground, members)


def expected(
    actor: Actor, command: type[Command], given: dict[str, Any], spot: Spot, ground: Ground
) -> Refusal:
    """What the declaration says of a command about the things of a spot."""
    held = relations(actor, command)
    if not held:
        return "FORBIDDEN", "SCOPE" if role_may(actor.role, command) else "ROLE"
    if Relation.COUNTY in held and actor.place is None:
        return ALLOWED
    if command not in ABOUT or not (actor.place or held & {Relation.SELF, Relation.GRID}):
        return "FORBIDDEN", "PLACE"
    for name in map(_camel, ABOUT[command]):
        if name not in given and command in ABOUT_ONE:
            continue
        thing = spot.things[name] if name in given else None
        standing = None if thing is None else thing.standing
        if (
            standing is not None and name in OF_GRIDS
        ):  # what is new there will be of the organisation that is named
            standing = replace(standing, path=spot.things["organisationId"].standing.path)
        if standing is None or not held & ground.relations(actor, standing):
            known = (
                thing is not None
                and name in OF_ORGANISATIONS
                and bool(relations(actor, FieldGroup.STRUCTURE))
            )
            return ("FORBIDDEN", "PLACE") if known else ("NOT_FOUND", None)
    return ALLOWED


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


def tries_of(around: list[Spot], who: str) -> Iterator[tuple[str, Spot, dict[str, Any]]]:
    """Every mutation about the things of every spot, with its input."""
    for spot in around:
        for name in MUTATIONS:
            given = input_of(name, spot, f"{who} {spot.name} {name}")
            if given is not None:
                yield name, spot, given


@pytest.mark.parametrize("who", NAMES)
async def test_mutations(
    asker: Callable[[str], Asker], around: list[Spot], ground: Ground, tables: Tables, who: str
) -> None:
    """What the declaration forbids is refused, by its reason; what it allows is decided, and refused as it is ahead."""
    one = asker(who)
    tries = list(tries_of(around, who))
    before = await tables.fetchval("SELECT count(*) FROM event_store.event")
    for chunk in (tries[at : at + 25] for at in range(0, len(tries), 25)):
        variables = {f"i{n}": given for n, (_, _, given) in enumerate(chunk)}
        declared = ", ".join(f"$i{n}: {input_name(name)}" for n, (name, _, _) in enumerate(chunk))
        fields = " ".join(
            f"m{n}: {name}(input: $i{n}) {{ userErrors {{ code field details }} }}"
            for n, (name, _, _) in enumerate(chunk)
        )
        data = await one.ask(f"mutation ({declared}) {{ {fields} }}", variables)
        for n, (name, spot, given) in enumerate(chunk):
            errors = data[f"m{n}"]["userErrors"]
            wanted = expected(one.actor, MUTATIONS[name], given, spot, ground)
            assert outcome(errors) == wanted, (name, spot.name, errors)
    assert await tables.fetchval("SELECT count(*) FROM event_store.event") == before


@pytest.mark.parametrize("who", NAMES)
async def test_the_viewer_is_told_what_is_open(asker: Callable[[str], Asker], who: str) -> None:
    """By every relation: just what is declared."""
    one = asker(who)
    told = (await one.ask("{ viewer { scopes rights { relation mutations fieldGroups } } }"))["viewer"]
    open_to = {
        (right["relation"], name)
        for right in told["rights"]
        for name in right["mutations"] + right["fieldGroups"]
    }
    whats: dict[str, What] = {**MUTATIONS, **{group.value: group for group in FieldGroup}}
    assert open_to == {
        (relation.value, name) for name, what in whats.items() for relation in relations(one.actor, what)
    }
    assert told["scopes"] == (None if one.actor.scopes is None else sorted(one.actor.scopes))


def outcome(errors: list[dict[str, Any]]) -> Refusal:
    """Whether a command was refused for want of power, and why."""
    assert errors, "accepted: choose an input in spots.py that is not"
    (first, *_) = errors
    if first["code"] not in ("FORBIDDEN", "NOT_FOUND") or first["field"] == ["number"]:
        return ALLOWED  # no letter of that number is no want of power
    return first["code"], (first["details"] or {}).get("reason")


def input_name(mutation: str) -> str:
    """The type of a mutation's input, as variables declare it."""
    assert SCHEMA.mutation_type is not None
    return str(SCHEMA.mutation_type.fields[mutation].args["input"].type)


async def test_every_mutation_is_tried_with_power_and_without(
    asker: Callable[[str], Asker], around: list[Spot], ground: Ground
) -> None:
    """A mutation that is new needs an input in spots.py, and somebody who may give it."""
    found = {
        (name, expected(asker(who).actor, MUTATIONS[name], given, spot, ground) == ALLOWED)
        for who in NAMES
        for name, spot, given in tries_of(around, who)
    }
    assert {(name, power) for name in MUTATIONS for power in (True, False)} - found == set()
