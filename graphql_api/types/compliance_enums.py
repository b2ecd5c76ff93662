"""Enums of compliance: how an organisation stands, and what is said of a meeting."""

from __future__ import annotations

from enum import StrEnum

from domain.policies.verdicts import Effect, Status
from graphql_api.types.described import describe
from projections.compliance.tables import VOID

__all__ = ["ComplianceStatus", "Effect"]

ComplianceStatus = StrEnum(  # type: ignore[misc]  # of values that the domain names
    "ComplianceStatus", {name: name for name in (*(status.value for status in Status), VOID)}
)
describe(
    ComplianceStatus,
    "How an organisation stands in a period by one rule (合规状态).",
    {
        "NOT_REQUIRED": "The rule asks nothing of it in this period (不作要求).",
        "NOT_YET_DUE": "The period has not begun (未到期).",
        "PENDING": "Not done, and there is time left (待完成).",
        "AT_RISK": "Not done, and less time is left than the rule's reminder allows for (临近期限).",
        "PASSED": "Done as the rule asks (达标).",
        "OFF_WINDOW": "Done, but not when or not how it should have been (时间或方式不符).",
        "MISSED": "Not done, and the time is over (未达标).",
        "EXCUSED": (
            "Not done as asked, for a recorded reason (有理由偏离): only of rules that are kept as a rule (`SHOULD`)."
        ),
        "UNKNOWN": "What it depends on is not known, such as the holidays of a year (无法判定).",
        "VOID": (
            "The rule does not bind it there after all: taken back, ended, or the organisation was no more"
            " (不再适用). Left out of lists that do not ask for it."
        ),
    },
)
describe(
    Effect,
    "What a remark about a meeting means where meetings are counted, from the least to the most (评语效力).",
    {
        "NOTED": "Nothing; it is only said (仅记录).",
        "OFF_WINDOW": "It counts, but was not held when or how it should have been (计入，时间或方式不符).",
        "UNVERIFIED": "It counts as held and not as verified (计入召开，不计入核实).",
        "NOT_COUNTED": "It does not count (不计入).",
    },
    name="RemarkEffect",
)
