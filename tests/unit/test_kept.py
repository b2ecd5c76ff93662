from __future__ import annotations

from graphql_api.kept import Kept


def test_what_nobody_asked_for_longest_is_forgotten_first() -> None:
    kept: Kept[str, int] = Kept(10)
    for number, key in enumerate("abc"):
        kept.put(key, number, 3)
    assert kept.get("a") == 0
    kept.put("d", 3, 3)
    assert [kept.get(key) for key in "abcd"] == [0, None, 2, 3]
    assert (len(kept), kept.size) == (3, 9)


def test_what_is_larger_than_all_may_be_is_not_kept_and_drives_nothing_out() -> None:
    kept: Kept[str, int] = Kept(10)
    kept.put("a", 1, 3)
    assert kept.put("b", 2, 11) == 2
    assert (kept.get("a"), kept.get("b"), kept.size) == (1, None, 3)


def test_a_value_that_is_kept_anew_counts_once() -> None:
    kept: Kept[str, int] = Kept(10)
    kept.put("a", 1, 3)
    kept.put("a", 2, 4)
    assert (kept.get("a"), len(kept), kept.size) == (2, 1, 4)


def test_what_is_gone_takes_no_room() -> None:
    kept: Kept[str, int] = Kept(10)
    kept.put("a", 1, 3)
    kept.put("b", 2, 4)
    kept.forget("a".__eq__)
    assert (kept.get("a"), kept.get("b"), kept.size) == (None, 2, 4)
