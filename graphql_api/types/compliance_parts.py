"""Parts of a compliance: what is said of its meetings, what is missing, how it was judged, what was announced."""

from __future__ import annotations

import datetime
from typing import Any

from graphql_api.read import FieldGroup, Place, column, read_type, to_list, to_one
from graphql_api.read.declare import ReadType
from graphql_api.read.sources import SCHEMA
from graphql_api.scalars import Position
from graphql_api.types.compliance_enums import ComplianceStatus, Effect
from projections.compliance.tables import ANNOUNCEMENT, COMPLIANCE

_EVENT = "graphql_api.types.event:Event"
_KEY = ("organisation_id", "slot_id")
_LACKING = "ARRAY(SELECT jsonb_array_elements_text({item} -> 'lacking'))"


@read_type(
    source="compliance",
    key="meeting_id",
    scope=Place(),
    group=FieldGroup.ORGANISATION_LIFE,
    description="What a rule about meetings says of one (会议评语) on which a verdict rests.",
)
class ComplianceRemark:
    code: str = column("What is said, as a code of the rule's kind, such as `OFF_WINDOW` (评语代码).")
    effect: Effect = column("What it means for the count (评语效力).")
    is_certain: bool = column(
        "False: void or not by what is not known yet, such as the holidays of a year (是否确定)."
    )
    rule: str = column("Series of the rule that says so (依据规定).")
    lacking: list[str] = column("Codes of what is not there, such as fields of the minutes (缺项).")
    meeting = to_one("graphql_api.types.meeting:Meeting", "meeting_id", "The meeting (会议).")


@read_type(
    source="compliance",
    key="number",
    scope=Place(),
    group=FieldGroup.ORGANISATION_LIFE,
    description="What a rule asks for and does not find (缺漏), where that is no remark about a meeting.",
)
class ComplianceShortfall:
    code: str = column("What is missing, as a code of the rule's kind, such as `NOT_PUBLISHED` (缺漏代码).")
    about: str = column("Label of a period, a code or a number: what it is found missing in (所涉事项).")
    lacking: list[str] = column("Codes of what is not there (缺项).")
    event = to_one(_EVENT, "event_id", "The event that shows it, if there is one (事件).", timeless=True)


@read_type(
    source="compliance",
    key="slot_id",
    scope=Place(),
    group=FieldGroup.ORGANISATION_LIFE,
    description=(
        "That an organisation stands so from a day on, as it became known with an event (历次评价). A later one about"
        " the same days supersedes it; what was believed at a time about a day, `asOf` tells."
    ),
)
class ComplianceVerdict:
    status: ComplianceStatus = column("How it stands (合规状态).")
    required: int | None = column("How many the rule asks for (应达数).")
    held: int | None = column("How many there are that count (已达数).")
    verified: int | None = column("Of these: how many count as verified (核实数).")
    from_on: datetime.date = column("The day from which it stands so (起始日期).")
    position: Position = column("Position of the event with which that became known (日志位置).")
    recorded_at: datetime.datetime | None = column(
        "When it became known; null to callers who may not see that event (登记时间)."
    )
    event = to_one(_EVENT, "event_id", "The event with which it became known (事件).", timeless=True)


@read_type(
    source="announcement",
    key="slot_id",
    scope=Place(),
    group=FieldGroup.ORGANISATION_LIFE,
    description=(
        "That it was announced how an organisation stood when its period was over (评价公布). A later announcement"
        " supersedes it; both stay."
    ),
)
class ComplianceAnnouncement:
    status: ComplianceStatus = column("What was announced (公布的合规状态).")
    required: int | None = column("How many the rule asks for (应达数).")
    held: int | None = column("How many there are that count (已达数).")
    verified: int | None = column("Of these: how many count as verified (核实数).")
    shortfalls: list[str] = column("Codes of what is missing (缺漏代码).")
    announced_on: datetime.date = column("The day of the announcement (公布日期).")
    is_superseded: bool = column("Whether a later one took its place (是否被取代).")
    position: Position = column("Position of the event that announced it (日志位置).")
    facts_position: Position = column("The facts up to this position were judged (所据日志位置).")
    policy_version = to_one(
        "graphql_api.types.policy:PolicyVersion",
        "version_id",
        "The version that it was judged by (适用版本).",
    )
    event = to_one(_EVENT, "event_id", "The event that announced it (事件).", timeless=True)


