-- Row-level security, the second line behind the conditions that the program writes itself: a statement in which one
-- was left out reads what its caller may see all the same, and one that nobody entered a county for reads nothing.
-- docs/decisions/0019-row-security.md says why it is made this way.
--
-- A transaction enters a county by a setting, gridledger.entered, which ends with it (event_store/entering.py):
--
--   430281                  the county; alone, it opens what knows no subtree (the log, names, checkpoints)
--   PERSON=/1/4/            a group of fields (application/access.py), and the top of the subtree of which it is seen:
--                           a path after a '/', so that '/' is the whole county, and nothing stands for nowhere
--   PERSON=/1/4/ 1/2/4/     of one who stands at an organisation that went under another parent (docs/organisations.md): the
--                           present top, and after it the further ones that it had before
--   MOVED=                  there are further tops, which the program has to write into its own conditions
--   PERSON.SELF=/0197…      of a caller who sees the rows about one person as well: whom
--   FIGURES.GRID=/7/9/      of a caller who sees a subtree of the grids: its top
--
-- Whoever reads as gridledger_app is held to it. The owner of the tables, as whom functions run that read past it, and
-- the projector, which folds all counties, are not. FORCE holds the owner too: what it may do, its policy says.

CREATE FUNCTION event_store.entered_county() RETURNS text
LANGUAGE sql STABLE
RETURN nullif(split_part(current_setting('gridledger.entered', true), E'\n', 1), '');

-- What was entered by a name. A missing line comes to null, and null to no row.
CREATE FUNCTION event_store.seen(p_name text) RETURNS text
LANGUAGE sql STABLE
RETURN ltrim(nullif(split_part(split_part(current_setting('gridledger.entered', true),
                                          E'\n' || p_name || '=', 2), E'\n', 1), ''), '/');

-- Enters a county as a caller. In p_seen, the further lines as above, the paths of {place}, {home} and {grid} are put
-- in, as the statement's own snapshot has them; where there is none, nothing is seen. {me} is the member.
CREATE FUNCTION read_model.enter(p_tenant text, p_seen text, p_place uuid, p_member uuid, p_grid uuid) RETURNS text
LANGUAGE plpgsql
STABLE -- for the snapshot
SECURITY DEFINER
SET search_path = read_model, pg_temp
AS $$
BEGIN
    IF strpos(p_tenant, E'\n') > 0 THEN
        RETURN NULL;
    END IF;
    IF strpos(p_seen, '/{place}') > 0 THEN
        p_seen := replace(p_seen, '/{place}', coalesce(
            '/' || (SELECT string_agg(org_path, ' ' ORDER BY from_on DESC) FROM organisation_place
                     WHERE tenant_id = p_tenant AND organisation_id = p_place), ''));
    END IF;
    IF strpos(p_seen, '/{home}') > 0 THEN
        p_seen := replace(p_seen, '/{home}', coalesce(
            '/' || (SELECT string_agg(p.org_path, ' ' ORDER BY p.from_on DESC)
                      FROM member AS m
                      JOIN organisation_place AS p ON p.tenant_id = m.tenant_id AND p.organisation_id = m.branch_id
                     WHERE m.tenant_id = p_tenant AND m.member_id = p_member AND m.left_on IS NULL), ''));
    END IF;
    IF strpos(p_seen, ' ') > 0 THEN
        p_seen := p_seen || E'\nMOVED=';
    END IF;
    IF strpos(p_seen, '/{grid}') > 0 THEN
        p_seen := replace(p_seen, '/{grid}', coalesce(
            '/' || (SELECT grid_path FROM grid WHERE tenant_id = p_tenant AND grid_id = p_grid), ''));
    END IF;
    PERFORM set_config('gridledger.entered',
                       p_tenant || replace(p_seen, '/{me}', coalesce('/' || p_member::text, '')), true);
    RETURN p_tenant;
END $$;

-- SQL of what the two above find, for conditions of policies: looked up once a statement, and of PostgreSQL's own
-- functions, since it would look into one of ours whenever it plans a statement (20 µs a table).
CREATE FUNCTION event_store.top_sql(p_group text) RETURNS text
LANGUAGE sql IMMUTABLE
RETURN format($$(SELECT ltrim(nullif(split_part(split_part(split_part(
                     current_setting('gridledger.entered', true), %L, 2), E'\n', 1), ' ', 1), ''), '/'))$$,
              E'\n' || p_group || '=');

-- The same of the further tops: an array, which is empty for nearly everybody.
CREATE FUNCTION event_store.further_sql(p_group text) RETURNS text
LANGUAGE sql IMMUTABLE
RETURN format($$(SELECT (string_to_array(split_part(split_part(
                     current_setting('gridledger.entered', true), %L, 2), E'\n', 1), ' '))[2:])$$,
              E'\n' || p_group || '=');

