-- What is left to do at a node, and how many had a vote at meetings. Conventions as in 0003.

-- The open work of a node is looked up by place, among what is open: few rows of many.
CREATE INDEX obligation_open ON read_model.obligation (tenant_id, org_path, obligation_id) WHERE status = 'OPEN';
-- Of a grid, by the organisations that it covers: as `OF_OBLIGATION` in graphql_api/types/node_sources.py says whose it is.
CREATE INDEX obligation_open_of ON read_model.obligation
    (tenant_id, (CASE subject_kind WHEN 'ORGANISATION' THEN subject_id ELSE organisation_id END), obligation_id)
    WHERE status = 'OPEN';
CREATE INDEX escalation_one_short ON read_model.escalation (tenant_id, org_path, slot_id) WHERE status = 'ONE_SHORT';
CREATE INDEX leave_waiting ON read_model.leave (tenant_id, org_path, leave_id)
    WHERE status = 'PENDING' OR asked_to_on IS NOT NULL OR evidence_due_on IS NOT NULL;
CREATE INDEX objection_waiting ON read_model.objection (tenant_id, org_path, objection_id)
    WHERE status = 'OPEN' OR to_remedy;
CREATE INDEX compliance_at_risk ON read_model.compliance (tenant_id, org_path, slot_id) WHERE status = 'AT_RISK';

-- Lists by the day by which something is due. An obligation without one is due after all others.
CREATE INDEX obligation_by_due ON read_model.obligation
    (tenant_id, coalesce(due_on, DATE '9999-12-30'), obligation_id);
CREATE INDEX objection_by_due ON read_model.objection (tenant_id, due_on, objection_id);

-- How many of those expected at some meetings had a vote on the day, as known at a position; or of these, how many were
-- there. As `voters_at`, for many meetings at once.
CREATE FUNCTION read_model.voters_among(p_tenant text, p_meetings uuid[], p_position bigint, p_present boolean)
RETURNS integer
LANGUAGE sql
STABLE
SECURITY DEFINER
SET search_path = read_model, pg_temp
AS $$
    WITH voters AS MATERIALIZED ( -- who came is looked up among them: the other way round all members meet all meetings
        SELECT w.meeting_id, e.member_id
          FROM unnest(p_meetings) AS w (meeting_id)
         CROSS JOIN LATERAL (
            SELECT h.held_on FROM meeting_history AS h
             WHERE h.tenant_id = p_tenant AND h.meeting_id = w.meeting_id
               AND h.known_from <= p_position AND h.known_to > p_position
             ORDER BY h.true_from DESC LIMIT 1) AS d
          JOIN meeting_roster AS r
            ON r.tenant_id = p_tenant AND r.meeting_id = w.meeting_id AND r.position <= p_position
         CROSS JOIN LATERAL unnest(r.member_ids) AS e (member_id)
          JOIN member_history AS m ON m.tenant_id = p_tenant AND m.member_id = e.member_id
         WHERE p_tenant = event_store.entered_county()
           AND m.kind = 'FULL' AND m.known_from <= p_position AND m.known_to > p_position
           AND m.true_from <= d.held_on AND m.true_to > d.held_on
           AND NOT EXISTS (SELECT FROM discipline_versions AS p
                            WHERE p.tenant_id = p_tenant AND p.member_id = e.member_id
                              AND p.measure = 'DISCIPLINARY_PROBATION'
                              AND p.known_from <= p_position AND p.known_to > p_position
                              AND p.from_on <= d.held_on AND (p.to_on IS NULL OR p.to_on > d.held_on)))
    SELECT CASE WHEN p_present
                THEN (SELECT count(*)
                        FROM voters AS v
                        JOIN attendance_versions AS a
                          ON a.tenant_id = p_tenant AND a.meeting_id = v.meeting_id AND a.member_id = v.member_id
                       WHERE a.status IN ('PRESENT', 'LATE')
                         AND a.known_from <= p_position AND a.known_to > p_position)
                ELSE (SELECT count(*) FROM voters) END::integer
$$;
REVOKE ALL ON FUNCTION read_model.voters_among FROM PUBLIC;
GRANT EXECUTE ON FUNCTION read_model.voters_among TO gridledger_app;

