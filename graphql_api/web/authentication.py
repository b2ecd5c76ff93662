"""The bearer token of a request."""

from __future__ import annotations

from graphql_api.context import Viewer
from graphql_api.errors import ApiError, ErrorCode
from graphql_api.identity import Authenticator, BadTokenError, ProviderUnavailableError
from graphql_api.messages import Message

_MISSING = Message("请先登录：缺少访问令牌。", "Send a bearer token in the Authorization header.")
_BAD = Message("访问令牌无效或已过期。", "The bearer token is not valid, or has expired.")

_NOBODY_KNOWN = Message(
    "暂时无法核验访问令牌，请稍后重试。",
    "The identity provider does not answer: no token can be verified now.",
)


class UnauthenticatedError(ApiError):
    """Nobody is known to be calling; ``challenge`` goes into WWW-Authenticate."""

    def __init__(self, message: Message, challenge: str) -> None:
        super().__init__(ErrorCode.UNAUTHENTICATED, message, status=401)
        self.challenge = challenge


async def authenticate(authorization: str | None, authenticator: Authenticator) -> Viewer:
    """The caller. Raises UnauthenticatedError; ApiError while nobody's token can be verified."""
    scheme, _, token = (authorization or "").strip().partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise UnauthenticatedError(_MISSING, 'Bearer realm="gridledger"')
    try:
        return await authenticator.viewer(token.strip())
    except BadTokenError as error:
        raise UnauthenticatedError(_BAD, 'Bearer realm="gridledger", error="invalid_token"') from error
    except ProviderUnavailableError as error:
        raise ApiError(ErrorCode.THROTTLED, _NOBODY_KNOWN, status=503) from error