-- Whether a path lies below one of the tops that ``seen`` tells, the further ones among them.
CREATE FUNCTION event_store.lies_below(p_path text, p_tops text) RETURNS boolean
LANGUAGE sql IMMUTABLE
RETURN starts_with(p_path, split_part(p_tops, ' ', 1)) OR p_path ^@ ANY ((string_to_array(p_tops, ' '))[2:]);

-- Makes a table the county's own, and of those that know a subtree, what a group of fields sees: rows with an org_path
-- at its top or below it, and rows for which p_or is true (an expression over the row). Instead of the name of a group,
-- p_group may be an expression in parentheses that comes to the top, and p_further one that comes to the further ones,
-- which are looked at where the first is not above the row. Without a group p_or holds alone. Every table with a
-- tenant_id is guarded by the migration that makes it. Of the objects that tell which event set each of their fields,
-- the versions are seen by whoever sees the row: it may have stood elsewhere, and what set a field is found by all of
-- them. Of everything else each version is held to its own place, as the program's own condition holds it.
--
-- Of the form of the condition: p_or is asked only of rows for which the first is not true. And nullif(x, false) IS NOT
-- NULL is x in other words, of which PostgreSQL assumes that nearly every row has it. So plans are what they are
-- without it: the first line leaves little for the second to hold back, and of paths that it does not know PostgreSQL
-- would take them to be one in two hundred.
CREATE FUNCTION event_store.guard(p_table regclass, p_group text DEFAULT NULL, p_or text DEFAULT NULL,
                                  p_further text DEFAULT NULL) RETURNS void
LANGUAGE plpgsql
AS $$
DECLARE
    held text := 'tenant_id = (SELECT split_part(current_setting(''gridledger.entered'', true), E''\n'', 1))';
    past constant text := substring(p_table::text FROM '^(.*)_history$');
    telling constant text[] := ARRAY[
        'absence', 'account_link', 'annual_plan', 'attendance', 'ballot', 'compliance', 'conveyance',
        'conveyance_receipt', 'departure', 'development', 'document', 'dues_month', 'escalation', 'finding', 'funds',
        'handover', 'household', 'issue', 'leave', 'lecture_order', 'letter', 'meeting', 'member', 'member_contact',
        'member_node_house', 'objection', 'obligation', 'organisation_escalation', 'peer_review', 'post',
        'procedure_case', 'project', 'proposal', 'public_item', 'publication', 'resolution', 'schedule_exception',
        'score_entry', 'second_affiliation', 'supervisory_inspection', 'task', 'violation'];
BEGIN
    IF p_group IS NOT NULL AND split_part(past, '.', 2) = ANY (telling) THEN
        SELECT concat_ws(' OR ', p_or, format('EXISTS (SELECT FROM %s AS now WHERE %s)', past,
                                              string_agg(format('now.%I = %s.%1$I', a.attname, c.relname), ' AND ')))
          INTO p_or
          FROM pg_index AS i
          JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
          JOIN pg_class AS c ON c.oid = p_table
         WHERE i.indrelid = past::regclass AND i.indisprimary;
    END IF;
    IF p_group IS NULL AND p_or IS NOT NULL THEN
        held := format('%s AND (%s)', held, p_or);
    ELSIF p_group IS NOT NULL THEN
        held := format('%s AND (starts_with(org_path, %s) OR org_path ^@ ANY (%s::text[])%s)', held,
                       CASE WHEN p_group LIKE '(%' THEN p_group ELSE event_store.top_sql(p_group) END,
                       CASE WHEN p_group LIKE '(%' THEN p_further ELSE event_store.further_sql(p_group) END, ' OR ' || p_or);
    END IF;
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', p_table);
    EXECUTE format('CREATE POLICY owner ON %s TO CURRENT_USER USING (true) WITH CHECK (true)', p_table);
    EXECUTE format('CREATE POLICY projector ON %s TO gridledger_projector USING (true) WITH CHECK (true)', p_table);
    EXECUTE format('CREATE POLICY app ON %s FOR SELECT TO gridledger_app USING (nullif(%s, false) IS NOT NULL)',
                   p_table, held);
END $$;

-- Whether any version of a member had its home in a subtree. Which event set a field is found by all versions of the
-- row, also those of before the member came there: without them, an earlier event would be taken for the last.
CREATE FUNCTION read_model.was_member_below(p_tenant text, p_member uuid, p_top text) RETURNS boolean
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = read_model, pg_temp
AS $$
BEGIN
    RETURN EXISTS (SELECT FROM member_history AS m
                    WHERE m.tenant_id = p_tenant AND m.member_id = p_member
                      AND event_store.lies_below(m.org_path, p_top));
