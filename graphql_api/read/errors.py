"""Errors of reading, as GraphQL errors with a code."""

from __future__ import annotations

from graphql import GraphQLError


class BadUserInputError(GraphQLError):
    """An argument cannot be used as it was given."""

    def __init__(self, message: str) -> None:
        super().__init__(message, extensions={"code": "BAD_USER_INPUT"})


class NotCaughtUpError(GraphQLError):
    """The read models have not come as far as was asked for in time; ask again."""

    def __init__(self, wanted: int, reached: int) -> None:
        super().__init__(
            f"the read models stand at position {reached}, short of {wanted}; ask again",
            extensions={"code": "TIMEOUT", "position": reached},
        )
