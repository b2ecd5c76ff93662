"""The root fields `documentText` and `documentCheck`."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

import strawberry

from application.documents.text import MOST_BYTES
from graphql_api.context import Info
from graphql_api.read import BadIdError, BadUserInputError, NotFoundError, decode_id
from graphql_api.read.declare import METADATA
from graphql_api.read.specs import Priced
from graphql_api.sealed.opening import check_text, open_text

POINTS = 20  # a key is fetched, a text decrypted and a record written, for each

_Id = Annotated[strawberry.ID, strawberry.argument(name="id", description="The document (文件).")]


@strawberry.type(description="What a sealed document says (文件内容).")
class DocumentText:
    """A text, opened."""

    text: str = strawberry.field(description="The text (正文).")
    salt: str = strawberry.field(
        description="In base 16: whoever has it and the text can prove by the log's `saltedSha256` that it is the one"
        " that was sealed (盐)."
    )


@strawberry.field(
    description="What a sealed document says (启封文件): for the member it is about, for secretaries in whose part of"
    " the county that member or organisation is, and for inspectors; null once it is erased. It is recorded who asked"
    " before anything is told.",
    metadata={METADATA: Priced(POINTS)},
)
async def document_text(info: Info, document_id: _Id) -> DocumentText | None:
    """Raises ApiError where it cannot be opened, and ReadAuditUnavailableError."""
    opened = await open_text(info.context, _decoded(document_id))
    return None if opened is None else DocumentText(text=opened.text, salt=opened.salt.hex())


@strawberry.field(
    description="Whether a sealed document says exactly that text (核对文件); null once it is erased. For whoever may"
    " open it, and recorded as that is.",
    metadata={METADATA: Priced(POINTS)},
)
async def document_check(
    info: Info,
    document_id: _Id,
    text: Annotated[str, strawberry.argument(description="The text that may be the one (待核对正文).")],
) -> bool | None:
    """Raises ApiError where it cannot be checked, and ReadAuditUnavailableError."""
    if not _may_be_sealed(text):
        raise BadUserInputError(
            f"`text` 最多 {MOST_BYTES} 字节（UTF-8）。",
            f"`text` may have {MOST_BYTES} bytes of UTF-8 at most.",
        )
    return await check_text(info.context, _decoded(document_id), text)


def _may_be_sealed(text: str) -> bool:
    try:
        return len(text.encode()) <= MOST_BYTES
    except UnicodeEncodeError:  # half of a character
        return False


def _decoded(given: str) -> UUID:
    try:
        return decode_id(given, "Document")
    except BadIdError:
        raise NotFoundError from None
