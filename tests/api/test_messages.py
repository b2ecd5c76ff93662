from __future__ import annotations

import pytest

from application.authority import Denial
from domain.core import Refusal, RefusalCode
from graphql_api.messages import DENIALS, REFUSALS, Locale, negotiate, refusal_message


def test_every_refusal_has_words_in_both_languages() -> None:
    assert set(REFUSALS) == set(RefusalCode)
    for code in RefusalCode:
        chinese = refusal_message(Refusal(code), Locale.ZH_CN)
        english = refusal_message(Refusal(code), Locale.EN)
        assert chinese.endswith("。")
        assert english.endswith(".")
        assert english.isascii()


@pytest.mark.parametrize(
    ("code", "also"),
    [
        (
            RefusalCode.MEMBER_ELSEWHERE,
            {Locale.EN: "of an issue", Locale.ZH_CN: "网格中的问题"},
        ),  # a task has no grid
        (RefusalCode.SELF_INSPECTION, {Locale.EN: "directly above", Locale.ZH_CN: "直接上级组织"}),
    ],
)
def test_a_code_of_several_rules_has_words_for_each(code: RefusalCode, also: dict[Locale, str]) -> None:
    for locale, words in also.items():
        assert words in refusal_message(Refusal(code), locale)


def test_every_reason_of_a_denial_has_words_of_its_own() -> None:
    assert set(DENIALS) == set(Denial)
    for locale in Locale:
        words = {
            refusal_message(Refusal(RefusalCode.FORBIDDEN, details={"reason": denial.value}), locale)
            for denial in Denial
        }
        assert len(words) == len(Denial)
        assert refusal_message(Refusal(RefusalCode.FORBIDDEN), locale) not in words


@pytest.mark.parametrize(
    ("header", "locale"),
    [
        (None, Locale.ZH_CN),
        ("", Locale.ZH_CN),
        ("*", Locale.ZH_CN),
        ("fr-FR, de;q=0.8", Locale.ZH_CN),
        ("en", Locale.EN),
        ("en-US,en;q=0.9,zh;q=0.8", Locale.EN),
        ("zh-TW,en;q=0.9", Locale.ZH_CN),
        ("fr, en;q=0.5", Locale.EN),
        ("en;q=0.3, zh;q=0.4", Locale.ZH_CN),
        ("en;q=0", Locale.ZH_CN),
        ("en;q=nonsense", Locale.ZH_CN),
        (";;;,,,=", Locale.ZH_CN),
    ],
)
def test_the_language_is_negotiated(header: str | None, locale: Locale) -> None:
    assert negotiate(header) is locale
