"""Settings that are lists of names, separated by commas, or a word that stands for such a list."""

from __future__ import annotations

import re

from application.access import FieldGroup
from application.actor import Role
from graphql_api.cost.allowance import ROLE_ALLOWANCES

ORIGINS = "origins as https://desk.example, separated by commas"
ROLES = f"roles of {', '.join(ROLE_ALLOWANCES)}, separated by commas, * for all or - for none"
EVERY_ROLE = frozenset(ROLE_ALLOWANCES)
RECORDED_BEFORE = f"batched, before, or groups of {', '.join(FieldGroup)}, separated by commas"

# As browsers write one (RFC 6454, 6.2): in lower case, without a path, the scheme's own port left out.
_ORIGIN = re.compile(r"https?://(?:[a-z0-9.-]+|\[[0-9a-f:]+\])(?::[0-9]{1,5})?")
_OWN_PORTS = (("http://", ":80"), ("https://", ":443"))


def origins(text: str) -> frozenset[str]:
    """Origins of pages. Raises ValueError for what no browser would send, as ``*`` or an address with a path."""
    found = _parts(text)
    for one in found:
        own_port = any(one.startswith(scheme) and one.endswith(port) for scheme, port in _OWN_PORTS)
        if own_port or not _ORIGIN.fullmatch(one):
            raise ValueError(one)
    return found


def roles(text: str) -> frozenset[Role]:
    """Roles by name. Raises ValueError for a name of none."""
    if text == "*":
        return EVERY_ROLE
    return frozenset(Role(one) for one in _parts(text)) if text != "-" else frozenset()


def recorded_before(text: str) -> frozenset[FieldGroup]:
    """Groups of fields whose reading is recorded before the answer leaves. Raises ValueError for a name of none."""
    if text.lower() in ("batched", "before"):
        return frozenset(FieldGroup) if text.lower() == "before" else frozenset()
    return frozenset(FieldGroup(one) for one in _parts(text))


def _parts(text: str) -> frozenset[str]:
    return frozenset(filter(None, (part.strip() for part in text.split(","))))
