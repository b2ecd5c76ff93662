"""Reading: declarations of types, and the executor that serves every type from them."""

from application.access import FieldGroup
from graphql_api.read.connection import Connection, Direction, order_type
from graphql_api.read.declare import (
    Acting,
    Everyone,
    Node,
    Order,
    Place,
    column,
    embedded,
    joined,
    part,
    read_type,
    read_types,
)
from graphql_api.read.errors import BadUserInputError, NotCaughtUpError, NotFoundError
from graphql_api.read.fields import to_linked, to_list, to_many, to_node, to_nodes, to_one
from graphql_api.read.filters import (
    DateFilter,
    FenFilter,
    Filter,
    IdFilter,
    InstantFilter,
    IntFilter,
    PositionFilter,
    TextFilter,
    enum_filter,
    where_type,
    within,
    within_grid,
)
from graphql_api.read.growing import root_growing
from graphql_api.read.ids import BadIdError, decode_id, encode_id, parse_id
from graphql_api.read.read_after import ReadAfter, wanted_position
from graphql_api.read.reader import Reader, reader_for
from graphql_api.read.roots import By, root_list, root_node, root_one
from graphql_api.read.specs import COUNTING, Family, Join, Link

__all__ = [
    "COUNTING",
    "Acting",
    "BadIdError",
    "BadUserInputError",
    "By",
    "Connection",
    "DateFilter",
    "Direction",
    "Everyone",
    "Family",
    "FenFilter",
    "FieldGroup",
    "Filter",
    "IdFilter",
    "InstantFilter",
    "IntFilter",
    "Join",
    "Link",
    "Node",
    "NotCaughtUpError",
    "NotFoundError",
    "Order",
    "Place",
    "PositionFilter",
    "ReadAfter",
    "Reader",
    "TextFilter",
    "column",
    "decode_id",
    "embedded",
    "encode_id",
    "enum_filter",
    "joined",
    "order_type",
    "parse_id",
    "part",
    "read_type",
    "read_types",
    "reader_for",
    "root_growing",
    "root_list",
    "root_node",
    "root_one",
    "to_linked",
    "to_list",
    "to_many",
    "to_node",
    "to_nodes",
    "to_one",
    "wanted_position",
    "where_type",
    "within",
    "within_grid",
]
