"""Ready accounts of the demo, each with a role, a place and, if it is a person's, the member behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from application.actor import Actor
from gridledger.demo.actors import Actors
from gridledger.demo.ids import DemoIds
from gridledger.demo.people import Branch, Unit


@dataclass(frozen=True, slots=True)
class Account:
    """An account to try: ``name`` is what the command line calls it."""

    name: str
    actor: Actor
    meaning: str


def accounts_of(ids: DemoIds, townships: Sequence[Unit]) -> tuple[Account, ...]:
    """Those of the county, and of the first township that is there in full."""
    actors = Actors(ids)
    accounts = [
        Account("inspector", actors.inspector, "reads everything of the county (督查)"),
        Account("county-secretary", actors.county_secretary, "the county's committee (县级党委)"),
        Account("integrator", actors.integrator, "a program of the county's (系统对接)"),
        Account("operator", actors.operator, "runs the service; founds counties, sees no person (运维)"),
    ]
    if not townships:
        return tuple(accounts)
    unit = townships[0]
    branch = interesting_branch(unit)
    member = max(branch.founders, key=lambda person: (len(person.leaves), person.carelessness))
    accounts += [
        Account("township-secretary", unit.secretary, f"{unit.name} and what lies below (乡镇党委书记)"),
        Account("branch-secretary", branch.secretary, f"{branch.name} (支部书记)"),
        Account("member", member.actor, f"a member of {branch.name} with leave and absences (党员)"),
    ]
    return tuple(accounts)


def interesting_branch(unit: Unit) -> Branch:
    """The largest branch of the township: large rural branches are what the county is known for."""
    return max(unit.branches, key=lambda branch: (len(branch.founders), branch.key))