END $$;

-- The last event recorded by an instant (null: of all), as far as the read models reflect the log. To look it up in the
-- audit trail, a caller would have to see all of it.
CREATE FUNCTION read_model.position_at(p_instant timestamptz) RETURNS bigint
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = read_model, pg_temp
AS $$
BEGIN
    RETURN (SELECT a.position FROM audit_entry AS a
             WHERE a.tenant_id = event_store.entered_county() AND a.recorded_at <= coalesce(p_instant, 'infinity')
             ORDER BY a.recorded_at DESC, a.position DESC LIMIT 1);
END $$;

-- Where the read models of every county stand, for whoever watches the service. Positions only: what they are of, each
-- county keeps.
CREATE FUNCTION read_model.progress(p_projection text)
RETURNS TABLE (tenant_id text, "position" bigint, head bigint, parked bigint, updated_at timestamptz, error text)
LANGUAGE sql
STABLE
SECURITY DEFINER
SET search_path = read_model, event_store, pg_temp
AS $$
    SELECT h.tenant_id, coalesce(c.position, 0), h.last_position,
           (SELECT count(*) FROM parked AS p WHERE p.tenant_id = h.tenant_id), c.updated_at, c.error
      FROM tenant_head AS h
      LEFT JOIN checkpoint AS c ON c.tenant_id = h.tenant_id AND c.projection = p_projection
     ORDER BY h.tenant_id
$$;

-- The counties that have a log. Their names are in no row of theirs.
CREATE FUNCTION event_store.counties() RETURNS SETOF text
LANGUAGE sql
STABLE
SECURITY DEFINER
SET search_path = event_store, pg_temp
AS $$
    SELECT tenant_id FROM tenant_head ORDER BY tenant_id
$$;

-- Figures of the past are added up from what contributed, in either tree: of a grid, also what lies outside of the
-- caller's part of the other. So they are added up from rows without what they are of, and past the guard of those with
-- it. The county is held to here.
CREATE VIEW read_model.counted_versions AS
SELECT v.* FROM (
    SELECT tenant_id, month, day, org_path, grid_path, meetings_planned, meetings_held, meetings_cancelled, expected,
           present, late, on_leave, absent, unexcused, late_entries, leave_requested, leave_granted,
           points_awarded_hundredths, points_deducted_hundredths, visits, issues_raised, issues_closed, known_from, 9223372036854775807 AS known_to
      FROM read_model.contribution
     UNION ALL
    SELECT tenant_id, month, day, org_path, grid_path, meetings_planned, meetings_held, meetings_cancelled, expected,
           present, late, on_leave, absent, unexcused, late_entries, leave_requested, leave_granted,
           points_awarded_hundredths, points_deducted_hundredths, visits, issues_raised, issues_closed, known_from, known_to
      FROM read_model.contribution_history) AS v
 WHERE nullif(v.tenant_id = (SELECT event_store.entered_county()), false) IS NOT NULL;
CREATE VIEW read_model.counted_history AS
SELECT tenant_id, month, day, org_path, grid_path, meetings_planned, meetings_held, meetings_cancelled, expected,
       present, late, on_leave, absent, unexcused, late_entries, leave_requested, leave_granted,
       points_awarded_hundredths, points_deducted_hundredths, visits, issues_raised, issues_closed, known_from, known_to
  FROM read_model.contribution_history
 WHERE nullif(tenant_id = (SELECT event_store.entered_county()), false) IS NOT NULL;

DO $$
DECLARE
    name text;
    past text;
    self constant text := '%I = event_store.seen(%L)::uuid';
    by_object constant text :=
        '(CASE object_type WHEN ''MEETING'' THEN %s WHEN ''LEAVE'' THEN %s WHEN ''SCORE_ENTRY'' THEN %s ELSE %s END)';
    of_object constant text := format(
        by_object, event_store.top_sql('ORGANISATION_LIFE'), event_store.top_sql('PERSON'),
        event_store.top_sql('POINTS'), event_store.top_sql('GRID_WORK'));
    further constant text := format(
        by_object, event_store.further_sql('ORGANISATION_LIFE'), event_store.further_sql('PERSON'),
        event_store.further_sql('POINTS'), event_store.further_sql('GRID_WORK'));
