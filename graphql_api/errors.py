"""Top-level errors: every one coded, with a request id and positions, and never with words of an exception.

A broken rule is no top-level error: mutations answer it as a user error (mutations/payload.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from graphql import GraphQLError, GraphQLSyntaxError

from application.counties import RehearsalRefusedError
from application.documents.keys import KeysUnavailableError, NoKeyError
from application.documents.sealing import UnreadableError
from application.executor import ContentionError
from application.read_audit import ReadAuditUnavailableError
from event_store.errors import (
    EventStoreError,
    OutcomeUnknownError,
    QueueFullError,
    ShareTakenError,
    StatementTimeoutError,
    StoreUnavailableError,
    UnknownCountyError,
)
from event_store.sqlstate import DATABASE_ERRORS, translate
from graphql_api.literals import without_literals
from graphql_api.messages import Locale, Message


class ErrorCode(StrEnum):
    """The stable codes of top-level errors."""

    GRAPHQL_PARSE_FAILED = "GRAPHQL_PARSE_FAILED"
    GRAPHQL_VALIDATION_FAILED = "GRAPHQL_VALIDATION_FAILED"
    BAD_USER_INPUT = "BAD_USER_INPUT"
    NOT_FOUND = "NOT_FOUND"
    PERSISTED_QUERY_NOT_FOUND = "PERSISTED_QUERY_NOT_FOUND"
    INTERNAL_SERVER_ERROR = "INTERNAL_SERVER_ERROR"
    UNAUTHENTICATED = "UNAUTHENTICATED"
    FORBIDDEN = "FORBIDDEN"
    THROTTLED = "THROTTLED"
    QUERY_TOO_COMPLEX = "QUERY_TOO_COMPLEX"
    DOCUMENT_UNREADABLE = "DOCUMENT_UNREADABLE"
    TIMEOUT = "TIMEOUT"


class ApiError(GraphQLError):
    """A client or server fault with a code and a message in every language."""

    def __init__(
        self,
        code: ErrorCode,
        message: Message,
        *,
        status: int = 400,
        retry_after_seconds: int | None = None,
        told: Mapping[str, str] | None = None,
        **options: Any,
    ) -> None:
        """``status`` is the HTTP status where the whole request fails by it; ``told`` goes into the extensions."""
        super().__init__(message.en, extensions={**(told or {}), "code": code.value}, **options)
        self.code = code
        self.in_words = message
        self.status = status
        self.retry_after_seconds = retry_after_seconds


class CodedMessage(NamedTuple):
    """What a caller is told about an error."""

    code: ErrorCode
    message: str
    status: int
    retry_after_seconds: int | None = None  # where only time helps


INTERNAL = Message("服务器内部错误。", "Something went wrong on our side.")
UNAVAILABLE = Message("数据库暂时不可用，请稍后重试。", "The database is away just now; try again shortly.")
BUSY = Message("系统繁忙，请稍后重试。", "Too much waits to be written already; try again shortly.")
OWN_SHARE = Message(
    "该账号同时进行的查询过多，请稍后重试。",
    "Too many queries of this account are under way; wait for some of them.",
)
UNKNOWN_OUTCOME = Message(
    "未能得知操作是否生效，请用同一幂等键重试。",
    "It is not known whether this took effect; send it again with the same idempotency key.",
)
CONTENTION = Message(
    "数据变动频繁，请用同一幂等键重试。",
    "Others kept changing the same data; send it again with the same idempotency key.",
)
NOT_RECORDED = Message(
    "暂时无法登记查阅记录，涉及个人的数据不予显示，请稍后重试；若是变更操作，请用同一幂等键重试。",
    "It cannot be recorded just now who reads of persons, so nothing of them is shown; try again shortly. A mutation"
    " may have taken effect: send it again with the same idempotency key.",
)
NO_KEYS = Message(
    "暂时无法读写文件密钥，请稍后重试；若是变更操作，请用同一幂等键重试。",
    "Keys of sealed documents cannot be read or written just now; try again shortly. A mutation may have taken effect:"
    " send it again with the same idempotency key.",
)
NO_KEY = Message("找不到该文件的密钥。", "The key of this document is not where keys are kept.")
UNREADABLE = Message("现有密钥无法启封该文件。", "This document cannot be opened with the key that is there.")
TIMED_OUT = Message("查询超时，请缩小范围。", "It took too long; ask for less.")
NO_COUNTY = Message("没有这个县的数据。", "There is no such county.")
REHEARSAL = Message(
    "这是演练数据，生产环境不予打开。",
    "The log of this county is a rehearsal, which production does not open.",
)

# By class, the most specific first.
_BY_CLASS: Mapping[type[Exception], tuple[ErrorCode, Message, int]] = {
    OutcomeUnknownError: (ErrorCode.THROTTLED, UNKNOWN_OUTCOME, 503),
    QueueFullError: (ErrorCode.THROTTLED, BUSY, 503),
    ShareTakenError: (ErrorCode.THROTTLED, OWN_SHARE, 429),
    StoreUnavailableError: (ErrorCode.THROTTLED, UNAVAILABLE, 503),
    ReadAuditUnavailableError: (ErrorCode.THROTTLED, NOT_RECORDED, 503),
    KeysUnavailableError: (ErrorCode.THROTTLED, NO_KEYS, 503),
    NoKeyError: (ErrorCode.DOCUMENT_UNREADABLE, NO_KEY, 500),
    UnreadableError: (ErrorCode.DOCUMENT_UNREADABLE, UNREADABLE, 500),
    ContentionError: (ErrorCode.THROTTLED, CONTENTION, 503),
    StatementTimeoutError: (ErrorCode.TIMEOUT, TIMED_OUT, 504),
    UnknownCountyError: (ErrorCode.NOT_FOUND, NO_COUNTY, 404),
    RehearsalRefusedError: (ErrorCode.FORBIDDEN, REHEARSAL, 403),
}


def coded(error: GraphQLError, locale: Locale) -> CodedMessage:
    """Code, message and HTTP status of an error, whatever it was raised as."""
    cause = root_cause(error)
    match cause:
        case None:
            return CodedMessage(ErrorCode.GRAPHQL_VALIDATION_FAILED, without_literals(error.message), 400)
        case ApiError():
            return CodedMessage(
                cause.code, cause.in_words.text(locale), cause.status, cause.retry_after_seconds
            )
        case GraphQLSyntaxError():
            return CodedMessage(ErrorCode.GRAPHQL_PARSE_FAILED, without_literals(cause.message), 400)
        case GraphQLError():
            code = _stated_code(cause) or ErrorCode.BAD_USER_INPUT
            return CodedMessage(code, cause.message, 504 if code is ErrorCode.TIMEOUT else 400)
    if isinstance(cause, DATABASE_ERRORS) and not isinstance(cause, EventStoreError):
        cause = translate(cause)
    for cls, (code, words, status) in _BY_CLASS.items():
        if isinstance(cause, cls):
            return CodedMessage(code, words.text(locale), status)
    return CodedMessage(ErrorCode.INTERNAL_SERVER_ERROR, INTERNAL.text(locale), 500)


def root_cause(error: GraphQLError) -> Exception | None:
    """What was raised in the first place; None for what the engine itself finds amiss."""
    cause: Exception = error
    while isinstance(cause, GraphQLError) and cause.original_error is not None:
        cause = cause.original_error
    if not isinstance(cause, GraphQLError) or isinstance(cause, GraphQLSyntaxError):
        return cause
    return cause if _stated_code(cause) is not None else None


def _stated_code(error: GraphQLError) -> ErrorCode | None:
    code = (error.extensions or {}).get("code")
    return ErrorCode(code) if isinstance(code, str) and code in ErrorCode.__members__ else None


def as_json(error: GraphQLError, told: CodedMessage, request_id: str) -> dict[str, Any]:
    """An error as it stands in an answer."""
    more = error.extensions if _stated_code(error) is not None else {}
    answer: dict[str, Any] = {"message": told.message}
    if error.locations:
        answer["locations"] = [{"line": place.line, "column": place.column} for place in error.locations]
    if error.path:
        answer["path"] = error.path
    answer["extensions"] = {**(more or {}), "code": told.code.value, "requestId": request_id}
    return answer
