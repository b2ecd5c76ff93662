"""What every mutation answers."""

from __future__ import annotations

from collections.abc import Set
from datetime import datetime
from typing import TypeVar, cast
from uuid import UUID

import strawberry
from strawberry.scalars import JSON

from application.request import CommandResult
from domain.core import Refusal, RefusalCode
from graphql_api.context import Info
from graphql_api.messages import REFUSALS, Locale, refusal_message
from graphql_api.queries import Query
from graphql_api.read import read_types
from graphql_api.read.roots import RootOne
from graphql_api.scalars import Position

T = TypeVar("T")

UserErrorCode = strawberry.enum(
    RefusalCode, name="UserErrorCode", description="Why a command was refused (拒绝原因); codes never change."
)
for _value in UserErrorCode.__strawberry_definition__.values:  # type: ignore[attr-defined]
    _message = REFUSALS[RefusalCode(_value.name)]
    _value.description = f"{_message.en.rstrip('.')} ({_message.zh_cn.rstrip('。')})."

# Where the domain names a field otherwise than the schema does.
_FIELD_NAMES = {"pointsHundredths": "points"}


@strawberry.type(description="A rule that the input breaks (用户错误); nothing was done.")
class UserError:
    code: UserErrorCode = strawberry.field(description="Stable code of the rule (代码).")  # type: ignore[valid-type]
    message: str = strawberry.field(description="In words, in the language of Accept-Language (说明).")
    field: list[str] | None = strawberry.field(
        description="Path of the field within `input`; null if it is about none (字段路径)."
    )
    index: int | None = strawberry.field(description="Which entry of a list it is about, from 0 (条目序号).")
    details: JSON | None = strawberry.field(
        description="Facts behind the rule as an object, such as the day or number that it allows (相关数据)."
    )

    @classmethod
    def of(cls, refusal: Refusal, locale: Locale, fields: Set[str]) -> UserError:
        """A refusal, told to a caller whose input has ``fields``; ids that we make ourselves are none of them."""
        path = [_FIELD_NAMES.get(name, name) for name in refusal.path]
        return cls(
            code=refusal.code,
            message=refusal_message(refusal, locale),
            field=path if path and path[0] in fields else None,
            index=refusal.index,
            details=cast("JSON", dict(refusal.details)) if refusal.details else None,
        )


@strawberry.interface(description="What every mutation answers (操作结果).")
class MutationPayload:
    user_errors: list[UserError] = strawberry.field(
        description="Rules that the input breaks (用户错误); empty if the command took effect."
    )
    position: Position | None = strawberry.field(
        description="Position of the last event that the command appended; null if none was (日志位置)."
    )
    recorded_at: datetime | None = strawberry.field(
        description="When it was recorded; a repetition gets the first time again (登记时间)."
    )
    current_version: int | None = strawberry.field(
        description="With CONFLICT: the version that the object has now (当前版本)."
    )
    target: strawberry.Private[UUID | None]
    events: strawberry.Private[int]  # that the command appended, now or at its first try

    @strawberry.field(description="Anything else, asked after the command took effect (后续查询).")
    async def query(self, info: Info) -> Query:
        if self.position is not None:
            await info.context.reader.at_least(self.position)
        return Query()

    async def load(self, info: Info, type_: type[T]) -> T | None:
        """The object that the command was about, as it stands now; None if refused or not to be seen.

        It comes as the question that a root field asks, which the execution context answers by one statement.
        """
        if self.user_errors or self.target is None:
            return None
        if self.position is not None:
            await info.context.reader.at_least(self.position)
        read_type = read_types()[type_.__name__]
        named = ((f"{{t}}.{read_type.key} = {{value}}", self.target),)
        return cast("T", RootOne(read_type, named, must_exist=False))


P = TypeVar("P", bound=MutationPayload)


def payload_of(cls: type[P], result: CommandResult, locale: Locale, fields: Set[str]) -> P:
    """The answer to a command that came of an input with ``fields``."""
    versions = [r.details.get("currentVersion") for r in result.refusals if r.code is RefusalCode.CONFLICT]
    version = versions[0] if versions else None
    return cls(
        user_errors=[UserError.of(refusal, locale, fields) for refusal in result.refusals],
        position=None if result.last_position is None else Position(result.last_position),
        recorded_at=result.recorded_at if result.accepted else None,
        current_version=None if version is None else int(version),
        target=result.target_id,
        events=_number_of_events(result),
    )


def _number_of_events(result: CommandResult) -> int:
    if result.first_position is None or result.last_position is None:
        return 0
    return result.last_position - result.first_position + 1
