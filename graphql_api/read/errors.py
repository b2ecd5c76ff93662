"""Errors of reading: bad arguments, objects that are not there, read models that have not come far enough."""

from __future__ import annotations

from graphql_api.errors import ApiError, ErrorCode
from graphql_api.messages import Message


class BadUserInputError(ApiError):
    """An argument cannot be used as it was given; the message says why."""

    def __init__(self, zh_cn: str, en: str) -> None:
        super().__init__(ErrorCode.BAD_USER_INPUT, Message(zh_cn, en))


class NotFoundError(ApiError):
    """No object has this id, or the caller may not see it: which of the two is not told."""

    def __init__(self) -> None:
        message = Message("不存在，或您无权查看。", "It does not exist, or you may not see it.")
        super().__init__(ErrorCode.NOT_FOUND, message, status=404)


class WithheldError(ApiError):
    """A list is to be filtered or ordered by what the caller may not see in all of its rows: that would tell it."""

    def __init__(self, name: str) -> None:
        message = Message(f"您无权按 {name} 筛选或排序。", f"You may not filter or order by {name}.")
        super().__init__(ErrorCode.FORBIDDEN, message, status=403)


class NotCaughtUpError(ApiError):
    """The read models have not come as far as was asked for in time; ask again."""

    def __init__(self, wanted: int, reached: int) -> None:
        message = Message(
            f"查询数据目前更新到位置 {reached}，尚未到达 {wanted}，请稍后重试。",
            f"The read models stand at position {reached}, short of {wanted}; ask again.",
        )
        super().__init__(ErrorCode.TIMEOUT, message, status=504)
