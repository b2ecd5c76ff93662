"""Handlers of commands about points."""

from __future__ import annotations

from application.session import Session
from domain.core import Decision
from domain.county.events import COUNTY_ID
from domain.county.state import County
from domain.membership.state import Member
from domain.scoring import decide
from domain.scoring.commands import AwardPoints, CorrectPoints, DeductPoints, ReversePoints
from domain.scoring.events import account_id
from domain.scoring.state import ScoreAccount


async def award_points(command: AwardPoints, session: Session) -> Decision:
    """Add points to a member's account."""
    account = await session.load(ScoreAccount, account_id(command.member_id, command.year))
    county = await session.load(County, COUNTY_ID)
    member = await session.load(Member, command.member_id)
    return decide.award_points(account, command, session.context, county=county, member=member)


async def deduct_points(command: DeductPoints, session: Session) -> Decision:
    """Take points from a member's account."""
    account = await session.load(ScoreAccount, account_id(command.member_id, command.year))
    county = await session.load(County, COUNTY_ID)
    member = await session.load(Member, command.member_id)
    return decide.deduct_points(account, command, session.context, county=county, member=member)


async def reverse_points(command: ReversePoints, session: Session) -> Decision:
    """Let an entry of an account no longer count."""
    account = await session.load(ScoreAccount, account_id(command.member_id, command.year))
    county = await session.load(County, COUNTY_ID)
    member = await session.load(Member, command.member_id)
    return decide.reverse_points(account, command, session.context, county=county, member=member)


async def correct_points(command: CorrectPoints, session: Session) -> Decision:
    """Correct an entry of an account."""
    account = await session.load(ScoreAccount, account_id(command.member_id, command.year))
    county = await session.load(County, COUNTY_ID)
    member = await session.load(Member, command.member_id)
    return decide.correct_points(account, command, session.context, county=county, member=member)
