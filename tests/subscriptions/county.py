"""What happens in the county while somebody listens."""

from __future__ import annotations

from typing import Any

from tests.api.client import Api
from tests.api.county import County, make

CHANGES = """
subscription Trail($after: Position, $first: Int, $where: EventWhere) {
  changes(after: $after, first: $first, where: $where) { nodes { position type } }
}"""
MEETING = """
subscription Live($id: ID!) {
  meeting(id: $id) { status counts { present unrecorded } attendance { nodes { status member { id } } } }
}"""
ROLLUP = """
subscription Figures($node: ID!, $month: String!) {
  rollup(node: $node, month: $month) { meetingsPlanned present position }
}"""


async def attend(county: County, meeting: str, member: str, status: str = "PRESENT") -> int:
    """The position of a record that somebody came."""
    entries = [{"memberId": member, "status": status}]
    payload = await county.api.done("attendanceRecord", meetingId=meeting, entries=entries)
    position: int = payload["position"]
    return position


async def found_branches(county: County, number: int) -> list[str]:
    """So many events, one after the other; the ids of what they found."""
    return [
        await make(
            county.api,
            "organisationFound",
            "organisation",
            parentId=county.township,
            kind="PARTY_BRANCH",
            name=f"第{one}党支部",
            sector="RURAL",
        )
        for one in range(number)
    ]


async def positions(api: Api, after: int = 0, where: str = "", *, token: str | None = None) -> list[int]:
    """Those of all events that a caller sees after a position."""
    options: dict[str, Any] = {} if token is None else {"token": token}
    answer = await api.post(
        f"{{ events(first: 1000, where: {{ position: {{ gt: {after} }} {where} }}) {{ nodes {{ position }} }} }}",
        **options,
    )
    return [node["position"] for node in answer.json()["data"]["events"]["nodes"]]


def told(payload: dict[str, Any]) -> list[int]:
    """The positions of a page of changes."""
    assert "errors" not in payload, payload
    return [node["position"] for node in payload["data"]["changes"]["nodes"]]
