"""What each rule of the packs that ship asks for: modality and sentence, to be read beside the text."""

from __future__ import annotations

SENTENCES: dict[str, dict[str, tuple[str, str]]] = {
    "antu-community": {
        "general-meeting": ("MUST", "支部党员大会每季度至少召开1次"),
        "committee-meeting": ("MUST", "支部委员会会议每月至少召开1次(不设支部委员会的除外)"),
        "party-lecture": ("MUST", "党课每月至少召开1次"),
        "lecture-day": ("MUST", "党课于每月25日召开,紧急会议不受此限"),
        "theme-published": ("MUST", "活动主题每月公示一次,不迟于当月第一天之后4天"),
        "theme-of-month": ("MUST", "党课每月的内容应包括当月公布的主题"),
    },
    "arong-432": {
        "quarterly-activity": ("MUST", "主题党日每季度至少召开1次"),
        "yearly-activities": ("MUST", "主题党日每年至少召开4次"),
    },
    "branch-work-regulation": {
        "general-meeting": ("SHOULD", "支部党员大会每季度至少召开1次"),
        "committee-meeting": ("SHOULD", "支部委员会会议每月至少召开1次(不设支部委员会的除外)"),
        "group-meeting": ("SHOULD", "党小组会每月至少召开1次"),
        "theme-party-day": ("MUST", "主题党日每月至少召开1次"),
        "organisation-life-meeting": ("MUST", "组织生活会每年至少召开1次"),
        "democratic-appraisal": ("SHOULD", "民主评议党员每年至少召开1次"),
        "branch-from-three": ("MUST", "党支部正式党员不少于3人"),
        "branch-up-to-fifty": ("SHOULD", "党支部党员人数不超过50人"),
        "committee-from-seven": (
            "MUST",
            "有正式党员7人以上的党支部设立支部委员会,由3人以上组成;不足7人的不设",
        ),
        "committee-up-to-seven": ("SHOULD", "支部委员会由1至7人组成"),
    },
    "enterprise-branch": {
        "group-meeting": ("MUST", "党小组会每月至少召开1次"),
        "group-meeting-day": ("MUST", "党小组会于每月10日前(含10日)召开"),
        "general-meeting": ("MUST", "支部党员大会每月至少召开1次"),
        "general-meeting-day": ("MUST", "支部党员大会于每月底(最后一天所在的一周,周一起)召开"),
        "party-lecture": ("MUST", "党课每月至少召开1次"),
        "committee-meeting": ("MUST", "支部委员会会议两次之间不得超过14天(不设支部委员会的除外)"),
    },
    "group-meeting-course": {
        "group-meeting": ("SHOULD", "党小组会每月至少召开1次"),
        "notice": ("MUST", "党小组会应提前1至3天通知;未按时通知的,计入次数,但记为不合要求"),
        "minutes": (
            "MUST",
            "党小组会记录应包括时间、地点、参加人员、缺席人员、会议内容、讨论意见;无记录或缺项的,计为已召开,但不计为已核实",
        ),
        "general-meeting": ("MUST", "支部党员大会每季度至少召开1次(未设党小组的,每月至少1次)"),
        "agenda-of-year": ("SHOULD", "年度计划于1月31日前(含当日)经党小组会通过"),
        "group-size": (
            "MUST",
            "每个党小组不少于3名党员,其中正式党员不少于1名,不单独由担任领导工作的党员组成",
        ),
    },
    "guotong-joint-branch": {
        "general-meeting": ("MUST", "支部党员大会每季度至少召开1次"),
        "committee-meeting": ("MUST", "支部委员会会议每月至少召开1次(不设支部委员会的除外)"),
        "group-meeting": ("MUST", "党小组会每月至少召开1次"),
        "party-lecture": ("MUST", "党课每季度至少召开1次"),
    },
    "haizhou-study-day": {
        "lecture": ("MUST", "党课每月至少召开1次"),
        "day": ("MUST", "党课于每月20日召开"),
        "three": ("MUST", "日历年内无故缺席党课达3次,对党员应予诫勉谈话,30日内办理"),
        "three-in-a-row": (
            "MUST",
            "连续无故缺席党课达3次(因故缺席即中断),对党员应予研究组织处理,30日内办理",
        ),
    },
    "league-branch": {
        "general-meeting": ("SHOULD", "支部团员大会每季度至少召开1次"),
    },
    "liangshan-tax": {
        "annual-plan": (
            "MUST",
            "年度计划于1月31日前(含当日)经支部党员大会通过,每项列明时间、学习篇目、责任人",
        ),
    },
    "liling-activity-day": {
        "activity": ("MUST", "主题党日每月至少召开1次"),
        "day": ("MUST", "主题党日于每月18日或19日召开,经批准可改在法定节假日,经上级批准可另定日期"),
        "theme": ("MUST", "主题党日每月的内容应包括当月公布的主题"),
    },
    "linqu-agencies": {
        "monday-lecture": ("MUST", "党课安排在周一召开"),
        "weekly-lecture": ("MUST", "党课两次之间不得超过7天"),
        "forum": ("MUST", "微党课每月至少召开1次"),
    },
    "nanping-private-business": {
        "activity": ("MUST", "主题党日每月至少召开1次"),
        "day": (
            "MUST",
            "主题党日于每月第一个周末召开(1日为周六的,以1日、2日为准;1日为周日的,以7日、8日为准)",
        ),
    },
    "railway-section": {
        "committee-meeting": ("SHOULD", "支部委员会会议每月至少召开1次(不设支部委员会的除外)"),
        "general-meeting": ("SHOULD", "支部党员大会每季度至少召开1次"),
        "group-meeting": ("SHOULD", "党小组会每月至少召开1次"),
        "party-lecture": ("MUST", "党课每季度至少召开1次"),
        "gathering": ("MUST", "主题党日每季度至少召开1次"),
        "combination": ("SHOULD", "支部党员大会、党课可以一会多开,一次集中分别计入各类次数"),
    },
    "taiqian-theme-day": {
        "theme-day": ("MUST", "主题党日每月至少召开1次"),
        "day": ("SHOULD", "主题党日于每月5日召开,有事由可顺延至15日"),
        "two": (
            "MUST",
            (
                "日历年内有2期未达到taiqian-theme-day/theme-day的要求(时间或方式不符亦计),"
                "应予约谈、通报,由上级党组织自提出之日起30日内办理"
            ),
        ),
    },
    "tender-centre": {
        "committee-meeting": ("SHOULD", "支部委员会会议每月至少召开1次(不设支部委员会的除外)"),
        "group-meeting": ("MUST", "党小组会每月至少召开1次"),
        "general-meeting": ("MUST", "支部党员大会每季度至少召开1次"),
        "party-lecture": ("MUST", "党课每半年至少召开1次"),
        "friday-general-meeting": ("SHOULD", "支部党员大会安排在周五召开,有事由可另行安排"),
        "friday-committee-meeting": ("SHOULD", "支部委员会会议安排在周五召开,有事由可另行安排"),
        "friday-group-meeting": ("SHOULD", "党小组会安排在周五召开,有事由可另行安排"),
        "friday-lecture": ("SHOULD", "党课安排在周五召开,有事由可另行安排"),
        "separate": (
            "MUST",
            "支部党员大会、支部委员会会议、党小组会、党课必须单独召开,以业务会议或其他工作会议代替的不计入次数",
        ),
        "annual-plan": ("MUST", "年度计划于3月31日前(含当日)经支部党员大会通过,并报党总支、党委备案"),
        "absence-by-leave": (
            "MUST",
            (
                "准假可免计:病假、事假、公假、学习请假、产假、外出务工请假;正当理由:无;"
                "会后补假可以免计无故缺席;补课不能免计无故缺席;传达到人不能免计无故缺席"
            ),
        ),
        "three-in-half-a-year": (
            "MUST",
            "日历半年内无故缺席支部党员大会、支部委员会会议、党小组会、党课达3次,对党员应予提醒、批评教育,30日内办理",
        ),
        "no-change": (
            "MUST",
            (
                "累计无故缺席支部党员大会、支部委员会会议、党小组会、党课达1次,对正式党员应予研究评优资格,"
                "对预备党员应予研究预备期,30日内办理,只计批评教育之后的缺席"
            ),
        ),
    },
    "operations-workshop": {
        "violation-meeting": (
            "MUST",
            "发生严重违章违纪的,当日召开党小组会(不在党小组的,召开支部党员大会、支部委员会会议)",
        ),
        "peer-review": (
            "MUST",
            "每月至少在一次党小组会上讲评党员(未设党小组的支部,在支部党员大会上讲评)",
        ),
    },
    "track-section": {
        "group-meeting": ("MUST", "党小组会每年至少召开12次"),
        "committee-meeting": ("MUST", "支部委员会会议每年至少召开12次(不设支部委员会的除外)"),
        "general-meeting": ("MUST", "支部党员大会每年至少召开4次"),
        "party-lecture": ("MUST", "党课每年至少召开4次"),
        "lecture-test": ("MUST", "党课应有课后考试;无考试的,计为已召开,但不计为已核实"),
    },
    "visiting-team-community": {
        "party-lecture": ("MUST", "党课每季度至少召开1次"),
        "lecturer": ("MUST", "党课由党总支书记或工作组组长授课;由他人授课的,计入次数,但记为不合要求"),
        "assessment-published": ("MUST", "考核结果每月公示一次,不迟于当月最后一天之后10天"),
    },
    "yankuang-mine": {
        "general-meeting": ("MUST", "支部党员大会每月至少召开1次"),
        "committee-meeting": ("MUST", "支部委员会会议每月至少召开1次(不设支部委员会的除外)"),
        "rectification": (
            "MUST",
            (
                "累计有1期未达到yankuang-mine/general-meeting、yankuang-mine/committee-meeting的要求"
                "(时间或方式不符不计),应予整改,由该组织自提出之日起1个月内办理"
            ),
        ),
        "circular": (
            "MUST",
            (
                "累计有1期未达到yankuang-mine/general-meeting、yankuang-mine/committee-meeting的要求"
                "(时间或方式不符不计),应予通报,由上级党组织自提出之日起1个月内办理"
            ),
        ),
    },
}
