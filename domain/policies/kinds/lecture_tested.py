"""Lectures are followed by a test (C01 党课查“课后考试”)."""

from __future__ import annotations

from domain.meetings.events import MeetingKind
from domain.policies.facts import HeldMeeting, Subject
from domain.policies.kind import MeetingRule, Parameters, Words
from domain.policies.verdicts import Effect, Remark
from domain.policies.wording import EFFECTS, MEETINGS


class LectureTested(
    Parameters, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="test-after-lecture"
):
    """A lecture without a test counts as held and not as verified."""

    meeting: MeetingKind = MeetingKind.PARTY_LECTURE


class LectureTestedKind(MeetingRule[LectureTested]):
    """Says which lectures no test followed."""

    name = "test-after-lecture"
    parameters = LectureTested

    def sentences(self, parameters: LectureTested) -> Words:
        meeting, then = MEETINGS[parameters.meeting], EFFECTS[Effect.UNVERIFIED]
        return Words(
            zh=f"{meeting.zh}应有课后考试;无考试的,{then.zh}",
            en=f"{meeting.en}: followed by a test; without one, {then.en}",
        )

    def matters(self, parameters: LectureTested) -> frozenset[str]:
        return frozenset({f"test of {parameters.meeting}"})

    def weaker(self, local: LectureTested, above: LectureTested) -> bool | None:
        return False if local == above else None

    def concerns(self, parameters: LectureTested, meeting: HeldMeeting) -> bool:
        return meeting.kind is parameters.meeting

    def remark(self, parameters: LectureTested, meeting: HeldMeeting, subject: Subject) -> Remark | None:
        if meeting.tested:
            return None
        return Remark(meeting_id=meeting.id, code="NO_TEST", effect=Effect.UNVERIFIED)