def _remarks_sql(read_type: ReadType, is_past: bool) -> str:
    return (
        "SELECT p.number, p.item ->> 'code' AS code, p.item ->> 'effect' AS effect, p.item ->> 'rule' AS rule,"
        " (p.item ->> 'certain')::boolean AS is_certain, (p.item ->> 'meeting_id')::uuid AS meeting_id,"
        f" {_LACKING.format(item='p.item')} AS lacking"
        " FROM jsonb_array_elements({t}.remarks::jsonb) WITH ORDINALITY AS p (item, number)"
    )


def _shortfalls_sql(read_type: ReadType, is_past: bool) -> str:
    return (
        "SELECT p.number, p.item ->> 'code' AS code, p.item ->> 'about' AS about,"
        f" {_LACKING.format(item='p.item')} AS lacking, (p.item ->> 'event')::uuid AS event_id"
        " FROM jsonb_array_elements({t}.shortfalls::jsonb) WITH ORDINALITY AS p (item, number)"
    )


_SAID = "status", "version_id", "required", "held", "verified"


def _verdicts_sql(read_type: ReadType, is_past: bool) -> str:
    """In the order in which they became known. As of a time they are those known then, of days until the one asked for.

    Left out are versions that say of their first day what was believed before, or go on with one of the same event.
    """
    versions, columns = f"{SCHEMA}.{COMPLIANCE.versions}", ", ".join(f"v.{name}" for name in _SAID)
    known = " AND v.known_from <= {position} AND v.true_from <= {day}" if is_past else ""
    of_slot = " AND ".join(f"v.{name} = {{t}}.{name}" for name in ("tenant_id", *_KEY))
    same = " AND ".join(f"w.{name} = v.{name}" for name in ("tenant_id", *_KEY))
    said = " AND ".join(f"w.{name} IS NOT DISTINCT FROM v.{name}" for name in _SAID)
    return (
        "SELECT row_number() OVER (ORDER BY v.known_from, v.true_from) AS number, v.slot_id, v.true_from AS from_on,"
        f" v.known_from AS position, e.recorded_at, e.event_id, {columns} FROM {versions} AS v"
        " LEFT JOIN event_store.event AS e ON e.tenant_id = v.tenant_id AND e.position = v.known_from"
        f" WHERE {of_slot}{known} AND NOT EXISTS (SELECT FROM {versions} AS w WHERE {same} AND {said}"
        " AND (w.known_to = v.known_from AND w.true_from <= v.true_from AND w.true_to > v.true_from"
        " OR w.known_from = v.known_from AND w.true_to = v.true_from))"
    )


def _announcements_sql(read_type: ReadType, is_past: bool) -> str:
    """In the order in which they were made; as of a time those made by then. What else changed the row is left out."""
    of_slot = " AND ".join(f"v.{name} = {{t}}.{name}" for name in ("tenant_id", *_KEY))
    known = " AND v.known_from <= {position} AND v.announced_on <= {day}" if is_past else ""
    said = "v.shortfalls, v.announced_on, v.position, v.facts_position, v.event_id"
    return (
        "SELECT v.version AS number, v.slot_id, v.version < max(v.version) OVER () AS is_superseded,"
        f" {said}, {', '.join(f'v.{name}' for name in _SAID)} FROM {SCHEMA}.{ANNOUNCEMENT.versions} AS v"
        f" WHERE {of_slot}{known} AND v.known_from = v.position"
    )


def announcements() -> Any:
    """A field with everything that was ever announced of the row."""
    return to_list(
        f"{__name__}:ComplianceAnnouncement",
        _KEY,
        _announcements_sql,
        "What was announced of it, oldest first, what later ones superseded among it (历次公布).",
    )


def remarks() -> Any:
    """A field with what the rules about meetings say of those that it rests on."""
    return to_list(
        f"{__name__}:ComplianceRemark",
        _KEY,
        _remarks_sql,
        "What rules about meetings say of those that it rests on (会议评语).",
    )


def shortfalls() -> Any:
    """A field with what the rule asks for and does not find."""
    return to_list(
        f"{__name__}:ComplianceShortfall",
        _KEY,
        _shortfalls_sql,
        "What the rule asks for and does not find (缺漏).",
    )


def verdicts() -> Any:
    """A field with everything that was ever believed of the row."""
    return to_list(
        f"{__name__}:ComplianceVerdict",
        _KEY,
        _verdicts_sql,
        "Every verdict as it became known, those that later facts superseded among them (历次评价).",
    )
