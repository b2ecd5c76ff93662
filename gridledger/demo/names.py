"""Synthetic names of persons. Nobody is meant: surnames and given names are drawn apart, from common ones."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

# Surnames and characters that are frequent all over the country; the weights fall with the place in the list.
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏"
    "苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫雷龙黎史陶贺毛段郝顾龚邵"
    "覃武"
)
_GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建文国志海荣生辉鹏飞波斌宇浩凯健俊帆"
    "雪梅琳晶倩云莲春菊珍凤清莉慧巧美素真环雅婷姣婉娴瑾颖露瑶怡婵雁蓓纨仪荷丹蓉眉君琴蕊薇菁梦岚"
    "苑婕馨胜学祥才发武新利顺信子良友裕河哲江浩亮政谦亨奇固之轮翰朗伯宏言若鸣朋梁栋维启克伦翔旭"
    "泽晨辰士以致树炎德行时泰盛雄琛钧冠策腾楠榕风航弘"
)
_WITH_TWO_CHARACTERS = 0.72  # of given names


class NameMaker:
    """Draws names, none of which stands in ``texts``: searching for one finds a person or nothing."""

    def __init__(self, random: Random, texts: Iterable[str]) -> None:
        self._random = random
        self._avoid = "\n".join(texts)
        self._weights = [1 / (place + 3) for place in range(len(_SURNAMES))]

    def next(self) -> str:
        """A name of two or three characters; several people may bear it, as in life."""
        while True:
            surname = self._random.choices(_SURNAMES, self._weights)[0]
            length = 2 if self._random.random() < _WITH_TWO_CHARACTERS else 1
            name = surname + "".join(self._random.choice(_GIVEN) for _ in range(length))
            if name not in self._avoid:
                return name
