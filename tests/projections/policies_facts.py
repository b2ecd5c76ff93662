"""What the events about policies say, taken down by hand."""

from __future__ import annotations

import json
from typing import Any, Protocol
from uuid import UUID

from domain.core import DomainEvent
from domain.policies import events as policies

Rows = dict[tuple[Any, ...], dict[str, Any]]
_AS_SAID = (
    *("series", "version", "pack", "pack_sha256", "kind", "title_zh", "title_en", "issuer_zh", "issuer_en"),
    *(
        "issuer_level",
        "source_zh",
        "source_en",
        "quote",
        "quote_checked",
        "modality",
        "effective_from",
        "rule",
    ),
)
_PER = {"month": "月", "quarter": "季度", "half-year": "半年", "year": "年"}


class Path(Protocol):
    """Where an organisation stands."""

    def __call__(self, organisation_id: UUID, /) -> str: ...


class PolicyFacts:
    """Kept in dictionaries."""

    def __init__(self) -> None:
        self.published: Rows = {}
        self.adopted: Rows = {}
        self.versions: dict[UUID, int] = {}  # of streams

    def take(self, event: DomainEvent) -> None:
        match event:
            case policies.PolicyVersionPublished():
                self.published[event.version_id,] = {
                    **{name: getattr(event, name) for name in _AS_SAID},
                    **_sentences(json.loads(event.rule)),
                    "organisations": [*event.organisations],
                    "forms": [*event.forms],
                    "readings": json.dumps(
                        [
                            {name: getattr(each, name) for name in sorted(each.__struct_fields__)}
                            for each in event.readings
                        ],
                        ensure_ascii=False,
                        separators=(",", ":"),
                    ),
                }
            case policies.PolicyAdopted():
                self.adopted[event.node_id, event.adoption_id] = {
                    "series": event.series,
                    "version_id": event.version_id,
                    "since": event.since,
                    "until": None,
                    "annulled": False,
                    "organisations": [*event.organisations],
                    "forms": [*event.forms],
                    "approved_by": event.approved_by,
                    "version": event.originator_version,
                }
            case policies.PolicyAdoptionEnded():
                self._say(event, until=event.until)
            case policies.PolicyAdoptionAnnulled():
                self._say(event, annulled=True)

    def _say(
        self, event: policies.PolicyAdoptionEnded | policies.PolicyAdoptionAnnulled, **said: Any
    ) -> None:
        row = self.adopted[event.node_id, event.adoption_id]
        row.update(said, version=event.originator_version)

    def tables(self, path: Path) -> dict[str, Rows]:
        """Every table of it."""
        return {
            "policy_version": self.published,
            "policy_adoption": {key: {**row, "org_path": path(key[0])} for key, row in self.adopted.items()},
        }


def _sentences(rule: dict[str, Any]) -> dict[str, str]:
    """Of the one kind of rule that random histories have: so many lectures in each period."""
    number = rule["at_least"]
    times = {1: "once", 2: "twice"}.get(number, f"{number} times")
    return {
        "sentence_zh": f"党课每{_PER[rule['per']]}至少召开{number}次",
        "sentence_en": f"Party lecture: at least {times} a {rule['per']}",
    }
