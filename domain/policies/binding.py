"""An adoption as its stream and its pack's say it."""

from __future__ import annotations

from domain.policies.events import PolicyVersionPublished
from domain.policies.layers import Adoption, IssuerLevel, Version
from domain.policies.published import rule_of
from domain.policies.state import PolicyAdoptions, PolicyPack, Term


def adoption(adopted: PolicyAdoptions, term: Term, pack: PolicyPack) -> Adoption:
    """One term of a rule at a node. ``pack`` published the version that it names."""
    assert adopted.node_id is not None  # noqa: S101 - a term comes by an event, which names the node
    published = _published(pack, adopted.series, term)
    return Adoption(
        id=term.adoption_id,
        version=Version(
            series=published.series,
            version=published.version,
            modality=published.modality,
            issuer_level=IssuerLevel[published.issuer_level.upper()],
            rule=rule_of(published.rule),
        ),
        node_id=adopted.node_id,
        since=term.since,
        until=term.until,
        organisations=frozenset(term.organisations),
        forms=frozenset(term.forms),
    )


def _published(pack: PolicyPack, series: str, term: Term) -> PolicyVersionPublished:
    return next(
        version[series]
        for version in pack.versions.values()
        if series in version and version[series].version_id == term.version_id
    )
