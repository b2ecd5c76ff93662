"""The twelve monthly themes of the party day (主题党日)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Theme:
    """A month's theme: the code that meetings carry, and what it stands for."""

    code: str
    name: str
    published: bool  # in the description of the reference county's year; the others are ours


THEMES = {
    1: Theme("SENDING_WARMTH", "访贫问苦送温暖", published=False),
    2: Theme("STUDY_AND_PLEDGE", "学习教育与承诺践诺", published=False),
    3: Theme("VOLUNTEERING", "学雷锋志愿服务", published=False),
    4: Theme("PARTY_BUILDING_RECTIFICATION", "基层党建整改提升", published=True),
    5: Theme("MEMBERS_HELP", "我是党员我来帮", published=True),
    6: Theme("CARE_FOR_CHILDREN", "关爱儿童，守望成长", published=True),
    7: Theme("CARE_AMONG_MEMBERS", "党内关怀", published=True),
    8: Theme("SAFETY_AND_DEVELOPMENT", "保平安、促发展", published=True),
    9: Theme("TOWARDS_THE_CONGRESS", "喜迎党代会，同心谱新篇", published=True),
    10: Theme("AFTER_THE_CONGRESS", "贯彻党代会精神，加快建设新醴陵", published=True),
    11: Theme("FOUR_CLEAN_UPS", "参与“四治”行动，争当创建先锋", published=True),
    12: Theme("YEAR_REVIEW", "年终述职与评议", published=False),
}
