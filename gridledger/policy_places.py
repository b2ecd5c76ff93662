"""Which county and which organisation a command line means."""

# ruff: noqa: S608 - nothing from outside is put into these statements

from __future__ import annotations

import re
from uuid import UUID

from event_store.connections import Connections
from event_store.entering import ENTERED
from graphql_api.read import BadIdError, decode_id
from gridledger.bootstrap import Ledger
from gridledger.settings import SettingsError

_COMMITTEE = f"SELECT committee_id FROM read_model.county WHERE tenant_id = $1 AND {ENTERED}"
_TOWNSHIP = (
    "SELECT organisation_id FROM read_model.organisation"
    f" WHERE tenant_id = $1 AND division_code = $2 AND depth = 1 AND {ENTERED}"
)


async def county_named(ledger: Ledger, county: str | None) -> str:
    """The county of that name; without one, the only one. SettingsError if there is none, or not only one."""
    known = await ledger.store.tenants()
    if county is None and len(known) == 1:
        return known[0]
    if county is None or county not in known:
        says = "name a county by --county" if county is None else f"there is no county {county!r}"
        raise SettingsError(f"{says}; known: {', '.join(known) or 'none'}")
    return county


async def organisation_named(connections: Connections, county: str, text: str | None) -> UUID:
    """An organisation by a township's nine-digit division code or an id of the API; without either the county's own.

    SettingsError for anything else. Whether an id is of this county, whoever uses it finds out.
    """
    if text is None:
        found = await connections.fetch(_COMMITTEE, county)
    elif re.fullmatch(r"\d{9}", text):
        found = await connections.fetch(_TOWNSHIP, county, text)
    else:
        try:
            return decode_id(text, "Organisation")
        except BadIdError:
            found = []
    if not found:
        raise SettingsError(
            f"no organisation {text!r}: give a township's nine-digit division code or an id of the API"
        )
    return UUID(str(found[0][0]))
