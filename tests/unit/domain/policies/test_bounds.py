"""The largest numbers and days that a pack may say are no trouble to whoever judges by them."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest

from domain.meetings.events import MeetingKind
from domain.policies.kinds.longest_gap import LongestGap
from domain.policies.kinds.publication import PublicationDuty
from domain.policies.pack import LATEST
from domain.policies.periods import Period, Unit
from domain.policies.published import rule_of, rule_text
from domain.policies.registry import Rule

MOST = 9_999
LECTURE = MeetingKind.PARTY_LECTURE


@pytest.mark.parametrize("said", [{"most_days": 395}, {"most_months": 12}])
def test_the_longest_gap_after_the_last_day_that_a_text_may_begin_on(said: dict[str, Any]) -> None:
    rule = LongestGap(meeting=LECTURE, per=Unit.YEAR, **said)
    assert rule.due(LATEST) > LATEST
    assert rule_of(rule_text(rule)) == rule


def test_the_latest_publication() -> None:
    said = {"matter": "ASSESSMENT_RESULT", "each": "year", "per": "year", "counted_from": "last_day"}
    duty = msgspec.convert({**said, "within_days": MOST, "partial_period": "required"}, PublicationDuty)
    assert duty.due(Period.of(LATEST, Unit.YEAR)) > date(2226, 1, 1)


@pytest.mark.parametrize("number", [MOST + 1, 10**10, 10**30])
def test_a_number_beyond_all_texts_is_refused(number: int) -> None:
    said = {"kind": "longest-gap", "meeting": "PARTY_LECTURE", "per": "year", "most_days": number}
    with pytest.raises(msgspec.ValidationError, match="9999"):
        msgspec.convert(said, Rule)
