"""Posts and accounts, recorded once the year is over: whose secretaries' power the log knows, and who signs in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

from domain.accounts.commands import EndPost, GivePost, LinkAccount, UnlinkAccount
from domain.accounts.events import PostRole, account_id
from domain.core.command import Command
from graphql_api.identity.development import ISSUER
from gridledger.demo.actors import Actors
from gridledger.demo.cast import LINKED_MEMBER, TWO_POSTS, interesting_branch, interesting_member
from gridledger.demo.ids import DemoIds
from gridledger.demo.people import Branch, Unit
from gridledger.demo.steps import StepList

LEFT = "demo:left"  # an account that belonged to somebody, and does no longer


class PostSteps:
    """Adds steps about the posts of a township in full, and about accounts of some who hold them."""

    def __init__(self, steps: StepList, ids: DemoIds, year: int) -> None:
        self._steps = steps
        self._ids = ids
        self._actors = Actors(ids)
        self._first_day = date(year, 1, 1)

    def add(self, unit: Unit, at: datetime, *, signs_in: bool) -> None:
        """All of them, from the instant ``at`` on; accounts belong to people of one township, that which signs in."""
        for minute, command in enumerate(self._by_the_township(unit)):
            self._steps.add(at + timedelta(minutes=minute), unit.secretary, command)
        later = at + timedelta(hours=4)
        for minute, command in enumerate(
            [*self._by_the_county(unit), *(self._accounts(unit) if signs_in else ())]
        ):
            self._steps.add(later + timedelta(minutes=minute), self._actors.county_secretary, command)

    def _by_the_township(self, unit: Unit) -> Iterator[Command]:
        """Every branch has its secretary; one of them followed another."""
        branch = interesting_branch(unit)
        before = self._ids.of("post", branch.key, "before")
        since = self._first_day - timedelta(days=20)
        yield self._give(before, branch.founders[1].id, PostRole.BRANCH_SECRETARY, branch.id, since)
        yield EndPost(post_id=before, on=self._first_day)
        for branch in unit.branches:
            post = self._ids.of("post", branch.key)
            yield self._give(
                post, branch.founders[0].id, PostRole.BRANCH_SECRETARY, branch.id, self._first_day
            )

    def _by_the_county(self, unit: Unit) -> Iterator[Command]:
        """The township's own secretary, and a grid's worker: nobody of a township gives these."""
        post = self._ids.of("post", str(unit.code))
        member = _first(unit).founders[0].id
        yield self._give(post, member, PostRole.TOWNSHIP_SECRETARY, unit.committee_id, self._first_day)
        branch = interesting_branch(unit)
        yield GivePost(
            post_id=self._ids.of("post", branch.key, "grid"),
            member_id=branch.founders[0].id,
            role=PostRole.GRID_WORKER,
            grid_id=self._ids.grid(str(branch.village_code)),
            from_on=self._first_day,
        )

    def _accounts(self, unit: Unit) -> Iterator[Command]:
        branch = interesting_branch(unit)
        yield self._link(TWO_POSTS, _first(unit).founders[0].id)
        yield self._link(LINKED_MEMBER, interesting_member(branch).id)
        yield self._link(LEFT, branch.founders[1].id)
        yield UnlinkAccount(account_id=account_id(ISSUER, LEFT))

    def _give(
        self, post_id: UUID, member_id: UUID, role: PostRole, organisation_id: UUID, from_on: date
    ) -> GivePost:
        return GivePost(
            post_id=post_id,
            member_id=member_id,
            role=role,
            organisation_id=organisation_id,
            from_on=from_on,
        )

    def _link(self, subject: str, member_id: UUID) -> LinkAccount:
        return LinkAccount(account_id=account_id(ISSUER, subject), member_id=member_id)


def _first(unit: Unit) -> Branch:
    """The branch whose secretary is the township's too."""
    return unit.branches[0]
