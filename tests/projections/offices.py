"""Random commands about accounts and posts, from a source of their own: those about all else stay as they were."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from domain.accounts.commands import EndPost, GivePost, LinkAccount, UnlinkAccount
from domain.accounts.events import PostGiven, PostRole, account_id
from domain.core.command import Command
from tests.projections.known import Known, SeededIds

_ROLES = [PostRole.TOWNSHIP_SECRETARY, PostRole.BRANCH_SECRETARY, PostRole.GRID_WORKER]
_FEW = 8  # persons, so that they meet what they did before


class Offices:
    """Gives posts to a few persons of a county, and takes them; the same with their accounts."""

    def __init__(self, known: Known, seed: int) -> None:
        self._known = known
        self._random = random.Random(f"offices {seed}")
        self._ids = SeededIds(seed + 1_000_000)

    def some_commands(self, number: int) -> Iterator[Command]:
        """So many commands."""
        makers = self._link, self._unlink, self._give, self._give, self._end
        for _ in range(number):
            command = self._random.choice(makers)()
            if command is not None:
                yield command

    def _member(self) -> UUID:
        return self._random.choice(list(self._known.members)[:_FEW])

    def _account(self) -> UUID:
        return account_id("https://issuer.test", f"account-{self._random.randrange(6)}")

    def _link(self) -> Command:
        return LinkAccount(account_id=self._account(), member_id=self._member())

    def _unlink(self) -> Command:
        return UnlinkAccount(account_id=self._account())

    def _give(self) -> Command:
        role = self._random.choice(_ROLES)
        at_a_grid = role is PostRole.GRID_WORKER
        known = self._known
        places = known.townships if role is PostRole.TOWNSHIP_SECRETARY else known.branches
        from_on = known.today + timedelta(days=self._random.randrange(-40, 40))
        return GivePost(
            post_id=self._ids.new_id(),
            member_id=self._member(),
            role=role,
            organisation_id=None if at_a_grid else self._random.choice(places),
            grid_id=self._random.choice(known.grids[0]) if at_a_grid else None,
            from_on=from_on,
            to_on=self._random.choice([None, from_on + timedelta(days=30)]),
            deputy=not at_a_grid and self._random.random() < 0.2,
        )

    def _end(self) -> Command | None:
        given = [event for event in self._known.events if isinstance(event, PostGiven)]
        if not given:
            return None
        post = self._random.choice(given)
        on = post.from_on + timedelta(days=self._random.randrange(30))
        return EndPost(post_id=post.originator_id, on=on)
