"""The county's own agencies (直属机关): what their branches are called."""

from __future__ import annotations

# Departments that nearly every county has. The source counts branches and names none.
_AGENCIES = (
    "纪委监委机关",
    "组织部",
    "宣传部",
    "统战部",
    "政法委",
    "人大机关",
    "政府办",
    "政协机关",
    "发展和改革局",
    "教育局",
    "科技和工业信息化局",
    "公安局",
    "民政局",
    "司法局",
    "财政局",
    "人力资源和社会保障局",
    "自然资源局",
    "生态环境分局",
    "住房和城乡建设局",
    "交通运输局",
    "水利局",
    "农业农村局",
    "商务粮食局",
    "文化旅游广电体育局",
    "卫生健康局",
    "退役军人事务局",
    "应急管理局",
    "审计局",
    "市场监督管理局",
    "统计局",
    "医疗保障局",
    "林业局",
    "城市管理和综合执法局",
    "行政审批服务局",
    "信访局",
    "税务局",
    "人民法院",
    "人民检察院",
    "总工会",
    "供销合作联社",
)


def agency_branch(number: int) -> tuple[str, int]:
    """The agency of the branch with this number, from 0, and its number there, from 1."""
    ordinal, index = divmod(number, len(_AGENCIES))
    return _AGENCIES[index], ordinal + 1
