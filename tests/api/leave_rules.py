"""A pack about leave: who grants how much, and what proves it."""

from __future__ import annotations

from tests.api.county import County, day

PACK = """
pack = "leave"
version = "1"
title = { zh = "请假制度", en = "Rules of leave" }
issuer = { zh = "某镇", en = "A town" }
issuer_level = "township"
source = { zh = "内部文件", en = "A paper of the town" }
effective_from = 2016-01-01
[[rules]]
series = "leave/granting"
title = { zh = "请假审批", en = "Who grants leave" }
quote = "一天组长批,五天书记批,五天以上报上级,逐级审批"
quote_checked = true
modality = "MUST"
organisations = ["PARTY_BRANCH"]
[rules.rule]
kind = "leave-granting"
order = "chain"
own = "deputy"
steps = [
  { level = "GROUP_LEADER", most_days = 1 },
  { level = "BRANCH_SECRETARY", most_days = 5 },
  { level = "SUPERIOR" },
]
[[rules.readings]]
parameter = "order"
question = { zh = "是否逐级审批?", en = "Level by level?" }
chosen_by = "组织部"
[[rules.readings]]
parameter = "own"
question = { zh = "书记本人请假由谁批?", en = "Who decides of the secretary?" }
chosen_by = "组织部"
[[rules]]
series = "leave/evidence"
title = { zh = "病假证明", en = "Proof of illness" }
quote = "病假三日内补交医院证明"
quote_checked = true
modality = "MUST"
organisations = ["PARTY_BRANCH"]
[rules.rule]
kind = "leave-evidence"
leaves = ["ILLNESS"]
accepts = ["MEDICAL_CERTIFICATE"]
counted_from = "first_day"
within_days = 3
[[rules.readings]]
parameter = "counted_from"
question = { zh = "从哪天起算?", en = "Counted from which day?" }
chosen_by = "组织部"
"""


async def adopt(county: County) -> None:
    """Put both rules in force at the branch, on the township's word, for some weeks past."""
    await county.api.done("policyPackPublish", text=PACK)
    adoption = {"nodeId": county.branch, "approvedBy": county.township, "since": day(-20)}
    await county.api.done("policyAdopt", pack="leave", version="1", **adoption)
