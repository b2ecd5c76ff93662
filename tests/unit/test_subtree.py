"""A subtree is a range of paths: everything below a node, and no neighbour whose path begins with the same digits."""

from __future__ import annotations

from itertools import product

from graphql_api.read.caller import subtree_end
from projections.tree import segment

NEIGHBOURS = ("15/", "150/", "151/", "15z/", "16/")  # as text; no two real segments are so alike
SEGMENTS = [*NEIGHBOURS, *(segment(position) for position in (1, 9, 35, 36, 180, 6480, 233280))]


def test_the_range_holds_what_lies_below_and_nothing_else() -> None:
    paths = [*SEGMENTS, *map("".join, product(SEGMENTS, repeat=2))]
    for top, path in product(paths, repeat=2):
        assert (top <= path < subtree_end(top)) == path.startswith(top), (top, path)
