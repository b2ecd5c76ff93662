"""Figures that are told together, or not at all, to callers who may not see the persons that they are of."""

from __future__ import annotations

from graphql_api.read import Family

# Everyone expected is in one of these cells. Of the present some were late, of the absent some gave no reason.
ATTENDANCE = Family(
    (
        "({t}.present - {t}.late)",
        "{t}.late",
        "{t}.on_leave",
        "({t}.absent - {t}.unexcused)",
        "{t}.unexcused",
        "({t}.expected - {t}.present - {t}.on_leave - {t}.absent)",
    )
)
LATE_ENTRIES = Family(("{t}.late_entries",))
OBSERVERS = Family(("{t}.observers",))
LEAVE = Family(("{t}.leave_granted", "({t}.leave_requested - {t}.leave_granted)"))
POINTS = Family()
