"""Conveyance by name: whom an item is to reach, who told them, and what they say themselves."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from domain.conveyance.commands import (
    MOST_DELIVERIES,
    CloseConveyance,
    ConfirmConveyance,
    DeliverConveyance,
    OpenConveyance,
    RevokeDelivery,
)
from domain.conveyance.decide import (
    close_conveyance,
    confirm_conveyance,
    deliver_conveyance,
    open_conveyance,
    revoke_delivery,
)
from domain.conveyance.events import (
    ConveyanceClosed,
    ConveyanceConfirmed,
    ConveyanceDelivered,
    ConveyanceMode,
    ConveyanceOpened,
    DeliveryRevoked,
)
from domain.conveyance.receipts import ReceiptStatus, receipt_status
from domain.conveyance.state import Conveyance
from domain.core import Occurred
from domain.meetings.events import (
    AbsenceReason,
    AttendanceRecorded,
    AttendanceStatus,
    MeetingCancelled,
)
from domain.meetings.state import Meeting
from domain.organisation.events import OrganisationDissolved
from domain.organisation.state import Organisation
from tests.unit.support import world
from tests.unit.support.given_when_then import Fact, Outcome, fact, given, when
from tests.unit.support.world import ANN, BEN, BRANCH, CAT, DAN, EVE, GROUP, MEETING, TODAY, context

ITEM = world.id_of("conveyance")
ISSUED = date(2026, 3, 16)
HELD = date(2026, 3, 18)
TOMORROW = TODAY + timedelta(days=1)
SORTED = tuple(sorted((ANN, BEN, CAT)))


def opened(*expected: UUID, meeting_id: UUID | None = MEETING, **changes: Any) -> Fact:
    said = {
        "organisation_id": BRANCH,
        "branch_id": BRANCH,
        "code": "PLENUM",
        "issued_on": ISSUED,
        "expected": expected or SORTED,
        "meeting_id": meeting_id,
    }
    return fact(ConveyanceOpened, **{**said, **changes})


def delivered(member_id: UUID = ANN, on: date = HELD, **changes: Any) -> Fact:
    said = {"member_id": member_id, "mode": ConveyanceMode.PHONE, "on": on, "by_id": BEN}
    return fact(ConveyanceDelivered, **{**said, **changes})


def confirmed(member_id: UUID = ANN, on: date = TODAY) -> Fact:
    return fact(ConveyanceConfirmed, member_id=member_id, on=on)


def closed(on: date = TODAY) -> Fact:
    return fact(ConveyanceClosed, on=on)


def came(*members: UUID, status: AttendanceStatus = AttendanceStatus.PRESENT) -> list[Fact]:
    return [fact(AttendanceRecorded, member_id=member_id, status=status) for member_id in members]


def stayed_away(member_id: UUID) -> Fact:
    absent = {"status": AttendanceStatus.ABSENT, "absence_reason": AbsenceReason.ILLNESS}
    return fact(AttendanceRecorded, member_id=member_id, **absent)


def meeting(*facts: Fact, held_on: date = HELD) -> Meeting:
    return world.meeting(world.planned(held_on), *facts)


class TestOpening:
    def open(
        self,
        *facts: Fact,
        organisation: Organisation | None = None,
        at: Meeting | None = None,
        register: tuple[UUID, ...] = SORTED,
        **changes: Any,
    ) -> Outcome:
        of = organisation or world.branch()
        said = {"code": "PLENUM", "issued_on": ISSUED, "meeting_id": None if at is None else at.id}
        command = OpenConveyance(**{"conveyance_id": ITEM, "organisation_id": of.id, **said, **changes})
        listed = given(Conveyance, ITEM, *facts)
        reads = {"organisation": of, "meeting": at, "register": register}
        return when(open_conveyance, listed, command, context(), **reads)

    def test_the_list_is_the_roster_of_the_meeting(self) -> None:
        at = meeting(world.frozen(ANN, BEN))
        self.open(at=at).then(opened(*sorted((ANN, BEN))))

    def test_without_a_meeting_it_is_the_register_of_the_day(self) -> None:
        self.open().then(opened(meeting_id=None))
        of_group = opened(meeting_id=None, organisation_id=GROUP)
        self.open(organisation=world.group()).then(of_group)

    def test_nobody_to_tell_is_no_list(self) -> None:
        self.open(register=()).refused("INVALID_VALUE organisationId")

    def test_only_branches_and_groups_tell_their_own(self) -> None:
        self.open(organisation=world.township()).refused("WRONG_KIND organisationId")
        unknown = given(Organisation, world.id_of("nowhere"))
        self.open(organisation=unknown).refused("NOT_FOUND organisationId")
        dissolved = fact(OrganisationDissolved, on=ISSUED, approved_by=world.TOWNSHIP)
        gone = world.branch().evolve([dissolved.at(BRANCH, 2)])
        self.open(organisation=gone).refused("ORGANISATION_DISSOLVED organisationId")
        assert self.open(organisation=gone, issued_on=ISSUED - timedelta(days=1)).events

    def test_days_and_codes_that_cannot_be(self) -> None:
        assert self.open(issued_on=TODAY).events
        self.open(issued_on=TOMORROW).refused("IN_THE_FUTURE issuedOn")
        self.open(issued_on=date(1899, 12, 31)).refused("INVALID_DATES issuedOn")
        self.open(code="全会精神").refused("INVALID_VALUE code")
        self.open(opened()).refused("ALREADY_EXISTS conveyanceId")

    def test_the_meeting_fits(self) -> None:
        roster = world.frozen()
        assert self.open(at=meeting(roster), issued_on=HELD).events
        self.open(at=meeting(roster), issued_on=TODAY).refused("INVALID_DATES issuedOn")
        self.open(at=meeting()).refused("ROSTER_NOT_FROZEN meetingId")
        self.open(at=meeting(roster, fact(MeetingCancelled))).refused("MEETING_CANCELLED meetingId")
        self.open(at=world.meeting()).refused("NOT_FOUND meetingId")
        self.open(at=meeting(roster), organisation=world.group()).refused("NOT_FOUND meetingId")


class TestDelivering:
    def deliver(self, *facts: Fact, home: frozenset[UUID] = frozenset([BRANCH]), **changes: Any) -> Outcome:
        said = {"member_ids": (ANN,), "mode": ConveyanceMode.PHONE, "on": HELD, "by_id": BEN}
        command = DeliverConveyance(**{"conveyance_id": ITEM, **said, **changes})
        return when(
            deliver_conveyance,
            given(Conveyance, ITEM, *(facts or (opened(),))),
            command,
            context(),
            home=home,
        )

    def test_one_by_one_and_many_at_once(self) -> None:
        self.deliver().then(delivered())
        self.deliver(member_ids=(ANN, CAT)).then(delivered(), delivered(CAT))

    def test_in_a_second_language(self) -> None:
        visit = ConveyanceMode.VISIT
        told = delivered(mode=visit, second_language="II")
        self.deliver(mode=visit, second_language="II").then(told)
        self.deliver(second_language="彝语").refused("INVALID_VALUE secondLanguage")

    def test_days_that_cannot_be(self) -> None:
        assert self.deliver(on=ISSUED).events
        self.deliver(on=ISSUED - timedelta(days=1)).refused("INVALID_DATES on")
        assert self.deliver(on=TODAY).events
        self.deliver(on=TOMORROW).refused("IN_THE_FUTURE on")

    def test_all_of_them_or_none(self) -> None:
        self.deliver(member_ids=()).refused("INVALID_VALUE memberIds")
        self.deliver(member_ids=(ANN,) * (MOST_DELIVERIES + 1)).refused("TOO_MANY memberIds")
        self.deliver(member_ids=(CAT, CAT, DAN, BEN)).refused(
            "NAMED_TWICE memberIds[1]", "NOT_ON_ROSTER memberIds[2]", "INVALID_VALUE memberIds[3]"
        )
        self.deliver(opened(), delivered(), member_ids=(CAT, ANN)).refused("ALREADY_RECORDED memberIds[1]")

    def test_a_member_of_the_branch_tells(self) -> None:
        self.deliver(home=frozenset([world.OTHER_BRANCH])).refused("MEMBER_ELSEWHERE byId")
        self.deliver(home=frozenset()).refused("MEMBER_ELSEWHERE byId")

    def test_of_nothing_and_of_what_is_closed(self) -> None:
        command = DeliverConveyance(
            conveyance_id=ITEM, member_ids=(ANN,), mode=ConveyanceMode.PHONE, on=HELD, by_id=BEN
        )
        unknown = given(Conveyance, ITEM)
        when(deliver_conveyance, unknown, command, context(), home=frozenset([BRANCH])).refused(
            "NOT_FOUND conveyanceId"
        )
        self.deliver(opened(), closed()).refused("ALREADY_CLOSED conveyanceId")


class TestRevoking:
    def revoke(self, *facts: Fact, reason: str | None = "WRONG_PERSON") -> Outcome:
        command = RevokeDelivery(conveyance_id=ITEM, member_id=ANN, reason=reason)
        return when(revoke_delivery, given(Conveyance, ITEM, *facts), command, context())

    def test_what_was_wrong_is_taken_back_and_may_be_recorded_anew(self) -> None:
        revoked = fact(DeliveryRevoked, member_id=ANN, reason="WRONG_PERSON")
        self.revoke(opened(), delivered()).then(revoked)
        TestDelivering().deliver(opened(), delivered(), revoked).then(delivered())

    def test_refusals(self) -> None:
        self.revoke(opened(), delivered(), reason=None).refused("REASON_REQUIRED reason")
        self.revoke(opened()).refused("NOTHING_RECORDED memberId")
        self.revoke(opened(), delivered(), closed()).refused("ALREADY_CLOSED conveyanceId")
        self.revoke().refused("NOT_FOUND conveyanceId")


class TestConfirming:
    def confirm(self, *facts: Fact, member_id: UUID = ANN, at: Occurred | None = None) -> Outcome:
        command = ConfirmConveyance(conveyance_id=ITEM, member_id=member_id, occurred_at=at)
        return when(confirm_conveyance, given(Conveyance, ITEM, *facts), command, context())

    def test_ones_own_word_also_where_nobody_told(self) -> None:
        self.confirm(opened()).then(confirmed())
        self.confirm(opened(), delivered(), closed()).then(confirmed())

    def test_of_a_list_without_oneself_nothing_is_learnt(self) -> None:
        self.confirm(opened(), member_id=EVE).refused("NOT_FOUND conveyanceId")
        self.confirm().refused("NOT_FOUND conveyanceId")

    def test_once_and_not_before_the_item(self) -> None:
        self.confirm(opened(), confirmed()).refused("ALREADY_RECORDED conveyanceId")
        assert self.confirm(opened(), at=Occurred.on(ISSUED)).events
        self.confirm(opened(), at=Occurred("2026-03-15")).refused("INVALID_DATES occurredAt")
        self.confirm(opened(), at=Occurred("2026-03-21")).refused("IN_THE_FUTURE occurredAt")


class TestClosing:
    def close(
        self, *facts: Fact, at: Meeting | None = None, reason: str | None = None, on: date = TODAY
    ) -> Outcome:
        command = CloseConveyance(conveyance_id=ITEM, on=on, reason=reason)
        return when(close_conveyance, given(Conveyance, ITEM, *facts), command, context(), meeting=at)

    def test_once_it_has_reached_everybody(self) -> None:
        at = meeting(world.frozen(*SORTED), *came(ANN), *came(BEN, status=AttendanceStatus.LATE))
        self.close(opened(), confirmed(CAT), at=at).then(closed())
        self.close(opened(), delivered(CAT), at=at).then(closed())

    def test_with_one_outstanding_only_for_a_reason(self) -> None:
        at = meeting(world.frozen(*SORTED), *came(ANN, BEN), stayed_away(CAT))
        self.close(opened(), at=at).refused("REASON_REQUIRED reason")
        self.close(opened(), at=at, reason="LOST_CONTACT").then(closed())

    def test_a_cancelled_meeting_told_nobody(self) -> None:
        at = meeting(world.frozen(*SORTED), *came(*SORTED), fact(MeetingCancelled))
        self.close(opened(), at=at).refused("REASON_REQUIRED reason")

    def test_without_a_meeting_whoever_was_not_told_is_outstanding(self) -> None:
        one_by_one = opened(ANN, CAT, meeting_id=None)
        self.close(one_by_one, delivered()).refused("REASON_REQUIRED reason")
        self.close(one_by_one, delivered(), confirmed(CAT)).then(closed())

    @pytest.mark.parametrize(
        ("on", "code"),
        [(TOMORROW, "IN_THE_FUTURE on"), (ISSUED - timedelta(days=1), "INVALID_DATES on")],
        ids=["ahead", "before the item"],
    )
    def test_days_that_cannot_be(self, on: date, code: str) -> None:
        self.close(opened(), on=on, reason="MISTAKEN").refused(code)

    def test_once(self) -> None:
        self.close(opened(), closed(), reason="MISTAKEN").refused("ALREADY_CLOSED conveyanceId")
        self.close(reason="MISTAKEN").refused("NOT_FOUND conveyanceId")


@pytest.mark.parametrize(
    ("known", "status"),
    [
        ((None, None, None), ReceiptStatus.OUTSTANDING),
        ((None, HELD, None), ReceiptStatus.DELIVERED),
        ((HELD, HELD, None), ReceiptStatus.ATTENDED),
        ((HELD, HELD, HELD), ReceiptStatus.CONFIRMED),
        ((None, None, HELD), ReceiptStatus.CONFIRMED),
    ],
    ids=["nothing", "told", "there and told", "all", "own word alone"],
)
def test_the_strongest_that_is_known_counts(
    known: tuple[date | None, date | None, date | None], status: ReceiptStatus
) -> None:
    assert receipt_status(*known) is status
