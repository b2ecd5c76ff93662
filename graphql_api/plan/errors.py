"""What the planner leaves to the resolvers."""

from __future__ import annotations


class NotPlannableError(Exception):
    """This selection cannot be answered by one statement; the resolvers answer it."""
