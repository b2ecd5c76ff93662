"""Paths sort as the tree is read: parents before children, siblings in order of definition."""

from __future__ import annotations

from itertools import pairwise

from graphql_api.read.caller import subtree_end
from projections.tree import segment

POSITIONS = [1, 2, 9, 10, 30, 35, 36, 87, 151, 1295, 1296, 46_655, 46_656, 10**9, 2**63 - 1]


def test_siblings_sort_as_they_were_defined() -> None:
    assert all(segment(earlier) < segment(later) for earlier, later in pairwise(POSITIONS))


def test_a_node_comes_before_what_lies_below_and_that_before_its_next_sibling() -> None:
    for top, following in pairwise(POSITIONS):
        path = segment(top)
        for below in POSITIONS:
            assert path < path + segment(below) < subtree_end(path) <= segment(following)
