"""The root of every subscription: its fields are questions as those of queries are, asked again and again."""

from __future__ import annotations

import strawberry

from graphql_api.read import By, root_growing, root_one
from graphql_api.types.compliance_rollup import standing_compliance_rollup
from graphql_api.types.open_work import standing_open_work
from graphql_api.types.rollup_span import month_of

CHANGES, MEETING, ROLLUP, COMPLIANCE_ROLLUP = "changes", "meeting", "rollup", "complianceRollup"
OPEN_WORK = "openWork"


@strawberry.type(
    description=(
        "What can be subscribed to (订阅), over graphql-transport-ws or as server-sent events. Each item covers what"
        " the caller may see at that moment, and `extensions.position` says how far it reaches."
    )
)
class Subscription:
    """Root fields. An item is what a query of the same selection would be told."""

    changes = root_growing(
        "graphql_api.types.event:Event",
        "POSITION",
        "The audit trail as it grows (变更流): pages of events in order of recording, none skipped, none twice. Go on"
        " after a break with the position of the last event, or of `extensions.position`, as `after`.",
    )
    meeting = root_one(
        "graphql_api.types.meeting:Meeting",
        "A meeting now, and each time that it, its attendance, roster or counts have changed (会议实时情况).",
        By("id", "{t}.meeting_id", strawberry.ID, "Its id (标识).", ids=("Meeting",), must_exist=True),
        now_only=True,
    )
    rollup = root_one(
        "graphql_api.types.rollup:Rollup",
        "A node's rollup of a month now, and each time that it has changed (汇总实时情况); null while nothing happened"
        " in it.",
        By(
            "node",
            "{t}.node_id",
            strawberry.ID,
            "An organisation or a grid (节点).",
            ids=("Organisation", "Grid"),
        ),
        By("month", "{t}.month", str, 'The month, as "2025-03" (月份).', convert=month_of),
        now_only=True,
    )
    compliance_rollup = standing_compliance_rollup
    open_work = standing_open_work
