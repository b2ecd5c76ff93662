"""Decisions about points. All of them need the module POINTS, which is off by default."""

from __future__ import annotations

from uuid import UUID

from domain.core import Decision, DomainEvent, Refusal, RefusalCode, accept, refuse
from domain.core.checks import any_refusal, code, header, known, reason_given
from domain.core.context import Context
from domain.county.decide import adopted
from domain.county.events import Module
from domain.county.state import County
from domain.membership.state import Member
from domain.scoring.commands import AwardPoints, CorrectPoints, DeductPoints, ReversePoints
from domain.scoring.events import (
    PointsAwarded,
    PointsCorrected,
    PointsDeducted,
    PointsReversed,
    ScoreAccountOpened,
)
from domain.scoring.state import ScoreAccount

MOST_HUNDREDTHS = 100_00  # points of one entry
EARLIEST_YEAR = 2000


def award_points(
    account: ScoreAccount, command: AwardPoints, context: Context, *, county: County, member: Member
) -> Decision:
    """Add points; the first entry opens the account."""
    return _enter(PointsAwarded, account, command, context, county, member)


def deduct_points(
    account: ScoreAccount, command: DeductPoints, context: Context, *, county: County, member: Member
) -> Decision:
    """Take points; the first entry opens the account, and the balance may fall below nought."""
    return _enter(PointsDeducted, account, command, context, county, member)


def reverse_points(
    account: ScoreAccount, command: ReversePoints, context: Context, *, county: County, member: Member
) -> Decision:
    """Let an entry no longer count."""
    refused = any_refusal(
        header(command, context),
        adopted(county, Module.POINTS),
        reason_given(command),
        known(member, "memberId") or _unreversed(account, command.reverses, "reverses"),
    )
    if refused:
        return refused
    return accept([context.events_of(account, command)(PointsReversed, reverses=command.reverses)])


def correct_points(
    account: ScoreAccount, command: CorrectPoints, context: Context, *, county: County, member: Member
) -> Decision:
    """Let an entry count with other points or under another rule."""
    refused = any_refusal(
        header(command, context),
        adopted(county, Module.POINTS),
        reason_given(command),
        _points_fit(command.points_hundredths),
        code(command.rule, "rule"),
        known(member, "memberId") or _unreversed(account, command.corrects, "corrects"),
    )
    if refused:
        return refused
    entry = account.entries[command.corrects]
    rule = command.rule or entry.rule
    if (abs(entry.points_hundredths), entry.rule) == (command.points_hundredths, rule):
        return refuse(RefusalCode.CORRECTS_NOTHING, "corrects")
    corrected = context.events_of(account, command)(
        PointsCorrected,
        corrects=command.corrects,
        points_hundredths=command.points_hundredths,
        rule=command.rule,
    )
    return accept([corrected])


def _enter(
    cls: type[PointsAwarded | PointsDeducted],
    account: ScoreAccount,
    command: AwardPoints | DeductPoints,
    context: Context,
    county: County,
    member: Member,
) -> Decision:
    refused = any_refusal(
        header(command, context),
        adopted(county, Module.POINTS),
        known(member, "memberId"),
        None
        if EARLIEST_YEAR <= command.year <= context.today.year + 1
        else Refusal(RefusalCode.INVALID_VALUE, ("year",)),
        _points_fit(command.points_hundredths),
        code(command.rule, "rule"),
    )
    if refused:
        return refused
    next_event = context.events_of(account, command)
    events: list[DomainEvent] = []
    if not account.exists:
        branch_id = member.home_at(context.occurred_on(command)).branch_id
        events.append(
            next_event(ScoreAccountOpened, member_id=member.id, branch_id=branch_id, year=command.year)
        )
    events.append(
        next_event(
            cls,
            points_hundredths=command.points_hundredths,
            points_class=command.points_class,
            rule=command.rule,
            ground=command.ground,
        )
    )
    return accept(events)


def _points_fit(points_hundredths: int) -> Refusal | None:
    if 0 < points_hundredths <= MOST_HUNDREDTHS:
        return None
    return Refusal(RefusalCode.INVALID_VALUE, ("pointsHundredths",), details={"most": MOST_HUNDREDTHS})


def _unreversed(account: ScoreAccount, event_id: UUID, path: str) -> Refusal | None:
    """The id must be that of an award or deduction that counts."""
    entry = account.entries.get(event_id)
    if entry is None:
        return Refusal(RefusalCode.CORRECTS_NOTHING, (path,))
    return Refusal(RefusalCode.ALREADY_REVERSED, (path,)) if entry.reversed else None
