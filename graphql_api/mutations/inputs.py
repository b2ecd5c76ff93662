"""What every mutation's input has in common."""

from __future__ import annotations

import dataclasses
from abc import ABC, abstractmethod
from functools import cache
from typing import TypedDict
from uuid import UUID

import strawberry
from strawberry.utils.str_converters import to_camel_case

from domain.core import Occurred
from domain.core.command import Command
from graphql_api.mutations.given import Given


class Header(TypedDict):
    """The fields that every command takes."""

    occurred_at: Occurred | None
    reason: str | None
    expected_version: int | None


@strawberry.input
class CommandInput(ABC):
    """Fields of every input. A subclass adds its own and says which command they make."""

    idempotency_key: str = strawberry.field(
        description=(
            "Chosen by the client, 1 to 255 characters (幂等键). The same key with the same input gets the "
            "first answer again and has no second effect; with another input it is refused."
        )
    )
    occurred_at: Occurred | None = strawberry.field(
        default=None, description="When it happened, if not just now (发生时间)."
    )
    reason: str | None = strawberry.field(
        default=None, description="Why, as a code in capitals such as `TYPING_ERROR` (原因); never free text."
    )
    authority: strawberry.ID | None = strawberry.field(
        default=None,
        description="The organisation on whose authority the entry is made, if not one's own (依据授权).",
    )

    @abstractmethod
    def command(self, given: Given) -> Command:
        """The command that this input asks for; what cannot be read is noted in ``given``."""

    @property
    def header(self) -> Header:
        """The fields that every command takes."""
        return Header(occurred_at=self.occurred_at, reason=self.reason, expected_version=None)

    @classmethod
    def fields(cls) -> frozenset[str]:
        """Names of the input's fields, as callers know them."""
        return _names(cls)

    def authority_id(self, given: Given) -> UUID | None:
        """The organisation whose authority is cited."""
        return given.optional_id("Organisation", self.authority, "authority")


@cache
def _names(cls: type[CommandInput]) -> frozenset[str]:
    return frozenset(to_camel_case(field.name) for field in dataclasses.fields(cls))


@strawberry.input
class ChangeInput(CommandInput):
    """Fields of an input that replaces, corrects or decides something."""

    expected_version: int | None = strawberry.field(
        default=None,
        description=(
            "The object's `version` that the change was made for (预期版本). If it has moved on, nothing is "
            "done and the answer is CONFLICT with `currentVersion`."
        ),
    )

    @property
    def header(self) -> Header:
        """The fields that every command takes."""
        return Header(
            occurred_at=self.occurred_at, reason=self.reason, expected_version=self.expected_version
        )
