"""Accounts, and the posts of the members behind them."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from domain.accounts.commands import EndPost, GivePost, LinkAccount, UnlinkAccount
from domain.accounts.decide import end_post, give_post, link_account, unlink_account
from domain.accounts.events import (
    AccountLinked,
    AccountUnlinked,
    PostEnded,
    PostGiven,
    PostRole,
    account_id,
)
from domain.accounts.state import Account, Post
from domain.grids.events import GridDefined
from domain.grids.state import Grid
from domain.membership.state import Member
from domain.organisation.events import OrganisationKind
from domain.organisation.state import Organisation
from tests.unit.support import world
from tests.unit.support.given_when_then import Outcome, fact, given, when
from tests.unit.support.world import ANN, BEN, BRANCH, COMMITTEE, TOWNSHIP, context

ACCOUNT = account_id("https://issuer.test", "ann")
POST, OTHER_POST, GRID = (world.id_of(name) for name in ("post", "other post", "grid"))
APRIL, MAY, JUNE, JULY = (date(2026, month, 1) for month in (4, 5, 6, 7))


def account(*members: UUID | None) -> Account:
    """An account that was linked to these, one after the other; None: unlinked."""
    facts, last = [], ANN
    for member_id in members:
        facts.append(
            fact(AccountUnlinked, member_id=last)
            if member_id is None
            else fact(AccountLinked, member_id=member_id)
        )
        last = member_id or last
    return given(Account, ACCOUNT, *facts)


def post(
    from_on: date = APRIL, to_on: date | None = None, *, post_id: UUID = POST, ended: date | None = None
) -> Post:
    given_ = fact(
        PostGiven,
        member_id=ANN,
        role=PostRole.BRANCH_SECRETARY,
        organisation_id=BRANCH,
        from_on=from_on,
        to_on=to_on,
    )
    return given(Post, post_id, given_, *([fact(PostEnded, on=ended)] if ended else []))


class TestAccount:
    def test_an_issuer_and_a_subject_make_one_account(self) -> None:
        assert account_id("https://issuer.test", "ann") == ACCOUNT
        assert ACCOUNT.version == 8
        assert (
            len({ACCOUNT, account_id("https://other.test", "ann"), account_id("https://issuer.test", "a")})
            == 3
        )
        assert account_id("a", "bc") != account_id("ab", "c")

    def test_linked(self) -> None:
        command = LinkAccount(account_id=ACCOUNT, member_id=ANN)
        for before in (account(), account(BEN, None)):
            when(link_account, before, command, context(), member=world.member()).then(
                fact(AccountLinked, member_id=ANN)
            )

    def test_to_one_member_at_a_time(self) -> None:
        command = LinkAccount(account_id=ACCOUNT, member_id=ANN)
        when(link_account, account(ANN), command, context(), member=world.member()).refused(
            "ALREADY_EXISTS memberId"
        )
        when(link_account, account(BEN), command, context(), member=world.member()).refused(
            "ACCOUNT_LINKED memberId"
        )

    def test_to_a_member_that_is_known(self) -> None:
        command = LinkAccount(account_id=ACCOUNT, member_id=ANN)
        when(link_account, account(), command, context(), member=Member.empty(ANN)).refused(
            "NOT_FOUND memberId"
        )

    def test_unlinked(self) -> None:
        command = UnlinkAccount(account_id=ACCOUNT)
        when(unlink_account, account(ANN), command, context()).then(fact(AccountUnlinked, member_id=ANN))

    def test_nothing_to_unlink(self) -> None:
        command = UnlinkAccount(account_id=ACCOUNT)
        when(unlink_account, account(), command, context()).refused("NOT_FOUND accountId")
        when(unlink_account, account(ANN, None), command, context()).refused("ACCOUNT_NOT_LINKED accountId")


def give(
    role: PostRole = PostRole.BRANCH_SECRETARY,
    organisation: Organisation | None = None,
    grid: Grid | None = None,
    *,
    member: Member | None = None,
    others: tuple[Post, ...] = (),
    from_on: date = APRIL,
    to_on: date | None = None,
) -> Outcome:
    command = GivePost(
        post_id=POST,
        member_id=ANN,
        role=role,
        organisation_id=organisation.id if organisation else None,
        grid_id=grid.id if grid else None,
        from_on=from_on,
        to_on=to_on,
    )
    return when(
        give_post,
        Post.empty(POST),
        command,
        context(),
        member=member or world.member(),
        organisation=organisation,
        grid=grid,
        others=others,
    )


def grid() -> Grid:
    return given(Grid, GRID, fact(GridDefined, level=1, name="东片区"))


def general_branch() -> Organisation:
    return world.organisation(BRANCH, OrganisationKind.GENERAL_BRANCH, TOWNSHIP)


class TestGive:
    @pytest.mark.parametrize(
        ("role", "organisation"),
        [
            (PostRole.COUNTY_SECRETARY, world.committee()),
            (PostRole.TOWNSHIP_SECRETARY, world.township()),
            (
                PostRole.TOWNSHIP_SECRETARY,
                world.organisation(TOWNSHIP, OrganisationKind.PARTY_WORK_COMMITTEE, COMMITTEE),
            ),
            (PostRole.BRANCH_SECRETARY, world.branch()),
            (PostRole.BRANCH_SECRETARY, general_branch()),
        ],
    )
    def test_at_an_organisation_of_a_fitting_kind(self, role: PostRole, organisation: Organisation) -> None:
        (event,) = give(role, organisation, to_on=JUNE).then(
            fact(
                PostGiven,
                member_id=ANN,
                role=role,
                organisation_id=organisation.id,
                from_on=APRIL,
                to_on=JUNE,
            )
        )
        assert set(event.subjects()) == {ANN, organisation.id}

    def test_at_a_grid(self) -> None:
        give(PostRole.GRID_WORKER, grid=grid()).then(
            fact(PostGiven, member_id=ANN, role=PostRole.GRID_WORKER, grid_id=GRID, from_on=APRIL)
        )

    @pytest.mark.parametrize(
        ("role", "place", "refusal"),
        [
            (PostRole.COUNTY_SECRETARY, world.township(), "WRONG_KIND organisationId"),
            (PostRole.TOWNSHIP_SECRETARY, world.committee(), "WRONG_KIND organisationId"),
            (PostRole.TOWNSHIP_SECRETARY, world.branch(), "WRONG_KIND organisationId"),
            (PostRole.BRANCH_SECRETARY, world.township(), "WRONG_KIND organisationId"),
            (PostRole.BRANCH_SECRETARY, world.group(), "WRONG_KIND organisationId"),
            (PostRole.BRANCH_SECRETARY, Organisation.empty(BRANCH), "NOT_FOUND organisationId"),
            (PostRole.BRANCH_SECRETARY, None, "INVALID_VALUE organisationId"),
        ],
    )
    def test_at_no_other(self, role: PostRole, place: Organisation | None, refusal: str) -> None:
        give(role, place).refused(refusal)

    def test_at_one_place(self) -> None:
        give(PostRole.BRANCH_SECRETARY, world.branch(), grid()).refused("INVALID_VALUE gridId")
        give(PostRole.GRID_WORKER, world.branch(), grid()).refused("INVALID_VALUE organisationId")
        give(PostRole.GRID_WORKER).refused("INVALID_VALUE gridId")
        give(PostRole.GRID_WORKER, grid=Grid.empty(GRID)).refused("NOT_FOUND gridId")

    def test_to_a_member_that_is_known(self) -> None:
        give(organisation=world.branch(), member=Member.empty(ANN)).refused("NOT_FOUND memberId")

    @pytest.mark.parametrize(
        ("dates", "refusal"),
        [
            ((date(1899, 1, 1), None), "INVALID_DATES fromOn"),
            ((world.TODAY + timedelta(days=732), None), "INVALID_DATES fromOn"),
            ((APRIL, APRIL), "INVALID_DATES toOn"),
            ((APRIL, date(2026, 3, 1)), "INVALID_DATES toOn"),
            ((APRIL, date(2037, 1, 1)), "INVALID_DATES toOn"),
        ],
    )
    def test_on_days_in_their_order(self, dates: tuple[date, date | None], refusal: str) -> None:
        from_on, to_on = dates
        give(organisation=world.branch(), from_on=from_on, to_on=to_on).refused(refusal)

    @pytest.mark.parametrize(
        ("other", "clash"),
        [
            (post(APRIL, MAY, post_id=OTHER_POST), False),  # ends as this one begins
            (post(APRIL, date(2026, 5, 2), post_id=OTHER_POST), True),
            (post(APRIL, post_id=OTHER_POST), True),
            (post(JUNE, post_id=OTHER_POST), False),  # begins as this one ends
            (post(date(2026, 5, 31), post_id=OTHER_POST), True),
            (post(date(2026, 5, 10), post_id=OTHER_POST, ended=date(2026, 5, 10)), False),  # was never held
        ],
    )
    def test_not_twice_on_one_day(self, other: Post, clash: bool) -> None:
        outcome = give(organisation=world.branch(), others=(other,), from_on=MAY, to_on=JUNE)
        if clash:
            outcome.refused("POST_OVERLAPS fromOn")
        else:
            assert len(outcome.events) == 1

    def test_other_posts_beside_it(self) -> None:
        at_the_township = given(
            Post,
            OTHER_POST,
            fact(
                PostGiven,
                member_id=ANN,
                role=PostRole.TOWNSHIP_SECRETARY,
                organisation_id=TOWNSHIP,
                from_on=APRIL,
            ),
        )
        assert len(give(organisation=world.branch(), others=(at_the_township,)).events) == 1


class TestEnd:
    @pytest.mark.parametrize("on", [APRIL, MAY])
    def test_ended(self, on: date) -> None:
        (event,) = when(end_post, post(), EndPost(post_id=POST, on=on), context()).then(
            fact(PostEnded, on=on)
        )
        assert event.originator_id == POST

    def test_sooner_than_it_would(self) -> None:
        for before in (post(to_on=JULY), post(ended=JULY), post(to_on=JULY, ended=JUNE)):
            when(end_post, before, EndPost(post_id=POST, on=MAY), context()).then(fact(PostEnded, on=MAY))

    @pytest.mark.parametrize("on", [date(2026, 3, 31), date(2026, 7, 2), date(1899, 1, 1)])
    def test_neither_before_its_beginning_nor_after_its_end(self, on: date) -> None:
        when(end_post, post(to_on=JULY), EndPost(post_id=POST, on=on), context()).refused("INVALID_DATES on")

    def test_as_it_ends_already(self) -> None:
        when(end_post, post(to_on=JULY), EndPost(post_id=POST, on=JULY), context()).nothing()

    def test_no_post(self) -> None:
        when(end_post, Post.empty(POST), EndPost(post_id=POST, on=MAY), context()).refused("NOT_FOUND postId")


@pytest.mark.parametrize(
    ("held", "days"),
    [
        (post(APRIL, JUNE), {APRIL, date(2026, 5, 31)}),
        (post(APRIL), {APRIL, date(2026, 5, 31), JUNE, date(2099, 1, 1)}),
        (post(APRIL, ended=date(2026, 4, 2)), {APRIL}),
        (post(APRIL, ended=APRIL), set()),
        (Post.empty(POST), set()),
    ],
)
def test_a_post_is_in_force_between_its_days(held: Post, days: set[date]) -> None:
    asked = (date(2026, 3, 31), APRIL, date(2026, 5, 31), JUNE, date(2099, 1, 1))
    assert {day for day in asked if held.in_force(day)} == days
