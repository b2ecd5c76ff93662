"""Policies (制度规定): the published rules, and where each is in force from when to when."""

from __future__ import annotations

from domain.policies.events import (
    PolicyAdopted,
    PolicyAdoptionAnnulled,
    PolicyAdoptionEnded,
    PolicyVersionPublished,
)
from domain.policies.published import readings_text, rule_of
from domain.policies.registry import sentence_of
from event_store.records import LoggedEvent
from projections.framework.read_model import ReadModel
from projections.framework.rows import Rows
from projections.framework.table import GoesAlong, History, Table
from projections.organisations import ORGANISATION, place_of

POLICY_VERSION = Table(
    "policy_version",
    key={"version_id": "uuid"},
    columns={
        "series": "text",
        "version": "text",
        "pack": "text",
        "pack_sha256": "text",
        "kind": "text",
        "title_zh": "text",
        "title_en": "text",
        "sentence_zh": "text",
        "sentence_en": "text",
        "issuer_zh": "text",
        "issuer_en": "text",
        "issuer_level": "text",
        "source_zh": "text",
        "source_en": "text",
        "quote": "text",
        "quote_checked": "boolean",
        "modality": "text",
        "organisations": "text[]",
        "forms": "text[]",
        "effective_from": "date",
        "rule": "text",  # JSON, as in the log
        "readings": "text",  # JSON
        "position": "bigint",
    },
    audited=("series", "version", "pack_sha256", "rule"),
    history=History.SUPERSEDED,
    day="effective_from",
)
POLICY_ADOPTION = Table(
    "policy_adoption",
    key={"node_id": "uuid", "adoption_id": "uuid"},
    columns={
        "series": "text",
        "version_id": "uuid",
        "since": "date",
        "until": "date",  # without the day itself
        "annulled": "boolean",
        "organisations": "text[]",
        "forms": "text[]",
        "approved_by": "uuid",
        "org_path": "text",
        "version": "integer",
        "position": "bigint",
    },
    audited=("series", "version_id", "since", "until", "annulled", "approved_by"),
    history=History.SUPERSEDED,
    day="since",
    placed=GoesAlong(),
)


def _published(rows: Rows, event: PolicyVersionPublished, record: LoggedEvent) -> None:
    rule = rule_of(event.rule)
    words = sentence_of(rule, event.organisations)
    rows.create(
        POLICY_VERSION,
        version_id=event.version_id,
        series=event.series,
        version=event.version,
        pack=event.pack,
        pack_sha256=event.pack_sha256,
        kind=event.kind,
        title_zh=event.title_zh,
        title_en=event.title_en,
        sentence_zh=words.zh,
        sentence_en=words.en,
        issuer_zh=event.issuer_zh,
        issuer_en=event.issuer_en,
        issuer_level=event.issuer_level,
        source_zh=event.source_zh,
        source_en=event.source_en,
        quote=event.quote,
        quote_checked=event.quote_checked,
        modality=event.modality.value,
        organisations=[kind.value for kind in event.organisations],
        forms=[form.value for form in event.forms],
        effective_from=event.effective_from,
        rule=event.rule,
        readings=readings_text(event.readings),
        position=record.position,
    )


def _adopted(rows: Rows, event: PolicyAdopted, record: LoggedEvent) -> None:
    rows.require(POLICY_VERSION, event.version_id)
    rows.create(
        POLICY_ADOPTION,
        node_id=event.node_id,
        adoption_id=event.adoption_id,
        series=event.series,
        version_id=event.version_id,
        since=event.since,
        until=None,
        annulled=False,
        organisations=[kind.value for kind in event.organisations],
        forms=[form.value for form in event.forms],
        approved_by=event.approved_by,
        org_path=place_of(rows, event.node_id),
        version=event.originator_version,
        position=record.position,
    )


def _ended(rows: Rows, event: PolicyAdoptionEnded, record: LoggedEvent) -> None:
    _set(rows, event, record, until=event.until)


def _annulled(rows: Rows, event: PolicyAdoptionAnnulled, record: LoggedEvent) -> None:
    _set(rows, event, record, annulled=True)


def _set(
    rows: Rows, event: PolicyAdoptionEnded | PolicyAdoptionAnnulled, record: LoggedEvent, **fields: object
) -> None:
    version, position = event.originator_version, record.position
    rows.change(
        POLICY_ADOPTION, event.node_id, event.adoption_id, version=version, position=position, **fields
    )


POLICIES = ReadModel(
    name="policies",
    tables=(POLICY_VERSION, POLICY_ADOPTION),
    handlers={
        PolicyVersionPublished: _published,
        PolicyAdopted: _adopted,
        PolicyAdoptionEnded: _ended,
        PolicyAdoptionAnnulled: _annulled,
    },
    reads={
        PolicyVersionPublished: lambda event: [(POLICY_VERSION, event.version_id)],
        PolicyAdopted: lambda event: [
            (POLICY_VERSION, event.version_id),
            (POLICY_ADOPTION, event.node_id),
            (ORGANISATION, event.node_id),
        ],
        PolicyAdoptionEnded: lambda event: [(POLICY_ADOPTION, event.node_id)],
        PolicyAdoptionAnnulled: lambda event: [(POLICY_ADOPTION, event.node_id)],
    },
)
