"""What every concept is built from."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from application.aggregates import AGGREGATES
from domain.core import Occurred, deterministic_id, event_types, refuse, stream_types
from domain.core.checks import code, division_code, name
from domain.core.event import EventFactory
from domain.core.ids import uuid7
from domain.core.refusal_codes import RefusalCode
from domain.core.statements import Statements
from domain.meetings.events import MeetingConcluded, ObserverRecorded
from domain.registry import event_types as whole_registry
from tests.unit.support import world
from tests.unit.support.world import ANN, BRANCH, GROUP, MEETING, ZONE

A, B, C = (UUID(int=number) for number in range(3))


class TestOccurred:
    @pytest.mark.parametrize(
        ("text", "precision", "local"),
        [
            ("2026", "year", date(2026, 1, 1)),
            ("2026-11", "month", date(2026, 11, 1)),
            ("2026-11-18", "day", date(2026, 11, 18)),
            ("2026-11-18T15:59:59Z", "instant", date(2026, 11, 18)),
            ("2026-11-18T16:00:00Z", "instant", date(2026, 11, 19)),  # midnight in Shanghai
            ("2026-11-18T16:00:00.000001Z", "instant", date(2026, 11, 19)),
        ],
    )
    def test_forms(self, text: str, precision: str, local: date) -> None:
        occurred = Occurred.parse(text)
        assert occurred.precision == precision
        assert occurred.local_date(ZONE) == local

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "26",
            "2026-13",
            "2026-02-29",
            "2026-11-18T16:00Z",
            "2026-11-18T16:00:00+08:00",
            "2026-11-18 16:00:00Z",
            "0000",
            "2026\n",
            "２０２６",
        ],
    )
    def test_others_are_refused(self, text: str) -> None:
        with pytest.raises(ValueError, match="is no time of occurrence"):
            Occurred.parse(text)

    def test_an_instant(self) -> None:
        now = datetime(2026, 11, 18, 16, tzinfo=UTC)
        assert Occurred.at(now) == "2026-11-18T16:00:00Z"
        assert Occurred.at(now).instant == now
        with pytest.raises(ValueError, match="is no instant but a day"):
            _ = Occurred.on(date(2026, 11, 18)).instant
        with pytest.raises(ValueError, match="needs a time zone"):
            Occurred.at(now.replace(tzinfo=None))


class TestStatements:
    def test_a_field_stands_at_what_was_said_last_as_corrected(self) -> None:
        statements = Statements()
        statements.say(A, name="one", code="1")
        statements.say(B, name="two")
        statements.correct(C, A, name="ONE", code=None)
        assert statements.now("name") == "two"
        assert statements.now("code") == "1"
        assert statements.said_by(A) == {"name": "ONE", "code": "1"}
        assert statements.said_by(C) == {"name": "ONE"}
        assert statements.said_by(UUID(int=9)) == {}
        assert statements.now("theme") is None


class TestEventFactory:
    def test_it_makes_what_the_class_makes(self) -> None:
        made = EventFactory(world.meeting(), FixedIds(), Occurred("2026-11-18"), "ILLNESS")(
            ObserverRecorded, member_id=ANN
        )
        assert made == ObserverRecorded(
            originator_id=MEETING,
            originator_version=1,
            event_id=A,
            occurred_at=Occurred("2026-11-18"),
            reason="ILLNESS",
            member_id=ANN,
        )
        with pytest.raises(FrozenInstanceError):
            made.member_id = B  # type: ignore[misc]

    def test_with_defaults_and_a_reason_of_its_own(self) -> None:
        make = EventFactory(world.meeting(), FixedIds(), Occurred("2026-11-18"), "ILLNESS")
        first = make(MeetingConcluded, event_id=C, reason=None)
        assert (first.event_id, first.reason, first.duration_minutes, first.late_entry_days) == (
            C,
            None,
            None,
            0,
        )
        assert make(MeetingConcluded).originator_version == 2

    @pytest.mark.parametrize("payload", [{}, {"member_id": ANN, "member": ANN}])
    def test_fields_that_the_event_lacks_or_that_are_missing(self, payload: dict[str, Any]) -> None:
        make = EventFactory(world.meeting(), FixedIds(), Occurred("2026-11-18"))
        with pytest.raises(TypeError, match="member"):
            make(ObserverRecorded, **payload)


class FixedIds:
    """Always the same."""

    def event_id(self) -> UUID:
        return A

    def new_id(self) -> UUID:
        return B


class TestIds:
    def test_deterministic(self) -> None:
        assert deterministic_id("a", "bc") == deterministic_id("a", "bc")
        assert deterministic_id("a", "bc") != deterministic_id("ab", "c")
        assert deterministic_id("a").version == 8

    def test_in_order_of_time(self) -> None:
        assert uuid7(1).version == 7
        assert uuid7(1) < uuid7(2)


class TestTexts:
    @pytest.mark.parametrize("text", ["醴陵市", "东片区 第1网格", "Ward 7", "𠀀村"])
    def test_names(self, text: str) -> None:
        assert name(text, "name") is None

    @pytest.mark.parametrize(
        "text", ["", " ", "a ", "a\x00b", "a\u202eb", "a\ue000", "a\u2028b", "e\u0301", "x" * 101]
    )
    def test_names_refused(self, text: str) -> None:
        assert name(text, "name") is not None

    def test_codes(self) -> None:
        assert code(None, "rule") is None
        assert code("A_1", "rule") is None
        for bad in ("", "a", "1A", "A-B", "A\n", "A" * 65, "Å"):
            assert code(bad, "rule") is not None
        assert division_code("430281", "divisionCode") is None


def test_refusals_hold_plain_details() -> None:
    (refusal,) = refuse(RefusalCode.TOO_MANY, "entries", index=2, most=5, member=ANN).refusals
    assert refusal.details == {"most": 5, "member": str(ANN)}
    assert (refusal.path, refusal.index) == (("entries",), 2)


def test_codes_are_stable() -> None:
    assert all(member.name == member.value for member in RefusalCode)


def test_the_registry_is_whole() -> None:
    assert whole_registry is event_types
    assert stream_types() == set(AGGREGATES)
    for topic, cls in event_types().items():
        about = topic.split(".")[0]  # `policy` is of several streams: of packs, and of adoptions
        assert cls.STREAM_TYPE.removeprefix(about)[:1] in ("", "-"), topic
        assert cls.__doc__
        assert "apply" in vars(cls), f"{cls.__name__} says nothing of what it changes"


def test_whom_a_stream_concerns() -> None:
    group_meeting = world.meeting(world.planned(organisation_id=GROUP))
    assert group_meeting.concerns() == (GROUP, BRANCH)
    assert world.meeting(world.planned()).concerns() == (BRANCH,)
    assert world.meeting().concerns() == ()
    assert world.granted_leave().concerns() == (ANN, BRANCH)
    assert world.register(ANN).concerns() == (BRANCH,)
    assert world.member().concerns() == (BRANCH,)
    assert repr(world.meeting(world.planned())).startswith(f"Meeting(id={MEETING}, version=1")
