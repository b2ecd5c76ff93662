"""The root field `policyRehearsal`."""

from __future__ import annotations

import datetime
from typing import Annotated

import strawberry

from domain.policies.pack import Pack
from domain.policies.pack_reading import PackError, read_pack
from graphql_api.context import Info
from graphql_api.errors import ApiError, ErrorCode
from graphql_api.messages import Message
from graphql_api.read import BadIdError, BadUserInputError, NotFoundError, decode_id
from graphql_api.read.declare import METADATA
from graphql_api.read.specs import Priced
from graphql_api.rehearsals.running import Asked, run
from graphql_api.types.policy_rehearsal import PolicyRehearsal

POINTS = 10_000  # it takes the processor for seconds
MOST_VERSIONS = 200  # as many as rules of a pack

_FAULTS = Message("制度包有误，详见 faults。", "The pack has faults: see faults.")


@strawberry.field(
    description="What would have followed, had rules been in force at a node from a day on (制度预演): a pack's text,"
    " or published versions of rules. Nothing is written. One at a time in a process and of an account; it takes"
    f" seconds of a county, and {POINTS} points.",
    metadata={METADATA: Priced(POINTS)},
)
async def policy_rehearsal(
    info: Info,
    node: Annotated[
        strawberry.ID,
        strawberry.argument(description="Where the rules would be in force, and so below which (组织)."),
    ],
    since: Annotated[
        datetime.date,
        strawberry.argument(description="The first day (起始日期); it may be before the text's own."),
    ],
    until: Annotated[
        datetime.date | None,
        strawberry.argument(
            description="Periods that begin later are left out (截止日期); the last day that is over by default."
        ),
    ] = None,
    pack: Annotated[
        str | None, strawberry.argument(description="The pack as TOML (制度包文本), 256 KiB at most.")
    ] = None,
    versions: Annotated[
        list[strawberry.ID] | None,
        strawberry.argument(
            description="Published versions of rules instead (已发布的条款版本), one a rule."
        ),
    ] = None,
) -> PolicyRehearsal:
    """Raises ApiError where it may not be asked for, is not to be understood, or takes too long."""
    try:
        node_id = decode_id(node, "Organisation")
        version_ids = tuple(decode_id(version, "PolicyVersion") for version in versions or ())
    except BadIdError:
        raise NotFoundError from None
    if (pack is None) == (not versions):
        raise BadUserInputError("`pack` 与 `versions` 须给且只给一个。", "Give either `pack` or `versions`.")
    if len(version_ids) > MOST_VERSIONS:
        raise BadUserInputError(
            f"最多 {MOST_VERSIONS} 个版本。", f"There may be {MOST_VERSIONS} versions at most."
        )
    asked = Asked(
        node_id=node_id,
        since=since,
        until=until,
        pack=None if pack is None else _read(pack),
        version_ids=version_ids,
    )
    context = info.context
    return PolicyRehearsal.of(await run(context.services, context.viewer, asked))


def _read(text: str) -> Pack:
    try:
        return read_pack(text.encode(errors="surrogatepass")).pack
    except PackError as error:
        faults = "\n".join(map(str, error.faults))
        raise ApiError(ErrorCode.BAD_USER_INPUT, _FAULTS, told={"faults": faults}) from None
