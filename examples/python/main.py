"""Plans today's meeting of one's branch, freezes its roster, takes attendance, and shows the month's figures.

python main.py URL KEY; the token of a branch secretary comes in the environment as TOKEN.
"""

from __future__ import annotations

import os
import sys

from gridledger_client import Gridledger
from meeting import RefusedError, hold_meeting
from patience import RequestError, patiently


def main(url: str, key: str, token: str) -> str:
    """The figures as JSON. Raises RefusedError and RequestError."""
    headers = {"Authorization": f"Bearer {token}", "Accept-Language": "zh-CN"}
    with Gridledger(url, headers) as client:
        branch = patiently(client.branch).viewer.place
        if branch is None:
            raise RequestError("NO_BRANCH", "the token is not that of a branch secretary")
        held_on, position = hold_meeting(client, branch, key)
        told = patiently(lambda: client.branch_rollup(branch=branch, month=held_on[:7], after=position))
        assert told.rollup is not None
        return told.rollup.model_dump_json(by_alias=True, indent=2)


if __name__ == "__main__":
    if len(sys.argv) != 3 or "TOKEN" not in os.environ:
        sys.exit("usage: TOKEN=… python main.py URL KEY")
    try:
        print(main(sys.argv[1], sys.argv[2], os.environ["TOKEN"]))  # noqa: T201 - what it is for
    except (RefusedError, RequestError) as error:
        sys.exit(str(error))
