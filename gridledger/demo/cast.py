"""Who is worth trying: an account a role, with its place and, if it is a person's, the member behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from application.actor import Actor, Role
from graphql_api.identity import DevelopmentIssuer
from gridledger.demo.actors import Actors
from gridledger.demo.ids import DemoIds
from gridledger.demo.people import Branch, Person, Unit
from gridledger.demo.steps import CLIENT

TWO_POSTS = "demo:two-posts"
LINKED_MEMBER = "demo:linked-member"


@dataclass(frozen=True, slots=True)
class Account:
    """An account to try: ``name`` is what the command line calls it.

    Where the log says what it may do (``by_log``), ``actor`` is what it acts as unless it asks for more.
    """

    name: str
    tenant_id: str
    actor: Actor
    description: str
    by_log: bool = False

    def token(self, issuer: DevelopmentIssuer) -> str:
        """A bearer token for it."""
        return issuer.issue(
            None if self.by_log else self.actor.role,
            tenant=self.tenant_id,
            account=self.actor.account_id,
            place=self.actor.place,
            grid=self.actor.grid,
            member=None if self.by_log else self.actor.member_id,
            scopes=self.actor.scopes or (),
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
            (
                "grid-worker",
                actors.grid_worker(str(branch.village_code)),
                f"the grid of the village of {branch.name}, in figures (网格员)",
            ),
            ("member", member.actor, f"a member of {branch.name} with leave and absences (党员)"),
        ]
    known += [
        ("integrator", actors.integrator, "a program of the county's (系统对接)"),
        ("operator", actors.operator, "runs the service; founds counties, sees no person (运维)"),
    ]
    named = (Account(name, ids.tenant_id, actor, meaning) for name, actor, meaning in known)
    return (*named, *(_by_log(ids, townships[0]) if townships else ()))


def _by_log(ids: DemoIds, unit: Unit) -> Iterator[Account]:
    """Accounts whose tokens name no role."""
    first = unit.branches[0]
    holder, member = first.founders[0].id, interesting_member(interesting_branch(unit)).id
    for subject, member_id, meaning in (
        (TWO_POSTS, holder, f"by posts the secretary of {unit.name} and of {first.name} (按任职)"),
        (LINKED_MEMBER, member, "the account member above, known by its link instead (按账号关联)"),
    ):
        name = subject.removeprefix("demo:")
        actor = Actor(subject, Role.MEMBER, member_id=member_id)
        yield Account(name, ids.tenant_id, actor, meaning, by_log=True)


def interesting_branch(unit: Unit) -> Branch:
    """The largest branch of the township: large rural branches are what the county is known for."""
    return max(unit.branches, key=lambda branch: (len(branch.founders), branch.key))


def interesting_member(branch: Branch) -> Person:
    """Who had leave granted after the fact, and asked for it most often: their year has something of everything."""
    return max(
        branch.founders,
        key=lambda person: (any(leave.was_late for leave in person.leaves), len(person.leaves), person.key),
    )
