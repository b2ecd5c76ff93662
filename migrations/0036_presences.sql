-- Who was present where they cannot have been: findings name the events that do not fit together, and two tables hold what
-- every attendance is held against.

-- The views of earlier versions name their columns, since the tables below them have them in another order.
DROP VIEW read_model.finding_versions;
ALTER TABLE read_model.finding ADD COLUMN event_ids uuid[] NOT NULL DEFAULT '{}';
ALTER TABLE read_model.finding_history ADD COLUMN event_ids uuid[] NOT NULL DEFAULT '{}';
DO $$
DECLARE
    columns constant text := (SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
                               WHERE attrelid = 'read_model.finding'::regclass AND attnum > 0 AND NOT attisdropped);
BEGIN
    EXECUTE format('CREATE VIEW read_model.finding_versions WITH (security_invoker = true) AS'
                   ' SELECT %1$s, 9223372036854775807 AS known_to FROM read_model.finding'
                   ' UNION ALL SELECT %1$s, known_to FROM read_model.finding_history', columns);
END $$;
REVOKE ALL ON read_model.finding_versions FROM PUBLIC;
GRANT SELECT ON read_model.finding_versions TO gridledger_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON read_model.finding_versions TO gridledger_projector;

-- What granted leave covers, by person.
CREATE TABLE read_model.leave_days (
    tenant_id  text COLLATE "C" NOT NULL,
    member_id  uuid NOT NULL,
    leave_id   uuid NOT NULL,
    from_on    date NOT NULL,
    covers_to  date NOT NULL,
    meeting_id uuid, -- null: all that is held on its days
    event_id   uuid NOT NULL, -- that said so last
    PRIMARY KEY (tenant_id, member_id, leave_id)
);

-- By branch and day, the meetings that one could have been at, too.
CREATE TABLE read_model.meeting_of_day (
    tenant_id  text COLLATE "C" NOT NULL,
    day_id     uuid NOT NULL, -- made of branch and day
    meeting_id uuid NOT NULL,
    PRIMARY KEY (tenant_id, day_id, meeting_id)
);

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['leave_days', 'meeting_of_day'] LOOP
        PERFORM event_store.guard(format('read_model.%I', name)::regclass);
        EXECUTE format('REVOKE ALL ON read_model.%I FROM PUBLIC', name);
        EXECUTE format('GRANT SELECT ON read_model.%I TO gridledger_app', name);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON read_model.%I TO gridledger_projector', name);
    END LOOP;
END $$;