-- What subscribers wait for, as in 0012: a number for each node that is another once something is to be done there that
-- was not, or something else about it, or no longer; and when a day ends, by which it may be overdue. It is made of the
-- rows that the figures count (graphql_api/types/open_work.py), found in the same way: below the places of an organisation;
-- of a grid by the organisations that it covers, and what is at risk by the grid of its own. No row comes twice: the places
-- of an organisation never lie within each other.
CREATE FUNCTION read_model.open_work_marks(p_tenant text, p_nodes uuid[])
RETURNS TABLE (id uuid, mark bigint)
LANGUAGE sql
STABLE
SECURITY DEFINER
SET search_path = read_model, pg_temp
AS $$
    WITH place AS (
        SELECT DISTINCT w.node_id, p.org_path AS low, left(p.org_path, -1) || '0' AS high
          FROM unnest(p_nodes) AS w (node_id)
          JOIN organisation_place AS p ON p.tenant_id = p_tenant AND p.organisation_id = w.node_id
         WHERE p_tenant = event_store.entered_county()
    ), below_grid AS (
        SELECT DISTINCT w.node_id, g.grid_path AS low, left(g.grid_path, -1) || '0' AS high
          FROM unnest(p_nodes) AS w (node_id)
          JOIN grid AS g ON g.tenant_id = p_tenant AND g.grid_id = w.node_id
         WHERE p_tenant = event_store.entered_county()
    ), covered AS (
        SELECT DISTINCT b.node_id, c.organisation_id
          FROM below_grid AS b
          JOIN grid AS g ON g.tenant_id = p_tenant AND g.grid_path >= b.low AND g.grid_path < b.high
          JOIN grid_coverage AS c ON c.tenant_id = p_tenant AND c.grid_id = g.grid_id AND c.to_on IS NULL
    ), open_work (node_id, item) AS (
        SELECT p.node_id, x.item
          FROM place AS p
         CROSS JOIN LATERAL (
            SELECT uuid_hash_extended(t.obligation_id, t.position) FROM obligation AS t
             WHERE t.tenant_id = p_tenant AND t.status = 'OPEN' AND t.org_path >= p.low AND t.org_path < p.high
             UNION ALL
            SELECT uuid_hash_extended(t.slot_id, t.position) FROM escalation AS t
             WHERE t.tenant_id = p_tenant AND t.status = 'ONE_SHORT' AND t.org_path >= p.low AND t.org_path < p.high
             UNION ALL
            SELECT uuid_hash_extended(t.leave_id, t.position) FROM leave AS t
             WHERE t.tenant_id = p_tenant
               AND (t.status = 'PENDING' OR t.asked_to_on IS NOT NULL OR t.evidence_due_on IS NOT NULL)
               AND t.org_path >= p.low AND t.org_path < p.high
             UNION ALL
            SELECT uuid_hash_extended(t.objection_id, t.position) FROM objection AS t
             WHERE t.tenant_id = p_tenant AND (t.status = 'OPEN' OR t.to_remedy)
               AND t.org_path >= p.low AND t.org_path < p.high
             UNION ALL
            SELECT uuid_hash_extended(t.slot_id, t.position) FROM compliance AS t
             WHERE t.tenant_id = p_tenant AND t.status = 'AT_RISK'
               AND t.org_path >= p.low AND t.org_path < p.high) AS x (item)
         UNION ALL
        SELECT c.node_id, uuid_hash_extended(t.obligation_id, t.position)
          FROM obligation AS t
          JOIN covered AS c ON c.organisation_id
             = CASE t.subject_kind WHEN 'ORGANISATION' THEN t.subject_id ELSE t.organisation_id END
         WHERE t.tenant_id = p_tenant AND t.status = 'OPEN'
         UNION ALL
        SELECT c.node_id, uuid_hash_extended(t.slot_id, t.position)
          FROM escalation AS t
          JOIN covered AS c ON c.organisation_id = t.organisation_id
         WHERE t.tenant_id = p_tenant AND t.status = 'ONE_SHORT'
         UNION ALL
        SELECT c.node_id, uuid_hash_extended(t.leave_id, t.position)
          FROM leave AS t
          JOIN covered AS c ON c.organisation_id = t.branch_id
         WHERE t.tenant_id = p_tenant
           AND (t.status = 'PENDING' OR t.asked_to_on IS NOT NULL OR t.evidence_due_on IS NOT NULL)
         UNION ALL
        SELECT c.node_id, uuid_hash_extended(t.objection_id, t.position)
          FROM objection AS t
          JOIN covered AS c ON c.organisation_id = t.branch_id
         WHERE t.tenant_id = p_tenant AND (t.status = 'OPEN' OR t.to_remedy)
         UNION ALL
        SELECT b.node_id, uuid_hash_extended(t.slot_id, t.position)
          FROM below_grid AS b
          JOIN compliance AS t ON t.tenant_id = p_tenant AND t.status = 'AT_RISK'
                              AND t.grid_path >= b.low AND t.grid_path < b.high
    )
    SELECT n.node_id, coalesce(bit_xor(w.item), 0)
                      # coalesce((SELECT k.closed_on - DATE '2000-01-01' FROM clock AS k
                                   WHERE k.tenant_id = p_tenant), 0)::bigint
      FROM (SELECT node_id FROM place UNION SELECT node_id FROM below_grid) AS n
      LEFT JOIN open_work AS w ON w.node_id = n.node_id
     GROUP BY n.node_id
$$;
REVOKE ALL ON FUNCTION read_model.open_work_marks FROM PUBLIC;
GRANT EXECUTE ON FUNCTION read_model.open_work_marks TO gridledger_app;
