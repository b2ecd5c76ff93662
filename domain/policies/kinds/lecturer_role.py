"""Who gives lectures (C05 社区党总支书记和工作组组长亲自授课)."""

from __future__ import annotations

from typing import Literal

from domain.meeting_entries.events import LecturerRole
from domain.meetings.events import MeetingKind
from domain.policies.comparing import asks_less, less_if_milder, less_if_narrower, less_if_wider
from domain.policies.facts import HeldMeeting, Subject
from domain.policies.kind import MeetingRule, Parameters, Words, named_once
from domain.policies.verdicts import Effect, Remark
from domain.policies.wording import EFFECTS, MEETINGS

_ROLES = {
    LecturerRole.COMMITTEE_SECRETARY: Words(zh="党委书记", en="the secretary of the party committee"),
    LecturerRole.GENERAL_BRANCH_SECRETARY: Words(zh="党总支书记", en="the secretary of the general branch"),
    LecturerRole.BRANCH_SECRETARY: Words(zh="支部书记", en="the secretary of the branch"),
    LecturerRole.BRANCH_COMMITTEE_MEMBER: Words(zh="支部委员", en="a member of the branch committee"),
    LecturerRole.WORK_TEAM_LEADER: Words(zh="工作组组长", en="the leader of the work team"),
    LecturerRole.MEMBER: Words(zh="党员", en="a member"),
    LecturerRole.INVITED_LECTURER: Words(zh="受邀讲师", en="an invited lecturer"),
}


class LecturerRoles(Parameters, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="lecturer-role"):
    """A lecture is given by those in ``roles``.

    ``given_by``: whether one of them is enough, or all of them speak at each.
    ``others``: what it means for a lecture that was given otherwise, or of which nobody recorded by whom.
    """

    roles: tuple[LecturerRole, ...]
    given_by: Literal["one_of_them", "all_of_them"]
    others: Effect
    meeting: MeetingKind = MeetingKind.PARTY_LECTURE

    def __post_init__(self) -> None:
        if not self.roles:
            raise ValueError("roles: names one role or more")
        named_once(roles=self.roles)


class LecturerRoleKind(MeetingRule[LecturerRoles]):
    """Says which lectures were not given by those who should."""

    name = "lecturer-role"
    parameters = LecturerRoles
    open_points = ("given_by", "others")

    def sentences(self, parameters: LecturerRoles) -> Words:
        meeting, then = MEETINGS[parameters.meeting], EFFECTS[parameters.others]
        roles = [_ROLES[role] for role in parameters.roles]
        one = parameters.given_by == "one_of_them"
        zh = ("或" if one else "和").join(role.zh for role in roles)
        en = (" or " if one else " and ").join(role.en for role in roles)
        return Words(
            zh=f"{meeting.zh}由{zh}授课;由他人授课的,{then.zh}",
            en=f"{meeting.en}: given by {en}; if given otherwise, {then.en}",
        )

    def matters(self, parameters: LecturerRoles) -> frozenset[str]:
        return frozenset({f"lecturers of {parameters.meeting}"})

    def weaker(self, local: LecturerRoles, above: LecturerRoles) -> bool | None:
        if local.meeting is not above.meeting or local.given_by != above.given_by:
            return None
        compared = less_if_wider if local.given_by == "one_of_them" else less_if_narrower
        return asks_less(
            compared(set(local.roles), set(above.roles)),
            less_if_milder(local.others, above.others),
        )

    def concerns(self, parameters: LecturerRoles, meeting: HeldMeeting) -> bool:
        return meeting.kind is parameters.meeting

    def remark(self, parameters: LecturerRoles, meeting: HeldMeeting, subject: Subject) -> Remark | None:
        missing = tuple(role.value for role in parameters.roles if role not in meeting.lecturers)
        enough = not missing or (
            parameters.given_by == "one_of_them" and len(missing) < len(parameters.roles)
        )
        if enough:
            return None
        code = "WRONG_LECTURER" if meeting.lecturers else "LECTURER_NOT_RECORDED"
        return Remark(meeting_id=meeting.id, code=code, effect=parameters.others, lacking=missing)
