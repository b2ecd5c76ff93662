"""Which document a request asks for: by its text, by the hash of a registered one, or by both.

The hash comes as ``extensions.persistedQuery``, in the form that Apollo's clients brought up and others took over.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from graphql import GraphQLError

from application.actor import Role
from event_store.errors import EventStoreError
from graphql_api.errors import ApiError, ErrorCode
from graphql_api.messages import Message
from graphql_api.trusted_documents import TrustedDocument, TrustedDocuments

if TYPE_CHECKING:
    from graphql_api.web.requests import GraphQLRequest

_SHA256 = re.compile(r"[0-9a-f]{64}")
_FORM = Message(
    "persistedQuery 须为 {version: 1, sha256Hash: 64 位十六进制}。",
    "persistedQuery must be {version: 1, sha256Hash: 64 digits of base 16}.",
)
_OTHER_TEXT = Message("文档与其哈希值不符。", "The document is not the one that its hash names.")
# In these words, whatever the language: clients go by them, or by the code, and send the text then.
_UNKNOWN = Message("PersistedQueryNotFound", "PersistedQueryNotFound")
_REGISTERED_ONLY = Message(
    "您的角色只能执行已登记的文档。", "For your role, only documents that were registered are executed."
)


def asked_hash(extensions: Mapping[str, Any] | None) -> str | None:
    """The hash that a request names. Raises ApiError for one in another form."""
    persisted = (extensions or {}).get("persistedQuery")
    if persisted is None:
        return None
    given = persisted.get("sha256Hash") if isinstance(persisted, dict) else None
    hexadecimal = given.lower() if isinstance(given, str) else ""
    if not isinstance(persisted, dict) or persisted.get("version") != 1 or not _SHA256.fullmatch(hexadecimal):
        raise ApiError(ErrorCode.BAD_USER_INPUT, _FORM)
    return hexadecimal


class AskedDocuments:
    """Finds what requests ask for; for the roles in ``registered_only`` nothing else is executed."""

    def __init__(self, trusted: TrustedDocuments, registered_only: Collection[Role]) -> None:
        self._trusted = trusted
        self._registered_only = registered_only

    async def complete(self, asked: GraphQLRequest, role: Role) -> GraphQLRequest:
        """The request with its document's text, hash, and name if it is a registered one. Raises ApiError."""
        only = role in self._registered_only
        if not asked.query:
            found = await self._find(asked.sha256 or "")
            if found is None:
                raise ApiError(ErrorCode.PERSISTED_QUERY_NOT_FOUND, _UNKNOWN, status=404)
            return asked._replace(query=found.text, document_name=found.name)
        actual = hashlib.sha256(asked.query.encode(errors="surrogatepass")).hexdigest()
        if asked.sha256 not in (None, actual):
            raise ApiError(ErrorCode.BAD_USER_INPUT, _OTHER_TEXT)
        found = await self._find(actual) if only or asked.sha256 else None
        if found is None and only:
            raise ApiError(ErrorCode.FORBIDDEN, _REGISTERED_ONLY, status=403)
        return asked._replace(sha256=actual, document_name=found.name if found else None)

    async def _find(self, sha256: str) -> TrustedDocument | None:
        try:
            return await self._trusted.find(sha256)
        except EventStoreError as error:
            raise GraphQLError("", original_error=error) from error
