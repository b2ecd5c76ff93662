"""Whether meetings of branches that became part of another (合并) count for it: what texts leave open."""

from __future__ import annotations

from typing import Literal

from domain.policies.comparing import Asks, less_if_larger
from domain.policies.kind import Words

# Either the heir stands by what they did while they were there, or by its own meetings alone.
MergedMeetings = Literal["count", "do_not_count"]

_COUNT = Words(
    zh="(期内并入的支部在合并前召开的,计入)",
    en=" (what branches held before they became part of it in the period counts)",
)


def less_if_merged_count(local: MergedMeetings, above: MergedMeetings) -> Asks:
    """Whoever lets them count asks for less."""
    return less_if_larger(local == "count", above == "count")


def with_merged(words: Words, merged_meetings: MergedMeetings) -> Words:
    """A rule's sentence, with what it says of them if they count."""
    if merged_meetings == "do_not_count":
        return words
    return Words(zh=words.zh + _COUNT.zh, en=words.en + _COUNT.en)
