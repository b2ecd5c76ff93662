"""People for worked cases."""

from __future__ import annotations

from tests.api.county import County, day, make


async def join(county: County, number: int, *, branch: str | None = None, kind: str = "FULL") -> str:
    """A new member of a branch, the county's first unless another is named."""
    return await make(
        county.api,
        "memberRegister",
        "member",
        branchId=branch or county.branch,
        displayName=f"丁试{number}",
        kind=kind,
        joinedOn=day(-1000) if kind == "FULL" else day(-100),
        occurredAt=day(-90),
    )
