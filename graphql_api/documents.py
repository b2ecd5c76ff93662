"""Documents: parsed, held against the limits and validated once, and kept for whoever sends the same text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    Source,
    parse,
    specified_rules,
)
from graphql.language import Lexer, TokenKind
from graphql.validation.rules import overlapping_fields_can_be_merged as merging
from strawberry.schema.exceptions import CannotGetOperationTypeError
from strawberry.schema.schema import validate_document

from graphql_api.errors import ApiError, ErrorCode
from graphql_api.introspection import asks_for_schema
from graphql_api.kept import Kept
from graphql_api.limits import Limits, check_limits, too_complex
from graphql_api.messages import Message

KEPT_BYTES = 256 * 1024  # of text, all documents together: parsed they take up to 320 times as much
LONGEST_KEPT_BYTES = 16 * 1024
# Fields of one name are compared with each other, in twos. The library leaves its bound to be set here; what it has by
# default takes seconds to reach, in which nobody is served, and a document that is not valid costs no points.
MOST_COMPARISONS = 50_000
merging.MAX_COMPLEXITY_BUDGET = MOST_COMPARISONS
WHICH_OPERATION = Message(
    "文档含多个操作，请用 operationName 指明。",
    "The document has several operations: name one in `operationName`.",
)


class CheckedDocument(NamedTuple):
    """A document and what is wrong with it."""

    document: DocumentNode
    operations: tuple[OperationDefinitionNode, ...]
    fragments: Mapping[str, FragmentDefinitionNode]
    errors: tuple[GraphQLError, ...]
    asks_for_schema: bool

    def operation(self, name: str | None) -> OperationDefinitionNode:
        """The operation of that name; None names the only one.

        Raises ApiError where one must be named, CannotGetOperationTypeError where there is none.
        """
        if name is None and len(self.operations) > 1:
            raise ApiError(ErrorCode.BAD_USER_INPUT, WHICH_OPERATION)
        for node in self.operations:
            if name is None or (node.name is not None and node.name.value == name):
                return node
        raise CannotGetOperationTypeError(name)


class Documents:
    """The documents that a schema has seen lately."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._kept: Kept[str, CheckedDocument] = Kept(KEPT_BYTES)

    def known(self, text: str) -> CheckedDocument | None:
        """The document of ``text``, if it is in memory."""
        return self._kept.get(text)

    def get(self, text: str, schema: GraphQLSchema) -> CheckedDocument:
        """The document of ``text``. Raises GraphQLSyntaxError, or ApiError for one beyond the limits.

        ``schema`` is always the same one.
        """
        kept = self.known(text)
        if kept is not None:
            return kept
        size_bytes = len(text.encode(errors="surrogatepass"))
        if size_bytes > self.limits.document_bytes:
            raise too_complex("bytes", self.limits.document_bytes)
        checked = self._check(text, schema)
        return checked if size_bytes > LONGEST_KEPT_BYTES else self._kept.put(text, checked, size_bytes)

    def _check(self, text: str, schema: GraphQLSchema) -> CheckedDocument:
        document = self._parse(text)
        check_limits(document, self.limits)
        nodes = document.definitions
        operations = tuple(node for node in nodes if isinstance(node, OperationDefinitionNode))
        fragments = {node.name.value: node for node in nodes if isinstance(node, FragmentDefinitionNode)}
        errors = validate_document(schema, document, tuple(specified_rules))
        return CheckedDocument(document, operations, fragments, tuple(errors), asks_for_schema(document))

    def _parse(self, text: str) -> DocumentNode:
        try:
            return parse(text, max_tokens=self.limits.tokens)
        except GraphQLSyntaxError:
            if self._has_too_many_tokens(text):
                raise too_complex("tokens", self.limits.tokens) from None
            raise

    def _has_too_many_tokens(self, text: str) -> bool:
        lexer = Lexer(Source(text))
        try:
            for _ in range(self.limits.tokens + 1):
                if lexer.advance().kind is TokenKind.EOF:
                    return False
        except GraphQLSyntaxError:
            return False
        return True
