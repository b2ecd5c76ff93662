"""Places in a tree as text: one segment a node, from the root down, each ended by '/'.

A segment is the position of the event that brought the node into being, in base 36 after the number of its
digits ('15', '3a2f'): unique in the county, short, the same in every rebuild, and as text in order of definition.
A subtree is a range of text: ``'12/15/' <= path < '12/150'`` ('0' follows '/').
"""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from projections.framework.rows import Rows
from projections.framework.table import Row, Table

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def segment(position: int) -> str:
    """A position, from 1, as one segment."""
    digits = ""
    while position:
        position, digit = divmod(position, 36)
        digits = _DIGITS[digit] + digits
    return f"{_DIGITS[len(digits)]}{digits}/"


def subtree_end(path: str) -> str:
    """The first path after a node and all below it."""
    return path[:-1] + "0"


def last_segment(path: str) -> str:
    """The segment of the node itself."""
    return path[path.rfind("/", 0, -1) + 1 :]


def without_last(path: str) -> str:
    """The path of the node above; empty of the topmost."""
    return path[: path.rfind("/", 0, -1) + 1]


def upwards(rows: Rows, table: Table, node_id: UUID | None) -> Iterator[Row]:
    """The row of a node and of each node above it; none if there is no node."""
    while node_id is not None:
        node = rows.require(table, node_id)
        yield node
        node_id = node["parent_id"]
