"""Handlers of commands about node houses."""

from __future__ import annotations

from application.session import Session
from domain.core import Decision, RefusalCode, refuse
from domain.member_node_houses import decide
from domain.member_node_houses.commands import (
    NameMemberNodeHouse,
    ReplaceMemberNodeHouse,
    ReviewMemberNodeHouse,
)
from domain.member_node_houses.state import MemberNodeHouse
from domain.membership.events import register_id
from domain.membership.state import Register
from domain.organisation.state import Organisation


async def name_member_node_house(command: NameMemberNodeHouse, session: Session) -> Decision:
    """Name a member's house, with a look at the branch's register."""
    house = await session.load(MemberNodeHouse, command.member_node_house_id)
    branch = await session.load(Organisation, command.branch_id)
    register = await session.load(Register, register_id(command.branch_id))
    return decide.name_member_node_house(house, command, session.context, branch=branch, register=register)


async def review_member_node_house(command: ReviewMemberNodeHouse, session: Session) -> Decision:
    """Record a review."""
    house = await session.load(MemberNodeHouse, command.member_node_house_id)
    return decide.review_member_node_house(house, command, session.context)


async def replace_member_node_house(command: ReplaceMemberNodeHouse, session: Session) -> Decision:
    """Let another member follow, with a look at the branch's register."""
    house = await session.load(MemberNodeHouse, command.member_node_house_id)
    if house.branch_id is None:
        return refuse(RefusalCode.NOT_FOUND, "memberNodeHouseId")
    register = await session.load(Register, register_id(house.branch_id))
    return decide.replace_member_node_house(house, command, session.context, register=register)
