"""Lectures: who gives them, and whether a test follows."""

from datetime import date
from typing import Any

import pytest

from domain.meeting_entries.events import LecturerRole
from domain.meetings.events import MeetingKind
from domain.policies.kinds.lecture_tested import LectureTested, LectureTestedKind
from domain.policies.kinds.lecturer_role import LecturerRoleKind, LecturerRoles
from domain.policies.kinds.meeting_frequency import MeetingFrequency
from domain.policies.periods import Period, Unit
from domain.policies.verdicts import Effect, Status
from tests.unit.domain.policies.given import judge, meeting, remark, subject

DAY = date(2026, 9, 10)
SECRETARY, LEADER = LecturerRole.GENERAL_BRANCH_SECRETARY, LecturerRole.WORK_TEAM_LEADER


def rule(**given: Any) -> LecturerRoles:
    return LecturerRoles(
        **{
            "roles": (SECRETARY, LEADER),
            "given_by": "one_of_them",
            "others": Effect.NOT_COUNTED,
            **given,
        }
    )


def lecture(on: date = DAY, **fields: Any) -> Any:
    return meeting(on, MeetingKind.PARTY_LECTURE, **fields)


@pytest.mark.parametrize(
    ("lecturers", "either", "both"),
    [
        ({SECRETARY}, None, (LEADER,)),
        ({LEADER}, None, (SECRETARY,)),
        ({SECRETARY, LEADER}, None, None),
        ({SECRETARY, LecturerRole.MEMBER}, None, (LEADER,)),
        ({LecturerRole.MEMBER}, (SECRETARY, LEADER), (SECRETARY, LEADER)),
        (set(), (SECRETARY, LEADER), (SECRETARY, LEADER)),
    ],
)
def test_c05_the_secretary_the_leader_of_the_team_or_both(lecturers: Any, either: Any, both: Any) -> None:
    """社区党总支书记和工作组组长亲自授课: either of them, or both, is a reading."""
    given = lecture(lecturers=frozenset(lecturers))
    for given_by, lacking in (("one_of_them", either), ("all_of_them", both)):
        said = remark(rule(given_by=given_by), given)
        assert (said and said.lacking) == lacking
        if said is not None:
            code = "WRONG_LECTURER" if lecturers else "LECTURER_NOT_RECORDED"
            assert (said.code, said.effect) == (code, Effect.NOT_COUNTED)


@pytest.mark.parametrize(
    ("local", "above", "weaker"),
    [
        ({}, {}, False),
        ({"roles": (SECRETARY,)}, {}, False),
        ({"roles": (SECRETARY, LEADER, LecturerRole.MEMBER)}, {}, True),
        ({"roles": (SECRETARY,), "given_by": "all_of_them"}, {"given_by": "all_of_them"}, True),
        ({"given_by": "all_of_them"}, {}, None),
        ({"others": Effect.NOTED}, {}, True),
        ({"meeting": MeetingKind.MICRO_LECTURE}, {}, None),
    ],
)
def test_a_local_rule_about_lecturers_that_asks_for_less(local: Any, above: Any, weaker: bool | None) -> None:
    assert LecturerRoleKind().weaker(rule(**local), rule(**above)) is weaker


def test_c01_three_held_two_verified_one_finding() -> None:
    """工务段党总支, 30 September: 4 lectures a year; of 3 that were held one had no test."""
    held = [lecture(date(2026, month, 10), tested=month != 5) for month in (2, 5, 9)]
    said = [one for one in (remark(LectureTested(), each) for each in held) if one is not None]
    yearly = MeetingFrequency(
        meeting=MeetingKind.PARTY_LECTURE, per=Unit.YEAR, at_least=4, partial_period="not_required"
    )
    verdict = judge(yearly, subject(Period.of(DAY, Unit.YEAR), *held, today=date(2026, 9, 30)), *said)
    assert (verdict.required, verdict.held, verdict.verified) == (4, 3, 2)
    assert verdict.status is Status.PENDING
    [finding] = verdict.remarks
    assert (finding.code, finding.meeting_id) == ("NO_TEST", held[1].id)


def test_a_lecture_with_a_test_is_as_it_should_be() -> None:
    assert remark(LectureTested(), lecture(tested=True)) is None


def test_other_meetings_are_not_their_concern() -> None:
    assert not LecturerRoleKind().concerns(rule(), meeting(DAY))
    assert not LectureTestedKind().concerns(LectureTested(), meeting(DAY))


def test_tests_after_different_meetings_are_not_compared() -> None:
    kind = LectureTestedKind()
    assert kind.weaker(LectureTested(), LectureTested()) is False
    assert kind.weaker(LectureTested(meeting=MeetingKind.MICRO_LECTURE), LectureTested()) is None


def test_they_say_themselves_in_words() -> None:
    either = LecturerRoleKind().sentences(rule())
    assert either.zh == "党课由党总支书记或工作组组长授课;由他人授课的,不计入次数"
    assert either.en == (
        "Party lecture: given by the secretary of the general branch or the leader of the work team; "
        "if given otherwise, it does not count"
    )
    both = LecturerRoleKind().sentences(rule(given_by="all_of_them", others=Effect.OFF_WINDOW))
    assert both.zh == "党课由党总支书记和工作组组长授课;由他人授课的,计入次数,但记为不合要求"
    assert both.en == (
        "Party lecture: given by the secretary of the general branch and the leader of the work team; "
        "if given otherwise, it counts, marked as not as it should be"
    )
    tested = LectureTestedKind().sentences(LectureTested())
    assert tested.zh == "党课应有课后考试;无考试的,计为已召开,但不计为已核实"
    assert tested.en == (
        "Party lecture: followed by a test; without one, it counts as held and not as verified"
    )


def test_parameters_that_cannot_be() -> None:
    with pytest.raises(ValueError, match="roles"):
        rule(roles=())
