"""For ariadne-codegen: codes come with every new command, so a client takes those that it does not know as they are."""

from __future__ import annotations

from ariadne_codegen.plugins.base import Plugin
from graphql import GraphQLEnumType, GraphQLSchema, build_schema, print_schema

OPEN = "UserErrorCode"


class OpenCodes(Plugin):
    """Makes the enumeration of codes a scalar before anything is generated."""

    def process_schema(self, schema: GraphQLSchema) -> GraphQLSchema:
        """The schema that the client is generated for."""
        sdl = print_schema(schema)
        enumeration = schema.type_map[OPEN]
        assert isinstance(enumeration, GraphQLEnumType)
        before, _, rest = sdl.partition(f"enum {OPEN} {{")
        return build_schema(f"{before}scalar {OPEN}{rest.partition(chr(10) + '}')[2]}")
