"""What people read: one message a code, in Chinese (the default) and English. Programs go by the codes."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from application.authority import Denial
from domain.core import Refusal, RefusalCode


class Locale(Enum):
    """Languages that messages come in."""

    ZH_CN = "zh-CN"
    EN = "en"


class Message(NamedTuple):
    """One message in every language."""

    zh_cn: str
    en: str

    def text(self, locale: Locale) -> str:
        """The message in one language."""
        return self.en if locale is Locale.EN else self.zh_cn


@lru_cache(maxsize=64)  # of headers, which the server bounds in size
def negotiate(accept_language: str | None) -> Locale:
    """The language that an Accept-Language header likes best among ours; Chinese if it likes none of them."""
    best, best_quality = Locale.ZH_CN, 0.0
    for part in (accept_language or "").split(","):
        tag, *parameters = (text.strip().lower() for text in part.split(";"))
        quality = 1.0
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name == "q":
                quality = float(value) if value.replace(".", "", 1).isdecimal() else 0.0
        language = {"zh": Locale.ZH_CN, "en": Locale.EN}.get(tag.split("-")[0])
        if language is not None and quality > best_quality:
            best, best_quality = language, quality
    return best


def refusal_message(refusal: Refusal, locale: Locale) -> str:
    """Why a command was refused, in words."""
    denial = refusal.details.get("reason") if refusal.code is RefusalCode.FORBIDDEN else None
    message = REFUSALS[refusal.code] if denial is None else DENIALS[Denial(str(denial))]
    return message.text(locale)


DENIALS: Mapping[Denial, Message] = {
    Denial.ROLE: Message("您的角色无权执行此操作。", "Your role may not do this."),
    Denial.SCOPE: Message(
        "您的令牌范围不包含此操作。", "The scopes of your token leave this out, though your role may do it."
    ),
    Denial.CAPACITY: Message(
        "您已不具有此身份：账号关联或任职已经结束。",
        "You no longer act in this capacity: the account was unlinked, or the post is not in force.",
    ),
    Denial.PLACE: Message("不在您的管辖范围之内。", "It lies outside of the place in which you may do this."),
}


REFUSALS: Mapping[RefusalCode, Message] = {
    RefusalCode.NOT_FOUND: Message("不存在，或您无权查看。", "It does not exist, or you may not see it."),
    RefusalCode.ALREADY_EXISTS: Message("已经存在。", "It exists already."),
    RefusalCode.WRONG_KIND: Message("类型不符，此处不能使用。", "It is of a kind that does not fit here."),
    RefusalCode.INVALID_VALUE: Message(
        "值不符合要求的格式或范围。", "The value has not the form or range that is asked for."
    ),
    RefusalCode.INVALID_DATES: Message(
        "日期先后或范围不合理。", "The dates are in the wrong order or out of range."
    ),
    RefusalCode.IN_THE_FUTURE: Message("时间尚未到来。", "That time has not come yet."),
    RefusalCode.REASON_REQUIRED: Message("必须说明原因。", "A reason must be given."),
    RefusalCode.TOO_MANY: Message("一次提交的条目过多。", "There are too many entries in one call."),
    RefusalCode.CONFLICT: Message(
        "数据已被他人更改，请按当前版本重试。",
        "It has changed in the meantime; look at the current version and try again.",
    ),
    RefusalCode.KEY_REUSED: Message(
        "该幂等键已用于另一内容的请求。",
        "This idempotency key has been used for a request with another body.",
    ),
    RefusalCode.FORBIDDEN: Message("您无权执行此操作。", "You may not do this."),
    RefusalCode.MODULE_NOT_ADOPTED: Message(
        "本县尚未启用该模块。", "The county has not adopted this module."
    ),
    RefusalCode.CLOCK_BACKWARDS: Message(
        "演练时钟不能倒退，须不早于最近一次登记的时间。",
        "The clock of a rehearsal cannot go backwards: give no time before that of its last event.",
    ),
    RefusalCode.NOT_A_REHEARSAL: Message(
        "只有演练数据可以用 X-Clock 设定时间。",
        "Only a county founded as a rehearsal takes its time from X-Clock.",
    ),
    RefusalCode.NOT_HOME_BRANCH: Message(
        "不属于该党员所在的党支部。", "It does not belong to the member's home branch."
    ),
    RefusalCode.ALREADY_AFFILIATED: Message(
        "该党员的组织关系已在此支部。", "The member's home is this branch already."
    ),
    RefusalCode.COVERED_ELSEWHERE: Message(
        "该组织已由另一网格覆盖。", "The organisation is covered by a grid already."
    ),
    RefusalCode.NOT_RESPONSIBLE: Message(
        "该党员并非此网格的责任人。", "The member is not responsible for this grid."
    ),
    RefusalCode.MEETING_CANCELLED: Message("会议已取消。", "The meeting was cancelled."),
    RefusalCode.MEETING_CONCLUDED: Message("会议已结束。", "The meeting was concluded."),
    RefusalCode.MEETING_NOT_HELD_YET: Message("会议日期未到。", "The day of the meeting has not come yet."),
    RefusalCode.MEETING_NOT_CONCLUDED: Message("会议尚未结束。", "The meeting was not concluded yet."),
    RefusalCode.MEETING_UNDER_WAY: Message(
        "会议已有到会或记录,不能改期;日期有误的,请更正。",
        "Attendance or minutes are recorded already: correct the day instead, if it was wrong.",
    ),
    RefusalCode.ROSTER_NOT_FROZEN: Message("应到名单尚未确定。", "The roster has not been frozen."),
    RefusalCode.ROSTER_FROZEN: Message("应到名单已经确定，不能更改。", "The roster was frozen and stands."),
    RefusalCode.NOT_ON_ROSTER: Message("不在应到名单中。", "This person is not on the roster."),
    RefusalCode.ON_ROSTER: Message(
        "在应到名单中，不能列席。", "This person is on the roster and cannot sit in."
    ),
    RefusalCode.NOT_ON_REGISTER: Message(
        "当日不在党支部名册中。", "This person is not on the branch's register that day."
    ),
    RefusalCode.NAMED_TWICE: Message("同一次提交中重复出现。", "It is named twice in one call."),
    RefusalCode.NOT_COVERED: Message("该组织目前没有网格覆盖。", "No grid covers the organisation."),
    RefusalCode.ALREADY_RECORDED: Message("已经登记。", "It has been recorded already."),
    RefusalCode.NOTHING_RECORDED: Message(
        "尚无登记，无从更正。", "Nothing has been recorded that could be corrected."
    ),
    RefusalCode.NO_LEAVE_COVERS: Message("没有覆盖当天的已准请假。", "No granted leave covers that day."),
    RefusalCode.LEAVE_OVERLAPS: Message("与另一请假的日期重叠。", "The days overlap with another leave."),
    RefusalCode.LEAVE_TOO_LATE: Message("已超过补办请假的期限。", "It is too late to ask for this leave."),
    RefusalCode.LEAVE_NOT_PENDING: Message("该请假不在待批状态。", "The request is not pending."),
    RefusalCode.LEAVE_NOT_GRANTED: Message("该请假未获批准。", "The leave has not been granted."),
    RefusalCode.LEAVE_TOO_LONG: Message(
        "按规定无人有权批准这么长的请假。", "By the rule in force nobody may grant so long a leave."
    ),
    RefusalCode.LEAVE_LEVEL_TOO_LOW: Message(
        "按规定该请假须由更高一级审批。", "By the rule in force a higher level decides about this leave."
    ),
    RefusalCode.LEAVE_STEP_MISSING: Message(
        "按规定须先经下一级同意。", "By the rule in force a level below has to approve first."
    ),
    RefusalCode.LEAVE_EVIDENCE_MISSING: Message(
        "按规定应提交的请假证明尚未提交。", "The evidence that the rule in force asks for was not handed in."
    ),
    RefusalCode.LEVEL_NOT_HELD: Message(
        "您不能以该级别审批。", "You may not decide in the name of that level."
    ),
    RefusalCode.EXTENSION_NOT_PENDING: Message("没有待批的续假。", "No extension is waiting to be decided."),
    RefusalCode.OWN_OBJECTION: Message(
        "不得处理自己提出的异议。", "Nobody decides on an objection of their own."
    ),
    RefusalCode.RECORDER_DECIDES: Message(
        "原登记人不得处理对该登记的异议。", "Whoever made the record does not decide on an objection to it."
    ),
    RefusalCode.NOTHING_UPHELD: Message(
        "该异议未被认定成立，或已更正。", "The objection was not upheld, or the record was put right already."
    ),
    RefusalCode.OWN_REQUEST: Message("不能审批自己的请假。", "Nobody decides on a request of their own."),
    RefusalCode.ALREADY_REVERSED: Message("该笔记录已被冲销。", "The entry was reversed already."),
    RefusalCode.ACCOUNT_LINKED: Message(
        "该账号已关联另一名党员。", "The account belongs to another member already."
    ),
    RefusalCode.ACCOUNT_NOT_LINKED: Message("该账号未关联任何党员。", "The account belongs to no member."),
    RefusalCode.ORGANISATION_DISSOLVED: Message("该组织已撤销。", "The organisation was dissolved."),
    RefusalCode.BELOW_ITSELF: Message(
        "组织不能隶属于自身或其下级组织。", "An organisation stands below neither itself nor one below it."
    ),
    RefusalCode.ORGANISATIONS_BELOW: Message(
        "其下还有组织，须先撤销。", "There are organisations below it: dissolve them first."
    ),
    RefusalCode.MEMBERS_AT_HOME: Message(
        "组织关系在此的党员须先转出。", "Members are at home there: move them first."
    ),
    RefusalCode.DEVELOPMENTS_OPEN: Message(
        "该支部还有未办结的发展程序，须先接收或终止。",
        "The branch develops people: admit them, or end their development first.",
    ),
    RefusalCode.IN_CUSTODY: Message("该组织已由其他组织代管。", "It is in another organisation's custody."),
    RefusalCode.NOT_IN_CUSTODY: Message("该组织没有被代管。", "It is in nobody's custody."),
    RefusalCode.LOOKS_AFTER_OTHERS: Message(
        "该组织还代管着其他支部，须先终止代管。", "It has other branches in its custody: end that first."
    ),
    RefusalCode.ENTITY_COVERED: Message("该单位已由支部覆盖。", "A branch covers the entity."),
    RefusalCode.ENTITY_EXCLUDED: Message("该单位已剔除，不再统计。", "The entity is left out of account."),
    RefusalCode.TOO_MANY_UNITS: Message(
        "联合党支部覆盖单位不超过五个。", "A joint branch covers five units at most."
    ),
    RefusalCode.UNITS_COVERED: Message(
        "该支部还覆盖着单位，须先终止覆盖。", "The branch covers entities: end that first."
    ),
    RefusalCode.SITE_CLOSED: Message("该项目已结束。", "The project site was closed."),
    RefusalCode.NOT_IN_GROUP: Message(
        "不是该党小组的党员。", "The member does not belong to this party group."
    ),
    RefusalCode.MAY_NOT_LEAD: Message(
        "党小组长须为正式党员，且不在留党察看期间。",
        "A party group is led by a full member who is not under disciplinary probation.",
    ),
    RefusalCode.FORM_FORBIDS: Message(
        "此类支部不接收组织关系、不收缴党费、不换届选举。",
        "A branch of this form has no members at home, collects no dues and holds no elections.",
    ),
    RefusalCode.DOCUMENT_ERASED: Message("该文件已删除。", "The document was erased."),
    RefusalCode.TEXT_TOO_LONG: Message("文本过长。", "The text is too long."),
    RefusalCode.DUES_NOT_ASSESSED: Message(
        "该月党费尚未核定。", "It has not been assessed what is owed for this month."
    ),
    RefusalCode.DUES_PAID: Message("该月党费已经交纳。", "The month has been paid already."),
    RefusalCode.DUES_AMOUNT_DIFFERS: Message(
        "金额与应交党费不符。", "The sum is not what is owed for these months."
    ),
    RefusalCode.PAYMENT_REVERSED: Message("该笔缴纳已被冲销。", "The payment was reversed already."),
    RefusalCode.RECEIPT_ISSUED: Message("该笔缴纳已开具票据。", "The payment has a receipt already."),
    RefusalCode.RECEIPT_USED: Message("该票据号已经使用。", "The number of this receipt has been used."),
    RefusalCode.NO_SUCCESSOR: Message(
        "并非同一职务的前后任。", "These are not the posts of one holder and the next in the same role."
    ),
    RefusalCode.SELF_INSPECTION: Message(
        "组织不能检查自身或直接上级组织。",
        "An organisation inspects neither itself nor the one directly above it.",
    ),
    RefusalCode.NO_PARTY_INSTRUCTOR: Message(
        "该党员目前并非此组织的指导员。", "The member does not instruct this organisation."
    ),
    RefusalCode.CENTER_DAY_TAKEN: Message(
        "该党总支当月已安排活动日。", "The general branch has its day of this month already."
    ),
    RefusalCode.NO_CENTER_DAY: Message(
        "该日并非已安排的活动日。", "No day at the centre was planned for this date."
    ),
    RefusalCode.NOT_ONES_SIDE: Message(
        "交接双方只能各自签字。", "Each side of a handover signs for nobody but itself."
    ),
    RefusalCode.POST_OVERLAPS: Message(
        "该党员在此处已有同一职务，任期重叠。",
        "The member holds the same post there on some of these days.",
    ),
    RefusalCode.HOUSEHOLD_ENDED: Message("该户已注销。", "There is no such household any more."),
    RefusalCode.NOT_IN_GRID: Message("当日不属于该网格。", "It does not belong to this grid that day."),
    RefusalCode.NOT_COVERED_HERE: Message(
        "此网格及其上级网格当日均未覆盖该组织。",
        "Neither this grid nor one above it covers the organisation that day.",
    ),
    RefusalCode.MEMBER_ELSEWHERE: Message(
        "该党员不属于承办组织；网格中的问题，也可以是该网格的责任人。",
        "The member is not at home in the organisation that sees to it, nor, of an issue, responsible for its grid.",
    ),
    RefusalCode.NO_OWNER: Message("尚未指定责任人。", "Nobody owns it yet: assign it first."),
    RefusalCode.OWNER_CHECKS: Message(
        "责任人不得验收自己承办的事项。", "Whoever owns it does not check it: somebody else must."
    ),
    RefusalCode.ALREADY_CLOSED: Message("已经办结。", "It is closed already."),
    RefusalCode.NOT_CLOSED: Message("尚未办结。", "It is not closed."),
    RefusalCode.WRONG_STEP: Message(
        "步骤先后不符：须依次确立、审核、备案。",
        "The steps have an order: proposed, approved, filed.",
    ),
    RefusalCode.WRONG_LECTURE_STEP: Message(
        "步骤先后不符：须依次选单、接单、送学、评价，撤回从最后一步起。",
        "The steps have an order: placed, accepted, delivered, rated; the latest is withdrawn first.",
    ),
    RefusalCode.LECTURE_ACCEPTED: Message("已有讲师接单。", "A lecturer has accepted it already."),
    RefusalCode.PROPOSAL_SETTLED: Message(
        "该建言已经议定。", "A resolution was made about this proposal already."
    ),
    RefusalCode.ALREADY_WITHDRAWN: Message("已经撤回。", "It was withdrawn already."),
    RefusalCode.NOT_ABOVE: Message("不是其上级组织。", "It is no organisation above that one."),
    RefusalCode.WRONG_STAGE: Message(
        "发展阶段不符，须按顺序进行。", "The person is at another stage; stages are taken in order."
    ),
    RefusalCode.DEVELOPMENT_ENDED: Message("该人员的发展程序已经终止。", "The development was ended."),
    RefusalCode.BALLOT_HELD: Message(
        "该次投票已经登记，每次投票只表决一人。", "That ballot was held already; each is on one person."
    ),
    RefusalCode.NO_QUORUM: Message(
        "到会有表决权的党员未超过有表决权人数的半数。",
        "By the attendance recorded, no more than half of those entitled to vote were there.",
    ),
    RefusalCode.NOT_VOTED_FOR: Message(
        "尚未经支部大会票决通过。", "No ballot of a general meeting was for the admission."
    ),
    RefusalCode.AFFILIATION_OVERLAPS: Message(
        "该党员在此支部已有第二组织关系。",
        "The member takes part in this branch on some of these days already.",
    ),
    RefusalCode.LEFT_COUNTY: Message(
        "该党员的组织关系已转出本县。", "The member's home is in another county since."
    ),
    RefusalCode.LETTER_IN_FLIGHT: Message(
        "该党员另有在途的介绍信。", "Another letter of the member is under way."
    ),
    RefusalCode.LETTER_USED: Message("该介绍信已经使用。", "The letter has been used already."),
    RefusalCode.LETTER_WITHDRAWN: Message("该介绍信已经收回。", "The letter was withdrawn."),
    RefusalCode.LETTER_EXPIRED: Message("该介绍信已过有效期。", "The letter is no longer valid."),
    RefusalCode.DAY_NOT_OVER: Message("这一天尚未结束。", "That day is not over yet."),
    RefusalCode.DAY_SKIPPED: Message(
        "此前还有未关闭的日期，须按顺序逐日关闭。", "Days before it are open still; they are closed in order."
    ),
    RefusalCode.VERSION_DIFFERS: Message(
        "该制度包的这一版本已经发布，内容不同；内容有变的，请用新的版本号。",
        "This version of the pack was published with other content: give what changed another version.",
    ),
    RefusalCode.SERIES_OF_ANOTHER_KIND: Message(
        "该规则此前属于另一种类；规则的种类不能改变。",
        "The rule was of another kind, which it keeps for ever: begin a new series.",
    ),
    RefusalCode.PACK_FAULT: Message(
        "不是合格的制度包：details 指明位置和问题。",
        "The text is no pack: `details` say where, and what is wrong.",
    ),
    RefusalCode.PROCEDURE_FAULT: Message(
        "不是合格的作业指导：details 指明位置和问题。",
        "The text is no procedure: `details` say where, and what is wrong.",
    ),
    RefusalCode.ISSUED_ABOVE: Message(
        "该制度由更高层级发布，不能由本组织批准施行。",
        "It was issued at a level above that of the organisation that approves.",
    ),
    RefusalCode.ADOPTION_OVERLAPS: Message(
        "该规则在此处已有施行的版本，日期重叠。",
        "A version of the rule is in force there on some of these days: replace it, end it, or annul it.",
    ),
    RefusalCode.NOT_ADOPTED: Message("该规则当日未在此处施行。", "The rule is not in force there that day."),
    RefusalCode.RULE_MUST_BE_KEPT: Message(
        "该规则必须遵守，说明理由也不能偏离。",
        "The rule has to be kept: a reason excuses nobody from it.",
    ),
    RefusalCode.OBLIGATION_NOT_OPEN: Message("该待办责任不在待办状态。", "The obligation is not open."),
    RefusalCode.OWN_OBLIGATION: Message(
        "不能办理与本人有关的待办责任。", "Nobody has a hand in an obligation about themselves."
    ),
    RefusalCode.OWN_VIOLATION: Message(
        "不能更改本人的违章违纪登记，也不能由本人包保；可以提出异议。",
        "Nobody changes what was reported of themselves, or supervises it; there are objections.",
    ),
    RefusalCode.OWN_PUBLIC_ITEM: Message(
        "不能撤下或撤销有关本人的公示；可以提出异议。",
        "Nobody takes down what was made public about themselves; there are objections.",
    ),
    RefusalCode.OWN_PEER_REVIEW: Message(
        "不能登记、更正或撤回对本人的讲评；可以提出异议。",
        "Nobody records, corrects or withdraws how they were reviewed themselves; there are objections.",
    ),
    RefusalCode.CORRECTS_NOTHING: Message(
        "所更正的事件没有设定这些内容，或更正前后相同。",
        "The event named did not set these fields, or nothing differs.",
    ),
}
