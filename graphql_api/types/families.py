"""Figures that are told together, or not at all, to callers who may not see the persons that they are of."""

from __future__ import annotations

from graphql_api.read import Family


def _attendance(most: str) -> Family:
    """Everyone expected is in one of the cells. Of the present some were late, of the absent some gave no reason."""
    return Family(
        (
            "({t}.present - {t}.late)",
            "{t}.late",
            "{t}.on_leave",
            "({t}.absent - {t}.unexcused)",
            "{t}.unexcused",
            "({t}.expected - {t}.present - {t}.on_leave - {t}.absent)",
        ),
        most=most,
        # None was on time, and nothing is left open: whoever knows the roster knows it of each person on it.
        exposing="{t}.expected > 0 AND {t}.expected = {t}.late + {t}.on_leave + {t}.absent",
    )


# Of one meeting: each person counts once.
MEETING_ATTENDANCE = _attendance("1")
MEETING_LATE_ENTRIES = Family(("{t}.late_entries",))
MEETING_OBSERVERS = Family(("{t}.observers",))
# Whom an item has not reached, and whom it has. Where that is all of them, it is known of each.
CONVEYED = Family(
    ("{t}.outstanding", "({t}.expected - {t}.outstanding)"),
    most="1",
    exposing="{t}.expected > 0 AND {t}.expected = {t}.outstanding",
)


def voters(position: str) -> str:
    """SQL of how many of those expected had a vote on the day of the meeting, as known at a position."""
    return f"read_model.voters_at({{t}}.tenant_id, {{t}}.meeting_id, {position})"


def _votes(voters: str) -> tuple[str, str]:
    """Those expected with a vote, and without."""
    return voters, f"({{t}}.expected - {voters})"


VOTERS, VOTERS_AS_OF = voters("9223372036854775806"), voters("{position}")
MEETING_VOTES = Family(_votes(VOTERS), _votes(VOTERS_AS_OF))

# Of many: attendance is recorded of meetings that are not held yet too, so that those planned are all that count.
ATTENDANCE = _attendance("{t}.meetings_planned")
LATE_ENTRIES = Family()
LEAVE = Family()
POINTS = Family()


def members_among(everyone: str) -> Family:
    """Members of the party among those who work somewhere. Where all of them are, it is known of each."""
    cells = "{t}.members", f"({everyone} - {{t}}.members)"
    return Family(cells, exposing=f"{everyone} > 0 AND {everyone} = {{t}}.members")
