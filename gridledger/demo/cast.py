"""Who is worth trying: an account a role, with its place and, if it is a person's, the member behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from application.actor import Actor
from graphql_api.identity import DevelopmentIssuer
from gridledger.demo.actors import Actors
from gridledger.demo.ids import DemoIds
from gridledger.demo.people import Branch, Person, Unit
from gridledger.demo.steps import CLIENT


@dataclass(frozen=True, slots=True)
class Account:
    """An account to try: ``name`` is what the command line calls it."""

    name: str
    tenant_id: str
    actor: Actor
    description: str

    def token(self, issuer: DevelopmentIssuer) -> str:
        """A bearer token for it."""
        return issuer.issue(
            self.actor.role,
            tenant=self.tenant_id,
            account=self.actor.account_id,
            place=self.actor.place,
            member=self.actor.member_id,
            client=CLIENT,
        )


def accounts_of(ids: DemoIds, townships: Sequence[Unit]) -> tuple[Account, ...]:
    """Those of the county, and of the first township that is there in full."""
    actors = Actors(ids)
    known = [
        ("inspector", actors.inspector, "reads everything of the county (督查)"),
        ("county-secretary", actors.county_secretary, "the county's committee (县级党委)"),
    ]
    if townships:
        unit = townships[0]
        branch = interesting_branch(unit)
        member = interesting_member(branch)
        known += [
            ("township-secretary", unit.secretary, f"{unit.name} and what lies below (乡镇党委书记)"),
            ("branch-secretary", branch.secretary, f"{branch.name} (支部书记)"),
            ("member", member.actor, f"a member of {branch.name} with leave and absences (党员)"),
        ]
    known += [
        ("integrator", actors.integrator, "a program of the county's (系统对接)"),
        ("operator", actors.operator, "runs the service; founds counties, sees no person (运维)"),
    ]
    return tuple(Account(name, ids.tenant_id, actor, meaning) for name, actor, meaning in known)


def interesting_branch(unit: Unit) -> Branch:
    """The largest branch of the township: large rural branches are what the county is known for."""
    return max(unit.branches, key=lambda branch: (len(branch.founders), branch.key))


def interesting_member(branch: Branch) -> Person:
    """Who had leave granted after the fact, and asked for it most often: their year has something of everything."""
    return max(
        branch.founders,
        key=lambda person: (any(leave.was_late for leave in person.leaves), len(person.leaves), person.key),
    )
