"""Handlers of commands about transfer letters."""

from __future__ import annotations

from application.session import Session
from domain.core import Decision, RefusalCode, refuse
from domain.county.events import COUNTY_ID
from domain.county.state import County
from domain.membership.events import register_id
from domain.membership.state import Member, Register
from domain.organisation.state import Organisation
from domain.transfers import admit, decide
from domain.transfers.commands import (
    AcknowledgeLetter,
    AdmitByLetter,
    IssueLetter,
    ReceiveLetter,
    WithdrawLetter,
)
from domain.transfers.state import Letter


async def issue_letter(command: IssueLetter, session: Session) -> Decision:
    """Make out a letter, with a look at the member's other letters."""
    letter = await session.load(Letter, command.letter_id)
    to = command.to_branch_id
    return decide.issue_letter(
        letter,
        command,
        session.context,
        county=await session.load(County, COUNTY_ID),
        member=await session.load(Member, command.member_id),
        to_branch=None if to is None else await session.load(Organisation, to),
        others=await session.streams_of(command.member_id, Letter),
    )


async def receive_letter(command: ReceiveLetter, session: Session) -> Decision:
    """Use a letter: the home moves."""
    letter = await session.load(Letter, command.letter_id)
    if letter.member_id is None or letter.from_branch_id is None:
        return refuse(RefusalCode.NOT_FOUND, "number")
    return decide.receive_letter(
        letter,
        command,
        session.context,
        member=await session.load(Member, letter.member_id),
        to_branch=await session.load(Organisation, command.to_branch_id),
        from_register=await session.load(Register, register_id(letter.from_branch_id)),
        to_register=await session.load(Register, register_id(command.to_branch_id)),
    )


async def acknowledge_letter(command: AcknowledgeLetter, session: Session) -> Decision:
    """Enter another county's receipt: the member leaves."""
    letter = await session.load(Letter, command.letter_id)
    if letter.member_id is None or letter.from_branch_id is None:
        return refuse(RefusalCode.NOT_FOUND, "letterId")
    return decide.acknowledge_letter(
        letter,
        command,
        session.context,
        member=await session.load(Member, letter.member_id),
        register=await session.load(Register, register_id(letter.from_branch_id)),
    )


async def withdraw_letter(command: WithdrawLetter, session: Session) -> Decision:
    """Take a letter back."""
    letter = await session.load(Letter, command.letter_id)
    return decide.withdraw_letter(letter, command, session.context)


async def admit_by_letter(command: AdmitByLetter, session: Session) -> Decision:
    """Register the bearer of another county's letter."""
    group = command.group_id
    return admit.admit_by_letter(
        await session.load(Letter, command.letter_id),
        command,
        session.context,
        county=await session.load(County, COUNTY_ID),
        member=await session.load(Member, command.member_id),
        branch=await session.load(Organisation, command.branch_id),
        group=None if group is None else await session.load(Organisation, group),
        register=await session.load(Register, register_id(command.branch_id)),
    )
