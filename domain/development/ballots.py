"""Recording ballots on admission (票决制): one ballot a person, counted by the tellers of a general meeting."""

from __future__ import annotations

from collections.abc import Iterable

from domain.core import Decision, Refusal, RefusalCode, accept, refuse
from domain.core.checks import any_refusal, header
from domain.core.context import Context
from domain.development.commands import RecordBallot
from domain.development.decide import going_on
from domain.development.events import AdmissionVoted, BallotHeld, Stage
from domain.development.state import Ballot, Development
from domain.development.votes import has_vote, is_passed, is_quorate
from domain.discipline.state import Discipline
from domain.meetings.events import MeetingKind
from domain.meetings.held import held_refusal, was_there
from domain.meetings.state import Meeting
from domain.membership.state import Member

MOST_BALLOTS = 100  # at one meeting


def record_ballot(
    development: Development,
    command: RecordBallot,
    context: Context,
    *,
    ballot: Ballot,
    meeting: Meeting,
    expected: Iterable[tuple[Member, Discipline]],
) -> Decision:
    """Record a ballot that was held on one candidate; ``expected`` are those on the meeting's roster.

    A ballot has a number within its meeting. One that was held cannot be another person's too. Who came is recorded
    before: of those entitled, more than half have to be there, and nobody else casts a vote.
    """
    refused = any_refusal(
        header(command, context),
        going_on(development),
        _of_branch(meeting, development) or held_refusal(meeting, context),
        _number(command, ballot),
        *_counts(command),
    )
    if refused:
        return refused
    if development.stage is not Stage.ADMISSION_CANDIDATE:
        return refuse(RefusalCode.WRONG_STAGE, "developmentId", stage=development.stage.value)
    if meeting.held_on < development.since:
        return refuse(RefusalCode.INVALID_DATES, "meetingId", since=development.since.isoformat())
    voters = [
        member.id
        for member, discipline in expected
        if has_vote(member, discipline, meeting.held_on, context.zone)
    ]
    entitled, present = len(voters), sum(was_there(meeting, voter) for voter in voters)
    if not is_quorate(present, entitled):
        return refuse(RefusalCode.NO_QUORUM, "meetingId", entitled=entitled, present=present)
    if command.in_favour + command.against + command.abstained > present:
        return refuse(RefusalCode.TOO_MANY, "inFavour", entitled=entitled, present=present)
    held = context.events_of(ballot, command, on=meeting.held_on)(
        BallotHeld,
        meeting_id=meeting.id,
        branch_id=development.branch_id,
        number=command.number,
        person_id=development.person_id,
        entitled=entitled,
        in_favour=command.in_favour,
        against=command.against,
        abstained=command.abstained,
    )
    voted = context.events_of(development, command, on=meeting.held_on)(
        AdmissionVoted,
        meeting_id=meeting.id,
        ballot_id=ballot.id,
        on=meeting.held_on,
        passed=is_passed(command.in_favour, entitled),
    )
    return accept([held, voted])


def _of_branch(meeting: Meeting, development: Development) -> Refusal | None:
    """A general meeting of the branch that develops the person; any other is as unknown here as none."""
    if not development.exists or not meeting.exists or meeting.branch_id != development.branch_id:
        return Refusal(RefusalCode.NOT_FOUND, ("meetingId",))
    if meeting.kind is not MeetingKind.GENERAL_MEETING:
        return Refusal(RefusalCode.WRONG_KIND, ("meetingId",), details={"kind": meeting.kind.value})
    return None


def _number(command: RecordBallot, ballot: Ballot) -> Refusal | None:
    if not 1 <= command.number <= MOST_BALLOTS:
        return Refusal(RefusalCode.INVALID_VALUE, ("number",))
    return Refusal(RefusalCode.BALLOT_HELD, ("number",)) if ballot.exists else None


def _counts(command: RecordBallot) -> Iterable[Refusal]:
    for name, count in (
        ("inFavour", command.in_favour),
        ("against", command.against),
        ("abstained", command.abstained),
    ):
        if count < 0:
            yield Refusal(RefusalCode.INVALID_VALUE, (name,))
