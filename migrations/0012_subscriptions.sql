-- What subscribers wait for: a number for each meeting, and for each rollup (a node and the first day of a month), that
-- is another once it has changed. Numbers only, so that a process finds out for all of its subscribers at once whom it
-- has to wake; what has changed each of them reads with its own rights. Past row security, which knows subtrees, and
-- held to the county that the statement has entered.
CREATE FUNCTION read_model.marks_of(p_tenant text, p_meetings uuid[], p_nodes uuid[], p_months date[])
RETURNS TABLE (id uuid, month date, mark bigint)
LANGUAGE sql
STABLE
SECURITY DEFINER
SET search_path = read_model, pg_temp
AS $$
    -- Whatever happens at a meeting is an event of its own stream: attendance, observers and the roster too.
    SELECT m.meeting_id, NULL::date, m.version::bigint
      FROM meeting AS m
     WHERE m.tenant_id = p_tenant AND p_tenant = event_store.entered_county() AND m.meeting_id = ANY (p_meetings)
    UNION ALL
    SELECT r.node_id, r.month, r.position
      FROM (SELECT DISTINCT w.node_id, w.month FROM unnest(p_nodes, p_months) AS w (node_id, month)) AS w
      JOIN rollup AS r ON r.tenant_id = p_tenant AND r.node_id = w.node_id AND r.month = w.month
     WHERE p_tenant = event_store.entered_county()
$$;
REVOKE ALL ON FUNCTION read_model.marks_of FROM PUBLIC;
GRANT EXECUTE ON FUNCTION read_model.marks_of TO gridledger_app;