BEGIN
    -- What knows no subtree: the log; names, to which a row of a member leads; the structure of the county, which is
    -- for all who are in it; counters without a name, beside the rows that they are of; how far the read models are.
    FOREACH name IN ARRAY ARRAY['event_store.tenant_head', 'event_store.event', 'event_store.event_subject',
                                'event_store.command', 'people.display_name', 'read_model.county',
                                'read_model.county_history', 'read_model.organisation',
                                'read_model.organisation_history', 'read_model.organisation_count', 'read_model.grid',
                                'read_model.grid_history', 'read_model.grid_coverage',
                                'read_model.grid_coverage_history', 'read_model.meeting_count',
                                'read_model.meeting_count_history', 'read_model.rollup_day',
                                'read_model.rollup_day_history', 'read_model.checkpoint', 'read_model.parked',
                                'read_model.process_bookmark'] LOOP
        PERFORM event_store.guard(name::regclass);
    END LOOP;
    -- What knows one. Whoever sees an object sees what it contributes: figures are added up elsewhere, see above.
    FOREACH past IN ARRAY ARRAY['', '_history'] LOOP
        PERFORM event_store.guard(format('read_model.meeting%s', past)::regclass, 'ORGANISATION_LIFE');
        FOREACH name IN ARRAY ARRAY['affiliation', 'attendance', 'leave', 'grid_responsible'] LOOP
            PERFORM event_store.guard(format('read_model.%s%s', name, past)::regclass, 'PERSON',
                                      format(self, 'member_id', 'PERSON.SELF'));
        END LOOP;
        FOREACH name IN ARRAY ARRAY['score_account', 'score_entry'] LOOP
            PERFORM event_store.guard(format('read_model.%s%s', name, past)::regclass, 'POINTS',
                                      format(self, 'member_id', 'POINTS.SELF'));
        END LOOP;
        PERFORM event_store.guard(format('read_model.rollup%s', past)::regclass, 'FIGURES',
                                  'starts_with(path, event_store.seen(''FIGURES.GRID''))');
        PERFORM event_store.guard(
            format('read_model.contribution%s', past)::regclass, of_object,
            'object_type IN (''VISITS'', ''ISSUE'') AND starts_with(grid_path, event_store.seen(''GRID_WORK.GRID''))',
            further);
    END LOOP;
    PERFORM event_store.guard('read_model.member', 'PERSON', format(self, 'member_id', 'PERSON.SELF'));
    PERFORM event_store.guard('read_model.member_history', 'PERSON', format(self, 'member_id', 'PERSON.SELF')
                              || ' OR read_model.was_member_below(tenant_id, member_id, event_store.seen(''PERSON''))');
    PERFORM event_store.guard('read_model.observer', 'PERSON', format(self, 'member_id', 'PERSON.SELF'));
    PERFORM event_store.guard('read_model.meeting_roster', 'PERSON',
                              'event_store.seen(''PERSON.SELF'')::uuid = ANY (member_ids || excluded_ids)');
    -- Of a person's own events those that concern nobody else: a frozen roster names many, with why each was left out.
    -- Work in the grids is another group of data, also where it tells who went: it takes both.
    PERFORM event_store.guard('read_model.audit_entry', 'AUDIT', $sql$
        (split_part(type, '.', 1) NOT IN ('household', 'issue') OR event_store.seen('GRID_WORK.SELF') IS NOT NULL)
        AND EXISTS (SELECT FROM event_store.event_subject AS s
                 WHERE s.tenant_id = audit_entry.tenant_id AND s.position = audit_entry.position
                   AND s.subject_id = event_store.seen('AUDIT.SELF')::uuid)
        AND NOT EXISTS (SELECT FROM event_store.event_subject AS s
                         WHERE s.tenant_id = audit_entry.tenant_id AND s.position = audit_entry.position
                           AND s.subject_id <> event_store.seen('AUDIT.SELF')::uuid
                           AND NOT EXISTS (SELECT FROM read_model.organisation AS o
                                            WHERE o.tenant_id = s.tenant_id AND o.organisation_id = s.subject_id))$sql$);
END $$;

REVOKE ALL ON FUNCTION event_store.entered_county, event_store.seen, event_store.top_sql, event_store.further_sql,
    event_store.lies_below, event_store.guard,
    event_store.counties, read_model.enter, read_model.was_member_below,
    read_model.position_at, read_model.progress FROM PUBLIC;
REVOKE ALL ON read_model.counted_versions, read_model.counted_history FROM PUBLIC;
GRANT EXECUTE ON FUNCTION event_store.entered_county, event_store.seen, event_store.counties, read_model.progress
    TO gridledger_app, gridledger_projector;
GRANT EXECUTE ON FUNCTION read_model.enter, read_model.was_member_below,
    read_model.position_at TO gridledger_app;
GRANT SELECT ON read_model.counted_versions, read_model.counted_history TO gridledger_app;
