-- Findings: where what is recorded does not fit together. And how a read model gets its past, in one line.

-- Gives a table of read_model its past (docs/history.md), after its indexes have been made: `x_history` with an index for
-- each of its own, `x_versions`, and the rights on all three. Row security is given apart, with the group of data that
-- decides it. p_kind is that of the declaration in projections/: SUPERSEDED for facts, RECTANGLES for states.
CREATE FUNCTION read_model.give_past(p_table regclass, p_kind text) RETURNS void
LANGUAGE plpgsql
AS $$
DECLARE
    name text := (SELECT relname FROM pg_class WHERE oid = p_table);
    is_state boolean := p_kind = 'RECTANGLES';
    index record;
BEGIN
    IF p_kind NOT IN ('SUPERSEDED', 'RECTANGLES') THEN
        RAISE EXCEPTION '% is no kind of past: SUPERSEDED or RECTANGLES', p_kind;
    END IF;
    EXECUTE format('CREATE TABLE read_model.%I (LIKE %s, known_to bigint NOT NULL%s)', name || '_history', p_table,
                   CASE WHEN is_state THEN ', true_to date NOT NULL' ELSE '' END);
    FOR index IN
        SELECT i.indisprimary AS is_key, c.relname AS index_name,
               string_agg(quote_ident(a.attname), ', ' ORDER BY k.place) AS columns
          FROM pg_index AS i
          JOIN pg_class AS c ON c.oid = i.indexrelid
         CROSS JOIN unnest(i.indkey::int[]) WITH ORDINALITY AS k (attnum, place)
          JOIN pg_attribute AS a ON a.attrelid = p_table AND a.attnum = k.attnum
         WHERE i.indrelid = p_table
         GROUP BY 1, 2
         ORDER BY 1 DESC, 2
    LOOP
        IF index.is_key THEN
            EXECUTE format('ALTER TABLE read_model.%I ADD PRIMARY KEY (%s, known_to%s)', name || '_history', index.columns,
                           CASE WHEN is_state THEN ', true_from' ELSE '' END);
        ELSE
            EXECUTE format('CREATE INDEX %I ON read_model.%I (%s%s)', index.index_name || '_history', name || '_history',
                           index.columns, CASE WHEN is_state THEN ', known_from, known_to, true_from, true_to' ELSE '' END);
        END IF;
    END LOOP;
    IF is_state THEN
        EXECUTE format('CREATE VIEW read_model.%I WITH (security_invoker = true) AS SELECT * FROM read_model.%I',
                       name || '_versions', name || '_history');
    ELSE
        EXECUTE format('CREATE VIEW read_model.%I WITH (security_invoker = true) AS'
                       ' SELECT *, 9223372036854775807 AS known_to FROM %s UNION ALL SELECT * FROM read_model.%I',
                       name || '_versions', p_table, name || '_history');
    END IF;
    EXECUTE format('REVOKE ALL ON %s, read_model.%I, read_model.%I FROM PUBLIC', p_table, name || '_history',
                   name || '_versions');
    EXECUTE format('GRANT SELECT ON %s, read_model.%I, read_model.%I TO gridledger_app', p_table, name || '_history',
                   name || '_versions');
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s, read_model.%I, read_model.%I TO gridledger_projector',
                   p_table, name || '_history', name || '_versions');
END $$;

-- What does not fit together stands here as long as it does not; afterwards in the past. What was measured and what is
-- allowed are numbers of whatever the kind of finding counts.
CREATE TABLE read_model.finding (
    tenant_id       text COLLATE "C" NOT NULL,
    finding_id      uuid    NOT NULL,
    kind            text COLLATE "C" NOT NULL,
    object_type     text COLLATE "C" NOT NULL, -- what it is about, as the schema names it, and which one
    object_id       uuid    NOT NULL,
    organisation_id uuid, -- where
    member_id       uuid, -- of whom; null: of nobody in particular
    grid_id         uuid,
    since           date    NOT NULL, -- the day on which what brought it about occurred
    measured        integer,
    allowed         integer,
    org_path        text COLLATE "C" NOT NULL,
    grid_path       text COLLATE "C",
    position        bigint  NOT NULL,
    known_from      bigint  NOT NULL,
    set_mask        integer NOT NULL,
    PRIMARY KEY (tenant_id, finding_id)
);
CREATE INDEX finding_since ON read_model.finding (tenant_id, since, finding_id);
CREATE INDEX finding_place ON read_model.finding (tenant_id, org_path, since, finding_id);
CREATE INDEX finding_of_kind ON read_model.finding (tenant_id, kind, since, finding_id);
CREATE INDEX finding_of_object ON read_model.finding (tenant_id, object_id, since, finding_id);
CREATE INDEX finding_of_member ON read_model.finding (tenant_id, member_id, since, finding_id);
CREATE INDEX finding_of_organisation ON read_model.finding (tenant_id, organisation_id, since, finding_id);
CREATE INDEX finding_of_grid ON read_model.finding (tenant_id, grid_id, since, finding_id);
SELECT read_model.give_past('read_model.finding', 'SUPERSEDED');

-- Whether any version of a finding stood in a subtree. As for members: which event set a field is found by all versions
-- of the row, also those of before what it is about came there.
CREATE FUNCTION read_model.was_finding_below(p_tenant text, p_finding uuid, p_tops text) RETURNS boolean
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = read_model, pg_temp
AS $$
BEGIN
    RETURN EXISTS (SELECT FROM finding_versions AS f
                    WHERE f.tenant_id = p_tenant AND f.finding_id = p_finding
                      AND event_store.lies_below(f.org_path, p_tops));
END $$;
REVOKE ALL ON FUNCTION read_model.was_finding_below FROM PUBLIC;
GRANT EXECUTE ON FUNCTION read_model.was_finding_below TO gridledger_app;

DO $$
DECLARE
    by_group constant text := '(CASE WHEN member_id IS NULL THEN %s ELSE %s END)';
    top constant text := format(by_group, event_store.top_sql('ORGANISATION_LIFE'), event_store.top_sql('PERSON'));
    further constant text := format(by_group, event_store.further_sql('ORGANISATION_LIFE'),
                                    event_store.further_sql('PERSON'));
    tops constant text := format(by_group, 'event_store.seen(''ORGANISATION_LIFE'')', 'event_store.seen(''PERSON'')');
    self constant text := 'member_id = event_store.seen(''PERSON.SELF'')::uuid';
BEGIN
    PERFORM event_store.guard('read_model.finding', top, self, further);
    PERFORM event_store.guard('read_model.finding_history', top,
                              format('%s OR read_model.was_finding_below(tenant_id, finding_id, %s)', self, tops),
                              further);
END $$;
