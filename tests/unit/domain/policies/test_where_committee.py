"""What only branches with a committee owe: a committee's meetings (支部委员会会议), by number and by gap."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from domain.meetings.events import MeetingKind
from domain.organisation.events import OrganisationKind
from domain.policies.kinds.longest_gap import LongestGap
from domain.policies.kinds.meeting_frequency import MeetingFrequency
from domain.policies.periods import Period, Unit
from domain.policies.registry import KINDS, Rule, sentence_of
from domain.policies.verdicts import Status
from tests.unit.domain.policies.given import judge, meeting, subject

COMMITTEE = MeetingKind.BRANCH_COMMITTEE_MEETING
APRIL = Period.of(date(2026, 4, 1), Unit.MONTH)
HELD = (meeting(date(2026, 4, 8), COMMITTEE), meeting(date(2026, 4, 22), COMMITTEE))
BEFORE = (meeting(date(2026, 3, 25), COMMITTEE),)


def monthly(*, where_committee: bool) -> Rule:
    return MeetingFrequency(
        meeting=COMMITTEE,
        per=Unit.MONTH,
        at_least=1,
        partial_period="not_required",
        where_committee=where_committee,
    )


def fortnightly(*, where_committee: bool) -> Rule:
    return LongestGap(meeting=COMMITTEE, per=Unit.MONTH, most_days=14, where_committee=where_committee)


EACH = pytest.mark.parametrize("rule", [monthly, fortnightly], ids=lambda rule: rule.__name__)


@EACH
@pytest.mark.parametrize(
    ("committee", "held", "missed"),
    [
        (3, Status.PASSED, Status.MISSED),
        (1, Status.PASSED, Status.MISSED),
        (0, Status.NOT_REQUIRED, Status.NOT_REQUIRED),  # a secretary and no committee
        (None, Status.UNKNOWN, Status.UNKNOWN),  # nobody guesses
    ],
)
def test_it_is_asked_of_branches_with_a_committee(
    rule: Callable[..., Rule], committee: int | None, held: Status, missed: Status
) -> None:
    asked = rule(where_committee=True)
    assert judge(asked, subject(APRIL, *HELD, before=BEFORE, committee=committee)).status is held
    assert judge(asked, subject(APRIL, before=BEFORE, committee=committee)).status is missed


@EACH
@pytest.mark.parametrize("committee", [3, 0, None])
def test_others_ask_it_of_all(rule: Callable[..., Rule], committee: int | None) -> None:
    asked = rule(where_committee=False)
    assert judge(asked, subject(APRIL, *HELD, before=BEFORE, committee=committee)).status is Status.PASSED
    assert judge(asked, subject(APRIL, before=BEFORE, committee=committee)).status is Status.MISSED


@EACH
def test_what_is_not_known_still_shows_what_was_held(rule: Callable[..., Rule]) -> None:
    verdict = judge(rule(where_committee=True), subject(APRIL, *HELD, before=BEFORE))
    assert (verdict.held, verdict.verified) == (2, 2)


@EACH
def test_a_branch_that_was_not_there_owes_nothing_in_either_case(rule: Callable[..., Rule]) -> None:
    of_may = subject(APRIL, founded_on=date(2026, 5, 1))
    assert judge(rule(where_committee=True), of_may).status is Status.NOT_REQUIRED


@EACH
def test_to_ask_fewer_branches_is_to_ask_for_less(rule: Callable[..., Rule]) -> None:
    some, every = rule(where_committee=True), rule(where_committee=False)
    kind = KINDS[type(some)]
    assert kind.weaker(some, every) is True
    assert kind.weaker(every, some) is False


@EACH
def test_its_sentence_says_so(rule: Callable[..., Rule]) -> None:
    of_all = sentence_of(rule(where_committee=False), [OrganisationKind.PARTY_BRANCH])
    of_some = sentence_of(rule(where_committee=True), [OrganisationKind.PARTY_BRANCH])
    assert of_some.zh == f"{of_all.zh}(不设支部委员会的除外)"
    assert of_some.en == f"{of_all.en} (where there is a committee)"


@pytest.mark.parametrize(
    ("bound", "zh", "en"),
    [
        ([OrganisationKind.LEAGUE_BRANCH], "支部团员大会", "General meeting of league members"),
        ([OrganisationKind.PARTY_BRANCH], "支部党员大会", "General meeting"),
        ([OrganisationKind.PARTY_BRANCH, OrganisationKind.LEAGUE_BRANCH], "支部党员大会", "General meeting"),
    ],
)
def test_the_league_has_a_word_of_its_own_for_its_general_meeting(
    bound: list[OrganisationKind], zh: str, en: str
) -> None:
    rule = MeetingFrequency(
        meeting=MeetingKind.GENERAL_MEETING, per=Unit.QUARTER, at_least=1, partial_period="not_required"
    )
    words = sentence_of(rule, bound)
    assert (words.zh, words.en) == (f"{zh}每季度至少召开1次", f"{en}: at least once a quarter")
