"""The queries that are measured, in each contender's language. All three of a kind return the same facts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Query:
    """One question."""

    what: str
    graphql: str
    postgraphile: str
    sql: str  # $1: the county; one row with one JSON text


NESTED = Query(
    "county, 20 branches, last 10 meetings each, attendance counts",
    """
    query Nested {
      county { name }
      organisations(first: 20, where: {kind: {eq: PARTY_BRANCH}}) {
        nodes {
          id name
          meetings(first: 10) {
            nodes {
              id kind heldOn status
              counts { expected present late onLeave absent unexcused }
            }
          }
        }
      }
    }
    """,
    """
    query Nested {
      allCounties(first: 1) { nodes { name } }
      allOrganisations(first: 20, condition: {kind: "PARTY_BRANCH"}, orderBy: [ORG_PATH_ASC]) {
        nodes {
          id name
          meetings(first: 10, orderBy: [HELD_ON_DESC, MEETING_ID_DESC]) {
            nodes {
              id kind heldOn status
              counts { expected present late onLeave absent unexcused }
            }
          }
        }
      }
    }
    """,
    """
    SELECT json_build_object('data', json_build_object(
        'county', (SELECT json_build_object('name', name) FROM read_model.county WHERE tenant_id = $1),
        'organisations', json_build_object('nodes', (
            SELECT json_agg(json_build_object('id', o.organisation_id, 'name', o.name,
                                              'meetings', json_build_object('nodes', m.nodes)) ORDER BY o.org_path)
              FROM (SELECT organisation_id, name, org_path FROM read_model.organisation
                     WHERE tenant_id = $1 AND kind = 'PARTY_BRANCH' ORDER BY org_path LIMIT 20) AS o
              CROSS JOIN LATERAL (
                SELECT json_agg(json_build_object(
                           'id', m.meeting_id, 'kind', m.kind, 'heldOn', m.held_on, 'status', m.status,
                           'counts', CASE WHEN c.meeting_id IS NOT NULL THEN json_build_object(
                               'expected', c.expected, 'present', c.present, 'late', c.late,
                               'onLeave', c.on_leave, 'absent', c.absent, 'unexcused', c.unexcused) END)
                           ORDER BY m.held_on DESC, m.meeting_id DESC) AS nodes
                  FROM (SELECT meeting_id, kind, held_on, status FROM read_model.meeting
                         WHERE tenant_id = $1 AND organisation_id = o.organisation_id
                         ORDER BY held_on DESC, meeting_id DESC LIMIT 10) AS m
                  LEFT JOIN read_model.meeting_count AS c ON c.tenant_id = $1 AND c.meeting_id = m.meeting_id
              ) AS m))))::text
    """,
)

MEETINGS = Query(
    "list of 1,000 meetings, 8 fields",
    """
    query Meetings {
      meetings(first: 1000) {
        nodes { id kind status heldOn startsAt theme durationMinutes version }
      }
    }
    """,
    """
    query Meetings {
      allMeetings(first: 1000, orderBy: [HELD_ON_DESC, MEETING_ID_DESC]) {
        nodes { id kind status heldOn startsAt theme durationMinutes version }
      }
    }
    """,
    """
    SELECT json_build_object('data', json_build_object('meetings', json_build_object('nodes', (
        SELECT json_agg(json_build_object(
                   'id', meeting_id, 'kind', kind, 'status', status, 'heldOn', held_on, 'startsAt', starts_at,
                   'theme', theme, 'durationMinutes', duration_minutes, 'version', version)
                   ORDER BY held_on DESC, meeting_id DESC)
          FROM (SELECT * FROM read_model.meeting WHERE tenant_id = $1
                 ORDER BY held_on DESC, meeting_id DESC LIMIT 1000) AS m))))::text
    """,
)

MEMBERS = Query(
    "list of 1,000 members with names, 8 fields",
    """
    query Members {
      members(first: 1000) {
        nodes { id displayName kind joinedOn registeredOn homeFrom version position }
      }
    }
    """,
    """
    query Members {
      allMembers(first: 1000, orderBy: [MEMBER_ID_ASC]) {
        nodes { id name { displayName } kind joinedOn registeredOn homeFrom version position }
      }
    }
    """,
    """
    SELECT json_build_object('data', json_build_object('members', json_build_object('nodes', (
        SELECT json_agg(json_build_object(
                   'id', m.member_id, 'displayName', n.display_name, 'kind', m.kind, 'joinedOn', m.joined_on,
                   'registeredOn', m.registered_on, 'homeFrom', m.home_from, 'version', m.version,
                   'position', m.position) ORDER BY m.member_id)
          FROM (SELECT * FROM read_model.member WHERE tenant_id = $1 ORDER BY member_id LIMIT 1000) AS m
          LEFT JOIN people.display_name AS n ON n.tenant_id = $1 AND n.name_id = m.name_id))))::text
    """,
)

QUERIES = {"nested": NESTED, "meetings": MEETINGS, "members": MEMBERS}
