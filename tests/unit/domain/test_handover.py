"""Handovers: opened between two holders of one post, closed by the signatures of both and by nothing else."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from domain.accounts.events import PostGiven, PostRole
from domain.accounts.state import Post
from domain.handover.commands import OpenHandover, SignHandover
from domain.handover.decide import open_handover, sign_handover
from domain.handover.events import HandoverItem, HandoverItemSigned, HandoverOpened, HandoverSide
from domain.handover.state import Handover
from tests.unit.support import world
from tests.unit.support.given_when_then import Fact, Outcome, fact, given, when
from tests.unit.support.world import ANN, BEN, BRANCH, CAT, OTHER_BRANCH, context

HANDOVER, FROM_POST, TO_POST = (world.id_of(name) for name in ("handover", "from post", "to post"))
SIX = tuple(HandoverItem)
OUTGOING, INCOMING = HandoverSide


def post(
    post_id: UUID,
    member_id: UUID,
    from_on: date = date(2026, 3, 1),
    role: PostRole = PostRole.BRANCH_SECRETARY,
    organisation_id: UUID = BRANCH,
) -> Post:
    given_ = fact(PostGiven, member_id=member_id, role=role, organisation_id=organisation_id, from_on=from_on)
    return given(Post, post_id, given_)


def opened(*items: HandoverItem) -> Fact:
    return fact(
        HandoverOpened,
        organisation_id=BRANCH,
        from_post_id=FROM_POST,
        to_post_id=TO_POST,
        from_member_id=ANN,
        to_member_id=BEN,
        items=items or SIX,
    )


def signed(item: HandoverItem, side: HandoverSide) -> Fact:
    return fact(HandoverItemSigned, item=item, side=side)


def handover(*facts: Fact) -> Handover:
    return given(Handover, HANDOVER, *facts)


def open_(
    from_post: Post | None = None,
    to_post: Post | None = None,
    before: Handover | None = None,
    **changes: Any,
) -> Outcome:
    given_: dict[str, Any] = {
        "handover_id": HANDOVER,
        "organisation_id": BRANCH,
        "from_post_id": FROM_POST,
        "to_post_id": TO_POST,
    }
    return when(
        open_handover,
        before or handover(),
        OpenHandover(**(given_ | changes)),
        context(),
        from_post=from_post or post(FROM_POST, ANN, date(2021, 1, 1)),
        to_post=to_post or post(TO_POST, BEN),
    )


def sign(before: Handover, side: HandoverSide, *items: HandoverItem, actor: UUID | None = None) -> Outcome:
    command = SignHandover(handover_id=HANDOVER, side=side, items=items)
    return when(sign_handover, before, command, context(actor_member_id=actor))


class TestOpen:
    def test_the_handbook_and_five_boxes(self) -> None:
        (event,) = open_().then(opened())
        assert len(SIX) == 6
        assert set(event.subjects()) == {BRANCH, ANN, BEN}

    def test_some_items_until_a_day(self) -> None:
        open_(items=SIX[:2], due_on=date(2026, 4, 1)).then(
            fact(HandoverOpened, **{**opened(*SIX[:2]).values, "due_on": date(2026, 4, 1)})
        )

    @pytest.mark.parametrize(
        ("changes", "refusal"),
        [
            ({"from_post": Post.empty(FROM_POST)}, "NOT_FOUND fromPostId"),
            ({"to_post": Post.empty(TO_POST)}, "NOT_FOUND toPostId"),
            ({"from_post": post(FROM_POST, ANN, organisation_id=OTHER_BRANCH)}, "NOT_FOUND fromPostId"),
            ({"to_post": post(TO_POST, BEN, organisation_id=OTHER_BRANCH)}, "NOT_FOUND toPostId"),
            ({"to_post": post(TO_POST, ANN)}, "NO_SUCCESSOR toPostId"),
            ({"to_post": post(TO_POST, BEN, role=PostRole.TOWNSHIP_SECRETARY)}, "NO_SUCCESSOR toPostId"),
            ({"to_post": post(TO_POST, BEN, date(2020, 12, 31))}, "INVALID_DATES toPostId"),
            ({"items": ()}, "INVALID_VALUE items"),
            ({"items": (SIX[0], SIX[0])}, "NAMED_TWICE items"),
            ({"due_on": date(2030, 1, 1)}, "INVALID_DATES dueOn"),
            ({"before": given(Handover, HANDOVER, opened())}, "ALREADY_EXISTS handoverId"),
        ],
    )
    def test_what_cannot_be(self, changes: dict[str, Any], refusal: str) -> None:
        open_(**changes).refused(refusal)


class TestSign:
    def test_an_event_for_each_item(self) -> None:
        sign(handover(opened()), OUTGOING, *SIX[:2]).then(signed(SIX[0], OUTGOING), signed(SIX[1], OUTGOING))

    def test_five_of_six_leave_it_open(self) -> None:
        by_both = [signed(item, side) for item in SIX[:5] for side in HandoverSide]
        assert handover(opened(), *by_both).is_open
        assert handover(opened(), *by_both, signed(SIX[5], OUTGOING)).is_open
        assert not handover(opened(), *by_both, signed(SIX[5], OUTGOING), signed(SIX[5], INCOMING)).is_open
        assert not handover().is_open

    def test_each_side_once(self) -> None:
        before = handover(opened(), signed(SIX[0], OUTGOING))
        sign(before, OUTGOING, SIX[1], SIX[0]).refused("ALREADY_RECORDED items[1]")
        sign(before, INCOMING, SIX[0]).then(signed(SIX[0], INCOMING))
        sign(before, INCOMING, SIX[0], SIX[0]).refused("NAMED_TWICE items")

    def test_what_is_listed(self) -> None:
        sign(handover(opened(*SIX[:2])), INCOMING, SIX[3]).refused("INVALID_VALUE items[0]")
        sign(handover(opened()), INCOMING).refused("INVALID_VALUE items")
        sign(handover(), INCOMING, SIX[0]).refused("NOT_FOUND handoverId")

    def test_nobody_signs_for_the_other_side(self) -> None:
        before = handover(opened())
        sign(before, OUTGOING, SIX[0], actor=BEN).refused("NOT_ONES_SIDE side")
        sign(before, INCOMING, SIX[0], actor=ANN).refused("NOT_ONES_SIDE side")
        for side, actor in ((OUTGOING, ANN), (INCOMING, BEN), (INCOMING, CAT), (INCOMING, None)):
            sign(handover(opened()), side, SIX[0], actor=actor).then(signed(SIX[0], side))
